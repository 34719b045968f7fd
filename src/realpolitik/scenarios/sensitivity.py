r"""Which assumption drives an answer: Sobol indices by the SALib library.

First-order indices $S_i = V[E(Y|X_i)]/V(Y)$ say how much of the variance an assumption makes alone, total indices
$S_{Ti} = E[V(Y|X_{\sim i})]/V(Y)$ how much with all its interactions.

References: Saltelli et al. (2010), Computer Physics Communications 181, 259-270, doi:10.1016/j.cpc.2009.09.018; Iwanaga,
Usher and Herman (2022), Socio-Environmental Systems Modelling 4, 18155, doi:10.18174/sesmo.18155.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import OptionError
from realpolitik.scenarios.assumptions import Case, about, log_errors
from realpolitik.scenarios.outcome import Array, cases_of, solve_case
from realpolitik.scenarios.schema import Scenario
from realpolitik.scenarios.shocks import shocks
from realpolitik.scenarios.stage import stage

if TYPE_CHECKING:
    from realpolitik.models.equilibrium import Equilibrium

NEAR = 1e-5
"""Step of a logarithm for differences of barriers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """Sobol indices by assumption, each with half of its 95 per cent interval."""

    names: tuple[str, ...]
    first: tuple[float, ...]
    first_half: tuple[float, ...]
    total: tuple[float, ...]
    total_half: tuple[float, ...]
    solves: int


def sobol(
    function: Callable[[Array], float],
    bounds: Mapping[str, tuple[float, float]],
    *,
    base: int = 128,
    seed: int = 0,
) -> Sensitivity:
    """Sobol indices of a function of independent uniform inputs.

    Parameters
    ----------
    function
        From a vector of inputs, in the order of `bounds`, to a number.
    bounds
        Name of each input to its range.
    base
        Size of the base sample, a power of two; `base * (inputs + 2)` evaluations.

    Raises
    ------
    OptionError
        `base` is not a power of two, or SALib is not installed.
    """
    if base < 2 or base & (base - 1):
        raise OptionError(f"a base sample of {base}: Sobol sequences need a power of two, such as 128")
    try:
        from SALib.analyze import sobol as sobol_analysis
        from SALib.sample import sobol as sobol_sample
    except ImportError:
        raise OptionError("Sobol indices need SALib: install realpolitik[sensitivity]") from None
    problem = {
        "num_vars": len(bounds),
        "names": list(bounds),
        "bounds": [list(pair) for pair in bounds.values()],
    }
    with warnings.catch_warnings():
        # SALib builds frames in a way that pandas is about to retire; nothing that concerns its results.
        warnings.simplefilter("ignore", FutureWarning)
        points = sobol_sample.sample(problem, base, calc_second_order=False, seed=seed)
        values = np.array([function(point) for point in points])
        found = sobol_analysis.analyze(problem, values, calc_second_order=False, seed=seed)
    return Sensitivity(
        names=tuple(bounds),
        first=tuple(map(float, found["S1"])),
        first_half=tuple(map(float, found["S1_conf"])),
        total=tuple(map(float, found["ST"])),
        total_half=tuple(map(float, found["ST_conf"])),
        solves=len(points),
    )


def drivers(scenario: Scenario, label: str, *, base: int = 64, seed: int = 0) -> Sensitivity:
    """Which assumption drives a state's loss: set, nest, closure, level of elasticities, gaps of reported trade.

    Raises
    ------
    OptionError
        `base` is not a power of two, or SALib is not installed.
    UnknownNameError
        The world has no such label.
    """
    where = stage(scenario.world)
    where.label_of(label)
    at = where.world.states.index(label)
    kinds = about()
    sets, nests, closures = list(kinds["sets"]), list(kinds["nests"]), list(kinds["closures"])
    baselines = list(range(kinds["draws"]["worlds"]))
    start = solve_case(scenario, where, cases_of(scenario)[0])
    spread = 2 * kinds["draws"]["common"]

    def loss(point: Array) -> float:
        case = Case(
            set=_pick(sets, point[0]),
            nest=_pick(nests, point[1]),
            deficits=_pick(closures, point[2]),
            run=scenario.run,
            scale=tuple(np.full(len(where.world.sectors), np.exp(point[3])).tolist()),
            gap=_pick(baselines, point[4]),
        )
        return float(-np.log(solve_case(scenario, where, case, start=start).welfare_hat[at]))

    bounds = {
        "set of elasticities": (0.0, 1.0),
        "nest": (0.0, 1.0),
        "closure of deficits": (0.0, 1.0),
        "level of elasticities": (-spread, spread),
        "gaps of reported trade": (0.0, 1.0),
    }
    return sobol(loss, bounds, base=base, seed=seed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slopes:
    """What each sector's trade elasticity does to a loss, exactly, at the central case.

    Attributes
    ----------
    sectors
        Labels.
    slope
        Change of the loss (a share of real income) for a change of the logarithm of the elasticity among sources; where home goods
        substitute as imports do, both move.
    spread
        Loss times how well the elasticity is known: slope times the standard deviation of its logarithm (`assumptions.yaml`).
    deviation
        Standard deviation of the loss by all elasticities together, to first order: each by itself, and all by the common part.
    """

    sectors: tuple[str, ...]
    slope: tuple[float, ...]
    spread: tuple[float, ...]
    deviation: float


def elasticity_slopes(scenario: Scenario, label: str) -> Slopes:
    """Which sectors' elasticities drive a state's loss: one solve and one adjoint gradient, instead of a solve for each draw.

    Raises
    ------
    UnknownNameError
        The world has no such label.

    Notes
    -----
    Exact at the central case and to first order beyond: for all assumptions together, `drivers`. The world after `scenario.after` is
    held as it is.
    """
    from realpolitik.models.equilibrium import WelfareOf, gradient

    where = stage(scenario.world)
    where.label_of(label)
    case = cases_of(scenario)[0]
    found = solve_case(scenario, where, case)
    one = gradient(found, WelfareOf(label), with_respect_to=("theta", "domestic", "cost"))
    assert one.theta is not None
    assert one.domestic is not None
    theta, home = found.elasticities.theta, found.elasticities.domestic
    tied = np.isclose(theta, home)
    slope = -(one.theta * theta + np.where(tied, one.domestic * home, 0.0))
    slope -= _through_costs(scenario, found, one.cost)
    known = about()["draws"]
    own = np.hypot(known["own"], log_errors(case.set, where.world.sectors))
    return Slopes(
        sectors=where.world.sectors,
        slope=tuple(slope.tolist()),
        spread=tuple((slope * own).tolist()),
        deviation=float(np.hypot(np.linalg.norm(slope * own), known["common"] * abs(slope.sum()))),
    )


def _through_costs(scenario: Scenario, found: Equilibrium, cost: Array | None) -> Array:
    """(J,) what elasticities do by way of barriers that mean a share of trade (`cut`): no solve, only the shocks made anew."""
    from realpolitik.models.equilibrium import elasticities
    from realpolitik.models.equilibrium.change import combine
    from realpolitik.models.equilibrium.layout import sectors_first

    where, given = stage(scenario.world), found.elasticities
    ends = []
    for sign in (1, -1):
        moved = elasticities(given.sectors, given.theta * np.exp(sign * NEAR), domestic=given.domestic)
        made = shocks(scenario.shocks, where, moved, on=scenario.day, place=f"{scenario.id}: shocks")
        ends.append(combine(found.world, made).cost_hat)
    if cost is None or any(end is None for end in ends):
        return np.zeros(len(given.sectors))
    up, down = (np.asarray(end) for end in ends)
    passable = np.isfinite(up) & np.isfinite(down)
    change = np.log(np.where(passable, up, 1.0) / np.where(passable, down, 1.0)) / (2 * NEAR)
    return (sectors_first(cost) * change).sum(axis=(1, 2))


def _pick(items: list[Any], part: float) -> Any:
    return items[min(int(part * len(items)), len(items) - 1)]
