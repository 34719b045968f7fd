"""Years of account: `FY25`, `2024-25`, `July-March of this fiscal year`, which begin in the month that the states of a text have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.spotting.actors import actors
from realpolitik.claims.reading.spotting.moments import Time

APRIL = 4
"""The month in which a year of account begins where the words and the states of a text tell no other."""
YEAR, HALF_MONTH = 12, 15
"""Months of a year; the day of a month after which a year that begins in it is counted from the next."""
ReadAccount = Callable[[re.Match[str], date, int], "Time | None"]
_SPEAKS = re.compile(
    r"\b(?:fiscal|financial year|iranian|\d{0,2}[mhq]?fy ?\d|20\d\d\s?[-–/]\s?(?:20)?\d\d(?!\d))",
    re.IGNORECASE,
)
_OF_OFFICE = re.compile(
    r"\b(?:bank|bureau|ministry|board|department|government|embassy) of (?:the )?$", re.IGNORECASE
)
_OFFICE = r"(?:data|figures|statistics|government|ministry|customs|central bank|bank|bureau|authorities|department|officials?|commerce|side)"


def begins_in(sentences: Iterable[str], on: date) -> int:
    """The month in which the years of account of a text begin: that which it tells, else that of the state whose trade, or whose office, it is on.

    Examples
    --------
    >>> begins_in(["Pakistan's exports to Spain rose in FY24.", "Imports from Spain fell."], date(2024, 9, 1))
    7
    >>> begins_in(["The financial year runs from April to March.", "Nepal's exports rose."], date(2024, 9, 1))
    4
    """
    texts = [*sentences]
    whole = " ".join(texts)
    if not _SPEAKS.search(whole):
        return APRIL
    if (told := _told(whole)) is not None:
        return told
    weights: dict[int, float] = {}
    for text in texts:
        for one in actors(text, on):
            month = _months().get(str(one.value.code))
            if month is not None:
                weights[month] = weights.get(month, 0.0) + _weight(text, one.start, one.end)
    return max(weights, key=lambda month: weights[month]) if weights else APRIL


def _weight(text: str, start: int, end: int) -> float:
    """How far a state that is named is the one by whose accounts a text counts: more where its trade or its office is named, less as a partner."""
    before, after = text[max(0, start - 30) : start], text[end : end + 40]
    if _OF_OFFICE.search(before):
        return 4.0
    if re.match(rf"(?:['’]s?)? (?:[\w-]+ ){{0,2}}{_OFFICE}\b", after):
        return 4.0
    if re.search(r"\b(?:to|from|with) (?:the )?$", before):
        return -1.0
    return (
        2.0
        if re.match(
            r"(?:['’]s?)? (?:[\w-]+ ){0,3}(?:exports|imports|trade|deficit|surplus|fiscal|financial)\b", after
        )
        else 1.0
    )


def _told(text: str) -> int | None:
    """The month that a text itself names as the first of a year of account; None where it names none, or two."""
    known, found = table("times")["months"], set()
    for pattern, ends in _telling():
        for one in pattern.finditer(text):
            month = known[one["month"].casefold().rstrip(".")]
            late = bool(one.groupdict().get("day")) and int(one["day"]) > HALF_MONTH
            found.add((month % 12) + 1 if late or (ends and not one.groupdict().get("day")) else month)
    return next(iter(found)) if len(found) == 1 else None


@cache
def _telling() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Words that tell in which month years of account begin, or (true) in which they end."""
    months = joined(sorted(table("times")["months"], key=len, reverse=True))
    year = r"(?:fiscal|financial|iranian(?: calendar)?) year\b[^.;]{0,40}?"
    day = r"(?: (?P<day>\d{1,2})(?:st|nd|rd|th)?\b)?"
    last = {1: "dec(?:ember)?", 4: "mar(?:ch)?", 7: "june?", 10: "sept?(?:ember)?"}
    first = {1: "jan(?:uary)?", 4: "apr(?:il)?", 7: "july?", 10: "oct(?:ober)?"}
    whole = "|".join(
        rf"(?={first[month]}\b\W*(?:to|through|[-–—])\W*{last[month]}\b)" for month in (4, 7, 10)
    )
    made = (
        (rf"\b{year}(?:runs?|running|starts?|started|starting|begins?|began|beginning|commenc\w+)(?: (?:in|on|from))?(?: \w+)? (?P<month>{months})\b{day}", False),
        (rf"\b{year}(?:ends?|ended|ending)(?: (?:in|on|up to))?(?: \w+)? (?P<month>{months})\b(?! \d)", True),
        (rf"\b(?:{whole})(?P<month>{months})\b", False),
    )  # fmt: skip
    return tuple((re.compile(pattern, re.IGNORECASE), ends) for pattern, ends in made)


@cache
def _months() -> dict[str, int]:
    """The month in which the year of account of a state begins, where its offices print trade by such years."""
    return {code: month for month, codes in table("times")["accounts"].items() for code in codes}


def account(year: int, begins: int, first: int = 0, last: int = 0) -> Time:
    """The year of account that ends in `year`, or its months from `first` to `last`, where it begins in the month `begins`.

    Examples
    --------
    >>> one = account(2025, 7); one.start, one.end
    ('2024-07', '2025-06')
    >>> one = account(2025, 4, 1, 3); one.start, one.end
    ('2025-01', '2025-03')
    """
    first, last = first or begins, last or (begins - 2) % 12 + 1
    years = [year - (begins > 1 and month >= begins) for month in (first, last)]
    return Time(how="part", start=f"{years[0]}-{first:02d}", end=f"{years[1]}-{last:02d}", relative="fiscal")


_NAMED = re.compile(r"\bfy|fiscal|financial|iranian|accounting", re.IGNORECASE)


def _full(digits: str) -> int:
    return int(digits) + 2000 * (len(digits) < len("2025"))


def _year_of(got: dict[str, str | None], on: date, begins: int) -> int | None:
    """The year in which the year of account that words name ends; None where they name two years that do not follow each other."""
    if first := got.get("first") or got.get("first2"):
        last = _full(got.get("until") or got.get("until2") or "")
        return last if last == _full(first) + 1 else None
    if single := got.get("fy") or got.get("fy2"):
        return _full(single)
    current = on.year + (begins > 1 and on.month >= begins)
    which = (got.get("which") or "").casefold()
    return current - (which in ("last", "past", "previous", "preceding", "outgoing", "prior"))


def _whole(one: re.Match[str], on: date, begins: int) -> Time | None:
    year = _year_of(one.groupdict(), on, begins)
    two = len(one.groupdict().get("until") or "") == len("2025")
    if year is None or (two and not _NAMED.search(one.group())):
        return None  # `2023-2024` are two years, where no word says that they are one
    led = re.match(r"(?:from|than|against|over|with|to) ", one.group(), re.IGNORECASE)
    if led and (one.groupdict().get("which") or "").casefold() in ("previous", "preceding", "prior"):
        return Time(how="earlier", years=1, relative="base")
    return account(year, begins)


def _months_of(one: re.Match[str], on: date, begins: int) -> Time | None:
    """Months of a year of account: by name, by how many, by quarter or half."""
    got = one.groupdict()
    year = _year_of(got, on, begins)
    if year is None:
        return None
    known, words = table("times")["months"], table("amounts")
    if got.get("from"):
        first = known[got["from"].casefold().rstrip(".")]
        last = known[got["to"].casefold().rstrip(".")] if got.get("to") else first
        if (first - begins) % 12 > (last - begins) % 12:
            return None
        made = account(year, begins, first, last)
        return Time(how="in", start=made.start) if not got.get("to") else made
    if got.get("count"):
        count = (got["count"] or "").casefold()
        size, skipped = (int(count) if count.isdecimal() else int(words["words"].get(count, 12))), 0
    else:
        place = (got.get("place") or got.get("place2") or got.get("q") or "").casefold()
        unit = ("half" if got.get("unit") == "" else got.get("unit") or "quarter").casefold()
        nth = int(place) if place.isdecimal() else int(words["ordinals"].get(place, 1))
        size = 3 if unit == "quarter" else 6
        skipped = (nth - 1) * size
    first = (begins - 1 + skipped) % 12 + 1
    return account(year, begins, first, (first + size - 2) % 12 + 1)


def _ending(one: re.Match[str], on: date, _: int) -> Time | None:
    """`In the five months to August`: those up to it."""
    count = (one["count"] or "").casefold()
    size = {"quarter": 3, "half": 6}.get((one["whole"] or "").casefold(), 0)
    size = size or (int(count) if count.isdecimal() else int(table("amounts")["words"].get(count, 0)))
    last = table("times")["months"][one["month"].casefold().rstrip(".")]
    year = int(one["year"]) if one["year"] else on.year - (last > on.month)
    if not 1 < size <= YEAR:
        return None
    first = (last - size) % 12 + 1
    start = f"{year - (first > last)}-{first:02d}"
    whole = first == 1
    return Time(how="part", start=start, end=f"{year}-{last:02d}", relative="part" if whole else "fiscal")


def _ended(one: re.Match[str], on: date, _: int) -> Time:
    """`The last fiscal year ended March`: the twelve months up to the last such month before publication."""
    month = table("times")["months"][one["month"].casefold().rstrip(".")]
    year = int(one["year"]) if one["year"] else on.year - (month >= on.month)
    first = (month % YEAR) + 1
    start = f"{year - (month < YEAR)}-{first:02d}"
    return Time(how="part", start=start, end=f"{year}-{month:02d}", relative="fiscal")


@cache
def accounts() -> tuple[tuple[re.Pattern[str], ReadAccount], ...]:
    """What times of years of account look like, and what reads them."""
    months = joined(sorted(table("times")["months"], key=len, reverse=True))
    numbers = joined([*table("amounts")["words"]])
    count = rf"(?P<count>\d{{1,2}}|{numbers})"
    ordinal = "(?:last|past|current|this|present|ongoing|outgoing|previous|preceding|prior|same)"
    kind = "(?:fiscal|financial|iranian(?: calendar| fiscal)?|accounting)"
    nation = r"(?:(?-i:[A-Z])[a-z]+(?:['’]s)? )?"
    lead = rf"(?:(?:the |a )?(?:{ordinal} )?{kind} years?,? ?|fy ?)?"
    years = (
        rf"(?:{lead}\(?(?P<first>20\d\d)\s?[-–/]\s?(?P<until>(?:20)?\d\d)|fy ?\(?(?P<first2>\d\d)\s?[-–/]\s?(?P<until2>\d\d))"
        r"(?![\w-]|\s?(?:%|per\s?cent))\)?(?: (?:fiscal|financial)(?: years?)?\b)?"
    )
    single = (
        r"(?:(?:fy|fiscal(?: year)?|financial year) ?[’']?(?P<fy>20\d\d|\d\d)(?![\d-]|\s?[–/]\s?\d|[.,]\d|\s?(?:%|per\s?cent|billion|million|bn))"
        r"|(?:the )?(?P<fy2>20\d\d) (?:fiscal|financial)(?: year)?\b)"
    )
    told = rf"(?:the |a )?{nation}(?:(?P<which>{ordinal}) )?{nation}(?:{kind} year|fiscal)\b(?! year)(?! \(?20\d\d)"
    named, year = rf"(?:{years}|{single})", rf"(?:{years}|{single}|{told})"
    span = rf"(?P<from>{months})\.?(?: ?(?:to|through|until|-|–|—) ?)(?P<to>{months})\b\.?(?: (?:period|quarter|half))?"
    during = r"\b(?:(?:in|during|for|over|from|between) )?(?:just |only )?(?:the )?"
    whole = r"\b(?:(?:in|during|over|for|from|than|against|with|to) )?(?:the )?"
    made: tuple[tuple[str, ReadAccount], ...] = (
        (rf"\b(?:the )?(?:last |past |previous |current )?(?:(?:fiscal|financial) year,? (?:which |that )?(?:ended|ending|to|through)|year,? (?:which |that )?(?:ended|ending)|(?:calendar )?year (?:to|through)(?= {months}\b)|(?:12|twelve) months (?:ended|ending|to|up to|through))(?: in| on)? (?:\d{{1,2}} )?(?P<month>{months})\b(?: \d{{1,2}}\b,?)?(?: (?P<year>(?:19|20)\d\d))?", _ended),
        (rf"\b(?:in )?(?:the )?(?:indian )?{kind}(?: years?)? (?P<from>{months}) (?P<year0>\d{{4}}) ?(?:to|-|–|through|and) ?(?P<to>{months}) (?P<year>\d{{4}})", _from_to),
        (rf"{during}{span},? ?(?:of |in |during |for )?{year}", _months_of),
        (rf"\b(?:in|during|for) (?P<from>{months}) {named}", _months_of),
        (rf"\b(?:in |during |for )?(?P<count>\d{{1,2}})m ?{single}", _months_of),
        (rf"\b(?:in |during |for )?(?:h(?P<place>[12])|(?P<place2>[12])h)(?: of| in)? ?(?P<unit>)(?:{years}|{single})", _months_of),
        (rf"\b(?:in |during |for )?(?P<q>[1-4])q ?{single}", _months_of),
        (rf"{during}(?:(?:first|second) (?:half|quarter) of )?{named},? \({span}\)", _months_of),
        (rf"{during}(?:first )?(?:{numbers}|\d{{1,2}}) months \({span}\) of {year}", _months_of),
        (rf"{during}(?:first|initial|opening) {count} months of {year}", _months_of),
        (rf"{during}(?P<place>first|second|third|fourth) (?P<unit>quarter|half) of {year}", _months_of),
        (rf"\bq(?P<q>[1-4])(?: of| in|,)? ?{single}", _months_of),
        (rf"{during}(?:{count} months|(?P<whole>quarter|half)(?:[- ]year)?) (?:to|through|ending|ended|up to|until)(?: in| on)?(?: late| early| mid-?| the end of)? ?(?P<month>{months})\b(?: \d{{1,2}}\b(?!,?\d))?,?(?: (?P<year>20\d\d))?", _ending),
        (rf"{whole}{named}", _whole),
        (rf"{whole}(?:the |a )?{nation}(?P<which>{ordinal}) {nation}(?:{kind} year|fiscal(?! (?:polic|deficit|stimul|packag|spac|rule|support|aid)))\b(?! year)", _whole),
        (rf"{whole}(?:the |a )?{nation}(?:fiscal|financial) years?\b", _some_year),
    )  # fmt: skip
    return tuple((re.compile(pattern, re.IGNORECASE), read) for pattern, read in made)


def _from_to(one: re.Match[str], _: date, __: int) -> Time:
    """`In the fiscal year April 2022 to March 2023`."""
    known = table("times")["months"]
    first, last = (known[one[end].casefold().rstrip(".")] for end in ("from", "to"))
    return Time(
        how="part", start=f"{one['year0']}-{first:02d}", end=f"{one['year']}-{last:02d}", relative="fiscal"
    )


def _some_year(_: re.Match[str], on: date, begins: int) -> Time:
    """`In the fiscal year`, of which the words do not say which it is."""
    made = account(on.year + (begins > 1 and on.month >= begins) - 1, begins)
    return Time(how="part", start=made.start, end=made.end, relative="unclear")
