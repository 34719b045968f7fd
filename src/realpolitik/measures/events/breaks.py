"""When the way one state treats another changed in events of one's own: at a day that is given, or at none."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from realpolitik.measures.events.counts import LogRatio, log_ratio
from realpolitik.models.stats.change_points import Change, level_change
from realpolitik.wording.numbers import number_of, signed

Row = Mapping[str, Any]
FEWEST = 8
"""Months below which no break is looked for: a change of level needs some of either side."""
STRONG = math.log(10)
"""ln of the Bayes factor from which a break is reported: strong on Jeffreys' scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """One state towards another, over its months.

    Attributes
    ----------
    actor, target, months
        Who, towards whom, and the months (yyyymm) with an event, in order.
    change
        Posterior of one change of the mean weight, its places being `months`; None below `FEWEST` months or where all are alike.
    before, after
        Log ratio of cooperation to conflict in all events of either side of the day given; the month of the day itself is in
        neither. None without a day, or without an event on that side.
    """

    actor: str
    target: str
    months: tuple[int, ...]
    change: Change | None
    before: LogRatio | None
    after: LogRatio | None

    def says(self) -> str:
        """What was found, in sentences."""
        pair, count = f"{self.actor} to {self.target}", len(self.months)
        said = f"{pair}: {count} month{'' if count == 1 else 's'} with events, too few or too alike to look for a break."
        if self.change and self.change.log_bayes_factor >= STRONG:
            first, low, high = (
                _written(self.months[min(place + 1, count - 1)])
                for place in (self.change.last_before, self.change.low, self.change.high)
            )
            said = (
                f"{pair}: mean weight {signed(self.change.before, 2)} before {first}, {signed(self.change.after, 2)} since (the break lies from "
                f"{low} to {high}, 95 %), found without a date being given."
            )
        elif self.change:
            said = f"{pair}: no break of the mean weight is found in {number_of(count, 'months')}."
        if self.before and self.after:
            said += f" Log ratio {_ratio(self.before)} before the day given, {_ratio(self.after)} after."
        elif self.before or self.after:
            said += f" No event {'after' if self.before else 'before'} the day given: nothing to compare."
        return said


def directions(rows: Iterable[Row], *, since: date | None = None) -> list[Direction]:
    """Breaks of each direction in the rows of `pair_months`.

    Parameters
    ----------
    rows
        With `actor`, `target`, `month` (yyyymm), `weight_mean` and `quad_1` to `quad_4`.
    since
        Compare the months before and after this day.

    Examples
    --------
    >>> calm, war = {"weight_mean": 2.0, "quad_1": 9, "quad_4": 1}, {"weight_mean": -8.0, "quad_1": 1, "quad_4": 9}
    >>> months = [202101 + n for n in range(6)] + [202201 + n for n in range(6)]
    >>> own = [{"actor": "A", "target": "B", "month": m, "quad_2": 0, "quad_3": 0} | (calm if m < 202200 else war) for m in months]
    >>> directions(own)[0].says()
    'A to B: mean weight +2.00 before 2022-01, −8.00 since (the break lies from 2022-01 to 2022-01, 95 %), found without a date being given.'
    """
    by_pair: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        by_pair.setdefault((row["actor"], row["target"]), []).append(row)
    out = []
    for (actor, target), unsorted in sorted(by_pair.items()):
        own = sorted(unsorted, key=lambda row: row["month"])
        day = since.year * 100 + since.month if since else None
        values = [float(row["weight_mean"]) for row in own if row["weight_mean"] is not None]
        out.append(
            Direction(
                actor=actor,
                target=target,
                months=tuple(int(row["month"]) for row in own if row["weight_mean"] is not None),
                change=level_change(values) if len(values) >= FEWEST and len(set(values)) > 1 else None,
                before=_pooled([row for row in own if row["month"] < day]) if day else None,
                after=_pooled([row for row in own if row["month"] > day]) if day else None,
            )
        )
    return out


def _pooled(rows: list[Row]) -> LogRatio | None:
    counts = [sum(int(row[f"quad_{n}"]) for row in rows) for n in (1, 2, 3, 4)]
    return log_ratio(counts[0] + counts[1], counts[2] + counts[3]) if any(counts) else None


def _written(month: int) -> str:
    return f"{month // 100}-{month % 100:02d}"


def _ratio(one: LogRatio) -> str:
    return f"{signed(one.value, 2)} ({signed(one.low, 2)} to {signed(one.high, 2)})"
