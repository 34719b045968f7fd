"""From values and days to pixels: round ticks, time axes, and labels that keep out of each other's way."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from realpolitik.charts.text import breadth
from realpolitik.errors import OptionError

_PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_RANGE = re.compile(r"\s*(?:/|\.\.|–| to )\s*")
_DAY = timedelta(days=1)
_MARGIN = 15
_SAME = 1e-10
"""Values that lie nearer than this are one: ticks are rounded to twelve places."""
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def span(period: str) -> tuple[date, date]:
    """First and last day of a period as written: a year, a month, a day, or two of them joined by `/` or
    `..`.

    Raises
    ------
    OptionError
        The text names no period.

    Examples
    --------
    >>> span("2021-02")
    (datetime.date(2021, 2, 1), datetime.date(2021, 2, 28))
    """
    if len(ends := _RANGE.split(period.strip())) == 2:
        return span(ends[0])[0], span(ends[1])[1]
    if not (match := _PERIOD.fullmatch(period.strip())):
        raise OptionError(f"{period!r} is not a period: write 2021, 2021-03, 2021-03-05 or 2019/2021")
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year  # the pattern has four digits there
    if day:
        return date(year, month or 1, day), date(year, month or 1, day)
    if month:
        return date(year, month, 1), date(year + month // 12, month % 12 + 1, 1) - _DAY
    return date(year, 1, 1), date(year, 12, 31)


def middle(period: str) -> date:
    """The day in the middle: a yearly figure stands amid its year, so that an event of February is drawn
    before it.

    Examples
    --------
    >>> middle("2022")
    datetime.date(2022, 7, 2)
    """
    start, end = span(period)
    return start + (end - start) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Linear:
    """A scale from `low`, `high` (values) to pixels from `bottom` to `top`, with round `ticks`."""

    low: float
    high: float
    ticks: tuple[float, ...]
    bottom: float
    top: float

    def __call__(self, value: float) -> float:
        return self.bottom + (value - self.low) / (self.high - self.low) * (self.top - self.bottom)


def linear_scale(
    values: Sequence[float], *, bottom: float, top: float, zero: bool = True, count: int = 5
) -> Linear:
    """A scale with round ends around the values; one that holds zero unless told not to.

    Examples
    --------
    >>> linear_scale([12, 93], bottom=100, top=0).ticks
    (0.0, 20.0, 40.0, 60.0, 80.0, 100.0)
    """
    low, high = min(values, default=0.0), max(values, default=1.0)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low < _SAME:
        low, high = (low - 1, high + 1) if abs(low) >= _SAME else (0.0, 1.0)
    step = _step((high - low) / count)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(float(round(n * step, 12)) for n in range(first, last + 1))
    return Linear(low=ticks[0], high=ticks[-1], ticks=ticks, bottom=bottom, top=top)


def _step(rough: float) -> float:
    power = 10 ** math.floor(math.log10(rough))
    return next(power * size for size in (1, 2, 2.5, 5, 10) if rough <= power * size * (1 + 1e-9))


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A scale from days to pixels; `ticks` are days with their labels."""

    start: date
    end: date
    ticks: tuple[tuple[date, str], ...]
    width: float

    def __call__(self, day: date) -> float:
        return (day - self.start).days / max((self.end - self.start).days, 1) * self.width


def time_scale(periods: Sequence[str], *, width: float, room: float = 46) -> Time:
    """The scale that holds whole periods, with labels at least `room` pixels apart.

    Examples
    --------
    >>> [label for _, label in time_scale(["2010", "2025"], width=300).ticks]
    ['2010', '2015', '2020', '2025']
    """
    spans = [span(period) for period in periods]
    start, end = min(first for first, _ in spans), max(last for _, last in spans)
    yearly = all(first.month == 1 and first.day == 1 and (last - first).days >= 364 for first, last in spans)
    if any(first == last for first, last in spans):  # days would stand on the edges
        edge = timedelta(days=max((end - start).days // 40, 30 if end - start < timedelta(days=60) else 1))
        start, end = start - edge, end + edge
    years = max((end - start).days / 365.25, 0.01)
    if not yearly and years <= 4 and width / (years * 4) >= room:
        days = _months(start, end, width, room)
    else:
        step = next((n for n in (1, 2, 5, 10, 20, 25, 50, 100) if width / years * n >= room), 200)
        marks = [year for year in range(start.year, end.year + 1) if year % step == 0 or step == 1]
        days = [(date(year, 7, 2) if yearly else date(year, 1, 1), str(year)) for year in marks]
    bare = Time(start=start, end=end, ticks=(), width=width)
    shown = tuple(
        (day, label) for day, label in days if start <= day <= end and _fits(bare(day), label, width)
    )
    centre = start + (end - start) / 2
    return replace(bare, ticks=shown or ((centre, str(centre.year)),))


def _fits(place: float, label: str, width: float) -> bool:
    """Whether a label centred there stays within the margins that every chart has."""
    half = breadth(label, 12) / 2
    return place - half >= -_MARGIN and place + half <= width + _MARGIN


def _months(start: date, end: date, width: float, room: float) -> list[tuple[date, str]]:
    months = max((end - start).days / 30.44, 1)
    step = next((n for n in (1, 2, 3, 6) if width / months * n >= room + 8), 6)
    count = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    return [
        (date(n // 12, n % 12 + 1, 1), f"{_MONTHS[n % 12]} {n // 12}") for n in count if n % 12 % step == 0
    ]


def spread(places: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Places moved apart so that labels of these sizes (centred) do not overlap, within low and high if
    they fit.

    Examples
    --------
    >>> spread([10, 12], [10, 10], 0, 100)
    [6.0, 16.0]
    """
    blocks: list[tuple[float, float, list[int]]] = []  # centre, size, members in order
    for index in sorted(range(len(places)), key=lambda i: (places[i], i)):
        blocks.append((_inside(places[index], sizes[index], low, high), sizes[index], [index]))
        while (
            len(blocks) > 1 and blocks[-2][0] + blocks[-2][1] / 2 > blocks[-1][0] - blocks[-1][1] / 2 + 1e-9
        ):
            (_, _, first), (_, _, second) = blocks[-2:]
            members = first + second
            size = sum(sizes[i] for i in members)
            wished, above = 0.0, 0.0
            for i in (
                members
            ):  # the block stands where its members, each in its place within it, wish it on average
                wished += places[i] - (above + sizes[i] / 2)
                above += sizes[i]
            blocks[-2:] = [(_inside(wished / len(members) + size / 2, size, low, high), size, members)]
    moved = [0.0] * len(places)
    for centre, size, members in blocks:
        edge = centre - size / 2
        for i in members:
            moved[i] = edge + sizes[i] / 2
            edge += sizes[i]
    return moved


def _inside(centre: float, size: float, low: float, high: float) -> float:
    return max(low + size / 2, min(high - size / 2, centre))
