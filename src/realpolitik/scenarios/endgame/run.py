"""From judgements to answers: which outcome each capital prefers, how much support is best, what can be demanded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

import numpy as np
from numpy.typing import NDArray

from realpolitik.errors import CoverageError, UnknownNameError
from realpolitik.findings import Finding
from realpolitik.measures import run as measured
from realpolitik.models.endgame.forecast import condorcet, weighted_mean
from realpolitik.models.endgame.patron import Stakes, bargained, credible, play
from realpolitik.models.endgame.preferences import (
    Draws,
    Order,
    critical_weight,
    dominates,
    draw_judgements,
    first_order,
    leaning,
    orders,
    rank_acceptability,
)
from realpolitik.models.endgame.support import Best, War, best_support
from realpolitik.scenarios.endgame.schema import Criterion, Endgame, Stake, Three
from realpolitik.scenarios.leverage import AFTER, Situation, pace_cases, severing
from realpolitik.store import Store

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Preference:
    """What an actor prefers, under D draws of scores and weights.

    Attributes
    ----------
    actor, outcomes, criteria
        Who; labels in the order of the arrays.
    draws
        The judgements drawn.
    acceptability
        (O, O) outcome, rank: share of judgements.
    orders
        Full orders, most frequent first.
    without
        Criterion to the acceptability if it is left out.
    leaning
        (O, K) how the weight of a criterion goes with an outcome being first.
    critical
        (criterion, outcome that takes first place, weight at which it does), from modes and equal weights.
    dominates
        Pairs of outcomes of which the first dominates the second, with the order of dominance.
    measured
        Criterion and stake to the finding it rests on.
    """

    actor: str
    outcomes: tuple[str, ...]
    criteria: tuple[str, ...]
    draws: Draws
    acceptability: Array
    orders: tuple[Order, ...]
    without: Mapping[str, Array]
    leaning: Array
    critical: tuple[tuple[str, str, float], ...]
    dominates: tuple[tuple[str, str, int], ...]
    measured: Mapping[str, Finding]

    def first(self, outcome: str) -> tuple[float, float, float]:
        """Share of judgements under which an outcome is first, and its range if any one criterion is left out."""
        place = self.place(outcome)
        every = [float(table[place, 0]) for table in self.without.values()]
        value = float(self.acceptability[place, 0])
        return value, min([value, *every]), max([value, *every])

    def better(self, one: str, other: str) -> tuple[float, float, float]:
        """Share of judgements under which one outcome is better than another, and its range, criteria left out in turn."""
        a, b = self.place(one), self.place(other)

        def share(keep: NDArray[np.intp]) -> float:
            weights = self.draws.weights[:, keep] / self.draws.weights[:, keep].sum(axis=1, keepdims=True)
            utility = np.einsum("dok,dk->do", self.draws.scores[:, :, keep], weights)
            return float((utility[:, a] > utility[:, b]).mean())

        every = np.arange(len(self.criteria))
        value = share(every)
        others = [share(np.delete(every, k)) for k in every] if len(every) > 1 else []
        return value, min([value, *others]), max([value, *others])

    def record(self) -> dict[str, object]:
        """Plain values: acceptability, orders, critical weights, dominance, and the figures of its stakes."""
        return {
            "acceptability": {one: self.acceptability[k].tolist() for k, one in enumerate(self.outcomes)},
            "first": {one: list(self.first(one)) for one in self.outcomes},
            "orders": [
                {"order": [self.outcomes[k] for k in one.outcomes], "share": one.share} for one in self.orders
            ],
            "critical": [list(one) for one in self.critical],
            "dominates": [list(one) for one in self.dominates],
            "stakes": {place: finding.record() for place, finding in self.measured.items()},
        }

    def judgements(self, outcome: str) -> tuple[tuple[str, float], ...]:
        """Sobol indices of every weight and score for an outcome being first, largest first."""
        first = self.draws.utility.argmax(axis=1) == self.place(outcome)
        size = len(first)
        inputs = np.concatenate([self.draws.weights, self.draws.scores.reshape(size, -1)], axis=1)
        names = [f"weight of {name}" for name in self.criteria]
        names += [f"{name} under {one}" for one in self.outcomes for name in self.criteria]
        found = first_order(inputs, first)
        return tuple(sorted(zip(names, found.tolist(), strict=True), key=lambda one: -one[1]))

    def place(self, outcome: str) -> int:
        """Where an outcome stands in the arrays."""
        if outcome not in self.outcomes:
            raise UnknownNameError("outcome", outcome, self.outcomes)
        return self.outcomes.index(outcome)


def preference(
    given: Endgame, actor: str, *, draws: int = 100_000, seed: int = 0, store: Store | None = None
) -> Preference:
    """What an actor prefers under all judgements of a file.

    Raises
    ------
    UnknownNameError
        The file has no such actor.
    CoverageError
        A stake's measure gives no figure.
    """
    if actor not in given.actors:
        raise UnknownNameError("actor of this file", actor, given.actors)
    outcomes, criteria = tuple(given.outcomes), given.actors[actor].criteria
    found: dict[str, Finding] = {}
    table = np.stack(
        [_scores(name, one, outcomes, found, store or Store()) for name, one in criteria.items()], axis=1
    )
    alpha = np.array([one.weight for one in criteria.values()])
    drawn = draw_judgements(table, alpha, draws=draws, seed=seed)
    without = {}
    for k, name in enumerate(criteria):
        keep = np.delete(np.arange(len(criteria)), k)
        if not keep.size:
            continue
        weights = drawn.weights[:, keep] / drawn.weights[:, keep].sum(axis=1, keepdims=True)
        without[name] = rank_acceptability(np.einsum("dok,dk->do", drawn.scores[:, :, keep], weights))
    return Preference(
        actor=actor,
        outcomes=outcomes,
        criteria=tuple(criteria),
        draws=drawn,
        acceptability=rank_acceptability(drawn.utility),
        orders=orders(drawn.utility),
        without=without,
        leaning=np.stack([leaning(drawn, place) for place in range(len(outcomes))]),
        critical=_critical(table[:, :, 1], alpha, outcomes, tuple(criteria)),
        dominates=_dominance(drawn, outcomes),
        measured=found,
    )


def _scores(
    name: str, criterion: Criterion, outcomes: tuple[str, ...], found: dict[str, Finding], store: Store
) -> Array:
    """(O, 3) low, mode, high of one criterion; stakes are weighed by their dollars."""
    if criterion.scores is not None:
        return np.array([criterion.scores[outcome] for outcome in outcomes])
    stakes = criterion.stakes or {}
    dollars = {label: _dollars(f"{name}.{label}", stake, found, store) for label, stake in stakes.items()}
    total = sum(dollars.values())
    return np.array(
        [
            sum(dollars[label] / total * np.array(stake.kept[outcome]) for label, stake in stakes.items())
            for outcome in outcomes
        ]
    )


def _dollars(place: str, stake: Stake, found: dict[str, Finding], store: Store) -> float:
    """The measured figure of a stake."""
    finding = measured(stake.measure, *stake.about, store=store)
    found[place] = finding
    rows = [
        row for row in finding.rows if all(str(row.get(key)) == value for key, value in stake.rows.items())
    ]
    value = (
        finding.value
        if stake.column == "value" and not stake.rows
        else (rows[-1].get(stake.column) if rows else None)
    )
    if value is None or not float(value) > 0:
        raise CoverageError(
            f"The stake {place} has no figure above 0: {stake.measure} {' '.join(stake.about)} gives {value}."
        )
    return float(value)


def _critical(
    modes: Array, alpha: Array, outcomes: tuple[str, ...], criteria: tuple[str, ...]
) -> tuple[tuple[str, str, float], ...]:
    """For each criterion the weight at which the first place changes hands, and who takes it."""
    weights = alpha / alpha.sum()
    best = int(np.argmax(modes @ weights))
    found = []
    for k, name in enumerate(criteria):
        turns = []
        for other in range(len(outcomes)):
            if other == best:
                continue
            weight = critical_weight(modes, best, other, k, weights)
            if weight is not None:
                turns.append((abs(weight - weights[k]), weight, outcomes[other]))
        if turns:
            _, weight, outcome = min(turns)
            found.append((name, outcome, weight))
    return tuple(found)


def _dominance(drawn: Draws, outcomes: tuple[str, ...]) -> tuple[tuple[str, str, int], ...]:
    some = drawn.utility[:5000]
    found = []
    for a, one in enumerate(outcomes):
        for b, other in enumerate(outcomes):
            if a == b:
                continue
            order = next((k for k in (1, 2) if dominates(some[:, a], some[:, b], order=k)), None)
            if order:
                found.append((one, other, order))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """The patron's best support under draws of parameters: share of each kind, and quantiles of drift.

    Attributes
    ----------
    central
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


def support(given: Endgame, wanted: Preference, *, draws: int = 200, seed: int = 0) -> Support:
    """How much support is best for the patron, given its preferences and all that is not known about the war.

    Utilities of winning, losing, stalemate and escalation are those of the draws of `wanted`.
    """
    at = [wanted.place(name) for name in ("russia-wins", "russia-loses", "escalation", "stalemate")]
    rng = np.random.default_rng(seed)
    mean = wanted.draws.utility.mean(axis=0)
    central_war = _war(given, mean, at, {name: getattr(given.war, name)[1] for name in _PARAMETERS})
    found = []
    for k in range(draws):
        point = {name: _drawn(rng, getattr(given.war, name)) for name in _PARAMETERS}
        war = _war(given, wanted.draws.utility[k % len(wanted.draws.utility)], at, point)
        found.append((best_support(war, step=0.15, nodes=161), war))
    drift = np.array([one.drift for one, _ in found])
    kinds = [one.kind for one, _ in found]
    near = [one.kind == "interior" and abs(one.drift) <= 0.5 * abs(war.drift) for one, war in found]
    low, middle, high = np.quantile(drift, [0.05, 0.5, 0.95])
    return Support(
        central=best_support(central_war),
        central_war=central_war,
        shares={kind: kinds.count(kind) / draws for kind in ("none", "interior", "full")},
        drift=(float(low), float(middle), float(high)),
        stalemate=float(np.mean(near)),
        draws=draws,
    )


_PARAMETERS = ("drift", "leverage", "cost", "hazard_near_defeat", "discount")


def _war(given: Endgame, utility: Array, at: list[int], point: Mapping[str, float]) -> War:
    win, lose, escalation, stalemate = (float(utility[place]) for place in at)
    return replace(War(win=win, lose=lose, escalation=escalation, stalemate=stalemate), **point)


def _drawn(rng: np.random.Generator, ends: Three) -> float:
    low, mode, high = ends
    return float(rng.triangular(low, mode, high)) if high > low else low


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dictate:
    """Whether the patron can extract its demand, under draws of stakes; all in per cent of income.

    Attributes
    ----------
    extracted
        Share of draws in which the demand is made and met.
    credible, affordable
        Share in which the threat is believed; in which complying costs the client less than being severed.
    largest
        5th, 50th and 95th percentile of the most that could be demanded.
    bargained
        Median of what bargaining over the surplus would give.
    loss_client, loss_patron
        Losses from severing over the assumptions of the trade model: central, lowest, highest.
    """

    extracted: float
    credible: float
    affordable: float
    largest: tuple[float, float, float]
    bargained: float
    loss_client: tuple[float, float, float]
    loss_patron: tuple[float, float, float]
    draws: int

    def record(self) -> dict[str, object]:
        """Plain values."""
        return asdict(self)


def dictate(given: Endgame, *, draws: int = 20_000, seed: int = 0, run: str = "long") -> Dictate:
    """Whether threatening to sever would make the client do what is demanded."""
    asked = given.demand
    situation = Situation(name=f"{run} run", world=AFTER, run=run)  # type: ignore[arg-type]
    cost = severing(asked.client, asked.patron, situation, cases=pace_cases(situation.run))
    rng = np.random.default_rng(seed)
    place = rng.integers(len(cost.cases), size=draws)
    client, patron = 100 * np.maximum(cost.loss_a[place], 0), 100 * np.maximum(cost.loss_b[place], 0)
    point = {
        name: np.array([_drawn(rng, getattr(asked, name)) for _ in range(draws)])
        for name in ("cost_of_complying", "worth", "backing_down", "discount")
    }
    believed, met = np.zeros(draws, dtype=bool), np.zeros(draws, dtype=bool)
    for k in range(draws):
        stakes = Stakes(
            loss_client=float(client[k]),
            loss_patron=float(patron[k]),
            demand=float(point["cost_of_complying"][k]),
            worth=float(point["worth"][k]),
            backing_down=float(point["backing_down"][k]),
            discount=float(point["discount"][k]),
        )
        believed[k] = credible(stakes)
        met[k] = play(stakes).complies
    low, middle, high = np.quantile(np.where(believed, client, 0.0), [0.05, 0.5, 0.95])
    over = [bargained(float(a), float(b)) for a, b in zip(client[:2000], patron[:2000], strict=True)]
    return Dictate(
        extracted=float(met.mean()),
        credible=float(believed.mean()),
        affordable=float((point["cost_of_complying"] <= client).mean()),
        largest=(float(low), float(middle), float(high)),
        bargained=float(np.median(over)),
        loss_client=_ends(100 * cost.loss_a),
        loss_patron=_ends(100 * cost.loss_b),
        draws=draws,
    )


def _ends(values: Array) -> tuple[float, float, float]:
    return float(values[0]), float(values.min()), float(values.max())


def plans(given: Endgame) -> dict[str, tuple[str, ...]]:
    """Plan to the actors whose range it falls in, on every issue."""
    found = {}
    for plan, place in given.plans.positions.items():
        found[plan] = tuple(
            actor
            for actor, ends in given.plans.accepts.items()
            if all(ends[issue][0] <= place[issue] <= ends[issue][1] for issue in given.plans.issues)
        )
    return found


def forecast(given: Endgame) -> dict[str, tuple[float, float]]:
    """Issue to the weighted median and mean of what actors accept (the middle of each range): a legacy method."""
    actors = given.plans.accepts.values()
    weights = [float(one["weight"]) for one in actors]
    found = {}
    for issue in given.plans.issues:
        middle = [sum(one[issue]) / 2 for one in actors]
        found[issue] = (condorcet(middle, weights), weighted_mean(middle, weights))
    return found
