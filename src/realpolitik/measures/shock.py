"""The day that divides before and after: one name, `shock`, and one default (`shock.yaml`) for every measure that has one."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from realpolitik.measures.options import Date, Help
from realpolitik.sources.shipped import shipped

_KNOWN: dict[str, Any] = shipped("realpolitik.measures", "shock")
SHOCK: str = _KNOWN["day"].isoformat()
"""The default."""
Shock = Annotated[
    str,
    Date(),
    Help(
        f"The day that divides before and after; the default is {_KNOWN['event']}. Another day makes other halves, and another answer."
    ),
]


def event(day: date) -> str:
    """What happened on the day: its event where it is the default, else the day itself.

    Examples
    --------
    >>> event(date(2022, 2, 24)), event(date(2014, 3, 18))
    ('the invasion of Ukraine', '2014-03-18')
    """
    return str(_KNOWN["event"]) if day == _KNOWN["day"] else day.isoformat()
