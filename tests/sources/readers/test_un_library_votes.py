"""The votes of the United Nations' own library: in the form of its edition of February 2026, from where another record ends."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import OptionError
from realpolitik.store import Store
from realpolitik.store.fetch import fetch

HEAD = (
    "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,agenda_title,subjects,"
    "vote_note,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link\n"
)
# The first two rows as public code has read them from the library's file; the others in their form, with the votes made for the test.
GENUINE = (
    "4025240,AFG,AFGHANISTAN,Y,2023-10-27,ES-10,A/RES/ES-10/21,A/ES-10/L.25,,A/ES-10/PV.41,Protection of civilians and upholding "
    "legal and humanitarian obligations : resolution / adopted by the General Assembly,Illegal Israeli actions,TERRITORIES OCCUPIED "
    "BY ISRAEL--SETTLEMENT POLICY,,120.0,14.0,45.0,14.0,193.0,https://digitallibrary.un.org/record/4025240\n"
)


def row(number, state, vote, day, session):
    return f'{number},{state},NAME,{vote},{day},{session},A/RES/{session}/1,,,,"A  title, of two",,,,1,1,1,1,4,x\n'


FILE = (
    HEAD
    + GENUINE
    + row(4060001, "RUS", "Y", "2024-06-30", 78)  # before July 2024: another record has it
    + row(4060002, "RUS", "N", "2024-08-13", 78)
    + row(4060012, "RUS", "Y", "2024-12-11", 79)
    + "".join(
        row(4060010, state, vote, "2024-12-04", 79)
        for state, vote in (("RUS", "Y"), ("CHN", "A"), ("USA", "N"), ("DEU", "X"), ("FRA", ""))
    )
    + row(4060013, "RUS", "Y", "2025-02-24", "ES-11")
)


def test_votes_from_where_the_other_record_ends(read, write):
    found = read("ga-votes", write("2026_02_06_ga_voting.csv", FILE))
    assert found.version == "2026-02-06"
    votes = {(call, state): vote for call, state, vote in found.rows("votes", "roll_call", "state", "vote")}
    # session times 1000, and 500, and the place in the session by day
    assert votes == {
        (78501, "RUS"): "no", (79501, "RUS"): "yes", (79501, "CHN"): "abstain", (79501, "USA"): "no", (79501, "DEU"): "absent",
        (79501, "FRA"): "absent", (79502, "RUS"): "yes",
    }  # fmt: skip
    calls = found.tables["roll_calls"].filter(roll_call=79501)
    assert calls.select("date", "session", "yes", "abstain", "no", "title").rows() == [
        (date(2024, 12, 4), 79, 1, 1, 1, "A title, of two")
    ]
    assert found.warnings == [
        "un-ga-votes: left out: 1 roll calls of special and emergency sessions, numbered apart (special=yes reads them)"
    ]
    assert found.reasons == {}


def test_an_earlier_day_is_read_where_it_is_asked(read, write):
    found = read("ga-votes", write("x_ga_voting.csv", FILE), options={"since": "2024-01-01"})
    assert found.tables["votes"].filter(pl.col("roll_call") // 1000 == 78).height == 2
    with pytest.raises(OptionError, match="is no day"):
        read("ga-votes", write("y_ga_voting.csv", FILE), options={"since": "soon"})


def test_special_and_emergency_sessions_are_read_where_they_are_asked(read, write):
    text = FILE + row(4060020, "RUS", "A", "2025-06-12", "S-32")
    found = read("ga-votes", write("2026_02_06_ga_voting.csv", text), options={"special": "yes"})
    votes = {
        call: vote for call, state, vote in found.rows("votes", "roll_call", "state", "vote") if call > 99999
    }
    assert votes == {711501: "yes", 632501: "abstain"}
    calls = found.tables["roll_calls"].filter(pl.col("session") > 100).sort("session")
    assert calls.select("date", "session").rows() == [(date(2025, 6, 12), 632), (date(2025, 2, 24), 711)]
    assert found.warnings == [
        "un-ga-votes: 2 roll calls of special and emergency sessions are read, too: figures of agreement count them from then on"
    ]
    with pytest.raises(OptionError, match="say yes or no"):
        read("ga-votes", write("z_ga_voting.csv", FILE), options={"special": "maybe"})


def test_no_roll_call_of_the_embedded_record_counts_twice(write, tmp_path):
    before = Store.embedded()["roll_calls"]
    fetch("ga-votes", files=[write("2026_02_06_ga_voting.csv", FILE)], place=tmp_path / "store")
    after = Store(home=tmp_path / "store")["roll_calls"]
    assert after.height == before.height + 3
    assert not after["roll_call"].is_duplicated().any()
    assert before["date"].max() < date(2024, 7, 1)  # the default of `since`
