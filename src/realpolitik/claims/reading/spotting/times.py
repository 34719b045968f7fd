"""Times in a sentence, with the day of publication as the anchor of `last year` and `two years earlier`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.spotting.accounts import APRIL, ReadAccount, account, accounts
from realpolitik.claims.reading.spotting.mentions import Mention
from realpolitik.claims.reading.spotting.moments import (
    CHANGED,
    Time,
    decade,
    ends_of,
    first_month,
    is_near,
    month_of,
    of_named_years,
    of_same_periods,
    of_two,
)
from realpolitik.claims.reading.spotting.months_told import of_months
from realpolitik.claims.reading.spotting.parts_of_years import Pattern, of_parts


def times(sentence: str, on: date, begins: int = APRIL) -> list[Mention]:
    """Times that a sentence of this day mentions; years of account begin in the month `begins`.

    Examples
    --------
    >>> [(one.value.how, one.value.start, one.value.end) for one in times("from 2021 to last year", date(2024, 4, 20))]
    [('span', '2021', '2023')]
    """
    single: list[Mention] = []
    for pattern, read in _patterns():
        for one in pattern.finditer(sentence):
            if (time := read(one, on, begins)) is not None and not any(
                m.start < one.end() and one.start() < m.end for m in single
            ):
                start = one.start("all") if "all" in one.re.groupindex else one.start()
                single.append(
                    Mention(
                        start=start, end=one.end(), kind="t", text=sentence[start : one.end()], value=time
                    )
                )
    found = of_named_years(sorted(single, key=lambda one: one.start), sentence)
    return _spans(sentence, of_same_periods(found, on.year, sentence))


def _spans(sentence: str, single: list[Mention]) -> list[Mention]:
    """Two times joined into one (`from 2021 to 2023`, `2022 and 2023`), and the words before a time read with it."""
    found: list[Mention] = []
    place = 0
    while place < len(single):
        one, following = single[place], single[place + 1] if place + 1 < len(single) else None
        before = _LEAD.search(sentence, max(0, one.start - 30), one.start)
        lead = before.group().casefold().strip() if before else ""
        if following and one.value.how == following.value.how == "part" and ends_of(sentence, one, following):
            text = sentence[one.start : following.end]
            value = Time(how="part", start=one.value.start, end=following.value.end, relative="unclear")
            found.append(Mention(start=one.start, end=following.end, kind="t", text=text, value=value))
            place += 2
            continue
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
                value = of_two(one.value, following.value, opened=bool(opened))
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
            if (
                re.fullmatch(r"\s+and\s+", between)
                and len(one.value.start) == len(following.value.start) == len("2022")
                and not re.search(r"\d{4},\s*$", sentence[: one.start])
            ):
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


_COUNTED = ("from", "over", "on", "compared with")
"""Words before `a year earlier` by which a change is counted from it."""
_THAN = re.compile(
    r"\b(?:than|against|compared (?:to|with)|in comparison (?:to|with)|relative to|versus)"
    r"(?: (?:the|its|a|that|those|of|in|for|at|record|high|highs|level|levels|figures?|volume|value|peak|total|reached|seen|recorded|set|it|they|did|was|were|had|all-time|same|period)){0,6}\s*$",
    re.IGNORECASE,
)


_SAME_PERIOD = re.compile(
    r"\b(?:same|corresponding|similar|comparable) (?:period|months?|quarter|half|time)(?: (?:of|in|during|for))?(?: the)?\s*$",
    re.IGNORECASE,
)


_BEYOND = re.compile(
    r"(?:%|per ?cent|times|fold) (?:above|below|over|under|beyond|higher than|lower than|more than|less than)(?: (?:the|its|their|that of))?\s*$",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"['’]?s? (?:levels?|figures?|totals?|mark|volumes?|highs?|lows?|peak|value)\b")


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
    # `than May's 24 % fall`: that fall is of May
    own = re.match(r"['’]s [\d.]+\s?(?:%|per ?c)", sentence[one.end : one.end + 16])
    if not own and (lead.endswith("compared with") or _THAN.search(sentence[max(0, start - 40) : start])):
        relative = "before" if relative == "before" and time.how == "event" else "base"
    if lead == "as of" and time.how == "in" and len(time.start) == len("2023-10"):
        # so much by then: of the months up to it, or of something counted on that day
        begun = Time(how="part", start=f"{time.start[:4]}-01", end=time.start, relative="unclear")
        return Mention(start=start, end=one.end, kind="t", text=sentence[start : one.end], value=begun)
    if lead.startswith("from") and time.how == "in" and CHANGED.search(sentence[max(0, start - 45) : start]):
        relative = "base"
    if _SAME_PERIOD.search(sentence, max(0, start - 40), start):
        relative = "base"  # `compared to the corresponding period in 2011-12`
    if _BEYOND.search(sentence, max(0, start - 40), start) and _LEVEL.match(sentence, one.end):
        relative = "base"  # `64 % above their 2021 level`
    last_year = one.text.casefold() in ("last year", "the last year", "the previous year")
    if last_year and time.how == "in" and (relative == "base" or lead in _COUNTED):
        time = Time(how="earlier", years=1, relative="base")  # `up 31 % from last year`
    elif time.how == "earlier" and not time.relative and (relative == "base" or lead in _COUNTED):
        time = Time(how="earlier", years=time.years, relative="base")
    elif time.how == "event":
        time = Time(how="event", start=time.start, relative="since" if relative == "base" else relative)
    elif time.how == "part" and relative == "base":
        time = Time(how="base", start=time.start, end=time.end, relative="base")
    elif time.how == "in" and relative in ("since", "after", "base"):
        time = Time(how="since", start=time.start, relative=relative)
    elif time.how == "in" and relative in ("before", "until"):
        time = Time(how="before", start=time.start, relative=relative)
    elif time.how == "in" and relative == "by":
        time = Time(how="by", start=time.start, end=time.end, relative="by")
    return Mention(start=start, end=one.end, kind="t", text=sentence[start : one.end], value=time)


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
    several = "years" if len(one["until"]) == len("24") else ""
    if several and int(last) == int(first) + 1:  # 2023-24 is a fiscal year, 2020-24 are five years
        return account(int(last), APRIL)
    return Time(how="future" if int(last) > on.year else "span", start=first, end=last, relative=several)


def _season(one: re.Match[str], on: date) -> Time:
    month = table("times")["seasons"][one["season"].casefold()]
    return Time(how="future" if int(one["year"]) > on.year else "in", start=f"{one['year']}-{month:02d}")


def _month(one: re.Match[str], on: date) -> Time | None:
    month = table("times")["months"][one["month"].casefold().rstrip(".")]
    day = int(one["day"] or one["day2"] or 0)
    if one["year"]:
        year = int(one["year"])
    elif which := one.groupdict().get("which"):
        year = on.year - (which.casefold() == "last")
    elif day or one["preposition"] is not None or one["last"]:
        year = on.year if (month, day or 1) <= (on.month, on.day) or is_near(month, day, on) else on.year - 1
    else:
        return None
    if day:
        try:
            return Time(
                how="in" if date(year, month, day) <= on + timedelta(days=45) else "future",
                start=date(year, month, day).isoformat(),
            )
        except ValueError:  # `February 30`: no day on which anything has happened
            return Time(how="future", start=f"{year}-{month:02d}")
    return Time(how="in" if (year, month) <= (on.year, on.month) else "future", start=f"{year}-{month:02d}")


_FISCAL = re.compile(r"\b(?:fiscal|financial year|FY ?\d\d)", re.IGNORECASE)


def _relative_year(one: re.Match[str], on: date) -> Time:
    which = one["which"].casefold().split()[-1]
    if which == "next":
        return Time(how="future", start=str(on.year + 1))
    if which == "previous" and _FISCAL.search(one.string):
        return Time(how="earlier", years=1)  # `in FY24 from 190 million in the previous year`: in FY23
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
    years = 1 if count in ("a", "one") else int(count) if count.isdecimal() else int(words.get(count, 1))
    years *= 10 if one["unit"].casefold().startswith("decade") else 1
    if one["way"].casefold() in ("later", "afterwards"):
        return Time(how="earlier", years=-years)
    ago = one["way"].casefold() == "ago"
    return Time(how="ago" if ago else "earlier", years=years)


def _month_earlier(_: re.Match[str], __: date) -> Time:
    """`A month earlier`: the month before the one that is meant."""
    return Time(how="earlier", relative="month")


def _past(one: re.Match[str], on: date) -> Time:
    words = table("amounts")["words"]
    count = (one["count"] or "one").casefold()
    years = int(count) if count.isdecimal() else int(words.get(count, 1))
    years *= 10 if one["unit"].casefold().startswith("decade") else 1
    return Time(how="span", start=str(on.year - 1 - years), end=str(on.year - 1), relative="past")


def _now(_: re.Match[str], __: date) -> Time:
    return Time(how="now")


def _event(one: re.Match[str], _: date) -> Time:
    index = next(number for number in range(len(table("times")["events"])) if one[f"e{number}"])
    return Time(how="event", start=str(table("times")["events"][index]["day"]))


_MONTH = (
    r"(?P<preposition>(?<=in )|(?<=since )|(?<=by )|(?<=on )|(?<=until )|(?<=after )|(?<=during )|(?<=for )|(?<=from )|(?<=against )|(?<=than )|(?<=than in )|(?<=compared to )|(?<=compared with )|(?<=end of )|(?<=middle of ))?\b(?:(?P<last>last|this|early|late) )?"
    r"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?)?(?P<month>{months})\b\.?"
    r"(?:[ ](?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,?\d))?(?:,? (?:of )?(?P<year>(?:1[89]|20)\d\d)\b| (?:of )?(?P<which>last|this) year\b)?"
)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ReadAccount], ...]:
    """What a time looks like, and what reads it; of two in one place the earlier counts."""
    known = table("times")
    months, seasons = joined(sorted(known["months"], key=len, reverse=True)), joined([*known["seasons"]])
    numbers = joined([*table("amounts")["words"]])
    *distances, event = _of_distances(seasons, numbers)  # the invasion `in February` is one time
    every = (*of_parts(months, numbers), *_of_calendars(months, seasons), *distances)
    return (_compiled(event), *map(_compiled, of_months()), *accounts(), *map(_compiled, every))


def _compiled(of: Pattern) -> tuple[re.Pattern[str], ReadAccount]:
    pattern, read = of
    return re.compile(pattern, re.IGNORECASE), lambda one, on, _: read(one, on)


def _of_calendars(months: str, seasons: str) -> tuple[Pattern, ...]:
    """Years, spans of years, seasons, months, decades."""
    return (
        (
            r"\b(?:(?:fiscal|financial)(?: years?)? |fy ?)?(?P<first>(?:1[89]|20)\d\d)\s?[-–/]\s?(?P<until>(?:1[89]|20)\d\d|\d\d)(?![\w-]|\s?(?:%|per\s?cent))",
            _years,
        ),
        (
            rf"\b(?:(?:early|late|the middle of|mid-?) )?(?P<season>{seasons}) (?:of )?(?P<year>(?:1[89]|20)\d\d)\b",
            _season,
        ),
        (
            rf"\b(?:(?:in|for|of|during|since) )?(?P<month>{months})(?: of)? (?P<which>last|this|the previous|the same) year\b(?!['’-])",
            month_of,
        ),
        (_MONTH.format(months=months), _month),
        (
            rf"\b(?P<last>last |this )?(?P<month>{months})(?=['’]s (?:[$€£\d]|US|record|figure|level|total|(?:trade |goods )?(?:surplus|deficit|exports|imports|shipments|trade|turnover))|(?: alone)? (?:also |then )?(?:saw|registered|witnessed|brought)\b)(?P<preposition>)(?P<day>)(?P<day2>)(?P<year>)",
            _month,
        ),
        (
            r"\b(?:the )?first month of (?:(?:the|this) (?:new )?year(?! \d)|(?P<year>(?:19|20)\d\d))\b",
            first_month,
        ),
        (
            rf"\b(?P<last>last |this )?(?P<month>{months})(?= (?:meeting|summit|visit|talks|call|trip|tour)\b)(?P<preposition>)(?P<day>)(?P<day2>)(?P<year>)",
            _month,
        ),
        (r"\b(?:the )?(?P<part>early |late |mid-?)?(?P<decade>(?:18|19|20)\d0)s\b", decade),
        (
            r"(?<![\w$€£.,-])(?:the (?:year|season|end of|first half of|second half of) )?(?P<year>(?:1[89]|20)\d\d)\b(?!,\d|\.\d| (?:times|percent|per cent|%|tonnes|dollars|million|billion|cars|kilomet|people|firms))(?!['’]?s\b)",
            _year,
        ),
        (_FIGURE_OF, _year),
    )


_FIGURE_OF = (
    r"\b(?:the )?(?P<year>(?:19|20)\d\d)['’]s (?:figures?|levels?|totals?|volumes?|numbers?|results?|value)\b"
)


def _of_distances(seasons: str, numbers: str) -> tuple[Pattern, ...]:
    """Times told by how far they are from others: last year, ten years earlier, now, since the invasion."""
    count = rf"(?P<count>an?|\d{{1,3}}|{numbers})"
    events = "|".join(
        f"(?P<e{number}>{event['words']})" for number, event in enumerate(table("times")["events"])
    )
    return (
        (
            rf"\b(?:(?:in|over|during) (?=the (?:last|past) month))?(?P<which>last|this|next|the (?:last|previous|past|next)) (?P<unit>year|month|{seasons})\b",
            _relative_year,
        ),
        (
            rf"\b(?:just |only |some |about )?{count} (?P<unit>years?|decades?) (?:(?P<way>later|afterwards|earlier|before|previously|ago|prior)\b(?:(?<=later)|(?<=afterwards)|(?! the| it)))",
            _earlier,
        ),
        (r"\b(?:an?|one|the) month (?:earlier|before|ago|previously|prior)\b(?! the| it)", _month_earlier),
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
