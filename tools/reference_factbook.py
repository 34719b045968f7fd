"""Main partners, output and military spending of every state as the CIA World Factbook of May 2026 gives them."""

from __future__ import annotations

import html
from pathlib import Path

import polars as pl

from realpolitik.errors import UnknownStateError
from realpolitik.states import resolve
from realpolitik.states.economies import economy

SOURCE = "cia-factbook"
VINTAGE = "World Factbook, May 2026"
SPELT = {
    "Bahamas, The": "BHS",
    "Congo (Brazzaville)": "COG",
    "Gambia, The": "GMB",
    "NZ": "NZL",
    "Republic of the": "COG",  # cut at its comma: "Congo, Republic of the"
    "S. Korea": "KOR",
    "The Dominican": "DOM",
}
"""Spellings of the Factbook, and of the copy of it, that the register of states does not know."""
ITEMS = {
    "gdp_ppp_usd": ("gdp-ppp-constant-usd", "international USD of 2021"),
    "military_share_gdp": ("military-spending-share", "share"),
}
"""Items by the measure and unit of the table `power`. The Factbook's output is in dollars of 2021: the United States has its 23.7
trillion of 2021, grown by its real growth. Its exports and imports count services too, and are left out."""


def partners(data: Path) -> pl.DataFrame:
    """The largest suppliers and customers that the Factbook lists, of states and customs territories with rows of their own."""
    frame = pl.read_parquet(data / "trade/factbook/cia_factbook_top_partners.parquet")
    return (
        coded(coded(frame, "country", "state"), "partner", "partner")
        .filter(pl.col("share") > 0)
        .select(
            "state",
            "flow",
            "partner",
            pl.date("year", 1, 1).alias("period"),
            pl.col("share").round(4),
            pl.lit(VINTAGE).alias("vintage"),
            pl.lit(SOURCE).alias("source_id"),
        )
        .sort("state", "flow", "share", "partner", descending=[False, False, True, False])
    )


def power(data: Path) -> pl.DataFrame:
    """Output at purchasing power parity, and military spending over output, as rows of the table `power`."""
    frame = pl.read_parquet(data / "trade/factbook/cia_factbook_indicators_2026.parquet")
    kept = coded(frame.filter(pl.col("item").is_in(list(ITEMS))), "country", "state")
    return kept.select(
        "state",
        pl.date("year", 1, 1).alias("period"),
        pl.lit("A").alias("freq"),
        pl.col("item").replace_strict({one: kind for one, (kind, _) in ITEMS.items()}).alias("measure"),
        pl.col("value").cast(pl.Float64).round(4),
        pl.col("item").replace_strict({one: unit for one, (_, unit) in ITEMS.items()}).alias("unit"),
        pl.lit(VINTAGE).alias("vintage"),
        pl.lit(SOURCE).alias("source_id"),
        pl.lit("").alias("note"),
    )


def coded(frame: pl.DataFrame, column: str, into: str) -> pl.DataFrame:
    """The rows whose name is a state, or a customs territory with rows of its own, under its code."""
    codes = {name: code for name in frame[column].unique() if (code := _code(html.unescape(name)))}
    return frame.filter(pl.col(column).is_in(list(codes))).with_columns(
        pl.col(column).replace_strict(codes).alias(into)
    )


def _code(name: str) -> str | None:
    if name in SPELT:
        return SPELT[name]
    try:
        return resolve(name).code
    except UnknownStateError:
        held = economy(name)
        return held.code if held and held.held else None
