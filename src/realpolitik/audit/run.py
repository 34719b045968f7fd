"""Every test over the tables of a store."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from realpolitik.audit.adding_up import adding_up
from realpolitik.audit.blank import blank
from realpolitik.audit.edition import edition
from realpolitik.audit.exporter_bound import exporter_bound
from realpolitik.audit.flags import COLUMNS, empty
from realpolitik.audit.flows import flows_of
from realpolitik.audit.hole import hole
from realpolitik.audit.judgements import corrected, judged
from realpolitik.audit.jump import jump
from realpolitik.audit.level import level
from realpolitik.audit.mirror import mirror
from realpolitik.audit.missing_calls import missing_calls
from realpolitik.audit.months import months
from realpolitik.audit.share_jump import share_jump
from realpolitik.audit.swapped import swapped
from realpolitik.audit.swapped_votes import swapped_votes
from realpolitik.audit.thresholds import thresholds
from realpolitik.audit.unit_value import unit_value
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
"""Tests of annual flows, by name; others are of months, editions, materials and votes (`OF_OTHERS`)."""

OF_OTHERS = ("months", "edition", "unit-value", "vanished", "missing-calls", "swapped-votes")
"""Tests of what is no annual flow."""

OPEN_END = 9999
"""The last year of a state that has not ended."""


def _ends() -> dict[str, int]:
    """The last year of each state that has ended: it does not vanish, it is no more."""
    return {state.code: state.end.year for state in registry() if state.end}


TABLES = ("trade", "materials", "votes")
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
    return pl.concat([empty(), *found]).sort("a", "b", "period", "test", "office")


def _of_trade(store: Store) -> list[pl.DataFrame]:
    trade = store["trade"]
    years = flows_of(trade)
    found = [trade_flags(years), months(years, flows_of(trade, freq="M"), thresholds()["months"])]
    if store.overlay is not None and any(store.overlay.of("trade")):
        known = flows_of(Store.embedded()["trade"])
        found.append(edition(years, known, thresholds()["edition"], earlier="the embedded edition"))
    return [*found, corrected()]


def _of_materials(store: Store) -> list[pl.DataFrame]:
    return [unit_value(store["materials"], thresholds()["unit-value"])]


def _of_votes(store: Store) -> list[pl.DataFrame]:
    import polars as pl

    votes, calls, limits = store["votes"], store["roll_calls"], thresholds()
    lost = vanished(votes, calls, limits["vanished"])
    return [
        lost.filter(pl.col("period").dt.year() < pl.col("a").replace_strict(_ends(), default=OPEN_END)),
        missing_calls(calls, limits["missing-calls"]),
        swapped_votes(votes, calls, limits["swapped-votes"]),
    ]


OF_TABLES: Mapping[str, Callable[[Store], list[pl.DataFrame]]] = {
    "trade": _of_trade,
    "materials": _of_materials,
    "votes": _of_votes,
}
"""What is run over each table."""


def flags(store: Store, table: str | None = None) -> pl.DataFrame:
    """Every flag of the tables of a store: open, explained and corrected, the most money first.

    Parameters
    ----------
    table
        Flags of this table alone.
    """
    import polars as pl

    wanted = [name for name in TABLES if table in (None, name) and name in store]
    found = [part for name in wanted for part in OF_TABLES[name](store)]
    if not found:
        return empty()
    order = pl.col("at_stake").fill_null(0)
    return (
        judged(pl.concat(found))
        .select(COLUMNS)
        .sort(order, "table", "a", "b", "period", "test", "product", descending=[True, *[False] * 6])
    )
