"""Alliance Treaty Obligations and Provisions: who owes what to whom, 1815 to 2018.

`atop_5.1__.csv_.zip` holds several tables; the directed dyad-years are `atop5_1ddyr.csv`, with `ddyad, year, atopally,
defense, offense, neutral, nonagg, consul, …, stateA, stateB` (numbers of the Correlates of War). A row is there for years with
an obligation only, and the years end with 2018: later ones are unknown, not empty. Parties that are no members of
the system of states in a year (Monaco before 1993, governments in exile) are set aside, as everywhere in this package.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError
from realpolitik.sources.addresses import address_of
from realpolitik.sources.delimited import collect, divide, no_number, number, scan
from realpolitik.sources.entities import coded, nameless
from realpolitik.sources.reader import Job, Part, Reader, Request

if TYPE_CHECKING:
    import polars as pl

SOURCE = "atop"
OBLIGATIONS = {
    "defense": "defence",
    "offense": "offence",
    "neutral": "neutrality",
    "nonagg": "non-aggression",
    "consul": "consultation",
}
FORMS = (("stateA", "stateB", ""), ("ccode1", "ccode2", "atop_"))
"""The states, and what stands before an obligation: in the publisher's file, and in that of the package peacesciencer."""
STATES = {"one": "first", "two": "second"}


def requests(job: Job) -> Iterator[Request]:
    """The archive of CSV files."""
    yield Request(
        address=address_of(SOURCE, "archive"),
        file="atop_5.1_csv.zip",
        kind="zip",
    )


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """Unbroken runs of years in which two states had an obligation, whichever of them owed it.

    A run that reaches into the window is given whole: cut at the window's edge it would look like a treaty that began there.
    """
    import polars as pl

    frame = pl.concat([_years(path, job) for path in files])
    made = coded(frame, STATES, source=SOURCE, kind="cow", year="year", whole=True)
    good, bad = divide(
        made.frame,
        {
            "the year is none": pl.col("year").is_null() | no_number("year"),
            **nameless(STATES),
            **{f"{name} is no number": no_number(name) for name in OBLIGATIONS},
            "both are the same state": pl.col("first") == pl.col("second"),
        },
    )
    runs = _runs(good)
    if job.window.start:
        runs = runs.filter(pl.col("to_year") >= job.window.start.year)
    if job.window.end:
        runs = runs.filter(pl.col("from_year") <= job.window.end.year)
    yield Part(table="atop", frame=runs, rejected=bad, warnings=made.warnings)


def _years(path: Path, job: Job) -> pl.DataFrame:
    import polars as pl

    frame = scan(path, job, columns=("year",), member="atop*ddyr.csv")
    found = frame.collect_schema().names()
    for one, two, before in FORMS:
        names = [f"{before}{name}" for name in OBLIGATIONS]
        if {one, two, *names} <= set(found):
            renamed = {f"{before}{name}": pl.col(f"{before}{name}").alias(name) for name in OBLIGATIONS}
            return collect(
                frame.select(pl.col(one).alias("one"), pl.col(two).alias("two"), "year", *renamed.values()),
                path,
            )
    raise FileFormatError(
        str(path), f"has the columns {', '.join(found[:8])} …: give atop5_1ddyr.csv, the directed dyad-years"
    )


def _runs(years: pl.DataFrame) -> pl.DataFrame:
    import polars as pl

    held = (
        years.select(
            pl.min_horizontal("first", "second").alias("a"),
            pl.max_horizontal("first", "second").alias("b"),
            number("year").cast(pl.Int64).alias("year"),
            *(number(name).alias(word) for name, word in OBLIGATIONS.items()),
        )
        .unpivot(index=["a", "b", "year"], variable_name="obligation", value_name="held")
        .filter(pl.col("held") == 1)
        .unique(["a", "b", "obligation", "year"])
        .sort("a", "b", "obligation", "year")
    )
    run = (pl.col("year") - pl.int_range(pl.len())).over("a", "b", "obligation").alias("run")
    return (
        held.with_columns(run)
        .group_by("a", "b", "obligation", "run")
        .agg(pl.col("year").min().alias("from_year"), pl.col("year").max().alias("to_year"))
        .drop("run")
        .sort("a", "b", "obligation", "from_year")
    )


READER = Reader(
    name=SOURCE,
    tables=("atop",),
    read=read,
    requests=requests,
    by_hand=(
        "Download the CSV files of ATOP 5.1 from http://www.atopdata.org/data.html and run "
        "`realpolitik fetch atop --file` with the archive, or with atop5_1ddyr.csv out of it."
    ),
)
