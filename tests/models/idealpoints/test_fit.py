"""The estimate on votes whose positions are known; what must not change it; what it refuses."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from realpolitik.errors import ConvergenceError, CoverageError, OptionError
from realpolitik.models.idealpoints import Options, Prior, bootstrap, fit
from realpolitik.models.idealpoints.probit import Items, evidence, interval_probability
from realpolitik.models.idealpoints.start import together


def standardised(points: np.ndarray) -> np.ndarray:
    return (points - points.mean()) / points.std()


def log_likelihood(votes, point: np.ndarray, items: Items) -> float:
    cell, item, category = together(votes)
    low, high = (items.middle - items.half)[item], (items.middle + items.half)[item]
    expected = items.slope[item] * point[cell]
    below = np.where(category == -1, -np.inf, np.where(category == 0, low, high)) - expected
    above = np.where(category == -1, low, np.where(category == 0, high, np.inf)) - expected
    return float(np.log(interval_probability(below, above)).sum())


def test_the_sums_are_derivatives_of_the_likelihood(assembly):
    votes, count = assembly.votes, len(assembly.votes.items)
    rng = np.random.default_rng(0)
    none = np.zeros(count)
    items = Items(
        slope=rng.standard_normal(count),
        middle=rng.standard_normal(count),
        half=np.where(votes.three, 0.4, 0.0),
        slope_variance=none,
        middle_variance=none,
        covariance=none,
    )
    point = 0.5 * rng.standard_normal(len(votes.cast))
    sums = evidence(votes, point, np.zeros(len(point)), items)
    j, k = int(np.flatnonzero(votes.three)[3]), 7

    def slope_of(name: str, field: str, at: int) -> None:
        step = 1e-6 * (np.arange(count) == at)
        up = dataclasses.replace(items, **{name: getattr(items, name) + step})
        down = dataclasses.replace(items, **{name: getattr(items, name) - step})
        rise = (log_likelihood(votes, point, up) - log_likelihood(votes, point, down)) / 2e-6
        # central differences of a sum of 14,000 logarithms: rounding 1e-12 over 2e-6
        assert getattr(sums, field)[at] == pytest.approx(rise, abs=2e-4)

    slope_of("slope", "by_slope", j)
    slope_of("middle", "by_middle", j)
    slope_of("half", "by_half", j)
    step = 1e-6 * (np.arange(len(point)) == k)
    rise = (log_likelihood(votes, point + step, items) - log_likelihood(votes, point - step, items)) / 2e-6
    assert sums.cell_gradient[k] == pytest.approx(rise, abs=2e-4)


def test_positions_are_found(assembly, estimate):
    truth = standardised(assembly.point)
    assert np.corrcoef(estimate.point, truth)[0, 1] > 0.96  # 30 items a session leave an error of about .23
    assert np.sqrt(np.mean((estimate.point - truth) ** 2)) < 0.28
    assert estimate.point.mean() == pytest.approx(0, abs=1e-12)
    # mean 0 and variance 1 of all cells, of which each position has one of its own
    assert (estimate.point**2 + estimate.conditional_se**2).mean() == pytest.approx(1)
    assert estimate.convergence.residual < Options().tolerance


def test_the_named_states_fix_the_sign(assembly, estimate):
    order = np.argsort([estimate.point[assembly.votes.cells_of(s)].mean() for s in assembly.votes.states])
    left, right = (assembly.votes.states[int(order[k])] for k in (0, -1))
    turned = fit(assembly.votes, positive=left, negative=right)
    # the same answer from the mirrored start: both stop within the tolerance of the fixed point
    assert turned.point == pytest.approx(-estimate.point, abs=0.02)


def test_a_fit_resumed_stays_where_it_is(assembly, estimate):
    order = np.argsort([estimate.point[assembly.votes.cells_of(s)].mean() for s in assembly.votes.states])
    left, right = (assembly.votes.states[int(order[k])] for k in (0, -1))
    again = fit(assembly.votes, positive=right, negative=left, start=estimate)
    assert again.convergence.sweeps < estimate.convergence.sweeps
    assert again.point == pytest.approx(estimate.point, abs=0.01)  # a few sweeps of at most 5e-4 each


def test_what_does_not_converge_is_an_error(assembly):
    with pytest.raises(ConvergenceError, match="max_sweeps"):
        fit(
            assembly.votes,
            positive="S000",
            negative="S001",
            options=Options(max_sweeps=2, warm_up=0),
        )


def test_a_state_without_votes_cannot_fix_the_sign(assembly):
    with pytest.raises(OptionError, match="'ZZZ'"):
        fit(assembly.votes, positive="ZZZ", negative="S001")


def test_a_session_without_the_state_is_not_covered(estimate):
    assert estimate.of("S000", 3) == estimate.point[estimate.cell("S000", 3)]
    with pytest.raises(CoverageError, match="session 99"):
        estimate.of("S000", 99)


def test_the_frame_has_a_row_a_cell(estimate):
    frame = estimate.frame()
    assert frame.columns == ["state", "session", "value", "conditional_se", "votes"]
    assert frame.height == 40 * 12


def test_a_stiffer_walk_moves_less(assembly):
    def moved(smooth: float) -> float:
        found = fit(assembly.votes, positive="S000", negative="S001", prior=Prior(smooth=smooth))
        return float(np.abs(np.diff(found.point.reshape(40, 12), axis=1)).mean())

    assert moved(0.02) < 0.7 * moved(0.5)


def test_the_bootstrap_counts_more_than_the_smoother(estimate):
    found = bootstrap(estimate, replicates=8, seed=2)
    assert found.points.shape == (8, 480)
    assert np.array_equal(found.points, bootstrap(estimate, replicates=8, seed=2).points)
    # its own noise over 8 replicates is a quarter; averaged over 480 cells it is small
    assert 0.6 < np.mean(found.se) / np.mean(estimate.conditional_se) < 1.5
    with pytest.raises(OptionError, match="two at least"):
        bootstrap(estimate, replicates=1)
