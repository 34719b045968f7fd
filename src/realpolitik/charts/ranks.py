"""How often each of several things is ranked first, second, …, last: a lane each, divided by rank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from realpolitik.charts.canvas import ROW, SIZE, SMALL, Canvas, Drawing, Point, label, points, values
from realpolitik.charts.grammar import Layer, channel
from realpolitik.charts.lanes import column, lane_labels, lying_bars
from realpolitik.charts.text import breadth

if TYPE_CHECKING:
    from realpolitik.findings import Finding

_BAR = 24
_SHADES = ("#0b5a8f", "#4b93c1", "#9cc4de", "#d6dfe6")
"""From first to last, dark to pale: an order that every eye sees, and print too. None is of the theme, nor are the inks on them:
a page that exchanges the colours of the theme for dark paper leaves both, and figures stay legible.
"""
_INK = {False: "#fdfdfd", True: "#111214"}
"""Of figures on dark shades, and on pale ones."""
_ORDER = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """A lane a row, as `rank_1`, `rank_2`, … divide it; the share of the first beside it. Without ranks, lying bars.

    Raises
    ------
    CoverageError
        There is no value to draw.
    """
    rows = [point for point in points(finding) if point.value is not None]
    count = sum(f"rank_{k + 1}" in rows[0].row for k in range(len(_ORDER)))
    if count < 2 or any(point.row.get(f"rank_{k + 1}") is None for point in rows for k in range(count)):
        return lying_bars(finding, rows, canvas)

    rows.sort(key=lambda point: [-point.row[f"rank_{k + 1}"] for k in range(count)])
    names = [str(point.row.get("label") or point.series or point.period) for point in rows]
    col = column(names, canvas)
    right = breadth("100 %", SMALL) + 4
    width = canvas.total - col.left - right
    lane = max(col.above + _BAR + 12, col.least)
    tops = [lane * place for place in range(len(rows))]
    shades = _shades(count)
    records: list[dict[str, Any]] = []
    for point, top in zip(rows, tops, strict=True):
        records += _parts(point, top + (col.above if col.above else (lane - _BAR) / 2), width, shades)
    layers: list[Any] = [
        Layer(values(records))
        .mark("rect", stroke=canvas.theme.paper, strokeWidth=1)
        .encode(
            x=channel("x:Q", scale=None, axis=None),
            x2=channel("x2:Q"),
            y=channel("y:Q", scale=None, axis=None),
            y2=channel("y2:Q"),
            color=channel("colour:N", scale=None),
        ),
        *_figures(records),
        lane_labels(names, tops, [lane] * len(names), col, canvas),
        *_axis(width, lane * len(rows), canvas, left=col.left),
    ]
    lines = _keys(shades, canvas, left=col.left)
    top = 8.0 + ROW * max(line for line, *_ in lines) + ROW
    layers += _key_layers(lines, canvas, left=col.left, top=top)
    return Drawing(
        layers=layers, width=width, height=lane * len(rows), left=col.left, right=right, top=top, bottom=44
    )


def _shades(count: int) -> tuple[str, ...]:
    """A shade a rank: the first and last are the darkest and palest, middle ranks between."""
    known = _SHADES
    if count >= len(known):
        return (*known[:-1], *[known[-2]] * (count - len(known)), known[-1])
    return (*known[: count - 1], known[-1])


def _parts(point: Point, top: float, width: float, shades: Sequence[str]) -> list[dict[str, Any]]:
    out: list[dict[str, Any]] = []
    start = 0.0
    for k, colour in enumerate(shades):
        share = max(0.0, float(point.row[f"rank_{k + 1}"]))
        end = min(1.0, start + share)
        out.append(
            {
                "label": str(point.row.get("label") or point.series),
                "rank": k + 1,
                "value": share,
                "x": start * width,
                "x2": end * width,
                "y": top,
                "y2": top + _BAR,
                "colour": colour,
            }
        )
        start = end
    return out


def _figures(records: Sequence[dict[str, Any]]) -> list[Any]:
    """The share in each part that has room for it, in ink that the shade lets one read."""
    out = []
    pale = _SHADES[2:]
    for on_pale in (False, True):
        rows = []
        for one in records:
            text = f"{one['value']:.0%}".replace("%", " %")
            if (one["colour"] in pale) is on_pale and one["x2"] - one["x"] > breadth(text, SMALL) + 6:
                rows.append({"x": (one["x"] + one["x2"]) / 2, "y": (one["y"] + one["y2"]) / 2, "text": text})
        if rows:
            out.append(label(rows, colour=_INK[on_pale], size=SMALL, align="center"))
    return out


def _axis(width: float, height: float, canvas: Canvas, *, left: float) -> list[Any]:
    words = [
        # the first label is not cut where the margin is narrower than half of it
        {
            "x": max(width * share, breadth("0 %", SMALL) / 2 - left),
            "y": height + 12.0,
            "text": f"{share:.0%}".replace("%", " %"),
        }
        for share in (0.0, 0.25, 0.5, 0.75, 1.0)
    ]
    return [
        label(words, colour=canvas.theme.muted, size=SMALL, align="center"),
        label(
            [{"x": 0.0, "y": height + 30.0, "text": "share of judgements"}],
            colour=canvas.theme.muted,
            size=SMALL,
        ),
    ]


def _keys(shades: Sequence[str], canvas: Canvas, *, left: float) -> list[tuple[int, float, str, str]]:
    """Line, place, colour and word of each key."""
    out, x, line = [], 0.0, 0
    for k, colour in enumerate(shades):
        word = "last" if k == len(shades) - 1 else _ORDER[k]
        need = breadth(word, SIZE) + 34
        if x and x + need > canvas.total:
            x, line = 0.0, line + 1
        out.append((line, x - left, colour, word))
        x += need
    return out


def _key_layers(
    lines: Sequence[tuple[int, float, str, str]], canvas: Canvas, *, left: float, top: float
) -> list[Any]:

    spots = [{"x": x + 7, "y": -top + ROW / 2 + ROW * line, "colour": colour} for line, x, colour, _ in lines]
    words = [{"x": x + 18, "y": -top + ROW / 2 + ROW * line, "text": word} for line, x, _, word in lines]
    return [
        Layer(values(spots))
        .mark("square", size=110, opacity=1)
        .encode(
            x=channel("x:Q", scale=None),
            y=channel("y:Q", scale=None),
            color=channel("colour:N", scale=None),
        ),
        label(words, colour=canvas.theme.ink, size=SMALL),
    ]
