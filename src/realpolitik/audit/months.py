"""Twelve months against their year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from realpolitik.audit.flags import flagged

if TYPE_CHECKING:
    import polars as pl

TEST = "months"


def months(years: pl.DataFrame, by_month: pl.DataFrame, limits: Mapping[str, float]) -> pl.DataFrame:
    """Flags a year whose twelve months, where all are there, differ from it by more than 1 per cent."""
    import polars as pl

    summed = (
        by_month.with_columns(pl.col("period").dt.truncate("1y"))
        .group_by("a", "b", "office", "period")
        .agg(pl.col("value").sum().alias("other"), pl.len().alias("months"))
        .filter(pl.col("months") == 12)
    )
    gap = (pl.col("other") - pl.col("value")).abs()
    return flagged(
        years.join(summed, on=["a", "b", "office", "period"])
        .filter(gap > limits["above"] * pl.col("value"), gap > limits["from"])
        .with_columns(
            at_stake=gap,
            other_office=pl.lit("sum of months"),
            why=pl.lit("the twelve months do not add up to the year"),
        ),
        TEST,
    )
