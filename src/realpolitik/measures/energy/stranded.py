"""What a stranded seller's crude loses in price by the market model alone, against the discount that was quoted."""

from __future__ import annotations

from datetime import date
from statistics import fmean
from typing import Annotated

import numpy as np

from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.energy.redirected import DEFAULT, Answer, Base, Buyers, Year, answer, covered, given
from realpolitik.measures.options import Bounds, Help
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import whose
from realpolitik.store import Store

BARRELS = 7.3
"""Barrels in a tonne of crude, the usual mean of the grades."""


def freight(name: str) -> float:
    """Dollars a barrel for a thousand nautical miles, by a voyage of `embargo.yaml`."""
    row = next(row for row in given()["freight"] if row["name"] == name)
    return float(row["voyage_usd"]) / row["tonnes"] / BARRELS / row["miles"] * 1000


QUIET, DEAREST = round(freight("quiet"), 2), freight("dearest")
"""Dollars a barrel and thousand miles."""
Freight = Annotated[
    float,
    Bounds(0.05, 10),
    Help(
        "Dollars a barrel for a thousand nautical miles. The discount is in miles of freight, so that it is as dear as freight is; the "
        f"default is a quiet market, {DEAREST:.1f} its dearest month of 2022."
    ),
]


@measure(
    "discount.stranded",
    unit="USD/bbl",
    tables=("materials", "sea_distances", "prices"),
    states=1,
    chart="bars",
    definition="By how much a seller's crude becomes cheaper on board than others' when some buyers stop, by the market model of "
    "oil.redirected: longer ways and buyers that must be won. What a risk or a price cap takes off is not in it.",
    formula="delta = f epsilon (ln u'_o - ln u_o), less the mean of all other sellers, f freight a mile, u the factors of origins",
    reference="Wilson (1967), doi 10.1016/0041-1647(67)90035-4; Babina and others (2023), doi 10.2139/ssrn.4366337",
)
def stranded(
    tables: Store,
    about: About,
    window: Window,
    *,
    buyers: Buyers = DEFAULT["buyers"],
    base: Base = DEFAULT["base"],
    year: Year = DEFAULT["year"],
    freight_usd: Freight = QUIET,
) -> Result:
    """How much cheaper a seller's crude must become when some buyers stop, by distance and buyers alone."""
    (seller,) = about
    covered(window, base, year)
    found = answer(tables, seller, buyers=buyers, base=base, year=year)
    network = found.market.network
    own = np.array([network.states[at] == seller for at in network.state])
    weight = network.share[own]
    every = [
        (float(np.average(one.discount[own], weights=weight)) / 1000 * price)
        for one in (found.middle, found.low, found.high)
        for price in (freight_usd, DEAREST)
    ]
    rows = [
        {
            "period": str(year),
            "value": float(found.middle.discount[at]) / 1000 * freight_usd,
            "low": min(_each(found, at, freight_usd, DEAREST)),
            "high": max(_each(found, at, freight_usd, DEAREST)),
            "label": network.origins[at],
            "source": "cepii-baci-materials searoute",
        }
        for at in np.flatnonzero(own).tolist()
    ]
    quoted = widened(tables, seller, base, year)
    said = f"quotations have it {quoted:.1f} dollars further below the benchmark in {year} than in {base}" if quoted is not None else "no quotations of its grade are in the tables"  # fmt: skip
    return Result(
        value=every[0],
        says=f"The way to other buyers alone makes {whose(seller)} crude {every[0]:.1f} dollars a barrel cheaper against other sellers' "
        f"({min(every):.1f} to {max(every):.1f} with freight up to its dearest); {said}.",
        rows=rows,
        period=spanned([date(base, 1, 1), date(year, 1, 1)], "A"),
        interval=Interval(
            low=min(every), high=max(every), kind="range of distance decay and freight", basis="assumptions"
        ),
        caveats=(
            "What is left between the two is what buyers ask for risk, for a worse grade, and by knowing that the seller has few others.",
            f"Freight of {freight_usd:.2f} dollars a barrel and thousand miles; the dearest is {DEAREST:.2f} (end of 2022).",
        ),
    )


def _each(found: Answer, at: int, *prices: float) -> list[float]:
    return [
        float(one.discount[at]) / 1000 * price
        for one in (found.middle, found.low, found.high)
        for price in prices
    ]


def widened(tables: Store, seller: str, base: int, year: int) -> float | None:
    """Dollars a barrel by which a grade fell against its benchmark between two years, over the months that have both quotations."""
    row = next((row for row in given()["grades"] if row["seller"] == seller), None)
    if row is None:
        return None
    prices = tables["prices"].filter(freq="M")
    quotes = {
        name: dict(zip(part["period"].to_list(), part["value"].to_list(), strict=True))
        for name in (row["grade"], row["benchmark"])
        if (part := prices.filter(series=name)).height
    }
    if len(quotes) < 2:
        return None
    gaps = [
        [quotes[row["benchmark"]][day] - value for day, value in quotes[row["grade"]].items() if day.year == when and day in quotes[row["benchmark"]]]
        for when in (base, year)
    ]  # fmt: skip
    return fmean(gaps[1]) - fmean(gaps[0]) if all(gaps) else None
