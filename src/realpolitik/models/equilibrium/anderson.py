r"""Anderson acceleration of a fixed-point map, with safeguards.

Given residuals $f_k = g(x_k) - x_k$ of the last m sweeps, the next point is $x_k + f_k - (\Delta X + \Delta F)
\gamma$, where $\gamma$ minimises $\lVert f_k - \Delta F \gamma \rVert$: the secant (type II) form. A plain sweep
contracts at a fixed rate; this one behaves as a quasi-Newton method at the price of m stored vectors.

Safeguards: a step that leaves the domain or makes the residual explode is halved towards the best point (line
search); after several such steps the memory is emptied and the map is damped; if that does not help either, the
run stops as diverged.

References: Anderson (1965), Journal of the ACM 12, 547-560, doi:10.1145/321296.321305; Walker and Ni (2011), SIAM
Journal on Numerical Analysis 49, 1715-1735, doi:10.1137/10078356X.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from realpolitik.models.equilibrium.layout import Array

Residual = Callable[[Array], tuple[Array, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceleration:
    """Where the iteration ended. `history` holds the largest residual of each sweep; `restarts` counts rescues."""

    point: Array
    residual: float
    sweeps: int
    restarts: int
    converged: bool
    diverged: bool
    history: tuple[float, ...]


def accelerate(
    residual: Residual,
    start: Array,
    *,
    tolerance: float,
    max_sweeps: int,
    depth: int,
    patience: int = 6,
    stagnation: int = 150,
) -> Acceleration:
    """Find a zero of `residual`.

    Parameters
    ----------
    residual
        Maps a point to its (damped) residual vector and to the largest undamped residual. A point outside the
        domain gives a residual that is not finite.
    start
        First point; not changed.
    tolerance
        Largest undamped residual that counts as converged.
    depth
        How many past sweeps are used; 0 is plain damped iteration.
    patience
        Consecutive rescues from the best point before the run is given up.
    stagnation
        Accelerated sweeps without a lower residual before the run is given up. Plain sweeps (`depth` 0) may drift
        at a constant residual for long and arrive, so they are not cut short.

    Returns
    -------
    Acceleration
        With `diverged` or neither flag set where no solution was found; nothing is raised here.

    Examples
    --------
    >>> half = lambda x: (np.cos(x) - x, float(np.abs(np.cos(x) - x).max()))
    >>> round(accelerate(half, np.ones(1), tolerance=1e-12, max_sweeps=50, depth=2).point.item(), 9)
    0.739085133
    """
    memory = _Memory.empty(depth, start.size)
    point, mixing = start.copy(), 1.0
    best, best_size, best_step = point, np.inf, np.zeros_like(point)
    history: list[float] = []
    rescues = restarts = best_at = 0
    for sweeps in range(1, max_sweeps + 1):
        step, size = residual(point)
        history.append(size)
        if size < tolerance:
            return _ended(point, size, sweeps, restarts, history, converged=True)
        if not np.isfinite(size) or size > 1e3 * max(best_size, 1e-3):
            rescues += 1
            if rescues > patience or not np.isfinite(best_size):
                return _ended(best, best_size, sweeps, restarts, history, diverged=True)
            if rescues == 1:
                # Line search first: half way back to the best point, memory kept.
                point = 0.5 * (point + best)
                continue
            memory, mixing, restarts = _Memory.empty(depth, start.size), 0.5 * mixing, restarts + 1
            point = best + mixing * best_step
            continue
        if depth and sweeps - best_at > stagnation:
            return _ended(best, best_size, sweeps, restarts, history)
        if size < best_size:
            best_at = sweeps
            best, best_size, best_step, rescues = point, size, step, 0
            mixing = min(1.0, 1.5 * mixing)
        memory.add(point, step)
        point = memory.next_point(point, step, mixing)
    return _ended(best, best_size, max_sweeps, restarts, history)


@dataclass(slots=True)
class _Memory:
    """The last differences of points and residuals, in a ring, with the inner products of the latter."""

    steps: Array
    points: Array
    products: Array
    used: int
    at: int
    last_point: Array | None
    last_step: Array | None

    @staticmethod
    def empty(depth: int, size: int) -> _Memory:
        return _Memory(
            np.empty((depth, size)), np.empty((depth, size)), np.zeros((depth, depth)), 0, 0, None, None
        )

    def add(self, point: Array, step: Array) -> None:
        depth = len(self.steps)
        if self.last_point is not None and self.last_step is not None and depth:
            row = self.steps[self.at]
            np.subtract(step, self.last_step, out=row)
            np.subtract(point, self.last_point, out=self.points[self.at])
            self.used = max(self.used, self.at + 1)
            inner = self.steps[: self.used] @ row
            self.products[self.at, : self.used] = self.products[: self.used, self.at] = inner
            self.at = (self.at + 1) % depth
        self.last_point, self.last_step = point, step

    def next_point(self, point: Array, step: Array, mixing: float) -> Array:
        if not self.used:
            return point + mixing * step
        steps, points = self.steps[: self.used], self.points[: self.used]
        gamma = _least_squares(self.products[: self.used, : self.used], steps @ step)
        return point + mixing * step - gamma @ points - (mixing * gamma) @ steps


def _least_squares(products: Array, right: Array) -> Array:
    """Solve the normal equations with directions of no information left out.

    Columns are scaled to unit length first; eigenvalues below 1e-14 of the largest are rounding.
    """
    scale = 1 / np.sqrt(np.maximum(np.diag(products), 1e-300))
    values, vectors = np.linalg.eigh(products * scale[:, None] * scale)
    kept = values > 1e-14 * values[-1]
    inverse = np.where(kept, 1 / np.where(kept, values, 1.0), 0.0)
    return scale * (vectors @ (inverse * (vectors.T @ (scale * right))))


def _ended(
    point: Array,
    size: float,
    sweeps: int,
    restarts: int,
    history: list[float],
    *,
    converged: bool = False,
    diverged: bool = False,
) -> Acceleration:
    return Acceleration(
        point=point,
        residual=size,
        sweeps=sweeps,
        restarts=restarts,
        converged=converged,
        diverged=diverged,
        history=tuple(history),
    )
