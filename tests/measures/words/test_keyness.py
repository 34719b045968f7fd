"""Words that set texts apart: Dunning's counts, a peer, and the rate of false discoveries."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, false_discovery_control

from realpolitik.errors import OptionError
from realpolitik.measures.words.keyness import false_discovery, keyness, log_likelihood, log_ratio

cell = st.integers(0, 10**6)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ((110, 2442, 111, 29114), 270.72),
        ((29, 13, 123, 31612), 263.90),
        ((31, 23, 139, 31584), 256.84),
        ((12, 0, 30000 - 12, 45000), 21.9939),  # the two-cell short form would give 21.9910
    ],
)
def test_published_tables(cells, expected):
    assert log_likelihood(*cells) == pytest.approx(expected, abs=0.005)  # printed to two digits


@given(st.integers(1, 10**6), cell, cell, st.integers(1, 10**6))
def test_the_likelihood_is_that_of_a_peer(k11, k12, k21, k22):
    table = np.array([[k11, k12 + 1], [k21 + 1, k22]])
    peer = chi2_contingency(table, lambda_="log-likelihood", correction=False)[0]
    # n ln n of 4e6 is 6e7, exact to 1e-16 of that; the peer sums smaller terms
    assert log_likelihood(*table.ravel().tolist()) == pytest.approx(peer, rel=1e-6, abs=1e-6)


def test_false_discovery_is_that_of_a_peer():
    p = [
        0.001,
        0.008,
        0.039,
        0.041,
        0.042,
        0.06,
        0.074,
        0.205,
        0.212,
        0.216,
    ]  # Benjamini and Hochberg's example
    assert list(false_discovery(p)) == pytest.approx(false_discovery_control(p).tolist(), abs=1e-12)


def test_a_word_that_came_and_one_that_went():
    found = {
        one.term: one
        for one in keyness(
            {"limits": 40, "peace": 30}, {"paradigm": 25, "peace": 45}, total_before=30000, total_after=45000
        )
    }
    assert found["paradigm"].log_ratio > 3
    assert found["limits"].log_ratio < -3
    assert found["peace"].g2 == pytest.approx(0, abs=1e-9)  # the same rate before and after
    assert found["peace"].q == pytest.approx(1, abs=1e-6)


def test_twice_as_often_is_one():
    assert log_ratio(1000, 10**6, 2000, 10**6) == pytest.approx(
        1, abs=1e-3
    )  # the added half moves it by 4e-4


def test_nothing_after_is_refused():
    with pytest.raises(OptionError, match="both bodies need words"):
        keyness({"limits": 3}, {}, total_before=100, total_after=0)
    with pytest.raises(OptionError, match="0 <= uses <= words"):
        keyness({"limits": 300}, {}, total_before=100, total_after=10)
