"""V-Dem: the electoral democracy index (polyarchy), by country and year since 1789.

`V-Dem-CY-Core-v16.csv` (or Full+Others), zipped after a form is filled in, so it is fetched by hand; `country_text_id` has ISO3
codes of today's states (RUS for the Soviet Union), and codes of its own for states that ended. Empty is "not known".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError
from realpolitik.sources.delimited import collect, divide, inside, january, no_number, number, scan
from realpolitik.sources.entities import coded, doubled, nameless
from realpolitik.sources.lookup import Kind
from realpolitik.sources.reader import Job, Part, Reader

if TYPE_CHECKING:
    import polars as pl

SOURCE = "vdem"
INDEX = "v2x_polyarchy"
CODES: tuple[tuple[str, Kind], ...] = (("country_text_id", "iso3"), ("ccode", "cow"))
"""What names the state: in V-Dem's file, and in files that other packages derive from it."""


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """A row a state and year; a country that V-Dem codes apart from its state (Gaza, Somaliland) is left out."""

    for path in files:
        frame = scan(path, job, columns=("year", INDEX), member="V-Dem-CY-*.csv")
        found = frame.collect_schema().names()
        named = [pair for pair in CODES if pair[0] in found]
        if not named:
            raise FileFormatError(
                str(path), f"has no column {CODES[0][0]}: give the country-year file of V-Dem"
            )
        (name, kind), *_ = named
        yield _part(collect(frame.select(name, "year", INDEX), path), name, kind, job)


def _part(frame: pl.DataFrame, name: str, kind: Kind, job: Job) -> Part:
    import polars as pl

    known = frame.filter(pl.col(INDEX).str.strip_chars() != "")
    made = coded(known, {name: "state"}, source=SOURCE, kind=kind, year="year")
    twice = (
        {
            "the state bore another number in the middle of that year": doubled(
                made.frame, {name: "state"}, year="year"
            )
        }
        if kind == "cow"
        else {}
    )
    good, bad = divide(
        made.frame.with_columns(january("year").alias("period")),
        {
            "the year is none": pl.col("period").is_null(),
            **nameless({name: "state"}),
            f"{INDEX} is no number": no_number(INDEX),
            **twice,
        },
    )
    return Part(
        table="regimes",
        frame=good.filter(inside(job.window, pl.col("period"))).select(
            "state", "period", polyarchy=number(INDEX)
        ),
        rejected=bad,
        warnings=made.warnings,
    )


READER = Reader(
    name=SOURCE,
    aliases=("v-dem",),
    tables=("regimes",),
    read=read,
    by_hand=(
        "Fill in the form at https://v-dem.net/data/the-v-dem-dataset/, choose Country-Year: V-Dem Core (CSV), and run "
        "`realpolitik fetch vdem --file` with the archive as it comes."
    ),
)
