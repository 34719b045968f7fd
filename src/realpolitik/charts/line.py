"""Series over time: lines with their band, named where they end, events as rules. Shares are the same, in percent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from realpolitik.charts import lanes, scales, text
from realpolitik.charts.canvas import (
    ROW,
    SIZE,
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
    import altair as alt

    from realpolitik.findings import Finding

_DENSE = 40
"""More points than this and the line is drawn without dots."""
_NAMED = 6
"""At most so many series are named, one for each colour; the rest are thin and grey."""


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """A line a series. Gaps stay gaps; a series of one point is a dot; one date for all is drawn as bars.

    Raises
    ------
    CoverageError
        There is no value to draw.
    """
    rows = points(finding)
    if len({point.period for point in rows if point.value is not None}) == 1:
        return lanes.bars(finding, rows, canvas)  # one date is no line
    names = _ranked(rows)
    axis = text.axis(finding.unit, [abs(v) for p in rows for v in (p.value, p.low, p.high) if v is not None])
    height = 300 if canvas.wide else 220
    y = _scale(finding, rows, axis.divisor, height)
    left = max(text.width(f"{tick:,g}", SMALL) for tick in y.ticks) + 12
    ends = _ends(rows, names, finding.unit, axis.divisor, y, height)
    beside = canvas.wide and len(names) > 1 and max(text.width(n, SIZE) for n in names) <= 170
    for end in ends:
        end["text"] = f"{end['name']}  {end['figure']}" if beside else end["figure"]
    right = max(text.width(end["text"], SIZE, bold=True) for end in ends) + 14
    width = canvas.total - left - right
    x = scales.time([p.period for p in rows], width=width, room=46 if canvas.wide else 42)
    heading = rules(finding, x, canvas, height=height, left=left, title=axis.title)
    top = heading.rows * ROW + 8.0
    layers: list[Any] = [*_zero(y, width, canvas), *heading.layers]
    layers += _bands(rows, names, axis, x, y, left, canvas, title_y=heading.title_y)
    layers += _lines(rows, names, axis, x, y, left, canvas, title_y=heading.title_y)
    layers += _words(ends, x, canvas)
    if len(names) > 1 and not beside:
        named, lines = keys(names[:_NAMED], canvas, left=left, y=0)
        top += lines * ROW + 4
        layers += keys(names[:_NAMED], canvas, left=left, y=-top + ROW / 2)[0]
    return Drawing(layers=layers, width=width, height=height, left=left, right=right, top=top, bottom=26)


def _ranked(rows: Sequence[Point]) -> list[str]:
    """Series in the order of the rows, or, where there are too many to name, the largest at the end first."""
    names = list(dict.fromkeys(point.series for point in rows))
    if len(names) <= _NAMED:
        return names
    last = {point.series: abs(point.value) for point in rows if point.value is not None}
    return sorted(names, key=lambda name: -last.get(name, 0.0))


def _scale(finding: Finding, rows: Sequence[Point], divisor: float, height: float) -> scales.Linear:
    seen = [v / divisor for p in rows for v in (p.value, p.low, p.high) if v is not None]
    # A price or an index may stand on a broken axis; amounts, shares and counts are measured from zero.
    floating = finding.unit.startswith(("USD/", "index")) and min(seen) > 0.5 * max(seen)
    return scales.linear(seen, bottom=height, top=0, zero=not floating)


def _record(point: Point, divisor: float, colour: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "day": moment(point.day),
        "period": point.period,
        "series": point.series,
        "colour": colour,
    }
    made["value"] = None if point.value is None else point.value / divisor
    if point.low is not None and point.high is not None:
        made |= {"low": point.low / divisor, "high": point.high / divisor}
    return made


def _records(
    rows: Sequence[Point], names: Sequence[str], divisor: float, canvas: Canvas
) -> list[dict[str, Any]]:
    return [_record(point, divisor, canvas.theme.colour(names.index(point.series))) for point in rows]


def _zero(y: scales.Linear, width: float, canvas: Canvas) -> list[alt.Chart]:
    """A firm line at zero, where the axis holds it."""
    import altair as alt

    if not y.low <= 0 <= y.high:
        return []
    ends = [{"x": 0, "x2": width, "y": y(0)}]
    return [
        alt.Chart(values(ends))
        .mark_rule(strokeWidth=1, color=canvas.theme.rule)
        .encode(x=alt.X("x:Q", scale=None), x2="x2:Q", y=alt.Y("y:Q", scale=None))
    ]


def _bands(
    rows: Sequence[Point],
    names: Sequence[str],
    axis: text.Axis,
    x: scales.Time,
    y: scales.Linear,
    left: float,
    canvas: Canvas,
    *,
    title_y: float,
) -> list[alt.Chart]:
    import altair as alt

    banded = [record for record in _records(rows, names, axis.divisor, canvas) if "low" in record]
    if not banded:
        return []
    encoding = {
        "x": x_time(x),
        "y": y_linear(y, axis.title, left=left, field_="low", title_y=title_y),
        "y2": alt.Y2("high:Q"),
        "color": alt.Color("colour:N", scale=None),
        "detail": "series:N",
    }
    counts = {name: sum(record["series"] == name for record in banded) for name in names}
    lone = [record for record in banded if counts[record["series"]] == 1]
    wide = [record for record in banded if counts[record["series"]] > 1]
    drawn = []
    if wide:
        drawn.append(alt.Chart(values(wide)).mark_area(opacity=0.16).encode(**encoding))
    if lone:
        drawn.append(alt.Chart(values(lone)).mark_rule(strokeWidth=5, opacity=0.25).encode(**encoding))
    return drawn


def _lines(
    rows: Sequence[Point],
    names: Sequence[str],
    axis: text.Axis,
    x: scales.Time,
    y: scales.Linear,
    left: float,
    canvas: Canvas,
    *,
    title_y: float,
) -> list[alt.Chart]:
    import altair as alt

    records = _records(rows, names, axis.divisor, canvas)
    named = [record for record in records if record["series"] in names[:_NAMED]]
    others = [record for record in records if record["series"] not in names[:_NAMED]]
    encoding = {
        "x": x_time(x),
        "y": y_linear(y, axis.title, left=left, title_y=title_y),
        "color": alt.Color("colour:N", scale=None),
        "detail": "series:N",
    }
    drawn = (
        [alt.Chart(values(others)).mark_line(strokeWidth=1, opacity=0.6).encode(**encoding)] if others else []
    )
    drawn.append(alt.Chart(values(named)).mark_line(strokeWidth=2.5, strokeJoin="round").encode(**encoding))
    longest = max(sum(point.series == name for point in rows) for name in names)
    shown = [r for r in named if r["value"] is not None] if longest <= _DENSE else _alone(named)
    if shown:
        size = 42 if longest <= _DENSE / 2 else 18
        drawn.append(alt.Chart(values(shown)).mark_circle(size=size, opacity=1).encode(**encoding))
    return drawn


def _alone(records: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Points that have a gap on both sides, which a line would not show."""

    def joined(place: int, record: dict[str, Any]) -> bool:
        near = records[place] if 0 <= place < len(records) else None
        return bool(near and near["series"] == record["series"] and near["value"] is not None)

    return [
        record
        for place, record in enumerate(records)
        if record["value"] is not None and not joined(place - 1, record) and not joined(place + 1, record)
    ]


def _ends(
    rows: Sequence[Point], names: Sequence[str], unit: str, divisor: float, y: scales.Linear, height: float
) -> list[dict[str, Any]]:
    """The last value of each named series, and the pixel where its label may stand."""
    last = {point.series: point for point in rows if point.value is not None}
    found = [
        {
            "name": name,
            "index": names.index(name),
            "figure": text.figure(last[name].value or 0.0, unit),
            "point": last[name],
        }
        for name in names[:_NAMED]
        if name in last
    ]
    wished = [y((end["point"].value or 0.0) / divisor) for end in found]
    for end, place in zip(
        found, scales.spread(wished, [SIZE + 4.0] * len(found), -6, height + 6), strict=True
    ):
        end["y"] = place
    return found


def _words(ends: Sequence[dict[str, Any]], x: scales.Time, canvas: Canvas) -> list[alt.Chart]:
    drawn = []
    final = max(end["point"].day for end in ends)
    for end in ends:
        words = [{"x": x(final) + 8, "y": end["y"], "text": end["text"]}]
        drawn.append(label(words, colour=canvas.theme.tone(end["index"]), bold=True))
    return drawn
