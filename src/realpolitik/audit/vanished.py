"""A member whose votes stop while it sits: a new name that a file did not follow, or rows that were lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from realpolitik.audit.flags import flagged

if TYPE_CHECKING:
    import polars as pl

TEST = "vanished"


def vanished(votes: pl.DataFrame, roll_calls: pl.DataFrame, limits: Mapping[str, float]) -> pl.DataFrame:
    """Flags a state's year with fewer than half of the roll calls, where it had at least half of those of the year before."""
    import polars as pl

    days = roll_calls.select("roll_call", pl.col("date").dt.truncate("1y").alias("period"))
    held = days.group_by("period").agg(pl.len().alias("held"))
    cast = votes.join(days, on="roll_call").group_by("state", "period").agg(pl.len().alias("cast"))
    states = votes.select("state").unique()
    every = (
        states.join(held, how="cross")
        .join(cast, on=["state", "period"], how="left")
        .with_columns(share=pl.col("cast").fill_null(0) / pl.col("held"))
        .sort("state", "period")
        .with_columns(before=pl.col("share").shift(1).over("state"))
    )
    lost = every.filter(
        pl.col("before") >= limits["least"], pl.col("share") < limits["least"], pl.col("held") >= FEWEST
    )
    return flagged(
        lost.select(
            a="state",
            b=pl.lit(""),
            period="period",
            office=pl.lit("UN"),
            value=pl.col("cast").fill_null(0).cast(pl.Float64),
            other=pl.col("held").cast(pl.Float64),
            other_office=pl.lit("roll calls of the year"),
            why=pl.lit("most of its votes are missing in a year after one in which it voted"),
        ),
        TEST,
        table="votes",
    )


FEWEST = 20
"""Roll calls a year must have for the test."""
