"""Kinds of claims that published texts make, in sentences of our own: what is read, and what is judged, listed apart or left out."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article


def read(text, published="2026-02-01"):
    return check(make_article(text, published=published))


def rows(report):
    return [
        (
            one.statement.relation,
            " ".join(one.statement.states),
            one.statement.test,
            one.statement.value and round(one.statement.value, 6),
            one.statement.period,
        )
        for one in report.listed
    ]


KINDS = {
    # parts of years: a change is counted from the same part of the year before
    "In the first half of 2025 Chinese exports to Russia fell 8.4% to $47.16 billion.": [
        ("exports", "CHN RUS", "near", 47.16e9, "2025-01..2025-06"),
        ("exports", "CHN RUS", "shrinks", 0.084, "2025-01..2025-06"),
    ],
    "China's trade with Russia rose 19.7% in January-April 2025 to $85 billion.": [
        ("trade", "CHN RUS", "near", 85e9, "2025-01..2025-04"),
        ("trade", "CHN RUS", "grows", 0.197, "2025-01..2025-04"),
    ],
    "India's imports from Russia came to $68 billion in the last fiscal year ended March.": [
        ("exports", "RUS IND", "near", 68e9, "2024-04..2025-03"),
    ],
    # both directions in other words, and a change as a noun
    "The value of imports and exports between China and Russia came to $244.8 billion in 2024.": [
        ("trade", "CHN RUS", "near", 244.8e9, "2024"),
    ],
    "In 2023 trade between China and Russia stood at $240 billion, with a 46.9% rise in Chinese exports to $111 billion.": [
        ("trade", "CHN RUS", "near", 240e9, "2023"),
        ("exports", "CHN RUS", "near", 111e9, "2023"),
        ("exports", "CHN RUS", "grows", 0.469, "2022..2023"),
    ],
    "Trade between China and Russia rose 1.9% in 2024, compared to a 26.3% surge in 2023.": [
        ("trade", "CHN RUS", "grows", 0.019, "2023..2024"),
        ("trade", "CHN RUS", "grows", 0.263, "2022..2023"),
    ],
    # what it is compared with is no level of the main time
    "Trade between China and Russia reached $244.8 billion in 2024, compared with $240.1 billion in 2023.": [
        ("trade", "CHN RUS", "near", 244.8e9, "2024"),
        ("trade", "CHN RUS", "near", 240.1e9, "2023"),
    ],
    # a balance by its amount, whatever it changed by
    "In 2024 the American trade deficit with China rose by $16 billion to $295 billion.": [
        ("balance", "USA CHN", "near", -295e9, "2024"),
    ],
    # what a change slowed from is a change of its own time, and how many there were in a row is none
    "China's imports from Russia rose in October 2025 by 3%, slowing from 4% in September.": [
        ("exports", "RUS CHN", "grows", 0.03, "2024-10..2025-10"),
        ("exports", "RUS CHN", "grows", 0.04, "2024-09..2025-09"),
    ],
    "China's exports to Russia fell 20% last month from a year earlier to 60 billion yuan ($8.5 billion), the fifth drop in a row.": [
        ("exports", "CHN RUS", "near", 8.5e9, "2026-01"),
        ("exports", "CHN RUS", "near", 60e9, "2026-01"),
        ("exports", "CHN RUS", "shrinks", 0.2, "2025-01..2026-01"),
    ],
    "China's imports from Russia saw a 9% year-on-year decline in September 2025, a sharp drop compared to the 1% decline in August.": [
        ("exports", "RUS CHN", "shrinks", 0.09, "2024-09..2025-09"),
        ("exports", "RUS CHN", "shrinks", 0.01, "2024-08..2025-08"),
    ],
    "Trade between Russia and China rose by 41% from January to April 2023. It amounted to $73.1 billion.": [
        ("trade", "CHN RUS", "grows", 0.41, "2023-01..2023-04"),
        ("trade", "CHN RUS", "near", 73.1e9, "2023-01..2023-04"),
    ],
    "In the first eight months of 2022, trade between China and Russia totalled $117.2 billion, up 31.4% from last year.": [
        ("trade", "CHN RUS", "near", 117.2e9, "2022-01..2022-08"),
        ("trade", "CHN RUS", "grows", 0.314, "2022-01..2022-08"),
    ],
    # goods before the noun; a place by volume
    "Crude oil shipments from Russia to China rose by 8.2% to 86.2 million tonnes in 2022.": [
        ("exports", "RUS CHN", "near", 86.2e6, "2022"),
        ("exports", "RUS CHN", "grows", 0.082, "2021..2022"),
    ],
    "In terms of the volume of LNG purchased by China, Russia took third place.": [
        ("rank-supplier", "CHN RUS", "near", 3.0, ""),
    ],
    # imports to a state are its own; a balance of two times; a total that goes on with the two that were spoken of
    "The value of Russian crude oil imports to China fell by 20% in 2024.": [
        ("exports", "RUS CHN", "shrinks", 0.2, "2023..2024"),
    ],
    "The American trade deficit with Mexico rose from $78 billion in 2018 to $172 billion in 2024.": [
        ("balance", "USA MEX", "near", -172e9, "2024"),
        ("balance", "USA MEX", "near", -78e9, "2018"),
    ],
    "Trade between China and Russia fell in 2025. In dollar terms, total trade amounted to $228.1 billion, down 6.9%.": [
        ("trade", "CHN RUS", "falls", None, "2024..2025"),
        ("trade", "CHN RUS", "near", 228.1e9, "2025"),
        ("trade", "CHN RUS", "shrinks", 0.069, "2024..2025"),
    ],
    "Russia's exports to China went on growing. Their volume in the first half of 2024 rose by 4%, reaching $65 billion.": [
        ("exports", "RUS CHN", "rises", None, ""),
        ("exports", "RUS CHN", "near", 65e9, "2024-01..2024-06"),
        ("exports", "RUS CHN", "grows", 0.04, "2024-01..2024-06"),
    ],
    # of whose trade a list of states is not
    "Of $18.2 billion of bilateral trade in April-August 2022, India's imports from Russia accounted for $17.2 billion.": [
        ("trade", "IND RUS", "near", 18.2e9, "2022-04..2022-08"),
        ("exports", "RUS IND", "near", 17.2e9, "2022-04..2022-08"),
    ],
    # places, of goods too
    "Russia accounted for the largest share of Turkey's imports in 2023.": [
        ("rank-supplier", "TUR RUS", "near", 1.0, "2023"),
    ],
    "In 2023 Russia was the largest oil supplier to China.": [
        ("rank-supplier", "CHN RUS", "near", 1.0, "2023"),
    ],
}


@pytest.mark.parametrize("text", KINDS)
def test_is_read_as(text):
    assert rows(read(text)) == KINDS[text]


def test_votes_in_lists():
    text = (
        "The General Assembly adopted the resolution on 24 February 2025. Ninety-three countries, including Germany and France, backed it. "
        "Eighteen states, including Russia, the United States and Hungary, opposed it. Other abstaining countries included China and Brazil."
    )
    found = {
        (one.statement.states, one.statement.phrase, one.status) for one in read(text, "2025-02-25").listed
    }
    assert {
        (("DEU",), "yes", "supported"),
        (("RUS",), "no", "supported"),
        (("USA",), "no", "supported"),
        (("CHN",), "abstain", "supported"),
        (("BRA",), "abstain", "supported"),
    } <= found
    assert not {one for one in found if one[2] == "contradicted"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        # 86.2 to 107.0 million tonnes, by 24 per cent; in dollars by 4
        ("In 2023 Russia's oil supplies to China grew by 24% compared with 2022 to 107 million tonnes.", {"supported"}),
        ("Russia supplied a record 107 million tonnes of crude oil to China in 2023.", {"supported"}),
        ("In 2023 Russia's oil supplies to China grew by 60% compared with 2022 to 107 million tonnes.", {"supported", "contradicted", "mixed"}),
    ],
)  # fmt: skip
def test_changes_in_tonnes_are_judged_in_tonnes(text, status):
    found = read(text).listed
    assert {verdict.claim.measure for one in found for verdict in one.verdicts} == {"products.units"}
    assert {one.status for one in found} <= status
    if "60%" in text:
        assert next(one.status for one in found if one.statement.test == "grows") != "supported"


@pytest.mark.parametrize(
    "text",
    [
        "In rouble terms trade between China and Russia rose 32.7% in 2023.",  # a currency without a rate
        "Trade between China and Russia rose 7.1% month-on-month in December 2024.",  # from the month before
        "China shipped 99,000 vehicles to Russia in 2024.",  # cars, or trucks, too
        "Russia's appetite for Chinese cars is dwindling after a surge.",  # both ways at once
        "Belarus sells less than it did, and Poland's imports from Belarus are lower than its imports from Ukraine.",
        "India relies heavily on Russian oil and has now increased its exports of oil products to China.",
        "Trade between China and Russia grew steadily for four consecutive years.",
        "Xi and Putin met 3.9 times a year.",
        # since when it is the lowest is not in words that can be tested
        "China's exports to Russia fell in April 2022 to the lowest level since the early months of the pandemic.",
        "Germany ran a trade surplus of 5 billion roubles with Russia in 2022.",
    ],
)
def test_what_is_not_understood_is_never_judged(text):
    assert {one.status for one in read(text).listed} <= {"not measurable"}


def test_a_figure_of_one_of_the_two_with_a_third_is_not_taken_for_the_two():
    text = "American trade with Germany fell in 2023. China was the most important supplier of Germany, with imports worth €170 billion in 2023."
    first, *others = read(text).listed
    assert (set(first.statement.states), first.statement.test) == ({"USA", "DEU"}, "falls")
    assert first.status == "contradicted"  # it rose by the US Census Bureau and by Destatis
    assert {one.status for one in others} <= {"not measurable"}


def test_what_goes_beside_is_named_with_its_reason():
    report = read(
        "Trade between China and Russia outpaced the target of $200 billion in 2023. It worries Europe."
    )
    assert report.claims == 0
    assert any("target" in reason for _, reason in report.outside)
    assert report.record()["statements"][0]["aside"]


def test_a_first_in_so_many_years_is_no_change_over_them():
    report = read("China's trade with Russia declined in 2025, the first drop in five years.", "2026-01-14")
    falls = [one for one in report.listed if one.statement.test == "falls"]
    assert [one.statement.period for one in falls] == ["2024..2025"]
    assert not [one for one in report.listed if one.status == "contradicted"]


def test_it_went_up_to_an_amount_is_that_amount():
    (one,) = read("China's imports from Russia went up to $129 billion in 2023.").listed
    assert (one.statement.test, one.statement.way, one.status) == ("near", "rises", "supported")


def test_what_is_paid_in_which_money_is_of_the_two_last_named():
    (one,) = read(
        "China and Russia grow close. About 90% of all payments are made in yuan and roubles.", "2024-05-20"
    ).listed
    assert (one.statement.relation, one.statement.states, one.status) == (
        "settlement",
        ("CHN", "RUS"),
        "supported",
    )


def test_tables_code_and_lists_of_sources_are_no_text():
    text = (
        "Trade between China and Russia came to $240 billion in 2023.\n\n| year | trade |\n|---|---|\n| 2023 | Trade between China and Russia was $5 billion in 2023. |\n\n"
        "```console\nTrade between China and Russia was $7 billion in 2023.\n```\n\n"
        "urdupoint-2021-01-14 Trade between China and Russia sank by 2.9% in 2020, 2021-01-14, https://example.org/x, quoted"
    )
    assert [one.status for one in read(text).listed] == ["supported"]
