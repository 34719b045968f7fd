"""SIPRI Military Expenditure Database: military spending of states since 1949.

`SIPRI-Milex-data-1949-2025.xlsx`: the sheets `Current US$` and `Constant (2024) US$` in millions, `Share of GDP` in percent (as a
fraction), each with some lines of text, a heading `Country | Notes | 1949 | …`, and states under headings of regions. `...` (older
editions: `. .`) is "not known", `xxx` "no such state". Colours, which mark estimates, are lost in reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError
from realpolitik.sources.addresses import address_of
from realpolitik.sources.delimited import divide, inside, january, no_number, number
from realpolitik.sources.entities import coded, left_out, nameless
from realpolitik.sources.reader import Job, Part, Reader, Request
from realpolitik.sources.workbook import heading, names, sheet

if TYPE_CHECKING:
    import polars as pl

SOURCE = "sipri-milex"
ADDRESS = address_of(SOURCE, "workbook")
SHEETS = {
    r"Current US[D$]": ("military-spending-usd", 1e6, "USD"),
    r"Constant \((\d{4})\) US[D$]": ("military-spending-constant-usd", 1e6, "USD of {}"),
    r"Share of GDP": ("military-spending-share", 1.0, "share"),
}
MISSING = r"^(?:[.…\s]*|xxx)$"
STATES = {"country": "state"}


def requests(job: Job) -> Iterator[Request]:
    """The workbook of the edition that the option names."""
    name = f"SIPRI-Milex-data-1949-{job.options['edition']}.xlsx"
    yield Request(address=f"{ADDRESS}/{name}", file=name, kind="excel")


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """A part for each sheet that is read."""
    for path in files:
        chosen = [
            (name, found, rule)
            for name in names(path)
            for key, rule in SHEETS.items()
            if (found := re.fullmatch(key, name.strip()))
        ]
        if not chosen:
            raise FileFormatError(
                str(path), f"has the sheets {', '.join(names(path))}, and none of Current US$, Share of GDP"
            )
        for name, found, (measure, factor, unit) in chosen:
            yield _part(_long(path, name), measure, factor, unit.format(*found.groups()), job)


def _long(path: Path, name: str) -> pl.DataFrame:
    """One row a country and year."""
    import polars as pl

    cells = sheet(path, name)
    at = heading(cells, path, first=["Country"])
    head = cells.row(at)
    years = {
        cells.columns[place]: found[0]
        for place, cell in enumerate(head)
        if (found := re.match(r"\d{4}(?=\.0$|$)", (cell or "").strip()))
    }
    if not years:
        raise FileFormatError(str(path), f"has no years in the heading of the sheet {name!r}")
    rows = cells.slice(at + 1).rename({cells.columns[0]: "country"})
    return (
        rows.filter((pl.col("country").str.strip_chars() != "").fill_null(False))
        .select(
            pl.col("country").str.strip_chars(),
            *(pl.col(column).alias(year) for column, year in years.items()),
        )
        .unpivot(index="country", variable_name="year", value_name="figure")
        .filter(~pl.col("figure").str.strip_chars().str.contains(MISSING).fill_null(True))
    )


def _part(rows: pl.DataFrame, measure: str, factor: float, unit: str, job: Job) -> Part:
    import polars as pl

    # Serbia from 1996 and Russia from 1987 stand under the names of today in SIPRI's own series.
    made = coded(rows, STATES, source=SOURCE, kind="name", year="year", early=True)
    good, bad = divide(
        made.frame.filter(~left_out(SOURCE, "country")).with_columns(january("year").alias("period")),
        {**nameless(STATES), "the figure is no number": no_number("figure")},
    )
    return Part(
        table="power",
        slice=measure,
        frame=good.filter(inside(job.window, pl.col("period"))).select(
            "state",
            "period",
            freq=pl.lit("A"),
            measure=pl.lit(measure),
            value=number("figure") * factor,
            unit=pl.lit(unit),
            vintage=pl.lit(f"SIPRI {job.version}"),
        ),
        rejected=bad,
        warnings=made.warnings,
    )


def version(files: Sequence[Path]) -> str:
    """The edition in the name of the file: 2025_v1.2."""
    return next(
        (
            found[1]
            for path in files
            if (found := re.search(r"19\d\d[-–](\d{4}[\w.]*?)(?: ?\(\d+\))?\.xlsx$", path.name))
        ),
        "",
    )


READER = Reader(
    name=SOURCE,
    aliases=("milex",),
    tables=("power",),
    read=read,
    requests=requests,
    version=version,
    options={"edition": "2025_v1.2"},
    by_hand=(
        "Open https://www.sipri.org/databases/milex, download the Excel file of all countries, and run "
        "`realpolitik fetch milex --file SIPRI-Milex-data-1949-2025.xlsx`."
    ),
)
