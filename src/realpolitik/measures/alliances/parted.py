"""What became of the trade of two allies that parted, beside that of all other allies that did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.reports import pair_words
from realpolitik.measures.trade.turnover import turnover
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of, percent

AFTER = 9
"""Years after its peak for which trade is looked at, as in the table."""
LAST = 2018
"""The last year of the record of pledges."""
FEW = 0.125
"""A fall by half, three times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """Trade of a pair at its peak under a pledge of defence that ended, and so many years after it."""

    pair: tuple[str, str]
    pledge: tuple[int, int]
    peak_year: int
    peak: float
    after: float
    source: str

    @property
    def kept(self) -> float:
        """What was left of the trade, as a share of the peak."""
        return self.after / self.peak


@measure(
    "survival.trade",
    unit="share",
    tables=("parted_allies", "atop", "trade", "turnover"),
    chart="table",
    definition="What two states whose pledge of defence ended still traded nine years after the peak of their trade under it, as a share of that "
    "peak, beside all other pairs whose pledge ended 1950 to 2005 while both states lived on.",
    formula="k = T(p + 9) / T(p), p the year of the pledge with the most trade",
    reference="Leeds, Ritter, Mitchell and Long (2002), doi 10.1080/03050620213653; Barbieri, Keshk and Pollins (2009), "
    "doi 10.1177/0738894208100090",
)
def trade(tables: Store, about: About, window: Window) -> Result:
    """How fast trade of allies that parted died."""
    others = [_record(row) for row in tables["parted_allies"].iter_rows(named=True)]
    own = next((one for one in others if set(one.pair) == set(about)), None) or _own(tables, about)
    others = [one for one in others if one.pair != own.pair]
    shares = np.array([one.kept for one in others])
    last = own.peak_year + AFTER
    if date(last, 1, 1) not in window:
        raise CoverageError(
            f"nine years after the peak of that trade is {last}, outside the period asked ({window})."
        )
    fewer = int((shares <= own.kept).sum())
    rows = [_row(own), *(_row(one) for one in sorted(others, key=lambda one: one.kept))]
    return Result(
        value=own.kept,
        says=f"Trade of {called(own.pair[0])} and {called(own.pair[1])} was {percent(own.kept)} of its peak of {own.peak_year} nine years after it; of "
        f"{number_of(len(others), 'other pairs')} whose pledge of defence ended, {fewer} kept as little, {int((shares <= FEW).sum())} an eighth or less, and half "
        f"{percent(float(np.median(shares)))} or more.",
        rows=rows,
        period=spanned([date(last, 1, 1)], "A"),
        caveats=(
            "Dollars of the day: prices hide part of a fall. A zero of the Correlates of War may be a gap in its sources.",
            "Compared are pairs with ten million dollars or more at the peak, and with figures for both years.",
            "Trade falls for other reasons than a quarrel, too.",
        ),
    )


def _record(row: dict[str, Any]) -> Parted:
    return Parted(
        pair=(row["a"], row["b"]),
        pledge=(row["from_year"], row["to_year"]),
        peak_year=row["peak_year"],
        peak=float(row["peak_usd"]),
        after=float(row["after_usd"]),
        source=row["source_id"],
    )


def _own(tables: Store, about: About) -> Parted:
    """A pair that the table lacks, by what the table of trade has of it."""
    a, b = sorted(about)
    runs = tables["atop"].filter(a=a, b=b, obligation="defence")
    if runs.is_empty():
        raise CoverageError(
            f"no pledge of defence of {called(a)} and {called(b)} is on record: there is no alliance to end."
        )
    first, last = runs.sort("to_year").select("from_year", "to_year").row(-1)
    if last >= LAST:
        raise CoverageError(
            f"the pledge of defence of {called(a)} and {called(b)} was in force in {LAST}, where the record ends."
        )
    values = {int(str(row["period"])): row for row in turnover(tables, (a, b), Window()).rows if row["value"]}
    under = {year: row["value"] for year, row in values.items() if first <= year <= last}
    peak = max(under, key=lambda year: under[year], default=None)
    if peak is None or peak + AFTER not in values:
        raise CoverageError(
            f"trade of {called(a)} and {called(b)} is not on record at its peak under the pledge of {first}–{last} and nine years after."
        )
    sources = dict.fromkeys(
        word for year in (peak, peak + AFTER) for word in str(values[year]["source"]).split()
    )
    return Parted(
        pair=(a, b),
        pledge=(first, last),
        peak_year=peak,
        peak=float(under[peak]),
        after=float(values[peak + AFTER]["value"]),
        source=" ".join(["atop", *sources]),
    )


def _row(one: Parted) -> dict[str, Any]:
    return {
        "period": str(one.peak_year + AFTER),
        "label": f"{pair_words(*one.pair)}, pledge {one.pledge[0]}–{one.pledge[1]}, peak {one.peak_year}",
        "value": one.kept,
        "peak_usd": one.peak,
        "after_usd": one.after,
        "source": one.source,
    }
