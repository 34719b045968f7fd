"""Before and after with their intervals, one label a lane: where two states agree, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from realpolitik.charts.canvas import ROW, SIZE, SMALL, Canvas, Drawing, Point, label, points, values
from realpolitik.charts.grammar import Layer, channel
from realpolitik.charts.lanes import column, lane_labels
from realpolitik.charts.scales import Linear, linear_scale
from realpolitik.charts.text import axis_of, breadth
from realpolitik.wording.numbers import figure

if TYPE_CHECKING:
    from realpolitik.findings import Finding

_MOST = 16
_HALF = 4.5
"""Pixels that before stands above, and after below, the middle of a lane."""


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """A lane a row, in the order of the finding, at most sixteen: an open dot before, a full one after.

    Rows without a figure before (`before`) show one dot. Shares and indices from -1 to 1 have one axis.

    Raises
    ------
    CoverageError
        There is no value to draw.
    """
    rows = [point for point in points(finding, every_unit=True) if point.value is not None]
    rows = _in_order(finding, rows)[:_MOST]
    names = [_name(point) for point in rows]
    words = [_figures(point) for point in rows]
    col = column(names, canvas, beside=max(breadth(word, SMALL) for word in words) + 14)
    right = max(breadth(word, SIZE) for word in words) + 20 if canvas.wide else 12.0
    width = canvas.total - col.left - right
    shares = {point.unit for point in rows} == {"share"}
    axis = axis_of("share" if shares else finding.unit if len({p.unit for p in rows}) == 1 else "", [])
    scale = linear_scale(
        [v / axis.divisor for point in rows for v in _every(point)],
        bottom=6,
        top=width - 6,
        count=5 if canvas.wide else 4,
    )
    lane = max(col.above + 26, col.least, 28)
    middles = [lane * place + (col.above + lane) / 2 for place in range(len(rows))]
    height = lane * len(rows)
    layers = [
        *_grid(scale, height, axis.title if shares else "share or index, 1 = full agreement", canvas),
        *_marks(rows, middles, scale, axis.divisor, canvas),
        lane_labels(names, [lane * place for place in range(len(rows))], [lane] * len(rows), col, canvas),
        label(
            [
                {
                    "x": width + 10.0,
                    "y": middle if canvas.wide else middle - (lane - col.above) / 2 - 8,
                    "text": word,
                }
                for middle, word in zip(middles, words, strict=True)
            ],
            colour=canvas.theme.ink,
            size=SIZE if canvas.wide else SMALL,
            align="left" if canvas.wide else "right",
        ),
    ]
    top = 8.0
    if any(_before(point) is not None for point in rows):
        top += ROW
        layers += _legend(finding, canvas, x=-col.left + 8, y=-top + 8)
    return Drawing(layers=layers, width=width, height=height, left=col.left, right=right, top=top, bottom=44)


def _in_order(finding: Finding, rows: Sequence[Point]) -> list[Point]:
    places = {id(row): place for place, row in enumerate(finding.rows)}
    return sorted(rows, key=lambda point: places.get(id(point.row), 0))


def _name(point: Point) -> str:
    return str(point.row.get("label") or point.series or point.period)


def _before(point: Point) -> float | None:
    value = point.row.get("before")
    return None if value is None else float(value)


def _figures(point: Point) -> str:
    after, before = figure(point.value or 0.0, point.unit), _before(point)
    return after if before is None else f"{figure(before, point.unit)} → {after}"


def _every(point: Point) -> list[float]:
    keys = ("value", "low", "high", "before", "before_low", "before_high")
    return [float(point.row[key]) for key in keys if point.row.get(key) is not None]


def _grid(scale: Linear, height: float, title: str, canvas: Canvas) -> list[Any]:

    theme = canvas.theme
    lines = [
        {"x": scale(tick), "y": 0.0, "y2": height, "colour": theme.rule if tick == 0 else theme.grid}
        for tick in scale.ticks
    ]
    words = [
        {"x": scale(tick), "y": height + 14.0, "text": f"{tick:g}".replace("-", "−")} for tick in scale.ticks
    ]
    return [
        Layer(values(lines))
        .mark("rule", strokeWidth=1)
        .encode(
            x=channel("x:Q", scale=None, axis=None),
            y=channel("y:Q", scale=None, axis=None),
            y2=channel("y2:Q"),
            color=channel("colour:N", scale=None),
        ),
        label(words, colour=theme.muted, size=SMALL, align="center"),
        label([{"x": 0.0, "y": height + 32.0, "text": title}], colour=theme.muted, size=SMALL),
    ]


def _marks(
    rows: Sequence[Point], middles: Sequence[float], scale: Linear, divisor: float, canvas: Canvas
) -> list[Any]:

    bars, dots = [], []
    for point, middle in zip(rows, middles, strict=True):
        before = _before(point)
        risen = before is None or (point.value or 0.0) >= before
        colour = canvas.theme.colour(0 if risen else 1)
        sides = [(point.value, point.low, point.high, _HALF if before is not None else 0.0, colour)]
        if before is not None:
            low, high = point.row.get("before_low"), point.row.get("before_high")
            sides.append((before, low, high, -_HALF, canvas.theme.paper))
        for value, low, high, offset, fill in sides:
            y = middle + offset
            if low is not None and high is not None:
                bars.append(
                    {
                        "x": scale(float(low) / divisor),
                        "x2": scale(float(high) / divisor),
                        "y": y,
                        "colour": colour,
                    }
                )
            dots.append({"x": scale((value or 0.0) / divisor), "y": y, "colour": colour, "fill": fill})
    where: dict[str, Any] = {
        "x": channel("x:Q", scale=None, axis=None),
        "y": channel("y:Q", scale=None, axis=None),
    }
    drawn: list[Any] = []
    if bars:
        paint = channel("colour:N", scale=None)
        drawn.append(
            Layer(values(bars))
            .mark("rule", strokeWidth=3, opacity=0.35)
            .encode(**where, x2=channel("x2:Q"), color=paint)
        )
    drawn.append(
        Layer(values(dots))
        .mark("point", size=70, opacity=1, filled=True, strokeWidth=2)
        .encode(**where, stroke=channel("colour:N", scale=None), fill=channel("fill:N", scale=None))
    )
    return drawn


def _legend(finding: Finding, canvas: Canvas, *, x: float, y: float) -> list[Any]:
    """An open dot for before the shock, a full one for after."""

    shock = str(finding.options.get("shock") or "the date")
    ends = (f"before {shock}", f"since {shock}; bars: 95 %")
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
    named = [{"x": spot["x"] + 10, "y": y, "text": end} for spot, end in zip(spots, ends, strict=True)]
    return [dots, label(named, colour=canvas.theme.muted, size=SMALL)]
