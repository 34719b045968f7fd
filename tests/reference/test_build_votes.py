"""The tables of votes: the rebuild, how issues are read, and how often the reading is right."""

from __future__ import annotations

import subprocess
import sys
from importlib import util
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from realpolitik.store import Store
from realpolitik.store.blocks import ENDING

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "src/realpolitik/reference"
STORE = Store()


def tool(name):
    made = util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = util.module_from_spec(made)
    made.loader.exec_module(module)
    return module


ISSUES = tool("vote_issues")


def described(title, flags=()):
    return {"short": title, "descr": "", "flags": list(flags)}


@pytest.mark.parametrize(
    ("title", "issues"),
    [
        ("Treaty on the Prohibition of Nuclear Weapons", {"nuclear", "disarmament"}),
        ("The Arms Trade Treaty", {"disarmament", "economic"}),
        ("The occupied Syrian Golan", {"middle-east"}),
        ("Necessity of ending the economic embargo against Cuba", {"economic"}),
        ("The right to food", {"human-rights"}),
        ("Dissemination of information on decolonization", {"colonialism"}),
        ("Oceans and the law of the sea", set()),
        (
            "Convention on the Prohibition of the Development, Production and Use of Chemical Weapons",
            {"disarmament"},
        ),
        ("Problem of the militarization of Crimea, Ukraine", {"war-in-ukraine"}),
    ],
)
def test_late_titles_decide_what_a_roll_call_is_about(title, issues):
    assert ISSUES.read(described(title, flags=["co", "ec"]), 74) == (issues, "title")


def test_early_flags_stand_as_published():
    assert ISSUES.read(described("Apartheid in Ukraine", flags=["co", "hr"]), 40) == (
        {"colonialism", "human-rights"},
        "published",
    )
    assert ISSUES.read(None, 76) == (set(), "none")


def test_a_text_that_recurs_is_known_by_its_votes():
    draw = np.random.default_rng(3)
    patterns = draw.integers(0, 3, (4, 120)).astype(np.int8)
    issues = [{"nuclear"}, {"middle-east"}, {"human-rights"}, set()]
    known = np.repeat(patterns, 5, axis=0)
    again = patterns.copy()
    again[draw.random(again.shape) < 0.1] = 1  # a tenth of the members change their mind
    assert ISSUES.predicted(again, known, [own for own in issues for _ in range(5)]) == issues


def test_every_late_roll_call_says_where_its_issues_come_from():
    table = STORE["roll_calls"]
    by_basis = dict(table.group_by("basis").agg(pl.col("session").min()).rows())
    assert by_basis == {"published": 1, "title": 73, "pattern": 75}
    assert table.filter(pl.col("basis") == "pattern")["title"].unique().to_list() == [""]
    known = table["issues"].str.split(" ").explode().unique().sort().to_list()
    assert set(known) - {"", None} == set(ISSUES.ISSUES)


def test_srebrenica_is_not_taken_for_crimea():
    (row,) = STORE["roll_calls"].filter(roll_call=78036).iter_rows(named=True)
    assert str(row["date"]) == "2024-05-23"
    assert row["issues"] == "human-rights"


def test_tallies_are_of_all_members():
    (row,) = (
        STORE["roll_calls"].filter(pl.col("title").str.contains("against Cuba")).tail(1).iter_rows(named=True)
    )
    assert (row["yes"], row["abstain"], row["no"]) == (187, 2, 3)  # 7 November 2019, as the Assembly counted


def test_states_vote_under_the_code_of_the_day():
    votes = (
        STORE["votes"]
        .filter(pl.col("vote") != "absent")
        .join(STORE["roll_calls"].select("roll_call", "date"), on="roll_call")
    )
    span = {
        state: (str(first), str(last))
        for state, first, last in votes.group_by("state")
        .agg(pl.col("date").min(), pl.col("date").max().alias("last"))
        .iter_rows()
    }
    assert span["SUN"][1] <= "1991-12-25" < span["RUS"][0]
    assert span["DDR"][1] <= "1990-10-02"
    assert span["YUG"][1] <= "2003-02-03" < span["SCG"][0]
    assert span["SCG"][1] <= "2006-06-04" < span["SRB"][0]
    assert span["TWN"][1] <= "1971-10-25"
    assert span["TUR"][1] == "2023-10-27"  # a change of name in the source; the table says so


@pytest.mark.shared
def test_a_rebuild_gives_the_same_votes(shared_data, tmp_path):
    (tmp_path / "tables").mkdir()
    command = [
        sys.executable,
        "tools/build_votes.py",
        "--shared",
        str(shared_data.parent),
        "--out",
        str(tmp_path),
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    for name in (f"votes.{ENDING}", "roll_calls.parquet"):
        new, old = (pl.read_parquet(top / "tables" / name) for top in (tmp_path, REFERENCE))
        assert new.equals(old), name
