"""Before against after, one label a lane: what grew, what fell, by how much."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from realpolitik.charts.canvas import Canvas, Drawing, Point, points
from realpolitik.charts.lanes import Pair, arrows
from realpolitik.charts.scales import span
from realpolitik.errors import CoverageError
from realpolitik.findings import parse_date

if TYPE_CHECKING:
    from realpolitik.findings import Finding

_MOST = 14


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """A lane a label (or series), the largest first, at most fourteen.

    Where the finding has an option `split` or `shock`, before is the last period that ended by then; otherwise
    it is the first. After is the last. Only periods of one length are compared: years with years.

    Raises
    ------
    CoverageError
        No label has two values.
    """
    rows = [point for point in points(finding, every_unit=True) if point.value is not None]
    labelled = any(point.row.get("label") for point in rows)
    by_name: dict[tuple[str, str], list[Point]] = {}
    for point in rows:
        name = str(point.row.get("label") or point.series) if labelled else point.series
        by_name.setdefault((name, point.unit), []).append(point)
    split = str(finding.options.get("split") or finding.options.get("shock") or "")
    day = parse_date(split) if split else None
    found = [pair for (name, _), own in by_name.items() if (pair := _pair(name, own, day))]
    if not found:
        raise CoverageError(
            f"{finding.name} has no label with a value before and one after: there is nothing to compare."
        )
    found.sort(key=lambda pair: -max(abs(pair.old), abs(pair.new)))
    if len({pair.unit for pair in found}) > 1:  # tonnes and cars have no common order of size
        found = sorted(
            (pair for pair in found if pair.old > 0 < pair.new), key=lambda pair: -pair.new / pair.old
        )
    shown = found[:_MOST]
    ends = (_when([pair.before for pair in shown]), _when([pair.after for pair in shown]))
    return arrows(shown, canvas, ends)


def _pair(name: str, rows: Sequence[Point], split: date | None) -> Pair | None:
    """The two points to compare: years if there are two on either side, else months."""
    for length in (4, 7, 10):
        own = sorted((point for point in rows if len(point.period) == length), key=lambda point: point.day)
        earlier = [point for point in own if split is None or span(point.period)[1] < split]
        if not earlier:
            continue
        before = earlier[0] if split is None else earlier[-1]
        if own[-1].day > (split or before.day) and own[-1].day > before.day:
            return Pair(name=name, before=before, after=own[-1])
    return None


def _when(points_: Sequence[Point]) -> str:
    """The period of these points in words: one, or from the first to the last."""
    periods = sorted({point.period for point in points_})
    return periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
