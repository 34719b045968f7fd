"""What trade did in an episode: shares of each partner in what a state sells or buys, before and after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import exp, log

import numpy as np

from realpolitik.scenarios.economies import YEARS, economies
from realpolitik.scenarios.episodes.schema import Episode, Measure, Side
from realpolitik.scenarios.kinds import kinds
from realpolitik.scenarios.labels import KINDS
from realpolitik.scenarios.stage import stage

LEAST = 1e8
"""Flows below this many dollars in the year before are not scored."""
JUMP = 3.0
"""A figure that is more than so many times its neighbours, or less than their part, is doubted."""
SPAN = 5
"""Years of the trend before."""
FLOOR = 0.01
"""Least share left of a trade, where the record has next to nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A flow of an episode, in logarithms of its share in the target's total, after over before.

    Attributes
    ----------
    state, side, partner
        The target, whether it sells or buys, and its partner.
    party
        Whether a measure is about this flow.
    doubtful
        Whether one of its two figures stands alone among its years.
    before
        Dollars in the year before.
    recorded, trend
        What happened, and what the five years before say.
    """

    state: str
    side: Side
    partner: str
    party: bool
    doubtful: bool
    before: float
    recorded: float
    trend: float


def partners(episode: Episode) -> tuple[Partner, ...]:
    """The flows of an episode that can be scored, the largest first.

    A pair of which the later year has no figure is left out: *not covered* is neither a fall nor a rise.
    """
    found = []
    for target in episode.targets:
        state, side = target.state, target.side
        parties = parties_of(episode, state, side)
        apart = {one.state for one in episode.apart} | {state}
        for partner in economies(episode.before).world.states:
            if partner in apart:
                continue
            one = _partner(episode, state, side, partner, party=partner in parties)
            if one is not None:
                found.append(one)
    return tuple(sorted(found, key=lambda one: (-one.before, one.state, one.side, one.partner)))


def _partner(episode: Episode, state: str, side: Side, partner: str, *, party: bool) -> Partner | None:
    def of(year: int) -> float:
        return traded(year, state, side, partner)

    first, last = of(episode.before), of(episode.after)
    if first < LEAST or last <= 0 or {state, partner} <= economies(episode.after).uncovered:
        return None
    share = first / total(episode.before, state, side)
    return Partner(
        state=state,
        side=side,
        partner=partner,
        party=party,
        doubtful=doubtful(of, episode.before, episode.after),
        before=first,
        recorded=log(last / total(episode.after, state, side) / share),
        trend=_trend(of, state, side, episode),
    )


def doubtful(of: Callable[[int], float], before: int, after: int, *, jump: float = JUMP) -> bool:
    """Whether the figure of the year before differs so much from both years before it, or that of the year after from both beside it.

    Years of the shock itself are not held against the year before, nor is a lasting change against the year after.

    Examples
    --------
    >>> doubtful({2011: 1.0, 2012: 1.1, 2013: 9.0, 2014: 1.0, 2015: 1.0, 2016: 1.0}.get, 2013, 2015)
    True
    >>> doubtful({2011: 1.0, 2012: 1.1, 2013: 1.2, 2014: 0.3, 2015: 0.1, 2016: 0.1}.get, 2013, 2015)
    False
    """
    beside = ((before, (before - 2, before - 1)), (after, (after - 1, after + 1)))
    for year, others in beside:
        near = [of(other) for other in others if other in YEARS]
        if len(near) == 2 and (
            all(of(year) > jump * one for one in near) or all(jump * of(year) < one for one in near)
        ):
            return True
    return False


def _trend(of: Callable[[int], float], state: str, side: Side, episode: Episode) -> float:
    """Growth of the share over the five years before, going on; 0 where there was no trade."""
    start = max(episode.before - SPAN, YEARS[0])
    then, now = of(start) / total(start, state, side), of(episode.before) / total(episode.before, state, side)
    if then <= 0:
        return 0.0
    return log(now / then) * (episode.after - episode.before) / (episode.before - start)


def parties_of(episode: Episode, state: str, side: Side) -> frozenset[str]:
    """Partners whose trade with a target a measure is about, measures of kind `none` included."""
    found: set[str] = set()
    for measure in episode.measures:
        sellers, buyers = sides(episode, measure)
        if side == "sells" and state in sellers:
            found |= set(buyers)
        if side == "buys" and state in buyers:
            found |= set(sellers)
    return frozenset(found)


def sides(episode: Episode, measure: Measure) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sellers and buyers of a measure in the world of the episode."""
    where = stage(episode.world)
    return where.parties(measure.sellers, on=episode.day), where.parties(measure.buyers, on=episode.day)


def left(episode: Episode, measure: Measure, first: int, last: int) -> float | None:
    """Share of a measure's trade that is left between two years, against the target's whole trade; None without trade before.

    $l = \\frac{X_{last}/T_{last}}{X_{first}/T_{first}}$ with X the trade of its parties in its kinds of goods; at least `FLOOR`.
    """
    target = next(
        one
        for one in episode.targets
        if one.state in sides(episode, measure)[0 if one.side == "sells" else 1]
    )
    shares = [
        of_measure(episode, measure, year) / total(year, target.state, target.side) for year in (first, last)
    ]
    return max(shares[1] / shares[0], FLOOR) if shares[0] > 0 else None


def of_measure(episode: Episode, measure: Measure, year: int) -> float:
    """Dollars of trade that a measure is about in a year."""
    world = kinds(year)
    sellers, buyers = (
        [world.states.index(one) for one in side if one in world.states] for side in sides(episode, measure)
    )
    chosen = [place for place, kind in enumerate(KINDS) if measure.goods in ("all", kind)]
    return float(world.flows[np.ix_(buyers, sellers, chosen)].sum())


@cache
def _year(year: int) -> tuple[dict[str, int], np.ndarray]:
    world = economies(year).world
    flows = world.flows[:, :, 0].copy()
    np.fill_diagonal(flows, 0.0)
    return {state: place for place, state in enumerate(world.states)}, flows


def traded(year: int, state: str, side: Side, partner: str) -> float:
    """Dollars that a state sells to, or buys from, a partner; 0 where either has no trade in the year."""
    at, flows = _year(year)
    if state not in at or partner not in at:
        return 0.0
    cell = (at[partner], at[state]) if side == "sells" else (at[state], at[partner])
    return float(flows[cell])


def total(year: int, state: str, side: Side) -> float:
    """Dollars of all that a state sells or buys."""
    at, flows = _year(year)
    return float(flows[:, at[state]].sum() if side == "sells" else flows[at[state], :].sum())


def geometric(values: list[float]) -> float:
    """The geometric mean.

    Examples
    --------
    >>> round(geometric([0.1, 0.4]), 6)
    0.2
    """
    return exp(sum(map(log, values)) / len(values))
