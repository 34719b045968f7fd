"""Several figures of one pair over the same years, one panel below the other, each with its own axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
    papers,
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
from realpolitik.charts.text import axis_of, breadth, wrap
from realpolitik.wording.numbers import figure

if TYPE_CHECKING:
    from realpolitik.findings import Finding

_GAP = 44
_STEPS = ("step", "bars")
_FEW = 12
"""Up to so many points of a panel have larger dots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A panel: its title, unit, how it is drawn (`line`, `step` or `bars`), points by series, and its scale in pixels.

    `named` is how many lines under the title the names of the series take, where there is no room beside the ends.
    """

    title: list[str]
    named: int
    unit: str
    form: str
    names: list[str]
    points: Sequence[Point]
    y: Linear
    divisor: float

    def height(self, value: float) -> float:
        return self.y(value / self.divisor)


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """A panel for each value of the column `panel`, in the unit of its rows; without that column, a line chart.

    The column `form` says how a panel is drawn: a line, steps for what holds a whole year, or bars for counts and levels.

    Raises
    ------
    CoverageError
        There is no value to draw.
    """
    rows = points(finding, every_unit=True)
    if any(not point.row.get("panel") for point in rows):
        return draw_line(finding, canvas)
    titles = list(dict.fromkeys(str(row["panel"]) for row in finding.rows))
    each = 112 if canvas.wide else 96
    panels, top = [], 20.0  # the first title stands below the labels of events
    for title in titles:
        own = [p for p in rows if p.row["panel"] == title]
        lines = wrap(title, canvas.total - 10, SMALL)
        series = list(dict.fromkeys(point.series for point in own))
        named = 0 if canvas.wide or not any(series) else keys(series, canvas, left=0, y=0)[1]
        top += (len(lines) - 1) * 15 + named * ROW
        panels.append(_panel(own, lines, top, each, named=named))
        top += each + _GAP
    height = top - _GAP
    left = max(margin(panel.y) for panel in panels)
    ends = [_ends(panel) for panel in panels]
    right = max((breadth(end["text"], SMALL, bold=True) for own in ends for end in own), default=0) + 14
    width = canvas.total - left - right
    x = time_scale([p.period for p in rows], width=width, room=46 if canvas.wide else 42)
    heading = rules(finding, x, canvas, height=height, left=left, title="")
    layers: list[Any] = [
        *heading.layers,
        *[layer for panel in panels for layer in _frame(panel, width, left, canvas)],
        *[layer for panel in panels for layer in _empty(panel, x, canvas)],
        *[layer for panel in panels for layer in _marks(panel, x, canvas)],
        *[layer for own in ends for layer in _words(own, width, canvas)],
        label(
            [{"x": x(day), "y": height + 16.0, "text": text} for day, text in x.ticks],
            colour=canvas.theme.muted,
            size=SMALL,
            align="center",
        ),
    ]
    above = heading.rows * ROW + 8.0 if heading.layers else 8.0
    return Drawing(layers=layers, width=width, height=height, left=left, right=right, top=above, bottom=28)


def _panel(rows: Sequence[Point], title: list[str], top: float, height: float, *, named: int) -> Panel:
    unit = rows[0].unit
    axis = axis_of(unit, [abs(p.value or 0.0) for p in rows])
    seen = [v / axis.divisor for p in rows for v in (p.value, p.low, p.high) if v is not None]
    form = str(rows[0].row.get("form") or "line")
    return Panel(
        title=title,
        named=named,
        unit=unit,
        form=form,
        names=list(dict.fromkeys(point.series for point in rows)),
        points=[p for p in rows if p.value is not None] if form in _STEPS else with_gaps(rows),
        y=linear_scale(seen, bottom=top + height, top=top, count=3),
        divisor=axis.divisor,
    )


def _empty(panel: Panel, x: Time, canvas: Canvas) -> list[Any]:
    if panel.form in _STEPS:
        return []
    return void_layers(voids(panel.points), x, top=panel.y.top, bottom=panel.y.bottom, canvas=canvas)


def _frame(panel: Panel, width: float, left: float, canvas: Canvas) -> list[Any]:

    theme = canvas.theme
    places = max(len(f"{tick:.6f}".rstrip("0").split(".")[1]) for tick in panel.y.ticks)
    lines = [
        {"x": 0.0, "x2": width, "y": panel.y(tick), "colour": theme.rule if tick == 0 else theme.grid}
        for tick in panel.y.ticks
    ]
    words = [
        {"x": -8.0, "y": panel.y(tick), "text": f"{tick:,.{places}f}".replace("-", "−")}
        for tick in panel.y.ticks
    ]
    heads = [
        {
            "x": -left,
            "y": panel.y.top - 17.0 - 15 * (len(panel.title) - 1 - n) - ROW * panel.named,
            "text": line,
        }
        for n, line in enumerate(panel.title)
    ]
    return [
        Layer(values(lines))
        .mark("rule", strokeWidth=1)
        .encode(x=pixel("x"), x2=channel("x2:Q"), y=pixel("y"), color=channel("colour:N", scale=None)),
        label(words, colour=theme.muted, size=SMALL, align="right"),
        papers(heads, canvas, size=SMALL),
        label(heads, colour=theme.ink, size=SMALL),
        *(keys(panel.names, canvas, left=left, y=panel.y.top - ROW * panel.named)[0] if panel.named else ()),
    ]


def _marks(panel: Panel, x: Time, canvas: Canvas) -> list[Any]:

    paint = channel("colour:N", scale=None)
    if panel.form in _STEPS:
        return [_blocks(panel, x, canvas).encode(color=paint)]
    records, part = [], 0
    for point in panel.points:
        if point.value is None:
            part += 1
            continue
        records.append(
            {
                "x": x(point.day),
                "y": panel.height(point.value),
                "part": f"{point.series} {part}",
                "colour": canvas.theme.colour(panel.names.index(point.series)),
            }
        )
    base = Layer(values(records)).encode(x=pixel("x"), y=pixel("y"), color=paint)
    return [
        base.mark("line", strokeWidth=2, strokeJoin="round").encode(detail=channel("part:N")),
        base.mark("circle", size=16 if len(records) > _FEW else 36, opacity=1),
    ]


def _blocks(panel: Panel, x: Time, canvas: Canvas) -> Any:
    """A bar as wide as its year: side by side where bars, joined where a state of things holds all year."""

    days = max((x.end - x.start).days, 1)
    # Steps overlap by a hair, so that no seam shows between years.
    half = x.width * 365 / days / 2 * (0.72 if panel.form == "bars" else 1.0) + (panel.form == "step") * 0.4
    records = [
        {
            "x": x(point.day) - half,
            "x2": x(point.day) + half,
            "y": panel.height(point.value or 0.0),
            "y2": panel.height(0.0),
            "colour": canvas.theme.colour(panel.names.index(point.series)),
        }
        for point in panel.points
    ]
    mark = Layer(values(records)).mark("rect", opacity=1)
    return mark.encode(x=pixel("x"), x2=channel("x2:Q"), y=pixel("y"), y2=channel("y2:Q"))


def _ends(panel: Panel) -> list[dict[str, Any]]:
    """The name of each series with its last figure, where a panel has several; the figure alone otherwise."""
    if panel.form in _STEPS:
        return []
    last = {point.series: point for point in panel.points if point.value is not None}
    wished = [panel.height(last[name].value or 0.0) for name in panel.names]
    places = spread(wished, [SIZE + 3.0] * len(wished), panel.y.top - 4, panel.y.bottom + 4)
    return [
        {
            "y": place,
            "text": ("" if panel.named else f"{name} ").lstrip()
            + figure(last[name].value or 0.0, panel.unit),
            "index": panel.names.index(name),
        }
        for name, place in zip(panel.names, places, strict=True)
    ]


def _words(ends: Sequence[dict[str, Any]], width: float, canvas: Canvas) -> list[Any]:
    return [
        label(
            [{"x": width + 8.0, "y": end["y"], "text": end["text"]}],
            colour=canvas.theme.tone(end["index"]),
            size=SMALL,
            bold=True,
        )
        for end in ends
    ]
