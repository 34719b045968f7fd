"""Bars: by period, standing on a time axis with events as rules; or by label, lying, each with its figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from realpolitik.charts.canvas import (
    ROW,
    SMALL,
    Canvas,
    Drawing,
    Plot,
    Point,
    keys,
    label,
    margin,
    moment,
    points,
    rules,
    values,
)
from realpolitik.charts.grammar import Layer, channel
from realpolitik.charts.lanes import lying_bars
from realpolitik.charts.scales import linear_scale, span, time_scale
from realpolitik.charts.text import axis_of, breadth
from realpolitik.wording.numbers import figure

if TYPE_CHECKING:
    from realpolitik.findings import Finding

_FILLED = 0.78
"""The part of a period that its bars take."""
_THICK = 72
"""Pixels of the thickest bar."""


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """Lying bars where rows have labels, or where series of one period are compared; standing ones otherwise.

    Raises
    ------
    CoverageError
        There is no value to draw.
    """
    rows = points(finding)
    one_period = len({point.period for point in rows}) == 1
    if one_period or any(point.row.get("label") for point in rows):
        return lying_bars(finding, rows, canvas)
    return _standing(finding, rows, canvas)


def _standing(finding: Finding, rows: Sequence[Point], canvas: Canvas) -> Drawing:

    names = list(dict.fromkeys(point.series for point in rows))
    known = [point for point in rows if point.value is not None]
    ends = [v for p in known for v in (p.value, p.low, p.high) if v is not None]
    axis = axis_of(finding.unit, map(abs, ends), of=finding.name)
    height = 280 if canvas.wide else 220
    y = linear_scale([v / axis.divisor for v in ends], bottom=height, top=0)
    left = margin(y)
    width = canvas.total - left - 16
    x = time_scale([p.period for p in rows], width=width, room=46 if canvas.wide else 42)
    heading = rules(finding, x, canvas, height=height, left=left, title=axis.title)
    plot = Plot(
        points=known, names=names, axis=axis, x=x, y=y, left=left, title_y=heading.title_y, canvas=canvas
    )
    each = min((last - first).days + 1 for first, last in (span(p.period) for p in rows))
    days = max((x.end - x.start).days, 1)
    step = min(each * _FILLED / len(names), _THICK * days / width)
    thick = max(width * step / days, 1.0)
    records = [_record(point, plot, step) for point in known]
    bars = (
        Layer(values(records))
        .mark("bar", size=thick)
        .encode(x=plot.across(), y=plot.up(), color=channel("colour:N", scale=None))
    )
    layers: list[Any] = [
        *heading.layers,
        bars,
        *_whiskers(plot, step),
        *_figures(records, plot, finding.unit, thick),
    ]
    top = heading.rows * ROW + 8.0
    if len(names) > 1:
        top += keys(names, canvas, left=left, y=0)[1] * ROW + 4
        layers += keys(names, canvas, left=left, y=-top + ROW / 2)[0]
    return Drawing(layers=layers, width=width, height=height, left=left, right=16, top=top, bottom=26)


def _day(point: Point, plot: Plot, step: float) -> date:
    """The middle of a bar: bars of one period stand side by side."""
    return point.day + timedelta(days=(plot.index(point) - (len(plot.names) - 1) / 2) * step)


def _record(point: Point, plot: Plot, step: float) -> dict[str, Any]:
    return {
        "day": moment(_day(point, plot, step)),
        "period": point.period,
        "series": point.series,
        "value": plot.scaled(point.value),
        "colour": plot.colour(point),
    }


def _whiskers(plot: Plot, step: float) -> list[Any]:

    found = [
        {"x": plot.x(_day(p, plot, step)), "y": plot.height(p.low), "y2": plot.height(p.high)}
        for p in plot.points
        if p.low is not None and p.high is not None
    ]
    if not found:
        return []
    mark = Layer(values(found)).mark("rule", strokeWidth=1.5, color=plot.canvas.theme.ink)
    return [mark.encode(x=channel("x:Q", scale=None), y=channel("y:Q", scale=None), y2=channel("y2:Q"))]


def _figures(records: Sequence[dict[str, Any]], plot: Plot, unit: str, thick: float) -> list[Any]:
    """The figure on each bar where all fit; otherwise the axis must do."""
    words = [figure(record["value"] * plot.axis.divisor, unit) for record in records]
    if any(breadth(word, SMALL) > thick + 4 for word in words):
        return []
    places = []
    for point, record, word in zip(plot.points, records, words, strict=True):
        up = record["value"] >= 0
        end = max(record["value"], plot.scaled(point.high) or 0.0) if up else record["value"]
        end = end if up else min(end, plot.scaled(point.low) or 0.0)
        day = date.fromisoformat(record["day"][:10])
        places.append({"x": plot.x(day), "y": plot.y(end) + (-9 if up else 9), "text": word})
    return [label(places, colour=plot.canvas.theme.ink, size=SMALL, align="center")]
