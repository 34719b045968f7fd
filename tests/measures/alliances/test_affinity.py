"""Regimes, organisations, rivalry and disputes against the data sets, and what two states owe beside what they do."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError
from realpolitik.measures import run


def by_period(finding, **columns):
    return {
        row["period"]: row
        for row in finding.rows
        if all(row.get(key) == value for key, value in columns.items())
    }


def test_regimes_of_france_and_china_stand_far_apart():
    rows = by_period(run("affinity.regimes", "CHN", "FRA", start="2020", end="2020"))
    assert rows["2020"]["value"] == pytest.approx(
        abs(rows["2020"]["first"] - rows["2020"]["second"]), abs=1e-12
    )
    assert rows["2020"]["value"] > 0.7
    assert run("affinity.regimes", "CHN", "RUS", start="2024").value < 0.2


def test_shared_organisations_are_those_of_the_data_set():
    rows = by_period(run("affinity.organisations", "CHN", "RUS"))
    assert (rows["2013"]["value"], rows["2014"]["value"]) == (57, 55)  # COW IGO 3.0
    assert max(rows) == "2014"


def test_the_border_fighting_of_1969_is_a_use_of_force_and_the_war_of_1979_was_with_vietnam():
    rows = by_period(run("affinity.conflict", "CHN", "SUN"))
    assert rows["1969"]["level"] == "use of force"
    assert rows["1979"]["value"] == 3  # the Soviet Union displayed force; China was at war with another
    assert rows["1955"]["value"] == 0
    assert [rows[year]["rivalry"] for year in ("1957", "1958", "1989", "1990")] == ["no", "yes", "yes", "no"]
    assert rows["1970"]["about"] == "positional spatial ideological"


def test_years_after_the_list_are_unknown_not_peaceful():
    assert max(by_period(run("affinity.conflict", "CHN", "RUS"))) == "2010"
    with pytest.raises(CoverageError, match="unknown, not peaceful"):
        run("affinity.conflict", "CHN", "RUS", start="2015")


def test_obligation_and_behaviour_of_the_past_keep_to_its_years_and_seats():
    found = run("affinity.obligation_and_behaviour", "CHN", "SUN", start="1949", end="1991")
    assert {row["period"] for row in found.rows} <= {str(year) for year in range(1949, 1992)}
    pledged = by_period(found, unit="index")
    assert (pledged["1950"]["value"], pledged["1980"]["value"], pledged["1981"]["value"]) == (1, 1, 0)
    votes = by_period(found, unit="kappa")
    assert min(votes) == "1971"  # the People's Republic took the seat on 25 October 1971
    shares = by_period(found, series="the Soviet Union in China's")
    assert shares["1955"]["value"] > 0.6
    assert shares["1980"]["value"] < 0.02
    assert (
        "a pledge of defence held in 1950–1980 (Sino-Soviet Treaty of Friendship, Alliance and Mutual "
        "Assistance, 1950)" in found.says
    )
    # the pact of 1945 was with the other government
    told = "a pledge of defence of the Republic of China and the Soviet Union held in 1949 (Treaty of Friendship and Alliance, 1945)."
    assert any(caveat.endswith(told) for caveat in found.caveats)


def test_a_pair_without_data_is_told_what_is_missing():
    with pytest.raises(CoverageError, match="nothing to set beside"):
        run("affinity.obligation_and_behaviour", "TUV", "XKX")
    with pytest.raises(CoverageError, match="1946 to 2014"):
        run("affinity.organisations", "TUV", "XKX")


def test_a_dispute_goes_on_in_a_year_that_another_has_taken():
    """The file has for China and India in 1962 a dispute of March alone, beside that of October 1961 to 1963 with the war."""
    found = run("affinity.obligation_and_behaviour", "CHN", "IND")
    assert "disputes of 1961–1963 that reached war" in found.says
