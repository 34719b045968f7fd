"""Counting by cluster, resampling, permutation, all pairs: against loops, and against what must hold."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import CoverageError, UnknownNameError
from realpolitik.measures.votes import similarity as sim
from realpolitik.measures.votes.counts import (
    FIVE,
    INDICES,
    band,
    cluster_counts,
    index_of,
    permuted,
    redrawn,
    resampled,
    similarity_by_year,
)


def drawn(votes=120, states=6, seed=1):
    draw = np.random.default_rng(seed)
    return draw.integers(-1, 3, (votes, states)).astype(np.int8), draw.integers(1990, 1993, votes)


def test_clusters_add_up_to_the_whole():
    codes, _ = drawn()
    clusters = np.random.default_rng(2).integers(0, 9, len(codes))
    counts = cluster_counts(codes[:, 0], codes[:, 1], clusters)
    assert np.array_equal(counts.sum(0), sim.joint_counts(codes[:, 0], codes[:, 1]))
    for place, number in enumerate(np.unique(clusters)):
        own = clusters == number
        assert np.array_equal(counts[place], sim.joint_counts(codes[own, 0], codes[own, 1]))


def test_a_replicate_is_the_votes_of_its_clusters_written_out():
    codes, _ = drawn(votes=60)
    clusters = np.arange(60) // 6
    counts = cluster_counts(codes[:, 0], codes[:, 1], clusters)
    times = redrawn(10, draws=3, seed=4)
    made = resampled(counts, draws=3, seed=4)
    for weights, replicate in zip(times, made, strict=True):
        rows = np.concatenate(
            [np.flatnonzero(clusters == c) for c in range(10) for _ in range(int(weights[c]))]
        )
        assert np.array_equal(replicate, sim.joint_counts(codes[rows, 0], codes[rows, 1]))


def test_the_bootstrap_of_single_votes_has_the_error_of_a_share():
    codes = np.zeros((400, 2), np.int8)
    codes[:100, 1] = 2  # alike in 300 of 400
    counts = cluster_counts(codes[:, 0], codes[:, 1], np.arange(400))
    low, high = band(INDICES["identical"](resampled(counts, draws=4000)), 400)
    half = 1.96 * (0.75 * 0.25 / 400) ** 0.5
    # 4000 replicates place a percentile within some 0.002
    assert (low, high) == (pytest.approx(0.75 - half, abs=0.006), pytest.approx(0.75 + half, abs=0.006))


def test_clusters_that_vote_as_one_widen_the_interval():
    codes = np.zeros((400, 2), np.int8)
    codes[:100, 1] = 2

    def spread(clusters):
        return float(INDICES["identical"](resampled(cluster_counts(*codes.T, clusters), draws=4000)).std())

    # sixteen clusters instead of 400 votes: the square root of 25 times the error
    assert spread(np.arange(400) // 25) == pytest.approx(5 * spread(np.arange(400)), rel=0.1)


def test_few_clusters_widen_the_interval_by_student():
    values = np.random.default_rng(0).standard_normal(200_000)
    half = band(values, 18)[1]
    # Student's quantile of 17 degrees of freedom is 2.110; 200,000 draws place the percentile within .02
    assert half == pytest.approx(2.110 * (18 / 17) ** 0.5, abs=0.03)
    assert band(values, 10**6)[1] == pytest.approx(1.96, abs=0.03)


def test_intervals_hold_what_they_say():
    """Clusters of a known share, drawn anew 400 times: some 95 of 100 intervals hold it."""
    draw = np.random.default_rng(6)
    truth, held = 0.72, 0
    for _ in range(400):
        size = draw.integers(1, 12, 18)
        alike = draw.binomial(size, draw.beta(truth * 3, (1 - truth) * 3, 18))
        counts = np.zeros((18, 3, 3))
        counts[:, 0, 0], counts[:, 0, 2] = alike, size - alike
        low, high = band(INDICES["identical"](resampled(counts, draws=600)), 18)
        held += low <= truth <= high
    # a bounded, skewed share costs some points; three standard errors of 400 are .035
    assert 0.90 <= held / 400 <= 0.98


def test_all_pairs_of_all_years_are_the_pairs_one_by_one():
    codes, years = drawn()
    found = similarity_by_year(codes, years)
    assert set(found) == {1990, 1991, 1992}
    for year, own in found.items():
        rows = codes[years == year]
        for a in range(6):
            for b in range(6):
                counts = sim.joint_counts(rows[:, a], rows[:, b])
                assert own["votes"][a, b] == counts.sum()
                for name in FIVE:
                    expected = INDICES[name](counts)
                    assert own[name][a, b] == pytest.approx(float(expected), abs=1e-12, nan_ok=True)


def test_a_state_without_votes_in_a_year_has_no_similarity():
    codes, years = drawn()
    codes[years == 1991, 2] = -1
    found = similarity_by_year(codes, years)[1991]
    assert np.isnan(found["kappa"][2]).all()
    assert (found["votes"][2] == 0).all()
    assert np.isfinite(found["identical"][0, 1])


def test_a_change_that_is_there_is_found_and_one_that_is_not_is_not():
    draw = np.random.default_rng(8)

    def clusters(share, size=30):
        alike = draw.binomial(10, share, size)
        counts = np.zeros((size, 3, 3))
        counts[:, 0, 0], counts[:, 0, 2] = alike, 10 - alike
        return counts

    assert permuted(clusters(0.9), clusters(0.5), INDICES["identical"], draws=999) == pytest.approx(0.001)
    chances = [permuted(clusters(0.7), clusters(0.7), INDICES["identical"], draws=199) for _ in range(60)]
    # p is uniform under no change: 60 of them below .1 are binomial(60, .1), at most 13 with probability .9995
    assert sum(p < 0.1 for p in chances) <= 13
    assert 0.35 < float(np.mean(chances)) < 0.65  # standard error .037


@given(st.integers(2, 40), st.integers(1, 30), st.integers(0, 10**6))
def test_every_replicate_has_as_many_clusters(size, draws, seed):
    made = redrawn(size, draws=draws, seed=seed)
    assert made.shape == (draws, size)
    assert (made.sum(1) == size).all()


def test_what_cannot_be_resampled_is_refused():
    with pytest.raises(CoverageError, match="no common vote"):
        resampled(np.zeros((0, 3, 3)), draws=10)
    with pytest.raises(UnknownNameError, match="kappa"):
        index_of("kapppa")
    assert band(np.array([np.nan, np.nan, 1.0]), 9) is None
