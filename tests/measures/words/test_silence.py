"""“Not used since” in two readings, and who put forward plans."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError, UnknownNameError
from realpolitik.measures import run


def test_no_limits_was_used_since_but_not_in_joint_statements():
    finding = run("rhetoric.absence", "CHN", "RUS")
    assert finding.value == 1
    assert (
        "was used once by officials since 24 February 2022 (first: Wang Wenbin, daily briefing, 30 March 2022)"
        in finding.says
    )
    assert (
        "of joint statements 1 of 6 before had it and none of 2 read since: too few to tell" in finding.says
    )
    strict = {row["label"]: row for row in finding.rows}
    # since the invasion: one use, two denials, absences in two statements, a press conference and a call
    assert strict["any official, after 2022-02-24 (7 texts)"]["texts"] == 7
    # two documents of 6 before and 2 after hold (6/8)^1 = .75 and e^(-2/6) = .72
    assert "Poisson 0.72, binomial 0.75" in finding.caveats[0]
    assert "Of 3 joint statements since, 2 were read" in finding.caveats[1]


def test_from_another_day_no_use_is_known():
    finding = run("rhetoric.absence", "CHN", "RUS", shock="2022-04-01")
    assert finding.value == 0
    assert finding.says.startswith(
        "“no limits”: no use by any official on record since 1 April 2022, in 6 texts observed"
    )


def test_the_forms_of_a_phrase_are_the_phrase():
    assert run("rhetoric.absence", "CHN", "RUS", phrase="没有止境").value == 1


def test_no_text_after_the_day_is_no_silence():
    with pytest.raises(CoverageError, match="a silence needs both"):
        run("rhetoric.absence", "CHN", "RUS", shock="2026-01-01")
    with pytest.raises(UnknownNameError, match="multipolar"):
        run("rhetoric.absence", "CHN", "RUS", phrase="multipolarr")


def test_chinas_plans_and_russias_terms():
    finding = run("plans.peace", "CHN", "RUS")
    assert [(row["period"], row["series"]) for row in finding.rows] == [
        ("2023-02-24", "China"),
        ("2024-05-23", "China"),  # with Brazil
        ("2024-06-14", "Russia"),
    ]
    assert finding.says.startswith("China put forward 2 plans and Russia put forward 1 plan")
    with pytest.raises(CoverageError, match="no plan of Japan or India"):
        run("plans.peace", "JPN", "IND")


@pytest.mark.parametrize("name", ["rhetoric.absence", "rhetoric.uses"])
def test_a_period_before_the_phrase_is_not_covered_rather_than_unknown(name):
    with pytest.raises(CoverageError, match="no text of the period asked"):
        run(name, "CHN", "RUS", start="2014", end="2020")
