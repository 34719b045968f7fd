"""States: names, lives, codes, groups, against known facts and the two published lists."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import OptionError, UnknownNameError, UnknownStateError
from realpolitik.states import (
    aliases,
    convert,
    from_number,
    groups,
    members,
    registry,
    resolve,
    search,
    spells,
    state,
)

LIVING = [one for one in registry() if one.end is None]


@pytest.mark.parametrize(
    ("name", "on", "code"),
    [
        ("CHN", None, "CHN"),
        ("prc", None, "CHN"),
        ("中国", None, "CHN"),
        ("Россия", None, "RUS"),
        ("the United Kingdom", None, "GBR"),
        ("U.S.A.", None, "USA"),
        ("Cote d'Ivoire", None, "CIV"),
        ("Soviet Union", None, "SUN"),  # ended, and no living state bears the name
        ("USSR", date(1985, 1, 1), "SUN"),
        ("Russia", date(1900, 1, 1), "RUS"),
        ("Republic of China", date(1930, 1, 1), "CHN"),
        ("Republic of China", None, "TWN"),
        ("DPRK", None, "PRK"),
        ("West Germany", date(1970, 1, 1), "DEU"),
        ("East Germany", date(1970, 1, 1), "DDR"),
        ("Turkey", None, "TUR"),
        ("Burma", None, "MMR"),
    ],
)
def test_a_name_is_the_state_that_bore_it(name, on, code):
    assert resolve(name, on=on).code == code


@pytest.mark.parametrize(
    ("name", "on", "says"),
    [
        ("RSU", None, "RUS \\(Russia\\)"),
        ("SUN", date(2020, 1, 1), "Soviet Union ended on 1991-12-25; after it came RUS \\(Russia\\)"),
        ("Russia", date(1980, 1, 1), "Russia was not a state on that day"),
        ("Serbia", date(2000, 1, 1), "Serbia was not a state on that day"),
        ("South Sudan", date(2000, 1, 1), "South Sudan begins on 2011-07-09"),
        ("Republic of China", date(1900, 1, 1), "at other times"),
        ("", None, "no state is called"),
    ],
)
def test_a_wrong_name_is_an_error_that_helps(name, on, says):
    with pytest.raises(UnknownStateError, match=says):
        resolve(name, on=on)


@pytest.mark.parametrize("code", ["XXX", "", "chn"])
def test_a_code_that_no_state_has_is_an_error_that_helps(code):
    with pytest.raises(UnknownStateError, match="lists the codes"):
        state(code)


def test_the_ussr_is_not_russia():
    assert state("SUN").successors[0] == "RUS"
    assert not state("RUS").lived_on(date(1970, 1, 1))
    assert from_number(365, on=date(1991, 12, 25)).code == "SUN"
    assert from_number(365, on=date(1991, 12, 26)).code == "RUS"


def test_serbia_and_montenegro_is_not_serbia():
    assert [from_number(345, on=date(year, 7, 1)).code for year in (1900, 1970, 2004, 2010)] == [
        "SRB",
        "YUG",
        "SCG",
        "SRB",
    ]


def test_germany_has_two_numbers():
    assert from_number(260, on=date(1970, 1, 1)).code == "DEU"
    assert from_number(255, on=date(2000, 1, 1)).code == "DEU"
    assert from_number(265, on=date(1970, 1, 1)).code == "DDR"


def test_a_number_of_several_states_needs_a_date():
    with pytest.raises(UnknownStateError, match="give the date"):
        from_number(365)
    with pytest.raises(UnknownStateError, match="no such number"):
        from_number(9999)
    with pytest.raises(OptionError, match="choose cow or gw"):
        from_number(2, system="un")  # type: ignore[arg-type]


@given(st.sampled_from(LIVING), st.integers(0, 4000))
def test_every_living_state_is_found_by_code_and_name(one, days):
    on = date(2024, 6, 30) - timedelta(days=days)
    for text in (one.code, one.name):
        assert resolve(text).code == one.code
        if one.lived_on(on):
            assert resolve(text, on=on).code == one.code


def test_every_alias_names_a_state_of_the_registry():
    codes = {one.code for one in registry()}
    assert {alias.code for alias in aliases()} <= codes
    assert all(set(one.successors) <= codes for one in registry())


def test_lives_are_in_order_and_do_not_overlap():
    for one in registry():
        ends = [last for _, last in one.life]
        assert None not in ends[:-1], one.code
        assert all(first <= (last or date.max) for first, last in one.life), one.code
        assert all(a < b for a, b in zip(ends[:-1], [s for s, _ in one.life][1:], strict=True)), one.code


def test_search_prefers_living_states_and_beginnings():
    assert {one.code for one in search("korea")[:2]} == {"KOR", "PRK"}
    assert "SUN" in {one.code for one in search("sov")}
    assert search("  ") == ()


@pytest.mark.parametrize(
    ("group", "on", "count"),
    [
        ("NATO", date(1949, 12, 31), 12),
        ("NATO", date(2023, 1, 1), 30),
        ("NATO", date(2024, 6, 1), 32),
        ("EU", date(1973, 6, 1), 9),
        ("EU", date(2019, 6, 1), 28),
        ("EU", date(2021, 6, 1), 27),
        ("G7", date(2022, 6, 1), 7),
        ("G20", date(2022, 6, 1), 19),  # states only
        ("BRICS", date(2022, 6, 1), 5),
        ("SCO", date(2024, 8, 1), 10),
        ("CSTO", date(2024, 6, 1), 6),
        ("EAEU", date(2020, 6, 1), 5),
        ("AUKUS", date(2022, 6, 1), 3),
        ("P5", date(1980, 1, 1), 5),
        ("P5", date(2000, 1, 1), 5),
    ],
)
def test_groups_have_their_known_number_of_members(group, on, count):
    assert len(members(group, on=on)) == count


def test_members_are_states_of_their_day_in_order():
    for group in groups():
        for year in range(1950, 2026, 5):
            found = members(group, on=date(year, 7, 1))
            assert list(found) == sorted(set(found))
            assert all(state(code).lived_on(date(year, 7, 1)) for code in found), (group, year)


def test_a_misspelt_group_is_an_error():
    with pytest.raises(UnknownNameError, match="NATO"):
        members("NATTO")


def test_convert_agrees_with_resolve_and_keeps_order_and_nulls():
    names = pl.Series("who", ["Russia", None, "China", "Russia", "USA"])
    assert convert(names).to_list() == ["RUS", None, "CHN", "RUS", "USA"]
    assert convert(names, to="cow").to_list() == [365, None, 710, 365, 2]
    days = pl.Series([date(1980, 1, 1), date(2000, 1, 1)])
    assert convert(pl.Series([365, 365]), from_="cow", on=days).to_list() == ["SUN", "RUS"]


def test_convert_names_every_unknown_value_at_once():
    with pytest.raises(UnknownStateError, match=r"Atlantis, Lemuria.*2 values"):
        convert(pl.Series(["Atlantis", "China", "Lemuria"]))
    assert convert(pl.Series(["Atlantis", "China"]), unknown="null").to_list() == [None, "CHN"]


@pytest.mark.shared
def test_no_state_and_no_date_of_the_published_lists_is_missing(shared_data):
    folder = shared_data / "politics" / "states"
    cow, gw = pl.read_parquet(folder / "cow_states.parquet"), pl.read_parquet(folder / "gw_states.parquet")
    published = {
        ("cow", int(r["ccode"]), date(int(r["styear"]), int(r["stmonth"]), int(r["stday"])))
        for r in cow.iter_rows(named=True)
    } | {("gw", int(r["gwcode"]), r["startdate"]) for r in gw.iter_rows(named=True)}
    ours = {(spell.system, spell.number, spell.start) for spell in spells()}
    assert published <= ours
    for system, number, start in published:
        assert from_number(number, system=system, on=start).code


@pytest.mark.shared
@pytest.mark.parametrize("name", ["cow_gw_years", "gw_cow_years"])
def test_every_state_year_of_the_published_lists_has_a_state(shared_data, name):
    frame = pl.read_parquet(shared_data / "politics" / "states" / f"{name}.parquet")
    held = {
        (spell.system, spell.number, year)
        for spell in spells()
        for year in range(spell.start.year, (spell.end or date(2100, 1, 1)).year + 1)
    }
    system, column = ("gw", "gwcode") if name == "cow_gw_years" else ("cow", "ccode")
    wanted = frame.filter(pl.col(column).is_not_null()).select(column, "year").unique()
    missing = [(int(n), int(y)) for n, y in wanted.iter_rows() if (system, int(n), int(y)) not in held]
    assert not missing
