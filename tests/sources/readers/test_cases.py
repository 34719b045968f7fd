"""Genuine files of publishers, cut, that once failed or misled: each gives the right value, or the right message."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from realpolitik.errors import FileFormatError

SHARED = Path(__file__).parents[4] / "shared" / "cases"
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
