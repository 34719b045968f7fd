"""Clauses that hang on one another: each keeps its claim, and what is not read of the sentence is named; paraphrases of published forms."""

from __future__ import annotations

import pytest

from realpolitik.claims.reading import check, make_article

TRADE = ("trade", "CHN RUS", "near", 240e9, "2023", "")
KINDS = {
    # tails that are read, with the states and the good of their head
    "In 2022 India bought $33 billion worth of Russian crude oil — about 18 percent of its oil imports — making Russia its second biggest oil supplier after Iraq.": [
        ("exports", "RUS IND", "near", 33e9, "2022", "crude-oil"),
        ("import-share", "IND RUS", "near", 0.18, "2022", "crude-oil"),
        ("rank-supplier", "IND IRQ", "near", 1, "2022", "crude-oil"),
        ("rank-supplier", "IND RUS", "near", 2, "2022", "crude-oil"),
    ],
    "Iraq shipped 64 million tonnes of crude oil to China in 2024 (11.5% of its crude oil imports).": [
        ("exports", "IRQ CHN", "near", 64e6, "2024", "crude-oil"),
        ("import-share", "CHN IRQ", "near", 0.115, "2024", "crude-oil"),
    ],
    "Algeria was the EU's second largest supplier of gas in 2024, with a 14% share.": [
        ("rank-supplier", "EU DZA", "near", 2, "2024", "gas"),
        ("import-share", "EU DZA", "near", 0.14, "2024", "gas"),
    ],
    "Germany's trade with China came to 253 billion euros in 2023, roughly 9 percent of its foreign trade.": [
        ("trade", "CHN DEU", "near", 253e9, "2023", ""),
        ("trade-share", "DEU CHN", "near", 0.09, "2023", ""),
    ],
    "Brazil's trade with China came to $158 billion in 2023, about 27 percent of its total trade, up from 26 percent in 2022.": [
        ("trade", "BRA CHN", "near", 158e9, "2023", ""),
        ("trade-share", "BRA CHN", "near", 0.27, "2023", ""),
        ("trade-share", "BRA CHN", "near", 0.26, "2022", ""),
    ],
    # tails and clauses of another subject: their amounts are not of the flow
    "Trade between China and Russia came to $240 billion in 2023, with some 300 companies opening branches in Moscow.": [TRADE],
    "Trade between China and Russia came to $240 billion in 2023, while Russia's economy grew by 3.6 percent.": [TRADE],
    "Trade between China and Russia came to $240 billion in 2023, and the economy expanded by 5 percent.": [TRADE],
    "Trade between China and Russia, which share a border of 4,209 kilometres, came to $240 billion in 2023.": [TRADE],
    "Trade between China and Russia came to $240 billion in 2023, equal to 1.4 percent of one country's output.": [TRADE],
    "Trade between China and Russia came to $240 billion in 2023 as 1,000 Western firms left the market.": [TRADE],
    "China's exports to Russia came to $111 billion in 2023, while Russia spent $109 billion on its military.": [
        ("military", "RUS", "near", 109e9, "2023", ""),
        ("exports", "CHN RUS", "near", 111e9, "2023", ""),
    ],
    # goods as a share of a flow, and goods bought of all together
    "Coal, oil and gas made up three quarters of Russia's exports to China in 2023.": [
        ("goods-share", "RUS CHN", "near", 0.75, "2023", "other"),
    ],
    "Crude oil alone accounted for more than half of China's imports from Russia in 2022.": [
        ("goods-share", "RUS CHN", "at_least", 0.5, "2022", "crude-oil"),
    ],
    "Japan imported 66 million tonnes of LNG in 2023 (down 8%).": [
        ("world-imports", "JPN", "near", 66e6, "2023", "lng"),
        ("world-imports", "JPN", "shrinks", 0.08, "2022..2023", "lng"),
    ],
    "EU imports of LNG fell by 19 % to 135 billion cubic metres in 2024.": [
        ("world-imports", "EU", "near", 135e9, "2024", "lng"),
        ("world-imports", "EU", "shrinks", 0.19, "2023..2024", "lng"),
    ],
    # military spending from one year to another, and of the largest
    "India's military spending rose from $51 billion in 2014 to $76 billion in 2021.": [
        ("military", "IND", "near", 76e9, "2021", ""),
        ("military", "IND", "near", 51e9, "2014", ""),
    ],
    "Between 2014 and 2021, India's military spending increased by 49 percent to $76 billion.": [
        ("military", "IND", "near", 76e9, "2021", ""),
        ("military", "IND", "grows", 0.49, "2014..2021", ""),
    ],
    "Poland was the biggest spender on defence in Europe, spending $38 billion in 2024, which was 4.2% of its GDP.": [
        ("military", "POL", "near", 38e9, "2024", ""),
        ("military-gdp", "POL", "near", 0.042, "2024", ""),
    ],
    "Spending on defence is argued about. Hungary spent 2.1% last year. In Croatia, where they spent 1.8% in 2024, more is wanted.": [
        ("military-gdp", "HUN", "near", 0.021, "2024", ""),
        ("military-gdp", "HRV", "near", 0.018, "2024", ""),
    ],
    "The budget is argued about. Hungary spent 2.1% last year.": [],
    # a place said in passing, of the other state that the clause names
    "Russia is in the news. Brazil has blamed China, its largest trading partner, for low prices.": [
        ("rank-partner", "BRA CHN", "near", 1, "", ""),
        ("stance", "BRA CHN", "exists", None, "", ""),
    ],
    "Brazil's exports to China, its largest trading partner, fell 9% in 2024.": [
        ("exports", "BRA CHN", "shrinks", 0.09, "2023..2024", ""),
        ("rank-partner", "BRA CHN", "near", 1, "2024", ""),
    ],
    "Mexico was the top supplier of goods to the United States in 2023, accounting for 15 percent of total goods imports.": [
        ("rank-supplier", "USA MEX", "near", 1, "2023", ""),
        ("import-share", "USA MEX", "near", 0.15, "2023", ""),
    ],
    # lists in which the verb and the noun are said once, and a market beside
    "Between 2000 and 2020, Russia supplied 60 percent of India's arms imports, 70 percent of Algeria's, and 80 percent of Vietnam's.": [
        ("import-share", "IND RUS", "near", 0.6, "2000..2020", "arms"),
        ("import-share", "DZA RUS", "near", 0.7, "2000..2020", "arms"),
        ("import-share", "VNM RUS", "near", 0.8, "2000..2020", "arms"),
    ],
    "Nigeria's LNG flows to Europe fell by 20% in 2024 but rose to Asia by 8%.": [
        ("group-imports", "EU NGA", "shrinks", 0.2, "2023..2024", "lng"),
        ("group-imports", "ASIA NGA", "grows", 0.08, "2023..2024", "lng"),
    ],
    "In 2023 Britain traded goods worth $4 billion with Russia, despite sanctions and tariffs.": [
        ("trade", "GBR RUS", "near", 4e9, "2023", ""),
    ],
    # how many are sanctioned, and that leaders spoke
    "Canada has sanctioned over 600 Russian individuals.": [
        ("listings", "CAN RUS", "at_least", 600, "2025-06", "")
    ],
    "Xi Jinping phoned Vladimir Putin on 25 February 2022.": [("encounter", "CHN RUS", "exists", None, "2022-02-25", "")],
}  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "The US spent $935 billion on defence in 2024.",  # NATO's figure; SIPRI has a sixteenth more
        "China's official defence budget was $223 billion in 2023.",  # SIPRI counts a third more
        "India's defence budget for 2023 was $72.6 billion.",
        "Russia spent $64 billion on its military in 2014.",  # in the prices of another year
        "Between 2014 and 2021, China's military spending increased by 47 percent to $270 billion.",
    ],
)
def test_what_another_compiler_counts_as_spending_is_not_contradicted(text):
    rows = [
        one for one in check(make_article(text, published="2025-06-01")).checked if one.statement.relation
    ]
    assert rows
    assert "contradicted" not in {one.status for one in rows}


def test_spending_far_from_any_count_is_contradicted():
    found = check(make_article("Russia spent $264 billion on its military in 2014.", published="2025-06-01"))
    assert [one.status for one in found.checked] == ["contradicted"]


@pytest.mark.parametrize("text", KINDS)
def test_what_is_read_of_each_clause(text, understood):
    assert sorted(understood(text, "2025-06-01"), key=str) == sorted(KINDS[text], key=str)


HANGING = [text for text in KINDS if "came to $240" in text]


@pytest.mark.parametrize("text", HANGING)
def test_a_clause_of_another_subject_is_named_and_never_judged(text):
    """`While the economy grew by 3.6 per cent` was once taken for the growth of trade, and contradicted."""
    checked = check(make_article(text, published="2025-06-01")).checked
    assert [one.status for one in checked if one.statement.kind == "claim"] == ["supported"]
    notes = " ".join(note for one in checked for note in one.statement.notes)
    assert "read apart: “" in notes or "not read: “" in notes


@pytest.mark.parametrize(
    "text",
    [
        "Trade between China and Russia rose in 2023, and the economy of Russia grew by 3.6 percent.",
        "Trade between China and Russia rose in 2023 and prices in China fell by 0.3 percent.",
        "Trade between China and Russia grew as sanctions bit and reached $240 billion in 2023.",
        "Germany's imports from Russia fell 90 percent in 2023 as pipelines were blown up and prices dropped 40 percent.",
        "Trade between China and Russia came to $240 billion in 2023, but the ministry put it at 200 billion.",
        "China's exports to Russia came to $111 billion in 2023, as Germany's fell to $9 billion.",
        "Russia's exports to Germany fell 90 percent in 2023, while India and China took 80 percent of its oil.",
        "China's exports to the US fell 13 percent in 2023, while shipments to Mexico rose 6 percent and the yuan lost 3 percent.",
    ],
)
def test_an_amount_of_another_subject_contradicts_nobody(text):
    assert "contradicted" not in {
        one.status for one in check(make_article(text, published="2024-08-01")).checked
    }


@pytest.mark.parametrize(
    "text",
    [
        # words that turn the amount before them into another still hold it back
        "China imported $60 billion worth of Russian crude oil in 2023, excluding 5 billion of oil products.",
        "China and Russia traded goods worth $240 billion in 2023, or 300 billion with services.",
        "Trade between China and Russia came to $240 billion in 2023, above the $200 billion that leaders had set for 2024.",
        "China bought $60 billion and 12 shiploads of Russian crude oil in 2023.",
    ],
)
def test_an_amount_of_the_same_clause_holds_it_back(text):
    assert not check(make_article(text, published="2025-06-01")).listed


@pytest.mark.parametrize(
    "text",
    [
        "In 2022 India bought $33 billion worth of Russian crude oil — about 60 percent of its oil imports — making Russia its biggest oil supplier.",
        "Germany's trade with China came to 253 billion euros in 2023, roughly 40 percent of its foreign trade.",
        "China bought 107 million tonnes of crude oil from Russia in 2023, making Russia its third largest oil supplier.",
    ],
)
def test_what_a_tail_leaves_out_is_supposed_and_never_contradicted(text):
    checked = check(make_article(text, published="2025-06-01")).checked
    assert "contradicted" not in {one.status for one in checked}
    assert any("leave out is taken for" in note for one in checked for note in one.statement.assumed)


@pytest.mark.parametrize(
    "text",
    [
        # of another than the state named beside the words
        "Ukraine's allies imposed sanctions on Russian coal in 2022.",
        "Iran and Russia have widened their strategic partnership since Russia invaded Ukraine.",
        # supposed, or of something else than the good
        "If the EU decides to cut off Russian gas, Russia will be hurt more.",
        "The EU bought gas until Ukraine cut the transit in January 2025, and Russian crude oil is still piped to Hungary.",
        "European pipeline gas imports came to 330 billion cubic metres in 2024, with notable growth from Norway.",
    ],
)
def test_what_is_another_s_or_supposed_is_no_row(text):
    rows = check(make_article(text, published="2025-06-01")).listed
    assert not [
        one
        for one in rows
        if one.statement.relation in ("sanctions", "exports") or len(one.statement.states) > 1
    ]


def test_what_its_test_cannot_show_is_counted_as_such():
    report = check(
        make_article(
            "The longer the war lasts, the more leverage Beijing holds over Moscow.", published="2025-06-01"
        )
    )
    assert [one.status for one in report.listed] == ["not shown"]
    assert report.summary == "1 claim: 1 not shown."
