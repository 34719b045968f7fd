"""Correlates of War National Material Capabilities: six measures of power and their composite index CINC, since 1816.

`NMCv7.zip` holds further archives; the abridged one has `NMC-70-abridged.csv` with the columns `stateabb, ccode, year, milex,
milper, irst, pec, tpop, upop, cinc, version`; -9 is "not known". Spending is in thousands, of British pounds before 1914 and
of dollars from then on; so are personnel, people, tons of iron and steel, and energy in tons of coal.

`capabilities` takes every number as it stands. `power` takes each state once: Germany has 260 and 255 in 1990, Yemen 678 and 679.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.sources.addresses import address_of
from realpolitik.sources.archive import is_zip, unpack
from realpolitik.sources.corrections import correct
from realpolitik.sources.delimited import collect, divide, inside, january, no_number, number, scan, scratch
from realpolitik.sources.entities import coded, doubled, nameless
from realpolitik.sources.reader import Job, Part, Reader, Request
from realpolitik.sources.textform import SEPARATORS, opening

if TYPE_CHECKING:
    import polars as pl

SOURCE = "cow-nmc"
COLUMNS = ("ccode", "year", "milex", "milper", "irst", "pec", "tpop", "upop", "cinc")
UNKNOWN = "-9"
FIRST_IN_DOLLARS = 1914
THOUSAND = 1000
EDITIONS = {"2011": "5.0", "2021": "6.0", "2025": "7.0"}
"""The year that each edition has in its column `version`."""
NUMBERS = {"ccode": "state"}
COMPONENTS = {
    "milex": "military_spending",
    "milper": "military_personnel",
    "irst": "iron_steel",
    "pec": "energy",
    "tpop": "population",
    "upop": "urban_population",
    "cinc": "cinc",
}
BUDGETS = "budgets, from 1947 after IISS; below SIPRI for China and Russia"


def requests(job: Job) -> Iterator[Request]:
    """The one archive."""
    yield Request(address=address_of(SOURCE, "archive"), file="NMCv7.zip", kind="zip")


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """The components as published, and the index, spending and people by state."""
    import polars as pl

    frame = pl.concat(
        [
            collect(scan(one, job, columns=COLUMNS, member="*.csv").select(COLUMNS), one)
            for one in _files(files, job)
        ]
    )
    mended = correct(frame, SOURCE)
    made = coded(mended.frame, NUMBERS, source=SOURCE, kind="cow", year="year", whole=True)
    good, bad = divide(
        made.frame.with_columns(
            january("year").alias("period"), number("ccode").cast(pl.Int64).alias("number")
        ),
        {
            "the year is none": pl.col("period").is_null(),
            **nameless(NUMBERS),
            **{f"{name} is no number": no_number(name) for name in COLUMNS[2:]},
        },
    )
    known = good.filter(inside(job.window, pl.col("period"))).with_columns(
        pl.when(pl.col(name).str.strip_chars() != UNKNOWN).then(number(name)).alias(name)
        for name in COMPONENTS
    )
    yield Part(
        table="capabilities",
        frame=known.select(
            "state", "period", "number", *(pl.col(name).alias(word) for name, word in COMPONENTS.items())
        ),
        rejected=pl.concat([mended.rejected, bad.select(mended.rejected.columns)]),
        warnings=(*mended.warnings, *made.warnings),
    )
    once = known.filter(~doubled(known, NUMBERS, year="year"))
    yield Part(table="power", frame=_power(once, f"NMC {job.version}"))


def _files(files: Sequence[Path], job: Job) -> Iterator[Path]:
    """The CSV files, out of the archive of archives where that was given."""
    for path in files:
        inner = unpack(path, scratch(job), "*abridged*") if is_zip(path) else [path]
        yield from (one for one in inner if one.suffix in (".zip", ".csv", ".parquet"))


def version(files: Sequence[Path]) -> str:
    """The edition: by the year in the column `version`, else by the name of the file (NMC-60-abridged.csv, NMCv7.zip)."""
    for path in files:
        if found := EDITIONS.get(_stamped(path)):
            return found
        if found := re.search(r"(?i)nmc[-_v]*(\d)(?:[._]?(\d))?(?!\d)", path.stem):
            return f"{found[1]}.{found[2] or 0}"
    return ""


def _stamped(path: Path) -> str:
    """What the first row has in its last column, of a CSV file whose heading calls it `version`."""
    if path.suffix != ".csv" or not path.is_file() or is_zip(path):
        return ""
    lines = [*opening(path).splitlines(), "", ""][:2]
    separator = max(SEPARATORS, key=lines[0].count)
    head, row = (next(csv.reader([line], delimiter=separator), []) for line in lines)
    return dict(zip(head, row, strict=False)).get("version", "").strip()


def _power(frame: pl.DataFrame, vintage: str) -> pl.DataFrame:
    """The index, spending in dollars and people, in whole units; what is not known has no row."""
    import polars as pl

    dollars = pl.when(pl.col("period").dt.year() >= FIRST_IN_DOLLARS).then(pl.col("milex") * THOUSAND)
    parts = (
        ("cinc", pl.col("cinc"), "share", ""),
        ("military-spending-usd", dollars, "USD", BUDGETS),
        ("population", pl.col("tpop") * THOUSAND, "persons", ""),
    )
    return pl.concat(
        frame.select(
            "state",
            "period",
            freq=pl.lit("A"),
            measure=pl.lit(measure),
            value=value,
            unit=pl.lit(unit),
            vintage=pl.lit(vintage),
            note=pl.lit(note),
        ).filter(pl.col("value").is_not_null())
        for measure, value, unit, note in parts
    )


READER = Reader(
    name=SOURCE,
    aliases=("nmc",),
    tables=("capabilities", "power"),
    read=read,
    requests=requests,
    version=version,
    by_hand=(
        "Download the archive (NMCv7.zip) from https://correlatesofwar.org/data-sets/national-material-capabilities/ and "
        "run `realpolitik fetch cow-nmc --file NMCv7.zip`."
    ),
)
