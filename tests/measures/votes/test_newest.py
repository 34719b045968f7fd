"""Votes of the newest year of ten states: the README of the shared data has three shares, counted elsewhere."""

from __future__ import annotations

import pytest

from realpolitik.briefs.conditions import newest as at_hand
from realpolitik.errors import CoverageError
from realpolitik.measures.registry import run
from realpolitik.models.stats.wilson import wilson_interval


@pytest.mark.parametrize(
    ("pair", "share"), [(("CHN", "RUS"), 0.781), (("CHN", "USA"), 0.042), (("RUS", "USA"), 0.130)]
)
def test_shares_of_2025_are_those_counted_elsewhere(pair, share):
    found = run("votes.newest", *pair)
    assert found.value == pytest.approx(share, abs=5e-4)
    assert found.rows[-1]["votes"] == 192
    assert found.rows[-1]["low"] < found.value < found.rows[-1]["high"]
    assert run("votes.newest", *reversed(pair)).value == found.value


def test_the_year_before_is_of_the_other_collection_and_the_hole_is_named():
    found = run("votes.newest", "CHN", "RUS")
    before = found.rows[0]
    assert (before["period"], before["source"]) == ("2023", "voeten-unga")
    own = run("votes.identical_share", "CHN", "RUS", start=2023, end=2023)
    assert before["value"] == pytest.approx(own.value, abs=1e-3)
    assert any("between 4 June 2024 and 24 February 2025" in caveat for caveat in found.caveats)
    assert "after 67.8 % in 2023" in found.says
    assert "beyond chance" in found.says  # agreement is never shown alone


def test_an_absence_may_count_as_an_abstention():
    # Syria stayed away often in 2025
    left, counted = run("votes.newest", "SYR", "RUS"), run("votes.newest", "SYR", "RUS", absence="abstention")
    assert left.rows[-1]["votes"] < counted.rows[-1]["votes"] == 192


def test_other_states_and_years_are_not_covered():
    with pytest.raises(CoverageError, match="not for FRA"):
        run("votes.newest", "FRA", "RUS")
    with pytest.raises(CoverageError, match="in the period asked"):
        run("votes.newest", "CHN", "RUS", end=2024)
    assert at_hand(("CHN", "RUS"))
    assert not at_hand(("FJI", "NZL"))


def test_wilsons_interval_of_a_textbook():
    # Newcombe (1998), table I, doi 10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E: 81 of 263 is .2553 to .3662
    assert wilson_interval(81 / 263, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
