"""Which interests of two states overlap, and which diverge: agreement by issue, and the roll calls behind it."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, parse_date
from realpolitik.measures.registering.shock import SHOCK, concerned, event
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.votes.ballots import CHOICES, FEWEST, ISSUES, Ballots, issue_caveats, issue_words
from realpolitik.measures.votes.change import difference, rows_of, sides
from realpolitik.measures.votes.counts import cluster_counts
from realpolitik.measures.votes.options import Absence, Draws, Issue, Only, Seat, ShockOfIssues, Universe
from realpolitik.measures.votes.pair import (
    BOOTSTRAP,
    TABLES,
    VOETEN,
    Asked,
    columns,
    common_votes,
    counted,
    figure,
    pair_names,
    spanned_by,
)
from realpolitik.measures.votes.war_votes import votes_on_war
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of
from realpolitik.wording.sentences import opening

_CLEAR = 0.1
"""A change is named in the sentence if chance alone gives one as clear on any of the issues with less than this probability."""
_SEVERAL = (
    "A roll call may be about several issues, and counts in each. The texts on the war since 2022, most of them of the "
    "emergency session, are a row of their own, from the table of positions; each counts as a cluster."
)
_MANY = (
    "p is of each issue by itself; among several issues the smallest is small by chance, so the sentence names a change only where "
    "the chance of one as clear on any of them is below .1 (Šidák 1967)."
)
OF_THE_WAR = ("war-in-ukraine", "war-texts")
"""Issues that the sentence on a pair names only where the war concerns it; the rows have them for all."""
FEWEST_OF_ISSUE = 5
"""An issue needs so many common votes on a side; two states that share ten votes in all share few on any one issue."""


@measure(
    "votes.issues",
    unit="share",
    tables=(*TABLES, "positions"),
    chart="shift",
    definition="Share of identical votes by issue, before and after a date, ranked.",
    formula="I_k = #{v in k: x_v = y_v} / #{v in k: both voted}",
    reference=VOETEN,
)
def issues(
    tables: Store,
    about: About,
    window: Window,
    *,
    shock: ShockOfIssues = SHOCK,
    universe: Universe = "recorded",
    absence: Absence = "left-out",
    seat: Seat = True,
    draws: Draws = 2000,
) -> Result:
    """On which issues two states vote alike, and what changed at a date."""
    asked = Asked(universe=universe, absence=absence, seat=seat, draws=draws)
    record = asked.take(tables, about, window)
    day = parse_date(shock) if shock else None
    if day and (day <= record.days[0].astype(date) or day > record.days[-1].astype(date)):
        day = None  # nothing before, or nothing after: the map shows the period as one
    rows = [row for issue in ISSUES if (row := _row(record, about, asked, issue, day))]
    rows += _war(tables, about, window, draws)
    if not rows:
        raise CoverageError(
            f"{pair_names(about)} have no issue with {FEWEST} common votes in the period asked.",
            "Ask for a longer period.",
        )
    rows.sort(key=lambda row: (-row["value"], row["label"]))
    return Result(
        value=None,
        says=_says(about, rows, day),
        rows=rows,
        period=spanned_by(record, about),
        caveats=(
            *asked.caveats(about, record),
            *issue_caveats(record),
            _SEVERAL,
            f"Intervals: {BOOTSTRAP}.",
            *([_MANY] if any(row.get("p") is not None for row in rows) else []),
        ),
    )


def _row(record: Ballots, about: About, asked: Asked, issue: str, day: date | None) -> dict[str, Any] | None:
    """The row of an issue; with what came before where both sides have votes enough; None where there are too few."""
    own = record.where(record.about(issue))
    votes = common_votes(own, about)
    if votes < FEWEST:
        return None
    name_ = {"label": ISSUES[issue], "issue": issue}
    if day:
        later = own.days >= np.datetime64(day)
        if min(common_votes(own.where(part), about) for part in (later, ~later)) >= FEWEST_OF_ISSUE:
            of = sides(own, about, asked, day, fewest=FEWEST_OF_ISSUE)
            made, kappa = rows_of(of, about, ("identical", "kappa"), draws=asked.draws)
            bounds = difference(of, "identical", draws=asked.draws)
            low, high = bounds or (None, None)
            beside = {
                "kappa": kappa["value"],
                "kappa_before": kappa["before"],
                "change_low": low,
                "change_high": high,
            }
            return {**made, **name_, **beside}
        years = dict.fromkeys(str(year) for year in (own.years[0], own.years[-1]))
        name_["label"] += f", {'–'.join(years)}"  # both sides of the date together, or one alone
    counts = counted(own, about, asked)
    made = columns(counts, votes, "identical", "kappa", draws=asked.draws)
    return {"period": f"{own.days[0]}..{own.days[-1]}", **name_, **made, "source": own.source}


def _war(tables: Store, about: About, window: Window, draws: int) -> list[dict[str, Any]]:
    """The row of the Assembly's texts on the war since 2022, from the table of positions; none for fewer than five."""
    cast = [votes_on_war(tables, code, window) for code in about]
    both = [document for document in cast[0] if document in cast[1]]
    if len(both) < FEWEST_OF_ISSUE:
        return []
    first, second = (np.array([own[document].code for document in both], dtype=np.int8) for own in cast)
    counts = cluster_counts(first, second, np.arange(len(both)))
    days = sorted(cast[0][document].date for document in both)
    cited = dict.fromkeys(own[document].source for own in cast for document in both)
    made = columns(counts, len(both), "identical", "kappa", draws=draws)
    name_ = {"label": "War in Ukraine, 2022 on", "issue": "war-texts"}
    return [{"period": f"{days[0]}..{days[-1]}", **name_, **made, "source": " ".join(cited)}]


def _says(about: About, rows: list[dict[str, Any]], day: date | None) -> str:
    own = [row for row in rows if concerned(about) or row["issue"] not in OF_THE_WAR]
    named = [row for row in own if row["issue"] != "other"] or own or rows
    top, low = named[0], named[-1]
    said = (
        f"{opening(pair_names(about))} vote alike most on {_lower(top)} ({figure(top['value'], 'identical')})"
    )
    if low is not top:
        said += f" and least on {_lower(low)} ({figure(low['value'], 'identical')})"
    moved = [row for row in named if row.get("change") is not None]
    if not day or not moved:
        return f"{said}."
    happened = event(day, about)
    most = min(moved, key=lambda row: (row["p"], -abs(row["change"])))
    if any_of(most["p"], len(moved)) >= _CLEAR:
        return f"{said}; since {happened} on no issue did agreement clearly change."
    word = "fell" if most["change"] < 0 else "rose"
    said += (
        f"; since {happened} agreement {word} most clearly on {_lower(most)}, from {figure(most['before'], 'identical')} to "
        f"{figure(most['value'], 'identical')} (the clearest of {number_of(len(moved), 'issues')})"
    )
    return f"{said}."


def any_of(p: float, count: int) -> float:
    r"""The chance that the smallest of so many p values is at most `p` where nothing changed: $1 - (1 - p)^m$.

    Exact for independent issues, an upper bound where they move together. Šidák (1967), doi 10.1080/01621459.1967.10482935

    Examples
    --------
    >>> round(any_of(0.09, 6), 2)
    0.43
    """
    return 1 - (1 - p) ** count


def _lower(row: dict[str, Any]) -> str:
    return "the war in Ukraine" if row["issue"] == "war-texts" else issue_words(row["issue"])


@measure(
    "votes.roll_calls",
    unit="share",
    tables=TABLES,
    chart="table",
    definition="The roll calls behind a figure: what each was about, and how the two states voted.",
    formula="1 where x_v = y_v, else 0",
    reference=VOETEN,
)
def roll_calls(
    tables: Store,
    about: About,
    window: Window,
    *,
    issue: Issue = "",
    only: Only = "all",
    universe: Universe = "recorded",
    absence: Absence = "left-out",
    seat: Seat = True,
) -> Result:
    """The roll calls in which two states voted, alike or apart."""
    asked = Asked(issue=issue, universe=universe, absence=absence, seat=seat)
    record = asked.take(tables, about, window)
    first, second = (record.column(code).astype(int) for code in about)
    both = (first >= 0) & (second >= 0)
    wanted = (
        both
        & {
            "all": both,
            "alike": first == second,
            "apart": first != second,
            "opposite": np.abs(first - second) == 2,
        }[only]
    )
    rows = [_call(record, int(place), about, first, second) for place in np.flatnonzero(wanted)]
    alike = int((both & (first == second)).sum())
    total = int(both.sum())
    return Result(
        value=alike / total,
        says=f"{opening(pair_names(about))} voted alike in {alike} of {number_of(total, 'roll calls')}{f' on {issue_words(issue)}' if issue else ''}"
        + (f"; {len(rows)} of them are listed." if only != "all" else "."),
        rows=rows
        or [
            {"period": str(record.days[-1]), "value": None, "label": f"none {only}", "source": record.source}
        ],
        period=spanned_by(record, about),
        caveats=(
            *asked.caveats(about, record),
            *issue_caveats(record),
            "Titles end with session 74 (September 2020).",
        ),
    )


def _call(record: Ballots, place: int, about: About, first: Any, second: Any) -> dict[str, Any]:
    facts, totals = record.facts.row(place, named=True), record.totals[place]
    tally = "–".join(str(int(n)) for n in totals)
    return {
        "period": str(record.days[place]),
        "value": float(first[place] == second[place]),
        "label": facts["title"] or f"Roll call {int(record.numbers[place])} ({tally})",
        about[0]: CHOICES[int(first[place])],
        about[1]: CHOICES[int(second[place])],
        "issues": record.issues[place],
        "basis": facts["basis"],
        "resolution": facts["resolution"],
        "tally": tally,
        "roll_call": int(record.numbers[place]),
        "source": record.source,
    }
