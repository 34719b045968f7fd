"""A figure against a number instead of a date: steps with their band, named above; the axis below has its own unit."""

from __future__ import annotations

from collections.abc import Sequence
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
    values,
)
from realpolitik.charts.grammar import Layer, channel
from realpolitik.charts.lanes import lying_bars
from realpolitik.charts.scales import Linear, linear_scale, spread
from realpolitik.charts.text import axis_of, breadth
from realpolitik.wording.numbers import figure

if TYPE_CHECKING:
    from realpolitik.findings import Finding

_MOST = 6


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """Steps (a line where rows are `smooth`) over the column `x` of the rows, in the unit that `x_unit` names; without such a column, lying bars.

    Raises
    ------
    CoverageError
        There is no value to draw.
    """
    rows = points(finding)
    if any(point.row.get("x") is None for point in rows):
        return lying_bars(finding, rows, canvas)
    names = list(dict.fromkeys(point.series for point in rows))[:_MOST]
    rows = [point for point in rows if point.series in names and point.value is not None]
    rows.sort(key=lambda point: (names.index(point.series), float(point.row["x"])))
    unit = str(
        rows[0].row.get("unit") or finding.unit
    )  # of the curve: the headline may be the distance of two curves
    axis = axis_of(unit, [abs(point.value or 0.0) for point in rows])
    height = 300 if canvas.wide else 220
    seen = [v / axis.divisor for p in rows for v in (p.value, p.low, p.high) if v is not None]
    y = linear_scale(seen, bottom=height, top=0)
    left = margin(y)
    ends = {name: [point for point in rows if point.series == name][-1] for name in names}
    right = max(breadth(figure(end.value or 0.0, unit), SIZE, bold=True) for end in ends.values()) + 14
    width = canvas.total - left - right
    across = [float(point.row["x"]) for point in rows]
    percent = max(across) <= 1 and min(across) >= 0
    x = linear_scale(
        [value * 100 for value in across] if percent else across,
        bottom=0,
        top=width,
        zero=min(across) == 0,
        count=6 if canvas.wide else 4,
    )
    x_unit = str(rows[0].row.get("x_unit") or "")
    bottom_title = f"{x_unit}, %" if percent else x_unit

    def place(point: Point) -> float:
        return x(float(point.row["x"]) * (100 if percent else 1))

    top = ROW + 8.0
    layers: list[Any] = [
        *frame(x, y, width, height, canvas),
        *_bands(rows, names, place, y, axis.divisor, canvas),
        *_steps(rows, names, place, y, axis.divisor, canvas),
        *_ends(ends, names, place, y, axis.divisor, unit, canvas),
        label(
            [
                {"x": -left, "y": -14.0, "text": axis.title},
                {"x": 0.0, "y": height + 36.0, "text": bottom_title},
            ],
            colour=canvas.theme.muted,
            size=SMALL,
        ),
    ]
    if len(names) > 1:
        top += keys(names, canvas, left=left, y=0)[1] * ROW + 4
        layers += keys(names, canvas, left=left, y=-top + ROW / 2)[0]
    return Drawing(layers=layers, width=width, height=height, left=left, right=right, top=top, bottom=46)


def frame(x: Linear, y: Linear, width: float, height: float, canvas: Canvas) -> list[Any]:
    """Rules at the ticks of both axes, with their figures."""

    theme = canvas.theme
    lines = [
        {"x": 0.0, "x2": width, "y": y(tick), "colour": theme.rule if tick == 0 else theme.grid}
        for tick in y.ticks
    ]
    words = [{"x": -8.0, "y": y(tick), "text": _tick(tick, y)} for tick in y.ticks]
    below = [{"x": x(tick), "y": height + 16.0, "text": _tick(tick, x)} for tick in x.ticks]
    return [
        Layer(values(lines))
        .mark("rule", strokeWidth=1)
        .encode(x=pixel("x"), x2=channel("x2:Q"), y=pixel("y"), color=channel("colour:N", scale=None)),
        label(words, colour=theme.muted, size=SMALL, align="right"),
        label(below, colour=theme.muted, size=SMALL, align="center"),
    ]


def _tick(tick: float, scale: Linear) -> str:
    places = max(len(f"{one:.6f}".rstrip("0").split(".")[1]) for one in scale.ticks)
    return f"{tick:,.{places}f}".replace("-", "−")


def _bands(
    rows: Sequence[Point], names: Sequence[str], place: Any, y: Linear, divisor: float, canvas: Canvas
) -> list[Any]:

    records = [
        {
            "x": place(point),
            "low": y(point.low / divisor),
            "high": y(point.high / divisor),
            "series": point.series,
            "colour": canvas.theme.colour(names.index(point.series)),
        }
        for point in rows
        if point.low is not None and point.high is not None
    ]
    if not records:
        return []
    mark = Layer(values(records)).mark("area", opacity=0.16, interpolate="step-after")
    return [
        mark.encode(
            x=pixel("x"),
            y=pixel("low"),
            y2=channel("high:Q"),
            color=channel("colour:N", scale=None),
            detail=channel("series:N"),
        )
    ]


def _steps(
    rows: Sequence[Point], names: Sequence[str], place: Any, y: Linear, divisor: float, canvas: Canvas
) -> list[Any]:

    records = [
        {
            "x": place(point),
            "y": y((point.value or 0.0) / divisor),
            "value": point.value,
            "series": point.series,
            "colour": canvas.theme.colour(names.index(point.series)),
        }
        for point in rows
    ]
    shape = "linear" if rows[0].row.get("smooth") else "step-after"
    mark = Layer(values(records)).mark("line", strokeWidth=2.5, interpolate=shape)
    return [
        mark.encode(
            x=pixel("x"),
            y=pixel("y"),
            color=channel("colour:N", scale=None),
            detail=channel("series:N"),
        )
    ]


def _ends(
    ends: dict[str, Point],
    names: Sequence[str],
    place: Any,
    y: Linear,
    divisor: float,
    unit: str,
    canvas: Canvas,
) -> list[Any]:
    """The last figure of each series, beside its end."""
    wished = [y((end.value or 0.0) / divisor) for end in ends.values()]
    free = spread(wished, [SIZE + 4.0] * len(wished), y.top - 6, y.bottom + 6)
    return [
        label(
            [{"x": place(end) + 8, "y": height, "text": figure(end.value or 0.0, unit)}],
            colour=canvas.theme.tone(names.index(name)),
            bold=True,
        )
        for (name, end), height in zip(ends.items(), free, strict=True)
    ]
