"""Where states stand in the General Assembly, on one line estimated from all their votes, and how far apart.

The points are those of the table `ideal_points`, estimated by `realpolitik.models.idealpoints`, or the published ones where the user has
fetched them (`estimate`): one figure a state and session, with the standard error of the posterior. Distances, unlike shares of identical votes, do not move with the agenda of a session.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import hypot
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.votes.ballots import issue_words, seats
from realpolitik.measures.votes.estimates import KINDS, NORMAL_90, OURS, PUBLISHED, THEIRS, points, table_of
from realpolitik.measures.votes.options import Estimate, EstimatedIssue, References
from realpolitik.measures.votes.pair import pair_label, reference_pairs
from realpolitik.states.wording import called, name, the
from realpolitik.store import Store
from realpolitik.wording.numbers import signed
from realpolitik.wording.sentences import opening

ISSUES = ("middle-east", "nuclear", "human-rights", "colonialism", "disarmament", "economic")
KIND = KINDS[OURS]
REFERENCE = "Bailey, Strezhnev and Voeten (2017), Estimating dynamic state preferences from United Nations voting data, doi 10.1177/0022002715595700"
MODEL = (
    "P(vote <= k) = Phi(gamma_k - beta theta_it); theta_it = theta_i,t-1 + e, Var(e) = .5 N_it / (N_it + N_i,t-1); "
    "mean 0, variance 1 over states and sessions"
)
SCALE = (
    "The scale is relative: mean 0 and variance 1 over all states and sessions since 1946. Where a whole session lies on it, and how "
    "wide, rests on the model's assumptions more than where its states stand among each other."
)
UNLINKED = (
    2020,
    (
        "From 2020 on texts are held to repeat where nearly the same states vote alike on them, no titles being at hand; shifts of all "
        "states together rest on these links."
    ),
)
SESSION = "A session runs from September into the next year; a period is the year in which it opened."


def _rows(tables: Store, code: str, issue: str, window: Window, table: str) -> dict[int, dict[str, Any]]:
    """Rows of a state by session; `CoverageError` outside what is estimated."""
    import polars as pl

    own = points(tables, table, issue).filter(pl.col("state") == code).sort("session")
    if own.is_empty():
        continued = {entry["before"]: state for state, entry in seats().items() if "before" in entry}
        hint = (
            f" Its votes are on the path of {called(continued[code])}: ask for {continued[code]}."
            if code in continued
            else ""
        )
        on = f" on {issue_words(issue)}" if issue else ""
        raise CoverageError(
            f"no ideal point of {the(name(code))}{on} is estimated.{hint}", "See `realpolitik states`."
        )
    found = {
        row["session"]: row
        for row in own.iter_rows(named=True)
        if row["period"] in window or date(row["period"].year, 12, 31) in window
    }
    if not found:
        first, last = own["period"].to_list()[0].year, own["period"].to_list()[-1].year
        years = {day.year for day in (window.start, window.end) if day}
        why = " The session of 1964 took one vote, in a dispute over arrears." if years == {1964} else ""
        raise CoverageError(
            f"{called(code)} has ideal points for the sessions opened from {first} to {last}, and none in the period asked.{why}",
            "Ask for years within.",
        )
    return found


def _caveats(about: About, first: int, last: int, table: str) -> list[str]:
    if table == PUBLISHED:
        return [*THEIRS, SESSION]
    paths = [
        entry["path"]
        for code, entry in seats().items()
        if code in about and date(first, 1, 1) <= entry["until"]
    ]
    return [SCALE, SESSION, *([UNLINKED[1]] if last >= UNLINKED[0] else []), *paths]


@measure(
    "votes.ideal_point",
    unit="index",
    states=1,
    tables=("ideal_points", "ideal_points_published"),
    definition="Position of a state in the General Assembly on one line, estimated from all its votes, abstentions included; the United States stands above Russia.",
    formula=MODEL,
    reference=REFERENCE,
)
def ideal_point(
    tables: Store, about: About, window: Window, *, issue: EstimatedIssue = "", estimate: Estimate = "ours"
) -> Result:
    """Where a state stands in the General Assembly, session by session."""
    table = table_of(tables, estimate, issue)
    found = _rows(tables, about[0], issue, window, table)
    rows = [
        {
            "period": str(row["period"].year),
            "value": row["value"],
            "low": row["low"],
            "high": row["high"],
            "session": session,
            "votes": row["votes"],
            "source": row["source_id"],
        }
        for session, row in found.items()
    ]
    last = rows[-1]
    before = f", against {_signed(rows[0]['value'])} in {rows[0]['period']}" if len(rows) > 1 else ""
    on = f" on {issue_words(issue)}" if issue else ""
    return Result(
        value=last["value"],
        interval=Interval(low=last["low"], high=last["high"], kind=KINDS[table], basis="sample"),
        says=f"{opening(the(name(about[0])))} stood at {_signed(last['value'])}{on} in the General Assembly's session of {last['period']}{before}.",
        rows=rows,
        period=spanned([row["period"] for row in found.values()], "A"),
        caveats=_caveats(about, int(rows[0]["period"]), int(last["period"]), table),
    )


@measure(
    "votes.ideal_point_gap",
    unit="index",
    tables=("ideal_points", "ideal_points_published"),
    definition="Distance of two states' positions in the General Assembly, each estimated from all its votes, abstentions included.",
    formula=f"d = |theta_at - theta_bt|, its error sqrt(se_a^2 + se_b^2); {MODEL}",
    reference=REFERENCE,
)
def ideal_point_gap(
    tables: Store,
    about: About,
    window: Window,
    *,
    issue: EstimatedIssue = "",
    references: References = "",
    estimate: Estimate = "ours",
) -> Result:
    """How far apart two states stand in the General Assembly, session by session, with other pairs for comparison."""
    table = table_of(tables, estimate, issue)
    rows = _gaps(tables, about, issue, window, table)
    if references:
        rows = [{**row, "series": _label(about)} for row in rows]
        for pair in reference_pairs(references, about):
            try:
                rows += [
                    {**row, "series": pair_label(pair)} for row in _gaps(tables, pair, issue, window, table)
                ]
            except CoverageError:
                continue  # a pair for comparison that was no member then is no reason to withhold the figure
    own = [row for row in rows if row.get("series", _label(about)) == _label(about)]
    last = own[-1]
    return Result(
        value=last["value"],
        interval=Interval(low=last["low"], high=last["high"], kind=KINDS[table], basis="sample"),
        says=_says(about, own, issue),
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in own], "A"),
        caveats=[
            *_caveats(about, int(own[0]["period"]), int(last["period"]), table),
            "The errors of the two states are taken as independent; that of the session's level, which both share, is counted in both, so that the interval is on the wide side.",
            (
                f"In units of the standard deviation of all members in its session the gap of {last['period']} is "
                f"{last['in_deviations']:.2f}, that of {own[0]['period']} {own[0]['in_deviations']:.2f}."
            ),
        ],
    )


def _gaps(tables: Store, pair: About, issue: str, window: Window, table: str) -> list[dict[str, Any]]:
    one, two = (_rows(tables, code, issue, window, table) for code in pair)
    wide = _spreads(tables, issue, table)
    rows = [
        {**row, "in_deviations": row["value"] / wide[session]}
        for session in one
        if session in two and (row := _gap(one[session], two[session]))
    ]
    if not rows:
        raise CoverageError(
            f"{called(pair[0])} and {called(pair[1])} voted in no session together in the period asked.",
            "Ask for a longer period.",
        )
    return rows


def _spreads(tables: Store, issue: str, table: str) -> dict[int, float]:
    """The standard deviation of all members' points in each session: a gap in this unit does not move with the scale."""
    import polars as pl

    own = points(tables, table, issue)
    return dict(own.group_by("session").agg(pl.col("value").std()).iter_rows())


def _gap(one: Mapping[str, Any], two: Mapping[str, Any]) -> dict[str, Any]:
    """The distance, and the bounds of its absolute value: 0 where the interval of the difference contains it."""
    difference, error = one["value"] - two["value"], NORMAL_90 * hypot(one["se"], two["se"])
    low = max(abs(difference) - error, 0.0)
    return {
        "period": str(one["period"].year),
        "value": abs(difference),
        "low": low,
        "high": abs(difference) + error,
        "session": one["session"],
        "source": " ".join(dict.fromkeys([*one["source_id"].split(), *two["source_id"].split()])),
    }


def _signed(value: float) -> str:
    return signed(value, 2)


def _label(pair: About) -> str:
    return "–".join(name(code) for code in sorted(pair))


def _says(about: About, rows: list[dict[str, Any]], issue: str) -> str:
    last, widest = rows[-1], max(rows, key=lambda row: row["value"])
    on = f" on {issue}" if issue else ""
    closing = (
        "" if len(rows) == 1 else f"; they were furthest apart in {widest['period']} ({widest['value']:.2f})"
    )
    pair = opening(" and ".join(the(name(code)) for code in about))
    if last["low"] == 0:
        return (
            f"{pair} stood {last['value']:.2f} apart{on} in the General Assembly's session of {last['period']}, no further than the "
            f"error{closing}."
        )
    return f"{pair} stood {last['value']:.2f} apart{on} in the General Assembly's session of {last['period']}{closing}."
