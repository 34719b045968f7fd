"""The sum over partners against the office's own total."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from realpolitik.audit.flags import flagged
from realpolitik.audit.flows import GROUPS
from realpolitik.audit.level import sums

if TYPE_CHECKING:
    import polars as pl

TEST = "adding-up"


def adding_up(flows: pl.DataFrame, limits: Mapping[str, float]) -> pl.DataFrame:
    """Flags a total that its parts exceed by more than 3 per cent; parts that are fewer than all may fall short of it."""
    import polars as pl

    worlds = flows.filter((pl.col("a") == GROUPS[0]) | (pl.col("b") == GROUPS[0]))
    parts = sums(flows).rename({"value": "other"})
    both = worlds.join(parts, on=["a", "b", "period", "office"]).filter(
        pl.col("other") > (1 + limits["above"]) * pl.col("value"),
        pl.col("other") - pl.col("value") > limits["from"],
    )
    return flagged(
        both.with_columns(
            at_stake=pl.col("other") - pl.col("value"),
            other_office=pl.lit("sum over partners"),
            why=pl.lit("the partners of the same office add up to more than its total"),
        ),
        TEST,
    )
