"""Small pictures for the head of a page: a line over time or two bars, each with its title and last figures, drawn as plain SVG.

They are too small and too simple for a grammar of graphics, and stand on the page within a millisecond each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import pairwise

from realpolitik.charts.canvas import Point, voids, with_gaps
from realpolitik.charts.fit import fitted
from realpolitik.charts.scales import linear_scale, span
from realpolitik.charts.text import breadth, clip
from realpolitik.charts.theme import FONT, LIGHT
from realpolitik.wording.numbers import figure

WIDE, HIGH = 168, 124
"""Pixels of a cell: four stand beside the text of a desk, two on a telephone."""
_TOP, _BOTTOM = 34, 104
_SIZE = 11
_DOTS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A labelled figure, 0 or more."""

    label: str
    value: float
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A picture: points over time or bars, the unit of its figures, and the day that divides."""

    title: str
    unit: str
    points: tuple[Point, ...] = ()
    bars: tuple[Bar, ...] = ()
    shock: date | None = None

    @property
    def says(self) -> str:
        """The cell in words."""
        if self.bars:
            return f"{self.title}: {'; '.join(f'{bar.label} {bar.says}' for bar in self.bars)}."
        known = [point for point in self.points if point.value is not None]
        ends = [f"{figure(p.value or 0.0, self.unit)} in {p.period[:4]}" for p in (known[0], known[-1])]
        return f"{self.title}: {', '.join(ends)}."


def drawn(cell: Cell) -> str:
    """The cell as SVG text in the colours of light paper, which a page exchanges on dark paper.

    Examples
    --------
    >>> two = (Bar(label="one", value=0.5, says="50 %"), Bar(label="other", value=0.1, says="10 %"))
    >>> "50 %" in drawn(Cell(title="Shares", unit="share", bars=two))
    True
    """
    inside = _bars(cell) if cell.bars else _line(cell)
    head = _text(0, 11, clip(cell.title, WIDE, _SIZE + 1, bold=True)[0], LIGHT.ink, size=_SIZE + 1, bold=True)
    return fitted(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}" role="img" '
        f'aria-label="{escape(cell.says)}" font-family="{escape(FONT)}">{head}{inside}</svg>'
    )


def _bars(cell: Cell) -> str:
    largest = max((bar.value for bar in cell.bars), default=0.0) or 1.0
    out = []
    room = WIDE - max(breadth(bar.says, _SIZE, bold=True) for bar in cell.bars) - 6
    for place, bar in enumerate(cell.bars):
        top = _TOP - 4 + place * 42
        long = max(bar.value / largest * room, 1.0)
        out.append(_text(0, top, clip(bar.label, WIDE, _SIZE)[0], LIGHT.muted))
        out.append(f'<rect x="0" y="{top + 6}" width="{long:.1f}" height="14" fill="{LIGHT.colour(place)}"/>')
        out.append(_text(long + 5, top + 17, bar.says, LIGHT.tone(place), bold=True))
    return "".join(out)


def _line(cell: Cell) -> str:
    rows = with_gaps(cell.points)
    known = [(point, point.value) for point in rows if point.value is not None]
    y = linear_scale([value for _, value in known], bottom=_BOTTOM, top=_TOP, count=3)
    last, value = known[-1]
    words = figure(value, cell.unit)
    right = WIDE - breadth(words, _SIZE, bold=True) - 9
    start, end = span(known[0][0].period)[0], span(last.period)[1]
    days = max((end - start).days, 1)

    def x(day: date) -> float:
        return round((day - start).days / days * right, 1)

    out = [
        f'<rect x="{x(void.start) + 2}" y="{_TOP}" width="{max(x(void.end) - x(void.start) - 4, 0):.1f}" '
        f'height="{_BOTTOM - _TOP}" fill="{LIGHT.grid}"/>'
        for void in voids(rows)
    ]
    out.append(_rule(0, y(max(y.low, 0.0)), right, y(max(y.low, 0.0)), LIGHT.rule))
    if cell.shock and start < cell.shock < end:
        at = x(cell.shock)
        year = str(cell.shock.year)
        half = breadth(year, _SIZE) / 2
        out.append(_rule(at, _TOP - 6, at, _BOTTOM, LIGHT.rule, dashed=True))
        out.append(_text(min(max(at, half), right - half) - half, _TOP - 9, year, LIGHT.muted))
    for one, two in pairwise(rows):
        if one.value is not None and two.value is not None:
            ends = (x(one.day), y(one.value), x(two.day), y(two.value))
            out.append(_rule(*ends, LIGHT.colour(0), thick=2))
    for point, height in known:
        if len(known) <= _DOTS or point is last:
            out.append(f'<circle cx="{x(point.day)}" cy="{y(height):.1f}" r="2.4" fill="{LIGHT.colour(0)}"/>')
    out.append(_text(x(last.day) + 6, y(value) + 4, words, LIGHT.tone(0), bold=True))
    out.append(_text(0, _BOTTOM + 14, known[0][0].period[:4], LIGHT.muted))
    final = last.period[:4]
    if final != known[0][0].period[:4]:
        out.append(_text(right - breadth(final, _SIZE), _BOTTOM + 14, final, LIGHT.muted))
    return "".join(out)


def _rule(
    x: float, y: float, x2: float, y2: float, colour: str, *, thick: float = 1, dashed: bool = False
) -> str:
    dash = ' stroke-dasharray="3 3"' if dashed else ""
    return (
        f'<line x1="{x:.1f}" y1="{y:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{thick}" stroke-linecap="round"{dash}/>'
    )


def _text(x: float, y: float, words: str, colour: str, *, size: int = _SIZE, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}" font-size="{size}px"{weight}>{escape(words, quote=False)}</text>'


def pictures(cells: Sequence[Cell]) -> list[str]:
    """The cells as SVG texts, in order."""
    return [drawn(cell) for cell in cells]
