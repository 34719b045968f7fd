"""Every test over the tables of a store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from realpolitik.audit.adding_up import adding_up
from realpolitik.audit.blank import blank
from realpolitik.audit.exporter_bound import exporter_bound
from realpolitik.audit.flags import COLUMNS, flagged
from realpolitik.audit.flows import flows_of
from realpolitik.audit.hole import hole
from realpolitik.audit.judgements import corrected, judged
from realpolitik.audit.jump import jump
from realpolitik.audit.level import level
from realpolitik.audit.mirror import mirror
from realpolitik.audit.months import months
from realpolitik.audit.share_jump import share_jump
from realpolitik.audit.swapped import swapped
from realpolitik.audit.thresholds import thresholds
from realpolitik.audit.vanished import vanished
from realpolitik.states import registry
from realpolitik.store import Store

if TYPE_CHECKING:
    import polars as pl

Test = Callable[["pl.DataFrame", Mapping[str, float]], "pl.DataFrame"]

TESTS: Mapping[str, Test] = {
    "exporter-bound": exporter_bound,
    "mirror": mirror,
    "jump": jump,
    "share-jump": share_jump,
    "level": level,
    "blank": blank,
    "adding-up": adding_up,
    "hole": hole,
    "swapped": swapped,
}
"""Tests of annual flows, by name; two more are of months and of votes."""

OPEN_END = 9999
"""The last year of a state that has not ended."""


def _ends() -> dict[str, int]:
    """The last year of each state that has ended: it does not vanish, it is no more."""
    return {state.code: state.end.year for state in registry() if state.end}


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
            months(years, flows_of(trade, freq="M"), thresholds()["months"]),
        ]
        found.append(corrected())
    if table in (None, "votes") and "votes" in store:
        lost = vanished(store["votes"], store["roll_calls"], thresholds()["vanished"])
        found.append(
            lost.filter(pl.col("period").dt.year() < pl.col("a").replace_strict(_ends(), default=OPEN_END))
        )
    if not found:
        return flagged(pl.DataFrame(), "none")
    order = pl.col("at_stake").fill_null(0)
    return (
        judged(pl.concat(found))
        .select(COLUMNS)
        .sort(order, "table", "a", "b", "period", "test", descending=[True, *[False] * 5])
    )
