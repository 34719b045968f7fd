"""Who leans where: a dot a state, placed by two figures, named where its name fits."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from realpolitik.charts.bars import draw as draw_bars
from realpolitik.charts.canvas import SIZE, SMALL, Canvas, Drawing, label, papers, values
from realpolitik.charts.grammar import Layer, channel
from realpolitik.charts.scales import Linear, linear_scale
from realpolitik.charts.text import breadth, clip

if TYPE_CHECKING:
    from realpolitik.findings import Finding

_DOT = 5.0
_APART = 3.0
"""Pixels between two names on a line."""
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
"""Where a name may stand beside its dot, in the order tried."""
Box = tuple[float, float, float, float]


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """A dot a row with columns `x` and `y`; those asked about (`code`) are larger, in colour, with their names.

    `y_scale` log gives powers of two upwards. Rows without `x` are drawn as bars.

    Raises
    ------
    CoverageError
        There is no value to draw.
    """
    rows = [row for row in finding.rows if row.get("x") is not None and row.get("y") is not None]
    if not rows:
        return draw_bars(finding, canvas)
    left, right = 46.0, 16.0
    width, height = canvas.total - left - right, 420.0 if canvas.wide else 330.0
    log = rows[0].get("y_scale") == "log"
    x = linear_scale([float(row["x"]) for row in rows], bottom=12, top=width - 12, zero=False)
    ys = [_upward(row, log=log) for row in rows]
    y = linear_scale(ys, bottom=height - 10, top=10, zero=log)
    placed = [(x(float(row["x"])), y(value)) for row, value in zip(rows, ys, strict=True)]
    asked = [str(row.get("code")) in finding.about for row in rows]
    layers = [
        *_axes(x, y, (width, height), rows[0], log=log, canvas=canvas),
        *_diagonal(x, y, log=log, same=_same(rows[0]), canvas=canvas),
        *_dots(placed, asked, canvas),
        *_names(rows, placed, asked, (width, height), left, canvas),
    ]
    return Drawing(layers=layers, width=width, height=height, left=left, right=right, top=26, bottom=46)


def _upward(row: Mapping[str, Any], *, log: bool) -> float:
    return math.log2(float(row["y"])) if log else float(row["y"])


def _same(row: Mapping[str, Any]) -> bool:
    """Whether both axes are the same figure, so that a diagonal means something."""
    x, y = str(row.get("x_title", "")), str(row.get("y_title", ""))
    return x.partition(" with ")[0] == y.partition(" with ")[0]


def _axes(
    x: Linear, y: Linear, size: tuple[float, float], row: Mapping[str, Any], *, log: bool, canvas: Canvas
) -> list[Any]:

    width, height = size
    theme = canvas.theme
    lines = [{"x": x(t), "x2": x(t), "y": 0.0, "y2": height, "c": _tone(t, canvas)} for t in x.ticks]
    lines += [{"x": 0.0, "x2": width, "y": y(t), "y2": y(t), "c": _tone(t, canvas)} for t in y.ticks]
    below = [{"x": x(t), "y": height + 14.0, "text": f"{t:g}".replace("-", "−")} for t in x.ticks]
    beside = [
        {"x": -8.0, "y": y(t), "text": _times(t) if log else f"{t:g}".replace("-", "−")}
        for t in y.ticks
        if not log or t == int(t)
    ]
    titles = [
        {"x": 0.0, "y": height + 32.0, "text": _title(row, "x_title", canvas)},
        {"x": -40.0, "y": -14.0, "text": _title(row, "y_title", canvas)},
    ]
    return [
        Layer(values(lines))
        .mark("rule", strokeWidth=1)
        .encode(
            x=channel("x:Q", scale=None, axis=None),
            x2=channel("x2:Q"),
            y=channel("y:Q", scale=None, axis=None),
            y2=channel("y2:Q"),
            color=channel("c:N", scale=None),
        ),
        label(below, colour=theme.muted, size=SMALL, align="center"),
        label(beside, colour=theme.muted, size=SMALL, align="right"),
        label(titles, colour=theme.muted, size=SMALL),
    ]


def _title(row: Mapping[str, Any], key: str, canvas: Canvas) -> str:
    return clip(str(row.get(key, "")), canvas.total - 50, SMALL)[0]


def _tone(tick: float, canvas: Canvas) -> str:
    return canvas.theme.rule if tick == 0 else canvas.theme.grid


def _times(power: float) -> str:
    """Two to a power as it is read: `× 2`, `÷ 4`, `× 1`."""
    return f"× {2**power:g}" if power >= 0 else f"÷ {2**-power:g}"


def _diagonal(x: Linear, y: Linear, *, log: bool, same: bool, canvas: Canvas) -> list[Any]:
    """Where both figures are equal."""

    low, high = max(x.low, y.low), min(x.high, y.high)
    if log or not same or low >= high:
        return []
    ends = [{"x": x(v), "y": y(v)} for v in (low, high)]
    line = Layer(values(ends)).mark("line", strokeWidth=1, strokeDash=[4, 4], color=canvas.theme.rule)
    return [line.encode(x=channel("x:Q", scale=None, axis=None), y=channel("y:Q", scale=None, axis=None))]


def _dots(placed: Sequence[tuple[float, float]], asked: Sequence[bool], canvas: Canvas) -> list[Any]:

    theme = canvas.theme
    records = [
        {"x": x, "y": y, "c": theme.colour(1) if own else theme.colour(0), "size": 110 if own else 46}
        for (x, y), own in zip(placed, asked, strict=True)
    ]
    return [
        Layer(values(records))
        .mark("circle", opacity=0.85)
        .encode(
            x=channel("x:Q", scale=None, axis=None),
            y=channel("y:Q", scale=None, axis=None),
            color=channel("c:N", scale=None),
            size=channel("size:Q", scale=None),
        )
    ]


def _names(
    rows: Sequence[Mapping[str, Any]],
    placed: Sequence[tuple[float, float]],
    asked: Sequence[bool],
    size: tuple[float, float],
    left: float,
    canvas: Canvas,
) -> list[Any]:
    """Names beside their dots, those asked about first; a name that covers another, or a dot, is left out."""
    dots: list[Box] = [(px - _DOT, py - _DOT, px + _DOT, py + _DOT) for px, py in placed]
    taken: list[Box] = []
    found: list[dict[str, Any]] = []
    for place in sorted(range(len(rows)), key=lambda n: (not asked[n], n)):
        words = str((rows[place].get("series") if asked[place] else None) or rows[place].get("label") or "")
        letters = SIZE if asked[place] else SMALL - 1
        wide = breadth(words, letters, bold=asked[place])
        others = [*dots[:place], *dots[place + 1 :]]
        tries = (0.0, 14.0, 28.0, 42.0) if asked[place] else (0.0,)
        boxes = (
            _free(placed[place], wide, letters, [*taken, *others], size, left, away=far) for far in tries
        )
        box = next((found_ for found_ in boxes if found_), None)
        if box is None and asked[place]:  # rather over the dot of another state than without a name
            box = _free(placed[place], wide, letters, taken, size, left)
        if box:
            taken.append(box)
            found.append({"x": box[0], "y": (box[1] + box[3]) / 2, "text": words, "asked": asked[place]})
    theme = canvas.theme
    layers = [label([r for r in found if not r["asked"]], colour=theme.muted, size=SMALL - 1)]
    if own := [r for r in found if r["asked"]]:
        layers.append(papers(own, canvas, bold=True))
        layers.append(label(own, colour=theme.tone(1), bold=True))
    return layers


def _free(
    dot: tuple[float, float],
    wide: float,
    high: float,
    taken: Sequence[Box],
    size: tuple[float, float],
    left: float,
    *,
    away: float = 0.0,
) -> Box | None:
    """The first place beside the dot, or some pixels away, where a name of this size covers nothing within the chart."""
    for right, down in _SIDES:
        x = dot[0] + (8 + away if right > 0 else -8 - away - wide if right < 0 else -wide / 2)
        middle = dot[1] + down * ((high / 2 + 7 if not right else 7) + away)
        box = (x, middle - high / 2, x + wide, middle + high / 2)
        inside = -left <= box[0] and box[2] <= size[0] + 12 and box[1] >= 0 and box[3] <= size[1]
        if inside and not any(
            box[0] < o[2] + _APART and o[0] < box[2] + _APART and box[1] < o[3] and o[1] < box[3]
            for o in taken
        ):
            return box
    return None
