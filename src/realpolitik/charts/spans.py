"""What held when: a lane for each thing that is in force, not, or unknown, by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from realpolitik.charts.canvas import ROW, SMALL, Canvas, Drawing, label, pixel, rules, values
from realpolitik.charts.grammar import Layer, channel
from realpolitik.charts.lanes import column, lane_labels
from realpolitik.charts.line import draw as draw_line
from realpolitik.charts.scales import Time, span, time_scale
from realpolitik.charts.text import breadth
from realpolitik.errors import CoverageError

if TYPE_CHECKING:
    from realpolitik.findings import Finding

STATES = {"yes", "no", "unknown"}
"""Words of a column that is drawn as a lane."""
_THICK = 15


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """A lane a column of `yes`, `no` and `unknown`; without such columns, a line chart.

    A full bar is in force, an outlined grey one unknown, and nothing is not in force.

    Raises
    ------
    CoverageError
        There is no row to draw.
    """
    names = lanes(finding.rows)
    if not names:
        return draw_line(finding, canvas)
    rows = sorted(finding.rows, key=lambda row: str(row["period"]))
    if not rows:
        raise CoverageError(f"{finding.name} has no row: there is nothing to draw.")
    col = column(names, canvas)
    lane = col.above + _THICK + 11
    height = lane * len(names)
    width = canvas.total - col.left - 16
    x = time_scale([str(row["period"]) for row in rows], width=width, room=46 if canvas.wide else 42)
    heading = rules(finding, x, canvas, height=height, left=col.left, title="")
    bars = [bar for place, name in enumerate(names) for bar in _bars(rows, name, place * lane + col.above, x)]
    tops = [place * lane for place in range(len(names))]
    layers: list[Any] = [
        *_tracks(tops, col.above, width, canvas),
        *heading.layers,
        *_drawn(bars, canvas),
        lane_labels(names, [float(top) for top in tops], [lane] * len(names), col, canvas),
        label(
            [{"x": x(day), "y": height + 14.0, "text": text} for day, text in x.ticks],
            colour=canvas.theme.muted,
            size=SMALL,
            align="center",
        ),
    ]
    top = heading.rows * ROW + 8.0
    if any(bar["state"] == "unknown" for bar in bars):
        top += ROW + 2
        layers += _legend(canvas, x=-col.left + 6, y=-top + ROW / 2)
    return Drawing(layers=layers, width=width, height=height, left=col.left, right=16, top=top, bottom=26)


def lanes(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The columns that hold nothing but `yes`, `no` and `unknown` in every row."""
    if not rows:
        return []
    return [key for key in rows[0] if all(row.get(key) in STATES for row in rows)]


def _bars(rows: Sequence[Mapping[str, Any]], name: str, top: float, x: Time) -> list[dict[str, Any]]:
    """Runs of rows in one state that follow each other, as bars in pixels; what is not in force has none."""
    runs: list[tuple[str, date, date]] = []
    for row in rows:
        first, last = span(str(row["period"]))
        if runs and runs[-1][0] == row[name] and first - runs[-1][2] <= timedelta(days=1):
            runs[-1] = (row[name], runs[-1][1], last)
        else:
            runs.append((row[name], first, last))
    return [
        {"x": x(first), "x2": x(last), "y": top + 5.0, "y2": top + 5.0 + _THICK, "state": state}
        for state, first, last in runs
        if state != "no"
    ]


def _tracks(tops: Sequence[float], above: float, width: float, canvas: Canvas) -> list[Any]:

    lines = [{"x": 0.0, "x2": width, "y": top + above + 5 + _THICK / 2} for top in tops]
    mark = Layer(values(lines)).mark("rule", strokeWidth=1, color=canvas.theme.grid)
    return [mark.encode(x=pixel("x"), x2=channel("x2:Q"), y=pixel("y"))]


def _drawn(bars: Sequence[Mapping[str, Any]], canvas: Canvas) -> list[Any]:

    theme = canvas.theme
    layers = []
    held = [bar for bar in bars if bar["state"] == "yes"]
    if held:
        mark = Layer(values(held)).mark("rect", color=theme.colour(0), opacity=0.9)
        layers.append(mark.encode(x=pixel("x"), x2=channel("x2:Q"), y=pixel("y"), y2=channel("y2:Q")))
    unknown = [bar for bar in bars if bar["state"] == "unknown"]
    if unknown:
        mark = Layer(values(unknown)).mark(
            "rect", fill=theme.grid, stroke=theme.rule, strokeDash=[3, 3], strokeWidth=1, opacity=0.9
        )
        layers.append(mark.encode(x=pixel("x"), x2=channel("x2:Q"), y=pixel("y"), y2=channel("y2:Q")))
    return layers


def _legend(canvas: Canvas, *, x: float, y: float) -> list[Any]:
    words = ("in force", "unknown: no data set covers it")
    spots = []
    for word, state in zip(words, ("yes", "unknown"), strict=True):
        spots.append({"x": x, "x2": x + 22, "y": y - 6, "y2": y + 6, "state": state, "text": word})
        x += breadth(word, SMALL) + 50
    named = [{"x": spot["x2"] + 7, "y": y, "text": spot["text"]} for spot in spots]
    return [*_drawn(spots, canvas), label(named, colour=canvas.theme.muted, size=SMALL)]
