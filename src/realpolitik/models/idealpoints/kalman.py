r"""Paths of all states at once: a random walk seen through noise, smoothed forward and backward, or drawn.

Each state moves as $\theta_{k} = \theta_{k-1} + \eta_k$, $\eta_k \sim N(0, q_k)$, from $\theta_0 \sim N(0, s^2)$; its votes of a session
count as one observation with precision $P$ and information $h$ (precision times observed value). A step runs over the
sessions in which the state has votes, so that a gap is one step. Kalman (1960); Rauch, Tung and Striebel (1965), doi
10.2514/3.3166; the draws are forward filtering, backward sampling (Carter and Kohn 1994, doi 10.1093/biomet/81.3.541).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from realpolitik.models.idealpoints.data import Array, Index


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Walk:
    """The random walks of S states over at most K sessions each.

    Attributes
    ----------
    state, place
        (C,) of each cell: its state, and how many sessions the state had before.
    step
        (C,) variance of the step into the cell; 0 in a state's first.
    start
        Variance of the first position.
    """

    state: Index
    place: Index
    step: Array
    start: float

    @property
    def shape(self) -> tuple[int, int]:
        """S and K."""
        return int(self.state.max()) + 1, int(self.place.max()) + 1

    def spread(self, values: Array) -> Array:
        """(K, S) values of cells laid out by session and state; 0 where there is no cell."""
        states, places = self.shape
        grid = np.zeros((places, states))
        grid[self.place, self.state] = values
        return grid


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Smoothed:
    """(C,) mean and variance of each cell given all sessions, and covariance with the state's cell before."""

    mean: Array
    variance: Array
    lagged: Array


def evolution(cast: Index, place: Index, *, smooth: float) -> Array:
    r"""(C,) variance of each step: $\sigma^2_{it} = \text{smooth} \cdot N_{it} / (N_{it} + N_{i,t-1})$; 0 for a state's first session.

    The fewer votes a session has against the one before, the less a state is taken to have moved (Bailey, Strezhnev and Voeten
    2017, where smooth is .5).

    Examples
    --------
    >>> evolution(np.array([30, 30, 10]), np.array([0, 1, 2]), smooth=0.5).tolist()
    [0.0, 0.25, 0.125]
    """
    before = np.r_[0, cast[:-1]]
    return np.where(place > 0, smooth * cast / np.maximum(cast + before, 1), 0.0)


def _filtered(walk: Walk, precision: Array, information: Array) -> tuple[Array, Array, Array, Array, Array]:
    """(K, S) filtered means and variances, predicted means and variances, and step variances."""
    seen, told, steps = (walk.spread(values) for values in (precision, information, walk.step))
    mean, variance = np.zeros_like(seen), np.zeros_like(seen)
    ahead_mean, ahead = np.zeros_like(seen), np.zeros_like(seen)
    m, v = np.zeros(seen.shape[1]), np.full(seen.shape[1], walk.start)
    for k in range(len(seen)):
        v = v + steps[k]
        ahead_mean[k], ahead[k] = m, v
        gained = 1 / (1 / v + seen[k])
        m = gained * (m / v + told[k])
        v = gained
        mean[k], variance[k] = m, v
    return mean, variance, ahead_mean, ahead, steps


def smooth(walk: Walk, precision: Array, information: Array) -> Smoothed:
    """Means, variances and lagged covariances of all positions, given one pseudo-observation a cell.

    Parameters
    ----------
    precision, information
        (C,) of the pseudo-observation; 0 where a cell tells nothing.

    Examples
    --------
    >>> walk = Walk(state=np.array([0, 0]), place=np.array([0, 1]), step=np.array([0.0, 1.0]), start=1.0)
    >>> told = smooth(walk, np.array([1.0, 0.0]), np.array([2.0, 0.0]))
    >>> told.mean.tolist(), told.variance.tolist()
    ([1.0, 1.0], [0.5, 1.5])
    """
    mean, variance, ahead_mean, ahead, _ = _filtered(walk, precision, information)
    lagged = np.zeros_like(mean)
    for k in range(len(mean) - 2, -1, -1):
        gain = variance[k] / ahead[k + 1]
        mean[k] += gain * (mean[k + 1] - ahead_mean[k + 1])
        variance[k] += gain**2 * (variance[k + 1] - ahead[k + 1])
        lagged[k + 1] = gain * variance[k + 1]
    at = walk.place, walk.state
    return Smoothed(mean=mean[at], variance=variance[at], lagged=lagged[at])


def draw(walk: Walk, precision: Array, information: Array, rng: np.random.Generator) -> Array:
    """(C,) one draw of all positions from the same distribution as `smooth` describes."""
    mean, variance, ahead_mean, ahead, steps = _filtered(walk, precision, information)
    noise = rng.standard_normal(mean.shape)
    path = np.empty_like(mean)
    path[-1] = mean[-1] + np.sqrt(variance[-1]) * noise[-1]
    for k in range(len(mean) - 2, -1, -1):
        gain = variance[k] / ahead[k + 1]
        left = gain * steps[k + 1]  # variance of position k given position k + 1
        path[k] = mean[k] + gain * (path[k + 1] - ahead_mean[k + 1]) + np.sqrt(left) * noise[k]
    return path[walk.place, walk.state]
