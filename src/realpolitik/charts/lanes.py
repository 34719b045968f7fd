"""Charts of labels, one below the other: lying bars, and before against after.

The label has a column of its own on a wide chart; on a narrow one it stands above its lane.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from realpolitik.charts.canvas import ROW, SIZE, SMALL, Canvas, Drawing, Point, keys, label, values
from realpolitik.charts.scales import Linear, linear_scale
from realpolitik.charts.text import axis_of, breadth, clip, figure

if TYPE_CHECKING:
    from realpolitik.findings import Finding

_BAR = 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Where the labels stand: `left` pixels beside the plot, or `above` pixels over each lane."""

    left: float
    above: float
    lines: dict[str, list[str]]


def column(names: Sequence[str], canvas: Canvas, *, beside: float = 0) -> Column:
    """Room for the labels; on a narrow chart `beside` pixels of their line are for figures."""
    if not canvas.wide:
        lines = {name: clip(name, canvas.total - 8 - beside, SIZE, lines=3) for name in names}
        return Column(left=6, above=3 + (SIZE + 3) * max(map(len, lines.values())), lines=lines)
    room = min(max(breadth(name, SIZE) for name in names), 240.0)
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
    """A lying bar a row, grouped by label; its figure at its end."""
    import altair as alt

    known = [point for point in rows if point.value is not None]
    if len({point.period for point in known}) == 1:
        known.sort(key=lambda point: -(point.value or 0.0))
    labelled = any(point.row.get("label") for point in known)
    names = list(dict.fromkeys(_name(point, labelled) for point in known))
    groups = list(dict.fromkeys(_group(point, labelled, known) for point in known))
    col = column(names, canvas)
    figures = [figure(point.value or 0.0, finding.unit) for point in known]
    right = max(breadth(word, SIZE, bold=True) for word in figures) + 16
    width = canvas.total - col.left - right
    axis = axis_of(finding.unit, [abs(point.value or 0.0) for point in known])
    seen = [(point.value or 0.0) / axis.divisor for point in known]
    below = [breadth(word, SIZE, bold=True) + 10 for word, v in zip(figures, seen, strict=True) if v < 0]
    x = linear_scale(seen, bottom=max(below, default=0.0), top=width, count=4)
    lane = col.above + _BAR * len(groups) + 12
    tops = [lane * place for place in range(len(names))]
    records = []
    for point, word in zip(known, figures, strict=True):
        group = groups.index(_group(point, labelled, known))
        start = tops[names.index(_name(point, labelled))] + col.above + group * _BAR + (2 if col.above else 6)
        end = x((point.value or 0.0) / axis.divisor)
        records.append(
            {
                "label": _name(point, labelled),
                "period": point.period,
                "value": (point.value or 0.0) / axis.divisor,
                "colour": canvas.theme.colour(group),
                "y": start + 1.0,
                "y2": start + _BAR - 1.0,
                "zero": x(0) if x.low <= 0 <= x.high else 0.0,
                "x": end + (6 if end >= x(max(x.low, 0)) else -6),
                "text": word,
            }
        )
    height = lane * len(names)
    layers = [
        alt.Chart(values(records))
        .mark_rect()
        .encode(
            x=_x(x, axis.title),
            x2=alt.X2("base:Q"),
            y=alt.Y("y:Q", scale=None, axis=None),
            y2=alt.Y2("y2:Q"),
            color=alt.Color("colour:N", scale=None),
        )
        .transform_calculate(base=str(max(x.low, 0.0))),
        label(
            [
                {"x": r["x"], "y": (r["y"] + r["y2"]) / 2, "text": r["text"]}
                for r in records
                if r["value"] >= 0
            ],
            colour=canvas.theme.ink,
            bold=len(groups) == 1,
        ),
        lane_labels(names, tops, [lane] * len(names), col, canvas),
    ]
    if any(r["value"] < 0 for r in records):
        below = [
            {"x": r["x"], "y": (r["y"] + r["y2"]) / 2, "text": r["text"]} for r in records if r["value"] < 0
        ]
        layers.append(label(below, colour=canvas.theme.ink, align="right"))
    top = 8.0
    if len(groups) > 1:
        _, lines = keys(groups, canvas, left=col.left, y=0)
        top += lines * ROW + 4
        layers += keys(groups, canvas, left=col.left, y=-top + ROW / 2)[0]
    return Drawing(layers=layers, width=width, height=height, left=col.left, right=right, top=top, bottom=44)


def _name(point: Point, labelled: bool) -> str:
    return (
        str(point.row.get("label") or point.series or point.period)
        if labelled
        else point.series or point.period
    )


def _group(point: Point, labelled: bool, rows: Sequence[Point]) -> str:
    """What divides the bars of one label: the series, or else the period."""
    if not labelled:
        return ""
    if len({other.series for other in rows}) > 1:
        return point.series
    return point.period if len({other.period for other in rows}) > 1 else ""


def _x(scale: Linear, title: str) -> Any:
    import altair as alt

    whole = all(abs(tick - round(tick)) < 1e-9 for tick in scale.ticks)
    return alt.X(
        "value:Q",
        scale=alt.Scale(
            domain=[scale.low, scale.high], range=[scale.bottom, scale.top], nice=False, zero=False, padding=0
        ),
        axis=alt.Axis(
            values=list(scale.ticks),
            format=",.0f" if whole else ",.6~f",
            title=title,
            titleAnchor="start",
            titleAlign="left",
            titlePadding=4,
            grid=True,
            domain=False,
        ),
    )


def arrows(
    finding: Finding, pairs: Sequence[tuple[str, Point, Point]], canvas: Canvas, ends: tuple[str, str]
) -> Drawing:
    """Before and after, one label a lane: an open dot, a line, a full dot, and both figures at the right."""
    import altair as alt

    names = [name for name, _, _ in pairs]
    both = [(before.value or 0.0, after.value or 0.0) for _, before, after in pairs]
    words = [f"{figure(old, finding.unit)} → {figure(new, finding.unit)}" for old, new in both]
    beside = canvas.wide
    col = column(names, canvas, beside=max(breadth(word, SMALL) for word in words) + 14)
    right = max(breadth(word, SIZE) for word in words) + 22 if beside else 12.0
    width = canvas.total - col.left - right
    axis = axis_of(finding.unit, [v for pair in both for v in map(abs, pair)])
    x = linear_scale(
        [v / axis.divisor for pair in both for v in pair], bottom=6, top=width - 6, count=5 if beside else 4
    )
    lane = col.above + 26
    tops = [lane * place for place in range(len(names))]
    lines, dots = [], []
    for (name, before, after), top in zip(pairs, tops, strict=True):
        y = top + col.above + 13
        old, new = (before.value or 0.0) / axis.divisor, (after.value or 0.0) / axis.divisor
        colour = canvas.theme.colour(0 if new >= old else 1)
        lines.append({"label": name, "value": old, "to": new, "y": y, "colour": colour})
        dots.append({"label": name, "value": old, "y": y, "colour": colour, "fill": canvas.theme.paper})
        dots.append({"label": name, "value": new, "y": y, "colour": colour, "fill": colour})
    height = lane * len(names)
    shared: dict[str, Any] = {"y": alt.Y("y:Q", scale=None, axis=None)}
    layers: list[Any] = [
        alt.Chart(values(lines))
        .mark_rule(strokeWidth=3, opacity=0.55)
        .encode(x=_x(x, axis.title), x2=alt.X2("to:Q"), color=alt.Color("colour:N", scale=None), **shared),
        alt.Chart(values(dots))
        .mark_point(size=80, opacity=1, filled=True, strokeWidth=2)
        .encode(
            x=_x(x, axis.title),
            stroke=alt.Stroke("colour:N", scale=None),
            fill=alt.Fill("fill:N", scale=None),
            **shared,
        ),
        lane_labels(names, tops, [lane] * len(names), col, canvas),
    ]
    placed = [
        {"x": width + 12.0, "y": top + 13.0, "text": word}
        if beside
        else {"x": width + 10.0, "y": top + col.above - 8, "text": word}
        for top, word in zip(tops, words, strict=True)
    ]
    layers.append(
        label(
            placed,
            colour=canvas.theme.ink,
            size=SIZE if beside else SMALL,
            align="left" if beside else "right",
        )
    )
    top = 8.0 + ROW
    legend = [
        {"x": -col.left + 6, "y": -top + 6, "fill": canvas.theme.paper},
        {"x": -col.left + 6 + breadth(ends[0], SMALL) + 28, "y": -top + 6, "fill": canvas.theme.muted},
    ]
    layers.append(
        alt.Chart(values(legend))
        .mark_point(size=60, opacity=1, filled=True, strokeWidth=2, stroke=canvas.theme.muted)
        .encode(x=alt.X("x:Q", scale=None), y=alt.Y("y:Q", scale=None), fill=alt.Fill("fill:N", scale=None))
    )
    named = [
        {"x": spot["x"] + 10, "y": spot["y"], "text": end} for spot, end in zip(legend, ends, strict=True)
    ]
    layers.append(label(named, colour=canvas.theme.muted, size=SMALL))
    return Drawing(layers=layers, width=width, height=height, left=col.left, right=right, top=top, bottom=44)
