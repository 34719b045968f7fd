"""A partner's share of a state's imports moves by more than five points within a year only where another office shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from realpolitik.audit.flags import flagged
from realpolitik.audit.flows import WORLD, of_pairs, steps

if TYPE_CHECKING:
    import polars as pl

TEST = "share-jump"


def share_jump(flows: pl.DataFrame, limits: Mapping[str, float]) -> pl.DataFrame:
    r"""Flags $|\Delta (X_{ab}/X_{\cdot b})| > .05$ by one office, no other office moving the flow the same way."""
    import polars as pl

    worlds = flows.filter(pl.col("a") == WORLD).select("b", "period", "office", world="value")
    shares = (
        of_pairs(flows)
        .join(worlds, on=["b", "period", "office"])
        .with_columns(dollars="value", value=pl.col("value") / pl.col("world"))
    )
    moved = steps(shares).with_columns(change=pl.col("value") - pl.col("last"))
    ways = steps(of_pairs(flows)).select(
        "a", "b", "period", other_office="office", way=(pl.col("value") - pl.col("last")).sign()
    )
    found = moved.filter(pl.col("change").abs() > limits["points"], pl.col("dollars") > limits["from"])
    confirmed = (
        found.join(ways, on=["a", "b", "period"])
        .filter(pl.col("other_office") != pl.col("office"), pl.col("way") == pl.col("change").sign())
        .select("a", "b", "period", "office")
        .unique()
    )
    left = found.join(confirmed, on=["a", "b", "period", "office"], how="anti")
    return flagged(
        left.select(
            "a", "b", "period", "office",
            value="dollars",
            low=(pl.col("last") - limits["points"]).clip(0) * pl.col("world"),
            high=(pl.col("last") + limits["points"]) * pl.col("world"),
            at_stake=pl.col("change").abs() * pl.col("world"),
            why=pl.lit("its share of all imports moves by more than five points within a year, which no other office shows"),
        ),
        TEST,
    )  # fmt: skip
