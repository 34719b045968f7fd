"""State systems, capabilities, regimes, alliances: numbers of the Correlates of War through time."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import polars as pl
import pytest

from realpolitik.errors import FileFormatError
from realpolitik.states import spells
from realpolitik.store import Store

STATES = (
    "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\r\n"
    "CUB,40,Cuba,1902,5,20,1906,9,25,2016\r\n"
    "CUB,40,Cuba,1909,1,23,2016,12,31,2016\r\n"
    "GFR,260,German Federal Republic,1955,5,5,1990,10,2,2016\r\n"
    "XYZ,999,Nowhere,1955,5,5,1990,13,2,2016\r\n"
)
NMC = (
    "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\r\n"
    "USA,2,1816,3823,17,80,254,8659,101,.039697491,2025\r\n"
    "RUS,365,1985,277000000,3900,154668,1835370,277539,84060,.17,2025\r\n"
    "RUS,365,1995,-9,-9,51589,-9,148141,-9,.05,2025\r\n"
    "GMY,255,1990,39943000,545,38434,-9,79433,26300,.029,2025\r\n"
    "GFR,260,1990,39943000,469,38434,-9,63254,20500,.027,2025\r\n"
    "ZZZ,999,1990,1,1,1,1,1,1,.1,2025\r\n"
    "USA,2,19x0,1,1,1,1,1,1,.1,2025\r\n"
    "USA,2,1991,1,one,1,1,1,1,.1,2025\r\n"
)
ATOP = (
    "ddyad,year,atopally,defense,offense,neutral,nonagg,consul,shareob,bilatno,multino,number,asymm,atopid1,stateA,stateB\n"
    "365710,1950,1,1,0,0,0,1,1,1,0,1,0,3200,365,710\n"
    "710365,1950,1,1,0,0,0,1,1,1,0,1,0,3200,710,365\n"
    "365710,1951,1,1,0,0,0,1,1,1,0,1,0,3200,365,710\n"
    "365710,1953,1,1,0,0,1,1,1,1,0,1,0,3200,365,710\n"
    "365710,2001,1,0,0,1,1,1,1,1,0,1,0,4005,365,710\n"
    "2999,2001,1,1,0,0,0,0,1,1,0,1,0,4005,2,999\n"
    "2200,2001,1,,0,0,0,yes,1,1,0,1,0,4005,2,200\n"
)
VDEM = (
    "country_name,country_text_id,country_id,year,historical_date,project,COWcode,v2x_polyarchy,v2x_polyarchy_codelow\n"
    '"Russia","RUS",11,1985,1985-12-31,0,365,0.099,0.08\n'
    '"Russia","RUS",11,2021,2021-12-31,0,365,0.262,0.2\n'
    '"Germany","DEU",77,1970,1970-12-31,0,255,0.854,0.8\n'
    '"Palestine/Gaza","PSG",138,2021,2021-12-31,0,,0.11,0.1\n'
    '"Atlantis","ATL",999,2021,2021-12-31,0,,0.5,0.4\n'
    '"China","CHN",110,2021,2021-12-31,0,710,,\n'
    '"China","CHN",110,2020,2020-12-31,0,710,1.7,\n'
)


def test_the_cow_list_keeps_spells_and_leaves_the_last_day_open(read, write):
    found = read("cow-states", write("states2016.csv", STATES))
    assert found.rows("state_systems", "number", "state", "start", "end") == [
        (40, "CUB", date(1902, 5, 20), date(1906, 9, 25)),
        (40, "CUB", date(1909, 1, 23), None),
        (260, "DEU", date(1955, 5, 5), date(1990, 10, 2)),
    ]
    assert found.reasons == {"the first or the last day is none": 1}
    assert found.warnings == ["cow-states: no state is known as '999' (1955)"]


def test_gleditsch_and_ward_have_tabs_no_heading_and_an_old_encoding(read, write):
    text = "437\tCDI\tCôte D'Ivoire\t07:08:1960\t31:12:2017\n255\tGMY\tGermany (Prussia)\t01:01:1816\t07:05:1945\n"
    found = read("gw-states", write("iisystem.dat", text, encoding="cp1252"))
    assert found.rows("state_systems", "number", "name", "state", "start", "end") == [
        (255, "Germany (Prussia)", "DEU", date(1816, 1, 1), date(1945, 5, 7)),
        (437, "Côte D'Ivoire", "CIV", date(1960, 8, 7), None),
    ]
    with pytest.raises(FileFormatError, match="has 1 columns between tabs"):
        read("gw-states", write("wrong.dat", STATES))


@pytest.mark.shared
def test_both_lists_are_those_that_the_registry_is_built_from(read, shared_data):
    folder = shared_data / "politics" / "states"
    for system, last in (("cow", date(2016, 12, 31)), ("gw", date(2017, 12, 31))):
        found = read(f"{system}-states", folder / f"{system}_states.parquet")
        listed = {
            (n, start, end or last) for n, start, end in found.rows("state_systems", "number", "start", "end")
        }
        built = {(s.number, s.start, s.end or last) for s in spells() if s.system == system}
        # where a number passes from one state to another (365 in 1922 and 1991) the registry splits the spell
        split = {number for number, *_ in built - listed}
        assert {number for number, *_ in listed - built} <= split
        assert len(split) < 12
        assert not found.reasons


def test_capabilities_keep_what_is_published_and_power_takes_each_state_once(read, write):
    found = read("cow-nmc", write("NMC-70-abridged.csv", NMC))
    assert found.version == "7.0"
    capabilities = found.rows("capabilities", "state", "number", "military_spending", "population", "cinc")
    assert ("SUN", 365, 277000000.0, 277539.0, 0.17) in capabilities
    assert ("RUS", 365, None, 148141.0, 0.05) in capabilities
    assert {number for state, number, *_ in capabilities if state == "DEU"} == {255, 260}
    power = {(s, p.year, m): v for s, p, m, v in found.rows("power", "state", "period", "measure", "value")}
    assert power["SUN", 1985, "military-spending-usd"] == 277e9  # thousands of dollars
    assert power["USA", 1816, "population"] == 8_659_000
    assert ("USA", 1816, "military-spending-usd") not in power  # British pounds before 1914
    assert ("RUS", 1995, "military-spending-usd") not in power  # -9 is not known
    assert power["DEU", 1990, "cinc"] == 0.027  # 260 in the middle of 1990, not 255
    assert found.reasons == {
        "ccode: no state is called so then": 1,
        "the year is none": 1,
        "milper is no number": 1,
    }


def test_rows_that_stand_twice_count_once_and_contradictions_not_at_all(read, write):
    lines = NMC.splitlines()
    text = "\r\n".join((*lines[:2], lines[1], lines[2], lines[2].replace(".17", ".18"))) + "\r\n"
    found = read("cow-nmc", write("NMC-70-abridged.csv", text))
    assert found.rows("capabilities", "state") == [("USA",)]
    # capabilities: the first row again; power: its two figures, and the two that the contradicting rows have in common
    assert found.reasons["repeats another row"] == 1 + 2 + 2
    assert (
        found.reasons["contradicts another row of the same key"] == 2 + 2
    )  # both rows, and both of their shares


def test_capabilities_come_out_of_an_archive_in_an_archive(read, tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("NMC-70-abridged.csv", NMC)
        archive.writestr("NMC-70-abridged.dta", b"\x73\x00")
    path = tmp_path / "NMCv7.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("NMCv7/NMC-v7-abridged.zip", inner.getvalue())
        archive.writestr("NMCv7/NMC-v7-codebook.pdf", b"%PDF")
        archive.writestr("__MACOSX/NMCv7/._NMC-v7-abridged.zip", b"x")
    assert read("cow-nmc", path).tables["capabilities"].height == 5


@pytest.mark.shared
def test_capabilities_agree_with_the_embedded_ones(read, shared_data):
    found = read("cow-nmc", shared_data / "politics" / "states" / "cow_nmc.parquet")
    assert found.tables["capabilities"].height == 17_121
    assert not found.reasons
    assert not found.warnings  # the known excess of CINC over 1 is still there
    keys = ["state", "period", "measure"]
    old = Store()["power"].filter(source_id="cow-nmc")
    both = old.join(found.tables["power"], on=keys, suffix="_new")
    assert both.height == old.height
    off = (pl.col("value") - pl.col("value_new")).abs()
    # the embedded shares have six digits; two states bore two numbers in 1990, of which the embedded table takes others
    near = pl.when(pl.col("measure") == "cinc").then(off <= 5.1e-7).otherwise(off == 0)
    assert set(both.filter(~near)["period"].dt.year()) <= {1990}


def test_obligations_of_either_side_become_unbroken_runs(read, write):
    found = read("atop", write("atop5_1ddyr.csv", ATOP))
    assert found.rows("atop", "a", "b", "obligation", "from_year", "to_year") == [
        ("CHN", "RUS", "consultation", 2001, 2001),
        ("CHN", "RUS", "neutrality", 2001, 2001),
        ("CHN", "RUS", "non-aggression", 2001, 2001),
        ("CHN", "SUN", "consultation", 1950, 1951),
        ("CHN", "SUN", "consultation", 1953, 1953),
        ("CHN", "SUN", "defence", 1950, 1951),
        ("CHN", "SUN", "defence", 1953, 1953),
        ("CHN", "SUN", "non-aggression", 1953, 1953),
    ]
    assert found.reasons == {"two: no state is called so then": 1, "consul is no number": 1}


def test_a_run_that_reaches_into_the_window_is_given_whole(read, write):
    found = read("atop", write("atop5_1ddyr.csv", ATOP), start="1951", end="1952")
    assert {row[2:] for row in found.rows("atop", "a", "b", "from_year", "to_year")} == {(1950, 1951)}


@pytest.mark.shared
def test_runs_are_those_embedded(read, shared_data):
    found = read("atop", shared_data / "politics" / "states" / "atop_alliance.parquet")
    embedded = Store()["atop"]
    assert found.tables["atop"].equals(embedded.select(found.tables["atop"].columns))
    assert found.tables["atop"].height == 11_120


def test_the_democracy_index_is_of_the_state_of_the_day(read, write):
    found = read("vdem", write("V-Dem-CY-Core-v16.csv", VDEM))
    assert found.rows("regimes", "state", "period", "polyarchy") == [
        ("DEU", date(1970, 1, 1), 0.854),
        ("RUS", date(2021, 1, 1), 0.262),
        ("SUN", date(1985, 1, 1), 0.099),
    ]
    assert found.reasons == {"country_text_id: no state is called so then": 2, "polyarchy above 1": 1}
    assert "vdem: left out, being no states: PSG" in found.warnings


@pytest.mark.shared
def test_the_democracy_index_is_the_embedded_one(read, shared_data):
    found = read("vdem", shared_data / "politics" / "states" / "isard_cw_democracy.parquet")
    old = Store()["regimes"]
    both = old.join(found.tables["regimes"], on=["state", "period"], suffix="_new")
    assert both.height == old.height
    assert both.filter(
        (pl.col("polyarchy") - pl.col("polyarchy_new")).abs() > 5e-5
    ).is_empty()  # four digits embedded
