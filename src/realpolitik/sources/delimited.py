"""Publishers' text files as frames of text: whatever their encoding, and never a web page or half a file in their place.

What spreadsheets and web sites do to a file is undone here, for all readers alike: UTF-16 and code page 1252 become UTF-8;
semicolons or tabs in place of commas are seen from the heading, and with semicolons `12,5` is a number; a separator at the end
of every row is no column; empty lines are no rows. A row with more fields than the heading, a heading without rows, a workbook, a
page or a document in place of the data are refused by their name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError
from realpolitik.findings import Window
from realpolitik.sources.archive import is_zip, unpack
from realpolitik.sources.reader import Job
from realpolitik.sources.textform import form_of, judge, refuse_office, straightened, utf8

if TYPE_CHECKING:
    import polars as pl

TAIL = 1 << 16
WIDE = 100
"""Columns of a file beyond which an empty line is told by those that must be there."""


def scan(
    path: Path,
    job: Job,
    *,
    columns: Sequence[str],
    member: str = "*",
    separator: str = ",",
    missing: Sequence[str] = (),
    names: Sequence[str] = (),
    starts: str = "",
) -> pl.LazyFrame:
    """The rows of a delimited file, or of one in an archive, every column as text; Parquet with the same columns too.

    Parameters
    ----------
    columns
        Those that must be there; others are kept.
    member
        The name of the file inside an archive, with `*` for any part of it.
    missing
        Marks that stand for "not known", besides an empty field; they become null.
    names
        The names of all columns, of a file that has no heading.
    starts
        How the heading begins, of a file with lines of text before it.

    Raises
    ------
    FileFormatError
        The file is a web page, ends in the middle of a row, lacks a column, or cannot be read.
    """
    import polars as pl
    from polars.exceptions import PolarsError

    if path.suffix == ".parquet":
        frame = _parquet(path)
    else:
        text = utf8(_only(path, job, member), job)
        judge(text, path)
        skip = _lines_before(text, path, starts) if starts else 0
        form = form_of(text, path, separator=separator, skip=skip, headed=not names)
        try:
            frame = pl.scan_csv(
                text,
                separator=form.separator,
                infer_schema=False,
                null_values=list(missing) or None,
                has_header=not (names or form.names),
                new_columns=list(names or form.names) or None,
                skip_lines=skip + bool(form.names),
                quote_char=None if form.separator == "\t" else '"',
            )
            frame.select(pl.all().count()).collect(
                engine="streaming"
            )  # a row too long is seen only where all columns are read
            frame = straightened(frame, form, path)
        except (PolarsError, OSError) as error:
            raise unreadable(path, error) from error
        _whole(text, path, width=len(frame.collect_schema()), separator=form.separator)
    found = frame.collect_schema().names()
    if lost := [name for name in columns if name not in found]:
        raise FileFormatError(
            str(path),
            f"has no column {', '.join(lost)}; it has {', '.join(found[:8])}{' …' if len(found) > 8 else ''}: "
            "is it the file asked for?",
        )
    told = found if len(found) <= WIDE else list(dict.fromkeys((found[0], *columns)))
    return frame if len(told) < 2 else frame.filter(~_blank(told))


def _blank(names: Sequence[str]) -> pl.Expr:
    """Whether a row is an empty line, as spreadsheets leave them at the end."""
    import polars as pl

    return pl.all_horizontal(pl.col(name).is_null() for name in names)


def collect(frame: pl.LazyFrame, path: Path) -> pl.DataFrame:
    """The rows in memory; what stops the reading is said with the name of the file."""
    from polars.exceptions import PolarsError

    try:
        return frame.collect()
    except (PolarsError, OSError) as error:
        raise unreadable(path, error) from error


def unreadable(path: Path, error: Exception) -> FileFormatError:
    """The error for a file that cannot be read."""
    said = str(error).strip().splitlines()[0]
    if "more fields than defined" in said:
        said = (
            "a row has more fields than the heading has names: its figures would stand in the wrong columns"
        )
    return FileFormatError(str(path), f"cannot be read ({said})")


def number(name: str) -> pl.Expr:
    """A column of text as numbers; null where it is empty or holds none."""
    import polars as pl

    return pl.col(name).str.strip_chars().cast(pl.Float64, strict=False)


def no_number(name: str) -> pl.Expr:
    """Whether a text is there, and is no finite number."""
    import polars as pl

    there = pl.col(name).is_not_null() & (pl.col(name).str.strip_chars() != "")
    return there & ~number(name).is_finite().fill_null(False)


def money(name: str, unit: int) -> pl.Expr:
    """A column of text, in units of so many dollars, as whole dollars."""
    import polars as pl

    return (number(name) * unit).round().cast(pl.Int64, strict=False)


def divide(frame: pl.DataFrame, reasons: Mapping[str, pl.Expr]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows that no reason speaks against, and the others with the first `reason` that does.

    Examples
    --------
    >>> import polars as pl
    >>> good, bad = divide(pl.DataFrame({"year": ["2021", "20x1"]}), {"the year is no number": no_number("year")})
    >>> good.height, bad["reason"].to_list()
    (1, ['the year is no number'])
    """
    import polars as pl

    found = pl.coalesce(pl.when(rule.fill_null(False)).then(pl.lit(why)) for why, rule in reasons.items())
    marked = frame.with_columns(found.alias("reason"))
    broken = pl.col("reason").is_not_null()
    return marked.filter(~broken).drop("reason"), marked.filter(broken)


def inside(window: Window, day: pl.Expr) -> pl.Expr:
    """Whether a day lies within a window; a null does not keep a row out, it is judged elsewhere."""
    import polars as pl

    rule = day.is_null()
    if window.start and window.end:
        return rule | day.is_between(window.start, window.end)
    if window.start:
        return rule | (day >= window.start)
    return rule | (day <= window.end) if window.end else pl.lit(True)


def day_of(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    """A day from year, month and day as text or numbers; null where the calendar has no such day."""
    import polars as pl

    whole = [
        value.cast(pl.Float64, strict=False).cast(pl.Int64, strict=False) for value in (year, month, day)
    ]
    years = pl.when(whole[0].is_between(1, 9999)).then(whole[0])  # Python's calendar has no others
    return pl.format("{}-{}-{}", years, *whole[1:]).str.to_date("%Y-%m-%d", strict=False)


def january(year: str | pl.Expr) -> pl.Expr:
    """The first day of a year given as text or number; null where it is none."""
    import polars as pl

    return day_of(pl.col(year) if isinstance(year, str) else year, pl.lit(1), pl.lit(1))


def _parquet(path: Path) -> pl.LazyFrame:
    """A Parquet file, all as text: whole numbers lose the `.0` that they have where empty cells made them floats."""
    import polars as pl
    from polars.exceptions import PolarsError

    try:
        frame = pl.scan_parquet(path)
        kinds = frame.collect_schema()
    except (PolarsError, OSError) as error:
        raise unreadable(path, error) from error
    return frame.with_columns(
        pl.col(name).cast(pl.String).str.replace(r"\.0$", "")
        if kind.is_float()
        else pl.col(name).dt.date().cast(pl.String)
        if isinstance(kind, pl.Datetime)
        else pl.col(name).cast(pl.String)
        for name, kind in kinds.items()
    )


def _only(path: Path, job: Job, member: str) -> Path:
    refuse_office(path)
    if not is_zip(path):
        return path
    found = unpack(path, scratch(job), member)
    if len(found) > 1:
        named = ", ".join(one.name for one in found)
        raise FileFormatError(
            str(path), f"holds several files like {member} ({named}): unpack it, and give one"
        )
    return found[0]


def scratch(job: Job) -> Path:
    """The folder for what is unpacked."""
    return job.folder()


def _lines_before(text: Path, path: Path, starts: str) -> int:
    with text.open(encoding="utf-8-sig") as file:
        for place, line in enumerate(file):
            if _plain(line).startswith(starts):
                return place
            if place > 100:
                break
    raise FileFormatError(str(path), f"has no line that starts with {starts!r}: is it the file asked for?")


def _plain(line: str) -> str:
    """A heading as a publisher writes it, whatever a spreadsheet has made of its commas and quotes."""
    bare = line.replace('"', "")
    return bare if "," in bare else bare.replace(";", ",").replace("\t", ",")


def _whole(text: Path, path: Path, *, width: int, separator: str) -> None:
    """Refuse a file whose last line is cut: it has no end of line, and fewer fields than the heading."""
    with text.open("rb") as file:
        file.seek(max(text.stat().st_size - TAIL, 0))
        tail = file.read()
    last = tail.rsplit(b"\n", 1)[-1]
    if last and b'"' not in last and last.count(separator.encode()) + 1 < width:
        raise FileFormatError(str(path), "ends in the middle of a row: the download was cut; fetch it again")
