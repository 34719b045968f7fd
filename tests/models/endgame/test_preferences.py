"""Acceptability of outcomes against closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realpolitik.errors import OptionError
from realpolitik.models.endgame.preferences import (
    critical_weight,
    deciding,
    dominance_p,
    draw_judgements,
    first_order,
    first_share,
    orders,
    pick_freeze,
    rank_acceptability,
)


def certain(values):
    return [[[value] * 3 for value in row] for row in values]


def test_two_thirds():
    """T35: A = (1, 0), B = (0, .5), weights uniform: A is first with probability 2/3."""
    drawn = draw_judgements(certain([[1, 0], [0, 0.5]]), [1, 1], draws=200_000)
    # Three standard errors of 200,000 draws.
    assert rank_acceptability(drawn.utility)[0, 0] == pytest.approx(2 / 3, abs=0.0032)


def test_the_demonstration():
    """METHODS 13.6: four outcomes, six criteria, triangles of .2 clipped to 0 and 1; means of 200,000 draws."""
    modes = [
        (0.6, 0.35, 0.4, 1, 0.8, 0.1),
        (0.8, 0.6, 0.9, 0.7, 0.85, 0.5),
        (0.3, 0.6, 0.3, 0.1, 0.45, 0.8),
        (0.1, 0.1, 0.5, 0.3, 0, 0),
    ]
    table = [[[max(0, m - 0.2), m, min(1, m + 0.2)] for m in row] for row in modes]
    drawn = draw_judgements(table, np.ones(6), draws=200_000)
    # Three decimals are given; both runs have an error of .001.
    assert drawn.utility.mean(axis=0) == pytest.approx([0.536, 0.717, 0.431, 0.200], abs=0.003)
    assert rank_acceptability(drawn.utility)[:, 0] == pytest.approx([0.048, 0.924, 0.028, 0.0], abs=0.004)
    best, second = orders(drawn.utility)[:2]
    assert best.outcomes == (1, 0, 2, 3)
    assert best.share == pytest.approx(0.634, abs=0.005)
    assert second.outcomes == (1, 2, 0, 3)
    assert second.share == pytest.approx(0.247, abs=0.005)


def test_moments():
    drawn = draw_judgements([[[0, 0.3, 0.9], [0.5, 0.5, 0.5]]], [1, 3], draws=100_000)
    # Dirichlet mean alpha over its sum; triangular mean a third of the sum; three standard errors.
    assert drawn.weights.mean(axis=0) == pytest.approx([0.25, 0.75], abs=0.002)
    assert drawn.scores[:, 0, 0].mean() == pytest.approx(0.4, abs=0.002)
    assert (drawn.scores[:, 0, 1] == 0.5).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 5), st.integers(1, 5), st.integers(0, 1000))
def test_acceptability_is_doubly_stochastic(outcomes, criteria, seed):
    rng = np.random.default_rng(seed)
    table = np.sort(rng.random((outcomes, criteria, 3)), axis=2)
    drawn = draw_judgements(table, np.ones(criteria), draws=500, seed=seed)
    found = rank_acceptability(drawn.utility)
    assert found.sum(axis=0) == pytest.approx(np.ones(outcomes), abs=1e-12)
    assert found.sum(axis=1) == pytest.approx(np.ones(outcomes), abs=1e-12)
    assert sum(one.share for one in orders(drawn.utility)) == pytest.approx(1, abs=1e-12)
    assert (drawn.scores >= table[:, :, 0]).all()
    assert (drawn.scores <= table[:, :, 2]).all()


def test_raising_a_score_never_lowers_acceptability():
    low = draw_judgements([[[0.2, 0.3, 0.4]], [[0.1, 0.3, 0.5]]], [1], draws=5000)
    high = draw_judgements([[[0.3, 0.4, 0.5]], [[0.1, 0.3, 0.5]]], [1], draws=5000)
    assert rank_acceptability(high.utility)[0, 0] >= rank_acceptability(low.utility)[0, 0]


def test_dominance():
    rng = np.random.default_rng(0)
    base, again = rng.normal(0, 1, (2, 4000))
    assert dominance_p(base + 0.2, again) > 0.05
    assert dominance_p(again, base + 0.2) == 0
    # A mean-preserving spread is dominated to second order only.
    assert dominance_p(base, 2 * again, order=2) > 0.05
    assert dominance_p(base, 2 * again, order=1) == 0
    assert dominance_p(2 * again, base, order=2) == 0
    with pytest.raises(OptionError):
        dominance_p(base, base, order=3)


def test_equal_draws_are_rejected_as_often_as_the_level_says():
    """The test is asymptotically exact where both distributions are one; 5 per cent of 200 trials, give or take three errors."""
    rng = np.random.default_rng(5)
    p = [dominance_p(*rng.normal(0, 1, (2, 400)), seed=k) for k in range(200)]
    assert np.mean(np.array(p) < 0.05) <= 0.05 + 3 * (0.05 * 0.95 / 200) ** 0.5


def test_critical_weight():
    modes = [[1.0, 0.0, 0.2], [0.0, 0.5, 0.8]]
    weight = critical_weight(modes, 0, 1, 0, [1 / 3, 1 / 3, 1 / 3])
    rest = (1 - weight) / 2
    utility = np.array(modes) @ [weight, rest, rest]
    assert utility[0] == pytest.approx(utility[1], abs=1e-12)
    assert critical_weight([[1, 1], [0, 0]], 0, 1, 0, [0.5, 0.5]) is None


def test_what_decides():
    drawn = draw_judgements(certain([[1, 0], [0, 0.5]]), [1, 1], draws=20_000)
    first = drawn.utility.argmax(axis=1) == 0
    # The two weights are one number, which decides alone, but for the bin in which the turn lies.
    assert first_order(drawn.weights, first).min() > 0.9
    rng = np.random.default_rng(1)
    x = rng.random((50_000, 3))
    found = first_order(x, 2 * x[:, 0] + x[:, 1])
    # Closed form of a linear function: 4/5 and 1/5.
    assert found == pytest.approx([0.8, 0.2, 0.0], abs=0.01)


def test_pick_and_freeze():
    """Ishigami and Homma's function with a = 7, b = .1: first order .3139, .4424, 0; total .5576, .4424, .2437."""
    rng = np.random.default_rng(0)
    one, other = rng.uniform(-np.pi, np.pi, (2, 200_000, 3))

    def ishigami(x):
        return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])

    found = pick_freeze(ishigami, one, other, [[0], [1], [2]])
    # Four standard errors of 200,000 draws.
    assert [share.alone for share in found] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.012)
    assert [share.total for share in found] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.012)
    together = pick_freeze(ishigami, one, other, [[0, 1, 2]])[0]
    assert (together.alone, together.total) == pytest.approx((1, 1), abs=0.012)


def test_what_a_criterion_decides():
    drawn = draw_judgements(certain([[1, 0, 0.5], [0, 0.5, 0.5]]), [1, 1, 1], draws=50_000)
    one, two, three = deciding(drawn, 0)
    # The third scores both alike: nothing hangs on it. The ratio of the other two decides, so each works with the other.
    assert (three.alone, three.total) == (0, 0)
    assert one.total > one.alone > 0
    assert two.total > two.alone > 0
    never = deciding(draw_judgements(certain([[1], [0]]), [1], draws=100), 1)
    assert (never[0].alone, never[0].total) == (0, 0)


def test_first_places_are_the_first_rank():
    drawn = draw_judgements([[[0, 0.3, 0.9]], [[0.1, 0.5, 0.5]], [[0, 0.4, 1]]], [1], draws=3000)
    assert first_share(drawn.utility).tolist() == rank_acceptability(drawn.utility)[:, 0].tolist()


@pytest.mark.parametrize(
    ("scores", "alpha", "message"),
    [
        ([[[0.5, 0.2, 0.9]]], [1], "low to high"),
        ([[[0.1, 0.2, 0.3]]], [0], "positive"),
        ([[[0.1, 0.2, 0.3]]], [1, 1], "alpha"),
    ],
)
def test_refused(scores, alpha, message):
    with pytest.raises(OptionError, match=message):
        draw_judgements(scores, alpha, draws=10)
    with pytest.raises(OptionError, match="draws"):
        draw_judgements([[[0, 0, 0]]], [1], draws=0)
