"""Nobody sells one customer more than it sells to the whole world."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from realpolitik.audit.flags import flagged
from realpolitik.audit.flows import WORLD, of_pairs

if TYPE_CHECKING:
    import polars as pl

TEST = "exporter-bound"


def exporter_bound(flows: pl.DataFrame, limits: Mapping[str, float]) -> pl.DataFrame:
    r"""Flags $X_{ab,t} > 1.05 \times$ the largest report of a's exports in t, or $1.5 \times$ that of t − 1 where t has none."""
    import polars as pl

    worlds = (
        flows.filter(pl.col("b") == WORLD)
        .group_by("a", "period")
        .agg(pl.col("value").max().alias("world"), pl.col("office").sort_by("value").last().alias("world_by"))
    )
    before = worlds.select("a", pl.col("period").dt.offset_by("1y"), last_world="world", last_by="world_by")
    known = (
        of_pairs(flows)
        .join(worlds, on=["a", "period"], how="left")
        .join(before, on=["a", "period"], how="left")
    )
    bound = pl.coalesce(pl.col("world") * limits["above"], pl.col("last_world") * limits["of_last_year"])
    return flagged(
        known.filter(pl.col("value") > bound, pl.col("value") > limits["from"]).select(
            "a", "b", "period", "office", "value",
            other=pl.coalesce("world", "last_world"),
            other_office=pl.coalesce("world_by", "last_by"),
            high=bound,
            at_stake=pl.col("value") - bound,
            why=pl.lit("more than the exporter sells to the whole world"),
        ),
        TEST,
    )  # fmt: skip
