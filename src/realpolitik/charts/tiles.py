"""A map of equal tiles: one square a state, roughly where it lies, so that a small state is seen as well as a large one.

`tiles.csv` is this project's own layout. A square that no row names is empty with an outline: nothing is known of it,
which is not zero.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from realpolitik.charts.bars import draw as draw_bars
from realpolitik.charts.canvas import SMALL, Canvas, Drawing, label, values
from realpolitik.charts.grammar import Layer, channel
from realpolitik.charts.text import breadth
from realpolitik.wording.numbers import figure

if TYPE_CHECKING:
    from realpolitik.findings import Finding

STEPS = (0.18, 0.38, 0.6, 0.82, 1.0)
"""Opacity of the classes, from the smallest figures to the largest."""
_CUT = 18
"""The column from which on states stand below the others on a telephone."""
_LETTERS = (9, 8, 7)
"""Sizes of type for the codes, the largest that fits a square."""
_DARK = 0.7
"""From this opacity on, words on a square are in the colour of the paper."""


@cache
def layout() -> Mapping[str, tuple[int, int]]:
    """Column and row of each state of today.

    Examples
    --------
    >>> layout()["ISL"]
    (8, 0)
    """
    text = (files("realpolitik.charts") / "tiles.csv").read_text(encoding="utf-8")
    return {row["code"]: (int(row["column"]), int(row["row"])) for row in csv.DictReader(text.splitlines())}


@cache
def stacked() -> Mapping[str, tuple[int, int]]:
    """The layout for a telephone: what lies east of a column stands below the rest, so that letters fit the squares.

    Examples
    --------
    >>> stacked()["ISL"], stacked()["JPN"]
    ((8, 0), (14, 17))
    """
    places = layout()
    rows = 1 + max(row for column, row in places.values() if column < _CUT)
    east = [(column, row) for column, row in places.values() if column >= _CUT]
    shift = 1 + max(column for column, _ in east) - _CUT  # the part below ends at the right edge
    down = rows - min(row for _, row in east)
    return {
        code: (column, row) if column < _CUT else (column - shift, row + down)
        for code, (column, row) in places.items()
    }


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """A square a row with the column `code`; values below zero in the second colour. Without codes, bars.

    Raises
    ------
    CoverageError
        There is no value to draw.
    """
    known = {
        str(row["code"]): float(row["value"])
        for row in finding.rows
        if row.get("code") in layout() and row.get("value") is not None
    }
    if not known:
        return draw_bars(finding, canvas)
    places = layout() if canvas.wide else stacked()
    columns = 1 + max(column for column, _ in places.values())
    size = (canvas.total - 2) / columns
    height = size * (1 + max(row for _, row in places.values()))
    largest = max((abs(value) for code, value in known.items() if code not in finding.about), default=0.0)
    squares = [
        _square(code, place, known.get(code), size, largest, finding, canvas)
        for code, place in places.items()
    ]
    return Drawing(
        layers=[*_squares(squares, size, canvas), *_legend(known, largest, finding, canvas, height)],
        width=canvas.total - 2,
        height=height,
        left=1,
        right=1,
        top=4,
        bottom=40,
    )


def _square(
    code: str,
    place: tuple[int, int],
    value: float | None,
    size: float,
    largest: float,
    finding: Finding,
    canvas: Canvas,
) -> dict[str, Any]:
    theme, (column, row) = canvas.theme, place
    own = code in finding.about
    shade = 0.0 if value is None else STEPS[_step(abs(value), largest)]
    return {
        "x": column * size,
        "x2": (column + 1) * size - 2,
        "y": row * size,
        "y2": (row + 1) * size - 2,
        "fill": theme.ink if own else theme.colour(1 if value is not None and value < 0 else 0),
        "shade": 1.0 if own else shade,
        "line": theme.grid,
        "text": code,
        "dark": own or shade > _DARK,
        "known": own or value is not None,
        "says": "the state asked about"
        if own
        else "not covered"
        if value is None
        else figure(value, finding.unit),
    }


def _step(size: float, largest: float) -> int:
    """The class of a figure: fifths of the largest."""
    return 0 if not largest else min(len(STEPS) - 1, int(size / largest * len(STEPS)))


def _squares(squares: Sequence[Mapping[str, Any]], size: float, canvas: Canvas) -> list[Any]:

    where: dict[str, Any] = {
        "x": channel("x:Q", scale=None, axis=None),
        "y": channel("y:Q", scale=None, axis=None),
        "x2": channel("x2:Q"),
        "y2": channel("y2:Q"),
    }
    layers: list[Any] = [
        Layer(values(squares))
        .mark("rect", strokeWidth=1)
        .encode(
            **where,
            fill=channel("fill:N", scale=None),
            fillOpacity=channel("shade:Q", scale=None),
            stroke=channel("line:N", scale=None),
            tooltip=[channel("text:N", title="state"), channel("says:N", title="figure")],
        )
    ]
    tones = {True: canvas.theme.paper, False: canvas.theme.ink}
    for dark in (False, True):
        own = [square for square in squares if square["dark"] is dark and square["known"]]
        layers += _words(own, size, tones[dark])
    return [*layers, *_words([s for s in squares if not s["known"]], size, canvas.theme.muted)]


def _words(squares: Sequence[Mapping[str, Any]], size: float, colour: str) -> list[Any]:
    """The codes, smaller where three wide letters would leave their square."""
    drawn = []
    for letters in _LETTERS:
        own = [_word(square, size) for square in squares if _letters(square["text"], size) == letters]
        if own:
            drawn.append(label(own, colour=colour, size=letters, align="center"))
    return drawn


def _letters(code: str, size: float) -> int:
    return next((letters for letters in _LETTERS if breadth(code, letters) <= size - 2), _LETTERS[-1])


def _word(square: Mapping[str, Any], size: float) -> dict[str, Any]:
    return {"x": square["x"] + size / 2 - 1, "y": square["y"] + size / 2 - 0.5, "text": square["text"]}


def _legend(
    known: Mapping[str, float], largest: float, finding: Finding, canvas: Canvas, height: float
) -> list[Any]:
    """Classes from nothing to the largest figure; on both sides of zero where there are figures on both."""

    theme, wide = canvas.theme, 26 if canvas.wide else 15
    both = any(value < 0 for code, value in known.items() if code not in finding.about)
    shades = [(theme.colour(1), shade) for shade in reversed(STEPS)] if both else []
    shades += [(theme.colour(0), shade) for shade in STEPS]
    boxes = [
        {
            "x": n * wide,
            "x2": (n + 1) * wide - 2,
            "y": height + 14,
            "y2": height + 24,
            "fill": fill,
            "shade": shade,
        }
        for n, (fill, shade) in enumerate(shades)
    ]
    end = len(shades) * wide
    unit = finding.unit
    words = [{"x": 0, "y": height + 34, "text": figure(-largest if both else 0.0, unit)}]
    empty = {
        "x": end + 70.0, "x2": end + 70.0 + 12, "y": height + 13, "y2": height + 25, "fill": theme.paper, "shade": 0.0,
    }  # fmt: skip
    where: dict[str, Any] = {
        "x": channel("x:Q", scale=None, axis=None),
        "y": channel("y:Q", scale=None, axis=None),
        "x2": channel("x2:Q"),
        "y2": channel("y2:Q"),
        "fill": channel("fill:N", scale=None),
        "fillOpacity": channel("shade:Q", scale=None),
    }
    return [
        Layer(values(boxes)).mark("rect").encode(**where),
        Layer(values([empty])).mark("rect", stroke=theme.rule, strokeWidth=1).encode(**where),
        label(words, colour=theme.muted, size=SMALL - 1),
        label(
            [{"x": end, "y": height + 34, "text": figure(largest, unit)}],
            colour=theme.muted,
            size=SMALL - 1,
            align="right",
        ),
        label(
            [{"x": end + 88.0, "y": height + 19, "text": "not covered"}], colour=theme.muted, size=SMALL - 1
        ),
    ]
