"""What a brief shows at one glance: trade over time, shares in imports either way, votes, losses without each other's trade.

Only what the pair has is shown; each cell is of a finding that stands below on the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from realpolitik.charts.canvas import Point, points
from realpolitik.charts.glance import Bar, Cell
from realpolitik.findings import parse_date
from realpolitik.measures.registering.shock import SHOCK
from realpolitik.states.wording import name
from realpolitik.wording.numbers import percent

if TYPE_CHECKING:
    from realpolitik.briefs.model import Brief
    from realpolitik.findings import Finding

_FEWEST = 3
"""Figures from which on a line is worth its place."""
_LINES = {"trade.turnover": "Trade", "votes.identical_share": "UN votes alike"}


def glance(brief: Brief) -> tuple[Cell, ...]:
    """The cells of the head of a brief: trade, shares of imports, votes, losses; those without figures are left out."""
    found = {(one.name, one.about): one for one in reversed(brief.findings)}
    asked = (one.options.get("shock") for one in brief.findings)
    shock = parse_date(str(next((day for day in asked if day), SHOCK)))
    a, b = brief.about
    cells = [
        _line(found.get(("trade.turnover", (a, b))), shock),
        _shares(
            found.get(("dependence.import_share", (b, a))), found.get(("dependence.import_share", (a, b)))
        ),
        _line(found.get(("votes.identical_share", (a, b))), shock),
        _losses(found.get(("leverage.loss", (b, a))), (b, a)),
    ]
    return tuple(cell for cell in cells if cell)


def _line(finding: Finding | None, shock: date) -> Cell | None:
    if finding is None:
        return None
    rows = points(finding)
    own: list[Point] = [point for point in rows if point.series == rows[0].series]
    if sum(point.value is not None for point in own) < _FEWEST:
        return None
    return Cell(title=_LINES[finding.name], unit=finding.unit, points=tuple(own), shock=shock)


def _shares(*findings: Finding | None) -> Cell | None:
    bars = tuple(
        Bar(
            label=f"{name(one.about[0])} from {name(one.about[1])}, {one.as_of[:4]}",
            value=one.value,
            says=percent(one.value),
        )
        for one in findings
        if one is not None and one.value is not None
    )
    return Cell(title="Share of imports", unit="share", bars=bars) if bars else None


def _losses(finding: Finding | None, about: tuple[str, str]) -> Cell | None:
    if finding is None:
        return None
    bars = tuple(_loss(finding, one, other) for one, other in (about, about[::-1]))
    known = tuple(bar for bar in bars if bar)
    year = finding.as_of[:4]
    return Cell(title=f"Income lost, model of {year}", unit="share", bars=known) if known else None


def _loss(finding: Finding, code: str, other: str) -> Bar | None:
    rows: Iterator[float] = (
        float(row["value"])
        for row in reversed(finding.rows)
        if row.get("state") == code and row["value"] is not None
    )
    lost = next(rows, None)
    if lost is None:
        return None
    return Bar(label=f"{name(code)} without {name(other)}", value=max(lost, 0.0), says=percent(lost))
