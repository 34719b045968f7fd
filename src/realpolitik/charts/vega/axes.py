"""Axes without lines and ticks: rules across the plot, labels, a title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from realpolitik.charts.vega.elements import lowered, segment, text
from realpolitik.charts.vega.errors import NotDrawnHere, expect, only
from realpolitik.charts.vega.numbers import shortest, whole
from realpolitik.charts.vega.scales import placing, ticked

_KNOWN = {
    "x": (
        *("domain", "format", "grid", "labelFlush", "labelPadding", "title", "values"),
        *("titleAlign", "titleAnchor", "titlePadding"),
    ),
    "y": (
        *("format", "title", "values", "titleAlign", "titleAnchor", "titleAngle", "titleBaseline"),
        *("titleX", "titleY"),
    ),
}
_DRAWN = {
    "domain": False,
    "labelFlush": False,
    "titleAlign": "left",
    "titleAnchor": "start",
    "titleAngle": 0,
    "titleBaseline": "middle",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the configuration says of all axes."""

    font: str
    size: float
    padding: float
    colour: str
    title: str
    title_size: float
    grid: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    """An axis: which, its channel, the pixels of its ticks, and the plot."""

    side: str
    channel: Mapping[str, Any]
    places: Sequence[float]
    start: float
    width: float
    height: float
    look: Look

    @property
    def axis(self) -> Mapping[str, Any]:
        return self.channel["axis"]


def axes(channels: Mapping[str, Mapping[str, Any]], width: float, height: float, look: Look) -> str:
    """The axes of a plot: the rules of both first, then labels and titles."""
    found = [
        _read(side, channels[side], width, height, look)
        for side in ("x", "y")
        if side in channels and channels[side].get("axis")
    ]
    rules = [_rules(one) for one in found if one.axis.get("grid", one.side == "y")]
    return "".join([*rules, *map(_words, found)])


def _read(side: str, channel: Mapping[str, Any], width: float, height: float, look: Look) -> _Axis:
    axis = channel["axis"]
    only(axis, _KNOWN[side], "an axis")
    expect(axis, _DRAWN, "an axis")
    if not axis.get("values") or "title" not in axis:
        raise NotDrawnHere("an axis that Vega lays out")
    if axis["title"] is not None and (
        "titleAnchor" not in axis or ("titlePadding" if side == "x" else "titleX") not in axis
    ):
        raise NotDrawnHere("a title that Vega lays out")
    span = (0.0, width) if side == "x" else (height, 0.0)
    place = placing(channel, span)
    return _Axis(
        side=side,
        channel=channel,
        places=[place(value) for value in axis["values"]],
        start=float(channel["scale"].get("range", span)[0]),
        width=width,
        height=height,
        look=look,
    )


def _group(one: _Axis, inner: str) -> str:
    top = one.height if one.side == "x" else 0
    return (
        f'<g class="mark-group role-axis" aria-hidden="true"><g transform="translate(0.5,{shortest(top + 0.5)})">'
        f'<path class="background" aria-hidden="true" d="M0,0h0v0h0Z" pointer-events="none"/><g>{inner}</g>'
        '<path class="foreground" aria-hidden="true" d="" pointer-events="none" display="none"/></g></g>'
    )


def _rules(one: _Axis) -> str:
    style = {"stroke": one.look.grid, "stroke-width": 1, "opacity": 1}
    lines = [
        segment(whole(at), 0, 0, -one.height, style)
        if one.side == "x"
        else segment(0, whole(at), one.width, 0, style)
        for at in one.places
    ]
    return _group(one, f'<g class="mark-rule role-axis-grid" pointer-events="none">{"".join(lines)}</g>')


def _words(one: _Axis) -> str:
    axis, look = one.axis, one.look
    gap = axis.get("labelPadding", look.padding)
    style = {"fill": look.colour, "opacity": 1}
    labels = []
    for value, at in zip(axis["values"], one.places, strict=True):
        words = ticked(value, one.channel)
        if one.side == "x":
            where = (at, gap + lowered(look.size, "top"))
            labels.append(text(words, *where, align="center", font=look.font, size=look.size, style=style))
        else:
            where = (-gap, at + lowered(look.size, "middle"))
            labels.append(text(words, *where, align="right", font=look.font, size=look.size, style=style))
    inner = f'<g class="mark-text role-axis-label" pointer-events="none">{"".join(labels)}</g>'
    if axis["title"] is not None:
        inner += f'<g class="mark-text role-axis-title" pointer-events="none">{_title(one, gap)}</g>'
    return _group(one, inner)


def _title(one: _Axis, gap: float) -> str:
    axis, look = one.axis, one.look
    if one.side == "x":
        # Vega takes letters to reach from .8 of the size above the base line to .2 below it.
        foot = gap + lowered(look.size, "top") - whole(0.8 * look.size) + look.size
        x, y = one.start, foot + axis["titlePadding"] + lowered(look.title_size, "top")
    else:
        x, y = axis["titleX"], axis["titleY"] + lowered(look.title_size, "middle")
    style = {"fill": look.title, "opacity": 1}
    return text(
        str(axis["title"]),
        x,
        y,
        align="left",
        font=look.font,
        size=look.title_size,
        weight="normal",
        style=style,
    )
