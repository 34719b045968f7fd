"""From a publisher's names to states of the day; known errors upstream; text files of any encoding."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import FileFormatError, SchemaError
from realpolitik.findings import Window
from realpolitik.sources import datasets
from realpolitik.sources.corrections import correct, correction, corrections
from realpolitik.sources.delimited import collect, day_of, divide, inside, january, scan
from realpolitik.sources.entities import coded, doubled
from realpolitik.sources.lookup import entities, one_code
from realpolitik.sources.reader import Job, readers
from realpolitik.states import registry, spells

ALONE = {"code": "state"}


def codes(
    values: list, years: list[int], *, kind: str, source: str = "atop", **options: bool
) -> list[str | None]:
    frame = pl.DataFrame({"code": values, "year": years})
    return coded(frame, ALONE, source=source, kind=kind, year="year", **options).frame["state"].to_list()  # type: ignore[arg-type]


def test_a_number_stands_for_the_state_that_bore_it_in_the_middle_of_the_year():
    assert codes([365] * 4, [1921, 1922, 1991, 1992], kind="cow") == ["RUS", "RUS", "SUN", "RUS"]
    # 1922: the Union begins on 30 December; Germany lived under 260 from 1955, and in the whole of 1990 under either
    assert codes([255, 255, 255, 260, 260], [1950, 1970, 1990, 1970, 1990], kind="cow") == [
        None,
        "DEU",
        "DEU",
        "DEU",
        "DEU",
    ]
    assert codes([211], [1942], kind="cow") == [None]  # Belgium was no member of the system under occupation


def test_a_code_of_today_means_the_state_that_bore_its_number():
    assert codes(["RUS", "RUS", "DDR", "HKG"], [1985, 2000, 1985, 2000], kind="iso3") == [
        "SUN",
        "RUS",
        "DDR",
        "HKG",
    ]
    assert codes(["RUS", "RUS"], [1991, 1992], kind="iso3") == ["SUN", "RUS"]
    assert codes(["CZE", "Russia"], [1985, 2000], kind="iso3") == [None, None]


def test_names_are_of_their_time():
    names = ["Russia", "Russia", "USSR", "Yemen, North", "Korea, South"]
    assert codes(names, [1985, 1995, 1985, 1980, 1980], kind="name") == [None, "RUS", "SUN", "YEM", "KOR"]


def test_members_that_voted_early_get_the_number_s_next_state():
    assert codes([750, 369], [1946, 1950], kind="cow") == [None, None]
    assert codes([750, 369], [1946, 1950], kind="cow", early=True) == ["IND", "UKR"]


def test_unknown_and_idle_names_are_said_and_nothing_is_printed(capsys):
    frame = pl.DataFrame(
        {"code": ["Atlantis", "Atlantis", "Mu", "Africa", "China"], "year": [1990, 2000, 1990, 1990, 1990]}
    )
    made = coded(frame, ALONE, source="sipri-milex", kind="name", year="year", whole=True)
    assert made.warnings[0] == "sipri-milex: no state is known as 'Atlantis' (1990–2000), 'Mu' (1990)"
    assert made.warnings[1] == "sipri-milex: left out, being no states: Africa"
    assert "names that do not occur in the file: 'Americas'" in made.warnings[2]
    assert capsys.readouterr() == ("", "")


def test_a_state_of_two_numbers_in_a_year_keeps_that_of_the_middle():
    frame = pl.DataFrame({"code": [255, 260, 255, 678, 679], "year": [1990, 1990, 1991, 1990, 1990]})
    made = coded(frame, ALONE, source="atop", kind="cow", year="year").frame
    assert made.filter(doubled(made, ALONE, year="year"))["code"].to_list() == [255, 678]


@given(st.sampled_from(spells()), st.integers(0, 400))
def test_every_number_of_the_lists_is_its_state_in_every_year_it_bore_it_throughout(spell, offset):
    year = spell.start.year + 1 + offset
    if year >= (spell.end or date(2100, 1, 1)).year:
        return
    assert codes([spell.number], [year], kind=spell.system) == [spell.code]


def test_every_entry_is_of_a_known_source_and_gives_a_code_that_can_be():
    lived = {state.code for state in registry()}
    groups = {
        "WLD",
        "EU27",
        "ADV",
        "BLX",
        "EU",
        "UN",
        "AU",
        "OAS",
        "ECOWAS",
        "GCC",
        "ARABLEAGUE",
        "G7",
        "MERCOSUR",
        "OIC",
        "OSCE",
        "PIF",
        "SADC",
        "UNASUR",
        "COMMONWEALTH",
        "LEAGUE",
        "-",
    }
    for source, names in entities().items():
        assert source in ("*", *datasets())
        for some in names.values():
            for entity in some:
                own = (
                    source == "*" or entity.value == entity.code or entity.code.casefold() in entities()["*"]
                )
                assert (
                    entity.code in lived | groups or (own and len(entity.code) == 3) or entity.code == "PSE"
                ), entity
                # two entries of a name must be of different years
                assert sum(other.start == entity.start for other in some) == 1


def test_one_name_of_a_list():
    assert one_code("EU", source="gsdb", on=date(2022, 12, 31)) == "EU"


def test_an_expected_error_is_mended_and_one_that_is_gone_is_said():
    frame = pl.DataFrame({"state": ["CHN", "RUS"], "value": ["3", "5"]})
    item = correction(
        {
            "id": "swap",
            "source": "x",
            "rows": {"state": "RUS"},
            "expect": {"rows": 1, "sum": {"value": 5}},
            "action": "replace",
            "replace": {"value": "50"},
            "why": "a zero was lost",
        }
    )
    assert correct(frame, "x", known=(item,)).frame["value"].to_list() == ["3", "50"]
    mended = frame.with_columns(value=pl.Series(["3", "50"]))
    told = correct(mended, "x", known=(item,))
    assert told.frame.equals(mended)
    (warning,) = told.warnings
    assert warning.startswith(
        "x: the known error 'swap' looks different (sum of value is 50.0, not 5): the publisher may have"
    )
    assert correct(frame, "y", known=(item,)).frame.equals(frame)
    aside = correct(frame, "x", known=(replace(item, action="reject", replace={}),))
    assert aside.rejected["reason"].to_list() == ["a zero was lost"]
    assert aside.frame.height == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"action": "delete"}, "action 'delete' is none of note, replace, reject"),
        ({"expect": {"mean": {"a": 1}}}, "cannot expect 'mean'"),
        ({"because": "x"}, "unknown entry 'because'"),
        ({"why": ""}, "why is missing"),
        ({"replace": {"a": 1}}, "belongs to the action replace"),
    ],
)
def test_a_correction_of_another_form_is_refused(change, said):
    entry = {"id": "i", "source": "x", "rows": {"a": 1}, "expect": {"rows": 1}, "action": "note", "why": "w"}
    with pytest.raises(SchemaError, match=said):
        correction(entry | change)


def test_known_errors_are_of_sources_that_are_read():
    names = [item.id for item in corrections()]
    assert len(set(names)) == len(names)
    assert {item.source for item in corrections()} <= set(readers())


def test_every_reader_has_a_record_that_says_form_codes_quirks_and_how_it_was_checked():
    for name, reader in readers().items():
        record = reader.record
        assert all(
            (record.format, record.codes, record.quirks, record.checked, record.licence, record.updated)
        ), name
        assert record.address.startswith("http")
        assert "realpolitik fetch" in reader.by_hand


def test_every_question_has_a_file_of_its_own_and_no_secret_in_its_address(monkeypatch):
    monkeypatch.setenv("COMTRADE_API_KEY", "s3cret")
    for reader in readers().values():
        options = {"reporters": "CHN RUS"} if reader.name == "un-comtrade" else {}
        asked = list(
            reader.requests(reader.job(window=Window.parse("2024-01-01", "2024-01-02"), options=options))
        )
        assert len({one.file for one in asked}) == len(asked)
        for one in asked:
            assert one.address.startswith("https://")
            assert "?" not in one.address
            assert "/" not in one.file
            assert "s3cret" not in repr(one)


def test_versions_can_name_a_folder_whatever_the_file_is_called(tmp_path):
    for reader in readers().values():
        for name in ("data.csv", "Data (1) of ÄÖ.xlsx", "a b.zip"):
            version = reader.dated(reader.job(), [tmp_path / name]).version
            assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}", version), (reader.name, version)


def test_the_page_of_sources_says_what_the_records_say(tmp_path):
    tool = Path(__file__).parents[2] / "tools" / "build_sources_page.py"
    out = tmp_path / "sources.md"
    subprocess.run([sys.executable, tool, "--out", out], check=True, capture_output=True)
    page = tool.parents[1] / "docs" / "reference" / "sources.md"
    assert page.read_text(encoding="utf-8") == out.read_text(encoding="utf-8"), f"run {tool.name} again"
    assert all(f"`{name}`" in page.read_text(encoding="utf-8") for name in readers())


def job(folder) -> Job:
    return Job(scratch=folder / "scratch")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_texts_are_read_in_the_encodings_that_publishers_use(tmp_path, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes("name,value\nCôte d'Ivoire,1\nSão Tomé,2\n".encode(encoding))
    frame = collect(scan(path, job(tmp_path), columns=("name", "value")), path)
    assert frame["name"].to_list() == ["Côte d'Ivoire", "São Tomé"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"  <!DOCTYPE HTML><title>Guestbook</title>", "is a web page"),
        (b"a,b\x00\x01,c\n", "is no text file"),
        (b"a,c\n1,2\n", "has no column b; it has a, c"),
        (b"a,b,c\n1,2,3\n4,5", "ends in the middle of a row"),
        (b"a,b\n1,2\n1,2,3,4\n", "cannot be read"),
    ],
)
def test_what_is_no_table_is_refused_with_the_remedy(tmp_path, data, said):
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(FileFormatError, match=said):
        collect(scan(path, job(tmp_path), columns=("a", "b")), path)


def test_a_missing_file_is_an_error_of_ours(tmp_path):
    with pytest.raises(FileFormatError, match="cannot be read"):
        scan(tmp_path / "none.csv", job(tmp_path), columns=("a",))


@given(st.integers(-10_000, 20_000), st.integers(-5, 40), st.integers(-5, 70))
def test_a_day_that_the_calendar_has_not_is_null(year, month, day):
    try:
        expected = date(year, month, day)
    except ValueError:
        expected = None  # Python's calendar has the years 1 to 9999
    frame = pl.DataFrame({"y": [str(year)], "m": [str(month)], "d": [str(day)]})
    assert frame.select(day_of(pl.col("y"), pl.col("m"), pl.col("d"))).item() == expected


def test_windows_keep_what_is_not_known_for_the_judge():
    frame = pl.DataFrame({"year": ["2019", "2020", "2021", "20x1"]}).with_columns(
        january("year").alias("period")
    )
    window = Window.parse("2020", "2020")
    assert frame.filter(inside(window, pl.col("period")))["year"].to_list() == ["2020", "20x1"]
    assert frame.filter(inside(Window(), pl.col("period"))).height == 4
    good, bad = divide(frame, {"no year": pl.col("period").is_null()})
    assert (good.height, bad["reason"].to_list()) == (3, ["no year"])
