"""What each own cost buys: a line of the best that can be done, its points named, and where something else lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from realpolitik.charts.canvas import (
    ROW,
    SIZE,
    SMALL,
    Canvas,
    Drawing,
    Point,
    label,
    margin,
    pixel,
    points,
    values,
)
from realpolitik.charts.curve import frame
from realpolitik.charts.grammar import Layer
from realpolitik.charts.lanes import lying_bars
from realpolitik.charts.scales import linear_scale
from realpolitik.charts.text import axis_of, breadth

if TYPE_CHECKING:
    from realpolitik.findings import Finding


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """Rows at the column `x` (in the finding's unit): those of the first series joined, others as rings with their name.

    `point` is what stands beside a row, a `chosen` one is ringed, `x_title` and `y_title` name the axes. Without places, lying bars.

    Raises
    ------
    CoverageError
        There is no value to draw.
    """

    rows = [point for point in points(finding) if point.value is not None]
    if any(point.row.get("x") is None for point in rows):
        return lying_bars(finding, rows, canvas)
    first = rows[0].series
    joined = [point for point in rows if point.series == first]
    apart = [point for point in rows if point.series != first]
    axis = axis_of(finding.unit, [abs(point.value or 0.0) for point in rows])
    across = axis_of(finding.unit, [abs(float(point.row["x"])) for point in rows])
    height = 320 if canvas.wide else 250
    y = linear_scale([(point.value or 0.0) / axis.divisor for point in rows], bottom=height, top=0)
    left = margin(y)
    names = [str(point.row.get("label") or point.series) for point in apart]
    right = max([breadth(name, SIZE, bold=True) / 2 for name in names], default=0.0) + 16
    width = canvas.total - left - right
    x = linear_scale(
        [float(point.row["x"]) / across.divisor for point in rows],
        bottom=0,
        top=width,
        count=6 if canvas.wide else 4,
    )

    def place(point: Point) -> dict[str, Any]:
        return {
            "x": x(float(point.row["x"]) / across.divisor),
            "y": y((point.value or 0.0) / axis.divisor),
            "value": point.value,
        }

    theme = canvas.theme
    titles = [
        {"x": -left, "y": -14.0, "text": f"{rows[0].row.get('y_title') or ''} ({axis.title})"},
        {"x": 0.0, "y": height + 36.0, "text": f"{rows[0].row.get('x_title') or ''} ({across.title})"},
    ]
    line = values([place(point) for point in joined])
    layers: list[Any] = [
        *frame(x, y, width, height, canvas),
        Layer(line).mark("line", strokeWidth=2.5, color=theme.colour(0)).encode(x=pixel("x"), y=pixel("y")),
        Layer(line)
        .mark("point", filled=True, size=46, opacity=1, color=theme.colour(0))
        .encode(x=pixel("x"), y=pixel("y")),
        *_chosen([place(point) for point in joined if point.row.get("chosen")], canvas),
        label(_beside(joined, place, width), colour=theme.tone(0), size=SMALL),
        label(titles, colour=theme.muted, size=SMALL),
    ]
    if apart:
        rings = [place(point) for point in apart]
        layers.append(
            Layer(values(rings))
            .mark("point", size=120, strokeWidth=2.5, opacity=1, color=theme.colour(1))
            .encode(x=pixel("x"), y=pixel("y"))
        )
        words = [
            {"x": min(ring["x"], width - 4), "y": ring["y"] - 16, "text": name}
            for ring, name in zip(rings, names, strict=True)
        ]
        layers.append(label(words, colour=theme.tone(1), bold=True, align="right"))
    return Drawing(
        layers=layers, width=width, height=height, left=left, right=right, top=ROW + 8.0, bottom=46
    )


def _beside(joined: list[Point], place: Any, width: float) -> list[dict[str, Any]]:
    """What each point is, to its lower right, where the last one that was named leaves room."""
    found: list[dict[str, Any]] = []
    for point in joined:
        at, text = place(point), str(point.row.get("point") or "")
        high, low = at["x"] + 9, at["y"] + 12
        if high + breadth(text, SMALL) > width + 12:
            high, low = at["x"] - breadth(text, SMALL) - 6, at["y"] - 10
        near = (
            found
            and abs(found[-1]["y"] - low) < SMALL + 3
            and abs(found[-1]["x"] - high) < breadth(text, SMALL) + 8
        )
        if text and not near:
            found.append({"x": high, "y": low, "text": text})
    return found or [{"x": 0.0, "y": -40.0, "text": ""}]


def _chosen(places: list[dict[str, Any]], canvas: Canvas) -> list[Any]:
    """A ring round the point that is chosen."""
    if not places:
        return []
    ring = Layer(values(places)).mark(
        "point", size=260, strokeWidth=2.5, opacity=1, color=canvas.theme.colour(0)
    )
    return [ring.encode(x=pixel("x"), y=pixel("y"))]
