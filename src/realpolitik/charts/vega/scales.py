"""From values to pixels, as d3-scale does it: linear, logarithmic, and days by universal time."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from realpolitik.charts.vega.errors import NotDrawnHere, expect, only
from realpolitik.charts.vega.numbers import formatted

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MOMENT = timedelta(milliseconds=1)

Place = Callable[[Any], float]


def milliseconds(moment: str) -> float:
    """A moment such as `2022-02-24T00:00:00Z`, since 1970."""
    try:
        return (datetime.fromisoformat(moment) - _EPOCH) / _MOMENT
    except (TypeError, ValueError):
        raise NotDrawnHere(f"the moment {moment!r}") from None


def as_it_is(value: Any) -> float:
    """A value that is a pixel already."""
    return float(value)


def placing(channel: Mapping[str, Any], span: tuple[float, float]) -> Place:
    """How a channel turns values into pixels of `span`."""
    scale = channel["scale"]
    if scale is None:
        return as_it_is
    only(scale, ("type", "domain", "nice", "padding", "zero", "range"), "a scale")
    expect(scale, {"nice": False, "padding": 0, "zero": False}, "a scale")
    low, high = scale.get("range", span)
    kind = scale.get("type", "linear")
    if kind == "utc" and channel["type"] == "temporal":
        return _between(scale["domain"], low, high, milliseconds)
    if kind == "linear" and channel["type"] == "quantitative":
        return _between(scale["domain"], low, high, float)
    if kind == "log" and channel["type"] == "quantitative" and min(scale["domain"]) > 0:
        return _between(scale["domain"], low, high, math.log)
    raise NotDrawnHere(f"a scale of {kind}")


def _between(domain: Sequence[Any], low: float, high: float, read: Callable[[Any], float]) -> Place:
    """By the operations of d3 in their order, which decide the last digit."""
    start, end = map(read, domain)
    width = end - start
    if not width > 0:
        raise NotDrawnHere("a scale without a span")

    def place(value: Any) -> float:
        part = (read(value) - start) / width
        return low * (1 - part) + high * part

    return place


def ticked(value: Any, channel: Mapping[str, Any]) -> str:
    """The label of a tick."""
    pattern = channel["axis"]["format"]
    if channel["type"] != "temporal":
        return formatted(value, pattern)
    day = date.fromisoformat(value[:10])
    shown = {"%Y": f"{day.year:04}", "%b %Y": f"{MONTHS[day.month - 1]} {day.year:04}"}
    if pattern not in shown:
        raise NotDrawnHere(f"the format {pattern!r}")
    return shown[pattern]
