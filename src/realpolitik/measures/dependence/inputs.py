"""What the industries of one state buy from the other as inputs, from fetched input-output tables."""

from __future__ import annotations

from datetime import date

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import called
from realpolitik.store import Store

CELLS = "input_output"
NO_INDUSTRY = ("TLS", "VA", "OUT")
"""Rows of the table that are no seller: taxes less subsidies, value added, output."""
SUPPLY = (
    "`realpolitik fetch oecd-icio --file YEARS.zip` reads the OECD's inter-country tables (OECD, oecd-icio)."
)


@measure(
    "dependence.inputs",
    unit="share",
    tables=(CELLS,),
    chart="line",
    definition="Share of the second state in the intermediate inputs that all industries of the first buy, at home and abroad, by year, "
    "from fetched inter-country input-output tables. What comes through third states is not counted.",
    formula="s = sum_{i,j} z_{Bi,Aj} / sum_{n,i,j} z_{ni,Aj}, z what industry i of state n sells to industry j",
    reference="OECD (2023), Inter-Country Input-Output Tables; Miller and Blair (2009), Input-Output Analysis, doi 10.1017/CBO9780511626982",
)
def inputs(tables: Store, about: About, window: Window) -> Result:
    """Share of one state in the inputs of the other's industries, from fetched input-output tables."""
    import polars as pl

    buyer, seller = about
    if CELLS not in tables.names():
        raise CoverageError("no input-output table has been fetched, and none is embedded.", SUPPLY)
    cells = tables.scan(CELLS)
    # what is an industry as a seller is one as a buyer; final demand and totals never sell
    sold = cells.filter((pl.col("origin") != "") & ~pl.col("sector").is_in(NO_INDUSTRY))
    industries = sold.select(use=pl.col("sector")).unique()
    bought = sold.filter(pl.col("destination") == buyer).join(industries, on="use", how="semi")
    table = (
        bought.group_by("period", "source_id")
        .agg(
            pl.col("value_usd").filter(pl.col("origin") == seller).sum().alias("part"),
            pl.col("value_usd").sum().alias("whole"),
            (pl.col("origin") == seller).any().alias("seen"),
        )
        .sort("period", "source_id")
        .collect()
    )
    rows = [
        {
            "period": str(row["period"].year),
            "value": row["part"] / row["whole"],
            "inputs_usd": row["part"],
            "source": row["source_id"],
        }
        for row in table.iter_rows(named=True)
        if row["period"] in window and row["seen"] and row["whole"] > 0
    ]
    if not rows:
        raise CoverageError(
            f"the tables fetched have no inputs of {called(buyer)} from {called(seller)} in the period asked.",
            SUPPLY,
        )
    last = rows[-1]
    return Result(
        value=last["value"],
        says=(
            f"{last['value'] * 100:.1f} % of the inputs that {called(buyer)}'s industries bought in {last['period']} came from "
            f"{called(seller)}."
        ),
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in rows], "A"),
        caveats=("Direct inputs: what is bought through third states is not in the share.",),
    )
