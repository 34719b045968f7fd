"""Which way a sentence says that a figure went, between which years, and by whose word: the reading alone, without figures."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import make_article
from realpolitik.claims.reading.reader import GrammarReader


def read(text):
    """Test, value and period of each claim of a sentence."""
    found = GrammarReader().read(make_article(text, published="2026-06-20"))
    return [(one.test, one.value, one.period) for one in found if one.kind == "claim"]


READ = {
    "Trade between China and Russia fell by 7% in 2025.": [("shrinks", 0.07, "2024..2025")],
    "Trade between China and Russia rose by 26% in 2023.": [("grows", 0.26, "2022..2023")],
    "Trade between China and Russia was 7% lower in 2025 than a year earlier.": [("shrinks", 0.07, "2024..2025")],
    "Trade between China and Russia was 26% higher in 2023 than a year earlier.": [("grows", 0.26, "2022..2023")],
    "Trade between China and Russia saw a decrease of 7% in 2025.": [("shrinks", 0.07, "2024..2025")],
    "Trade between China and Russia saw an increase of 26% in 2023.": [("grows", 0.26, "2022..2023")],
    "China's exports to Russia rose 12% in 2022 after imports fell 5%.": [
        ("shrinks", 0.05, "2021..2022"),
        ("grows", 0.12, "2021..2022"),
        ("shrinks", 0.05, "2021..2022"),
    ],
    "China-Russia trade fell by $16 billion in 2025.": [("falls", 16e9, "2024..2025"), ("falls", None, "2024..2025")],
    "China-Russia trade rose by $50 billion in 2023.": [("rises", 50e9, "2022..2023"), ("rises", None, "2022..2023")],
    "China-Russia trade did not fall in 2023.": [("rises", None, "2022..2023")],
    "Russia's exports to China did not rise in 2022.": [("falls", None, "2021..2022")],
    "China-Russia trade grew from $190 billion in 2022 to $240 billion in 2023.": [
        ("near", 240e9, "2023"),
        ("near", 190e9, "2022"),
        ("rises", None, "2022..2023"),
    ],
    "China-Russia trade, which was $147 billion in 2021, rose to $240 billion in 2023.": [
        ("near", 147e9, "2021"),
        ("near", 240e9, "2023"),
        ("rises", None, "2021..2023"),
    ],
    "China-Russia trade rose from $146 billion to $240 billion between 2021 and 2023.": [
        ("near", 240e9, "2023"),
        ("near", 146e9, "2021"),
        ("rises", None, "2021..2023"),
    ],
    "After rising for years, China-Russia trade fell to $228 billion in 2025.": [("near", 228e9, "2025")],
    "China's exports to Russia rose while Russia's exports to Japan fell in 2022.": [
        ("rises", None, "2021..2022"),
        ("falls", None, "2021..2022"),
    ],
    "China-Russia trade rose in 2023 from $190 billion.": [("near", 190e9, "2022"), ("rises", None, "2023..")],
    "China-Russia trade fell to $100 billion between 2019 and 2022 from $90 billion in 2021.": [
        ("near", 100e9, "2022"),
        ("near", 90e9, "2021"),
        ("falls", None, "2021..2022"),
    ],
    "China's exports to Russia grew from $100 billion since 2021 to $240 billion in 2023.": [
        ("near", 240e9, "2023"),
        ("near", 100e9, "2021.."),
        ("rises", None, ""),
    ],
    "Russia fell to 16,000 sanctions; then China-Russia trade rose -5% over the past decade.": [("rises", None, "2015..2025")],
    "China's exports to Russia were $16 billion more than in 2022.": [("rises", None, "2022..2025")],
    "Trade between China and Russia was three times as much in 2023 as in 2016.": [("grows", 2.0, "2016..2023")],
    "Trade between China and Russia was three times as much in 2023 as it was in 2016.": [("grows", 2.0, "2016..2023")],
    "Russia's pipeline gas exports to China rose to 22.7 billion cubic metres in 2023 from 15.5 billion in 2022.": [
        ("near", 22.7e9, "2023"),
        ("near", 15.5e9, "2022"),
        ("rises", None, "2022..2023"),
    ],
    "Trade between Russia and India surged.": [("rises", None, "")],
    "Russia stopped selling gas to Poland in 2022.": [("falls", None, "2022..")],
    "Russia sold almost no gas to China in 2005.": [("at_most", None, "2005")],
}  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_a_change_is_read(text):
    assert read(text) == READ[text]


@pytest.mark.parametrize(
    "text",
    [
        "Russia sold almost no goods to China in 2023.",  # a fault: of all goods no amount is "almost none"
        # a fault: the year before a time that goes on
        "India's vote accounted for from $146 billion to $240 billion since 2022, compared with China's exports to Russia, up from €3bn a year earlier.",
    ],
)
def test_what_has_no_amount_or_end_is_no_fault(text):
    assert all(value is None or value > 0 for _, value, _ in read(text))
