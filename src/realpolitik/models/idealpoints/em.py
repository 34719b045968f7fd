r"""Ideal points by variational EM: a Kalman smoother for states, Newton steps for items, in seconds for 800,000 votes.

E-step: given what is believed of the items, the votes of each cell make one pseudo-observation of its position (gradient and
curvature of the expected log-likelihood), and a Rauch-Tung-Striebel smoother gives the normal distribution of all positions.
M-step: one Newton step for the slope and cuts of each item, and their covariance. Both use the expectation over the other
side's uncertainty, without which few extreme states run away. Anderson acceleration takes out the slow drifts that a random walk
leaves.

Identification. The data do not fix the unit: positions keep mean 0 and variance 1, weighted by what their votes tell, by a
multiplier $\lambda$: as if each position were also drawn from $N(a_t, 1 / (\lambda w_{it}))$ round the centre $a_t \sim N(0,
\omega^2)$ of its session. Rescaling instead would move most those whose votes tell least. The sign is fixed by two named states. At
the end positions are standardised over cells.

Bailey, Strezhnev and Voeten (2017), doi 10.1177/0022002715595700; Imai, Lo and Olmsted (2016), doi 10.1017/S000305541600037X.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from realpolitik.errors import ConvergenceError, OptionError
from realpolitik.models.equilibrium.anderson import accelerate
from realpolitik.models.idealpoints.data import Array, Votes
from realpolitik.models.idealpoints.drift import Drift
from realpolitik.models.idealpoints.items import Prior, bounded, improved
from realpolitik.models.idealpoints.kalman import Smoothed, Walk, evolution, smooth
from realpolitik.models.idealpoints.probit import Evidence, Items, evidence
from realpolitik.models.idealpoints.result import Convergence, IdealPoints
from realpolitik.models.idealpoints.start import first_items, first_positions

SECANTS = 8
"""Steps of the secant rule for the multiplier; it ends at rounding."""


LEAST_HALF = 1e-3
"""Half-widths below this are of items without a middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to estimate.

    Attributes
    ----------
    tolerance
        Largest change of a position in a plain sweep that counts as converged; positions have deviation 1.
    max_sweeps
        Sweeps before giving up.
    depth
        Sweeps that the acceleration remembers.
    warm_up
        Plain sweeps before it starts.
    """

    tolerance: float = 5e-4
    max_sweeps: int = 200
    depth: int = 10
    warm_up: int = 10


@dataclass(slots=True)
class _State:
    """Where the iteration stands; `Model.sweep` replaces the fields."""

    mean: Array
    variance: Array
    items: Items
    multiplier: float = 1.0


class Model:
    """The votes and the walk, which do not change between sweeps, and what a sweep is."""

    def __init__(self, votes: Votes, prior: Prior) -> None:
        self.votes, self.prior = votes, prior
        self.walk = Walk(
            state=votes.cell_state,
            place=votes.place,
            step=evolution(votes.cast, votes.place, smooth=prior.smooth),
            start=prior.start**2,
        )
        self.drift = Drift.of(votes, self.walk)

    def weights(self, items: Items) -> Array:
        """(C,) what the votes of each cell would tell were the latent opposition seen, over the mean."""
        squares = items.slope**2 + items.slope_variance
        told_by = np.add.reduce(
            [
                np.bincount(block.cell, squares[block.item], len(self.votes.cast))
                for block in self.votes.blocks
            ]
        )
        return told_by / told_by.mean()

    def positions(
        self, sums: Evidence, mean: Array, weight: Array, multiplier: float
    ) -> tuple[Smoothed, float]:
        """The smoothed positions and the multiplier that keeps their weighted variance at 1."""
        information = sums.cell_gradient + sums.cell_curvature * mean
        centres = self.drift.centres(mean, weight, multiplier, self.prior.session)

        def tried(multiplier: float) -> tuple[Smoothed, float]:
            pull = multiplier * weight
            found = smooth(self.walk, sums.cell_curvature + pull, information + pull * centres)
            return found, float(np.average(found.mean**2 + found.variance, weights=weight)) - 1

        before, after = multiplier, 1.02 * multiplier + 0.01
        (_, error), (found, new) = tried(before), tried(after)
        for _ in range(SECANTS):
            if abs(new) < 1e-10 or new == error:
                break
            guess = after - new * (after - before) / (new - error)
            before, error, after = after, new, min(max(guess, 0.3 * after), 3 * after + 0.1)
            found, new = tried(after)
        return found, after

    def sweep(self, state: _State) -> _State:
        """Items given positions; sessions moved as wholes; positions given items; the mean of all put to 0."""
        items = improved(
            state.items, self.votes, evidence(self.votes, state.mean, state.variance, state.items), self.prior
        )
        sums = evidence(self.votes, state.mean, state.variance, items)
        weight = self.weights(items)
        shifts = self.drift.shifts(sums, items, state.mean, weight, state.multiplier, self.prior.session)
        items = replace(items, middle=items.middle + self.drift.followed(sums, items, shifts))
        mean = state.mean + shifts[self.votes.cell_session]
        found, multiplier = self.positions(sums, mean, weight, state.multiplier)
        shift = float(np.average(found.mean, weights=weight))
        items = replace(items, middle=items.middle - items.slope * shift)
        return _State(found.mean - shift, found.variance, items, multiplier)


def fit(
    votes: Votes,
    *,
    positive: str,
    negative: str,
    prior: Prior | None = None,
    options: Options | None = None,
    start: IdealPoints | None = None,
) -> IdealPoints:
    """Estimate the ideal points of all states in all sessions.

    Parameters
    ----------
    votes
        From `read`.
    positive, negative
        Two states; the first stands, on average over its sessions, to the right of (above) the second.
    prior, options
        See `Prior` and `Options`.
    start
        A result on the same votes to start from.

    Returns
    -------
    IdealPoints
        With mean 0 and deviation 1 over cells. Its `conditional_se` leave the uncertainty of the items partly out; `draws` of the
        Gibbs sampler and the bootstrap give honest ones.

    Raises
    ------
    OptionError
        One of the two states has no vote.
    ConvergenceError
        Positions still moved after `max_sweeps`.
    """
    began = time.perf_counter()
    for state in (positive, negative):
        if state not in votes.states:
            raise OptionError(
                f"{state!r} has no vote among these, so that it cannot fix the sign: choose another"
            )
    model, options = Model(votes, prior or Prior()), options or Options()
    state = _first(model, positive, negative) if start is None else _resumed(start)
    plain = options.warm_up if start is None else 2
    for _ in range(plain):
        state = model.sweep(state)
    state, convergence = _run(model, state, options)
    sweeps, seconds = plain + convergence.sweeps, time.perf_counter() - began
    return _finished(model, state, positive, negative, replace(convergence, sweeps=sweeps, seconds=seconds))


def _run(model: Model, state: _State, options: Options) -> tuple[_State, Convergence]:
    """Accelerate the sweeps in everything that is believed, variances as logarithms."""
    three = model.votes.three

    def residual(point: Array) -> tuple[Array, float]:
        step = _packed(model.sweep(_unpacked(point, state, three, model.prior.bound))) - point
        return step, float(np.abs(step[: len(state.mean)]).max())

    done = accelerate(
        residual,
        _packed(state),
        tolerance=options.tolerance,
        max_sweeps=options.max_sweeps,
        depth=options.depth,
    )
    if not done.converged:
        raise ConvergenceError(
            f"positions still moved by {done.residual:.1e} after {done.sweeps} sweeps (tolerance {options.tolerance:g}): raise "
            "Options.max_sweeps, or leave out states and items with very few votes"
        )
    found = _unpacked(done.point, state, three, model.prior.bound)
    return found, Convergence(sweeps=done.sweeps, residual=done.residual, history=done.history, seconds=0.0)


def _packed(state: _State) -> Array:
    """Everything that is believed as one unbounded vector, positions first."""
    items = state.items
    deviations = np.sqrt(items.slope_variance * items.middle_variance)
    return np.concatenate(
        [
            state.mean,
            np.log(state.variance),
            items.slope,
            items.middle,
            np.log(np.maximum(items.half, LEAST_HALF)),
            np.log(items.slope_variance),
            np.log(items.middle_variance),
            np.arctanh(items.covariance / deviations),
            [np.log(state.multiplier)],
        ]
    )


def _unpacked(point: Array, like: _State, three: np.ndarray, bound: float) -> _State:
    cells, count = len(like.mean), len(like.items.slope)
    mean, variance = point[:cells], np.exp(point[cells : 2 * cells])
    slope, middle, half, slopes, middles, across = point[2 * cells : -1].reshape(6, count)
    slopes, middles = np.exp(slopes), np.exp(middles)
    items = Items(
        slope=slope,
        middle=middle,
        half=np.where(three, np.exp(half), 0.0),
        slope_variance=slopes,
        middle_variance=middles,
        covariance=np.tanh(across) * np.sqrt(slopes * middles),
    )
    return _State(mean, variance, bounded(items, three, bound), float(np.exp(point[-1])))


def _first(model: Model, positive: str, negative: str) -> _State:
    positions = first_positions(model.votes)
    if _order(model.votes, positions, positive, negative) < 0:
        positions = -positions
    items = first_items(model.votes, positions)
    return _State(
        positions, np.full(len(positions), 0.03), bounded(items, model.votes.three, model.prior.bound)
    )


def _resumed(start: IdealPoints) -> _State:
    return _State(start.raw_mean.copy(), start.conditional_variance.copy(), start.items, start.multiplier)


def _order(votes: Votes, positions: Array, positive: str, negative: str) -> float:
    return float(positions[votes.cells_of(positive)].mean() - positions[votes.cells_of(negative)].mean())


def _finished(
    model: Model, state: _State, positive: str, negative: str, convergence: Convergence
) -> IdealPoints:
    votes, items = model.votes, state.items
    sign = 1.0 if _order(votes, state.mean, positive, negative) > 0 else -1.0
    centre = float(state.mean.mean())
    unit = sign * float(np.sqrt(state.mean.var() + state.variance.mean()))
    return IdealPoints(
        votes=votes,
        prior=model.prior,
        point=(state.mean - centre) / unit,
        conditional_se=np.sqrt(state.variance) / abs(unit),
        raw_mean=state.mean,
        conditional_variance=state.variance,
        items=items,
        multiplier=state.multiplier,
        centre=centre,
        unit=unit,
        convergence=convergence,
    )
