"""Economies that are no states: territories and aggregates that tables of trade have rows of (`economies.csv`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from realpolitik.states.registry import rows


@dataclass(frozen=True, slots=True)
class Economy:
    """A territory or an aggregate of tables: its code there, its name, what it is, and whether embedded tables have rows of it."""

    code: str
    name: str
    says: str
    held: bool


def economy(name: str) -> Economy | None:
    """The economy of this code or name; None where there is none.

    Examples
    --------
    >>> economy("hkg").name, economy("China")
    ('Hong Kong', None)
    """
    return _index().get(name.strip().casefold())


@cache
def _index() -> dict[str, Economy]:
    found = {}
    for row in rows("economies.csv"):
        own = Economy(row["code"], row["name"], row["says"], row["rows"] == "yes")
        for word in (row["code"], row["name"], *row["aliases"].split("|")):
            found[word.casefold()] = own
    return found
