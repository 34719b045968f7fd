"""A second look at a solution by another algorithm, and which of two figures to trust where they differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from realpolitik.errors import ConvergenceError
from realpolitik.models.equilibrium.fixed_point import residual, unpack
from realpolitik.models.equilibrium.layout import Array
from realpolitik.models.equilibrium.newton import disagreement, newton
from realpolitik.models.equilibrium.sweep import sweep
from realpolitik.models.equilibrium.system import System
from realpolitik.models.equilibrium.world import World

AGREE = 1e-8
"""Two solutions whose log prices differ by less are one."""


@dataclass(frozen=True, slots=True)
class Check:
    """What a second solution says: largest difference (None where it found none), and which figures to trust."""

    difference: float | None
    verdict: str


def second_look(system: System, world: World, begin: Array, point: Array, size: float) -> Check:
    """Newton-Krylov from the beginning; from near the solution where that is too far for Newton's method."""
    # A thousandth off in every direction: far enough that Newton must find the way back by itself.
    wave = 1e-3 * np.cos(np.arange(point.size))
    for start in (begin, point * (1 + wave) + 1e-4 * wave):
        try:
            other = newton(system, start)
        except ConvergenceError:
            continue
        return _compared(system, world, point, size, other)
    return Check(
        None,
        f"Newton-Krylov found no solution, which says nothing against this one: every equation holds here to {size:.0e}. "
        f"Trust this solution.",
    )


def _compared(system: System, world: World, point: Array, size: float, other: Array) -> Check:
    gap = disagreement(system, point, other)
    if gap < AGREE:
        return Check(gap, f"A second method finds the same solution, to {max(gap, 1e-16):.0e}.")
    again = residual(system, other)[1]
    one, two = (sweep(system, unpack(system, vector)) for vector in (point, other))
    income = np.abs(np.log(np.abs(one.income / two.income)) - (one.index - two.index))
    at = int(np.argmax(np.abs(unpack(system, point).wage - unpack(system, other).wage).max(axis=1)))
    better = "this one" if size <= again else "the second"
    return Check(
        gap,
        f"A second method differs by {gap:.0e} in prices, most of all in {world.states[at]}, and by {income.max():.0e} in "
        f"real incomes; the equations hold to {size:.0e} here and to {again:.0e} there, so prices are pinned down "
        f"loosely. Trust real incomes to {income.max():.0e}; of wages and prices {better}.",
    )
