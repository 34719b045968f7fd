"""The whole picture: paper, axes, layers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from realpolitik.charts.vega.axes import Look, axes
from realpolitik.charts.vega.elements import box, moved
from realpolitik.charts.vega.errors import NotDrawnHere, expect, only
from realpolitik.charts.vega.layers import drawn, read
from realpolitik.charts.vega.numbers import shortest

_TOP = ("config", "layer", "autosize", "background", "description", "height", "padding", "width", "$schema")
_AXIS = ("labelColor", "titleColor", "labelFontSize", "titleFontSize", "titleFontWeight", "gridColor")


def svg(spec: Mapping[str, Any]) -> str:
    """The picture of a specification that lays itself out in pixels.

    Raises
    ------
    NotDrawnHere
        It has a part that only Vega draws.
    """
    only(spec, _TOP, "the chart")
    expect(
        spec, {"background": "transparent", "autosize": {"type": "none", "contains": "content"}}, "the chart"
    )
    width, height, edge = spec["width"], spec["height"], spec["padding"]
    look = _look(spec["config"])
    found = [
        read(layer, number, width=width, height=height, font=look.font)
        for number, layer in enumerate(spec["layer"])
    ]
    plot = axes(_channels(spec["layer"]), width, height, look) + "".join(map(drawn, found))
    wide, high = (
        shortest(width + edge["left"] + edge["right"]),
        shortest(height + edge["top"] + edge["bottom"]),
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" class="marks" '
        f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
        f'<g fill="none" stroke-miterlimit="10" {moved(edge["left"], edge["top"])}>'
        '<g class="mark-group role-frame root" role="graphics-object" aria-roledescription="group mark container">'
        f'<g transform="translate(0,0)"><path class="background" aria-hidden="true" d="{box(0, 0, width, height)}"/>'
        f'<g>{plot}</g><path class="foreground" aria-hidden="true" d="" display="none"/></g></g></g></svg>'
    )


def _look(config: Mapping[str, Any]) -> Look:
    only(config, ("view", "aria", "axis", "axisX", "font", "text", "title"), "the configuration")
    only(config["axis"], (*_AXIS, "domain", "ticks", "labelPadding", "labelOverlap"), "the axes")
    expect(
        config["axis"],
        {"domain": False, "ticks": False, "labelOverlap": False, "titleFontWeight": "normal"},
        "the axes",
    )
    expect(config, {"aria": False, "axisX": {"domain": False, "labelFlush": False}}, "the configuration")
    expect(config, {key: {"font": config["font"]} for key in ("text", "title")}, "the configuration")
    only(config["view"], ("stroke", "continuousWidth", "continuousHeight"), "the plot")
    expect(config["view"], {"stroke": None}, "the plot")
    axis = config["axis"]
    return Look(
        font=config["font"],
        size=axis["labelFontSize"],
        padding=axis["labelPadding"],
        colour=axis["labelColor"],
        title=axis["titleColor"],
        title_size=axis["titleFontSize"],
        grid=axis["gridColor"],
    )


def _channels(found: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The channels with a scale, which all layers share; layers that differ are not drawn here."""
    shared: dict[str, Mapping[str, Any]] = {}
    for layer in found:
        for side in ("x", "y"):
            channel = layer["encoding"][side]
            if channel["scale"] is None:
                if channel.get("axis"):
                    raise NotDrawnHere("an axis without a scale")
                continue
            own = {name: channel.get(name) for name in ("type", "scale", "axis")}
            if shared.setdefault(side, own) != own:
                raise NotDrawnHere("layers with scales of their own")
    return shared
