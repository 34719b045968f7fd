"""What a flag is: a row that a test doubts, the other figure, the money at stake, and its state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

OPEN, EXPLAINED, CORRECTED = "open", "explained", "corrected"
STATES = (OPEN, EXPLAINED, CORRECTED)
"""Open (nobody has said which figure is right), explained (why two figures differ), corrected (the row is set aside or replaced)."""

COLUMNS = (
    "table", "test", "a", "b", "product", "period", "office", "value", "other", "other_office", "low", "high", "at_stake", "state", "why",
)  # fmt: skip
"""A flag: the table and the test; from whom to whom, of what (empty for all goods), when, by which office; the doubted figure; the other figure and its office, or
the range that was expected; how far the two are apart in dollars; its state, and the reason."""


def schema() -> dict[str, Any]:
    """The Polars type of each column."""
    import polars as pl

    numbers = {"value", "other", "low", "high", "at_stake"}
    return {
        name: pl.Float64 if name in numbers else pl.Date if name == "period" else pl.String
        for name in COLUMNS
    }


def empty() -> pl.DataFrame:
    """No flag."""
    import polars as pl

    return pl.DataFrame(schema=schema())


def flagged(frame: pl.DataFrame, test: str, *, table: str = "trade") -> pl.DataFrame:
    """Rows with some of the columns as open flags of a test, the others empty."""
    import polars as pl

    constant = {"table": table, "test": test, "state": OPEN}
    made = frame.with_columns(pl.lit(text).alias(name) for name, text in constant.items())
    missing = [
        pl.lit("" if kind == pl.String else None, dtype=kind).alias(name)
        for name, kind in schema().items()
        if name not in made.columns
    ]
    return made.with_columns(missing).select(pl.col(name).cast(kind) for name, kind in schema().items())
