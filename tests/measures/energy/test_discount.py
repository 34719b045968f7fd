"""The discount on crude, its options, and the band over them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import CoverageError, OptionError
from realpolitik.measures import run
from realpolitik.measures.energy.crude import (
    Cargoes,
    Gauge,
    benchmark_quotes,
    cargoes,
    gap,
    lagged,
    lags_kept,
    saving,
    sign_flips,
    unit_values,
)
from realpolitik.store import Store

FLOW = {
    "origin": ["RUS", "RUS", "RUS", "SAU", "RUS"],
    "destination": ["CHN"] * 5,
    "product": ["crude-oil"] * 5,
    "freq": ["A"] * 5,
    "period": [date(2022, 1, 1), date(2023, 1, 1), date(2022, 1, 1), date(2022, 1, 1), date(2024, 1, 1)],
    "value_usd": [58_400_000_000, 0, 1, 65_000_000_000, 1],
    "quantity": [86.25e6, 1e6, 1.0, 87.49e6, 1.0],
    "quantity_unit": ["t", "t", "t", "t", "m3"],
    "reporter": ["CHN", "CHN", "RUS", "CHN", "CHN"],
    "vintage": ["v"] * 5,
    "source_id": ["s"] * 5,
}


def test_unit_value_needs_the_buyer_s_value_and_tonnes(engine):
    found = unit_values(engine(**FLOW), origin="RUS", destination="CHN", freq="A").collect()
    # METHODS 6.2: 677.1 dollars a tonne, four digits
    assert [price * 7.3 for price in found["price"].to_list()] == pytest.approx([677.1], abs=0.05)


def test_the_gap_of_a_month_and_of_a_year():
    quotes = {lagged(date(2022, 12, 1), back): 80.0 + back for back in range(14)}
    item = Cargoes(date(2022, 12, 1), 1.0, 1.0, 75.0, "s")
    assert gap(item, Gauge(quotes, 2.0), lag=1, freq="M") == pytest.approx(81 + 2 - 75)
    year = Cargoes(date(2022, 1, 1), 1.0, 1.0, 75.0, "s")
    # months 2021-12 to 2022-11 are 12 to 1 back: their mean is 86.5
    assert gap(year, Gauge(quotes, 2.0), lag=1, freq="A") == pytest.approx(86.5 + 2 - 75)
    assert gap(year, Gauge(dict(list(quotes.items())[:6]), 2.0), lag=1, freq="A") is None


def test_a_discount_that_reads_as_a_surcharge():
    bought = [Cargoes(date(2022, month, 1), 1.0, 1.0, 100.0, "s") for month in (3, 4, 5)]
    assert sign_flips(bought, {date(2022, 3, 1): 101.0, date(2022, 4, 1): 99.0}) == [date(2022, 4, 1)]


@given(st.floats(1, 1e9), st.floats(-50, 50), st.floats(1, 1000))
def test_the_saving_scales_with_the_quantity(tonnes, per_barrel, factor):
    one = saving(tonnes=tonnes, gap=per_barrel, barrels_per_tonne=7.3)
    many = saving(tonnes=tonnes * factor, gap=per_barrel, barrels_per_tonne=7.3)
    assert many == pytest.approx(one * factor, rel=1e-12)


@pytest.mark.parametrize("benchmark", ["dubai", "brent"])
@pytest.mark.parametrize("lag", [0, 1, 2])
@pytest.mark.parametrize("premium", ["before", "none"])
def test_the_band_holds_every_choice(benchmark, lag, premium):
    finding = run(
        "discount.saving",
        "CHN",
        "RUS",
        start="2022",
        end="2023",
        benchmark=benchmark,
        lag=lag,
        premium=premium,
    )
    for row in finding.rows:
        assert row["low"] <= row["value"] <= row["high"]
    assert finding.caveats[0].startswith(f"Benchmark {benchmark}, lag {lag} month(s), premium: {premium}")


def test_other_suppliers_as_the_reference_only_where_their_unit_values_are_published():
    finding = run("discount.saving", "CHN", "RUS", benchmark="suppliers")
    assert [row["period"] for row in finding.rows] == ["2023"]
    (row,) = finding.rows
    share = run("discount.suppliers", "CHN", "RUS", start="2023", end="2023").value
    # what 60.6 billion would have cost at the others' prices, less what it did
    assert row["value"] == pytest.approx(60.6e9 * share / (1 - share), rel=1e-9)


def test_the_longest_span_of_each_supplier_counts_and_relabelled_oil_does_not():
    finding = run("discount.suppliers", "CHN", "RUS")
    last = {}
    for row in finding.rows:
        if row["code"] != "MYS":
            last[row["code"]] = max(last.get(row["code"], row), row, key=lambda one: one["until"])
    assert finding.value == pytest.approx(sum(row["value"] for row in last.values()) / len(last))
    assert any(caveat.startswith("Malaysia is shown but not counted") for caveat in finding.caveats)


@pytest.mark.parametrize(("lag", "first"), [(0, "2022-03"), (1, "2022-04"), (2, "2022-05")])
def test_cargoes_priced_before_the_shock_are_set_apart(lag, first):
    finding = run("discount.price", "CHN", "RUS", start="2022", lag=lag)
    since = [row["value"] for row in finding.rows if row["period"] >= first]
    assert next(row["period"] for row in finding.rows if row["counted"] == "yes") == first
    assert finding.value == pytest.approx(sum(since) / len(since))


def test_nine_months_are_no_year():
    finding = run("discount.saving", "CHN", "RUS")
    rows = finding.rows
    assert [(row["period"], row["months"]) for row in rows] == [("2022", 9), ("2023", 12), ("2024", 12)]
    assert finding.value == pytest.approx(sum(row["value"] for row in rows) / 33 * 12, rel=1e-12)
    # April to December 2022 computed apart, 5.25 billion: within a per cent, since it took one compiler's months alone
    assert rows[0]["value"] == pytest.approx(5.25e9, rel=0.01)
    assert "per twelve months" in finding.says


def test_the_band_has_only_lags_that_the_months_before_do_not_reject():
    tables = Store.embedded()
    bought = cargoes(tables, "CHN", "RUS", freq="M", barrels_per_tonne=7.3)
    for benchmark in ("dubai", "brent"):
        quotes, _ = benchmark_quotes(tables, benchmark)
        # standard deviations before the war, computed apart: 5.7, 2.0 and 6.3 dollars at lags of 0, 1 and 2 months
        assert lags_kept(bought, quotes, shock=date(2022, 2, 24)) == (1,)
    one = run("discount.price", "CHN", "RUS", start="2022")
    other = run("discount.price", "CHN", "RUS", start="2022", lag=0)
    assert one.interval.high - one.interval.low < other.interval.high - other.interval.low
    assert any("reject 0 and 2" in caveat for caveat in one.caveats)
    assert any("but for the one chosen" in caveat for caveat in other.caveats)


def test_the_comparison_with_saudi_crude_comes_from_embedded_rows():
    rows = run("discount.suppliers", "CHN", "RUS", start="2023", end="2023").rows
    saudi = {row["until"]: row["value"] for row in rows if row["code"] == "SAU"}
    # January to June 2023: 28.0 bn for 52.6 Mt against 28.3 bn for 46.5 Mt
    assert saudi["2023-06"] == pytest.approx(1 - (28.0 / 52.6) / (28.3 / 46.5), rel=1e-12)


@pytest.mark.parametrize(
    "options",
    [{"benchmark": "urals"}, {"lag": 3}, {"premium": "pre"}, {"barrels_per_tonne": 0.0}],
)
def test_options_without_meaning_are_refused(options):
    with pytest.raises(OptionError):
        run("discount.saving", "CHN", "RUS", **options)


def test_no_premium_of_before_without_a_before():
    with pytest.raises(CoverageError, match="premium"):
        run("discount.price", "CHN", "RUS", shock="2019-01-15")
