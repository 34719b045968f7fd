"""Readings that were wrong once, by their kind: whose money, whose flow, which year, which office, where they met."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article
from realpolitik.claims.reading.matching.named_office import named_office
from realpolitik.claims.reading.meaning.certainty import led_by

DAY = "2026-03-20"


def rows(text: str, day: str = DAY):
    report = check(make_article(text, published=day))
    return [one for one in report.checked if one.statement.kind == "claim" and not one.aside]


def read(text: str, day: str = DAY) -> list[tuple[object, ...]]:
    said = [one.statement for one in rows(text, day)]
    return [(one.relation, *one.states, one.test, one.value, one.unit, one.period) for one in said]


def statuses(text: str) -> set[str]:
    return {verdict.status for one in rows(text) for verdict in one.verdicts}


@pytest.mark.parametrize(
    ("money", "unit"),
    [
        ("A$31 billion", "AUD"), ("C$31bn", "CAD"), ("S$31 billion", "SGD"), ("NT$31 billion", "TWD"), ("HK$31 billion", "HKD"),
        ("31 billion Canadian dollars", "CAD"), ("31 billion Singapore dollars", "SGD"), ("US$31 billion", "USD"), ("$31 billion", "USD"),
        ("31 billion Japanese yen", "JPY"),
    ],
)  # fmt: skip
def test_dollars_are_of_the_state_that_is_named_with_them(money, unit):
    found = read(f"Trade between China and Russia came to {money} in 2009.")
    assert [one[5] for one in found] == [unit]
    assert unit == "USD" or statuses(f"Trade between China and Russia came to {money} in 2009.") == {
        "not measurable"
    }


def test_five_years_written_short_are_five_and_two_are_a_fiscal_year():
    assert read("China accounted for 70% of Pakistan's arms imports in 2016-20.")[0][-1] == "2016..2020"
    assert read("Trade between India and Russia came to $11 billion in 2019-20.")[0][-1] == "2019-04..2020-03"


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Trade between Russia and Turkey nearly doubled in 2022 before it fell in 2023.", "2021..2022"),
        (
            "Trade between China and Russia grew by 26% in 2023, after it had grown by 29% in 2022.",
            "2022..2023",
        ),
    ],
)
def test_a_change_is_of_the_year_beside_it(text, period):
    assert period in [one[-1] for one in read(text) if one[3] == "grows"]
    assert "contradicted" not in statuses(text)


def test_growth_beside_euros_is_growth_in_euros():
    found = check(
        make_article("German exports to the US fell by 7.4% to €148.2 billion in 2025.", published=DAY)
    )
    said = next(one.statement for one in found.checked if one.statement.test == "shrinks")
    assert said.currency == "in euros"
    assert all(verdict.status != "contradicted" for one in found.checked for verdict in one.verdicts)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("According to Chinese customs, China's exports to the United States came to $420 billion in 2025.", "supported"),
        ("According to Chinese customs, China's exports to the United States came to $308.7 billion in 2025.", "mixed"),
        ("The Census Bureau counted $308.7 billion of American imports from China in 2025.", "supported"),
        ("American imports from China came to $420 billion in 2025, according to the US Census Bureau.", "mixed"),
    ],
)  # fmt: skip
def test_a_named_office_is_held_to_its_own_figure(text, status):
    assert statuses(text) <= {status}


def test_which_office_is_named():
    assert named_office("figures of the General Administration of Customs") == "CHN"
    assert named_office("Chinese customs and the US Census Bureau differ") == ""
    assert named_office("trade fell, customs data showed") == ""


@pytest.mark.parametrize(
    "text",
    [
        "According to the ministry's forecast, China's exports to Russia rose to $111 billion in 2023.",
        "A gravity model puts trade between China and Russia at $240 billion in 2023.",
        "Monthly trade between China and Russia reached $240 billion in 2023.",
        "Without Hong Kong's re-exports, China's sales to Russia were $111 billion in 2023.",
        "China sold Russia $111 billion worth of machinery in 2023.",
        "Putin travelled to Beijing in March 2023, where he met Xi.",
        "Trade between China and Russia was worth S$240 billion in 2023.",
        "In the 12 months to March 2022 trade between China and Russia was $190 billion.",
        "China's surplus with Russia was $18 billion less in 2023 than in 2022.",
        "Trade between China and Russia grew by 26% and 29% in 2022 and 2023, respectively.",
        "Trade between China and Russia in 2023 was $240 billion lower than in 2022.",
        "Russia supplied 55% of India's arms imports in 2020-24.",
    ],
)
def test_what_is_false_or_of_another_thing_is_not_borne_out(text):
    assert "supported" not in statuses(text)


@pytest.mark.parametrize(
    "text",
    [
        "China's imports from Russia exceeded its exports to it by $18 billion in 2023.",
        "China's exports to Russia, up 47% in 2023 to $111 billion, stayed below its imports from Russia.",
        "Germany's imports from Russia fell in 2023, while those of China from Russia rose to $129 billion.",
        "China and Australia trade much. However, wool exports to China fell by 4% in 2009.",
        "China and Russia trade much. Trade recovered in 2023, with Chinese exports to Russia growing by 47%.",
        "China and Russia met. In 2023 trade in fish grew.",
        "According to Chinese customs, trade between China and the US fell 18.7% in 2025.",
        "Singapore traded with the US. Bilateral trade increased from S$75 billion in 2018.",
    ],
)
def test_what_is_true_or_of_another_thing_is_not_contradicted(text):
    assert "contradicted" not in statuses(text)


def test_those_of_another_state_are_its_own():
    found = read("China's exports to Russia rose 47% in 2023, while those to the United States fell by 20%.")
    assert ("exports", "CHN", "USA", "shrinks", 0.2, "share", "2022..2023") in found
    found = read(
        "Germany's imports from Russia fell in 2023, while those of China from Russia rose to $129 billion."
    )
    assert ("exports", "RUS", "CHN", "near", 129e9, "USD", "2023") in found


def test_a_flow_without_a_partner_is_not_given_to_the_world_after_one_with_a_partner():
    text = "Russia's trade with China fell in June 2025. Chinese exports to Russia rose 2%, with a 3% drop in Russian imports to $9 billion."
    assert not [one for one in read(text, "2025-07-20") if one[0].startswith("world-")]


def test_a_surplus_in_trade_with_a_state_is_with_it():
    found = read(
        "Japan spoke of trade. In trade with the United States, Japan logged a surplus of 8,000 billion yen in 2023."
    )
    assert ("balance", "JPN", "USA", "near", 8e12, "JPY", "2023") in found


def test_a_place_among_buyers_is_one_of_the_goods_spoken_of():
    found = rows(
        "India's imports of Russian coal fell to 2 million tonnes in 2023. Turkey overtook India to become the second-largest importer."
    )
    places = [one.statement for one in found if one.statement.relation == "rank-buyer"]
    assert all(one.states == ("RUS", "TUR") and one.goods for one in places)


def test_where_they_met_is_held_against_the_ledger():
    assert statuses("Xi visited Moscow in March 2023.") == {"supported"}
    assert statuses("Xi received Putin in Beijing in March 2023.") == {"not measurable"}


def test_a_financial_system_is_no_financial_year():
    assert (
        read(
            "China and Russia spoke of a partnership with no limits, apart from the financial system.",
            "2023-05-25",
        )[0][-1]
        == ""
    )


def test_words_that_lead_to_a_part_or_a_plan():
    assert led_by("under the plan, ")
    assert led_by("monthly ")
    assert not led_by("in 2023 ")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Canada's trade with non-American partners grew, with exports rising 17% in 2023 and imports up 12%.", ("exports", "USA", "CAN")),
        ("Ships left Asia. Last month, exports to the United States came to $10 billion. Exports to China fell by 8%.", ("exports", "USA", "CHN")),
        ("China's double-counting of exports to Russia ended in 2023.", ("exports", "CHN", "RUS", "grows")),
    ],
)  # fmt: skip
def test_a_flow_is_not_given_to_a_state_that_is_only_beside_it(text, wrong):
    assert not [one for one in read(text) if one[: len(wrong)] == wrong]


def test_an_average_a_year_is_no_growth_over_all_years():
    assert "supported" not in statuses(
        "Trade between China and Russia had an average annual growth of more than 30% in the past three years."
    )


def test_what_was_bought_beside_what_was_sold_is_of_the_other():
    found = read(
        "In April 2023 Russia exported goods worth $9.6 billion to China and imported goods worth $9.7 billion."
    )
    assert ("exports", "CHN", "RUS", "near", 9.7e9, "USD", "2023-04") in found
    assert ("exports", "RUS", "CHN", "near", 9.7e9, "USD", "2023-04") not in found


def test_since_the_invasion_in_february_is_since_the_year_before_it():
    found = read(
        "Since Russia’s full-scale invasion of Ukraine in February 2022, Chinese exports to Russia have risen by more than 50 percent.",
        "2024-05-10",
    )
    assert found[0][-1] == "2021..2023"


def test_a_year_since_which_figures_are_compiled_is_not_that_of_the_next_sentence():
    text = "Japan's exports in 2023 were the highest since such figures were first compiled in 1979. Exports to China fell by 6%."
    assert not [one for one in read(text) if "1979" in str(one[-1])]


def test_a_deficit_with_all_others_is_negative():
    found = read("Canada's annual trade deficit widened to US$31 billion in 2023.")
    assert [one[3] for one in found if one[0] == "world-balance" and one[2] == "near"] in ([-31e9], [])


@pytest.mark.parametrize(
    "text",
    [
        # years taken together: no figure of one of them
        "China's share of Pakistani imports went from 60 per cent in 2009-13 to 80 per cent in 2019-23.",
        # a part of a state is not the state
        "Northern Ireland sold Germany goods for $2 billion in 2023.",
        "Exports of Inner Mongolia to Russia came to $2 billion in 2023.",
        "North-eastern China sold Russia goods for $2 billion in 2023.",
        "Eastern Ukraine sold Russia goods for $2 billion in 2020.",
        # no such day
        "Xi and Putin met in Moscow on 30 February 2024.",
        "Exports from China to Russia came to $111 billion on 31 June 2023.",
        # in a text on arms, imports may be those of arms
        "China is the largest supplier of arms to Pakistan. Its share of Pakistani imports was 81 per cent in 2023.",
        # goods of two words without a figure of their own
        "China and Russia trade more than before the war. Dental and surgical instruments imports rose compared to 2021.",
    ],
)
def test_what_is_not_of_one_state_year_day_or_good_is_not_judged(text):
    assert statuses(text) <= {"not measurable"}


def test_the_past_years_may_begin_a_year_later():
    """Of India and Russia the record has a growth of 575 per cent from 2019, and of more from 2020: 700 is not held against the first alone."""
    assert statuses("Trade between India and Russia grew by 700% over the past five years.") <= {
        "not measurable"
    }
    (said,) = [
        one.statement for one in rows("Trade between China and Russia rose over the past three years.")
    ]
    assert said.assumed == ("“over the past three years” is counted to 2025",)


def test_growth_beyond_all_measure_is_read_without_a_fault():
    text = "Trade between China and Russia rose by nearly 100 trillion per cent from 2022 to 2023."
    assert statuses(text) <= {"not measurable", "contradicted"}
