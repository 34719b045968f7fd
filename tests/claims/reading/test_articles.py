"""Articles on other pairs of states: Markdown, HTML with what is no article, and text out of a PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from realpolitik.claims.reading import check, open_article

FOLDER = Path(__file__).with_name("articles")


@pytest.fixture(scope="module")
def reports():
    return {path.stem: check(open_article(path)) for path in sorted(FOLDER.iterdir())}


def rows(report):
    return {
        (
            one.statement.relation,
            one.statement.states,
            one.statement.test,
            one.statement.value,
            one.statement.period,
        ): one.status
        for one in report.checked
        if one.statement.kind == "claim"
    }


def test_dates_and_titles(reports):
    found = {
        name: (one.article.title, one.article.published, one.article.dated) for name, one in reports.items()
    }
    assert found["us-china-trade"] == ("Two giants, less entwined", date(2024, 3, 12), "found")
    assert found["germany-russia-gas"] == ("How Germany gave up Russian gas", date(2024, 2, 5), "stated")
    assert found["india-oil"][1:] == (date(2024, 1, 17), "found")


def test_the_united_states_and_china(reports):
    found = rows(reports["us-china-trade"])
    # 574.9 by the US Census Bureau, and 664.5 by Chinese customs
    assert found[("trade", ("CHN", "USA"), "near", 575e9, "2023")] == "mixed"
    # 690.3 by the US Census Bureau, the one office with a total of that year
    assert found[("trade", ("CHN", "USA"), "near", 690e9, "2022")] == "supported"
    assert (
        found[("export-share", ("CHN", "USA"), "near", 0.15, "2023")] == "supported"
    )  # BACI 13.2 %, within two points
    assert ("import-share", ("CHN", "USA"), "near", 0.065, "2023") in found
    kinds = {one.statement.sentence: one.statement.kind for one in reports["us-china-trade"].checked}
    banned = next(
        n for n, one in enumerate(reports["us-china-trade"].article.sentences) if "should ban" in one.text
    )
    assert kinds[banned] == "opinion"


def test_germany_and_russia(reports):
    report = reports["germany-russia-gas"]
    found = rows(report)
    assert found[("exports", ("RUS", "DEU"), "near", 29.7e9, "2021")] == "supported"
    # "two years later": 2.2 by the IMF, and 3.7 bn euros by Destatis
    assert found[("exports", ("RUS", "DEU"), "near", 2.2e9, "2023")] == "mixed"
    assert found[("exports", ("DEU", "RUS"), "falls", None, "2021..2023")] == "supported"
    assert found[("group-imports", ("EU", "RUS"), "near", 49e9, "2021")] == "supported"
    assert (
        found[("exports", ("RUS", "DEU"), "falls", 0.9, "2021..2023")] == "supported"
    )  # 29.7 to 2.2: 93 % by the one office that has both years
    text = " ".join(report.article.paragraphs)
    for hidden in (
        "999 billion",
        "20 billion euros",
        "doubled in 2023",
        "$5 billion",
        "France and Russia",
        "Home",
    ):
        assert hidden not in text


def test_india_and_russia_out_of_a_pdf(reports):
    report = reports["india-oil"]
    found = rows(report)
    assert found[("trade", ("IND", "RUS"), "near", 13e9, "2021")] == "supported"  # "Rus-\nsia", about
    assert found[("trade", ("IND", "RUS"), "record", None, "2023")] == "supported"
    assert found[("exports", ("RUS", "IND"), "at_least", 60e9, "2023")] == "supported"
    assert ("exports", ("IND", "RUS"), "near", 84e9, "2023") not in found  # sold to "it", the United States
    assert {one.speaker for one in report.article.sentences} >= {"Ann Mehta", "Ravi Prakash"}
    assert not any("- 1 -" in paragraph for paragraph in report.article.paragraphs)


def test_what_is_foreseen_is_a_prediction(reports):
    report = reports["india-oil"]
    number = next(n for n, one in enumerate(report.article.sentences) if "By 2030" in one.text)
    assert [one.statement.kind for one in report.checked if one.statement.sentence == number] == [
        "prediction"
    ]


def test_each_unmeasured_claim_names_the_nearest_measure_or_says_there_is_none(reports):
    from realpolitik.measures import measures

    known = measures()
    for report in reports.values():
        for one in report.checked:
            assert one.nearest in known or one.nearest == ""
            assert all(
                verdict.status == "not measurable"
                for verdict in one.verdicts
                if one.statement.kind != "claim"
            )
