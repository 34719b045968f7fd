"""The time of a clause that names none: that of its own sentence, or of the sentences before."""

from __future__ import annotations

import re

from realpolitik.claims.reading.spotting.mentions import Mention, Skeleton
from realpolitik.claims.reading.spotting.moments import Time
from realpolitik.claims.reading.structure.context import Context
from realpolitik.claims.reading.structure.passing import named_in_passing

COMPARED = r"(?:compared (?:to|with)|contrasting (?:\w+ )?with|against|up from|down from|from|versus) (?:the )?<q\d+>(?: \w+)? <t\d+>(?: and <q\d+>(?: \w+)? <t\d+>)?"
LASTS = 5
"""Sentences for which a time that was named holds for those that name none."""


def times_in(text: str, whole: Skeleton) -> list[tuple[int, Time]]:
    found = []
    for one in re.finditer(r"<t(\d+)>", text):
        time = whole.mentions[int(one[1])].value
        if time.how != "now":
            found.append((int(one[1]), time))
    return found


def timed(text: str, place: int, texts: list[str], whole: Skeleton) -> tuple[str, str]:
    """A time that the clause does not name: that which opens the sentence, or the one that the others have."""
    own = times_in(text, whole)
    if own and any(time.how not in ("earlier", "base") and time.relative != "base" for _, time in own):
        return "", ""
    rest = [one for other, each in enumerate(texts) if other != place for one in times_in(each, whole)]
    lead = re.match(r"\W*(?:(?:in|between|from|during|over|by) )?<t(\d+)>", whole.text)
    if lead and place:
        return f" <t{lead[1]}>", ""
    main = [
        (number, time)
        for number, time in rest
        if time.how not in ("earlier", "base", "event") and time.relative != "base"
    ]
    if own and not main:
        return "", ""
    if len({(time.how, time.start, time.end) for _, time in main}) == 1:
        return f" <t{main[0][0]}>", ""
    return "", ""


FROM_LEVEL = re.compile(
    r"<q\d+> (?:above|below|over|under|higher than|lower than) (?:its |their |the |<p\d+>(?:'s?)? )?<t\d+>(?:'s?)? level"
)
"""A change counted from a year: what it is counted to is told, or is not that of the words before."""


def of_before(texts: list[str], whole: Skeleton, context: Context, *, same: bool = False) -> Mention | None:
    """The time of the sentences before, for one on a flow that has an amount or a change and names no time.

    With `same` the words say that the time is the same, which may then be a span of two.
    """
    named = [
        one
        for text in texts
        for one in times_in(re.sub(COMPARED, "", text), whole)
        if one[1].how != "earlier" and one[1].relative != "base"
    ]
    also = re.search(r"\b(?:also|similarly|likewise)\b", " ".join(texts))
    if (same or also) and context.span is not None and not named:
        return context.span
    now = any(
        whole.mentions[int(one[1])].value.how == "now"
        for text in texts
        for one in re.finditer(r"<t(\d+)>", text)
    )
    if (
        now
        or named
        or FROM_LEVEL.search(whole.text)
        or context.time is None
        or context.age > LASTS
        or (same and context.several)
    ):
        return None
    in_passing = context.age <= 1 and not context.several and named_in_passing(whole)
    return context.time if in_passing or any(re.search(r"<q\d+>", text) for text in texts) else None


def with_time(text: str, tail: str, *, first: bool) -> str:
    """A clause with a time that it leaves out: that of the sentence before opens it, that of its own sentence ends it."""
    if not tail:
        return text
    return f"{tail.strip()}, {text.lstrip()}" if first else text.rstrip(". ") + tail
