"""Flows of products of a year: the embedded raw materials, or all products of the user's store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import CoverageError, OptionError
from realpolitik.models.products import ProductFlows, product_flows
from realpolitik.scenarios.products.lists import ProductList
from realpolitik.store import Store

if TYPE_CHECKING:
    import polars as pl

EMBEDDED, FETCHED = "material_products", "trade_products"
_FETCH = "`realpolitik fetch cepii-baci` fills the store with all products."


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class YearTrade:
    """Flows of a list's products in one year, in dollars; the edition of their codes, and where they come from."""

    year: int
    flows: ProductFlows
    edition: str
    source_ids: tuple[str, ...]


def year_trade(
    wanted: ProductList, year: int, *, from_store: bool = False, store: Store | None = None
) -> YearTrade:
    """The flows of a list in a year.

    Parameters
    ----------
    from_store
        All products of the user's store instead of the embedded raw materials.

    Raises
    ------
    CoverageError
        No flow of the list is on record in the year; the message says which years are.
    OptionError
        The store has several editions of the Harmonized System, and the list does not say in which it is written.
    """
    if store is None and not from_store:
        return _embedded_year(wanted, year)
    tables = store or Store()
    return _fetched(wanted, year, tables) if from_store else _embedded(wanted, year, tables)


@lru_cache(maxsize=16)
def _embedded_year(wanted: ProductList, year: int) -> YearTrade:
    return _embedded(wanted, year, Store.embedded())


def _embedded(wanted: ProductList, year: int, tables: Store) -> YearTrade:
    import polars as pl

    if wanted.edition not in ("", "hs92"):
        raise CoverageError(
            f"the list {wanted.name} is written in {wanted.edition}, and the embedded raw materials in hs92.",
            f"Fetch all products and ask with --from-store: {_FETCH}",
        )
    table = tables.scan(EMBEDDED)
    rows = table.filter(pl.col("period") == date(year, 1, 1)).collect()
    if rows.is_empty():
        ends = table.select(low=pl.col("period").min(), high=pl.col("period").max()).collect().row(0)
        raise CoverageError(
            f"raw materials are on record from {ends[0].year} to {ends[1].year}, not in {year}.", _FETCH
        )
    codes = wanted.chosen(rows["product_code"].unique().sort().to_list())
    if not codes:
        raise CoverageError(
            f"none of the codes of {wanted.words} is among the {rows['product_code'].n_unique()} embedded raw materials.",
            f"Fetch all products and ask with --from-store: {_FETCH}",
        )
    rows = rows.filter(pl.col("product_code").is_in(codes))
    return _made(rows, year, "hs92", rows["value_kusd"].to_numpy() * 1000.0)


def _fetched(wanted: ProductList, year: int, tables: Store) -> YearTrade:
    import polars as pl

    if FETCHED not in tables:
        raise CoverageError("the store has no products.", _FETCH)
    kept = (pl.col("period") == date(year, 1, 1)) & (pl.col("freq") == "A") & (pl.col("reporter") == "BACI")
    table = tables.scan(FETCHED).filter(kept)
    there = table.select("product").unique().collect()["product"].sort().to_list()
    if not there:
        known = (
            tables.scan(FETCHED)
            .filter(pl.col("reporter") == "BACI")
            .select(pl.col("period").dt.year().unique())
        )
        years = ", ".join(map(str, known.collect().to_series().sort().to_list())) or "none"
        raise CoverageError(f"the store has no products of BACI in {year}; years there: {years}.", _FETCH)
    edition = wanted.edition if wanted.edition in there else ""
    if not edition:
        if len(there) > 1 and not wanted.edition:
            raise OptionError(
                f"the store has {year} in {', '.join(there)}: say with --edition in which the codes of {wanted.name} are written"
            )
        if wanted.edition:
            raise CoverageError(
                f"the list {wanted.name} is written in {wanted.edition}, and the store has {', '.join(there)} in {year}.",
                "Say --edition to read its codes as of another, or fetch that edition.",
            )
        edition = there[0]
    beginnings = pl.any_horizontal(
        pl.col("product_code").str.starts_with(code) for code in wanted.codes or ("",)
    )
    rows = (
        table.filter(pl.col("product") == edition)
        .filter(beginnings & (pl.col("product_code").str.len_chars() == 6))
        .select("product_code", "destination", "origin", "value_usd", "source_id")
        .drop_nulls("value_usd")
        .collect()
    )
    if rows.is_empty():
        raise CoverageError(
            f"no code of {wanted.words} is traded in {year} by the store.", "Look at --edition."
        )
    return _made(rows, year, edition, rows["value_usd"].to_numpy().astype(np.float64))


def _made(rows: pl.DataFrame, year: int, edition: str, dollars: Any) -> YearTrade:
    flows = product_flows(
        rows["product_code"].to_numpy(), rows["origin"].to_numpy(), rows["destination"].to_numpy(), dollars
    )
    return YearTrade(
        year=year, flows=flows, edition=edition, source_ids=tuple(rows["source_id"].unique().sort().to_list())
    )
