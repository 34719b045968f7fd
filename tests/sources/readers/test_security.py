"""Arms transfers and sanctions: columns without names, question marks, lists of names that hold commas."""

from __future__ import annotations

import zipfile
from datetime import date

import pytest

from realpolitik.errors import FileFormatError

PREFACE = "".join(
    f"{line}\n"
    for line in (
        '"Transfers of major weapons: Deals with deliveries or orders made for 1950 to 2024"',
        "\"Note: The 'No. delivered' and the 'Year(s) of deliveries' columns refer to all deliveries since the beginning of the contract.\"",
        '""',
        '"Source: SIPRI Arms Transfers Database"',
        '"Information generated: 25 November 2026"',
        "",
        "",
        "",
        "",
        "",
        "",
    )
)
HEAD = "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons\n"
ORDERS = (
    'China,Russia,2015,,24,,Su-35S,FGA aircraft,24,,2016; 2017; 2018,New,"$2 b deal; incl 14 AL-41F-1S ""spare"" engines",55,1320,1320\n'
    "China,Soviet Union,1990,?,24,?,Su-27S,FGA aircraft,24,,1991; 1992,New,,50,1200,1200\n"
    "China,Russia,2015,,6,,Su-35S,FGA aircraft,6,?,2018,New,second batch,55,330,330\n"
    "Hezbollah (Lebanon)*,Iran,2001,,10,,Fateh-110,SSM,10,,2007,New,,1,10,10\n"
    "African Union**,South Africa,2007,,5,,Casspir,APV,5,,2008,Second hand,,0.1,0.5,0.5\n"
    "Türkiye,unknown supplier(s),2007,,5,,Igla,Portable SAM,5,,2008,New,,0.1,0.5,0.5\n"
    "Atlantis,Russia,2007,,5,,Igla,Portable SAM,5,,2008,New,,0.1,0.5,0.5\n"
    "India,Russia,20x7,,5,,Igla,Portable SAM,5,,2008,New,,0.1,0.5,0.5\n"
    "India,Russia,2007,,five,,Igla,Portable SAM,5,,2008,New,,0.1,0.5,0.5\n"
    "Côte d'Ivoire,Russia,2007,,,,Igla,Portable SAM,5,,2008,New,,0.1,0.5,0.5\n"
)


def test_the_register_keeps_orders_deliveries_and_doubts(read, write):
    found = read("arms", write("trade-register.csv", PREFACE + HEAD + ORDERS, encoding="cp1252"))
    columns = (
        "supplier",
        "recipient",
        "period",
        "weapon",
        "order",
        "ordered",
        "delivered",
        "uncertain",
        "tiv_delivered",
    )
    assert found.rows("arms_transfers", *columns) == [
        ("RUS", "CHN", date(2015, 1, 1), "Su-35S", 1, 24, 24, "", 1320.0),
        ("RUS", "CHN", date(2015, 1, 1), "Su-35S", 2, 6, 6, "delivered", 330.0),
        ("RUS", "CIV", date(2007, 1, 1), "Igla", 1, None, 5, "", 0.5),
        ("SUN", "CHN", date(1990, 1, 1), "Su-27S", 1, 24, 24, "order ordered", 1200.0),
    ]
    assert found.rows("arms_transfers", "note")[0] == ('$2 b deal; incl 14 AL-41F-1S "spare" engines',)
    assert found.reasons == {
        "a rebel group or an organisation, not a state": 1,
        "the year of the order is none": 1,
        "to: no state is called so then": 1,
        "ordered is no number": 1,
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            PREFACE + HEAD.replace("Number ordered, ,", "Number ordered,") + ORDERS,
            "more fields than the heading",
        ),
        (PREFACE + HEAD.replace("Number ordered, ,", "Number ordered,mark,") + ORDERS, "in column 6"),
        (PREFACE, "no line that starts with 'Recipient,'"),
        ("<html><head></head></html>", "is a web page"),
        (PREFACE + HEAD + ORDERS[:-30], "ends in the middle of a row"),
    ],
)
def test_a_register_of_another_form_is_refused(read, write, text, said):
    with pytest.raises(FileFormatError, match=said):
        read("arms", write("trade-register.csv", text))


CASES = (
    "case_id,sanctioned_state,sanctioning_state,begin,end,trade,descr_trade,arms,military,financial,travel,other,target_mult,sender_mult,objective,success\n"
    '1,Russia,"Canada, EU, Korea, South, United States",2022,2023,1,"exp_part, imp_part",0,1,1,1,0,0,1,"end_war,territorial_conflict","ongoing,ongoing"\n'
    '2,"Korea, North",UN,2006,2023,1,exp_part,1,0,1,1,0,0,1,prevent_war,ongoing\n'
    "3,USSR,United States,1980,1981,1,exp_part,0,0,0,0,0,0,0,policy_change,failed\n"
    "4,Atlantis,United States,1980,1981,1,exp_part,0,0,0,0,0,0,0,policy_change,failed\n"
    "5,Russia,United States,1990,1991,1,exp_part,0,0,0,0,0,0,0,policy_change,failed\n"
    "6,China,United States,1989,1979,1,exp_part,0,0,0,0,0,0,0,human_rights,failed\n"
    "7,China,United States,1989,1999,2,exp_part,0,0,0,0,0,0,0,human_rights,failed\n"
    "8,China,United States,1989,1999,0,,0,0,0,0,0,0,0,human_rights,failed\n"
)


def test_cases_name_all_senders_and_targets(read, write):
    found = read("gsdb", write("GSDB_V4.csv", CASES))
    assert found.version == "R4"
    assert found.rows("sanction_cases", "case", "sender", "target", "period", "end", "kinds") == [
        (1, "CAN EU KOR USA", "RUS", date(2022, 1, 1), date(2023, 12, 31), "trade military financial travel"),
        (2, "UN", "PRK", date(2006, 1, 1), date(2023, 12, 31), "trade arms financial travel"),
        (3, "USA", "SUN", date(1980, 1, 1), date(1981, 12, 31), "trade"),
    ]
    assert found.reasons == {
        "sanctioned_state: not all are states": 2,  # Atlantis, and a Russia of 1990
        "it ends before it begins": 1,
        "trade is neither 0 nor 1": 1,
        "no kind of sanction is marked": 1,
    }
    assert found.warnings == [
        "gsdb: no state is known as 'Atlantis' (1980–1980), 'Russia' (1990–1990); cases without a known sender, or with an unknown target, are set aside"
    ]


def test_a_case_counts_where_any_of_its_years_lies_in_the_window(read, write):
    found = read("gsdb", write("GSDB_V4.csv", CASES), start="2010", end="2015")
    assert [case for (case,) in found.rows("sanction_cases", "case")] == [2]


def test_the_archive_holds_cases_and_pairs(read, tmp_path):
    path = tmp_path / "gsdb_v4.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("GSDB_V4/GSDB_V4.csv", CASES)
        archive.writestr("GSDB_V4/GSDB_V4_dyadic.csv", "case_id,year\n1,2022\n")
    assert read("gsdb", path).tables["sanction_cases"].height == 3


def test_semicolons_and_the_file_of_pairs(read, write):
    lines = [line.split(",") for line in CASES.splitlines()]
    text = "\n".join(";".join(line) for line in (lines[0], lines[3])) + "\n"
    assert read("gsdb", write("GSDB_V4.csv", text)).tables["sanction_cases"].height == 1
    pairs = "case_id,sanctioned_state_iso3,sanctioning_state_iso3,year,trade\n1,RUS,USA,2022,1\n"
    with pytest.raises(FileFormatError, match="has no column sanctioned_state"):
        read("gsdb", write("GSDB_V4_dyadic.csv", pairs))
