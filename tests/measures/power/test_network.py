"""Bonacich power against closed forms (path graph, star, complete graph) and its invariances."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import OptionError
from realpolitik.measures.power.network import bonacich

PATH = np.diag(np.ones(4), 1) + np.diag(np.ones(4), -1)


@pytest.mark.parametrize(
    ("beta", "powers"),
    [
        (-0.3, [0.4865, 1.3379, 0.9730, 1.3379, 0.4865]),
        (0.0, [0.5976, 1.1952, 1.1952, 1.1952, 0.5976]),
        (0.3, [0.6307, 1.1431, 1.2614, 1.1431, 0.6307]),
        (0.5, [0.6422, 1.1238, 1.2843, 1.1238, 0.6422]),
    ],
)
def test_a_path_of_five_has_the_powers_of_the_closed_form(beta, powers):
    # (I - beta A) c = A 1 solved by hand for the path graph and scaled to mean square 1; four digits
    assert bonacich(PATH, beta=beta) == pytest.approx(powers, abs=5e-5)


def test_in_a_complete_graph_all_are_equal_whatever_beta():
    ties = np.ones((6, 6)) - np.eye(6)
    assert bonacich(ties, beta=0.1) == pytest.approx(np.ones(6), abs=1e-12)  # by symmetry


def test_the_unit_of_the_ties_does_not_matter_where_beta_is_relative():
    assert bonacich(PATH * 7e9, beta=0.4, relative=True) == pytest.approx(
        bonacich(PATH, beta=0.4, relative=True), abs=1e-12
    )
    assert bonacich(PATH, beta=0.4, relative=True) == pytest.approx(
        bonacich(PATH, beta=0.4 / 3**0.5),
        abs=1e-12,  # the largest eigenvalue of the path is the root of 3
    )


@given(st.permutations(range(5)), st.floats(-0.9, 0.9))
def test_renaming_states_renames_their_powers(order, beta):
    mixed = PATH[np.ix_(order, order)]
    assert bonacich(mixed, beta=beta, relative=True) == pytest.approx(
        bonacich(PATH, beta=beta, relative=True)[list(order)], abs=1e-9
    )


def test_mean_square_is_one():
    powers = bonacich(PATH, beta=-0.2)
    assert (powers**2).mean() == pytest.approx(1, abs=1e-12)


def test_beta_beyond_the_bound_and_a_lopsided_matrix_are_errors():
    with pytest.raises(OptionError, match=r"below 0\.57735"):
        bonacich(PATH, beta=0.6)
    with pytest.raises(OptionError, match="below 1"):
        bonacich(PATH, beta=1.0, relative=True)
    with pytest.raises(OptionError, match="symmetric"):
        bonacich(np.triu(PATH), beta=0.1)
    with pytest.raises(OptionError, match="at least one"):
        bonacich(np.zeros((3, 3)), beta=0.1)
