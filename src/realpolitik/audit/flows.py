"""Flows as the tests read them: one row from `a` to `b`, a period and an office, its newest print, in dollars."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

PRINTS = ("revised", "later print", "undated print", "first release")
"""Prints of one office's figure, that which counts first; a release of a dataset counts before them."""
WORLD = "WLD"
GROUPS = ("WLD", "EU27", "ADV")
"""Codes that are no partner of their own."""


def flows_of(trade: pl.DataFrame, *, freq: str = "A") -> pl.DataFrame:
    """Totals of the table `trade` as columns a, b, period, office, value, vintage, sorted by them."""
    import polars as pl

    order = {vintage: place for place, vintage in enumerate(PRINTS, start=1)}
    rank = pl.col("vintage").replace_strict(order, default=0, return_dtype=pl.Int64)
    return (
        trade.filter(
            pl.col("product") == "total", pl.col("freq") == freq, pl.col("value_usd").fill_null(0) > 0
        )
        .sort(rank, "vintage", descending=[False, True])
        .unique(subset=["origin", "destination", "period", "reporter"], keep="first", maintain_order=True)
        .select(
            a="origin",
            b="destination",
            period="period",
            office="reporter",
            value=pl.col("value_usd").cast(pl.Float64),
        )
        .sort("a", "b", "office", "period")
    )


def of_pairs(flows: pl.DataFrame) -> pl.DataFrame:
    """Flows between two economies, without the world and other groups."""
    import polars as pl

    return flows.filter(~pl.col("a").is_in(GROUPS), ~pl.col("b").is_in(GROUPS))


def steps(flows: pl.DataFrame) -> pl.DataFrame:
    """Each figure with that of the year before (`last`) and after (`next`) of the same flow and office; null where there is none."""
    import polars as pl

    year = pl.col("period").dt.year()
    return flows.sort(*FLOW, "period").with_columns(
        last=pl.when(same_flow(1) & (year.shift(1) == year - 1)).then(pl.col("value").shift(1)),
        next=pl.when(same_flow(-1) & (year.shift(-1) == year + 1)).then(pl.col("value").shift(-1)),
    )


FLOW = ("a", "b", "office")


def same_flow(back: int) -> pl.Expr:
    """Whether the row so many before is of the same flow and office, in rows sorted by them: far quicker than windows by flow."""
    import polars as pl

    return pl.all_horizontal(pl.col(name) == pl.col(name).shift(back) for name in FLOW)


MATRIX, CUSTOMERS = 30, 10
"""So many sellers, each with so many customers, make an office's list of a year a matrix."""


def matrices(flows: pl.DataFrame) -> pl.DataFrame:
    """Flows of pairs by offices that list, in that year, many states with many partners each: compilers of the world's trade."""
    import polars as pl

    pairs = of_pairs(flows)
    wide = (
        pairs.group_by("office", "period", "a")
        .agg(pl.len().alias("customers"))
        .filter(pl.col("customers") >= CUSTOMERS)
        .group_by("office", "period")
        .agg(pl.len().alias("sellers"))
        .filter(pl.col("sellers") >= MATRIX)
    )
    return pairs.join(wide.select("office", "period"), on=["office", "period"], how="semi")
