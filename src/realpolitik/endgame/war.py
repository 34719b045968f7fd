"""The war itself under the judgements of a file: how much support is best, who holds out, what both would take, who dares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from realpolitik.endgame.answers import Preference
from realpolitik.endgame.schema import Endgame, Three
from realpolitik.errors import CoverageError
from realpolitik.models.endgame.attrition import Sides, reputation
from realpolitik.models.endgame.bargaining import bargaining_range, commitment_fails, critical_risk
from realpolitik.models.endgame.support import Best, War, best_support, best_supports, check_convergence

Array = NDArray[np.float64]
_PARAMETERS = ("drift", "leverage", "cost", "hazard_near_defeat", "discount")


def draw_range(rng: np.random.Generator, ends: Three, size: int) -> Array:
    """(size,) triangular draws of a range; a range of no width is its one value."""
    low, mode, high = ends
    return rng.triangular(low, mode, high, size) if high > low else np.full(size, low)


def quantiles(values: Array) -> tuple[float, float, float]:
    """5th, 50th and 95th percentile."""
    low, middle, high = np.quantile(values, [0.05, 0.5, 0.95])
    return float(low), float(middle), float(high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """The patron's best support under draws of parameters: share of each kind, and quantiles of drift.

    Attributes
    ----------
    central, central_war
        At the modes and mean utilities.
    shares
        `none`, `interior`, `full` to the share of draws.
    drift
        5th, 50th and 95th percentile of the drift that best support makes.
    stalemate
        Share of draws in which best support is interior and leaves the front within half its own drift of standing.
    draws
        How many.
    """

    central: Best
    central_war: War
    shares: Mapping[str, float]
    drift: tuple[float, float, float]
    stalemate: float
    draws: int

    def record(self) -> dict[str, object]:
        """Plain values."""
        return {
            "best": self.central.support,
            "drift_at_best": self.central.drift,
            "kind": self.central.kind,
            "shares": dict(self.shares),
            "drift": list(self.drift),
            "stalemate": self.stalemate,
            "draws": self.draws,
        }


def support(given: Endgame, wanted: Preference, *, draws: int = 1000, seed: int = 0) -> Support:
    """How much support is best for the patron, given its preferences and all that is not known about the war.

    Utilities of winning, losing, the war going on and disaster are those of the draws of `wanted`, which are used in turn.

    Raises
    ------
    ConvergenceError
        The grid is too coarse for a war that the ranges allow.
    """
    ends = given.war.ends
    at = [wanted.place(name) for name in (ends.win, ends.lose, ends.disaster, ends.stalemate)]
    rng = np.random.default_rng(seed)
    utility = wanted.draws.utility
    modes = {name: getattr(given.war, name)[1] for name in _PARAMETERS}
    central_war = _war(utility.mean(axis=0), at, modes)
    drawn = {name: draw_range(rng, getattr(given.war, name), draws) for name in _PARAMETERS}
    wars = [
        _war(utility[k % len(utility)], at, {name: float(values[k]) for name, values in drawn.items()})
        for k in range(draws)
    ]
    found = best_supports(wars, nodes=161)
    kinds = [one.kind for one in found]
    near = [
        one.kind == "interior" and abs(one.drift) <= 0.5 * abs(war.drift)
        for one, war in zip(found, wars, strict=True)
    ]
    central = best_support(central_war)
    check_convergence(central_war, central.support)
    return Support(
        central=central,
        central_war=central_war,
        shares={kind: kinds.count(kind) / draws for kind in ("none", "interior", "full")},
        drift=quantiles(np.array([one.drift for one in found])),
        stalemate=float(np.mean(near)),
        draws=draws,
    )


def _war(utility: Array, at: list[int], point: Mapping[str, float]) -> War:
    win, lose, escalation, stalemate = (float(utility[place]) for place in at)
    return replace(War(win=win, lose=lose, escalation=escalation, stalemate=stalemate), **point)


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolve:
    """How much risk of disaster an actor would run rather than see its worst other end: Ellsberg's critical risk.

    Attributes
    ----------
    best, worst
        The ends, disaster aside, that it likes most and least on average.
    risk
        5th, 50th and 95th percentile of (best - worst) / (best - disaster) where best > worst > disaster.
    holds
        Share of judgements with that order; in the others disaster is no worse than the worst end, and there is no limit.
    """

    best: str
    worst: str
    risk: tuple[float, float, float]
    holds: float

    def record(self) -> dict[str, object]:
        """Plain values."""
        return asdict(self)


def resolve_of(given: Endgame, wanted: Preference) -> Resolve:
    """The critical risk of an actor under its draws.

    Raises
    ------
    CoverageError
        Under no judgement is disaster the actor's worst end.
    """
    disaster = wanted.place(given.war.ends.disaster)
    utility = wanted.draws.utility
    mean = utility.mean(axis=0)
    others = [place for place in range(len(wanted.outcomes)) if place != disaster]
    best, worst = max(others, key=lambda k: mean[k]), min(others, key=lambda k: mean[k])
    ordered = (utility[:, best] > utility[:, worst]) & (utility[:, worst] > utility[:, disaster])
    if not ordered.any():
        raise CoverageError(
            f"under no judgement of {wanted.actor} is {wanted.outcomes[disaster]} worse than {wanted.outcomes[worst]}: there is no "
            "limit to the risk it would run."
        )
    some = utility[ordered]
    risk = (some[:, best] - some[:, worst]) / (some[:, best] - some[:, disaster])
    assert abs(risk[0] - critical_risk(*(float(some[0, k]) for k in (best, worst, disaster)))) < 1e-12
    return Resolve(
        best=wanted.outcomes[best],
        worst=wanted.outcomes[worst],
        risk=quantiles(risk),
        holds=float(ordered.mean()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Abreu and Gul's war of attrition under draws: how long doubt lasts, and who gives in at once.

    Attributes
    ----------
    duration
        5th, 50th and 95th percentile, in years, without the patron's help.
    client_concedes, enemy_concedes
        Mean probability of giving in at the start.
    helped_duration, helped_client_concedes, helped_enemy_concedes
        The same with the help that the file gives the client.
    """

    duration: tuple[float, float, float]
    client_concedes: float
    enemy_concedes: float
    helped_duration: tuple[float, float, float]
    helped_client_concedes: float
    helped_enemy_concedes: float

    def record(self) -> dict[str, object]:
        """Plain values."""
        return asdict(self)


def holding(given: Endgame, *, draws: int = 5000, seed: int = 0) -> Holding | None:
    """Who holds out, and what help changes; None where the file has no `attrition`."""
    asked = given.attrition
    if asked is None:
        return None
    rng = np.random.default_rng(seed)
    names = ("burden_client", "burden_enemy", "stubborn_client", "stubborn_enemy", "help")
    point = {name: draw_range(rng, getattr(asked, name), draws) for name in names}
    found = []
    for helped in (False, True):
        burden = point["burden_client"] * (1 - point["help"] if helped else 1)
        rows = [
            reputation(
                Sides(cost_client=float(client), prize_client=1, cost_enemy=float(enemy), prize_enemy=1),
                stubborn_client=float(one),
                stubborn_enemy=float(other),
            )
            for client, enemy, one, other in zip(
                burden, point["burden_enemy"], point["stubborn_client"], point["stubborn_enemy"], strict=True
            )
        ]
        found.append(
            (
                quantiles(np.array([row.duration for row in rows])),
                float(np.mean([row.client_concedes for row in rows])),
                float(np.mean([row.enemy_concedes for row in rows])),
            )
        )
    alone, with_help = found
    return Holding(
        duration=alone[0],
        client_concedes=alone[1],
        enemy_concedes=alone[2],
        helped_duration=with_help[0],
        helped_client_concedes=with_help[1],
        helped_enemy_concedes=with_help[2],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What both sides of the war would take rather than fight on, as the client's share of what is at stake.

    Attributes
    ----------
    low, high
        5th, 50th and 95th percentile of either end of the bargaining range.
    fails
        Share of judgements under which power shifts faster than any bargain can follow.
    """

    low: tuple[float, float, float]
    high: tuple[float, float, float]
    fails: float

    def record(self) -> dict[str, object]:
        """Plain values."""
        return asdict(self)


def room(given: Endgame, *, draws: int = 5000, seed: int = 0) -> Room | None:
    """Fearon's range and Powell's commitment problem; None where the file has no `bargain`."""
    asked = given.bargain
    if asked is None:
        return None
    rng = np.random.default_rng(seed)
    names = ("client_wins", "cost_client", "cost_enemy", "shift", "discount")
    rows = np.stack([draw_range(rng, getattr(asked, name), draws) for name in names], axis=1).tolist()
    ends = np.array([bargaining_range(p, client, enemy) for p, client, enemy, _, _ in rows])
    fails = [
        commitment_fails(shift, client, enemy, discount=discount)
        for _, client, enemy, shift, discount in rows
    ]
    return Room(low=quantiles(ends[:, 0]), high=quantiles(ends[:, 1]), fails=float(np.mean(fails)))
