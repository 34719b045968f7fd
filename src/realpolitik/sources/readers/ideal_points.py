"""Ideal points in the UN General Assembly as Bailey, Strezhnev and Voeten publish them.

`IdealpointestimatesAll_Apr2020.csv` and one file for each of five issues, by session to 74; from 2025 on
`Idealpointestimates1946-2025.tab`, by year. Columns: `ccode, session` (or `year`)`, NVotesAll, IdealPointAll, QO%All, Q5%All, …`
where the ending names the votes that were used; it is missing in the file on all votes of 2020. Code page 1252. Fetched by hand,
since Dataverse asks who downloads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError
from realpolitik.sources.delimited import collect, divide, inside, january, no_number, number, scan
from realpolitik.sources.entities import coded, doubled, nameless
from realpolitik.sources.reader import Job, Part, Reader

if TYPE_CHECKING:
    import polars as pl

SOURCE = "un-ideal-points"
VOTES = {
    "": "all",
    "all": "all",
    "fp": "final-passage",
    "humanrights": "human-rights",
    "important": "important",
    "middleeast": "middle-east",
    "nonukes": "all-but-nuclear",
    "nuclear": "nuclear",
}
FIRST_SESSION = 1945
"""A session opens in the year of this plus its number."""


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """One part for each set of votes, with the 90 % interval of the posterior."""
    for path in files:
        separator = "\t" if path.suffix == ".tab" else ","
        lazy = scan(path, job, columns=("ccode",), member="*dealpoint*", separator=separator, missing=("NA",))
        frame = collect(lazy, path)
        endings = [found[1] for name in frame.columns if (found := re.fullmatch(r"IdealPoint(\w*)", name))]
        if not endings or not {"session", "year"} & set(frame.columns):
            raise FileFormatError(
                str(path),
                "has no column IdealPoint…, or neither session nor year: give a file of ideal point estimates",
            )
        for ending in endings:
            if ending.lower() not in VOTES:
                raise FileFormatError(
                    str(path), f"has ideal points on the votes {ending!r}, which are not known"
                )
            yield _part(frame, ending, job)


def _part(frame: pl.DataFrame, ending: str, job: Job) -> Part:
    import polars as pl

    by = "session" if "session" in frame.columns else "year"
    names = {
        "value": f"IdealPoint{ending}",
        "low": f"Q5%{ending}",
        "high": f"Q95%{ending}",
        "votes": f"NVotes{ending}",
    }
    there = {key: name for key, name in names.items() if name in frame.columns}
    opens = number(by) + (FIRST_SESSION if by == "session" else 0)
    rows = frame.filter(pl.col(names["value"]).is_not_null()).with_columns(opens.alias("opens"))
    made = coded(rows, {"ccode": "state"}, source=SOURCE, kind="cow", year="opens", early=True)
    good, bad = divide(
        made.frame.with_columns(january("opens").alias("period")),
        {
            f"the {by} is none": pl.col("period").is_null(),
            **nameless({"ccode": "state"}),
            **{f"{name} is no number": no_number(name) for name in there.values()},
            "the state bore another number in the middle of that year": doubled(
                made.frame, {"ccode": "state"}, year="opens"
            ),
        },
    )
    figures = {key: number(name) for key, name in there.items()}
    if "votes" in figures:
        figures["votes"] = figures["votes"].cast(pl.Int64)
    return Part(
        table="ideal_points_published",
        slice=f"{VOTES[ending.lower()]}-by-{by}",
        frame=good.filter(inside(job.window, pl.col("period"))).select(
            "state", "period", issue=pl.lit(VOTES[ending.lower()]), by=pl.lit(by), **figures
        ),
        rejected=bad,
        warnings=made.warnings,
    )


def version(files: Sequence[Path]) -> str:
    """The month of the estimates, from the name of the file."""
    for path in files:
        if found := re.search(r"([A-Z][a-z]{2})[a-z]*(20\d\d)|1946-(20\d\d)", path.stem):
            return f"{found[1]}{found[2]}" if found[1] else f"to-{found[3]}"
    return "undated"


READER = Reader(
    name=SOURCE,
    aliases=("ideal-points",),
    tables=("ideal_points_published",),
    read=read,
    version=version,
    by_hand=(
        "Open https://doi.org/10.7910/DVN/LEJUQZ, download a file Idealpointestimates… (Dataverse asks who you are), and run "
        "`realpolitik fetch ideal-points --file` with it."
    ),
)
