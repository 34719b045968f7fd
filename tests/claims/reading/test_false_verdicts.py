"""Sentences that were once read wrongly, so that a true one was contradicted or a false one supported."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article


def checked(text):
    return check(make_article(text, published="2024-07-01")).checked


def read(text):
    return [
        (one.statement.relation, one.statement.states, one.statement.test, one.status)
        for one in checked(text)
        if one.statement.kind == "claim"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Chinese trade with Russia is worth $20 billion a month.",
        "China's exports to Russia were not $111 billion in 2023.",
        "It is false that trade between China and Russia reached $300 billion in 2023.",
        "The United States is the leading country for shale oil.",
        "Analysts expected trade between China and Russia to reach $300 billion in 2023.",
        "Experts doubt that China and Russia are allies.",
    ],
)
def test_what_no_measure_is_of_makes_no_claim(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Moscow and Beijing signed a treaty of good-neighbourliness in July 2001.",
        "India and the Soviet Union signed a treaty of friendship in August 1971 which obliged them to consult.",
        "Germany and the Soviet Union signed a non-aggression pact in August 1939.",
        "The extradition treaty between China and France was signed in 2007.",
    ],
)
def test_a_treaty_of_another_kind_is_named_and_not_held_against_pledges_of_defence(text):
    assert [(relation, status) for relation, _, _, status in read(text)] == [("accord", "not measurable")]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "China and North Korea signed a treaty of friendship and mutual assistance in 1961.",
            [("alliance", ("CHN", "PRK"), "exists", "supported")],
        ),
        (
            "China denies that it is an ally of Russia.",
            [
                ("alliance", ("CHN", "RUS"), "lacks", "supported"),
                ("words", ("CHN", "RUS"), "exists", "not measurable"),
            ],
        ),
        (
            "Trade between China and Russia did not exceed $200 billion in 2023.",
            [("trade", ("CHN", "RUS"), "at_most", "contradicted")],
        ),
        (
            "Trade between China and Russia has never exceeded $250 billion.",
            [("trade", ("CHN", "RUS"), "at_most", "supported")],
        ),
        (
            "China's trade with India was $136 billion in 2023, while its trade with Russia reached $240 billion.",
            [("trade", ("CHN", "IND"), "near", "supported"), ("trade", ("CHN", "RUS"), "near", "supported")],
        ),
        (
            "Russia supplied about 35% of India's crude oil in 2023, up from less than 2% before the war.",
            [
                ("import-share", ("IND", "RUS"), "near", "not measurable"),
                ("import-share", ("IND", "RUS"), "at_most", "not measurable"),
                ("import-share", ("IND", "RUS"), "rises", "not measurable"),
            ],
        ),
        (
            "China and the Soviet Union were no longer allies after 1980.",
            [("alliance", ("CHN", "SUN"), "lacks", "supported")],
        ),
        # one vote is judged by that vote, not by the mean of all
        (
            "China abstained in the General Assembly's vote on the invasion in March 2022.",
            [("ballot", ("CHN",), "exists", "supported")],
        ),
        (
            "China abstained in the General Assembly's vote on the Human Rights Council in April 2022.",
            [("ballot", ("CHN",), "exists", "contradicted")],
        ),
        (
            "China's trade with Russia fell short of $200 billion in 2022.",
            [("trade", ("CHN", "RUS"), "at_most", "supported")],
        ),
        # one compiler has 49.0
        ("The EU bought €50 billion of Russian gas in 2021.", [("group-imports", ("EU", "RUS"), "near", "supported")]),
        # in July 2024 nobody knew the trade of 2024
        ("Trade between China and Russia reached $120 billion in 2024.", [("trade", ("CHN", "RUS"), "near", "not measurable")]),
        # by compilers of one office's reports alone nobody is contradicted within what two offices differ by
        ("Trade between India and Russia came to $65 billion in 2023.", [("trade", ("IND", "RUS"), "near", "not measurable")]),
        ("Trade between India and Russia came to $30 billion in 2023.", [("trade", ("IND", "RUS"), "near", "contradicted")]),
        # the ledger has one measure of China against the United States, of January 2024
        ("China sanctioned the United States in 2023.", [("sanctions", ("CHN", "USA"), "exists", "not measurable")]),
    ],
)  # fmt: skip
def test_what_is_read_and_judged(text, claims):
    assert read(text) == claims


def test_a_pledge_of_today_is_not_of_the_treaty_before():
    text = "China and the Soviet Union signed a treaty of alliance in 1950. They are not allies today. China and Russia are no allies."
    assert [one.statement.period for one in checked(text) if one.statement.kind == "claim"][-1] == ""


def test_front_matter_gives_title_and_date_and_is_no_text():
    article = make_article("---\ntitle: 'Gas'\ndate: 2024-07-09\ntags: [a]\n---\n\nTrade rose. It fell.")
    assert (article.title, str(article.published), article.paragraphs) == (
        "Gas",
        "2024-07-09",
        ("Trade rose. It fell.",),
    )


@pytest.mark.parametrize("amount", ["half", "nine tenths"])
def test_what_was_cut_by_a_fraction_shrank(amount):
    for text in (
        f"China cut its exports to Russia by {amount} in 2023.",
        f"China's exports to Russia fell by {amount} in 2023.",
    ):
        assert [one[2:] for one in read(text)] == [("shrinks", "contradicted")]
    [oil] = read(f"China cut its imports of Russian oil by {amount} in 2023.")
    assert oil[2:] == ("shrinks", "not measurable")


@pytest.mark.parametrize("doubt", ["Possibly", "Perhaps", "Maybe", "Supposedly", "Conceivably"])
@pytest.mark.parametrize(
    "said", ["China and Russia are allies.", "trade between China and Russia was $300 billion in 2023."]
)
def test_what_is_doubted_by_an_adverb_is_no_claim(doubt, said):
    assert read(f"{doubt} {said}") == []
    assert [one[3] for one in read(said[0].upper() + said[1:])] == ["contradicted"]


def test_dependence_on_trade_is_not_taken_for_the_trade():
    for text in (
        "Russian dependence on trade with China decreased in 2023.",
        "Russia's reliance on trade with China fell in 2023.",
    ):
        assert {one[3] for one in read(text)} <= {"not measurable"}
    assert [one[3] for one in read("Trade between Russia and China fell in 2023.")] == ["contradicted"]


def test_names_and_short_words_make_no_dutch():
    assert make_article("Putin, who visited Beijing in May 2024, met Xi.").language == "English"
    assert (
        make_article("De handel tussen China en Rusland is in het afgelopen jaar van groot belang.").language
        == "Dutch"
    )


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (
            "China, Russia and India had trade of $300 billion in 2023.",
            "how much of it is of each: several are named together",
        ),
        (
            "Exports of oil, gas and coal from Russia to China were worth $90 billion in 2023.",
            "how much of it is of each: several goods are named together",
        ),
    ],
)
def test_a_sum_of_several_is_held_against_none_of_them(text, doubt):
    assert [(one.statement.doubts, one.status) for one in checked(text)] == [((doubt,), "not measurable")]


def test_an_amount_without_a_unit_has_that_of_the_goods_named_beside_it():
    found = checked(
        "Russia's pipeline gas exports to China rose to 22.7 billion cubic metres in 2023 from 15.5 billion in 2022."
    )
    assert [(one.statement.value, one.statement.unit, one.status) for one in found] == [
        (22.7e9, "m3", "supported"),
        (15.5e9, "m3", "supported"),
        (None, "", "supported"),
    ]
