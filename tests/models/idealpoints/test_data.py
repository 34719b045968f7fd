"""Votes from frames: categories, bridges, and what is left out."""

from __future__ import annotations

import polars as pl
import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.models.idealpoints import linked, read

ROWS = [
    ("A", 1, 10, "yes"),
    ("B", 1, 10, "no"),
    ("C", 1, 10, "abstain"),
    ("A", 1, 11, "abstain"),
    ("B", 1, 11, "no"),
    ("A", 2, 20, "yes"),
    ("B", 2, 20, "no"),
    ("A", 2, 21, "yes"),
    ("B", 2, 21, "yes"),
]


def frame(rows: list[tuple[str, int, int, str]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["state", "session", "roll_call", "vote"], orient="row")


def test_items_and_categories():
    votes = read(frame(ROWS))
    assert votes.items == (10, 11, 20)  # 21 was unanimous
    assert votes.three.tolist() == [True, False, False]
    assert votes.lowest.item.tolist() == [0, 1, 2]  # of 11, abstaining is nearest to yes
    assert votes.highest.item.tolist() == [0, 1, 2]
    assert votes.size == 7
    assert votes.place.tolist() == [0, 1, 0, 1, 0]


def test_bridged_roll_calls_share_an_item():
    votes = read(frame(ROWS), bridges={20: 10})
    assert votes.items == (10, 11)
    assert votes.cast.tolist() == [2, 1, 2, 1, 1]


def test_a_bridge_can_make_a_unanimous_roll_call_tell():
    assert read(frame(ROWS), bridges={21: 20}).size == 9


def test_chains_collapse_to_the_first():
    assert linked({4: 3, 3: 2, 2: 1}) == {4: 1, 3: 1, 2: 1}


def test_the_order_of_rows_does_not_matter():
    one, two = read(frame(ROWS)), read(frame(ROWS[::-1]))
    for a, b in zip(one.blocks, two.blocks, strict=True):
        assert a.cell.tolist() == b.cell.tolist()
        assert a.item.tolist() == b.item.tolist()


def test_what_cannot_be_read_is_said():
    with pytest.raises(OptionError, match="'maybe'"):
        read(frame([("A", 1, 1, "maybe"), ("B", 1, 1, "yes")]))
    with pytest.raises(OptionError, match="columns"):
        read(frame(ROWS).drop("session"))
    with pytest.raises(CoverageError, match="divides"):
        read(frame([("A", 1, 1, "yes"), ("B", 1, 1, "yes")]))
    with pytest.raises(CoverageError, match="no vote of Z"):
        read(frame(ROWS)).cells_of("Z")


def test_votes_are_numbered_by_state_session_and_item():
    votes = read(frame(ROWS), bridges={20: 10})
    assert (votes.states, votes.sessions) == (("A", "B", "C"), (1, 2))
    assert votes.cell_state.tolist() == [0, 0, 1, 1, 2]
    assert votes.cell_session.tolist() == [0, 1, 0, 1, 0]
    assert votes.cells_of("B").tolist() == [2, 3]
    assert [block.cell.tolist() for block in votes.blocks] == [[0, 1, 0], [4], [2, 3, 2]]
    assert [block.item.tolist() for block in votes.blocks] == [[0, 0, 1], [0], [0, 0, 1]]
    # the number of an item and a session together: two sessions an item
    assert [block.pair.tolist() for block in votes.blocks] == [[0, 1, 2], [0], [0, 1, 2]]
    assert votes.three.tolist() == [True, False]


def test_an_item_without_a_yes_has_two_categories():
    votes = read(
        frame([("A", 1, 1, "no"), ("B", 1, 1, "abstain"), ("A", 1, 2, "yes"), ("B", 1, 2, "abstain")])
    )
    assert votes.lowest.cell.tolist() == [1, 0]
    assert votes.highest.cell.tolist() == [0, 1]
    assert votes.middle.cell.tolist() == []


def test_bridges_that_lead_in_a_circle_end():
    assert linked({1: 2, 2: 1}) == {1: 2, 2: 1}
    assert linked({5: 5}) == {5: 5}


def test_refusals_word_by_word():
    with pytest.raises(OptionError) as caught:
        read(frame([("A", 1, 1, "maybe"), ("B", 1, 1, "aye"), ("C", 1, 1, "yes")]))
    assert str(caught.value) == "no votes are called 'aye', 'maybe': choose ('yes', 'abstain', 'no')"
    with pytest.raises(OptionError) as caught:
        read(frame(ROWS).drop("session", "vote"))
    assert str(caught.value) == "a frame of votes needs the columns session, vote"
    with pytest.raises(CoverageError) as uncovered:
        read(frame(ROWS)).cells_of("Z")
    assert uncovered.value.what == "no vote of Z is among those estimated."
    assert uncovered.value.remedy == "There are: A B C."


def test_an_item_in_a_session_has_a_number_of_its_own(assembly):
    """Twelve sessions an item: no number stands for two of them."""
    votes = assembly.votes
    for block in votes.blocks:
        assert block.pair.tolist() == [
            12 * j + int(votes.cell_session[c]) for c, j in zip(block.cell, block.item, strict=True)
        ]
