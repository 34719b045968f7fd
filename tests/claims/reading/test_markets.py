"""Reports on one buyer or one seller of a good, in sentences of our own: who is named alone sells to it, or buys from it."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article

BOUGHT = "China's imports of crude oil rose by 3% in June 2025. "
SOLD = "Exports of Russian coal fell by 4% in June 2025. India was the largest buyer of Russian coal in June 2025. "
READ = {
    # sellers to the buyer that the words before name: nouns, verbs, places, lists, brackets
    BOUGHT + "Supplies from Brazil fell 21% from a year earlier to 2.2 million tonnes, or 537,000 barrels per day.": {
        ("exports", "BRA CHN", "shrinks", 0.21, "2024-06..2025-06", "crude-oil"),
        ("exports", "BRA CHN", "near", 2.2e6, "2025-06", "crude-oil"),
        ("exports", "BRA CHN", "near", 537000.0, "2025-06", "crude-oil"),
    },
    BOUGHT + "Iraq shipped 4.4 million tonnes, while Oman delivered 2.9 million tonnes.": {
        ("exports", "IRQ CHN", "near", 4.4e6, "2025-06", "crude-oil"),
        ("exports", "OMN CHN", "near", 2.9e6, "2025-06", "crude-oil"),
    },
    BOUGHT + "Angola ranked sixth, exporting 1.9 million tonnes worth $900 million.": {
        ("rank-supplier", "CHN AGO", "near", 6.0, "2025-06", "crude-oil"),
        ("exports", "AGO CHN", "near", 1.9e6, "2025-06", "crude-oil"),
        ("exports", "AGO CHN", "near", 9e8, "2025-06", "crude-oil"),
    },
    BOUGHT + "Iraq (4.4 million tonnes), Oman (2.9 million tonnes) and Brazil (2.2 million tonnes) were among the other suppliers.": {
        ("exports", "IRQ CHN", "near", 4.4e6, "2025-06", "crude-oil"),
        ("exports", "OMN CHN", "near", 2.9e6, "2025-06", "crude-oil"),
        ("exports", "BRA CHN", "near", 2.2e6, "2025-06", "crude-oil"),
    },
    BOUGHT + "Saudi Arabia was the top supplier, contributing 1.7 mb/d, followed by Iraq at 1.1 mb/d and Oman at 0.7 mb/d.": {
        ("rank-supplier", "CHN SAU", "near", 1.0, "2025-06", "crude-oil"),
        ("exports", "SAU CHN", "near", 1.7e6, "2025-06", "crude-oil"),
        ("exports", "IRQ CHN", "near", 1.1e6, "2025-06", "crude-oil"),
        ("exports", "OMN CHN", "near", 0.7e6, "2025-06", "crude-oil"),
    },
    BOUGHT + "Iraq remained China's second largest supplier of crude oil, with shipments rising by 9% to 4.4 million tonnes.": {
        ("exports", "IRQ CHN", "grows", 0.09, "2024-06..2025-06", "crude-oil"),
        ("exports", "IRQ CHN", "near", 4.4e6, "2025-06", "crude-oil"),
    },
    # buyers from the seller that the words before name
    SOLD + "Egypt came third, increasing its purchases by 12% to 0.6 million tonnes.": {
        ("rank-buyer", "RUS EGY", "near", 3.0, "2025-06", "coal"),
        ("exports", "RUS EGY", "grows", 0.12, "2024-06..2025-06", "coal"),
        ("exports", "RUS EGY", "near", 0.6e6, "2025-06", "coal"),
    },
    SOLD + "Türkiye and Vietnam cut their purchases by 7% and 9%, respectively.": {
        ("exports", "RUS TUR", "shrinks", 0.07, "2024-06..2025-06", "coal"),
        ("exports", "RUS VNM", "shrinks", 0.09, "2024-06..2025-06", "coal"),
    },
    # shares by a buyer, a list that goes on, and goods in what two trade
    "In May 2025 China bought 46% of Russia's coal exports, followed by India (22%) and Türkiye (9%).": {
        ("export-share", "RUS CHN", "near", 0.46, "2025-05", "coal"),
        ("export-share", "RUS IND", "near", 0.22, "2025-05", "coal"),
        ("export-share", "RUS TUR", "near", 0.09, "2025-05", "coal"),
    },
    "In May 2025 the EU was the largest buyer of LNG from Russia, purchasing 48% of it, ahead of China (24%) and Japan (17%).": {
        ("export-share", "RUS EU", "near", 0.48, "2025-05", "lng"),
        ("export-share", "RUS CHN", "near", 0.24, "2025-05", "lng"),
        ("export-share", "RUS JPN", "near", 0.17, "2025-05", "lng"),
    },
    "In May 2025 Qatari producers provided 11% of the LNG delivered to the EU.": {
        ("import-share", "EU QAT", "near", 0.11, "2025-05", "lng"),
    },
    "India was the second-largest buyer of Russian coal in May 2025. A tenth of these imports were oil products (EUR 0.3 bn).": {
        ("goods-share", "RUS IND", "near", 0.1, "2025-05", "oil-products"),
        ("exports", "RUS IND", "near", 0.3e9, "2025-05", "oil-products"),
    },
    "Russia exported 4 million tonnes of coal in May 2025, with 41% going to China, 23% to India, and 8% to Vietnam.": {
        ("export-share", "RUS CHN", "near", 0.41, "2025-05", "coal"),
        ("export-share", "RUS IND", "near", 0.23, "2025-05", "coal"),
        ("export-share", "RUS VNM", "near", 0.08, "2025-05", "coal"),
    },
    "The main LNG suppliers to China in May 2025 were Oman (0.5 million tonnes, +14%) and Qatar (1.2 million tonnes, -6%).": {
        ("exports", "OMN CHN", "near", 0.5e6, "2025-05", "lng"),
        ("exports", "OMN CHN", "grows", 0.14, "2024-05..2025-05", "lng"),
        ("exports", "QAT CHN", "near", 1.2e6, "2025-05", "lng"),
    },
    BOUGHT + "Of this, 5.2 million tonnes came from Iraq, up 8% year-on-year.": {
        ("exports", "IRQ CHN", "near", 5.2e6, "2025-06", "crude-oil"),
        ("exports", "IRQ CHN", "grows", 0.08, "2024-06..2025-06", "crude-oil"),
    },
    BOUGHT + "Oman saw a 5% increase to 2.9 million tonnes.": {
        ("exports", "OMN CHN", "grows", 0.05, "2024-06..2025-06", "crude-oil"),
        ("exports", "OMN CHN", "near", 2.9e6, "2025-06", "crude-oil"),
    },
    "Shipments from Angola to China reached 1.9 million tonnes of crude oil in May 2025. This amounted to 4% of China's crude imports.": {
        ("import-share", "CHN AGO", "near", 0.04, "2025-05", "crude-oil"),
    },
    # how amounts are written
    "India imported an average of 1.7 million barrels of Russian oil per day in May 2025.": {
        ("exports", "RUS IND", "near", 1.7e6, "2025-05", "crude-oil"),
    },
    "Imports of Algerian gas by Spain fell from 12 bcm in 2021 to 9 billion in 2024.": {
        ("exports", "DZA ESP", "near", 12e9, "2021", "pipeline-gas"),
        ("exports", "DZA ESP", "near", 9e9, "2024", "pipeline-gas"),
    },
    "Russia's liquefied natural gas (LNG) exports to China reached 0.9 million tonnes in May 2025, up from 0.7 million tonnes in May last year.": {
        ("exports", "RUS CHN", "near", 0.9e6, "2025-05", "lng"),
        ("exports", "RUS CHN", "near", 0.7e6, "2024-05", "lng"),
    },
    "China exported 41,000 cars to Russia in May 2025.": {
        ("exports", "CHN RUS", "near", 41000.0, "2025-05", "passenger-cars"),
    },
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_what_is_read_of_a_report(text: str, expected: set[tuple[object, ...]]) -> None:
    rows = check(make_article(text, published="2025-07-20")).checked
    made = {
        (s.relation, " ".join(s.states), s.test, s.value and round(s.value, 6), s.period, s.goods)
        for s in (one.statement for one in rows if not one.aside)
    }
    assert made >= expected, made


@pytest.mark.parametrize("text", [*READ])
def test_a_false_figure_of_a_report_is_neither_borne_out_nor_contradicted_where_the_hub_was_lent(
    text: str,
) -> None:
    rows = check(make_article(text, published="2025-07-20")).checked
    lent = [
        one for one in rows if any("taken from the words before" in said for said in one.statement.assumed)
    ]
    assert {one.status for one in lent} <= {"not measurable"}


@pytest.mark.parametrize(
    "text",
    [
        # 6.5 million tonnes on record; the buyer is that of the words before
        "China's imports of LNG rose in 2022. Russia shipped 9.7 million tonnes in 2022.",
        # of LNG, not of all goods: 6.7 billion dollars on record against 114
        "China's imports of Russian LNG rose in 2022. Shipments to China came to $6.7 billion in 2022.",
        # a place in grain and wheat, not in all that is sold
        "Türkiye has remained the main importer of Russian grain and wheat in 2023.",
        # the top supplier of India, not of the United States, of which the words before spoke
        "India's imports of US crude oil rose by 9% in 2023. Russia remained the top supplier.",
        # liquefied gas is no figure of all gas: 16.7 billion euros on record in 2023
        "The EU paid 8.2 billion euros for Russian LNG in 2023.",
        # what one state imports of all others is not what the seller of the words before sold it
        "Turkey's gas imports from Russia rose by 4% in 2023. LNG imports fell by 12% in 2023.",
    ],
)
def test_what_is_of_some_goods_or_of_another_buyer_is_held_against_nobody(text: str) -> None:
    assert "contradicted" not in check(make_article(text, published="2024-12-20")).tally


@pytest.mark.parametrize(
    "text",
    [
        "China's imports of LNG rose in 2022. Russia may ship 9.7 million tonnes in 2022.",
        "Russia's coal exports fell in 2024. Egypt would come third with 3 million tonnes.",
        "China's imports of crude oil rose in 2024. The country has 4 units under construction.",
    ],
)
def test_what_is_foreseen_or_counts_no_goods_is_left(text: str) -> None:
    rows = check(make_article(text, published="2025-07-20")).checked
    assert not [one for one in rows if not one.aside and one.statement.value in (9.7e6, 3e6, 3.0, 4.0)]


def test_imports_of_one_good_go_on_with_no_partner_of_another() -> None:
    text = "Turkey's gas imports from Iran rose by 4% in April 2025. LNG imports decreased by 12%."
    rows = [
        one.statement for one in check(make_article(text, published="2025-07-20")).checked if not one.aside
    ]
    assert ("exports", ("IRN", "TUR"), 0.12) not in {(one.relation, one.states, one.value) for one in rows}


def test_the_time_of_a_report_is_no_time_of_a_place_that_is_judged() -> None:
    text = (
        "China's imports of crude oil rose by 3% in 2023. Russia ranked second, shipping 107 million tonnes."
    )
    place = next(
        one
        for one in check(make_article(text, published="2024-12-20")).checked
        if one.statement.unit == "place"
    )
    assert place.status == "not measurable"
    assert "the words before speak of" in place.verdicts[0].claim.needs
