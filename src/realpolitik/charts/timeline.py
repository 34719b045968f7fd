"""Series of unlike units over the same months, a lane each on its own scale, so that one sees what came before what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from realpolitik.charts.canvas import (
    ROW,
    SMALL,
    Canvas,
    Drawing,
    Point,
    label,
    papers,
    points,
    rules,
    values,
    with_gaps,
)
from realpolitik.charts.grammar import Layer, channel
from realpolitik.charts.lanes import column, lane_labels
from realpolitik.charts.scales import Linear, Time, time_scale
from realpolitik.charts.text import breadth
from realpolitik.wording.numbers import figure

if TYPE_CHECKING:
    from realpolitik.findings import Finding

_LANE = 62
_FEW = 16
"""A series of so few points has a dot at each."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """A lane a series, from zero to its own highest value, which is written beside it; a stroke where its level changes.

    Rows may have `raw` with `raw_unit` (the figure that is written), and `breaks` true in the first month of a new level.

    Raises
    ------
    CoverageError
        There is no value to draw.
    """
    rows = [point for point in points(finding) if point.value is not None]
    names = list(dict.fromkeys(point.series for point in rows))
    own = {name: [point for point in rows if point.series == name] for name in names}
    words = {name: _peak(max(own[name], key=lambda p: p.value or 0.0)) for name in names}
    longest = max(breadth(word, SMALL) for word in words.values())
    col = column([name or " " for name in names], canvas, beside=longest + 10)
    right = longest + 18 if canvas.wide else 12.0
    width = canvas.total - col.left - right
    lane = max(col.above + (_LANE if canvas.wide else _LANE - 12), col.least)
    tops = [lane * place for place in range(len(names))]
    height = lane * len(names)
    x = time_scale([p.period for p in rows], width=width, room=46 if canvas.wide else 42)
    heading = rules(finding, x, canvas, height=height, left=col.left, title="")
    scales = [
        _scale(own[name], bottom=top + lane - 8.0, top=top + col.above + 8.0)
        for name, top in zip(names, tops, strict=True)
    ]
    records, marks = [], []
    for name, scale in zip(names, scales, strict=True):
        records += _records(with_gaps(own[name]), x, scale)
        marks += _breaks(own[name], x, scale, width)
    layers: list[Any] = [
        *heading.layers,
        *_lines(records, own, canvas),
        *_strokes(marks, canvas),
        _floors([scale(0.0) for scale in scales], width, canvas),
        lane_labels([name or " " for name in names], tops, [lane] * len(names), col, canvas),
        _peaks([words[name] for name in names], tops, width, lane=lane, above=col.above, canvas=canvas),
        label(
            [
                {"x": _inside(x(day), text, -col.left, width + right), "y": height + 12.0, "text": text}
                for day, text in x.ticks
            ],
            colour=canvas.theme.muted,
            size=SMALL,
            align="center",
        ),
    ]
    top = heading.rows * ROW + 8.0
    return Drawing(layers=layers, width=width, height=height, left=col.left, right=right, top=top, bottom=24)


def _inside(place: float, text: str, low: float, high: float) -> float:
    """The middle of a label, moved so that none of it is cut off."""
    half = breadth(text, SMALL) / 2
    return min(max(place, low + half), high - half)


def _peak(point: Point) -> str:
    """The highest figure of a series, as it is counted, and its month."""
    raw, unit = point.row.get("raw"), str(point.row.get("raw_unit") or "")
    said = figure(float(raw), unit) if raw is not None else figure(point.value or 0.0, point.unit)
    named = f" {unit}" if unit and not unit.startswith("USD") and unit not in ("share", "index") else ""
    return f"{said}{named}, {_written(point.period)}"


def _written(period: str) -> str:
    """A month in words that are short.

    Examples
    --------
    >>> _written("2022-03"), _written("2022")
    ('Mar 2022', '2022')
    """
    year, _, month = period.partition("-")
    return f"{_MONTHS[int(month[:2]) - 1]} {year}" if month else year


def _scale(rows: Sequence[Point], *, bottom: float, top: float) -> Linear:
    """From zero to the highest value of a lane, or from the lowest where some are below."""
    seen = [point.value or 0.0 for point in rows]
    low, high = min(0.0, *seen), max(0.0, *seen)
    return Linear(low=low, high=high if high > low else low + 1.0, ticks=(), bottom=bottom, top=top)


def _records(rows: Sequence[Point], x: Time, scale: Linear) -> list[dict[str, Any]]:
    """Points in pixels; `part` changes where a line is broken."""
    out: list[dict[str, Any]] = []
    part = 0
    for point in rows:
        if point.value is None:
            part += 1
            continue
        place = {"x": x(point.day), "y": scale(point.value), "floor": scale(0.0)}
        out.append(place | {"part": f"{point.series} {part}", "series": point.series})
    return out


def _breaks(rows: Sequence[Point], x: Time, scale: Linear, width: float) -> list[dict[str, Any]]:
    """Strokes at new levels; the month is written on the side where the line leaves more room for it."""
    out = []
    for before, point in zip([None, *rows], rows, strict=False):
        if point.row.get("breaks"):
            place = x(point.day) if before is None else (x(before.day) + x(point.day)) / 2
            text = _written(point.period)
            need = breadth(text, SMALL) + 12

            def crowded(low: float, high: float) -> float:
                return max((p.value or 0.0 for p in rows if low <= x(p.day) <= high), default=0.0)

            left = crowded(place - need, place) <= crowded(place, place + need)
            left = place - need >= 0 and (left or place + need > width)
            out.append({"x": place, "y": scale.top - 4, "y2": scale.bottom, "text": text, "left": left})
    return out


def _lines(
    records: Sequence[Mapping[str, Any]], own: Mapping[str, Sequence[Point]], canvas: Canvas
) -> list[Any]:

    colour = canvas.theme.colour(0)
    place: dict[str, Any] = {
        "x": channel("x:Q", scale=None, axis=None),
        "y": channel("y:Q", scale=None, axis=None),
    }
    base = Layer(values(records))
    layers: list[Any] = [
        base.mark("area", opacity=0.16, color=colour).encode(
            **place, y2=channel("floor:Q"), detail=channel("part:N")
        ),
        base.mark("line", strokeWidth=2, strokeJoin="round", color=colour).encode(
            **place, detail=channel("part:N")
        ),
    ]
    if few := [record for record in records if len(own[record["series"]]) <= _FEW]:
        layers.append(Layer(values(few)).mark("circle", size=34, opacity=1, color=colour).encode(**place))
    return layers


def _strokes(marks: Sequence[Mapping[str, Any]], canvas: Canvas) -> list[Any]:
    """Where each level changes, with the month."""

    if not marks:
        return []
    place: dict[str, Any] = {
        "x": channel("x:Q", scale=None, axis=None),
        "y": channel("y:Q", scale=None, axis=None),
    }
    layers: list[Any] = [
        Layer(values(marks))
        .mark("rule", strokeWidth=2, color=canvas.theme.colour(1))
        .encode(**place, y2=channel("y2:Q"))
    ]
    for left in (False, True):
        words = [
            {"x": mark["x"] + (-6 if left else 6), "y": mark["y"] + 6, "text": mark["text"]}
            for mark in marks
            if mark["left"] is left
        ]
        if words:
            side = "right" if left else "left"
            layers.append(papers(words, canvas, size=SMALL, align=side))
            layers.append(label(words, colour=canvas.theme.tone(1), size=SMALL, align=side))
    return layers


def _floors(ends: Sequence[float], width: float, canvas: Canvas) -> Any:

    lines = [{"x": 0.0, "x2": width, "y": end} for end in ends]
    return (
        Layer(values(lines))
        .mark("rule", strokeWidth=1, color=canvas.theme.rule)
        .encode(
            x=channel("x:Q", scale=None, axis=None),
            x2=channel("x2:Q"),
            y=channel("y:Q", scale=None, axis=None),
        )
    )


def _peaks(
    words: Sequence[str], tops: Sequence[float], width: float, *, lane: float, above: float, canvas: Canvas
) -> Any:
    """The highest figure of each lane: at its right, or over it on a narrow chart."""
    rows = [
        {"x": width + 12.0, "y": top + lane / 2, "text": word}
        if canvas.wide
        else {"x": width + 10.0, "y": top + above - 8, "text": word}
        for top, word in zip(tops, words, strict=True)
    ]
    return label(rows, colour=canvas.theme.muted, size=SMALL, align="left" if canvas.wide else "right")
