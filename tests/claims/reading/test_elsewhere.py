"""What a figure that seems to contradict may be true of: another year, currency or office; what is plainly false stays contradicted."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article

OPEN = {
    # shares of two years told in one sentence: 9.4 % in 2006 and 24.8 % in 2021 are on record
    "In 2006 China's share of Russian imports was only 9.4%, but by 2021 it had risen to 24.8%.": 2,
    # the present beside an earlier time, in brackets
    "China now takes around 30% of Russia's exports (compared with 16% prior to 2022).": 1,
    # what customs of the United States counted, as their yearly pages have it; Russia's and the IMF's figures are others
    "In 2021 the United States imported goods worth about $30 billion from Russia.": 1,
    "In 2024 the United States sent $526.1 million of goods to Russia.": 1,
    "The largest American trade deficit with Russia came in 2011, when it hit $26.3 billion.": 1,
    # growth as Chinese customs count it, and growth in yen
    "According to Chinese customs, China's exports to the United States fell by 20% in 2025.": 1,
    "Japan's exports to Russia in 2021 increased by 37.4% to ¥862.4 billion.": 1,
    "Japan's imports from Russia rose 34.8% from 2020, to ¥1.5 trillion.": 1,
}
FALSE = (
    "China's share of Russian imports was 60% in 2021.",
    "Russia's exports to China came to $200 billion in 2023.",
    "Trade between China and Russia came to $100 billion in 2023.",
    "China's exports to the United States rose by 40% in 2025.",
    "In 2021 the United States imported goods worth $300 billion from Russia.",
    "In yuan terms, trade between China and Russia fell 32.7% in 2023.",
)
NOT_DONE = (
    "Chinese supplies of lethal weapons to Russia remain an eventuality.",
    "There are fears that China supplied weapons to Russia in 2023.",
    "China denies that it supplied weapons to Russia in 2023.",
)


def statuses(text: str) -> list[str]:
    report = check(make_article(text, published="2026-03-20"))
    return [verdict.status for one in report.checked for verdict in one.verdicts]


@pytest.mark.parametrize("text", OPEN)
def test_is_not_contradicted(text):
    found = statuses(text)
    assert "contradicted" not in found
    assert found.count("not measurable") >= OPEN[text]


@pytest.mark.parametrize("text", FALSE)
def test_what_is_plainly_false_is_contradicted(text):
    assert "contradicted" in statuses(text)


@pytest.mark.parametrize("text", NOT_DONE)
def test_what_may_be_done_is_no_deed(text):
    assert "supported" not in statuses(text)


def test_a_vote_in_another_body_is_no_vote_of_the_general_assembly():
    text = "In October 2022 Russia voted against a resolution of the UN Human Rights Council on Ukraine."
    assert set(statuses(text)) <= {"not measurable"}
