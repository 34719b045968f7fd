"""The marks of a layer: rules, texts, rectangles, bars, symbols, lines and areas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from realpolitik.charts.vega.elements import (
    Style,
    box,
    circle,
    faceted,
    lowered,
    marks,
    moved,
    segment,
    square,
    styled,
    text,
)
from realpolitik.charts.vega.errors import NotDrawnHere, only
from realpolitik.charts.vega.paths import area, line
from realpolitik.charts.vega.scales import Place, placing

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """A layer read: its mark, channels and rows, and how values become pixels."""

    role: str
    mark: Mapping[str, Any]
    channels: Mapping[str, Mapping[str, Any]]
    rows: Sequence[Row]
    x: Place
    y: Place
    width: float
    height: float
    font: str

    def value(self, channel: str, row: Row) -> Any:
        """The value of a channel; None where the layer has no such channel."""
        found = self.channels.get(channel)
        return None if found is None else row[found["field"]]

    def at(self, channel: str, row: Row) -> float:
        """The pixel of a channel."""
        value = self.value(channel, row)
        if value is None:
            raise NotDrawnHere(f"a row without {channel}")
        return (self.x if channel[0] == "x" else self.y)(value)

    def paint(self, row: Row) -> Any:
        """The colour of a row, or of the mark."""
        return self.value("color", row) or self.mark.get("color")

    def opacity(self, row: Row) -> Any:
        found = self.value("opacity", row)
        return self.mark.get("opacity") if found is None else found


def read(layer: Mapping[str, Any], number: int, *, width: float, height: float, font: str) -> Layer:
    """A layer of a specification."""
    only(layer, ("data", "mark", "encoding", "transform"), "a layer")
    only(layer["data"], ("values",), "the data")
    mark, channels = layer["mark"], layer["encoding"]
    if mark["type"] not in _DRAWN:
        raise NotDrawnHere(f"a mark {mark['type']}")
    entries, encoded, _ = _DRAWN[mark["type"]]
    only(mark, ("type", *entries), f"a mark {mark['type']}")
    only(channels, ("x", "y", *encoded), f"the channels of {mark['type']}")
    for name, channel in channels.items():
        if name in ("x", "y"):
            only(channel, ("field", "type", "scale", "axis"), name)
        elif name in ("x2", "y2"):
            only(channel, ("field",), name)
        else:
            only(channel, ("field", "type", "scale"), name)
            if name not in ("text", "detail") and channel.get("scale", "") is not None:
                raise NotDrawnHere(f"a scale of {name}")
    return Layer(
        role=f"layer_{number}",
        mark=mark,
        channels=channels,
        rows=_filled(layer),
        x=placing(channels["x"], (0.0, width)),
        y=placing(channels["y"], (height, 0.0)),
        width=width,
        height=height,
        font=font,
    )


def drawn(layer: Layer) -> str:
    """The elements of a layer."""
    return _DRAWN[layer.mark["type"]][2](layer)


def _filled(layer: Mapping[str, Any]) -> Sequence[Row]:
    """The rows, with the columns that hold one number."""
    rows = layer["data"]["values"]
    for step in layer.get("transform", ()):
        only(step, ("calculate", "as"), "a transform")
        try:
            value = float(step["calculate"])
        except (TypeError, ValueError):
            raise NotDrawnHere(f"the calculation {step['calculate']!r}") from None
        rows = [{**row, step["as"]: value} for row in rows]
    return rows


def _stroke(layer: Layer) -> Style:
    mark = layer.mark
    dashes = mark.get("strokeDash")
    return {
        "stroke-width": mark.get("strokeWidth"),
        "stroke-dasharray": ",".join(f"{dash:g}" for dash in dashes) if dashes else None,
    }


def _rules(layer: Layer) -> str:
    items = []
    for row in layer.rows:
        x, y = layer.at("x", row), layer.at("y", row)
        across = layer.at("x2", row) - x if "x2" in layer.channels else 0
        down = layer.at("y2", row) - y if "y2" in layer.channels else 0
        style = {"stroke": layer.paint(row), **_stroke(layer), "opacity": layer.opacity(row)}
        items.append(segment(x, y, across, down, style))
    return marks("rule", f"{layer.role}_marks", items)


def _texts(layer: Layer) -> str:
    mark, size = layer.mark, layer.mark["fontSize"]
    if mark["baseline"] != "middle":
        raise NotDrawnHere(f"a text at its {mark['baseline']}")
    items = []
    for row in layer.rows:
        words = layer.value("text", row)
        if not words or not isinstance(words, str | list):
            raise NotDrawnHere(f"the text {words!r}")
        items.append(
            text(
                words,
                layer.at("x", row),
                layer.at("y", row) + lowered(size, "middle"),
                align=mark["align"],
                font=layer.font,
                size=size,
                weight=mark.get("fontWeight"),
                leading=mark.get("lineHeight", 0),
                style={"fill": layer.paint(row), "opacity": layer.opacity(row)},
            )
        )
    return marks("text", f"{layer.role}_marks", items)


def _boxes(layer: Layer) -> str:
    items = []
    for row in layer.rows:
        (left, right), (top, bottom) = (
            sorted((layer.at(side, row), layer.at(f"{side}2", row))) for side in ("x", "y")
        )
        items.append(_box(layer, row, left, top, right - left, bottom - top))
    return marks("rect", f"{layer.role}_marks", items)


def _bars(layer: Layer) -> str:
    """Upright bars from zero, each as wide as the mark says."""
    if layer.channels["x"]["type"] != "temporal" or not layer.channels["y"]["scale"]:
        raise NotDrawnHere("bars that are not over time")
    if len({layer.value("x", row) for row in layer.rows}) < len(layer.rows):
        raise NotDrawnHere("bars at one place, which Vega stacks")
    base, size = layer.y(0), layer.mark["size"]
    items = []
    for row in layer.rows:
        top, bottom = sorted((layer.at("y", row), base))
        items.append(_box(layer, row, layer.at("x", row) - size / 2, top, size, bottom - top))
    return marks("rect", f"{layer.role}_marks", items)


def _box(layer: Layer, row: Row, x: float, y: float, width: float, height: float) -> str:
    style = {
        "fill": layer.mark.get("fill") or layer.paint(row),
        "stroke": layer.mark.get("stroke"),
        **_stroke(layer),
        "opacity": layer.opacity(row),
    }
    return f'<path d="{box(x, y, width, height)}"{styled(style)}/>'


def _symbols(layer: Layer) -> str:
    mark, items = layer.mark, []
    shape: Callable[[float], str] = square if mark["type"] == "square" else circle
    hollow = mark["type"] == "point" and not mark.get("filled")
    for row in layer.rows:
        size = layer.value("size", row)
        paint = layer.paint(row)
        stroke = layer.value("stroke", row) or mark.get("stroke")
        style = {
            "fill": None if hollow else layer.value("fill", row) or paint,
            "stroke": stroke or (paint if hollow else None),
            "stroke-width": mark.get("strokeWidth", 2),
            "opacity": layer.opacity(row),
        }
        d = shape(mark["size"] if size is None else size)
        items.append(f'<path {moved(layer.at("x", row), layer.at("y", row))} d="{d}"{styled(style)}/>')
    return marks("symbol", f"{layer.role}_marks", items)


def _by_series(layer: Layer, kind: str, path: Callable[[Sequence[Row]], str]) -> str:
    """A path a series; in groups of their own where a channel tells series apart."""
    apart = [name for name in ("color", "detail") if name in layer.channels]
    series: dict[tuple[Any, ...], list[Row]] = {}
    for row in layer.rows:
        series.setdefault(tuple(layer.value(name, row) for name in apart), []).append(row)
    ordered = [sorted(rows, key=lambda row: layer.x(layer.value("x", row))) for rows in series.values()]
    groups = [marks(kind, f"{layer.role}_marks", [path(rows)]) for rows in ordered]
    return faceted(f"{layer.role}_pathgroup", groups, layer.width, layer.height) if apart else "".join(groups)


def _runs(layer: Layer, rows: Sequence[Row], channels: Sequence[str]) -> list[list[Row]]:
    """The rows from gap to gap."""
    known = groupby(rows, key=lambda row: all(layer.value(name, row) is not None for name in channels))
    return [list(run) for there, run in known if there]


def _path(d: str, style: Style) -> str:
    """A path; of a series without a value, one without a place."""
    return f'<path d="{d}"{styled(style)}/>' if d else f"<path{styled(style)}/>"


def _lines(layer: Layer) -> str:
    def path(rows: Sequence[Row]) -> str:
        runs = [
            [(layer.at("x", row), layer.at("y", row)) for row in run]
            for run in _runs(layer, rows, ("x", "y"))
        ]
        style = {
            "stroke": layer.paint(rows[0]),
            **_stroke(layer),
            "stroke-linejoin": layer.mark.get("strokeJoin"),
            "opacity": layer.opacity(rows[0]),
        }
        return _path(line(runs, layer.mark.get("interpolate", "linear")), style)

    return _by_series(layer, "line", path)


def _areas(layer: Layer) -> str:
    if layer.mark.get("line"):
        raise NotDrawnHere("an area with a line")

    def path(rows: Sequence[Row]) -> str:
        runs = []
        for run in _runs(layer, rows, ("x", "y", "y2")):
            there = [(layer.at("x", row), layer.at("y", row)) for row in run]
            # the far edge is the near one and a height, which may differ in the last digit
            back = [(x, y + (layer.at("y2", row) - y)) for row, (x, y) in zip(run, there, strict=True)]
            runs.append((there, back))
        style = {"fill": layer.paint(rows[0]), "opacity": layer.opacity(rows[0])}
        return _path(area(runs, layer.mark.get("interpolate", "linear")), style)

    return _by_series(layer, "area", path)


_RULE = ("color", "strokeWidth", "strokeDash", "opacity")
_DRAWN: dict[str, tuple[Sequence[str], Sequence[str], Callable[[Layer], str]]] = {
    "rule": (_RULE, ("x2", "y2", "color", "detail"), _rules),
    "text": (
        ("align", "baseline", "color", "fontSize", "fontWeight", "lineHeight", "opacity"),
        ("text", "color"),
        _texts,
    ),
    "rect": ((*_RULE, "fill", "stroke"), ("x2", "y2", "color", "opacity"), _boxes),
    "bar": (("size", "opacity"), ("color",), _bars),
    "circle": (("color", "size", "opacity"), ("color", "size", "detail"), _symbols),
    "square": (("color", "size", "opacity"), ("color", "size", "detail"), _symbols),
    "point": (
        ("color", "size", "opacity", "filled", "stroke", "strokeWidth"),
        ("color", "fill", "stroke", "size", "detail"),
        _symbols,
    ),
    "line": ((*_RULE, "strokeJoin", "interpolate"), ("color", "detail"), _lines),
    "area": (("color", "opacity", "interpolate", "line"), ("color", "detail", "y2"), _areas),
}
"""By mark: its entries, its channels beside x and y, and what draws it."""
