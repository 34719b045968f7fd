"""Two offices that see one flow are within a factor of each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from realpolitik.audit.flags import flagged
from realpolitik.audit.flows import of_pairs

if TYPE_CHECKING:
    import polars as pl

TEST = "mirror"


def mirror(flows: pl.DataFrame, limits: Mapping[str, float]) -> pl.DataFrame:
    r"""Flags the highest and lowest report of a flow and year where $|\ln(M_{ba}/X_{ab})| > \ln 2$, the larger above 100 m dollars."""
    import polars as pl

    ranged = (
        of_pairs(flows)
        .group_by("a", "b", "period")
        .agg(
            pl.col("value").max().alias("value"),
            pl.col("office").sort_by("value").last().alias("office"),
            pl.col("value").min().alias("other"),
            pl.col("office").sort_by("value").first().alias("other_office"),
            pl.len().alias("offices"),
        )
    )
    apart = ranged.filter(
        pl.col("offices") > 1,
        pl.col("value") > limits["factor"] * pl.col("other"),
        pl.col("value") > limits["from"],
    )
    return flagged(
        apart.with_columns(
            at_stake=pl.col("value") - pl.col("other"),
            why=pl.lit("two offices differ by more than a factor of two"),
        ),
        TEST,
    )
