"""Event files as their publishers write them: GDELT 2.0 exports have no heading, ICEWS and POLECAT files do."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError, OptionError, reason

if TYPE_CHECKING:
    import polars as pl

COLUMNS = 61
"""Of a GDELT 2.0 event; those read are named below, by their place from 0."""
NAMED = {
    0: "GlobalEventID",
    1: "SQLDATE",
    7: "Actor1CountryCode",
    17: "Actor2CountryCode",
    26: "EventCode",
    29: "QuadClass",
    30: "GoldsteinScale",
    31: "NumMentions",
    32: "NumSources",
}
MARKS = {"gdelt-2": "GlobalEventID", "icews": "CAMEO Code", "polecat": "Recipient Country", "plain": "actor"}
"""A column that tells a format from the others."""
_TAIL = 2**16
"""Bytes from the end of an export in which its last line lies."""
_BIGQUERY = {name.upper(): name for name in ("GlobalEventID",)}
"""GDELT's table on BigQuery writes this column in capitals."""
LARGEST = 2**30
"""Bytes that one file in a zipped export may grow to: a day of GDELT 2.0 has about a hundred million."""


def read_events(path: str | Path) -> tuple[pl.LazyFrame, str]:
    """Events of a file or folder, and the name of their format (`realpolitik.measures.events.counts.formats`).

    Parameters
    ----------
    path
        `.parquet`, `.csv` or `.tsv` with a heading; GDELT 2.0 exports as published (`*.export.CSV.zip`), unpacked or `.gz`;
        or a folder of one kind. Codes stay text.

    Raises
    ------
    OptionError
        There is no such file.
    FileFormatError
        The columns are those of no format, a folder mixes formats, or an archive does not hold one export of a size that
        a day can have.
    """
    import polars as pl
    from polars.exceptions import PolarsError

    path = Path(path)
    files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    if not files or not files[0].exists():
        raise OptionError(f"{path}: there is no such file, or the folder is empty")
    exports = [one for one in files if ".export.csv" in one.name.lower()]
    if exports and len(exports) < len(files):
        other = next(one for one in files if one not in exports)
        raise FileFormatError(
            str(path), f"holds exports of GDELT and {other.name}: give a folder of one kind"
        )
    first = files[0].name.lower()
    try:
        if exports:
            return _export(files), "gdelt-2"
        if first.endswith(".parquet"):
            frame = pl.scan_parquet(files)
        else:
            separator = "\t" if first.endswith((".tsv", ".tab", ".txt")) else ","
            frame = pl.scan_csv(files, separator=separator, infer_schema=False)
        found = frame.collect_schema().names()
    except (PolarsError, OSError, zipfile.BadZipFile) as error:
        raise FileFormatError(str(path), f"cannot be read as events ({reason(error)})") from error
    frame = frame.rename({name: _BIGQUERY[name] for name in found if name in _BIGQUERY})
    names = [_BIGQUERY.get(name, name) for name in found]
    for form, mark in MARKS.items():
        if mark in names:
            return _typed(frame, names), form
    raise FileFormatError(
        str(path), f"has the columns {', '.join(names[:8])} …, of no known format ({', '.join(MARKS)})"
    )


def _unpacked(path: Path) -> Path | bytes:
    """The export in an archive, in memory; a file that is no archive as it is."""
    if path.suffix.lower() != ".zip":
        return path
    with zipfile.ZipFile(path) as archive:
        inside = archive.infolist()
        if len(inside) != 1 or inside[0].file_size > LARGEST:
            raise FileFormatError(
                str(path), "is not an archive of one export of GDELT of at most a gigabyte: fetch it again"
            )
        return archive.read(inside[0])


def _last_line(given: Path | bytes) -> bytes:
    """The last line of an export; nothing where it is compressed, since a reader of that notices an early end itself."""
    if isinstance(given, bytes):
        tail = given[-_TAIL:]
    elif given.suffix.lower() == ".gz":
        return b""
    else:
        with given.open("rb") as file:
            file.seek(max(0, given.stat().st_size - _TAIL))
            tail = file.read()
    return tail.rstrip(b"\r\n").rpartition(b"\n")[2]


def _export(files: list[Path]) -> pl.LazyFrame:
    import polars as pl

    frames = []
    for one in files:
        given = _unpacked(one)
        last = _last_line(given)
        fields = last.count(b"\t") + 1
        if last and fields != COLUMNS:
            raise FileFormatError(
                str(one), f"ends in a line of {fields} fields, not {COLUMNS}: cut off, fetch it again"
            )
        frame = pl.scan_csv(given, separator="\t", has_header=False, quote_char=None, infer_schema=False)
        names = frame.collect_schema().names()
        if len(names) != COLUMNS:
            raise FileFormatError(str(one), f"has {len(names)} columns; a GDELT 2.0 export has {COLUMNS}")
        frames.append(frame.select(pl.col(names[at]).alias(name) for at, name in NAMED.items()))
    return _typed(pl.concat(frames), list(NAMED.values()))


def _typed(frame: pl.LazyFrame, names: list[str]) -> pl.LazyFrame:
    """Weights as numbers; days and classes too where they are written so; codes stay text."""
    import polars as pl

    schema = frame.collect_schema()
    casts = {
        "GoldsteinScale": pl.Float64,
        "Intensity": pl.Float64,
        "weight": pl.Float64,
        "QuadClass": pl.Int64,
        "quad": pl.Int64,
        "SQLDATE": pl.Int64,
    }
    return frame.with_columns(
        pl.col(name).cast(dtype)
        for name, dtype in casts.items()
        if name in names and schema[name] == pl.String
    )
