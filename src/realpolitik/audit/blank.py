"""A state that trades before and after does not vanish from a matrix for a year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from realpolitik.audit.flags import flagged
from realpolitik.audit.flows import matrices
from realpolitik.audit.level import sums

if TYPE_CHECKING:
    import polars as pl

TEST = "blank"


def blank(flows: pl.DataFrame, limits: Mapping[str, float]) -> pl.DataFrame:
    """Flags a year of an office in which a state has no row, though it has in the year before and after, or at its end before."""
    import polars as pl

    whole = sums(matrices(flows))
    years = whole.select("office", "period").unique()
    spans = whole.group_by("a", "b", "office").agg(
        first=pl.col("period").min(), largest=pl.col("value").median(), held=pl.len()
    )
    wanted = spans.join(years, on="office").filter(
        pl.col("period") > pl.col("first"), pl.col("largest") > limits["from"], pl.col("held") > 1
    )
    missing = wanted.join(whole, on=["a", "b", "office", "period"], how="anti")
    return flagged(
        missing.select(
            "a", "b", "period", "office",
            value=pl.lit(0.0),
            other=pl.col("largest"),
            other_office=pl.lit("other years"),
            at_stake=pl.col("largest"),
            why=pl.lit("no row of this state in a year of an office that has it in others"),
        ),
        TEST,
    )  # fmt: skip
