"""Balanced flows against closed forms, and what must hold for any market."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from realpolitik.errors import ConvergenceError, ShockError
from realpolitik.models.transport import Network, balance, fit_decay, redirect


def market(seed: int, *, origins: int = 7, destinations: int = 9) -> tuple[Network, np.ndarray]:
    """Ports at random places of a plane, and flows that distance, size and chance make."""
    rng = np.random.default_rng(seed)
    one, two = rng.random((origins, 2)), rng.random((destinations, 2))
    miles = 6000 * np.linalg.norm(one[:, None] - two[None], axis=2)
    network = Network(
        origins=tuple(f"o{at}" for at in range(origins)),
        destinations=tuple(f"d{at}" for at in range(destinations)),
        states=tuple(f"o{at}" for at in range(origins)),
        state=np.arange(origins),
        share=np.ones(origins),
        miles=miles[None],
        most=np.full((1, origins, destinations), np.inf),
    )
    sizes = np.exp(rng.normal(0, 1, origins))[:, None] * np.exp(rng.normal(0, 0.4, destinations))
    flows = sizes * np.exp(-miles / 2000 + rng.normal(0, 0.7, miles.shape))
    flows[0] *= 0.1 * flows.sum() / flows[0].sum()  # small enough that all others can serve who leaves it
    return network, flows


def test_two_by_two_is_the_root_of_a_quadratic():
    """With margins (3, 2), (3, 2) and odds ratio 4, t of the first cell solves t (t - 1) = 4 (3 - t)^2: t = (23 - sqrt 97) / 6."""
    found = balance(np.array([[4.0, 1.0], [1.0, 1.0]]), np.array([3.0, 2.0]), np.array([3.0, 2.0]))
    # margins are met to 1e-13 of all that is traded
    assert found.flows[0, 0, 0] == pytest.approx((23 - np.sqrt(97)) / 6, abs=1e-12)


def test_the_entropy_solution_is_the_doubly_constrained_gravity_model():
    """Wilson: T = A_o S_o B_d Q_d exp(-c/eps) with A_o = 1 / sum B Q e, B_d = 1 / sum A S e; and it has the largest entropy."""
    network, flows = market(1)
    supply, demand = flows.sum(axis=1), flows.sum(axis=0)
    found = network.balanced(1500.0, supply, demand)
    near = np.exp(-network.miles[0] / 1500.0)
    a, b = np.ones(supply.size), np.ones(demand.size)
    for _ in range(2000):
        a = 1 / (near @ (b * demand))
        b = 1 / (near.T @ (a * supply))
    gravity = a[:, None] * supply[:, None] * b * demand * near
    assert_allclose(found.flows[0], gravity, rtol=1e-10)  # margins to 1e-13; cells a thousandth as large

    def aim(t: np.ndarray) -> float:
        return float((t * network.miles[0]).sum() / 1500.0 + (t * (np.log(t) - 1)).sum())

    swap = np.zeros_like(gravity)
    swap[0, 0] = swap[1, 1] = 1.0
    swap[0, 1] = swap[1, 0] = -1.0
    step = 1e-3 * gravity[:2, :2].min()
    assert aim(gravity) < min(aim(gravity + step * swap), aim(gravity - step * swap))


def test_without_distance_flows_are_proportional():
    """A constant kernel gives T = s q / total, whatever the constant."""
    supply, demand = np.array([1.0, 2.0, 3.0]), np.array([4.0, 2.0])
    found = balance(np.full((3, 2), 7.0), supply, demand)
    assert_allclose(found.flows[0], np.outer(supply, demand) / 6.0, rtol=1e-13)


@given(st.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_without_an_embargo_the_base_comes_back_and_with_one_margins_hold(seed):
    network, flows = market(seed)
    closed = np.zeros(network.miles.shape, dtype=bool)
    same = redirect(network, flows, epsilon=1800.0, closed=closed, target="o0")
    assert_allclose(same.after, flows, rtol=1e-12)
    assert_allclose(same.discount, 0.0, atol=1e-8)  # logarithms to 1e-12 times thousands of miles
    closed[0, 0, 0] = True
    moved = redirect(network, flows, epsilon=1800.0, closed=closed, target="o0")
    assert moved.after[0, 0] == 0
    assert_allclose(moved.after.sum(axis=0), flows.sum(axis=0), rtol=1e-11)
    assert np.abs(moved.after.sum(axis=1) - flows.sum(axis=1)).max() < 1e-12 * flows.sum()
    assert moved.discount[0] > 0  # who loses buyers gets cheaper


@given(st.integers(0, 10_000), st.floats(0.1, 50))
@settings(max_examples=15, deadline=None)
def test_units_and_order_do_not_matter(seed, scale):
    network, flows = market(seed)
    closed = np.zeros(network.miles.shape, dtype=bool)
    closed[0, 0, 0] = True
    one = redirect(network, flows, epsilon=1800.0, closed=closed, target="o0")
    two = redirect(network, scale * flows, epsilon=1800.0, closed=closed, target="o0")
    assert_allclose(two.after, scale * one.after, rtol=1e-9, atol=1e-12 * scale * flows.max())
    assert_allclose(two.discount, one.discount, atol=1e-6)


def test_the_likeliest_decay_is_the_one_that_made_the_flows_and_meets_hyman_s_condition():
    network, flows = market(3)
    made = network.balanced(2000.0, flows.sum(axis=1), flows.sum(axis=0)).flows[0]
    found = fit_decay(network, made)
    assert found.epsilon == pytest.approx(2000.0, rel=1e-8)
    assert found.low == pytest.approx(
        found.high, rel=1e-3
    )  # every state says the same, to the jackknife's 1e-5

    noisy = fit_decay(network, flows)
    fitted = network.balanced(noisy.epsilon, flows.sum(axis=1), flows.sum(axis=0)).flows[0]
    assert (fitted * network.miles[0]).sum() == pytest.approx((flows * network.miles[0]).sum(), rel=1e-9)

    def likelihood(epsilon: float) -> float:
        t = network.balanced(epsilon, flows.sum(axis=1), flows.sum(axis=0)).flows[0]
        return float((flows * np.log(t)).sum())

    assert likelihood(noisy.epsilon) > max(likelihood(0.97 * noisy.epsilon), likelihood(1.03 * noisy.epsilon))


def test_a_bound_is_kept_and_what_it_holds_back_goes_elsewhere():
    supply, demand = np.array([5.0, 5.0]), np.array([5.0, 5.0])
    kernel = np.array([[9.0, 1.0], [1.0, 9.0]])
    free = balance(kernel, supply, demand).flows[0]
    held = balance(kernel, supply, demand, most=np.array([[2.0, np.inf], [np.inf, np.inf]])).flows[0]
    assert free[0, 0] == pytest.approx(4.5)  # odds ratio 81 = (t / (5 - t))^2
    assert_allclose(held, [[2.0, 3.0], [3.0, 2.0]], rtol=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_an_embargo_of_all_buyers_is_refused_and_says_whose_oil_is_left(seed):
    network, flows = market(seed)
    closed = np.zeros(network.miles.shape, dtype=bool)
    closed[0, 0, :] = True
    with pytest.raises(ShockError, match="from o0 find no buyer"):
        redirect(network, flows, epsilon=1800.0, closed=closed, target="o0")


def test_oil_that_exceeds_what_is_left_open_is_refused_with_its_amount():
    supply, demand = np.array([4.0, 1.0]), np.array([3.0, 2.0])
    with pytest.raises(ShockError, match="2 of 4 from a find no buyer, and x lacks 2 of 3"):
        balance(np.array([[0.0, 1.0], [1.0, 1.0]]), supply, demand, names=(["a", "b"], ["x", "y"]))


def test_margins_that_differ_or_are_no_numbers_are_refused():
    kernel = np.ones((2, 2))
    with pytest.raises(ShockError, match="what is sold is bought"):
        balance(kernel, np.array([1.0, 1.0]), np.array([1.0, 2.0]))
    with pytest.raises(ShockError, match="no number"):
        balance(kernel, np.array([1.0, np.nan]), np.array([1.0, 1.0]))


def test_flows_that_run_against_distance_have_no_decay():
    network, _ = market(4)
    with pytest.raises(ConvergenceError, match="distance does not explain"):
        fit_decay(network, np.exp(network.miles[0] / 300))
