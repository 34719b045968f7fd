"""What a buyer saves on a seller's crude: unit values against a benchmark, and against other suppliers.

The benchmark, its lag, and the premium of the grade before a shock are options, and the spread over them is the band.
Babina and others (2023), doi 10.2139/ssrn.4366337, show why quotes of Urals, which few buyers pay, overstate the saving.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from statistics import fmean
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, parse_date, spanned
from realpolitik.measures.energy.crude import (
    BENCHMARKS,
    CRUDE,
    LAGS,
    SUPPLY,
    Cargoes,
    Gauge,
    Key,
    Quotes,
    benchmark_quotes,
    cargoes,
    gap,
    gaps,
    gauges,
    lagged,
    lags_kept,
    premium_before,
    priced_since,
    relative_discount,
    saving,
    sign_flips,
    unit_values,
)
from realpolitik.measures.energy.options import BarrelsPerTonne, Benchmark, Lag, Premium, Reference
from realpolitik.measures.registering.shock import SHOCK, Shock
from realpolitik.measures.registry import About, Result, measure
from realpolitik.sources.shipped import shipped
from realpolitik.states.wording import called, name, whose
from realpolitik.store import Store
from realpolitik.wording.dates import written, year_span
from realpolitik.wording.numbers import money, number_of, percent

__all__ = [
    "Cargoes",
    "Gauge",
    "gap",
    "lagged",
    "premium_before",
    "relative_discount",
    "saving",
    "unit_values",
]

OTHERS = "suppliers"
"""The reference where other suppliers' unit values stand in for a benchmark."""

SPREAD = "spread over benchmarks dubai and brent and lags that the months before do not reject, with and without the premium of before"
BAND = f"{SPREAD}, other suppliers"
_REFERENCE = "Babina and others (2023), Assessing the Impact of International Sanctions on Russian Oil Exports, CEPR Discussion Paper 17957, doi 10.2139/ssrn.4366337"


@cache
def relabelled() -> dict[str, str]:
    """Suppliers whose oil is mostly that of others under another name, each with the reason, of `relabelled.yaml`."""
    return {entry["state"]: entry["reason"] for entry in shipped("realpolitik.measures.energy", "relabelled")}


@measure(
    "discount.price",
    unit="USD/bbl",
    tables=("trade", "prices"),
    near=True,
    definition="Benchmark of an earlier month, plus the premium of before, less the unit value of the cargo at customs.",
    formula="gap_m = p_ref(m - lag) + a - p(m), a = mean of p - p_ref before the shock",
    reference=_REFERENCE,
)
def price(
    tables: Store,
    about: About,
    window: Window,
    *,
    benchmark: Benchmark = "dubai",
    lag: Lag = 1,
    premium: Premium = "before",
    shock: Shock = SHOCK,
    barrels_per_tonne: BarrelsPerTonne = 7.3,
) -> Result:
    """Discount on a seller's crude, dollars a barrel, month by month."""
    buyer, seller = about
    quotes, source = benchmark_quotes(tables, benchmark)
    bought = cargoes(tables, buyer, seller, freq="M", barrels_per_tonne=barrels_per_tonne)
    first = parse_date(shock)
    ways = gauges(tables, bought, shock, chosen=lag)
    rows = []
    for item in (item for item in bought if item.period in window):
        variants = gaps(item, ways, "M")
        if (benchmark, lag, premium) in variants:
            chosen = variants[benchmark, lag, premium]
            rows.append(
                {
                    "period": written(item.period, "M"),
                    "value": chosen,
                    "low": min(variants.values()),
                    "high": max(variants.values()),
                    "unit_value": item.price,
                    "reference": item.price + chosen,
                    "same_month": quotes[item.period] - item.price if item.period in quotes else None,
                    "counted": "yes" if priced_since(item, first, lag=lag) else "no",
                    "source": f"{item.sources} {source}",
                }
            )
    if not rows:
        raise CoverageError("no month asked has both a unit value and the benchmark.", SUPPLY)
    after = [row for row in rows if row["counted"] == "yes"] or rows
    mean = fmean(row["value"] for row in after)
    flips = [day for day in sign_flips(bought, quotes) if day in window and written(day, "M") > shock[:7]]
    return Result(
        value=mean,
        interval=Interval(
            low=fmean(row["low"] for row in after),
            high=fmean(row["high"] for row in after),
            kind=SPREAD,
            basis="assumptions",
        ),
        says=(
            f"{whose(seller)} crude cost {called(buyer)} {abs(mean):.1f} dollars a barrel {'less' if mean >= 0 else 'more'} "
            f"than {benchmark.title()} led to expect."
        ),
        rows=rows,
        period=spanned([parse_date(rows[0]["period"]), parse_date(rows[-1]["period"])], "M"),
        caveats=(
            (
                f"Benchmark {benchmark}, lag {lag} month(s), premium: {premium}. The figure is the mean of "
                f"{number_of(len(after), 'months')} from {after[0]['period']} to {after[-1]['period']}."
            ),
            *_apart(rows),
            *_rejected(bought, quotes, first, lag),
            *_flipped(benchmark, flips),
            "Customs unit values mix grades and contracts; pipeline oil follows older contracts.",
        ),
    )


@measure(
    "discount.saving",
    unit="USD",
    tables=("trade", "prices", "estimates"),
    near=True,
    chart="bars",
    definition="Dollars per twelve months that a buyer paid less for a seller's crude than the lagged benchmark and the premium of before led to expect.",
    formula="S = 12 / M * sum over M months of q * b * (p_ref(m - lag) + a - p), b barrels a tonne",
    reference=_REFERENCE,
)
def saving_of(
    tables: Store,
    about: About,
    window: Window,
    *,
    benchmark: Reference = "dubai",
    lag: Lag = 1,
    premium: Premium = "before",
    shock: Shock = SHOCK,
    barrels_per_tonne: BarrelsPerTonne = 7.3,
) -> Result:
    """Dollars saved on a seller's crude, year by year since a shock, and per twelve months."""
    buyer, seller = about
    first = parse_date(shock)
    monthly = cargoes(tables, buyer, seller, freq="M", barrels_per_tonne=barrels_per_tonne)
    yearly = cargoes(tables, buyer, seller, freq="A", barrels_per_tonne=barrels_per_tonne)
    ways = gauges(tables, monthly, shock, chosen=lag)
    shown = BENCHMARKS[0] if benchmark == OTHERS else benchmark
    quotes, source = benchmark_quotes(tables, shown)
    rows = []
    for year, part, freq in _years(monthly, yearly, first, lag):
        if date(year, 1, 1) in window or date(year, 12, 31) in window:
            sums = _sums(part, freq, ways, barrels_per_tonne)
            others = _against_suppliers(tables, about, year, sum(item.dollars for item in part))
            chosen = (
                others
                if benchmark == OTHERS
                else [sums[key] for key in [(benchmark, lag, premium)] if key in sums]
            )
            if chosen:
                spread = [*sums.values(), *others]
                rows.append(
                    {
                        "period": str(year),
                        "value": chosen[0],
                        "low": min(spread),
                        "high": max(spread),
                        "months": len(part) if freq == "M" else 12,
                        "suppliers": others[0] if others else None,
                        "basis": "months" if freq == "M" else "the year's total",
                        "source": " ".join(
                            dict.fromkeys(" ".join([*(i.sources for i in part), source]).split())
                        ),
                    }
                )
    if not rows:
        raise CoverageError("no year asked, since the shock, has quantity, value and benchmark.", SUPPLY)
    flips = [day for day in sign_flips(monthly, quotes) if day > first and day in window]
    return _of_years(
        rows,
        about,
        (
            *_chosen(benchmark, lag, premium, barrels_per_tonne),
            *_rejected(monthly, quotes, first, lag),
            *_flipped(shown, flips),
        ),
    )


def _years(
    monthly: list[Cargoes], yearly: list[Cargoes], first: date, lag: int
) -> Iterable[tuple[int, list[Cargoes], str]]:
    """Each year since the shock: its months where customs figures of all of them are there, else the year's total.

    Months priced before the shock are set apart, so that the first year has those after it alone.
    """
    totals = {item.period.year: item for item in yearly}
    since = [item for item in monthly if priced_since(item, first, lag=lag)]
    begin = lagged(first.replace(day=1), -(lag + 1))
    for year in sorted({item.period.year for item in since} | {year for year in totals if year > first.year}):
        months = [item for item in since if item.period.year == year]
        whole = len(months) >= (13 - begin.month if year == begin.year else 12)
        if whole or year not in totals:
            yield year, months, "M"
        else:
            yield year, [totals[year]], "A"


def _sums(
    part: list[Cargoes], freq: str, ways: dict[Key, Gauge], barrels_per_tonne: float
) -> dict[Key, float]:
    """The saving by each way that has the quotes for all cargoes."""
    found = [(item, gaps(item, ways, freq)) for item in part]
    return {
        key: sum(
            saving(tonnes=item.tonnes, gap=own[key], barrels_per_tonne=barrels_per_tonne)
            for item, own in found
        )
        for key in ways
        if all(key in own for _, own in found)
    }


def _of_years(rows: list[dict[str, Any]], about: About, caveats: tuple[str, ...]) -> Result:
    buyer, seller = about
    months = sum(row["months"] for row in rows)
    value, low, high = (12 / months * sum(row[key] for row in rows) for key in ("value", "low", "high"))
    first, last = rows[0]["period"], rows[-1]["period"]
    when = year_span(first, last)
    short = [row for row in rows if row["months"] < 12]
    return Result(
        value=value,
        interval=Interval(
            low=low,
            high=high,
            kind=BAND,
            basis="assumptions",
        ),
        says=(
            f"{called(buyer)} {'saved' if value >= 0 else 'overpaid'} {money(abs(value))} per twelve months on {whose(seller)} crude "
            f"in {when}."
        ),
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in rows], "A"),
        caveats=(
            *caveats,
            *(
                f"{row['period']} has {number_of(row['months'], 'months')}: its bar is their sum, {money(row['value'] * 12 / row['months'])} per twelve months."
                for row in short
            ),
            "Accounting at the prices of the day: without this seller's oil the world price would have been higher.",
            *(
                ("A year without all its months uses its total and twelve equal months of the benchmark.",)
                if any(row["basis"] != "months" for row in rows)
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
    formula="d = 1 - (V_seller / Q_seller) / (V_other / Q_other), mean over the longest span of each supplier",
    reference=_REFERENCE,
)
def suppliers(tables: Store, about: About, window: Window) -> Result:
    """Discount on a seller's crude against other suppliers of the same buyer."""
    buyer, seller = about
    rows = sorted(_spans(tables, about, window), key=lambda row: (row["period"], row["series"], row["until"]))
    values = [row["value"] for row in _counted(rows)]
    if not values:
        raise CoverageError(
            f"no span has value and tonnes both of {called(seller)} and of another supplier of {called(buyer)}.",
            SUPPLY,
        )
    mean = fmean(values)
    return Result(
        value=mean,
        interval=Interval(low=min(values), high=max(values), kind="range over suppliers", basis="definition"),
        says=(
            f"{whose(seller)} crude cost {called(buyer)} {percent(abs(mean))} {'less' if mean >= 0 else 'more'} than that of "
            f"{len(values)} other {'supplier' if len(values) == 1 else 'suppliers'}."
        ),
        rows=rows,
        period=spanned([parse_date(row[end]) for row in rows for end in ("period", "until")], "M"),
        caveats=(
            "Grades differ: part of the difference is quality and freight.",
            "Of spans that overlap, the longest of each supplier and year counts.",
            *(
                f"{called(code)} is shown but not counted: {why}."
                for code, why in relabelled().items()
                if any(row["code"] == code for row in rows)
            ),
        ),
    )


def _spans(tables: Store, about: About, window: Window) -> Iterable[dict[str, Any]]:
    """Rows of relative discounts over the spans of months that two suppliers share."""
    buyer, seller = about
    found: dict[tuple[str, date, date], dict[str, tuple[float, str]]] = {}
    for row in tables["estimates"].filter(destination=buyer, product=CRUDE).iter_rows(named=True):
        if row["value"] is not None:
            span = found.setdefault((row["origin"], row["period"], row["end"]), {})
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


def _counted(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The longest span of each supplier and year, without oil under another name."""
    longest: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        key = (row["code"], row["period"][:4])
        if row["code"] not in relabelled() and (key not in longest or row["until"] > longest[key]["until"]):
            longest[key] = row
    return list(longest.values())


def _against_suppliers(tables: Store, about: About, year: int, dollars: float) -> list[float]:
    """The year's saving if other suppliers' unit values are the reference; empty where the year has no span."""
    spans = _spans(tables, about, Window(date(year, 1, 1), date(year, 12, 31)))
    shares = [row["value"] for row in _counted(spans)]
    return [dollars * fmean(shares) / (1 - fmean(shares))] if shares else []


def _chosen(benchmark: str, lag: int, premium: str, barrels_per_tonne: float) -> tuple[str, ...]:
    """The options in words."""
    if benchmark == OTHERS:
        return (
            (
                "Reference: unit values of other suppliers over the months published, applied to the year; lag and premium do "
                "not enter. The figure is the sum over the months counted, per twelve months."
            ),
        )
    return (
        (
            f"Benchmark {benchmark}, lag {lag} month(s), premium: {premium}, {barrels_per_tonne} barrels a tonne. "
            "The figure is the sum over the months counted, per twelve months."
        ),
    )


def _apart(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    """The last month before those counted: it lies after the shock by its date at customs, not by its price."""
    before = [row for row in rows if row["counted"] == "no"]
    if not before or len(before) == len(rows):
        return ()
    last = before[-1]
    return (
        f"Cargoes of {last['period']} were priced before the shock and are set apart: they cost {abs(last['value']):.1f} dollars {'less' if last['value'] >= 0 else 'more'}.",
    )


def _rejected(bought: list[Cargoes], quotes: Quotes, first: date, lag: int) -> tuple[str, ...]:
    kept = lags_kept(bought, quotes, shock=first)
    out = [str(one) for one in LAGS if one not in kept]
    if not out:
        return ()
    told = f"Of lags of {LAGS[0]} to {LAGS[-1]} months the months before the shock reject {' and '.join(out)}: with them the premium swings with the market"
    return (f"{told}, and the band leaves them out{'' if lag in kept else ', but for the one chosen'}.",)


def _flipped(benchmark: str, flips: list[date]) -> tuple[str, ...]:
    months = ", ".join(written(day, "M") for day in flips)
    return (
        (f"With {benchmark} of the same month and no premium the sign flips in {months}.",) if flips else ()
    )
