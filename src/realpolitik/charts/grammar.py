"""Layers of a chart in the grammar of Vega-Lite, as plain values: rows, a mark, and channels.

Altair says the same in objects, which copy and check themselves and their rows at every step: a page of charts took it two seconds.
What is built here becomes an Altair chart where somebody asks for one (`charts/draw.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

TYPES = {"Q": "quantitative", "T": "temporal", "N": "nominal", "O": "ordinal"}
SECOND = ("x2", "y2")
"""Channels that have the type, scale and axis of another."""

Channel = Mapping[str, Any]
Rows = Sequence[Mapping[str, Any]]


def channel(shorthand: str, **given: Any) -> Channel:
    """A field with its type, and what is said of its scale and axis.

    Examples
    --------
    >>> channel("x:Q", scale=None)
    {'field': 'x', 'type': 'quantitative', 'scale': None}
    """
    name, _, kind = shorthand.rpartition(":")
    return {"field": name, "type": TYPES[kind], **given}


@dataclass(frozen=True, slots=True)
class Layer:
    """Marks of one kind over rows.

    Examples
    --------
    >>> Layer([{"x": 1}]).mark("rule", strokeWidth=1).encode(x=channel("x:Q", scale=None)).record()["mark"]
    {'type': 'rule', 'strokeWidth': 1}
    """

    rows: Rows
    kind: Mapping[str, Any] = field(default_factory=dict)
    channels: Mapping[str, Channel | Sequence[Channel]] = field(default_factory=dict)
    calculated: Mapping[str, str] = field(default_factory=dict)

    def mark(self, kind: str, **given: Any) -> Layer:
        """The same with this mark."""
        return replace(self, kind={"type": kind, **given})

    def encode(self, **channels: Channel | Sequence[Channel]) -> Layer:
        """The same with these channels."""
        return replace(self, channels={**self.channels, **channels})

    def calculate(self, **columns: str) -> Layer:
        """The same with columns that Vega computes."""
        return replace(self, calculated={**self.calculated, **columns})

    def record(self) -> dict[str, Any]:
        """The layer as plain values."""
        channels = {
            name: {"field": one["field"]} if name in SECOND and isinstance(one, Mapping) else one
            for name, one in self.channels.items()
        }
        steps = [{"calculate": says, "as": name} for name, says in self.calculated.items()]
        return {
            "data": {"values": list(self.rows)},
            "mark": dict(self.kind),
            "encoding": channels,
            **({"transform": steps} if steps else {}),
        }
