"""Lines and areas as paths, by the curves of d3-shape: straight, in steps, and monotone (Steffen 1990, A&A 239, 443)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from realpolitik.charts.vega.errors import NotDrawnHere
from realpolitik.charts.vega.numbers import rounded

Dot = tuple[float, float]


def line(runs: Sequence[Sequence[Dot]], curve: str) -> str:
    """The path of a line in several runs; a run of one point is closed, so that a round end shows it."""
    written: list[str] = []
    for run in runs:
        _along(run, curve, written, lead="M")
        if len(run) == 1:
            written.append("Z")
    return "".join(written)


def area(runs: Sequence[tuple[Sequence[Dot], Sequence[Dot]]], curve: str) -> str:
    """The path around areas: along the first edge, back along the second."""
    written: list[str] = []
    for there, back in runs:
        _along(there, curve, written, lead="M")
        _along(list(reversed(back)), curve, written, lead="L", back=True)
        written.append("Z")
    return "".join(written)


def _along(run: Sequence[Dot], curve: str, written: list[str], *, lead: str, back: bool = False) -> None:
    if curve == "monotone":
        _smoothly(run, written, lead=lead)
        return
    if curve not in ("linear", "step-after"):
        raise NotDrawnHere(f"the curve {curve!r}")
    (before, level) = run[0]
    written.append(f"{lead}{rounded(before)},{rounded(level)}")
    for x, y in run[1:]:
        if curve == "step-after":
            corner = (before, y) if back else (x, level)
            written.append(f"L{rounded(corner[0])},{rounded(corner[1])}")
        written.append(f"L{rounded(x)},{rounded(y)}")
        before, level = x, y


def _smoothly(run: Sequence[Dot], written: list[str], *, lead: str) -> None:
    """Cubic curves whose slopes at the points keep each piece between its ends."""
    dots = [dot for place, dot in enumerate(run) if not place or dot != run[place - 1]]
    written.append(f"{lead}{rounded(dots[0][0])},{rounded(dots[0][1])}")
    if len(dots) == 2:
        written.append(f"L{rounded(dots[1][0])},{rounded(dots[1][1])}")
    if len(dots) < 3:
        return
    inner = [_slope(*dots[place - 1 : place + 2]) for place in range(1, len(dots) - 1)]
    slopes = [_end(dots[0], dots[1], inner[0]), *inner, _end(dots[-2], dots[-1], inner[-1])]
    for (x0, y0), (x1, y1), s0, s1 in zip(dots, dots[1:], slopes, slopes[1:], strict=False):
        third = (x1 - x0) / 3
        corners = (x0 + third, y0 + third * s0, x1 - third, y1 - third * s1, x1, y1)
        written.append("C" + ",".join(map(rounded, corners)))


def _slope(one: Dot, two: Dot, three: Dot) -> float:
    h0, h1 = two[0] - one[0], three[0] - two[0]
    if not (h0 and h1 and h0 + h1):
        raise NotDrawnHere("a curve with two points at one place")
    s0, s1 = (two[1] - one[1]) / h0, (three[1] - two[1]) / h1
    mean = (s0 * h1 + s1 * h0) / (h0 + h1)
    signs = math.copysign(1, s0) + math.copysign(1, s1)
    return signs * min(abs(s0), abs(s1), 0.5 * abs(mean))


def _end(one: Dot, two: Dot, slope: float) -> float:
    return (3 * (two[1] - one[1]) / (two[0] - one[0]) - slope) / 2
