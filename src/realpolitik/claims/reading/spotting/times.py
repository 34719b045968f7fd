"""Times in a sentence, with the day of publication as the anchor of `last year` and `two years earlier`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.spotting.mentions import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time as periods are written in claims: `2023`, `2023-10`, `2023-10-18`, or a span of two.

    Attributes
    ----------
    how
        `in` a period, `since` one on, `before` or `by` one, a `span` of two, `earlier` than another time by `years`, an `event`
        named by its day (with `since`, `after` or `before` in `relative`), `future` or `now`.
    """

    how: str
    start: str = ""
    end: str = ""
    years: int = 0
    relative: str = ""


def times(sentence: str, on: date) -> list[Mention]:
    """Times that a sentence of this day mentions.

    Examples
    --------
    >>> [(one.value.how, one.value.start, one.value.end) for one in times("from 2021 to last year", date(2024, 4, 20))]
    [('span', '2021', '2023')]
    """
    single: list[Mention] = []
    for pattern, read in _patterns():
        for one in pattern.finditer(sentence):
            if (time := read(one, on)) is not None and not any(
                m.start < one.end() and one.start() < m.end for m in single
            ):
                single.append(
                    Mention(start=one.start(), end=one.end(), kind="t", text=one.group(), value=time)
                )
    return _spans(sentence, sorted(single, key=lambda one: one.start))


def _spans(sentence: str, single: list[Mention]) -> list[Mention]:
    """Two times joined into one (`from 2021 to 2023`, `2022 and 2023`), and the words before a time read with it."""
    found: list[Mention] = []
    place = 0
    while place < len(single):
        one, following = single[place], single[place + 1] if place + 1 < len(single) else None
        before = _LEAD.search(sentence, max(0, one.start - 30), one.start)
        lead = before.group().casefold().strip() if before else ""
        if following and one.value.how == following.value.how == "in":
            between = sentence[one.end : following.start]
            opened = lead in ("from", "between") or re.search(
                r"\b(?:from|between)\s*$", sentence[: one.start], re.IGNORECASE
            )
            if (
                opened
                and re.fullmatch(
                    r"\s*(?:to|and|until|till|through|-|–)\s*(?:the )?(?:early|mid-?|late|end of)?\s*",
                    between,
                )
            ) or re.fullmatch(r"\s*[-–]\s*", between):
                value = Time(
                    how="span", start=one.value.start, end=following.value.end or following.value.start
                )
                first = before.start() if before else one.start
                found.append(
                    Mention(
                        start=first,
                        end=following.end,
                        kind="t",
                        text=sentence[first : following.end],
                        value=value,
                    )
                )
                place += 2
                continue
            if re.fullmatch(r"\s+and\s+", between) and len(one.value.start) == len(
                following.value.start
            ) == len("2022"):
                value = Time(how="span", start=one.value.start, end=following.value.start, relative="both")
                first = before.start() if before else one.start
                found.append(
                    Mention(
                        start=first,
                        end=following.end,
                        kind="t",
                        text=sentence[first : following.end],
                        value=value,
                    )
                )
                place += 2
                continue
        found.append(_led(sentence, one, before, lead))
        place += 1
    return found


_LEAD = re.compile(
    r"\b(?:(?:ever |only )?since(?: the (?:start|beginning|end) of| early| late| mid-?| about)?|after|before|until|by(?: the end of| early| late| mid-?)?|in(?: early| late| mid-?| all of| the whole of)?|"
    r"during|for|from(?: early| late| mid-?)?|between(?: early| late)?|at the (?:start|end|beginning) of|by the (?:start|end) of|early|late|mid-?|on|as early as|the (?:start|end) of|throughout|over|of|compared with|as of)\s*$",
    re.IGNORECASE,
)


_THAN = re.compile(r"\b(?:than|against)(?: (?:it|they) (?:did|was|were|had))?(?: in| at)?\s*$", re.IGNORECASE)


def _led(sentence: str, one: Mention, before: re.Match[str] | None, lead: str) -> Mention:
    time: Time = one.value
    start = before.start() if before else one.start
    relative = next(
        (
            word
            for word in ("since", "after", "before", "until", "by")
            if lead.split(" ", maxsplit=1)[0] == word or lead.endswith(word)
        ),
        "",
    )
    if lead.endswith("compared with") or _THAN.search(sentence[max(0, start - 40) : start]):
        relative = "before" if relative == "before" and time.how == "event" else "since"
    if time.how == "event":
        time = Time(how="event", start=time.start, relative=relative)
    elif time.how == "in" and relative in ("since", "after"):
        time = Time(how="since", start=time.start, relative=relative)
    elif time.how == "in" and relative in ("before", "until"):
        time = Time(how="before", start=time.start, relative=relative)
    elif time.how == "in" and relative == "by":
        time = Time(how="by", start=time.start, end=time.end, relative="by")
    return Mention(start=start, end=one.end, kind="t", text=sentence[start : one.end], value=time)


def add_years(period: str, years: int) -> str:
    """A period some years on: months and days stay.

    Examples
    --------
    >>> add_years("2023-10", -2)
    '2021-10'
    """
    return f"{int(period[:4]) + years:04d}{period[4:]}"


def _year(one: re.Match[str], on: date) -> Time | None:
    year = int(one["year"])
    if not 1816 <= year <= 2100:
        return None
    return Time(how="future" if year > on.year else "in", start=str(year))


def _season(one: re.Match[str], on: date) -> Time:
    month = table("times")["seasons"][one["season"].casefold()]
    return Time(how="future" if int(one["year"]) > on.year else "in", start=f"{one['year']}-{month:02d}")


def _month(one: re.Match[str], on: date) -> Time | None:
    month = table("times")["months"][one["month"].casefold().rstrip(".")]
    day = int(one["day"] or one["day2"] or 0)
    if one["year"]:
        year = int(one["year"])
    elif day or one["preposition"] is not None or one["last"]:
        year = on.year if (month, day or 1) <= (on.month, on.day) else on.year - 1
    else:
        return None
    if day:
        try:
            return Time(
                how="in" if date(year, month, day) <= on + timedelta(days=45) else "future",
                start=date(year, month, day).isoformat(),
            )
        except ValueError:
            return None
    return Time(how="in" if (year, month) <= (on.year, on.month) else "future", start=f"{year}-{month:02d}")


def _decade(one: re.Match[str], _: date) -> Time:
    year = int(one["decade"])
    first, last = {"early": (0, 3), "late": (7, 9), "mid": (4, 6)}.get(
        (one["part"] or "").casefold().strip("- "), (0, 9)
    )
    return Time(how="span", start=str(year + first), end=str(year + last), relative="decade")


def _relative_year(one: re.Match[str], on: date) -> Time:
    which = one["which"].casefold().split()[-1]
    if which == "next":
        return Time(how="future", start=str(on.year + 1))
    unit, back = one["unit"].casefold(), which in ("last", "past", "previous")
    if unit == "month":
        month = (on.replace(day=1) - timedelta(days=1)) if back else on
        return Time(how="in", start=f"{month:%Y-%m}")
    if unit in table("times")["seasons"]:
        return Time(
            how="in", start=f"{on.year - 1 if back else on.year}-{table('times')['seasons'][unit]:02d}"
        )
    return Time(how="in", start=str(on.year - (1 if back else 0)))


def _earlier(one: re.Match[str], _: date) -> Time:
    words = table("amounts")["words"]
    count = one["count"].casefold() if one["count"] else "a"
    years = 1 if count in ("a", "one") else int(count) if count.isdigit() else int(words.get(count, 1))
    years *= 10 if one["unit"].casefold().startswith("decade") else 1
    if one["way"].casefold() in ("later", "afterwards"):
        return Time(how="earlier", years=-years)
    ago = one["way"].casefold() == "ago"
    return Time(how="ago" if ago else "earlier", years=years)


def _past(one: re.Match[str], on: date) -> Time:
    words = table("amounts")["words"]
    count = (one["count"] or "one").casefold()
    years = int(count) if count.isdigit() else int(words.get(count, 1))
    years *= 10 if one["unit"].casefold().startswith("decade") else 1
    return Time(how="span", start=str(on.year - 1 - years), end=str(on.year - 1), relative="past")


def _now(_: re.Match[str], __: date) -> Time:
    return Time(how="now")


def _event(one: re.Match[str], _: date) -> Time:
    index = next(number for number in range(len(table("times")["events"])) if one[f"e{number}"])
    return Time(how="event", start=str(table("times")["events"][index]["day"]))


Read = Callable[[re.Match[str], date], "Time | None"]


_MONTH = (
    r"(?P<preposition>(?<=in )|(?<=since )|(?<=by )|(?<=on )|(?<=until )|(?<=after ))?\b(?:(?P<last>last|this|early|late) )?"
    r"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?(?P<month>{months})\b\.?"
    r"(?:[ ](?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,?\d))?(?:,? (?:of )?(?P<year>(?:1[89]|20)\d\d)\b)?"
)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Read], ...]:
    known = table("times")
    months, seasons = joined(sorted(known["months"], key=len, reverse=True)), joined([*known["seasons"]])
    count = rf"(?P<count>an?|\d{{1,3}}|{joined([*table('amounts')['words']])})"
    events = "|".join(f"(?P<e{number}>{event['words']})" for number, event in enumerate(known["events"]))
    return tuple(
        (re.compile(pattern, re.IGNORECASE), read)
        for pattern, read in (
            (
                rf"\b(?:(?:early|late|the middle of|mid-?) )?(?P<season>{seasons}) (?:of )?(?P<year>(?:1[89]|20)\d\d)\b",
                _season,
            ),
            (
                _MONTH.format(months=months),
                _month,
            ),
            (r"\b(?:the )?(?P<part>early |late |mid-?)?(?P<decade>(?:18|19|20)\d0)s\b", _decade),
            (
                r"(?<![\w$€£.,-])(?:the (?:year|season|end of|first half of|second half of) )?(?P<year>(?:1[89]|20)\d\d)\b(?!,\d|\.\d| (?:times|percent|per cent|%|tonnes|dollars|million|billion|cars|kilomet|people|firms))(?!['’]?s\b)",
                _year,
            ),
            (
                rf"\b(?P<which>last|this|next|the (?:last|previous|past|next)) (?P<unit>year|month|{seasons})\b",
                _relative_year,
            ),
            (
                rf"\b(?:just |only |some |about )?{count} (?P<unit>years?|decades?) (?P<way>earlier|before|previously|ago|prior|later|afterwards)\b(?! the| it)",
                _earlier,
            ),
            (
                rf"\b(?:in|over|during|within) the (?:last|past)(?: {count})? (?P<unit>years?|decades?)\b",
                _past,
            ),
            (r"\b(?:today|now|nowadays|currently|at present|these days|any more|still)\b", _now),
            (
                rf"(?:(?<=since )|(?<=after )|(?<=before )|(?<=until )|(?<=since the)|(?<=after the))\b(?:{events})\b",
                _event,
            ),
        )
    )
