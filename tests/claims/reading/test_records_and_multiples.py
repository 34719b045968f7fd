"""Records and record lows, multiples, amounts of another size, and ways that were not gone."""

from __future__ import annotations

import pytest

from realpolitik.claims.kinds import LowestSoFar
from realpolitik.claims.reading import check, make_article


def judged(text):
    """The test of each verdict, and what it is."""
    report = check(make_article(text, published="2026-02-20"))
    return [
        (one.statement.test, verdict.status)
        for one in report.checked
        if one.statement.kind == "claim"
        for verdict in one.verdicts
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Germany's trade with Russia sank to an all-time low in 2024.", ("lowest", "supported")),
        ("Chinese trade with Russia slumped to a historic low in 2023.", ("lowest", "contradicted")),
        (
            "China's exports to Russia fell to a record low of 111 billion dollars in 2023.",
            ("lowest", "contradicted"),
        ),
        ("Trade between China and Russia climbed to an all-time high in 2023.", ("record", "supported")),
        ("Trade between Germany and Russia reached a record in 2024.", ("record", "contradicted")),
    ],
)
def test_a_record_low_is_no_record_high(text, first):
    assert judged(text)[0] == first


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("In 2024 trade between Germany and Russia was the lowest since 2010.", "supported"),
        ("In 2023 trade between China and Russia was the lowest since 2010.", "contradicted"),
    ],
)
def test_the_lowest_since_a_year_is_below_all_after_it(text, status):
    report = check(make_article(text, published="2026-02-20"))
    (verdict,) = [one.verdicts[0] for one in report.checked if one.statement.test == "lowest"]
    assert verdict.status == status
    assert isinstance(verdict.claim.test, LowestSoFar)
    assert verdict.claim.test.since == "2011"
    assert "the lowest since 2010" in verdict.claim.says


@pytest.mark.parametrize(
    "text",
    [
        "Trade between China and Russia was nowhere close to a record in 2023.",
        "Trade between China and Russia narrowly missed its 2023 record in 2024.",
        "Trade between China and Russia fell short of a record in 2023.",
        "Trade between China and Russia retreated from a record high in 2023.",
        "Trade between China and Russia failed to set a new record in 2023.",
        "Trade between China and Russia stayed under its record in 2023.",
        "Trade between China and Russia steered clear of a record in 2023.",
        "Trade between China and Russia set no record in 2023.",
    ],
)
def test_a_record_that_was_not_set_is_not_judged(text):
    assert [status for test, status in judged(text) if test == "record"] in ([], ["not measurable"])


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # 107.9 to 245.2 bn in customs figures: 2.27 times
        ("Trade between China and Russia doubled between 2020 and 2024.", "supported"),
        ("Trade between China and Russia more than doubled between 2020 and 2024.", "supported"),
        ("Trade between China and Russia tripled between 2020 and 2024.", "contradicted"),
        ("Trade between China and Russia quadrupled between 2020 and 2023.", "contradicted"),
        ("Trade between China and Russia doubled between 2022 and 2023.", "contradicted"),
        # a fall by about three quarters: it was halved, and more
        ("Trade between Germany and Russia halved between 2022 and 2023.", "not measurable"),
    ],
)
def test_a_multiple_is_borne_out_up_to_halfway_to_the_next(text, status):
    assert [found for _, found in judged(text)] == [status]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Trade between China and Russia exceeded $230 million in 2023.", "not measurable"),
        ("Trade between Germany and Russia was less than $900 billion in 2024.", "not measurable"),
        ("Trade between China and Russia exceeded $230 billion in 2023.", "supported"),
        ("Trade between China and Russia exceeded $100 billion in 2023.", "supported"),
    ],
)
def test_a_bar_of_another_size_puts_the_unit_in_doubt(text, status):
    (found,) = judged(text)
    assert found[1] == status


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Germany's trade with Russia rose to $83 billion in 2024.", ["contradicted", "contradicted"]),
        ("Germany's trade with Russia rose to $8.3 billion in 2024.", ["supported", "contradicted"]),
        ("Russia's trade with China fell to $240 billion in 2023.", ["supported", "contradicted"]),
        ("Russia's trade with China rose to $240 billion in 2023.", ["supported", "supported"]),
    ],
)
def test_a_way_that_was_not_gone_is_contradicted(text, statuses):
    assert [status for _, status in judged(text)] == statuses
