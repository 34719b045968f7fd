"""Gas by pipeline under a contract: what was paid, beside what oil of months before leads to expect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from typing import Annotated, Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, parse_date, spanned
from realpolitik.measures.energy.crude import Quotes, benchmark_quotes, lagged
from realpolitik.measures.energy.options import Benchmark
from realpolitik.measures.options import Bounds, Help
from realpolitik.measures.registering.shock import SHOCK, Shock
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import called, whose
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of

GAS = "pipeline-gas"
HUB = "ttf"
"""The gas exchange of north-western Europe, dollars a million British thermal units."""
PER_THOUSAND = 35.3
"""Million British thermal units in a thousand cubic metres of natural gas."""
MonthsBack = Annotated[
    int,
    Bounds(0, 24),
    Help(
        "How many months the price of gas follows oil: nine are reported of the contract on the Power of Siberia."
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """Gas of one year: dollars a thousand cubic metres, the oil that it follows, and the sources."""

    year: int
    price: float
    oil: float
    source: str

    @property
    def ratio(self) -> float:
        """Dollars a thousand cubic metres for each dollar a barrel."""
        return self.price / self.oil


def expected(before: list[Year], oil: float) -> tuple[float, float, float]:
    """What gas costs at a price of oil by the ratios of the years before: their mean, and the least and most of them.

    Examples
    --------
    >>> expected([Year(year=2020, price=150.0, oil=60.0, source=""), Year(year=2021, price=140.0, oil=40.0, source="")], 80.0)
    (240.0, 200.0, 280.0)
    """
    ratios = [one.ratio for one in before]
    return fmean(ratios) * oil, min(ratios) * oil, max(ratios) * oil


@measure(
    "discount.contract",
    unit="USD/1,000 m³",
    tables=("trade", "prices"),
    definition="What a buyer paid for a seller's gas by pipeline, beside what the price of oil some months before leads to expect by the years before a "
    "shock.",
    formula="p = V / Q; p* = k * mean over months m of p_oil(m - lag), k the mean of p / p_oil over the years before",
    reference="Joseph Murphy, Gazprom discloses details of Chinese gas sales, Natural Gas World, June 2021: tied to oil products with a lag of nine months",
)
def contract(
    tables: Store,
    about: About,
    window: Window,
    *,
    benchmark: Benchmark = "brent",
    back: MonthsBack = 9,
    shock: Shock = SHOCK,
) -> Result:
    """Whether gas by pipeline became cheaper than its contract had it."""
    buyer, seller = about
    quotes, source = benchmark_quotes(tables, benchmark)
    years = _years(tables, buyer, seller, quotes, back=back, source=source)
    base = parse_date(shock).year
    before = [one for one in years if one.year < base]
    after = [one for one in years if one.year >= base and date(one.year, 1, 1) in window]
    if not before or not after:
        raise CoverageError(
            f"no year before {base} and no year from then on have both what {called(buyer)} paid {called(seller)} for gas by pipeline and how much it was."
        )
    last = after[-1]
    _, low, high = expected(before, last.oil)
    within = low <= last.price <= high
    hub = _hub(tables, last.year)
    beside = f"; on the exchange of north-western Europe gas cost {hub:,.0f}" if hub else ""
    return Result(
        value=last.price,
        says=f"In {last.year} {called(buyer)} paid {last.price:,.0f} dollars a thousand cubic metres for {whose(seller)} gas by pipeline, "
        f"{'as' if within else 'less than' if last.price < low else 'more than'} oil {_then(back)} leads to expect ({low:,.0f} to {high:,.0f})"
        f"{beside}.",
        rows=[row for one in [*before, *after] for row in _rows(one, before)],
        period=spanned([date(one.year, 1, 1) for one in [*before, *after]], "A"),
        caveats=(
            "The formula is secret. What is reported is that the price follows oil products with a lag of nine months; crude stands for them here.",
            f"It rests on {number_of(len(before), 'years')} before {base}, whose ratios differ: the range is from the least to the most.",
            "Value is by the buyer's customs, volume by the seller; a contract of one pipeline says nothing of liquefied gas.",
        ),
    )


def _then(back: int) -> str:
    return (
        "of the same months"
        if back == 0
        else "of the month before"
        if back == 1
        else f"of {number_of(back, 'months')} before"
    )


def _years(tables: Store, buyer: str, seller: str, quotes: Quotes, *, back: int, source: str) -> list[Year]:
    """Years with a value by the buyer's customs, cubic metres by the seller, and the months of oil."""
    flows = tables["trade"].filter(origin=seller, destination=buyer, product=GAS, freq="A")
    paid: dict[int, Mapping[str, Any]] = {}
    volume: dict[int, Mapping[str, Any]] = {}
    for row in flows.iter_rows(named=True):
        if row["reporter"] == buyer and row["value_usd"]:
            paid[row["period"].year] = row
        if row["reporter"] == seller and row["quantity_unit"] == "m3" and row["quantity"]:
            volume[row["period"].year] = row
    found = []
    for year in sorted(paid.keys() & volume.keys()):
        months = [lagged(date(year, month, 1), back) for month in range(1, 13)]
        if all(month in quotes for month in months):
            price = paid[year]["value_usd"] / volume[year]["quantity"] * 1000
            sources = f"{paid[year]['source_id']} {volume[year]['source_id']} {source}"
            found.append(
                Year(year=year, price=price, oil=fmean(quotes[month] for month in months), source=sources)
            )
    return found


def _rows(one: Year, before: list[Year]) -> list[dict[str, Any]]:
    middle, low, high = expected(before, one.oil)
    known = {"period": str(one.year), "oil": one.oil, "source": one.source}
    return [
        {**known, "series": "paid", "value": one.price},
        {**known, "series": "expected from oil", "value": middle, "low": low, "high": high},
    ]


def _hub(tables: Store, year: int) -> float | None:
    """The exchange's mean of a year, dollars a thousand cubic metres; None where a month is lacking."""
    rows = tables["prices"].filter(series=HUB, freq="M").iter_rows(named=True)
    found = [row["value"] for row in rows if row["period"].year == year]
    return fmean(found) * PER_THOUSAND if len(found) == 12 else None
