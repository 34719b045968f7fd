"""The day that divides before and after: one name, `shock`, and one default (`shock.yaml`) for every measure that has one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from realpolitik.measures.options import Date, Help
from realpolitik.sources.shipped import shipped
from realpolitik.wording.dates import day_in_words

_KNOWN: dict[str, Any] = shipped("realpolitik.measures.registering", "shock")
SHOCK: str = _KNOWN["day"].isoformat()
"""The default."""
Shock = Annotated[
    str,
    Date(),
    Help(
        f"The day that divides before and after; the default is {_KNOWN['event']}. Another day makes other halves, and another answer."
    ),
]


def concerned(about: Sequence[str]) -> bool:
    """Whether one of the states is a party to the event of the default day."""
    return bool(set(about) & set(_KNOWN["concerns"]))


def event(day: date, about: Sequence[str]) -> str:
    """What happened on the day: its event where that is the default and one of the states a party to it, else the day itself.

    Examples
    --------
    >>> event(date(2022, 2, 24), ["CHN", "RUS"]), event(date(2022, 2, 24), ["FRA", "DEU"])
    ('the invasion of Ukraine', '24 February 2022')
    """
    return str(_KNOWN["event"]) if day == _KNOWN["day"] and concerned(about) else day_in_words(day)
