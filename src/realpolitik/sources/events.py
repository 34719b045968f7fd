"""Event files as their publishers write them: GDELT 2.0 exports have no header, ICEWS and POLECAT files do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError, OptionError

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


def read_events(path: str | Path) -> tuple[pl.LazyFrame, str]:
    """Events of a file or folder, and the name of their format (`realpolitik.measures.event_counts.formats`).

    Parameters
    ----------
    path
        `.parquet`, `.csv` or `.tsv` with a heading; GDELT 2.0 exports (`*.export.CSV`, also zipped as `.csv.gz`), or a
        folder of one kind. Codes stay text.

    Raises
    ------
    OptionError
        There is no such file.
    FileFormatError
        The columns are those of no format.
    """
    import polars as pl
    from polars.exceptions import PolarsError

    path = Path(path)
    files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    if not files or not files[0].exists():
        raise OptionError(f"{path}: there is no such file, or the folder is empty")
    first = files[0].name.lower()
    try:
        if ".export.csv" in first:
            return _export(files), "gdelt-2"
        if first.endswith(".parquet"):
            frame = pl.scan_parquet(files)
        else:
            separator = "\t" if first.endswith((".tsv", ".tab", ".txt")) else ","
            frame = pl.scan_csv(files, separator=separator, infer_schema=False)
        names = frame.collect_schema().names()
    except (PolarsError, OSError) as error:
        raise FileFormatError(
            str(path), f"cannot be read as events ({str(error).splitlines()[0]})"
        ) from error
    for form, mark in MARKS.items():
        if mark in names:
            return _typed(frame, names), form
    raise FileFormatError(
        str(path), f"has the columns {', '.join(names[:8])} …, of no known format ({', '.join(MARKS)})"
    )


def _export(files: list[Path]) -> pl.LazyFrame:
    import polars as pl

    frame = pl.scan_csv(files, separator="\t", has_header=False, quote_char=None, infer_schema=False)
    names = frame.collect_schema().names()
    if len(names) != COLUMNS:
        raise FileFormatError(str(files[0]), f"has {len(names)} columns; a GDELT 2.0 export has {COLUMNS}")
    return _typed(
        frame.select(pl.col(names[at]).alias(name) for at, name in NAMED.items()), list(NAMED.values())
    )


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
