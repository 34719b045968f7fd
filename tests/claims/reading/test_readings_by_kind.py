"""Kinds of claims that were missed in published texts, in sentences of our own: what is read of each, and what is left open."""

from __future__ import annotations

from datetime import date

import pytest

from realpolitik.claims.reading import check, make_article
from realpolitik.claims.reading.spotting.amounts import amounts
from realpolitik.claims.reading.spotting.times import times

KINDS = {
    # lists: who comes next, with what
    "India bought 87 million tonnes of crude oil from Russia in 2024, followed by Iraq with 50 million tonnes and Saudi Arabia with 31 million tonnes.": [
        ("exports", "RUS IND", "near", 87e6, "2024", "crude-oil"),
        ("exports", "IRQ IND", "near", 50e6, "2024", "crude-oil"),
        ("exports", "SAU IND", "near", 31e6, "2024", "crude-oil"),
    ],
    "Russia was China's largest supplier of crude oil in 2024, selling 108 million tonnes. Saudi Arabia came in second at 79 million tonnes. Iraq with 64 million tonnes was the third largest supplier.": [
        ("rank-supplier", "CHN RUS", "near", 1, "2024", "crude-oil"),
        ("exports", "RUS CHN", "near", 108e6, "2024", "crude-oil"),
        ("exports", "SAU CHN", "near", 79e6, "2024", "crude-oil"),
        ("rank-supplier", "CHN SAU", "near", 2, "2024", "crude-oil"),
        ("exports", "IRQ CHN", "near", 64e6, "2024", "crude-oil"),
        ("rank-supplier", "CHN IRQ", "near", 3, "2024", "crude-oil"),
    ],
    "Armenia's foreign trade came to $30 billion in 2024. Its main partners were Russia ($11 billion), China ($2.5 billion) and Iran ($0.7 billion).": [
        ("world-trade", "ARM", "near", 30e9, "2024", ""),
        ("trade", "ARM RUS", "near", 11e9, "2024", ""),
        ("trade", "ARM CHN", "near", 2.5e9, "2024", ""),
        ("trade", "ARM IRN", "near", 0.7e9, "2024", ""),
    ],
    "Russia was Georgia's second largest trading partner in 2024, with trade turnover of $2.6 billion, up 3 %, while China came in third with trade turnover exceeding $1.6 billion.": [
        ("rank-partner", "GEO RUS", "near", 2, "2024", ""),
        ("trade", "CHN GEO", "at_least", 1.6e9, "2024", ""),
        ("rank-partner", "GEO CHN", "near", 3, "2024", ""),
        ("trade", "GEO RUS", "near", 2.6e9, "2024", ""),
        ("trade", "GEO RUS", "grows", 0.03, "2023..2024", ""),
    ],
    # an amount inside another, two of one verb
    "Kazakhstan's trade with China came to $30 billion in 2024, including $15 billion of Kazakh exports.": [
        ("trade", "CHN KAZ", "near", 30e9, "2024", ""),
        ("exports", "KAZ CHN", "near", 15e9, "2024", ""),
    ],
    "In 2024 India's exports to and imports from China came to $14 billion and $109 billion, respectively.": [
        ("exports", "IND CHN", "near", 14e9, "2024", ""),
        ("exports", "CHN IND", "near", 109e9, "2024", ""),
    ],
    # what goes on from the sentence before
    "Trade between Vietnam and the United States reached $124 billion in 2022. Of this, exports came to $109 billion.": [
        ("trade", "USA VNM", "near", 124e9, "2022", ""),
        ("exports", "VNM USA", "near", 109e9, "2022", ""),
    ],
    "Trade between Russia and Türkiye came to $52 billion in 2024. The figure fell by 7 % from a year earlier.": [
        ("trade", "RUS TUR", "near", 52e9, "2024", ""),
        ("trade", "RUS TUR", "shrinks", 0.07, "2023..2024", ""),
    ],
    "Trade between China and Russia set a record last year. It amounted to $244.8 billion, a modest increase from $240.1 billion in 2023.": [
        ("trade", "CHN RUS", "near", 240.1e9, "2023", ""),
        ("trade", "CHN RUS", "near", 244.8e9, "2024", ""),
        ("trade", "CHN RUS", "record", None, "2024", ""),
        ("trade", "CHN RUS", "rises", None, "2023..2024", ""),
    ],
    # ratios, differences, the part of the year so far
    "Trade between Russia and Armenia rose 1.4 times in 2023.": [
        ("trade", "ARM RUS", "grows", 0.4, "2022..2023", "")
    ],
    "Exports from Uzbekistan to China fell 1.6 times in 2023.": [
        ("exports", "UZB CHN", "shrinks", 0.375, "2022..2023", "")
    ],
    "Trade between China and Russia rose by $98 billion between 2021 and 2024.": [
        ("trade", "CHN RUS", "rises", 98e9, "2021..2024", ""),
        ("trade", "CHN RUS", "rises", None, "2021..2024", ""),
    ],
    "Since the beginning of the year trade between Russia and Belarus has grown by 5 %.": [
        ("trade", "BLR RUS", "grows", 0.05, "2025-01..2025-06", ""),
    ],
    "Turkish exports to Russia came to $8 billion in the first ten months of 2024, down from $10 billion in the same period of 2023.": [
        ("exports", "TUR RUS", "near", 8e9, "2024-01..2024-10", ""),
        ("exports", "TUR RUS", "near", 10e9, "2023-01..2023-10", ""),
        ("exports", "TUR RUS", "falls", None, "2024-01..2024-10", ""),
    ],
    # shares in a good, in exports and in trade
    "Russian oil accounted for 36 % of India's total crude oil imports in 2024.": [
        ("import-share", "IND RUS", "near", 0.36, "2024", "crude-oil"),
    ],
    "Russia supplied 36 % of India's crude oil in 2024.": [
        ("import-share", "IND RUS", "near", 0.36, "2024", "crude-oil"),
    ],
    "The United States now accounts for 10 % of German exports.": [
        ("export-share", "DEU USA", "near", 0.1, "", ""),
    ],
    "Trade with China made up 34 % of Russia's total trade in 2024.": [
        ("trade-share", "RUS CHN", "near", 0.34, "2024", ""),
    ],
    # places
    "In 2024 Russia ranked fifth among China's largest trading partners.": [
        ("rank-partner", "CHN RUS", "near", 5, "2024", ""),
    ],
    "In June 2022 Russia overtook Iraq to become India's largest oil supplier.": [
        ("rank-supplier", "IND RUS", "near", 1, "2022-06", "crude-oil"),
    ],
    "Russia cemented its place ahead of Saudi Arabia as top supplier of crude oil to China in 2024.": [],
    # military spending
    "Poland's military spending grew by 31 % to $38 billion in 2024, equal to 4.2 % of its GDP.": [
        ("military", "POL", "near", 38e9, "2024", ""),
        ("military-gdp", "POL", "near", 0.042, "2024", ""),
        ("military", "POL", "grows", 0.31, "2023..2024", ""),
    ],
    "In 2024 the United States spent $997 billion on its military, followed by China with $314 billion. This accounts for 1.7 % of China's GDP.": [
        ("military", "USA", "near", 997e9, "2024", ""),
        ("military", "CHN", "near", 314e9, "2024", ""),
        ("military-gdp", "CHN", "near", 0.017, "2024", ""),
    ],
}  # fmt: skip


@pytest.mark.parametrize("text", KINDS)
def test_what_is_read(text, understood):
    published = "2025-07-10" if text.startswith("Since the beginning") else "2025-02-01"
    assert sorted(understood(text, published), key=str) == sorted(KINDS[text], key=str)


@pytest.mark.parametrize(
    "text",
    [
        # a first fall, by any word for it, and no word at all
        "The flow of trade between Russia and China contracted in 2025 for the first time in five years.",
        # what trade rose by is not what its cause came to
        "In 2022 trade between China and Russia jumped nearly 30% to a record $190 billion, boosted by China's purchases of Russian oil.",
        # a place among sellers of oil is none among all sellers
        "Iraq exported 1.03 million barrels of oil a day to China in 2023, making it the third largest supplier to the country.",
        # each year since is not one year
        "Trade with China, which had been Germany's largest trading partner every year since 2016, fell in 2024.",
        # what a balance came to is not of the year that it came from
        "The US trade deficit with Vietnam has increased from $38 billion in 2018 to $123 billion.",
        # of a month, not of a year
        "In March 2024 China's exports to Russia fell to $7.6 billion, from $9 billion a year ago.",
        # a verb that no list holds says no direction
        "In 2023 Chinese exports to Russia sprouted 47 %.",
    ],
)
def test_what_is_true_is_not_contradicted(text):
    assert "contradicted" not in {
        one.status for one in check(make_article(text, published="2026-01-20")).listed
    }


@pytest.mark.parametrize(
    "text",
    [
        "Trade between China and Russia did not rise by $98 billion between 2021 and 2024.",
        "Trade between China and Russia grew by 26 %.",  # of which year is not said
        "Trade between Kazakhstan and Russia reached 2 trillion roubles in 2022.",
        "China's military spending rose by 7 % in 2024.",
    ],
)
def test_what_is_open_is_not_borne_out(text):
    report = check(make_article(text, published="2025-02-01"))
    assert "supported" not in {one.status for one in report.listed[-1:]}


def test_what_is_said_of_another_state_is_not_judged(understood):
    text = "In 2023 China's imports of Russian oil rose 24% to 107 million tonnes, overtaking imports from Saudi Arabia, which fell 2% to 86 million tonnes."
    assert all(
        value != 86e6 or states == "SAU CHN" for _, states, _, value, _, _ in understood(text, "2025-02-01")
    )


def test_roubles_are_shown_and_not_judged():
    report = check(
        make_article(
            "Trade between Kazakhstan and Russia reached 2 trillion roubles in 2022.", published="2025-02-01"
        )
    )
    (one,) = report.listed
    assert (one.statement.value, one.statement.unit, one.status) == (2e12, "RUB", "not measurable")


def test_a_ratio_is_an_amount_and_a_time_told_by_the_year_a_part_of_it():
    ratio = next(one.value for one in amounts("rose 1.4 times") if one.value.unit == "times")
    assert ratio.value == 1.4
    assert [one.value.value for one in amounts("44 billion 20 million dollars")] == [44.02e9]
    (so_far,) = times("since the beginning of the year", date(2024, 5, 20))
    assert (so_far.value.start, so_far.value.end) == ("2024-01", "2024-04")
    (unclear,) = times("in the last few months", date(2024, 5, 20))
    assert unclear.value.relative == "unclear"
