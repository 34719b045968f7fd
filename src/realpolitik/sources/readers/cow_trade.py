"""Correlates of War bilateral trade 4.0: what each importer reported, 1870 to 2014.

The archive `COW_Trade_4.0.zip` holds `Dyadic_COW_4.0.csv`, one row a pair and year: `flow1` is what `ccode1` imported from
`ccode2`, `flow2` the other way, in millions of current dollars, and -9 where nothing is known. The files with the directed
pairs that some packages derive from it (one row a direction, `flow1` and `flow2` repeated) are read too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.sources.addresses import address_of
from realpolitik.sources.delimited import collect, number, scan
from realpolitik.sources.reader import Job, Part, Reader, Request

if TYPE_CHECKING:
    import polars as pl

COLUMNS = ("ccode1", "ccode2", "year", "flow1", "flow2")
MILLION = 1_000_000
UNKNOWN = -9.0


def requests(job: Job) -> Iterator[Request]:
    """The one archive."""
    yield Request(
        address=address_of("cow-trade", "archive"),
        file="COW_Trade_4.0.zip",
        kind="zip",
    )


def read(files: Sequence[Path], job: Job) -> Iterable[Part]:
    """Importers' reports as directed flows, and their sums over partners.

    The file writes 0 for no trade and for no report alike (China and the Soviet Union 1960 to 1963): zeros are set aside.
    """
    import polars as pl

    for path in files:
        frame = scan(path, job, columns=COLUMNS, member="Dyadic_COW_4.0.csv").select(
            *(number(name).cast(pl.Int64, strict=False).alias(name) for name in COLUMNS[:3]),
            *(number(name).alias(name) for name in COLUMNS[3:]),
        )
        wanted = [
            (pl.col("year") >= job.window.start.year) if job.window.start else None,
            (pl.col("year") <= job.window.end.year) if job.window.end else None,
        ]
        flows = pl.concat(
            [
                frame.select(
                    pl.col("year"), exporter=pl.col(there), importer=pl.col(here), millions=pl.col(flow)
                )
                for here, there, flow in (("ccode1", "ccode2", "flow1"), ("ccode2", "ccode1", "flow2"))
            ]
        ).filter(
            pl.col("millions") != UNKNOWN, *(rule for rule in wanted if rule is not None)
        )  # null is unknown too
        named = _named(collect(flows.unique(), path))
        lost = pl.col("origin").is_null() | pl.col("destination").is_null()
        reason = (
            pl.when(lost)
            .then(pl.lit("a number of no state in that year"))
            .when(pl.col("millions") == 0)
            .then(pl.lit("0, which the file writes for no trade and for no report"))
        )
        judged = named.with_columns(reason.alias("reason"))
        kept = judged.filter(pl.col("reason").is_null())
        yield Part(
            table="trade",
            frame=pl.concat([_flows(kept, "reported by the importer"), *_sums(kept)]),
            rejected=judged.filter(pl.col("reason").is_not_null()),
        )


def _flows(frame: pl.DataFrame, note: str) -> pl.DataFrame:
    import polars as pl

    return frame.select(
        "origin",
        "destination",
        product=pl.lit("total"),
        freq=pl.lit("A"),
        period=pl.date("year", 1, 1),
        value_usd=(pl.col("millions") * MILLION).round().cast(pl.Int64),
        reporter=pl.lit("COW"),
        note=pl.lit(note),
    )


def _sums(frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """What each state bought from, and sold to, all partners with a report."""
    import polars as pl

    for own, other in (("destination", "origin"), ("origin", "destination")):
        total = (
            frame.group_by("year", own).agg(pl.col("millions").sum()).with_columns(pl.lit("WLD").alias(other))
        )
        yield _flows(total, "sum over partners with a report, without Hong Kong")


def _named(flows: pl.DataFrame) -> pl.DataFrame:
    """Codes for numbers: of the state that bore the number in the middle of the year, else at its end or beginning."""
    import polars as pl

    from realpolitik.states import convert

    def codes(column: str) -> pl.Series:
        found = pl.Series(column, [None] * flows.height, dtype=pl.String)
        for month, day in ((7, 1), (12, 31), (1, 1)):
            days = flows.select(pl.date("year", month, day)).to_series()
            found = found.fill_null(convert(flows[column], from_="cow", on=days, unknown="null"))
        return found

    return flows.with_columns(codes("exporter").alias("origin"), codes("importer").alias("destination"))


READER = Reader(
    name="cow-trade",
    tables=("trade",),
    read=read,
    requests=requests,
    by_hand=(
        "Download COW_Trade_4.0.zip from https://correlatesofwar.org/data-sets/bilateral-trade/ and run "
        "`realpolitik fetch cow-trade --file COW_Trade_4.0.zip`."
    ),
)
