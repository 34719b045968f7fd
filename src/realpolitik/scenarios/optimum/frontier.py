r"""The frontier: the largest loss of a target that each own cost can buy, solved point by point.

For a willingness $\mu$, dollars that the coalition $K$ would give for a dollar of the target's loss, the rates solve
$\min_{t \in [0, \bar t]} \sum_{n \in K} C_n(t) - \mu L(t)$, where $C$ and $L$ are losses of real income in dollars
(equivalent variation). Points of rising $\mu$ trace the frontier: it rises, and each further dollar of loss costs more. Every
point is climbed to from two starts.

References: de Souza, Hu, Li and Mei (2024), (Trade) War and Peace: How to Impose International Trade Sanctions, Journal of
Monetary Economics, and Federal Reserve Bank of Chicago Working Paper 2022-49; Becko (2024), Journal of International
Economics 150, 103898, doi:10.1016/j.jinteco.2024.103898.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.errors import ConvergenceError
from realpolitik.scenarios.assumptions import Case, star
from realpolitik.scenarios.optimum.question import Question, aim_of, balanced
from realpolitik.scenarios.outcome import Array
from realpolitik.scenarios.schema import Scenario

if TYPE_CHECKING:
    from realpolitik.models.equilibrium import Equilibrium
    from realpolitik.models.equilibrium.optimum import Aim, Optimum

STOPPED = 0.01
"""Of a flow's value, below which a tariff is as good as an embargo."""
START = 0.2
"""The second start of each point: the same rate on everything."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Point:
    """One point of the frontier.

    Attributes
    ----------
    willingness
        What the coalition would give for a dollar of the target's loss.
    rates
        (L,) rates, in the order of the levers.
    left
        (L,) trade that each lever leaves, as a share of its baseline.
    money
        (N,) equivalent variation of every state.
    share
        (N,) change of every state's real income.
    cost, loss
        Own cost of the coalition and loss of the target, dollars a year; a cost below zero is a gain.
    verified
        How far the other start ended from this one, relative to the aim.
    """

    willingness: float
    rates: Array
    left: Array
    money: Array
    share: Array
    cost: float
    loss: float
    verified: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frontier:
    """The frontier under one case, points by rising willingness; `names`, `kinds` of the levers, and solves it took."""

    question: Question
    case: Case
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    points: tuple[Point, ...]
    solves: int

    @property
    def costs(self) -> Array:
        """(P,) own cost, dollars."""
        return np.array([point.cost for point in self.points])

    @property
    def losses(self) -> Array:
        """(P,) loss of the target, dollars."""
        return np.array([point.loss for point in self.points])

    def loss_at(self, cost: float) -> float:
        """The loss that an own cost buys, between points in a straight line, which is below the frontier."""
        return float(np.interp(cost, self.costs, self.losses))

    def cost_of(self, loss: float) -> float:
        """The least own cost of a loss, between points in a straight line, which is above the frontier."""
        return float(np.interp(loss, self.losses, self.costs))


@lru_cache(maxsize=32)
def frontier(question: Question) -> Frontier:
    """The frontier of a question, solved once (see `solve_frontier`)."""
    return solve_frontier(question)


def solve_frontier(question: Question, *, on_progress: Callable[[int, int], None] | None = None) -> Frontier:
    """Solve the frontier of a question.

    Parameters
    ----------
    on_progress
        Called with points done and asked.

    Raises
    ------
    ShockError
        The coalition has no trade with the target in these sectors.
    ConvergenceError
        The baseline, or every rate near a start, has no equilibrium.
    """
    from realpolitik.models.equilibrium.optimum import optimum

    world = balanced(question, question.case)
    points: list[Point] = []
    last = np.zeros(0)
    solves = 0
    for done, willingness in enumerate(question.willingness, 1):
        aim = aim_of(question, willingness, world=world)
        flat = np.full(len(aim.levers), min(START, question.highest))
        begin = last if last.size else np.full(len(aim.levers), min(START / 10, question.highest))
        best = optimum(aim, starts=(begin, flat), newton=0)
        solves += best.evaluations
        last = best.rates
        points.append(_point(question, aim, willingness, best))
        if on_progress:
            on_progress(done, len(question.willingness))
    aim = aim_of(question, 0.0, world=world)
    return Frontier(
        question=question,
        case=question.case,
        names=tuple(lever.name for lever in aim.levers),
        kinds=tuple(lever.kind for lever in aim.levers),
        points=tuple(points),
        solves=solves,
    )


def _point(question: Question, aim: Aim, willingness: float, best: Optimum) -> Point:
    found = best.solution
    money = found.equivalent_variation()
    at = [found.states.index(label) for label in question.coalition]
    return Point(
        willingness=willingness,
        rates=best.rates,
        left=_left(aim, found),
        money=money,
        share=found.welfare_hat - 1,
        cost=-float(money[at].sum()),
        loss=-float(money[found.states.index(question.target)]),
        verified=float(best.verified or 0.0),
    )


def _left(aim: Aim, found: Equilibrium) -> Array:
    """Trade of each lever's cells, new over old."""
    flows, states = aim.world.flows, found.states
    left = []
    for lever in aim.levers:
        rows = [states.index(label) for label in lever.importers or states]
        columns = [states.index(label) for label in lever.exporters or states]
        at = np.ix_(rows, columns, [found.sectors.index(name) for name in lever.sectors or found.sectors])
        left.append(found.trade[at].sum() / flows[at].sum())
    return np.array(left)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Taken:
    """Measures of a scenario on the picture of a frontier: own cost and target's loss, dollars, under the same case."""

    scenario: Scenario
    cost: float
    loss: float
    money: Array
    share: Array


def taken(question: Question, scenario: Scenario) -> Taken:
    """Where the measures of a scenario lie: solved on the question's world, under its assumptions.

    Raises
    ------
    ShockError, ConvergenceError
        The measures match nothing there, or have no equilibrium.
    """
    from realpolitik.scenarios.outcome import solve_case

    moved = scenario.model_copy(update={"world": question.world})
    found = solve_case(moved, question.stage, question.case)
    money = found.equivalent_variation()
    at = [found.states.index(label) for label in question.coalition]
    return Taken(
        scenario=moved,
        cost=-float(money[at].sum()),
        loss=-float(money[found.states.index(question.target)]),
        money=money,
        share=found.welfare_hat - 1,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ranges:
    """The same rates under other assumptions.

    Attributes
    ----------
    cases
        Assumptions with a solution at every point, the central one first.
    cost, loss
        (C, P) own cost and target's loss, dollars.
    failures
        Cases without a solution somewhere, and why: in no range.
    """

    cases: tuple[Case, ...]
    cost: Array
    loss: Array
    failures: tuple[tuple[Case, str], ...]


def ranges(found: Frontier) -> Ranges:
    """What the rates of each point cost and inflict under every other set of elasticities, nest and closure."""
    from realpolitik.models.equilibrium.optimum import evaluate

    question = found.question
    cases, costs, losses, failures = [], [], [], []
    for case in star(question.case.run):
        world = balanced(question, case)
        aim = aim_of(question, 0.0, world=world, case=case)
        try:
            solved = [evaluate(aim, point.rates).equivalent_variation() for point in found.points]
        except ConvergenceError as error:
            failures.append((case, str(error)))
            continue
        at = [world.states.index(label) for label in question.coalition]
        cases.append(case)
        costs.append([-money[at].sum() for money in solved])
        losses.append([-money[world.states.index(question.target)] for money in solved])
    return Ranges(cases=tuple(cases), cost=np.array(costs), loss=np.array(losses), failures=tuple(failures))
