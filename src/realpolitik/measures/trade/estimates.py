"""Estimates of a compiler: when one is doubted, and what a finding says of it.

Where a state is silent a compiler fills its column with estimates from others' reports. An estimate is doubted that is more than twice,
or less than half, both what any other office has and what the state itself last reported: it is a bound of the range then. Where
no other office has the period, it stands as its office's estimate of the nearest year stands that another could be held against, and
where that is doubted the period is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from realpolitik.wording.numbers import money, percent
from realpolitik.wording.series import spans

if TYPE_CHECKING:
    from realpolitik.measures.trade.accounts import Reports
    from realpolitik.measures.trade.splice import CentralReport

ESTIMATED = "estimated"
"""How the note begins of a figure that its office has estimated from others' reports."""

FACTOR = 2.0
"""An estimate further than this factor from every other account is not central."""

SMALL = 1e8
"""Dollars below which the factor says nothing."""


def doubting(every: Reports) -> Reports:
    """The same reports, an estimate being doubted that is near no other office's figure and not near the last that was reported.

    Where no other office has the period, it is doubted as the office's last estimate of the flow was that another could be held
    against, or else its next.
    """
    last: dict[str, float] = {}
    doubts: dict[str, dict[date, bool | None]] = {}
    for period, offices in every.items():
        for office, report in offices.items():
            if not report.estimated:
                last[office] = report.value
                continue
            others = [other.value for name_, other in offices.items() if name_ != office]
            accounts = [*others, *([last[office]] if office in last else [])]
            far = not any(near(report.value, other) for other in accounts)
            unheld = not others and report.value >= SMALL
            doubts.setdefault(office, {})[period] = None if unheld else far and bool(others)
    filled = {office: _filled(known) for office, known in doubts.items()}
    return {
        period: {
            office: replace(report, doubted=filled.get(office, {}).get(period, False))
            for office, report in offices.items()
        }
        for period, offices in every.items()
    }


def _filled(known: Mapping[date, bool | None]) -> dict[date, bool]:
    """The verdict of each period: its own, else that of the last before it, else that of the next after it."""
    told = [one for one in known.values() if one is not None]
    verdict, out = told[0] if told else False, {}
    for period, one in known.items():
        verdict = verdict if one is None else one
        out[period] = verdict
    return out


def near(value: float, other: float) -> bool:
    low, high = sorted((value, other))
    return high < SMALL or high <= FACTOR * low


def undoubted(reports: Reports) -> Reports:
    """The reports without the estimates that are doubted: what growth may be formed of."""
    return {
        period: kept
        for period, offices in reports.items()
        if (kept := {office: report for office, report in offices.items() if not report.doubted})
    }


def held(found: Sequence[CentralReport]) -> list[CentralReport]:
    """The periods of which somebody has more than a doubted estimate; all where there is none. The last names what was left out."""
    sound = [item for item in found if item.office not in item.doubted]
    if not sound or len(sound) == len(found):
        return list(found)
    left = tuple((item.period, item.office, item.value) for item in found if item.office in item.doubted)
    return [*sound[:-1], replace(sound[-1], left_out=left)]


def doubts(found: Sequence[CentralReport], named: Callable[[str], str]) -> list[str]:
    """Caveats on the estimates of a series that are doubted; `named` puts an office in words."""
    told = []
    beside = [
        (office, item.period.year) for item in found for office in item.doubted if office != item.office
    ]
    for office in dict.fromkeys(office for office, _ in beside):
        years = spans([year for who, year in beside if who == office])
        told.append(
            f"Of {years} {named(office)} has an estimate that is more than twice, or less than half, every other account: it is an end of the "
            "range, and the figure is another office's."
        )
    alone = [(item.period, item.office, item.value) for item in found if item.office in item.doubted]
    for what, figures in (("This rests on", alone), ("Left out is", found[-1].left_out)):
        for office in dict.fromkeys(office for _, office, _ in figures):
            amounts = ", ".join(
                f"{_amount(value)} in {period.year}" for period, who, value in figures if who == office
            )
            told.append(
                f"{what} what {named(office)} alone has, an estimate ({amounts}): what it estimates for the nearest year that others report is "
                "more than twice, or less than half, what they have."
            )
    return told


def _amount(value: float) -> str:
    """Dollars, or a share, which is not above 1."""
    return money(value) if abs(value) > 1 else percent(value)
