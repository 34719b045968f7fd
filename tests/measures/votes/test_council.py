"""Vetoes and abstentions in the Security Council: what is counted, and what is left unknown."""

from __future__ import annotations

import polars as pl
import pytest

from realpolitik.errors import CoverageError
from realpolitik.measures import run
from realpolitik.measures.votes.council import position
from realpolitik.store import Store

TABLE = Store()["council_votes"]


def test_a_veto_is_a_vote_against_by_a_permanent_member_and_sides_are_disjoint():
    for row in TABLE.iter_rows(named=True):
        vetoed, against, abstained = (set(row[key].split()) for key in ("vetoed_by", "against", "abstained"))
        assert vetoed <= against, row
        assert not against & abstained, row
        assert vetoed <= {"CHN", "FRA", "GBR", "RUS", "USA"}
        assert bool(vetoed) == (row["outcome"] == "vetoed")
        if row["whole"] == "yes":  # fifteen members, all of whom vote
            assert row["in_favour"] + len(against) + len(abstained) == 15, row


def test_joint_vetoes_of_china_and_russia_are_those_of_the_library_of_the_united_nations():
    both = TABLE.filter(vetoed_by="CHN RUS")
    assert both.filter(pl.col("date").dt.year() < 2023).height == 9
    found = run("votes.council", "CHN", "RUS")
    assert found.value == both.height == 12
    assert "on Russia's own conflicts China abstained on 4 drafts and voted for 1" in found.says


@pytest.mark.parametrize(
    ("pair", "vetoes", "says"),
    [
        ("PRK RUS", 2, "on conflicts of North Korea, Russia vetoed 2 drafts"),
        ("IRN RUS", 2, "Russia vetoed 2 drafts, voted against 1 and abstained on 1"),
        ("IND RUS", 0, "India abstained on 2 drafts"),
        ("RUS USA", 0, "vetoed no draft together"),
    ],
)
def test_votes_on_the_conflicts_of_the_other(pair, vetoes, says):
    found = run("votes.council", *pair.split())
    assert found.value == vetoes
    assert says in found.says
    assert all(row["source"] for row in found.rows)


def test_a_vote_that_no_report_names_is_not_one_in_favour():
    syria = TABLE.filter(draft="S/2016/846").row(0, named=True)
    assert position(syria, "RUS") == "vetoed"
    assert position(syria, "CHN") == "vote not read"
    assert position(syria, "IND") == ""
    crimea = TABLE.filter(draft="S/2014/189").row(0, named=True)
    assert (position(crimea, "CHN"), position(crimea, "USA")) == ("abstained", "voted for")


def test_a_pair_without_such_a_vote_is_not_covered():
    with pytest.raises(CoverageError, match="does not mean that there were none"):
        run("votes.council", "BRA", "MEX")
