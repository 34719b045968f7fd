"""Whose ideal points: ours, the published ones that a user has fetched, or the newer of the two."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError
from realpolitik.measures import run
from realpolitik.store import Store

# Bailey, Strezhnev and Voeten, estimates of June 2024, session 78: values of the README of the shared data
PUBLISHED = {"USA": 2.50, "CHN": -0.80, "RUS": -0.53, "IND": -0.25}


def store(tmp_path, period=date(2023, 1, 1), by="session", **more):
    rows = [
        {"state": code, "issue": "all", "by": by, "period": period, "value": value, "low": value - 0.2, "high": value + 0.2,
         "votes": 80, "source_id": "un-ideal-points"} | more
        for code, value in PUBLISHED.items()
    ]  # fmt: skip
    frame = pl.DataFrame(rows, schema=Store().schema("ideal_points_published").dtypes())
    return Store(home=tmp_path, frames={"ideal_points_published": frame})


def test_published_points_are_given_as_published(tmp_path):
    found = run("votes.ideal_point", "USA", store=store(tmp_path), estimate="published")
    assert (found.value, found.rows[-1]["session"]) == (2.5, 78)
    assert (found.interval.low, found.interval.high) == (pytest.approx(2.3), pytest.approx(2.7))
    assert any("their scale" in caveat for caveat in found.caveats)
    assert {source.id for source in found.sources} == {"un-ideal-points"}


def test_a_published_gap_has_the_error_of_both(tmp_path):
    found = run("votes.ideal_point_gap", "CHN", "RUS", store=store(tmp_path), estimate="published")
    assert found.value == pytest.approx(0.27)
    assert found.interval.high == pytest.approx(0.27 + 0.2 * 2**0.5)  # two half-widths of .2
    assert found.interval.low == 0.0


def test_the_newest_is_ours_where_both_end_together_and_theirs_where_they_go_on(tmp_path):
    ours = run("votes.ideal_point", "USA").value
    assert run("votes.ideal_point", "USA", estimate="newest").value == ours
    assert run("votes.ideal_point", "USA", store=store(tmp_path), estimate="newest").value == ours
    later = store(tmp_path, period=date(2025, 1, 1), by="year")
    assert run("votes.ideal_point", "USA", store=later, estimate="newest").value == 2.5


def test_what_is_not_fetched_is_not_covered(tmp_path):
    with pytest.raises(CoverageError, match="have not been fetched"):
        run("votes.ideal_point", "USA", estimate="published")
    with pytest.raises(CoverageError, match="on the issue 'colonialism'"):
        run("votes.ideal_point", "USA", store=store(tmp_path), estimate="published", issue="colonialism")


@pytest.mark.shared
def test_the_published_file_leads_to_its_own_numbers(shared_data, tmp_path):
    from realpolitik.store.fetch import fetch

    table = pl.read_parquet(shared_data / "politics/unga/ideal_points_published_jun2024.parquet")
    path = tmp_path / "IdealpointestimatesAll_Jun2024.csv"
    table.select("ccode", "session", "NVotesAll", "IdealPointAll", "Q5%All", "Q95%All").write_csv(path)
    fetch("ideal-points", files=[path], place=tmp_path / "store")
    for code, value in PUBLISHED.items():
        found = run("votes.ideal_point", code, store=Store(home=tmp_path / "store"), estimate="published")
        assert found.value == pytest.approx(value, abs=0.005)  # printed to two decimals
