"""Totals, growth and balances of two states with their times: years of account, earlier levels, other monies; the reading alone."""

from __future__ import annotations

from datetime import date

import pytest

from realpolitik.claims.reading import check, make_article
from realpolitik.claims.reading.reader import GrammarReader
from realpolitik.claims.reading.spotting.accounts import begins_in


def read(text, published="2024-09-20"):
    """Relation with states, test, value, unit and period of each claim without a doubt."""
    found = GrammarReader().read(make_article(text, published=published))
    return [
        (f"{one.relation} {' '.join(one.states)}", one.test, one.value if one.value is None else round(one.value, 6), one.period)
        for one in found
        if one.kind == "claim" and not one.doubts
    ]  # fmt: skip


NEPAL, QATAR = "exports NPL QAT", "exports QAT NPL"
BOTH = "trade CHL PER"
OUT, IN = "exports PER CHL", "exports CHL PER"
READ = {
    # years of account begin in the month that the states of the text have, or that it tells
    "Nepal's exports to Qatar rose 9% to $120 million in FY24.": [
        (NEPAL, "near", 120e6, "2023-07..2024-06"),
        (NEPAL, "grows", 0.09, "2023-07..2024-06"),
    ],
    "India's exports to Qatar rose to $1.7 billion in 2023-24 from $1.5 billion in 2022-23.": [
        ("exports IND QAT", "near", 1.7e9, "2023-04..2024-03"),
        ("exports IND QAT", "near", 1.5e9, "2022-04..2023-03"),
        ("exports IND QAT", "rises", None, "2023-04..2024-03"),
    ],
    "In the first five months of FY24, India's exports to Qatar came to $700 million.": [
        ("exports IND QAT", "near", 700e6, "2023-04..2023-08")
    ],
    "Nepal's exports to Qatar came to $90 million during July-March (2023-24).": [
        (NEPAL, "near", 90e6, "2023-07..2024-03")
    ],
    "Iran's exports to Armenia came to $400 million in the first five months of the current Iranian year.": [
        ("exports IRN ARM", "near", 400e6, "2024-04..2024-08")
    ],
    "Iran's exports to Armenia came to $400 million in the five months to August 21.": [
        ("exports IRN ARM", "near", 400e6, "2024-04..2024-08")
    ],
    # what it came from, and when that was
    "Peru's exports to Chile rose to $180 million in October 2023 from $171 million a month earlier.": [
        (OUT, "near", 180e6, "2023-10"),
        (OUT, "near", 171e6, "2023-09"),
        (OUT, "rises", None, "2023-09..2023-10"),
    ],
    "Peru's imports from Chile fell from $1.8 billion in January to October 2022 to $1.5 billion in the same period of 2023.": [
        (IN, "near", 1.5e9, "2023-01..2023-10"),
        (IN, "near", 1.8e9, "2022-01..2022-10"),
        (IN, "falls", None, "2023-01..2023-10"),
    ],
    "Peru's imports from Chile rose 9% in May 2024, from $110 million last year to $120 million.": [
        (IN, "near", 120e6, "2024-05"),
        (IN, "near", 110e6, "2023-05"),
        (IN, "grows", 0.09, "2023-05..2024-05"),
    ],
    "In the first ten months of 2023, Peru's exports to Chile reached $1.6 billion, up 5% compared to the same period of the previous year, when exports amounted to $1.5 billion.": [
        (OUT, "near", 1.6e9, "2023-01..2023-10"),
        (OUT, "near", 1.5e9, "2022-01..2022-10"),
        (OUT, "grows", 0.05, "2023-01..2023-10"),
    ],
    "Peru's exports to Chile fell 2% in August from July to $140 million.": [
        (OUT, "near", 140e6, "2024-08"),
        (OUT, "shrinks", 0.02, "2024-07..2024-08"),
    ],
    # changes by an amount, without `by`
    "Kenya's exports to Uganda rose nearly $90 million to $700 million in 2023.": [
        ("exports KEN UGA", "near", 700e6, "2023"),
        ("exports KEN UGA", "near", 610e6, "2022"),
    ],
    "Kenya's exports to Uganda were up nearly $90 million in 2023 from 2022.": [
        ("exports KEN UGA", "rises", 90e6, "2022..2023"),
        ("exports KEN UGA", "rises", None, "2022..2023"),
    ],
    # several years of one verb; two amounts with the years of the two before them
    "Trade between Peru and Chile reached $3 billion, $4 billion and $5 billion in 2021, 2022 and 2023.": [
        (BOTH, "near", 3e9, "2021"),
        (BOTH, "near", 4e9, "2022"),
        (BOTH, "near", 5e9, "2023"),
    ],
    "Peru's exports to Chile rose to $1.9 billion in 2023 from $1.7 billion in 2022, while imports from Chile stood at $1.5 billion and $1.6 billion, respectively.": [
        (OUT, "near", 1.9e9, "2023"),
        (OUT, "near", 1.7e9, "2022"),
        (OUT, "rises", None, "2022..2023"),
        (IN, "near", 1.5e9, "2023"),
        (IN, "near", 1.6e9, "2022"),
    ],
    "Peru's exports to Chile and imports from Chile came to $1.9 billion and $1.5 billion in 2023.": [
        (OUT, "near", 1.9e9, "2023"),
        (IN, "near", 1.5e9, "2023"),
    ],
    "Peru exported $1.9 billion worth of goods to Chile and imported $1.5 billion in 2023, leaving a surplus of $400 million.": [
        (OUT, "near", 1.9e9, "2023"),
        (IN, "near", 1.5e9, "2023"),
        ("balance PER CHL", "near", 400e6, "2023"),
    ],
    "Peru's exports to Chile in 2023 totalled $1.9 billion (+8%), while imports came to $1.5 billion (-3%).": [
        (OUT, "near", 1.9e9, "2023"),
        (OUT, "grows", 0.08, "2022..2023"),
        (IN, "near", 1.5e9, "2023"),
        (IN, "shrinks", 0.03, "2022..2023"),
    ],
    # a cause that names a flow, and no amount
    "Trade between Peru and Chile fell to $3.2 billion in 2023, mainly due to lower imports from Chile.": [
        (BOTH, "near", 3.2e9, "2023")
    ],
    # halves and months of a year of account; a quarter by its months
    "Pakistan's exports to Spain rose 9% to $600 million in H1 FY24 from $550 million in H1 FY23.": [
        ("exports PAK ESP", "near", 600e6, "2023-07..2023-12"),
        ("exports PAK ESP", "near", 550e6, "2022-07..2022-12"),
        ("exports PAK ESP", "grows", 0.09, "2023-07..2023-12"),
    ],
    "Pakistan's exports to Spain came to $300 million in 3MFY25.": [
        ("exports PAK ESP", "near", 300e6, "2024-07..2024-09")
    ],
    "Peru's exports to Chile totalled $400 million in the quarter ended March 2024.": [
        (OUT, "near", 400e6, "2024-01..2024-03")
    ],
    "In the January-March quarter of 2024, Peru's exports to Chile totalled $400 million.": [
        (OUT, "near", 400e6, "2024-01..2024-03")
    ],
    # whose figure a change is counted from
    "Exports from Peru to Chile in 2023 rose to $1.9 billion, more than double the 2016 figure.": [
        (OUT, "near", 1.9e9, "2023"),
        (OUT, "rises", 1.0, "2016..2023"),
    ],
    "Peru's exports to Chile in 2023 were 20% above their 2019 level.": [(OUT, "grows", 0.2, "2019..2023")],
    # goods that were exported, and by how much less
    "In May 2024 $284 million worth of goods were exported from Peru to Chile, which is by 12% less than in May 2023.": [
        (OUT, "near", 284e6, "2024-05"),
        (OUT, "shrinks", 0.12, "2023-05..2024-05"),
    ],
    # a time of another clause, and of which of two balances an amount is
    "In 2022, when the war began, Peru's exports to Chile had already reached $1.7 billion, and in 2023 they had grown to $1.9 billion.": [
        (OUT, "near", 1.7e9, "2022"),
        (OUT, "near", 1.9e9, "2023"),
        (OUT, "rises", None, "2022..2023"),
    ],
    "Trade between Peru and Chile reached $3.4 billion in 2023. Peru's trade with Brazil, which led in 2021, fell to $3 billion.": [
        (BOTH, "near", 3.4e9, "2023"),
        ("trade BRA PER", "near", 3e9, "2023"),
    ],
    "Peru posted a trade deficit of $30 million with Chile in 2023, against a surplus of $12 million in 2022.": [
        ("balance PER CHL", "near", -30e6, "2023"),
        ("balance PER CHL", "near", 12e6, "2022"),
    ],
    "Peru's exports to Chile came to $1.9 billion in 2023, leaving Chile with a trade deficit of $400 million.": [
        (OUT, "near", 1.9e9, "2023"),
        ("balance CHL PER", "near", -400e6, "2023"),
    ],
    # the flow of the sentence before
    "Peru's trade with Chile reached $2.6 billion from January to August 2024. This is 7% less compared to the same period of 2023, when the trade turnover was $2.8 billion.": [
        (BOTH, "near", 2.6e9, "2024-01..2024-08"),
        (BOTH, "near", 2.8e9, "2023-01..2023-08"),
        (BOTH, "shrinks", 0.07, "2024-01..2024-08"),
    ],
    "Imports from Chile to Peru reached $1.7 billion in 2023. This figure rose by 4% year-on-year.": [
        (IN, "near", 1.7e9, "2023"),
        (IN, "grows", 0.04, "2022..2023"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_reads_figures_with_their_times(text):
    assert read(text) == READ[text]


TOLD = {
    "Pakistan's exports to Spain rose in FY24.": 7,
    "India's exports to Nepal rose in FY24; imports from Nepal fell.": 4,
    "Nepal's exports to India rose in FY24, and imports from India fell.": 7,
    "Data of the Bank of Nepal show that India sold more in FY24.": 7,
    "In FY24 (April-March) Nepal's exports to India fell.": 4,
    "The fiscal year began on March 21. Exports of Nepal fell.": 4,
    "Nepal's financial year ends in June. India's exports in FY24 rose.": 7,
    "Exports from Spain to Peru rose in FY24.": 4,
    "Nepal's exports rose in 2023.": 4,
}


@pytest.mark.parametrize("text", TOLD)
def test_years_of_account_begin_as_the_text_tells_or_its_state_has_it(text):
    assert begins_in([text], date(2024, 9, 20)) == TOLD[text]


WITHHELD = [
    # so much by then, or in that month
    "As of October 2023, trade between Peru and Chile stood at $2.6 billion.",
    # a mean of years
    "Trade between Peru and Chile has averaged $3 billion a year since 2020.",
    # from the quarter before, which no figure of the year before is
    "Peru's exports to Chile rose 5% in the first quarter of 2024 from the previous quarter.",
    # of which month it is, the month before or a year before, is not said
    "Peru's exports to Chile rose in May 2024 from $110 million to $120 million.",
    # rupees that may be Pakistan's
    "Pakistan's exports to Nepal reached 900 million rupees in 2023.",
    # the turnover of one of the two with all others
    "In 2023 Peru's exports to Chile came to $1.9 billion, its imports from Chile to $1.5 billion. In 2023, the turnover amounted to $90 billion.",
]


@pytest.mark.parametrize("text", WITHHELD)
def test_what_is_not_certain_is_not_held_against_a_figure(text):
    report = check(make_article(text, published="2024-09-20"))
    last = len(report.article.sentences) - 1
    assert {one.status for one in report.checked if one.statement.sentence == last} == {"not measurable"}


def test_an_exports_sentence_without_a_time_is_not_borne_out_by_one_year():
    report = check(make_article("Exports from Peru to Chile increased.", published="2024-03-15"))
    assert [one.status for one in report.checked] == ["not measurable"]
    assert "a time since when it is counted" in report.checked[0].verdicts[0].why


def test_dollars_that_a_text_converts_itself_contradict_nobody():
    report = check(make_article("In 2023, Polish exports to Ukraine reached 90 billion zlotys ($22 billion).", published="2025-03-01"))  # fmt: skip
    assert {one.statement.unit: one.status for one in report.checked} == {
        "PLN": "not measurable",
        "USD": "not measurable",
    }


def test_a_report_on_all_trade_of_one_state_is_not_on_the_two_spoken_of():
    text = (
        "Peru's exports to Chile fell 4% to $150 million in May 2024. The minister spoke of the wider trade of Peru. "
        "Exports rose by 9% to $5 billion in May 2024."
    )
    found = [(name, value) for name, _, value, _ in read(text)]
    assert not {(OUT, 5e9), (OUT, 0.09)} & {*found}


def test_one_of_the_largest_partners_is_in_no_certain_place():
    text = "The minister pointed out that Chile is one of Peru's largest trading partners, with bilateral trade reaching $3.4 billion in 2023."
    report = check(make_article(text, published="2024-09-20"))
    found = {one.statement.relation: one for one in report.checked if one.statement.kind == "claim"}
    assert {*found} == {"trade", "rank-partner"}
    assert found["rank-partner"].statement.lacks == "which of the first places is meant"
    assert found["rank-partner"].status == "not measurable"
