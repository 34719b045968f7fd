"""The ledger of sanctions as one reads it on a day: what is in force, of which class, by whom, and how heavy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from realpolitik.errors import UnknownNameError
from realpolitik.findings import parse_date
from realpolitik.sources.shipped import shipped
from realpolitik.states import members

Row = Mapping[str, Any]
GROUPS = ("EU", "G7")
"""Groups that the ledger writes for their members."""
EVERYONE = "WLD"


@cache
def rules() -> Mapping[str, Any]:
    """Classes, their weights, and what has ended (`sanction_kinds.yaml`)."""
    return shipped("realpolitik.measures.sanctions", "sanction_kinds")


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """A measure in force on a day.

    Attributes
    ----------
    row
        The row of the ledger.
    classes
        Its classes; empty for a legal basis or a list.
    weight
        Sum of the weights of its classes.
    senders
        Codes of the states that keep it up on the day, groups resolved as of its adoption.
    scenarios
        Scenarios whose shocks model it.
    """

    row: Row
    classes: tuple[str, ...]
    weight: int
    senders: frozenset[str]
    scenarios: tuple[str, ...]


def senders(row: Row) -> set[str]:
    """Codes of all who took a measure, and of the groups: members are those of its day."""
    return {*_senders(row["sender"], row["date"])}


@cache
def _senders(written: str, on: date) -> frozenset[str]:
    words = written.split()
    return frozenset({*words, *(code for word in words if word in GROUPS for code in members(word, on=on))})


@cache
def classes_of(instrument: str) -> tuple[str, ...]:
    """The classes of an instrument, in the order of the rules; none for a legal basis, a list or a suspension.

    Raises
    ------
    UnknownNameError
        No rule knows the instrument: add it to `sanction_kinds.yaml`.

    Examples
    --------
    >>> classes_of("trade embargo, SWIFT, services"), classes_of("asset freeze authority")
    (('finance', 'trade', 'services and investment'), ())
    """
    given = rules()
    if any(word in f"{instrument}," for word in (*given["bases"], *given["suspensions"])):
        # a basis may stand beside measures of its own: "asset freeze, Entity List (count)" counts what others list
        return tuple(name for name in ("secondary sanctions",) if "secondary sanctions (" in instrument)
    found = tuple(
        name for name, kind in given["classes"].items() if any(word in instrument for word in kind["words"])
    )
    if not found:
        words = {word for kind in given["classes"].values() for word in kind["words"]}
        raise UnknownNameError("instrument of sanctions", instrument, words)
    return found


def is_suspension(row: Row) -> bool:
    """Whether a row suspends others."""
    return any(word in row["instrument"] for word in rules()["suspensions"])


def targets(row: Row, *, among: Iterable[str]) -> list[str]:
    """Which of some states a measure is against; one against all the world is against each but its sender."""
    words = row["target"].split()
    own = senders(row)
    hit = []
    for code in among:
        in_group = any(word in GROUPS and code in members(word, on=row["date"]) for word in words)
        if code in words or in_group or (EVERYONE in words and code not in own):
            hit.append(code)
    return hit


def starts(row: Row) -> date:
    """From when a measure counts: its effective day, or its date; one known only by month or year counts from the end of it."""
    if row["effective"]:
        return row["effective"]
    written = {"month": f"{row['date']:%Y-%m}", "year": f"{row['date']:%Y}"}.get(row["precision"])
    return parse_date(written, last=True) if written else row["date"]


def in_force(rows: Iterable[Row], on: date) -> list[InForce]:
    """Measures in force on a day: adopted and effective, not ended, not paused, in the order given.

    Parameters
    ----------
    rows
        Of the table `sanctions`; `starts` says from when each counts.
    """
    out = []
    for row in rows:
        if is_suspension(row) or starts(row) > on:
            continue
        up = senders(row) - _stopped(row, on)
        if not up - set(GROUPS):
            continue
        found = classes_of(row["instrument"])
        kinds = [rules()["classes"][name] for name in found]
        links = (
            dict.fromkeys(kind["scenario"] for kind in kinds if "scenario" in kind)
            if rules()["modelled"] in row["target"]
            else {}
        )
        out.append(
            InForce(
                row=row,
                classes=found,
                weight=sum(kind["weight"] for kind in kinds),
                senders=frozenset(up - set(GROUPS)),
                scenarios=tuple(links),
            )
        )
    return out


def _stopped(row: Row, on: date) -> set[str]:
    """Senders (and groups) for which a measure has ended, or is paused, on a day."""
    out: set[str] = set()
    for end in rules()["ended"]:
        same = end["adopted"] == row["date"] and end["target"] in row["target"].split()
        if not same or end.get("instrument", row["instrument"]) != row["instrument"]:
            continue
        if end["from"] <= on and ("until" not in end or on <= end["until"]):
            out |= {end["sender"], *(members(end["sender"], on=on) if end["sender"] in GROUPS else ())}
    return out


def sectors_of(row: Row) -> list[str]:
    """The sectors of a measure, as the ledger writes them."""
    return [part.strip() for part in (row["sectors"] or "").split(",") if part.strip()]


def months_of(first: date, last: date) -> Sequence[date]:
    """First days of the months from the month of one day to that of another.

    Examples
    --------
    >>> [f"{day:%Y-%m}" for day in months_of(date(2021, 12, 5), date(2022, 2, 1))]
    ['2021-12', '2022-01', '2022-02']
    """
    count = (last.year - first.year) * 12 + last.month - first.month
    return [
        date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1)
        for n in range(count + 1)
    ]
