"""Shares over time: lines in percent, from zero."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from realpolitik.charts.line import draw as draw_line

if TYPE_CHECKING:
    from realpolitik.charts.canvas import Canvas, Drawing
    from realpolitik.findings import Finding


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """A line a series in percent, whatever name the measure gives its unit: the rows are between 0 and 1."""
    rows = tuple(
        {**row, "unit": None} if row.get("unit") in (None, finding.unit) else row for row in finding.rows
    )
    return draw_line(replace(finding, unit="share", rows=rows), canvas)
