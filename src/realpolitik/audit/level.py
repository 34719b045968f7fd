"""All that a state sells, or buys, does not treble for one year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from realpolitik.audit.flags import flagged
from realpolitik.audit.flows import WORLD, matrices, of_pairs, steps

if TYPE_CHECKING:
    import polars as pl

TEST = "level"


def sums(flows: pl.DataFrame) -> pl.DataFrame:
    """What each state sells to all, and buys from all, by office and year, as flows to and from the world."""
    import polars as pl

    pairs = of_pairs(flows)
    sold = pairs.group_by("a", "office", "period").agg(pl.col("value").sum()).with_columns(b=pl.lit(WORLD))
    bought = pairs.group_by("b", "office", "period").agg(pl.col("value").sum()).with_columns(a=pl.lit(WORLD))
    columns = ["a", "b", "period", "office", "value"]
    return pl.concat([sold.select(columns), bought.select(columns)])


def level(flows: pl.DataFrame, limits: Mapping[str, float]) -> pl.DataFrame:
    """Flags a state's sum that is more than threefold, or less than a third, of both years beside it (of one, at an end)."""
    import polars as pl

    beside = steps(sums(matrices(flows)))
    far = limits["factor"]
    ends = [pl.col("last"), pl.col("next")]
    high = pl.all_horizontal((pl.col("value") > far * end) | end.is_null() for end in ends)
    low = pl.all_horizontal((far * pl.col("value") < end) | end.is_null() for end in ends)
    some = pl.any_horizontal(end.is_not_null() for end in ends)
    most = pl.max_horizontal("value", *ends) > limits["from"]
    return flagged(
        beside.filter(some & most & (high | low)).select(
            "a", "b", "period", "office", "value",
            other=pl.mean_horizontal(*ends),
            other_office=pl.lit("the years beside"),
            at_stake=(pl.col("value") - pl.mean_horizontal(*ends)).abs(),
            why=pl.lit("all that a state trades this way is more than threefold, or less than a third, of the years beside"),
        ),
        TEST,
    )  # fmt: skip
