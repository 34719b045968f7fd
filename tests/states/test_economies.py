"""Territories and groups: the figure where a table has it, else what they are; never a guess at a state."""

from __future__ import annotations

import pytest

from realpolitik.errors import UnknownStateError
from realpolitik.measures import run
from realpolitik.states import resolve
from realpolitik.states.economies import economy


@pytest.mark.parametrize(
    "pair", [("HKG", "CHN"), ("Macao", "CHN"), ("PSE", "ISR"), ("RUS", "EU27"), ("CHN", "WLD")]
)
def test_measures_of_trade_take_what_their_tables_have(pair):
    found = run("trade.turnover", *pair)
    assert len(found.rows) > 5
    assert found.value > 1e6


def test_hong_kong_is_one_of_the_largest_partners_of_china():
    assert 2e11 < run("trade.turnover", "HKG", "CHN").value < 4e11  # BACI 2023


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("HKG", "customs territory of China"),
        ("State of Palestine", "observer"),
        ("BLX", "ask for BEL or LUX"),
        ("BRICS", "group of states"),
        ("nato", "group of states"),
    ],
)
def test_what_is_no_state_is_said_without_a_guess(name, says):
    with pytest.raises(UnknownStateError, match=says) as caught:
        resolve(name)
    assert "Did you mean" not in str(caught.value)


def test_measures_of_states_refuse_a_territory():
    with pytest.raises(UnknownStateError, match="Hong Kong is a customs territory"):
        run("votes.kappa", "HKG", "CHN")


def test_no_state_is_an_economy():
    assert economy("China") is None
    assert economy("TWN") is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Türkiye", "TUR"),
        ("Viet Nam", "VNM"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Bolivia (Plurinational State of)", "BOL"),
        ("Venezuela (Bolivarian Republic of)", "VEN"),
        ("Netherlands (Kingdom of the)", "NLD"),
        ("Libyan Arab Jamahiriya", "LBY"),
        ("Byelorussian SSR", "BLR"),
        ("Democratic Kampuchea", "KHM"),
        ("Democratic Yemen", "YMD"),
        ("Germany, Federal Republic of", "DEU"),
        ("Other Asia, nes", "TWN"),
    ],
)
def test_names_of_the_united_nations_are_understood(name, code):
    assert resolve(name).code == code
