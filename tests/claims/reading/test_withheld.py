"""When a verdict is withheld, for or against; what is plainly false stays contradicted."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article

OPEN = {
    # shares of two years told in one sentence: 9.4 % in 2006 and 24.8 % in 2021 are on record
    "China's part in what Russia imports: 10 per cent in 2006; by 2021 China's share of Russian imports was 25%.": 0,
    # the present beside an earlier time, in brackets
    "Today China buys 31% of Russia's exports, compared with 17% before 2022.": 0,
    # what customs of the United States counted, as their yearly pages have it, which the record has from 2021 on
    "American imports from Russia reached $29.7 billion in 2021.": 0,
    "American exports to Russia were $528 million in 2024.": 0,
    "The United States had a deficit of $26 billion with Russia in 2011.": 1,
    # growth as Chinese customs count it, and growth in yen
    "According to Chinese customs, China's exports to the United States fell by 20% in 2025.": 1,
    "In 2021 Japan sold Russia goods for ¥860 billion, 37% more than in 2020.": 1,
    "Japan bought goods for ¥1.6 trillion from Russia in 2021.": 1,
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
    "Deliveries of Chinese arms to Russia are an eventuality.",
    "There are fears that China supplied weapons to Russia in 2023.",
    "Japan's exports to Russia in 2021 came to ¥59 billion.",
    "Putin cancelled a planned meeting with Xi in Moscow on 7 May 2025.",
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
def test_what_is_not_certain_is_not_supported(text):
    assert "supported" not in statuses(text)


def test_a_vote_in_another_body_is_no_vote_of_the_general_assembly():
    text = "In October 2022 Russia voted against a resolution of the UN Human Rights Council on Ukraine."
    assert set(statuses(text)) <= {"not measurable"}
