"""One vote on one text."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError
from realpolitik.measures import run


@pytest.mark.parametrize(
    ("state", "vote"), [("CHN", 0), ("IND", 0), ("RUS", -1), ("PRK", -1), ("USA", 1), ("TUR", 1)]
)
def test_the_vote_of_2_march_2022(state, vote):
    # A/RES/ES-11/1, UN Digital Library
    found = run("votes.ballot", state, start="2022-03-02", end="2022-03-02")
    assert (found.value, found.rows[0]["text"]) == (vote, "A/RES/ES-11/1")


def test_the_united_states_changed_sides():
    # 24 February 2025: against ES-11/7 with Russia, abstaining on its own amended ES-11/8
    found = run("votes.ballot", "USA", start="2025-02-24", end="2025-02-24")
    assert {row["text"]: row["value"] for row in found.rows} == {"A/RES/ES-11/7": -1, "A/RES/ES-11/8": 0}


@pytest.mark.parametrize(("vote", "states"), [("yes", 141), ("no", 5), ("abstain", 35)])
def test_the_tally_of_es_11_1(vote, states):
    assert run("votes.tally", start="2022-03-02", end="2022-03-02", vote=vote).value == states


def test_no_vote_is_an_error_and_no_abstention():
    with pytest.raises(CoverageError, match="no vote of Eritrea"):
        run("votes.ballot", "ERI")
