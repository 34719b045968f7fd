"""Places and shares by the phrases that name them: who has them, among whom, and how a list goes on."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import GrammarReader, check, make_article

DAY = "2024-09-20"


def told(
    text: str,
    kinds: tuple[str, ...] = ("rank-", "arms-", "import-share", "export-share", "trade-share", "world-"),
):
    """The claims on places and shares, without a doubt: relation, states, test, amount, period, and what a judgement lacks."""
    return [
        (one.relation, " ".join(one.states), one.test, one.value and round(one.value, 4), one.period, one.lacks)
        for one in GrammarReader().read(make_article(text, published=DAY))
        if one.kind == "claim" and not one.doubts and one.relation.startswith(kinds)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("With China being Peru's largest export market in 2023, copper mines expanded.", ("rank-buyer", "PER CHN", "near", 1, "2023", "")),
        ("Peru's exports slowed in its top trading destination, China, in 2023.", ("rank-buyer", "PER CHN", "near", 1, "2023", "")),
        ("In 2023, China was again by far the most important supplier country for Peru.", ("rank-supplier", "PER CHN", "near", 1, "2023", "")),
        ("The figures cemented China's position as Peru's main trading partner in 2023.", ("rank-partner", "PER CHN", "near", 1, "2023", "")),
        ("Brazil kept its place among Peru's top five trading partners in 2023.", ("rank-partner", "PER BRA", "at_most", 5, "2023", "")),
        ("The ministry named China, the United States and Brazil as Peru's top three suppliers in 2023.", ("rank-supplier", "PER USA", "at_most", 3, "2023", "")),
        ("Coal imports from Japan's largest supplier Australia fell 9% in 2023.", ("rank-supplier", "JPN AUS", "near", 1, "", "")),
        ("China outpaced the United States in 2014 to become Peru's largest trading partner.", ("rank-partner", "PER CHN", "near", 1, "2014", "")),
        ("China's purchases grew in 2014, and it was then that Peru's largest trading partner became China.", ("rank-partner", "PER CHN", "near", 1, "2014", "")),
    ],
)  # fmt: skip
def test_a_place_is_read_wherever_its_holder_stands(text, wanted):
    assert wanted in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "China hopes to become Peru's largest trading partner.",
        "China is no longer Chile's largest trading partner.",
        "Trade of China and of Peru's largest partner grew in 2023.",
        "Chile lost its place as Peru's largest supplier in 2023.",
        "China's firms praised Peru's largest market for phones.",
        "Unlike Chile, Peru's largest trading partner is no neighbour.",
    ],
)
def test_what_is_not_held_is_no_place(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("South Africa is Kenya's largest African trading partner.", "places among partners of one region alone"),
        ("South Africa was Kenya's main trading partner in the region in 2023.", "places among partners of which the words do not say which they are"),
        ("South Africa ranked second in trade with Kenya in 2023.", "places among partners of which the words do not say which they are"),
    ],
)  # fmt: skip
def test_a_place_among_some_is_none_among_all(text, wanted):
    assert [one[-1] for one in told(text) if one[0] == "rank-partner"] == [wanted]
    every = [one for one in check(make_article(text, published=DAY)).checked if one.statement.kind == "claim"]
    assert {one.status for one in every} == {"not measurable"}


def test_a_list_of_exporters_of_nobody_knows_where_is_not_that_of_the_world():
    assert told("While Chilean farmers protest, Peru was in seventh place in the ranking of exporters in 2023.") == []  # fmt: skip


LIST = """China bought 34.5% of Peru's exports in 2023.

{then}"""


@pytest.mark.parametrize(
    ("then", "wanted"),
    [
        ("It was followed by the United States (14.5%) and Canada (4%).", {("export-share", "PER USA", 0.145), ("export-share", "PER CAN", 0.04)}),
        ("The United States followed with 14.5% of Peruvian exports.", {("export-share", "PER USA", 0.145)}),
        ("The United States and Canada came next, the former at 14.5% of Peru's exports and the latter at 4%.", {("export-share", "PER USA", 0.145), ("export-share", "PER CAN", 0.04)}),
        ("The second most important, the United States, takes 14.5% of Peruvian exports.", {("export-share", "PER USA", 0.145)}),
    ],
)  # fmt: skip
def test_a_list_goes_on_with_those_who_follow(then, wanted):
    found = {(one[0], one[1], one[3]) for one in told(LIST.format(then=then))}
    assert wanted | {("export-share", "PER CHN", 0.345)} <= found
    assert (
        not {one for one in found if one[0] == "export-share"} - wanted - {("export-share", "PER CHN", 0.345)}
    )


def test_places_are_counted_in_the_order_of_the_words():
    text = "China was Peru's largest supplier in 2023, followed by the United States and Brazil. Argentina came in fourth."
    found = [(one[1], one[3], one[4]) for one in told(text) if one[0] == "rank-supplier"]
    assert found == [("PER CHN", 1, "2023"), ("PER USA", 2, "2023"), ("PER BRA", 3, "2023"), ("PER ARG", 4, "2023")]  # fmt: skip


def test_what_stands_beside_a_place_is_of_the_state_that_has_it():
    text = "China became the leader in trade with Peru in 2023. The United States took second place with $21 billion (18 percent)."
    found = {(one.relation, " ".join(one.states), one.value) for one in GrammarReader().read(make_article(text, published=DAY))}  # fmt: skip
    assert {("rank-partner", "PER USA", 2.0), ("trade", "PER USA", 21e9), ("trade-share", "PER USA", 0.18)} <= found  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Brazil had been Peru's largest supplier from 2005 to 2010 before being overtaken by China in 2011.", [("PER BRA", "2005..2010", "a place in each of several years"), ("PER CHN", "2011", "")]),
        ("China, which had been Peru's largest supplier in 2022, fell behind Brazil, which was in first place in 2023.", [("PER CHN", "2022", ""), ("PER BRA", "2023", "")]),
    ],
)  # fmt: skip
def test_each_place_has_the_time_beside_it(text, wanted):
    assert [(states, period, lacks) for relation, states, _, value, period, lacks in told(text) if relation == "rank-supplier" and value == 1] == wanted  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("SIPRI identified India, Qatar and Ukraine as the top three arms importers in 2020–24.", ("arms-world-rank", "QAT", "at_most", 3, "2020..2024", "")),
        ("India was followed by Qatar (6.8%) and Egypt (3.3%) among the largest importers of arms in 2020–24.", ("arms-world", "QAT", "near", 0.068, "2020..2024", "")),
        ("Armenia received 38 percent of the arms exported by India in 2020–24.", ("arms-buyer", "IND ARM", "near", 0.38, "2020..2024", "")),
        ("Although China supplied arms to many in 2020–24, 63% of its arms exports went to just one country — Pakistan.", ("arms-buyer", "CHN PAK", "near", 0.63, "2020..2024", "")),
        ("China remained Pakistan's main supplier, providing 81% of its imported weapons in 2020–24.", ("arms-rank", "PAK CHN", "near", 1, "2020..2024", "")),
    ],
)  # fmt: skip
def test_the_arms_trade_is_read_as_other_trade_is(text, wanted):
    assert wanted in told(text)


def test_years_of_a_report_on_arms_hold_for_what_follows():
    text = "India was the world's second-largest arms importer in 2020–24. Russia delivered 36% of India's arms imports. India's share globally was 8.3%, followed by Qatar with 6.8%."
    assert ("arms-world", "QAT", "near", 0.068, "2020..2024", "") in told(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("China bought 39.3% of Chile's exports in 2023, and delivered 24% of its imports.", {("export-share", "CHL CHN", 0.393)}),
        ("In 2023 the minister spoke of China's share of Chilean exports: it accounted for 39.3% of them in 2023.", {("export-share", "CHL CHN", 0.393)}),
        ("With China being Chile's largest buyer in 2023, its share in the country's total exports equaled 39.3%.", {("export-share", "CHL CHN", 0.393)}),
        ("Shipments to China rose in 2023, to $39 billion, or 39.3% of Chile's total exports.", {("export-share", "CHL CHN", 0.393)}),
    ],
)  # fmt: skip
def test_a_share_is_of_the_one_that_the_clause_is_on(text, wanted):
    assert wanted <= {(one[0], one[1], one[3]) for one in told(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Chile, Peru and Bolivia together took 12% of Brazil's exports in 2023.",
        "Exports to Chile and Peru made up 12% of Brazil's exports in 2023.",
        "Brazil was followed by Chile (up 9%) and Peru (down 2%) in 2023.",
    ],
)
def test_shares_of_several_and_growth_are_given_to_none(text):
    assert told(text) == []


def test_a_share_in_the_trade_with_a_region_is_not_one_in_all_trade():
    text = "In 2023 shipments to Uganda, which rose, came to 27.4% of Kenya's total exports to Africa."
    assert [one[-1] for one in told(text)] == ["shares in the trade with one region alone"]


def test_a_share_is_no_growth():
    text = "Exports to China made up 34.5% of the exports of Peru in 2023."
    every = [one for one in check(make_article(text, published=DAY)).checked if one.statement.kind == "claim"]
    assert [(one.statement.relation, one.statement.states, one.status) for one in every] == [("export-share", ("PER", "CHN"), "supported")]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "China bought coal from Peru in 2023, or 9% of its imports.",
        "China was Peru's largest supplier every year since 2016.",
        "China led the list of suppliers of Peru with 9 million tonnes of coal in 2023.",
    ],
)
def test_whose_share_it_is_or_when_and_in_what_the_place_is_must_be_told(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("China took 34.5% of Peru's exports in 2023, the United States 14.5% and Canada 4%.", {("export-share", "PER USA", 0.145), ("export-share", "PER CAN", 0.04)}),
        ("Trade with China made up 33% of Peru's total trade in 2023, while that with the United States accounted for 18%.", {("trade-share", "PER CHN", 0.33), ("trade-share", "PER USA", 0.18)}),
        ("The main suppliers of arms to India in 2020–24 were Russia (36%), France (33%) and Israel (13%).", {("arms-rank", "IND FRA", 2.0), ("import-share", "IND ISR", 0.13)}),
        ("France was the world's largest arms exporter in 2020–24. Italy came second with 4.8%, while Germany fell to third place with 4.6%.", {("arms-world", "ITA", 0.048), ("arms-world", "DEU", 0.046)}),
    ],
)  # fmt: skip
def test_shares_of_others_in_the_same_are_each_ones_own(text, wanted):
    assert wanted <= {(one[0], one[1], one[3]) for one in told(text)}


def test_years_with_which_something_is_compared_are_not_its_own():
    assert not [one for one in told("Arms exports from Italy fell 20 per cent as compared to the 2013–2017 period.") if one[4]]  # fmt: skip
    assert told("Arms exports by Italy fell 20 per cent between 2015–19 and 2020–24.") == [("arms-change", "ITA", "shrinks", 0.2, "2020..2024", "")]  # fmt: skip
