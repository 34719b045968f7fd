"""Change: what shocks do to a world, cell by cell, before anything is solved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from realpolitik.errors import ShockError
from realpolitik.models.equilibrium.layout import Array, positions, sectors_first

if TYPE_CHECKING:
    from realpolitik.models.equilibrium.world import World


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """All exogenous changes of a counterfactual; None is no change of that kind. Arrays run sector first.

    Attributes
    ----------
    cost_hat
        (J, N, N) sector, importer, exporter: iceberg cost, new over old.
    tariff, export_tax
        (J, N, N) new rates (not changes).
    productivity_hat
        (J, N) new over old.
    banned
        (J, N, N) true where trade is forbidden: the share becomes exactly zero.
    """

    cost_hat: Array | None = None
    tariff: Array | None = None
    export_tax: Array | None = None
    productivity_hat: Array | None = None
    banned: NDArray[np.bool_] | None = None


class Shock(Protocol):
    """Anything that turns a change of a world into a further change."""

    def apply(self, world: World, change: Change) -> Change:
        """The change with this shock added."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Index of cells of a sector-first trade array, domestic ones left out.

    Examples
    --------
    >>> Cells.none(sectors=1, states=2).mask.shape
    (1, 2, 2)
    """

    mask: NDArray[np.bool_]

    @staticmethod
    def none(*, sectors: int, states: int) -> Cells:
        """No cell."""
        return Cells(np.zeros((sectors, states, states), dtype=bool))


def trade_cells(
    world: World,
    exporters: Iterable[str] | None,
    importers: Iterable[str] | None,
    sectors: Iterable[str] | None,
    *,
    both_ways: bool,
) -> Cells:
    """Cells of trade from `exporters` to `importers` in `sectors`; None is all of them.

    Raises
    ------
    UnknownNameError
        A label is not in the world.
    ShockError
        None of the cells has trade: the shock would change nothing.
    """
    sellers = positions(world.states, exporters, "state of this world")
    buyers = positions(world.states, importers, "state of this world")
    goods = positions(world.sectors, sectors, "sector of this world")
    cells = Cells.none(sectors=len(world.sectors), states=len(world.states))
    cells.mask[np.ix_(goods, buyers, sellers)] = True
    if both_ways:
        cells.mask[np.ix_(goods, sellers, buyers)] = True
    own = np.arange(len(world.states))
    cells.mask[:, own, own] = False
    if not (sectors_first(world.shares)[cells.mask] > 0).any():
        raise ShockError(
            f"the shock matched no positive flow: nothing goes from {_some(world.states, sellers)} to "
            f"{_some(world.states, buyers)} in {_some(world.sectors, goods)}; look at world.flows"
        )
    return cells


def scale_costs(change: Change, mask: NDArray[np.bool_], factor: Array | float) -> Change:
    """Multiply iceberg costs in these cells, by one factor or by one for each sector (J, 1, 1)."""
    factors = np.where(mask, factor, 1.0)
    return replace(change, cost_hat=factors if change.cost_hat is None else change.cost_hat * factors)


def current_rates(world: World, change: Change, kind: str) -> Array:
    """A writable copy of the tariffs or export taxes that hold after the change so far."""
    rates = getattr(change, kind)
    if rates is None:
        base = getattr(world, kind)
        rates = np.zeros((len(world.sectors), len(world.states), len(world.states))) if base is None else base
        rates = rates if base is None else sectors_first(rates)
    return rates.copy()


def combine(world: World, shocks: Iterable[Shock]) -> Change:
    """Apply shocks one after another and make sure that every buyer keeps a source, and every seller a buyer.

    Raises
    ------
    ShockError
        A shock matched nothing, a buyer is left without any source, or a seller without any buyer; the message
        names who, and of what.
    """
    change = Change()
    for shock in shocks:
        change = shock.apply(world, change)
    if change.banned is not None:
        left = np.where(change.banned, 0.0, sectors_first(world.shares)).sum(axis=2)
        if (left <= 0).any():
            sector, buyer = np.argwhere(left <= 0)[0]
            raise ShockError(
                f"{world.states[buyer]} is left without any source of {world.sectors[sector]}: it has no "
                f"production of its own there. Exempt one supplier, use a high cost instead of an embargo, or "
                f"merge the sector with another"
            )
        sold = (
            np.where(change.banned, 0.0, sectors_first(world.shares)) * world.expenditure.T[:, :, None]
        ).sum(axis=(0, 1))
        if (sold <= 0).any():
            raise ShockError(
                f"{world.states[int(np.argmax(sold <= 0))]} is left without any buyer: it sells nothing at home. "
                f"Exempt one buyer, or use a high cost instead of an embargo"
            )
    return change


def _some(labels: tuple[str, ...], chosen: NDArray[np.intp]) -> str:
    names = [labels[at] for at in chosen]
    if not names:
        return "nobody"
    if len(names) == len(labels):
        return "all"
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
