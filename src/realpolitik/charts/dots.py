"""Dated events: a dot a day, in lanes by series; or, where the values are counts, at their height."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from realpolitik.charts.canvas import (
    ROW,
    SMALL,
    Canvas,
    Drawing,
    Point,
    keys,
    label,
    margin,
    moment,
    points,
    rules,
    values,
    x_time,
    y_linear,
)
from realpolitik.charts.grammar import Layer, channel
from realpolitik.charts.lanes import column, lane_labels
from realpolitik.charts.scales import Linear, Time, linear_scale, time_scale
from realpolitik.charts.text import axis_of, breadth
from realpolitik.wording.numbers import figure

if TYPE_CHECKING:
    from realpolitik.findings import Finding


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """Lanes of dots, full for what happened (value 1) and open for what did not (0); otherwise dots at
    heights.

    Raises
    ------
    CoverageError
        There is no value to draw.
    """
    rows = [point for point in points(finding) if point.value is not None]
    if finding.unit != "index" and {point.value for point in rows} <= {0.0, 1.0}:
        return _strip(finding, rows, canvas)
    return _heights(finding, rows, canvas)


def _strip(finding: Finding, rows: Sequence[Point], canvas: Canvas) -> Drawing:

    names = list(dict.fromkeys(point.series for point in rows))
    col = column([name or " " for name in names], canvas)
    left = max(col.left, 18.0) if any(names) else 18.0
    above = col.above if any(names) else 0.0
    width = canvas.total - left - 18
    lane = above + 30
    height = lane * len(names)
    x = time_scale([p.period for p in rows], width=width, room=46 if canvas.wide else 42)
    heading = rules(finding, x, canvas, height=height, left=left, title="")
    theme = canvas.theme
    records = [
        {
            "day": moment(p.day),
            "period": p.period,
            "series": p.series,
            "value": p.value,
            "y": names.index(p.series) * lane + above + 15,
            "stroke": theme.colour(0),
            "fill": theme.colour(0) if p.value else theme.paper,
        }
        for p in rows
    ]
    lines = [{"x": 0.0, "x2": width, "y": place * lane + above + 15} for place in range(len(names))]
    layers: list[Any] = [
        Layer(values(lines))
        .mark("rule", strokeWidth=1, color=theme.grid)
        .encode(x=channel("x:Q", scale=None), x2=channel("x2:Q"), y=channel("y:Q", scale=None)),
        *heading.layers,
        Layer(values(records))
        .mark("point", size=95, filled=True, opacity=0.9, strokeWidth=2)
        .encode(
            x=x_time(x),
            y=channel("y:Q", scale=None, axis=None),
            stroke=channel("stroke:N", scale=None),
            fill=channel("fill:N", scale=None),
        ),
    ]
    if any(names):
        shown = [name or " " for name in names]
        layers.append(
            lane_labels(shown, [lane * n for n in range(len(names))], [lane] * len(names), col, canvas)
        )
    top = heading.rows * ROW + 10.0
    return Drawing(layers=layers, width=width, height=height, left=left, right=18, top=top, bottom=26)


def _heights(finding: Finding, rows: Sequence[Point], canvas: Canvas) -> Drawing:

    names = list(dict.fromkeys(point.series for point in rows))
    axis = axis_of(finding.unit, [abs(point.value or 0.0) for point in rows], of=finding.name)
    height = 270 if canvas.wide else 220
    y = linear_scale([(point.value or 0.0) / axis.divisor for point in rows], bottom=height, top=0)
    left = margin(y)
    words = [str(point.row.get("vote") or figure(point.value or 0.0, finding.unit)) for point in rows]
    title = str(rows[0].row.get("y_title") or axis.title)
    right = max(breadth(word, SMALL) for word in words) + 16
    width = canvas.total - left - right
    x = time_scale([p.period for p in rows], width=width, room=46 if canvas.wide else 42)
    heading = rules(finding, x, canvas, height=height, left=left, title=title)
    records = [
        {
            "day": moment(p.day),
            "period": p.period,
            "series": p.series,
            "value": (p.value or 0.0) / axis.divisor,
            "colour": canvas.theme.colour(names.index(p.series)),
        }
        for p in rows
    ]
    layers: list[Any] = [
        *heading.layers,
        Layer(values(records))
        .mark("circle", size=80, opacity=0.85)
        .encode(
            x=x_time(x),
            y=y_linear(y, title, left=left, title_y=heading.title_y),
            color=channel("colour:N", scale=None),
        ),
        label(_apart(rows, words, axis.divisor, x, y), colour=canvas.theme.ink, size=SMALL),
    ]
    top = heading.rows * ROW + 8.0
    if len(names) > 1:
        _, lines = keys(names, canvas, left=left, y=0)
        top += lines * ROW + 4
        layers += keys(names, canvas, left=left, y=-top + ROW / 2)[0]
    return Drawing(layers=layers, width=width, height=height, left=left, right=right, top=top, bottom=26)


def _apart(
    rows: Sequence[Point], words: Sequence[str], divisor: float, x: Time, y: Linear
) -> list[dict[str, Any]]:
    """Figures beside their dots, leaving out those that would cover a dot or another figure; the last comes
    first.
    """
    dots = [(x(p.day), y((p.value or 0.0) / divisor)) for p in rows]
    taken = [(px - 6, py - 6, px + 6, py + 6) for px, py in dots]
    shown = []
    for (px, py), word in sorted(zip(dots, words, strict=True), key=lambda item: -item[0][0]):
        box = (px + 8, py - 8, px + 12 + breadth(word, SMALL), py + 8)
        if not any(box[0] < b[2] and b[0] < box[2] and box[1] < b[3] and b[1] < box[3] for b in taken):
            taken.append(box)
            shown.append({"x": px + 9, "y": py, "text": word})
    return shown
