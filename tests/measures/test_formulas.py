"""Formulas against hand-computed and published numbers, on every engine where they take frames."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Window
from realpolitik.measures.dependence.shares import interdependence, salience, supply_effect, symmetry
from realpolitik.measures.diplomacy.meetings import poisson_interval, rate_change
from realpolitik.measures.energy.discount import Cargoes, lagged, premium_before, relative_discount, saving
from realpolitik.measures.trade.accounts import Report
from realpolitik.measures.trade.concentration import herfindahl, hirschman
from realpolitik.measures.trade.reports import central_reports, divided, exchanged, shipped
from realpolitik.models.stats.absence import (
    extinction_bound,
    silence_bayes,
    silence_binomial,
    silence_poisson,
    silence_presence,
)

SHARES = [60, 25, 10, 5]  # per cent: .36 + .0625 + .01 + .0025


def test_hhi_of_known_shares(engine):
    flows = engine(period=[2021] * 4, origin=list("ABCD"), value_usd=SHARES)
    found = herfindahl(flows, by="period", over="origin").collect().to_dict(as_series=False)
    assert found["hhi"] == pytest.approx([0.435], abs=1e-15)  # exact in binary up to rounding
    assert found["hhi_normalised"] == pytest.approx([0.24667], abs=5e-6)  # METHODS 1.2, five digits
    assert found["effective_partners"] == pytest.approx([2.299], abs=5e-4)
    assert hirschman(0.435) == pytest.approx(65.95, abs=5e-3)


def test_hhi_sums_product_detail_first(engine):
    flows = engine(period=[1] * 5, origin=list("AABCD"), value_usd=[20, 40, 25, 10, 5])
    assert herfindahl(flows, by="period", over="origin").collect()["hhi"].to_list() == pytest.approx([0.435])


def test_a_state_without_trade_has_no_index(engine):
    flows = engine(period=[2021, 2022], origin=["A", "B"], value_usd=[0, 3])
    assert herfindahl(flows, by="period", over="origin").collect()["period"].to_list() == [2022]


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=40), st.integers(1, 1000))
def test_hhi_ignores_the_unit_of_account(shares, scale):
    import polars as pl

    def index(values):
        flows = pl.DataFrame({"t": [1] * len(values), "who": list(range(len(values))), "value_usd": values})
        return herfindahl(flows, by="t", over="who").collect()["hhi"].item()

    assert index(shares) == pytest.approx(index([share * scale for share in shares]), rel=1e-12)
    assert 1 / len(shares) <= index(shares) * (1 + 1e-12)
    assert index(shares) <= 1 + 1e-12


def test_barbieri():
    ab, ba = 0.30, 0.04  # METHODS T01, six digits
    assert salience(ab, ba) == pytest.approx(0.109545, abs=5e-7)
    assert symmetry(ab, ba) == pytest.approx(0.74, abs=1e-12)
    assert interdependence(ab, ba) == pytest.approx(0.081063, abs=5e-7)


@given(st.floats(0, 1), st.floats(0, 1))
def test_barbieri_is_symmetric_and_bounded(ab, ba):
    for formula in (salience, symmetry, interdependence):
        assert formula(ab, ba) == formula(ba, ab)
        assert 0 <= formula(ab, ba) <= 1


@pytest.mark.parametrize(
    ("share", "elasticity", "effect"),
    [(0.1, 5, 0.0263), (0.5, 5, 0.1733), (0.9, 5, 0.5756), (0.99, 5, 1.1513), (0.5, 2.5, 0.4621)],
)
def test_supply_effect(share, elasticity, effect):  # METHODS 2.2, four digits
    assert supply_effect(share, elasticity) == pytest.approx(effect, abs=5e-5)


@pytest.mark.parametrize(("share", "elasticity"), [(1.0, 5), (-0.1, 5), (0.5, 1.0)])
def test_supply_effect_refuses_what_would_be_infinite(share, elasticity):
    with pytest.raises(OptionError):
        supply_effect(share, elasticity)


def test_oil_discount_against_saudi_crude():
    # METHODS T19: 2022, Russian 86.25 Mt for 58.4 bn, Saudi 87.49 Mt for 65 bn; published 8.9 %
    russian, saudi = 58.4e9 / 86.25e6, 65e9 / 87.49e6
    assert relative_discount(russian, saudi) == pytest.approx(0.0886, abs=5e-5)
    amount = saving(tonnes=86.25e6, gap=(saudi - russian) / 7.3, barrels_per_tonne=7.3)
    assert amount == pytest.approx(5.68e9, abs=0.005e9)
    # January to August 2023: 71.2 Mt for 38.1 bn, 60.1 Mt for 36.49 bn
    russian, saudi = 38.1e9 / 71.2e6, 36.49e9 / 60.1e6
    assert relative_discount(russian, saudi) == pytest.approx(0.1187, abs=5e-5)
    amount = saving(tonnes=71.2e6, gap=(saudi - russian) / 7.3, barrels_per_tonne=7.3)
    assert amount == pytest.approx(5.13e9, abs=0.005e9)


def test_the_benchmark_is_read_months_before_and_the_premium_of_before_is_a_mean():
    assert lagged(date(2022, 1, 1), 1) == date(2021, 12, 1)
    assert lagged(date(2022, 3, 1), 0) == date(2022, 3, 1)
    quotes = {date(2021, month, 1): 70.0 for month in range(1, 13)}
    bought = [Cargoes(date(2021, month, 1), 1.0, 1.0, 70.0 + month, "s") for month in (2, 4)]
    # prices 72 and 74 against 70: premium 3
    assert premium_before(bought, quotes, lag=1, shock=date(2022, 2, 24)) == pytest.approx(3.0)
    with pytest.raises(CoverageError, match="premium"):
        premium_before(bought, {}, lag=1, shock=date(2022, 2, 24))


def test_exact_poisson_interval():
    found = poisson_interval(39, 11)  # METHODS 12.6: 39 meetings in 11 years
    assert (found.low, found.high) == pytest.approx((2.521, 4.847), abs=5e-4)
    assert poisson_interval(0, 45).low == 0.0
    with pytest.raises(OptionError):
        poisson_interval(3, 0)


def test_not_used_since():
    # METHODS T31: 12 uses in 30 documents, none in 45
    assert silence_poisson(12, 30, 45) == pytest.approx(1.523e-8, rel=1e-3)
    assert silence_binomial(12, 30, 45) == pytest.approx(1.678e-5, rel=1e-3)
    assert silence_bayes(12, 30, 45) == pytest.approx(1.061e-5, rel=1e-3)
    assert silence_presence(8, 30, 45) == pytest.approx(3.469e-4, rel=1e-3)
    assert extinction_bound(30, 12) == pytest.approx(38.5, abs=0.05)
    assert rate_change((12, 30.0), (0, 45.0)) == pytest.approx(1.678e-5, rel=1e-3)
    assert extinction_bound(30, 1) == pytest.approx(600)  # one use: t / 0.05
    for formula in (silence_poisson, silence_binomial, silence_bayes):
        for uses, before, after in ((3, 0, 4), (-1, 30, 45), (3, 30, -1)):
            with pytest.raises(OptionError):
                formula(uses, before, after)
    with pytest.raises(OptionError):
        extinction_bound(30, 0)


FLOWS = {
    "origin": ["A", "A", "B", "A", "WLD"],
    "destination": ["B", "B", "A", "B", "B"],
    "product": ["total"] * 5,
    "freq": ["A"] * 5,
    "period": [date(2021, 1, 1)] * 5,
    "value_usd": [10, 12, 5, 11, 100],
    "reporter": ["A", "IMF", "A", "A", "IMF"],
    "vintage": ["first release", "v1", "first release", "revised", "v1"],
    "source_id": ["a1", "i", "a2", "a3", "i"],
}
TOTALS = {
    name: []
    for name in ("a", "b", "product", "freq", "period", "value_usd", "reporter", "vintage", "source_id")
}


def test_reports_of_a_flow_are_kept_by_office_and_a_revision_replaces_a_first_release(engine):
    found = shipped(engine(**FLOWS), origin="A", destination="B", window=Window())
    offices = found[date(2021, 1, 1)]
    assert {office: report.value for office, report in offices.items()} == {"A": 11.0, "IMF": 12.0}
    (one,) = central_reports(found, importer="B", exporter="A")
    assert (one.value, one.low, one.high, one.office) == (11.0, 11.0, 12.0, "A")


def test_a_two_way_sum_needs_both_directions_of_one_office():
    import polars as pl

    totals = pl.DataFrame(TOTALS, schema_overrides={"value_usd": pl.Int64, "period": pl.Date})
    found = exchanged(pl.DataFrame(FLOWS), totals, a="A", b="B", window=Window())
    assert {office: report.value for office, report in found[date(2021, 1, 1)].items()} == {"A": 16.0}


def test_a_share_is_of_one_office():
    import polars as pl

    part = shipped(pl.DataFrame(FLOWS), origin="A", destination="B", window=Window())
    whole = shipped(pl.DataFrame(FLOWS), origin="WLD", destination="B", window=Window())
    assert {o: r.value for o, r in divided(part, whole)[date(2021, 1, 1)].items()} == {"IMF": 0.12}
    assert divided(part, {date(2021, 1, 1): {"IMF": Report("IMF", 0.0, "i")}}) == {}
