"""Yearly trade as national offices print it (`tools/typed/offices.csv`) against what else their pages print."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.audit.flows import flows_of
from realpolitik.audit.mirror import mirror
from realpolitik.audit.thresholds import thresholds
from realpolitik.measures.registry import run
from realpolitik.store import Store

TRADE = Store.embedded()["trade"].filter(pl.col("product") == "total", pl.col("freq") == "A")
TURNOVER = Store.embedded()["turnover"]
ROUNDED = 0.15
"""Two figures rounded to the last printed digit and their printed sum or difference are within 1.5 of that digit."""


def flow(origin: str, destination: str, year: int, office: str) -> float:
    """Millions of dollars by an office, its newest print."""
    rows = TRADE.filter(origin=origin, destination=destination, period=date(year, 1, 1), reporter=office)
    return rows["value_usd"].item() / 1e6


def total(a: str, b: str, year: int, office: str) -> float:
    rows = TURNOVER.filter(a=a, b=b, period=date(year, 1, 1), reporter=office, product="total")
    return rows["value_usd"].item() / 1e6


# The column "Balance" of the pages c5700 (China) and c4280 (Germany) of the Census Bureau, saved on 8 September 2026, the balance
# with Canada as quoted with its page, and the deficits of 2021 that CNSNews prints beside exports and imports.
BALANCES = {
    "CHN": {2019: -342629.5, 2020: -307966.5, 2021: -352806.9, 2022: -382281.3, 2023: -279607.8, 2024: -297047.7, 2025: -202674.1},
    "DEU": {2019: -67050.9, 2020: -56895.2, 2021: -69289.9, 2022: -73736.1, 2023: -82303.1, 2024: -84612.1, 2025: -73005.8},
    "CAN": {2021: -49549.0, 2024: -61166.0, 2025: -48302.3},
    "MEX": {2021: -108246.6},
}  # fmt: skip


@pytest.mark.parametrize(("state", "year"), [(state, year) for state, of in BALANCES.items() for year in of])
def test_exports_less_imports_are_the_balance_that_the_census_bureau_prints(state, year):
    told = flow("USA", state, year, "USA") - flow(state, "USA", year, "USA")
    assert told == pytest.approx(BALANCES[state][year], abs=ROUNDED)


def test_imports_that_two_copies_of_the_pages_have_are_the_same():
    # the sum of twelve rounded months, by a project that read the pages a month after the other one: within 12 x .05 of the year
    for state, months in {
        "CHN": {2024: 440319.5, 2025: 308651.7},
        "DEU": {2024: 160307.0, 2025: 155827.9},
        "CAN": {2024: 411771.6, 2025: 381922.1},
        "MEX": {2024: 503110.1},
    }.items():
        for year, told in months.items():
            assert flow(state, "USA", year, "USA") == pytest.approx(told, abs=0.6)
    # the answer of the Census Bureau's API for the world in 2025, as the other project saved it: 3,414,510,592,814 dollars
    assert flow("WLD", "USA", 2025, "USA") == pytest.approx(3414510.592814, abs=0.6)


def test_partners_of_the_united_states_are_nine_tenths_of_its_imports_and_no_more_than_all():  # what trade.rank asks for
    for year in (2024, 2025):
        own = TRADE.filter(destination="USA", period=date(year, 1, 1), reporter="USA")
        parts = own.filter(pl.col("origin") != "WLD")["value_usd"].sum() / 1e6
        assert 0.9 < parts / flow("WLD", "USA", year, "USA") < 1


@pytest.mark.parametrize(
    ("state", "year", "bought", "sold", "both"),
    [  # billions of euros by Destatis: the report of each year prints the two directions and their sum
        ("CHN", 2019, 109.7, 96.0, 205.7),
        ("CHN", 2020, 116.3, 95.9, 212.1),
        ("CHN", 2023, 155.7, 97.3, 253.1),
        ("USA", 2019, 71.4, 118.7, 190.1),
        ("USA", 2020, 67.8, 103.8, 171.6),
        ("USA", 2021, 72.1, 122.1, 194.1),
        ("USA", 2023, 94.4, 157.9, 252.3),
        ("USA", 2024, 91.4, 161.4, 252.8),
    ],
)
def test_german_directions_sum_to_the_printed_total_and_are_in_dollars_of_the_year(
    state, year, bought, sold, both
):
    assert bought + sold == pytest.approx(both, abs=ROUNDED)
    rates = Store.embedded()["prices"].filter(pl.col("series") == "eur-per-usd")
    rate = rates.filter(pl.col("period").dt.year() == year)["value"]
    assert len(rate) == 12
    for dollars, euros in (
        (flow(state, "DEU", year, "DEU"), bought),
        (flow("DEU", state, year, "DEU"), sold),
        (total(*sorted(("DEU", state)), year, "DEU"), both),
    ):
        assert dollars == pytest.approx(euros * 1e3 / rate.mean(), rel=1e-9)


def test_chinese_customs_directions_sum_to_their_total_with_the_united_states():
    # Sputnik, 14 January 2026, quoting Chinese customs: 420.050 and 139.697, together 559.747 bn; TASS of that day 420.05, 139.69, 559.74
    assert flow("CHN", "USA", 2025, "CHN") + flow("USA", "CHN", 2025, "CHN") == pytest.approx(559747)
    assert total("CHN", "USA", 2025, "CHN") == pytest.approx(559747)
    # TASS and Global Times on 2020: 586.72 = 451.81 + 134.91
    assert flow("CHN", "USA", 2020, "CHN") + flow("USA", "CHN", 2020, "CHN") == pytest.approx(
        total("CHN", "USA", 2020, "CHN")
    )


def test_offices_lie_near_baci_where_both_have_the_year():
    """By valuation: FAS and customs value lie within a tenth of BACI's FOB; Germany's imports are CIF, by country of origin."""
    baci = TRADE.filter(reporter="BACI").select("origin", "destination", "period", baci="value_usd")
    own = TRADE.filter(pl.col("reporter").is_in(["USA", "DEU"]))
    ratios = own.join(baci, on=["origin", "destination", "period"]).with_columns(
        ratio=pl.col("value_usd") / pl.col("baci"), german=pl.col("reporter") == "DEU"
    )
    at_war = pl.col("origin").eq("RUS") | pl.col("destination").eq("RUS")
    american = ratios.filter(~pl.col("german"), ~at_war)
    assert american.height == 14
    assert american["ratio"].is_between(0.9, 1.1).all()
    exports = ratios.filter(pl.col("german"), pl.col("origin") == "DEU")
    assert exports.height == 14
    assert exports["ratio"].is_between(0.95, 1.15).all()


def test_american_trade_with_russia_has_the_deficits_that_are_printed():
    """The Census Bureau by CNSNews: 23,306.8 million in 2021, 12,014.2 in 2020; the Trade Representative: 2.5 billion in 2024."""
    for year, deficit, rounded in ((2020, 12014.2, ROUNDED), (2021, 23306.8, 75), (2024, 2500, 50)):
        assert flow("RUS", "USA", year, "USA") - flow("USA", "RUS", year, "USA") == pytest.approx(
            deficit, abs=rounded
        )
    # the Trade Representative: exports of 2024 down 73.5 million, 12.3 per cent, on 2023
    assert flow("USA", "RUS", 2023, "USA") - flow("USA", "RUS", 2024, "USA") == pytest.approx(73.5)
    assert flow("USA", "RUS", 2023, "BACI") == pytest.approx(flow("USA", "RUS", 2023, "USA"), rel=0.01)


def test_trade_across_the_strait_sums_to_what_chinese_customs_print():
    """Totals: 267.8 billion in 2023 and 314.3 in 2025 (udn); a Taiwanese surplus of 171.6 in 2021, 117.9 in 2019 and 147.1 in 2025."""
    for year, both, surplus in ((2019, None, 117.9), (2021, None, 171.6), (2023, 267.8, 130.9), (2025, 314.3, 147.1)):  # fmt: skip
        bought, sold = flow("TWN", "CHN", year, "CHN") / 1e3, flow("CHN", "TWN", year, "CHN") / 1e3
        assert bought - sold == pytest.approx(surplus, abs=0.15)
        assert both is None or bought + sold == pytest.approx(both, abs=0.15)


def test_taiwan_sells_what_its_ministry_says_in_shares():
    """The Ministry of Finance on 2023: China 22.1 %, the United States 17.6 and Japan 7.3 % of exports of 432.48 billion dollars."""
    for other, share in (("CHN", 22.1), ("USA", 17.6), ("JPN", 7.3)):
        assert flow("TWN", other, 2023, "TWN") / flow("TWN", "WLD", 2023, "TWN") == pytest.approx(
            share / 100, abs=0.0006
        )


def test_a_direction_planted_the_wrong_way_round_is_found_by_the_audit():
    ends = ["CHN", "USA"]
    pair = TRADE.filter(pl.col("origin").is_in(ends), pl.col("destination").is_in(ends))
    limits = thresholds()["mirror"]
    assert mirror(flows_of(pair), limits).height == 0
    wrong = (pl.col("reporter") == "USA") & (pl.col("period") == date(2023, 1, 1))
    planted = pair.with_columns(
        origin=pl.when(wrong).then("destination").otherwise("origin"),
        destination=pl.when(wrong).then("origin").otherwise("destination"),
    )
    found = mirror(flows_of(planted), limits)
    assert set(zip(found["a"], found["b"], strict=True)) == {("CHN", "USA"), ("USA", "CHN")}
    assert found["period"].unique().to_list() == [date(2023, 1, 1)]


def test_sentences_name_both_offices_and_the_euro():
    both = run("trade.turnover", "USA", "CHN")
    assert both.value == pytest.approx(414629.7e6)
    assert "fell 29 % in 2025 to 414.6 billion dollars" in both.says
    assert "By the office of China it fell 19 % to 559.7 billion dollars." in both.says
    german = run("trade.turnover", "DEU", "CHN")
    # 251.8 over 246.3 bn euros is 2.2 %; the euro rose by 4.3 % against the dollar
    assert "In euros, in which its office counts, it rose 2.2 %." in german.says
    share = run("dependence.import_share", "USA", "CHN")
    assert share.value == pytest.approx(308651.9 / 3414510.6)
    assert not any("press report" in caveat for caveat in (*both.caveats, *share.caveats))
    assert run("trade.rank", "USA", "CHN").value == 3  # Mexico 534.3 and Canada 381.9 bn before it
