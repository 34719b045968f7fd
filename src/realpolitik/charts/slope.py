"""Before against after, one label a lane: what grew, what fell, by how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from realpolitik.charts.canvas import Canvas, Drawing, Point, points
from realpolitik.charts.lanes import arrows
from realpolitik.errors import CoverageError

if TYPE_CHECKING:
    from realpolitik.findings import Finding

_MOST = 14


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """The first and the last known value of each label (or series), the largest first; at most fourteen.

    Raises
    ------
    CoverageError
        No label has two values.
    """
    rows = points(finding)
    labelled = any(point.row.get("label") for point in rows)
    by_name: dict[str, list[Point]] = {}
    for point in rows:
        if point.value is not None:
            by_name.setdefault(
                str(point.row.get("label") or point.series) if labelled else point.series, []
            ).append(point)
    pairs = [
        (name, min(found, key=lambda p: p.day), max(found, key=lambda p: p.day))
        for name, found in by_name.items()
        if len({point.day for point in found}) > 1
    ]
    if not pairs:
        raise CoverageError(
            f"{finding.name} has no label with a value before and one after: there is nothing to compare."
        )
    pairs.sort(key=lambda pair: -max(abs(pair[1].value or 0.0), abs(pair[2].value or 0.0)))
    shown = pairs[:_MOST]
    return arrows(finding, shown, canvas, (_when([p for _, p, _ in shown]), _when([p for _, _, p in shown])))


def _when(points_: list[Point]) -> str:
    """The period of these points in words: one, or from the first to the last."""
    periods = sorted({point.period for point in points_})
    return periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
