"""What one sweep promises: positions of variance 1 by weight, a start of mean 0 and deviation 1, cuts that are quantiles of the shares, curvatures
that are derivatives."""

from __future__ import annotations

from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

from realpolitik.models.idealpoints import Prior
from realpolitik.models.idealpoints.diagnostics import effective_draws, split_r_hat
from realpolitik.models.idealpoints.em import Model
from realpolitik.models.idealpoints.items import _believed
from realpolitik.models.idealpoints.probit import FARTHEST, SPRING, Items, evidence, interval_probability
from realpolitik.models.idealpoints.sessions import SessionErrors, session_means
from realpolitik.models.idealpoints.start import first_items, first_positions, together


@pytest.fixture(scope="module")
def begun(assembly):
    """The model, its first positions and its first items."""
    positions = first_positions(assembly.votes)
    return Model(assembly.votes, Prior()), positions, first_items(assembly.votes, positions)


def test_the_multiplier_keeps_the_weighted_second_moment_at_one(begun):
    model, mean, items = begun
    variance = np.full(len(mean), 0.05)
    sums = evidence(model.votes, mean, variance, items)
    weight = model.weights(items)
    assert weight.mean() == pytest.approx(1, abs=1e-12)
    found, multiplier = model.positions(sums, mean, weight, 1.0)
    # the secant rule ends below 1e-10; from 1 it takes some six steps of its eight
    assert np.average(found.mean**2 + found.variance, weights=weight) == pytest.approx(1, abs=1e-9)
    assert multiplier > 0


def test_the_first_positions_have_mean_0_and_deviation_1(begun, assembly):
    _, positions, _ = begun
    assert positions.mean() == pytest.approx(0, abs=1e-12)
    assert positions.std() == pytest.approx(1, abs=1e-12)
    votes = assembly.votes
    for state in votes.states:  # a state begins where it is in all its sessions
        assert np.ptp(positions[votes.cells_of(state)]) == 0


def test_where_positions_tell_nothing_the_first_cuts_are_quantiles_of_the_shares(assembly):
    """With all positions 0 an item has slope 0 and cuts at the normal quantiles of what was voted below them."""
    votes = assembly.votes
    items = first_items(votes, np.zeros(len(votes.cast)))
    assert np.all(items.slope == 0)
    _, item, category = together(votes)
    quantile, checked = NormalDist().inv_cdf, 0
    for number in range(len(votes.items)):
        cast = category[item == number]
        below, above = float((cast == -1).mean()), float((cast == 1).mean())
        if not (0.001 < below < 0.999 and 0.001 < above < 0.999):
            continue  # shares of nothing and of all are cut off
        low, high = quantile(below), quantile(1 - above)
        if not votes.three[number]:
            high = low
        elif high - low < 0.04:
            continue
        checked += 1
        # two algorithms of the normal quantile, each exact to rounding
        assert items.middle[number] == pytest.approx((low + high) / 2, abs=1e-9)
        assert items.half[number] == pytest.approx((high - low) / 2, abs=1e-9)
    assert checked > 20


def test_an_item_leans_to_where_its_votes_are(begun, assembly):
    """A first slope is twice the covariance of position and category, cut at 2."""
    _, positions, items = begun
    cell, item, category = together(assembly.votes)
    for number in range(0, len(assembly.votes.items), 7):
        at, voted = positions[cell[item == number]], category[item == number]
        expected = np.clip(2 * np.cov(at, voted, bias=True)[0, 1], -2, 2)
        assert items.slope[number] == pytest.approx(expected, abs=1e-12)
    moved = first_items(assembly.votes, positions + 0.7)  # a covariance does not see where 0 is
    assert moved.slope == pytest.approx(items.slope, abs=1e-12)


def known(votes, rng, spread=1.0):
    """Items without doubt, and positions."""
    count, none = len(votes.items), np.zeros(len(votes.items))
    items = Items(
        slope=spread * rng.standard_normal(count), middle=rng.standard_normal(count), half=np.where(votes.three, 0.4, 0.0),
        slope_variance=none, middle_variance=none, covariance=none,
    )  # fmt: skip
    return items, 0.5 * spread * rng.standard_normal(len(votes.cast))


@pytest.mark.parametrize(
    ("moved", "rows"),
    [
        ("slope", {"by_slope": "slope_slope", "by_middle": "slope_middle", "by_half": "slope_half"}),
        ("middle", {"by_slope": "slope_middle", "by_middle": "middle_middle", "by_half": "middle_half"}),
        ("half", {"by_slope": "slope_half", "by_middle": "middle_half", "by_half": "half_half"}),
    ],
)
@pytest.mark.parametrize(
    "spread", [1.0, 2.0]
)  # with the wider one some oppositions lie beyond the bound, where the spring pulls
def test_the_curvatures_are_derivatives_of_the_gradients(assembly, moved, rows, spread):
    votes = assembly.votes
    items, point = known(votes, np.random.default_rng(0), spread)
    sums = evidence(votes, point, np.zeros(len(point)), items)
    step = 1e-5 * votes.three  # of items with a middle category; the others have no half-width to move
    up, down = (
        evidence(votes, point, np.zeros(len(point)), replace(items, **{moved: getattr(items, moved) + by}))
        for by in (step, -step)
    )
    for gradient, curvature in rows.items():
        slope = (getattr(down, gradient) - getattr(up, gradient))[votes.three] / 2e-5
        # central differences: 1e-10 of the third derivative and rounding of 1e-13 over 2e-5
        assert getattr(sums, curvature)[votes.three] == pytest.approx(slope, rel=1e-5, abs=1e-5), curvature


def test_the_curvature_of_positions_and_its_parts_by_session(assembly):
    votes = assembly.votes
    items, point = known(votes, np.random.default_rng(1))
    none = np.zeros(len(point))
    sums = evidence(votes, point, none, items)
    up, down = (evidence(votes, point + by, none, items).cell_gradient for by in (1e-5, -1e-5))
    assert sums.cell_curvature == pytest.approx((down - up) / 2e-5, rel=1e-5, abs=1e-5)
    assert sums.session_curvature.sum(1) == pytest.approx(sums.middle_middle, rel=1e-12)
    assert np.all(sums.held == 0)


def test_oppositions_beyond_nine_are_held_back_by_a_spring(assembly):
    """The gradient is that of the log-likelihood less half the spring times the square of what is beyond."""
    votes = assembly.votes
    items, point = known(votes, np.random.default_rng(2), spread=2.0)
    cell, item, category = together(votes)

    def held(at):
        expected = items.slope[item] * at[cell]
        low, high = (items.middle - items.half)[item], (items.middle + items.half)[item]
        below = np.where(category == -1, -np.inf, np.where(category == 0, low, high)) - expected
        above = np.where(category == -1, low, np.where(category == 0, high, np.inf)) - expected
        beyond = np.maximum(np.abs(expected) - FARTHEST, 0)
        return float(np.log(interval_probability(below, above)).sum() - SPRING / 2 * (beyond**2).sum())

    sums = evidence(votes, point, np.zeros(len(point)), items)
    far = int(np.argmax(sums.held))
    assert sums.held[far] > 0
    step = 1e-6 * (np.arange(len(point)) == far)
    rise = (held(point + step) - held(point - step)) / 2e-6
    # rounding of a sum of some 1e5, 1e-11, over 2e-6; oppositions below 36, so that no probability is held at its least
    assert sums.cell_gradient[far] == pytest.approx(rise, rel=1e-4, abs=5e-3)


def test_what_is_believed_twice_is_the_inverse_of_the_curvature(assembly):
    """Where the curvature is the one believed before, mean and inverse leave it: [[4, 1], [1, 3]] has the inverse [[3, -1], [-1, 4]] / 11."""
    votes = assembly.votes
    items, _ = known(votes, np.random.default_rng(3))
    ones = np.ones(len(votes.items))
    before = replace(
        items, slope_variance=3 / 11 * ones, middle_variance=4 / 11 * ones, covariance=-ones / 11
    )
    curvature = np.zeros((len(votes.items), 3, 3))
    curvature[:, :2, :2] = [[4, 1], [1, 3]]
    found = _believed(items, before, curvature)
    for name in ("slope_variance", "middle_variance", "covariance"):
        assert getattr(found, name) == pytest.approx(getattr(before, name), abs=1e-12)


def test_split_r_hat_by_hand():
    """Halves (0, 1), (0, 1), (2, 3), (2, 3): within 1/2, between the means 4/3; the root of 1/2 + (4/3) / (1/2)."""
    chains = np.array([[0.0, 1, 0, 1], [2, 3, 2, 3]])[:, :, None]
    assert split_r_hat(chains).item() == pytest.approx(np.sqrt(0.5 + 8 / 3), abs=1e-12)


def test_effective_draws_by_hand():
    """Autocorrelations 1/2 and 0, then -1/2 and -1/3, which ends the sum: six draws over 1 + 2 x 1/2 are three."""
    chain = np.array([1.0, 1, 1, -1, -1, -1])[None, :, None]
    assert effective_draws(chain).item() == pytest.approx(3, abs=1e-12)
    alternating = np.array([1.0, -1, 1, -1, 1, -1])[
        None, :, None
    ]  # tell more than independent ones, and count as they are
    assert effective_draws(alternating).item() == pytest.approx(6, abs=1e-12)


def test_errors_of_a_session_add_the_level_and_the_scale_at_a_distance(assembly):
    votes, count = assembly.votes, len(assembly.votes.sessions)
    point = np.arange(len(votes.cast), dtype=float)
    means = session_means(votes, point)
    for session in range(count):
        assert means[session] == pytest.approx(point[votes.cell_session == session].mean())
    errors = SessionErrors(
        level=np.full(count, 0.3), scale=np.full(count, 0.2), level_step=1.0, scale_step=1.0
    )
    off = point - means[votes.cell_session]
    assert errors.added(votes, point) == pytest.approx(0.09 + 0.04 * off**2)


def test_shifts_of_whole_sessions_are_a_newton_step_of_the_walk(assembly):
    """Where votes tell nothing the energy is the walk's alone: m' M m / 2 with M the precision of all positions, written out whole."""
    votes, model = assembly.votes, Model(assembly.votes, Prior())
    walk, cells = model.walk, len(votes.cast)
    precision = np.zeros((cells, cells))
    for k in range(cells):
        if walk.place[k] == 0:
            precision[k, k] += 1 / walk.start
        else:
            precision[k - 1 : k + 1, k - 1 : k + 1] += np.array([[1, -1], [-1, 1]]) / walk.step[k]
    sessions = np.eye(len(votes.sessions))[votes.cell_session]  # (C, T): which session a cell is of
    curvature = sessions.T @ precision @ sessions
    assert model.drift.resistance == pytest.approx(curvature, rel=1e-9, abs=1e-9)

    items, mean = known(votes, np.random.default_rng(4), spread=0.02)
    mean += 0.01
    sums = evidence(votes, mean, np.zeros(cells), items)
    silent = replace(
        sums, cell_gradient=np.zeros(cells), held=np.zeros(cells),
        session_curvature=np.zeros_like(sums.session_curvature),
    )  # fmt: skip
    expected = np.linalg.solve(curvature, -sessions.T @ precision @ mean)
    assert 0.001 < np.abs(expected).max() < 0.1  # within the longest step that is taken
    found = model.drift.shifts(silent, items, mean, np.ones(cells), 0.0, 0.14)
    assert found == pytest.approx(expected, rel=1e-8, abs=1e-10)
