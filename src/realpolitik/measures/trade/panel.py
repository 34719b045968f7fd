"""Shares of one state in the trade of all others, by year: the units among which a counterfactual is sought."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrame
from numpy.typing import NDArray

from realpolitik.errors import CoverageError

OFFICE = "BACI"
"""The compiler whose flows between all states make the panel: one method for all, exporter's and importer's reports reconciled."""
COVERED = 0.95
"""The share of a state's trade of the last year before the shock whose partners must be on record after it."""

FEWEST = 60
"""States with flows in a year, below which a table is not one of all pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Shares of one state in the imports (or exports) of others.

    Attributes
    ----------
    units
        (N,) codes.
    years
        (T,) years, in order; a year that no unit has is not there.
    shares
        (N, T) shares; NaN where a unit has no report.
    sizes
        (N, T) all imports (or exports) of the unit, dollars.
    covered
        (N, T) share of its trade of the base year whose partners have a row in that year.
    """

    units: tuple[str, ...]
    years: NDArray[np.int64]
    shares: NDArray[np.float64]
    sizes: NDArray[np.float64]
    covered: NDArray[np.float64]


def panel_of(flows: IntoFrame, partner: str, *, imports: bool, years: Iterable[int], base: int) -> Panel:
    """Shares of `partner` in the trade of every other state, by the office whose flows cover all pairs.

    Parameters
    ----------
    flows
        The table `trade`, any engine.
    partner
        Whose share it is.
    imports
        Shares in what the others buy; else in what they sell.
    years
        Which years to take.
    base
        The last year before the shock, for coverage.

    Raises
    ------
    CoverageError
        The table has no flows between all states for the base year.
    """
    unit, other = ("destination", "origin") if imports else ("origin", "destination")
    wanted = sorted(set(years))
    frame = nw.from_native(flows).lazy()
    chosen = frame.filter(
        (nw.col("reporter") == OFFICE)
        & (nw.col("product") == "total")
        & (nw.col("freq") == "A")
        & (nw.col("origin") != "WLD")
        & (nw.col("destination") != "WLD")
        & nw.col("period").dt.year().is_in(wanted)
        & ~nw.col("value_usd").is_null()
    ).select(unit, other, nw.col("period").dt.year().alias("year"), "value_usd")
    return _arrays(chosen.collect().lazy(), unit, other, partner, base)


def _arrays(flows: nw.LazyFrame[Any], unit: str, other: str, partner: str, base: int) -> Panel:
    """Shares, sizes and coverage by unit and year, as arrays."""
    by = [unit, "year"]
    whole = flows.group_by(by).agg(nw.col("value_usd").sum().alias("whole"))
    years = _years(whole, base)
    first = flows.filter(nw.col("year") == max(year for year in years if year <= base))
    first = first.select(unit, other, nw.col("value_usd").alias("first"))
    part = flows.filter(nw.col(other) == partner).select(*by, nw.col("value_usd").alias("part"))
    known = flows.join(first, on=[unit, other]).group_by(by).agg(nw.col("first").sum().alias("known"))
    total = first.group_by(unit).agg(nw.col("first").sum().alias("total"))
    table = whole.join(part, on=by, how="left").join(known, on=by, how="left").join(total, on=unit)
    cells = {
        (code, int(year)): (float(size), value, (seen or 0) / most)
        for code, year, size, value, seen, most in table.select(*by, "whole", "part", "known", "total")
        .collect()
        .iter_rows()
    }
    units = tuple(sorted({code for code, _ in cells} - {partner}))
    shares, sizes, covered = (np.full((len(units), len(years)), np.nan) for _ in range(3))
    for i, code in enumerate(units):
        for t, year in enumerate(years):
            size, value, seen = cells.get((code, year), (np.nan, None, 0.0))
            sizes[i, t], covered[i, t] = size, seen
            shares[i, t] = np.nan if value is None or not size > 0 else value / size
    return Panel(units=units, years=np.array(years), shares=shares, sizes=sizes, covered=covered)


def _years(whole: nw.LazyFrame[Any], base: int) -> list[int]:
    """Years in which at least half as many states have flows as in the fullest."""
    counted = whole.group_by("year").agg(nw.len().alias("count")).collect()
    counts = {int(year): count for year, count in counted.select("year", "count").iter_rows()}
    years = sorted(year for year, count in counts.items() if 2 * count >= max(counts.values()))
    if not any(year <= base for year in years) or max(counts.values(), default=0) < FEWEST:
        raise CoverageError(
            f"the tables have no flows between all states by {base}, among which to look for a counterfactual.",
            "Fetch cepii-baci, which has them.",
        )
    return years
