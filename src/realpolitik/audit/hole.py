"""A pair of large traders without a figure in a matrix that has both is a hole, not a zero."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from realpolitik.audit.flags import flagged
from realpolitik.audit.flows import matrices

if TYPE_CHECKING:
    import polars as pl

TEST = "hole"


def hole(flows: pl.DataFrame, limits: Mapping[str, float]) -> pl.DataFrame:
    r"""Flags pairs of the 70 largest traders without a row, where $X_{a\cdot} X_{\cdot b} / X_{\cdot\cdot}$ is above 500 m dollars."""
    import polars as pl

    pairs = matrices(flows)
    found = []
    for (office, period), matrix in pairs.group_by("office", "period"):
        sold = matrix.group_by("a").agg(pl.col("value").sum().alias("sold"))
        bought = matrix.group_by("b").agg(pl.col("value").sum().alias("bought"))
        both = sold.join(bought, left_on="a", right_on="b").with_columns(
            size=pl.col("sold") + pl.col("bought")
        )
        largest = both.sort("size", descending=True).head(int(limits["traders"]))
        expected = (
            largest.select("a", "sold")
            .join(largest.select(b="a", bought="bought"), how="cross")
            .filter(pl.col("a") != pl.col("b"))
            .with_columns(other=pl.col("sold") * pl.col("bought") / matrix["value"].sum())
            .filter(pl.col("other") > limits["from"])
            .join(matrix.select("a", "b"), on=["a", "b"], how="anti")
        )
        found.append(expected.with_columns(office=pl.lit(office), period=pl.lit(period, dtype=pl.Date)))
    if not found:
        return flagged(pairs.head(0), TEST)
    return flagged(
        pl.concat(found).select(
            "a", "b", "period", "office", "other",
            value=pl.lit(0.0),
            other_office=pl.lit("expected of their sizes"),
            at_stake=pl.col("other"),
            why=pl.lit("no figure between two of the largest traders of the matrix: not covered, not zero"),
        ),
        TEST,
    )  # fmt: skip
