"""Groups of states, by date: alliances, unions, clubs, and the coalition that sanctions Russia."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from realpolitik.errors import UnknownNameError
from realpolitik.states.registry import day, rows


@dataclass(frozen=True, slots=True)
class Membership:
    """A state's time in a group: its code, its first day, its last where it has left, and the document that says so."""

    code: str
    start: date
    end: date | None
    source: str


def members(group: str, on: date | None = None) -> tuple[str, ...]:
    """Codes of the members of a group on a day, in order; today's where no day is given.

    Raises
    ------
    UnknownNameError
        There is no such group; the message suggests the nearest.

    Examples
    --------
    >>> len(members("EU", on=date(2019, 1, 1))), len(members("EU", on=date(2021, 1, 1)))
    (28, 27)
    """
    return tuple(
        sorted(
            one.code
            for one in spells_in(group)
            if (one.end is None if on is None else one.start <= on and (one.end is None or on <= one.end))
        )
    )


def spells_in(group: str) -> tuple[Membership, ...]:
    """All memberships of a group, past and present.

    Raises
    ------
    UnknownNameError
        There is no such group; the message suggests the nearest.
    """
    if (known := group_named(group)) is None:
        raise UnknownNameError("group", group, _groups())
    return tuple(_groups()[known])


def group_named(name: str) -> str | None:
    """The group of this code or name in any case; None where there is none.

    Examples
    --------
    >>> group_named("eu"), group_named("Association of Southeast Asian Nations"), group_named("China")
    ('EU', 'ASEAN', None)
    """
    return _index().get(" ".join(name.casefold().removeprefix("the ").split()))


def group_name(group: str) -> str:
    """What a group is called within a sentence.

    Examples
    --------
    >>> group_name("EU"), group_name("BRICS")
    ('the European Union', 'BRICS')
    """
    return _names()[group]


def side(code: str, on: date) -> frozenset[str]:
    """The states of one side of a question on a day: the members of a group, else the state itself.

    Examples
    --------
    >>> len(side("G7", date(2024, 1, 1))), side("CHN", date(2024, 1, 1))
    (7, frozenset({'CHN'}))
    """
    return frozenset(members(code, on)) if code in _groups() else frozenset({code})


def groups() -> tuple[str, ...]:
    """Names of all groups, in order."""
    return tuple(_groups())


@cache
def _groups() -> dict[str, list[Membership]]:
    found: dict[str, list[Membership]] = {}
    for row in rows("groups.csv"):
        found.setdefault(row["group"], []).append(
            Membership(row["code"], date.fromisoformat(row["from"]), day(row["to"]), row["source"])
        )
    return found


@cache
def _names() -> dict[str, str]:
    return {row["group"]: row["name"] for row in rows("group_names.csv")}


@cache
def _index() -> dict[str, str]:
    found = {}
    for row in rows("group_names.csv"):
        words = (row["group"], row["name"].removeprefix("the "), *row["aliases"].split("|"))
        found |= {word.casefold(): row["group"] for word in words if word}
    return found
