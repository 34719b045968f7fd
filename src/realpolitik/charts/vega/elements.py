"""The elements of an SVG as Vega writes them: groups, lines, paths, texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from realpolitik.charts.text import helvetica
from realpolitik.charts.vega.errors import NotDrawnHere
from realpolitik.charts.vega.numbers import rounded, shortest, whole

ANCHOR = {"left": "start", "center": "middle", "right": "end"}
RISE = {"middle": 0.30, "top": 0.79}
"""How far below its place the base line of a text is, in parts of its size."""

Style = Mapping[str, Any]
"""Attributes by name, in the order in which they are written; None where there is none."""


def styled(style: Style) -> str:
    """Attributes as text."""
    return "".join(
        f' {name}="{shortest(value) if isinstance(value, int | float) else _quoted(str(value))}"'
        for name, value in style.items()
        if value is not None
    )


@lru_cache(maxsize=256)
def _quoted(text: str) -> str:
    if any(letter in text for letter in "&<>\"'"):
        raise NotDrawnHere(f"the attribute {text!r}")
    return text


def lowered(size: float, baseline: str) -> float:
    """By how many pixels a text of this size stands lower than its place."""
    return whole(RISE[baseline] * size)


def moved(x: float, y: float) -> str:
    return f'transform="translate({shortest(x)},{shortest(y)})"'


def text(
    words: str | Sequence[str],
    x: float,
    y: float,
    *,
    align: str,
    font: str,
    size: float,
    weight: Any = None,
    style: Style,
    leading: float = 0,
) -> str:
    """A text at a place, or several lines of one, so far apart."""
    heavy = "" if weight is None else f' font-weight="{weight}"'
    lines = [words] if isinstance(words, str) else words
    if not all(lines) or any("\n" in line or line != line.strip() for line in lines):
        raise NotDrawnHere(f"the text {words!r}")
    # as `charts/fit.py` fixes the lengths of texts that Vega writes
    width = helvetica(lines[0], float(size), bold=weight == "bold") if len(lines) == 1 else 0
    fixed = f' textLength="{width:.1f}" lengthAdjust="spacingAndGlyphs"' if width else ""
    first, *rest = (escape(line, quote=False) for line in lines)
    below = "".join(f'<tspan x="0" dy="{shortest(leading)}">{line}</tspan>' for line in rest)
    return (
        f'<text text-anchor="{ANCHOR[align]}" {moved(x, y)} font-family="{_quoted(font)}" font-size="{shortest(size)}px"'
        f"{heavy}{styled(style)}{fixed}>{f'<tspan>{first}</tspan>{below}' if rest else first}</text>"
    )


def segment(x: float, y: float, across: float, down: float, style: Style) -> str:
    """A line from a place, so far across and down."""
    return f'<line {moved(x, y)} x2="{shortest(across)}" y2="{shortest(down)}"{styled(style)}/>'


def box(x: float, y: float, width: float, height: float) -> str:
    """The path of a rectangle."""
    wide = shortest(width)
    back = "0" if wide == "0" else shortest(-width)
    return f"M{shortest(x)},{shortest(y)}h{wide}v{shortest(height)}h{back}Z"


def circle(size: float) -> str:
    """The path of a circle of so many square pixels around its place, as Vega's symbols are measured."""
    r = rounded(size**0.5 / 2)
    if r == "0":
        raise NotDrawnHere("a circle without a size")
    return f"M{r},0A{r},{r},0,1,1,-{r},0A{r},{r},0,1,1,{r},0"


def square(size: float) -> str:
    """The path of a square of so many square pixels around its place."""
    half, side = rounded(-(size**0.5) / 2), rounded(size**0.5)
    return f"M{half},{half}h{side}v{side}h-{side}Z"


def marks(kind: str, role: str, items: Sequence[str]) -> str:
    """The group of the items of one mark of the chart."""
    what = "object" if kind == "text" else "symbol"
    opened = (
        f'<g class="mark-{kind} role-mark {role}" role="graphics-{what}" '
        f'aria-roledescription="{kind} mark container"'
    )
    return f"{opened}>{''.join(items)}</g>" if items else f"{opened}/>"


def faceted(role: str, groups: Iterable[str], width: float, height: float) -> str:
    """A group that holds a group for each series."""
    paper = f'<path class="background" aria-hidden="true" d="{box(0, 0, width, height)}"/>'
    end = '<path class="foreground" aria-hidden="true" d="" display="none"/>'
    inner = "".join(f'<g transform="translate(0,0)">{paper}<g>{one}</g>{end}</g>' for one in groups)
    return (
        f'<g class="mark-group role-scope {role}" role="graphics-object" '
        f'aria-roledescription="group mark container">{inner}</g>'
    )
