"""The form of a text file - encoding, separator, trailing separators - and whether it is one at all."""

from __future__ import annotations

import codecs
import csv
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError
from realpolitik.sources.reader import Job

if TYPE_CHECKING:
    import polars as pl

BLOCK = 1 << 20
HEAD = 4000
"""Bytes from which the kind of a file is seen."""
SEPARATORS = (",", ";", "\t")
TRAILING = "__trailing"
"""Name of the column that a separator at the end of every row makes."""
DECIMAL_COMMA = r"^\s*([+-]?\d+),(\d+(?:[eE][+-]?\d+)?)\s*$"
OTHERS = {
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "compressed by gzip: unpack it first",
    b"RDX": "a file of R: save it as CSV",
    b"PAR1": "a Parquet file under another ending: call it .parquet",
    b"\xd0\xcf\x11\xe0": "an Excel workbook: save its sheet as CSV",
    b"<stata_dta": "a file of Stata: save it as CSV",
    b"{": "JSON: ask for CSV",
    b"<?xml": "XML: ask for CSV",
}
"""How files begin that are given for text of columns, and what they are."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is written.

    Attributes
    ----------
    separator
        Between its fields.
    names
        Of its columns and of the empty one behind them, where every row ends with a separator; else empty.
    decimal_comma
        Whether `12,5` is a number in it.
    """

    separator: str
    names: tuple[str, ...] = ()
    decimal_comma: bool = False


def form_of(text: Path, path: Path, *, separator: str, skip: int, headed: bool) -> Form:
    """The form of a file in UTF-8, seen from its heading and the row below.

    Parameters
    ----------
    separator
        The publisher's; another one counts where the heading has that and not the publisher's.
    skip
        Lines of text before the heading.
    headed
        Whether it has a heading; else its form is taken to be the publisher's.

    Raises
    ------
    FileFormatError
        It has a heading and no rows.
    """
    if not headed:
        return Form(separator)
    with text.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        lines = list(islice(file, skip + 1))
        if len(lines) <= skip:
            return Form(separator)
        head = lines[skip]
        below = next((line for line in file if line.strip()), None)
    if below is None:
        raise FileFormatError(
            str(path), "has a heading and no rows: the query found nothing, or the download was cut"
        )
    found = separator
    if separator not in head:
        found = max(SEPARATORS, key=head.count) if any(one in head for one in SEPARATORS) else separator
    elif separator == "," and head.count(";") > head.count(","):
        found = ";"
    names, fields = (next(csv.reader([line], delimiter=found)) for line in (head, below))
    trailing = len(fields) == len(names) + 1 and not fields[-1].strip()
    return Form(
        found,
        (*_told_apart(names), TRAILING) if trailing else (),
        decimal_comma=found == ";" and separator == ",",
    )


def _told_apart(names: Sequence[str]) -> Iterator[str]:
    """Names of columns, of which later ones of a name bear a number as in Polars."""
    seen: Counter[str] = Counter()
    for name in (one.strip() for one in names):
        yield f"{name}_duplicated_{seen[name] - 1}" if seen[name] else name
        seen[name] += 1


def straightened(frame: pl.LazyFrame, form: Form, path: Path) -> pl.LazyFrame:
    """The columns without the empty one behind them, and with decimal points.

    Raises
    ------
    FileFormatError
        Some row has something behind the last column, though others end with a separator.
    """
    import polars as pl

    if form.names:
        full = pl.col(TRAILING).str.strip_chars() != ""
        more = frame.filter(full.fill_null(False)).select(pl.len()).collect().item()
        if more:
            raise FileFormatError(
                str(path), f"has {more:,} rows with more fields than the heading has names: is it damaged?"
            )
        frame = frame.drop(TRAILING)
    if form.decimal_comma:
        frame = frame.with_columns(pl.col(pl.String).str.replace(DECIMAL_COMMA, "$1.$2"))
    return frame


def utf8(path: Path, job: Job) -> Path:
    """The file itself, or a copy in UTF-8 of one that Windows, a spreadsheet or an older machine wrote."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            if encoding := _wide(head):
                return _copied(path, job, encoding)
            if b"\r" in head and b"\n" not in head:  # lines of a machine of before 2001
                return _copied(path, job, "cp1252" if _is_other(head) else "utf-8", lines=True)
            decoder = codecs.getincrementaldecoder("utf-8")()
            decoder.decode(head)
            while block := file.read(BLOCK):
                decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _copied(path, job, "cp1252")
    except OSError as error:
        raise FileFormatError(str(path), f"cannot be read ({error})") from error
    return path


def opening(path: Path, size: int = HEAD) -> str:
    """The first lines of a text file, whatever its encoding; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(size)
    except OSError:
        return ""  # said with its reason when the file is read
    return head.decode(_wide(head) or ("cp1252" if _is_other(head) else "utf-8-sig"), errors="replace")


def _wide(head: bytes) -> str:
    """UTF-16, by its mark or by the empty half of each of its first letters; else an empty text."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = head[:200]
    if len(start) >= 20 and not any(start[1::2]) and all(start[::2]):
        return "utf-16-le"
    return "utf-16-be" if len(start) >= 20 and not any(start[::2]) and all(start[1::2]) else ""


def _is_other(head: bytes) -> bool:
    """Whether the beginning of a file is not UTF-8, but for a letter that its end may cut."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return True
    return False


def _copied(path: Path, job: Job, encoding: str, *, lines: bool = False) -> Path:
    """A copy in UTF-8; with `lines`, of a file whose lines end with a carriage return alone."""
    copy = job.folder() / f"{path.name}.utf-8"
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    with path.open("rb") as file, copy.open("wb") as out:
        while block := file.read(BLOCK):
            text = decoder.decode(block)
            out.write((text.replace("\r", "\n") if lines else text).encode("utf-8"))
    return copy


def refuse_office(path: Path) -> None:
    """Refuse a workbook where text is asked for: to the archive reader it is a ZIP file of many members.

    Raises
    ------
    FileFormatError
        It is one.
    """
    if path.is_file() and zipfile.is_zipfile(path):
        try:
            with zipfile.ZipFile(path) as archive:
                members = archive.namelist()
        except zipfile.BadZipFile:
            return  # said with its reason when it is unpacked
        if "[Content_Types].xml" in members:
            raise FileFormatError(
                str(path), "is an Excel workbook: take the publisher's CSV, or save the sheet as CSV"
            )


def judge(text: Path, path: Path) -> None:
    """Refuse what is no table of text.

    Raises
    ------
    FileFormatError
        The file is empty, a web page, a document or an archive; the message names which.
    """
    with text.open("rb") as file:
        head = file.read(HEAD).removeprefix(codecs.BOM_UTF8).lstrip()
    if not head:
        raise FileFormatError(str(path), "is empty: download it again")
    if head[:1] == b"<" and re.search(rb"<html|<!doctype|<head[\s>]|<body", head.lower()):
        raise FileFormatError(
            str(path),
            "is a web page, not the data: open the address in a browser, and save the file it offers",
        )
    with path.open("rb") as file:
        raw = file.read(16)  # before it was made UTF-8
    if other := next(
        (what for mark, what in OTHERS.items() if raw.startswith(mark) or head.startswith(mark)), ""
    ):
        raise FileFormatError(str(path), f"is {other}")
    if b"\0" in head:
        raise FileFormatError(str(path), "is no text file: is it an archive of a kind that is not read?")
