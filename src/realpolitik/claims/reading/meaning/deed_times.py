"""When a deed was done: its own time, the day of the week, how long before, an event, or the day of what two signed before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.spotting.mentions import Mention, Skeleton
from realpolitik.claims.reading.spotting.moments import WEEKDAYS
from realpolitik.claims.reading.structure.context import Context

_WEEKDAY = re.compile(
    rf"\b(?:(?:on|late|early|last|this|of) )?(?P<day>{'|'.join(WEEKDAYS)})\b|\b(?P<today>today|yesterday)\b"
)
_THIS = re.compile(
    r"\b(?:this|last|earlier this|in recent) (?:week|weeks|days)\b|\bthis month\b|\brecent(?:ly)?\b"
)
CUT = re.compile(
    r";|:(?![a-z]+>)| - |, (?:which|while|whereas|but|although|though|because|after|following|when|where|as|his|her|their)\b|,? (?:while|whereas|although|though|because|but)\b| after (?=<[a-z+]+:\w> )"
)
"""Where a clause of a sentence ends and another begins."""
_GOES_ON = re.compile(r"\b(?:since|now|still|remains?|continues?|today|currently|ever)\b|\b(?:has|have) ")
"""Words of what goes on up to publication."""
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10}
_AGO = re.compile(
    rf"\b(?P<number>{'|'.join(_NUMBERS)}) (?P<unit>day|week|month)s? (?:ago|prior\b|earlier\b)|\blast (?P<last>month)\b"
)
_OF_PAPER = re.compile(
    r" (?:<[a-z+]+:\w>(?:'s)? )?(?:[\w-]+ ){0,2}?(?:treaty|pact|accord|annexation|memorandum|war|invasion|constitution|election)\b"
)
"""After a time, a paper or a war that it only names: `in a meeting on the 2010 treaty`."""
_NAMES_IT = re.compile(
    r"\bsince\b(?! their )(?:[^;,<]|<[a-z+]+:\w>){0,60}$|\b(?:site|host|scene|venue|anniversary|winner) of (?:the )?$"
)
"""Before a time that is none of the deed: `his first trip since the vote of last July`, `a resort, the site of the 2010 games`."""
_SAID = re.compile(
    r"\b(?:said|says|told \w+|reported|wrote|confirmed|added|stated|noted|announced|according to [^,;]{1,60})(?: \w+){0,2}? (?:on |late |early )?$"
)
"""Words after which a day is that of what was said."""
_EVE_OF_WAR = re.compile(
    r"\b(?:ahead of|on the eve of|(?:days|weeks|hours|shortly|just) before) (?:(?:his|its|the|<[a-z]+:s>(?:'s)?|russia's|moscow's|full-scale) )*(?:invasion|war|invading)\b"
    r"|\b(?:days|weeks|hours|shortly|just) before (?:[\w'-]+ |<[a-z]+:\w> ){0,3}?(?:invaded|sent|sending|ordered) [^;,]{0,40}?\b(?:troops|ukraine|<ukr:s>)"
)
"""Words that put a deed into the days before the war of 2022."""
_SIGNED = re.compile(r", (?:which was )?(?:signed|concluded|agreed|reached|inked|announced|adopted)\b[^,;]*,")
_NEXT_CLAUSE = re.compile(r">,? (?:and|but) ")
_DAYS_IN = {"day": 1, "week": 7, "month": 30}
_BESIDE_EVENT = re.compile(r"\b(?:days?|weeks?|hours|eve)(?: of)? $")
_AFTER_IT = re.compile(r"\b(?:invasion|war|invaded|attacked)\b[^;]{0,70}\b(?:days|weeks) after\b(?! the)")
LASTS = 8
"""Sentences for which the day on which two met, or signed a text, is that of what else is told of them without a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A deed whose time is asked: the match of its rule in the text, and what the text said before."""

    found: re.Match[str]
    text: str
    skeleton: Skeleton
    context: Context
    on: date

    def period(self) -> tuple[str, tuple[str, ...]]:
        """The period, `future` for one to come, and what is supposed of it; nothing where the words do not tell."""
        first, last = self._clause()
        if own := self._nearest(first, last):
            return own, ()
        if day := weekday(self.text[first:last], self.on) or weekday(self.text, self.on):
            return day, (f"the day is {day}, by the day of the week",)
        leads = re.match(r"[^<,]{0,12}<t\d+>", self.text)
        if (leads or not CUT.search(self.text)) and (own := self._nearest(0, len(self.text))):
            return own, ()
        if month := self._ago(self.text[first:last]):
            return month, (f"the time is about {month}, as the words count back from publication",)
        if self.context.heading and self.context.headed <= LASTS // 2:
            return self.context.heading, (f"the time is that of the heading, {self.context.heading}",)
        return "", ()

    def _clause(self) -> tuple[int, int]:
        first = max([0, *(cut.end() for cut in CUT.finditer(self.text, 0, self.found.start()))])
        last = min([len(self.text), *(cut.start() for cut in CUT.finditer(self.text, self.found.end()))])
        return first, last

    def _ago(self, words: str) -> str:
        """The month that the words count back to; that of publication for `this week` and `recently`."""
        event = str(table("times")["events"][0]["day"])
        if _AFTER_IT.search(self.text[: self.found.start() + 30]):
            return event[: len("2022-02")]
        if _EVE_OF_WAR.search(words):
            return event[: len("2022-02")]
        if one := _AGO.search(words):
            days = 30 if one["last"] else _NUMBERS[one["number"]] * _DAYS_IN[one["unit"]]
            return f"{self.on - timedelta(days=days):%Y-%m}"
        return f"{self.on:%Y-%m}" if _THIS.search(words) else ""

    def _nearest(self, first: int, last: int) -> str:
        """The time nearest to the deed in a stretch of the text, as a period."""
        near: list[tuple[int, str]] = []
        for one in re.finditer(r"<t(\d+)>", self.text[first:last]):
            place = first + one.start()
            apart = min(abs(place - self.found.end()), abs(self.found.start() - place))
            if self._is_aside(place):
                continue
            if place < self.found.start() and _NEXT_CLAUSE.search(self.text[place : self.found.start()]):
                apart += len(self.text)  # `A did this in 2010, and they did that in 2001`
            if self.found.groupdict().get("q") and self.found.start() < place < self.found.end():
                apart = (
                    0  # an amount has the time that stands with it, and not one after it, from which it came
                )
            period = self._of(self.skeleton.mentions[int(one[1])], place)
            if period and not _is_to_come(period, self.on):
                near.append((apart, period))
        return min(near)[1] if near else ""

    def _is_aside(self, place: int) -> bool:
        """Whether a time is that of the signing of what came into force: `the treaty, signed in June, took effect`."""
        if not self.found[0].endswith(("force", "effect")):
            return False
        return any(one.start() < place < one.end() for one in _SIGNED.finditer(self.text))

    def _of(self, mention: Mention, place: int) -> str:
        """The period of one time; of a count `since` it the span up to publication, and of a deed nothing."""
        counts = self.found.groupdict().get("q") is not None
        period, before = plain_period(mention, self.on), self.text[:place]
        # `since A did it in 1992`: the year is that of the deed
        inside = before[self.found.start() :] if place > self.found.start() else before
        since = _NAMES_IT.search(inside) or mention.text.casefold().startswith("since")
        beside = re.search(r"<t(\d+)> $", before)
        of_event = beside is not None and self.skeleton.mentions[int(beside[1])].value.how == "event"
        if not counts and (since or of_event) and mention.value.how in ("in", "span"):
            return ""
        if mention.value.how == "span" and mention.text.casefold().startswith("since"):
            return ""
        if mention.value.how == "earlier" and mention.value.years < 0:
            period = self._years_after(place, -mention.value.years)
        if (
            not counts
            and before.endswith("the ")
            and _OF_PAPER.match(self.text, self.text.index(">", place) + 1)
        ):
            return ""
        if mention.value.how == "event" and not counts:
            near = mention.value.relative in ("before", "after") and _BESIDE_EVENT.search(before)
            return str(mention.value.start)[: len("2022-02")] if near else ""
        begun = re.search(r"\bsince\b[^;<]*(?:<\w+:\w>[^;<]*){0,3}$", before) and ".." not in period
        if counts and period and (begun or period.endswith("..")):
            return f"{period.rstrip('.')}..{self.on.isoformat()}"
        return period if counts or not period.endswith("..") else ""

    def _years_after(self, place: int, years: int) -> str:
        """The year so many after the last that the words named before: `founded in 1990, with B joining two years later`."""
        before = [self.skeleton.mentions[int(one)] for one in re.findall(r"<t(\d+)>", self.text[:place])]
        named = [one.value.start for one in before if one.value.how == "in" and one.value.start]
        return str(int(named[-1][: len("2022")]) + years) if named else ""


def _is_to_come(period: str, on: date) -> bool:
    """Whether a time is a day that was still to come when the text appeared."""
    return len(period) == len("2022-02-04") and period > on.isoformat()


def plain_period(mention: Mention, on: date) -> str:
    """A time as a period: `2022`, `2022-02..2022-05`, `2022..`, or `future`; empty for one that names none."""
    time = mention.value
    if mention.text.casefold() == "today":
        return on.isoformat()
    if time.how in ("span", "part"):
        return f"{time.start}..{time.end}"
    if time.how == "future":
        return "future"
    if time.how == "ago":
        return str(on.year - time.years)
    if time.how in ("since", "event") and time.start:
        return f"{time.start}.." if time.how == "since" or time.relative == "since" else ""
    return time.start if time.how in ("in", "by") else ""


def is_of_the_past(skeleton: Skeleton, text: str, on: date) -> bool:
    """Whether a sentence tells of earlier years alone, so that what goes on in it is not of the year of publication."""
    if _GOES_ON.search(text):
        return False
    years = [plain_period(one, on)[: len("2022")] for one in skeleton.mentions if one.kind == "t"]
    return bool(years) and all(year.isdecimal() and int(year) < on.year for year in years)


def only_day(text: str, skeleton: Skeleton, on: date) -> str:
    """The day or month of a sentence that names just one, or a day of the week."""
    found = {plain_period(one, on) for one in skeleton.mentions if one.kind == "t"} - {""}
    only = next(iter(found)) if len(found) == 1 else ""
    return weekday(text, on) or (only if len(only) >= len("2022-03") and ".." not in only else "")


def weekday(words: str, on: date) -> str:
    """The last such day before publication, where the words name one.

    Examples
    --------
    >>> weekday("they met on tuesday", date(2025, 9, 3))
    '2025-09-02'
    """
    every = _WEEKDAY.finditer(words)
    found = next((one for one in every if not of_saying(one, words)), None)
    if not found:
        return ""
    back = (
        (on.weekday() - WEEKDAYS.index(found["day"])) % 7
        if found["day"]
        else int(found["today"] == "yesterday")
    )
    return (on - timedelta(days=back)).isoformat()


def of_saying(one: re.Match[str], words: str) -> bool:
    """Whether a day is that on which something was said: `they met, the minister said on Tuesday.`"""
    return bool(_SAID.search(words[: one.start()])) and bool(re.match(r"\W*$|[,.]", words[one.end() :]))
