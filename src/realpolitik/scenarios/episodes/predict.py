"""What the model says of an episode, told the measures alone, with assumptions chosen on the other episodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from math import log
from typing import Any

import numpy as np

from realpolitik.scenarios.assumptions import Case, about
from realpolitik.scenarios.economies import economies
from realpolitik.scenarios.episodes.record import (
    Partner,
    geometric,
    left,
    of_measure,
    parties_of,
    partners,
    total,
)
from realpolitik.scenarios.episodes.schema import Episode, Measure, Side
from realpolitik.scenarios.episodes.shelf import episode, names
from realpolitik.scenarios.outcome import play
from realpolitik.scenarios.schema import Scenario
from realpolitik.scenarios.stage import stage

CUTS = ("embargo", "lists")
"""Kinds of measures whose strength the other episodes give."""
Changes = Mapping[tuple[str, Side, str], float]
"""Logarithm of a partner's share in a target's sales or purchases, after over before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Assumptions for one episode.

    Attributes
    ----------
    case
        Elasticities, nest and pace.
    left
        Kind of measure to the share of its trade that it leaves.
    """

    case: Case
    left: Mapping[str, float]


def cases() -> tuple[Case, ...]:
    """The sets of assumptions that are tried: every source of elasticities, one nest or two, the long and the short run."""
    found = product(about()["sets"], ("single", 2.0), ("long", "short"))
    return tuple(Case(set=name, nest=nest, deficits="multiplicative", run=run) for name, nest, run in found)  # type: ignore[arg-type]


@cache
def strengths(name: str) -> tuple[tuple[str, float], ...]:
    """Kind and share left of each cut of an episode whose strength is not told, by the record."""
    one = episode(name)
    open_ = [measure for measure in one.measures if measure.covered_usd is None]
    found = [(measure.kind, left(one, measure, one.before, one.after)) for measure in open_]
    return tuple((kind, share) for kind, share in found if kind in CUTS and share is not None)


def pooled(without: Sequence[str]) -> dict[str, float]:
    """Share left by kind of measure: the geometric mean over the cuts of all episodes but some."""
    every = [pair for name in names() if name not in without for pair in strengths(name)]
    return {kind: geometric([share for found, share in every if found == kind]) for kind in CUTS}


def scenario_of(one: Episode, left_by_kind: Mapping[str, float]) -> Scenario | None:
    """The scenario of an episode: its measures as shocks on the world before; None for a placebo."""
    entries = [entry for measure in one.measures if (entry := _entry(one, measure, left_by_kind))]
    if not entries:
        return None
    record: dict[str, Any] = {"id": one.id, "asks": one.name, "world": one.world, "day": one.day.isoformat()}
    return Scenario.model_validate({**record, "shocks": entries})


def _entry(one: Episode, measure: Measure, left_by_kind: Mapping[str, float]) -> dict[str, Any] | None:
    if measure.kind == "none":
        return None
    sides = {"from": measure.sellers, "to": measure.buyers, "sectors": [measure.goods]}
    if measure.kind == "tariff":
        return {"kind": "tariff", "rate": measure.rate, **sides}
    share = left_by_kind[measure.kind]
    if measure.covered_usd is not None:
        covered = min(1.0, measure.covered_usd / of_measure(one, measure, one.before))
        share = 1 - covered * (1 - left_by_kind["embargo"])
    return {"kind": "cut", "share": share, **sides}


def changes(name: str, choice: Choice) -> Changes:
    """What the model says of every partner of an episode's targets; nothing moves in a placebo.

    Raises
    ------
    ConvergenceError
        The case has no solution.
    """
    return _solved(name, choice.case, tuple(sorted(choice.left.items())))


@lru_cache(maxsize=4096)
def _solved(name: str, case: Case, left_by_kind: tuple[tuple[str, float], ...]) -> Changes:
    one = episode(name)
    scenario = scenario_of(one, dict(left_by_kind))
    world = stage(one.world).world
    flows = world.flows.sum(axis=2)
    ratio = np.ones_like(flows) if scenario is None else play(scenario, cases=[case]).goods[0]
    np.fill_diagonal(flows, 0.0)
    found: dict[tuple[str, Side, str], float] = {}
    for target in one.targets:
        at = world.states.index(target.state)
        old, hat = (matrix[:, at] if target.side == "sells" else matrix[at, :] for matrix in (flows, ratio))
        growth = float((old * hat).sum() / old.sum())
        for place, partner in enumerate(world.states):
            if old[place] > 0:
                found[target.state, target.side, partner] = log(float(hat[place]) / growth)
    return found


@cache
def reliable(name: str) -> tuple[Partner, ...]:
    """Flows of an episode without the doubtful ones."""
    return tuple(one for one in partners(episode(name)) if not one.doubtful)


def error(flows: Sequence[Partner], said: Mapping[tuple[str, Side, str], float]) -> float:
    """Root of the mean squared log error, flows weighted by their trade before."""
    weight = np.array([one.before for one in flows])
    gap = np.array([said.get((one.state, one.side, one.partner), 0.0) - one.recorded for one in flows])
    return float(np.sqrt((weight * gap**2).sum() / weight.sum()))


def choose(name: str) -> Choice:
    """Assumptions for an episode from the others alone.

    The share that an embargo or lists leave is the mean over the other episodes. The case is the one with the least mean error
    over the other episodes, each of which is told strengths of neither itself nor this one.
    """
    others = [one for one in names() if one != name and not episode(one).placebo]

    def mean_error(case: Case) -> float:
        found = [
            error(reliable(other), changes(other, Choice(case=case, left=pooled((name, other)))))
            for other in others
        ]
        return float(np.mean(found))

    return Choice(case=min(cases(), key=mean_error), left=pooled((name,)))


def simpler(one: Episode, flows: Sequence[Partner], said: Changes) -> dict[str, list[float]]:
    """Baselines by name, in the order of the flows.

    `no change` keeps every share, `trend` goes on as in the five years before; `all alike` and `by size` take what the model says of the
    parties, and give what they lose to all others by one factor, or in proportion to output. `lost` is the share that the parties lose.
    """
    alike = {(t.state, t.side): _shared(one, t.state, t.side, said) for t in one.targets}
    output = economies(one.before).world
    income = dict(zip(output.states, output.value_added.tolist(), strict=True))
    found: dict[str, list[float]] = {"no change": [], "trend": [], "all alike": [], "by size": [], "lost": []}
    for flow in flows:
        lost, kept, sizes = alike[flow.state, flow.side]
        share = flow.before / total(one.before, flow.state, flow.side)
        model = said.get((flow.state, flow.side, flow.partner), 0.0)
        found["lost"].append(lost)
        found["no change"].append(0.0)
        found["trend"].append(flow.trend)
        found["all alike"].append(model if flow.party else log(max(1 + lost / kept, 0.01)))
        gained = share + lost * income[flow.partner] / sizes
        found["by size"].append(model if flow.party else log(max(gained / share, 0.01)))
    return found


def _shared(one: Episode, state: str, side: Side, said: Changes) -> tuple[float, float, float]:
    """Share of trade that the parties lose, share of all others before, and output of all others."""
    world = stage(one.world).world
    flows = world.flows.sum(axis=2)
    np.fill_diagonal(flows, 0.0)
    at, parties = world.states.index(state), parties_of(one, state, side)
    column = flows[:, at] if side == "sells" else flows[at, :]
    shares = dict(zip(world.states, (column / column.sum()).tolist(), strict=True))
    lost = sum(
        shares[code] * (1 - np.exp(said.get((state, side, code), 0.0))) for code in parties if code in shares
    )
    income = dict(zip(world.states, world.value_added.tolist(), strict=True))
    rest = [code for code in world.states if code not in parties and code != state]
    return float(lost), sum(shares[code] for code in rest), sum(income[code] for code in rest)
