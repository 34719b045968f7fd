"""What is bought, sold and pumped, told by verbs, by places in a list, through pipelines, or without an amount; and near misses."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.spotting.actors import actors
from realpolitik.states import registry

ON = "2025-05-01"
STEEL = [
    ("exports", "IRN IRQ", "near", 1.3e6, "2024", "steel"),
    ("exports", "IRN ARE", "near", 8e5, "2024", "steel"),
    ("exports", "IRN OMN", "near", 4e5, "2024", "steel"),
]
CRUDE = "India's crude oil imports from Russia rose in March 2025. "
KINDS = {
    # one verb, several buyers; several sellers
    "Iran exported 1.3 million tonnes of steel to Iraq, 0.8 million tonnes to the UAE and 0.4 million tonnes to Oman in 2024.": STEEL,
    "Japan bought 10 million tonnes of coal from Indonesia in 2024. Australia shipped 60 million tonnes and Russia 3 million tonnes.": [
        ("exports", "IDN JPN", "near", 1e7, "2024", "coal"),
        ("exports", "AUS JPN", "near", 6e7, "2024", "coal"),
        ("exports", "RUS JPN", "near", 3e6, "2024", "coal"),
    ],
    "China took 2.2 million barrels a day of Iraqi crude in 2024. Saudi Arabia shipped 1.6 million barrels a day.": [
        ("exports", "IRQ CHN", "near", 2.2e6, "2024", "crude-oil"),
        ("exports", "SAU CHN", "near", 1.6e6, "2024", "crude-oil"),
    ],
    # other orders of words
    "Kazakhstan exported to Uzbekistan 1.2 million tonnes of wheat in 2024.": [("exports", "KAZ UZB", "near", 1.2e6, "2024", "wheat")],
    "In March 2022, 68,600 bpd of Russian oil reached India.": [("exports", "RUS IND", "near", 68600, "2022-03", "crude-oil")],
    "Vietnam spent $2.1 billion on coal from Australia in 2024.": [("exports", "AUS VNM", "near", 2.1e9, "2024", "coal")],
    "In December 2024, Brazil held a leading position, having sold Chile goods worth 400 million dollars.": [("exports", "BRA CHL", "near", 4e8, "2024-12", "")],
    "Togo dominated in 2024, supplying Benin with goods worth N211 billion.": [("exports", "TGO BEN", "near", 211e9, "2024", "")],
    "Ghana ranked fourth among Angola's African export destinations in 2024 with $134 million in trade.": [("exports", "AGO GHA", "near", 1.34e8, "2024", "")],
    "South Africa, which led the list in 2023 with $708 million worth of imports from Angola, fell to second place.": [("exports", "AGO ZAF", "near", 7.08e8, "2023", "")],
    # places in a list, with an amount
    f"{CRUDE}Iraq, with 821,000 bpd in sales, was the third biggest supplier.": [("exports", "IRQ IND", "near", 821000, "2025-03", "crude-oil")],
    f"{CRUDE}Saudi Arabia emerged as the second largest supplier, shipping 986,000 bpd.": [("exports", "SAU IND", "near", 986000, "2025-03", "crude-oil")],
    "In 2024, imports of Polish goods to Norway reached $4.4 billion. In second place was Sweden, whose supplies were estimated at $4.5 billion.": [
        ("exports", "SWE NOR", "near", 4.5e9, "2024", "")
    ],
    # what goes on
    "In 2020, Poland's exports to Ukraine came to 23 billion zlotys, a year later they increased to 29 billion zlotys.": [
        ("exports", "POL UKR", "near", 23e9, "2020", ""),
        ("exports", "POL UKR", "near", 29e9, "2021", ""),
    ],
    "Finland's electricity imports from Sweden fell to 11 TWh in 2023, from 13 TWh a year earlier.": [
        ("exports", "SWE FIN", "near", 11e9, "2023", "electricity"),
        ("exports", "SWE FIN", "near", 13e9, "2022", "electricity"),
    ],
    # through a pipeline of two ends
    "Supplies via the Power of Siberia totaled 4.1 billion cubic meters in 2020 and 10.4 billion cubic meters in 2021.": [
        ("exports", "RUS CHN", "near", 4.1e9, "2020", "pipeline-gas"),
        ("exports", "RUS CHN", "near", 10.4e9, "2021", "pipeline-gas"),
    ],
    "Gazprom increased supplies via Blue Stream by more than 27% in 2021.": [("exports", "RUS TUR", "rises", 0.27, "2020..2021", "pipeline-gas")],
    "The Medgaz pipeline delivered 8 billion cubic metres of gas in 2024, with plans to expand to ten.": [("exports", "DZA ESP", "near", 8e9, "2024", "pipeline-gas")],
    "In 2024, 7 billion cubic metres of gas were pumped through Medgaz.": [("exports", "DZA ESP", "near", 7e9, "2024", "pipeline-gas")],
    # no amount
    "Turkey imports Azerbaijani natural gas.": [("exports", "AZE TUR", "exists", None, "", "pipeline-gas")],
    "Qatar supplies LNG and helium to Japan.": [("exports", "QAT JPN", "exists", None, "", "lng")],
    "Hungary continues to buy Russian oil and coal.": [
        ("exports", "RUS HUN", "exists", None, "", "crude-oil"),
        ("exports", "RUS HUN", "exists", None, "", "coal"),
    ],
    "The visit comes amid a fall in India's Iraqi crude oil purchases.": [("exports", "IRQ IND", "falls", None, "", "crude-oil")],
    "The slump was driven by weaker demand for Japanese cars in Chile.": [("exports", "JPN CHL", "falls", None, "", "passenger-cars")],
    # in which money
    "About 30 per cent of Russia's external trade is now settled in yuan, a dramatic shift from 2 per cent in 2021.": [
        ("settlement", "RUS", "near", 0.3, "", ""),
        ("settlement", "RUS", "near", 0.02, "2021", ""),
    ],
    "Yuan settlements accounted for 28% of Chinese exports to Russia in 2021.": [("settlement", "CHN RUS", "near", 0.28, "2021", "")],
}  # fmt: skip


@pytest.mark.parametrize("text", KINDS)
def test_is_read_as(text, understood):
    found = understood(text, ON)
    for wanted in KINDS[text]:
        assert wanted in found


NEVER = {
    "Russian exports of gas to China are negligible.": ("exports",),
    "Turkey imports of Russian gas are small.": ("exports",),
    # a pipeline with several ends, another of its name, and what is only planned
    "Flows through the Nord Stream pipeline fell by 60% in June 2022.": ("exports",),
    "The Power of Siberia 2 pipeline will carry 50 bcm a year.": ("exports",),
    "Gazprom plans to supply 38 bcm via the Power of Siberia in 2025.": ("exports",),
    # denied, supposed, ended
    "Slovakia does not import gas from Russia.": ("exports",),
    "If Japan buys LNG from Qatar, prices will fall.": ("exports",),
    "Egypt may import gas from Israel.": ("exports",),
    # who bought of three is not told of one
    "The dollar's share of trade between Russia and China fell below 50% in 2020.": ("trade",),
}


@pytest.mark.parametrize("text", NEVER)
def test_is_not_read(text, understood):
    assert not [one for one in understood(text, ON) if one[0] in NEVER[text]]


def test_sellers_named_after_a_buyer_sell_to_it_and_to_nobody_else(understood):
    found = understood(f"{CRUDE}Iraq shipped 1.05 million bpd and Saudi Arabia 952,000 bpd.", ON)
    assert {one[1] for one in found if one[2] == "near"} == {"IRQ IND", "SAU IND"}


def test_the_pipelines_have_two_states_and_a_source():
    codes = {state.code for state in registry()}
    for one in table("pipelines"):
        assert {one["seller"], one["buyer"]} <= codes
        assert one["source"]


@pytest.mark.parametrize(("word", "code"), [("Ugandan", "UGA"), ("South Sudanese", "SSD"), ("Kazakhstani", "KAZ"), ("Tunisian", "TUN"), ("Ghanaian", "GHA")])  # fmt: skip
def test_adjectives_of_states_name_them(word, code):
    from datetime import date

    assert [one.value.code for one in actors(f"{word} exports rose.", date(2025, 1, 1))] == [code]
