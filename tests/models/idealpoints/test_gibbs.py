"""The sampler: agreement with the estimate, coverage of the truth, diagnostics."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.errors import OptionError
from realpolitik.models.idealpoints import fit, sample, simulated
from realpolitik.models.idealpoints.diagnostics import effective_draws, split_r_hat


def standardised(points: np.ndarray) -> np.ndarray:
    return (points - points.mean()) / points.std()


def test_the_estimate_lies_within_the_posterior(estimate, posterior):
    distance = np.abs(estimate.point - posterior.mean) / posterior.se
    assert distance.mean() < 0.25  # of a standard deviation; Monte Carlo error alone is about .08
    assert distance.max() < 1.0


def test_the_smoothers_own_errors_are_too_small(estimate, posterior):
    assert np.mean(estimate.conditional_se / posterior.se) < 0.97


def test_ninety_percent_intervals_cover_the_truth():
    """Three assemblies, 1,440 positions: the positions of one path hang together, so that coverage varies by .02 or so."""
    inside, central = [], []
    for seed in (1, 2, 3):
        made = simulated(seed=seed)
        votes, truth = made.votes, standardised(made.point)
        order = np.argsort([made.point[votes.cells_of(state)].mean() for state in votes.states])
        left, right = (votes.states[int(order[k])] for k in (0, -1))
        found = fit(votes, positive=right, negative=left)
        drawn = sample(found, draws=200, burn=150, seed=seed)
        low, high = drawn.interval(0.9)
        inside.append((low < truth) & (truth < high))
        central.append(np.abs(found.point - truth) < 1.645 * drawn.se)
    assert 0.85 <= np.mean(inside) <= 0.95
    assert 0.85 <= np.mean(central) <= 0.95


def test_chains_mix_and_repeat(estimate, posterior):
    assert np.quantile(posterior.r_hat, 0.95) < 1.1
    assert 0.2 < posterior.accepted < 0.8
    assert posterior.effective.min() > 20
    again = sample(estimate, draws=4, burn=0, thin=1, chains=1, seed=9)
    assert np.array_equal(again.points, sample(estimate, draws=4, burn=0, thin=1, chains=1, seed=9).points)


def test_draws_are_standardised(posterior):
    assert np.abs(posterior.points.mean(2)).max() < 1e-12
    assert posterior.points.std(2) == pytest.approx(np.ones((2, 300)))


def test_r_hat_sees_chains_apart_and_independent_draws_count_whole():
    rng = np.random.default_rng(0)
    apart = rng.standard_normal((2, 100, 1)) + np.array([0, 3])[:, None, None]
    assert split_r_hat(apart).item() > 1.5
    assert split_r_hat(rng.standard_normal((2, 1000, 1))).item() == pytest.approx(1, abs=0.01)
    # the sum of some 200 chance autocorrelations makes the count uncertain by a tenth or two
    assert effective_draws(rng.standard_normal((2, 2000, 1))).item() > 2800


def test_nothing_is_drawn_without_draws(estimate):
    with pytest.raises(OptionError, match="four draws"):
        sample(estimate, draws=2)
