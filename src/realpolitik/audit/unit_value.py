"""Dollars a tonne of a flow, within what the world pays for that material in that year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from realpolitik.audit.flags import flagged
from realpolitik.audit.flows import WORLD

if TYPE_CHECKING:
    import polars as pl

TEST = "unit-value"
TABLE = "materials"


def unit_value(materials: pl.DataFrame, limits: Mapping[str, float]) -> pl.DataFrame:
    r"""Flags flows with $V/Q$ outside $[p_{10}/4,\ 4 p_{90}]$ of the unit values of all flows of that material and year.

    Parameters
    ----------
    materials
        The table `materials`: origin, destination, product, period, value_usd, quantity in tonnes. Rows without a weight are left
        out, as are those with the world, which are sums.

    Returns
    -------
    Flags whose `value`, `low` and `high` are dollars a tonne and whose `at_stake` is the dollars of the flow. Materials and years
    with fewer than `least` flows have no range and no flag.
    """
    import polars as pl

    flows = materials.filter(
        pl.col("origin") != WORLD,
        pl.col("destination") != WORLD,
        pl.col("value_usd") > 0,
        pl.col("quantity") > 0,
    ).with_columns(price=pl.col("value_usd") / pl.col("quantity"))
    price = pl.col("price")
    ranges = flows.group_by("product", "period").agg(
        low=price.quantile(0.1) / limits["factor"],
        high=price.quantile(0.9) * limits["factor"],
        flows=pl.len(),
    )
    odd = flows.join(ranges, on=["product", "period"]).filter(
        pl.col("flows") >= limits["least"],
        pl.col("value_usd") > limits["from"],
        ~price.is_between(pl.col("low"), pl.col("high")),
    )
    return flagged(
        odd.select(
            "product", "period", "low", "high",
            a="origin",
            b="destination",
            office=pl.lit("BACI"),
            value="price",
            at_stake=pl.col("value_usd").cast(pl.Float64),
            why=pl.lit("dollars a tonne are far from what all others paid in the year: the dollars or the tonnes are wrong"),
        ),
        TEST,
        table=TABLE,
    )  # fmt: skip
