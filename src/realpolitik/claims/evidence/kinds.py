"""What stands behind a figure, and the error of a figure that states none: read from `kinds.yaml`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from realpolitik.findings import Finding, Interval, Row
from realpolitik.store.safe import read_yaml

Evidence = Literal["measured", "estimated", "modelled", "judged"]
"""What a verdict rests on: a record, a statistic of a sample, a model, or somebody's scores."""

_FILE = Path(__file__).parent / "kinds.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far a figure without an interval may be off.

    Attributes
    ----------
    level
        Half-width as a share of the figure.
    change
        How far a change between two dates in one series may be off, as a share of the earlier figure.
    complete
        For counts of a list drawn up by hand: the share of all there is that it is taken to hold, in (0, 1].
    absolute
        Half-width in the unit of the figure.
    growth
        Whether the figure is itself a change, later over earlier less 1: then `change` is the error of the quotient.
    basis
        What the width rests on, in words.
    """

    level: float = 0.0
    change: float = 0.0
    complete: float = 1.0
    absolute: float = 0.0
    growth: bool = False
    basis: str

    def around(self, value: float, *, change: bool = False, unit: str = "") -> tuple[float, float]:
        """The least and the most that a figure may be; with `change`, one end of a change in one series.

        A level is off by a share of itself. A change $g$ is off by the error of the two levels it is made of, in logarithms:
        $(1 + g) e^{\\pm w} - 1$, which is never below -1. A share $s$ of a whole is off by its part: its odds are scaled,
        $s k / (1 - s + s k)$ with $k = 1 \\pm w$, which is never outside 0 and 1. What is not negative stays so.

        Parameters
        ----------
        value
            The figure.
        change
            Whether it is one end of a change: then what is wrong with both ends alike does not count.
        unit
            Its unit; a `share` from 0 to 1 is bounded by them.

        Examples
        --------
        >>> Spread(level=0.2, change=0.08, basis="two offices").around(100.0)
        (80.0, 120.0)
        >>> Spread(level=0.2, change=0.08, basis="two offices").around(100.0, change=True)
        (96.0, 104.0)
        >>> low, high = Spread(change=0.08, growth=True, basis="two offices").around(-0.854)
        >>> round(low, 3), round(high, 3)
        (-0.865, -0.842)
        >>> Spread(complete=0.6, basis="a list").around(3.0), Spread(complete=0.6, basis="a list").around(0.0)
        ((3.0, 5.0), (0.0, 1.0))
        """
        if self.complete < 1:  # a list may miss what happened, and holds nothing that did not
            return value, max(float(math.ceil(value / self.complete)), 1.0)
        if self.growth and value >= -1:
            return (1 + value) * math.exp(-self.change) - 1, (1 + value) * math.exp(self.change) - 1
        width = self.change / 2 if change else self.level
        if unit == "share" and 0 <= value <= 1:
            low, high = (_odds_scaled(value, factor) for factor in (1 - width, 1 + width))
            return max(low - self.absolute, 0.0), min(high + self.absolute, 1.0)
        half = abs(value) * width + self.absolute
        return (max(value - half, 0.0) if value >= 0 else value - half), value + half


def _odds_scaled(share: float, factor: float) -> float:
    """The share when its part is `factor` of what it is said to be, and the rest of the whole is as it is."""
    return share * factor / (1 - share + share * factor)


def evidence_of(measure: str) -> Evidence:
    """What the figures of a measure are: `measured` unless `kinds.yaml` says otherwise.

    Examples
    --------
    >>> evidence_of("trade.turnover"), evidence_of("leverage.ratio"), evidence_of("votes.kappa")
    ('measured', 'modelled', 'estimated')
    """
    return _fitting(_tables()["kinds"], measure) or "measured"


def spread_of(measure: str) -> Spread | None:
    """The error that a figure of this measure takes where it states none; None where nothing is known of it."""
    spreads = _tables()["spreads"]
    found = _fitting(spreads, measure)
    if found and "like" in found:
        found = spreads[found["like"]]
    return Spread(**found) if found else None


def widened(finding: Finding, *, change: bool = False) -> Finding:
    """The finding with an interval for every figure that has none, of the spread of its kind.

    Parameters
    ----------
    change
        Whether two dates of one series will be compared: then what is wrong with both alike does not count.
    """
    spread = spread_of(finding.name)
    if spread is None:
        return finding
    own = finding.interval
    rows = tuple(_row(row, spread, finding, change=change) for row in finding.rows)
    if own is None and finding.value is not None:
        low, high = spread.around(finding.value, change=change, unit=finding.unit)
        own = Interval(low=low, high=high, kind=spread.basis, basis="source")
    return replace(finding, rows=rows, interval=own)


def _row(row: Row, spread: Spread, finding: Finding, *, change: bool) -> Row:
    value = row.get("value")
    if value is None or row.get("low") is not None or row.get("high") is not None:
        return row
    if finding.interval is not None and value == finding.value:
        return row
    low, high = spread.around(float(value), change=change, unit=str(row.get("unit") or finding.unit))
    return {**row, "low": low, "high": high}


def _fitting(table: Mapping[str, Any], measure: str) -> Any:
    return table.get(measure) or table.get(measure.partition(".")[0])


@cache
def _tables() -> Mapping[str, Any]:
    found = read_yaml(_FILE, shown=_FILE.name)
    return {"kinds": found["kinds"], "spreads": found["spreads"]}
