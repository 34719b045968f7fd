"""What is drawn, with random numbers that are known: samplers without noise, assemblies and replicates vote by vote, errors of sessions by loops."""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import polars as pl
import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.models.idealpoints import alike, bootstrap, fit, sample, simulated
from realpolitik.models.idealpoints.bootstrap import Replicates
from realpolitik.models.idealpoints.bridges import _kappas
from realpolitik.models.idealpoints.diagnostics import effective_draws, split_r_hat
from realpolitik.models.idealpoints.gibbs import (
    NARROWEST,
    SHAKE,
    STEP_HALF,
    STEP_MIDDLE,
    Draws,
    _Chain,
    _Sampler,
    standardised,
)
from realpolitik.models.idealpoints.kalman import smooth
from realpolitik.models.idealpoints.probit import FARTHEST, SPRING, curvatures, interval_probability
from realpolitik.models.idealpoints.sessions import _errors, _steps, _told, session_errors
from realpolitik.models.idealpoints.simulate import choices, replicated
from realpolitik.models.idealpoints.start import together

NORMAL = NormalDist()


class Fixed:
    """Random numbers that are all the same: normal ones, and shares."""

    def __init__(self, normal=0.0, share=0.5):
        self.normal, self.share = normal, share

    def standard_normal(self, size):
        return np.full(size, self.normal)

    def random(self, size):
        return np.full(size, self.share)


@pytest.fixture(scope="module")
def tied():
    """Eight states, five sessions, twelve items each; estimated."""
    return fit(simulated(states=8, sessions=5, items=12, seed=2).votes, positive="S000", negative="S001")


@pytest.fixture
def sampler(tied):
    return _Sampler(tied)


def chain_of(sampler, seed=0, scale=1.0):
    rng, votes = np.random.default_rng(seed), sampler.votes
    count = len(votes.items)
    return _Chain(
        scale * rng.standard_normal(len(votes.cast)), 0.1 * rng.standard_normal(len(votes.sessions)), scale * rng.standard_normal(count),
        rng.standard_normal(count), np.where(votes.three, 0.2 + rng.random(count), 0.0),
    )  # fmt: skip


def bounds(chain, votes):
    """Expected opposition, and distances of the cuts round it, of each vote in turn."""
    for cell, item, category in zip(*together(votes), strict=True):
        expected = chain.slope[item] * chain.point[cell]
        low, high = chain.middle[item] - chain.half[item], chain.middle[item] + chain.half[item]
        yield expected, (-math.inf if category == -1 else (low if category == 0 else high) - expected), (math.inf if category == 1 else (high if category == 0 else low) - expected)  # fmt: skip


@pytest.mark.parametrize("share", [0.5, 0.1])
def test_an_opposition_is_a_quantile_of_its_normal_between_the_cuts(sampler, share):
    chain = chain_of(sampler)
    found = np.concatenate([sampler._opposition(chain, block, code, Fixed(share=share)) for code, block in enumerate(sampler.votes.blocks)])  # fmt: skip
    for (expected, low, high), z in zip(bounds(chain, sampler.votes), found, strict=True):
        start, end = NORMAL.cdf(low) if low > -math.inf else 0.0, NORMAL.cdf(high) if high < math.inf else 1.0
        # drawn in the left tail: of what lies to the right the share is counted from above
        level = end - share * (end - start) if low + high > 0 else start + share * (end - start)
        assert z - expected == pytest.approx(NORMAL.inv_cdf(level), abs=1e-7)


def test_far_in_a_tail_an_opposition_lies_at_its_cut(sampler):
    chain = chain_of(sampler)
    chain.middle = chain.middle + 60
    block = sampler.votes.highest
    z = sampler._opposition(chain, block, 2, Fixed())
    cut = (chain.middle + chain.half)[block.item]
    assert np.all(z >= cut - 1e-9)
    assert z == pytest.approx(cut, abs=0.1)


def test_a_sweep_without_noise_is_means_given_means(sampler):
    """Positions are smoothed means, centres and slopes least squares with their priors, and cuts that do not move are accepted."""
    votes, chain = sampler.votes, chain_of(sampler, scale=3.0)
    before = replace(chain)
    hidden = np.concatenate([sampler._opposition(chain, block, code, Fixed()) for code, block in enumerate(votes.blocks)])  # fmt: skip
    precision = sampler.pull.copy()
    information = sampler.pull * chain.centre[votes.cell_session]
    far = []
    for (cell, item, _), (expected, _, _), z in zip(zip(*together(votes), strict=True), bounds(chain, votes), hidden, strict=True):  # fmt: skip
        bound = math.copysign(FARTHEST, expected) if abs(expected) > FARTHEST else 0.0
        far.append(bound)
        precision[cell] += (1 + SPRING * (bound != 0)) * chain.slope[item] ** 2
        information[cell] += chain.slope[item] * (z + SPRING * bound)
    assert any(far)
    rate = sampler.sweep(chain, Fixed())
    assert rate == 1.0
    assert chain.point == pytest.approx(smooth(sampler.model.walk, precision, information).mean)
    spread = sampler.prior.session**-2
    for t in range(len(votes.sessions)):
        here = votes.cell_session == t
        mean = (sampler.pull[here] * chain.point[here]).sum() / (sampler.pull[here].sum() + spread)
        assert chain.centre[t] == pytest.approx(mean)
    square, across = np.full(len(chain.slope), sampler.prior.slope**-2), np.zeros(len(chain.slope))
    for (cell, item, _), z, bound in zip(zip(*together(votes), strict=True), hidden, far, strict=True):
        square[item] += chain.point[cell] ** 2 * (1 + SPRING * (bound != 0))
        across[item] += chain.point[cell] * (z + SPRING * bound)
    assert chain.slope == pytest.approx(across / square)
    assert chain.middle.tolist() == before.middle.tolist()
    assert chain.half == pytest.approx(np.where(votes.three, before.half, 0))


def test_noise_has_the_deviation_of_what_is_left(sampler):
    votes = sampler.votes
    still, noisy = chain_of(sampler), chain_of(sampler)
    sampler._centres(still, Fixed())
    sampler._centres(noisy, Fixed(1.0))
    total = np.bincount(votes.cell_session, sampler.pull) + sampler.prior.session**-2
    assert noisy.centre - still.centre == pytest.approx(total**-0.5)
    assert sampler.session_pull == pytest.approx(np.bincount(votes.cell_session, sampler.pull))
    assert sampler.pull == pytest.approx(sampler.estimate.multiplier * sampler.model.weights(sampler.estimate.items))  # fmt: skip


@pytest.mark.parametrize("normal", [0.7, -3.0])
def test_a_proposed_cut_is_taken_by_its_likelihood(sampler, normal):
    votes, chain = sampler.votes, chain_of(sampler)
    before = replace(chain)
    scale = np.sqrt(sampler.estimate.items.middle_variance) * np.minimum(
        1, 0.5 + 1 / np.sqrt(1 + chain.slope**2)
    )
    middle = chain.middle + 0.5 * STEP_MIDDLE * scale * normal
    half = np.where(votes.three, np.maximum(np.abs(chain.half + 0.5 * STEP_HALF * np.minimum(scale, 0.3) * normal), NARROWEST), 0)  # fmt: skip
    proposed = _Chain(chain.point, chain.centre, chain.slope, middle, half)
    gain = np.zeros(len(middle))
    for (_, item, _), (_, low, high), (_, old_low, old_high) in zip(zip(*together(votes), strict=True), bounds(proposed, votes), bounds(chain, votes), strict=True):  # fmt: skip
        new, old = (interval_probability(np.array([a]), np.array([b])).item() for a, b in ((low, high), (old_low, old_high)))  # fmt: skip
        gain[item] += math.log(new / old)
    taken = (gain > math.log(0.5)) & (np.abs(middle) + half <= sampler.prior.bound)
    assert sampler._cuts(chain, Fixed(normal, 0.5)) == pytest.approx(taken.mean())
    assert 0 < taken.mean() < 1
    assert chain.middle == pytest.approx(np.where(taken, middle, before.middle))
    assert chain.half == pytest.approx(np.where(taken, half, before.half))


def test_cuts_beyond_the_bounds_are_never_taken(sampler):
    chain = chain_of(sampler)
    chain.middle = np.full(len(chain.middle), sampler.prior.bound + 0.1)
    chain.half = np.where(sampler.votes.three, 0.1, 0.0)
    assert sampler._cuts(chain, Fixed(0.0)) == 0.0


def test_chains_start_half_a_standard_error_away(sampler):
    found, items = sampler.estimate, sampler.estimate.items
    chain = sampler.start(Fixed(1.0))
    assert chain.point == pytest.approx(found.raw_mean + 0.5 * np.sqrt(found.conditional_variance))
    assert chain.slope == pytest.approx(items.slope + 0.5 * np.sqrt(items.slope_variance))
    assert chain.centre.tolist() == [0.0] * 5
    assert chain.middle is not items.middle
    assert (chain.middle.tolist(), chain.half.tolist()) == (items.middle.tolist(), items.half.tolist())
    assert SHAKE == 0.5


def test_draws_are_kept_after_the_burn_every_so_many_sweeps(tied, monkeypatch):
    """The points of the sweeps after the burn, one of `thin`, turned as the estimate is; the rate is the mean of all sweeps."""
    seen = []

    def sweep(self, chain, rng):
        seen.append(chain.point)
        chain.point = rng.standard_normal(len(chain.point))
        seen[-1] = chain.point
        return 0.25 + 0.5 * (len(seen) % 2)

    monkeypatch.setattr(_Sampler, "sweep", sweep)
    found = sample(tied, draws=4, burn=3, thin=2, chains=2, seed=5)
    assert len(seen) == 2 * (3 + 8)
    kept = [[3 + 2 * k + 1 + 11 * chain for k in range(4)] for chain in range(2)]
    for chain in range(2):
        for k in range(4):
            point = seen[kept[chain][k]]
            assert found.points[chain, k] == pytest.approx(np.sign(tied.unit) * (point - point.mean()) / point.std())  # fmt: skip
    assert found.accepted == pytest.approx(0.5)
    assert found.points[0, 0].tolist() != found.points[1, 0].tolist()
    assert found.r_hat == pytest.approx(split_r_hat(found.points))
    assert found.effective == pytest.approx(effective_draws(found.points))
    assert 0 <= found.seconds < 60
    assert standardised(np.array([1.0, 3.0]), -0.5).tolist() == [1.0, -1.0]


@pytest.mark.parametrize("facts", [{"draws": 3}, {"chains": 0}, {"thin": 0}, {"burn": -1}])
def test_what_cannot_be_drawn_is_said(tied, facts):
    with pytest.raises(OptionError) as caught:
        sample(tied, **({"draws": 4, "burn": 0, "thin": 1, "chains": 1} | facts))
    assert str(caught.value) == "ask for four draws and one chain at least, each draw one sweep or more"


def test_the_least_that_can_be_drawn_is_drawn(tied):
    found = sample(tied, draws=4, burn=0, thin=1, chains=1)
    assert found.points.shape == (1, 4, len(tied.point))


def test_means_errors_and_intervals_are_of_all_chains():
    points = np.arange(20, dtype=float).reshape(2, 10, 1)
    found = Draws(points=points, r_hat=np.ones(1), effective=np.ones(1), accepted=0.5, seconds=0.0)
    assert found.mean.item() == 9.5
    assert found.se.item() == pytest.approx(math.sqrt(399 / 12))  # of 0 to 19: (n^2 - 1) / 12
    low, high = found.interval()
    assert (low.item(), high.item()) == pytest.approx((0.95, 18.05))
    assert [end.item() for end in found.interval(0.5)] == pytest.approx([4.75, 14.25])


def test_of_a_constant_quantity_nothing_is_lost():
    points = np.ones((2, 8, 1))
    assert split_r_hat(points).item() == pytest.approx(math.sqrt(3 / 4))
    assert effective_draws(points).item() == 16
    odd = np.array([0.0, 1, 5, 0, 1])[None, :, None]  # the middle one of an odd number is in no half
    assert split_r_hat(odd).item() == pytest.approx(math.sqrt(1 / 2))


def test_autocorrelations_of_all_chains_are_summed_in_pairs():
    rng = np.random.default_rng(0)
    points = np.cumsum(rng.standard_normal((2, 30, 3)), axis=1)
    found = effective_draws(points)
    for c in range(3):
        centred = points[:, :, c] - points[:, :, c].mean(1, keepdims=True)
        variance, total = (centred**2).mean(), 1.0
        for lag in range(1, 28, 2):
            pair = sum((centred[:, k:] * centred[:, : 30 - k]).sum() for k in (lag, lag + 1)) / 60 / variance
            if pair <= 0:
                break
            total += 2 * pair
        assert found[c] == pytest.approx(60 / total)


def test_an_assembly_is_drawn_vote_by_vote():
    """Positions, items and noise in the order in which their random numbers are asked for; every second session begins with an item of the one before."""
    states, sessions, items = 5, 4, 3
    made = simulated(states=states, sessions=sessions, items=items, seed=8, drift=0.4)
    rng = np.random.default_rng(8)
    first, steps = rng.standard_normal(states), 0.4 * rng.standard_normal((states, sessions - 1))
    path = np.array([[first[s] + steps[s, :t].sum() for t in range(sessions)] for s in range(states)])
    assert made.point == pytest.approx(path.ravel())
    count = sessions * items
    slope, middle, half = 1.5 * rng.standard_normal(count), rng.standard_normal(count), 0.1 + 0.5 * rng.random(count)  # fmt: skip
    noise = rng.standard_normal(count * states).reshape(count, states)
    votes = {}
    for j in range(count):
        session = j // items
        item = j - items if j % items == 0 and session % 2 == 1 else j
        for s in range(states):
            z = slope[item] * path[s, session] + noise[j, s]
            votes.setdefault(item, {})[s, session] = int(z > middle[item] - half[item]) + int(z > middle[item] + half[item])  # fmt: skip
    votes = {item: cast for item, cast in votes.items() if len(set(cast.values())) > 1}
    assert made.votes.items == tuple(sorted(votes))
    assert made.votes.states == ("S000", "S001", "S002", "S003", "S004")
    assert made.votes.sessions == (1, 2, 3, 4)
    found = {}
    for cell, item, category in zip(*together(made.votes), strict=True):
        found.setdefault(made.votes.items[item], {})[cell // sessions, cell % sessions] = category
    assert {item: set(cast) for item, cast in found.items()} == {
        item: set(cast) for item, cast in votes.items()
    }
    for item, cast in votes.items():
        least, three = min(cast.values()), len(set(cast.values())) == 3
        assert found[item] == {key: -1 if value == least else 0 if three and value == 1 else 1 for key, value in cast.items()}  # fmt: skip
    assert {cell[1] for cell in found[0]} == {0, 1}


def test_replicates_keep_the_cells_and_an_item_on_which_all_would_agree(tied):
    items = tied.items
    sure = replace(
        tied, items=replace(items, middle=np.where(np.arange(len(items.middle)) == 0, 99.0, items.middle))
    )
    again = replicated(sure, np.random.default_rng(1))
    cell, item, category = together(tied.votes)
    drawn = choices(tied.raw_mean, sure.items, cell, item, np.random.default_rng(1))
    new_cell, new_item, new = together(again)
    found = {(c, j, k): v for k, (c, j, v) in enumerate(sorted(zip(new_cell, new_item, new, strict=True)))}
    assert again.items == tied.votes.items
    assert again.cast.tolist() == tied.votes.cast.tolist()
    assert len(found) == len(cell)
    chosen = {}
    for c, j, was, choice in zip(cell, item, category, drawn, strict=True):
        chosen.setdefault(j, []).append((c, was, 2 * min(choice, 1) if not tied.votes.three[j] else choice))
    by_item = {}
    for c, j, v in zip(new_cell, new_item, new, strict=True):
        by_item.setdefault(j, []).append((c, v))
    for j, cast in chosen.items():
        values = {choice for _, _, choice in cast}
        if len(values) == 1:
            expected = [(c, was) for c, was, _ in cast]
        else:
            least = min(values)
            expected = [
                (c, -1 if v == least else 0 if len(values) == 3 and v == 1 else 1) for c, _, v in cast
            ]
        assert sorted(by_item[j]) == sorted(expected)
    assert len({choice for _, _, choice in chosen[0]}) == 1


def test_replicates_are_fits_of_votes_drawn_by_streams_of_the_seed(tied):
    found = bootstrap(tied, replicates=2, seed=3)
    means = [tied.point[tied.votes.cells_of(state)].mean() for state in tied.votes.states]
    right, left = tied.votes.states[int(np.argmax(means))], tied.votes.states[int(np.argmin(means))]
    for stream, points in zip(np.random.SeedSequence(3).spawn(2), found.points, strict=True):
        votes = replicated(tied, np.random.default_rng(stream))
        assert fit(votes, positive=right, negative=left, prior=tied.prior, start=tied).point == pytest.approx(points)  # fmt: skip
    assert Replicates(points=np.array([[1.0], [3.0]])).se.item() == pytest.approx(math.sqrt(2))
    with pytest.raises(OptionError) as caught:
        bootstrap(tied, replicates=1)
    assert str(caught.value) == "replicates=1: a deviation needs two at least"


def test_steps_of_sessions_are_over_the_states_that_both_share(tied):
    votes, point = tied.votes, tied.point
    level, scale, number = _steps(votes, point)
    for t in range(4):
        pairs = [
            (point[k], point[k + 1]) for k in range(len(point) - 1)
            if votes.cell_session[k] == t and votes.cell_session[k + 1] == t + 1 and votes.cell_state[k] == votes.cell_state[k + 1]
        ]  # fmt: skip
        before, after = np.array(pairs).T
        assert level[t] == pytest.approx(after.mean() - before.mean())
        assert scale[t] == pytest.approx(math.log(after.std() / before.std()))
        assert number[t] == len(pairs)


def test_what_items_tell_of_sessions_is_summed_over_their_votes(tied):
    votes = tied.votes
    slope, off = 1.1 * tied.items.slope, np.random.default_rng(0).standard_normal(len(tied.point))
    level, scale = _told(tied, slope, off)
    curve = np.concatenate(curvatures(votes, tied.raw_mean, tied.items))
    one, other = np.zeros_like(level), np.zeros_like(level)
    for (cell, item, _), c in zip(zip(*together(votes), strict=True), curve, strict=True):
        one[item, votes.cell_session[cell]] += c * slope[item] ** 2
        other[item, votes.cell_session[cell]] += c * slope[item] ** 2 * off[cell] ** 2
    assert level == pytest.approx(one)
    assert scale == pytest.approx(other)


def test_errors_settle_on_the_walk_that_explains_the_steps():
    """The variance of the walk is the fixed point of its own expectation; the errors are the inverse of the written-out precision on shifts of mean 0."""
    steps, states, size = np.array([0.2, -0.1, 0.15]), np.array([10.0, 20.0, 30.0]), np.array([10.0, 20.0, 30.0, 40.0])  # fmt: skip
    told = np.array([[5.0, 7.0, 0, 0], [0, 2.0, 4.0, 3.0], [9.0, 0, 0, 0]])
    errors, step = _errors(steps, states, told, size)
    steady = states / 20
    square, rounds, settled = (steady * steps**2).mean(), 0, False
    while not settled:  # the same rounds, from the variance of the steps as they are
        walk = np.zeros((4, 4))
        for t in range(3):
            walk[t : t + 2, t : t + 2] += steady[t] / square * np.array([[1, -1], [-1, 1]])
        for item in told[:2]:
            walk += np.diag(item) - np.outer(item, item) / item.sum()
        held = np.linalg.inv(walk + 7.0 * np.outer(size, size) / 1e4 * walk.trace())
        level = np.eye(4) - np.outer(np.ones(4), size / 100)
        known = level @ held @ level.T
        free = [known[t, t] + known[t + 1, t + 1] - 2 * known[t, t + 1] for t in range(3)]
        last, square = square, (steady * (steps**2 + free)).mean()
        rounds, settled = rounds + 1, abs(square - last) < 1e-6 * square
    assert step == pytest.approx(math.sqrt(square), rel=1e-10)
    assert errors == pytest.approx(np.sqrt(np.diag(known)), rel=1e-10)
    assert 2 < rounds < 500
    precision = np.zeros((4, 4))
    for t in range(3):
        precision[t : t + 2, t : t + 2] += steady[t] / step**2 * np.array([[1, -1], [-1, 1]])
    for item in told[:2]:  # the third is of one session alone, and ties nothing
        precision += np.diag(item) - np.outer(item, item) / item.sum()
    weight = size / 100
    project = np.eye(4) - np.outer(np.ones(4), weight)
    # on shifts of mean 0 the inverse does not depend on how strongly the mean is held
    covariance = (
        project @ np.linalg.inv(precision + 7.0 * np.outer(weight, weight) * precision.trace()) @ project.T
    )
    assert errors == pytest.approx(np.sqrt(np.diag(covariance)), rel=1e-4)
    unknown = [covariance[t, t] + covariance[t + 1, t + 1] - 2 * covariance[t, t + 1] for t in range(3)]
    # a round changes the variance by less than a millionth of it at the end, and each step towards the fixed point is a share of what is left
    assert step**2 == pytest.approx((steady * (steps**2 + unknown)).mean(), rel=1e-4)


def test_the_errors_of_sessions_are_those_of_their_parts(tied):
    votes, point = tied.votes, tied.point
    found = session_errors(tied)
    level, scale, states = _steps(votes, point)
    means = np.array([point[votes.cell_session == t].mean() for t in range(5)])
    one, other = _told(tied, tied.items.slope * tied.unit, point - means[votes.cell_session])
    size = np.bincount(votes.cell_session).astype(float)
    for steps, told, error, step in ((level, one, found.level, found.level_step), (scale, other, found.scale, found.scale_step)):  # fmt: skip
        expected, walk = _errors(steps, states, told, size)
        assert error == pytest.approx(expected)
        assert step == pytest.approx(walk)


def test_sessions_that_share_too_few_states_are_said(tied):
    votes = tied.votes
    with pytest.raises(CoverageError) as caught:
        session_errors(replace(tied, votes=replace(votes, sessions=(1, 2))))
    assert caught.value.what == "2 sessions tell nothing of the steps between them."
    assert caught.value.remedy == "Estimate from three sessions at least."
    few = votes.cell_state < 3
    thin = replace(votes, cell_state=votes.cell_state[few], cell_session=votes.cell_session[few])
    assert _steps(thin, tied.point[few])[2].tolist() == [3.0] * 4
    two = votes.cell_state < 2
    thin = replace(votes, cell_state=votes.cell_state[two], cell_session=votes.cell_session[two])
    with pytest.raises(CoverageError) as caught:
        _steps(thin, tied.point[two])
    assert (
        caught.value.what == "two successive sessions share 2 states: the step between them cannot be told."
    )
    assert caught.value.remedy == "Leave out the session of so few."


def frame_of(columns):
    return pl.DataFrame(
        [(f"S{k}", session, call, vote) for call, (session, votes) in columns.items() for k, vote in enumerate(votes) if vote],
        schema=["state", "session", "roll_call", "vote"], orient="row",
    )  # fmt: skip


def test_kappa_by_hand():
    """Of four states that voted in both, three agree: 3/4; by chance 1/2 x 3/4 + 1/2 x 1/4 = 1/2, so kappa is 1/2."""
    frame = frame_of({1: (1, ["yes", "yes", "no", "no", "no"]), 2: (2, ["yes", "yes", "no", "yes", None])})
    kappa, common = _kappas(frame, pl.Series([1, 2]))
    assert common.tolist() == [[5, 4], [4, 4]]
    assert kappa[0, 1] == pytest.approx(0.5)
    assert kappa == pytest.approx(kappa.T)
    assert kappa.diagonal() == pytest.approx([1, 1])


def test_bridges_run_from_the_highest_kappa_to_the_nearest_session_within_the_window():
    text = ["yes"] * 6 + ["abstain"] * 2 + ["no"] * 4
    near = [*text[:-1], "abstain"]
    calls = {1: (1, text), 2: (1, near), 3: (2, near), 4: (3, text), 5: (7, text)}
    assert alike(frame_of(calls), states=12, least=0.5) == {3: 2, 4: 1}
    assert alike(frame_of(calls), states=12, least=0.5, apart=4) == {3: 2, 4: 1, 5: 4}
    assert alike(frame_of(calls), states=12, least=0.5, apart=4, after=3) == {5: 4}
    assert alike(frame_of(calls), states=12, least=0.5, after=2) == {4: 1}
    assert alike(frame_of(calls), states=12, least=0.95) == {3: 2, 4: 1}
    assert list(alike(frame_of(calls), states=12, least=0.5, apart=4)) == [3, 4, 5]
    for least in (0.0, 1.0):
        with pytest.raises(OptionError) as caught:
            alike(frame_of(calls), least=least)
        assert str(caught.value) == f"least={least}: a kappa between 0 and 1"


def test_a_cell_is_found_or_said_to_be_none(tied):
    assert tied.of("S002", 3) == tied.point[tied.votes.cells_of("S002")[2]]
    with pytest.raises(CoverageError) as caught:
        tied.cell("S002", 9)
    assert caught.value.what == "S002 has no vote in session 9 of the Assembly."
    assert caught.value.remedy == "It voted in sessions 1 to 5."
    rows = tied.frame().row(7)
    cell = 7
    assert rows == (
        tied.votes.states[tied.votes.cell_state[cell]], tied.votes.sessions[tied.votes.cell_session[cell]],
        tied.point[cell], tied.conditional_se[cell], tied.votes.cast[cell],
    )  # fmt: skip
    assert "raw_mean" not in repr(tied)
