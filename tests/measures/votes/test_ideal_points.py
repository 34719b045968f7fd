"""Ideal points and distances on the embedded table: figures, intervals, words, and what lies outside."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.measures import run
from realpolitik.store import Store


def by_year(finding, series: str | None = None) -> dict[str, float]:
    return {row["period"]: row["value"] for row in finding.rows if series in (None, row.get("series"))}


def test_the_table_is_standardised_and_signed():
    table = Store()["ideal_points"]
    everything = table.filter(table["issue"] == "all")
    assert everything.height == 11_240
    assert everything["value"].mean() == pytest.approx(0, abs=1e-4)
    assert everything["value"].var(ddof=0) + (everything["se"] ** 2).mean() == pytest.approx(1, abs=0.03)
    assert (everything["low"] < everything["value"]).all()
    assert (everything["value"] < everything["high"]).all()


def test_the_order_of_powers_is_that_of_the_published_estimates():
    america, britain, russia, china = (
        by_year(run("votes.ideal_point", code))["2018"] for code in ("USA", "GBR", "RUS", "CHN")
    )
    assert america > britain > russia > china  # published for session 73: 2.79, 1.9, .14, -.49


def test_the_gap_is_the_difference_of_the_points():
    china, russia = (by_year(run("votes.ideal_point", code)) for code in ("CHN", "RUS"))
    gap = by_year(run("votes.ideal_point_gap", "CHN", "RUS"))
    assert set(gap) == set(china) & set(russia)
    for year, value in gap.items():
        assert value == pytest.approx(abs(china[year] - russia[year]), abs=1e-12)


def test_the_gap_does_not_depend_on_the_order():
    assert run("votes.ideal_point_gap", "CHN", "RUS").rows == run("votes.ideal_point_gap", "RUS", "CHN").rows


def test_the_two_were_apart_in_the_seventies_and_are_near_now():
    gap = by_year(run("votes.ideal_point_gap", "CHN", "RUS"))
    assert gap["1975"] > 1.5  # published: 2.10 in session 30
    assert gap["2018"] < 1.0  # published: .62 in session 73


def test_a_gap_has_an_interval_that_holds_it_and_stops_at_zero():
    found = run("votes.ideal_point_gap", "CHN", "RUS")
    assert found.interval is not None
    assert found.interval.low <= found.value <= found.interval.high
    assert min(row["low"] for row in found.rows) >= 0


def test_reference_pairs_are_series_beside():
    found = run("votes.ideal_point_gap", "CHN", "RUS", start="2010", references="FRA-GBR USA-GBR CHN-RUS")
    assert {row["series"] for row in found.rows} == {
        "China–Russia",
        "France–United Kingdom",
        "United States–United Kingdom",
    }
    assert found.value == by_year(found, "China–Russia")[found.period.end]
    with pytest.raises(OptionError, match="FRA-GBR"):
        run("votes.ideal_point_gap", "CHN", "RUS", references="FRA")


def test_issues_have_points_of_their_own():
    assert (
        run("votes.ideal_point", "CHN", issue="human-rights").value != run("votes.ideal_point", "CHN").value
    )
    with pytest.raises(UnknownNameError, match="human-rights"):
        run("votes.ideal_point", "CHN", issue="human-right")


def test_a_negative_position_has_a_minus():
    said = run("votes.ideal_point", "DDR", store=Store()).says
    assert "stood at −0.66" in said
    assert "against −2.37 in 1973" in said


def test_a_year_without_a_session_is_not_covered():
    with pytest.raises(CoverageError, match="1964"):
        run("votes.ideal_point", "USA", start="1964", end="1964")


def test_the_soviet_union_is_on_russias_path():
    with pytest.raises(CoverageError, match="ask for RUS"):
        run("votes.ideal_point", "SUN")
    caveats = " ".join(run("votes.ideal_point", "RUS", start="1970", end="1980").caveats)
    assert "Soviet Union" in caveats
    assert "Soviet Union" not in " ".join(run("votes.ideal_point", "RUS", start="2000").caveats)


def test_a_state_not_yet_a_member_is_not_covered():
    with pytest.raises(CoverageError, match="opened from 2002"):
        run("votes.ideal_point", "CHE", start="1990", end="1995")
