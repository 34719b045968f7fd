"""Flows before and after, as bands: how a total divides among labels on either side, and which bands widen or thin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from realpolitik.charts.canvas import ROW, SIZE, SMALL, Canvas, Drawing, Point, keys, label, points, values
from realpolitik.charts.grammar import Layer, channel
from realpolitik.charts.text import breadth, clip
from realpolitik.errors import CoverageError
from realpolitik.wording.numbers import figure

if TYPE_CHECKING:
    from realpolitik.findings import Finding

_MOST, _STEPS = 10, 6
_TALL = 210.0
"""Pixels of the larger total."""
_GAP = 4.0
OTHERS = "all others"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One label: its value on the left and on the right."""

    name: str
    before: float
    after: float

    @property
    def rises(self) -> bool:
        return self.after >= self.before


def draw(finding: Finding, canvas: Canvas) -> Drawing:
    """A block of bands a series. A row has `before` and its value, or a label has rows of two periods.

    The ten largest bands are drawn by name, the rest as one. Values below zero have no width and count as zero.

    Raises
    ------
    CoverageError
        No label has a value above zero.
    """
    rows = [point for point in points(finding) if point.value is not None]
    blocks = {name: _bands([p for p in rows if p.series == name]) for name in _names(rows)}
    blocks = {name: bands for name, bands in blocks.items() if bands}
    if not blocks:
        raise CoverageError(f"{finding.name} has no row with a value above zero: there is no flow to draw.")
    unit, every = finding.unit, [band for bands in blocks.values() for band in bands]
    left = [figure(band.before, unit) for band in every]
    right = [figure(band.after, unit) for band in every]
    room = min(max(breadth(band.name, SIZE) for band in every), 230.0 if canvas.wide else 104.0)
    side = max(breadth(word, SMALL) for word in (*left, "before")) + 10
    start = room + side + 12
    end = max(breadth(word, SMALL, bold=True) for word in (*right, "after")) + 10
    width = canvas.total - start - end
    laid = _laid(blocks, unit, _Room(name=room, start=start, width=width), canvas)
    key, lines = keys(["rises", "falls"], canvas, left=start, y=-ROW / 2 - 8)
    return Drawing(
        layers=[*_layers(laid, canvas), *key],
        width=width,
        height=max(laid.height, 1.0),
        left=start,
        right=end,
        top=lines * ROW + 12,
        bottom=4,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Room:
    """Pixels: of a name, of all left of the bands, and of the bands."""

    name: float
    start: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """Outlines of the bands, and words by where they stand."""

    areas: list[dict[str, Any]]
    texts: dict[str, list[dict[str, Any]]]
    height: float


def _laid(blocks: Mapping[str, list[Band]], unit: str, room: _Room, canvas: Canvas) -> _Laid:
    """Each block below the last, its bands below each other, wide as their values are."""
    areas: list[dict[str, Any]] = []
    texts: dict[str, list[dict[str, Any]]] = {"name": [], "left": [], "side": [], "right": [], "head": []}
    y = 0.0
    for name, bands in blocks.items():
        sums = [sum(band.before for band in bands), sum(band.after for band in bands)]
        scale = _TALL / max(*sums, 1e-300)
        if name:
            said = clip(name, canvas.total - 8, SIZE, bold=True)[0]
            texts["head"].append({"x": -room.start, "y": y + 6, "text": said})
            y += ROW + 8
        texts["left"].append({"x": -8.0, "y": y + 2, "text": "before"})
        texts["side"].append({"x": room.width + 8, "y": y + 2, "text": "after"})
        y += ROW
        for band in bands:
            lines = clip(band.name, room.name, SIZE, lines=2)
            slot = max(scale * max(band.before, band.after), len(lines) * (SIZE + 3.0))
            middle = y + slot / 2
            areas += _area(f"{name}|{band.name}", band, scale, room.width, middle, canvas)
            at = middle - (len(lines) - 1) * (SIZE + 3) / 2
            texts["name"].append({"x": -room.start, "y": at, "text": lines})
            texts["left"].append({"x": -8.0, "y": middle, "text": figure(band.before, unit)})
            texts["right"].append({"x": room.width + 8, "y": middle, "text": figure(band.after, unit)})
            y += slot + _GAP
        y += 12
    return _Laid(areas=areas, texts=texts, height=y - 12)


def _layers(laid: _Laid, canvas: Canvas) -> list[Any]:
    """The bands, and the words beside them."""
    paint: dict[str, Any] = {
        "x": channel("x:Q", scale=None, axis=None),
        "y": channel("y:Q", scale=None, axis=None),
        "y2": channel("y2:Q"),
        "color": channel("colour:N", scale=None),
        "detail": channel("band:N"),
    }
    layers = [
        Layer(values(laid.areas))
        .mark("area", opacity=0.8, line=False, interpolate="monotone")
        .encode(**paint),
        label(laid.texts["name"], colour=canvas.theme.ink),
        label(laid.texts["left"], colour=canvas.theme.muted, size=SMALL, align="right"),
        label(laid.texts["side"], colour=canvas.theme.muted, size=SMALL),
        label(laid.texts["right"], colour=canvas.theme.ink, size=SMALL, bold=True),
    ]
    if laid.texts["head"]:
        layers.append(label(laid.texts["head"], colour=canvas.theme.ink, bold=True))
    return layers


def _names(rows: Sequence[Point]) -> list[str]:
    return list(dict.fromkeys(point.series for point in rows))


def _bands(rows: Sequence[Point]) -> list[Band]:
    """The bands of a block, the widest first, small ones together."""
    found: dict[str, Band] = {}
    for point in sorted(rows, key=lambda point: point.day):
        name = str(point.row.get("label") or point.period)
        before, after = point.row.get("before"), max(point.value or 0.0, 0.0)
        if before is None and name in found:
            before = found[name].before
        first = after if before is None else max(float(before), 0.0)
        found[name] = Band(name=name, before=first, after=after)
    bands = [band for band in found.values() if max(band.before, band.after) > 0]
    bands.sort(key=lambda band: -max(band.before, band.after))
    if len(bands) <= _MOST + 1:
        return bands
    rest = bands[_MOST:]
    others = Band(name=OTHERS, before=sum(b.before for b in rest), after=sum(b.after for b in rest))
    return [*bands[:_MOST], others]


def _area(
    name: str, band: Band, scale: float, width: float, middle: float, canvas: Canvas
) -> list[dict[str, Any]]:
    """The outline of a band from left to right; a band of nothing keeps a hair's breadth."""
    colour = canvas.theme.colour(0 if band.rises else 1)
    out = []
    for step in range(_STEPS + 1):
        part = step / _STEPS
        smooth = part * part * (3 - 2 * part)
        half = max(scale * (band.before + (band.after - band.before) * smooth), 1.0) / 2
        if step == _STEPS and band.after == 0:
            half = 0.0
        spot = {"x": width * part, "y": middle - half, "y2": middle + half}
        out.append({**spot, "band": name, "colour": colour})
    return out
