r"""War as a diffusion that a patron leans on: how much support is best, and does it want its client to win?

The front $x \in (-B, B)$ moves by $dx = \mu(s) dt + \sigma dB$ with $\mu(s) = \mu_0 + k s$; at $B$ the client has won, at
$-B$ lost. Escalation comes at the hazard $\eta(x) = \eta_0 + \eta_1 \max(0, -x/B)^2$, which rises as the client nears
defeat. The patron's value solves

$$ \rho V = \rho (u_S - c s^2) + \mu V' + \tfrac12 \sigma^2 V'' + \eta(x) (u_E - V), \quad V(-B) = u_L, V(B) = u_W. $$

The flow of the war counts only against time, so that without discounting it weighs nothing, its cost included. Without
escalation and discounting $V$ is the probability of winning,
$(1 - e^{2\mu B/\sigma^2}) / (e^{-2\mu B/\sigma^2} - e^{2\mu B/\sigma^2})$ at $x = 0$.

Reference: Dixit and Pindyck (1994), Investment under Uncertainty, chapters 3 and 4, for the equation; the application to
a patron is this project's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from realpolitik.errors import ConvergenceError, OptionError

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class War:
    """What a war with a patron is made of; utilities in any unit, time in years.

    Attributes
    ----------
    win, lose, escalation, stalemate
        What the patron thinks of the client winning, losing, of escalation, and of the war going on.
    drift, leverage
        $\\mu_0$ without support, and k, what a unit of support adds.
    volatility, bound
        $\\sigma$ and B.
    cost
        c: support s costs $c s^2$ while the war lasts.
    hazard, hazard_near_defeat
        $\\eta_0$ and $\\eta_1$.
    discount
        $\\rho$, 0 or more.
    """

    win: float
    lose: float
    escalation: float
    stalemate: float
    drift: float = -0.15
    leverage: float = 0.2
    volatility: float = 1.0
    bound: float = 2.0
    cost: float = 0.08
    hazard: float = 0.0
    hazard_near_defeat: float = 0.0
    discount: float = 0.1

    def __post_init__(self) -> None:
        if not (self.volatility > 0 and self.bound > 0):
            raise OptionError("volatility and bound are above 0")
        if min(self.cost, self.hazard, self.hazard_near_defeat, self.discount) < 0:
            raise OptionError("cost, hazards and the discount rate are 0 or more")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Value:
    """The patron's value of the war along the front, at one level of support."""

    front: Array
    value: Array
    support: float
    drift: float

    def at(self, x: float = 0.0) -> float:
        """Value at a place of the front."""
        return float(np.interp(x, self.front, self.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """The support that is best at the start, the drift it makes, and where it lies between none and the most.

    `kind` is `none`, `full` or `interior`; interior support that keeps the drift near 0 is a preference for stalemate.
    """

    support: float
    drift: float
    value: float
    kind: str


def solve_value(war: War, support: float, *, nodes: int = 801) -> Value:
    """Solve the equation on a grid by finite differences, second order, one tridiagonal system.

    Raises
    ------
    OptionError
        Support is negative, or the grid has fewer than 11 nodes.
    ConvergenceError
        The drift across a step of the grid outweighs the chance in it, so that central differences would swing.
    """
    if support < 0 or nodes < 11:
        raise OptionError(f"support of {support} on {nodes} nodes: give 0 or more, on 11 nodes or more")
    front, drift = np.linspace(-war.bound, war.bound, nodes), war.drift + war.leverage * support
    inside = _eliminated([war], np.array([[support]]), nodes)
    value = np.empty(inside[0].size)
    value[-1] = later = float(inside[1][-1, 0, 0])
    for k in range(value.size - 2, -1, -1):
        value[k] = later = float(inside[1][k, 0, 0]) + float(inside[0][k, 0, 0]) * later
    value = np.concatenate([[war.lose], value, [war.win]])
    return Value(front=front, value=value, support=support, drift=drift)


def check_convergence(war: War, support: float, *, nodes: int = 801, tolerance: float = 1e-4) -> float:
    """Change of the value at the start when the grid is halved; raises where it exceeds the tolerance.

    Raises
    ------
    ConvergenceError
        The grid is too coarse for this war.
    """
    gap = abs(
        solve_value(war, support, nodes=2 * nodes - 1).at() - solve_value(war, support, nodes=nodes).at()
    )
    if gap > tolerance:
        raise ConvergenceError(
            f"the value moves by {gap:.2g} when the grid is halved, above {tolerance:g}: use more nodes"
        )
    return gap


def exit_probability(drift: float, *, volatility: float = 1.0, bound: float = 2.0) -> float:
    """Probability that the client wins from the middle, in closed form.

    Examples
    --------
    >>> round(exit_probability(0.1), 6), exit_probability(0.0)
    (0.598688, 0.5)
    """
    power = 2 * drift * bound / volatility**2
    return 1 / (1 + math.exp(-power))


def _check_grid(drift: float, step: float, volatility: float) -> None:
    if drift * step > volatility**2:
        raise ConvergenceError(
            f"a drift of {drift:g} is too strong for steps of {step:.2g} at a volatility of {volatility:g}: use more nodes"
        )


def best_support(war: War, *, most: float = 3.0, step: float = 0.05, nodes: int = 401) -> Best:
    """The level of support with the highest value at the start, among levels `step` apart up to `most`.

    Raises
    ------
    OptionError
        `most` or `step` is not positive.
    ConvergenceError
        The grid is too coarse for this war: the value moves when it is halved.
    """
    return best_supports([war], most=most, step=step, nodes=nodes)[0]


def best_supports(
    wars: Sequence[War], *, most: float = 3.0, step: float = 0.05, nodes: int = 201, tolerance: float = 1e-3
) -> list[Best]:
    """The best support of many wars at once; each best value is solved again on half the grid to be believed.

    Raises
    ------
    OptionError
        `most` or `step` is not positive, or there is no war.
    ConvergenceError
        In some war the value at the best support moves by more than `tolerance` of the spread of its utilities.
    """
    if not (most > 0 and step > 0 and wars):
        raise OptionError("the most support and the step are above 0, and there is a war or more")
    levels = np.arange(0.0, most + step / 2, step)
    found: list[Best] = []
    for start in range(0, len(wars), _CHUNK):
        some = wars[start : start + _CHUNK]
        value = _start_values(some, np.broadcast_to(levels, (len(some), levels.size)), nodes)
        place = value.argmax(axis=1)
        best, top = levels[place], value[np.arange(len(some)), place]
        finer = _start_values(some, best[:, None], 2 * nodes - 1)[:, 0]
        spread = np.array(
            [np.ptp([one.win, one.lose, one.escalation, one.stalemate]) + one.cost for one in some]
        )
        if (gap := np.abs(finer - top) - tolerance * np.maximum(spread, 1e-12)).max() > 0:
            worst = int(gap.argmax())
            raise ConvergenceError(
                f"the value of best support moves by {abs(finer[worst] - top[worst]):.2g} when the grid is halved: use more nodes"
            )
        for war, k, level, worth in zip(some, place.tolist(), best.tolist(), top.tolist(), strict=True):
            kind = "none" if k == 0 else "full" if k == levels.size - 1 else "interior"
            found.append(Best(support=level, drift=war.drift + war.leverage * level, value=worth, kind=kind))
    return found


_CHUNK = 100
"""Wars solved together: their grids take some ten megabytes."""


def _start_values(wars: Sequence[War], levels: Array, nodes: int) -> Array:
    """(W, L) value at the start of each war at each of its levels."""
    ratio, right = _eliminated(wars, levels, nodes)
    value = right[-1]
    for k in range(len(right) - 2, len(right) // 2 - 1, -1):
        value = right[k] + ratio[k] * value
    return value


def _eliminated(wars: Sequence[War], levels: Array, nodes: int) -> tuple[Array, Array]:
    """(nodes - 2, W, L) twice: the tridiagonal systems of all wars and levels, eliminated from the left side by side.

    The value at a node is its second number plus its first times the value at the next node.
    """
    part = {
        name: np.array([getattr(war, name) for war in wars])[:, None] for name in War.__dataclass_fields__
    }
    drift = part["drift"] + part["leverage"] * levels
    step = 2 * part["bound"] / (nodes - 1)
    for war, one, width in zip(wars, np.abs(drift).max(axis=1), step[:, 0], strict=True):
        _check_grid(float(one), float(width), war.volatility)
    spread, push = 0.5 * part["volatility"] ** 2 / step**2, 0.5 * drift / step
    up, down = spread + push, spread - push
    flow = part["discount"] * (part["stalemate"] - part["cost"] * levels**2)
    inside = np.linspace(-1.0, 1.0, nodes)[1:-1]
    ratio = np.empty((inside.size, *levels.shape))
    right = np.empty_like(ratio)
    for k, x in enumerate(inside):
        hazard = part["hazard"] + part["hazard_near_defeat"] * max(0.0, -x) ** 2
        pivot = part["discount"] + hazard + 2 * spread - (down * ratio[k - 1] if k else 0.0)
        given = flow + hazard * part["escalation"] + down * (right[k - 1] if k else part["lose"])
        if k == inside.size - 1:
            given = given + up * part["win"]
        ratio[k], right[k] = up / pivot, given / pivot
    return ratio, right


def phase_map(
    war: War, *, costs: Sequence[float], hazards: Sequence[float], most: float = 3.0, step: float = 0.1
) -> list[list[Best]]:
    """Best support for each cost (rows) and hazard near defeat (columns): where stalemate is what the patron makes."""
    wars = [replace(war, cost=cost, hazard_near_defeat=hazard) for cost in costs for hazard in hazards]
    found = best_supports(wars, most=most, step=step)
    return [found[start : start + len(hazards)] for start in range(0, len(found), len(hazards))]
