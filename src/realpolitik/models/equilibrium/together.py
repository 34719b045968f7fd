r"""Several solves of one shape climb together.

A sweep of a small world costs more for being asked than for being computed, so the equations of many systems are swept at once, each with an
Anderson memory of its own (`anderson`, without its safeguards). What comes of it is a head start: every solve ends by itself, which judges the
point and, where the common climb was no good, goes up alone from the baseline. So a result does not depend on what it was solved with beyond the
tolerance. Where real incomes are all that is asked, they are those of the last common sweep, once it is seen that nothing in it is negative.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from realpolitik.models.equilibrium.feasibility import ROUNDING
from realpolitik.models.equilibrium.fixed_point import residuals_of
from realpolitik.models.equilibrium.layout import Array
from realpolitik.models.equilibrium.sweep import Sweep
from realpolitik.models.equilibrium.system import System

LARGEST = 40_000
"""Flows of a world above which a sweep alone fills the machine, so that nothing is won."""
FLOWS = 1_000_000
"""Flows that are swept at once: what fits into a processor's cache."""
MOST, DEPTH = 150, 12
"""Sweeps of a common climb, and how many of the last it remembers."""
RIDGE = 1e-14
"""Added to the unit diagonal of the normal equations: directions without information get no weight."""
STACKED = (
    "home", "imports", "import_share", "net", "border", "home_net", "home_border", "theta", "nest", "productivity", "value_added_share",
    "input_share", "final_share", "factor", "deficit", "absorption", "scale", "damping",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Start:
    """Where a solve begins, the sweeps that it took to come there, and incomes and consumer prices if that is a solution.

    Attributes
    ----------
    income, index
        (N,) final spending, and log consumer prices; None where the point is not known to be an equilibrium.
    """

    point: Array
    sweeps: int = 0
    income: Array | None = None
    index: Array | None = None


def climb_together(
    systems: Sequence[System], begins: Sequence[Array], tolerances: Sequence[float]
) -> list[Start]:
    """A start for each system: the end of a common climb where that converged, its own beginning elsewhere.

    Parameters
    ----------
    begins
        The baseline of each as a vector (`fixed_point.start_vector`).
    tolerances
        Largest undamped residual of each that counts as converged.
    """
    starts = [Start(point=begin) for begin in begins]
    alike: dict[Hashable, list[int]] = defaultdict(list)
    for at, system in enumerate(systems):
        if system.groups == 1 and system.imports.size <= LARGEST:
            alike[_shape(system)].append(at)
    for places in alike.values():
        most = max(2, FLOWS // systems[places[0]].imports.size)
        for first in range(0, len(places), most):
            part = places[first : first + most]
            if len(part) > 1:
                for at, found in _climbed(
                    [systems[at] for at in part],
                    np.array([begins[at] for at in part]),
                    np.array([tolerances[at] for at in part]),
                ).items():
                    starts[part[at]] = found
    return starts


def _shape(system: System) -> Hashable:
    """What systems have in common that are swept at once: sizes, scalars, and which taxes there are."""
    own = system.elasticities
    there = tuple(
        getattr(system, name) is None for name in ("home_net", "home_border", "productivity", "prohibited")
    )
    same = (system.border is system.imports, system.net is system.border)
    return (
        system.shape,
        system.closure,
        there,
        same,
        own.value_added,
        own.inputs,
        own.final,
        own.supply,
        own.labour,
    )


def _climbed(systems: list[System], points: Array, tolerances: Array) -> dict[int, Start]:
    """The ends of those that converge, by their place."""
    found: dict[int, Start] = {}
    live, system = np.arange(len(systems)), _stacked(systems)
    size = points.shape[1]
    steps, moves = (np.empty((len(systems), DEPTH, size)) for _ in range(2))
    products = np.zeros((len(systems), DEPTH, DEPTH))
    best = np.full(len(systems), np.inf)
    last: tuple[Array, Array] | None = None
    used = 0
    for sweeps in range(1, MOST + 1):
        step, sizes, new = residuals_of(system, points)
        done, lost = sizes < tolerances, ~(sizes <= 1e3 * np.maximum(best, 1e-3))
        sound = _sound(system, points, new) if done.any() else done
        for at in np.flatnonzero(done):
            income, index = (new.income[at], new.index[at]) if sound[at] else (None, None)
            end = Start(point=points[at].copy(), sweeps=sweeps, income=income, index=index)
            found.setdefault(int(live[at]), end)
        gone = lost | np.isin(live, list(found))
        if gone.all():
            break
        best = np.minimum(best, np.where(lost, np.inf, sizes))
        if last is not None:
            at = used % DEPTH
            used += 1
            steps[:, at] = step - last[1]
            moves[:, at] = points - last[0] + steps[:, at]
            kept = min(used, DEPTH)
            inner = np.matmul(steps[:, :kept], steps[:, at, :, None])[..., 0]
            products[:, at, :kept] = products[:, :kept, at] = inner
        if 2 * gone.sum() > len(live):
            stay = ~gone
            live, points, step = live[stay], points[stay], step[stay]
            best, tolerances = best[stay], tolerances[stay]
            steps, moves, products = steps[stay], moves[stay], products[stay]
            system = _stacked([systems[at] for at in live])
        last = points, step
        points = points + step
        if kept := min(used, DEPTH):
            try:
                gamma = _least_squares(
                    products[:, :kept, :kept], np.matmul(steps[:, :kept], step[..., None])[..., 0]
                )
            except np.linalg.LinAlgError:
                break
            points = points - np.matmul(gamma[:, None, :], moves[:, :kept])[:, 0]
    return found


def _sound(system: System, points: Array, new: Sweep) -> NDArray[np.bool_]:
    """Of which systems nothing at a point is negative (`feasibility.violation`)."""
    states, sectors, factors = system.shape
    spending = points[:, states * (factors + sectors) :]
    output = (new.output / system.scale).reshape(len(points), -1)
    return (
        (new.income > 0).all(axis=1)
        & (spending.min(axis=1) >= -ROUNDING)
        & (output.min(axis=1) >= -ROUNDING)
        & (system.prohibited is None)
    )


def _least_squares(products: Array, right: Array) -> Array:
    """Solve the normal equations of each system, columns scaled to unit length."""
    diagonal = np.arange(products.shape[1])
    scale = 1 / np.sqrt(np.maximum(products[:, diagonal, diagonal], 1e-300))
    matrix = products * scale[:, :, None] * scale[:, None, :]
    matrix[:, diagonal, diagonal] += RIDGE
    return scale * np.linalg.solve(matrix, (scale * right)[..., None])[..., 0]


def _stacked(systems: Sequence[System]) -> System:
    """One system whose arrays have an axis for those given in front; what all share stays as it is."""
    first = systems[0]
    made: dict[int, Array] = {}
    arrays = {}
    for name in STACKED:
        own = getattr(first, name)
        if own is None or all(getattr(one, name) is own for one in systems):
            arrays[name] = own
        else:  # the same array under two names stays one
            if id(own) not in made:
                made[id(own)] = np.stack([getattr(one, name) for one in systems])
            arrays[name] = made[id(own)]
    if arrays["scale"].ndim > 1:  # (N,) of each, beside tables of sectors and states
        arrays["scale"] = arrays["scale"][:, None, :]
    return replace(first, single_nest=all(one.single_nest for one in systems), **arrays)
