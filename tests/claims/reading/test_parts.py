"""Parts of years and months, judged by one office's prints of the same months."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article

JUDGED = {
    # printed by Chinese customs on 13 July 2023: 114.5 billion, 40.6 % more
    "China's trade with Russia rose 40.6% in the first half of 2023 to $114.5 billion.": ["supported", "supported"],
    # first prints that the press gives, each within a fifth: growth of twice as much is open
    "China's trade with Russia rose 60.6% in the first half of 2023.": ["mixed"],
    "China's trade with Russia fell by 60.6% in the first half of 2023.": ["contradicted"],
    "China's exports to Russia fell in the first half of 2023.": ["contradicted"],
    "Trade between China and Russia came to $83.9 billion in the first quarter of 2023.": ["contradicted"],
    "Trade between China and Russia came to $60.7 billion in the second quarter of 2023.": ["supported"],
    # within a third one print contradicts nobody
    "Trade between China and Russia came to $62 billion in the first quarter of 2023.": ["not measurable"],
    "China imported 52.6 million tonnes of crude oil from Russia in January-June 2023, up 27.3%.": ["supported", "supported"],
    # a month by sums up to it and before it, and against the month before
    "Russia shipped 10.5 million tonnes of crude oil to China in June 2023, 8.2% more than in May.": ["supported", "supported"],
    # no prints make these up
    "In the fiscal year 2022-23 Russia exported $41.6 billion of goods to India.": ["not measurable"],
    "Trade between China and Russia came to $53.9 billion from November 2022 to January 2023.": ["not measurable"],
    "Trade between India and Russia rose 20% in the first half of 2023.": ["not measurable"],
}  # fmt: skip


@pytest.mark.parametrize("text", JUDGED)
def test_is_judged(text):
    report = check(make_article(text, published="2024-06-20"))
    found = [one.status for one in report.checked if one.statement.kind == "claim"]
    assert found == JUDGED[text], [(one.status, one.verdicts[0].why) for one in report.checked]


def test_growth_in_a_text_that_counts_in_yuan_is_never_contradicted():
    text = (
        "Trade between China and Russia was 1.7 trillion yuan in 2023. "
        "In yuan terms exports fell. China's exports to Russia rose 60% in the first half of 2023."
    )
    report = check(make_article(text, published="2024-06-20"))
    assert "contradicted" not in {one.status for one in report.checked}
