"""The joint counts of two states' votes by year and issue: all that any index of similarity is computed from."""

from __future__ import annotations

from typing import Any

import numpy as np

from realpolitik.findings import Window
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.votes.ballots import CHOICES, ISSUES, Ballots, issue_caveats
from realpolitik.measures.votes.options import Issue, Seat, Universe
from realpolitik.measures.votes.pair import HAGE, TABLES, Asked, common_votes, pair_names, spanned_by
from realpolitik.measures.votes.similarity import Array, joint_counts
from realpolitik.store import Store
from realpolitik.wording.sentences import opening

ALL = "all"
CELLS = tuple(f"{one}_{two}" for one in CHOICES for two in CHOICES)
"""Columns of the joint counts, the first state's choice first: yes_yes, yes_abstain, …, no_no."""


def cells(counts: Array) -> dict[str, int]:
    """Joint counts (3, 3) as columns.

    Examples
    --------
    >>> cells(np.array([[5, 1, 0], [0, 2, 0], [0, 0, 3]]))["yes_abstain"]
    1
    """
    return {name: int(count) for name, count in zip(CELLS, counts.ravel(), strict=True)}


@measure(
    "votes.counts",
    unit="votes",
    tables=TABLES,
    chart="table",
    definition="How often the first state voted yes, abstained or voted no while the second did each, by calendar year and issue; and "
    "how often one was absent when the other voted, or both were.",
    formula="n_ij = #{v: x_v = i, y_v = j}",
    reference=HAGE,
)
def counts(
    tables: Store,
    about: About,
    window: Window,
    *,
    issue: Issue = "",
    universe: Universe = "recorded",
    seat: Seat = True,
) -> Result:
    """Joint counts of the votes of two states, by year and issue."""
    asked = Asked(issue=issue, universe=universe, seat=seat)
    record = asked.take(tables, about, window)
    rows = []
    for year in np.unique(record.years):
        own = record.where(record.years == year)
        for kind in (ALL, *ISSUES) if not issue else (issue,):
            part = own if kind == ALL else own.where(own.about(kind))
            if len(part.days):
                rows.append(
                    {"period": str(int(year)), "label": kind, **_row(part, about), "source": part.source}
                )
    total = common_votes(record, about)
    return Result(
        value=float(total),
        says=f"{opening(pair_names(about))} both voted in {total:,} of {len(record.days):,} roll calls from {record.days[0]} to {record.days[-1]}.",
        rows=[row for row in rows if row["value"] or row["absent_first"] or row["absent_second"]],
        period=spanned_by(record),
        caveats=(
            *asked.caveats(about, record),
            *issue_caveats(record),
            "A roll call about several issues is in the row of each, and once in the row of all.",
        ),
    )


def _row(record: Ballots, about: About) -> dict[str, Any]:
    first, second = (record.column(code) for code in about)
    absent = [record.absent[:, record.states.index(code)] for code in about]
    joint = joint_counts(first, second)
    return {
        "value": float(joint.sum()),
        **cells(joint),
        "absent_first": int((absent[0] & (second >= 0)).sum()),
        "absent_second": int((absent[1] & (first >= 0)).sum()),
        "absent_both": int((absent[0] & absent[1]).sum()),
    }
