"""Lists of states with their first and last days: Correlates of War (2016, 2024) and Gleditsch and Ward.

Correlates of War: `states2016.csv`, or `statelist2024.csv` in `States2024.zip`, with `stateabb, ccode, statenme, styear,
stmonth, stday, endyear, endmonth, endday, version`; a state that goes on ends on the last day of the edition. Gleditsch and
Ward: `iisystem.dat`, tab between `gwcode, abbreviation, name, 01:01:1816, 31:12:2017`, no heading, code page 1252;
`microstatessystem.dat` has the same form. The registry of this package is built from both; these readers keep them as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError
from realpolitik.findings import Window
from realpolitik.sources.addresses import address_of
from realpolitik.sources.delimited import collect, day_of, divide, inside, scan
from realpolitik.sources.entities import coded
from realpolitik.sources.lookup import Kind
from realpolitik.sources.reader import Job, Part, Reader, Request

if TYPE_CHECKING:
    import polars as pl

COW = ("stateabb", "ccode", "statenme", "styear", "stmonth", "stday", "endyear", "endmonth", "endday")
GW = ("gwcode", "stateabb", "statename", "startdate", "enddate")


def requests_cow(job: Job) -> Iterator[Request]:
    """The list of 2016, the edition that the registry is built from."""
    yield Request(
        address=address_of("cow-states", "list"),
        file="states2016.csv",
        kind="csv",
    )


def requests_gw(job: Job) -> Iterator[Request]:
    """The list of states, and that of microstates."""
    for name in ("iisystem.dat", "microstatessystem.dat"):
        address = f"{address_of('gw-states', 'lists')}/{name}"
        yield Request(address=address, file=name, optional=name.startswith("micro"))


def read_cow(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """The spells of the Correlates of War."""
    import polars as pl

    def dated(kind: str) -> pl.Expr:
        return day_of(*(pl.col(f"{kind}{unit}") for unit in ("year", "month", "day")))

    rows = [
        collect(scan(path, job, columns=COW, member="state*.csv").select(COW), path).select(
            number="ccode", abbreviation="stateabb", name="statenme", start=dated("st"), end=dated("end")
        )
        for path in files
    ]
    yield _part(pl.concat(rows), "cow", job)


def read_gw(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """The spells of Gleditsch and Ward, microstates too where their file is given."""
    import polars as pl

    def dated(name: str) -> pl.Expr:
        text = pl.col(name).str.strip_chars()
        return pl.coalesce(
            text.str.to_date("%d:%m:%Y", strict=False), text.str.to_date("%Y-%m-%d", strict=False)
        )

    rows = []
    for path in files:
        frame = collect(scan(path, job, columns=GW, separator="\t", names=_names(path)).select(GW), path)
        rows.append(
            frame.select(
                number="gwcode",
                abbreviation="stateabb",
                name="statename",
                start=dated("startdate"),
                end=dated("enddate"),
            )
        )
    yield _part(pl.concat(rows), "gw", job)


def _names(path: Path) -> tuple[str, ...]:
    """The names of the columns of a file without heading; it has five of them."""
    if path.suffix == ".parquet":
        return ()
    with path.open("rb") as file:
        fields = file.readline().count(b"\t") + 1
    if fields != len(GW):
        raise FileFormatError(
            str(path),
            f"has {fields} columns between tabs, not the five of iisystem.dat: is it the file asked for?",
        )
    return GW


def _part(frame: pl.DataFrame, system: Kind, job: Job) -> Part:
    import polars as pl

    made = coded(frame, {"number": "state"}, source=f"{system}-states", kind=system, day="start", whole=True)
    good, bad = divide(
        made.frame.with_columns(pl.col("number").cast(pl.Float64, strict=False).cast(pl.Int64).alias("code")),
        {
            "the number is none": pl.col("code").is_null(),
            "the first or the last day is none": pl.col("start").is_null() | pl.col("end").is_null(),
            "it ends before it begins": pl.col("end") < pl.col("start"),
        },
    )
    ended = pl.when(pl.col("end") < pl.col("end").max()).then(
        "end"
    )  # who lives ends on the last day of the edition
    lived = inside(Window(None, job.window.end), pl.col("start")) & inside(
        Window(job.window.start, None), pl.col("end")
    )
    return Part(
        table="state_systems",
        frame=good.with_columns(ended.alias("ended"))
        .filter(lived)
        .select(
            system=pl.lit(system),
            number="code",
            abbreviation="abbreviation",
            name=pl.col("name").str.strip_chars(),
            state=pl.col("state").fill_null(""),
            start="start",
            end="ended",
        ),
        rejected=bad,
        warnings=made.warnings,
    )


def version(files: Sequence[Path]) -> str:
    """The last day in the list, on which every state ends that goes on: `to-2017-12-31`; empty where none can be read."""
    last = ""
    for path in files:
        if path.suffix in (".csv", ".dat") and path.is_file():
            text = path.read_bytes().decode("cp1252", errors="replace")
            days = [
                f"{year}-{month}-{day}"
                for day, month, year in re.findall(r"(\d\d):(\d\d):(\d{4})\s*$", text, re.M)
            ]
            rows = (line.replace('"', "").split(",") for line in text.splitlines())
            days += [
                f"{row[-4]}-{int(row[-3]):02}-{int(row[-2]):02}"
                for row in rows
                if len(row) >= len(COW) + 1 and all(cell.strip().isdecimal() for cell in row[-4:])
            ]
            last = max([last, *days])
    return f"to-{last}" if last else ""


def _reader(
    system: str, read: Callable[..., Iterable[Part]], requests: Callable[..., Iterator[Request]], where: str
) -> Reader:
    return Reader(
        name=f"{system}-states",
        tables=("state_systems",),
        read=read,
        requests=requests,
        version=version,
        by_hand=f"Download {where}, and run `realpolitik fetch {system}-states --file PATH`.",
    )


READERS = (
    _reader(
        "cow",
        read_cow,
        requests_cow,
        "states2016.csv (or States2024.zip) from https://correlatesofwar.org/data-sets/state-system-membership/",
    ),
    _reader("gw", read_gw, requests_gw, "iisystem.dat from http://ksgleditsch.com/data-4.html"),
)
