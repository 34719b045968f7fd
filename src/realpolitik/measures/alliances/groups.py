"""To which groups of states a state belonged, since when and until when, from the list of members by date (`states/groups.csv`)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Annotated, Literal

from realpolitik.errors import CoverageError
from realpolitik.findings import Row, Window, spanned
from realpolitik.measures.alliances.sentences import listed
from realpolitik.measures.options import Help
from realpolitik.measures.registry import About, Result, measure
from realpolitik.sources.record import Source
from realpolitik.states.groups import Membership, group_name, groups, members, spells_in
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.dates import day_in_words

STANDS = timedelta(days=730)
"""How long after its last change the list is taken to stand."""
EVERY = "every"
"""The value of the option that asks for all groups."""
Group = Annotated[
    Literal[
        "every", "ASEAN", "AUKUS", "BRICS", "CSTO", "EAEU", "EU", "G20", "G7", "GCC", "NATO", "P5", "SCO", "USMCA", "sanctioning-russia"
    ],
    Help("Which group is asked about.", {EVERY: "all on the list", "P5": "the permanent members of the Security Council"}),
]  # fmt: skip


@measure(
    "affinity.groups",
    unit="groups",
    tables=(),
    states=1,
    chart="dots",
    definition="Groups of states (alliances, unions, clubs) to which a state belonged in the period asked, by its first and last day in each, "
    "from a list of members by date; applicants, partners, observers and the invited are no members.",
    formula="n = number of groups with a spell of membership that meets the period",
    reference="treaties, accession protocols and summit declarations, one for each row of the list",
)
def in_groups(tables: Store, about: About, window: Window, *, group: Group = "every") -> Result:
    """To which groups of states a state belonged, and since when."""
    (code,) = about
    if window.start and window.start > last_change() + STANDS:
        raise CoverageError(
            f"the list of members ends with {day_in_words(last_change())}; who belongs to a group later is not on record.",
            "Accessions and departures are rows of `states/groups.csv`.",
        )
    asked = groups() if group == EVERY else (group,)
    rows = [
        _row(one, spell)
        for one in asked
        for spell in spells_in(one)
        if spell.code == code and window.meets(spell.start, spell.end or date.max)
    ]
    if not rows and group == EVERY:
        raise CoverageError(
            f"{called(code)} is a member of none of the groups on the list in the period asked; the list has {listed(group_name(one) for one in asked)}.",
            "Groups and members are rows of `states/groups.csv`: name the group that lacks.",
        )
    last = window.end or last_change()
    if not rows:
        rows = [
            {
                "period": last.isoformat(),
                "value": 0.0,
                "series": group,
                "label": "no member",
                "until": "",
                "source": _id(group),
            }
        ]
    belonged = [row for row in rows if row["value"]]
    return Result(
        value=float(len({row["series"] for row in belonged})),
        says=_said(code, group, belonged, window),
        rows=rows,
        period=spanned([window.start or min(date.fromisoformat(row["period"]) for row in rows), last], "D"),
        sources=[_source(one) for one in dict.fromkeys(row["series"] for row in rows)],
        caveats=(
            f"The last change on the list is of {day_in_words(last_change())}; a later one is not in it.",
            *((_who(group, window),) if group != EVERY else ()),
        ),
    )


@cache
def last_change() -> date:
    """The day of the last accession or departure on the list."""
    every = [day for one in groups() for spell in spells_in(one) for day in (spell.start, spell.end) if day]
    return max(every)


def _row(group: str, spell: Membership) -> Row:
    return {
        "period": spell.start.isoformat(),
        "value": 1.0,
        "series": group,
        "label": f"member of {group_name(group)}",
        "until": spell.end.isoformat() if spell.end else "",
        "source": _id(group),
    }


def _id(group: str) -> str:
    return f"members-{group.casefold()}"


def _source(group: str) -> Source:
    """What the rows of a group rest on, as a record."""
    return Source(
        id=_id(group),
        publisher="realpolitik, from documents",
        title=f"{group_name(group)}: {'; '.join(dict.fromkeys(spell.source for spell in spells_in(group)))}",
        kind="document",
    )


def _said(code: str, group: str, rows: list[Row], window: Window) -> str:
    who = called(code)
    if group == EVERY:
        now = [row for row in rows if not row["until"]]
        since = [
            f"{group_name(row['series'])} since {day_in_words(date.fromisoformat(row['period']))}"
            for row in now
        ]
        left = [
            f"{group_name(row['series'])} until {day_in_words(date.fromisoformat(row['until']))}"
            for row in rows
            if row["until"]
        ]
        parts = ([f"has belonged to {listed(since)}"] if since else []) + (
            [f"belonged to {listed(left)}"] if left else []
        )
        return f"{who} {' and '.join(parts)}."
    if not rows:
        return f"{who} did not belong to {group_name(group)}{_when(window)}."
    first = date.fromisoformat(rows[0]["period"])
    until = rows[-1]["until"]
    return (
        f"{who} belonged to {group_name(group)} from {day_in_words(first)} to {day_in_words(date.fromisoformat(until))}."
        if until
        else f"{who} has belonged to {group_name(group)} since {day_in_words(first)}."
    )


def _when(window: Window) -> str:
    if window.start is None and window.end is None:
        return ""
    if window.start and window.end and window.start != window.end:
        return f" between {day_in_words(window.start)} and {day_in_words(window.end)}"
    return f" on {day_in_words(window.end or window.start or date.max)}"


def _who(group: str, window: Window) -> str:
    """Who belonged to a group on the last day asked about."""
    day = window.end or last_change()
    codes = members(group, on=day)
    return (
        f"Members of {group_name(group)} on {day_in_words(day)}: {listed(called(one) for one in codes)}."
        if codes
        else f"{group_name(group)} had no members on {day_in_words(day)}."
    )
