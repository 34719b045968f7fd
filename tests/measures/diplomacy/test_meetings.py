"""A count of meetings goes with its rule, and a stated count is set against every rule."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError, UnknownNameError
from realpolitik.measures import run
from realpolitik.measures.diplomacy.meetings import rules, stated


def test_the_finding_says_which_rule_gives_38_which_39_and_which_43():
    said = run("meetings.count", "CHN", "RUS").caveats
    given = next(line for line in said if line.startswith("Published counts that the rule with-video gives"))
    assert "43 (2024-05-16)" in given
    claimed = next(line for line in said if line.startswith("39 by 2024-05-16"))
    assert "the rule encounters gives it; bilateral 33, encounters 39, with-video 43" in claimed
    assert "with-ceremonies 44, talks-and-video 38" in claimed
    assert "encounters on 2024-05-16" in claimed


@pytest.mark.parametrize("claim", stated())
def test_stated_counts_name_a_pair_in_order_a_number_a_day_and_who_says_it(claim):
    assert claim["a"] < claim["b"]
    assert claim["count"] > 0
    assert claim["day"].year > 1816
    assert claim["by"]


def test_a_wider_rule_never_counts_less():
    counts = {rule: run("meetings.count", "RUS", "CHN", rule=rule, on="2024-12").value for rule in rules()}
    assert counts["bilateral"] <= counts["encounters"] <= counts["with-video"] <= counts["with-ceremonies"]
    assert counts["bilateral"] <= counts["talks-and-video"] <= counts["with-ceremonies"]


def test_an_unknown_rule_is_answered_with_those_there_are():
    with pytest.raises(UnknownNameError, match="encounters"):
        run("meetings.count", "CHN", "RUS", rule="encounter")


def test_days_before_the_ledger_are_not_days_without_meetings():
    with pytest.raises(CoverageError, match="begins on 2013-03-22"):
        run("meetings.count", "CHN", "RUS", on="2012")
