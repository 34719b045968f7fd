"""On which day something happened that is told without a date: the weekday of the news, or the day that heads the paragraph."""

from __future__ import annotations

import re
from datetime import date, timedelta

from realpolitik.claims.reading.meaning.deed_times import of_saying
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.spotting.moments import WEEKDAYS
from realpolitik.claims.reading.structure.context import Context

HAPPENINGS = ("encounter", "accord", "sanctions", "alliance", "phrase")
"""Relations of what happens on a day."""
_ON_DAY = re.compile(rf"\b(?:on|late|early) (?P<day>{'|'.join(WEEKDAYS)})\b")
_HEADING = re.compile(r"^\W*<t(\d+)>(?: - <t\d+>)?\W*$")
LASTS = 4
"""Sentences for which the day of a heading holds."""


def heading(skeleton: Skeleton) -> str:
    """The day or month that a sentence is made of, as a heading of those after it; else nothing."""
    one = _HEADING.match(skeleton.text)
    time = skeleton.mentions[int(one[1])].value if one else None
    return time.start if time is not None and len(time.start) >= len("2022-02") else ""


def of_its_day(claim: Statement, skeleton: Skeleton, context: Context, on: date) -> Statement:
    """A claim on what happened, with its day where the words tell it by the weekday, or a heading does."""
    if claim.relation not in HAPPENINGS or claim.period or claim.kind != "claim":
        return claim
    words = skeleton.origin.casefold()
    found = next((one for one in _ON_DAY.finditer(words) if not of_saying(one, words)), None)
    if found and claim.relation in ("encounter", "accord", "sanctions") and claim.test == "exists":
        back = (on.weekday() - WEEKDAYS.index(found["day"])) % 7
        day = (on - timedelta(days=back)).isoformat()
        return claim.model_copy(
            update={
                "period": day,
                "assumed": (*claim.assumed, f"the time is {day}, the last {found['day'].title()} before"),
            }
        )
    if context.heading and context.headed <= LASTS:
        said = f"the time is that of the heading, {context.heading}"
        return claim.model_copy(update={"period": context.heading, "assumed": (*claim.assumed, said)})
    return claim
