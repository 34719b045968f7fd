"""States that a compiler's table of trade leaves out altogether: what others print of their trade, and the most it may be.

A compiler's total is its own sum, so that such a state is missing from it too: a share in it is too high, and a place among partners
may be too good (`unlisted.yaml` has the states).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from realpolitik.findings import Window
from realpolitik.measures.trade.estimates import FACTOR
from realpolitik.measures.trade.reports import CentralReport, central_reports, office_words, shipped
from realpolitik.sources.shipped import shipped as shipped_file
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.numbers import money, percent

LISTED: Mapping[str, Any] = shipped_file("realpolitik.measures.trade", "unlisted")
BILLION = 1e9
SUFFERS = 0.01
"""A share is said to suffer where what its total leaves out is this part of it, or more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlisted:
    """A state that is left out: dollars of its trade with another as some office prints it (None where none does), and the most it may be."""

    state: str
    value: float | None
    most: float
    office: str = ""
    sources: str = ""


def unlisted(tables: Store, a: str, office: str, period: date, flow: str) -> list[Unlisted]:
    """The states that an office's table leaves out in a year, as suppliers (`imports`), customers (`exports`) or partners (`trade`) of `a`."""
    there = [
        one for one in LISTED.get(office, ()) if one["years"][0] <= period.year <= one["years"][1] and one["state"] != a
    ]  # fmt: skip
    sides = {"imports": ("exports",), "exports": ("imports",), "trade": ("exports", "imports")}[flow]
    return [_of(tables, a, one, period, sides) for one in there]


def _of(tables: Store, a: str, one: Mapping[str, Any], period: date, sides: tuple[str, ...]) -> Unlisted:
    """What is known of a state's trade with `a`; `sides` are the state's own exports, imports or both."""
    code = one["state"]
    every = {side: _printed(tables, code, a, side) for side in sides}
    most = sum(_most(one, side, series) for side, series in every.items())
    told = [[report for report in series if report.period == period] for series in every.values()]
    if not all(told):
        return Unlisted(state=code, value=None, most=most)
    found = [reports[-1] for reports in told]
    return Unlisted(
        state=code,
        value=sum(report.value for report in found),
        most=most,
        office=found[0].office,
        sources=" ".join(dict.fromkeys(" ".join(report.sources for report in found).split())),
    )


def _printed(tables: Store, code: str, a: str, side: str) -> list[CentralReport]:
    """What offices print of a state's exports to `a`, or imports from it, in all years."""
    origin, destination = (code, a) if side == "exports" else (a, code)
    reports = shipped(tables["trade"], origin=origin, destination=destination, window=Window())
    return central_reports(reports, importer=destination, exporter=origin)


def _most(one: Mapping[str, Any], side: str, series: Sequence[CentralReport]) -> float:
    """The most that the flow may be in a year of which nothing is printed: twice what is printed of any other, and not above the state's total."""
    largest = max(
        (report.value for report in series), default=one.get("others", {}).get(side, one[side]) * BILLION
    )
    return min(one[side] * BILLION, FACTOR * largest)


def in_share(tables: Store, a: str, found: CentralReport, flow: str) -> tuple[str, ...]:
    """A caveat on a share in a total that leaves a state out whose trade with `a` some office prints, where it makes a difference."""
    year = Window(start=found.period, end=found.period)
    ways = {"imports": (("WLD", a),), "exports": ((a, "WLD"),), "trade": (("WLD", a), (a, "WLD"))}[flow]
    totals = [
        shipped(tables["trade"], origin=origin, destination=destination, window=year).get(found.period, {})
        for origin, destination in ways
    ]
    if not all(found.office in offices for offices in totals):
        return ()
    whole = sum(offices[found.office].value for offices in totals)
    return tuple(
        f"The total of {found.period.year} leaves out {called(one.state)}, of which {office_words(found.office)} has no flows: with the "
        f"{money(one.value)} that {office_words(one.office)} has, the share would be {percent(found.value * whole / (whole + one.value))}."
        for one in unlisted(tables, a, found.office, found.period, flow)
        if one.value is not None and one.value >= SUFFERS * whole
    )
