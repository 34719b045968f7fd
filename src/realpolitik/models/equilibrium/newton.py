"""Newton-Krylov on the same equations: an independent road to the solution, for verification."""

from __future__ import annotations

import numpy as np

from realpolitik.errors import ConvergenceError
from realpolitik.models.equilibrium.fixed_point import normalise, pack, unpack
from realpolitik.models.equilibrium.layout import Array
from realpolitik.models.equilibrium.sweep import Point, sweep
from realpolitik.models.equilibrium.system import System


def newton(system: System, start: Array, *, tolerance: float = 1e-11, max_steps: int = 200) -> Array:
    r"""Solve $g(x) = x$ by Newton's method with Krylov solutions of the linear steps.

    The residual is undamped; the price level, which the equations leave open, is pinned by the numeraire.

    Raises
    ------
    ConvergenceError
        No solution was found from this start; start nearer to one.

    References
    ----------
    Knoll, Keyes (2004), Journal of Computational Physics 193, 357-397, doi:10.1016/j.jcp.2003.08.010.
    """
    # Half of what this package takes to import, for a check that few solves ask for.
    from scipy.optimize import NoConvergence, newton_krylov

    def equations(vector: Array) -> Array:
        raw = _raw(system, vector)
        point = normalise(system, raw)
        with np.errstate(all="ignore"):
            new = sweep(system, point)
        level = raw.wage - point.wage
        implied = Point(new.wage, new.price, new.spending)
        difference = pack(system, implied) - pack(system, point)
        difference[: level.size] -= level.ravel()
        # A point outside the domain must look bad, not undefined, to the line search.
        return np.nan_to_num(difference, nan=1e3, posinf=1e3, neginf=-1e3)

    try:
        found = newton_krylov(equations, start, f_tol=tolerance, maxiter=max_steps, method="lgmres")
    except (NoConvergence, ValueError) as error:
        raise ConvergenceError(
            f"Newton-Krylov found no solution to {tolerance:g} in {max_steps} steps; start nearer to one"
        ) from error
    return pack(system, unpack(system, np.asarray(found)))


def _raw(system: System, vector: Array) -> Point:
    states, sectors, factors = system.shape
    first, second = states * factors, states * (factors + sectors)
    return Point(
        vector[:first].reshape(states, factors),
        vector[first:second].reshape(sectors, states),
        vector[second:].reshape(sectors, states) * system.scale,
    )


def disagreement(system: System, one: Array, other: Array) -> float:
    """Largest difference of log factor prices and log price indices between two solutions."""
    a, b = unpack(system, one), unpack(system, other)
    return max(float(np.abs(a.wage - b.wage).max()), float(np.abs(a.price - b.price).max()))
