"""Offices that are apart on a share: hand-made reports with what must be said of them."""

from __future__ import annotations

import pytest

from realpolitik.measures import run
from realpolitik.measures.dependence.offices import apart, reports_of


def test_both_ends_are_named_and_the_direction_that_all_show():
    found = apart(
        [(2022, {"CHN/RUS": 0.298, "IMF": 0.351}), (2023, {"CHN/RUS": 0.389, "IMF": 0.474}), (2024, {})]
    )
    assert found is not None
    assert (found.year, found.low[1], found.high[1], found.points, found.direction) == (
        2023,
        0.389,
        0.474,
        8,
        "rise",
    )


@pytest.mark.parametrize(
    ("years", "direction"),
    [
        pytest.param([(2022, {"A": 0.5, "B": 0.6}), (2023, {"A": 0.4, "B": 0.5})], "fall", id="both fall"),
        pytest.param([(2022, {"A": 0.3, "B": 0.6}), (2023, {"A": 0.4, "B": 0.5})], "", id="they disagree"),
        pytest.param([(2022, {"A": 0.3}), (2023, {"A": 0.4, "B": 0.5})], "", id="one alone has two years"),
        pytest.param([(2010, {"A": 0.3, "B": 0.4}), (2023, {"A": 0.4, "B": 0.5})], "", id="too long ago"),
    ],
)
def test_a_direction_is_named_only_where_two_offices_agree_on_it(years, direction):
    found = apart(years)
    assert found is not None
    assert found.direction == direction


def test_offices_that_are_close_are_not_told_apart():
    assert apart([(2023, {"A": 0.40, "B": 0.41})]) is None
    assert apart([(2023, {"A": 0.40})]) is None


def test_rows_of_a_finding_give_the_reports_that_its_sentence_names():
    finding = run("dependence.import_share", "RUS", "CHN", start="2019", end="2024")
    found = apart(reports_of(finding.rows))
    assert found is not None
    assert found.sentence() in finding.says
