"""The commands on the user's store: what they print, and their exit codes."""

from __future__ import annotations

import json

import pytest

from realpolitik.cli.app import run

CSV = "ccode1,ccode2,year,flow1,flow2\n365,710,2013,1.5,2.5\n365,710,2014,3.5,0\n"


@pytest.fixture
def store(tmp_path, monkeypatch):
    place = tmp_path / "store"
    monkeypatch.setenv("REALPOLITIK_STORE", str(place))
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "Dyadic_COW_4.0.csv").write_text(CSV)
    return place


def said(capsys, *words, code=0):
    assert run([str(word) for word in words]) == code
    captured = capsys.readouterr()
    return " ".join((captured.out + captured.err).split())


def test_from_a_file_to_sql_and_out_again(store, tmp_path, capsys):
    assert "Nothing has been fetched" in said(capsys, "data", "status")
    text = said(capsys, "fetch", "cow-trade", "--file", tmp_path / "Dyadic_COW_4.0.csv")
    assert "cow-trade 4.0: 9 rows" in text
    assert "set aside 1 row: 0, which the file writes for no trade and for no report" in text
    text = said(capsys, "data", "status")
    assert "cow-trade 4.0 yes 9 2013-01 2014-01" in text
    assert "Its rows replace the embedded rows" in text
    assert "tables valid" in said(capsys, "data", "check")
    text = said(capsys, "data", "diff", "cow-trade@embedded", "cow-trade@4.0", "--format", "json")
    (trade,) = [one for one in json.loads(text) if one["table"] == "trade"]
    assert (trade["only_second"], trade["changed"]) == (0, 9)
    query = "select value_usd from trade where origin='CHN' and destination='RUS' and reporter='COW' and year(period)=2014"
    assert json.loads(said(capsys, "sql", query, "--format", "json")) == [{"value_usd": 3_500_000}]
    assert "Add --yes" in said(capsys, "data", "drop", "cow-trade")
    assert "Dropped 1 slices" in said(capsys, "data", "drop", "cow-trade", "--yes")
    assert "Nothing has been fetched" in said(capsys, "data", "status")


def test_mistakes_are_said_with_their_codes(store, tmp_path, capsys):
    assert "Did you mean cow-trade" in said(capsys, "fetch", "cow-trad", code=2)
    assert "there is no such file" in said(
        capsys, "fetch", "cow-trade", "--file", tmp_path / "none.csv", code=2
    )
    # GSDB is given on request alone: no download, the address, code 4
    assert "https://www.globalsanctionsdatabase.com/" in said(capsys, "fetch", "gsdb", code=4)
    assert "the query failed" in said(capsys, "sql", "select * from nothing", code=2)
    assert "no source in the store" in said(capsys, "data", "drop", "atop", "--yes", code=2)
