"""Two figures of the same pairs, one above the other over the same years: agreement, and agreement beyond chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from realpolitik.charts.canvas import (
    ROW,
    SIZE,
    SMALL,
    Canvas,
    Drawing,
    Point,
    keys,
    label,
    margin,
    pixel,
    points,
    rules,
    values,
    void_layers,
    voids,
    with_gaps,
)
from realpolitik.charts.grammar import Layer, channel
from realpolitik.charts.line import draw as draw_line
from realpolitik.charts.scales import Linear, Time, linear_scale, spread, time_scale
from realpolitik.charts.text import axis_of, breadth
from realpolitik.wording.numbers import figure

if TYPE_CHECKING:
    from realpolitik.findings import Finding

BESIDE = {"kappa": ("beyond chance: kappa", "index"), "identical": ("identical votes", "share")}
"""Columns that may stand beside the value of a row: the title of their panel, and their unit."""
_GAP = 46
_MOST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One figure of all series: its points, its scale in pixels from the top of the plot, its unit and title."""

    points: Sequence[Point]
    y: Linear
    divisor: float
    unit: str
    title: str

    def height(self, value: float) -> float:
        return self.y(value / self.divisor)


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """The value above, the column beside it below; without such a column, or for one date, a line chart.

    The first series is drawn with its band, the others thinner, for comparison.

    Raises
    ------
    CoverageError
        There is no value to draw.
    """
    beside = next((name for name in BESIDE if any(row.get(name) is not None for row in finding.rows)), "")
    rows = points(finding)
    if not beside or len({point.period for point in rows if point.value is not None}) == 1:
        return draw_line(finding, canvas)
    names = list(dict.fromkeys(point.series for point in rows))[:_MOST]
    rows = [point for point in rows if point.series in names]
    each = 190 if canvas.wide else 150
    title = finding.name.rpartition(".")[2].replace("_", " ")
    upper = _panel(rows, finding.unit, title, top=0, height=each)
    lower = _panel(
        [_other(p, beside) for p in rows], BESIDE[beside][1], BESIDE[beside][0], top=each + _GAP, height=each
    )
    panels = (upper, lower)
    left = max(margin(panel.y) for panel in panels)
    longest = max(breadth(name, SIZE, bold=True) for name in names)
    named = canvas.wide and len(names) > 1 and longest <= 190
    ends = [_ends(panel, names, named=named) for panel in panels]
    right = max((breadth(end["text"], SIZE, bold=True) for own in ends for end in own), default=0) + 14
    width = canvas.total - left - right
    x = time_scale([p.period for p in rows], width=width, room=46 if canvas.wide else 42)
    height = 2 * each + _GAP
    heading = rules(finding, x, canvas, height=height, left=left, title=upper.title)
    titles = [
        {"x": -left, "y": heading.title_y, "text": upper.title},
        {"x": -left, "y": each + _GAP - 16.0, "text": lower.title},
    ]
    layers: list[Any] = [
        *(
            layer
            for panel in panels
            for layer in void_layers(
                voids(panel.points), x, top=panel.y.top, bottom=panel.y.bottom, canvas=canvas
            )
        ),
        *heading.layers,
        *_frame(panels, width, canvas),
        *_marks(panels, x, names, canvas),
        *_words([end for own in ends for end in own], width, canvas),
        label(titles, colour=canvas.theme.muted, size=SMALL),
    ]
    layers += _years(x, height, canvas)
    top = heading.rows * ROW + 8.0
    if len(names) > 1 and not named:
        top += keys(names, canvas, left=left, y=0)[1] * ROW + 4
        layers += keys(names, canvas, left=left, y=-top + ROW / 2)[0]
    return Drawing(layers=layers, width=width, height=height, left=left, right=right, top=top, bottom=28)


def _other(point: Point, column: str) -> Point:
    """The same point with the column in place of its value."""
    low, high = point.row.get(f"{column}_low"), point.row.get(f"{column}_high")
    value = point.row.get(column)
    return replace(
        point,
        value=None if value is None else float(value),
        low=None if low is None or high is None else float(low),
        high=None if low is None or high is None else float(high),
    )


def _panel(rows: Sequence[Point], unit: str, title: str, *, top: float, height: float) -> Panel:
    axis = axis_of(unit, [])
    seen = [v / axis.divisor for p in rows for v in (p.value, p.low, p.high) if v is not None]
    scale = linear_scale(seen, bottom=top + height, top=top, count=4)
    words = f"{title}, {axis.title}" if unit == "share" else title
    return Panel(points=with_gaps(rows), y=scale, divisor=axis.divisor, unit=unit, title=words)


def _frame(panels: Sequence[Panel], width: float, canvas: Canvas) -> list[Any]:
    """Lines of the grid with their figures; the one at zero is firm."""

    theme = canvas.theme
    lines, words = [], []
    for panel in panels:
        places = max(len(f"{tick:.6f}".rstrip("0").split(".")[1]) for tick in panel.y.ticks)
        for tick in panel.y.ticks:
            y = panel.y(tick)
            lines.append({"x": 0.0, "x2": width, "y": y, "colour": theme.rule if tick == 0 else theme.grid})
            words.append({"x": -8.0, "y": y, "text": f"{tick:,.{places}f}".replace("-", "−")})
    return [
        Layer(values(lines))
        .mark("rule", strokeWidth=1)
        .encode(x=pixel("x"), x2=channel("x2:Q"), y=pixel("y"), color=channel("colour:N", scale=None)),
        label(words, colour=theme.muted, size=SMALL, align="right"),
    ]


def _marks(panels: Sequence[Panel], x: Time, names: Sequence[str], canvas: Canvas) -> list[Any]:
    """The band of the first series, and the lines of all, broken where years are missing."""

    records = [record for panel in panels for record in _records(panel, x, names, canvas)]
    paint = channel("colour:N", scale=None)
    band = [record for record in records if record["first"] and "low" in record]
    drawn: list[Any] = []
    if band:
        drawn.append(
            Layer(values(band))
            .mark("area", opacity=0.16)
            .encode(
                x=pixel("x"),
                y=channel("low:Q", scale=None),
                y2=channel("high:Q"),
                color=paint,
                detail=channel("part:N"),
            )
        )
    for first, breadth_, size in ((False, 1.5, 10), (True, 2.5, 34)):
        own = [record for record in records if record["first"] is first]
        if own:
            base = Layer(values(own)).encode(x=pixel("x"), y=pixel("y"), color=paint)
            drawn.append(
                base.mark("line", strokeWidth=breadth_, strokeJoin="round").encode(detail=channel("part:N"))
            )
            drawn.append(base.mark("circle", size=size, opacity=1))
    return drawn


def _records(panel: Panel, x: Time, names: Sequence[str], canvas: Canvas) -> list[dict[str, Any]]:
    """The points in pixels; `part` changes where a line is broken."""
    records, part = [], 0
    for point in panel.points:
        if point.value is None:
            part += 1
            continue
        index = names.index(point.series)
        made: dict[str, Any] = {
            "x": x(point.day),
            "y": panel.height(point.value),
            "part": f"{panel.title} {point.series} {part}",
            "colour": canvas.theme.colour(index),
            "first": index == 0,
        }
        if point.low is not None and point.high is not None:
            made |= {"low": panel.height(point.low), "high": panel.height(point.high)}
        records.append(made)
    return records


def _ends(panel: Panel, names: Sequence[str], *, named: bool) -> list[Mapping[str, Any]]:
    """The last value of each series, where its words may stand."""
    last = {point.series: point for point in panel.points if point.value is not None}
    shown = [name for name in names if name in last]
    wished = [panel.height(last[name].value or 0.0) for name in shown]
    edges = (panel.y.top - 6, panel.y.bottom + 6)
    places = spread(wished, [SIZE + 4.0] * len(shown), *edges)
    made = []
    for name, place in zip(shown, places, strict=True):
        word = figure(last[name].value or 0.0, panel.unit)
        text = f"{name}  {word}" if named and name else word
        made.append({"y": place, "text": text, "index": names.index(name)})
    return made


def _words(ends: Sequence[Mapping[str, Any]], width: float, canvas: Canvas) -> list[Any]:
    """What stands at the ends of the lines, that of the first series bold."""

    layers = []
    for bold in (True, False):
        rows = [
            {"x": width + 8.0, "y": end["y"], "text": end["text"], "colour": canvas.theme.tone(end["index"])}
            for end in ends
            if (end["index"] == 0) is bold
        ]
        if rows:
            words = label(rows, colour=canvas.theme.ink, bold=bold)
            layers.append(words.encode(color=channel("colour:N", scale=None)))
    return layers


def _years(x: Time, height: float, canvas: Canvas) -> list[Any]:
    words = [{"x": x(day), "y": height + 16.0, "text": text} for day, text in x.ticks]
    return [label(words, colour=canvas.theme.muted, size=SMALL, align="center")]
