"""Goods by the Harmonised System, shares and places among all, and flows told one after the other, in sentences of our own."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article
from realpolitik.claims.reading.spotting.things import called, goods, without_figures


def read(text: str, published: str = "2025-07-20") -> set[tuple[str, str, str, float | None, str, str]]:
    """What is read for certain of a text: relation, states, test, value, period and goods."""
    rows = [one.statement for one in check(make_article(text, published=published)).checked if not one.aside]
    return {
        (one.relation, " ".join(one.states), str(one.test), None if one.value is None else round(one.value, 4), one.period, one.goods)
        for one in rows
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("palm oil, soybean oil and crude oil", ["palm-oil", "soybean-oil", "crude-oil"]),
        ("coking coal, thermal coal and coal", ["coking-coal", "thermal-coal", "coal"]),
        ("rare earth magnets and rare earths", ["rare-earth-magnets", "rare-earths"]),
        ("frozen beef, basmati rice, used cars", ["frozen-beef", "basmati-rice", "used-cars"]),
        ("steel pipes, copper wire and aluminium foil", ["steel-pipes", "copper-wire", "aluminium-foil"]),
        ("a paper on paper imports", ["paper"]),
        ("the ships carried exports of ships", ["ships"]),
        ("chip exports after the chip war", ["integrated-circuits"]),
        ("heavy weapons, diesel, fuel oil and oil products", ["arms", "diesel", "fuel-oil", "oil-products"]),
    ],
)
def test_goods_are_named_by_the_longest_name_and_parts_are_no_whole(text: str, named: list[str]) -> None:
    assert [one.value for one in goods(text)] == named


def test_goods_that_no_table_has_are_said_as_they_are_named() -> None:
    assert called("frozen-beef") == "frozen beef"
    assert called("lpg") == "LPG"
    assert without_figures("steel-pipes")
    assert not without_figures("other")
    (row,) = check(make_article("Brazil exported 80,000 tonnes of frozen beef to Chile in 2024.", published="2025-07-20")).checked  # fmt: skip
    assert (row.status, row.verdicts[0].claim.needs) == (
        "not measurable",
        "figures of frozen beef alone (nearest: trade.exports)",
    )


PER_GOOD = {
    "Vietnam's exports of frozen shrimps to Japan fell by 6% to 41,000 tonnes in 2024.": {
        ("exports", "VNM JPN", "shrinks", 0.06, "2023..2024", "frozen-shrimps"),
        ("exports", "VNM JPN", "near", 41000.0, "2024", "frozen-shrimps"),
    },
    "Chile exported 1.2 million tonnes of copper concentrates to India in 2024.": {
        ("exports", "CHL IND", "near", 1.2e6, "2024", "copper-ore"),
    },
    "Ukraine's wheat exports fell in 2024. Egypt, the largest buyer of the grain, imported 1.9 million tonnes of the grain from Ukraine in 2024.": {
        ("exports", "UKR EGY", "near", 1.9e6, "2024", "wheat"),
    },
    "Sweden's exports of paper to Poland reached SEK 9 billion ($0.9 billion) in 2024.": {
        ("exports", "SWE POL", "near", 9e9, "2024", "paper"),
        ("exports", "SWE POL", "near", 0.9e9, "2024", "paper"),
    },
}
SHARES = {
    "Brazil accounts for 38% of global coffee exports.": {("world-share", "BRA", "near", 0.38, "", "coffee")},
    "In 2024 Thailand accounted for 31% of world rubber exports.": {
        ("world-share", "THA", "near", 0.31, "2024", "rubber")
    },
    "Peru's share of China's copper imports rose from 7% in 2020 to 11% in 2024. Exports to Japan fell from 9% in 2020 to 5% in 2024.": {
        ("import-share", "CHN PER", "near", 0.07, "2020", "copper"),
        ("import-share", "CHN PER", "near", 0.11, "2024", "copper"),
    },
    "China bought 41% of Peru's copper exports in 2024. Exports to Japan fell from 9% in 2020 to 5% in 2024.": {
        ("export-share", "PER CHN", "near", 0.41, "2024", "copper"),
        ("export-share", "PER JPN", "near", 0.09, "2020", "copper"),
        ("export-share", "PER JPN", "near", 0.05, "2024", "copper"),
    },
    "Its share of car exports to Mexico is not known. India's share of car exports to Mexico rose to 9% in 2024.": {
        ("import-share", "MEX IND", "near", 0.09, "2024", "passenger-cars"),
    },
    "In 2024 Kenya supplied 44% of Pakistan's tea imports, up sharply from 39% in 2021.": {
        ("import-share", "PAK KEN", "near", 0.44, "2024", "tea"),
        ("import-share", "PAK KEN", "near", 0.39, "2021", "tea"),
    },
}
PLACES = {
    "Australia ranked second among exporters of barley in 2024, contributing 17% to the global total.": {
        ("world-exporter", "AUS", "near", 2.0, "2024", "barley"),
        ("world-share", "AUS", "near", 0.17, "2024", "barley"),
    },
    "The largest importer of rice in 2024 was again Indonesia.": {
        ("world-importer", "IDN", "near", 1.0, "2024", "rice")
    },
    "Italy and Spain became the biggest importers of Algerian gas in 2023.": {
        ("rank-buyer", "DZA ITA", "at_most", 2.0, "2023", "gas"),
        ("rank-buyer", "DZA ESP", "at_most", 2.0, "2023", "gas"),
    },
    "The largest markets for Chilean cherries in 2024 were China, Mexico and Brazil.": {
        ("rank-buyer", "CHL CHN", "at_most", 3.0, "2024", "cherries"),
        ("rank-buyer", "CHL MEX", "at_most", 3.0, "2024", "cherries"),
        ("rank-buyer", "CHL BRA", "at_most", 3.0, "2024", "cherries"),
    },
    "Among buyers of Ecuador's bananas, Germany ranked first and Turkey second in 2024.": {
        ("rank-buyer", "ECU DEU", "near", 1.0, "2024", "bananas"),
        ("rank-buyer", "ECU TUR", "near", 2.0, "2024", "bananas"),
    },
}
ONWARD = {
    "Exports of potash from Canada fell 3% to 21 million tonnes in 2024, while those from Belarus rose 8% to 9 million tonnes.": {
        ("world-exports", "CAN", "shrinks", 0.03, "2023..2024", "potash"),
        ("world-exports", "CAN", "near", 2.1e7, "2024", "potash"),
        ("world-exports", "BLR", "grows", 0.08, "2023..2024", "potash"),
        ("world-exports", "BLR", "near", 9e6, "2024", "potash"),
    },
    "Colombia's coal exports to Chile rose 4% to 3 million tonnes in 2024, to Japan 6% to 2 million tonnes.": {
        ("exports", "COL CHL", "grows", 0.04, "2023..2024", "coal"),
        ("exports", "COL CHL", "near", 3e6, "2024", "coal"),
    },
    "Indian coal imports fell by 2% in 2024. To Japan, imports rose by 3% in 2024.": {
        ("world-imports", "JPN", "grows", 0.03, "2023..2024", "coal"),
        ("world-imports", "IND", "shrinks", 0.02, "2023..2024", "coal"),
    },
    "The total volume of sugar shipped from Brazil to Algeria rose by 12% in 2024.": {
        ("exports", "BRA DZA", "grows", 0.12, "2023..2024", "sugar"),
    },
    "In 2024, 7,000 tonnes of cheese were shipped from France to Jordan.": {
        ("exports", "FRA JOR", "near", 7000.0, "2024", "cheese")
    },
    "Norway, the second largest producer of salmon, exported 90,000 tonnes of salmon to Poland in 2024.": {
        ("exports", "NOR POL", "near", 90000.0, "2024", "salmon")
    },
}


@pytest.mark.parametrize(
    ("text", "wanted"), [*PER_GOOD.items(), *SHARES.items(), *PLACES.items(), *ONWARD.items()]
)
def test_what_is_said_of_goods_shares_and_places_is_read(text: str, wanted: set[tuple[object, ...]]) -> None:
    found = read(text)
    assert wanted <= found, sorted(wanted - found)


@pytest.mark.parametrize(
    ("text", "never"),
    [
        # a grade, or a kind that has no name here, is not all of the good
        ("Oman's exports of bitumen rose in 2024. Flarn steel exports rose by 9% in 2024.", ("exports", "steel")),
        # of the world, not of the state that the words before were of
        ("China's steel exports rose by 5% in 2024. Turkey held a 3% share of global steel exports in 2024.", ("export-share", "steel")),
        # sold to all, not to the buyer before
        ("China's imports of cobalt rose in 2024. Zambia's copper exports came to $6 billion in 2024.", ("exports", "copper")),
        # imports of one, exports of whom is not said
        ("The EU's imports of shoes from Tunisia rose by 3% in 2024. Exports fell by 9% in 2024.", ("exports", "shoes")),
        # who buys does not sell
        ("Supplies of LNG from Oman to Korea rose in 2024. Korea's LNG imports fell by 8% in 2024, with supplies from Oman rising.", ("exports KOR", "lng")),
        # what a main buyer imports is not sold by it
        ("Russia's exports of potash to the EU rose in April 2025. Hungary remains the main buyer, with imports rising 12% in April 2025.", ("exports HUN", "potash")),
        # the month that stands before a flow is its time, and not that of the words before
        ("China's imports of maize from Brazil rose from January to May 2025. For sorghum, July imports from Argentina fell 9%.", ("2025-01..2025-05", "sorghum")),
        # the place was held before the time that the sentence opens with
        ("Before the ban was adopted in May 2022, Poland was Belarus's biggest buyer of potash.", ("2022-05", "potash")),
    ],
)  # fmt: skip
def test_what_is_not_said_is_not_read(text: str, never: tuple[str, str]) -> None:
    first, of = never
    found = {
        one for one in read(text) if first in (one[0], one[4], f"{one[0]} {one[1][:3]}") and one[5] == of
    }
    assert not found


@pytest.mark.parametrize(
    "text",
    [
        "Russia exported 9 million tonnes of diesel to Brazil in 2023.",
        "China bought 107 million tonnes of Urals crude from Russia in 2023.",
        "In 2023, Polish exports to Ukraine reached 60 billion zlotys ($15 billion).",
        "The EU imported 3 million tonnes of coking coal from Russia in 2023.",
        "India's share of world crude oil imports was 9% in 2023.",
    ],
)
def test_goods_apart_and_money_that_a_text_converts_contradict_nobody(text: str) -> None:
    assert "contradicted" not in check(make_article(text, published="2024-12-20")).tally


def test_a_share_of_cars_is_none_of_all_imports() -> None:
    found = read("Cars built in Slovakia accounted for 4% of German imports in 2024.")
    assert {one[5] for one in found if one[0] == "import-share"} == {"passenger-cars"}


def test_imports_of_a_seller_beside_its_exports_hold_nothing_back() -> None:
    found = read(
        "China's exports to Russia rose to $111 billion in 2023, while China's imports came to $129 billion in 2023."
    )
    assert ("exports", "CHN RUS", "near", 111e9, "2023", "") in found
