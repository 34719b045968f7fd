r"""Median voter and expected utility, a named legacy method with known faults.

Actors have positions $x_i$ on one issue, capabilities $c_i$ and salience $s_i$. The vote of j against k is
$v_{jk} = \sum_i c_i s_i (|x_i - x_k| - |x_i - x_j|)/D$; the position that no other beats is the weighted median. The
probability that i's position prevails over j's is

$$ P_{ij} = \frac{\sum_k \max(0, c_k s_k (|x_k - x_j| - |x_k - x_i|))}{\sum_k c_k s_k ||x_k - x_j| - |x_k - x_i||}. $$

Known faults: forecasts rest on experts' numbers, replications failed on undocumented choices (the denominator summed over
all triples; a wrong sign in the expected utility), and one dimension is all it knows. It is shown beside the others, never
alone.

References: Black (1948), Journal of Political Economy 56, 23-34, doi:10.1086/256633; Bueno de Mesquita (1994), in European
Community Decision Making; Scholz, Calbert and Smith (2011), Journal of Theoretical Politics 23, 510-531,
doi:10.1177/0951629811418142.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from realpolitik.errors import OptionError

Array = NDArray[np.float64]


def pairwise_votes(positions: ArrayLike, weights: ArrayLike) -> Array:
    """(A, A) votes for each position over each other, above 0 where the row wins; weights are c times s.

    Raises
    ------
    OptionError
        Shapes differ, a weight is negative, or all positions are the same.
    """
    place, weight = _checked(positions, weights)
    gap = np.abs(place[:, None] - place[None, :])
    return (weight[:, None, None] * (gap[:, None, :] - gap[:, :, None])).sum(axis=0) / gap.max()


def condorcet(positions: ArrayLike, weights: ArrayLike) -> float:
    """The position that beats or ties every other: the weighted median.

    Examples
    --------
    >>> condorcet([4, 7, 10], [2, 2, 1])
    7.0
    """
    place, _ = _checked(positions, weights)
    votes = pairwise_votes(positions, weights)
    return float(place[int(np.argmax(votes.min(axis=1)))])


def weighted_mean(positions: ArrayLike, weights: ArrayLike) -> float:
    """The compromise of all, by weight."""
    place, weight = _checked(positions, weights)
    return float((place * weight).sum() / weight.sum())


def prevails(first: float, second: float, positions: ArrayLike, weights: ArrayLike) -> float:
    """Probability that the first position prevails over the second, with all third parties taking sides."""
    place, weight = _checked(positions, weights)
    lean = weight * (np.abs(place - second) - np.abs(place - first))
    total = np.abs(lean).sum()
    if total == 0:
        return 0.5
    return float(np.maximum(lean, 0.0).sum() / total)


def _checked(positions: ArrayLike, weights: ArrayLike) -> tuple[Array, Array]:
    place, weight = np.asarray(positions, dtype=float), np.asarray(weights, dtype=float)
    if place.shape != weight.shape or place.ndim != 1 or (weight < 0).any() or not weight.sum() > 0:
        raise OptionError("every position needs a weight, none negative and some positive")
    if place.size < 2 or np.ptp(place) == 0:
        raise OptionError("positions must differ: there is nothing to decide otherwise")
    return place, weight
