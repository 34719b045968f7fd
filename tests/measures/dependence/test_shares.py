"""Trade over output: the weaker link, and vintages of output that must not read as change."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError
from realpolitik.measures import run


def test_the_weak_link_is_the_smaller_of_the_two():
    both = [
        {row["period"]: row["value"] for row in run("dependence.trade_gdp", *pair).rows}
        for pair in (("CHN", "RUS"), ("RUS", "CHN"))
    ]
    found = run("dependence.weak_link", "CHN", "RUS")
    assert {row["period"] for row in found.rows} == both[0].keys() & both[1].keys()
    for row in found.rows:
        assert row["value"] == min(one[row["period"]] for one in both)
    assert "of the output of China, the less dependent of the two" in found.says


def test_the_ratio_of_the_two_is_the_ratio_of_outputs_whatever_the_trade():
    # METHODS 1.3, pitfall 1: outputs of 2023 as the World Bank has them, 17.795 and 2.0214 trillion
    one = run("dependence.trade_gdp", "RUS", "CHN", start="2023", end="2023")
    other = run("dependence.trade_gdp", "CHN", "RUS", start="2023", end="2023")
    assert one.value / other.value == pytest.approx(17.795 / 2.0214, rel=1e-3)
    assert "cannot show growing asymmetry" in one.caveats[0]


def test_several_vintages_of_output_are_said():
    assert any("several vintages" in caveat for caveat in run("dependence.trade_gdp", "RUS", "CHN").caveats)
    single = run("dependence.trade_gdp", "RUS", "CHN", start="2021", end="2023")
    assert not any("several vintages" in caveat for caveat in single.caveats)


def test_interdependence_is_salience_times_symmetry_in_every_year():
    rows = {
        name: {row["period"]: row["value"] for row in run(f"dependence.{name}", "CHN", "RUS").rows}
        for name in ("salience", "symmetry", "interdependence")
    }
    for period, value in rows["interdependence"].items():
        assert value == pytest.approx(rows["salience"][period] * rows["symmetry"][period], rel=1e-12)


def test_no_output_no_share_of_it():
    with pytest.raises(CoverageError, match="World Bank"):
        run("dependence.trade_gdp", "RUS", "CHN", start="1995", end="1999")
