"""When an amount was so: the time beside it, apart from the times of the other amounts of its clause."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from realpolitik.claims.reading.attach.amounts import Bound
from realpolitik.claims.reading.forms.clauses import clause_of
from realpolitik.claims.reading.forms.periods import FROM_BEFORE, NO_PERIOD, When, before, of_time, when
from realpolitik.claims.reading.forms.topic import Topic
from realpolitik.claims.reading.spotting.mentions import Mention, Skeleton
from realpolitik.claims.reading.spotting.moments import Time

_BESIDE = r"(?: \([^()]*\))?(?: (?:in|during|for|over|of|recorded|reported|seen|posted|registered|logged))*(?: the)?(?: (?:reporting|same|corresponding|whole|full) (?:period|year|month)(?: of)?)? "
_OWN = re.compile(rf"(?: (?:with|to|from) (?:the )?<a\d+>)?{_BESIDE}<t(\d+)>")
_TAKEN = re.compile(
    rf"(?P<led>\b(?:from|against|versus|vs\.?|than|compared (?:to|with)|to|,|and|\() ?(?:[a-z]+ ){{0,2}})?<q(?P<q>\d+)>{_BESIDE}<t(?P<t>\d+)>"
)
_BASED = re.compile(r"<t(\d+)> \($")
_STANDS = ("in", "by", "part", "span", "since", "base", "earlier")


def time_of(skeleton: Skeleton, one: Bound, stretch: tuple[int, int], topic: Topic, on: date) -> When | None:
    """The time of an amount; None where the words give none, or more than one."""
    (first, last), text = skeleton.places[one.number], skeleton.text
    own = _OWN.match(text, last)
    if one.role.name == "based":
        own = _BASED.search(text[:first])
    if own and re.match(r",? \(?<t\d+>", text[own.end() :]):
        return None  # of two times beside each other, which is meant
    if one.role.name in ("earlier", "based") or (own and one.role.name == "level"):
        if own is None:
            return None if one.role.name == "based" else _before(skeleton, one, stretch, topic, on)
        mention = skeleton.mentions[int(own[1])]
        return None if _RELATIVE.search(mention.text.casefold()) else _of(mention.value, on)
    if _SPAN.search(text) or _DAYS.search(text):
        return None
    masked = _masked(skeleton, one, own)
    time = when(masked, *stretch, topic, on, clause_of(text, stretch[0]))
    lent = any(supposed.startswith(FROM_BEFORE) for supposed in time.supposed)
    if NO_PERIOD in time.supposed or time.several or (lent and _UNREAD.search(text)):
        return None
    return _monthly(time, one, text)


_UNREAD = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december) \d|\b(?:january|february|april|june|july|august|september|october|november|december)\b|\b(?:days?|weeks?|quarters?|months|decades?|years|fiscal|half-year|h[12])\b"
)
"""Words of a time of its own that is not read, beside which none is lent."""


_MONTHLY = re.compile(
    r"\bmonth[- ](?:on|over|to)[- ]month\b|\bmonthly basis\b|\bmom\b|\bm-o-m\b|\bmo-m\b|\bfrom (?:a|one|the) month (?:earlier|ago|before)\b|\bon the month\b|\b(?:previous|preceding|prior) month\b|\bquarter[- ](?:on|over)[- ]quarter\b|\b(?:previous|preceding|prior) quarter\b"
)
_SPAN = re.compile(
    r"\b(?:starting|beginning|ending|ended|running|until|through) (?:in |on |from |to )?(?:the )?<t\d+>"
)
"""One end of a span whose other end is told in words."""
_DAYS = re.compile(r"<t\d+>-\d")
"""Days of a month from one to another."""
_RELATIVE = re.compile(r"\b(?:previous|prior|preceding|next|following|later|earlier|before)\b")
"""Words of a time that is told by another."""


def _monthly(time: When, one: Bound, text: str) -> When | None:
    """The time of a change, which where the sentence counts from the month before is counted so; None where that is not clear."""
    if one.role.name == "by" and len(time.period.partition("..")[0]) > len("2023"):
        return None  # `up 2 billion from June`
    if one.role.name not in ("growth", "by") or not _MONTHLY.search(text) or time.back:
        return time
    month = len(time.period) == len("2023-10") and "quarter" not in text and not _YEARLY.search(text)
    return replace(time, back="month") if month and not time.base else None


_YEARLY = re.compile(
    r"\b(?:year[- ](?:on|over|to)[- ]year|yoy|y-o-y|annual(?:ly)?|yearly|(?:a|last|previous) year|same (?:month|period))\b"
)


def counts_monthly(text: str) -> bool:
    """Whether a text counts changes from the month or the quarter before."""
    return bool(_MONTHLY.search(text))


def counted_yearly(text: str) -> bool:
    """Whether a sentence says that its changes are counted from the year before."""
    return bool(_YEARLY.search(text))


_COMPARED = re.compile(
    r"\b(?:from|against|versus|than|compared (?:to|with)|contrast to|after|following|followed by|since) (?:[a-z]+ ){0,2}(?:<q\d+> (?:[a-z]+ ){0,3})?(?:in |during |of |for |recorded )*<t(?P<t>\d+)>"
)
"""A time of what something is compared with, with which no sentence goes on."""


def _may_go_on(one: Mention) -> bool:
    """Whether a time is one that the sentences after may lie in."""
    time = one.value
    told = time.how in ("in", "by", "part") and time.relative not in ("base", "unclear")
    return (
        told
        and bool(time.start)
        and len(time.start) <= len("2023-10")
        and not _RELATIVE.search(one.text.casefold())
    )


CARRIED = 2
"""Sentences for which a time that was named is lent."""


@dataclass(slots=True)
class Times:
    """The one time in which the sentences before lay: the last that named any, unless it named several and opened with none."""

    time: Mention | None = None
    age: int = 99

    def note(self, skeleton: Skeleton) -> None:
        """Take note of the times of a sentence that was read."""
        self.age += 1
        every = [(n, skeleton.mentions[n]) for n in skeleton.numbers("t")]
        taken = {int(one["t"]) for one in _COMPARED.finditer(skeleton.text)}
        stand = [(n, one) for n, one in every if n not in taken and _may_go_on(one)]
        if not every or (
            not stand and all(one.value.how not in ("in", "by", "part", "span") for _, one in every)
        ):
            return
        opens = re.match(r"\W*(?:(?:in|during|over|for|by|at|from) )?(?:the )?<t(\d+)>", skeleton.text)
        first = next((one for n, one in stand if opens and n == int(opens[1])), None)
        alike = {(one.value.start, one.value.end) for _, one in stand}
        self.time = first or (stand[0][1] if len(alike) == 1 else None)
        self.age = 0

    def topic(self) -> Topic:
        """What the rules on times take a time of the words before from."""
        return Topic(time=self.time, aged=self.age) if self.age < CARRIED else Topic()


def _before(skeleton: Skeleton, one: Bound, stretch: tuple[int, int], topic: Topic, on: date) -> When | None:
    """The period from which a level came, where the words give the later one: a year before it."""
    time = when(_masked(skeleton, one, None), *stretch, topic, on, clause_of(skeleton.text, stretch[0]))
    again = re.match(
        r"(?: [a-z]+)? (?:a|one|the) (?:year|previous year|same period)\b", skeleton.text[stretch[1] :]
    )
    if (
        NO_PERIOD in time.supposed
        or any(one_of.startswith(FROM_BEFORE) for one_of in time.supposed)
        or not again
    ):
        return None
    return replace(time, period=before(time)) if before(time) else None


def _of(time: Time, on: date) -> When | None:
    """A time as a period of a level."""
    if (
        time.how not in _STANDS
        or not time.start
        or len(time.start) > len("2023-10")
        or time.relative in ("unclear", "decade", "past", "years")
    ):
        return None
    if time.start == str(on.year) and not time.end:
        return None
    if time.how == "base" and time.end:
        return When(period=f"{time.start}..{time.end}", part="part")
    return of_time(time, on)


def _masked(skeleton: Skeleton, one: Bound, own: re.Match[str] | None) -> Skeleton:
    """The skeleton without the times that stand beside other amounts and are theirs."""
    text = skeleton.text
    for found in _TAKEN.finditer(skeleton.text):
        number = int(found["q"])
        if number == one.number or (found["led"] is None and own is None):
            continue
        start, end = skeleton.places[int(found["t"])]
        text = text[:start] + " " * (end - start) + text[end:]
    return Skeleton(
        text=text,
        mentions=skeleton.mentions,
        origin=skeleton.origin,
        places=skeleton.places,
        said=skeleton.said,
    )
