"""Listings against a state beside those against others: the counts of one compiler, as typed from the press."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError
from realpolitik.measures import run
from realpolitik.store import Store

STORE = Store.embedded()


def test_russia_stands_first_where_others_were_counted_too():
    found = run("sanctions.listings", "RUS", store=STORE)
    # Castellum.AI in March 2022: Russia 5,532, Iran 3,616, Syria 2,608, North Korea 2,077, Venezuela 651
    march = {row["state"]: row["value"] for row in found.rows if row["period"] == "2022-03"}
    assert march == {"RUS": 5532, "IRN": 3616, "SYR": 2608, "PRK": 2077, "VEN": 651}
    assert "place 1 of the 5" in found.says
    assert found.value == 19282  # February 2024


def test_a_state_is_set_beside_the_others_of_its_own_times():
    found = run("sanctions.listings", "IRN", store=STORE)
    assert {row["period"] for row in found.rows} == {"2022-03"}
    assert "place 2 of the 5 most listed states with 3,616, beside 5,532 against Russia" in found.says


def test_a_time_without_others_says_nothing_of_places():
    assert "place" not in run("sanctions.listings", "RUS", start="2024", store=STORE).says


@pytest.mark.parametrize(("state", "end"), [("CHN", None), ("RUS", "2020")])
def test_what_nobody_counted_is_not_covered(state, end):
    with pytest.raises(CoverageError, match="no count of listings"):
        run("sanctions.listings", state, end=end, store=STORE)
