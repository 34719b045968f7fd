"""A change called the first since a year, months after a bare year, and growth in a currency that cannot be turned into dollars."""

from __future__ import annotations

from datetime import date

import pytest

from realpolitik.claims.reading import check, make_article
from realpolitik.claims.reading.matching.currencies import Rates
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.times import times
from realpolitik.store import Store


def test_the_first_fall_since_a_year_says_that_every_year_between_rose():
    """By Chinese customs trade rose in 2021 to 2024 (146.9, 190.3, 240.1 and 244.8 billion dollars) and fell in 2025."""
    text = "Trade between China and Russia fell 6.9% in 2025, the first fall since 2020."
    report = check(make_article(text, published="2026-06-20"))
    found = [
        (one.statement.test, one.statement.period, one.statement.doubts, one.status) for one in report.checked
    ]
    assert found == [
        ("shrinks", "2024..2025", (), "supported"),
        *(("rises", f"{year}..{year + 1}", (), "supported") for year in range(2020, 2024)),
    ]


def test_months_right_after_a_year_are_one_time_with_it():
    found = times("In 2022, January-March trade grew.", date(2022, 12, 1))
    assert [(one.text, one.value.start, one.value.end) for one in found] == [
        ("In 2022, January-March", "2022-01", "2022-03")
    ]


@pytest.mark.parametrize(
    ("currency", "period", "converted"),
    [
        ("yuan", "2022..2023", True),
        ("yuan", "2023", False),  # from which year is not said
        ("florins", "2022..2023", False),  # no rate on record
    ],
)
def test_growth_in_a_currency_needs_its_rate_at_both_ends(currency, period, converted):
    said = Statement(
        sentence=0, kind="claim", relation="trade", states=("CHN", "RUS"), test="grows", value=0.327, unit="share",
        step=0.001, period=period, words="trade", currency=currency,
    )  # fmt: skip
    found = Rates(Store.embedded()).in_dollars(said)
    assert (found is not None) is converted
    if found:
        # 32.7 % in yuan of 6.73 (2022) and 7.08 (2023) a dollar, the means of the Federal Reserve: 1.327 x 6.73 / 7.08 - 1
        assert found.statement.value == pytest.approx(0.262, abs=0.002)
        assert (found.statement.test, found.statement.unit, found.statement.currency) == (
            "grows",
            "share",
            "",
        )


def test_since_a_month_counts_from_that_month():
    text = "China's imports of crude oil from Russia have risen since February 2022."
    (one,) = check(make_article(text, published="2025-06-20")).checked
    assert (one.statement.test, one.statement.period, one.status) == ("rises", "2022-02..", "supported")
    assert ", February 2022 to " in str(
        one.verdicts[0]
    )  # neither from a month before it nor from the last one


@pytest.mark.parametrize(
    "figure", ["The figure for 2022 was $190.3 billion.", "In 2022, the figure was $190.3 billion."]
)
def test_the_figure_of_another_year_is_of_the_flow_spoken_of_before_and_of_its_own_year(figure):
    """Chinese customs: 240.1 billion dollars in 2023, 190.3 in 2022."""
    text = f"Trade between China and Russia came to $240.1 billion in 2023. {figure}"
    found = check(make_article(text, published="2025-06-20")).checked
    assert [(one.statement.value, one.statement.period, one.status) for one in found] == [
        (240.1e9, "2023", "supported"),
        (190.3e9, "2022", "supported"),
    ]


@pytest.mark.parametrize(
    ("said", "years", "margin"), [("250%", "2016 to 2024", 0.075), ("66.7%", "2021 to 2024", 0.02)]
)
def test_a_growth_of_more_than_double_may_be_off_by_three_per_cent_of_itself(said, years, margin):
    """Chinese customs: 69.5 billion dollars in 2016, 146.9 in 2021 and 244.8 in 2024, so 252 and 66.7 % more."""
    text = f"Trade between China and Russia grew by {said} from {years}."
    (one,) = check(make_article(text, published="2025-06-20")).checked
    assert one.status == "supported"
    assert one.verdicts[0].claim.test.within.size == pytest.approx(margin)


def test_exports_from_one_of_two_are_its_own_to_the_other():
    """Chinese customs, 2023: 111.0 billion dollars to Russia of 240.1 both ways."""
    text = "Trade between China and Russia came to $240.1 billion in 2023. Exports from China came to $111 billion."
    _, own = check(make_article(text, published="2025-06-20")).checked
    assert own.statement.notes == ("read as exports of China to Russia, from the words before",)
    assert (own.statement.states, own.statement.period, own.status) == (("CHN", "RUS"), "2023", "supported")
