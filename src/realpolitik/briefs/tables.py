"""The rows of a finding as a table for readers, and as CSV for their programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from realpolitik.wording.numbers import figure

if TYPE_CHECKING:
    from realpolitik.findings import Finding

_FIRST = ("period", "series", "label", "value", "low", "high", "unit")
_NUMBERS = ("value", "low", "high")
_FOR_PROGRAMS = ("reports",)
"""Columns that stand in CSV and JSON alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Column names, cells as text in rows, and which columns hold numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[str]


def columns(finding: Finding) -> tuple[str, ...]:
    """Every column that has a value in some row, in a steady order, the sources last."""
    present = {key: None for row in finding.rows for key, value in row.items() if value not in (None, "")}
    first = [name for name in _FIRST if name in present]
    rest = [name for name in present if name not in (*_FIRST, "source")]
    return (*first, *rest, *(("source",) if "source" in present else ()))


def grid(finding: Finding) -> Grid:
    """The rows as they are read: figures with their unit, nothing as a dash."""
    names = tuple(name for name in columns(finding) if name not in _FOR_PROGRAMS)
    rows = tuple(tuple(_cell(name, row, finding) for name in names) for row in finding.rows)
    return Grid(columns=names, rows=rows, numbers=frozenset(names) & frozenset(_NUMBERS))


def _cell(name: str, row: Any, finding: Finding) -> str:
    value = row.get(name)
    if value is None or value == "":
        return "–"
    if name in _NUMBERS and isinstance(value, int | float):
        return figure(float(value), str(row.get("unit") or finding.unit))
    if isinstance(value, float):
        return f"{value:,.4g}"
    return str(value)


def csv_text(finding: Finding) -> str:
    """The rows as CSV with plain numbers: money in dollars, shares between 0 and 1.

    A text that a spreadsheet would read as a formula is preceded by an apostrophe.
    """
    names = columns(finding)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_plain(row.get(name)) for name in names] for row in finding.rows)
    return out.getvalue()


def _plain(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "@", "\t")) else value


def cite(finding: Finding) -> Sequence[str]:
    """How to cite a figure: the data, source by source, and the method."""
    lines = []
    for source in finding.sources:
        record = source.record()
        written = record.get("citation") or ", ".join(
            str(record[name]) for name in ("publisher", "title", "version", "published") if record.get(name)
        )
        lines.append(f"{written}. {record.get('address', '')}".replace("..", ".").strip())
    return (*lines, f"Method: {finding.method.reference}")
