"""The model written out vote by vote, with plain numbers and loops, against the sums over arrays."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

from realpolitik.errors import ConvergenceError, OptionError
from realpolitik.models.idealpoints import Prior, em, probit, simulated
from realpolitik.models.idealpoints.data import arranged
from realpolitik.models.idealpoints.drift import LONGEST as LONGEST_SHIFT
from realpolitik.models.idealpoints.em import Model, Options, _packed, _State, _unpacked, fit
from realpolitik.models.idealpoints.items import LONGEST, LOOSE, SHRINK, _believed, bounded, improved
from realpolitik.models.idealpoints.kalman import Walk, draw, evolution, smooth
from realpolitik.models.idealpoints.probit import FARTHEST, SPRING, Items, curvatures, evidence, mills
from realpolitik.models.idealpoints.start import first_items, first_positions, together

NORMAL = NormalDist()


@pytest.fixture(scope="module")
def small():
    """Six states, four sessions, five items each; with a doubt about every item and every position."""
    votes = simulated(states=6, sessions=4, items=5, seed=3).votes
    rng, count = np.random.default_rng(5), len(votes.items)
    first, second = 0.1 + 0.2 * rng.random(count), 0.1 + 0.2 * rng.random(count)
    items = Items(
        slope=rng.standard_normal(count), middle=rng.standard_normal(count),
        half=np.where(votes.three, 0.3 + 0.3 * rng.random(count), 0.0),
        slope_variance=first, middle_variance=second, covariance=0.3 * np.sqrt(first * second),
    )  # fmt: skip
    mean = rng.standard_normal(len(votes.cast))
    return votes, items, mean, 0.1 + 0.3 * rng.random(len(mean))


def pieces(below, above):
    """Of a vote between two cuts (distances from the expected opposition): first derivatives of the log-probability by both, and second ones."""
    chance = NORMAL.cdf(above) - NORMAL.cdf(below)
    low = -NORMAL.pdf(below) / chance if below > -math.inf else 0.0
    high = NORMAL.pdf(above) / chance if above < math.inf else 0.0
    low_low = -(below * low) - low**2 if below > -math.inf else 0.0
    high_high = -(above * high) - high**2 if above < math.inf else 0.0
    return low, high, low_low, high_high, -low * high


def told(votes, items, mean, variance):
    """The sums of `evidence`, vote by vote."""
    count, cells = len(votes.items), len(mean)
    rows = {name: np.zeros(count) for name in ("by_slope", "by_middle", "by_half", "shrink", "slope_slope", "slope_middle", "middle_middle", "half_half", "slope_half", "middle_half")}  # fmt: skip
    gradient, curvature, by_session = np.zeros(cells), np.zeros(cells), np.zeros((count, len(votes.sessions)))
    for cell, item, category in zip(*together(votes), strict=True):
        at, slope, half = mean[cell], items.slope[item], items.half[item]
        square = at**2 + variance[cell]
        eta = items.middle[item] - slope * at
        doubt = math.sqrt(
            items.middle_variance[item] - 2 * at * items.covariance[item] + square * items.slope_variance[item] + variance[cell] * slope**2
        )  # fmt: skip
        up = widen = curve = wide = across = 0.0
        for node in (-doubt, doubt):
            below = -math.inf if category == -1 else eta + node + (half if category == 1 else -half)
            above = math.inf if category == 1 else eta + node + (half if category == 0 else -half)
            low, high, low_low, high_high, cross = pieces(below, above)
            # the cuts lie half below and half above the middle; of the lowest votes the cut is the lower one, of the highest the upper
            lower, upper = (1.0, -1.0) if category == 1 else (-1.0, 1.0 if category == 0 else -1.0)
            up += (low + high) / 2
            widen += (lower * low + upper * high) / 2
            curve -= (low_low + high_high + 2 * cross) / 2
            wide -= (low_low + high_high + 2 * lower * upper * cross) / 2
            across -= (lower * low_low + upper * high_high + (lower + upper) * cross) / 2
        for name, term in zip(rows, (-at * up, up, widen, curve * variance[cell], curve * square, -curve * at, curve, wide, -across * at, across), strict=True):  # fmt: skip
            rows[name][item] += term
        gradient[cell] -= slope * up + curve * (at * items.slope_variance[item] - items.covariance[item])
        curvature[cell] += curve * (slope**2 + items.slope_variance[item])
        by_session[item, votes.cell_session[cell]] += curve
    return rows, gradient, curvature, by_session


def test_what_votes_tell_is_the_sum_over_votes_with_every_doubt(small):
    votes, items, mean, variance = small
    found = evidence(votes, mean, variance, items)
    rows, gradient, curvature, by_session = told(votes, items, mean, variance)
    for name, expected in rows.items():
        # differences of two normal probabilities: rounding of 1e-16 over some .01
        assert getattr(found, name) == pytest.approx(expected, rel=1e-9, abs=1e-11), name
    assert found.cell_gradient == pytest.approx(gradient, rel=1e-9, abs=1e-11)
    assert found.cell_curvature == pytest.approx(curvature, rel=1e-9, abs=1e-11)
    assert found.session_curvature == pytest.approx(by_session, rel=1e-9, abs=1e-11)
    assert found.held.tolist() == [0.0] * len(mean)


def test_curvatures_of_single_votes_at_the_means(small):
    votes, items, mean, _ = small
    none = np.zeros(len(mean))
    sure = replace(items, slope_variance=0 * items.slope, middle_variance=0 * items.slope, covariance=0 * items.slope)  # fmt: skip
    by_session = sum(
        np.bincount(block.pair, curve, len(votes.items) * len(votes.sessions))
        for block, curve in zip(votes.blocks, curvatures(votes, mean, items), strict=True)
    )
    assert by_session == pytest.approx(told(votes, sure, mean, none)[3].ravel(), rel=1e-9, abs=1e-11)


def test_the_spring_holds_items_and_positions_beyond_nine(small, monkeypatch):
    """Beyond nine the energy is half of .05 times the square of what is beyond: its derivatives by slope and by position."""
    votes, items, mean, variance = small
    far, cells = replace(items, slope=8 * items.slope), len(mean)
    slope, stiff = np.zeros(len(items.slope)), np.zeros(len(items.slope))
    pull, held = np.zeros(cells), np.zeros(cells)
    for cell, item, _ in zip(*together(votes), strict=True):
        opposition = far.slope[item] * mean[cell]
        if abs(opposition) > FARTHEST:
            beyond = opposition - math.copysign(FARTHEST, opposition)
            slope[item] -= SPRING * mean[cell] * beyond
            stiff[item] += SPRING * mean[cell] ** 2
            pull[cell] -= SPRING * far.slope[item] * beyond
            held[cell] += SPRING * far.slope[item] ** 2
    assert held.max() > 0
    found = evidence(votes, mean, variance, far)
    monkeypatch.setattr(probit, "SPRING", 0.0)
    free = evidence(votes, mean, variance, far)
    assert found.held == pytest.approx(held, rel=1e-12)
    # differences of sums of some thousands
    assert found.by_slope - free.by_slope == pytest.approx(slope, abs=1e-9)
    assert found.slope_slope - free.slope_slope == pytest.approx(stiff, abs=1e-9)
    assert found.cell_gradient - free.cell_gradient == pytest.approx(pull, abs=1e-9)
    assert found.cell_curvature - free.cell_curvature == pytest.approx(held, abs=1e-9)
    for name in ("by_middle", "by_half", "middle_middle", "half_half", "slope_middle"):
        assert getattr(found, name).tolist() == getattr(free, name).tolist()


@pytest.mark.parametrize("x", [-5.0, -1.0, 0.0, 2.0])
def test_the_ratio_of_mills(x):
    assert mills(np.array([x])).item() == pytest.approx(
        NORMAL.pdf(x) / NORMAL.cdf(x), rel=1e-9
    )  # of the two the written-out one loses digits in the tail
    assert mills(np.array([40.0])).item() < 1e-300


def test_a_newton_step_item_by_item(small):
    votes, items, mean, variance = small
    prior = Prior(slope=0.7, bound=3.0)
    sums = evidence(votes, mean, variance, items)
    found = improved(items, votes, sums, prior)
    limited = 0
    for j in range(len(votes.items)):
        three = bool(votes.three[j])
        loose = (2 if three else 1) * LOOSE
        gradient = [
            sums.by_slope[j] - (sums.shrink[j] + 1 / 0.49) * items.slope[j],
            sums.by_middle[j] - loose * items.middle[j],
        ]
        matrix = [
            [sums.slope_slope[j] + 1 / 0.49, sums.slope_middle[j]],
            [sums.slope_middle[j], sums.middle_middle[j] + loose],
        ]
        full = np.array(matrix)
        if three:
            gradient.append(sums.by_half[j] - 2 * LOOSE * items.half[j])
            full = np.zeros((3, 3))
            full[:2, :2] = matrix
            full[2] = full[:, 2] = [sums.slope_half[j], sums.middle_half[j], max(sums.half_half[j], LOOSE)]
        step = np.linalg.solve(full, gradient)
        limited += np.abs(step).max() > LONGEST
        step = step * min(1, LONGEST / np.abs(step).max())
        half = max(items.half[j] + step[2], SHRINK * items.half[j]) if three else 0.0
        middle = items.middle[j] + step[1]
        low, high = np.clip(middle - half, -3, 2.99), np.clip(middle + half, -2.99, 3)
        assert found.slope[j] == pytest.approx(items.slope[j] + step[0], abs=1e-10)
        assert found.middle[j] == pytest.approx((low + high) / 2, abs=1e-10)
        assert found.half[j] == pytest.approx((high - low) / 2 if three else 0, abs=1e-10)
        before = np.array([[items.slope_variance[j], items.covariance[j]], [items.covariance[j], items.middle_variance[j]]])  # fmt: skip
        believed = np.linalg.inv((np.array(matrix) + np.linalg.inv(before)) / 2)
        assert found.slope_variance[j] == pytest.approx(believed[0, 0], rel=1e-10)
        assert found.middle_variance[j] == pytest.approx(believed[1, 1], rel=1e-10)
        assert found.covariance[j] == pytest.approx(believed[0, 1], rel=1e-9, abs=1e-12)
    assert 0 < limited < len(votes.items)


def test_cuts_keep_within_the_bounds_and_in_order():
    some = {"slope_variance": np.ones(4), "middle_variance": np.ones(4), "covariance": np.zeros(4)}
    given = Items(slope=np.zeros(4), middle=np.array([0.0, 9.0, -9.0, 6.9]), half=np.array([1.0, 1.0, 1.0, 0.5]), **some)  # fmt: skip
    found = bounded(given, np.array([True, True, True, True]), 7.0)
    assert found.middle - found.half == pytest.approx([-1, 6.99, -7, 6.4])
    assert found.middle + found.half == pytest.approx([1, 7, -6.99, 7])
    two = bounded(given, np.array([False] * 4), 7.0)
    assert two.half.tolist() == [0.0] * 4
    assert two.middle == pytest.approx(found.middle)


def test_a_step_of_an_item_is_no_longer_than_one_and_a_half_width_keeps_three_tenths(small):
    votes, items, mean, variance = small
    sums = evidence(votes, mean, variance, items)
    push = replace(sums, by_half=-1e6 * np.ones(len(items.slope)), by_slope=0 * sums.by_slope, by_middle=0 * sums.by_middle)  # fmt: skip
    found = improved(items, votes, push, Prior(bound=100.0))
    assert found.half[votes.three] == pytest.approx(SHRINK * items.half[votes.three])
    assert np.abs(found.slope - items.slope).max() <= 1
    none = replace(sums, **dict.fromkeys(("by_slope", "by_middle", "by_half", "half_half", "slope_half", "middle_half"), 0 * items.slope))  # fmt: skip
    still = improved(replace(items, slope=0 * items.slope, middle=0 * items.slope), votes, none, Prior(bound=100.0))  # fmt: skip
    assert np.isfinite(still.half).all()


def test_a_state_of_before_is_the_inverse_of_the_mean_of_both(small):
    _, items, _, _ = small
    count = len(items.slope)
    curvature = np.zeros((count, 3, 3))
    curvature[:, :2, :2] = [[4, 1], [1, 3]]
    found = _believed(items, items, curvature)
    for j in range(count):
        was = np.array([[items.slope_variance[j], items.covariance[j]], [items.covariance[j], items.middle_variance[j]]])  # fmt: skip
        now = np.linalg.inv((np.array([[4, 1], [1, 3]]) + np.linalg.inv(was)) / 2)
        assert [found.slope_variance[j], found.middle_variance[j], found.covariance[j]] == pytest.approx(
            [now[0, 0], now[1, 1], now[0, 1]], rel=1e-10
        )


def test_shifts_of_sessions_with_votes_and_centres(small):
    """Newton's step in the shifts of whole sessions, each cut moved to the best place first."""
    votes, items, mean, variance = small
    model = Model(votes, Prior())
    mean = 0.05 * mean
    sums, weight, multiplier, spread = evidence(votes, mean, variance, items), model.weights(items), 0.7, 0.3
    walk, session, count = model.walk, votes.cell_session, len(votes.sessions)
    centre = np.zeros(count)
    for t in range(count):
        here = session == t
        total = multiplier * weight[here].sum()
        centre[t] = multiplier * (weight[here] * mean[here]).sum() / (total + spread**-2)
    assert model.drift.centres(mean, weight, multiplier, spread) == pytest.approx(centre[session])
    gradient, matrix = np.zeros(count), np.zeros((count, count))
    for k in range(len(mean)):
        t = session[k]
        gradient[t] += sums.cell_gradient[k] - multiplier * weight[k] * (mean[k] - centre[t])
        matrix[t, t] += sums.held[k]
        if walk.place[k] == 0:
            gradient[t] -= mean[k] / walk.start
            matrix[t, t] += 1 / walk.start
        else:
            step = (mean[k] - mean[k - 1]) / walk.step[k]
            gradient[t] -= step
            gradient[session[k - 1]] += step
            for a, b, sign in ((t, t, 1), (session[k - 1], session[k - 1], 1), (t, session[k - 1], -1), (session[k - 1], t, -1)):  # fmt: skip
                matrix[a, b] += sign / walk.step[k]
    for t in range(count):
        total = multiplier * weight[session == t].sum()
        matrix[t, t] += total * spread**-2 / (total + spread**-2)
    for j in range(len(votes.items)):
        told_of = sums.session_curvature[j] * items.slope[j]
        matrix += np.diag(told_of * items.slope[j]) - np.outer(told_of, told_of) / sums.middle_middle[j]
    full = np.linalg.solve(matrix, gradient)
    expected = full * min(1, LONGEST_SHIFT / np.abs(full).max())
    found = model.drift.shifts(sums, items, mean, weight, multiplier, spread)
    assert found == pytest.approx(expected, rel=1e-9)
    assert np.abs(full).max() > LONGEST_SHIFT
    followed = [
        items.slope[j] * (sums.session_curvature[j] * found).sum() / sums.middle_middle[j] for j in range(len(votes.items))
    ]  # fmt: skip
    assert model.drift.followed(sums, items, found) == pytest.approx(followed)


def test_the_sweep_is_its_parts_in_order(small):
    votes, items, mean, variance = small
    model = Model(votes, Prior())
    state = _State(mean, variance, items, 0.5)
    found = model.sweep(state)
    new = improved(items, votes, evidence(votes, state.mean, variance, items), model.prior)
    sums = evidence(votes, state.mean, variance, new)
    squares = new.slope**2 + new.slope_variance
    told_by = np.zeros(len(mean))
    for cell, item, _ in zip(*together(votes), strict=True):
        told_by[cell] += squares[item]
    weight = told_by / told_by.mean()
    assert model.weights(new) == pytest.approx(weight)
    shifts = model.drift.shifts(sums, new, state.mean, weight, 0.5, model.prior.session)
    moved = state.mean + shifts[votes.cell_session]
    middle = new.middle + model.drift.followed(sums, new, shifts)
    pull = found.multiplier * weight
    centres = model.drift.centres(moved, weight, 0.5, model.prior.session)
    smoothed = smooth(
        model.walk, sums.cell_curvature + pull, sums.cell_gradient + sums.cell_curvature * moved + pull * centres
    )  # fmt: skip
    shift = np.average(smoothed.mean, weights=weight)
    assert found.mean == pytest.approx(smoothed.mean - shift)
    assert found.variance == pytest.approx(smoothed.variance)
    assert found.items.middle == pytest.approx(middle - new.slope * shift)
    assert found.items.slope.tolist() == new.slope.tolist()


def test_the_multiplier_is_sought_by_the_secant_rule_within_bounds(small, monkeypatch):
    """From the last one and one a little above it; each guess between three tenths of the last and three times it and a tenth."""
    votes, items, mean, variance = small
    model = Model(votes, Prior())
    sums, weight = evidence(votes, mean, variance, items), model.weights(items)
    asked, kept = [], {}

    def recorded(walk, precision, information):
        asked.append(float(((precision - sums.cell_curvature) / weight)[0]))
        kept[len(asked)] = smooth(walk, precision, information)
        return kept[len(asked)]

    monkeypatch.setattr(em, "smooth", recorded)
    found, multiplier = model.positions(sums, mean, weight, 0.8)

    def error(k):
        return np.average(kept[k].mean ** 2 + kept[k].variance, weights=weight) - 1

    assert asked[:2] == pytest.approx([0.8, 1.02 * 0.8 + 0.01])
    for k in range(3, len(asked) + 1):
        one, other = asked[k - 3], asked[k - 2]
        guess = other - error(k - 1) * (other - one) / (error(k - 1) - error(k - 2))
        assert asked[k - 1] == pytest.approx(min(max(guess, 0.3 * other), 3 * other + 0.1), rel=1e-6)
    assert multiplier == pytest.approx(asked[-1])
    assert found is kept[len(asked)]
    assert len(asked) == 10 or abs(error(len(asked))) < 1e-10
    assert any(abs(asked[k] / asked[k - 1] - 0.3) < 1e-9 for k in range(2, len(asked)))


def test_what_is_believed_is_packed_and_unpacked_whole(small):
    votes, items, mean, variance = small
    state = _State(mean, variance, items, 0.7)
    point = _packed(state)
    assert len(point) == 2 * len(mean) + 6 * len(items.slope) + 1
    assert point[: len(mean)].tolist() == mean.tolist()
    cells, count = len(mean), len(items.slope)
    half = point[2 * cells + 2 * count : 2 * cells + 3 * count]
    assert half == pytest.approx(np.log(np.where(votes.three, items.half, 1e-3)))
    assert point[-1] == pytest.approx(math.log(0.7))
    back = _unpacked(point, state, votes.three, 100.0)
    assert back.mean == pytest.approx(mean)
    assert back.variance == pytest.approx(variance)
    assert back.multiplier == pytest.approx(0.7)
    for name in ("slope", "middle", "half", "slope_variance", "middle_variance", "covariance"):
        assert getattr(back.items, name) == pytest.approx(getattr(items, name), abs=1e-12), name
    assert np.abs(_unpacked(point, state, votes.three, 0.5).items.middle).max() <= 0.5


def test_a_draw_without_noise_is_the_smoothed_mean_and_noise_has_the_deviation_of_what_is_left():
    walk = Walk(state=np.array([0, 0, 1]), place=np.array([0, 1, 0]), step=np.array([0, 0.3, 0]), start=1.5)
    precision, information = np.array([2.0, 0.5, 0.7]), np.array([1.0, -0.4, 0.3])

    class Fixed:
        def __init__(self, value):
            self.value = value

        def standard_normal(self, shape):
            return np.full(shape, self.value)

    found = smooth(walk, precision, information)
    assert draw(walk, precision, information, Fixed(0.0)) == pytest.approx(found.mean, abs=1e-12)
    matrix = np.array([[2.0 + 1 / 1.5 + 1 / 0.3, -1 / 0.3], [-1 / 0.3, 0.5 + 1 / 0.3]])
    covariance = np.linalg.inv(matrix)
    last = math.sqrt(covariance[1, 1])
    first = covariance[0, 1] / covariance[1, 1] * last + math.sqrt(1 / matrix[0, 0])
    alone = math.sqrt(1 / (0.7 + 1 / 1.5))
    noisy = draw(walk, precision, information, Fixed(1.0)) - found.mean
    assert noisy == pytest.approx([first, last, alone], abs=1e-12)
    assert walk.shape == (2, 2)


def test_the_variance_of_a_step_is_by_the_votes_of_both_sessions():
    steps = evolution(np.array([4, 0, 0, 5]), np.array([0, 1, 2, 0]), smooth=0.5)
    assert steps.tolist() == [0.0, 0.0, 0.0, 0.0]
    assert evolution(np.array([1, 3]), np.array([0, 1]), smooth=2.0).tolist() == [0.0, 1.5]


def test_the_start_is_the_first_principal_component(assembly):
    votes = assembly.votes
    cell, item, category = together(votes)
    state = votes.cell_state[cell]
    table = np.zeros((len(votes.states), len(votes.items)))
    for who, what, how in zip(state, item, category, strict=True):
        table[who, what] += how - category[item == what].mean()
    table /= np.sqrt(np.bincount(state))[:, None]
    left = np.linalg.svd(table)[0][:, 0][votes.cell_state]
    expected = (left - left.mean()) / left.std()
    found = first_positions(votes)
    # sixty rounds of powers leave (second / first singular value)^120 of the others
    assert np.abs(np.corrcoef(found, expected)[0, 1]) == pytest.approx(1, abs=1e-6)
    items = first_items(votes, found)
    assert set(items.slope_variance) == set(items.middle_variance) == {0.03}
    assert set(items.covariance) == {0.0}
    assert items.slope_variance is not items.middle_variance


def test_shares_of_nothing_are_cut_off_and_slopes_at_two(small):
    votes, _, _, _ = small
    _, item, category = together(votes)
    strong = first_items(votes, 50 * np.arange(len(votes.cast), dtype=float))
    assert (strong.slope.min(), strong.slope.max()) == (-2.0, 2.0)
    found = first_items(votes, np.zeros(len(votes.cast)))
    for j in range(len(votes.items)):
        cast = category[item == j]
        low = NORMAL.inv_cdf(min(max((cast == -1).mean(), 1e-4), 1 - 1e-4))
        high = NORMAL.inv_cdf(min(max(1 - (cast == 1).mean(), 1e-4), 1 - 1e-4)) if votes.three[j] else low
        assert found.middle[j] == pytest.approx((low + high) / 2)
        assert found.half[j] == pytest.approx(max((high - low) / 2, 0.02) if votes.three[j] else 0)


def test_a_fit_begins_at_the_first_positions_turned_as_the_named_states_say(assembly):
    model = Model(assembly.votes, Prior())
    first = first_positions(assembly.votes)
    means = {state: first[assembly.votes.cells_of(state)].mean() for state in assembly.votes.states}
    low, high = min(means, key=means.get), max(means, key=means.get)
    for positive, negative, sign in ((high, low, 1), (low, high, -1)):
        begun = em._first(model, positive, negative)
        assert begun.mean == pytest.approx(sign * first)
        assert begun.variance.tolist() == [0.03] * len(first)
        assert begun.multiplier == 1.0
        assert begun.items.slope == pytest.approx(first_items(assembly.votes, sign * first).slope)
    assert em._order(assembly.votes, first, high, low) == pytest.approx(means[high] - means[low])


def test_an_estimate_is_turned_however_near_the_named_states_are(assembly, estimate):
    model = Model(assembly.votes, Prior())
    for distance in (0.2, -0.2):
        mean = 0.5 * np.sin(np.arange(len(estimate.point), dtype=float))
        mean[assembly.votes.cells_of("S000")] += distance - em._order(assembly.votes, mean, "S000", "S001")
        state = _State(mean, np.full(len(mean), 0.1), estimate.items, 1.0)
        found = em._finished(model, state, "S000", "S001", estimate.convergence)
        unit = math.copysign(math.sqrt(mean.var() + 0.1), distance)
        assert found.unit == pytest.approx(unit)
        assert found.point == pytest.approx((mean - mean.mean()) / unit)
        assert em._order(assembly.votes, found.point, "S000", "S001") > 0


@pytest.mark.parametrize("others", [(), (1,)], ids=["two", "three"])
@pytest.mark.parametrize(("odd", "share"), [(0, 1e-4), (2, 1 - 1e-4)])
def test_shares_are_cut_off_at_a_ten_thousandth(odd, share, others):
    """One vote of 20,000 against all others, on either side, with or without an abstention."""
    choice = np.array([odd, *others, *[2 - odd] * 20_001])
    place = np.arange(len(choice))
    votes = arranged(
        states=tuple(map(str, place)), sessions=(1,), items=(1,), cell_state=place, cell_session=0 * place, cell=place, item=0 * place,
        choice=choice,
    )  # fmt: skip
    found = first_items(votes, np.zeros(len(choice)))
    assert found.middle.item() == pytest.approx(NORMAL.inv_cdf(share), rel=1e-6)
    assert found.half.item() == pytest.approx(0.02 if others else 0.0)


def test_a_fit_that_does_not_settle_says_how_far_it_is(assembly):
    options = Options(tolerance=1e-9, max_sweeps=2, warm_up=0)
    with pytest.raises(ConvergenceError) as caught:
        fit(assembly.votes, positive="S000", negative="S001", options=options)
    said = str(caught.value)
    assert said.startswith("positions still moved by ")
    assert said.endswith(
        " after 2 sweeps (tolerance 1e-09): raise Options.max_sweeps, or leave out states and items with very few votes"
    )
    with pytest.raises(OptionError) as missing:
        fit(assembly.votes, positive="S000", negative="ZZZ")
    assert (
        str(missing.value) == "'ZZZ' has no vote among these, so that it cannot fix the sign: choose another"
    )


def test_a_fit_counts_the_sweeps_that_it_made(assembly, estimate):
    options = Options(warm_up=3)
    found = fit(assembly.votes, positive="S000", negative="S001", options=options)
    assert found.convergence.sweeps == len(found.convergence.history) + 3
    again = fit(assembly.votes, positive="S000", negative="S001", options=options, start=found)
    assert (
        again.convergence.sweeps == len(again.convergence.history) + 2
    )  # two plain ones where it is resumed
    assert again.convergence.history[-1] == again.convergence.residual
    assert 0 < found.convergence.seconds < 600
    assert found.prior == Prior()
    assert found.point == pytest.approx((found.raw_mean - found.centre) / found.unit)
    assert found.conditional_se == pytest.approx(np.sqrt(found.conditional_variance) / abs(found.unit))
    assert found.centre == pytest.approx(found.raw_mean.mean())
    assert estimate.convergence.residual == estimate.convergence.history[-1]
