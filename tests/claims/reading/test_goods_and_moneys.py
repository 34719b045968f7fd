"""Goods told one after the other with their amounts, amounts in two moneys, and months told in a word; near misses of each."""

from __future__ import annotations

import pytest

ON = "2025-05-01"
BRAZIL = [
    ("exports", "BRA CHN", "near", 31.5e9, "2024", "soybeans"),
    ("exports", "BRA CHN", "near", 20e9, "2024", "crude-oil"),
]
CHILE = [
    ("exports", "CHL JPN", "near", 5.2e9, "2024", ""),
    ("exports", "CHL JPN", "near", 3.1e9, "2024", "copper"),
    ("exports", "CHL JPN", "near", 9e8, "2024", "salmon"),
]
KINDS = {
    # a list after a head, as a superlative with what follows, and after a verb
    "Brazil's main exports to China in 2024 were soybeans ($31.5 billion) and crude oil ($20 billion).": BRAZIL,
    "Soybeans were Brazil's largest export to China at $31.5 billion in 2024, followed by crude oil at $20 billion.": BRAZIL,
    "In 2024, Brazil exported to China mainly soybeans worth $31.5 billion and crude oil worth $20 billion.": BRAZIL,
    "Among Brazil's exports to China in 2024, soybeans stood at $31.5 billion and crude oil at $20 billion.": BRAZIL,
    "Key imports from Germany to Turkey in 2024 included machinery worth $5 billion, plastics worth $2 billion, and brass fittings and taps worth $100 million.": [
        ("exports", "DEU TUR", "near", 5e9, "2024", "machinery"),
        ("exports", "DEU TUR", "near", 2e9, "2024", "plastics"),
        ("exports", "DEU TUR", "near", 1e8, "2024", "other"),
    ],
    "In 2024, Kenya mainly exported to Pakistan tea ($215 million), and imported from it rice ($120 million).": [
        ("exports", "KEN PAK", "near", 2.15e8, "2024", "tea"),
        ("exports", "PAK KEN", "near", 1.2e8, "2024", "rice"),
    ],
    # parts of an amount, in the same sentence and in the next
    "Chile's exports to Japan totalled $5.2 billion in 2024, led by copper ($3.1 billion) and salmon ($900 million).": CHILE,
    "Chile's exports to Japan totalled $5.2 billion in 2024, of which copper accounted for $3.1 billion and salmon for $900 million.": CHILE,
    "Chile's exports to Japan totalled $5.2 billion in 2024. Of this, $3.1 billion came from copper while $900 million was from salmon.": CHILE,
    "Chile's exports to Japan totalled $5.2 billion in 2024. Copper made up $3.1 billion of that, and salmon $900 million.": CHILE,
    "Chile's exports to Japan totalled $5.2 billion in 2024. The largest items were copper at $3.1 billion and salmon at $900 million.": CHILE,
    "Peru's exports to Spain fell to $400 million in the second quarter of 2024. Copper continued to account for the bulk of the trade, with $230 million in that quarter.": [
        ("exports", "PER ESP", "near", 4e8, "2024-04..2024-06", ""),
        ("exports", "PER ESP", "near", 2.3e8, "2024-04..2024-06", "copper"),
    ],
    "Kenya's exports to Tanzania jumped the highest by 46 per cent to Ksh28 billion ($236 million) in 2024 extending a good run.": [
        ("exports", "KEN TZA", "near", 2.36e8, "2024", ""),
        ("exports", "KEN TZA", "grows", 0.46, "2023..2024", ""),
    ],
    # goods alone, after words on the two
    "Indonesia's exports to India reached $20 billion in 2024. Coal shipments fell 12% to $4.1 billion, while palm oil rose 3%.": [
        ("exports", "IDN IND", "near", 20e9, "2024", ""),
        ("exports", "IDN IND", "near", 4.1e9, "2024", "coal"),
        ("exports", "IDN IND", "shrinks", 0.12, "2023..2024", "coal"),
        ("exports", "IDN IND", "grows", 0.03, "2023..2024", "palm-oil"),
    ],
    # after coal that one sells, imports counted by weight are the other's
    "Mongolia's coal exports to China dropped by 7% in 2024. The latest data showed March imports were up 6% year-on-year to 7.3 million metric tons.": [
        ("exports", "MNG CHN", "shrinks", 0.07, "2023..2024", "coal"),
        ("exports", "MNG CHN", "near", 7.3e6, "2025-03", "coal"),
        ("exports", "MNG CHN", "grows", 0.06, "2024-03..2025-03", "coal"),
    ],
    # one amount in two moneys
    "Kenya's exports to Rwanda grew 39 per cent to Ksh19.3 billion ($159 million) in the half year to June 2024.": [
        ("exports", "KEN RWA", "near", 1.59e8, "2024-01..2024-06", ""),
        ("exports", "KEN RWA", "near", 19.3e9, "2024-01..2024-06", ""),
        ("exports", "KEN RWA", "grows", 0.39, "2024-01..2024-06", ""),
    ],
    "Uganda's exports in February to Kenya dropped from $50m (Shs180b) in January to $40m (Shs145b).": [
        ("exports", "UGA KEN", "near", 4e7, "2025-02", ""),
        ("exports", "UGA KEN", "near", 145e9, "2025-02", ""),
        ("exports", "UGA KEN", "near", 5e7, "2025-01", ""),
        ("exports", "UGA KEN", "near", 180e9, "2025-01", ""),
    ],
    "India's exports to Nepal rose to ₹50,112 crore in 2024.": [
        ("exports", "IND NPL", "near", 501.12e9, "2024", ""),
    ],
    # a month as the subject
    "Peru's exports to Spain in January stood at $130 million, up from $120 million a year earlier, while March saw a 17% rise to $138 million.": [
        ("exports", "PER ESP", "near", 1.3e8, "2025-01", ""),
        ("exports", "PER ESP", "near", 1.2e8, "2024-01", ""),
        ("exports", "PER ESP", "rises", None, "2024-01..2025-01", ""),
    ],
    # what a state imports there
    "Ghana, a neighbour, bought goods worth $300 million from Nigeria in 2024. Its exports from Nigeria shrank to $200 million in the first quarter of 2025.": [
        ("exports", "NGA GHA", "near", 3e8, "2024", ""),
        ("exports", "NGA GHA", "near", 2e8, "2025-01..2025-03", ""),
    ],
}  # fmt: skip


@pytest.mark.parametrize("text", KINDS)
def test_is_read_as(text, understood):
    found = understood(text, ON)
    for wanted in KINDS[text]:
        assert wanted in found


NEVER = {
    # goods with no other side, of three states, or of a rate are not given to two
    "Australia's top exports are iron ore at $80 billion and coal at $60 billion.": ("exports",),
    # the first days of a month are no month
    "South Korea's exports to China rose 5% to $7 billion in the first 20 days of March.": ("exports",),
    "China's imports from Brazil fell 3% to $7 billion from March 1 to 20.": ("exports",),
    # `its exports from A` sells nothing of A's to the world
    "Its exports from Nigeria shrank to $200 million in 2024.": ("world-exports", "exports"),
}


@pytest.mark.parametrize("text", NEVER)
def test_is_not_read(text, understood):
    assert not [one for one in understood(text, ON) if one[0] in NEVER[text]]


def test_imports_after_goods_that_one_sells_are_left_where_they_may_be_of_all_goods(understood):
    text = "Japan's car exports to Peru rose by 7% in 2024. Imports fell by 3% to $2 billion."
    assert understood(text, ON) == [("exports", "JPN PER", "grows", 0.07, "2023..2024", "passenger-cars")]


def test_growth_beside_two_moneys_is_in_the_one_told_first(understood):
    from realpolitik.claims.reading import GrammarReader, make_article

    text = "Poland's exports to Ukraine rose 12% to 52 billion zlotys ($13 billion) in 2023."
    (growth,) = (one for one in GrammarReader().read(make_article(text, published=ON)) if one.test == "grows")
    assert growth.currency == "in zlotys"
