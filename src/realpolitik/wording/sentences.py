"""Figures and states in the words of a sentence."""

from __future__ import annotations

from datetime import date

from realpolitik.findings import Period
from realpolitik.states import state

GROUPS = {"WLD": "the world", "EU27": "the European Union", "ADV": "the advanced economies"}
ARTICLED = ("rest of", "oil exporters", "other ", "United ", "Netherlands", "Caucasus", "Soviet Union")
"""How names begin that take an article."""


def name(code: str) -> str:
    """The name of a state or of a group of the tables.

    Examples
    --------
    >>> name("CHN"), name("WLD")
    ('China', 'the world')
    """
    return GROUPS.get(code) or state(code).name


def the(name: str) -> str:
    """A name within a sentence: with its article, where it has one.

    Examples
    --------
    >>> the("United States"), the("rest of the world"), the("China")
    ('the United States', 'the rest of the world', 'China')
    """
    return f"the {name}" if name.startswith(ARTICLED) else name


def opening(sentence: str) -> str:
    """A sentence with its first letter large, and the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def money(value: float) -> str:
    """US dollars in words.

    Examples
    --------
    >>> money(240.11e9), money(6.5e6)
    ('240.1 billion dollars', '6.5 million dollars')
    """
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:,.1f} {word} dollars"
    return f"{value:,.0f} dollars"


def percent(share: float) -> str:
    """A share as a percentage.

    Examples
    --------
    >>> percent(0.464), percent(0.0093), percent(-0.00002)
    ('46.4 %', '0.93 %', '0.00 %')
    """
    return f"{share:z.1%}".replace("%", " %") if abs(share) >= 0.01 else f"{share:z.2%}".replace("%", " %")


def written(day: date, freq: str) -> str:
    """A period as written: the year, the month or the day."""
    return {"A": f"{day:%Y}", "M": f"{day:%Y-%m}"}.get(freq, day.isoformat())


def day_in_words(day: date) -> str:
    """A day as it is said.

    Examples
    --------
    >>> day_in_words(date(2024, 5, 16))
    '16 May 2024'
    """
    return f"{day.day} {day:%B %Y}"


def spanned(days: list[date], freq: str) -> Period:
    """The period from the first to the last of some days."""
    return Period(start=written(min(days), freq), end=written(max(days), freq), freq=freq)
