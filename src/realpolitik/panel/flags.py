"""Flags of the audit beside the cells they touch, as `measures/registering/marks.py` finds them for one figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from realpolitik.measures.registering.marks import PARTS, WORLD
from realpolitik.measures.registry import Measure
from realpolitik.store import Store

if TYPE_CHECKING:
    import polars as pl


def flagged(frame: pl.DataFrame, measure: Measure, tables: Store) -> pl.DataFrame:
    """The cells with a column `flag`: the state and the test of each flag on a flow of the pair, or, for shares, on a total of the first.

    An open or explained flag is of the cell's year and office, a corrected one, whose row is not in the tables any more, of its year.
    """
    import polars as pl

    empty = frame.with_columns(pl.lit(None, dtype=pl.String).alias("flag"))
    rows = [
        (
            one["a"],
            one["b"],
            int(str(one["period"])[:4]),
            one["office"],
            one["state"],
            f"{one['state']}: {one['test']}",
        )
        for one in tables.flags()
        if one["table"] in measure.tables and one["table"] == "trade"
    ]
    if not rows or "b" not in frame.columns or frame.is_empty():
        return empty
    kinds = {
        "from": pl.String,
        "to": pl.String,
        "year": pl.Int32,
        "by": pl.String,
        "state": pl.String,
        "flag": pl.String,
    }
    flags = pl.DataFrame(rows, schema=kinds, orient="row")
    flows = flags.filter(pl.col("from") != WORLD, pl.col("to") != WORLD)
    marks = [
        flows.rename({"from": "a", "to": "b"}),
        flows.rename({"from": "b", "to": "a"}),
    ]
    columns = ["a", "b", "year", "by", "state", "flag"]
    if measure.unit in PARTS:
        marks += [one.join(frame.select("a", "b").unique(), on="a") for one in _totals(flags, measure.name)]
    found = pl.concat(
        [one.select(columns) for one in marks if one.height]
        or [flows.rename({"from": "a", "to": "b"}).select(columns)]
    )
    near = found.join(frame.select("a", "b", "year", "office"), on=["a", "b", "year"])
    office = pl.col("office").str.split("/").list.contains(pl.col("by"))
    kept = near.filter((pl.col("state") == "corrected") | office)
    told = kept.group_by("a", "b", "year").agg(pl.col("flag").unique().sort().str.join("; "))
    return frame.join(told, on=["a", "b", "year"], how="left")


def _totals(flags: pl.DataFrame, name: str) -> list[pl.DataFrame]:
    """Flags of what a state sells to, or buys from, the world: of the side that the measure divides by."""
    import polars as pl

    sold = flags.filter(pl.col("to") == WORLD).rename({"from": "a"}).drop("to")
    bought = flags.filter(pl.col("from") == WORLD).rename({"to": "a"}).drop("from")
    return [sold] if "export" in name else [bought] if "import" in name else [sold, bought]
