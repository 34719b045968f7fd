"""The regimes of what one state ships to another: where yearly growth changes level, the dates not given."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.months import Month, monthly_exports
from realpolitik.models.stats.change_points import segments
from realpolitik.states.wording import called, whose
from realpolitik.store import Store
from realpolitik.wording.numbers import decimal, number_of

Row = dict[str, Any]
FROM = date(2021, 1, 1)
"""Where growth begins unless told otherwise: earlier months are mostly spread over half a year and more."""
FEWEST, HELD = 12, 3
"""Months of growth that the search needs, and months that a regime lasts at least."""
SPREAD = 3
"""A month is used where the sum that it comes from covers at most so many months."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """A run of months with one level of growth; `echo` where it begins twelve months after another regime did."""

    first: date
    last: date
    growth: float
    echo: bool


def growth_of(months: Sequence[Month]) -> list[tuple[Month, Month, float]]:
    """Months, the same months a year before, and the growth between, where both are known well enough."""
    known = {month.day: month for month in months if month.over <= SPREAD}
    found = []
    for day, month in sorted(known.items()):
        before = known.get(day.replace(year=day.year - 1))
        if before:
            found.append((month, before, month.value / before.value - 1))
    return found


def regimes(growth: Sequence[tuple[Month, Month, float]]) -> list[Regime]:
    r"""Regimes of growth: the least sum of squares of $\ln(v_t / v_{t-12})$ plus $3 \ln T \hat\sigma^2$ a break.

    The logarithm makes halving and doubling steps of one size. A fall lowers the base of the year after: a regime that
    begins twelve months after a regime that is no echo is marked as one.

    Raises
    ------
    CoverageError
        Fewer than twelve months of growth are known.
    """
    if len(growth) < FEWEST:
        raise CoverageError(
            f"growth on the year before is known for {number_of(len(growth), 'months')}; a search for regimes needs {FEWEST}.",
            "Source with more: the customs of either state (gacc).",
        )
    found = segments([math.log1p(step) for _, _, step in growth], at_least=HELD)
    edges = [0, *found.starts, len(growth)]
    out: list[Regime] = []
    begun: set[date] = set()
    for (start, end), level in zip(pairwise(edges), found.levels, strict=True):
        first = growth[start][0].day
        echo = first.replace(year=first.year - 1) in begun
        if start and not echo:
            begun.add(first)
        out.append(Regime(first=first, last=growth[end - 1][0].day, growth=math.expm1(level), echo=echo))
    return out


@measure(
    "trade.regimes",
    unit="share",
    tables=("trade", "estimates"),
    near=True,
    definition="Growth of what the first state ships to the second over the same month a year before, and the runs of months in "
    "which it keeps one level; no date is given to the search.",
    formula="g_t = v_t / v_(t-12) - 1; breaks: the least sum of squares of ln(1 + g) plus 3 ln T σ² a break",
    reference="Jackson and others (2005), An algorithm for optimal partitioning of data on an interval, doi 10.1109/LSP.2001.838216",
)
def trade_regimes(tables: Store, about: About, window: Window) -> Result:
    """Regimes of what one state ships to another, with dates that the series itself gives."""
    start = max(window.start or FROM, FROM)
    if window.end and window.end <= start:
        raise CoverageError(
            f"growth by month is known from {FROM:%B %Y} on, not for the period asked.",
            "Source with more: Chinese customs (gacc).",
        )
    wide = Window(start=date(start.year - 1, start.month, 1), end=window.end)
    growth = [
        one
        for one in growth_of(monthly_exports(tables, about[0], about[1], wide))
        if one[0].day >= start and one[0].day in Window(start=start, end=window.end)
    ]
    found = regimes(growth)
    level = {
        one[0].day: regime.growth
        for regime in found
        for one in growth
        if regime.first <= one[0].day <= regime.last
    }
    # Between two steps that echo others, growth is that of the base: it is said, and does not set the scale of the chart.
    based = [one for one, after in pairwise(found) if one.echo and after.echo]
    apart = {
        one[0].day: f"on a low base: {_grown(regime.growth)}"
        for regime in based
        for one in growth
        if regime.first <= one[0].day <= regime.last
    }
    rows: list[Row] = []
    for series in ("growth on the year before", "level of the regime"):
        for month, before, step in growth:
            rows.append(
                {
                    "period": f"{month.day:%Y-%m}",
                    "value": step if series.startswith("growth") else level[month.day],
                    "series": series,
                    "spread_over": max(month.over, before.over),
                    "apart": apart.get(month.day),
                    "source": " ".join(sorted(month.sources | before.sources)),
                }
            )
    return Result(
        value=found[-1].growth,
        says=f"{whose(about[0])} exports to {called(about[1])}, against the year before, {_listed(found)}.",
        rows=rows,
        period=spanned([growth[0][0].day, growth[-1][0].day], "M"),
        caveats=(
            *_echoes(found),
            _spread(growth),
            "A regime says when, not why: prices, exchange rates, banks and demand may move growth alike.",
        ),
    )


def _listed(found: Sequence[Regime]) -> str:
    """The regimes that are no echo, as what exports did from which month on."""
    said = [f"{_grown(one.growth)} from {one.first:%B %Y}" for one in found if not one.echo]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"


def _grown(growth: float) -> str:
    """A change in words.

    Examples
    --------
    >>> _grown(0.23), _grown(-0.16), _grown(-0.004)
    ('rose 23 %', 'fell 16 %', 'stood still')
    """
    if not round(growth, 2):
        return "stood still"
    return f"{'rose' if growth > 0 else 'fell'} {decimal(abs(growth) * 100, 0)} %"


def _spread(growth: Sequence[tuple[Month, Month, float]]) -> str:
    spread = sum(max(month.over, before.over) > 1 for month, before, _ in growth)
    return (
        "Where only a sum of two or three months was published, each has an equal part of it: "
        f"{spread} of {number_of(len(growth), 'months')}."
    )


def _echoes(found: Sequence[Regime]) -> tuple[str, ...]:
    if not any(one.echo for one in found):
        return ()
    months = " and ".join(f"{one.first:%B %Y}" for one in found if one.echo)
    return (
        f"The steps of {months} come twelve months after others, and are left out of the sentence: growth is then measured against a changed base.",
    )
