"""Price against volume, and what re-export hubs pass on by a declared share: by hand, exactly, and on the record."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import CoverageError, OptionError
from realpolitik.measures import run
from realpolitik.measures.trade.never_arrived import DECLARED, passed_on
from realpolitik.measures.trade.price_part import divided
from realpolitik.store import Store

STORE = Store.embedded()
positive = st.floats(1e-3, 1e12)


@given(positive, positive, positive, positive)
def test_price_and_volume_add_up_to_the_change(one, two, three, four):
    price, volume = divided((one, two), (three, four))
    # both are sums of terms as large as the values times a logarithm
    scale = (one + three) * (1 + abs(math.log(three / one)) + abs(math.log(four / two)))
    assert price + volume == pytest.approx(three - one, abs=1e-12 * scale)


@given(positive, positive, st.floats(0.1, 10))
def test_a_change_of_one_alone_is_all_of_it(value, tonnes, factor):
    price, volume = divided((value, tonnes), (factor * value, tonnes))
    assert volume == pytest.approx(0.0, abs=1e-9 * value)
    same, all_of_it = divided((value, tonnes), (factor * value, factor * tonnes))
    assert same == pytest.approx(0.0, abs=1e-9 * value * (1 + factor))
    assert all_of_it == pytest.approx(price, abs=1e-9 * value * (1 + factor))


def test_two_years_turned_round_change_the_sign():
    """The logarithmic mean is symmetric, which a Laspeyres or Paasche index is not."""
    there, back = divided((100.0, 10.0), (180.0, 12.0)), divided((180.0, 12.0), (100.0, 10.0))
    assert there == pytest.approx(tuple(-part for part in back))


def test_what_is_new_is_volume():
    assert divided((0.0, 0.0), (5.0, 1.0)) == (0.0, 5.0)
    assert divided((5.0, 1.0), (0.0, 0.0)) == (0.0, -5.0)


def test_india_s_purchases_rose_by_volume_and_china_s_of_2022_by_price():
    india = run("products.price_part", "IND", "RUS", store=STORE)
    crude = next(row for row in india.rows if row["label"] == "crude oil")
    # BACI: 935 million dollars for 2.43 million tonnes, 48.6 billion for 88.92: 384 and 546 dollars a tonne
    assert crude["value"] / (crude["value"] + crude["volume_usd"]) == pytest.approx(
        math.log(546.3 / 384.3) / math.log(48.58e9 / 0.935e9), abs=0.002
    )
    assert india.value is not None
    assert india.value < 0.15 * 51.5e9
    china = run("products.price_part", "CHN", "RUS", year=2022, store=STORE)
    assert china.value is not None
    assert china.value > sum(row["volume_usd"] for row in china.rows)
    assert sum(row["value"] + row["volume_usd"] for row in china.rows) == pytest.approx(
        sum(row["after"] - row["before"] for row in china.rows)
    )


def test_hubs_pass_on_a_share_of_what_is_additional():
    assert passed_on({"A": 10.0, "B": 10.0}, {"A": 30.0, "B": 5.0}, 0.5) == 10.0
    found = run("trade.never_arrived", "DEU", "RUS", store=STORE)
    assert found.value == pytest.approx(1.45e9, rel=0.01)  # half of 2.9 bn, BACI
    # the study from which the share is has less than 10 % of the impact offset
    assert "7.5 % of the fall" in found.says
    all_of_it = run("trade.never_arrived", "DEU", "RUS", share=1.0, store=STORE)
    assert found.value is not None
    assert all_of_it.value == pytest.approx(2 * found.value)
    one = run("trade.never_arrived", "DEU", "RUS", hubs="KGZ", store=STORE)
    assert [row["label"] for row in one.rows] == ["Kyrgyzstan"]
    assert one.value is not None
    assert one.value < found.value


def test_the_share_has_a_source_and_a_range():
    assert DECLARED["low"] < DECLARED["share"] < DECLARED["high"]
    assert DECLARED["address"].startswith("https://")


def test_what_has_no_answer_says_why():
    with pytest.raises(OptionError, match="not later"):
        run("trade.never_arrived", "DEU", "RUS", base=2020, year=2019, store=STORE)
    with pytest.raises(CoverageError, match="no sales of"):
        run("trade.never_arrived", "DEU", "RUS", year=2022, store=STORE)
    with pytest.raises(CoverageError, match="no raw materials"):
        run("products.price_part", "FJI", "TON", store=STORE)
