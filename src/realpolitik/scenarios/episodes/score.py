"""How good predictions of an episode are, beside simpler ones; and how wide a range must be to hold what happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

import numpy as np

from realpolitik.models.stats.conformal import quantile
from realpolitik.scenarios.episodes.shelf import episode, names, rows

SIMPLER = ("no change", "trend", "all alike", "by size")
"""Baselines, as columns of a file of flows."""
SIZES = (5e9, 1e9)
"""Dollars from which a flow is large, and from which it is middling; smaller ones scatter more."""
HEAVY = 0.05
"""Share of a state's sales or purchases from which a shock is heavy; others leave less to err about."""
Group = tuple[bool, bool, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A flow as written in the file of an episode; changes are logarithms of its share in the target's total, after over before.

    Attributes
    ----------
    state, side, partner
        The target, whether it sells or buys, and its partner.
    party, doubtful
        Whether a measure is about it; whether one of its figures stands alone among its years.
    before
        Dollars in the year before.
    recorded, predicted
        What happened, and what the model says.
    low, high
        Range of the model over its assumptions.
    lost
        Share of the target's sales or purchases that the parties lose, as the model has it.
    simpler
        What simpler predictions say, by name.
    """

    state: str
    side: str
    partner: str
    party: bool
    doubtful: bool
    before: float
    recorded: float
    predicted: float
    low: float
    high: float
    lost: float
    simpler: Mapping[str, float]

    @property
    def group(self) -> Group:
        """Flows of one group err alike."""
        return group(party=self.party, lost=self.lost, before=self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How good a set of predictions is.

    Attributes
    ----------
    flows
        How many are scored.
    error, error_alike
        Root of the mean squared log error, flows weighted by their trade before, and all weighted alike.
    rank
        Spearman's rank correlation with what happened; 0 where all predictions are equal.
    direction
        Share of trade before whose rise or fall was called right; none where no change is predicted.
    """

    flows: int
    error: float
    error_alike: float
    rank: float
    direction: float


def group(*, party: bool, lost: float, before: float) -> Group:
    """Whether a flow is a party's, whether the shock is heavy, and the size of the flow: 0 large, 2 small.

    Examples
    --------
    >>> group(party=False, lost=0.2, before=3e9)
    (False, True, 1)
    """
    return party, lost > HEAVY, sum(before < size for size in SIZES)


@cache
def flows(name: str) -> tuple[Flow, ...]:
    """All flows of an episode, the largest first, doubtful ones included."""
    found = []
    for row in rows(name):
        number = {
            key: float(row[key])
            for key in ("before", "recorded", "predicted", "low", "high", "lost", *SIMPLER)
        }
        found.append(
            Flow(
                state=row["state"],
                side=row["side"],
                partner=row["partner"],
                party=row["party"] == "yes",
                doubtful=row["doubtful"] == "yes",
                simpler={key: number.pop(key) for key in SIMPLER},
                **number,
            )
        )
    return tuple(found)


def reliable(name: str) -> tuple[Flow, ...]:
    """Flows of an episode without the doubtful ones."""
    return tuple(flow for flow in flows(name) if not flow.doubtful)


def score(of: Sequence[Flow], by: str = "") -> Score:
    """Score the model's predictions, or those of a baseline by its name.

    Examples
    --------
    >>> one = dict(state="A", side="sells", party=False, doubtful=False, low=0, high=0, lost=0, simpler={})
    >>> two = [Flow(partner="B", before=3.0, recorded=0.2, predicted=0.1, **one), Flow(partner="C", before=1.0, recorded=-0.1, predicted=0.1, **one)]
    >>> found = score(two)
    >>> round(found.error, 4), round(found.error_alike, 4), found.direction
    (0.1323, 0.1581, 0.75)
    """
    weight = np.array([flow.before for flow in of])
    said = np.array([flow.simpler[by] if by else flow.predicted for flow in of])
    real = np.array([flow.recorded for flow in of])
    right = (np.sign(said) == np.sign(real)) & (said != 0)
    return Score(
        flows=len(of),
        error=float(np.sqrt((weight * (said - real) ** 2).sum() / weight.sum())),
        error_alike=float(np.sqrt(((said - real) ** 2).mean())),
        rank=spearman(said, real),
        direction=float((weight * right).sum() / weight.sum()),
    )


def spearman(one: np.ndarray, two: np.ndarray) -> float:
    """Spearman's rank correlation; 0 where either holds one value alone.

    Examples
    --------
    >>> round(spearman(np.array([1.0, 2, 3]), np.array([10.0, 5, 20])), 3)
    0.5
    """
    if np.ptp(one) == 0 or np.ptp(two) == 0:
        return 0.0
    return float(np.corrcoef(_ranks(one), _ranks(two))[0, 1])


def _ranks(values: np.ndarray) -> np.ndarray:
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(count)
    return ((2 * last - count + 1) / 2)[place]


def shocks() -> tuple[str, ...]:
    """Names of the episodes in which something was done."""
    return tuple(name for name in names() if not episode(name).placebo)


@cache
def half_widths(without: str = "") -> Mapping[Group, float]:
    """Half width of a range of nominal coverage by group of flows, from all episodes with a shock but one."""
    found: dict[Group, list[float]] = {}
    for name in shocks():
        if name != without:
            for flow in reliable(name):
                found.setdefault(flow.group, []).append(abs(flow.predicted - flow.recorded))
    return {group: quantile(errors) for group, errors in found.items()}


def calibrated(flow: Flow, name: str = "") -> tuple[float, float]:
    """Range of a flow's change that is to hold what happened in 80 of 100 cases, from the errors of all other episodes."""
    half = half_width(flow.group, name)
    return flow.predicted - half, flow.predicted + half


def half_width(of: Group, without: str = "") -> float:
    """Half width for a group, in logarithms; the widest where no other episode has such a flow."""
    widths = half_widths(without)
    return widths.get(of, max(widths.values()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Share of recorded changes that lie in the range over assumptions, and in the calibrated one."""

    flows: int
    before: float
    after: float


def coverage(of: Iterable[tuple[str, Flow]]) -> Coverage:
    """How often ranges hold what happened; each flow with the name of its episode, which is left out of its range."""
    pairs = list(of)
    before = [flow.low <= flow.recorded <= flow.high for _, flow in pairs]
    after = [low <= flow.recorded <= high for name, flow in pairs for low, high in [calibrated(flow, name)]]
    return Coverage(flows=len(pairs), before=float(np.mean(before)), after=float(np.mean(after)))


def times(change: float) -> float:
    """New over old, of a logarithm."""
    return exp(change)
