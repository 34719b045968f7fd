"""The oil market as scenarios and episodes use it: what a seller's crude was worth to each buyer, and where it goes under an embargo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl

from realpolitik.errors import ShockError
from realpolitik.store import Store

if TYPE_CHECKING:
    from realpolitik.scenarios.stage import Stage

LEAST, MOST = 0.05, 50.0
"""Factors between which a flow is moved: what leaves a buyer whole is the business of a cut, and next to nothing cannot become much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crude:
    """Dollars of a seller's crude by buyer in a year, and at the same price where the market sends it under an embargo."""

    before: Mapping[str, float]
    after: Mapping[str, float]


@lru_cache(maxsize=32)
def crude_dollars(seller: str, buyers: tuple[str, ...], *, base: int) -> Crude:
    """A seller's crude by buyer before and under an embargo, at the mean price of the year before.

    Raises
    ------
    CoverageError, OptionError
        The seller sold no million tonnes, or none of the buyers bought any.
    ShockError
        The oil cannot go anywhere else.
    """
    from realpolitik.measures.energy.redirected import answer

    tables = Store.embedded()
    found = answer(tables, seller, buyers=" ".join(buyers), base=base, year=base + 1, ranged=False)
    sold = (
        tables.scan("materials")
        .filter(
            pl.col("product") == "crude-oil",
            pl.col("period") == date(base, 1, 1),
            pl.col("origin") == seller,
            pl.col("destination") != "WLD",
            pl.col("quantity") > 0,
        )
        .select(pl.col("value_usd").sum(), pl.col("quantity").sum())
        .collect()
    )
    price = 1e6 * sold["value_usd"].item() / sold["quantity"].item()
    before, after = (found.row(flows, seller) for flows in (found.middle.before, found.middle.after))
    return Crude(
        before={buyer: tonnes * price for buyer, tonnes in before.items()},
        after={buyer: tonnes * price for buyer, tonnes in after.items()},
    )


def shapes(
    where: Stage, seller: str, closed: Sequence[str], sectors: Sequence[str], *, base: int
) -> dict[str, float]:
    """Label of each buyer that stays to the factor by which it takes more or less of a seller's fuels than all who stay together.

    What the market moves in dollars is set against the flow of the sectors; the level is left to the model of trade, whose price of the
    seller's fuels clears the market.

    Raises
    ------
    ShockError
        The seller is no state by itself in this world, or sells none of these sectors to anybody who stays.
    """
    world = where.world
    states = where.members.get(seller, ())
    if len(states) != 1:
        raise ShockError(f"{seller} is not one state in this world, and has no oil market of its own")
    barred = tuple(sorted(code for label in closed for code in where.members.get(label, ())))
    crude = crude_dollars(states[0], barred, base=base)
    places = [world.sectors.index(name) for name in sectors]
    at = world.states.index(seller)
    before, after = {}, {}
    for row, label in enumerate(world.states):
        sold = float(world.flows[row, at, places].sum())
        codes = where.members.get(label, ())
        if label == seller or label in closed or sold <= 0 or not codes:
            continue
        moved = sum(crude.after.get(code, 0.0) - crude.before.get(code, 0.0) for code in codes)
        before[label], after[label] = sold, min(max(sold + moved, LEAST * sold), MOST * sold)
    if not before:
        raise ShockError(f"{seller} sells none of {', '.join(sectors)} to those who stay")
    level = sum(after.values()) / sum(before.values())
    return {label: after[label] / before[label] / level for label in before}
