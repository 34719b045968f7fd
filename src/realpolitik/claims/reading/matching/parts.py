"""Statements on parts of years and single months, as tests of the same months of each year by one office's prints."""

from __future__ import annotations

import re
from typing import Any

from realpolitik.claims.reading.matching.series import Series
from realpolitik.claims.reading.matching.shapes import (
    ONE_OFFICE,
    ROUGH,
    NoMeasureError,
    Span,
    change_of,
    is_multiple,
    level_of,
)
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS
from realpolitik.wording.numbers import quantity

OPEN = 0.3
"""How far one office's print may lie from the amount said, as a part of it, before it contradicts anybody."""
OF_GROWTH = 0.03
"""What growth may be off, in points: first prints of both years, where offices set theirs against the year before as revised since."""
_PERIOD = re.compile(r"(\d{4})-(\d{2})(?:\.\.(\d{4})-(\d{2}))?")


TESTS = ("near", "at_least", "at_most", "rises", "falls", "grows", "shrinks")


def of_months(one: Statement) -> bool:
    """Whether a statement is on trade of two states in months of one year, in a month, or on the change between two months."""
    if one.relation not in ("trade", "exports") or any(code in GROUPS for code in one.states):
        return False
    if one.test not in TESTS or one.unit not in ("", "USD", "t", "share") or one.measured not in ("", "t"):
        return False
    return bool(_PERIOD.fullmatch(one.period))


def part_draft(one: Statement, series: Series) -> dict[str, Any] | None:
    """The test of a statement on trade or exports in some months of one year; None where no prints make them up.

    A change of a part of a year is one from the same months of the year before, as offices count it.

    Raises
    ------
    NoMeasureError
        The one print on record lies as far from the amount as two offices often do, or a change is told as an amount (`rose by $1 billion`).
    """
    changes = one.test in ("rises", "falls", "grows", "shrinks")
    ends = _ends(one, changes=changes)
    if ends is None or not series.has_prints(*one.states[:2]):
        return None
    if one.test in ("rises", "falls") and one.value is not None and one.unit not in ("", "share", "growth"):
        raise NoMeasureError("a measure of what it changed by over a part of a year, told as an amount")
    unit = "t" if "t" in (one.measured, one.unit) else "USD"
    now = _draft(one, unit, *ends[0])
    figure = _figure(now, series)
    if figure is None:
        return None
    at = _at(*ends[0])
    if not changes:
        return now | {"test": _level(one, Span(first=at, last=at, stated=True), unit, figure)}
    before = _draft(one, unit, *ends[1])
    if _figure(before, series) is None:
        return None
    span = Span(first=_at(*ends[1]), last=at, stated=True)
    test = _change(one, span, unit)
    if (ratio := test.get("ratio")) and before["options"] != now["options"]:
        ratio["to"] = {"at": span.first, "options": before["options"]}
    elif before["options"] != now["options"]:
        return None
    return now | {"start": before["end"], "test": test}


_Months = tuple[int, int, int]


def _ends(one: Statement, *, changes: bool) -> tuple[_Months, _Months] | None:
    """Year, first and last month of what is said, and of what a change is from."""
    found = _PERIOD.fullmatch(one.period)
    if found is None:
        return None
    year, first = int(found[1]), int(found[2])
    if found[3] is None or one.part:
        last = int(found[4] or first)
        same = (found[3] or found[1]) == found[1] and first <= last
        return ((year, first, last), (year - one.years, first, last)) if same else None
    if not changes:
        return None
    later = (int(found[3]), int(found[4]), int(found[4]))
    return (later, (year, first, first)) if (year, first) < later[:2] else None


def _draft(one: Statement, unit: str, year: int, first: int, last: int) -> dict[str, Any]:
    return {
        "measure": "trade.part_of_year",
        "about": one.states,
        "options": {
            "first": first,
            "last": last,
            "flow": one.relation,
            "product": one.goods or "total",
            "in_unit": unit,
        },
        "start": f"{year}-{last:02d}",
        "end": f"{year}-{last:02d}",
    }


def _at(year: int, first: int, last: int) -> str:
    """The months as a test names them: a month, or from the first to the last."""
    return f"{year}-{first:02d}" + (f"..{year}-{last:02d}" if last > first else "")


def _figure(draft: dict[str, Any], series: Series) -> float | None:
    made = series.within(draft)
    return made.value if made else None


def _change(one: Statement, span: Span, unit: str) -> dict[str, Any]:
    test: dict[str, Any] = change_of(one, span, unit)
    if (ratio := test.get("ratio")) and not is_multiple(one):
        ratio["within"] = max(ratio["within"], OF_GROWTH)
    return test


def _level(one: Statement, span: Span, unit: str, figure: float) -> dict[str, Any]:
    """The test of an amount; one office's print is allowed what offices commonly differ by, and contradicts nobody within a third."""
    test: dict[str, Any] = level_of(one, span, unit)
    if one.test == "near":
        body, value = test["near"], abs(one.value or 0.0)
        body["within"] = max(body["within"], round((ROUGH if one.about else ONE_OFFICE) * value, 6))
        if body["within"] < abs(figure - value) <= OPEN * value:
            raise NoMeasureError(
                f"a second report: the one on record has {quantity(figure, unit)}, and two offices often differ so far"
            )
    return test
