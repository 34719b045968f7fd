"""Do two states vote alike in the General Assembly? Shares of identical votes and indices of similarity, year by year.

Raw agreement is never shown alone: where nearly all members vote yes, two states agree by habit. So every figure of agreement
carries Cohen's kappa, agreement beyond what the two states' own habits would give, beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.votes.ballots import FEWEST, Ballots, issue_words
from realpolitik.measures.votes.options import (
    Absence,
    Draws,
    Index,
    Issue,
    Power,
    References,
    Seat,
    Universe,
    Weights,
)
from realpolitik.measures.votes.pair import (
    BOOTSTRAP,
    HAGE,
    LABELS,
    TABLES,
    VOETEN,
    Asked,
    columns,
    common_votes,
    counted,
    figure,
    pair_label,
    pair_names,
    reference_pairs,
    spanned_by,
    yearly,
    years_of,
)
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of
from realpolitik.wording.sentences import opening


def _index_result(
    tables: Store,
    about: About,
    window: Window,
    asked: Asked,
    index: str,
    *,
    beside: str,
    references: str = "",
) -> Result:
    asked.check_index(index, beside)
    record = asked.take(tables, about, window)
    counts = counted(record, about, asked)
    total = columns(counts, common_votes(record, about), index, beside, draws=asked.draws)
    rows = yearly(record, about, asked, index, beside)
    thin = [
        str(year)
        for year in np.unique(record.years).tolist()
        if str(year) not in {row["period"] for row in rows}
    ]
    if references:
        label = pair_label(about)
        rows = [{**row, "series": label} for row in rows]
        for other in reference_pairs(references, about):
            rows += _of_reference(tables, other, window, asked, index, beside)
    if total["value"] is None:
        raise CoverageError(
            f"{LABELS[index]} of {pair_names(about)} cannot be computed: one of them always made the same choice.",
            "Ask for a longer period.",
        )
    interval = (
        None
        if total["low"] is None
        else Interval(low=total["low"], high=total["high"], kind=BOOTSTRAP, basis="sample")
    )
    caveats = list(asked.caveats(about, record))
    if thin:
        caveats.append(
            f"Without a figure of their own, for fewer than {FEWEST} common votes: {', '.join(thin)}."
        )
    return Result(
        value=total["value"],
        interval=interval,
        says=_says(about, record, rows, total, asked, index, beside),
        rows=rows or [{"period": str(record.days[-1]), **total, "source": record.source}],
        period=spanned_by(record, about),
        caveats=caveats,
    )


def _says(
    about: About,
    record: Ballots,
    rows: Sequence[Mapping[str, Any]],
    total: Mapping[str, Any],
    asked: Asked,
    index: str,
    beside: str,
) -> str:
    own = [row for row in rows if row.get("series", pair_label(about)) == pair_label(about)]
    on = f" on {issue_words(asked.issue)}" if asked.issue else ""
    of = f"{number_of(total['votes'], 'roll calls')}{on} in {years_of(spanned_by(record, about))}"
    with_ = f"{LABELS[beside]} {figure(total[beside], beside)}"
    if index == "identical":
        with_ = (
            f"{figure(total[beside], beside)} beyond chance, where 1 is full"
            if beside == "kappa" and total[beside] is not None
            else with_
        )
        said = (
            f"{opening(pair_names(about))} voted alike in {figure(total['value'], index)} of {of} ({with_})"
        )
    else:
        said = (
            f"{opening(pair_names(about))}: {LABELS[index]} {figure(total['value'], index)} in {of} ({with_})"
        )
    if len(own) > 1:
        first, last = own[0], own[-1]
        said += f"; {figure(last['value'], index)} in {last['period']}, after {figure(first['value'], index)} in {first['period']}"
    return f"{said}."


def _of_reference(
    tables: Store, pair: About, window: Window, asked: Asked, index: str, beside: str
) -> list[dict[str, Any]]:
    """Rows of another pair for comparison; none where it has no votes in the period."""
    try:
        record = asked.take(tables, pair, window)
    except CoverageError:
        return []
    return [{**row, "series": pair_label(pair)} for row in yearly(record, pair, asked, index, beside)]


@measure(
    "votes.identical_share",
    unit="share",
    tables=TABLES,
    chart="panels",
    blocs=True,
    definition="Share of the roll calls in which both states voted where they made the same choice (yes, abstain or no).",
    formula="I = #{v: x_v = y_v} / #{v: both voted}; beside it kappa = 1 - (1 - I) / (1 - sum_k r_k c_k)",
    reference=f"{VOETEN}; {HAGE}",
)
def identical_share(
    tables: Store,
    about: About,
    window: Window,
    *,
    issue: Issue = "",
    universe: Universe = "recorded",
    absence: Absence = "left-out",
    seat: Seat = True,
    references: References = "",
    draws: Draws = 2000,
) -> Result:
    """How often two states vote alike, with agreement beyond chance beside it."""
    asked = Asked(issue=issue, universe=universe, absence=absence, seat=seat, draws=draws)
    return _index_result(tables, about, window, asked, "identical", beside="kappa", references=references)


@measure(
    "votes.kappa",
    unit="index",
    tables=TABLES,
    chart="panels",
    blocs=True,
    definition="Cohen's kappa of two states' votes: agreement beyond what their own habits of voting would give by chance.",
    formula="kappa = 1 - sum_ij w_ij O_ij / sum_ij w_ij r_i c_j, w = 1{i != j} (nominal), |i-j|/2 (linear), its square (quadratic)",
    reference=HAGE,
)
def kappa(
    tables: Store,
    about: About,
    window: Window,
    *,
    power: Power = 0,
    issue: Issue = "",
    universe: Universe = "recorded",
    absence: Absence = "left-out",
    seat: Seat = True,
    references: References = "",
    draws: Draws = 2000,
) -> Result:
    """How far two states agree beyond chance, with the raw share beside it."""
    asked = Asked(issue=issue, universe=universe, absence=absence, seat=seat, draws=draws)
    index = ("kappa", "kappa-linear", "kappa-quadratic")[power]
    return _index_result(tables, about, window, asked, index, beside="identical", references=references)


@measure(
    "votes.similarity",
    unit="index",
    tables=TABLES,
    chart="panels",
    blocs=True,
    definition="An index of the similarity of two states' votes: identical, agreement (Voeten), s, s-squared (Signorino and Ritter), pi "
    "(Scott), kappa, kappa-linear, kappa-quadratic (Cohen), benati-capurri, tau-b (Kendall), coincidence (State Department).",
    formula="identical sum_i O_ii; agreement 1 - sum O |i-j|/2; S = 1 - 2 sum O d; pi, kappa = 1 - sum w O / sum w E; A = S(O) - S(rc)",
    reference="Signorino and Ritter (1999), Tau-b or not tau-b, International Studies Quarterly 43(1), doi 10.1111/0020-8833.00113; "
    f"{HAGE}; {VOETEN}",
)
def similarity(
    tables: Store,
    about: About,
    window: Window,
    *,
    index: Index = "agreement",
    weights: Weights = "equal",
    issue: Issue = "",
    universe: Universe = "recorded",
    absence: Absence = "left-out",
    seat: Seat = True,
    references: References = "",
    draws: Draws = 2000,
) -> Result:
    """Any index of similarity of two states' votes, with kappa (or the raw share) beside it."""
    asked = Asked(issue=issue, universe=universe, absence=absence, seat=seat, draws=draws, weights=weights)
    beside = "identical" if index.startswith("kappa") or index == "pi" else "kappa"
    return _index_result(tables, about, window, asked, index, beside=beside, references=references)
