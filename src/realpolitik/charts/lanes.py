"""Charts of labels, one below the other: lying bars, and before against after.

The label has a column of its own on a wide chart; on a narrow one it stands above its lane.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from realpolitik.charts.canvas import ROW, SIZE, SMALL, Canvas, Drawing, Point, keys, label, values
from realpolitik.charts.grammar import Layer, channel
from realpolitik.charts.scales import Linear, linear_scale
from realpolitik.charts.text import axis_of, breadth, clip
from realpolitik.wording.numbers import figure

if TYPE_CHECKING:
    from realpolitik.findings import Finding

_BAR = 17
_MANY, _SLIM = 12, 11
"""Lanes from which on a wide chart has them close together, with slimmer bars."""
_FEW = 4
_SWAMP, _CUT = 1.6, 1.2
"""An end of an interval beyond so many times all else is cut, and where."""
_APART = 100.0
"""From this ratio of the largest figure to the smallest, one axis shows the small ones at zero: growth is drawn instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Where the labels stand: `left` pixels beside the plot, or `above` pixels over each lane."""

    left: float
    above: float
    lines: dict[str, list[str]]

    @property
    def least(self) -> float:
        """The height of a lane in which the longest label stands clear of the next."""
        return (SIZE + 3) * max(map(len, self.lines.values())) + 8


def column(names: Sequence[str], canvas: Canvas, *, beside: float = 0) -> Column:
    """Room for the labels; on a narrow chart `beside` pixels of their line are for figures."""
    if not canvas.wide:
        lines = {name: clip(name, canvas.total - 8 - beside, SIZE, lines=3) for name in names}
        return Column(left=6, above=3 + (SIZE + 3) * max(map(len, lines.values())), lines=lines)
    room = min(max(breadth(name, SIZE) for name in names), 290.0)
    return Column(left=room + 14, above=0, lines={name: clip(name, room, SIZE, lines=2) for name in names})


def lane_labels(
    names: Sequence[str], tops: Sequence[float], heights: Sequence[float], col: Column, canvas: Canvas
) -> Any:
    """The words of the column."""
    rows = []
    for name, top, height in zip(names, tops, heights, strict=True):
        shown = col.lines[name]
        if col.above:
            rows.append({"x": -4.0, "y": top + col.above - 8 - (len(shown) - 1) * (SIZE + 3), "text": shown})
        else:
            rows.append(
                {"x": -12.0, "y": top + height / 2 - (len(shown) - 1) * (SIZE + 3) / 2, "text": shown}
            )
    return label(rows, colour=canvas.theme.ink, align="left" if col.above else "right")


def lying_bars(finding: Finding, rows: Sequence[Point], canvas: Canvas) -> Drawing:
    """A lying bar a row, grouped by label; its interval as a line through its end, its figure after both."""
    known = [point for point in rows if point.value is not None]
    if len({point.period for point in known}) == 1:
        known.sort(key=lambda point: -(point.value or 0.0))
    labelled = any(point.row.get("label") for point in known)
    names = list(dict.fromkeys(_name(point, labelled) for point in known))
    groups = list(dict.fromkeys(_group(point, labelled, known) for point in known))
    col = column(names, canvas)
    figures = [figure(point.value or 0.0, finding.unit) for point in known]
    axis = axis_of(finding.unit, [abs(point.value or 0.0) for point in known])
    seen = [(point.value or 0.0) / axis.divisor for point in known]
    ends = [end / axis.divisor for point in known for end in (point.low, point.high) if end is not None]
    reach = _reach(known, axis.divisor)
    figures = [
        _cut(word, point, reach, finding.unit, axis.divisor)
        for word, point in zip(figures, known, strict=True)
    ]
    below = [breadth(word, SIZE, bold=True) + 10 for word, v in zip(figures, seen, strict=True) if v < 0]
    right = max(breadth(word, SIZE, bold=True) for word in figures) + 16
    width = canvas.total - col.left - right
    ends = [min(max(end, reach[0]), reach[1]) for end in ends]
    x = linear_scale([*seen, *ends], bottom=max(below, default=0.0), top=width, count=4)
    one_line = max(map(len, col.lines.values())) == 1
    tight = canvas.wide and one_line and len(names) > _MANY and len(groups) == 1
    bar = _SLIM if tight else _BAR
    lane = 20.0 if tight else max(col.above + bar * len(groups) + 12, col.least)
    tops = [lane * place for place in range(len(names))]
    records = []
    for point, word in zip(known, figures, strict=True):
        group = groups.index(_group(point, labelled, known))
        top = tops[names.index(_name(point, labelled))] + (
            col.above + 2 if col.above else (lane - bar * len(groups)) / 2
        )
        start = top + group * bar
        records.append(
            _bar(point, x, axis.divisor, reach)
            | {
                "label": _name(point, labelled),
                "colour": canvas.theme.colour(group),
                "y": start + 1.0,
                "y2": start + bar - 1.0,
                "text": word,
            }
        )
    height = lane * len(names)
    layers = [
        *_bars(records, x, axis.title, canvas, bold=len(groups) == 1),
        lane_labels(names, tops, [lane] * len(names), col, canvas),
    ]
    top = 8.0
    if len(groups) > 1:
        _, lines = keys(groups, canvas, left=col.left, y=0)
        top += lines * ROW + 4
        layers += keys(groups, canvas, left=col.left, y=-top + ROW / 2)[0]
    return Drawing(layers=layers, width=width, height=height, left=col.left, right=right, top=top, bottom=44)


def _bar(point: Point, x: Linear, divisor: float, reach: tuple[float, float]) -> dict[str, Any]:
    """One bar along the axis: its end, those of its interval as far as they are drawn, and where its figure stands."""
    value = (point.value or 0.0) / divisor
    end = x(value)
    low, high = (
        end if bound is None else x(min(max(bound / divisor, reach[0]), reach[1]))
        for bound in (point.low, point.high)
    )
    return {
        "period": point.period,
        "value": value,
        "zero": x(0) if x.low <= 0 <= x.high else 0.0,
        "low": min(low, end),
        "high": max(high, end),
        "x": max(high, end) + 6 if end >= x(max(x.low, 0)) else min(low, end) - 6,
    }


def _bars(
    records: Sequence[dict[str, Any]], x: Linear, title: str, canvas: Canvas, *, bold: bool
) -> list[Any]:
    """The bars, the lines of their intervals, and their figures: after those to the right, before those to the left."""
    right, left = (
        [
            {"x": one["x"], "y": (one["y"] + one["y2"]) / 2, "text": one["text"]}
            for one in records
            if (one["value"] >= 0) == positive
        ]
        for positive in (True, False)
    )
    layers = [
        Layer(values(records))
        .mark("rect")
        .encode(
            x=_x(x, title, grid=canvas.wide),
            x2=channel("base:Q"),
            y=channel("y:Q", scale=None, axis=None),
            y2=channel("y2:Q"),
            color=channel("colour:N", scale=None),
        )
        .calculate(base=str(max(x.low, 0.0))),
        _whiskers(records, canvas),
        label(right, colour=canvas.theme.ink, bold=bold),
    ]
    return [*layers, label(left, colour=canvas.theme.ink, align="right")] if left else layers


def _reach(rows: Sequence[Point], divisor: float) -> tuple[float, float]:
    """How far intervals are drawn: one that alone would press all other bars together is cut."""
    bars = [(point.value or 0.0) / divisor for point in rows]
    reach = []
    for sign in (-1, 1):
        ends = sorted(
            (
                max(0.0, sign * (bound or 0.0) / divisor)
                for p in rows
                for bound in [(p.low if sign < 0 else p.high)]
            ),
            reverse=True,
        )
        rest = max([0.0, *ends[1:2], *(sign * bar for bar in bars)])
        reach.append(rest * _CUT if len(rows) > _FEW and ends[0] > _SWAMP * rest > 0 else float("inf"))
    return -reach[0], reach[1]


def _cut(word: str, point: Point, reach: tuple[float, float], unit: str, divisor: float) -> str:
    """The figure of a bar, with the end of its interval where that is not drawn."""
    for bound, out in ((point.low, lambda v: v < reach[0]), (point.high, lambda v: v > reach[1])):
        if bound is not None and out(bound / divisor):
            return f"{word} (to {figure(bound, unit)})"
    return word


def _whiskers(records: Sequence[dict[str, Any]], canvas: Canvas) -> Any:
    """A line from the low to the high end of each interval, with a stroke at either end; None without any."""

    lines = []
    for one in records:
        if one["high"] - one["low"] < 1:
            continue
        middle = (one["y"] + one["y2"]) / 2
        lines.append({"x": one["low"], "x2": one["high"], "y": middle - 0.75, "y2": middle + 0.75})
        for end in (one["low"], one["high"]):
            lines.append({"x": end - 0.75, "x2": end + 0.75, "y": middle - 4, "y2": middle + 4})
    if not lines:
        return None
    encoding: dict[str, Any] = {
        "x": channel("x:Q", scale=None, axis=None),
        "x2": channel("x2:Q"),
        "y": channel("y:Q", scale=None, axis=None),
        "y2": channel("y2:Q"),
    }
    return Layer(values(lines)).mark("rect", color=canvas.theme.ink).encode(**encoding)


def _name(point: Point, labelled: bool) -> str:
    return (
        str(point.row.get("label") or point.series or point.period)
        if labelled
        else point.series or point.period
    )


def _group(point: Point, labelled: bool, rows: Sequence[Point]) -> str:
    """What divides the bars of one label, if any has several: the series, or else the period."""
    if not labelled or len({str(other.row.get("label")) for other in rows}) == len(rows):
        return ""
    if len({other.series for other in rows}) > 1:
        return point.series
    return point.period if len({other.period for other in rows}) > 1 else ""


def _x(scale: Linear, title: str, *, grid: bool) -> Any:

    whole = all(abs(tick - round(tick)) < 1e-9 for tick in scale.ticks)
    return channel(
        "value:Q",
        scale={
            "domain": [scale.low, scale.high],
            "range": [scale.bottom, scale.top],
            "nice": False,
            "zero": False,
            "padding": 0,
        },
        axis={
            "values": list(scale.ticks),
            "format": ",.0f" if whole else ",.6~f",
            "title": title,
            "titleAnchor": "start",
            "titleAlign": "left",
            "titlePadding": 4,
            "grid": grid,
            "domain": False,
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two points of one label in one unit."""

    name: str
    before: Point
    after: Point

    @property
    def old(self) -> float:
        return self.before.value or 0.0

    @property
    def new(self) -> float:
        return self.after.value or 0.0

    @property
    def unit(self) -> str:
        return self.before.unit

    @property
    def words(self) -> str:
        return f"{_with_unit(self.old, self.unit)} → {_with_unit(self.new, self.unit)}"


def _with_unit(value: float, unit: str) -> str:
    named = "" if unit.startswith("USD") or unit in ("share", "index") else f" {unit}"
    return figure(value, unit) + named


def arrows(pairs: Sequence[Pair], canvas: Canvas, ends: tuple[str, str]) -> Drawing:
    """Before and after, one label a lane: an open dot, a line, a full dot, and both figures at the right.

    In one unit the lanes share its axis; in several each is drawn as a multiple of its earlier figure.
    """
    names = [pair.name for pair in pairs]
    common = Counter(pair.after.period for pair in pairs).most_common(1)[0][0]
    odd = [pair.after.period if pair.after.period != common else "" for pair in pairs]
    words = [f"{pair.words} ({year})" if year else pair.words for pair, year in zip(pairs, odd, strict=True)]
    beside = canvas.wide
    col = column(names, canvas, beside=max(breadth(word, SMALL) for word in words) + 14)
    right = max(breadth(word, SIZE) for word in words) + 22 if beside else 12.0
    width = canvas.total - col.left - right
    places, axis = _axis(pairs, width, wide=canvas.wide)
    lane = max(col.above + 26, col.least)
    tops = [lane * place for place in range(len(names))]
    layers = [
        *_dumbbells(pairs, places, axis, [top + (col.above + lane) / 2 for top in tops], canvas),
        lane_labels(names, tops, [lane] * len(names), col, canvas),
    ]
    rows = [
        {"x": width + 12.0, "y": top + lane / 2, "text": word}
        if beside
        else {"x": width + 10.0, "y": top + col.above - 8, "text": word}
        for top, word in zip(tops, words, strict=True)
    ]
    size, side = (SIZE, "left") if beside else (SMALL, "right")
    layers.append(label(rows, colour=canvas.theme.ink, size=size, align=side))
    top = 8.0 + ROW
    layers += _legend(ends, canvas, x=-col.left + 6, y=-top + 6)
    return Drawing(
        layers=layers, width=width, height=lane * len(names), left=col.left, right=right, top=top, bottom=44
    )


def unlike(pairs: Sequence[Pair]) -> bool:
    """Whether the pairs have no axis in common that shows all: several units, or figures of quite another size."""
    sizes = [size for pair in pairs for size in (pair.old, pair.new)]
    if len({pair.unit for pair in pairs}) > 1:
        return True
    return min(sizes) > 0 and max(sizes) > _APART * min(max(pair.old, pair.new) for pair in pairs)


def _axis(pairs: Sequence[Pair], width: float, *, wide: bool) -> tuple[list[tuple[float, float]], Any]:
    """Each pair in the numbers of the axis, and the axis."""
    count = 5 if wide else 4
    if unlike(pairs):
        places = [(1.0, pair.new / pair.old) for pair in pairs]
        return places, _multiples([new for _, new in places], width, count=count, grid=wide)
    axis = axis_of(pairs[0].unit, [abs(v) for pair in pairs for v in (pair.old, pair.new)])
    places = [(pair.old / axis.divisor, pair.new / axis.divisor) for pair in pairs]
    scale = linear_scale([v for pair in places for v in pair], bottom=6, top=width - 6, count=count)
    return places, _x(scale, axis.title, grid=wide)


def _multiples(ratios: Sequence[float], width: float, *, count: int, grid: bool) -> Any:
    """A logarithmic axis: twice as much is as far from the middle as half as much."""

    low, high = math.floor(math.log2(min(*ratios, 1.0))), math.ceil(math.log2(max(*ratios, 2.0)))
    step = math.ceil((high - low) / (count + 1))
    ticks = [2.0**power for power in range(low, high + 1) if power % step == 0]
    return channel(
        "value:Q",
        scale={
            "type": "log",
            "domain": [2.0**low, 2.0**high],
            "range": [6, width - 6],
            "nice": False,
            "padding": 0,
        },
        axis={
            "values": ticks,
            "format": "~g",
            "title": "times the earlier figure",
            "titleAnchor": "start",
            "titleAlign": "left",
            "titlePadding": 4,
            "grid": grid,
            "domain": False,
        },
    )


def _dumbbells(
    pairs: Sequence[Pair],
    places: Sequence[tuple[float, float]],
    axis: Any,
    heights: Sequence[float],
    canvas: Canvas,
) -> list[Any]:

    lines, dots = [], []
    for pair, (old, new), y in zip(pairs, places, heights, strict=True):
        colour = canvas.theme.colour(0 if new >= old else 1)
        lines.append({"label": pair.name, "value": old, "to": new, "y": y, "colour": colour})
        dots.append({"label": pair.name, "value": old, "y": y, "colour": colour, "fill": canvas.theme.paper})
        dots.append({"label": pair.name, "value": new, "y": y, "colour": colour, "fill": colour})
    shared: dict[str, Any] = {"x": axis, "y": channel("y:Q", scale=None, axis=None)}
    return [
        Layer(values(lines))
        .mark("rule", strokeWidth=3, opacity=0.55)
        .encode(x2=channel("to:Q"), color=channel("colour:N", scale=None), **shared),
        Layer(values(dots))
        .mark("point", size=80, opacity=1, filled=True, strokeWidth=2)
        .encode(stroke=channel("colour:N", scale=None), fill=channel("fill:N", scale=None), **shared),
    ]


def _legend(ends: tuple[str, str], canvas: Canvas, *, x: float, y: float) -> list[Any]:
    """An open dot with the earlier period, a full one with the later."""

    spots = [
        {"x": x, "y": y, "fill": canvas.theme.paper},
        {"x": x + breadth(ends[0], SMALL) + 28, "y": y, "fill": canvas.theme.muted},
    ]
    dots = (
        Layer(values(spots))
        .mark("point", size=60, opacity=1, filled=True, strokeWidth=2, stroke=canvas.theme.muted)
        .encode(
            x=channel("x:Q", scale=None), y=channel("y:Q", scale=None), fill=channel("fill:N", scale=None)
        )
    )
    named = [
        {"x": spot["x"] + 10, "y": spot["y"], "text": end} for spot, end in zip(spots, ends, strict=True)
    ]
    return [dots, label(named, colour=canvas.theme.muted, size=SMALL)]
