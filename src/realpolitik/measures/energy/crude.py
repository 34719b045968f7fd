"""Crude oil by the cargo: unit values at customs, benchmarks of earlier months, and the gap between the two.

Contracts price about a month before customs count the cargo, so a benchmark is read with a lag; and a grade is worth more
or less than the benchmark also in normal times, so the mean difference before a shock is added to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from statistics import fmean
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import parse_date
from realpolitik.measures.trade.reports import VINTAGES
from realpolitik.states.wording import called
from realpolitik.store import Store

BENCHMARKS = ("dubai", "brent")
LAGS = (0, 1, 2)
PREMIUMS = ("before", "none")
CRUDE = "crude-oil"
SUPPLY = "Sources with more: customs of the buyer by way of UN Comtrade (un-comtrade), World Bank prices (worldbank-pinksheet)."
QUIET_FROM = date(2019, 1, 1)
"""From here to the shock the premium of before is measured: later than the price war of 2014 to 2016, all of one regime."""

Quotes = Mapping[date, float]
Key = tuple[str, int, str]
"""Benchmark, lag in months, premium: one way to compute the gap."""


@dataclass(frozen=True, slots=True)
class Cargoes:
    """What was bought in a month or a year: tonnes, dollars, dollars a barrel, and the sources."""

    period: date
    tonnes: float
    dollars: float
    price: float
    sources: str


@dataclass(frozen=True, slots=True)
class Gauge:
    """A benchmark by month, and the premium of the grade to add to it, both in dollars a barrel."""

    quotes: Quotes
    premium: float


def saving(*, tonnes: float, gap: float, barrels_per_tonne: float) -> float:
    r"""Dollars saved on a quantity: $S = q\, b\, (p^{ref} + a - p)$, the gap in dollars a barrel.

    Examples
    --------
    >>> round(saving(tonnes=86.25e6, gap=(65e9 / 87.49e6 - 58.4e9 / 86.25e6) / 7.3, barrels_per_tonne=7.3) / 1e9, 2)
    5.68
    """
    return tonnes * barrels_per_tonne * gap


def relative_discount(price: float, reference: float) -> float:
    """How far a price lies below another, as a share of the other.

    Examples
    --------
    >>> round(relative_discount(58.4e9 / 86.25e6, 65e9 / 87.49e6), 4)
    0.0886
    """
    return 1 - price / reference


def lagged(day: date, months: int) -> date:
    """The first of the month so many months before.

    Examples
    --------
    >>> lagged(date(2022, 1, 1), 1)
    datetime.date(2021, 12, 1)
    """
    place = day.year * 12 + day.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)


def unit_values(
    flows: IntoFrame, *, origin: str, destination: str, freq: str = "M", barrels_per_tonne: float = 7.3
) -> nw.LazyFrame[Any]:
    r"""Unit value of the crude that the importer's customs counted, dollars a barrel: $p = V / (Q\, b)$.

    Parameters
    ----------
    flows
        Any frame with the columns of the table `trade`. Rows without a value, without tonnes, or of another office are
        left out: a quantity alone has no price.
    barrels_per_tonne
        7.3 is the usual mean of the grades; ESPO has about 7.39, Urals about 7.28.

    Returns
    -------
    Frame with `period`, `vintage`, `quantity` (tonnes), `value_usd`, `price` and `source_id`, in the engine of `flows`.

    Examples
    --------
    >>> import polars as pl
    >>> flow = {"origin": "RUS", "destination": "CHN", "product": "crude-oil", "freq": "A", "reporter": "CHN"}
    >>> flow |= {"value_usd": 58.4e9, "quantity": 86.25e6, "quantity_unit": "t", "vintage": "v", "source_id": "s"}
    >>> found = unit_values(pl.DataFrame(flow | {"period": [2022]}), origin="RUS", destination="CHN", freq="A")
    >>> round(found.collect()["price"].item(), 2)
    92.75
    """
    frame: nw.LazyFrame[Any] = nw.from_native(flows).lazy()
    return frame.filter(
        (nw.col("origin") == origin)
        & (nw.col("destination") == destination)
        & (nw.col("reporter") == destination)
        & (nw.col("product") == CRUDE)
        & (nw.col("freq") == freq)
        & (nw.col("quantity_unit") == "t")
        & (nw.col("quantity") > 0)
        & (nw.col("value_usd") > 0)
    ).select(
        "period",
        "vintage",
        "quantity",
        "value_usd",
        (nw.col("value_usd") / nw.col("quantity") / barrels_per_tonne).alias("price"),
        "source_id",
    )


def cargoes(tables: Store, buyer: str, seller: str, *, freq: str, barrels_per_tonne: float) -> list[Cargoes]:
    """What the buyer's customs counted of the seller's crude, in order of time; a later print replaces a first release.

    Raises
    ------
    CoverageError
        No month (or year) has both value and tonnes.
    """
    found = unit_values(
        tables["trade"], origin=seller, destination=buyer, freq=freq, barrels_per_tonne=barrels_per_tonne
    ).collect()
    best: dict[date, tuple[int, Cargoes]] = {}
    for period, vintage, tonnes, dollars, price, sources in found.iter_rows():
        rank = VINTAGES.index(vintage) if vintage in VINTAGES else 0
        if period not in best or rank < best[period][0]:
            best[period] = (rank, Cargoes(period, float(tonnes), float(dollars), price, sources))
    if not best:
        raise CoverageError(
            f"the tables have no crude oil that {called(buyer)} bought from {called(seller)}, value and tonnes.",
            SUPPLY,
        )
    return [best[period][1] for period in sorted(best)]


def benchmark_quotes(tables: Store, benchmark: str) -> tuple[Quotes, str]:
    """A benchmark by month, dollars a barrel, and its source; the World Bank's averages where there are several."""
    if benchmark not in BENCHMARKS:
        raise OptionError(f"benchmark={benchmark!r}: choose {' or '.join(BENCHMARKS)}")
    rows = tables["prices"].filter(series=benchmark, freq="M").to_dicts()
    if not rows:
        raise CoverageError(f"the tables have no monthly prices of {benchmark}.", SUPPLY)
    chosen = [row for row in rows if row["basis"].startswith("World Bank")] or rows
    return {row["period"]: row["value"] for row in chosen}, chosen[0]["source_id"]


def premium_before(bought: Iterable[Cargoes], quotes: Quotes, *, lag: int, shock: date) -> float:
    """Mean of price less lagged benchmark over the months before the shock; positive where the grade costs more.

    Raises
    ------
    CoverageError
        No month before the shock has both.
    """
    gaps = [
        item.price - quotes[lagged(item.period, lag)]
        for item in bought
        if QUIET_FROM <= item.period < shock.replace(day=1) and lagged(item.period, lag) in quotes
    ]
    if not gaps:
        raise CoverageError(
            f"no month before {shock} has both a unit value and the benchmark, so no premium of before.",
            SUPPLY,
        )
    return fmean(gaps)


def lags_kept(bought: Iterable[Cargoes], quotes: Quotes, *, shock: date) -> tuple[int, ...]:
    r"""Lags that the months before the shock do not reject.

    With the right lag a grade's premium over its benchmark hardly moves. A lag is rejected where the variance of price less
    lagged benchmark is larger than the smallest among lags by more than chance: $F = s^2_l / s^2_{min}$ above the 95 % point of
    $F(n-1, n-1)$, $n$ the months before that all lags have. With fewer than three months nothing is rejected.

    Examples
    --------
    >>> prices = [50, 60, 55, 70, 90, 40, 65, 80, 52, 77, 61, 88]
    >>> quotes = {lagged(date(2021, 1, 1), -month): float(price) for month, price in enumerate(prices)}
    >>> bought = [Cargoes(lagged(day, -1), 1.0, 1.0, price + 2, "s") for day, price in quotes.items()]
    >>> lags_kept(bought, quotes, shock=date(2022, 2, 24))
    (1,)
    """
    import numpy as np
    from scipy.special import fdtri

    months = [
        item
        for item in bought
        if QUIET_FROM <= item.period < shock.replace(day=1)
        and all(lagged(item.period, lag) in quotes for lag in LAGS)
    ]
    if len(months) < 3:
        return LAGS
    spread = {
        lag: float(np.var([item.price - quotes[lagged(item.period, lag)] for item in months], ddof=1))
        for lag in LAGS
    }
    most = min(spread.values()) * float(fdtri(len(months) - 1, len(months) - 1, 0.95))
    return tuple(lag for lag in LAGS if spread[lag] <= most)


def gauges(tables: Store, bought: list[Cargoes], shock: str, *, chosen: int) -> dict[Key, Gauge]:
    """Ways to compute the gap: each benchmark and premium, each lag that the months before do not reject, and the chosen lag."""
    day = parse_date(shock)
    found = {}
    for benchmark in BENCHMARKS:
        quotes, _ = benchmark_quotes(tables, benchmark)
        for lag, premium in product(sorted({chosen, *lags_kept(bought, quotes, shock=day)}), PREMIUMS):
            before = premium_before(bought, quotes, lag=lag, shock=day) if premium == "before" else 0.0
            found[benchmark, lag, premium] = Gauge(quotes, before)
    return found


def priced_since(item: Cargoes, shock: date, *, lag: int) -> bool:
    """Whether the month in which a cargo was priced is later than that of the shock: before, the shock is not in its price.

    Examples
    --------
    >>> march = Cargoes(date(2022, 3, 1), 1.0, 1.0, 90.0, "s")
    >>> priced_since(march, date(2022, 2, 24), lag=1), priced_since(march, date(2022, 2, 24), lag=0)
    (False, True)
    """
    return lagged(item.period, lag) > shock


def gap(item: Cargoes, gauge: Gauge, *, lag: int, freq: str) -> float | None:
    """Dollars a barrel below the benchmark of the lagged month, or of the year's twelve lagged months.

    None where the benchmark has not all the months: a mean of some would be of another season.
    """
    months = [item.period] if freq == "M" else [item.period.replace(month=month) for month in range(1, 13)]
    references = [gauge.quotes[lagged(month, lag)] for month in months if lagged(month, lag) in gauge.quotes]
    return fmean(references) + gauge.premium - item.price if len(references) == len(months) else None


def gaps(item: Cargoes, ways: Mapping[Key, Gauge], freq: str) -> dict[Key, float]:
    """Dollars a barrel below the benchmark, by each way that has the quotes."""
    found = {key: gap(item, gauge, lag=key[1], freq=freq) for key, gauge in ways.items()}
    return {key: value for key, value in found.items() if value is not None}


def sign_flips(bought: Iterable[Cargoes], quotes: Quotes) -> list[date]:
    """Months in which the crude cost more than the benchmark of the same month, so that a discount reads as a surcharge."""
    return [item.period for item in bought if item.period in quotes and quotes[item.period] < item.price]
