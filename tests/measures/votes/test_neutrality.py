"""Neutrality in a war's votes: the tilt, the exact test, words against deeds."""

from __future__ import annotations

import pytest
from scipy.stats import fisher_exact

from realpolitik.errors import CoverageError, OptionError
from realpolitik.measures import run
from realpolitik.measures.votes.war_votes import PLACES, tilt_of, two_proportions
from realpolitik.store import Store

STORE = Store()


@pytest.mark.parametrize("vote", PLACES)
@pytest.mark.parametrize("first", PLACES)
@pytest.mark.parametrize("second", PLACES)
def test_the_tilt_turns_with_the_sides(vote, first, second):
    assert tilt_of(vote, first, second) == -tilt_of(vote, second, first)
    assert -1 <= tilt_of(vote, first, second) <= 1


@pytest.mark.parametrize(("a", "n", "b", "m"), [(8, 13, 60, 520), (0, 5, 3, 9), (4, 4, 0, 4), (2, 10, 2, 10)])
def test_the_exact_test_is_that_of_another_program(a, n, b, m):
    peer = fisher_exact([[a, n - a], [b, m - b]]).pvalue
    assert two_proportions(a, n, b, m) == pytest.approx(peer, rel=1e-9)


def test_china_stands_between_but_nearer_to_russia():
    finding = run("votes.neutrality", "CHN", store=STORE)
    # thirteen texts: four times with Russia, once with Ukraine, once half-way to it, else abstentions
    values = sorted(row["value"] for row in finding.rows)
    assert values == [-1, -0.5, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]
    assert finding.value == pytest.approx(2.5 / 13, abs=1e-12)
    assert finding.interval.low < 0 < finding.interval.high
    assert "8 of 13" in finding.says
    assert any("Fisher" in caveat for caveat in finding.caveats)


def test_the_sides_stand_at_the_ends():
    assert run("votes.neutrality", "RUS", store=STORE).value > 0.9
    assert run("votes.neutrality", "UKR", store=STORE).value < -0.9
    assert "is a side of the war" in run("votes.neutrality", "RUS", store=STORE).says
    turned = run("votes.neutrality", "CHN", sides="UKR RUS", store=STORE)
    assert turned.value == -run("votes.neutrality", "CHN", store=STORE).value


def test_belarus_votes_with_russia_and_germany_with_ukraine():
    assert run("votes.neutrality", "BLR", store=STORE).value > 0.8
    assert run("votes.neutrality", "DEU", store=STORE).value < -0.8


def test_what_is_not_on_record_is_said():
    with pytest.raises(CoverageError, match="0 votes on record"):
        run("votes.neutrality", "MEX", store=STORE)
    with pytest.raises(CoverageError, match="1 vote on record"):
        run("votes.neutrality", "CHN", end="2022-03-10", store=STORE)
    with pytest.raises(OptionError, match="name two states"):
        run("votes.neutrality", "CHN", sides="RUS", store=STORE)


def test_words_and_deeds_are_of_the_state_towards_the_side():
    finding = run("votes.words_and_deeds", "CHN", "RUS", store=STORE)
    by = {row["code"]: row for row in finding.rows}
    assert (
        finding.value == by["CHN"]["value"] == pytest.approx(0.667, abs=0.001)
    )  # 146.887 to 244.81 billion, customs
    assert by["CHN"]["x"] == run("votes.neutrality", "CHN", store=STORE).value
    assert by["GBR"]["value"] < -0.9 < 0 < by["IND"]["value"]
    assert by["IND"]["y"] == pytest.approx(1 + by["IND"]["value"])
    assert not {"RUS", "UKR"} & set(by)
    turned = run("votes.words_and_deeds", "RUS", "CHN", store=STORE)
    assert turned.value == finding.value


def test_words_and_deeds_keep_to_the_period():
    early = run("votes.words_and_deeds", "CHN", "RUS", store=STORE, end="2023-12")
    by = {row["code"]: row for row in early.rows}
    assert by["CHN"]["x"] == run("votes.neutrality", "CHN", store=STORE, end="2023-12").value
    with pytest.raises(CoverageError, match="ends on 1964-12-31"):
        run("votes.words_and_deeds", "CHN", "RUS", store=STORE, start="1964", end="1964")


def test_two_other_states_are_held_to_the_first_side():
    finding = run("votes.words_and_deeds", "FRA", "GBR", store=STORE)
    assert "France stands at" in finding.says
    assert "United Kingdom stands at" in finding.says
    with pytest.raises(CoverageError, match="are the sides of the war"):
        run("votes.words_and_deeds", "RUS", "UKR", store=STORE)
    with pytest.raises(CoverageError, match="not on record"):
        run("votes.words_and_deeds", "MEX", "ARG", store=STORE)
