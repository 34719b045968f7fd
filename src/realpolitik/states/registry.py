"""The registry of states: who lived when, under which codes.

The lives come from the Correlates of War State System Membership List (2016) and from Gleditsch and Ward (1999), doi
10.1080/03050629908434958, joined in `states.csv`; `spells.csv` keeps each list as published. States that never had an ISO code
bear one that begins with X. One number of the lists may stand for several states: 365 is Russia and the Soviet Union.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from realpolitik.errors import OptionError, UnknownStateError

System = Literal["cow", "gw"]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state, from its first day to its last.

    Attributes
    ----------
    code
        ISO 3166 alpha-3, of part 3 for states that have ended (`SUN`, `YUG`, `DDR`), else beginning with X.
    name
        In English, as used today or last.
    cow, gw
        Its numbers in the Correlates of War and the Gleditsch-Ward lists, or None where a list leaves it out.
    life
        First and last days of each span in which it lived; the last day is None for a state that lives.
    successors
        Codes of the states that followed one that has ended.
    """

    code: str
    name: str
    cow: int | None
    gw: int | None
    life: tuple[tuple[date, date | None], ...] = field(repr=False)
    successors: tuple[str, ...] = ()

    @property
    def start(self) -> date:
        """Its first day; 1816-01-01, where the lists begin, for states that are older."""
        return self.life[0][0]

    @property
    def end(self) -> date | None:
        """Its last day, or None for a state that lives."""
        return self.life[-1][1]

    def lived_on(self, day: date) -> bool:
        """Whether it was a state on this day."""
        return any(first <= day and (last is None or day <= last) for first, last in self.life)

    def record(self) -> dict[str, object]:
        """The state as plain values."""
        return {
            "code": self.code,
            "name": self.name,
            "cow": self.cow,
            "gw": self.gw,
            "life": [{"from": str(first), "to": str(last) if last else None} for first, last in self.life],
            "successors": list(self.successors),
        }


@dataclass(frozen=True, slots=True)
class Spell:
    """A span in which a published list has a number stand for a state; the last day is None if it goes on."""

    system: System
    number: int
    abbreviation: str
    code: str
    start: date
    end: date | None


def registry() -> tuple[State, ...]:
    """All states, by code."""
    return tuple(by_code().values())


@cache
def by_code() -> dict[str, State]:
    """All states by code."""
    return {row["code"]: _state(row) for row in rows("states.csv")}


@cache
def spells() -> tuple[Spell, ...]:
    """Every spell of the two published lists."""
    return tuple(
        Spell(
            "cow" if row["system"] == "cow" else "gw",
            int(row["number"]),
            row["abbreviation"],
            row["code"],
            date.fromisoformat(row["start"]),
            day(row["end"]),
        )
        for row in rows("spells.csv")
    )


def state(code: str) -> State:
    """The state of this code.

    Raises
    ------
    UnknownStateError
        No state has it.

    Examples
    --------
    >>> state("SUN").end
    datetime.date(1991, 12, 25)
    """
    if code not in by_code():
        raise UnknownStateError(code, None, (), "`realpolitik states` lists the codes.")
    return by_code()[code]


def from_number(number: int, *, system: System = "cow", on: date | None = None) -> State:
    """The state that a number of a published list stands for on a day.

    Parameters
    ----------
    number
        Such as 365.
    system
        `cow` or `gw`.
    on
        Needed where the number has stood for several states.

    Raises
    ------
    UnknownStateError
        The number stands for no state, for none on that day, or for several and no day is given.

    Examples
    --------
    >>> from_number(365, on=date(1980, 1, 1)).code, from_number(365, on=date(2020, 1, 1)).code
    ('SUN', 'RUS')
    """
    if system not in ("cow", "gw"):
        raise OptionError(f"system={system!r}: choose cow or gw")
    bearing = [spell for spell in spells() if spell.system == system and spell.number == number]
    found = {spell.code for spell in bearing if on is None or _within(spell, on)}
    label = f"{system.upper()} {number}"
    if not bearing:
        raise UnknownStateError(label, on, (), "The list has no such number.")
    if not found:
        spans = "; ".join(f"{spell.code} {spell.start} to {spell.end or 'today'}" for spell in bearing)
        raise UnknownStateError(label, on, (), f"The number was in use for {spans}.")
    if len(found) > 1:
        names = [f"{code} ({by_code()[code].name})" for code in sorted(found)]
        raise UnknownStateError(label, on, names, "It has stood for several: give the date.")
    return by_code()[found.pop()]


def day(text: str) -> date | None:
    """A day as written in the files; empty is None."""
    return date.fromisoformat(text) if text else None


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a file of this folder."""
    text = (files("realpolitik.states") / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def _within(spell: Spell, on: date) -> bool:
    return spell.start <= on and (spell.end is None or on <= spell.end)


def _state(row: dict[str, str]) -> State:
    spans = [span.split("..") for span in row["life"].split()]
    return State(
        code=row["code"],
        name=row["name"],
        cow=int(row["cow"]) if row["cow"] else None,
        gw=int(row["gw"]) if row["gw"] else None,
        life=tuple((date.fromisoformat(first), day(last)) for first, last in spans),
        successors=tuple(row["successors"].split()),
    )
