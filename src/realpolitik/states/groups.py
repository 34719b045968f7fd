"""Groups of states, by date: alliances, unions, clubs, and the coalition that sanctions Russia."""

from __future__ import annotations

from datetime import date
from functools import cache

from realpolitik.errors import UnknownNameError
from realpolitik.states.registry import day, rows


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
    known = _groups()
    name = next((name for name in known if name.casefold() == group.casefold()), None)
    if name is None:
        raise UnknownNameError("group", group, known)
    return tuple(
        sorted(
            code
            for code, start, end in known[name]
            if (end is None if on is None else start <= on and (end is None or on <= end))
        )
    )


def groups() -> tuple[str, ...]:
    """Names of all groups, in order."""
    return tuple(_groups())


@cache
def _groups() -> dict[str, list[tuple[str, date, date | None]]]:
    found: dict[str, list[tuple[str, date, date | None]]] = {}
    for row in rows("groups.csv"):
        found.setdefault(row["group"], []).append(
            (row["code"], date.fromisoformat(row["from"]), day(row["to"]))
        )
    return found
