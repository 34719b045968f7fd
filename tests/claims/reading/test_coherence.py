"""What a sentence says is held against itself: a way against the amounts that it led between."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import make_article
from realpolitik.claims.reading.meaning.coherence import OTHER_WAY
from realpolitik.claims.reading.reader import GrammarReader


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("Trade of China and Russia rose from $146 billion in 2021 to $240 billion in 2023.", False),
        ("Trade of China and Russia fell from $146 billion in 2021 to $240 billion in 2023.", True),
        ("Trade of China and Russia fell from $240 billion in 2023 to $228 billion in 2025.", False),
        ("Trade of China and Russia rose by 5% from $240 billion in 2023 to $228 billion in 2025.", True),
        ("Chinese exports to Russia fell from $115 billion in 2024 to $103 billion in 2025.", False),
    ],
)
def test_amounts_that_go_the_other_way_than_the_verb_hold_a_sentence_back(text, odd):
    found = GrammarReader().read(make_article(text, published="2026-02-20"))
    assert len(found) >= 3
    assert {OTHER_WAY in one.doubts for one in found} == {odd}
