"""Did two states begin to vote differently on a date? Before and after, with a permutation test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, parse_date
from realpolitik.measures.registering.shock import SHOCK, Shock, event
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.votes.ballots import FEWEST, Ballots, issue_words
from realpolitik.measures.votes.counts import Array, band, index_of, permuted, resampled
from realpolitik.measures.votes.options import Absence, Draws, Issue, Seat, Universe, YearsAround
from realpolitik.measures.votes.pair import (
    FEWEST_CLUSTERS,
    LABELS,
    TABLES,
    Asked,
    Estimate,
    common_votes,
    counted,
    estimates,
    figure,
    pair_names,
    spanned_by,
)
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of

SHOWN = ("identical", "agreement", "kappa")
"""Indices beside each other before and after."""
CHANCE = 0.1
"""A change that chance gives more often than this is not clear."""
_LITTLE = 0.02
"""A change of less than two points is called no change."""
_ROWS = {"identical": "Identical votes", "agreement": "Agreement (Voeten)", "kappa": "Beyond chance (kappa)"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Roll calls before a day and from it on, with the pair's joint counts by cluster, (B, 3, 3) and (A, 3, 3)."""

    shock: date
    before: Ballots
    after: Ballots
    early: Array
    late: Array


def around(window: Window, shock: date, years: int) -> Window:
    """The window, cut to so many years on either side of the shock; 0 leaves it as it is.

    Raises
    ------
    CoverageError
        The shock is not within the window.
    """
    if (window.start and shock <= window.start) or (window.end and shock > window.end):
        raise CoverageError(
            f"{shock} does not divide the period asked, {window.start or 'the beginning'} to {window.end or 'today'}.",
            "Ask for a period that holds the date, or name another by the option `shock`.",
        )
    if not years:
        return window
    start, end = _years(shock, -years), _years(shock, years) - timedelta(days=1)
    return Window(
        start=max(start, window.start) if window.start else start,
        end=min(end, window.end) if window.end else end,
    )


def _years(day: date, count: int) -> date:
    moved = day.year + count
    return day.replace(year=moved, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=moved)


def sides(record: Ballots, about: About, asked: Asked, shock: date, *, fewest: int = FEWEST) -> Sides:
    """The record divided at a day, a session that it cuts counting as two.

    Raises
    ------
    CoverageError
        One side has fewer common votes than `fewest`.
    """
    later = record.days >= np.datetime64(shock)
    before, after = record.where(~later), record.where(later)
    for own, word in ((before, "before"), (after, "from")):
        votes = common_votes(own, about) if len(own.days) else 0
        if votes < fewest:
            raise CoverageError(
                f"{pair_names(about)} have {number_of(votes, 'common votes')} {word} {shock} in the period asked: fewer than {fewest} give no "
                "figure.",
                "Ask for a longer period, or name another `shock`.",
            )
    return Sides(
        shock=shock,
        before=before,
        after=after,
        early=counted(before, about, asked),
        late=counted(after, about, asked),
    )


def difference(of: Sides, index: str, *, draws: int) -> tuple[float, float] | None:
    """The 95 % interval of the change of an index: both sides drawn again, each from its own clusters."""
    if min(len(of.early), len(of.late)) < FEWEST_CLUSTERS:
        return None
    of_index, few = index_of(index), min(len(of.early), len(of.late))
    late = of_index(resampled(of.late, draws=draws, seed=1))
    return band(np.atleast_1d(late - of_index(resampled(of.early, draws=draws, seed=2))), few)


def rows_of(of: Sides, about: About, indices: Sequence[str], *, draws: int) -> list[dict[str, Any]]:
    """Indices before and after: `value`, `low`, `high` are after; `before`, `change` and `p` stand beside them."""
    early = estimates(of.early, indices, draws=draws, seed=2)
    late = estimates(of.late, indices, draws=draws, seed=1)
    shared = {
        "before_period": f"{of.before.days[0]}..{of.before.days[-1]}",
        "votes": common_votes(of.after, about),
        "before_votes": common_votes(of.before, about),
        "source": of.after.source,
    }
    return [
        {
            "period": f"{of.after.days[0]}..{of.after.days[-1]}",
            "label": _ROWS.get(index, LABELS[index]),
            **({} if index == "identical" else {"unit": "index"}),
            **_columns(of, index, early[index], late[index], draws=draws),
            **shared,
        }
        for index in indices
    ]


def _columns(of: Sides, index: str, early: Estimate, late: Estimate, *, draws: int) -> dict[str, Any]:
    both = early.value is not None and late.value is not None
    return {
        "value": late.value,
        "low": late.low,
        "high": late.high,
        "before": early.value,
        "before_low": early.low,
        "before_high": early.high,
        "change": late.value - early.value if late.value is not None and early.value is not None else None,
        "p": permuted(of.early, of.late, index_of(index), draws=draws) if both else None,
    }


def in_words(p: float) -> str:
    """A p value in words.

    Examples
    --------
    >>> in_words(0.0312), in_words(0.0004), in_words(0.41)
    ('p = .03', 'p below .001', 'p = .41')
    """
    return (
        "p below .001"
        if p < 0.001
        else f"p = {p:.3f}".replace("0.", ".", 1)
        if p < 0.01
        else f"p = {p:.2f}".replace("0.", ".", 1)
    )


@measure(
    "votes.change",
    unit="share",
    tables=TABLES,
    chart="shift",
    definition="Share of identical votes from a date on, less the share before, each within so many years of the date.",
    formula="D = I_after - I_before; p = (1 + #{|D*| >= |D|}) / (1 + draws), D* with clusters of roll calls shuffled",
    reference="Good (2005), Permutation, Parametric and Bootstrap Tests of Hypotheses, doi 10.1007/b138696",
)
def change(
    tables: Store,
    about: About,
    window: Window,
    *,
    shock: Shock = SHOCK,
    years: YearsAround = 3,
    issue: Issue = "",
    universe: Universe = "recorded",
    absence: Absence = "left-out",
    seat: Seat = True,
    draws: Draws = 2000,
) -> Result:
    """Whether two states vote alike more or less often since a date."""
    day = parse_date(shock)
    asked = Asked(issue=issue, universe=universe, absence=absence, seat=seat, draws=draws)
    record = asked.take(tables, about, around(window, day, years))
    of = sides(record, about, asked, day)
    rows = rows_of(of, about, SHOWN, draws=draws)
    first, kappa = rows[0], rows[-1]
    apart = first["change"]
    bounds = difference(of, "identical", draws=draws)
    return Result(
        value=apart,
        interval=Interval(
            low=min(bounds[0], apart),
            high=max(bounds[1], apart),
            kind="95 %, both sides drawn again by session and issue",
            basis="sample",
        )
        if bounds
        else None,
        says=_says(about, first, kappa, day, issue),
        rows=rows,
        period=spanned_by(record),
        caveats=(
            *asked.caveats(about, record),
            "The agenda differs from side to side: a change may come from what was voted on, not from the two states.",
            f"p is the chance of a change at least as large if it did not matter which session and issue stands on which side: {in_words(first['p'])}.",
        ),
    )


def _says(about: About, first: dict[str, Any], kappa: dict[str, Any], day: date, issue: str) -> str:
    apart = first["change"]
    clear = abs(apart) >= _LITTLE and first["p"] <= CHANCE
    word = ("a clear fall" if apart < 0 else "a clear rise") if clear else "no clear change"
    on = f" on {issue_words(issue)}" if issue else ""
    happened = event(day, about)
    return (
        f"Since {happened} {pair_names(about)} have voted alike{on} in {figure(first['value'], 'identical')} of {number_of(first['votes'], 'roll calls')}, "
        f"{figure(first['before'], 'identical')} of {first['before_votes']} before: {word}; of agreement beyond chance, where 1 is full, "
        f"there was {figure(kappa['value'], 'kappa')} after {figure(kappa['before'], 'kappa')}."
    )
