"""A measure of a panel as a finding: the middle and the quartiles of its cells by year, and how much of it is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from realpolitik.findings import Finding, Interval, Period, Row
from realpolitik.measures.registry import Measure
from realpolitik.store import Store
from realpolitik.wording.numbers import percent, quantity

if TYPE_CHECKING:
    import polars as pl

FEWEST = 4
"""With fewer figures in the last year no sentence tells a middle and quartiles."""
CHANGING = "The middle is of those with a figure: who they are changes from year to year."


def summary(
    measure: Measure,
    cells: pl.DataFrame,
    frame: pl.DataFrame,
    tables: Store,
    *,
    stem: str,
    side: str,
    kind: str,
    options: Mapping[str, Any],
) -> Finding:
    """The finding on one column.

    Parameters
    ----------
    cells
        Its figures, with `year`, `value` and `source`.
    frame
        The panel, in which it is the column `stem`.
    side
        Of a measure of one state in a panel of pairs whose figure it is, `a` or `b`.
    kind
        What a row of the panel is: a state, a pair, a directed pair.
    """
    rows = _years(cells)
    first, last = frame["year"].min(), frame["year"].max()
    known, every = frame.height - frame[stem].null_count(), max(frame.height, 1)
    whose = f" of {side}" if side else ""
    return Finding(
        name=measure.name,
        about=(),
        period=Period(
            start=str(rows[0]["period"] if rows else first),
            end=str(rows[-1]["period"] if rows else last),
            freq="A",
        ),
        value=rows[-1]["value"] if rows else None,
        unit=measure.unit,
        says=(
            f"{measure.name}{whose}, {first} to {last}: known in {known:,} of {frame.height:,} {kind}-years "
            f"({percent(known / every)}){_middle(rows, measure.unit)}."
        ),
        rows=rows,
        sources=tables.sources(dict.fromkeys(str(row["source"]) for row in rows)),
        method=measure.method,
        interval=_quartiles(rows, kind),
        caveats=(CHANGING, *_flags(frame, stem)),
        options={**measure.defaults, **measure.read(options)},
    )


def _years(cells: pl.DataFrame) -> tuple[Row, ...]:
    """One row a year: the middle, the quartiles, how many figures there are, and their sources."""
    import polars as pl

    value = pl.col("value")
    years = cells.group_by("year").agg(
        value.median().alias("value"),
        value.quantile(0.25, "linear").alias("low"),
        value.quantile(0.75, "linear").alias("high"),
        pl.len().alias("known"),
        pl.col("source").unique().sort().str.join(" "),
    )
    return tuple(
        {
            "period": str(row["year"]),
            **{key: row[key] for key in ("value", "low", "high", "known")},
            "source": " ".join(dict.fromkeys(row["source"].split())),
        }
        for row in years.sort("year").iter_rows(named=True)
    )


def _middle(rows: Sequence[Row], unit: str) -> str:
    if not rows or rows[-1]["known"] < FEWEST:
        return ""
    value, low, high = (quantity(rows[-1][key], unit) for key in ("value", "low", "high"))
    return f"; the middle one has {value} in {rows[-1]['period']}, half of them {low} to {high}"


def _quartiles(rows: Sequence[Row], kind: str) -> Interval | None:
    if not rows:
        return None
    what = f"quartiles of the {kind}s in {rows[-1]['period']}"
    return Interval(low=rows[-1]["low"], high=rows[-1]["high"], kind=what, basis="definition")


def _flags(frame: pl.DataFrame, stem: str) -> tuple[str, ...]:
    """A caveat on open flags of the audit."""
    if f"{stem}_flag" not in frame.columns:
        return ()
    count = int(frame[f"{stem}_flag"].str.contains("open").sum())
    return (f"{count:,} cells carry an open flag of the audit.",) if count else ()
