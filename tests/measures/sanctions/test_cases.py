"""Cases of a fetched GSDB file: which run, senders by membership at the date, and what neither source covers."""

from __future__ import annotations

from pathlib import Path

import pytest

from realpolitik.calls.measuring import sanctions
from realpolitik.errors import CoverageError
from realpolitik.measures import run
from realpolitik.store import Store

# In the form of the publisher: years, a list of names, and "ongoing" where the case runs on past the release
HEAD = "case_id,sanctioned_state,sanctioning_state,begin,end,trade,descr_trade,arms,military,financial,travel,other,target_mult,sender_mult,objective,success\n"
FILE = HEAD + (
    '11,Iran,United States,2010,2022,1,"exp_part,imp_part",1,0,1,0,0,0,0,prevent_war,ongoing\n'
    '12,Iran,"United States, Atlantis",2018,2022,0,,0,0,1,1,0,0,1,human_rights,ongoing\n'
    "13,Iran,United States,1984,2000,1,exp_compl,1,0,0,0,0,0,0,terrorism,failed\n"
    "14,Iran,EU,2011,2022,0,,0,0,1,0,0,0,1,human_rights,ongoing\n"
    '15,Russia,"G7, EU",2022,2022,1,"exp_part,imp_part",0,0,1,0,0,0,1,end_war,ongoing\n'
    "16,South Africa,UN,1977,1994,0,,1,0,0,0,0,0,1,human_rights,success_total\n"
)


@pytest.fixture(scope="module")
def fetched(tmp_path_factory):
    from realpolitik.store.fetch import fetch

    folder = tmp_path_factory.mktemp("gsdb")
    path = folder / "GSDB_V3.csv"
    path.write_text(FILE, encoding="utf-8")
    fetch("gsdb", files=[path], place=folder / "store")
    return Store(home=folder / "store")


def test_the_running_cases_of_the_united_states_against_iran(fetched):
    found = run("sanctions.cases", "IRN", "USA", store=fetched)
    assert [row["case"] for row in found.rows] == [
        11,
        12,
    ]  # 13 has ended; 14 is the Union's; one unknown sender drops no case
    assert "2 cases of the United States against Iran" in found.says
    assert "by the Global Sanctions Data Base" in found.says


def test_what_ended_ran_in_its_time(fetched):
    assert [row["case"] for row in run("sanctions.cases", "IRN", "USA", store=fetched, on="1990").rows] == [
        13
    ]


def test_a_case_that_is_ongoing_runs_on_after_the_release(fetched):
    found = run("sanctions.cases", "IRN", "USA", store=fetched, on="2024-06-30")
    assert [row["case"] for row in found.rows] == [11, 12]
    assert any("ends with 2022" in caveat for caveat in found.caveats)


@pytest.mark.parametrize(("sender", "hits"), [("DEU", 1), ("JPN", 1), ("POL", 1), ("ISL", 0)])
def test_groups_are_their_members_of_the_day(fetched, sender, hits):
    """Case 1303 of the release: the G7 and the EU on Russia."""
    if not hits:
        with pytest.raises(CoverageError, match="Iceland"):
            run("sanctions.cases", sender, "RUS", store=fetched)
        return
    assert len(run("sanctions.cases", sender, "RUS", store=fetched).rows) == hits


def test_a_member_that_has_left_is_no_sender_any_more(fetched):
    assert run("sanctions.cases", "GBR", "IRN", store=fetched, on="2019").value == 1.0
    assert run("sanctions.cases", "GBR", "IRN", store=fetched, on="2022").value == 0.0


def test_the_united_nations_are_everybody_but_the_target(fetched):
    assert run("sanctions.cases", "IND", "ZAF", store=fetched, on="1980").value == 1.0


def test_both_sources_are_named_and_what_neither_covers_is_said(fetched):
    names = [one.name for one in sanctions("RUS", "USA", store=fetched).findings]
    assert names[:2] == ["sanctions.in_force", "sanctions.cases"]
    assert sanctions("IRN", "USA", store=fetched).findings[0].name == "sanctions.cases"
    with pytest.raises(CoverageError, match="has not been fetched") as caught:
        sanctions("FJI", "NZL")
    assert "fetch gsdb" in caught.value.remedy


@pytest.mark.shared
def test_case_1303_of_the_real_file_is_kept(shared_data, tmp_path):
    from realpolitik.store.fetch import fetch

    path = Path(shared_data).parent / "cases" / "readers" / "GSDB_V3.csv"
    fetch("gsdb", files=[path], place=tmp_path)
    found = run("sanctions.cases", "DEU", "RUS", store=Store(home=tmp_path))
    assert [(row["case"], row["sender"]) for row in found.rows] == [(1303, "G7 EU")]


def test_un_sanctions_on_iran_ended_and_came_back():
    found = run("sanctions.un", "IRN", "RUS")
    assert [(row["period"], row["until"], row["status"]) for row in found.rows] == [
        ("2006-01-01", "2015-07-20", "ended"),
        ("2025-09-27", "", "running"),
    ]
    assert found.value == 1.0
    assert "against Russia" not in found.says
    with pytest.raises(CoverageError, match="a part of all"):
        run("sanctions.un", "FRA", "DEU")


def test_a_regime_that_runs_is_known_until_it_was_looked_up():
    found = run("sanctions.un", "PRK", "RUS", start=2013, end=2024)
    assert [(row["period"], row["status"], row["known_to"]) for row in found.rows] == [
        ("2006-10-14", "running", "2026-11-29")
    ]
    assert found.period.end == "2026-11-29"


def test_regimes_answer_where_nothing_is_known_between_the_two():
    said = sanctions("PRK", "JPN").findings
    assert said[-1].name == "sanctions.un"
    assert said[0].caveats[:2] == (
        "The ledger has nothing on North Korea.",
        "The Global Sanctions Data Base has not been fetched, and no part of it is embedded.",
    )
