"""Bounds that no cargo on record meets: months, lags, premiums, arcs, norms, contracts, on tables made by hand."""

from __future__ import annotations

import math
from datetime import date
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Window
from realpolitik.measures.energy import arcs, contract, crude, discount, norm, stranded, tried
from realpolitik.measures.energy.crude import (
    Cargoes,
    Gauge,
    benchmark_quotes,
    cargoes,
    lagged,
    lags_kept,
    premium_before,
    priced_since,
    unit_values,
)
from realpolitik.measures.energy.redirected import _codes, answer, covered, missed
from realpolitik.measures.registry import run
from realpolitik.store import Store

SHOCK = date(2022, 2, 24)


def bought(*months, price=70.0, tonnes=1.0):
    """Cargoes of months as (year, month) or (year, month, price)."""
    return [
        Cargoes(date(month[0], month[1], 1), tonnes, tonnes * 511, month[2] if len(month) > 2 else price, "s")
        for month in months
    ]


def steady(start=2018, end=2025, value=80.0):
    return {date(year, month, 1): value for year in range(start, end) for month in range(1, 13)}


def crude_flows(*rows):
    """Crude oil that Peru buys of Chile: (year, month, reporter, dollars, tonnes, unit, freq, vintage)."""
    return pl.DataFrame(
        [
            {
                "origin": "CHL", "destination": "PER", "product": "crude-oil", "reporter": reporter, "period": date(year, month, 1), "value_usd": dollars,
                "quantity": tonnes, "quantity_unit": unit, "freq": freq, "vintage": vintage, "source_id": "s",
            }
            for year, month, reporter, dollars, tonnes, unit, freq, vintage in rows
        ],
        schema_overrides={"value_usd": pl.Int64, "quantity": pl.Float64},
    )  # fmt: skip


# --- unit values and benchmarks ---------------------------------------------------------------------------------------


def test_a_cargo_of_a_tonne_for_a_dollar_has_a_unit_value():
    flows = crude_flows(
        (2020, 1, "PER", 73, 1.0, "t", "M", "v"), (2020, 2, "PER", 1, 1.0, "t", "M", "v"), (2020, 3, "PER", 0, 1.0, "t", "M", "v"),
        (2020, 4, "PER", 1, 0.0, "t", "M", "v"), (2020, 5, "CHL", 1, 1.0, "t", "M", "v"), (2020, 6, "PER", 1, 1.0, "bbl", "M", "v"),
        (2020, 1, "PER", 1, 1.0, "t", "A", "v"),
    )  # fmt: skip
    found = unit_values(flows, origin="CHL", destination="PER").collect()
    assert [(day.month, price) for day, price in found.select("period", "price").iter_rows()] == [(1, pytest.approx(10.0)), (2, pytest.approx(1 / 7.3))]  # fmt: skip


def test_of_several_prints_the_one_revised_counts():
    flows = crude_flows(
        *((2020, 1, "PER", dollars, 1.0, "t", "M", vintage) for dollars, vintage in ((10, "first release"), (20, "revised"), (30, "later print"))),
        *((2020, 2, "PER", dollars, 1.0, "t", "M", vintage) for dollars, vintage in ((10, "2020"), (20, "2021"))),
    )  # fmt: skip
    found = cargoes({"trade": flows}, "PER", "CHL", freq="M", barrels_per_tonne=1.0)
    assert [(item.period.month, item.dollars) for item in found] == [(1, 20.0), (2, 10.0)]
    with pytest.raises(
        CoverageError, match="the tables have no crude oil that Peru bought from Brazil, value and tonnes"
    ):
        cargoes({"trade": flows}, "PER", "BRA", freq="M", barrels_per_tonne=1.0)


def test_months_before():
    assert [lagged(date(2022, 1, 1), months) for months in (0, 1, 12, 13, -1, -12)] == [
        date(2022, 1, 1), date(2021, 12, 1), date(2021, 1, 1), date(2020, 12, 1), date(2022, 2, 1), date(2023, 1, 1),
    ]  # fmt: skip
    # cargoes of March are priced in February, on the first, which is before the shock; those of April after it
    assert [priced_since(item, SHOCK, lag=1) for item in bought((2022, 3), (2022, 4))] == [False, True]
    assert [priced_since(item, date(2022, 3, 1), lag=0) for item in bought((2022, 3), (2022, 4))] == [
        False,
        True,
    ]


def test_the_premium_of_before_is_from_2019_to_the_month_of_the_shock():
    quotes = steady()
    months = bought((2018, 12, 0.0), (2019, 1, 82.0), (2022, 1, 84.0), (2022, 2, 0.0))
    assert premium_before(months, quotes, lag=1, shock=SHOCK) == pytest.approx(3.0)
    short = {day: value for day, value in quotes.items() if day != date(2018, 12, 1)}
    assert premium_before(months, short, lag=1, shock=SHOCK) == pytest.approx(4.0)
    with pytest.raises(CoverageError, match="no month before 2022-02-24 has both a unit value and the benchmark, so no premium of before"):  # fmt: skip
        premium_before(months[:1], quotes, lag=1, shock=SHOCK)


def test_lags_are_rejected_from_three_months_on():
    # quotes that swing: the price follows them by a month exactly
    quotes = {day: 80.0 + 10 * (place % 4) for place, day in enumerate(sorted(steady()))}
    months = [Cargoes(date(2020, month, 1), 1.0, 1.0, quotes[lagged(date(2020, month, 1), 1)], "s") for month in range(1, 13)]  # fmt: skip
    assert lags_kept(months, quotes, shock=SHOCK) == (1,)
    assert lags_kept(months[:3], quotes, shock=SHOCK) == (1,)
    assert lags_kept(months[:2], quotes, shock=SHOCK) == (0, 1, 2)
    assert lags_kept(months, quotes, shock=date(2020, 3, 15)) == (0, 1, 2)


def test_a_benchmark_is_by_the_world_bank_where_it_has_it():
    def prices(*rows):
        return {"prices": pl.DataFrame([{"series": "dubai", "freq": "M", "period": date(2022, 1, 1), "value": value, "basis": basis, "source_id": source} for value, basis, source in rows])}  # fmt: skip

    both = prices((1.0, "press", "p"), (2.0, "World Bank, average", "w"))
    assert benchmark_quotes(both, "dubai") == ({date(2022, 1, 1): 2.0}, "w")
    assert benchmark_quotes(prices((1.0, "press", "p")), "dubai") == ({date(2022, 1, 1): 1.0}, "p")
    with pytest.raises(OptionError, match="benchmark='urals': choose dubai or brent"):
        benchmark_quotes(both, "urals")
    with pytest.raises(CoverageError, match="the tables have no monthly prices of brent"):
        benchmark_quotes(both, "brent")


# --- the discount -----------------------------------------------------------------------------------------------------


def test_years_go_by_months_where_all_are_there_else_by_their_total():
    def years(monthly, yearly=(), first=SHOCK, lag=1):
        made = discount._years(bought(*monthly), bought(*((year, 1) for year in yearly)), first, lag)
        return [(year, len(part), freq) for year, part, freq in made]

    months = [(2022, month) for month in range(4, 13)]
    assert years(months, [2022]) == [(2022, 9, "M")]
    assert years(months[1:], [2022]) == [(2022, 1, "A")]
    assert years(months[1:]) == [(2022, 8, "M")]
    assert years([], [2021, 2022, 2023]) == [(2023, 1, "A")]
    whole = [(2023, month) for month in range(1, 13)]
    assert years(whole, [2023]) == [(2023, 12, "M")]
    assert years(whole[1:], [2023]) == [(2023, 1, "A")]
    assert years([(2022, month) for month in range(3, 13)], [2022], lag=0) == [(2022, 10, "M")]


def test_sums_are_of_ways_that_hold_for_all_their_cargoes():
    ways = {
        ("dubai", 1, "none"): Gauge(steady(), 0.0),
        ("dubai", 2, "none"): Gauge({date(2022, 2, 1): 80.0}, 0.0),
    }
    part = bought((2022, 4), (2022, 5))
    assert discount._sums(part, "M", ways, 2.0) == {("dubai", 1, "none"): pytest.approx(2 * 2.0 * 10.0)}
    assert set(discount._sums(part[:1], "M", ways, 2.0)) == set(ways)


def test_a_saving_is_per_twelve_months_and_may_be_a_loss():
    def of(*values, months=12, basis="months"):
        rows = [
            {"period": str(2022 + place), "value": value, "low": value - 1, "high": value + 1, "months": months, "basis": basis, "source": "s"}
            for place, value in enumerate(values)
        ]  # fmt: skip
        return discount._of_years(rows, ("PER", "CHL"), ())

    found = of(3e9, 1e9)
    assert (found.value, found.interval.low, found.interval.high) == (2e9, 2e9 - 1, 2e9 + 1)
    assert found.says == "Peru saved 2.0 billion dollars per twelve months on Chile's crude in 2022–2023."
    assert len(found.caveats) == 1
    lost = of(-1e9, months=11, basis="the year's total")
    assert (
        lost.says
        == f"Peru overpaid {discount.money(12 / 11 * 1e9)} per twelve months on Chile's crude in 2022."
    )
    assert lost.caveats[0].startswith("2022 has 11 months: its bar is their sum, ")
    assert (
        lost.caveats[-1]
        == "A year without all its months uses its total and twelve equal months of the benchmark."
    )
    assert of(0.0).says.startswith("Peru saved 0 dollars")


def test_what_was_priced_before_the_shock_is_set_apart():
    def row(period, counted, value):
        return {"period": period, "counted": counted, "value": value}

    assert discount._apart(
        [row("2022-02", "no", 1.0), row("2022-03", "no", -2.0), row("2022-04", "yes", 5.0)]
    ) == ("Cargoes of 2022-03 were priced before the shock and are set apart: they cost 2.0 dollars more.",)
    assert "2.0 dollars less" in discount._apart([row("2022-03", "no", 2.0), row("2022-04", "yes", 5.0)])[0]
    assert "0.0 dollars less" in discount._apart([row("2022-03", "no", 0.0), row("2022-04", "yes", 5.0)])[0]
    assert discount._apart([row("2022-03", "no", 2.0)]) == discount._apart([row("2022-03", "yes", 2.0)]) == ()
    assert discount._flipped("dubai", []) == ()
    assert discount._flipped("dubai", [date(2022, 4, 1), date(2022, 6, 1)]) == (
        "With dubai of the same month and no premium the sign flips in 2022-04, 2022-06.",
    )


def test_the_longest_span_of_a_supplier_and_year_counts():
    def row(code, period, until, value):
        return {"code": code, "period": period, "until": until, "value": value}

    rows = [row("SAU", "2022-01", "2022-06", 1.0), row("SAU", "2022-01", "2022-09", 2.0), row("SAU", "2022-01", "2022-08", 3.0), row("SAU", "2023-01", "2023-03", 4.0), row("IRQ", "2022-01", "2022-03", 5.0)]  # fmt: skip
    assert [one["value"] for one in discount._counted(rows)] == [2.0, 4.0, 5.0]


def estimates(*rows):
    """Spans as (origin, start, end, dollars, tonnes)."""
    return {
        "estimates": pl.DataFrame(
            [
                {"destination": "PER", "product": "crude-oil", "origin": origin, "period": date.fromisoformat(start), "end": date.fromisoformat(end), "measure": measure, "value": value, "source_id": "s"}
                for origin, start, end, dollars, tonnes in rows
                for measure, value in (("value", dollars), ("quantity", tonnes))
            ]
        )
    }  # fmt: skip


def test_the_discount_against_other_suppliers_by_hand():
    rows = [("CHL", "2022-01-01", "2022-06-30", 60.0, 1.0), ("BRA", "2022-01-01", "2022-06-30", 200.0, 2.0), ("MEX", "2022-01-01", "2022-06-30", 160.0, 2.0), ("BRA", "2022-01-01", "2022-07-31", 10.0, 1.0), ("COL", "2022-01-01", "2022-06-30", 10.0, None)]  # fmt: skip
    found = discount.suppliers(estimates(*rows), ("PER", "CHL"), Window())
    assert [(row["code"], row["value"]) for row in found.rows] == [("BRA", 0.4), ("MEX", 0.25)]
    assert (found.value, found.interval.low, found.interval.high) == (pytest.approx(0.325), 0.25, 0.4)
    assert found.says == "Chile's crude cost Peru 32.5 % less than that of 2 other suppliers."
    assert discount._against_suppliers(estimates(*rows), ("PER", "CHL"), 2022, 675.0) == [
        pytest.approx(325.0)
    ]
    assert discount._against_suppliers(estimates(*rows), ("PER", "CHL"), 2021, 675.0) == []
    dear = discount.suppliers(estimates(("CHL", "2022-01-01", "2022-06-30", 90.0, 1.0), ("BRA", "2022-01-01", "2022-06-30", 60.0, 1.0)), ("PER", "CHL"), Window())  # fmt: skip
    assert dear.says == "Chile's crude cost Peru 50.0 % more than that of 1 other supplier."
    with pytest.raises(
        CoverageError, match="no span has value and tonnes both of Chile and of another supplier of Peru"
    ):
        discount.suppliers(estimates(*rows), ("PER", "CHL"), Window(start=date(2022, 1, 2)))


# --- the norm ---------------------------------------------------------------------------------------------------------


def exported(*rows):
    """What states sell to Peru as (state, year, tonnes, dollars)."""
    return {
        "partner_shares": pl.DataFrame(
            [
                {"partner": "PER", "side": "exports", "state": state, "period": date(year, 1, 1), "product": product, "value": value}
                for state, year, tonnes, dollars in rows
                for product, value in (("crude-oil", tonnes), ("crude-oil-value", dollars))
            ]
        )
    }  # fmt: skip


def test_a_norm_is_of_five_years_before_and_one_since():
    prices = (90.0, 94.0, 86.0, 92.0, 88.0)
    rows = [("CHL", 2015 + place, 1.0, price) for place, price in enumerate(prices)] + [
        ("CHL", 2020, 1.0, 70.0)
    ]
    rows += [("BRA", year, 2.0, 200.0) for year in range(2015, 2021)] + [
        ("MYS", year, 1.0, 1.0) for year in range(2015, 2021)
    ]
    found = norm.norm(exported(*rows), ("PER", "CHL"), Window(), shock="2020-06-01", relabelled="MYS")
    assert found.value == pytest.approx(0.3 - 0.1)
    error = math.sqrt(sum((0.9 - price / 100) ** 2 for price in prices) / 4)
    half = 2.7764451 * error * math.sqrt(1 + 1 / 5)
    assert (found.interval.low, found.interval.high) == pytest.approx((0.2 - half, 0.2 + half))
    assert found.says == "Peru paid 20.0 % less a tonne for Chile's crude in 2020 than for others', against its norm of before (10.0 % cheaper)."  # fmt: skip
    assert found.caveats[0].endswith("MYS.")
    with pytest.raises(CoverageError, match="the tables have 4 years of Chile's crude in Peru before 2019-06-01 and 2 since within the period asked; 5 before and one since are needed"):  # fmt: skip
        norm.norm(exported(*rows), ("PER", "CHL"), Window(), shock="2019-06-01", relabelled="MYS")
    with pytest.raises(CoverageError, match="before 2020-06-01 and 0 since"):
        norm.norm(exported(*rows), ("PER", "CHL"), Window(end=date(2019, 12, 31)), shock="2020-06-01")
    dear = [(*row[:3], 130.0) if row[:2] == ("CHL", 2020) else row for row in rows]
    assert norm.norm(exported(*dear), ("PER", "CHL"), Window(), shock="2020-06-01", relabelled="MYS").says.startswith("Peru paid 40.0 % more a tonne")  # fmt: skip


# --- gas by contract --------------------------------------------------------------------------------------------------


def gas(*rows, hub=None):
    """Gas by pipeline as (year, dollars, cubic metres) with oil at 80 dollars and 100 from 2022 on."""
    flows = []
    for year, dollars, volume in rows:
        same = {
            "origin": "RUS",
            "destination": "CHN",
            "product": "pipeline-gas",
            "freq": "A",
            "period": date(year, 1, 1),
            "source_id": "s",
        }
        flows += [
            {**same, "reporter": "CHN", "value_usd": dollars, "quantity": None, "quantity_unit": ""},
            {**same, "reporter": "RUS", "value_usd": None, "quantity": volume, "quantity_unit": "m3"},
        ]
    prices = [{"series": "brent", "freq": "M", "period": day, "value": 100.0 if day.year > 2021 else 80.0, "basis": "World Bank", "source_id": "w"} for day in steady()]  # fmt: skip
    prices += [{"series": "ttf", "freq": "M", "period": date(2022, month, 1), "value": 10.0, "basis": "", "source_id": "w"} for month in range(1, (hub or 0) + 1)]  # fmt: skip
    return {"trade": pl.DataFrame(flows, schema_overrides={"quantity": pl.Float64, "value_usd": pl.Int64}), "prices": pl.DataFrame(prices)}  # fmt: skip


def test_gas_is_as_its_contract_has_it_within_the_range_of_before():
    def said(price, **more):
        rows = [(2020, 800, 10_000.0), (2021, 1600, 10_000.0), (2022, price, 10_000.0)]
        return contract.contract(gas(*rows, **more), ("CHN", "RUS"), Window(), back=0)

    # ratios of 1 and 2 before: 100 to 200 dollars with oil at 100
    assert "paid 100 dollars a thousand cubic metres for Russia's gas by pipeline, as oil of the same months leads to expect (100 to 200)." in said(1000).says  # fmt: skip
    assert ", as oil of" in said(2000).says
    assert ", less than oil of" in said(999).says
    assert ", more than oil of" in said(2001).says
    assert said(1000, hub=12).says.endswith("; on the exchange of north-western Europe gas cost 353.")
    assert said(1000, hub=11).says.endswith("(100 to 200).")
    rows = said(1000).rows
    assert [(row["period"], row["series"], row["value"]) for row in rows[-2:]] == [("2022", "paid", 100.0), ("2022", "expected from oil", 150.0)]  # fmt: skip
    assert len(rows) == 6
    with pytest.raises(CoverageError, match="no year before 2020 and no year from then on have both what China paid Russia for gas by pipeline and how much it was"):  # fmt: skip
        contract.contract(gas((2020, 800, 10_000.0)), ("CHN", "RUS"), Window(), shock="2020-01-01")


def test_a_lag_in_words():
    assert [contract._then(back) for back in (0, 1, 2)] == ["of the same months", "of the month before", "of 2 months before"]  # fmt: skip


# --- the market of crude ----------------------------------------------------------------------------------------------


def test_sellers_and_buyers_of_a_million_tonnes_are_in_the_market():
    flows = pl.DataFrame({"origin": ["A", "A", "B", "C"], "destination": ["X", "Y", "X", "Y"], "tonnes": [1.0, 0.4, 0.9, 0.59]})  # fmt: skip
    # B sells .9 and C .59, which leaves Y with .4 and A with 1 for X
    assert arcs._large(flows) == (("A",), ("X",))
    assert arcs._large(flows.with_columns(tonnes=pl.Series([1.0, 0.5, 0.4, 1.0]))) == (("A", "C"), ("X", "Y"))


def test_a_coast_sells_to_those_it_is_nearest_to():
    miles = np.array(
        [[[1.0, 5.0], [2.0, 1.0], [3.0, 3.0]], [[np.inf, 0.5], [np.inf, np.inf], [np.inf, np.inf]]]
    )
    shares = arcs._shares(miles, np.array([0, 0, 1]), np.array([[30.0, 10.0], [5.0, 5.0]]))
    assert shares.tolist() == [1.0, 0.0, 1.0]
    assert arcs._shares(miles[:1], np.array([0, 0, 1]), np.array([[30.0, 10.0], [5.0, 5.0]])).tolist() == [
        0.75,
        0.25,
        1.0,
    ]


def test_a_year_without_trade_in_crude_is_refused():
    with pytest.raises(
        CoverageError, match="the tables have no trade in crude oil of 1994: they cover 1995 to 2024"
    ):
        arcs.crude(Store(), 1994)
    assert arcs.crude(Store(), 2023)["tonnes"].min() > 0


def test_an_embargo_needs_a_later_year_a_seller_and_a_buyer():
    store = Store()
    for year in (2021, 2020):
        with pytest.raises(
            OptionError, match=f"year={year} is not later than base=2021: name a year after the embargo"
        ):
            answer(store, "RUS", buyers="EU", base=2021, year=year)
    with pytest.raises(CoverageError, match="Fiji sold less than a million tonnes of crude oil in 2021, as far as the tables have it"):  # fmt: skip
        answer(store, "FJI", buyers="EU", base=2021, year=2023)
    with pytest.raises(OptionError, match="none of FJI bought crude oil in 2021: an embargo changes nothing"):
        answer(store, "RUS", buyers="FJI", base=2021, year=2023)
    assert _codes("g7 POL", date(2023, 1, 1)) == ("CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "POL", "USA")


def test_a_period_holds_one_of_the_two_years():
    covered(Window(start=date(2021, 1, 1), end=date(2021, 1, 1)), 2021, 2023)
    covered(Window(start=date(2023, 1, 1)), 2021, 2023)
    with pytest.raises(CoverageError, match="the period asked has neither 2021 nor 2023: name other years with base= and year="):  # fmt: skip
        covered(Window(start=date(2021, 1, 2), end=date(2022, 12, 31)), 2021, 2023)


class Predicted:
    """A market of three buyers, of which A stops: 10, 20 and 30 before, 0, 25 and 35 after."""

    closed = ("A",)
    middle = SimpleNamespace(before={"A": 10.0, "B": 20.0, "C": 30.0}, after={"A": 0.0, "B": 25.0, "C": 35.0})

    def row(self, flows, seller):
        return flows


def test_what_a_prediction_misses_is_the_oil_that_goes_elsewhere():
    found = missed(Predicted(), "RUS", {"A": 0.0, "B": 40.0, "C": 20.0})
    # recorded two thirds and a third; the model 25 and 35 of 60; alike 24 and 36; no change 10, 20 and 30
    assert found.model == pytest.approx((2 / 3 - 25 / 60 + 35 / 60 - 1 / 3) / 2)
    assert found.alike == pytest.approx((2 / 3 - 0.4 + 0.6 - 1 / 3) / 2)
    assert found.no_change == pytest.approx((1 / 6 + 1 / 3 + 1 / 6) / 2)
    partly = missed(Predicted(), "RUS", {"B": 40.0, "C": 20.0})
    assert partly.no_change == pytest.approx((2 / 3 - 0.4 + 0.6 - 1 / 3) / 2)
    with pytest.raises(CoverageError, match="the tables have too little of what Russia sold after the embargo to hold a prediction against"):  # fmt: skip
        missed(Predicted(), "RUS", {"B": 0.0, "C": 0.0})


def test_errors_of_other_embargoes_are_as_large_as_four_of_five_of_them():
    one = tried.Buyer(seller="A", base=1, state="B", predicted=2.0, recorded=4.0)
    assert one.error == pytest.approx(math.log(2))
    assert tried.Buyer(seller="A", base=1, state="B", predicted=2.0, recorded=0.0).error == math.inf
    assert tried.Buyer(seller="A", base=1, state="B", predicted=4.0, recorded=2.0).error == pytest.approx(
        math.log(2)
    )
    large = [
        one.error for one in tried.buyers() if one.predicted >= 5 and (one.seller, one.base) != ("RUS", 2021)
    ]
    wide = tried.half_width(large=True, without=("RUS", 2021))
    assert (
        sum(error <= wide for error in large) >= 0.8 * len(large) > sum(error < wide for error in large) - 1
    )
    assert tried.half_width(large=False, without=("RUS", 2021)) > wide


def test_quotations_widen_by_the_mean_of_either_year():
    def prices(**series):
        return {
            "prices": pl.DataFrame(
                [{"series": name, "freq": "M", "period": date(year, month, 1), "value": value} for name, rows in series.items() for year, month, value in rows]
            )
        }  # fmt: skip

    row = next(one for one in stranded.given()["grades"] if one["seller"] == "RUS")
    grade, bench = row["grade"], row["benchmark"]
    quotes = prices(
        **{
            bench: [(2021, 1, 70.0), (2021, 2, 72.0), (2023, 1, 80.0)],
            grade: [(2021, 1, 69.0), (2021, 2, 69.0), (2021, 3, 1.0), (2023, 1, 60.0)],
        }
    )
    assert stranded.widened(quotes, "RUS", 2021, 2023) == pytest.approx(20 - 2)
    assert stranded.widened(quotes, "RUS", 2021, 2022) is None
    assert stranded.widened(prices(**{bench: [(2021, 1, 70.0)]}), "RUS", 2021, 2023) is None
    assert stranded.widened(quotes, "FJI", 2021, 2023) is None


def test_a_tonne_has_from_five_to_ten_barrels():
    for barrels in (4.9, 10.1):
        with pytest.raises(OptionError, match=f"barrels_per_tonne={barrels}: choose a number from 5 to 10"):
            run("discount.price", "CHN", "RUS", barrels_per_tonne=barrels)
    assert crude.relative_discount(90.0, 100.0) == pytest.approx(0.1)
    assert crude.saving(tonnes=2.0, gap=3.0, barrels_per_tonne=7.0) == 42.0
