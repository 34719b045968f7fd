"""Feasibility: what no equilibrium can be. Refused before solving where it is certain, told of a solution where not.

A fixed point of the equations may have negative income: with deficits that stay what they were, a state whose trade
falls far enough would have to lend more than it earns. Such a point is no equilibrium, however small its residual.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from realpolitik.errors import ShockError
from realpolitik.models.equilibrium.sweep import Point, Sweep
from realpolitik.models.equilibrium.system import System

ROUNDING = 1e-12
"""Spending below zero by less than this part of value added is rounding, not a negative flow."""
BALANCED = 1e-9
"""A deficit below this part of value added is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """What makes a fixed point impossible: whose term it is, its value in the unit of the world, and the remedy."""

    state: str
    sector: str | None
    term: str
    value: float
    remedy: str

    def __str__(self) -> str:
        of = f" on {self.sector}" if self.sector else ""
        return f"{self.term} of {self.state}{of} would be {self.value:.3g}: {self.remedy}"


def violation(
    system: System, point: Point, final: Sweep, *, states: tuple[str, ...], sectors: tuple[str, ...]
) -> Violation | None:
    """The worst term that is not positive at a fixed point, over value added; None at an equilibrium.

    Incomes must be above zero, spending and output not below. Flows are shares of spending, so they follow.
    """
    scale = system.scale
    if (final.income <= 0).any():
        at = int(np.argmin(final.income / scale))
        return Violation(
            state=states[at],
            sector=None,
            term="income",
            value=float(final.income[at]),
            remedy=_remedy(system, at),
        )
    for term, values in (("spending", point.spending), ("output", final.output)):
        over = values / scale
        if over.min() < -ROUNDING:
            sector, at = (int(place) for place in np.unravel_index(int(over.argmin()), over.shape))
            return Violation(
                state=states[at],
                sector=sectors[sector],
                term=term,
                value=float(values[sector, at]),
                remedy=_remedy(system, at),
            )
    return None


def _remedy(system: System, at: int) -> str:
    if system.closure == "additive" and system.deficit[at] < 0:
        return (
            "its surplus of the baseline exceeds what it can still earn. Let deficits move with income "
            "(deficits='multiplicative'), balance the baseline ('purged'), or take a smaller shock"
        )
    return "the shock has no equilibrium under these deficits. Balance the baseline ('purged') or take a smaller shock"


def refuse_one_way(system: System, *, states: tuple[str, ...]) -> None:
    """Refuse states that may buy and not sell abroad, or the reverse, and have no deficit that could pay for it.

    Raises
    ------
    ShockError
        Names the states, what they may still do, and what to do instead.
    """
    linked = np.asarray((system.imports > 0).any(axis=0))
    if np.array_equal(linked, linked.T):
        return
    for group in sorted(_groups(linked), key=lambda one: int(one.sum())):
        outside = ~group
        buys = bool(linked[np.ix_(group, outside)].any())
        sells = bool(linked[np.ix_(outside, group)].any())
        if buys == sells or _paid_for(system, group, borrows=buys):
            continue
        inside = [label for label, member in zip(states, group, strict=True) if member]
        names = ", ".join(inside[:6]) + (f" and {len(inside) - 6} more" if len(inside) > 6 else "")
        may, may_not = ("buy", "sell") if buys else ("sell", "buy")
        pays = "lends it the difference" if buys else "may borrow what it earns"
        raise ShockError(
            f"{names} could {may} abroad but {may_not} nothing there, and nobody {pays} (deficits are closed "
            f"{system.closure!r}): no equilibrium exists. Forbid trade both ways (both_ways), the limit of ever higher "
            f"costs on one side, or exempt one partner"
        )


def _groups(linked: NDArray[np.bool_]) -> list[NDArray[np.bool_]]:
    """Groups of states that trade with each other in both directions, directly or through others."""
    reach = linked | np.eye(len(linked), dtype=bool)
    for _ in range(max(1, int(np.ceil(np.log2(len(linked)))))):
        further = (reach.astype(np.float32) @ reach.astype(np.float32)) > 0
        if np.array_equal(further, reach):
            break
        reach = further
    mutual = reach & reach.T
    firsts = np.unique(mutual.argmax(axis=1))
    return [mutual[first] for first in firsts]


def _paid_for(system: System, group: NDArray[np.bool_], *, borrows: bool) -> bool:
    """Whether the group's deficits may have the sign that one-way trade asks for: above zero if it only buys."""
    sign = 1.0 if borrows else -1.0
    if system.closure == "multiplicative":
        return bool((sign * (system.absorption[group] - 1) > BALANCED).any())
    together = system.component == system.component[group.argmax()]
    own = sign * float(system.deficit[group].sum())
    spread = sign * float(system.deficit[together].sum())
    least = BALANCED * float(system.scale[group].sum())
    # Within a group of states that is cut off from others, the sum of deficits is spread over all of it.
    return own > least or (not together.all() and spread < -least)


def unreachable(system: System, *, states: tuple[str, ...], sectors: tuple[str, ...]) -> None:
    """Refuse prohibitive taxes that leave a buyer without any source.

    Raises
    ------
    ShockError
        Names the buyer and the sector.
    """
    if system.prohibited is None:
        return
    left = system.home + system.imports.sum(axis=2)
    if (left <= 0).any():
        sector, buyer = np.argwhere(left <= 0)[0]
        raise ShockError(
            f"taxes leave {states[buyer]} without any source of {sectors[sector]}: exempt one supplier, or merge "
            f"the sector with another"
        )
