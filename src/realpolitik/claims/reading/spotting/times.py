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
        named by its day (with `since`, `after` or `before` in `relative`), a `part` of a year (or a fiscal year) from month to month,
        `future` or `now`. `relative` is `base` where a change is counted from the time (`compared with 2021`).
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
        relative = "before" if relative == "before" and time.how == "event" else "base"
    if time.how == "event":
        time = Time(how="event", start=time.start, relative="since" if relative == "base" else relative)
    elif time.how == "in" and relative in ("since", "after", "base"):
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


def _years(one: re.Match[str], on: date) -> Time | None:
    first, last = one["first"], one["until"]
    last = f"{first[:2]}{last}" if len(last) == len("24") else last
    if not 1816 <= int(first) < int(last) <= 2100:
        return None
    if len(one["until"]) == len("24"):  # 2023-24 is a fiscal year, or cannot be told from one
        return Time(how="part", start=f"{first}-04", end=f"{last}-03", relative="fiscal")
    return Time(how="future" if int(last) > on.year else "span", start=first, end=last)


def _fiscal_of(one: re.Match[str], on: date) -> Time:
    year = int(one["year"] or one["year2"] or on.year)
    year += 2000 * (year < 100)
    return Time(how="part", start=f"{year - 1}-04", end=f"{year}-03", relative="fiscal")


def _part(one: re.Match[str], on: date) -> Time:
    """Months of a year: a quarter, a half, the first so many months, January to May."""
    got, known = one.groupdict(), table("times")["months"]
    year = int(got["year"] or 0) or (
        on.year - 1 if (got.get("which") or "").casefold() == "last" else on.year
    )
    first, last = 1, 12
    if got.get("unit"):
        words = table("amounts")
        place = got["place"].casefold()
        nth = int(words["ordinals"].get(place, 4 if place == "last" else 1))
        size = 3 if got["unit"].casefold() == "quarter" else 6
        nth = 2 if place == "last" and size == 6 else nth
        first, last = (nth - 1) * size + 1, nth * size
    elif got.get("count"):
        count = got["count"].casefold()
        last = int(count) if count.isdigit() else int(table("amounts")["words"].get(count, 12))
    elif got.get("from"):
        first, last = known[got["from"].casefold().rstrip(".")], known[got["until"].casefold().rstrip(".")]
    elif got.get("q"):
        first, last = (int(got["q"]) - 1) * 3 + 1, int(got["q"]) * 3
    begins = year - 1 if first > last else year
    return Time(
        how="part",
        start=f"{begins}-{max(1, min(first, 12)):02d}",
        end=f"{year}-{max(1, min(last, 12)):02d}",
        relative="part",
    )


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


_Pattern = tuple[str, Read]


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Read], ...]:
    """What a time looks like, and what reads it; of two in one place the earlier counts."""
    known = table("times")
    months, seasons = joined(sorted(known["months"], key=len, reverse=True)), joined([*known["seasons"]])
    numbers = joined([*table("amounts")["words"]])
    every = (*_of_parts(months, numbers), *_of_calendars(months, seasons), *_of_distances(seasons, numbers))
    return tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in every)


def _of_parts(months: str, numbers: str) -> tuple[_Pattern, ...]:
    """Quarters, halves, runs of months, years of account."""
    return (
        (
            r"\b(?:the )?(?:(?P<which>last) year's )?(?P<place>first|second|third|fourth|last|opening) (?P<unit>quarter|half)(?: of (?:(?:the |this )?year(?! \d)|(?P<which2>last) year))?(?:,? (?:of |in )?(?P<year>(?:19|20)\d\d))?\b(?! (?:century|decade))",
            _part,
        ),
        (
            rf"\b(?:the )?first (?P<count>{numbers}|\d{{1,2}}) months(?: of (?:the |this )?(?:year)?)?(?: ?(?:of |in )?(?P<year>(?:19|20)\d\d))?\b",
            _part,
        ),
        (
            rf"\b(?:from )?(?P<from>{months})\.? ?(?:to|-|–|through|until) ?(?P<until>{months})\b\.?(?:,? (?:of )?(?P<year>(?:19|20)\d\d))?",
            _part,
        ),
        (r"\bq(?P<q>[1-4])(?: of)?(?: (?P<year>(?:19|20)\d\d))?\b", _part),
        (
            r"\b(?:so far this year|year[- ]to[- ]date|in the year to|in the (?:past|last) (?:\w+ )?(?:months?|weeks?|quarters?))\b(?P<year>)",
            _part,
        ),
        (
            rf"\b(?:in )?(?:the )?(?:indian )?(?:fiscal|financial)(?: years?)? (?P<from>{months}) (?P<year0>\d{{4}}) ?(?:to|-|–|through|and) ?(?P<until>{months}) (?P<year>\d{{4}})",
            _part,
        ),
        (
            r"\b(?:the )?(?:last |current |previous |same )?(?:fiscal|financial)(?: years?)?(?: (?:ending|ended|to) \w+)?(?: (?P<year>(?:19|20)\d\d(?![-–/]\d)))?(?=[\s,.;])(?! year)(?! (?:19|20)\d\d)|\bfy ?(?P<year2>\d{2,4})\b",
            _fiscal_of,
        ),
    )


def _of_calendars(months: str, seasons: str) -> tuple[_Pattern, ...]:
    """Years, spans of years, seasons, months, decades."""
    return (
        (
            r"\b(?:(?:fiscal|financial)(?: years?)? |fy ?)?(?P<first>(?:1[89]|20)\d\d)\s?[-–/]\s?(?P<until>(?:1[89]|20)\d\d|\d\d)(?![\w-])",
            _years,
        ),
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
    )


def _of_distances(seasons: str, numbers: str) -> tuple[_Pattern, ...]:
    """Times told by how far they are from others: last year, ten years earlier, now, since the invasion."""
    count = rf"(?P<count>an?|\d{{1,3}}|{numbers})"
    events = "|".join(
        f"(?P<e{number}>{event['words']})" for number, event in enumerate(table("times")["events"])
    )
    return (
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
