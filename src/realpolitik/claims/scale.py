"""The arithmetic of verdicts: a figure with its interval against what a claim allows.

Every test comes down to one number, its score, that must lie in one range. The verdict, the margin and the
change that would overturn it then follow in the same way for all tests.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from realpolitik.claims.model import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The number a test looks at, from `low` to `high` over the interval of the figures it is made of.

    `grid` holds its value under each assumption, where the interval is a range over assumptions.
    """

    value: float
    low: float
    high: float
    grid: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What a claim allows: from `low` to `high`; `strict` leaves the bounds themselves out."""

    low: float = -math.inf
    high: float = math.inf
    strict: bool = False

    def __contains__(self, value: float) -> bool:
        return self.low < value < self.high if self.strict else self.low <= value <= self.high

    def meets(self, low: float, high: float) -> bool:
        """Whether any value from `low` to `high` is allowed."""
        return (
            (high > self.low and low < self.high) if self.strict else (high >= self.low and low <= self.high)
        )


MOSTLY = 0.9
"""The share of assumptions under which a model must have it so before a verdict is firm."""


def passing(score: Score, allowed: Allowed) -> tuple[int, int]:
    """Under how many assumptions the score is allowed, and how many there are.

    Examples
    --------
    >>> passing(Score(value=3, low=1, high=4, grid=(3.0, 1.0, 4.0)), Allowed(low=2))
    (2, 3)
    """
    return sum(value in allowed for value in score.grid), len(score.grid)


def status_of(score: Score, allowed: Allowed) -> Status:
    """Supported if all of the interval is allowed, contradicted if nothing of it is, else mixed.

    Over assumptions it is the share of them that counts, not the two that lie furthest out: supported if at least nine
    in ten pass, contradicted if at most one in ten does.

    Examples
    --------
    >>> status_of(Score(value=3, low=1, high=4), Allowed(low=2))
    'mixed'
    """
    if score.grid:
        passed, of = passing(score, allowed)
        return (
            "supported"
            if passed >= MOSTLY * of
            else "contradicted"
            if passed <= (1 - MOSTLY) * of
            else "mixed"
        )
    if score.low in allowed and score.high in allowed:
        return "supported"
    return "mixed" if allowed.meets(score.low, score.high) else "contradicted"


def status_near(score: Score, allowed: Allowed) -> Status:
    """As a stated number is judged: supported if the best figure is within the tolerance.

    Who states a number states the best figure, not the whole interval; so an interval saves a miss from
    contradiction (mixed: a value that the record does not exclude is near), but does not spoil a hit. Other definitions do:
    where each gives a figure of its own, and fewer than nine in ten give the number stated, which one was meant decides.

    Examples
    --------
    >>> status_near(Score(value=39, low=33, high=44, grid=(33.0, 39.0, 44.0)), Allowed(low=39, high=39))
    'mixed'
    """
    if score.value in allowed:
        passed, of = passing(score, allowed)
        return "mixed" if of and passed < MOSTLY * of else "supported"
    return "mixed" if allowed.meets(score.low, score.high) else "contradicted"


def margin_of(score: Score, allowed: Allowed) -> float:
    """Distance of the value from the nearest bound: positive inside what is allowed, negative outside."""
    return min(score.value - allowed.low, allowed.high - score.value)


def overturn_of(score: Score, allowed: Allowed, status: Status, *, near: bool = False) -> float | None:
    """The smallest shift of the score, its interval moving along, beyond which the verdict is the opposite.

    Returns
    -------
    The shift with its sign; None for a mixed verdict, and where the interval is wider than what is allowed,
    so that no shift alone could support the claim.

    Examples
    --------
    >>> overturn_of(Score(value=10, low=8, high=11), Allowed(low=2), "supported")
    -9
    >>> overturn_of(Score(value=1, low=0, high=1), Allowed(low=2), "contradicted")
    2
    """
    low, high = (score.value, score.value) if near and status == "contradicted" else (score.low, score.high)
    if status == "supported":
        shifts = [allowed.low - high, allowed.high - low]
    elif status == "contradicted" and high - low <= allowed.high - allowed.low:
        shifts = [allowed.low - low] if high <= allowed.low else [allowed.high - high]
    else:
        return None
    return min((shift for shift in shifts if math.isfinite(shift)), key=abs, default=None)
