"""GDELT 2.0 events: what the world's media reported of two states, counted by day and class.

Every 15 minutes `YYYYMMDDhhmmss.export.CSV.zip` holds a tab-delimited file of 61 columns without a heading. Days with more than a
few thousand events are common: fetch weeks, not years; for the whole archive pass a BigQuery or Spark frame of the same columns to
`realpolitik.measures.events.counts`. A daily graph of weights (`date, i, j, w`), which others derive, becomes the table `events`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError, OptionError
from realpolitik.sources.addresses import address_of
from realpolitik.sources.archive import each, is_zip
from realpolitik.sources.delimited import collect, divide, inside, no_number, number, scan, scratch
from realpolitik.sources.entities import coded, left_out, nameless
from realpolitik.sources.events import COLUMNS, NAMED
from realpolitik.sources.reader import Job, Part, Reader, Request
from realpolitik.sources.slices import sliced

if TYPE_CHECKING:
    import polars as pl

SOURCE = "gdelt"
ADDRESS = address_of(SOURCE, "files")
STEP = timedelta(minutes=15)
ACTORS = {"Actor1CountryCode": "actor", "Actor2CountryCode": "target"}
EDGES = ("date", "i", "j", "w")


def requests(job: Job) -> Iterator[Request]:
    """A file for each quarter of an hour of the days asked.

    Raises
    ------
    OptionError
        No period is asked, or one of more days than the option `days` allows.
    """
    if not (job.window.start and job.window.end):
        raise OptionError(
            "gdelt has a file every 15 minutes: name the days, such as `--from 2024-05-01 --to 2024-05-07`"
        )
    most = job.options["days"]
    if not most.isdecimal():
        raise OptionError(f"days={most!r} is no number")
    if (job.window.end - job.window.start).days >= int(most):
        raise OptionError(
            f"{job.window.start} to {job.window.end} is more than {most} days, of 96 files each: fetch month by month, or "
            "allow more with `--set days=…`"
        )
    moment = datetime(job.window.start.year, job.window.start.month, job.window.start.day, tzinfo=UTC)
    now = datetime.now(UTC)
    while moment.date() <= job.window.end and moment <= now:
        name = f"{moment:%Y%m%d%H%M%S}.export.CSV.zip"
        # Some quarters of an hour have no file; what is published stays as it is.
        yield Request(address=f"{ADDRESS}/{name}", file=name, kind="zip", optional=True, final=True)
        moment += STEP


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """Counts by day, actor, target and class; events with an actor of no country are no pair, and left out."""
    import polars as pl

    graphs = [path for path in files if path.suffix == ".parquet"]
    for path in graphs:
        yield from _graph(path, job)
    exports = [path for path in files if path not in graphs]
    if not exports:
        return
    frames, alone = [], 0
    for path in exports:
        for export in each(path, scratch(job), "*.export.csv") if is_zip(path) else (path,):
            rows = _export(export, job)
            pairs = rows.filter(pl.all_horizontal((pl.col(name) != "").fill_null(False) for name in ACTORS))
            alone += rows.height - pairs.height
            frames.append(pairs)
    events = pl.concat(frames).unique("GlobalEventID", keep="last", maintain_order=True)
    yield from _counts(events, alone, job)


def _export(path: Path, job: Job) -> pl.DataFrame:
    names = [NAMED.get(place, f"column-{place}") for place in range(COLUMNS)]
    with path.open("rb") as file:
        fields = file.readline().count(b"\t") + 1
    if fields != COLUMNS:
        raise FileFormatError(
            str(path), f"has {fields} columns between tabs; a GDELT 2.0 export has {COLUMNS}"
        )
    return collect(scan(path, job, columns=names, separator="\t", names=names).select(NAMED.values()), path)


def _counts(events: pl.DataFrame, alone: int, job: Job) -> Iterator[Part]:
    import polars as pl

    days = events.with_columns(pl.col("SQLDATE").str.to_date("%Y%m%d", strict=False).alias("period"))
    made = coded(days, ACTORS, source=SOURCE, kind="iso3", day="period")
    good, bad = divide(
        made.frame.filter(~left_out(SOURCE, *ACTORS)),
        {
            "the day is none": pl.col("period").is_null(),
            "the class is none of 1 to 4": ~number("QuadClass").is_in([1.0, 2.0, 3.0, 4.0]).fill_null(False),
            "the number of mentions is none": pl.col("NumMentions").is_null() | no_number("NumMentions"),
            "the scale is no number": no_number("GoldsteinScale"),
            **nameless(ACTORS),
        },
    )
    counts = (
        good.filter(pl.col("actor") != pl.col("target"), inside(job.window, pl.col("period")))
        .group_by("actor", "target", "period", number("QuadClass").cast(pl.Int64).alias("quad"))
        .agg(
            pl.len().cast(pl.Int64).alias("events"),
            number("NumMentions").sum().cast(pl.Int64).alias("mentions"),
            number("GoldsteinScale").mean().alias("goldstein"),
        )
        .sort("period", "actor", "target", "quad")
    )
    told = (f"{SOURCE}: {alone:,} events name no country on one side, and are left out",) if alone else ()
    yield from sliced(
        "event_counts",
        counts.with_columns(pl.col("period").cast(pl.String).alias("day")),
        by=("day",),
        helpers=("day",),
        rejected=bad,
        warnings=(*told, *made.warnings),
    )


def _graph(path: Path, job: Job) -> Iterator[Part]:
    """Weights by month and pair of a daily graph that lists each pair in both orders."""
    import polars as pl

    rows = collect(scan(path, job, columns=EDGES).select(EDGES), path).with_columns(
        pl.col("date").str.to_date("%Y-%m-%d", strict=False).alias("day"), number("w").alias("weight")
    )
    rows = rows.with_columns(pl.col("day").dt.truncate("1mo").alias("period"))
    dated = rows.group_by("period").agg(
        pl.col("weight").abs().sum().alias("all"), pl.col("day").n_unique().alias("n")
    )
    made = coded(rows, {"i": "a", "j": "b"}, source=SOURCE, kind="iso3", day="period", whole=False)
    good, bad = divide(
        made.frame.filter(~left_out(SOURCE, "i", "j")),
        {
            "the day is none": pl.col("day").is_null(),
            "the weight is no number": pl.col("weight").is_null(),
            **nameless({"i": "a", "j": "b"}),
        },
    )
    months = (
        good.filter(pl.col("a") < pl.col("b"), inside(job.window, pl.col("period")))
        .group_by("a", "b", "period")
        .agg(
            pl.len().cast(pl.Int64).alias("days"),
            pl.col("weight").mean(),
            pl.col("weight").std().alias("spread"),
        )
        .join(dated, on="period")
    )
    yield Part(
        table="events",
        slice="graph",
        frame=months.select(
            "a", "b", "period", "days", "weight", "spread", weight_all=pl.col("all") / pl.col("n") / 2
        ),
        rejected=bad,
        warnings=made.warnings,
    )


READER = Reader(
    name=SOURCE,
    tables=("event_counts", "events"),
    read=read,
    requests=requests,
    living=True,
    pause=0.1,
    options={"days": "31"},
    by_hand=(
        "Download files of http://data.gdeltproject.org/gdeltv2/masterfilelist.txt that end in .export.CSV.zip, and run "
        "`realpolitik fetch gdelt --file` with them."
    ),
)
