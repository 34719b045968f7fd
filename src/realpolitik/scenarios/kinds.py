"""Worlds of all economies with three kinds of goods: fuels, ores and metals, and all other.

Recipe, for a year, on the world of one kind (`scenarios.economies`):

1. Fuels are crude oil, coal and natural gas; minerals the other raw materials of the table `material_products`. Refined products are
   among the other goods.
2. A pair's fuels and minerals are those of BACI, at most `MOST` of its trade of all goods: the two come from different releases.
3. What is left is the other kind. Sales at home are parted as the world's trade is, since no table says how.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.scenarios.economies import YEARS, economies
from realpolitik.scenarios.labels import KINDS, THREE
from realpolitik.store import Store

if TYPE_CHECKING:
    from realpolitik.models.equilibrium import World

FUELS = ("270111", "270112", "270119", "270210", "270220", "270900", "271111", "271121")
"""Coal, crude oil and natural gas in the Harmonized System of 1992."""
MOST = 0.98
"""Largest share of a pair's trade that is counted as raw materials."""
SOURCES = ("cepii-baci", "cepii-baci-materials", "worldbank-wdi", "campos-2023", "fariss-gdp")

Array = np.ndarray


def year_in(name: str) -> int | None:
    """The year of a world of three kinds by its name; None for other worlds.

    Examples
    --------
    >>> year_in("kinds-2013"), year_in("trade-2013")
    (2013, None)
    """
    return next((year for year in YEARS if name == f"{THREE}{year}"), None)


def parted(whole: Array, raw: Array, most: float = MOST) -> Array:
    """Kinds of each pair's trade (N, N, K + 1): raw materials as reported up to `most` of the whole, and the rest.

    Parameters
    ----------
    whole
        (N, N) trade of all goods.
    raw
        (N, N, K) trade in raw materials by kind.

    Examples
    --------
    >>> parted(np.array([[100.0]]), np.array([[[30.0, 20.0]]])).tolist()
    [[[30.0, 20.0, 50.0]]]
    >>> parted(np.array([[10.0]]), np.array([[[30.0, 20.0]]]), 0.9).round(6).tolist()
    [[[5.4, 3.6, 1.0]]]
    """
    reported = raw.sum(axis=2)
    limit = most * whole
    factor = np.where(reported > limit, limit / np.where(reported > 0, reported, 1.0), 1.0)
    kept = raw * factor[:, :, None]
    return np.concatenate([kept, (whole - kept.sum(axis=2))[:, :, None]], axis=2)


@cache
def kinds(year: int) -> World:
    """The world of three kinds of goods of a year.

    Raises
    ------
    CoverageError
        The trade of all pairs is not on record for the year.
    """
    from realpolitik.models.equilibrium.build import from_flows

    one = economies(year).world
    whole = one.flows[:, :, 0]
    flows = parted(whole, _raw(year, one.states))
    abroad = ~np.eye(len(one.states), dtype=bool)
    split = flows[abroad].sum(axis=0) / flows[abroad].sum()
    at = np.arange(len(one.states))
    flows[at, at] = whole[at, at, None] * split
    count = len(one.states)
    return from_flows(
        flows,
        states=one.states,
        sectors=tuple(KINDS),
        value_added_share=np.ones((count, len(KINDS))),
        input_share=np.zeros((count, len(KINDS), len(KINDS))),
        name=f"{THREE}{year}",
        period=str(year),
        notes=(
            "fuels and minerals: CEPII BACI by product; sales at home parted as the world's trade",
            *one.notes,
        ),
    )


def _raw(year: int, states: tuple[str, ...]) -> Array:
    """Trade in fuels and in minerals (N, N, 2) importer, exporter, kind, dollars."""
    import polars as pl

    rows = (
        Store.embedded()
        .scan("material_products")
        .filter(pl.col("period") == date(year, 1, 1))
        .with_columns(fuel=pl.col("product_code").is_in(FUELS))
        .group_by("origin", "destination", "fuel")
        .agg(pl.col("value_kusd").sum())
        .collect()
    )
    at = {state: place for place, state in enumerate(states)}
    made = np.zeros((len(states), len(states), 2))
    for origin, destination, fuel, value in rows.iter_rows():
        if origin in at and destination in at and origin != destination:
            made[at[destination], at[origin], 0 if fuel else 1] = 1e3 * value
    return made
