"""A checked article, stretch by stretch: what is marked as what, and what of a sentence is left plain because it is not judged."""

from __future__ import annotations

import pytest

from realpolitik.briefs.annotated import PARTLY, document, page, paragraphs
from realpolitik.claims.reading import check, make_article

CASES = {
    "a sentence of one claim is marked as a whole": (
        "Chinese exports to Russia came to $111 billion in 2023.",
        [("Chinese exports to Russia came to $111 billion in 2023.", "supported")],
        False,
    ),
    "two claims of a sentence are marked apart": (
        "Russian exports to China came to $129 billion in 2023, and Chinese exports to Russia came to $511 billion in 2023.",
        [
            ("Russian exports to China came to $129 billion in 2023", "supported"),
            (", and ", ""),
            ("Chinese exports to Russia came to $511 billion in 2023.", "contradicted"),
        ],
        False,
    ),
    "what is withheld beside a claim is not marked with it": (
        "Russian exports to China came to $129 billion in 2023, and Chinese exports to Russia are said to have come to 511 billion yuan at the old rate.",
        [
            ("Russian exports to China came to $129 billion in 2023", "supported"),
            (
                ", and Chinese exports to Russia are said to have come to 511 billion yuan at the old rate.",
                "",
            ),
        ],
        True,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_claim_marks_its_own_words(name):
    text, marked, partly = CASES[name]
    report = check(make_article(text, published="2024-04-20"))
    (paragraph,) = paragraphs(report)
    assert [(one.text, one.status) for one in paragraph.pieces] == marked
    assert [note.partly for note in paragraph.notes] == [partly] * len(paragraph.notes)
    for written in (page(report), document(report)):
        assert (PARTLY in written) is partly


def test_words_that_overlap_are_marked_together():
    text = "Trade between China and Russia rose by 26 percent in 2023 to $240 billion, customs data showed."
    report = check(make_article(text, published="2024-04-20"))
    (paragraph,) = paragraphs(report)
    assert [(one.text, one.status) for one in paragraph.pieces] == [(text, "supported")]
    assert [len(note.items) for note in paragraph.notes] == [2]
