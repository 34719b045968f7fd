"""What must hold of any votes: order, names and weights of states and roll calls do not matter."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from realpolitik.measures.votes import similarity as sim
from realpolitik.measures.votes.blocs import communities
from realpolitik.measures.votes.counts import FIVE, INDICES, cluster_counts, permuted, similarity_by_year

codes = arrays.arrays(np.int8, st.tuples(st.integers(4, 25), st.integers(2, 6)), elements=st.integers(-1, 2))
orders = st.randoms(use_true_random=False)


@given(codes, orders)
def test_permuting_states_permutes_similarities(votes, random):
    order = np.array(random.sample(range(votes.shape[1]), votes.shape[1]))
    years = np.full(len(votes), 2000)
    straight = similarity_by_year(votes, years)[2000]
    turned = similarity_by_year(votes[:, order], years)[2000]
    for name in FIVE:
        assert turned[name] == pytest.approx(straight[name][np.ix_(order, order)], abs=1e-9, nan_ok=True)


@given(codes, orders)
def test_the_order_of_roll_calls_does_not_matter(votes, random):
    order = np.array(random.sample(range(len(votes)), len(votes)))
    clusters = np.arange(len(votes)) // 3
    one = cluster_counts(votes[:, 0], votes[:, 1], clusters)
    two = cluster_counts(votes[order, 0], votes[order, 1], clusters[order])
    assert np.array_equal(one, two)


@given(codes)
def test_swapping_yes_and_no_changes_nothing(votes):
    flipped = np.where(votes >= 0, 2 - votes, votes).astype(np.int8)
    years = np.full(len(votes), 2000)
    for name in FIVE:
        one, two = (similarity_by_year(own, years)[2000][name] for own in (votes, flipped))
        assert one == pytest.approx(two, abs=1e-9, nan_ok=True)


@given(codes)
def test_an_index_lies_in_its_range_and_agrees_with_itself_wholly(votes):
    counts = sim.pair_counts(votes)
    for name, low in (("identical", 0), ("agreement", 0), ("s", -1), ("benati-capurri", -2), ("tau-b", -1)):
        values = INDICES[name](counts)
        known = values[~np.isnan(values)]
        assert (known >= low - 1e-9).all()
        assert (known <= (2 if name == "benati-capurri" else 1) + 1e-9).all()
    for index in ("identical", "kappa", "pi"):
        own = np.diagonal(INDICES[index](counts))
        assert own[~np.isnan(own)] == pytest.approx(1, abs=1e-9)


@given(codes, st.integers(1, 5))
def test_a_roll_call_counted_twice_weighs_two(votes, times):
    weights = np.ones(len(votes))
    weights[0] = times
    weighted = sim.pair_counts(votes, weights=weights)
    repeated = sim.pair_counts(np.concatenate([votes, *[votes[:1]] * (times - 1)]))
    assert weighted == pytest.approx(repeated, abs=1e-9)


@given(codes)
def test_a_change_is_as_likely_in_either_direction(votes):
    clusters = np.arange(len(votes))
    half = len(votes) // 2
    parts = [
        cluster_counts(votes[rows, 0], votes[rows, 1], clusters[rows])
        for rows in (slice(half), slice(half, None))
    ]
    if min(len(part) for part in parts) < 1:
        return
    p = permuted(*parts, INDICES["identical"], draws=99)
    assert 0.01 <= p <= 1
    if len(parts[0]) == len(parts[1]):
        turned = permuted(*parts[::-1], INDICES["identical"], draws=99)
        assert abs(p - turned) < 0.35  # the same test with other shuffles


@given(arrays.arrays(np.float64, (7, 7), elements=st.floats(0, 1).map(lambda x: round(x, 3))))
@settings(max_examples=40)
def test_blocs_are_at_least_as_good_as_one_bloc(weights):
    ties = weights + weights.T
    np.fill_diagonal(ties, 0)
    found = communities(ties[None])
    assert -1e-9 <= found.modularity[0] <= 1
    assert found.labels[0][0] == 0
    assert set(found.labels[0].tolist()) == set(range(int(found.labels[0].max()) + 1))
    assert np.array_equal(
        communities(ties[None] * 8).labels, found.labels
    )  # the unit of a tie does not matter
