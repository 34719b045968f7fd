r"""Did trade give way when the sanctioner threatened banks? A dated test of the order of 22 December 2023.

Growth on the year before, which takes the seasons out, is compared for as many months before and after the order:
$\delta = \bar g_{after} - \bar g_{before}$, $g_t = \ln(v_t / v_{t-12})$. Months that follow each other are alike, so that the standard
error is widened by the first autocorrelation $\rho$ of what is left: $se^2 = s^2 (1/n + 1/m)(1+\rho)/(1-\rho)$, with Student's t.
Beside it stands the change that the series itself gives, no date told (`measures.change_points.level_change`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, parse_date, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.months import Month, monthly_exports
from realpolitik.measures.trade.regimes import growth_of
from realpolitik.models.stats.change_points import level_change
from realpolitik.scenarios.options import Months, OrderDay
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of, percent, signed_percent

ORDER_DAY = "2023-12-22"
ORDER = date.fromisoformat(ORDER_DAY)
"""Executive Order 14114 of the United States, on banks that serve Russia's arms industry."""
SOURCE = "willkie-2023-12-new-secondary-sanctions-target"
FEWEST = 4
SPANS = (6, 5, 8, 12)
"""Months on either side; the first gives the headline, chosen before the result was known, the others show what it moves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Difference of two means with its interval.

    Attributes
    ----------
    before, after
        Means.
    change, low, high
        After less before, with a 95 per cent interval.
    autocorrelation
        Of neighbouring residuals; below 0 counts as 0.
    """

    before: float
    after: float
    change: float
    low: float
    high: float
    autocorrelation: float


def shift(before: Sequence[float], after: Sequence[float]) -> Shift:
    """Difference of the means of two runs of a series, the interval widened for autocorrelation.

    Raises
    ------
    CoverageError
        Either run has fewer than four values.

    Examples
    --------
    >>> found = shift([1.0, 3.0, 1.0, 3.0], [5.0, 7.0, 5.0, 7.0])
    >>> found.change, round(found.low, 3), found.autocorrelation
    (4.0, 2.002, 0.0)
    """
    from scipy.special import stdtrit

    if min(len(before), len(after)) < FEWEST:
        raise CoverageError(
            f"A shift needs {FEWEST} months on either side; there are {len(before)} before and {len(after)} after."
        )
    one, two = np.asarray(before, float), np.asarray(after, float)
    rest = [one - one.mean(), two - two.mean()]
    total = sum(float(part @ part) for part in rest)
    freedom = one.size + two.size - 2
    together = sum(float(part[1:] @ part[:-1]) for part in rest)
    rho = min(max(together / total, 0.0), 0.9) if total else 0.0
    wide = (1 + rho) / (1 - rho)
    error = math.sqrt(total / freedom * (1 / one.size + 1 / two.size) * wide)
    half = float(stdtrit(freedom, 0.975)) * error
    change = float(two.mean() - one.mean())
    return Shift(
        before=float(one.mean()),
        after=float(two.mean()),
        change=change,
        low=change - half,
        high=change + half,
        autocorrelation=rho,
    )


@measure(
    "compliance.order",
    unit="share",
    tables=("trade", "estimates"),
    near=True,
    definition="Growth on the year before of what a ships to b, in as many months after an order as before it: the mean after "
    "less the mean before.",
    formula="exp(mean ln(v_t / v_(t-12)) after - the same before) - 1; Student's t, widened for autocorrelation",
    reference="Interrupted time series; the change without a date by Smith (1975), doi 10.1093/biomet/62.2.407",
    chart="bars",
)
def order(
    tables: Store,
    about: About,
    window: Window,
    *,
    on: OrderDay = ORDER_DAY,
    months: Months = SPANS[0],
) -> Result:
    """Whether shipments gave way after an order that threatens those who serve the target."""
    a, b = about
    day = parse_date(on)
    wide = Window(start=date(day.year - 3, 1, 1), end=None)
    growth = [step for step in growth_of(monthly_exports(tables, a, b, wide)) if step[0].day in window]
    rows, found = [], None
    for span in dict.fromkeys((months, *SPANS)):
        before, after = around(growth, day, span)
        if span != months and min(len(before), len(after)) < max(FEWEST, span - 2):
            continue
        one = shift([step for _, step in before], [step for _, step in after])
        found = found or one
        cited = sorted({source for month, _ in (*before, *after) for source in month.sources})
        rows.append(
            {
                "period": f"{before[0][0].day:%Y-%m}/{after[-1][0].day:%Y-%m}",
                "label": f"{number_of(span, 'months')} on either side",
                "value": math.expm1(one.change),
                "low": math.expm1(one.low),
                "high": math.expm1(one.high),
                "before": math.expm1(one.before),
                "after": math.expm1(one.after),
                "autocorrelation": one.autocorrelation,
                "source": " ".join([*cited, *([SOURCE] if day == ORDER else [])]),
            }
        )
    assert found is not None  # `shift` refuses too few months
    before, after = around(growth, day, months)
    sure = "excludes" if found.low > 0 or found.high < 0 else "does not exclude"
    low, high = (signed_percent(math.expm1(end)) for end in (found.low, found.high))
    return Result(
        value=math.expm1(found.change),
        says=f"After {day.day} {day:%B %Y} growth of what {called(a)} ships to {called(b)} went from {_points(found.before)} to "
        f"{_points(found.after)} on the year before: a shift of {_points(found.change)}; the interval, {low} to {high}, {sure} "
        "no change.",
        rows=rows,
        period=spanned([before[0][0].day, after[-1][0].day], "M"),
        interval=Interval(
            low=math.expm1(found.low),
            high=math.expm1(found.high),
            kind="95 %, Student's t with autocorrelation",
            basis="sample",
        ),
        caveats=(
            _undated(growth, day, months),
            (
                "All goods, not those of arms: what banks refused may have found other banks, and prices, demand and the base of "
                "the year before move growth, too. No other destination is in the monthly tables to compare with."
            ),
            "The figures of January and February, and some others, are equal parts of a published sum.",
        ),
    )


def around(
    growth: Sequence[tuple[Month, Month, float]], day: date, months: int
) -> tuple[list[tuple[Month, float]], list[tuple[Month, float]]]:
    """Logarithmic growth of the last full months before a day, and of the first that begin after it."""
    known = [(month, math.log1p(step)) for month, _, step in growth]
    first = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    before = [one for one in known if _apart(one[0].day, first) in range(-months, 0)]
    after = [one for one in known if _apart(one[0].day, first) in range(months)]
    return before, after


def _apart(month: date, first: date) -> int:
    return (month.year - first.year) * 12 + month.month - first.month


def _undated(growth: Sequence[tuple[Month, Month, float]], day: date, months: int) -> str:
    """Where the series itself puts one change of level, from the months before the day to a year after it."""
    before, after = around(growth, day, months)[0], around(growth, day, 12)[1]
    known: list[tuple[Month, Any]] = [*before, *after]
    if min(len(before), len(after)) < FEWEST:
        return "Too few months on either side to look for a change without its date."
    found = level_change([step for _, step in known])
    low, best, high = (known[place + 1][0].day for place in (found.low, found.last_before, found.high))
    odds = math.exp(min(found.log_bayes_factor, 50))
    return (
        f"Without being told a date, the series from {known[0][0].day:%B %Y} to {known[-1][0].day:%B %Y} changes level in "
        f"{best:%B %Y} (95 %: {low:%B %Y} to {high:%B %Y}; {odds:,.0f} times as likely as no change), from "
        f"{_points(found.before)} to {_points(found.after)}."
    )


def _points(change: float) -> str:
    value = math.expm1(change)
    return f"{'+' if value >= 0 else ''}{percent(value)}"
