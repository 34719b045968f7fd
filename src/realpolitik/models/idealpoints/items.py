r"""One Newton step for slopes and cuts of all items at once, and what is then believed of them.

The log-likelihood is concave in slope, middle and half-width, so that a step limited in length climbs. Prior: slopes
$\beta \sim N(0, \tau^2)$; cuts flat between two bounds, as published (7 on the scale of the latent opposition).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from realpolitik.models.idealpoints.data import Array, Votes
from realpolitik.models.idealpoints.probit import Evidence, Items

LONGEST = 1.0
"""No parameter of an item moves further than this in one step."""
SHRINK = 0.3
"""A half-width keeps at least this share in one step, so that the cuts never cross."""
LOOSE = 1e-3
"""Precision of cuts under their prior besides the bounds: an item that all but determines a cut stays solvable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    r"""What is believed before any vote.

    Attributes
    ----------
    slope
        Standard deviation of slopes, $\tau$.
    bound
        Cuts lie between minus this and this.
    smooth
        Scale of the variance of steps (`kalman.evolution`).
    start
        Standard deviation of a state's first position.
    session
        Standard deviation of the centres of sessions, $\omega$.
    """

    slope: float = 1.0
    bound: float = 7.0
    smooth: float = 0.5
    start: float = 2.0
    session: float = 0.14


def improved(items: Items, votes: Votes, sums: Evidence, prior: Prior) -> Items:
    """The items after one Newton step, with covariances from the curvature at where they were."""
    slack = 1 / prior.slope**2
    three = votes.three
    weight = LOOSE * np.where(three, 2.0, 1.0)
    gradient = np.stack(
        [
            sums.by_slope - (sums.shrink + slack) * items.slope,
            sums.by_middle - weight * items.middle,
            np.where(three, sums.by_half - 2 * LOOSE * items.half, 0.0),
        ],
        axis=1,
    )
    curvature = np.empty((len(three), 3, 3))
    curvature[:, 0, 0] = sums.slope_slope + slack
    curvature[:, 0, 1] = curvature[:, 1, 0] = sums.slope_middle
    curvature[:, 1, 1] = sums.middle_middle + weight
    curvature[:, 2, 2] = np.where(three, np.maximum(sums.half_half, LOOSE), 1.0)
    curvature[:, 0, 2] = curvature[:, 2, 0] = np.where(three, sums.slope_half, 0.0)
    curvature[:, 1, 2] = curvature[:, 2, 1] = np.where(three, sums.middle_half, 0.0)
    step = np.linalg.solve(curvature, gradient[:, :, None])[:, :, 0]
    step *= np.minimum(1.0, LONGEST / np.maximum(np.abs(step).max(1), 1e-12))[:, None]
    half = np.where(three, np.maximum(items.half + step[:, 2], SHRINK * items.half), 0.0)
    moved = replace(items, slope=items.slope + step[:, 0], middle=items.middle + step[:, 1], half=half)
    return _believed(bounded(moved, three, prior.bound), items, curvature)


def bounded(items: Items, three: np.ndarray, bound: float) -> Items:
    """Items with both cuts within the bounds; the lower cut stays below the upper."""
    low = np.clip(items.middle - items.half, -bound, bound - 0.01)
    high = np.clip(items.middle + items.half, -bound + 0.01, bound)
    return replace(items, middle=(low + high) / 2, half=np.where(three, (high - low) / 2, 0.0))


def _believed(moved: Items, before: Items, curvature: Array) -> Items:
    """Covariance of slope and middle: the inverse of the mean of the new curvature and the one believed before.

    The curvature depends on the covariance itself, and taken whole the two would swing about their common value.
    """
    was = before.slope_variance * before.middle_variance - before.covariance**2
    a = 0.5 * (curvature[:, 0, 0] + before.middle_variance / was)
    b = 0.5 * (curvature[:, 0, 1] - before.covariance / was)
    d = 0.5 * (curvature[:, 1, 1] + before.slope_variance / was)
    determinant = a * d - b * b
    return replace(
        moved,
        slope_variance=d / determinant,
        middle_variance=a / determinant,
        covariance=-b / determinant,
    )
