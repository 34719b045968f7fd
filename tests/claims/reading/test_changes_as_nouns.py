"""Changes and levels told as nouns, verbs left out, and what a sentence on the trade of two leaves out: read with the exact states, amounts and times, or not at all."""

from __future__ import annotations

import pytest

DAY = "2025-03-01"
SAW = ("exports", "CHL PER", "shrinks", 0.07, "2022..2023", "")
GREW = ("trade", "CHL PER", "grows", 0.12, "2022..2023", "")

READ = {
    # a noun of change with the verb that carries it
    "Chile's exports to Peru experienced a slight dip of 7 percent in 2023.": [SAW],
    "In 2023, Chile's exports to Peru showed a 7 percent annual decrease.": [SAW],
    "Chile recorded a 7% drop in exports to Peru in 2023.": [SAW],
    "Chile saw its exports to Peru fall by 7% in 2023.": [SAW],
    "There was a 7 per cent decline in Chile's exports to Peru in 2023.": [SAW],
    "The office published its tables, revealing a substantial 12 percent increase in trade volume between Chile and Peru in 2023.": [
        GREW
    ],
    "Statistics indicated a growth of 12 percent in trade between Chile and Peru in 2023.": [GREW],
    "Trade between Chile and Peru in 2023 demonstrated a growth of 12%.": [GREW],
    "Chile's exports to Peru remained nearly flat at 0.5% growth in 2023.": [
        ("exports", "CHL PER", "grows", 0.005, "2022..2023", "")
    ],
    "Chile also recorded a reduction in exports to Peru, which dropped by 7 percent to $800 million in 2023.": [
        ("exports", "CHL PER", "near", 8e8, "2023", ""),
        SAW,
    ],
    # a month, or a drop, as the subject
    "Chile's exports to Peru in April 2024 stood at $70 million, while June saw a 9% rise to $76 million.": [
        ("exports", "CHL PER", "near", 7e7, "2024-04", ""),
        ("exports", "CHL PER", "near", 7.6e7, "2024-06", ""),
        ("exports", "CHL PER", "grows", 0.09, "2023-06..2024-06", ""),
    ],
    "Chile's exports to Peru came to $900 million in 2023. In 2024, the drop was 7 percent.": [
        ("exports", "CHL PER", "near", 9e8, "2023", ""),
        ("exports", "CHL PER", "shrinks", 0.07, "2023..2024", ""),
    ],
    # a verb that is left out
    "Exports from Chile to Peru rose by 5% to $1 billion in 2023, imports from Peru — by 7% to $2 billion.": [
        ("exports", "CHL PER", "near", 1e9, "2023", ""),
        ("exports", "CHL PER", "grows", 0.05, "2022..2023", ""),
        ("exports", "PER CHL", "near", 2e9, "2023", ""),
        ("exports", "PER CHL", "grows", 0.07, "2022..2023", ""),
    ],
    "Chilean exports to Peru were down by 5% in 2023 and Peruvian exports to Chile by 7%.": [
        ("exports", "CHL PER", "shrinks", 0.05, "2022..2023", ""),
        ("exports", "PER CHL", "shrinks", 0.07, "2022..2023", ""),
    ],
    "Chile-Peru trade rose by 12% in 2023, trade with Brazil fell by 5% to $9 billion, with Spain — by 3% to $2 billion.": [
        GREW,
        ("trade", "BRA CHL", "near", 9e9, "2023", ""),
        ("trade", "BRA CHL", "shrinks", 0.05, "2022..2023", ""),
        ("trade", "CHL ESP", "near", 2e9, "2023", ""),
        ("trade", "CHL ESP", "shrinks", 0.03, "2022..2023", ""),
    ],
    # several at once
    "Chile's exports to Peru and Brazil rose in 2023 by 4 percent and 6 percent, respectively.": [
        ("exports", "CHL PER", "grows", 0.04, "2022..2023", ""),
        ("exports", "CHL BRA", "grows", 0.06, "2022..2023", ""),
    ],
    "An increase in trade with China was recorded in Chile (+$2 billion) and Peru (+$1 billion) in 2023.": [
        ("trade", "CHL CHN", "rises", 2e9, "2022..2023", ""),
        ("trade", "CHL CHN", "rises", None, "2022..2023", ""),
        ("trade", "CHN PER", "rises", 1e9, "2022..2023", ""),
        ("trade", "CHN PER", "rises", None, "2022..2023", ""),
    ],
    "Both exports to and imports from Peru increased in 2023, Chile's customs said.": [],
    # what somebody had expected is no figure, and when something was said no time
    "Chile's exports to Peru rose 5.8% in 2023, beating the 5% increase forecast in a survey of economists.": [
        ("exports", "CHL PER", "grows", 0.058, "2022..2023", "")
    ],
    "Earlier this year, Peru's prime minister pointed out that Chile is one of Peru's main partners with bilateral trade reaching $5 billion in 2022.": [
        ("rank-partner", "PER CHL", "exists", None, "", ""),
        ("trade", "CHL PER", "near", 5e9, "2022", ""),
    ],
    "In January, Peru reported a trade turnover of $5 billion with Chile for 2022.": [
        ("trade", "CHL PER", "near", 5e9, "2022", "")
    ],
    # balances
    "The trade balance between Chile and Peru was $400 million in 2023, in favor of Peru.": [
        ("balance", "PER CHL", "near", 4e8, "2023", "")
    ],
    "In 2023 the trade balance between Chile and Peru favored Peru by $400 million.": [
        ("balance", "PER CHL", "near", 4e8, "2023", "")
    ],
    "With Peru alone, Chile incurred the trade loss of $400 million in 2023.": [
        ("balance", "CHL PER", "near", -4e8, "2023", "")
    ],
    "Chile's exports to Peru declined 7% in 2023, taking the trade deficit for the year to $400 million.": [
        SAW,
        ("balance", "CHL PER", "near", -4e8, "2023", ""),
    ],
    "Chile experienced a deficit of $400 million in trade with Peru in 2023.": [
        ("balance", "CHL PER", "near", -4e8, "2023", "")
    ],
    "Peru's surplus in its trade with Chile shrank to $400 million in 2023.": [
        ("balance", "PER CHL", "near", 4e8, "2023", "")
    ],
    # goods that are shipped, exchanged or somebody's
    "The value of goods shipped from Chile to Peru fell in 2023, by 7% from the year before.": [SAW],
    "In 2023, $5 billion worth of goods were exchanged between Chile and Peru.": [
        ("trade", "CHL PER", "near", 5e9, "2023", "")
    ],
    "Chile's imports of Peruvian goods came to $2 billion in 2023, while exports the other way rose 4% to $3 billion.": [
        ("exports", "PER CHL", "near", 2e9, "2023", ""),
        ("exports", "CHL PER", "near", 3e9, "2023", ""),
        ("exports", "CHL PER", "grows", 0.04, "2022..2023", ""),
    ],
    "Chile sold Peru goods worth $3 billion in 2023, up 4%, and bought $2 billion.": [
        ("exports", "CHL PER", "near", 3e9, "2023", ""),
        ("exports", "CHL PER", "grows", 0.04, "2022..2023", ""),
        ("exports", "PER CHL", "near", 2e9, "2023", ""),
    ],
    "In 2023, Chile bought $2 billion in goods from Peru, and sold it $3 billion.": [
        ("exports", "PER CHL", "near", 2e9, "2023", ""),
        ("exports", "CHL PER", "near", 3e9, "2023", ""),
    ],
    "Growth in trade between Chile and Peru slowed to 2% in 2023 from 12% in 2022.": [
        ("trade", "CHL PER", "grows", 0.02, "2022..2023", ""),
        ("trade", "CHL PER", "grows", 0.12, "2021..2022", ""),
    ],
    "Trade between Chile and Peru surpassed $5 billion in 2023 for the first time.": [
        ("trade", "CHL PER", "at_least", 5e9, "2023", "")
    ],
    "Trade between Chile and Peru rose by 12% in 2023, though Chile's deficit grew to $400 million.": [
        GREW,
        ("balance", "CHL PER", "near", -4e8, "2023", ""),
    ],
    # whose it is, by the office that speaks
    "According to Chinese customs, bilateral trade with Chile rose 4% to $60 billion in 2023.": [
        ("trade", "CHL CHN", "near", 6e10, "2023", ""),
        ("trade", "CHL CHN", "grows", 0.04, "2022..2023", ""),
    ],
    # a change named in passing
    "The decline in trade between Chile and Peru in 2023 was caused by a drought.": [
        ("trade", "CHL PER", "falls", None, "2022..2023", "")
    ],
    # money
    "Kenya's exports to Uganda dipped 8.5 per cent to Ksh46 billion ($380 million) in the half year to June 2022.": [
        ("exports", "KEN UGA", "near", 4.6e10, "2022-01..2022-06", ""),
        ("exports", "KEN UGA", "near", 3.8e8, "2022-01..2022-06", ""),
        ("exports", "KEN UGA", "shrinks", 0.085, "2022-01..2022-06", ""),
    ],
    "Non-oil trade between Oman and Qatar rose by 9 per cent to AED 13 billion in 2023.": [
        ("trade", "OMN QAT", "near", 1.3e10, "2023", "non-oil-goods"),
        ("trade", "OMN QAT", "grows", 0.09, "2022..2023", "non-oil-goods"),
    ],
    # what is only compared with
    "Chile's exports to Peru declined 7% to $800 million in 2023, falling below 2014 levels.": [
        ("exports", "CHL PER", "near", 8e8, "2023", ""),
        SAW,
    ],
    "India's exports to Peru fell 7% in the first half of 2022-23 (April-September) compared to the corresponding period in 2021-22.": [
        ("exports", "IND PER", "shrinks", 0.07, "2022-04..2022-09", "")
    ],
}


@pytest.mark.parametrize("text", READ)
def test_is_read_as(understood, text):
    assert sorted(map(str, understood(text, DAY))) == sorted(map(str, READ[text]))


@pytest.mark.parametrize(
    "text",
    [
        "Chile hopes for a growth in trade between Chile and Peru in 2023.",
        "A 7% drop in Chile's exports to Peru is forecast for 2023.",
        "Chile's exports to Peru could see a 7% drop in 2025.",
        "Chile's economy saw a 7% rise in 2023, and Peru is a partner.",
        "Chile saw a 7% rise in prices of exports to Peru in 2023.",
        # two partners of a state that is not named are no pair
        "Trade with Chile rose 4% in 2023, while trade with Peru fell 5%, the paper wrote.",
        "There would be a 7% decline in Chile's exports to Peru if tariffs came.",
    ],
)
def test_what_was_not_or_not_of_trade_is_not_read(understood, text):
    assert understood(text, DAY) == []


def test_a_sentence_on_trade_alone_is_of_the_two_that_the_text_is_on(understood):
    text = "Chile and Peru met in Lima. Chile and Peru share a long coast. Trade grew to $5 billion in 2023, and already reached $3 billion halfway through 2024."
    assert understood(text, DAY) == [
        ("trade", "CHL PER", "near", 5e9, "2023", ""),
        ("trade", "CHL PER", "near", 3e9, "2024-01..2024-06", ""),
    ]


def test_what_is_above_the_level_of_a_year_is_not_of_that_year(understood):
    text = "In the first half of 2024 trade between Chile and Peru came to $3 billion. Since then, Chile's exports to Peru were 64% above their 2021 level, while Peru's exports to Chile had climbed by 63%."
    assert not [one for one in understood(text, DAY) if one[2] == "grows" and one[4]]


def test_a_text_that_names_others_as_often_lends_no_pair(understood):
    text = "Chile and Peru met. Brazil and Peru met. Chile and Brazil met. Trade grew to $5 billion in 2023."
    assert understood(text, DAY) == []


def test_imports_of_the_buyer_beside_exports_to_it_are_those_from_it(understood):
    text = "Chile's exports to Peru rose 5% to $2 billion in 2023. In contrast, Peru's imports showed a steady fall of 4%, amounting to $3 billion."
    assert ("exports", "PER CHL", "shrinks", 0.04, "2022..2023", "") in understood(text, DAY)
    apart = (
        "Chile's exports to Peru rose 5% to $2 billion in 2023. Peru's total imports fell 4% to $30 billion."
    )
    assert not [one for one in understood(apart, DAY) if one[1] == "PER CHL"]


def test_a_surplus_without_partner_is_with_the_two_only_where_the_words_go_on_with_them(understood):
    goes_on = "Nepal imported goods worth $900 million from China in 2023. Similarly, in 2023, Nepal saw a trade deficit of $800 million."
    assert ("balance", "NPL CHN", "near", -8e8, "2023", "") in understood(goes_on, DAY)
    of_all = "China's exports to Nepal fell 4% in 2023. Overall, China reported a trade surplus of $900 billion in 2023."
    assert not [one for one in understood(of_all, DAY) if one[0] == "balance"]


def test_flows_beside_a_state_s_foreign_trade_are_with_all(understood):
    text = "Chile's total foreign trade in 2023 fell by 3% to $160 billion with exports having increased by 1% to $90 billion and imports decreased by 7% to $70 billion."
    assert {one[:2] for one in understood(text, DAY)} == {
        ("world-trade", "CHL"),
        ("world-exports", "CHL"),
        ("world-imports", "CHL"),
    }
