"""A time as claims write it, and months that belong to a year named beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.spotting.mentions import Mention

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""Months and days of the week by their names, in order."""


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


CHANGED = re.compile(
    r"\b(?:up|down)(?: by)? [\d.]+\s?(?:%|per ?cent) $|\b(?:was|were|is|are) (?:up|down)(?: \w+ly)? $"
    r"|\d\s?(?:%|per ?cent) (?:in|during|for|over) (?:the )?[A-Z][a-z]+(?: \d{4})? $"
    r"|\d\s?(?:%|per ?cent) (?:[a-z-]+ ){0,2}?(?:rise|increase|growth|gain|jump|surge|drop|decline|fall|decrease|slump|plunge|reduction|slide|dip|lower|higher|more|less) $",
    re.IGNORECASE,
)
"""A change before the time that it is counted from: `down 7.7 % from 2021`, `a 6 % drop from July`, `fell 2 % in August from July`."""


AHEAD = 31
"""Days after publication within which a day without a year is one to come: `the parade on May 9`, in a text of May 8."""


def is_near(month: int, day: int, on: date) -> bool:
    """Whether a day without a year lies in the weeks after publication, and not in the year before.

    Examples
    --------
    >>> is_near(5, 9, date(2025, 5, 8)), is_near(12, 9, date(2025, 5, 8)), is_near(5, 0, date(2025, 5, 8))
    (True, False, False)
    """
    try:
        return bool(day) and on < date(on.year, month, day) <= on + timedelta(days=AHEAD)
    except ValueError:
        return False


def add_years(period: str, years: int) -> str:
    """A period some years on: months and days stay.

    Examples
    --------
    >>> add_years("2023-10", -2)
    '2021-10'
    """
    return f"{int(period[:4]) + years:04d}{period[4:]}"


def month_before(period: str) -> str:
    """The month before a month.

    Examples
    --------
    >>> month_before("2024-01")
    '2023-12'
    """
    year, month = int(period[:4]), int(period[5:7])
    return f"{year - (month == 1):04d}-{(month - 2) % 12 + 1:02d}"


def of_two(one: Time, following: Time, *, opened: bool) -> Time:
    """From one time to another; two months with a dash, not led by `from`, are the months as a whole (`over April 2022-March 2023`)."""
    end = following.end or following.start
    months = len(one.start) == len(end) == len("2022-04") and one.start < end
    if opened and months and (one.start[5:], end[5:], int(end[:4]) - int(one.start[:4])) == ("04", "03", 1):
        return Time(
            how="part", start=one.start, end=end, relative="fiscal"
        )  # a year of account, from April on
    if (
        months
        and not opened
        and (int(end[:4]) - int(one.start[:4])) * 12 + int(end[5:]) - int(one.start[5:]) < 12
    ):
        how = "fiscal" if one.start[:4] != end[:4] else "part"
        return Time(how="part", start=one.start, end=end, relative=how)
    return Time(how="span", start=one.start, end=end)


def same_of(one: re.Match[str], _: date) -> Time:
    """`The same period of 2022`: so many years before the time that is meant, which `of_same_periods` finds."""
    led = one.group().casefold().startswith(("from", "over", "on ", "than", "against", "with", "to "))
    return Time(how="same", start=one["year"], relative="base" if led else "")


def first_month(one: re.Match[str], on: date) -> Time:
    """`In the first month of this year`: January."""
    return Time(how="in", start=f"{one['year'] or on.year}-01")


def to_date(one: re.Match[str], on: date) -> Time | None:
    """`Since the beginning of the year`: the months up to the last before publication, of which offices have printed."""
    if one.groupdict().get("year", str(on.year)) != str(on.year):
        return None
    if on.month == 1:
        return Time(how="part", start=f"{on.year - 1}-01", end=f"{on.year - 1}-12", relative="unclear")
    return Time(how="part", start=f"{on.year}-01", end=f"{on.year}-{on.month - 1:02d}", relative="open")


def last_months(_: re.Match[str], on: date) -> Time:
    """`In the past eighteen months`: no months that a clause could be held against."""
    month = on.replace(day=1) - timedelta(days=1)
    return Time(how="part", start=f"{month.year}-01", end=f"{month:%Y-%m}", relative="unclear")


def decade(one: re.Match[str], _: date) -> Time:
    """`The 1990s`, `the late 1990s`: a span of years."""
    year = int(one["decade"])
    first, last = {"early": (0, 3), "late": (7, 9), "mid": (4, 6)}.get(
        (one["part"] or "").casefold().strip("- "), (0, 9)
    )
    return Time(how="span", start=str(year + first), end=str(year + last), relative="decade")


def month_of(one: re.Match[str], on: date) -> Time | None:
    """`In September last year`."""
    month = table("times")["months"][one["month"].casefold().rstrip(".")]
    which = one["which"].casefold()
    if which == "the same" or (which == "this" and month >= on.month):
        return None
    return Time(how="in", start=f"{on.year - (which != 'this')}-{month:02d}")


_COMPARED_TO = re.compile(
    r"\b(?:from|versus|against|than|compared (?:with|to)) (?:(?!\b(?:in|and)\b)[^,;]){1,40}\bin $"
)


_PREVIOUS = re.compile(r"^.*\bprevious ")
"""Before a month or a year: the one before that which was named, and not before publication."""


def of_named_years(single: list[Mention], sentence: str) -> list[Mention]:
    """Months without a year, after a later month of a named year, are of that year: `in June 2023, more than in May`.

    Not after one that is only compared with: in `down from 1.5 million in April 2019 and 1.7 million in March` March is the last one.
    """
    found: list[Mention] = []
    named, told = "", {"year": "", "month": ""}
    for place, one in enumerate(single):
        follows = single[place + 1] if place + 1 < len(single) else None
        if follows and _of_that_year(one, follows):  # `In 2022, January-March trade`
            text, value = f"{one.text}, {follows.text}", follows.value
            if value.start[:4] != one.value.start:
                value = replace(
                    value,
                    start=f"{one.value.start}{value.start[4:]}",
                    end=f"{one.value.start}{value.end[4:]}",
                )
            single[place + 1] = Mention(start=one.start, end=follows.end, kind="t", text=text, value=value)
            continue
        start = one.value.start
        if (before := told.get(_PREVIOUS.sub("", one.text.casefold()), "")) and one.value.how == "in":
            start = month_before(before) if len(before) > len("2023") else add_years(before, -1)
            value = Time(how="in", start=start, relative=one.value.relative)
            found.append(Mention(start=one.start, end=one.end, kind="t", text=one.text, value=value))
            continue
        if one.value.how == "in" and start:
            told["month" if len(start) > len("2023") else "year"] = start
        bare = one.value.how == "in" and len(start) == len("2023-05") and not re.search(r"\d{4}", one.text)
        if bare and named and start[5:] < named[5:]:
            value = Time(how="in", start=f"{named[:4]}{start[4:]}", relative=one.value.relative)
            found.append(Mention(start=one.start, end=one.end, kind="t", text=one.text, value=value))
            continue
        compared = _COMPARED_TO.search(sentence[max(0, one.start - 60) : one.start])
        if one.value.how == "in" and len(start) == len("2023-05") and not bare and not compared:
            named = start
        found.append(one)
    return found


LAST_YEAR = ("last year", "the last year", "the previous year", "the preceding year", "the prior year")
_FROM_AMOUNT = re.compile(
    r"\b(?:from|against|versus|compared (?:to|with)|than) (?:(?!\b(?:in|to)\b)[^,;]){0,20}?[\d.]*\d[^,;\d]{0,25}$"
)
"""Before `last year`, where the sentence is on a month or a part of a year: the same of the year before."""


def of_same_periods(found: list[Mention], year: int, sentence: str = "") -> list[Mention]:
    """`The same period of 2022` as so many years before the period that the sentence names, else before the year of publication."""
    found = _years_later(found)
    named = [one for one in found if one.value.how in ("part", "in") and one.value.start]
    parts = [one for one in named if one.value.how == "part" or len(one.value.start) > len("2023")] or named
    made = []
    for one in found:
        if one.value.how == "ago" and any(len(other.value.start) > len("2023") for other in parts):
            value = Time(
                how="earlier", years=one.value.years
            )  # `9.6 in March, from 7.7 a year ago`: of a March
            made.append(Mention(start=one.start, end=one.end, kind="t", text=one.text, value=value))
            continue
        if one.value.how == "ago" and parts and _FROM_AMOUNT.search(sentence[: one.start]):
            made.append(replace(one, value=Time(how="earlier", years=one.value.years, relative="base")))
            continue  # `came to 9 million in 2024, versus 8 million a year ago`
        months = [other for other in parts if len(other.value.start) > len("2023")]
        if months and one.text.casefold() in LAST_YEAR and _FROM_AMOUNT.search(sentence[: one.start]):
            made.append(replace(one, value=Time(how="earlier", years=1, relative="base")))
            continue
        if one.value.how != "same":
            made.append(one)
            continue
        main = int(parts[0].value.start[:4]) if parts else year
        years = main - int(one.value.start)
        if years < 0 and one.value.relative != "base" and len(parts[0].value.start) > len("2023"):
            made.append(replace(one, value=_later(parts[0].value, -years)))
            continue  # `from A in May 2022 to B in the same month of 2023`
        how = "earlier" if years > 0 else "base"
        value = Time(
            how=how, start="" if years > 0 else one.value.start, years=years, relative=one.value.relative
        )
        made.append(Mention(start=one.start, end=one.end, kind="t", text=one.text, value=value))
    return made


def _years_later(found: list[Mention]) -> list[Mention]:
    """`In 2020 …, a year later`: so many years after the year, or the month, that the sentence named before."""
    made: list[Mention] = []
    for one in found:
        before = next(
            (other.value for other in reversed(made) if other.value.how == "in" and other.value.start), None
        )
        if (
            one.value.how == "earlier"
            and one.value.years < 0
            and before is not None
            and len(before.start) <= len("2023-10")
        ):
            value = Time(how="in", start=add_years(before.start, -one.value.years))
            made.append(replace(one, value=value))
            continue
        made.append(one)
    return made


def _later(time: Time, years: int) -> Time:
    """A month, or a part of a year, so many years later."""
    end = add_years(time.end, years) if time.end else ""
    return replace(time, start=add_years(time.start, years), end=end)


def _of_that_year(one: Mention, follows: Mention) -> bool:
    """Whether a year stands right before months that are of it."""
    year = one.value.how == "in" and len(one.value.start) == len("2022")
    bare = (
        not re.search(r"\d{4}|last|this", follows.text) and follows.value.start[:4] == follows.value.end[:4]
    )
    part = follows.value.how == "part" and (follows.value.start[:4] == one.value.start or bare)
    return year and part and follows.start - one.end <= len(", ")


def ends_of(sentence: str, one: Mention, following: Mention) -> bool:
    """Whether two parts of years are the ends of a change: `between the first quarter of 2022 and the third of 2025`."""
    opened = re.search(r"\b(?:from|between)\s*(?:the )?$", sentence[: one.start], re.IGNORECASE)
    return bool(opened) and bool(
        re.fullmatch(r"\s*(?:to|and|until|through)\s*(?:the )?", sentence[one.end : following.start])
    )
