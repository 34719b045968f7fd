"""Who depends on a state, and who stands near it: each figure is that of the measure of the pair."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.measures import run


@pytest.mark.parametrize("side", ["imports", "exports"])
def test_each_share_is_that_of_the_pair(side):
    found = run("dependence.dependents", "CHN", side=side)
    year = found.rows[0]["period"]
    name = f"dependence.{side.removesuffix('s')}_share"
    for row in (found.rows[0], found.rows[len(found.rows) // 2], found.rows[-1]):
        alone = run(name, row["code"], "CHN", start=year, end=year)
        assert row["value"] == pytest.approx(alone.value, rel=1e-12)  # the same division
    assert [row["value"] for row in found.rows] == sorted((row["value"] for row in found.rows), reverse=True)
    assert all(0 <= row["value"] <= 1 for row in found.rows)
    assert "CHN" not in {row["code"] for row in found.rows}


def test_a_state_that_is_not_covered_is_absent_not_zero():
    found = run("dependence.dependents", "CHN", start="2023", end="2023")  # Viet Nam: blank with 76 others
    assert "VNM" not in {row["code"] for row in found.rows}
    assert "not covered" in found.caveats[0]


def test_who_depends_on_nobody_on_record_is_not_covered():
    with pytest.raises(CoverageError):
        run("dependence.dependents", "DEU", end="1850")
    with pytest.raises(OptionError, match="imports or exports"):
        run("dependence.dependents", "CHN", side="both")


def test_each_distance_is_that_of_the_pair():
    found = run("votes.distances", "RUS", end="2010")
    for row in (found.rows[0], found.rows[60], found.rows[-1]):
        alone = run("votes.ideal_point_gap", "RUS", row["code"], end="2010").rows[-1]
        assert (alone["session"], alone["value"]) == (row["session"], pytest.approx(row["value"], rel=1e-12))
    assert found.value == found.rows[0]["value"]


def test_a_state_that_never_voted_has_no_distance():
    with pytest.raises(CoverageError):
        run("votes.distances", "XKX")
