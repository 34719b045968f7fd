"""What lost the partner, the goods or the time of its sentence is not read; the plain sentence beside it is."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading.lost import without_lost
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.text.article import make_article


def read(understood, text, published="2024-06-20"):
    return {(relation, states, test, value) for relation, states, test, value, _, _ in understood(text, published)}  # fmt: skip


def kept(text, published="2024-06-20", **fields):
    """Whether a claim on the last sentence of the text, such as the reader has made it, is kept."""
    article = make_article(text, published=published)
    one = Statement(
        sentence=len(article.sentences) - 1, **{"test": "near", "value": 5e9, "unit": "USD"} | fields
    )
    return [*without_lost([one], article)] == [one]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        # the partner
        ("Italy is Algeria's top trade partner, with turnover of $5 billion.", {"relation": "world-trade", "states": ("ITA",)}),
        ("Imports of Libyan oil came to $5 billion.", {"relation": "world-imports", "states": ("LBY",)}),
        ("Spain had a surplus with Morocco of $5 billion.", {"relation": "world-balance", "states": ("ESP",)}),
        ("Crude made up 60% of Italy's Libyan imports.", {"relation": "goods-part", "states": ("ITA",), "value": 0.6, "unit": "share"}),
        ("Uzbekistan is Turkey's partner, with bilateral turnover of $5 billion.", {"relation": "trade", "states": ("KAZ", "TUR")}),
        ("Tashkent sent goods for $5 billion to Turkey.", {"relation": "exports", "states": ("UZB", "CASIA")}),
        # Europe is no Union, and a state of Asia is not Asia
        ("Europe bought a fifth of all arms.", {"relation": "arms-world", "states": ("EU",), "value": 0.2, "unit": "share"}),
        ("European members of the alliance sold $5 billion to Turkey.", {"relation": "exports", "states": ("EU", "TUR")}),
        ("Peru sold $5 billion to the Asian giant.", {"relation": "exports", "states": ("PER", "ASIA")}),
        # a gap is no turnover, and that of some goods is not the whole
        ("The deepest deficit was with Chile at $5 billion.", {"relation": "trade", "states": ("PER", "CHL")}),
        ("Malaysia had a non-oil trade surplus of $5 billion.", {"relation": "world-balance", "states": ("MYS",)}),
        # goods
        ("Peru's mining exports rose. The best year had $5 billion.", {"relation": "world-exports", "states": ("PER",)}),
        ("Turkey sold Iraq goods for $5 billion, excluding gold.", {"relation": "exports", "states": ("TUR", "IRQ"), "goods": "gold"}),
        ("Imports of nickel from Finland came to $5 billion.", {"relation": "exports", "states": ("FIN", "DEU"), "goods": "metals"}),
        # times
        ("In March Poland took third place.", {"relation": "rank-buyer", "states": ("DEU", "POL"), "value": 3.0, "unit": "place", "period": "2024-05"}),
        ("Trade of Turkey and Iraq hit $5 billion, a 9% increase over 2022.", {"relation": "trade", "states": ("IRQ", "TUR"), "period": "2022"}),
        ("France sold 9% of all arms in the period.", {"relation": "arms-world", "states": ("FRA",), "value": 0.09, "unit": "share", "period": "2024-03"}),
        ("This year trade is lively. Egypt buys more from Turkey.", {"relation": "exports", "states": ("TUR", "EGY"), "test": "rises", "value": None}),
        (
            "From January to May it bought less. From April to May it bought none. Peru sold it $5 billion in the same period.",
            {"relation": "exports", "states": ("PER", "CHN"), "period": "2024-04..2024-05"},
        ),
    ],
)  # fmt: skip
def test_what_lost_a_part_of_its_sentence_is_not_kept(text, fields):
    assert not kept(text, **fields)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Italy's total trade came to $5 billion; Algeria is a trade partner.", {"relation": "world-trade", "states": ("ITA",)}),
        ("Crude made up 60% of Italy's imports.", {"relation": "goods-part", "states": ("ITA",), "value": 0.6, "unit": "share"}),
        ("The European Union sold $5 billion to Turkey.", {"relation": "exports", "states": ("EU", "TUR")}),
        ("Malaysia had a trade surplus of $5 billion.", {"relation": "world-balance", "states": ("MYS",)}),
        ("Peru sold copper and agricultural products. The best year had $5 billion.", {"relation": "world-exports", "states": ("PER",)}),
        ("In March Poland took third place.", {"relation": "rank-buyer", "states": ("DEU", "POL"), "value": 3.0, "unit": "place", "period": "2024-03"}),
        ("From January to May it bought less. Peru sold it $5 billion in the same period.", {"relation": "exports", "states": ("PER", "CHN"), "period": "2024-01..2024-05"}),
        ("Trade of Turkey and Iraq hit $5 billion in 2023, a 9% increase over 2022.", {"relation": "trade", "states": ("IRQ", "TUR"), "period": "2023"}),
    ],
)  # fmt: skip
def test_what_lost_nothing_is_kept(text, fields):
    assert kept(text, **fields)


def test_flows_that_go_on_from_trade_of_two_are_not_of_all(understood):
    text = "Italy increased its purchases of Algerian gas in 2023. Imports rose to $7 billion in 2023."
    assert not {one for one in read(understood, text) if one[0].startswith("world-")}
    plain = "Italy's imports rose to $600 billion in 2023."
    assert {one[0] for one in read(understood, plain)} == {"world-imports"}
