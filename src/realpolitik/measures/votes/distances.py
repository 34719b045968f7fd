"""Who stands near a state in the General Assembly: the distance of every member's ideal point from its own, in one session."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.votes.estimates import NORMAL_90
from realpolitik.measures.votes.ideal_points import KIND, MODEL, REFERENCE, SCALE, SESSION
from realpolitik.states.wording import called, name, the
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of


@measure(
    "votes.distances",
    unit="index",
    states=1,
    tables=("ideal_points",),
    chart="tiles",
    definition="Distance of every member's position in the General Assembly from that of one state, in the last session "
    "of the period, each estimated from all its votes, abstentions included.",
    formula=f"d_i = |theta_it - theta_at|, its error sqrt(se_i^2 + se_a^2); {MODEL}",
    reference=REFERENCE,
)
def distances(tables: Store, about: About, window: Window) -> Result:
    """How far every state stands from one in the General Assembly, in the last session of the period.

    Raises
    ------
    CoverageError
        The state has no position in the period, or no other state has one in that session.
    """
    import polars as pl

    a = about[0]
    points = tables["ideal_points"].filter(pl.col("issue") == "all")
    own = [
        row for row in points.filter(pl.col("state") == a).iter_rows(named=True) if row["period"] in window
    ]
    if not own:
        raise CoverageError(
            f"no ideal point of {called(a)} is estimated for this period.",
            "Ask for other years; `realpolitik measure votes.ideal_point` says which there are.",
        )
    mine = max(own, key=lambda row: row["session"])
    others = points.filter((pl.col("session") == mine["session"]) & (pl.col("state") != a))
    rows = []
    for row in others.iter_rows(named=True):
        gap, error = abs(row["value"] - mine["value"]), NORMAL_90 * hypot(row["se"], mine["se"])
        rows.append(
            {
                "period": str(row["period"].year),
                "value": gap,
                "low": max(gap - error, 0.0),
                "high": gap + error,
                "label": name(row["state"]),
                "code": row["state"],
                "session": row["session"],
                "source": " ".join(dict.fromkeys([*mine["source_id"].split(), *row["source_id"].split()])),
            }
        )
    if not rows:
        raise CoverageError(f"nobody else has an ideal point in session {mine['session']}.", "")
    rows.sort(key=lambda row: (row["value"], row["code"]))
    near, far = rows[0], rows[-1]
    return Result(
        value=near["value"],
        interval=Interval(low=near["low"], high=near["high"], kind=KIND, basis="sample"),
        says=f"Of {number_of(len(rows), 'states')} {_nearest(rows)} stood nearest to {the(name(a))} in the General Assembly's session of "
        f"{near['period']} ({near['value']:.2f} apart{_unlike(rows)}), {the(far['label'])} furthest ({far['value']:.2f}).",
        rows=rows,
        period=spanned([mine["period"]], "A"),
        caveats=(SCALE, SESSION, "The errors of the two states are taken as independent."),
    )


_NAMED = 3


def _nearest(rows: Sequence[Mapping[str, Any]]) -> str:
    """The nearest states: all that the figure as written does not tell apart, the first three by name."""
    tied = [row for row in rows if f"{row['value']:.2f}" == f"{rows[0]['value']:.2f}"]
    named = [the(row["label"]) for row in tied[:_NAMED]]
    rest = len(tied) - len(named)
    words = [*named, *([f"{rest} more"] if rest else [])]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _unlike(rows: Sequence[Mapping[str, Any]]) -> str:
    """How many more states the errors do not tell from the nearest."""
    tied = sum(f"{row['value']:.2f}" == f"{rows[0]['value']:.2f}" for row in rows)
    within = sum(row["low"] <= rows[0]["value"] for row in rows) - tied
    return f"; {within} more no further than the error" if within > 0 else ""
