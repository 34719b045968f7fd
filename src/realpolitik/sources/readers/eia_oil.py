"""U.S. Energy Information Administration: spot prices of Brent and WTI, by day, month and year.

A workbook a series (`RBRTEd.xls` Brent by day, `RWTCm.xls` WTI by month), sheet `Data 1`: `Sourcekey | RBRTE`, a heading `Date |
Europe Brent Spot Price FOB (Dollars per Barrel)`, then date and price. Prices of a month are dated the 15th, those of a year 30
June. CSV files `Date,Price` that others make of them (`brent-monthly.csv`) are read too. The frequency is seen from the days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError
from realpolitik.sources.delimited import collect, divide, inside, no_number, number, scan
from realpolitik.sources.reader import Job, Part, Reader, Request
from realpolitik.sources.workbook import heading, names, sheet

if TYPE_CHECKING:
    import polars as pl

SOURCE = "eia-oil"
SERIES = {"RBRTE": "brent", "RWTC": "wti"}
GAPS = ((1, 5, "D"), (27, 32, "M"), (360, 370, "A"))
"""Days between two quotations, and what they make of the series."""
SHEET = "Data 1"


def requests(job: Job) -> Iterator[Request]:
    """Six workbooks."""
    for key in SERIES:
        for freq in "dma":
            name = f"{key}{freq}.xls"
            yield Request(address=f"https://www.eia.gov/dnav/pet/hist_xls/{name}", file=name, kind="excel")


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """A part for each series and frequency."""
    for path in files:
        series, rows = _csv(path, job) if path.suffix == ".csv" else _workbook(path)
        yield _part(series, rows, path, job)


def _workbook(path: Path) -> tuple[str, pl.DataFrame]:
    sheets = names(path)
    cells = sheet(path, SHEET if SHEET in sheets else sheets[-1])
    if cells.width < 2:
        raise FileFormatError(
            str(path), f"has one column in the sheet {SHEET}: it should have a date and a price"
        )
    key = next((row[1] for row in cells.head(10).iter_rows() if (row[0] or "").strip() == "Sourcekey"), "")
    if key not in SERIES:
        raise FileFormatError(str(path), f"has the Sourcekey {key!r}, not {' or '.join(SERIES)}")
    at = heading(cells, path, first=["Date"])
    rows = cells.slice(at + 1).select(day=cells.columns[0], price=cells.columns[1])
    return SERIES[key], rows


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
    living=True,
    by_hand=(
        "Open https://www.eia.gov/dnav/pet/pet_pri_spt_s1_d.htm, choose View History and Download Data (XLS File), and run "
        "`realpolitik fetch eia --file RBRTEm.xls`."
    ),
)
