"""What a state sent by way of re-export hubs, by a declared share of its additional sales to them, beside what it sells directly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import polars as pl

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.options import Bounds, Help, Parties
from realpolitik.measures.registry import About, Result, measure
from realpolitik.sources.shipped import shipped
from realpolitik.states.wording import called, whose
from realpolitik.store import Store
from realpolitik.wording.numbers import money, percent

DECLARED: Mapping[str, Any] = shipped("realpolitik.measures.trade", "hubs")
OFFICE = "BACI"
"""The one office that has every pair in both years."""

Hubs = Annotated[
    str,
    Parties("ARM KGZ"),
    Help("States through which goods are taken to go on, by code with spaces between; a declared list."),
]
Share = Annotated[
    float,
    Bounds(0, 1),
    Help(
        "Share of additional sales to the hubs that never arrives there: an assumption, .5 by one study of three hubs."
    ),
]
Base = Annotated[
    int, Bounds(2000, 2020), Help("The year before, against which sales to the hubs are additional.")
]
Year = Annotated[int, Bounds(2001, 2023), Help("The year after.")]


def passed_on(before: Mapping[str, float], after: Mapping[str, float], share: float) -> float:
    """Dollars that go on: a share of what each hub is sold more than before; a hub that is sold less passes on nothing.

    Examples
    --------
    >>> passed_on({"KGZ": 74.0, "ARM": 217.0}, {"KGZ": 771.0, "ARM": 200.0}, 0.5)
    348.5
    """
    return share * sum(max(after[hub] - before[hub], 0.0) for hub in before if hub in after)


@measure(
    "trade.never_arrived",
    unit="USD",
    tables=("trade",),
    chart="bars",
    definition="What the first state is taken to have sold the second by way of re-export hubs in a year: a declared share of what it sold "
    "the hubs more than in the year before. An assumption with its effect, not an estimate.",
    formula="V = s sum_h max(X_ah,1 - X_ah,0, 0), s the declared share, h the hubs",
    reference="Chupilkin, Javorcik and Plekhanov (2025), The Eurasian Roundabout, CEPR Discussion Paper 20097",
)
def never_arrived(
    tables: Store,
    about: About,
    window: Window,
    *,
    hubs: Hubs = DECLARED["hubs"],
    share: Share = DECLARED["share"],
    base: Base = 2019,
    year: Year = 2023,
) -> Result:
    """What a state is taken to sell another by way of hubs, by a declared share."""
    seller, target = about
    if year <= base:
        raise OptionError(f"year={year} is not later than base={base}")
    if date(base, 1, 1) not in window and date(year, 1, 1) not in window:
        raise CoverageError(
            f"the period asked has neither {base} nor {year}: name others with base= and year=."
        )
    chosen = [hub for hub in hubs.split() if hub not in about]
    sold = {when: _sold(tables, seller, when) for when in (base, year)}
    known = [hub for hub in chosen if hub in sold[base] and hub in sold[year]]
    if not known or target not in sold[base] or target not in sold[year]:
        raise CoverageError(
            f"the tables have no sales of {called(seller)} to {called(target)} and a hub in both {base} and {year}."
        )
    before, after = ({hub: sold[when][hub] for hub in known} for when in (base, year))
    value, extra = passed_on(before, after, share), passed_on(before, after, 1.0)
    fall = sold[base][target] - sold[year][target]
    offset = f", {percent(value / fall)} of the fall" if fall > 0 else ""
    rows = [
        {
            "period": str(year),
            "value": share * max(after[hub] - before[hub], 0.0),
            "low": DECLARED["low"] * max(after[hub] - before[hub], 0.0),
            "high": DECLARED["high"] * max(after[hub] - before[hub], 0.0),
            "label": called(hub),
            "before": before[hub],
            "after": after[hub],
            "source": "cepii-baci",
        }
        for hub in known
    ]
    return Result(
        value=value,
        says=f"{called(seller)} sold {called(target)} {money(sold[year][target])} in {year}, {money(sold[base][target])} in {base}. If "
        f"{percent(share)} of its {money(extra)} of additional sales to {', '.join(map(called, known))} went on, that is {money(value)} "
        f"more{offset}.",
        rows=rows,
        period=spanned([date(base, 1, 1), date(year, 1, 1)], "A"),
        interval=Interval(
            low=min(DECLARED["low"] * extra, value),
            high=max(DECLARED["high"] * extra, value),
            kind=f"declared share from {DECLARED['low']:g} to {DECLARED['high']:g}",
            basis="assumptions",
        ),
        caveats=(
            f"The share is an assumption: {' '.join(DECLARED['because'].split())[:1].lower()}{' '.join(DECLARED['because'].split())[1:]}",
            *_mirrored(tables, seller, after, extra, year),
            f"All of {whose(seller)} additional sales count, also those that hubs use; other ways round are not in it.",
        ),
    )


def _sold(tables: Store, seller: str, year: int, office: str = OFFICE) -> dict[str, float]:
    """Buyer to dollars of all goods in a year, by one office."""
    found = tables["trade"].filter(
        (pl.col("origin") == seller)
        & (pl.col("product") == "total")
        & (pl.col("freq") == "A")
        & (pl.col("period") == date(year, 1, 1))
        & (pl.col("reporter") == office)
        & (pl.col("value_usd") > 0)
    )
    return {buyer: float(value) for buyer, value in found.select("destination", "value_usd").iter_rows()}


def _mirrored(
    tables: Store, seller: str, after: Mapping[str, float], extra: float, year: int
) -> tuple[str, ...]:
    """A caveat on hubs whose own office counts the same flow."""
    own = {hub: counted[hub] for hub in after if (counted := _sold(tables, seller, year, hub)).get(hub)}
    if not own:
        return ()
    parts = ", ".join(f"{called(hub)} {money(value)} of {money(after[hub])}" for hub, value in own.items())
    lack = sum(after[hub] - value for hub, value in own.items())
    told = (
        f"; what they lack is {percent(lack / extra)} of the additional sales"
        if extra > 0 and lack > 0
        else ""
    )
    return (f"The hubs' own offices counted, of what the compiler has: {parts}{told}.",)
