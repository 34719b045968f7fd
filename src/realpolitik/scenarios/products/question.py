"""The question of an embargo by product: who no longer sells what to whom, in which year, by which figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from realpolitik.errors import OptionError, UnknownStateError
from realpolitik.models.equilibrium.parties import among
from realpolitik.scenarios.products.lists import EVERYTHING, ProductList, product_list
from realpolitik.scenarios.products.trade import YearTrade, year_trade
from realpolitik.states import groups
from realpolitik.states.wording import called
from realpolitik.store.safe import read_yaml

HERE = Path(__file__).parent
YEAR = 2023
"""Of 2024 fewer states have reported so far."""
Run = Literal["long", "short"]


@cache
def about() -> Mapping[str, Any]:
    """The assumptions, as plain values."""
    return read_yaml(HERE / "assumptions.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked.

    Attributes
    ----------
    buyers, sellers
        Codes of the states on either side.
    buyer, seller
        The sides as they were asked for: a state, a group, or a sum of them.
    products
        What is no longer sold.
    year
        Whose flows.
    from_store
        All products of the user's store instead of the embedded raw materials.
    """

    buyers: tuple[str, ...]
    sellers: tuple[str, ...]
    buyer: str
    seller: str
    products: ProductList
    year: int = YEAR
    from_store: bool = False

    @property
    def buyer_words(self) -> str:
        """The buyers as they stand in a sentence."""
        return _in_words(self.buyer)

    @property
    def seller_words(self) -> str:
        """The sellers as they stand in a sentence."""
        return _in_words(self.seller)

    def trade(self, year: int | None = None) -> YearTrade:
        """The flows of the year, or of another."""
        return year_trade(self.products, self.year if year is None else year, from_store=self.from_store)

    def turned(self) -> Question:
        """The same with the sides exchanged."""
        return replace(self, buyers=self.sellers, sellers=self.buyers, buyer=self.seller, seller=self.buyer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """Elasticities of one solve: a set of trade elasticities with its factor, supply, demand."""

    set: str
    scale: float
    supply: float
    demand: float

    @property
    def label(self) -> str:
        """The case in words."""
        return f"{self.set}, supply {self.supply:g}, demand {self.demand:g}"


def assumptions(run: Run) -> tuple[Assumption, ...]:
    """The central case of a run first, then each assumption changed alone."""
    one = about()["runs"][run]
    first = Assumption(set=about()["central"], scale=one["scale"], supply=one["supply"], demand=one["demand"])
    changed = [replace(first, set=name) for name in about()["sets"]]
    changed += [replace(first, **{key: value}) for key, values in one["others"].items() for value in values]
    return tuple(dict.fromkeys([first, *changed]))


def ask(
    buyer: str,
    seller: str,
    *,
    products: str = EVERYTHING,
    year: int = YEAR,
    from_store: bool = False,
    edition: str = "",
) -> Question:
    """A question in the words of a user.

    Parameters
    ----------
    buyer, seller
        A state, a group, or a sum such as `G7 + EU - HUN`, as of the year.
    products
        A list by name, or a file of codes.
    edition
        The edition of the Harmonized System in which codes are written, where the list does not say, or to overrule it.

    Raises
    ------
    UnknownNameError, UnknownStateError
        A side or the list is not known.
    OptionError
        The sides overlap.
    CoverageError
        The list or the year is not on record.
    """
    wanted = product_list(products)
    if edition:
        wanted = replace(wanted, edition=edition.lower())
    there = year_trade(wanted, year, from_store=from_store).flows.states
    sides = []
    for side in (buyer, seller):
        sides.append(among(side, there, place=f"the trade of {year}", on=date(year, 12, 31)))
    if both := sorted(set(sides[0]) & set(sides[1])):
        raise OptionError(f"{', '.join(both)} would stand on both sides: name two that do not overlap")
    return Question(
        buyers=sides[0],
        sellers=sides[1],
        buyer=sides[0][0] if len(sides[0]) == 1 else buyer,
        seller=sides[1][0] if len(sides[1]) == 1 else seller,
        products=wanted,
        year=year,
        from_store=from_store,
    )


def state_words(code: str) -> str:
    """A state by its name, or a territory without one by its code."""
    try:
        return called(code)
    except UnknownStateError:
        return code


def _in_words(side: str) -> str:
    if side in groups():
        return f"the {side}"
    return state_words(side) if len(side) == 3 else side
