"""Every test over the tables of a store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from realpolitik.audit import (
    adding_up,
    blank,
    exporter_bound,
    hole,
    jump,
    level,
    mirror,
    months,
    share_jump,
    swapped,
    vanished,
)
from realpolitik.audit.flags import COLUMNS, flagged
from realpolitik.audit.flows import flows_of
from realpolitik.audit.judgements import corrected, judged
from realpolitik.audit.thresholds import thresholds
from realpolitik.store import Store

if TYPE_CHECKING:
    import polars as pl

Test = Callable[["pl.DataFrame", Mapping[str, float]], "pl.DataFrame"]

TESTS: Mapping[str, Test] = {
    exporter_bound.TEST: exporter_bound.exporter_bound,
    mirror.TEST: mirror.mirror,
    jump.TEST: jump.jump,
    share_jump.TEST: share_jump.share_jump,
    level.TEST: level.level,
    blank.TEST: blank.blank,
    adding_up.TEST: adding_up.adding_up,
    hole.TEST: hole.hole,
    swapped.TEST: swapped.swapped,
}
"""Tests of annual flows, by name; two more are of months and of votes."""

TABLES = ("trade", "votes")
"""Tables that have tests."""


def trade_flags(flows: pl.DataFrame, *, tests: tuple[str, ...] = tuple(TESTS)) -> pl.DataFrame:
    """Open flags of annual flows (columns a, b, period, office, value in dollars), sorted.

    Examples
    --------
    >>> import polars as pl
    >>> from datetime import date
    >>> one = pl.DataFrame({"a": ["UGA", "UGA"], "b": ["RUS", "WLD"], "period": [date(2023, 1, 1)] * 2,
    ...                     "office": ["IMF", "UGA"], "value": [12.2e9, 4.3e9]})
    >>> trade_flags(one, tests=("exporter-bound",))["test"].to_list()
    ['exporter-bound']
    """
    import polars as pl

    found = [TESTS[name](flows, thresholds()[name]) for name in tests]
    return pl.concat([flagged(flows.head(0), "none"), *found]).sort("a", "b", "period", "test", "office")


def flags(store: Store, table: str | None = None) -> pl.DataFrame:
    """Every flag of the tables of a store: open, explained and corrected, the most money first.

    Parameters
    ----------
    table
        Flags of this table alone.
    """
    import polars as pl

    found = []
    if table in (None, "trade") and "trade" in store:
        trade = store["trade"]
        years = flows_of(trade)
        found += [
            trade_flags(years),
            months.months(years, flows_of(trade, freq="M"), thresholds()[months.TEST]),
        ]
        found.append(corrected())
    if table in (None, "votes") and "votes" in store:
        found.append(vanished.vanished(store["votes"], store["roll_calls"], thresholds()[vanished.TEST]))
    if not found:
        return flagged(pl.DataFrame(), "none")
    order = pl.col("at_stake").fill_null(0)
    return (
        judged(pl.concat(found))
        .select(COLUMNS)
        .sort(order, "table", "a", "b", "period", "test", descending=[True, *[False] * 5])
    )
