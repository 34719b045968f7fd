"""Before against after, one label a lane: what grew, what fell, by how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from realpolitik.charts.canvas import SMALL, Canvas, Drawing, Point, label, points
from realpolitik.charts.lanes import Pair, arrows, unlike
from realpolitik.charts.scales import span
from realpolitik.charts.text import clip
from realpolitik.errors import CoverageError
from realpolitik.findings import parse_date

if TYPE_CHECKING:
    from realpolitik.findings import Finding

_MOST = 14
_LENGTHS = (4, 7, 10)
"""Of `2021`, `2021-03` and `2021-03-05`: years are compared if there are any, else months, else days."""


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
    found: list[Pair] = []
    for length in _LENGTHS:
        drawn = [_pair(name, own, day, length) for (name, _), own in by_name.items()]
        if found := [pair for pair in drawn if pair]:
            break
    if not found:
        raise CoverageError(
            f"{finding.name} has no label with a value before and one after: there is nothing to compare."
        )
    found.sort(key=lambda pair: -max(abs(pair.old), abs(pair.new)))
    if unlike(found[:_MOST]):  # tonnes and cars, or oil and chips, have no common order of size
        found = sorted(
            (pair for pair in found if pair.old > 0 < pair.new), key=lambda pair: -pair.new / pair.old
        )
    shown = found[:_MOST]
    paired = {pair.name for pair in found}
    unpaired = [name for name in dict.fromkeys(name for name, _ in by_name) if name not in paired]
    ends = (_when([pair.before for pair in shown]), _when([pair.after for pair in shown]))
    return _with_note(arrows(shown, canvas, ends), unpaired, canvas)


def _with_note(drawing: Drawing, names: Sequence[str], canvas: Canvas) -> Drawing:
    """The chart with the labels below it that it cannot show, for want of a figure on either side of the day."""
    if not names:
        return drawing
    said = f"Not drawn, without a figure on both sides: {', '.join(names)}."
    lines = clip(said, canvas.total - 4, SMALL - 1, lines=3)
    rows = [
        {"x": -drawing.left + 2, "y": drawing.height + drawing.bottom + 6.0 + 15 * place, "text": line}
        for place, line in enumerate(lines)
    ]
    note = label(rows, colour=canvas.theme.muted, size=SMALL - 1)
    return replace(drawing, layers=[*drawing.layers, note], bottom=drawing.bottom + 15 * len(lines) + 4)


def _pair(name: str, rows: Sequence[Point], split: date | None, length: int) -> Pair | None:
    """The two points to compare among periods written with so many letters."""
    own = sorted((point for point in rows if len(point.period) == length), key=lambda point: point.day)
    earlier = [point for point in own if split is None or span(point.period)[1] < split]
    if not earlier:
        return None
    before = earlier[0] if split is None else earlier[-1]
    later = own[-1].day > max(before.day, split or before.day)
    return Pair(name=name, before=before, after=own[-1]) if later else None


def _when(points_: Sequence[Point]) -> str:
    """The period of these points in words: one, or from the first to the last.

    Points that stand for a longer span say so (`span`); where the spans differ, what the points have in common is their series.
    """
    spans = {str(point.row["span"]) for point in points_ if point.row.get("span")}
    if spans:
        return spans.pop() if len(spans) == 1 else points_[0].series
    periods = sorted({point.period for point in points_})
    return periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
