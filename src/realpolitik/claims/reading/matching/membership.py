"""Who belongs to a group of states, as a test of the list of members by date; what it has otherwise contradicts nobody."""

from __future__ import annotations

import re
from typing import Any

from realpolitik.claims.reading.matching.series import Series
from realpolitik.claims.reading.matching.shapes import NoMeasureError
from realpolitik.claims.reading.meaning.deeds import PRESENT
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import name_of
from realpolitik.claims.reading.text.article import Article
from realpolitik.findings import parse_date
from realpolitik.states import groups
from realpolitik.states.groups import group_name, spells_in
from realpolitik.wording.dates import day_in_words

_ENTERED = re.compile(
    r"\b(?:join\w*|acced\w+|accession|admi(?:t|ss)\w*|became|become|becoming|enter\w*|expan\w+|enlarg\w+|add(?:ed|s|ing)|found(?:ed|ing)|creat\w+|establish\w+|form(?:ed|ing)|set up|launch\w+|followed)\b"
)
"""Words of who entered a group, and not of who is in it."""
VETO = "P5"
"""The group that holds the veto in the Security Council."""


def member_draft(one: Statement, article: Article, series: Series) -> dict[str, Any]:
    """The test of a membership: that a state entered a group in the time named, or belonged to it then.

    Raises
    ------
    NoMeasureError
        There is no list of the group's members, or it has another time.
    """
    group = (
        VETO if one.phrase in (group_name(VETO), "the Security Council") else next(iter(one.states[1:]), "")
    )
    if group not in groups():
        raise NoMeasureError(
            f"who belongs to {one.phrase or 'it'}, and since when; on record are members of {len(groups())} groups (affinity.groups)"
        )
    first, dots, last = one.period.partition("..")
    told = PRESENT not in one.assumed and first
    begin = first if told else article.published.isoformat()
    end = (last or begin) if told and (last or not dots) else article.published.isoformat()
    draft: dict[str, Any] = {
        "measure": "affinity.groups",
        "about": one.states[:1],
        "options": {"group": group},
        "start": begin,
        "end": end,
    }
    starts = [spell.start for spell in spells_in(group) if spell.code == one.states[0]]
    known = f"the list has {f'it since {day_in_words(starts[-1])}' if starts else 'it as no member'}"
    found = series.within(draft)
    inside = bool(found and found.value)
    if told and one.test == "exists" and _ENTERED.search(article.sentences[one.sentence].text.casefold()):
        inside = any(parse_date(begin) <= start <= parse_date(end, last=True) for start in starts)
    if inside != (one.test == "exists"):
        raise NoMeasureError(
            f"when {name_of(one.states[0])} entered {group_name(group)} by the count that is meant: {known}"
        )
    return draft | {"test": {"at_least": {"value": 1}} if inside else {"at_most": {"value": 0}}}
