r"""How well the level and the scale of each session are known.

The posterior of a state counts what its own votes leave open. It does not count that all states of a session might be moved or
stretched together: then the cuts and slopes of that session's items move along, and no vote is more or less likely. Only items that
several sessions share (bridges) and the walk of the states resist, and the walk resists too much, since it takes the steps of 190
states as independent.

Here the level $\delta_t$ and the log-scale $\lambda_t$ of session $t$ are random walks with the common step $\tau$ of the states,
estimated from the positions themselves, tied by the items that sessions share. Item $j$, voted on in several sessions, tells of their
shifts through $w_{jt} = \sum \kappa \beta_j^2$, summed over its votes in $t$ with their curvature $\kappa$; its cut, which is free,
takes one combination away:

$$ Q = \tau^{-2} D' N D + \sum_j (\mathrm{diag}(w_j) - w_j w_j' / \sum_t w_{jt}) $$

with $D$ the differences of successive sessions and $N$ the states that two of them share, over their mean. For the scale $w_{jt} = \sum \kappa \beta_j^2 (\theta - a_t)^2$, and the slope is
free. Variances are the diagonal of the inverse of $Q$ on shifts that leave the mean over all cells where it is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from realpolitik.errors import CoverageError
from realpolitik.models.idealpoints.data import Array, Votes
from realpolitik.models.idealpoints.probit import curvatures
from realpolitik.models.idealpoints.result import IdealPoints

ROUNDS = 500
CLOSE = 1e-6
"""The variance of the walk has settled where a round changes it by less than this share."""
FEWEST = 3
"""Sessions, and states that two sessions share, for a step to be estimated."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SessionErrors:
    """Standard errors of T sessions.

    Attributes
    ----------
    level
        (T,) of the level, in units of the ideal points.
    scale
        (T,) of the logarithm of the scale.
    level_step, scale_step
        The common step of the states from session to session.
    """

    level: Array
    scale: Array
    level_step: float
    scale_step: float

    def added(self, votes: Votes, point: Array) -> Array:
        r"""(C,) variance to add to that of each cell: $\sigma^2_{\delta t} + (\theta - a_t)^2 \sigma^2_{\lambda t}$."""
        centre = session_means(votes, point)
        session = votes.cell_session
        return self.level[session] ** 2 + ((point - centre[session]) * self.scale[session]) ** 2


def session_errors(estimate: IdealPoints) -> SessionErrors:
    """Standard errors of the level and the log-scale of each session.

    Raises
    ------
    CoverageError
        There are fewer than three sessions: no step can be estimated.
    """
    votes, point = estimate.votes, estimate.point
    if len(votes.sessions) < FEWEST:
        raise CoverageError(
            f"{len(votes.sessions)} sessions tell nothing of the steps between them.",
            "Estimate from three sessions at least.",
        )
    level, scale, states = _steps(votes, point)
    slope = estimate.items.slope * estimate.unit  # per unit of the standardised positions
    by_level, by_scale = _told(estimate, slope, point - session_means(votes, point)[votes.cell_session])
    size = np.bincount(votes.cell_session).astype(float)
    level_error, level_step = _errors(level, states, by_level, size)
    scale_error, scale_step = _errors(scale, states, by_scale, size)
    return SessionErrors(level=level_error, scale=scale_error, level_step=level_step, scale_step=scale_step)


def session_means(votes: Votes, point: Array) -> Array:
    """(T,) mean position of each session."""
    return np.bincount(votes.cell_session, point) / np.bincount(votes.cell_session)


def _steps(votes: Votes, point: Array) -> tuple[Array, Array, Array]:
    """Changes of the mean and of the log of the deviation from session to session, over the states that both share; their number."""
    grid = np.full((len(votes.states), len(votes.sessions)), np.nan)
    grid[votes.cell_state, votes.cell_session] = point
    both = np.isfinite(grid[:, :-1]) & np.isfinite(grid[:, 1:])
    number = both.sum(0)
    if number.min() < FEWEST:
        raise CoverageError(
            f"two successive sessions share {number.min()} states: the step between them cannot be told.",
            "Leave out the session of so few.",
        )
    before, after = (np.where(both, part, np.nan) for part in (grid[:, :-1], grid[:, 1:]))
    level = np.nanmean(after, 0) - np.nanmean(before, 0)
    scale = np.log(np.nanstd(after, 0) / np.nanstd(before, 0))
    return level, scale, number.astype(float)


def _told(estimate: IdealPoints, slope: Array, off: Array) -> tuple[Array, Array]:
    """(J, T) what each item tells of the level and of the scale of each session."""
    votes = estimate.votes
    shape = (len(votes.items), len(votes.sessions))
    level, scale = np.zeros(shape), np.zeros(shape)
    for block, curve in zip(votes.blocks, curvatures(votes, estimate.raw_mean, estimate.items), strict=True):
        where = (block.item, votes.cell_session[block.cell])
        told = curve * slope[block.item] ** 2
        np.add.at(level, where, told)
        np.add.at(scale, where, told * off[block.cell] ** 2)
    return level, scale


def _errors(steps: Array, states: Array, told: Array, size: Array) -> tuple[Array, float]:
    """(T,) standard errors from the walk of the sessions and what items tell (J, T), and the step of the walk.

    The steps between estimated levels are too small, as estimates are smooth: the variance of the walk is that of the steps and
    of what is not known of each, by expectation-maximisation. A step of the mean of few states varies more, as one over their
    number.
    """
    count = told.shape[1]
    difference = np.diff(np.eye(count), axis=0)
    shared = told[(told > 0).sum(1) > 1]
    ties = np.diag(shared.sum(0)) - (shared / shared.sum(1, keepdims=True)).T @ shared
    # All sessions moved alike is no error: the mean over cells is 0, and the mean of the log-scales is held alike.
    weight = size / size.sum()
    project = np.eye(count) - np.outer(np.ones(count), weight)
    steady = states / states.mean()
    square = float((steady * steps**2).mean())
    covariance = np.zeros((count, count))
    for _ in range(ROUNDS):
        precision = (difference.T * steady) @ difference / square + ties
        held = precision + np.outer(weight, weight) * precision.trace()
        covariance = project @ np.linalg.inv(held) @ project.T
        unknown = np.einsum("tk,kl,tl->t", difference, covariance, difference)
        last, square = square, float((steady * (steps**2 + unknown)).mean())
        if abs(square - last) < CLOSE * square:
            break
    return np.sqrt(np.diag(covariance)), float(np.sqrt(square))
