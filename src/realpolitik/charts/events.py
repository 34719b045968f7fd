"""Days that divide the record, and where their labels stand so that none covers another."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from realpolitik.charts.text import breadth
from realpolitik.sources.shipped import shipped

_MOST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A day with its label, a `short` one for narrow charts, the states it concerns (empty: all) and its
    source.
    """

    date: date
    label: str
    short: str
    states: tuple[str, ...]
    source: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A label at pixel `x` in a `row` above the plot (0 is the lowest), running right of its rule or
    `left`.
    """

    text: str
    date: date
    x: float
    row: int
    left: bool


@cache
def events() -> tuple[Event, ...]:
    """All events, by date."""
    rows: list[Mapping] = shipped("realpolitik.charts", "events")
    made = [
        Event(**{**row, "states": () if row["states"] == "world" else tuple(row["states"])}) for row in rows
    ]
    return tuple(sorted(made, key=lambda event: event.date))


def relevant(about: Sequence[str], start: date, end: date) -> tuple[Event, ...]:
    """Events that concern one of the states and fall within the days, at most five: the latest.

    Examples
    --------
    >>> [event.short for event in relevant(("BRA", "ZAF"), date(2010, 1, 1), date(2025, 1, 1))]
    ['Invasion']
    """
    found = [e for e in events() if start < e.date < end and (not e.states or set(e.states) & set(about))]
    return tuple(found[-_MOST:])


def place(
    marks: Sequence[tuple[date, float, str]], *, size: float, right: float, taken: float = 0.0
) -> tuple[Placed, ...]:
    """Rows for labels, the fewest in which no label covers a label or is crossed by a rule.

    Parameters
    ----------
    marks
        Day, pixel and text of each.
    size
        Of the type, in pixels.
    right
        The pixel that no label may pass; a label that would, runs left of its rule.
    taken
        Pixels from the left edge that are in use in the lowest row (by the title of the axis).
    """
    reach = [breadth(text, size) + 12 for _, _, text in marks]
    places = [x for _, x, _ in marks]
    sides = [[False, True] if x + long <= right else [True] for x, long in zip(places, reach, strict=True)]
    for rows in range(1, len(marks) + 1):
        for lefts in itertools.product(*sides):
            spans = [
                (x - long, x) if left else (x, x + long)
                for x, long, left in zip(places, reach, lefts, strict=True)
            ]
            for chosen in itertools.product(range(rows), repeat=len(marks)):
                if _fits(chosen, places, spans, taken):
                    return _placed(marks, chosen, lefts)
    stairs = range(len(marks), 0, -1)  # too crowded: a row each, and a rule may cross a label
    return _placed(marks, tuple(stairs), [choice[0] for choice in sides])


def _placed(
    marks: Sequence[tuple[date, float, str]], rows: Sequence[int], lefts: Sequence[bool]
) -> tuple[Placed, ...]:
    return tuple(
        Placed(text=text, date=day, x=x, row=row, left=left)
        for (day, x, text), row, left in zip(marks, rows, lefts, strict=True)
    )


def _fits(
    rows: Sequence[int], places: Sequence[float], spans: Sequence[tuple[float, float]], taken: float
) -> bool:
    for i, (low, high) in enumerate(spans):
        if low < 0 or (rows[i] == 0 and low < taken):
            return False
        for j, (other_low, other_high) in enumerate(spans):
            if i == j:
                continue
            if rows[i] == rows[j] and low < other_high and other_low < high:
                return False
            if rows[j] > rows[i] and low < places[j] < high:  # the rule of j would cross the label of i
                return False
    return True
