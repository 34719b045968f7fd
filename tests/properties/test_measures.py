"""What must hold of any trade: units of account, the order of rows, and product detail change no share."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from realpolitik.findings import Window
from realpolitik.measures.dependence.shares import interdependence, salience, supply_effect
from realpolitik.measures.trade.concentration import herfindahl, over_all
from realpolitik.measures.trade.mirror import mirror_ratio
from realpolitik.measures.trade.reports import central_reports, divided, exchanged, shipped
from realpolitik.models.stats.absence import (
    silence_bayes,
    silence_binomial,
    silence_poisson,
    silence_presence,
    silence_solow,
)

STATES = ("AAA", "BBB", "CCC", "WLD")
SCHEMA = {
    "origin": pl.String,
    "destination": pl.String,
    "reporter": pl.String,
    "period": pl.Date,
    "value_usd": pl.Int64,
}
SAME = {"product": "total", "freq": "A", "vintage": "v", "source_id": "s"}


def table(rows):
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").with_columns(
        **{name: pl.lit(value) for name, value in SAME.items()}
    )


@st.composite
def flows(draw):
    """One report of each flow by an office and year."""
    keys = draw(
        st.lists(
            st.tuples(
                st.sampled_from(STATES),
                st.sampled_from(STATES),
                st.sampled_from(("AAA", "BBB", "IMF")),
                st.sampled_from((date(2021, 1, 1), date(2022, 1, 1))),
            ).filter(lambda key: key[0] != key[1]),
            unique=True,
            max_size=20,
        )
    )
    return [(*key, draw(st.integers(1, 10**12))) for key in keys]


NO_TOTALS = pl.DataFrame(
    schema={
        "a": pl.String,
        "b": pl.String,
        "period": pl.Date,
        "reporter": pl.String,
        "value_usd": pl.Int64,
        **dict.fromkeys(SAME, pl.String),
    }
)


def shares(rows):
    """Share of BBB in what AAA buys, by each office and year."""
    part = shipped(table(rows), origin="BBB", destination="AAA", window=Window())
    whole = shipped(table(rows), origin="WLD", destination="AAA", window=Window())
    return {
        (period, office): report.value
        for period, offices in divided(part, whole).items()
        for office, report in offices.items()
    }


@given(flows(), st.integers(1, 1000))
def test_shares_ignore_the_unit_of_account(rows, scale):
    scaled = [(*row[:-1], row[-1] * scale) for row in rows]
    one, other = shares(rows), shares(scaled)
    assert one.keys() == other.keys()
    assert all(other[key] == pytest.approx(value, rel=1e-12) for key, value in one.items())


@given(flows(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows, random):
    shuffled = random.sample(rows, len(rows))
    assert shares(rows) == shares(shuffled)
    one, other = (
        exchanged(table(order), NO_TOTALS, a="AAA", b="BBB", window=Window()) for order in (rows, shuffled)
    )
    assert central_reports(one, importer="AAA") == central_reports(other, importer="AAA")


@given(flows())
def test_turnover_is_the_same_from_either_side(rows):
    one = exchanged(table(rows), NO_TOTALS, a="AAA", b="BBB", window=Window())
    other = exchanged(table(rows), NO_TOTALS, a="BBB", b="AAA", window=Window())
    values = [
        {
            (period, office): report.value
            for period, offices in way.items()
            for office, report in offices.items()
        }
        for way in (one, other)
    ]
    assert values[0] == values[1]


@given(flows())
def test_the_central_report_lies_within_the_range_of_all(rows):
    for item in central_reports(
        shipped(table(rows), origin="AAA", destination="BBB", window=Window()), importer="BBB"
    ):
        assert item.low <= item.value <= item.high


@given(flows(), st.integers(2, 5))
def test_product_detail_changes_no_ratio_and_no_concentration(rows, parts):
    assume(rows)
    detailed = [(*row[:-1], row[-1]) for row in rows for _ in range(parts)]
    whole = [(*row[:-1], row[-1] * parts) for row in rows]
    ratios, same = (
        mirror_ratio(table(order)).collect().to_dict(as_series=False) for order in (detailed, whole)
    )
    assert ratios == same
    # concentration takes no totals beside partners, and one report of a flow
    one, other = (
        herfindahl(
            table([row for row in order if row[0] != "WLD" and row[2] == "IMF"]), by="period", over="origin"
        )
        .collect()["hhi"]
        .to_list()
        for order in (detailed, whole)
    )
    assert one == pytest.approx(other, rel=1e-12)


@given(st.floats(1e-6, 1), st.floats(0, 1))
def test_the_bounds_of_concentration_hold_each_other(hhi, covered):
    low, high = over_all(hhi, covered)
    assert 0 <= low <= high <= 1 + 1e-12


@given(st.floats(0, 1), st.floats(0, 1))
def test_interdependence_never_exceeds_salience(ours, theirs):
    assert interdependence(ours, theirs) <= salience(ours, theirs)


@given(st.floats(0, 0.99), st.floats(0, 0.99), st.floats(1.1, 20))
def test_a_larger_supplier_is_a_larger_loss(share, other, elasticity):
    small, large = sorted((share, other))
    assert supply_effect(small, elasticity) <= supply_effect(large, elasticity)


@given(st.integers(1, 40), st.floats(1, 1000), st.floats(0, 1000), st.floats(0, 1000))
def test_a_longer_silence_is_never_likelier(uses, before, after, more):
    for silence in (silence_poisson, silence_binomial, silence_bayes):
        assert 0 <= silence(uses, before, after + more) <= silence(uses, before, after) <= 1
    assert silence_solow(before, before + after + more, uses) <= silence_solow(before, before + after, uses)


@given(st.integers(1, 20), st.integers(0, 20), st.integers(0, 40))
def test_presence_is_the_share_of_ways_to_place_the_documents(documents, uses, after):
    assume(uses <= documents)
    chance = 1.0
    for place in range(uses):  # one document after the other is drawn from those before
        chance *= (documents - place) / (documents + after - place)
    assert silence_presence(uses, documents, after) == pytest.approx(chance, rel=1e-12)
