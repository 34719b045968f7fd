"""Figures read by the form of their words, in sentences of our own: groups and regions, quarters, shares that changed, lists, balances."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article

GAS = "The EU imported 30 bcm of gas in the first quarter of 2025. "
CHINA = "China's trade with the ASEAN countries rose 6% to $480 billion in the first half of 2024. "
READ = {
    # groups and regions, and what goes on from the sentence before
    CHINA + "Exports to ASEAN grew 11%, while imports climbed 2% to $187 billion.": {
        ("trade", "ASEAN CHN", "near", 480e9, "2024-01..2024-06", ""),
        ("trade", "ASEAN CHN", "grows", 0.06, "2024-01..2024-06", ""),
        ("exports", "CHN ASEAN", "grows", 0.11, "2024-01..2024-06", ""),
        ("exports", "ASEAN CHN", "grows", 0.02, "2024-01..2024-06", ""),
        ("exports", "ASEAN CHN", "near", 187e9, "2024-01..2024-06", ""),
    },
    "Chinese exports to Africa jumped by a third in September 2025.": {
        ("exports", "CHN AFRICA", "grows", 0.333333, "2024-09..2025-09", ""),
    },
    # a group's volumes, from the quarter and the year before, and what it makes and uses itself
    GAS + "Gas production increased by 3% year-on-year.": {
        ("world-imports", "EU", "near", 30e9, "2025-01..2025-03", "gas"),
        ("output", "EU", "grows", 0.03, "2025-01..2025-03", "gas"),
    },
    GAS + "Norway's share of EU gas imports fell to 31% from 34% in the first quarter of 2024.": {
        ("world-imports", "EU", "near", 30e9, "2025-01..2025-03", "gas"),
        ("import-share", "EU NOR", "near", 0.31, "2025-01..2025-03", "gas"),
        ("import-share", "EU NOR", "near", 0.34, "2024-01..2024-03", "gas"),
    },
    # shares by a verb, and by where goods went
    "Africa took 12% of China's exports in 2024.": {("export-share", "CHN AFRICA", "near", 0.12, "2024", "")},
    "In 2024, 44% of Brazil's soybean exports went to ASEAN.": {
        ("export-share", "BRA ASEAN", "near", 0.44, "2024", "soybeans"),
    },
    # lists in brackets
    "The main sources of EU gas imports in 2024 were Norway (33%), Algeria (14%) and Qatar (5%).": {
        ("import-share", "EU NOR", "near", 0.33, "2024", "gas"),
        ("import-share", "EU DZA", "near", 0.14, "2024", "gas"),
        ("import-share", "EU QAT", "near", 0.05, "2024", "gas"),
    },
    # balances with all others
    "China's exports rose 6% in June 2025, leaving a trade surplus of $115 billion.": {
        ("world-exports", "CHN", "grows", 0.06, "2024-06..2025-06", ""),
        ("world-balance", "CHN", "near", 115e9, "2025-06", ""),
    },
    # a place in the world
    "China is the world's biggest importer of coal.": {("world-importer", "CHN", "near", 1.0, "", "coal")},
}
LEFT = [
    "EU imports of LNG could fall by 5% in 2026.",
    "China's exports to ASEAN are expected to grow 5% in 2025.",
    "Imports of ammonium perchlorate from Iran rose 5% in 2024.",
    "Brazil sells goods worth $2 billion a month to Africa.",
    "Trade with Africa did not rise by 5% in 2024.",
    "Transport equipment, which added to exports, climbed by 2% in 2024.",
]


@pytest.mark.parametrize(("text", "expected"), READ.items())
def test_what_is_read_by_its_form(text: str, expected: set[tuple[object, ...]]) -> None:
    rows = check(make_article(text, published="2025-10-20")).listed
    made = {
        (s.relation, " ".join(s.states), s.test, s.value, s.period, s.goods)
        for s in (one.statement for one in rows)
    }
    assert made >= expected, made
    assert not {one for one in made if one[3] is not None} - expected


@pytest.mark.parametrize("text", LEFT)
def test_what_is_foreseen_denied_or_of_unnamed_goods_is_left(text: str) -> None:
    assert not [
        one
        for one in check(make_article(text, published="2025-10-20")).listed
        if one.statement.value is not None
    ]


def test_growth_from_the_quarter_before_is_read_and_needs_such_figures() -> None:
    text = "The EU imported 30 bcm of gas in the first quarter of 2025. Imports declined by 2% quarter-on-quarter."
    row = check(make_article(text, published="2025-07-04")).listed[-1]
    assert row.statement.period == "2025-01..2025-03"
    assert row.status == "not measurable"
    assert "quarter before" in row.verdicts[0].claim.needs


def test_a_false_figure_read_by_its_form_is_never_contradicted() -> None:
    # 129.1 bn on record; the words before hold the grammar of two states back
    text = "China's office of statistics met its peers. Exports grew, and in 2023 China imported $12 billion of goods from Russia, a fall of 90%."
    rows = check(make_article(text, published="2024-04-20")).checked
    assert "contradicted" not in {
        row.status for row in rows if any("form" in one for one in row.statement.assumed)
    }


@pytest.mark.parametrize(
    "text",
    [
        "China's trade with Russia rose 3% in the first quarter of 2020. China's foreign trade dropped by 8% to 943 billion U.S. dollars.",
        "China's trade with Russia rose 13% in March 2022. China sold goods to Russia down 8% from 2021, with a value of 3.8 billion dollars.",
        "Trade of Germany and China came first in 2016. German imports from and exports to China rose to $180 billion in 2016.",
    ],
)
def test_trade_with_all_a_base_and_a_sum_of_two_flows_contradict_nobody(text: str) -> None:
    made = check(make_article(text, published="2022-05-01"))
    assert "contradicted" not in made.tally


@pytest.mark.parametrize(
    "text",
    [
        # what a change comes to in money stands in brackets after it
        "U.S. goods exports to China in 2024 were $143.5 billion, down 2.9 percent ($4.2 billion) from 2023.",
        # the trade of a region is not that of its state spoken of before
        "Kazakhstan's trade with China grew in 2024. Central Asia's trade with China rose to $94 billion in 2024, compared with $89 billion in 2023.",
        # all exports of cars are not those to the one buyer spoken of before
        "Russia bought Chinese cars for $11 billion in 2023. China's total car exports rose 57% to 5.2 million in 2023.",
        # a change over several years, told by quarters
        "EU exports to Russia declined by 61% between the first quarter of 2022 and the third quarter of 2024.",
    ],
)
def test_what_is_of_something_else_is_held_against_nobody(text: str) -> None:
    made = check(make_article(text, published="2025-06-01"))
    assert "contradicted" not in made.tally
    assert not [
        one
        for one in made.listed
        if one.statement.value in (4.2e9, 94e9, 89e9, 5.2e6, 0.61)
        and len(one.statement.states) > 1
        and "CASIA" not in one.statement.states  # read, and no table has it
    ]


def test_bare_dollars_of_a_text_on_australia_are_not_held_against_american_ones() -> None:
    text = "Australia's exports to China came to $151 billion in 2019."
    row = check(make_article(text, published="2020-09-03")).listed[-1]
    assert row.status == "not measurable"
    assert "dollars" in row.verdicts[0].claim.needs
    american = check(make_article(text.replace("$", "US$"), published="2020-09-03")).listed[-1]
    assert "dollars: a bare" not in american.verdicts[0].claim.needs


def test_months_after_their_year_are_of_it() -> None:
    text = "In 2022, January-March trade between China and Russia rose 28% to $38.2 billion."
    rows = check(make_article(text, published="2024-04-20")).checked
    assert {row.statement.period for row in rows} == {"2022-01..2022-03"}


def test_a_fall_since_a_month_is_held_against_no_other_month() -> None:
    rows = check(
        make_article("China's exports to Russia have fallen since March 2024.", published="2024-11-20")
    ).checked
    assert {row.status for row in rows} == {"not measurable"}


def test_a_share_of_goods_after_one_of_a_state_is_no_share_of_that_state() -> None:
    text = "Trade with China made up 34% of Russia's total trade in 2024. The share of gas was 20 per cent."
    rows = check(make_article(text, published="2025-04-20")).checked
    assert [(row.statement.relation, row.statement.states, row.statement.value) for row in rows] == [
        ("trade-share", ("RUS", "CHN"), 0.34)
    ]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("China's exports to Russia rose to $9 billion in March 2023 from $7 billion in the previous month.", ["2023-02", "2023-02..2023-03", "2023-03"]),
        ("China's exports to Russia came to $6 billion in January 2023, and to $9 billion the previous month.", ["2022-12", "2023-01"]),
        ("China's exports to Russia rose to $67 billion in 2021 from $50 billion in the previous year.", ["2020", "2020..2021", "2021"]),
        ("Last year China's exports to Russia came to $76 billion, and to $67 billion in the previous year.", ["2021", "2022"]),
        # where no other is named it is the one before publication
        ("China's exports to Russia came to $9 billion in the previous month.", ["2023-10"]),
        ("China's exports to Russia came to $76 billion in the previous year.", ["2022"]),
    ],
)  # fmt: skip
def test_a_previous_month_or_year_is_the_one_before_that_which_is_named(text, periods) -> None:
    rows = check(make_article(text, published="2023-11-20")).checked
    assert sorted({row.statement.period for row in rows}) == periods
    assert "contradicted" not in {row.status for row in rows}


def test_the_allies_of_a_state_are_none_of_those_that_list_it() -> None:
    text = "Russia's 40 allies imposed sanctions on Ukraine in 2022."
    rows = check(make_article(text, published="2024-04-20")).checked
    assert [(row.statement.relation, row.statement.states) for row in rows] == [("sanctions", ("RUS", "UKR"))]


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("in the year ended March 2023", "2022-04..2023-03"),
        ("in the fiscal year ended March 31, 2022", "2021-04..2022-03"),
        ("in the year ending June 2023", "2022-07..2023-06"),
        ("in the 12 months to June 2023", "2022-07..2023-06"),
        ("in the twelve months ending 30 September 2022", "2021-10..2022-09"),
        ("in the year ending 31 December 2022", "2022-01..2022-12"),
        ("in the last fiscal year ended March", "2023-04..2024-03"),
    ],
)
def test_twelve_months_that_ended_are_no_single_month(words, period) -> None:
    text = f"Trade between China and Russia came to $215 billion {words}."
    rows = check(make_article(text, published="2024-04-20")).checked
    assert {(row.statement.period, row.status) for row in rows} == {(period, "not measurable")}
