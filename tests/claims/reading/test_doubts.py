"""What the reader does not read for certain it leaves open, and says why; the same sentence without the doubtful words is judged."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article

VOTES = "which votes are meant: the measure is of all roll calls of a time"
GOODS = "of which goods the place is"


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("China and Russia agreed on 76% and 80% of votes in the General Assembly in 2020.", {VOTES}),
        ("China and Russia voted alike in 76% of roll calls in 2020.", set()),
        ("Russia became the largest supplier of China in 2023 as oil flowed east.", {GOODS}),
        ("As crude oil deliveries rose, Russia became China's largest supplier in 2023.", {GOODS}),
        ("Russia was China's largest supplier in 2023.", set()),
    ],
)
def test_is_left_open_for_its_reason_alone(text, doubts):
    found = check(make_article(text, published="2025-06-20")).checked
    assert found
    assert {doubt for one in found for doubt in one.statement.doubts} == doubts
    assert all((one.status == "not measurable") is bool(doubts) for one in found)
