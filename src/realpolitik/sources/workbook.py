"""Sheets of publishers' workbooks (XLSX, XLS) as frames of text, without a guess at their heading."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError

if TYPE_CHECKING:
    import polars as pl


def names(path: Path) -> list[str]:
    """The names of the sheets.

    Raises
    ------
    FileFormatError
        The file is no workbook, or is damaged.
    """
    return _book(path).sheet_names


def sheet(path: Path, name: str) -> pl.DataFrame:
    """All cells of a sheet as text, rows and columns as they stand, hidden ones too; empty cells are null.

    Spaces round the name of the sheet, and capitals, make no other sheet.

    Raises
    ------
    FileFormatError
        The file is no workbook, or has no such sheet.
    """
    import fastexcel

    book = _book(path)
    there = next((one for one in book.sheet_names if one.strip().casefold() == name.strip().casefold()), None)
    if there is None:
        raise FileFormatError(str(path), f"has no sheet {name!r}, only {', '.join(book.sheet_names)}")
    try:
        return book.load_sheet(there, header_row=None, dtypes="string").to_polars()
    except fastexcel.FastExcelError as error:
        raise _damaged(path, error) from error


def heading(cells: pl.DataFrame, path: Path, *, first: Sequence[str]) -> int:
    """The row whose first cells are these words.

    Raises
    ------
    FileFormatError
        There is none among the first fifty.
    """
    for place, row in enumerate(cells.head(50).iter_rows()):
        if [(cell or "").strip() for cell in row[: len(first)]] == list(first):
            return place
    raise FileFormatError(
        str(path), f"has no heading that begins with {', '.join(first)}: is it the file asked for?"
    )


def _book(path: Path):  # type: ignore[no-untyped-def]  # fastexcel is imported only here
    import fastexcel

    try:
        return fastexcel.read_excel(path)
    except (fastexcel.FastExcelError, OSError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> FileFormatError:
    reason = str(error).strip().splitlines()[0]
    return FileFormatError(
        str(path), f"is no workbook that can be read ({reason}): the download was cut, or is a web page"
    )
