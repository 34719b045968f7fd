"""Bars: by period, standing on a time axis with events as rules; or by label, lying, each with its figure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from realpolitik.charts import lanes, scales, text
from realpolitik.charts.canvas import (
    ROW,
    SMALL,
    Canvas,
    Drawing,
    Point,
    keys,
    label,
    moment,
    points,
    rules,
    values,
    x_time,
    y_linear,
)

if TYPE_CHECKING:
    from realpolitik.findings import Finding


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """Lying bars where rows have labels, or where series of one period are compared; standing ones otherwise.

    Raises
    ------
    CoverageError
        There is no value to draw.
    """
    rows = points(finding)
    one_period = len({point.period for point in rows}) == 1
    if any(point.row.get("label") for point in rows) or (one_period and len(rows) > 1):
        return lanes.bars(finding, rows, canvas)
    return _standing(finding, rows, canvas)


def _standing(finding: Finding, rows: Sequence[Point], canvas: Canvas) -> Drawing:
    import altair as alt

    names = list(dict.fromkeys(point.series for point in rows))
    known = [point for point in rows if point.value is not None]
    axis = text.axis(finding.unit, [abs(v) for p in known for v in (p.value, p.high) if v is not None])
    height = 280 if canvas.wide else 220
    seen = [v / axis.divisor for p in known for v in (p.value, p.low, p.high) if v is not None]
    y = scales.linear(seen, bottom=height, top=0)
    left = max(text.width(f"{tick:,g}", SMALL) for tick in y.ticks) + 12
    width = canvas.total - left - 8
    x = scales.time([p.period for p in rows], width=width, room=46 if canvas.wide else 42)
    heading = rules(finding, x, canvas, height=height, left=left, title=axis.title)
    top = heading.rows * ROW + 8.0
    days = _shortest(rows)
    each = days * 0.78 / len(names)
    records = [
        {
            "day": moment(p.day + timedelta(days=(names.index(p.series) - (len(names) - 1) / 2) * each)),
            "period": p.period,
            "series": p.series,
            "value": (p.value or 0.0) / axis.divisor,
            "colour": canvas.theme.colour(names.index(p.series)),
        }
        for p in known
    ]
    thick = max(width * each / max((x.end - x.start).days, 1), 1.0)
    bars = (
        alt.Chart(values(records))
        .mark_bar(size=thick)
        .encode(
            x=x_time(x),
            y=y_linear(y, axis.title, left=left, title_y=heading.title_y),
            color=alt.Color("colour:N", scale=None),
        )
    )
    layers: list[Any] = [*heading.layers, bars, *_whiskers(known, names, axis.divisor, each, x, y, canvas)]
    layers += _figures(records, finding.unit, axis.divisor, x, y, thick, canvas)
    if len(names) > 1:
        _, lines = keys(names, canvas, left=left, y=0)
        top += lines * ROW + 4
        layers += keys(names, canvas, left=left, y=-top + ROW / 2)[0]
    return Drawing(layers=layers, width=width, height=height, left=left, right=8, top=top, bottom=26)


def _shortest(rows: Sequence[Point]) -> float:
    return min((last - first).days + 1 for first, last in (scales.span(point.period) for point in rows))


def _whiskers(
    rows: Sequence[Point],
    names: Sequence[str],
    divisor: float,
    each: float,
    x: scales.Time,
    y: scales.Linear,
    canvas: Canvas,
) -> list[Any]:
    import altair as alt

    found = [
        {
            "x": x(p.day)
            + x.width
            * (names.index(p.series) - (len(names) - 1) / 2)
            * each
            / max((x.end - x.start).days, 1),
            "y": y(p.low / divisor),
            "y2": y(p.high / divisor),
        }
        for p in rows
        if p.low is not None and p.high is not None
    ]
    if not found:
        return []
    chart = alt.Chart(values(found)).mark_rule(strokeWidth=1.5, color=canvas.theme.ink)
    return [chart.encode(x=alt.X("x:Q", scale=None), y=alt.Y("y:Q", scale=None), y2="y2:Q")]


def _figures(
    records: Sequence[dict[str, Any]],
    unit: str,
    divisor: float,
    x: scales.Time,
    y: scales.Linear,
    thick: float,
    canvas: Canvas,
) -> list[Any]:
    """The figure on each bar where all fit; otherwise the axis must do."""
    words = [text.figure(record["value"] * divisor, unit) for record in records]
    if any(text.width(word, SMALL) > thick + 4 for word in words):
        return []
    from datetime import date

    places = [
        {
            "x": x(date.fromisoformat(record["day"][:10])),
            "y": y(record["value"]) + (-9 if record["value"] >= 0 else 9),
            "text": word,
        }
        for record, word in zip(records, words, strict=True)
    ]
    return [label(places, colour=canvas.theme.ink, size=SMALL, align="center")]
