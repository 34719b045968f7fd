"""What each member adds to a coalition, and what one more state would: the same rates with it and without it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from realpolitik.scenarios.optimum.frontier import Frontier, Point, frontier
from realpolitik.scenarios.optimum.question import aim_of, balanced

JOINERS = 3
"""So many states outside are asked whether they join: those that trade most with the target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """What a state's part in the coalition does.

    Attributes
    ----------
    label, joins
        The state, and whether it would join; otherwise it is a member.
    loss
        Loss of the target with it less that without it, dollars a year.
    own
        The state's own equivalent variation with it less that without it: what its part costs it, below zero.
    cost
        Change of the coalition's own cost (without that state) by its part.
    """

    label: str
    joins: bool
    loss: float
    own: float
    cost: float


def members(found: Frontier, point: Point) -> tuple[Shares, ...]:
    """The marginal contribution of each member: a point's rates by all but that one."""
    from realpolitik.models.equilibrium.optimum import evaluate

    question = found.question
    world = balanced(question, found.case)
    states, shares = world.states, []
    for label in question.coalition:
        rest = tuple(one for one in question.coalition if one != label)
        if not rest:
            continue
        aim = aim_of(replace(question, coalition=rest), point.willingness, world=world)
        rates = np.zeros(len(aim.levers))
        known = dict(zip(zip(found.kinds, found.names, strict=True), point.rates, strict=True))
        for at, lever in enumerate(aim.levers):
            rates[at] = known[lever.kind, lever.name]
        money = evaluate(aim, rates).equivalent_variation()
        others = [states.index(one) for one in rest]
        at, target = states.index(label), states.index(question.target)
        shares.append(
            Shares(
                label=label,
                joins=False,
                loss=float(money[target] - point.money[target]),
                own=float(point.money[at] - money[at]),
                cost=float(money[others].sum() - point.money[others].sum()),
            )
        )
    return tuple(sorted(shares, key=lambda one: -one.loss))


def joiners(found: Frontier, point: Point) -> tuple[Shares, ...]:
    """What one more state would add: the best rates of the wider coalition at the same willingness, solved anew."""
    question, world = found.question, found.question.stage.world
    target = world.states.index(question.target)
    trade = world.flows.sum(axis=2)
    outside = [
        label
        for label in world.states
        if label not in question.coalition and label != question.target and question.stage.members[label]
    ]
    outside.sort(
        key=lambda label: (
            -(trade[world.states.index(label), target] + trade[target, world.states.index(label)])
        )
    )
    shares = []
    for label in outside[:JOINERS]:
        wider = replace(
            question,
            coalition=(*question.coalition, label),
            by=f"{question.by} + {label}",
            willingness=(point.willingness,),
        )
        other = frontier(wider).points[0]
        at = world.states.index(label)
        shares.append(
            Shares(
                label=label,
                joins=True,
                loss=other.loss - point.loss,
                own=float(other.money[at] - point.money[at]),
                cost=other.cost + float(other.money[at]) - point.cost,
            )
        )
    return tuple(shares)
