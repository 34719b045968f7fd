"""The interview itself, where it is on this machine: what its sentences give, and what becomes of them."""

from __future__ import annotations

import pytest

from realpolitik.claims import judge, load
from realpolitik.claims.reading import check, open_article

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def report():
    from pathlib import Path

    path = Path(__file__).parents[4] / "shared" / "articles" / "radchenko-interview-2024.txt"
    if not path.exists():
        pytest.skip("the interview (../shared/articles) is not on this machine")
    return check(open_article(path, published="2024-04-20"))


def of(report, words: str):
    number = next(n for n, one in enumerate(report.article.sentences) if words in one.text)
    return [one for one in report.checked if one.statement.sentence == number]


def test_the_sentence_on_trade_gives_three_tests_each_judged_with_its_source(report):
    own = of(report, "record US$240 billion")
    assert [(one.statement.test, one.statement.value, one.statement.period) for one in own] == [
        ("record", None, "2023"),
        ("near", 240e9, "2023"),
        ("near", 146e9, "2021"),
    ]
    for one in own:
        assert one.statement.states == ("CHN", "RUS")
        assert [verdict.status for verdict in one.verdicts] == ["supported"]
        assert one.verdicts[0].finding.sources


def test_the_39th_meeting_is_judged_as_the_claim_file_judges_it(report):
    (one,) = of(report, "39th time")
    (verdict,) = one.verdicts
    assert verdict.claim.measure == "meetings.count"
    by_file = judge(next(claim for claim in load("radchenko2024") if claim.id == "meeting-39"))
    # 39 in person by the meeting of 16 May 2024; what other rules count stands with it, so that the rule is seen to decide
    assert (one.status, verdict.figure.split(" over ")[0]) == (
        by_file.status,
        by_file.figure.split(" over ")[0],
    )
    assert verdict.figure.startswith("39 meetings (33 to 44)")
    assert verdict.error == "range over the rules of counting"


def test_the_dropped_phrase_is_judged_in_two_readings(report):
    (one,) = of(report, "used the rhetoric since")
    assert [verdict.status for verdict in one.verdicts] == ["contradicted", "supported"]
    assert all(verdict.claim.test.kind == "absent_since" for verdict in one.verdicts)
    assert one.status == "mixed"
    assert one.why_mixed.startswith("definition")


def test_the_cut_off_of_oil_and_gas_is_judged_by_group_and_by_fuel(report):
    own = [one for one in of(report, "cut off nearly all") if one.statement.relation == "group-imports"]
    seen = {
        (one.statement.states[0], one.statement.goods): (verdict.claim.measure, verdict.status)
        for one in own
        for verdict in one.verdicts
    }
    assert seen == {
        ("EU", "crude-oil"): (
            "products.crude_sold",
            "mixed",
        ),  # 112.9 to 21.2 million tonnes: by 81 %, which "nearly all" may mean
        ("EU", "gas"): ("products.group_imports", "contradicted"),  # 49.0 to 16.7 billion euros: by 66 %
        ("NAM", "crude-oil"): ("products.crude_sold", "supported"),  # 8.2 million tonnes to nearly nothing
        ("NAM", "gas"): (None, "not measurable"),
    }


def test_goods_are_told_apart(report):
    own = of(report, "semiconductor chips")
    assert {one.statement.goods for one in own if one.statement.relation == "exports"} == {
        "passenger-cars",
        "smartphones",
        "integrated-circuits",
        "machine-tools",
    }


def test_opinions_stay_opinions_and_speakers_are_known(report):
    assert {one.statement.kind for one in of(report, "That plan is unrealistic")} == {"opinion"}
    assert "opinion" in {one.statement.kind for one in of(report, "weakest point of the alliance")}
    speakers = {one.speaker for one in report.article.sentences}
    assert {"Sergey Radchenko", "Michael Bluhm", "the author"} <= speakers


def test_the_paywall_is_no_part_of_it(report):
    assert not any(
        "Join to read" in one or "Already have an account" in one for one in report.article.paragraphs
    )


def test_the_summary_counts(report):
    assert report.claims >= 30
    assert report.summary.startswith(f"{report.claims} claims: ")
