"""The smoother against the joint normal distribution written out, and draws against the smoother."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.models.idealpoints.kalman import Walk, draw, smooth

WALK = Walk(
    state=np.array([0, 0, 0, 1, 1]),
    place=np.array([0, 1, 2, 0, 1]),
    step=np.array([0, 0.3, 0.2, 0, 0.5]),
    start=1.5,
)
PRECISION = np.array([2.0, 0.0, 3.0, 0.7, 1.1])
INFORMATION = np.array([1.0, 0.0, -2.0, 0.4, 0.3])


def dense() -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance from the precision matrix of all positions at once."""
    matrix = np.diag(PRECISION)
    for k in range(5):
        if WALK.place[k] == 0:
            matrix[k, k] += 1 / WALK.start
        else:
            matrix[k - 1 : k + 1, k - 1 : k + 1] += np.array([[1, -1], [-1, 1]]) / WALK.step[k]
    covariance = np.linalg.inv(matrix)
    return covariance @ INFORMATION, covariance


def test_smoother_is_the_joint_normal():
    mean, covariance = dense()
    found = smooth(WALK, PRECISION, INFORMATION)
    np.testing.assert_allclose(found.mean, mean, atol=1e-13)
    np.testing.assert_allclose(found.variance, np.diag(covariance), atol=1e-13)
    np.testing.assert_allclose(
        found.lagged[[1, 2, 4]], [covariance[0, 1], covariance[1, 2], covariance[3, 4]]
    )


def test_draws_have_the_smoothers_mean_and_covariance():
    rng = np.random.default_rng(3)
    draws = np.stack([draw(WALK, PRECISION, INFORMATION, rng) for _ in range(20_000)])
    mean, covariance = dense()
    # standard error of a mean of 20,000 draws is below .009, of a covariance below .015; four of each
    assert draws.mean(0) == pytest.approx(mean, abs=0.036)
    assert np.cov(draws.T) == pytest.approx(covariance, abs=0.06)


def test_a_state_that_tells_nothing_keeps_its_prior():
    found = smooth(WALK, np.zeros(5), np.zeros(5))
    assert found.mean.tolist() == [0.0] * 5
    np.testing.assert_allclose(found.variance, [1.5, 1.8, 2.0, 1.5, 2.0], atol=1e-13)
