"""A flow that trebles within a year, or falls to a third, does so in more than one office's figures."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from realpolitik.audit.flags import flagged
from realpolitik.audit.flows import of_pairs, same_flow, steps

if TYPE_CHECKING:
    import polars as pl

TEST = "jump"


def jump(flows: pl.DataFrame, limits: Mapping[str, float]) -> pl.DataFrame:
    r"""Flags $|\Delta\ln X| > \ln 3$ above 300 m dollars which no other office shows, and figures that stand out from both years beside.

    A jump that the next year keeps is flagged once; one that the next year takes back is flagged at the odd year alone.
    """
    import polars as pl

    moved = steps(of_pairs(flows)).with_columns(
        up=(pl.col("value") / pl.col("last")).log(), down=(pl.col("value") / pl.col("next")).log()
    )
    most = pl.max_horizontal("value", "last")
    far, calm = math.log(limits["factor"]), math.log(limits["calm"])
    step = (pl.col("up").abs() > far) & (most > limits["from"])
    # the year after an odd one steps back: the odd one is flagged, not its neighbour
    back = (
        (pl.col("up").abs() > far)
        & same_flow(1)
        & (pl.col("up").shift(1).abs() > far)
        & (pl.col("up").sign() != pl.col("up").shift(1).sign())
    ).fill_null(False)
    others = moved.select("a", "b", "period", other_office="office", other="value", others="up").filter(
        pl.col("others").is_not_null()
    )
    found = moved.filter(step & ~back)
    seen = found.join(others, on=["a", "b", "period"], how="left").filter(
        (pl.col("other_office") != pl.col("office")).fill_null(False)
    )
    confirmed = seen.filter(
        (pl.col("others").sign() == pl.col("up").sign()) & (pl.col("others").abs() > calm)
    ).select("a", "b", "period", "office")
    left = found.join(confirmed.unique(), on=["a", "b", "period", "office"], how="anti")
    near = (
        pl.when(pl.col("next").is_not_null()).then((pl.col("last") * pl.col("next")).sqrt()).otherwise("last")
    )
    return flagged(
        left.select(
            "a", "b", "period", "office", "value",
            low=near / limits["factor"],
            high=near * limits["factor"],
            at_stake=(pl.col("value") - pl.col("last")).abs(),
            why=pl.lit("more than threefold from one year to the next, which no other office shows"),
        ),
        TEST,
    )  # fmt: skip
