"""A map of what is best over two parameters: a cell a row, coloured by what it makes, and where one stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from realpolitik.charts.canvas import ROW, SMALL, Canvas, Drawing, Point, keys, label, papers, points, values
from realpolitik.charts.grammar import Layer, channel
from realpolitik.charts.lanes import lying_bars
from realpolitik.charts.text import breadth

if TYPE_CHECKING:
    from realpolitik.findings import Finding

_MOST = 6
_TICKS = 5


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """Cells at the columns `x` and `y` of the rows, in the colour of their series, with their value where it fits.

    `x_title` and `y_title` name the axes; `here_x` and `here_y` are ringed. Without places, or with more kinds than can be told
    apart, lying bars.

    Raises
    ------
    CoverageError
        There is no value to draw.
    """
    rows = [point for point in points(finding) if point.value is not None]
    names = list(dict.fromkeys(point.series for point in rows))
    if any(point.row.get("x") is None or point.row.get("y") is None for point in rows) or len(names) > _MOST:
        return lying_bars(finding, rows, canvas)

    across, upward = (sorted({float(point.row[name]) for point in rows}) for name in ("x", "y"))
    left = max(breadth(_tick(value), SMALL) for value in upward) + 16
    width = canvas.total - left - 16
    height = min(width * 0.62, 330.0) if canvas.wide else width * 0.9
    cell = (width / len(across), height / len(upward))
    records = [_cell(point, across, upward, cell, height, names, canvas) for point in rows]
    layers: list[Any] = [
        Layer(values(records))
        .mark("rect", stroke=canvas.theme.paper, strokeWidth=1)
        .encode(
            x=channel("x:Q", scale=None, axis=None),
            x2=channel("x2:Q"),
            y=channel("y:Q", scale=None, axis=None),
            y2=channel("y2:Q"),
            color=channel("colour:N", scale=None),
            opacity=channel("opacity:Q", scale=None),
        ),
        *_figures(records, cell, canvas),
        *_axes(rows[0], across, upward, cell, left=left, height=height, canvas=canvas),
        *_here(rows[0], across, upward, cell, height, canvas),
    ]
    lines = keys(names, canvas, left=left, y=0)[1]
    top = 8.0 + ROW * lines + ROW + 8
    layers += keys(names, canvas, left=left, y=-top + ROW / 2)[0]
    return Drawing(layers=layers, width=width, height=height, left=left, right=16, top=top, bottom=46)


def _cell(
    point: Point,
    across: Sequence[float],
    upward: Sequence[float],
    cell: tuple[float, float],
    height: float,
    names: Sequence[str],
    canvas: Canvas,
) -> dict[str, Any]:
    i, j = across.index(float(point.row["x"])), upward.index(float(point.row["y"]))
    return {
        "x": i * cell[0],
        "x2": (i + 1) * cell[0],
        "y": height - (j + 1) * cell[1],
        "y2": height - j * cell[1],
        "value": point.value,
        "series": point.series,
        "colour": canvas.theme.colour(names.index(point.series)),
        "opacity": 0.35,
    }


def _figures(records: Sequence[dict[str, Any]], cell: tuple[float, float], canvas: Canvas) -> list[Any]:
    """The value in each cell, where all have room."""
    words = [_tick(float(record["value"])) for record in records]
    if max(breadth(word, SMALL) for word in words) > cell[0] - 4 or cell[1] < SMALL + 3:
        return []
    rows = [
        {"x": (record["x"] + record["x2"]) / 2, "y": (record["y"] + record["y2"]) / 2, "text": word}
        for record, word in zip(records, words, strict=True)
    ]
    return [label(rows, colour=canvas.theme.ink, size=SMALL, align="center")]


def _tick(value: float) -> str:
    return (f"{value:.3g}" if 1e-3 <= abs(value) < 1000 or not value else f"{value:.0e}").replace("-", "−")


def _axes(
    row: Point,
    across: Sequence[float],
    upward: Sequence[float],
    cell: tuple[float, float],
    *,
    left: float,
    height: float,
    canvas: Canvas,
) -> list[Any]:
    every = [max(1, round((len(values_) - 1) / (_TICKS - 1))) for values_ in (across, upward)]
    below = [
        {"x": (i + 0.5) * cell[0], "y": height + 13.0, "text": _tick(value)}
        for i, value in enumerate(across)
        if i % every[0] == 0
    ]
    beside = [
        {"x": -8.0, "y": height - (j + 0.5) * cell[1], "text": _tick(value)}
        for j, value in enumerate(upward)
        if j % every[1] == 0
    ]
    titles = [
        {"x": 0.0, "y": height + 32.0, "text": str(row.row.get("x_title") or "")},
        {"x": -left, "y": -12.0, "text": str(row.row.get("y_title") or "")},
    ]
    return [
        label(below, colour=canvas.theme.muted, size=SMALL, align="center"),
        label(beside, colour=canvas.theme.muted, size=SMALL, align="right"),
        label([one for one in titles if one["text"]] or titles[:1], colour=canvas.theme.muted, size=SMALL),
    ]


def _here(
    row: Point,
    across: Sequence[float],
    upward: Sequence[float],
    cell: tuple[float, float],
    height: float,
    canvas: Canvas,
) -> list[Any]:
    """A ring where the parameters stand."""

    right, up = row.row.get("here_x"), row.row.get("here_y")
    if right is None or up is None or len(across) < 2 or len(upward) < 2:
        return []
    places = [
        (float(value) - values_[0]) / (values_[-1] - values_[0]) * (len(values_) - 1) + 0.5
        for value, values_ in ((right, across), (up, upward))
    ]
    spot = [{"x": places[0] * cell[0], "y": height - places[1] * cell[1]}]
    width, words = cell[0] * len(across), "as judged"
    room = spot[0]["x"] + 24 + breadth(words, SMALL) < width
    side = "left" if room else "right"
    named = [{"x": spot[0]["x"] + (24 if room else -24), "y": spot[0]["y"], "text": words}]
    return [
        papers(named, canvas, size=SMALL, align=side, bold=True),
        label(named, colour=canvas.theme.ink, size=SMALL, align=side, bold=True),
        Layer(values(spot))
        .mark("point", size=1100, strokeWidth=2.5, opacity=1, color=canvas.theme.ink)
        .encode(x=channel("x:Q", scale=None), y=channel("y:Q", scale=None)),
    ]
