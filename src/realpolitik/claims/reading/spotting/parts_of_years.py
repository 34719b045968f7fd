"""Parts of years: quarters, halves, runs of months, and the same months of another year."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.spotting.moments import Time, last_months, same_of, to_date

Read = Callable[[re.Match[str], date], "Time | None"]
Pattern = tuple[str, Read]


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
        last = int(count) if count.isdecimal() else int(table("amounts")["words"].get(count, 12))
    elif got.get("from"):
        first, last = known[got["from"].casefold().rstrip(".")], known[got["until"].casefold().rstrip(".")]
    elif got.get("quarters"):
        last = {"two": 6, "three": 9}[got["quarters"].casefold()]
    elif got.get("roman"):
        nth = ("i", "ii", "iii", "iv").index(got["roman"].casefold())
        first, last = nth * 3 + 1, nth * 3 + 3
    elif half := got.get("half") or got.get("half2"):
        first, last = int(half) * 6 - 5, int(half) * 6
    elif got.get("q"):
        first, last = (int(got["q"]) - 1) * 3 + 1, int(got["q"]) * 3
    if not got["year"] and last < first and got.get("from"):
        begins = year - 1
    elif not got["year"] and (year, min(last, 12)) > (on.year, on.month):
        year -= 1  # `from January to October`, written in March: those of the year before
    begins = year - 1 if first > last else year
    if (first, last) == (1, 12) and year < on.year:
        return Time(how="in", start=str(year))
    return Time(
        how="part",
        start=f"{begins}-{max(1, min(first, 12)):02d}",
        end=f"{year}-{max(1, min(last, 12)):02d}",
        relative="part",
    )


def _halfway(one: re.Match[str], _: date) -> Time:
    """`Already 3 billion halfway through 2024`: of its first six months."""
    return Time(how="part", start=f"{one['year']}-01", end=f"{one['year']}-06", relative="part")


def _first_in(one: re.Match[str], on: date) -> Time:
    """`For the first time in five years`: since the year that many before the last whole one."""
    count = one["count"].casefold()
    years = int(count) if count.isdecimal() else int(table("amounts")["words"].get(count, 1))
    years *= 10 if one["unit"].casefold().startswith("decade") else 1
    return Time(how="since", start=str(on.year - 1 - years), relative="since", years=years)


def _year_before(one: re.Match[str], _: date) -> Time:
    """`The same period last year`: a year before the time that is meant; after `from` or `than` what is compared with."""
    led = one.group().casefold().startswith(("from", "over", "on ", "than", "against", "with", "to "))
    return Time(how="earlier", years=1, relative="base" if led else "")


def of_parts(months: str, numbers: str) -> tuple[Pattern, ...]:
    """Quarters, halves, runs of months, years of account."""
    count = rf"(?P<count>an?|\d{{1,3}}|{numbers})"
    return (
        *_of_quarters(count),
        (r"\b(?:the )?(?:previous|prior|preceding) year['’]s(?= (?:[$€£\d]|US))", _year_before),
        (
            r"\b(?:from|over|on|than|against|with|to) (?:the )?(?:previous|prior|preceding) year\b",
            _year_before,
        ),
        (
            r"\b(?:(?:in|during|over|for|of) )?(?:the |that )?(?:same|corresponding|similar|comparable) (?:period|months?|quarter|half|time ?frame|timeframe|time|stretch|interval|span)(?: (?:of|in))?(?: (?:the|a))? (?:last|previous|preceding|prior|year (?:earlier|before|ago)|year)(?: year)?\b",
            _year_before,
        ),
        (
            r"\b(?:(?:in|during|over|for|of|from|on|than|against|with|to|versus) )?(?:the |that )?(?:same|corresponding|similar) (?:periods?|months?|quarter|half|time ?frame|time)(?: (?:of|in))?(?: the year)?,? (?P<year>(?:19|20)\d\d)\b",
            same_of,
        ),
        (
            r"\b(?:the )?(?:(?P<which>last) year's )?(?P<place>first|second|third|fourth|last|opening) (?P<unit>quarter|half)(?: of (?:(?:the |this )?year(?! \d)|(?P<which2>last) year))?(?:,? (?:of |in )?(?P<year>(?:19|20)\d\d))?\b(?! (?:century|decade))",
            _part,
        ),
        (
            rf"\b(?:the )?first (?P<count>{numbers}|\d{{1,2}}) months(?: of (?:the |this |(?P<which>last) )?(?:year)?)?(?: ?(?:of |in )?(?P<year>(?:19|20)\d\d))?\b(?! of (?:fy|this fiscal|the fiscal|the financial))",
            _part,
        ),
        (
            rf"\b(?:from |between )?(?P<from>{months})\.? ?(?:to|-|–|—|through|until|and) ?(?P<until>{months})\b\.?(?! \d{{1,2}}\b(?!,?\d))(?: (?:period|quarter|half))?(?:,? (?:of )?(?:(?P<year>(?:19|20)\d\d)|this year|this fiscal(?: year)?|(?P<which>last) year))?",
            _part,
        ),
        (
            rf"\b(?:in|over|for|during) (?:the )?(?P<count>{numbers}|\d{{1,2}}) months of (?:(?P<year>(?:19|20)\d\d)|(?:the current|this|the) year(?! \d))\b",
            _part,
        ),
        (
            r"\b(?:the )?first (?P<quarters>two|three) quarters(?: of (?:(?:the |this )?year(?! \d)|(?P<which>last) year))?(?:,? (?:of |in )?(?P<year>(?:19|20)\d\d))?\b",
            _part,
        ),
        (
            r"\b(?:so far this year|(?:this )?year[- ]to[- ]date|since the (?:beginning|start) of (?:the|this) year(?! \d)|since (?:early|the start of) this year|from the (?:beginning|start) of (?:the|this) year(?! \d))\b",
            to_date,
        ),
        (r"\bsince the (?:beginning|start) of (?P<year>20\d\d)\b", to_date),
        (
            r"\b(?:in|over|during) the (?:past|last) (?:\w+ )?(?:months|weeks|quarters?)\b|\b(?:in|over|during) the (?:past|last) (?:\w+ month|(?:\w+ )?week)\b",
            last_months,
        ),
    )


def _of_quarters(count: str) -> tuple[Pattern, ...]:
    """Quarters by their number, and `for the first time in five years`."""
    return (
        (
            r"\b(?:in )?(?:the )?(?P<roman>i{1,3}|iv) quarter(?: of (?:this year|(?P<year>(?:19|20)\d\d)))?\b",
            _part,
        ),
        (r"\bq(?P<q>[1-4])(?: of)?(?: (?P<year>(?:19|20)\d\d))?\b", _part),
        (r"\b(?:just |only |about )?half-?way (?:through|into) (?:the year )?(?P<year>20\d\d)\b", _halfway),
        (r"\b(?:h(?P<half>[12])|(?P<half2>[12])h)(?: of| in)? ?(?P<year>20\d\d)\b", _part),
        (
            rf"\b(?<=first )(?:time |drop |fall |decline |rise |increase |decrease |contraction |annual ){{0,2}}(?:in (?:bilateral |mutual |their )?trade )?(?P<all>in (?:more than |over |at least )?{count} (?P<unit>years?|decades?))\b",
            _first_in,
        ),
    )
