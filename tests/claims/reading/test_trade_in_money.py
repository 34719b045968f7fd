"""Trade told in money: apposition, balances, shares with their value, what goes on from the sentence before; true and false figures."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article

KINDS = {
    # a change whose base is named is of the time of the words before
    "Vietnam's exports to Japan came to $2.1 billion in May 2024. Japanese shipments to Vietnam fell, declining 3.5% year-on-year to $1.8 billion, a 4% drop from April.": [
        ("exports", "VNM JPN", "near", 2.1e9, "2024-05"),
        ("exports", "JPN VNM", "near", 1.8e9, "2024-05"),
        ("exports", "JPN VNM", "shrinks", 0.035, "2023-05..2024-05"),
    ],
    # the deficit of the two that were spoken of
    "Kenya's exports to Uganda fell by 6% to $700 million in 2023. The trade surplus narrowed to $310 million.": [
        ("exports", "KEN UGA", "near", 7e8, "2023"),
        ("exports", "KEN UGA", "shrinks", 0.06, "2022..2023"),
        ("balance", "KEN UGA", "near", 3.1e8, "2023"),
    ],
    "Chile's exports to Mexico fell 12% in 2023 while imports rose 5%, leaving Chile with a $640 million trade deficit.": [
        ("balance", "CHL MEX", "near", -6.4e8, "2023"),
    ],
    "With Egypt, Jordan recorded a deficit of $450 million in 2023.": [
        ("balance", "JOR EGY", "near", -4.5e8, "2023")
    ],
    "Peru shipped $1.2 billion of goods to Spain in 2023 and logged a trade surplus of $420 million with Spain.": [
        ("exports", "PER ESP", "near", 1.2e9, "2023"),
        ("balance", "PER ESP", "near", 4.2e8, "2023"),
    ],
    # a share with its value, and a place with a share
    "In 2023, Brazil accounted for a 31% share (worth $9.4 billion) of Argentina's total foreign trade.": [
        ("trade-share", "ARG BRA", "near", 0.31, "2023"),
        ("trade", "ARG BRA", "near", 9.4e9, "2023"),
    ],
    "Egypt is Sudan's second largest trade partner with a 12% share (worth $1.1 billion) in 2023.": [
        ("trade-share", "SDN EGY", "near", 0.12, "2023"),
        ("trade", "EGY SDN", "near", 1.1e9, "2023"),
    ],
    # who is whose partner, of three
    "Poland has edged out France to become Ukraine's largest trading partner in 2023. Trade between the two countries rose to $19 billion in 2023.": [
        ("trade", "POL UKR", "near", 19e9, "2023"),
    ],
    # a partner with its place; goods bound for somewhere
    "Exports to Kenya, Tanzania's largest African market, rose 7% in 2023.": [
        ("exports", "TZA KEN", "grows", 0.07, "2022..2023")
    ],
    "Morocco's Spain-bound exports rose 9% in 2023.": [("exports", "MAR ESP", "grows", 0.09, "2022..2023")],
    # what a change followed
    "Imports of Peru from Chile rose 3% in 2023, reversing a 5% contraction in 2022.": [
        ("exports", "CHL PER", "grows", 0.03, "2022..2023"),
        ("exports", "CHL PER", "shrinks", 0.05, "2021..2022"),
    ],
    # the figure goes on, with two amounts
    "India's imports from Nepal rose to $1 billion in 2021. In 2022, the figure fell slightly to $0.8 billion but jumped again to $1.3 billion in 2023.": [
        ("exports", "NPL IND", "near", 1e9, "2021"),
        ("exports", "NPL IND", "near", 0.8e9, "2022"),
        ("exports", "NPL IND", "near", 1.3e9, "2023"),
    ],
    "Thai exports to Laos increased in 2023. This took the total outbound shipments to $4.6 billion.": [
        ("exports", "THA LAO", "near", 4.6e9, "2023")
    ],
    # lists of partners
    "Turkey was Georgia's largest trade partner in 2023 with trade of $2.5 billion. Russia followed with $2.2 billion, China ranked third with $1.4 billion and Armenia came fourth with $1.1 billion.": [
        ("trade", "GEO RUS", "near", 2.2e9, "2023"),
        ("trade", "CHN GEO", "near", 1.4e9, "2023"),
        ("trade", "ARM GEO", "near", 1.1e9, "2023"),
    ],
    # imports from the country, in the sentence that names it
    "Japan's trade surplus with Mexico fell to $3 billion in 2023, as imports from the country rose 4% to $7 billion.": [
        ("balance", "JPN MEX", "near", 3e9, "2023"),
        ("exports", "MEX JPN", "near", 7e9, "2023"),
        ("exports", "MEX JPN", "grows", 0.04, "2022..2023"),
    ],
    "Trade between Kenya and Rwanda rose in 2024. November alone saw trade reach $80 million.": [
        ("trade", "KEN RWA", "near", 8e7, "2024-11")
    ],
    # what was lower than in the month before; the other way
    "In May 2024, trade between Kenya and Rwanda totalled $70 million, which was 3% lower than in April.": [
        ("trade", "KEN RWA", "near", 7e7, "2024-05"),
        ("trade", "KEN RWA", "shrinks", 0.03, "2024-04..2024-05"),
    ],
    "Kenya exported $40 million worth of goods to Rwanda in May 2024, while deliveries the other way amounted to $9 million.": [
        ("exports", "KEN RWA", "near", 4e7, "2024-05"),
        ("exports", "RWA KEN", "near", 9e6, "2024-05"),
    ],
    # what a change followed, with a noun of doing; on a basis
    "Exports of Chile to Peru jumped 12 percent in April 2024, compared to an increase of 4 percent in March.": [
        ("exports", "CHL PER", "grows", 0.12, "2023-04..2024-04"),
        ("exports", "CHL PER", "grows", 0.04, "2023-03..2024-03"),
    ],
    "Thai exports to Laos fell by 8 percent on an annual basis in April 2024 to $410 million.": [
        ("exports", "THA LAO", "shrinks", 0.08, "2023-04..2024-04"),
        ("exports", "THA LAO", "near", 4.1e8, "2024-04"),
    ],
    # what came of it, and the earlier level in brackets
    "Chile exported goods worth $2 billion to Peru in 2023, while imports reached $1.4 billion, resulting in a $600 million trade surplus.": [
        ("exports", "CHL PER", "near", 2e9, "2023"),
        ("exports", "PER CHL", "near", 1.4e9, "2023"),
        ("balance", "CHL PER", "near", 6e8, "2023"),
    ],
    "In 2023, Peru was Chile's largest partner, with $2 billion in exports and $1.4 billion in imports.": [
        ("exports", "CHL PER", "near", 2e9, "2023"),
        ("exports", "PER CHL", "near", 1.4e9, "2023"),
    ],
    "Uzbekistan's trade with Turkey amounted to $1.5 billion from January through June 2024. This figure is 4 percent higher year-on-year ($1.44 billion in January-June 2023).": [
        ("trade", "TUR UZB", "near", 1.5e9, "2024-01..2024-06"),
        ("trade", "TUR UZB", "grows", 0.04, "2024-01..2024-06"),
        ("trade", "TUR UZB", "near", 1.44e9, "2023-01..2023-06"),
    ],
    "In 2023 Ukraine exported the most to Poland - $4.7 billion, Romania - $3.7 billion, China - $2.4 billion.": [
        ("exports", "UKR POL", "near", 4.7e9, "2023"),
        ("exports", "UKR ROU", "near", 3.7e9, "2023"),
        ("exports", "UKR CHN", "near", 2.4e9, "2023"),
    ],
    # a state by what it is called
    "Exports from Peru to the world's second-largest economy rose 4% to $23 billion in 2023.": [
        ("exports", "PER CHN", "near", 23e9, "2023"),
        ("exports", "PER CHN", "grows", 0.04, "2022..2023"),
    ],
    # what some years came to; what was expected is no figure
    "Trade between Azerbaijan and Georgia increased by 1.4 times from 2020 to 2023, reaching $1.2 billion.": [
        ("trade", "AZE GEO", "grows", 0.4, "2020..2023"),
        ("trade", "AZE GEO", "near", 1.2e9, "2023"),
    ],
    "Peru's exports to Chile rose 6% in May 2024, above a forecast rise of 4% in a Reuters poll.": [
        ("exports", "PER CHL", "grows", 0.06, "2023-05..2024-05")
    ],
    "Exports from Peru to Chile grew 6% in May 2024 after expanding 9% in April.": [
        ("exports", "PER CHL", "grows", 0.06, "2023-05..2024-05"),
        ("exports", "PER CHL", "grows", 0.09, "2023-04..2024-04"),
    ],
    # another's, in the words of the one before
    "Peru's deficit with China jumped 6 percent to $3.4 billion in 2023, while Chile's rose 5 percent to $6.8 billion.": [
        ("balance", "PER CHN", "near", -3.4e9, "2023"),
        ("balance", "CHL CHN", "near", -6.8e9, "2023"),
    ],
    # years of account, and their months
    "Between April 2022 and March 2023, India's trade with Oman declined 2 % to reach $12 billion.": [
        ("trade", "IND OMN", "near", 12e9, "2022-04..2023-03"),
        ("trade", "IND OMN", "shrinks", 0.02, "2022-04..2023-03"),
    ],
}


@pytest.mark.parametrize("text", KINDS)
def test_what_is_read(text, understood):
    made = {one[:5] for one in understood(text, "2025-01-25")}
    assert {*KINDS[text]} <= made


NOT_READ = {
    # of all others, after a word that says so
    "Japan's exports to the US fell 3% in May 2024. Globally, Japan logged a deficit of 200 billion yen. Exports rose 2% in May.": "USA",
    # of neither of two that were named
    "In May 2024 Thai exports to Laos rose 2%, and shipments to Cambodia grew 4%. Imports grew 1% in May.": "LAO",
    # whose imports, or imports from where, is not said
    "Spain's trade with Peru rose to $3 billion in 2023. Peruvian imports fell by 2%.": "fell",
}


@pytest.mark.parametrize("text", NOT_READ)
def test_what_is_of_others_is_left(text):
    last = [
        one for one in check(make_article(text, published="2024-07-01")).listed if one.statement.sentence > 0
    ]
    apart = NOT_READ[text]
    if apart == "fell":
        assert not [one for one in last if one.statement.relation == "world-imports"]
    else:
        assert not [one for one in last if apart in one.statement.states and one.statement.test == "grows"]


TRUE = [
    "China is Russia's largest trade partner, with trade between the two countries jumping to $190.3 billion in 2022.",
    "Trade between China and Russia grew 64% from 2021 to 2023, reaching $240.1 billion, above a forecast level of $225 billion.",
    "In 2023, Polish exports to Ukraine reached 51.7 billion zlotys ($13 billion).",
    "China is Russia's biggest trading partner and has helped it through the sanctions that followed the invasion of 2022.",
    "China's exports to Russia came to $111 billion in 2023, while deliveries the other way amounted to $129 billion, resulting in a deficit of $18 billion.",
    "China's exports to Russia came to $111 billion in 2023, bringing bilateral trade to $240 billion.",
    "Chinese exports to Russia rose to $111 billion in 2023, while imports from the country reached $129 billion.",
    "China's trade with Russia grew by 26.3% in 2023 to $240.1 billion. The trade deficit narrowed to $18.2 billion.",
    "In 2022, China-Russia trade stood at $190.3 billion, which rose by 26.3% to $240.1 billion in 2023.",
    "China-Russia trade rose 1.9% to $244.8 billion in 2024. The growth was much slower than the 26.3% gain in 2023.",
    "The US remained China's third largest trading partner in 2023 after ASEAN and the European Union.",
    "Trade between China and Russia reached $244.8 billion in 2024, a 1.9% rise from 2023.",
]
FALSE = {
    "Trade between China and Russia grew 64% from 2021 to 2023, reaching $310 billion.": 310e9,
    "China's exports to Russia came to $111 billion in 2023, while deliveries the other way amounted to $171 billion.": 171e9,
    "China exported goods worth $111 billion to Russia in 2023, while imports reached $129 billion, resulting in a deficit of $52 billion.": -52e9,
    "China's exports to Russia came to $111 billion in 2023, bringing bilateral trade to $310 billion.": 310e9,
    "China's trade with Russia grew by 26.3% in 2023 to $240.1 billion. The trade deficit narrowed to $41 billion.": -41e9,
    "In 2022, China-Russia trade stood at $190.3 billion, which rose by 44% to $272 billion in 2023.": 272e9,
    "China-Russia trade rose 1.9% to $244.8 billion in 2024. The growth was much slower than the 39% gain in 2023.": 0.39,
    "Trade between China and Russia reached $205 billion in 2024, a 14% drop from 2023.": 205e9,
}


@pytest.mark.parametrize("text", TRUE)
def test_what_is_true_is_not_contradicted(text):
    report = check(make_article(text, published="2025-03-01"))
    assert "contradicted" not in {one.status for one in report.checked}


@pytest.mark.parametrize("text", FALSE)
def test_what_is_false_is_read_and_not_borne_out(text):
    every = [
        one
        for one in check(make_article(text, published="2025-03-01")).checked
        if one.statement.value == FALSE[text]
    ]
    assert every
    assert "supported" not in {one.status for one in every}


@pytest.mark.parametrize("amount", ["$1 billion", "$900", "$1 trillion"])
def test_a_change_by_an_amount_over_part_of_a_year_is_read_and_left(amount):
    report = check(
        make_article(
            f"Chinese exports to Russia rose by {amount} in the first half of 2024.", published="2024-09-01"
        )
    )
    assert {one.status for one in report.checked if one.statement.value} == {"not measurable"}
