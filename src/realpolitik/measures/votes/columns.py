"""Whole columns of votes: the figures of all pairs at once, from the joint counts of all pairs in a year.

A test holds them equal to single calls. The interval of an index, which needs the roll calls drawn again for each pair, is that of
a single call alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.findings import Window
from realpolitik.measures.votes.ballots import AWAY, FEWEST, ballots, chosen
from realpolitik.measures.votes.counts import index_of
from realpolitik.measures.votes.estimates import NORMAL_90, points, table_of
from realpolitik.measures.votes.pair import Asked, weights_of
from realpolitik.measures.votes.similarity import pair_counts
from realpolitik.store import Store

if TYPE_CHECKING:
    import polars as pl

    from realpolitik.measures.votes.ballots import Ballots

POWERS = ("kappa", "kappa-linear", "kappa-quadratic")


def identical_share(tables: Store, pairs: pl.DataFrame, window: Window, **options: Any) -> pl.DataFrame:
    """Share of votes alike (`votes.identical_share`)."""
    return _index(tables, pairs, window, "identical", beside="kappa", **options)


def kappa(
    tables: Store, pairs: pl.DataFrame, window: Window, *, power: int = 0, **options: Any
) -> pl.DataFrame:
    """Agreement beyond chance (`votes.kappa`)."""
    return _index(tables, pairs, window, POWERS[power], beside="identical", **options)


def similarity(
    tables: Store, pairs: pl.DataFrame, window: Window, *, index: str = "agreement", **options: Any
) -> pl.DataFrame:
    """Any index of similarity (`votes.similarity`)."""
    beside = "identical" if index.startswith("kappa") or index == "pi" else "kappa"
    return _index(tables, pairs, window, index, beside=beside, **options)


def _index(
    tables: Store,
    pairs: pl.DataFrame,
    window: Window,
    index: str,
    *,
    beside: str,
    issue: str = "",
    universe: str = "recorded",
    absence: str = "left-out",
    seat: bool = True,
    weights: str = "equal",
    **_: Any,
) -> pl.DataFrame:
    import polars as pl

    asked = Asked(issue=issue, universe=universe, absence=absence, seat=seat, weights=weights)
    asked.check_index(index, beside)
    record = chosen(ballots(tables, seat=seat), window, issue=issue, universe=universe, absence=absence)
    place = {code: at for at, code in enumerate(record.states)}
    there = pairs.select("a", "b").filter(pl.col("a").is_in(list(place)), pl.col("b").is_in(list(place)))
    one, two = (there[side].replace_strict(place, return_dtype=pl.Int64).to_numpy() for side in ("a", "b"))
    levels = AWAY + 1 if absence == "choice" else 3
    parts = []
    for year in np.unique(record.years):
        own = record.where(record.years == year)
        value, votes = _year(own, index, weights, levels)
        parts.append(
            there.with_columns(
                pl.date(int(year), 1, 1).alias("period"),
                pl.Series("value", value[one, two], dtype=pl.Float64),
                pl.Series("votes", votes[one, two], dtype=pl.Int64),
                pl.lit(own.source).alias("source"),
            )
        )
    none = pl.lit(None, dtype=pl.Float64)
    found = pl.concat(parts).filter(pl.col("votes") >= FEWEST, pl.col("value").is_not_nan())
    return found.with_columns(none.alias("low"), none.alias("high"), pl.lit("").alias("office"))


def _year(own: Ballots, index: str, weights: str, levels: int) -> tuple[Any, Any]:
    """(N, N) the index and the common votes of one year."""
    plain = pair_counts(own.codes, levels=levels)
    weight = weights_of(own, weights)
    counts = plain if weight is None else pair_counts(own.codes, levels=levels, weights=weight)
    return index_of(index)(counts), plain.sum((-2, -1)).round().astype(np.int64)


def ideal_point(
    tables: Store, states: pl.DataFrame, window: Window, *, issue: str = "", estimate: str = "ours", **_: Any
) -> pl.DataFrame:
    """Where each state stands (`votes.ideal_point`)."""
    import polars as pl

    rows = _points(tables, issue, window, estimate).rename({"state": "a"}).join(states.select("a"), on="a")
    return rows.with_columns(pl.lit("").alias("office")).rename({"source_id": "source"})


def ideal_point_gap(
    tables: Store, pairs: pl.DataFrame, window: Window, *, issue: str = "", estimate: str = "ours", **_: Any
) -> pl.DataFrame:
    """How far apart two states stand (`votes.ideal_point_gap`)."""
    import polars as pl

    found = _points(tables, issue, window, estimate)
    joined = (
        pairs.select("a", "b")
        .join(found, left_on="a", right_on="state")
        .join(found, left_on=["b", "session"], right_on=["state", "session"], suffix="_b")
    )
    apart = (pl.col("value") - pl.col("value_b")).abs()
    error = NORMAL_90 * (pl.col("se").pow(2) + pl.col("se_b").pow(2)).sqrt()
    source = (pl.col("source_id") + " " + pl.col("source_id_b")).str.split(" ")
    return joined.select(
        "a",
        "b",
        "period",
        apart.alias("value"),
        (apart - error).clip(lower_bound=0.0).alias("low"),
        (apart + error).alias("high"),
        pl.lit("").alias("office"),
        source.list.unique(maintain_order=True).list.join(" ").alias("source"),
    )


def _points(tables: Store, issue: str, window: Window, estimate: str) -> pl.DataFrame:
    import polars as pl

    rows = points(tables, table_of(tables, estimate, issue), issue)
    rule = pl.lit(True)
    if window.start:
        rule &= pl.date(pl.col("period").dt.year(), 12, 31) >= window.start
    if window.end:
        rule &= pl.col("period") <= window.end
    kept = rows.filter(rule).with_columns(pl.date(pl.col("period").dt.year(), 1, 1).alias("period"))
    return kept.select("state", "session", "period", "value", "se", "low", "high", "source_id")
