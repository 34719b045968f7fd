"""Where each flow of a world on the OECD's tables comes from: reported, allocated or borrowed.

reported
    An office counted it in the year: what a pair trades in all goods, and in fuels, ores and a few products.
allocated
    The total of the pair is reported, and parted by industry as the OECD's tables have it; services are the OECD's figure.
borrowed
    No office has the year: the figure is of another year, moved by what both ends trade with others or by the OECD's flow.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from realpolitik.scenarios.stage import WORLDS, stage

if TYPE_CHECKING:
    import polars as pl

Basis = Literal["reported", "allocated", "borrowed"]
BORROWED = {
    "carried": "carried from 2020 by what both trade with all others",
    "moved": "of 2020, moved by the OECD's flow",
}
"""Totals that no office has for the year, and what they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bases:
    """Where a flow comes from.

    Attributes
    ----------
    office
        Whose figure the total of goods is; `carried` or `moved` where it is borrowed, `OECD` where no total was moved to.
    total, rest, services
        Basis of the total of goods, of the industries that are not known by themselves, and of services.
    known
        Sectors whose trade is reported by itself, in words.
    """

    office: str
    total: Basis
    rest: Basis
    services: Basis
    known: tuple[str, ...]


def has_bases(world: str) -> bool:
    """Whether a world says where each flow comes from."""
    return (WORLDS / _full(world) / "basis.parquet").is_file()


def bases(world: str, seller: str, buyer: str) -> Bases:
    """Where a flow of goods comes from, in a world on the OECD's tables or one merged from it."""
    names = stage(_full(world)).sectors
    row = _rows(_full(world)).get((seller, buyer))
    if row is None:
        return Bases(office="OECD", total="allocated", rest="allocated", services="allocated", known=())
    office, *known = row
    total: Basis = "borrowed" if office in BORROWED else "reported"
    return Bases(
        office=office,
        total=total,
        rest="borrowed" if total == "borrowed" else "allocated",
        services="allocated",
        known=tuple(names[label] for label in known),
    )


def in_words(found: Bases) -> str:
    """A basis in words, for a caveat."""
    if found.office == "OECD":
        return "allocated: the OECD's flow, no customs total"
    if found.office == "none":
        return "reported: none, since Ukraine forbade it in April 2022"
    if found.total == "borrowed":
        total = f"total of goods borrowed ({BORROWED[found.office]})"
    else:
        total = f"total of goods reported ({found.office})"
    if found.known:
        total += f", {' and '.join(', '.join(found.known).rsplit(', ', 1))} reported"
    return (
        f"{total}, other industries allocated"
        if found.total == "reported"
        else f"{total}, other industries with it"
    )


def by_kind(world: str, states: Iterable[str] = ()) -> Mapping[str, float]:
    """Basis to its share of trade in goods, industry by industry: of the world, or of what some states trade."""
    where = stage(_full(world))
    full = where.world
    goods = {label: full.sectors.index(label) for label in where.goods}
    chosen = set(states)
    at = {code: place for place, code in enumerate(full.states)}
    flows = full.flows
    found = dict.fromkeys(("reported", "allocated", "borrowed"), 0.0)
    rows = _rows(_full(world))
    for seller in full.states:
        for buyer in full.states:
            if seller == buyer or (chosen and not chosen & {seller, buyer}):
                continue
            office, *known = rows.get((seller, buyer), ("OECD",))
            cell = flows[at[buyer], at[seller]]
            whole = float(cell[[*goods.values()]].sum())
            sure = float(cell[[goods[label] for label in known]].sum()) if known else 0.0
            found["reported"] += sure
            found["borrowed" if office in BORROWED else "allocated"] += whole - sure
    total = sum(found.values())
    return {key: value / total for key, value in found.items()}


def _full(world: str) -> str:
    """The world that a merged one is of; other names as they are."""
    return (
        world.split("+", maxsplit=1)[0].replace("merged-", "oecd-", 1)
        if world.startswith("merged-")
        else world
    )


@cache
def _rows(world: str) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Seller and buyer to the office of their total and the sectors that are known."""
    import polars as pl

    table: pl.DataFrame = pl.read_parquet(WORLDS / world / "basis.parquet")
    sectors = table.columns[3:]
    return {
        (seller, buyer): (office, *(label for label, yes in zip(sectors, known, strict=True) if yes))
        for seller, buyer, office, *known in table.iter_rows()
    }
