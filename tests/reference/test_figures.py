"""Figures in the embedded tables against values typed by hand from their publications."""

from __future__ import annotations

import re
from datetime import date

import polars as pl
import pytest

from realpolitik.store import Store, check

STORE = Store()

# Rows of every table. A change means that figures were added or lost: say so in the change log.
ROWS = {
    "aid": 1398, "alliances": 6336, "arms_deliveries": 22634, "atop": 11120, "capabilities": 17121, "council_votes": 44, "disputes": 851, "economies": 4444, "estimates": 479, "events": 158298, "exercises": 102, "flags": 1765,
    "ideal_points": 64120, "main_partners": 2018, "material_products": 1094364, "materials": 557991, "meeting_counts": 22, "meeting_ledgers": 18, "meetings": 183, "migrants": 38483, "networks": 7161, "organisations": 50633,
    "output": 16491, "partner_shares": 130550, "parted_allies": 81, "peace": 4380, "peace_plans": 10, "phrases": 88, "polarity": 822, "positions": 240, "power": 10694,
    "prices": 1654, "recent_votes": 1920, "regimes": 3107, "rivalries": 237, "roll_calls": 6132, "sanctions": 87, "sea_distances": 11772, "settlement": 17, "ties": 59, "trade": 630715,
    "treaties": 25, "turnover": 76, "un_debate_terms": 26529, "un_sanctions": 28, "votes": 939709,
}  # fmt: skip
# Rows of trade by office: what one office loses is not made up by what another gains.
OFFICES = {
    "ARE": 2, "ARM": 4361, "BACI": 615726, "CHN": 349, "COW": 344, "DEU": 36, "IMF": 3330, "KAZ": 324, "KGZ": 4399, "KOR": 4, "NLD": 2, "RUS": 946,
    "TWN": 30, "UGA": 1, "USA": 144, "UZB": 717,
}  # fmt: skip


def one(table: str, column: str, **where: object) -> object:
    """The only value of a column in the rows that match."""
    return STORE[table].filter(**where)[column].item()


def year(number: int) -> date:
    return date(number, 1, 1)


def imf_share(state: str, number: int) -> float:
    """China's part of a Russian total in the IMF's figures."""
    flows = {"destination": "RUS", "reporter": "IMF", "period": year(number), "product": "total"}
    return one("trade", "value_usd", origin=state, **flows) / one("trade", "value_usd", origin="WLD", **flows)


@pytest.fixture(scope="module")
def checked():
    """What the check of the embedded data finds, by table."""
    return {result.table: result for result in check(STORE)}


@pytest.mark.parametrize("name", STORE.names())
def test_every_table_keeps_its_schema(checked, name):
    result = checked[name]
    assert result.problems == ()
    assert result.rows == STORE[name].height > 0


def test_no_figure_was_added_or_lost_unnoticed():
    assert {name: STORE[name].height for name in STORE.names()} == ROWS
    assert dict(STORE["trade"].group_by("reporter").len().rows()) == OFFICES


def test_all_pairs_have_every_year_that_is_told():
    yearly = (
        STORE["trade"].filter(reporter="BACI", freq="A", product="total").group_by(pl.col("period").dt.year())
    )
    told = {year: rows for year, rows in yearly.len().sort("period").rows() if rows > 10_000}
    # of 43,890 directed pairs BACI had 23,279 in 2000 and more in every year since; the copy of 2023 has holes
    assert list(told) == [*range(2000, 2021), 2023]
    assert all(rows > 23_000 for rows in told.values()), told


@pytest.mark.parametrize("name", STORE.names())
def test_every_row_names_a_source_with_publisher_and_title(name):
    sources = STORE.sources(STORE[name]["source_id"])
    assert sources
    assert all(source.publisher and source.title for source in sources)


def test_no_row_and_no_source_tells_how_it_was_compiled():
    private = "klaus|paulina|find_string|earlier compilation|unverified|data file|corpus|seen=|from memory|read_file"
    for name in STORE.names():
        hits = pl.any_horizontal(pl.col(pl.String).str.contains(f"(?i){private}"))
        assert STORE[name].filter(hits).is_empty(), name
        records = [" ".join(source.record().values()) for source in STORE.sources(STORE[name]["source_id"])]
        others = [
            text for text in records if not text.startswith("ungdc ")
        ]  # a dataset that is called a corpus
        assert [text for text in others if re.search(private, text, re.IGNORECASE)] == []


@pytest.mark.parametrize(
    ("number", "value"),
    # General Administration of Customs of China, as printed by TASS, Vestnik Kavkaza and bne IntelliNews.
    [
        (2016, 69.525e9),
        (2019, 110.75e9),
        (2021, 146.887e9),
        (2022, 190.271e9),
        (2023, 240.11e9),
        (2024, 244.81e9),
    ],
)
def test_turnover_of_china_and_russia(number, value):
    assert one("turnover", "value_usd", a="CHN", b="RUS", freq="A", period=year(number)) == value


def test_directions_are_as_goods_move():
    where = {"product": "total", "freq": "A", "period": year(2022), "reporter": "CHN"}
    assert one("trade", "value_usd", origin="CHN", destination="RUS", **where) == 76.12e9  # Chinese exports
    assert one("trade", "value_usd", origin="RUS", destination="CHN", **where) == 114.15e9


def test_chinas_share_of_russias_imports_rises_as_the_imf_has_it():
    # The IMF's own file, less its estimate for Uganda, which is more than Uganda sells to the whole world: 82.0/233.5, 119.8/252.9
    # and 124.3/241.1 bn dollars. Shares of three digits.
    published = {2021: 0.248, 2022: 0.351, 2023: 0.474, 2024: 0.515}
    assert {number: imf_share("CHN", number) for number in published} == pytest.approx(published, abs=0.0006)


def test_crude_bought_from_russia_in_2022():
    where = {"origin": "RUS", "destination": "CHN", "product": "crude-oil", "freq": "A", "period": year(2022)}
    assert one("trade", "value_usd", **where) == 58.378e9
    assert one("trade", "quantity", **where) == 86.248e6  # tonnes
    assert one("trade", "quantity_unit", **where) == "t"


def test_a_months_figures_and_their_sum_agree():
    where = pl.col("product").eq("crude-oil") & pl.col("reporter").eq("CHN") & pl.col("origin").eq("RUS")
    crude = STORE["trade"].filter(where & pl.col("destination").eq("CHN"))
    months = crude.filter(pl.col("freq").eq("M") & pl.col("period").dt.year().eq(2021))
    annual = crude.filter(pl.col("freq").eq("A") & pl.col("period").eq(year(2021)))
    assert months.height == 12
    # Months are printed to the million dollars; twelve roundings.
    assert months["value_usd"].sum() == pytest.approx(annual["value_usd"].item(), abs=12e6)


def test_spans_are_no_months():
    spans = STORE["estimates"].filter(subject="turnover CHN-RUS total", period_text="2023-01..02")
    assert spans["value"].item() == 33.69e9
    assert (spans["freq"].item(), spans["end"].item()) == ("", date(2023, 2, 28))
    months = STORE["turnover"].filter(freq="M", a="CHN", b="RUS")["period"]
    assert date(2023, 1, 1) not in months.to_list()


def test_ranges_have_bounds_and_no_value():
    row = STORE["estimates"].filter(subject="CHN>RUS ball bearings", period_text="2023").row(0, named=True)
    assert (row["value"], row["low"], row["high"], row["unit"]) == (None, 5e6, 7e6, "USD")


def test_dubai_and_brent_of_june_2022_in_the_pink_sheet():
    where = {"freq": "M", "period": date(2022, 6, 1), "source_id": "worldbank-pinksheet"}
    # World Bank, Pink Sheet: Dubai 115.73, Brent 120.08 dollars a barrel.
    assert one("prices", "value", series="dubai", **where) == pytest.approx(115.73, abs=0.01)
    assert one("prices", "value", series="brent", **where) == pytest.approx(120.08, abs=0.01)


def test_discounts_are_negative_and_premia_positive():
    assert one("prices", "value", series="espo-brent-differential", period=date(2023, 3, 1)) == -8.5
    assert one("prices", "value", series="espo-dubai-differential", period=date(2022, 1, 1)) == 6.5


def test_capabilities_of_china_in_2022():
    where = {"state": "CHN", "measure": "cinc", "period": year(2022)}
    assert one("power", "value", **where) == pytest.approx(0.2341, abs=5e-5)  # NMC 7.0, four digits


def test_yuan_in_russias_export_settlements():
    where = {"flow": "exports", "currency": "CNY"}
    assert one("settlement", "share", period=date(2022, 1, 1), **where) == 0.005
    assert one("settlement", "share", period=date(2022, 12, 1), **where) == 0.16


def test_the_two_counts_of_meetings_stand_with_their_rules():
    counts = STORE["meeting_counts"].filter(qualifier="exact")
    assert counts.filter(date=date(2021, 12, 15))["count"].to_list() == [37]
    assert counts.filter(date=date(2024, 5, 16))["count"].to_list() == [43]
    assert counts.filter(pl.col("date").dt.year().eq(2017))["count"].to_list() == [21, 19]


def test_the_soviet_union_is_not_russia():
    spells = STORE["atop"].filter(a="CHN", obligation="defence")
    assert spells.filter(b="SUN")[["from_year", "to_year"]].rows() == [
        (1942, 1980)
    ]  # to 1950 with the Republic of China, whose seat the code keeps
    assert spells.filter(b="RUS")["to_year"].to_list() == [1900]  # of the two empires
    assert STORE["power"].filter(state="RUS", measure="cinc")["period"].min() == date(1992, 1, 1)


def test_votes_on_the_war():
    voted = STORE["positions"].filter(document="A/RES/ES-11/1")
    assert dict(zip(voted["state"], voted["vote"], strict=True)) | {"CHN": "abstain", "RUS": "no"} == dict(
        zip(voted["state"], voted["vote"], strict=True)
    )
    assert one("positions", "vote", document="A/RES/77/284", state="CHN") == "yes"
    assert one("positions", "vote", document="A/RES/ES-11/7", state="USA") == "no"


def test_the_phrase_without_limits_is_older_than_the_statement():
    uses = STORE["phrases"].filter(phrase="no limits", present="yes")
    assert uses["date"].min() == date(2021, 1, 2)
    assert date(2022, 2, 4) in uses["date"].to_list()


def test_treaties_in_force_bind_their_parties():
    korea = STORE["treaties"].filter(signed=date(2024, 6, 19)).row(0, named=True)
    assert (korea["parties"], korea["defence"]) == ("RUS PRK", "yes")
    alliance = STORE["treaties"].filter(signed=date(1950, 2, 14)).row(0, named=True)
    assert (alliance["parties"], alliance["ended"]) == ("CHN SUN", date(1980, 4, 11))
    assert STORE["treaties"].filter(pl.col("in_force") < pl.col("signed")).is_empty()


def test_bilateral_trade_of_large_economies():
    # CEPII BACI V202501, billion dollars, printed with one digit.
    where = {"reporter": "BACI", "period": year(2023)}
    assert one("trade", "value_usd", origin="CHN", destination="RUS", **where) == pytest.approx(
        110.0e9, abs=5e7
    )
    assert one("trade", "value_usd", origin="RUS", destination="CHN", **where) == pytest.approx(
        129.0e9, abs=5e7
    )
