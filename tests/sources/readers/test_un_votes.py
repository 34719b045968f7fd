"""Votes of the General Assembly and published ideal points: codes of votes, stray dates, known errors, states of the day."""

from __future__ import annotations

from datetime import date

import pandas as pd
import polars as pl
import pyreadr
import pytest

from realpolitik.errors import FileFormatError
from realpolitik.store import Store

HEAD = "rcid,ccode,member,vote,Country,Countryname,year,session,abstain,yes,no,importantvote,date,unres,amend,para,short,descr,me,nu,di,hr,co,ec,ident,resid"
ROWS = (
    # resid 46001: the Soviet Union votes in November 1991, Russia in 1992; one vote stands under another day
    '3001,365,1,1,RUS,Russia,1991,46,1,2,1,0,1991-11-20,R/46/1,0,0,NUCLEAR TEST BAN,"To ban, tests",0,1,1,0,0,0,1,46001',
    '3001,2,1,3,USA,United States,1991,46,1,2,1,0,1991-11-20,R/46/1,0,0,NUCLEAR TEST BAN,"To ban, tests",0,1,1,0,0,0,1,46001',
    '3001,710,1,2,CHN,China,1991,46,1,2,1,0,1991-12-30,R/46/1,0,0,NUCLEAR TEST BAN,"To ban, tests",0,1,1,0,0,0,1,46001',
    '3001,750,1,8,IND,India,1991,46,1,2,1,0,1991-11-20,R/46/1,0,0,NUCLEAR TEST BAN,"To ban, tests",0,1,1,0,0,0,1,46001',
    '3001,369,0,9,UKR,Ukraine,1991,46,1,2,1,0,1991-11-20,R/46/1,0,0,NUCLEAR TEST BAN,"To ban, tests",0,1,1,0,0,0,1,46001',
    "3002,365,1,1,RUS,Russia,1992,47,0,1,0,NA,1992-10-01,R/47/2,0,0,NA,Oceans and the law of the sea ,0,0,0,0,0,1,1,47002",
    "3003,750,1,1,IND,India,1946,1,0,1,0,NA,1946-12-08,R/1/9,0,0,NA,India before independence,0,0,0,1,0,0,1,1009",
    "3002,365,1,7,RUS,Russia,1992,47,0,1,0,NA,1992-10-01,R/47/2,0,0,NA,Oceans,0,0,0,0,0,1,1,47002",
    "3002,NA,1,1,NA,NA,1992,47,0,1,0,NA,1992-10-01,R/47/2,0,0,NA,Oceans,0,0,0,0,0,1,1,47002",
)
TEXT = "\n".join((HEAD, *ROWS)) + "\n"


def test_votes_are_of_the_state_of_the_day_and_absence_is_no_vote(read, write):
    found = read("un-votes", write("UNVotes.csv", TEXT))
    assert found.rows("votes", "state", "roll_call", "vote") == [
        ("CHN", 46001, "abstain"),
        ("IND", 1009, "yes"),  # voted before the list of states has it
        ("RUS", 47002, "yes"),
        ("SUN", 46001, "yes"),
        ("USA", 46001, "no"),
    ]
    assert found.reasons == {"the vote is none of 1, 2, 3, 8, 9": 1, "no state is named": 1}


def test_a_roll_call_is_dated_by_most_of_its_votes_and_bears_the_issues(read, write):
    found = read("un-votes", write("UNVotes.csv", TEXT))
    calls = found.rows(
        "roll_calls", "roll_call", "date", "session", "title", "issues", "important", "yes", "abstain", "no"
    )
    assert calls[1] == (46001, date(1991, 11, 20), 46, "NUCLEAR TEST BAN", "disarmament nuclear", 0, 1, 1, 1)
    assert calls[2][3:6] == ("Oceans and the law of the sea", "economic", None)


def test_tabs_and_an_r_workspace_are_read_alike(read, write, tmp_path):
    csv = read("un-votes", write("UNVotes.csv", TEXT))
    frame = pl.read_csv(TEXT.encode(), null_values=["NA"]).to_pandas()
    frame["date"] = pd.to_datetime(frame["date"])
    tab = tmp_path / "UNVotes.tab"
    frame.to_csv(tab, sep="\t", index=False, na_rep="NA")
    workspace = tmp_path / "UNVotes-1.RData"
    frame["date"] = frame["date"].dt.strftime("%Y-%m-%d")
    pyreadr.write_rdata(str(workspace), frame, df_name="completeVotes")
    for path in (tab, workspace):
        other = read("un-votes", path)
        assert other.tables["votes"].equals(csv.tables["votes"])
        assert other.rows("roll_calls", "date", "issues") == csv.rows("roll_calls", "date", "issues")


def test_another_workspace_is_refused_by_name(read, tmp_path):
    path = tmp_path / "AgreementScores.RData"
    pyreadr.write_rdata(str(path), pd.DataFrame({"ccode1": [2]}), df_name="dfAgree")
    with pytest.raises(FileFormatError, match="no frame 'completeVotes'"):
        read("un-votes", path)
    path.write_bytes(b"RDX3 cut")
    with pytest.raises(FileFormatError, match="cannot be read as an R workspace"):
        read("un-votes", path)


def test_older_files_with_other_numbers_of_roll_calls_are_refused(read, write):
    old = "rcid,session,vote,ccode,date\n300,5,1,2,1/15/1950\n310,5,3,2,2/20/1950\n"
    with pytest.raises(FileFormatError, match="has no column resid"):
        read("un-votes", write("UNVotesPublished.csv", old))


@pytest.mark.shared
def test_votes_are_the_embedded_ones_and_known_errors_are_still_there(read, shared_data):
    found = read("un-votes", shared_data / "politics" / "unga" / "votes_1946_2022.parquet")
    assert found.version == "to-2024-06"
    assert found.tables["votes"].height == 855_887  # of 855,890 published, three stand twice
    assert not found.warnings
    assert len(found.reasons) == 3
    assert all("stands twice" in reason for reason in found.reasons)
    columns = ["state", "roll_call", "vote"]
    old = (
        Store()["votes"].filter(pl.col("vote") != "absent").select(columns)
    )  # absences have a source of their own
    assert old.join(found.tables["votes"], on=columns).height == old.height


@pytest.mark.shared
def test_a_fix_upstream_is_noticed(read, shared_data, tmp_path):
    votes = pl.read_parquet(shared_data / "politics" / "unga" / "votes_1946_2022.parquet")
    mended = votes.with_columns(pl.col("date").dt.year().cast(pl.Int64).alias("year")).filter(
        pl.col("resid") >= 77000
    )
    path = tmp_path / "votes.parquet"
    mended.write_parquet(path)
    (warning,) = read("un-votes", path).warnings
    assert "'un-votes-year' looks different (max of date is 2022-12-" in warning


POINTS = (
    '"","ccode","session","NVotesAll","IdealPointAll","QO%All","Q5%All","Q10%All","Q50%All","Q90%All","Q95%All","Q100%All","iso3c","Countryname"\n'
    '"1",2,40,100,2.5,1.9,2.2,2.3,2.5,2.7,2.8,3.1,"USA","United States"\n'
    '"2",365,40,100,-1.5,-1.9,-1.8,-1.7,-1.5,-1.3,-1.2,-1.1,"RUS","Russia"\n'
    '"3",403,60,50,-0.5,-0.9,-0.8,-0.7,-0.5,-0.3,-0.2,-0.1,"STP","São Tomé & Príncipe"\n'
    '"4",2,41,x,2.5,1.9,2.2,2.3,2.5,2.7,2.8,3.1,"USA","United States"\n'
)


def test_published_ideal_points_keep_their_interval(read, write):
    found = read("ideal-points", write("IdealpointestimatesAll_Jun2024.csv", POINTS, encoding="cp1252"))
    assert found.version == "Jun2024"
    assert found.slices == ["all-by-session"]
    assert found.rows("ideal_points_published", "state", "period", "value", "low", "high", "votes") == [
        ("STP", date(2005, 1, 1), -0.5, -0.8, -0.2, 50),
        ("SUN", date(1985, 1, 1), -1.5, -1.8, -1.2, 100),
        ("USA", date(1985, 1, 1), 2.5, 2.2, 2.8, 100),
    ]
    assert found.reasons == {"NVotesAll is no number": 1}


def test_estimates_by_year_are_another_series(read, write):
    text = "ccode\tyear\tNVotesFP\tIdealPointFP\tQ5%FP\tQ95%FP\tiso3c\n710\t2025\t70\t-0.9\t-1.1\t-0.7\tCHN\n"
    found = read("ideal-points", write("Idealpointestimates1946-2025.tab", text))
    assert found.version == "to-2025"
    assert found.rows("ideal_points_published", "issue", "by", "state", "period", "value") == [
        ("final-passage", "year", "CHN", date(2025, 1, 1), -0.9)
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ccode,session,IdealPointDistance\n2,1,0\n", "on the votes 'Distance'"),
        ("ccode,session\n2,1\n", "no column IdealPoint"),
        ("<!DOCTYPE html><html><body>Guestbook</body></html>", "is a web page"),
        ("", "is empty"),
    ],
)
def test_what_is_no_file_of_ideal_points_is_refused(read, write, text, said):
    with pytest.raises(FileFormatError, match=said):
        read("ideal-points", write("IdealpointestimatesAll_Jun2024.csv", text))


@pytest.mark.shared
def test_all_files_of_2020_are_read_whole(read, shared_data):
    folder = shared_data / "politics" / "unga" / "idealpoints_2020"
    paths = sorted(folder.glob("Idealpoint*.csv"))
    found = read("ideal-points", *paths)
    assert sorted(found.slices) == sorted(
        f"{issue}-by-session"
        for issue in ("all", "human-rights", "important", "middle-east", "all-but-nuclear", "nuclear")
    )
    lines = sum(len(path.read_bytes().splitlines()) - 1 for path in paths)
    assert found.tables["ideal_points_published"].height == lines
    assert not found.reasons
