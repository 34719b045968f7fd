"""Genuine files of publishers, cut, that once failed or misled: each gives the right value, or the right message."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from realpolitik.errors import FileFormatError

HERE = Path(__file__)
SHARED = HERE.parents[4] / "shared" / "cases"
CASES = SHARED / "readers"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not CASES.is_dir(), reason="the cut files of publishers (../shared/cases) are not on this machine"
    ),
]


@pytest.mark.parametrize(
    ("file", "reporter", "partner", "value"),
    [
        # the first rows of each file, as they stand in it
        ("comtrade-TradeData-head.csv", "THA", "WLD", 9_680_795_326),
        ("comtrade-TradeData-totals-head.csv", "CHN", "WLD", 2_715_997_517_261),
        ("comtrade-TradeData-totals-head.csv", "CHN", "AFG", 42_016_266),
    ],
)
def test_the_download_of_comtrades_site_with_a_comma_behind_every_row(read, file, reporter, partner, value):
    found = read("comtrade", CASES / file)
    rows = found.tables["trade"].filter(origin=partner, destination=reporter, reporter=reporter)
    assert rows["value_usd"].to_list() == [value]
    assert found.tables["trade"].height == 39  # 40 lines, of which one is the heading
    assert found.warnings == []


@pytest.mark.parametrize("file", ["u16.csv", "semi.csv"])
def test_a_file_saved_again_by_a_spreadsheet(read, file):
    trade = read("comtrade", SHARED / "15-utf16-semicolon" / file).tables["trade"]
    assert trade.filter(origin="CHN", destination="RUS", product="total")["value_usd"].to_list() == [
        111_000_000_000
    ]


def test_orders_of_before_a_state_and_rows_broken_in_two(read):
    found = read("arms", CASES / "sipri-trade-register-russia-before-1992.csv")
    arms = found.tables["arms_transfers"]
    tanks = arms.filter(supplier="RUS", recipient="IND", weapon="T-72M1", period=date(1980, 1, 1))
    assert tanks["tiv_delivered"].to_list() == [1560.0]
    broken = arms.filter(supplier="DEU", recipient="SAU", weapon="ship engine")
    assert broken.select("tiv_unit", "tiv_order").rows() == [(1.5, 18.0)]
    assert found.reasons == {}
    assert found.version == "2025-03-13"


def test_the_machine_readable_register(read):
    found = read("arms", CASES / "sipri-trade-register-api-2025-head.csv")
    arms = found.tables["arms_transfers"]
    missiles = arms.filter(supplier="CHN", recipient="DZA", weapon="C-802")
    # nine in 2001 and eight in 2000, of .9 each: 8.1 + 7.2
    assert missiles.select("delivered", "delivery_years").rows() == [(17, "2000; 2001")]
    assert missiles["tiv_delivered"].item() == pytest.approx(15.3, rel=1e-12)  # a sum of two decimals
    assert "from 2000 to 2001 alone" in found.warnings[0]


def test_a_case_with_an_unknown_sender_keeps_the_others(read):
    found = read("gsdb", CASES / "GSDB_V3.csv")
    senders = dict(found.rows("sanction_cases", "case", "sender"))
    assert found.version == "R3"
    assert senders[1303] == "G7 EU"
    assert senders[943] == "MERCOSUR"
    assert senders[744].split()[:2] == ["EU", "TUR"]  # Montenegro of 2005 is left out, not the case
    targets = dict(found.rows("sanction_cases", "case", "target"))
    assert (targets[862], targets[806]) == ("MDG", "VNM")


def test_capabilities_of_2011_are_release_5(read):
    found = read("nmc", CASES / "NMC_5_0.csv")
    assert found.version == "5.0"
    assert set(found.tables["power"]["vintage"]) == {"NMC 5.0"}


def test_the_older_name_of_a_sheet_is_read(read):
    found = read("milex", CASES / "SIPRI-Milex-data-1949-2021.xlsx")
    assert set(found.tables["power"]["measure"]) == {"military-spending-usd", "military-spending-share"}
    assert found.version == "2021"


def test_other_indicators_and_older_tables_are_refused_by_their_cause(read):
    with pytest.raises(FileFormatError, match="has none of the indicators"):
        read("wdi", CASES / "API_NY.GDP.PCAP.CD_2018-head.csv")
    with pytest.raises(FileFormatError, match="edition before 2021"):
        read("icio", CASES / "ICIO2018_2010.zip")


def test_final_demand_of_a_split_state_is_its_own(read):
    from realpolitik.models.equilibrium.icio import from_cells

    cells = read("icio", SHARED / "02-icio-split-china" / "2020.csv").tables["input_output"]
    world = from_cells(cells.drop("source_id"))
    china = world.value_added[world.states.index("CHN")]
    assert float(china.sum()) == pytest.approx(
        529e6, rel=1e-9
    )  # 130 + 150 + 112 + 137 millions, the row VA of the file
    assert isinstance(cells, pl.DataFrame)


TRIED = {
    "01-code-on-a-day": "test_the_number_of_the_day",
    "02-icio-split-china": "test_final_demand_of_a_split_state_is_its_own",
    "04-year-as-integer": "test_a_year_as_a_whole_number_is_that_year",
    "05-shares-of-own-table": "test_flows_that_would_count_twice_are_refused",
    "06-gdelt-missing-quarter": "test_editions.py::test_a_quarter_of_an_hour_that_is_missing_is_named_and_alone_asked_for_again",
    "07-hidden-text": "test_what_a_page_hides_is_not_judged",
    "09-no-state-in-data": "test_parties_that_are_no_states_have_their_figure",
    "12-frame-names": "test_names_and_negative_money_in_a_frame_are_refused_by_their_cause",
    "13-negative-in-frame": "test_names_and_negative_money_in_a_frame_are_refused_by_their_cause",
    "15-utf16-semicolon": "test_a_file_saved_again_by_a_spreadsheet",
    "readers": "test_every_sample_of_a_publisher_is_read_here",
    "check-sentences.psv": "../../claims/reading/test_fair_shared.py::test_",
}
"""Reports of bugs in neighbouring projects, and cut files of publishers, each with the test that tries it."""


def test_every_case_is_tried_by_a_test_that_there_is():
    assert {path.name for path in SHARED.iterdir()} == set(TRIED)
    for case, test in TRIED.items():
        file, _, name = test.rpartition("::")
        text = (HERE.parent / file if file else HERE).read_text("utf-8")
        assert f"def {name}" in text, f"{case} has no test {test}"


def test_every_sample_of_a_publisher_is_read_here():
    here = HERE.read_text("utf-8")
    samples = {path.name for path in CASES.iterdir() if path.suffix not in (".md", ".txt")}
    samples |= {path.name for path in CASES.iterdir() if path.name.startswith("sipri")}
    samples |= {path.name for path in (SHARED / "15-utf16-semicolon").glob("*.csv")}
    assert {name for name in samples if name in here} == samples


@pytest.mark.parametrize(
    ("name", "system", "day", "number"),
    [
        # case 01: the lists themselves (COW State System 2016, Gleditsch and Ward)
        ("Germany", "cow", date(1970, 1, 1), 260),
        ("Germany", "gw", date(1930, 1, 1), 255),
        ("Prussia", "gw", date(1860, 1, 1), 255),
        ("Yemen", "cow", date(1980, 1, 1), 678),
    ],
)
def test_the_number_of_the_day(name, system, day, number):
    from realpolitik.states import convert, from_number

    assert convert(pl.Series([name]), to=system, on=day).item() == number
    assert from_number(number, system=system, on=day)


def frame(origin: str, destination: str, values: tuple[float, float]) -> pl.DataFrame:
    """Cases 04, 12 and 13: flows both ways in 2021 and 2023 by one office, years as whole numbers."""
    rows = [
        (one, other, "total", "A", year, value, origin, "imf-imts", "t")
        for one, other in ((origin, destination), (destination, origin))
        for year, value in zip((2021, 2023), values, strict=True)
    ]
    names = [
        "origin",
        "destination",
        "product",
        "freq",
        "period",
        "value_usd",
        "reporter",
        "source_id",
        "vintage",
    ]
    return pl.DataFrame(rows, schema=names, orient="row")


def test_a_year_as_a_whole_number_is_that_year():
    from realpolitik.measures import run
    from realpolitik.store import Store

    found = run(
        "trade.turnover", "DEU", "FRA", store=Store(frames={"trade": frame("DEU", "FRA", (8e10, 9e10))})
    )
    assert [row["period"] for row in found.rows if row["value"]] == ["2021", "2023"]


@pytest.mark.parametrize(
    ("origin", "destination", "values", "said"),
    [
        ("Germany", "France", (8e10, 9e10), "no ISO3 codes, such as 'France', 'Germany'"),
        ("deu", "fra", (8e10, 9e10), "no ISO3 codes, such as 'deu', 'fra'"),
        ("DE", "FR", (8e10, 9e10), "no ISO3 codes, such as 'DE', 'FR'"),
        ("DEU", "FRA", (-67e9, -9e9), "4 of 4 rows below 0"),
    ],
)
def test_names_and_negative_money_in_a_frame_are_refused_by_their_cause(origin, destination, values, said):
    from realpolitik.errors import SchemaError
    from realpolitik.measures import run
    from realpolitik.store import Store

    with pytest.raises(SchemaError, match=said):
        run("trade.turnover", "DEU", "FRA", store=Store(frames={"trade": frame(origin, destination, values)}))


def test_flows_that_would_count_twice_are_refused():
    from realpolitik.errors import RealpolitikError
    from realpolitik.measures.trade.concentration import herfindahl
    from realpolitik.measures.trade.shares import partner_shares
    from realpolitik.store import Store

    trade = Store.embedded()["trade"]  # case 05: totals, products, months and both reports beside one another
    with pytest.raises(RealpolitikError):
        partner_shares(trade)
    with pytest.raises(RealpolitikError):
        herfindahl(trade, by="destination", over="origin")


@pytest.mark.parametrize(
    ("a", "b"), [("CHN", "HKG"), ("RUS", "EU27"), ("CHN", "PSE"), ("RUS", "WLD"), ("RUS", "ADV")]
)
def test_parties_that_are_no_states_have_their_figure(a, b):
    from realpolitik.measures import run

    assert run("trade.turnover", a, b).value > 0  # case 09


def test_a_territory_of_the_past_is_named_with_those_to_ask_for():
    from realpolitik.errors import UnknownStateError
    from realpolitik.measures import run

    with pytest.raises(
        UnknownStateError,
        match=r"Belgium and Luxembourg is one customs territory to 1998.*ask for BEL or LUX",
    ):
        run("trade.turnover", "DEU", "BLX")


def test_what_a_page_hides_is_not_judged():
    from realpolitik.calls.asking import check

    assert check(SHARED / "07-hidden-text" / "page.html").tally == {"supported": 3}
