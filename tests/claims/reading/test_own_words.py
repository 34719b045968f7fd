"""What the program says of itself passes through `check`: without a crash, and without a contradiction."""

from __future__ import annotations

from pathlib import Path

import pytest

from realpolitik.claims.reading import check, make_article, open_article
from realpolitik.measures import run

ROOT = Path(__file__).parents[3]
ASKED = (
    ("trade.turnover", "CHN", "RUS"), ("trade.growth", "CHN", "RUS"), ("trade.exports", "CHN", "RUS"), ("trade.exports", "RUS", "IND"),
    ("trade.rank", "RUS", "CHN"), ("trade.balance", "CHN", "RUS"), ("trade.export_growth", "RUS", "TUR"),
    ("dependence.import_share", "RUS", "CHN"), ("dependence.export_share", "RUS", "CHN"), ("trade.partner_share", "RUS", "CHN"),
    ("votes.ballot", "IND"), ("votes.tally",), ("meetings.count", "CHN", "RUS"), ("power.military_spending", "RUS"),
    ("votes.identical_share", "CHN", "RUS"), ("treaties.obligations", "CHN", "PRK"), ("sanctions.count", "RUS", "CHN"),
    ("products.group_imports", "RUS"), ("discount.saving", "CHN", "RUS"), ("settlement.share", "RUS", "CHN"),
)  # fmt: skip


@pytest.mark.parametrize("asked", ASKED, ids="-".join)
def test_a_finding_is_not_contradicted(asked):
    says = run(*asked).says
    assert [
        one.status
        for one in check(make_article(says, published="2026-11-01")).checked
        if one.status == "contradicted"
    ] == []


def test_the_readme_is_read_without_a_contradiction():
    report = check(open_article(ROOT / "README.md", published="2026-11-01"))
    # the one claim of the interview that the figures contradict stands there as his, and contradicted
    assert [one.verdicts[0].claim.says for one in report.checked if one.status == "contradicted"] == []
    assert report.claims >= 3


@pytest.mark.parametrize("page", ["trade", "dependence", "sanctions", "votes", "alliances", "meetings"])
def test_explanations_are_read(page):
    report = check(open_article(ROOT / "docs" / "explanation" / f"{page}.md", published="2026-11-01"))
    assert [one.verdicts[0].claim.says for one in report.checked if one.status == "contradicted"] == []


def test_from_one_amount_to_another_between_two_years():
    text = "China-Russia trade rose from $146 billion to $240 billion between 2021 and 2023."
    report = check(make_article(text, published="2026-11-01"))
    assert [(one.statement.test, one.statement.period, one.status) for one in report.checked] == [
        ("near", "2023", "supported"),
        ("near", "2021", "supported"),
        ("rises", "2021..2023", "supported"),
    ]
