"""Who is bound by a curated treaty on a day, and by which government: accessions, withdrawals, and states of another name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from realpolitik.sources.shipped import shipped
from realpolitik.states import members
from realpolitik.states.wording import called


@cache
def _parties() -> Mapping[str, list[dict[str, Any]]]:
    return shipped("realpolitik.measures.alliances", "parties")


def in_force(treaty: Mapping[str, Any], year: int, about: Iterable[str]) -> bool:
    """Whether a treaty was in force between some of its parties on the last day of a year.

    A party of a treaty that grew (the North Atlantic Treaty) is bound from its accession, one that left no longer.
    """
    day = date(year, 12, 31)
    return (
        treaty["in_force"] <= day
        and (treaty["ended"] is None or treaty["ended"] > day)
        and bound(treaty, day, about)
    )


def bound(treaty: Mapping[str, Any], day: date, about: Iterable[str]) -> bool:
    """Whether states had acceded to a treaty by a day, and had not left."""
    groups = [one["group"] for one in _parties()["members"] if one["signed"] == treaty["signed"]]
    left = {
        one["state"] for one in _parties()["left"] if one["signed"] == treaty["signed"] and one["day"] <= day
    }
    return not left & {*about} and all({*about} <= {*members(group, on=day)} for group in groups)


def under_way(treaty: Mapping[str, Any], year: int, about: Iterable[str]) -> bool:
    """Whether a treaty was signed but not yet in force on the last day of a year, or ended between states in that year."""
    waits = treaty["signed"].year <= year < treaty["in_force"].year and bound(
        treaty, date(year, 12, 31), about
    )
    return waits or (in_force(treaty, year - 1, about) and not in_force(treaty, year, about))


def government(code: str, year: int) -> str:
    """What a state was called in a year where it was another government or had another name; empty for the present one.

    Examples
    --------
    >>> government("CHN", 1949), government("CHN", 1950)
    ('the Republic of China', '')
    """
    held = [one for one in _parties()["governments"] if one["state"] == code and year <= one["to"]]
    return min(held, key=lambda one: one["to"])["called"] if held else ""


def governments(about: Iterable[str], year: int) -> str:
    """Two states, in the order of their codes, as they were called in a year, where one of them was another government; empty where none was.

    Examples
    --------
    >>> governments(("CHN", "SUN"), 1945)
    'the Republic of China and the Soviet Union'
    """
    then = [(code, government(code, year)) for code in sorted(about)]
    return " and ".join(name or called(code) for code, name in then) if any(name for _, name in then) else ""
