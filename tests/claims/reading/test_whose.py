"""Whose a figure is: of the state that the text is on, of the two last named, of all others, or of nobody that can be told."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import GrammarReader, make_article

REPORT = """Brazil's exports slip in 2024

Brazil's exports fell 1% in 2024. Brazil's imports rose 9%, the ministry of trade said.

Exports to Argentina fell 18% in 2024. Sales to Germany rose 4% to $6 billion in 2024.

{then}
"""


def claims(understood, text, published="2025-03-01"):
    return {(relation, states, test, value) for relation, states, test, value, _, _ in understood(text, published)}  # fmt: skip


@pytest.mark.parametrize(
    ("then", "wanted"),
    [
        ("Imports from China rose 12% in 2024.", ("exports", "CHN BRA", "grows", 0.12)),
        ("Shipments to Mexico came to $7 billion in 2024.", ("exports", "BRA MEX", "near", 7e9)),
        ("Trade with India rose 5% in 2024.", ("trade", "BRA IND", "grows", 0.05)),
        ("Imports totaled $262 billion in 2024, up 9%.", ("world-imports", "BRA", "near", 262e9)),
        ("The country's exports to Japan fell 3% in 2024.", ("exports", "BRA JPN", "shrinks", 0.03)),
    ],
)
def test_a_flow_that_is_nobodys_is_of_the_state_that_the_text_is_on(understood, then, wanted):
    assert wanted in claims(understood, REPORT.format(then=then))


@pytest.mark.parametrize(
    ("then", "wrong"),
    [
        # of another state than the report's
        ("Argentina's imports rose 7% in 2024.", {"BRA", "BRA ARG", "ARG BRA"}),
        ("Argentine exports to Chile rose 7% in 2024. Exports to Peru fell 2% in 2024.", {"BRA PER", "BRA CHL"}),
        # of both together
        ("Exports to Chile and Peru rose 5% to $9 billion in 2024.", {"BRA CHL", "BRA PER"}),
        ("Exports to Chile, Peru and Bolivia came to $9 billion in 2024.", {"BRA CHL", "BRA PER", "BRA BOL"}),
        # of all others, and not of the state that was named last
        ("Imports totaled $262 billion in 2024, up 9%.", {"DEU BRA", "BRA DEU", "ARG BRA"}),
    ],
)  # fmt: skip
def test_a_flow_is_not_of_a_state_that_only_stands_beside_it(understood, then, wrong):
    text = REPORT.format(then=then)
    before = claims(understood, REPORT.format(then=""))
    assert not {states for _, states, _, _ in claims(understood, text) - before} & wrong


def test_the_title_tells_whose_trade_a_text_is_on(understood):
    body = "Exports to Argentina fell 18% in 2024. Exports to Germany rose 4% in 2024."
    titled = "Brazil's exports to its partners in 2024\n\nBrazil's trade is changing. "
    assert ("exports", "BRA ARG", "shrinks", 0.18) in claims(understood, titled + body)
    assert not claims(understood, body)


def test_a_text_on_two_states_is_on_neither_alone(understood):
    text = "Indian exports to Turkey rose 4% in 2023. Turkish exports to India rose 6% in 2023. The talks were long. Ministers met. They dined. They left. Imports from Iran fell 9% in 2023."
    assert not [one for one in claims(understood, text) if "IRN" in one[1]]


def test_trade_between_the_two_is_that_of_the_two_of_the_sentence(understood):
    text = "Trade between India and Russia rose in 2023. The United States remained India's largest partner, despite trade between the two countries falling by 9% to $118 billion in 2023."
    found = claims(understood, text, "2024-05-01")
    assert not [one for one in found if one[1] == "IND RUS" and one[3]]


def test_the_countrys_partner_is_none_of_those_who_changed_places(understood):
    text = "Brazil's trade shifted in 2024 as China overtook the United States to become the country's largest trading partner."
    found = claims(understood, text)
    assert ("rank-partner", "BRA CHN", "near", 1.0) in found
    assert ("rank-partner", "USA CHN", "near", 1.0) not in found


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The United States remained one of Brazil's largest trading partners in 2024.", ("rank-partner", "BRA USA", "near", 1.0)),
        ("In 2024 trade between Brazil and China reached $158 billion, exceeding the $81 billion recorded with the United States.", ("trade", "BRA CHN", "at_least", 81e9)),
        ("In 2024, Brazil's exports to China came to $94 billion, up $8 billion from a year before.", ("exports", "BRA CHN", "near", 8e9)),
        ("In 2024, Brazil's exports to China rose 9% (+$8 billion).", ("exports", "BRA CHN", "near", 8e9)),
    ],
)  # fmt: skip
def test_an_amount_beside_a_flow_is_not_its_level(understood, text, wrong):
    assert wrong not in claims(understood, text)


def test_after_words_on_the_whole_of_a_states_trade_bare_flows_are_with_all_others(understood):
    text = "Chinese exports to Russia fell 8% in 2024. Russian exports to China rose 2% in 2024. China's broader trade figures were stronger in 2024. Imports rose 1.1% in 2024."
    found = claims(understood, text)
    assert ("world-imports", "CHN", "grows", 0.011) in found
    assert not [one for one in found if one[3] == 0.011 and one[1] != "CHN"]


def test_the_year_before_a_fiscal_year_is_a_fiscal_year(understood):
    text = "India's imports from Brazil came to $7 billion in FY24, from $6 billion in the previous year."
    assert not [one for one in understood(text, "2024-08-01") if one[3] == 6e9 and one[4] == "2023"]


@pytest.mark.parametrize(
    "text",
    [
        "India, Russia and China held talks. Trade between the two countries reached $240 billion in 2023.",
        "China, Russia and Iran signed a pact. Both countries raised their trade by 5% in 2023.",
        "Poland, Ukraine and Lithuania border on Belarus. The country's exports to Russia rose 5% in 2023.",
    ],
)
def test_after_three_states_nobody_is_the_two_or_the_country(understood, text):
    assert not [one for one in claims(understood, text, "2024-06-01") if one[0] in ("trade", "exports")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Russian coal imports by Turkey rose 12% in 2023.", ("exports", "RUS TUR", "grows", 0.12)),
        ("China was sold $129 billion of goods by Russia in 2023.", ("exports", "RUS CHN", "near", 129e9)),
        ("Goods worth $111 billion were imported by Russia from China in 2023.", ("exports", "CHN RUS", "near", 111e9)),
        ("$111 billion of goods were exported by China to Russia in 2023.", ("exports", "CHN RUS", "near", 111e9)),
        ("Poland, whose exports to Germany rose 4% in 2023, sold Ukraine $11 billion of goods in 2023.", ("exports", "POL DEU", "grows", 0.04)),
        ("Turkey buys 41% of its gas from Russia, whose exports to China rose 13% in 2023.", ("exports", "RUS CHN", "grows", 0.13)),
    ],
)  # fmt: skip
def test_sellers_and_buyers_told_backwards(understood, text, wanted):
    found = claims(understood, text, "2024-06-01")
    assert wanted in found or (wanted[1] == "RUS CHN" and not [one for one in found if "TUR CHN" in one[1]])
    assert not [
        one for one in found if one[1] == " ".join(reversed(wanted[1].split())) and one[0] == wanted[0]
    ]


def test_another_states_imports_in_a_report_on_one_buyer_are_not_that_buyers(understood):
    text = "Chinese imports of Russian coal rose 20% in 2023. Indian imports fell 8%."
    assert not [one for one in claims(understood, text, "2024-06-01") if one[1] == "IND CHN"]


PARTNERS = """Brazil's trade in 2024

China remained Brazil's largest trading partner in 2024, with a turnover of $158 billion. {then}
"""


@pytest.mark.parametrize(
    ("then", "wanted"),
    [
        ("Argentina came in third with a turnover of $27 billion, down 5%.", ("trade", "ARG BRA", "near", 27e9)),
        ("Argentina came in third with a turnover of $27 billion, down 5%.", ("rank-partner", "BRA ARG", "near", 3.0)),
        ("The United States followed with $81 billion, and Argentina ranked third with $27 billion.", ("trade", "BRA USA", "near", 81e9)),
    ],
)  # fmt: skip
def test_a_list_of_partners_goes_on_from_sentence_to_sentence(understood, then, wanted):
    found = claims(understood, PARTNERS.format(then=then))
    assert wanted in found
    assert not [
        one for one in found if one[0] in ("rank-buyer", "rank-supplier") or one[1] in ("ARG CHN", "CHN USA")
    ]


def test_partners_in_a_region_have_no_place_among_all(understood):
    text = "Kazakhstan ranked first among China's trade partners in Central Asia in 2024, with trade turnover reaching $44 billion. Uzbekistan ranked third with $14 billion."
    found = claims(understood, text)
    assert ("trade", "CHN UZB", "near", 14e9) in found
    read = GrammarReader().read(make_article(text, published="2025-03-01"))
    assert {one.lacks for one in read if one.relation == "rank-partner"} == {
        "places among partners of one region alone"
    }


@pytest.mark.parametrize(
    ("then", "wanted"),
    [
        ("Shipments to Chile fell 10% and to Peru 9% in 2024.", ("exports", "BRA PER", "shrinks", 0.09)),
        ("Imports from China rose 2%, India 30%, and Mexico 9% in 2024.", ("exports", "IND BRA", "grows", 0.3)),
        ("Exports to Chile rose 8% in 2024, while those bound for Peru fell 4%.", ("exports", "BRA PER", "shrinks", 0.04)),
    ],
)  # fmt: skip
def test_what_is_said_of_the_first_partner_is_said_of_those_after_it(understood, then, wanted):
    assert wanted in claims(understood, REPORT.format(then=then))


def test_a_surplus_that_is_left_to_a_state_is_that_states(understood):
    text = "China's exports rose in 2024. China's imports rose. Imports from Brazil fell 5% to $116 billion in 2024, leaving Brazil with a trade surplus of $44 billion, down 10%."
    assert not [one for one in claims(understood, text) if one[:2] == ("balance", "CHN BRA")]


def test_a_report_on_one_good_keeps_its_good(understood):
    text = "India's crude oil imports rose 3% in 2024. India's imports of crude oil from Russia reached 88 million tonnes in 2024. Imports from Iraq fell 5% in 2024."
    found = [one for one in understood(text, "2025-03-01") if one[1] == "IRQ IND"]
    assert {one[5] for one in found} <= {"crude-oil"}


def test_a_state_that_saw_its_trade_change_is_a_partner_of_the_report_and_its_exports_are_its_own(understood):
    found = claims(
        understood,
        REPORT.format(
            then="Chile saw a 12% increase in trade in 2024. Peru saw a 5% increase in exports in 2024."
        ),
    )
    assert ("trade", "BRA CHL", "grows", 0.12) in found
    assert not [one for one in found if one[1] in ("CHL BRA", "PER BRA", "BRA PER")]


def test_after_globally_flows_are_those_of_the_state_that_was_named(understood):
    text = "Trade between Russia and China fell 7% in 2025. Chinese exports to Russia fell 10% in 2025. Russian exports to China fell 3% in 2025. Globally, China's customs counted trade of $6,480 billion in 2025. Exports grew by 6.1%."
    found = claims(understood, text, "2026-02-01")
    assert ("world-exports", "CHN", "grows", 0.061) in found
    assert not [one for one in found if one[3] == 0.061 and one[1] != "CHN"]


def test_a_flow_to_a_group_is_not_held_back_by_the_two_spoken_of_before(understood):
    found = claims(understood, REPORT.format(then="Shipments to ASEAN fell 2% to $9 billion in 2024."))
    assert ("exports", "BRA ASEAN", "near", 9e9) in found


def test_a_title_that_says_what_one_state_has_outweighs_names_in_the_text(understood):
    text = "Brazil's trade surplus falls as U.S. tariffs hit\n\nExports to the United States fell 20% in 2024, while imports from the U.S. rose 14%. U.S. duties bit.\n\nExports to China rose 15% in 2024."
    found = claims(understood, text)
    assert ("exports", "BRA CHN", "grows", 0.15) in found
    assert not [one for one in found if "USA CHN" in one[1]]


@pytest.mark.parametrize(
    ("then", "wanted"),
    [
        ("Peru placed third, with trade with Chile dropping 8% to $3 billion in 2024.", ("trade", "CHL PER", "near", 3e9)),
        ("In 2024, Mexico led the list, with exports to Chile of $5 billion.", ("exports", "MEX CHL", "near", 5e9)),
        ("Uruguay followed, with total imports from Chile at $2 billion in 2024.", ("exports", "CHL URY", "near", 2e9)),
    ],
)  # fmt: skip
def test_with_trade_with_is_of_the_state_that_the_sentence_is_on(understood, then, wanted):
    text = f"Trade between Argentina and Chile came to $6 billion in 2024. {then}"
    found = claims(understood, text)
    assert wanted in found
    assert {states for _, states, _, value in found if value not in (6e9, 3.0)} == {wanted[1]}


@pytest.mark.parametrize(
    "then",
    [
        "In December, Port Rosario handled $700 million in two-way trade, including $300 million in exports.",
        "Two-way trade at the port of Arica came to $354 million in 2024.",
        "Exports through the port of Arica rose 3% in 2024.",
    ],
)
def test_what_one_port_handled_is_not_what_two_states_trade(understood, then):
    text = f"Trade between Argentina and Chile came to $6 billion in 2024. {then}"
    assert claims(understood, text) == {("trade", "ARG CHL", "near", 6e9)}
