"""Changes found without their dates: published series, two algorithms against each other, and what no change looks like."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gammaln

from realpolitik.errors import OptionError
from realpolitik.models.stats.change_points import level_change, online, poisson_change, segments

# METHODS 12.3: disasters in British coal mines by year, 1851-1962, a fixture of 112 counts that sum to 190
COAL = [
    *(4, 5, 4, 0, 1, 4, 3, 4, 0, 6, 3, 3, 4, 0, 2, 6, 3, 3, 5, 4, 5, 3, 1, 4, 4, 1, 5, 5),
    *(3, 4, 2, 5, 2, 2, 3, 4, 2, 1, 3, 2, 2, 1, 1, 1, 1, 3, 0, 0, 1, 0, 1, 1, 0, 0, 3, 1),
    *(0, 3, 2, 2, 0, 1, 1, 1, 0, 1, 0, 1, 0, 0, 0, 2, 1, 0, 0, 0, 1, 1, 0, 2, 3, 3, 1, 1),
    *(2, 1, 1, 1, 1, 2, 4, 2, 0, 0, 0, 1, 4, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0),
]
# Cobb (1978): flow of the Nile at Aswan, 1871-1970, in 10^8 cubic metres
NILE = [
    *(
        1120,
        1160,
        963,
        1210,
        1160,
        1160,
        813,
        1230,
        1370,
        1140,
        995,
        935,
        1110,
        994,
        1020,
        960,
        1180,
        799,
        958,
        1140,
    ),
    *(
        1100,
        1210,
        1150,
        1250,
        1260,
        1220,
        1030,
        1100,
        774,
        840,
        874,
        694,
        940,
        833,
        701,
        916,
        692,
        1020,
        1050,
        969,
    ),
    *(831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759),
    *(781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890),
    *(744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740),
]
counts = st.lists(st.integers(0, 30), min_size=3, max_size=40)


def test_the_coal_mines_became_safer_after_1891():
    assert (len(COAL), sum(COAL)) == (112, 190)
    found = poisson_change(COAL)
    assert 1851 + found.last_before == 1891
    assert found.posterior[found.last_before] == pytest.approx(0.250, abs=5e-4)  # printed to three digits
    assert found.mean_length == pytest.approx(40.15, abs=0.01)
    assert found.log_bayes_factor == pytest.approx(29.56, abs=0.01)
    assert (found.before, found.after) == pytest.approx((3.098, 0.887), abs=5e-4)
    assert (1851 + found.low, 1851 + found.high) == (1886, 1896)


def backward(y: list[int], hazard: float) -> float:
    """Evidence by Fearnhead's recursion from the end: an algorithm that shares nothing with the one tested."""
    sums = np.concatenate([[0.0], np.cumsum(y)])
    facts = np.concatenate([[0.0], np.cumsum(gammaln(np.array(y) + 1.0))])
    later = np.zeros(len(y) + 1)
    for start in range(len(y) - 1, -1, -1):
        terms = []
        for end in range(start + 1, len(y) + 1):
            s, n = sums[end] - sums[start], end - start
            m = gammaln(1 + s) - (1 + s) * math.log(1 + n) - (facts[end] - facts[start])
            jump = math.log(hazard) + later[end] if end < len(y) else 0.0
            terms.append(m + (n - 1) * math.log1p(-hazard) + jump)
        later[start] = np.logaddexp.reduce(terms)
    return float(later[0])


def test_online_evidence_of_the_coal_mines():
    found = online(COAL, hazard=1 / 50)
    assert found.log_evidence == pytest.approx(-175.392723616, abs=1e-9)
    assert found.log_evidence == pytest.approx(backward(COAL, 1 / 50), abs=1e-10)  # rounding of 112 steps


@given(counts, st.floats(0.01, 0.9))
def test_online_evidence_is_that_of_the_backward_recursion(y, hazard):
    # sums of a few hundred logarithms of size up to 1e3, each exact to 1e-16 relative
    assert online(y, hazard=hazard).log_evidence == pytest.approx(backward(y, hazard), abs=1e-9)


def test_the_nile_fell_after_1898():
    found = segments(NILE)
    assert found.starts == (28,)
    assert (
        1871 + found.starts[0] - 1 == 1898
    )  # the last year of the old level; a search in steps of five gives 1900
    assert level_change(NILE).last_before == 27
    assert found.levels == pytest.approx((1097.75, 849.97), abs=0.01)  # means of 28 and of 72 years


@given(st.lists(st.floats(-5, 5), min_size=4, max_size=9), st.floats(0.1, 20))
def test_segments_are_the_best_of_all(values, penalty):
    def cost(edges):
        parts = [np.array(values[i:j]) for i, j in pairwise(edges)]
        return sum(float(((part - part.mean()) ** 2).sum()) for part in parts) + penalty * (len(parts) - 1)

    n = len(values)
    inside = range(1, n)
    tried = [cost([0, *(i for i in inside if mask >> (i - 1) & 1), n]) for mask in range(1 << (n - 1))]
    found = segments(values, penalty=penalty, at_least=1)
    # rounding of sums of squares up to 225
    assert found.cost + penalty * len(found.starts) == pytest.approx(min(tried), abs=1e-9)


def test_poisson_cost_finds_what_it_was_made_with():
    rng = np.random.default_rng(8)
    y = [*rng.poisson(2, 40), *rng.poisson(9, 30), *rng.poisson(1, 30)]
    found = segments([float(k) for k in y], cost="poisson")
    assert len(found.starts) == 2
    assert all(abs(place - true) <= 2 for place, true in zip(found.starts, (40, 70), strict=True))


def test_exposure_is_no_change_of_rate():
    # ten times the documents with ten times the uses: no change once exposure is known
    y = [2, 3, 2, 3, 2, 20, 30, 20, 30, 20]
    assert poisson_change(y).log_bayes_factor > 10
    assert poisson_change(y, [1] * 5 + [10] * 5).log_bayes_factor < 0


@given(counts)
def test_a_posterior_is_one(y):
    found = poisson_change(y)
    assert math.fsum(found.posterior) == pytest.approx(1, abs=1e-12)
    assert found.low <= found.high < len(y) - 1 or len(y) == 2


@given(counts)
def test_a_series_read_backward_changes_at_the_same_place(y):
    there, back = poisson_change(y), poisson_change(y[::-1])
    assert there.log_bayes_factor == pytest.approx(back.log_bayes_factor, abs=1e-9)
    assert list(there.posterior) == pytest.approx(list(back.posterior)[::-1], abs=1e-9)


@given(st.floats(0.01, 100), st.floats(-50, 50))
def test_a_change_of_level_does_not_depend_on_the_unit(scale, shift):
    moved = level_change([scale * y + shift for y in NILE])
    assert moved.last_before == 27
    assert moved.log_bayes_factor == pytest.approx(level_change(NILE).log_bayes_factor, rel=1e-6)


@pytest.mark.parametrize(
    "call",
    [
        lambda: poisson_change([3]),
        lambda: poisson_change([3, -1, 2]),
        lambda: poisson_change([3, 1], [1, 0]),
        lambda: level_change([1, math.nan, 3, 4]),
        lambda: level_change([1, 1, 1, 1]),
        lambda: online([1, 2], hazard=0),
        lambda: segments([1, 2, 3], cost="l1"),
    ],
)
def test_what_cannot_change_is_refused(call):
    with pytest.raises(OptionError):
        call()
