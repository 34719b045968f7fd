"""Acceptability of outcomes against closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realpolitik.errors import OptionError
from realpolitik.models.endgame.preferences import (
    critical_weight,
    dominates,
    draw_judgements,
    first_order,
    leaning,
    orders,
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
    base = rng.normal(0, 1, 4000)
    assert dominates(base + 0.2, base)
    assert not dominates(base, base + 0.2)
    # A mean-preserving spread is dominated to second order only.
    spread = base * 2
    assert dominates(base - base.mean(), spread - spread.mean(), order=2)
    assert not dominates(base - base.mean(), spread - spread.mean(), order=1)
    with pytest.raises(OptionError):
        dominates(base, base, order=3)


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
    found = first_order(drawn.weights, first)
    # The two weights are one number, which decides alone, but for the bin in which the turn lies.
    assert found.min() > 0.9
    assert leaning(drawn, 0)[0] > 0.5
    assert (leaning(draw_judgements(certain([[1], [0]]), [1], draws=100), 0) == 0).all()
    rng = np.random.default_rng(1)
    x = rng.random((50_000, 3))
    found = first_order(x, 2 * x[:, 0] + x[:, 1])
    # Closed form of a linear function: 4/5 and 1/5.
    assert found == pytest.approx([0.8, 0.2, 0.0], abs=0.01)


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
