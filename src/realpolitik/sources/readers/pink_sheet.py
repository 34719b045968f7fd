"""World Bank Commodity Price Data (the Pink Sheet): monthly averages since 1960.

`CMO-Historical-Data-Monthly.xlsx`, sheet `Monthly Prices`: some lines of text, names of the series in one row, their units in the
next, and a row a month (`1960M01`). A price that is not known is `…`; asterisks behind a name mark a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError
from realpolitik.sources.addresses import address_of
from realpolitik.sources.delimited import divide, inside, no_number, number
from realpolitik.sources.reader import Job, Part, Reader, Request
from realpolitik.sources.workbook import sheet

if TYPE_CHECKING:
    import polars as pl

SOURCE = "worldbank-pinksheet"
ADDRESS = address_of(SOURCE, "workbook")
SHEET = "Monthly Prices"
SERIES = {
    "Crude oil, average": ("crude-average", "$/bbl"),
    "Crude oil, Brent": ("brent", "$/bbl"),
    "Crude oil, Dubai": ("dubai", "$/bbl"),
    "Crude oil, WTI": ("wti", "$/bbl"),
    "Natural gas, Europe": ("ttf", "$/mmbtu"),
    "Natural gas, US": ("henry-hub", "$/mmbtu"),
    "Liquefied natural gas, Japan": ("lng-japan", "$/mmbtu"),
    "Coal, Australian": ("coal-australia", "$/mt"),
    "Coal, South African": ("coal-south-africa", "$/mt"),
}
UNITS = {"$/bbl": "USD/bbl", "$/mmbtu": "USD/mmbtu", "$/mt": "USD/t"}
MONTH = r"^\d{4}M(0[1-9]|1[0-2])$"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MISSING = ("…", "...", "..", "")


def requests(job: Job) -> Iterator[Request]:
    """The workbook at this year's address; the World Bank moves it every year."""
    yield Request(
        address=ADDRESS,
        file="CMO-Historical-Data-Monthly.xlsx",
        kind="excel",
    )


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """Prices of crude oil, gas and coal, each with the unit that the sheet states."""
    import polars as pl

    rows, lost = [], []
    for path in files:
        cells = sheet(path, SHEET)
        columns, absent = _columns(cells, path)
        lost += absent
        months = cells.filter(pl.col(cells.columns[0]).str.strip_chars().str.contains(MONTH))
        if months.is_empty():
            raise FileFormatError(str(path), f"has no months (1960M01) in the first column of {SHEET}")
        rows += [
            months.select(
                series=pl.lit(SERIES[name][0]),
                unit=pl.lit(UNITS[unit]),
                month=pl.col(cells.columns[0]).str.strip_chars(),
                price=pl.col(cells.columns[place]),
            )
            for name, place, unit in columns
        ]
    frame = pl.concat(rows).filter(~pl.col("price").str.strip_chars().is_in(MISSING).fill_null(True))
    period = pl.date(
        pl.col("month").str.slice(0, 4).cast(pl.Int32), pl.col("month").str.slice(5).cast(pl.Int8), 1
    )
    good, bad = divide(
        frame.with_columns(period.alias("period")), {"the price is no number": no_number("price")}
    )
    yield Part(
        table="prices",
        frame=good.filter(inside(job.window, pl.col("period"))).select(
            "series",
            "period",
            freq=pl.lit("M"),
            value=number("price").round(4),
            unit="unit",
            basis=pl.lit("World Bank, monthly average"),
        ),
        rejected=bad,
        warnings=tuple(lost),
    )


def _columns(cells: pl.DataFrame, path: Path) -> tuple[list[tuple[str, int, str]], list[str]]:
    """Name, place and unit of each series, and a word on those that the sheet has no longer."""
    rows = list(cells.head(20).iter_rows())
    for names, units in pairwise(rows):
        clean = [re.sub(r"[\s*]+$", "", name or "") for name in names]
        if "Crude oil, Brent" not in clean:
            continue
        found = []
        for name, (_, expected) in SERIES.items():
            if name not in clean:
                continue
            unit = (units[clean.index(name)] or "").strip().strip("()").strip()
            if unit != expected:
                raise FileFormatError(
                    str(path), f"gives {name} in {unit!r}, not in {expected!r}: the sheet has changed"
                )
            found.append((name, clean.index(name), unit))
        absent = sorted(set(SERIES) - {name for name, _, _ in found})
        return found, [f"{SOURCE}: the sheet has no series {', '.join(absent)}"] if absent else []
    raise FileFormatError(str(path), f"has no row with the names of series in the sheet {SHEET}")


def version(files: Sequence[Path]) -> str:
    """The day of the update that the sheet states, else `undated`."""
    for path in files:
        try:
            cells = sheet(path, SHEET)
        except FileFormatError:
            continue  # said again, and better, when the file is read
        for row in cells.head(8).iter_rows():
            if found := re.search(
                rf"[Uu]pdated on ((?:{'|'.join(MONTHS)})[a-z]*) (\d{{1,2}}), (\d{{4}})", row[0] or ""
            ):
                return f"{found[3]}-{MONTHS.index(found[1][:3]) + 1:02}-{int(found[2]):02}"
    return "undated"


READER = Reader(
    name=SOURCE,
    aliases=("pinksheet", "pink-sheet"),
    tables=("prices",),
    read=read,
    requests=requests,
    version=version,
    by_hand=(
        "Open https://www.worldbank.org/en/research/commodity-markets, download Monthly prices (XLS), and run "
        "`realpolitik fetch pinksheet --file CMO-Historical-Data-Monthly.xlsx`."
    ),
)
