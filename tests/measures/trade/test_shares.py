"""Partner shares of all states at once, in every engine."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import OptionError
from realpolitik.measures.trade.concentration import herfindahl
from realpolitik.measures.trade.shares import partner_shares

FLOWS = {
    "origin": ["A", "A", "B", "C", "B", "A"],
    "destination": ["C", "C", "C", "A", "A", "B"],
    "period": [1, 1, 1, 1, 2, 2],
    "value_usd": [30, 30, 20, 7, 5, 0],
}


def test_shares_by_hand(engine):
    found = partner_shares(engine(**FLOWS)).collect().to_dict(as_series=False)
    assert found["destination"] == ["A", "A", "C", "C"]
    assert found["origin"] == ["B", "C", "A", "B"]
    assert found["period"] == [2, 1, 1, 1]
    assert found["value_usd"] == [5, 7, 60, 20]
    assert found["share"] == pytest.approx([1.0, 1.0, 0.75, 0.25], abs=1e-15)  # exact in binary


def test_what_a_state_sells_is_the_same_with_the_columns_swapped(engine):
    found = partner_shares(engine(**FLOWS), own="origin", partner="destination").collect()
    assert found.to_dict(as_series=False)["share"] == [1.0, 1.0, 1.0, 1.0]


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(0, 10**9)), min_size=1, max_size=40)
)
def test_shares_sum_to_one_and_ignore_the_unit_and_the_order(rows):
    flows = pl.DataFrame(rows, schema=["origin", "destination", "value_usd"], orient="row").with_columns(
        period=1
    )
    found = partner_shares(flows).collect().to_native()
    sums = found.group_by("destination").agg(pl.col("share").sum())["share"]
    assert sums.to_list() == pytest.approx([1.0] * len(sums), abs=1e-12)
    again = partner_shares(flows.reverse().with_columns(pl.col("value_usd") * 1000)).collect().to_native()
    assert again["share"].to_list() == pytest.approx(found["share"].to_list(), rel=1e-12)


def test_flows_that_would_be_counted_twice_are_refused():
    def flows(*rows):
        return pl.DataFrame(
            rows,
            schema=["origin", "destination", "product", "freq", "period", "value_usd", "reporter"],
            orient="row",
        )

    france, world = (
        ("FRA", "DEU", "total", "A", 2023, 100, "DEU"),
        ("WLD", "DEU", "total", "A", 2023, 200, "DEU"),
    )
    for other, said in (
        (world, "WLD beside partners in 'origin'"),
        (("FRA", "DEU", "cars", "A", 2023, 60, "DEU"), "all goods .total. beside cars"),
        (("FRA", "DEU", "total", "M", 2023, 10, "DEU"), "A and M in 'freq'"),
        (("FRA", "DEU", "total", "A", 2023, 110, "FRA"), "several reports of one flow"),
    ):
        with pytest.raises(OptionError, match=said):
            partner_shares(flows(france, other))
        with pytest.raises(OptionError, match=said):
            herfindahl(flows(france, other), by="destination", over="origin")
