"""Intervals of rates against published values, and what they must hold."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from realpolitik.errors import OptionError
from realpolitik.models.stats.poisson import clustered_rate, overdispersion, rate, rate_ratio


def test_the_rate_of_meetings():
    # METHODS 12.6: 39 meetings in 11 years, to three digits
    found = rate(39, 11)
    assert (found.value, found.low, found.high) == pytest.approx((3.545, 2.521, 4.847), abs=5e-4)


def test_garwoods_table():
    # Garwood (1936), 95 per cent limits of counts 0, 1, 5 and 10, to two digits
    for count, low, high in ((0, 0, 3.69), (1, 0.03, 5.57), (5, 1.62, 11.67), (10, 4.80, 18.39)):
        found = rate(count, 1)
        assert (found.low, found.high) == pytest.approx((low, high), abs=0.006)


@given(st.integers(1, 500), st.floats(0.01, 1e6))
def test_an_interval_holds_its_rate_and_scales_with_exposure(count, exposure):
    found, unit = rate(count, exposure), rate(count, 1)
    assert found.low < found.value < found.high
    assert found.high * exposure == pytest.approx(unit.high, rel=1e-12)


def test_a_ratio_of_rates_is_the_binomial_test():
    low, high = rate_ratio((12, 30), (5, 45))
    p = binomtest(5, 17).proportion_ci()
    assert low == pytest.approx(p.low / (1 - p.low) * 30 / 45, rel=1e-6)  # the peer solves by bisection
    assert high == pytest.approx(p.high / (1 - p.high) * 30 / 45, rel=1e-6)


def test_nothing_before_leaves_the_ratio_without_an_upper_end():
    low, high = rate_ratio((0, 30), (4, 45))
    assert low > 0
    assert high == math.inf


def test_clusters_widen_the_interval():
    counts = [0, 0, 9, 0, 1, 0, 12, 0]
    clustered, plain = clustered_rate(counts, [1] * 8), rate(sum(counts), 8)
    assert clustered.kind == "negative binomial"
    assert clustered.value == plain.value
    assert clustered.low < plain.low < plain.high < clustered.high


def test_the_dispersion_is_that_of_the_draws():
    rng = np.random.default_rng(3)
    exposures = rng.uniform(0.5, 2, 4000)
    mu = 1.5 * exposures
    draws = rng.negative_binomial(2, 2 / (2 + mu)).tolist()
    found = clustered_rate(draws, exposures.tolist())
    # four standard errors of 4,000 draws
    assert found.value == pytest.approx(1.5, abs=4 * 0.027)
    assert found.dispersion == pytest.approx(2, abs=4 * 0.11)


def test_counts_no_more_spread_than_chance_are_poisson():
    assert clustered_rate([2, 2, 2, 2], [1] * 4) == rate(8, 4)
    assert overdispersion([2, 2, 2, 2], [1] * 4) == 0


@pytest.mark.parametrize(
    "call",
    [
        lambda: rate(3, 0),
        lambda: rate(-1, 2),
        lambda: rate(3, 2, level=1),
        lambda: rate_ratio((0, 3), (0, 4)),
        lambda: clustered_rate([1, 2], [1]),
        lambda: overdispersion([0, 0], [1, 1]),
    ],
)
def test_without_exposure_there_is_no_rate(call):
    with pytest.raises(OptionError):
        call()
