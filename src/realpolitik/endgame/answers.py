"""From judgements to answers: which outcome each capital prefers, how much support is best, what can be demanded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from realpolitik.endgame.schema import Criterion, Endgame, Exposure, Stake
from realpolitik.errors import CoverageError, UnknownNameError
from realpolitik.findings import Finding
from realpolitik.measures import run as run_measure
from realpolitik.models.endgame.forecast import condorcet, expected_utility, weighted_mean
from realpolitik.models.endgame.preferences import (
    Draws,
    Order,
    Share,
    critical_weight,
    deciding,
    dominance_p,
    draw_judgements,
    first_order,
    first_share,
    orders,
    rank_acceptability,
    weighed,
)
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
        Criterion to (O,) shares of first places if it is left out.
    critical
        (criterion, outcome that takes first place, weight at which it does), from modes and equal weights.
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
    critical: tuple[tuple[str, str, float], ...]
    measured: Mapping[str, Finding]

    def first(self, outcome: str) -> tuple[float, float, float]:
        """Share of judgements under which an outcome is first, and its range if any one criterion is left out."""
        place = self.place(outcome)
        every = [float(shares[place]) for shares in self.without.values()]
        value = float(self.acceptability[place, 0])
        return value, min([value, *every]), max([value, *every])

    def better(self, one: str, other: str) -> tuple[float, float, float]:
        """Share of judgements under which one outcome is better than another, and its range, criteria left out in turn."""
        a, b = self.place(one), self.place(other)

        def share(keep: NDArray[np.intp]) -> float:
            utility = weighed(self.draws.scores[:, :, keep], self.draws.importance[:, keep])
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
            "dominates": [list(one) for one in self.dominance()],
            "stakes": {place: finding.record() for place, finding in self.measured.items()},
        }

    def dominance(self) -> tuple[tuple[str, str, int], ...]:
        """Pairs of outcomes of which the first dominates the second, and the order; tested on the first 20,000 draws.

        The first is not rejected to dominate the second (Barrett and Donald, 5 per cent), and the second is rejected to
        dominate the first. First order: everyone who prefers more prefers it; second: everyone who is careful too.
        """
        utility = self.draws.utility[:20_000].T
        found = []
        for a, one in enumerate(self.outcomes):
            for b, other in enumerate(self.outcomes):
                if a == b:
                    continue
                for order in (1, 2):
                    if dominance_p(utility[a], utility[b], order=order) < _REJECTED:
                        continue
                    if dominance_p(utility[b], utility[a], order=order) < _REJECTED:
                        found.append((one, other, order))
                        break
        return tuple(found)

    def decides(self, outcome: str) -> tuple[tuple[str, Share], ...]:
        """Criteria by what each decides of whether an outcome is first (Sobol indices), the largest in total first."""
        found = deciding(self.draws, self.place(outcome))
        return tuple(sorted(zip(self.criteria, found, strict=True), key=lambda one: -one[1].total))

    def judgements(self, outcome: str) -> tuple[tuple[str, float], ...]:
        """First-order Sobol indices of every single weight and score for an outcome being first, largest first."""
        first = self.draws.utility.argmax(axis=1) == self.place(outcome)
        size = len(first)
        inputs = np.concatenate([self.draws.importance, self.draws.scores.reshape(size, -1)], axis=1)
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
        without[name] = first_share(weighed(drawn.scores[:, :, keep], drawn.importance[:, keep]))
    return Preference(
        actor=actor,
        outcomes=outcomes,
        criteria=tuple(criteria),
        draws=drawn,
        acceptability=rank_acceptability(drawn.utility),
        orders=orders(drawn.utility),
        without=without,
        critical=_critical(table[:, :, 1], alpha, outcomes, tuple(criteria)),
        measured=found,
    )


def _scores(
    name: str, criterion: Criterion, outcomes: tuple[str, ...], found: dict[str, Finding], store: Store
) -> Array:
    """(O, 3) low, mode, high of one criterion; stakes are weighed by their dollars, an exposure is what is not left of it."""
    if criterion.scores is not None:
        return np.array([criterion.scores[outcome] for outcome in outcomes])
    if criterion.exposure is not None:
        share = _figure(f"{name}.exposure", criterion.exposure, found, store)
        if share > 1:
            raise CoverageError(
                f"The exposure {name} is a share, and {criterion.exposure.measure} gives {share:g}."
            )
        return np.array(
            [1 - share * np.array(criterion.exposure.left[outcome])[::-1] for outcome in outcomes]
        )
    stakes = criterion.stakes or {}
    dollars = {label: _figure(f"{name}.{label}", stake, found, store) for label, stake in stakes.items()}
    total = sum(dollars.values())
    return np.array(
        [
            sum(dollars[label] / total * np.array(stake.kept[outcome]) for label, stake in stakes.items())
            for outcome in outcomes
        ]
    )


def _figure(place: str, stake: Stake | Exposure, found: dict[str, Finding], store: Store) -> float:
    """The measured figure of a stake or an exposure."""
    finding = run_measure(stake.measure, *stake.about, store=store)
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


_REJECTED = 0.05
"""Dominance is rejected below this chance."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Legacy:
    """What the legacy method forecasts on one issue: weighted median and mean, and the median after rounds of offers."""

    median: float
    mean: float
    expected_utility: float
    settled: bool


def forecast(given: Endgame) -> dict[str, Legacy]:
    """Issue to the forecast from what actors accept (the middle of each range): a legacy method with known faults."""
    actors = given.plans.accepts.values()
    power, care = ([float(one[key]) for one in actors] for key in ("capability", "salience"))
    weights = [a * b for a, b in zip(power, care, strict=True)]
    found = {}
    for issue in given.plans.issues:
        middle = [sum(one[issue]) / 2 for one in actors]
        offers = expected_utility(middle, power, care)
        found[issue] = Legacy(
            median=condorcet(middle, weights),
            mean=weighted_mean(middle, weights),
            expected_utility=offers.median,
            settled=offers.settled,
        )
    return found
