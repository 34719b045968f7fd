"""What every kind of chart is drawn on: a plot of known size with margins of known size, all in pixels.

Nothing is left to automatic layout. Where words and marks stand is computed here from the widths of
letters, so that labels neither overlap nor are cut, at either width, and the picture is the same in a page,
a file and a notebook.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from realpolitik.charts.events import place, relevant
from realpolitik.charts.grammar import Channel, Layer, Rows, channel
from realpolitik.charts.scales import Linear, Time, middle
from realpolitik.charts.text import Axis, breadth, clip, wrap
from realpolitik.charts.theme import TOTAL, Theme, Width
from realpolitik.errors import CoverageError
from realpolitik.wording.dates import year_span

if TYPE_CHECKING:
    from realpolitik.findings import Finding

SIZE = 13
"""Type size of labels; axis and notes are a pixel smaller."""
SMALL = 12
ROW = 17
"""Height of a row of labels above the plot."""
_ENOUGH = 4
"""Steps from which on a series can be said to keep one."""
_STRIP = 8
"""Pixels of the narrowest void that is drawn."""
_LINES = 2
_SHORT = 4
"""Words stand in a void on so many lines at most, each but the last of so many letters at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Layers with the plot's size and the margins that they need, in pixels."""

    layers: Sequence[Layer]
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A row of a finding, read for drawing; `value` None is a gap."""

    day: date
    period: str
    series: str
    value: float | None
    low: float | None = None
    high: float | None = None
    row: Mapping[str, Any] = field(default_factory=dict)
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """Where a finding is drawn: which width, which theme."""

    wide: bool
    theme: Theme

    @classmethod
    def of(cls, width: Width, theme: Theme) -> Canvas:
        return cls(wide=width == "wide", theme=theme)

    @property
    def total(self) -> int:
        return TOTAL["wide" if self.wide else "narrow"]


def pixel(field: str) -> Any:
    """The channel `x` or `y` in pixels, without scale or axis: the chart has laid itself out."""

    return channel(f"{field}:Q", scale=None, axis=None)


def unit_drawn(finding: Finding) -> str:
    """The unit of the axis: that of the headline, or, where no row is in it, the unit of most rows."""
    units = Counter(
        str(row.get("unit") or finding.unit) for row in finding.rows if row.get("value") is not None
    )
    return finding.unit if finding.unit in units or not units else units.most_common(1)[0][0]


def points(finding: Finding, *, every_unit: bool = False) -> list[Point]:
    """The rows in the unit that is drawn, or in `every_unit`, by series and day.

    Rows in another unit cannot share the axis: they stay in the table. Bounds are drawn only where both are
    known.

    Raises
    ------
    CoverageError
        No row has a value in that unit.
    """
    made = []
    for row in finding.rows:
        unit = str(row.get("unit") or finding.unit)
        if unit != finding.unit and not every_unit:
            continue
        low, high = row.get("low"), row.get("high")
        both = low is not None and high is not None
        made.append(
            Point(
                day=middle(str(row["period"])),
                period=str(row["period"]),
                series=str(row.get("series") or ""),
                value=None if row.get("value") is None else float(row["value"]),
                low=float(low) if both else None,  # type: ignore[arg-type]
                high=float(high) if both else None,  # type: ignore[arg-type]
                row=row,
                unit=unit,
            )
        )
    if not any(point.value is not None for point in made):
        raise CoverageError(
            f"{finding.name} has no row with a value in {finding.unit}: there is nothing to draw."
        )
    order = {name: place for place, name in enumerate(dict.fromkeys(point.series for point in made))}
    return sorted(made, key=lambda point: (order[point.series], point.day))


def with_gaps(rows: Sequence[Point]) -> list[Point]:
    """The points with a valueless one between two of a series that are further apart than its usual step.

    Years that nobody reports are absent from the rows; a line drawn across them would invent their values. So
    would one through a few figures of a series that is published now and then: those stay dots.
    """
    spaced: list[Point] = []
    longest = {name: _longest([p for p in rows if p.series == name]) for name in {p.series for p in rows}}
    for point in rows:
        last = spaced[-1] if spaced and spaced[-1].series == point.series else None
        if last and last.value is not None and (point.day - last.day).days > longest[point.series]:
            middle_ = last.day + (point.day - last.day) / 2
            spaced.append(Point(day=middle_, period="", series=point.series, value=None))
        spaced.append(point)
    return spaced


def _longest(rows: Sequence[Point]) -> float:
    """Days from one figure to the next that are no gap: half as much again as the step of most figures.

    Figures of years or months that keep no step are joined to none but the next year or month; dated ones are all joined.
    """
    steps = sorted((after.day - before.day).days for before, after in pairwise(rows))
    usual = {4: 366, 7: 31}.get(min((len(point.period) for point in rows), default=0))
    if not usual:
        return float("inf")
    if sum(step <= usual for step in steps) * 2 >= len(steps):
        return usual * 1.5
    middle_ = steps[len(steps) // 2]
    keeps = len(steps) >= _ENOUGH and sum(step <= middle_ * 1.5 for step in steps) * 4 >= len(steps) * 3
    return middle_ * 1.5 if keeps else usual * 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Void:
    """Days between which no series has a figure, and what is written there; `aside` if need be beside it."""

    start: date
    end: date
    says: str
    aside: bool


def voids(rows: Sequence[Point]) -> list[Void]:
    """Where nothing is known between the first and the last figure, of points as `with_gaps` gives them.

    Examples
    --------
    >>> rows = [Point(day=date(year, 7, 2), period=str(year), series="", value=1.0) for year in (1955, 1956, 1957, 1978, 1979)]
    >>> [void.says for void in voids(with_gaps(rows))]
    ['no figures, 1958–1977']
    """
    runs = sorted(_runs(rows), key=lambda run: run[0].day)
    alone = sum(p.value is not None for p in rows) < _ENOUGH * len(runs) / 2
    if alone:
        return []  # single figures now and then: nearly all between them is void
    known: list[tuple[Point, Point]] = []
    for run in runs:
        if known and run[0].day <= known[-1][1].day:
            if run[1].day > known[-1][1].day:
                known[-1] = (known[-1][0], run[1])
        else:
            known.append(run)
    return [
        Void(start=before[1].day, end=after[0].day, says=says, aside=aside)
        for before, after in pairwise(known)
        for says, aside in [_missing(before[1], after[0], rows)]
    ]


def _runs(rows: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """First and last point of each unbroken run of a series."""
    first = last = None
    for point in rows:
        if first and last and (point.value is None or point.series != last.series):
            yield first, last
            first = None
        if point.value is not None:
            first, last = first or point, point
    if first and last:
        yield first, last


def _missing(before: Point, after: Point, rows: Sequence[Point]) -> tuple[str, bool]:
    """What a void says: the reason that its rows give (`apart`), wherever it finds room, or the years without figures."""
    apart = [str(p.row["apart"]) for p in rows if p.row.get("apart") and before.day < p.day < after.day]
    if apart:
        return apart[0], True
    if len(before.period) == len(after.period) == 4:
        first, last = int(before.period) + 1, int(after.period) - 1
        return f"no figure{'' if first == last else 's'}, {year_span(first, last)}", False
    return "no figures", False


def void_layers(found: Sequence[Void], x: Time, *, top: float, bottom: float, canvas: Canvas) -> list[Any]:
    """A pale strip over each void with room for one, and its words where they fit."""

    strips, words = [], []
    beside: dict[str, list[dict[str, Any]]] = {"left": [], "right": []}
    for void in found:
        left, right = x(void.start) + 7, x(void.end) - 7
        if right - left < _STRIP:
            continue
        strips.append({"x": left, "x2": right, "y": top, "y2": bottom})
        lines = wrap(void.says, right - left - 6, SMALL)
        narrow = max(breadth(line, SMALL) for line in lines) > right - left - 4 or len(lines) > _LINES
        if narrow or any(len(line) < _SHORT for line in lines[:-1]):
            if void.aside:
                after = right + 4 + breadth(void.says, SMALL) <= x.width
                place = {"x": right + 4 if after else left - 4, "y": top + 10.0, "text": void.says}
                beside["left" if after else "right"].append(place)
            continue
        middle_ = (top + bottom) / 2 - (len(lines) - 1) * 7.5
        words += [
            {"x": (left + right) / 2, "y": middle_ + 15 * place, "text": line}
            for place, line in enumerate(lines)
        ]
    if not strips:
        return []
    shade = Layer(values(strips)).mark("rect", color=canvas.theme.grid, opacity=0.55)
    drawn: list[Any] = [shade.encode(x=pixel("x"), x2=channel("x2:Q"), y=pixel("y"), y2=channel("y2:Q"))]
    if words:
        drawn.append(label(words, colour=canvas.theme.muted, size=SMALL, align="center"))
    for side, own in beside.items():
        if own:
            drawn.append(papers(own, canvas, size=SMALL, align=side))
            drawn.append(label(own, colour=canvas.theme.muted, size=SMALL, align=side))
    return drawn


def moment(day: date) -> str:
    """A day as Vega reads it, without the reader's time zone."""
    return f"{day.isoformat()}T00:00:00Z"


def values(rows: Sequence[Mapping[str, Any]]) -> Rows:
    """Rows as inline data."""

    return [dict(row) for row in rows]


def label(
    rows: Sequence[Mapping[str, Any]],
    *,
    colour: str,
    size: int = SIZE,
    align: str = "left",
    bold: bool = False,
) -> Layer:
    """Text at pixels: rows of `x`, `y`, `text` (a string, or a list of lines)."""

    mark: dict[str, Any] = {"align": align, "baseline": "middle", "fontSize": size, "color": colour}
    return (
        Layer(values(rows))
        .mark("text", **mark, fontWeight="bold" if bold else "normal", lineHeight=size + 3)
        .encode(
            x=channel("x:Q", scale=None, axis=None),
            y=channel("y:Q", scale=None, axis=None),
            text=channel("text:N"),
        )
    )


def papers(
    rows: Sequence[Mapping[str, Any]],
    canvas: Canvas,
    *,
    size: int = SIZE,
    align: str = "left",
    bold: bool = False,
) -> Layer:
    """Paper behind the texts of `label`, each on one line, so that no line of the chart runs through them."""

    sheets = []
    for row in rows:
        far = row["x"] + (-1 if align == "right" else 1) * breadth(row["text"], size, bold=bold)
        ends = {"x": min(row["x"], far) - 2, "x2": max(row["x"], far) + 2}
        sheets.append(ends | {"y": row["y"] - size / 2 - 1, "y2": row["y"] + size / 2 + 1})
    place: dict[str, Any] = {
        "x": channel("x:Q", scale=None, axis=None),
        "y": channel("y:Q", scale=None, axis=None),
    }
    return (
        Layer(values(sheets))
        .mark("rect", color=canvas.theme.paper, opacity=0.85)
        .encode(**place, x2=channel("x2:Q"), y2=channel("y2:Q"))
    )


def x_time(scale: Time, field_: str = "day") -> Channel:
    """The encoding of days along the bottom."""

    labels = {moment(day): label_ for day, label_ in scale.ticks}
    months = any(" " in label_ for label_ in labels.values())
    return channel(
        f"{field_}:T",
        scale={
            "type": "utc",
            "domain": [moment(scale.start), moment(scale.end)],
            "nice": False,
            "padding": 0,
        },
        axis={
            "values": list(labels),
            "format": "%b %Y" if months else "%Y",
            "title": None,
            "grid": False,
            "labelFlush": False,
            "labelPadding": 10,  # clear of the zero of an upright axis, in the corner
        },
    )


def _places(scale: Linear) -> int:
    """Digits after the point that tell the ticks apart."""
    return max(len(f"{tick:.9f}".rstrip("0").split(".")[1]) for tick in scale.ticks)


def margin(scale: Linear) -> float:
    """Pixels that the labels of an upright axis take."""
    return max(breadth(f"{tick:,.{_places(scale)}f}", SMALL) for tick in scale.ticks) + 12


def y_linear(
    scale: Linear, title: str, *, left: float, field_: str = "value", title_y: float = -14
) -> Channel:
    """The encoding of values, its unit written above the axis."""

    return channel(
        f"{field_}:Q",
        scale={"domain": [scale.low, scale.high], "nice": False, "zero": False, "padding": 0},
        axis={
            "values": list(scale.ticks),
            "format": f",.{_places(scale)}f",
            "title": title,
            "titleAngle": 0,
            "titleAlign": "left",
            "titleAnchor": "start",
            "titleX": -left,
            "titleY": title_y,
            "titleBaseline": "middle",
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Points over time with all that places them: series by `names`, axis, scales, `left` margin, canvas."""

    points: Sequence[Point]
    names: Sequence[str]
    axis: Axis
    x: Time
    y: Linear
    left: float
    title_y: float
    canvas: Canvas

    def across(self) -> Channel:
        return x_time(self.x)

    def up(self, field_: str = "value") -> Channel:
        return y_linear(self.y, self.axis.title, left=self.left, field_=field_, title_y=self.title_y)

    def index(self, point: Point) -> int:
        return self.names.index(point.series)

    def colour(self, point: Point) -> str:
        return self.canvas.theme.colour(self.index(point))

    def scaled(self, value: float | None) -> float | None:
        return None if value is None else value / self.axis.divisor

    def height(self, value: float) -> float:
        """The pixel of a value of the finding."""
        return self.y(value / self.axis.divisor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above a plot over time: rules of events with their labels, and the title of the axis at
    `title_y`.

    `rows` is how many rows of text both take together.
    """

    layers: Sequence[Layer]
    rows: int
    title_y: float = -14


def rules(
    finding: Finding, scale: Time, canvas: Canvas, *, height: float, left: float, title: str
) -> Heading:
    """Rules at the days that divide the record, labelled above the plot beside the axis title."""

    found = relevant(finding.about, scale.start, scale.end)
    if not found:
        return Heading(layers=(), rows=1)
    marks = [(e.date, scale(e.date) + left, e.label if canvas.wide else e.short) for e in found]
    taken = breadth(title, SMALL) + 14
    # A rule that would run through the title of the axis sends the title above all labels.
    crossed = any(x < taken for _, x, _ in marks)
    placed = place(marks, size=SMALL, right=canvas.total, taken=0 if crossed else taken)
    lines = [
        {
            "x": mark.x - left,
            "y": -ROW * mark.row - 22.0,
            "y2": height,
            "label": mark.text,
            "date": str(mark.date),
        }
        for mark in placed
    ]
    layers: list[Layer] = [
        Layer(values(lines))
        .mark("rule", strokeWidth=1, strokeDash=[3, 3], color=canvas.theme.rule)
        .encode(x=channel("x:Q", scale=None), y=channel("y:Q", scale=None), y2=channel("y2:Q"))
    ]
    for side in (False, True):
        words = [
            {"x": mark.x - left + (-5 if mark.left else 5), "y": -ROW * mark.row - 14.0, "text": mark.text}
            for mark in placed
            if mark.left is side
        ]
        if words:
            layers.append(
                label(words, colour=canvas.theme.muted, size=SMALL, align="right" if side else "left")
            )
    rows = 1 + max(mark.row for mark in placed)
    if crossed and title:
        return Heading(layers=layers, rows=rows + 1, title_y=-14 - ROW * rows)
    return Heading(layers=layers, rows=rows)


def keys(names: Sequence[str], canvas: Canvas, *, left: float, y: float) -> tuple[list[Any], int]:
    """Names of series as a line (or lines) of coloured words, from the top down; the layers and how many
    lines.
    """

    x, line, dots, words = 0.0, 0, [], []
    for index, name in enumerate(names):
        shown = clip(name, canvas.total - 24, SMALL)[0]
        need = breadth(shown, SMALL) + 32
        if x and x + need > canvas.total:
            x, line = 0.0, line + 1
        dots.append({"x": x - left + 5, "y": y + line * ROW, "colour": canvas.theme.colour(index)})
        words.append(
            {"x": x - left + 14, "y": y + line * ROW, "text": shown, "colour": canvas.theme.tone(index)}
        )
        x += need
    paint = channel("colour:N", scale=None)
    where: dict[str, Any] = {"x": channel("x:Q", scale=None), "y": channel("y:Q", scale=None)}
    layers = [
        Layer(values(dots)).mark("circle", size=70, opacity=1).encode(**where, color=paint),
        Layer(values(words))
        .mark("text", align="left", baseline="middle", fontSize=SMALL)
        .encode(**where, text=channel("text:N"), color=paint),
    ]
    return layers, line + 1
