r"""Two offices' series of one flow as one: joined at their overlap, or not at all.

$A_t$ is the earlier office, $B_t$ the later, $O$ the periods of both, $r_t = B_t/A_t$. Where $|O| \ge 3$ and the interquartile
range of $\ln r_t$ is at most .25, the earlier office's figures count as $\rho A_t$ with $\rho = \exp(\mathrm{median}\,\ln r_t)$, from
$A_t \min r_t$ to $A_t \max r_t$. Otherwise the two are not one series, and a sentence begins with the later office.

An estimate that no other account bears out (`reports`) is no report of its office: where another office has the period, its figure
counts, spliced as that of an earlier office is, and the estimate is a bound; no ratio rests on it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median, quantiles

from realpolitik.wording.series import Point

FEWEST = 3
"""Periods that both offices must have."""
SPREAD = 0.25
"""Largest interquartile range of the logarithm of the ratio of two offices that are joined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Splice:
    """How an earlier office's figures become those of a later one: times `ratio`, between `low` and `high`, of `common` periods."""

    earlier: str
    later: str
    ratio: float
    low: float
    high: float
    common: int


@dataclass(frozen=True, slots=True)
class CentralReport:
    """The reports of one period: the central one, the bounds, who says the central one, all reports, and how it was spliced.

    `doubted` are the offices whose estimate no other account bears out; `left_out`, of the last period of a series, such estimates of
    periods of which nobody has anything else: period, office and value.
    """

    period: date
    value: float
    low: float
    high: float
    office: str
    sources: str
    reports: tuple[tuple[str, float], ...] = ()
    splice: Splice | None = None
    doubted: tuple[str, ...] = ()
    left_out: tuple[tuple[date, str, float], ...] = ()

    def of(self, office: str) -> float | None:
        """What an office reports and nobody doubts."""
        return None if office in self.doubted else dict(self.reports).get(office)


def splice(earlier: str, later: str, ratios: Sequence[float]) -> Splice | None:
    """The splice that the ratios of the later to the earlier office allow; None where they are too few or too scattered.

    Examples
    --------
    >>> round(splice("BACI", "IMF", [1.19, 1.26, 1.30]).ratio, 2)
    1.26
    >>> splice("BACI", "IMF", [0.9, 1.4]) is None, splice("BACI", "IMF", [0.5, 1.0, 2.0, 0.4]) is None
    (True, True)
    """
    logs = sorted(math.log(ratio) for ratio in ratios if ratio > 0)
    if len(logs) < FEWEST:
        return None
    lower, _, upper = quantiles(logs, n=4, method="inclusive")
    if upper - lower > SPREAD:
        return None
    return Splice(
        earlier=earlier,
        later=later,
        ratio=math.exp(median(logs)),
        low=math.exp(logs[0]),
        high=math.exp(logs[-1]),
        common=len(logs),
    )


def one_series(found: Sequence[CentralReport]) -> list[CentralReport]:
    """The periods under the office of the last one: its own figures where it has any, another's spliced where that is allowed.

    A period of an office that cannot be joined keeps its own figure, and is marked by its office alone (see `comparable`).
    """
    if not found:
        return []
    main = found[-1].office
    joints: dict[str, Splice | None] = {}
    made = []
    for item in found:
        own = item.of(main)
        if own is not None or item.office == main:
            made.append(item if own is None else replace(item, value=own, office=main))
            continue
        if item.office not in joints:
            joints[item.office] = splice(item.office, main, _ratios(found, item.office, main))
        made.append(_joined(item, joints[item.office], main))
    return made


def _ratios(found: Sequence[CentralReport], earlier: str, later: str) -> list[float]:
    """The later office over the earlier in each period of which both report, and neither is doubted."""
    pairs = [(item.of(earlier), item.of(later)) for item in found]
    return [after / before for before, after in pairs if before and after is not None and before > 0]


def _joined(item: CentralReport, joint: Splice | None, main: str) -> CentralReport:
    """The period in terms of the main office; what that office says and is doubted stays within the bounds."""
    if joint is None:
        return item
    doubted = [value for office, value in item.reports if office == main]
    return replace(
        item,
        value=joint.ratio * item.value,
        low=min([joint.low * item.value, *doubted]),
        high=max([joint.high * item.value, *doubted]),
        splice=joint,
    )


def comparable(found: Sequence[CentralReport]) -> list[CentralReport]:
    """The periods that the last can be compared with: of its office, or spliced to it."""
    return [item for item in found if item.office == found[-1].office or item.splice is not None]


def points(found: Sequence[CentralReport]) -> list[Point]:
    """The comparable periods as a sentence tells them."""
    return [Point(item.period, item.value, item.splice is not None) for item in comparable(found)]


def elsewhere(found: Sequence[CentralReport]) -> frozenset[int]:
    """The years that have a figure of another office only, which the last cannot be compared with."""
    return frozenset(item.period.year for item in found) - {item.period.year for item in comparable(found)}


def splices(found: Sequence[CentralReport]) -> list[Splice]:
    """The splices of a series, each once, in order of time."""
    return list(dict.fromkeys(item.splice for item in found if item.splice is not None))
