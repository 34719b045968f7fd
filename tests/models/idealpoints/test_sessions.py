"""Bridges by pattern, and what is not known of a session's level and scale."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.models.idealpoints import Votes, alike, fit, read, session_errors, simulated


def frame_of(columns: dict[int, tuple[int, list[str]]]) -> pl.DataFrame:
    """Roll call to its session and the votes of states S0, S1, …"""
    return pl.DataFrame(
        [
            (f"S{k}", session, call, vote)
            for call, (session, votes) in columns.items()
            for k, vote in enumerate(votes)
        ],
        schema=["state", "session", "roll_call", "vote"],
        orient="row",
    )


TEXT = ["yes"] * 6 + ["abstain"] * 2 + ["no"] * 4


def test_the_same_votes_in_another_session_are_one_item():
    frame = frame_of({1: (1, TEXT), 2: (2, TEXT), 3: (2, TEXT[::-1]), 4: (1, TEXT)})
    assert alike(frame, states=12) == {2: 1}


def test_each_roll_call_is_used_once_and_the_nearest_first():
    frame = frame_of({1: (1, TEXT), 2: (2, TEXT), 3: (3, TEXT)})
    assert alike(frame, states=12) == {2: 1, 3: 2}


def test_agreement_that_chance_gives_is_none():
    frame = frame_of({1: (1, ["yes"] * 12), 2: (2, ["yes"] * 12)})
    assert alike(frame, states=12) == {}


def test_too_few_states_and_too_many_sessions_bind_nothing():
    frame = frame_of({1: (1, TEXT), 2: (5, TEXT)})
    assert alike(frame, states=12) == {}
    assert alike(frame, states=12, apart=4) == {2: 1}
    assert alike(frame, states=13, apart=4) == {}


def test_a_threshold_outside_its_range_is_refused():
    with pytest.raises(OptionError, match="between 0 and 1"):
        alike(frame_of({1: (1, TEXT)}), least=1.0)


@pytest.fixture(scope="module")
def tied():
    """An assembly of twelve sessions of which every second shares an item with the one before."""
    return fit(simulated(seed=4).votes, positive="S000", negative="S001")


def test_errors_of_sessions_are_positive_and_less_than_a_free_walk(tied):
    found = session_errors(tied)
    assert found.level.shape == found.scale.shape == (12,)
    assert (found.level > 0).all()
    assert (found.scale > 0).all()
    # a walk of eleven free steps, held in the middle, would reach about step * sqrt(11 / 3) at its ends
    assert found.level.max() < found.level_step * np.sqrt(11)


def test_what_is_added_grows_with_the_distance_from_the_centre(tied):
    added = session_errors(tied).added(tied.votes, tied.point)
    first = tied.votes.cell_session == 0
    off = np.abs(tied.point[first] - tied.point[first].mean())
    assert np.argmax(added[first]) == np.argmax(off)
    assert np.argmin(added[first]) == np.argmin(off)


def test_two_sessions_tell_nothing_of_steps():
    frame = frame_of({1: (1, TEXT), 2: (2, TEXT)})
    votes: Votes = read(frame)
    short = fit(votes, positive="S11", negative="S0")
    with pytest.raises(CoverageError, match="three sessions"):
        session_errors(short)
