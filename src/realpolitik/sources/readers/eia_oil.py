"""U.S. Energy Information Administration: spot prices of Brent and WTI, by day, month and year.

A workbook a series (`RBRTEd.xls` Brent by day, `RWTCm.xls` WTI by month), sheet `Data 1`: `Sourcekey | RBRTE`, a heading `Date |
Europe Brent Spot Price FOB (Dollars per Barrel)`, then date and price. Prices of a month are dated the 15th, those of a year 30
June. CSV files `Date,Price` that others make of them (`brent-monthly.csv`) are read too. The frequency is seen from the days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError
from realpolitik.sources.addresses import address_of
from realpolitik.sources.delimited import collect, divide, inside, no_number, number, scan
from realpolitik.sources.reader import Job, Part, Reader, Request
from realpolitik.sources.workbook import heading, names, sheet

if TYPE_CHECKING:
    import polars as pl

SOURCE = "eia-oil"
ADDRESS = address_of(SOURCE, "workbooks")
SERIES = {"RBRTE": "brent", "RWTC": "wti"}
GAPS = ((1, 5, "D"), (27, 32, "M"), (360, 370, "A"))
"""Days between two quotations, and what they make of the series."""
SHEETS = "Data"
"""How the names of sheets with data begin: `Data 1`, `Data 2`."""


def requests(job: Job) -> Iterator[Request]:
    """Six workbooks."""
    for key in SERIES:
        for freq in "dma":
            name = f"{key}{freq}.xls"
            address = f"{ADDRESS}/{name}"
            yield Request(address=address, file=name, kind="excel", optional=True)


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """A part for each series and frequency."""
    for path in files:
        found = [_csv(path, job)] if path.suffix == ".csv" else list(_workbook(path))
        for series, rows in found:
            yield _part(series, rows, path, job)


def _workbook(path: Path) -> Iterator[tuple[str, pl.DataFrame]]:
    """Every series of every sheet of data: a column with its key above it, beside the dates of the sheet."""
    keys: list[str] = []
    read = 0
    for name in [one for one in names(path) if one.startswith(SHEETS)] or names(path)[-1:]:
        cells = sheet(path, name)
        row = next((row for row in cells.head(10).iter_rows() if (row[0] or "").strip() == "Sourcekey"), ())
        keys += [str(key) for key in row[1:] if key]
        for place, key in enumerate(row):
            if place and key in SERIES:
                read += 1
                rows = cells.slice(heading(cells, path, first=["Date"]) + 1)
                yield SERIES[key], rows.select(day=cells.columns[0], price=cells.columns[place])
    if not read:
        raise FileFormatError(
            str(path),
            f"has the series {', '.join(keys) or 'none'} (row Sourcekey), not {' or '.join(SERIES)}",
        )


def version(files: Sequence[Path]) -> str:
    """The day of release that the workbooks state on their first sheet."""
    days = []
    for path in files:
        try:
            cells = sheet(path, names(path)[0]) if path.suffix in (".xls", ".xlsx") else None
        except FileFormatError:
            continue  # said again when the file is read
        for row in cells.head(40).iter_rows() if cells is not None else ():
            texts = [str(cell).strip() for cell in row if cell]
            if texts[:-1] and texts[-2].startswith("Release Date"):
                if found := re.match(r"(\d{1,2})/(\d{1,2})/(\d{4})", texts[-1]):
                    days.append(f"{found[3]}-{int(found[1]):02}-{int(found[2]):02}")
                elif found := re.match(r"\d{4}-\d\d-\d\d", texts[-1]):
                    days.append(found[0])
    return max(days, default="")


def _csv(path: Path, job: Job) -> tuple[str, pl.DataFrame]:
    named = next((series for series in SERIES.values() if series in path.name.lower()), "")
    if not named:
        raise FileFormatError(str(path), "does not say whose prices it has: name it brent-….csv or wti-….csv")
    frame = scan(path, job, columns=("Date", "Price"))
    return named, collect(frame.select(day="Date", price="Price"), path)


def _part(series: str, rows: pl.DataFrame, path: Path, job: Job) -> Part:
    import polars as pl

    quoted = rows.filter((pl.col("price").str.strip_chars() != "").fill_null(False))
    good, bad = divide(
        quoted.with_columns(
            pl.col("day").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False).alias("date")
        ),
        {"the date is none": pl.col("date").is_null(), "the price is no number": no_number("price")},
    )
    freq = _freq(good["date"], path)
    unit = {"D": "1d", "M": "1mo", "A": "1y"}[freq]
    period = pl.col("date").dt.truncate(unit)
    return Part(
        table="prices",
        slice=f"{series}-{freq}",
        frame=good.with_columns(period.alias("period"))
        .filter(inside(job.window, pl.col("period")))
        .select(
            "period",
            series=pl.lit(series),
            freq=pl.lit(freq),
            value=number("price"),
            unit=pl.lit("USD/bbl"),
            basis=pl.lit("EIA, spot FOB"),
        ),
        rejected=bad,
    )


def _freq(days: pl.Series, path: Path) -> str:
    gap = days.sort().diff().dt.total_days().median()
    for low, high, freq in GAPS:
        if isinstance(gap, int | float) and low <= gap <= high:
            return freq
    raise FileFormatError(
        str(path),
        f"has quotations {gap} days apart: give the series by day, month or year (of weeks none is kept)",
    )


READER = Reader(
    name=SOURCE,
    aliases=("eia",),
    tables=("prices",),
    read=read,
    requests=requests,
    version=version,
    living=True,
    by_hand=(
        "Open https://www.eia.gov/dnav/pet/pet_pri_spt_s1_d.htm, choose View History and Download Data (XLS File), and run "
        "`realpolitik fetch eia --file RBRTEm.xls`."
    ),
)
