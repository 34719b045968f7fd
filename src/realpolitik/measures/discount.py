"""What a buyer saves on a seller's crude: unit values against a benchmark, and against other suppliers.

Contracts price about a month before customs count the cargo, so the benchmark is read with a lag; and a grade is worth more
or less than the benchmark also in normal times, so the mean difference before a shock is taken out. Both choices are options,
and the spread over them is the band. Babina and others (2023), doi 10.3386/w31074, show why quotes of Urals overstate it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from statistics import fmean
from typing import Any

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Interval, Window, parse_date
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.wording import money, name, percent, spanned, written
from realpolitik.store import Store

BENCHMARKS = ("dubai", "brent")
LAGS = (0, 1, 2)
PREMIUMS = ("before", "none")
RELABELLED = {
    "MYS": "mostly Iranian and Venezuelan oil under another name (Reuters, 2023), so no reference for a fair price"
}
BAND = "spread over benchmarks dubai and brent, lags of 0 to 2 months, with and without the premium of before, other suppliers"
_REFERENCE = "Babina and others (2023), Assessing the Impact of International Sanctions on Russian Oil Exports, doi 10.3386/w31074"
_SUPPLY = "Sources with more: Chinese customs by way of UN Comtrade (un-comtrade), World Bank prices (worldbank-pinksheet)."
Key = tuple[str, int, str]
"""Benchmark, lag in months, premium: one way to compute the gap."""

_QUIET_FROM = date(2019, 1, 1)


@dataclass(frozen=True, slots=True)
class Cargoes:
    """What was bought in a month or a year: tonnes, dollars, dollars a barrel, and the sources."""

    period: date
    tonnes: float
    dollars: float
    price: float
    sources: str


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
    """The first of the month so many months before."""
    place = day.year * 12 + day.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)


def premium_before(
    cargoes: Iterable[Cargoes], quotes: Mapping[date, float], *, lag: int, shock: date
) -> float:
    """Mean of price less lagged benchmark over the months before the shock; positive where the grade costs more.

    Raises
    ------
    CoverageError
        No month before the shock has both.
    """
    gaps = [
        item.price - quotes[lagged(item.period, lag)]
        for item in cargoes
        if _QUIET_FROM <= item.period < shock.replace(day=1) and lagged(item.period, lag) in quotes
    ]
    if not gaps:
        raise CoverageError(
            f"no month before {shock} has both a unit value and the benchmark, so no premium of before.",
            _SUPPLY,
        )
    return fmean(gaps)


def _cargoes(tables: Store, about: About, *, freq: str, barrels_per_tonne: float) -> list[Cargoes]:
    buyer, seller = about
    found = []
    for row in tables["trade"].iter_rows(named=True):
        mine = (row["origin"], row["destination"], row["product"], row["freq"]) == (
            seller,
            buyer,
            "crude-oil",
            freq,
        )
        if (
            mine
            and row["reporter"] == buyer
            and row["value_usd"]
            and row["quantity"]
            and row["quantity_unit"] == "t"
        ):
            price = row["value_usd"] / row["quantity"] / barrels_per_tonne
            found.append(Cargoes(row["period"], row["quantity"], row["value_usd"], price, row["source_id"]))
    if not found:
        raise CoverageError(
            f"the tables have no crude oil that {name(buyer)} bought from {name(seller)}, value and tonnes.",
            _SUPPLY,
        )
    return sorted({item.period: item for item in found}.values(), key=lambda item: item.period)


def _quotes(tables: Store, benchmark: str) -> tuple[dict[date, float], str]:
    if benchmark not in BENCHMARKS:
        raise OptionError(f"benchmark={benchmark!r}: choose {' or '.join(BENCHMARKS)}")
    rows = [
        row
        for row in tables["prices"].iter_rows(named=True)
        if row["series"] == benchmark and row["freq"] == "M"
    ]
    world_bank = [row for row in rows if row["basis"].startswith("World Bank")] or rows
    return {row["period"]: row["value"] for row in world_bank}, world_bank[0]["source_id"]


def _gap(item: Cargoes, quotes: Mapping[date, float], *, lag: int, premium: float, freq: str) -> float | None:
    """Dollars a barrel below the benchmark: of the lagged month, or of the year's twelve lagged months."""
    months = [item.period] if freq == "M" else [item.period.replace(month=month) for month in range(1, 13)]
    references = [quotes[lagged(month, lag)] for month in months if lagged(month, lag) in quotes]
    return fmean(references) + premium - item.price if len(references) == len(months) else None


@measure(
    "discount.price",
    unit="USD/bbl",
    tables=("trade", "prices"),
    definition="Benchmark of an earlier month, plus the premium of before, less the unit value of the cargo at customs.",
    formula="gap_m = p_ref(m - lag) + a - p(m), a = mean of p - p_ref before the shock",
    reference=_REFERENCE,
)
def price(
    tables: Store,
    about: About,
    window: Window,
    *,
    benchmark: str = "dubai",
    lag: int = 1,
    premium: str = "before",
    shock: str = "2022-02-24",
    barrels_per_tonne: float = 7.3,
) -> Result:
    """Discount on a seller's crude, dollars a barrel, month by month."""
    _check(benchmark, lag, premium)
    bought = _cargoes(tables, about, freq="M", barrels_per_tonne=barrels_per_tonne)
    methods, (_, source) = _methods(tables, bought, shock), _quotes(tables, benchmark)
    rows = []
    for item in (item for item in bought if item.period in window):
        variants = _gaps(item, methods, "M")
        chosen = variants.get((benchmark, lag, premium))
        if chosen is not None:
            rows.append(
                {
                    "period": written(item.period, "M"),
                    "value": chosen,
                    "low": min(variants.values()),
                    "high": max(variants.values()),
                    "unit_value": item.price,
                    "same_month": variants.get((benchmark, 0, "none")),
                    "source": f"{item.sources} {source}",
                }
            )
    if not rows:
        raise CoverageError("no month asked has both a unit value and the benchmark.", _SUPPLY)
    last, (buyer, seller) = rows[-1], about
    after = [row for row in rows if row["period"] >= shock[:7]]
    flips = [row["period"] for row in after if row["same_month"] is not None and row["same_month"] < 0]
    mean = fmean(row["value"] for row in after or rows)
    return Result(
        value=mean,
        interval=Interval(
            low=fmean(r["low"] for r in after or rows),
            high=fmean(r["high"] for r in after or rows),
            kind=BAND,
        ),
        says=f"{name(seller)}'s crude cost {name(buyer)} {mean:.1f} dollars a barrel less than {benchmark.title()} led to expect.",
        rows=rows,
        period=spanned([parse_date(rows[0]["period"]), parse_date(last["period"])], "M"),
        caveats=(
            f"Benchmark {benchmark}, lag {lag} month(s), premium: {premium}. The figure is the mean of the months since {shock[:7]}.",
            *(
                (f"With {benchmark} of the same month and no premium the sign flips in {', '.join(flips)}.",)
                if flips
                else ()
            ),
            "Customs unit values mix grades and contracts; pipeline oil follows older contracts.",
        ),
    )


@measure(
    "discount.saving",
    unit="USD",
    tables=("trade", "prices", "estimates"),
    chart="bars",
    definition="Dollars a year that a buyer paid less for a seller's crude than the lagged benchmark and the premium of before led to expect.",
    formula="S = sum of q * b * (p_ref(m - lag) + a - p), b barrels a tonne",
    reference=_REFERENCE,
)
def saving_of(
    tables: Store,
    about: About,
    window: Window,
    *,
    benchmark: str = "dubai",
    lag: int = 1,
    premium: str = "before",
    shock: str = "2022-02-24",
    barrels_per_tonne: float = 7.3,
) -> Result:
    """Dollars saved on a seller's crude, year by year since a shock."""
    _check(benchmark, lag, premium)
    monthly = _cargoes(tables, about, freq="M", barrels_per_tonne=barrels_per_tonne)
    yearly = {
        item.period.year: item
        for item in _cargoes(tables, about, freq="A", barrels_per_tonne=barrels_per_tonne)
    }
    first, methods = parse_date(shock), _methods(tables, monthly, shock)
    rows = []
    for year in sorted(
        {item.period.year for item in monthly if item.period >= first.replace(day=1)}
        | {y for y in yearly if y > first.year}
    ):
        if date(year, 1, 1) not in window and date(year, 12, 31) not in window:
            continue
        months = [item for item in monthly if item.period.year == year and item.period > first]
        whole = len(months) >= 12 - (first.month if year == first.year else 0)
        freq, part = ("M", months) if whole or year not in yearly else ("A", [yearly[year]])
        gaps = [(item, _gaps(item, methods, freq)) for item in part]
        sums = {
            key: sum(
                saving(tonnes=item.tonnes, gap=gap[key], barrels_per_tonne=barrels_per_tonne)
                for item, gap in gaps
            )
            for key in methods
            if all(key in gap for _, gap in gaps)
        }
        if (benchmark, lag, premium) not in sums:
            continue
        spread = [
            *sums.values(),
            *_against_suppliers(tables, about, year, sum(item.dollars for item in part)),
        ]
        sources = " ".join(dict.fromkeys(" ".join(item.sources for item in part).split()))
        rows.append(
            {
                "period": str(year),
                "value": sums[benchmark, lag, premium],
                "low": min(spread),
                "high": max(spread),
                "same_month": sums.get((benchmark, 0, "none")),
                "basis": "months" if freq == "M" else "the year's total",
                "source": f"{sources} {_quotes(tables, benchmark)[1]}",
            }
        )
    if not rows:
        raise CoverageError("no year asked, since the shock, has quantity, value and benchmark.", _SUPPLY)
    mean = fmean(row["value"] for row in rows)
    buyer, seller = about
    days = [date(int(row["period"]), 1, 1) for row in rows]
    return Result(
        value=mean,
        interval=Interval(
            low=fmean(row["low"] for row in rows), high=fmean(row["high"] for row in rows), kind=BAND
        ),
        says=f"{name(buyer)} saved {money(mean)} a year on {name(seller)}'s crude in {written(days[0], 'A')}–{written(days[-1], 'A')}.",
        rows=rows,
        period=spanned(days, "A"),
        caveats=(
            (
                f"Benchmark {benchmark}, lag {lag} month(s), premium: {premium}, {barrels_per_tonne} barrels a tonne. "
                "The figure is the mean of the years."
            ),
            *_flip(tables, monthly, benchmark, first, window),
            "Accounting at the prices of the day: without this seller's oil the world price would have been higher.",
            *(
                ("A year without all its months uses its total and twelve equal months of the benchmark.",)
                if any(r["basis"] != "months" for r in rows)
                else ()
            ),
        ),
    )


@measure(
    "discount.suppliers",
    unit="share",
    tables=("estimates",),
    chart="bars",
    definition="How far the unit value of a seller's crude lies below that of other suppliers, over the same months.",
    formula="d = 1 - (V_seller / Q_seller) / (V_other / Q_other)",
    reference=_REFERENCE,
)
def suppliers(tables: Store, about: About, window: Window) -> Result:
    """Discount on a seller's crude against other suppliers of the same buyer."""
    buyer, seller = about
    rows = sorted(_spans(tables, about, window), key=lambda row: (row["period"], row["series"]))
    if not rows:
        raise CoverageError(
            f"no span has value and tonnes both of {name(seller)} and of another supplier of {name(buyer)}.",
            _SUPPLY,
        )
    values = [row["value"] for row in rows if row["code"] not in RELABELLED]
    return Result(
        value=fmean(values),
        interval=Interval(low=min(values), high=max(values), kind="range over suppliers and spans"),
        says=f"{name(seller)}'s crude cost {name(buyer)} {percent(fmean(values))} less than that of other suppliers.",
        rows=rows,
        period=spanned([parse_date(row["period"]) for row in rows], "M"),
        caveats=(
            "Grades differ: part of the difference is quality and freight.",
            *(f"{name(code)} is shown but not counted: {why}." for code, why in RELABELLED.items()),
        ),
    )


def _spans(tables: Store, about: About, window: Window) -> Iterable[dict[str, Any]]:
    """Rows of relative discounts over the spans of months that two suppliers share."""
    buyer, seller = about
    found: dict[tuple[str, date, date], dict[str, tuple[float, str]]] = {}
    for row in tables["estimates"].iter_rows(named=True):
        words = row["subject"].split()
        if (
            words[:1] != ["trade"]
            or words[-1] != "crude-oil"
            or row["value"] is None
            or not words[1].endswith(f">{buyer}")
        ):
            continue
        span = found.setdefault((words[1].split(">")[0], row["period"], row["end"]), {})
        span[row["measure"]] = (row["value"], row["source_id"])
    complete = {key: span for key, span in found.items() if {"value", "quantity"} <= span.keys()}
    for (origin, start, end), span in complete.items():
        own = complete.get((seller, start, end))
        if origin != seller and own and start in window:
            yield {
                "period": written(start, "M"),
                "label": f"{name(origin)}, {start:%Y-%m} to {end:%Y-%m}",
                "series": name(origin),
                "code": origin,
                "until": written(end, "M"),
                "value": relative_discount(
                    own["value"][0] / own["quantity"][0], span["value"][0] / span["quantity"][0]
                ),
                "source": " ".join(
                    dict.fromkeys(source for part in (own, span) for _, source in part.values())
                ),
            }


def _against_suppliers(tables: Store, about: About, year: int, dollars: float) -> list[float]:
    """The year's saving if other suppliers' unit values are the reference."""
    spans = [row for row in _spans(tables, about, Window()) if row["period"].startswith(str(year))]
    shares = [row["value"] for row in spans if row["code"] not in RELABELLED]
    return [dollars * fmean(shares) / (1 - fmean(shares))] if shares else []


def _methods(tables: Store, bought: list[Cargoes], shock: str) -> dict[Key, tuple[dict[date, float], float]]:
    """Every way to compute the gap: the benchmark's quotes and the premium to add."""
    found = {}
    for benchmark, lag, premium in product(BENCHMARKS, LAGS, PREMIUMS):
        quotes, _ = _quotes(tables, benchmark)
        before = (
            premium_before(bought, quotes, lag=lag, shock=parse_date(shock)) if premium == "before" else 0.0
        )
        found[benchmark, lag, premium] = (quotes, before)
    return found


def _gaps(
    item: Cargoes, methods: Mapping[Key, tuple[dict[date, float], float]], freq: str
) -> dict[Key, float]:
    """Dollars a barrel below the benchmark under each method that has the quotes."""
    gaps = {
        key: _gap(item, quotes, lag=key[1], premium=premium, freq=freq)
        for key, (quotes, premium) in methods.items()
    }
    return {key: gap for key, gap in gaps.items() if gap is not None}


def _flip(
    tables: Store, monthly: list[Cargoes], benchmark: str, first: date, window: Window
) -> tuple[str, ...]:
    quotes, _ = _quotes(tables, benchmark)
    flips = [
        written(item.period, "M")
        for item in monthly
        if item.period > first
        and item.period in window
        and item.period in quotes
        and quotes[item.period] < item.price
    ]
    return (
        (f"With {benchmark} of the same month and no premium the sign flips in {', '.join(flips)}.",)
        if flips
        else ()
    )


def _check(benchmark: str, lag: int, premium: str) -> None:
    if benchmark not in BENCHMARKS:
        raise OptionError(f"benchmark={benchmark!r}: choose {' or '.join(BENCHMARKS)}")
    if lag not in LAGS:
        raise OptionError(f"lag={lag}: choose 0, 1 or 2 months")
    if premium not in PREMIUMS:
        raise OptionError(f"premium={premium!r}: choose before or none")
