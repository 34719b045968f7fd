"""Months told in a word, without `in`: `March imports`, `June saw a rise`; half-years, and the first days of a month."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.spotting.moments import Time

_FLOW = r"(?:exports|imports|shipments|deliveries|purchases|arrivals|sales|supplies|trade|turnover|volumes?)"
_GOODS = r"(?:(?:oil|crude|crude oil|gas|natural gas|LNG|coal|seaborne|pipeline|goods|merchandise|soybean|wheat|steel|copper|iron ore|car|vehicle|total|overall) )"
Read = Callable[[re.Match[str], date], "Time | None"]
HALF, YEAR = 6, 12


def of_months() -> tuple[tuple[str, Read], ...]:
    """What such times look like, and what reads them."""
    months = joined(sorted(table("times")["months"], key=len, reverse=True))
    capital = "|".join(
        f"(?-i:{one[0].upper()}){one[1:]}" for one in sorted(table("times")["months"], key=len, reverse=True)
    )
    day = r"(?:\d{1,2}|ten|fifteen|twenty|two|three|few|couple of)"
    return (
        (
            rf"\b(?:(?:in|during|over|for) )?(?:the )?half[- ]year (?:to|ended|ending|up to|through)(?: in)? (?P<month>{months})\b(?:,? (?P<year>(?:19|20)\d\d)\b)?",
            _half_to,
        ),
        (r"\b(?:in|during|over|for) (?:the|this) half[- ]year\b(?! (?:to|of|ended|ending))(?P<month>)(?P<year>)", _half_to),
        (
            rf"\b(?:(?:in|during|over|for) )?(?:the )?(?:first|opening|last|initial) {day}(?: working)? days of (?P<month>{months})\b(?:,? (?P<year>(?:19|20)\d\d)\b)?",
            _days_of,
        ),
        (
            rf"(?<![\w-])(?:from |between )?(?P<month>{months}) 1(?:st)? ?(?:to|-|–|through|until) ?(?:(?:{months}) )?\d{{1,2}}(?:st|nd|rd|th)?\b(?:,? (?P<year>(?:19|20)\d\d)\b)?",
            _days_of,
        ),
        (
            rf"(?<![\w-])(?P<all>(?P<month>{capital})\b)(?P<year>)(?= {_GOODS}{{0,2}}{_FLOW}\b)",
            _bare,
        ),
        (
            rf"(?:^|(?<=while )|(?<=and )|(?<=but )|(?<=whereas )|(?<=, ))(?P<all>(?P<month>{capital})\b)(?P<year>)(?= (?:alone |also |itself )?(?:saw|brought|recorded|posted|registered|showed|witnessed)\b)",
            _bare,
        ),
    )  # fmt: skip


def _month(one: re.Match[str]) -> int:
    return int(table("times")["months"][one["month"].casefold().rstrip(".")])


def _bare(one: re.Match[str], on: date) -> Time:
    """`March imports`: those of the last March that had ended when the words were written."""
    month = _month(one)
    return Time(how="in", start=f"{on.year - (month >= on.month)}-{month:02d}")


def _half_to(one: re.Match[str], on: date) -> Time:
    """`The half year to June`, `during the half year`: the six months up to that month, or the last half that had ended."""
    month = _month(one) if one["month"] else HALF if on.month > HALF else YEAR
    year = int(one["year"]) if one["year"] else on.year - (month >= on.month)
    first = (month - HALF) % YEAR + 1
    start = f"{year - (first > month)}-{first:02d}"
    return Time(
        how="part", start=start, end=f"{year}-{month:02d}", relative="part" if first == 1 else "fiscal"
    )


def _days_of(one: re.Match[str], on: date) -> Time:
    """`The first 20 days of March`: no month, of which nothing is on record."""
    month = _month(one)
    year = int(one["year"]) if one["year"] else on.year - (month > on.month)
    return Time(how="part", start=f"{year}-{month:02d}", end=f"{year}-{month:02d}", relative="unclear")
