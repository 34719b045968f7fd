r"""War as a diffusion that a patron leans on: how much support is best, and does it want its client to win?

The front $x \in (-B, B)$ moves by $dx = \mu(s) dt + \sigma dB$ with $\mu(s) = \mu_0 + k s$; at $B$ the client has won, at
$-B$ lost. Escalation comes at the hazard $\eta(x) = \eta_0 + \eta_1 \max(0, -x/B)^2$, which rises as the client nears
defeat. The patron's value solves

$$ \rho V = \rho (u_S - c s^2) + \mu V' + \tfrac12 \sigma^2 V'' + \eta(x) (u_E - V), \quad V(-B) = u_L, V(B) = u_W. $$

Without cost, escalation and discounting $V$ is the probability of winning,
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
    """
    from scipy.linalg import solve_banded

    if support < 0 or nodes < 11:
        raise OptionError(f"support of {support} on {nodes} nodes: give 0 or more, on 11 nodes or more")
    front = np.linspace(-war.bound, war.bound, nodes)
    step, drift = front[1] - front[0], war.drift + war.leverage * support
    inside = front[1:-1]
    hazard = war.hazard + war.hazard_near_defeat * np.maximum(0.0, -inside / war.bound) ** 2
    spread, push = 0.5 * war.volatility**2 / step**2, 0.5 * drift / step
    bands = np.zeros((3, inside.size))
    bands[0, 1:], bands[2, :-1] = -(spread + push), -(spread - push)
    bands[1] = war.discount + hazard + 2 * spread
    right = war.discount * (war.stalemate - war.cost * support**2) + hazard * war.escalation
    if not war.discount:
        # Without discounting the flow of the war weighs nothing but its cost.
        right = right - war.cost * support**2
    right[0] += (spread - push) * war.lose
    right[-1] += (spread + push) * war.win
    value = np.concatenate([[war.lose], solve_banded((1, 1), bands, right), [war.win]])
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


def best_support(war: War, *, most: float = 3.0, step: float = 0.05, nodes: int = 401) -> Best:
    """The level of support with the highest value at the start, among levels `step` apart up to `most`.

    Raises
    ------
    OptionError
        `most` or `step` is not positive.
    """
    if not (most > 0 and step > 0):
        raise OptionError("the most support and the step are above 0")
    levels = np.arange(0.0, most + step / 2, step)
    values = [solve_value(war, float(level), nodes=nodes).at() for level in levels]
    place = int(np.argmax(values))
    level = float(levels[place])
    kind = "none" if place == 0 else "full" if place == len(levels) - 1 else "interior"
    return Best(support=level, drift=war.drift + war.leverage * level, value=float(values[place]), kind=kind)


def phase_map(
    war: War, *, costs: Sequence[float], hazards: Sequence[float], most: float = 3.0, step: float = 0.1
) -> list[list[Best]]:
    """Best support for each cost (rows) and hazard near defeat (columns): where stalemate is what the patron makes."""
    return [
        [
            best_support(replace(war, cost=cost, hazard_near_defeat=hazard), most=most, step=step, nodes=201)
            for hazard in hazards
        ]
        for cost in costs
    ]
