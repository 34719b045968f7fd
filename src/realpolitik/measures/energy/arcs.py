"""The market of crude oil of a year as a network: what states sold each other, how far they are apart, which lines lie between them.

States that sold or bought less than a million tonnes, or without a port, are left out; the share of trade that stays is told. A state with
two coasts sells from each what it sold to buyers nearest to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from realpolitik.errors import CoverageError
from realpolitik.sources.shipped import shipped

if TYPE_CHECKING:
    from realpolitik.models.transport import Network
    from realpolitik.store import Store

LEAST = 1.0
"""Million tonnes that a state sells or buys in the year, to count."""
ONLY = "only"
"""The coast of a state with one."""
SEA, PIPE = 0, 1
"""Layers of arcs."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CrudeMarket:
    """A year's market.

    Attributes
    ----------
    year
        The year.
    network
        Arcs between states.
    recorded
        (S, D) million tonnes.
    covered
        Share of recorded trade that is in it.
    """

    year: int
    network: Network
    recorded: Array
    covered: float


@cache
def pipelines() -> dict[str, Any]:
    """Lines, their length in miles of freight, and arcs that an embargo spares."""
    return shipped("realpolitik.measures.energy", "pipelines")


def crude(tables: Store, year: int) -> pl.DataFrame:
    """`origin`, `destination`, `tonnes` of crude oil in a year, in millions; a pair without a row has no report.

    Raises
    ------
    CoverageError
        The year is not on record.
    """
    found = (
        tables.scan("materials")
        .filter(
            pl.col("product") == "crude-oil",
            pl.col("period") == date(year, 1, 1),
            pl.col("origin") != "WLD",
            pl.col("destination") != "WLD",
            pl.col("quantity") > 0,
        )
        .select("origin", "destination", tonnes=pl.col("quantity") / 1e6)
        .collect()
        .sort("origin", "destination")
    )
    if found.is_empty():
        raise CoverageError(f"the tables have no trade in crude oil of {year}: they cover 1995 to 2024.")
    return found


def crude_market(tables: Store, year: int) -> CrudeMarket:
    """The market of a year.

    Raises
    ------
    CoverageError
        The year is not on record.
    """
    from realpolitik.models.transport import Network

    flows = crude(tables, year)
    whole = float(flows["tonnes"].sum())
    distances = tables["sea_distances"]
    ports = set(distances["origin"])
    flows = flows.filter(pl.col("origin").is_in(ports), pl.col("destination").is_in(ports))
    states, buyers = _large(flows)
    flows = flows.filter(pl.col("origin").is_in(states), pl.col("destination").is_in(buyers))
    recorded = np.zeros((len(states), len(buyers)))
    for origin, destination, tonnes in flows.iter_rows():
        recorded[states.index(origin), buyers.index(destination)] = tonnes
    coasts = sorted(
        set(distances.filter(pl.col("origin").is_in(states)).select("origin", "coast").iter_rows())
    )
    miles, most = _arcs(distances, coasts, states, buyers, recorded)
    state = np.array([states.index(origin) for origin, _ in coasts])
    network = Network(
        origins=tuple(origin if coast == ONLY else f"{origin} ({coast})" for origin, coast in coasts),
        destinations=buyers,
        states=states,
        state=state,
        share=_shares(miles, state, recorded),
        miles=miles,
        most=most,
    )
    return CrudeMarket(year=year, network=network, recorded=recorded, covered=float(recorded.sum() / whole))


def _large(flows: pl.DataFrame) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sellers and buyers of a million tonnes and more from and to one another."""
    while True:
        counts = flows.height
        for side in ("origin", "destination"):
            flows = flows.filter(pl.col("tonnes").sum().over(side) >= LEAST)
        if flows.height == counts:
            return tuple(sorted(set(flows["origin"]))), tuple(sorted(set(flows["destination"])))


def _arcs(
    distances: pl.DataFrame,
    coasts: Sequence[tuple[str, str]],
    states: Sequence[str],
    buyers: Sequence[str],
    recorded: Array,
) -> tuple[Array, Array]:
    """(2, O, D) miles and bounds by sea and by pipeline."""
    shape = (2, len(coasts), len(buyers))
    miles, most = np.full(shape, np.inf), np.full(shape, np.inf)
    row = {origin: at for at, origin in enumerate(coasts)}
    column = {buyer: at for at, buyer in enumerate(buyers)}
    known = distances.select("origin", "coast", "destination", "nautical_miles").iter_rows()
    for origin, coast, destination, length in known:
        if (origin, coast) in row and destination in column:
            miles[SEA, row[origin, coast], column[destination]] = length
    for line in pipelines()["lines"]:
        origin = (line["from"], line.get("coast", ONLY))
        if origin in row and line["to"] in column:
            cell = (PIPE, row[origin], column[line["to"]])
            pair = recorded[states.index(line["from"]), column[line["to"]]]
            if pair > 0:
                miles[cell] = pipelines()["miles"]
                most[cell] = pair if line["most"] == "recorded" else min(float(line["most"]), pair)
    return miles, most


def _shares(miles: Array, state: NDArray[np.int64], recorded: Array) -> Array:
    """(O,) part of a state's sales by coast: what goes to buyers that are nearest to it."""
    near = miles.min(axis=0)
    found = np.zeros(state.size)
    for place in range(recorded.shape[0]):
        own = np.flatnonzero(state == place)
        best = own[near[own].argmin(axis=0)]
        for origin in own:
            found[origin] = recorded[place, best == origin].sum() / recorded[place].sum()
    return found


def embargoed(market: CrudeMarket, seller: str, buyers: Sequence[str]) -> NDArray[np.bool_]:
    """(2, O, D) arcs that an embargo of some buyers on a seller closes: all but those that are spared."""
    network = market.network
    closed = np.zeros(network.miles.shape, dtype=bool)
    rows = [at for at, place in enumerate(network.state) if network.states[place] == seller]
    spared = {(arc["from"], arc["to"], arc["by"]) for arc in pipelines()["spared"]}
    for at, buyer in enumerate(network.destinations):
        if buyer in buyers:
            for layer, by in ((SEA, "sea"), (PIPE, "pipeline")):
                closed[layer, rows, at] = (seller, buyer, by) not in spared
    return closed
