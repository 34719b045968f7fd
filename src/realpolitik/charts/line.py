"""Series over time: lines with their band, named where they end, events as rules. Shares too, in percent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from realpolitik.charts.canvas import (
    ROW,
    SIZE,
    SMALL,
    Canvas,
    Drawing,
    Plot,
    Point,
    keys,
    label,
    margin,
    moment,
    papers,
    points,
    rules,
    values,
    void_layers,
    voids,
    with_gaps,
)
from realpolitik.charts.grammar import Layer, channel
from realpolitik.charts.lanes import lying_bars
from realpolitik.charts.scales import Linear, linear_scale, spread, time_scale
from realpolitik.charts.text import axis_of, breadth
from realpolitik.wording.numbers import figure

if TYPE_CHECKING:
    from realpolitik.findings import Finding

_DENSE = 40
"""More points than this and the line is drawn without dots."""
_NAMED = 6
"""At most so many series are named, one for each colour; the rest are thin and grey."""
_SWAMP = 2.5
"""Bands that take so many times the height of their lines are cut."""
_ROOM = 0.6
"""Where they are cut: beyond the lines by this part of their height."""
_BESIDE = 170
"""Names up to so many pixels stand beside the ends of their lines, longer ones above the plot."""


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """A line a series. Gaps stay gaps; a series of one point is a dot; one date for all is drawn as bars.

    Raises
    ------
    CoverageError
        There is no value to draw.
    """
    rows = points(finding)
    if len({point.period for point in rows if point.value is not None}) == 1:
        return lying_bars(finding, rows, canvas)  # one date is no line
    names = _ranked(rows)
    # What is measured apart from the rest is said in words, in its place, and does not set the scale.
    rows = [replace(p, value=None, low=None, high=None) if p.row.get("apart") else p for p in rows]
    axis = axis_of(
        finding.unit,
        [abs(v) for p in rows for v in (p.value, p.low, p.high) if v is not None],
        of=finding.name,
    )
    height = 300 if canvas.wide else 220
    y = _scale(finding, rows, axis.divisor, height)
    rows, beyond = _within(rows, y, axis.divisor)
    left = margin(y)
    ends = _ends(rows, names, finding.unit, lambda value: y(value / axis.divisor), height)
    longest = max(breadth(name, SIZE) for name in names)
    beside = canvas.wide and len(names) > 1 and longest <= _BESIDE
    for end in ends:
        end["text"] = f"{end['name']}  {end['figure']}" if beside else end["figure"]
    right = max(breadth(end["text"], SIZE, bold=True) for end in ends) + 14
    width = canvas.total - left - right
    x = time_scale([p.period for p in rows], width=width, room=46 if canvas.wide else 42)
    heading = rules(finding, x, canvas, height=height, left=left, title=axis.title)
    plot = Plot(
        points=with_gaps(rows),
        names=names,
        axis=axis,
        x=x,
        y=y,
        left=left,
        title_y=heading.title_y,
        canvas=canvas,
    )
    top = heading.rows * ROW + 8.0
    layers: list[Any] = [
        *void_layers(voids(plot.points), x, top=0, bottom=height, canvas=canvas),
        *_zero(plot, width),
        *heading.layers,
        *_bands(plot),
        *_lines(plot),
        *_words(ends, plot),
        *_reach(beyond, finding.unit, plot, width),
    ]
    if len(names) > 1 and not beside:
        top += keys(names[:_NAMED], canvas, left=left, y=0)[1] * ROW + 4
        layers += keys(names[:_NAMED], canvas, left=left, y=-top + ROW / 2)[0]
    return Drawing(layers=layers, width=width, height=height, left=left, right=right, top=top, bottom=26)


def _ranked(rows: Sequence[Point]) -> list[str]:
    """Series in the order of the rows, or, where there are too many to name, the largest at the end first."""
    names = list(dict.fromkeys(point.series for point in rows))
    if len(names) <= _NAMED:
        return names
    last = {point.series: abs(point.value) for point in rows if point.value is not None}
    return sorted(names, key=lambda name: -last.get(name, 0.0))


def _scale(finding: Finding, rows: Sequence[Point], divisor: float, height: float) -> Linear:
    """From zero to the highest bound; bands that would press the lines flat are cut at some way beyond these."""
    seen = [v / divisor for p in rows for v in (p.value, p.low, p.high) if v is not None]
    lines = [p.value / divisor for p in rows if p.value is not None]
    low, high = min(0.0, *lines), max(0.0, *lines)
    if max(0.0, *seen) - min(0.0, *seen) > _SWAMP * (high - low) > 0:
        room = (high - low) * _ROOM
        seen = [min(max(one, low - room), high + room) for one in seen]
    # A price or an index may stand on a broken axis; amounts, shares and counts are measured from zero.
    floating = finding.unit.startswith(("USD/", "index")) and min(seen) > 0.5 * max(seen)
    return linear_scale(seen, bottom=height, top=0, zero=not floating)


def _within(
    rows: Sequence[Point], y: Linear, divisor: float
) -> tuple[list[Point], tuple[float, float] | None]:
    """The points with bounds cut to the scale, and how far the bounds reach where any was cut."""
    low, high = y.low * divisor, y.high * divisor
    slack = (high - low) * 1e-9
    bounds = [b for p in rows for b in (p.low, p.high) if b is not None]
    if not bounds or (min(bounds) >= low - slack and max(bounds) <= high + slack):
        return list(rows), None
    cut = [
        replace(p, low=min(max(p.low, low), high), high=min(max(p.high, low), high))
        if p.low is not None and p.high is not None
        else p
        for p in rows
    ]
    return cut, (min(bounds), max(bounds))


def _reach(beyond: tuple[float, float] | None, unit: str, plot: Plot, width: float) -> list[Any]:
    """Words for bands that the scale cuts."""
    if beyond is None:
        return []
    ends = [figure(end, unit) for end in beyond]
    over, under = plot.scaled(beyond[1]) or 0.0, plot.scaled(beyond[0]) or 0.0
    reach = " and ".join(
        end for end, out in ((ends[0], under < plot.y.low), (ends[1], over > plot.y.high)) if out
    )
    row = {"x": width - 4, "y": 9.0, "text": f"bands reach {reach}"}
    words = [papers([row], plot.canvas, size=SMALL, align="right")]
    return [*words, label([row], colour=plot.canvas.theme.muted, size=SMALL, align="right")]


def _record(point: Point, plot: Plot) -> dict[str, Any]:
    made: dict[str, Any] = {
        "day": moment(point.day),
        "period": point.period,
        "series": point.series,
        "value": plot.scaled(point.value),
        "colour": plot.colour(point),
    }
    return made | {"low": plot.scaled(point.low), "high": plot.scaled(point.high)}


def _zero(plot: Plot, width: float) -> list[Layer]:
    """A firm line at zero, where the axis holds it."""

    if not plot.y.low <= 0 <= plot.y.high:
        return []
    mark = Layer(values([{"x": 0, "x2": width, "y": plot.y(0)}])).mark(
        "rule", strokeWidth=1, color=plot.canvas.theme.rule
    )
    return [mark.encode(x=channel("x:Q", scale=None), x2=channel("x2:Q"), y=channel("y:Q", scale=None))]


def _bands(plot: Plot) -> list[Layer]:
    """From low to high: areas, broken where no bounds are known; a bar for a point that stands alone."""

    names = {point.series for point in plot.points if point.low is not None}
    banded = [_record(point, plot) for point in plot.points if point.series in names]
    encoding: dict[str, Any] = {
        "x": plot.across(),
        "y": plot.up("low"),
        "y2": channel("high:Q"),
        "color": channel("colour:N", scale=None),
        "detail": channel("series:N"),
    }
    drawn = []
    if banded:
        drawn.append(Layer(values(banded)).mark("area", opacity=0.16).encode(**encoding))
    if lone := _alone(banded, "low"):
        drawn.append(Layer(values(lone)).mark("rule", strokeWidth=5, opacity=0.25).encode(**encoding))
    return drawn


def _lines(plot: Plot) -> list[Layer]:

    named = [_record(point, plot) for point in plot.points if plot.index(point) < _NAMED]
    others = [_record(point, plot) for point in plot.points if plot.index(point) >= _NAMED]
    encoding: dict[str, Any] = {
        "x": plot.across(),
        "y": plot.up(),
        "color": channel("colour:N", scale=None),
        "detail": channel("series:N"),
    }
    drawn = []
    if others:
        drawn.append(Layer(values(others)).mark("line", strokeWidth=1, opacity=0.6).encode(**encoding))
    drawn.append(Layer(values(named)).mark("line", strokeWidth=2.5, strokeJoin="round").encode(**encoding))
    longest = max(sum(point.series == name for point in plot.points) for name in plot.names)
    dotted = [record for record in named if record["value"] is not None]
    shown = dotted if longest <= _DENSE else _alone(named, "value")
    if shown:
        size = 42 if longest <= _DENSE / 2 else 18
        drawn.append(Layer(values(shown)).mark("circle", size=size, opacity=1).encode(**encoding))
    return drawn


def _alone(records: Sequence[dict[str, Any]], key: str) -> list[dict[str, Any]]:
    """Points that have a gap on both sides, which neither a line nor an area would show."""

    def joined(place: int, record: dict[str, Any]) -> bool:
        near = records[place] if 0 <= place < len(records) else None
        return bool(near and near["series"] == record["series"] and near[key] is not None)

    return [
        record
        for place, record in enumerate(records)
        if record[key] is not None and not joined(place - 1, record) and not joined(place + 1, record)
    ]


def _ends(
    rows: Sequence[Point],
    names: Sequence[str],
    unit: str,
    pixel: Callable[[float], float],
    height: float,
) -> list[dict[str, Any]]:
    """The last value of each named series, and the pixel where its label may stand."""
    last = {point.series: (point, point.value) for point in rows if point.value is not None}
    shown = [name for name in names[:_NAMED] if name in last]
    wished = [pixel(last[name][1]) for name in shown]
    places = spread(wished, [SIZE + 4.0] * len(shown), -6, height + 6)
    return [
        {
            "name": name,
            "index": names.index(name),
            "figure": figure(last[name][1], unit),
            "day": last[name][0].day,
            "y": place,
        }
        for name, place in zip(shown, places, strict=True)
    ]


def _words(ends: Sequence[dict[str, Any]], plot: Plot) -> list[Layer]:
    return [
        label(
            [{"x": plot.x(end["day"]) + 8, "y": end["y"], "text": end["text"]}],
            colour=plot.canvas.theme.tone(end["index"]),
            bold=True,
        )
        for end in ends
    ]
