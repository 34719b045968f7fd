"""What one name or number of a source means in a year: `entities.csv`, then the registry of states."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from realpolitik.errors import UnknownStateError
from realpolitik.states import Spell, resolve, spells
from realpolitik.states.registry import by_code

Kind = Literal["name", "iso3", "cow", "gw"]
EVERY = "*"
NO_STATE = "-"
"""In `entities.csv`: known, and no state (a region, a group, the remainder)."""


@dataclass(frozen=True, slots=True)
class Entity:
    """What a source calls a state, in the years named; code `-` for what is no state."""

    source: str
    value: str
    code: str
    start: int | None
    end: int | None

    def held_in(self, year: int | None) -> bool:
        """Whether the source means this by the name in that year."""
        if year is None:
            return self.end is None
        return (self.start is None or self.start <= year) and (self.end is None or year <= self.end)


@cache
def entities() -> Mapping[str, Mapping[str, tuple[Entity, ...]]]:
    """What `entities.csv` says, by source and by name in small letters."""
    found: dict[str, dict[str, list[Entity]]] = {}
    text = (files("realpolitik.sources") / "entities.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        entity = Entity(
            row["source"],
            row["value"],
            row["code"],
            int(row["from"]) if row["from"] else None,
            int(row["to"]) if row["to"] else None,
        )
        found.setdefault(entity.source, {}).setdefault(_key(entity.value), []).append(entity)
    return {source: {key: tuple(some) for key, some in names.items()} for source, names in found.items()}


def one_code(name: str, *, source: str, on: date) -> str | None:
    """The code of one name on a day, or None; for names that stand in lists.

    Examples
    --------
    >>> one_code("Korea, South", source="gsdb", on=date(2000, 1, 1)), one_code("Atlantis", source="gsdb", on=date(2000, 1, 1))
    ('KOR', None)
    """
    return Lookup(source, "name", early=False)(name, on)


class Lookup:
    """Looks names of one source up, one at a time; `used` has the entries of `entities.csv` that were of use."""

    def __init__(self, source: str, kind: Kind, early: bool) -> None:
        self.source, self.kind, self.early = source, kind, early
        self.used: set[Entity] = set()
        self.known = entities().get(source, {})
        self.common = entities().get(EVERY, {})

    def __call__(self, value: str, when: date | int | None) -> str | None:
        value = value.strip()
        year = when.year if isinstance(when, date) else when
        for names in (self.known, self.common):
            for entity in names.get(_key(value), ()):
                if entity.held_in(year):
                    self.used.add(entity)
                    return entity.code
        days = [when] if isinstance(when, date) else list(_days(year))
        if self.kind in ("cow", "gw"):
            return self._numbered(value, days)
        return self._named(value, days)

    def _numbered(self, value: str, days: list[date]) -> str | None:
        try:
            number = int(float(value))
        except ValueError:
            return None
        bearing = _bearers().get((self.kind, number), ())
        for day in days:
            for spell in bearing:
                if spell.start <= day and (spell.end is None or day <= spell.end):
                    return spell.code
        for day in days:  # it lived under another number, as Germany under 260 from 1955 to 1990
            codes = {spell.code for spell in bearing if spell.code in _members(self.kind, day)}
            if len(codes) == 1:
                return codes.pop()
        later = sorted(
            (spell.start, spell.code) for spell in bearing if spell.start > max(days, default=date.max)
        )
        return later[0][1] if self.early and later else None

    def _named(self, value: str, days: list[date]) -> str | None:
        if self.kind == "iso3" and value not in by_code():
            return None
        state = by_code().get(value)
        for day in days or [None]:
            try:
                return resolve(value, on=day).code
            except UnknownStateError:
                # another state bore the number of this one then: RUS in 1985 means SUN
                if state and state.cow and day and (earlier := _bearer(state.cow, day)):
                    return earlier
        if not self.early or not days:
            return None
        try:
            later = state or resolve(value)
        except UnknownStateError:
            return None
        return later.code if any(spell.start > max(days) for spell in _lives(later.code)) else None


def _lives(code: str) -> tuple[Spell, ...]:
    return tuple(spell for spell in spells() if spell.code == code)


def _bearer(number: int, day: date) -> str | None:
    for spell in _bearers().get(("cow", number), ()):
        if spell.start <= day and (spell.end is None or day <= spell.end):
            return spell.code
    return None


def held(number: str | None, year: int | None) -> bool:
    """Whether some state bore a number of the Correlates of War in the middle of a year."""
    if number is None or year is None or not 1 <= year <= 9999:
        return False
    return number.strip().isdecimal() and _bearer(int(number), date(year, 7, 1)) is not None


@cache
def _members(system: str, day: date) -> frozenset[str]:
    """Codes of the states that a list counts on a day, under whatever number."""
    return frozenset(
        spell.code
        for spell in spells()
        if spell.system == system and spell.start <= day and (spell.end is None or day <= spell.end)
    )


@cache
def _bearers() -> Mapping[tuple[str, int], tuple[Spell, ...]]:
    found: dict[tuple[str, int], list[Spell]] = {}
    for spell in spells():
        found.setdefault((spell.system, spell.number), []).append(spell)
    return {key: tuple(some) for key, some in found.items()}


def _days(year: int | None) -> Iterator[date]:
    """The days of a year that are tried in turn."""
    if year is not None and 1 <= year <= 9999:
        yield from (date(year, 7, 1), date(year, 12, 31), date(year, 1, 1))


def _key(text: str) -> str:
    return " ".join(text.casefold().split())
