"""Reports as journalists write them, in sentences of our own: one good over several sentences, one state's trade, what happened on a day."""

from __future__ import annotations

from datetime import date

import pytest

from realpolitik.claims.reading import GrammarReader, check, make_article
from realpolitik.claims.reading.spotting.amounts import amounts
from realpolitik.claims.reading.spotting.times import times

OIL = "India's imports of crude oil from Iraq came to 4.1 million tonnes in July. "
KINDS = {
    # a customs report: the buyer and the good are named once
    OIL + "Shipments from Russia were 7.6 million tonnes, up 9% year-on-year and down 4% month-on-month.": {
        ("exports", "IRQ IND", "near", 4.1e6, "2025-07", "crude-oil"),
        ("exports", "RUS IND", "near", 7.6e6, "2025-07", "crude-oil"),
        ("exports", "RUS IND", "grows", 0.09, "2024-07..2025-07", "crude-oil"),
        ("exports", "RUS IND", "shrinks", 0.04, "2025-06..2025-07", "crude-oil"),
    },
    OIL
    + "Imports from top supplier Russia reached 7.6 million tonnes, against June's 7.9 million tonnes. Saudi volumes rose 3% to 2.5 million tonnes.": {
        ("exports", "IRQ IND", "near", 4.1e6, "2025-07", "crude-oil"),
        ("exports", "RUS IND", "near", 7.6e6, "2025-07", "crude-oil"),
        ("exports", "RUS IND", "near", 7.9e6, "2025-06", "crude-oil"),
        ("rank-supplier", "IND RUS", "near", 1.0, "2025-07", "crude-oil"),
        ("exports", "SAU IND", "near", 2.5e6, "2025-07", "crude-oil"),
        ("exports", "SAU IND", "grows", 0.03, "2024-07..2025-07", "crude-oil"),
    },
    OIL + "That compares with 3.8 million tonnes in June 2025.": {
        ("exports", "IRQ IND", "near", 4.1e6, "2025-07", "crude-oil"),
        ("exports", "IRQ IND", "near", 3.8e6, "2025-06", "crude-oil"),
    },
    # two bases, two years, a base further back
    "Chinese exports to Russia rose 3% month-on-month and fell 8% year-on-year to $9.1 billion in June 2025.": {
        ("exports", "CHN RUS", "near", 9.1e9, "2025-06", ""),
        ("exports", "CHN RUS", "grows", 0.03, "2025-05..2025-06", ""),
        ("exports", "CHN RUS", "shrinks", 0.08, "2024-06..2025-06", ""),
    },
    "Russian exports to Türkiye came to $59 billion and $46 billion in 2022 and 2023, respectively.": {
        ("exports", "RUS TUR", "near", 59e9, "2022", ""),
        ("exports", "RUS TUR", "near", 46e9, "2023", ""),
    },
    "In 2023 China sold Russia $111 billion, and Russia sold China $129 billion.": {
        ("exports", "CHN RUS", "near", 111e9, "2023", ""),
        ("exports", "RUS CHN", "near", 129e9, "2023", ""),
    },
    # shares
    "India's share of Russia's external trade rose from 4 to 10 percent between 2021 and 2023.": {
        ("trade-share", "RUS IND", "near", 0.04, "2021", ""),
        ("trade-share", "RUS IND", "near", 0.1, "2023", ""),
        ("trade-share", "RUS IND", "rises", None, "2021..2023", ""),
    },
    "The EU has turned to other suppliers. Imports of Russian gas dropped from 150 bcm in 2021 to 52 bcm in 2024, with the share of Russian gas imports falling from 45% to 19%.": {
        ("group-imports", "EU RUS", "near", 150e9, "2021", "gas"),
        ("group-imports", "EU RUS", "near", 52e9, "2024", "gas"),
        ("group-imports", "EU RUS", "falls", None, "2021..2024", "gas"),
        ("import-share", "EU RUS", "near", 0.45, "2021", "gas"),
        ("import-share", "EU RUS", "near", 0.19, "2024", "gas"),
        ("import-share", "EU RUS", "falls", None, "2021..2024", "gas"),
    },
    "In 2024 China remained Kyrgyzstan's largest trading partner, accounting for 34 percent of its foreign trade.": {
        ("rank-partner", "KGZ CHN", "near", 1.0, "2024", ""),
        ("trade-share", "KGZ CHN", "near", 0.34, "2024", ""),
    },
    # one state's trade with all others
    "Brazil's exports reached $337 billion in 2024. Imports rose 9% to $263 billion.": {
        ("world-exports", "BRA", "near", 337e9, "2024", ""),
        ("world-imports", "BRA", "near", 263e9, "2024", ""),
        ("world-imports", "BRA", "grows", 0.09, "2023..2024", ""),
    },
    # goods that the tables do not hold
    "Brazilian exports of soybeans to China rose 12% in 2024.": {
        ("exports", "BRA CHN", "grows", 0.12, "2023..2024", "soybeans"),
    },
    # what happened, and on which day
    "Xi Jinping met Vladimir Putin in Beijing on Tuesday.": {
        ("encounter", "CHN RUS", "exists", None, "2025-08-19", ""),
    },
    "Modi and Putin signed nine agreements in December 2021.": {
        ("accords", "IND RUS", "near", 9.0, "2021-12", ""),
    },
    "4 February 2022. Putin visits China and meets Xi Jinping.": {
        ("encounter", "CHN RUS", "exists", None, "2022-02-04", ""),
    },
}


@pytest.mark.parametrize("text", KINDS)
def test_what_is_read(text, understood):
    assert set(understood(text, "2025-08-20")) == KINDS[text]


@pytest.mark.parametrize(
    "text",
    [
        # several together have no one place
        "China, Canada and Mexico were the country's largest trading partners in 2024.",
        # another's vote
        "Trump called Zelensky a dictator, suggested that Ukraine began the war, voted against the UN resolution and left.",
        # what is considered, or what somebody is accused of, is not said to be
        "India is considering buying smartphones from China.",
        # how often they met is not that they did
        "Erdogan and Putin have met more often than any other two leaders.",
    ],
)
def test_what_is_not_certain_makes_no_claim(text, understood):
    found = {one for one in understood(text, "2025-08-20") if one[1] not in ("CHN VNM",)}
    assert {(relation, states) for relation, states, *_ in found} <= {("ballot", "USA")}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Trade between China and Russia fell from $245 billion to $228 billion in 2025.", "supported"),
        (
            "Trade between China and Russia surpassed $200 billion in the first 11 months of 2023.",
            "supported",
        ),
        # beyond the one office's figure, and within what two offices may differ by
        ("Trade between China and Russia exceeded $245 billion in 2025.", "mixed"),
        ("Trade between China and Russia rose in 2025.", "mixed"),
    ],
)
def test_one_office_bears_out_a_fall_and_contradicts_nobody(text, status):
    judged = {one.status for one in check(make_article(text, published="2026-03-01")).checked} - {
        "not measurable"
    }
    assert judged == {status}


def test_a_change_may_be_counted_from_the_same_months_of_an_earlier_year():
    text = "China's exports to Russia soared 69 percent in the first 11 months of 2023 compared with the same period in 2021."
    one = next(
        one for one in GrammarReader().read(make_article(text, published="2023-12-21")) if one.kind == "claim"
    )
    assert (one.test, one.value, one.period, one.years, one.doubts) == (
        "grows",
        0.69,
        "2023-01..2023-11",
        2,
        (),
    )
    # 100.3 bn by Chinese customs, against 59.4 bn in the same months of 2021 by the same office: 69 %
    assert check(make_article(text, published="2023-12-21")).checked[0].status in (
        "supported",
        "mixed",
        "not measurable",
    )


def test_the_first_of_two_amounts_has_the_unit_of_the_second():
    assert [(one.value.value, one.value.unit) for one in amounts("from 10 to 20 percent")] == [
        (0.1, "share"),
        (0.2, "share"),
    ]
    assert [(one.value.value, one.value.unit) for one in amounts("from 150 to 52 bcm")] == [
        (150e9, "m3"),
        (52e9, "m3"),
    ]


def test_a_month_with_its_own_figure_is_a_time():
    found = [one.value.start for one in times("against July's 1.9 million", date(2025, 8, 20))]
    assert found == ["2025-07"]


@pytest.mark.parametrize(
    "text",
    [
        # each was once contradicted: nobody uses the phrase, the votes are of another year, one pledge of several ended, no record was set
        "Whether the world grows more multipolar no longer stands as the answer about China and Russia.",
        "In March 2022 the General Assembly voted on the war. Votes of Belize in 1981 were exchanged: the UN library counts 15 yes of Antigua.",
        "France and Germany have been allies since 1955, Finland and Sweden since 2024, Georgia and Russia no longer after 2009.",
        "A fall that the one office on record bears out is one: trade between China and Russia fell in 2025.",
    ],
)
def test_what_was_once_contradicted_is_not(text):
    report = check(make_article(text, published="2026-03-01"))
    assert "contradicted" not in report.tally
    assert not any(one.statement.test == "record" for one in report.checked)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Russia supplies Turkey with natural gas.", "not measurable"),
        ("China is supplying Russia with smartphones.", "supported"),
        ("Brazil supplies China with soybeans.", "not measurable"),
    ],
)
def test_that_goods_are_sold_at_all(text, status):
    one = check(make_article(text, published="2024-06-01")).checked[0]
    assert (one.statement.relation, one.statement.test, one.status) == ("exports", "exists", status)


def test_a_day_that_a_text_tells_of_is_not_its_own():
    old = make_article(
        "The seat changed hands on 25 October 1971.\n\nTrade between China and Russia fell in 2025. It had risen in 2024."
    )
    assert (old.dated, old.published.year) == ("guessed", 2026)
    assert make_article("April 20, 2024\n\nTrade rose in 2025, planners hope.").dated == "found"
