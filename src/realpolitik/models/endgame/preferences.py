r"""Which outcome an actor prefers when neither scores nor weights are known exactly (SMAA).

Scores $v_{ok}$ of outcome o on criterion k are triangular between low and high with a mode, weights $w$ are Dirichlet, and
$U_o = \sum_k w_k v_{ok}$. The rank acceptability $b_o^r$ is the probability that o is ranked r-th.

References: Lahdelma, Hokkanen and Salminen (1998), European Journal of Operational Research 106, 137-143,
doi:10.1016/S0377-2217(97)00163-X; Lahdelma and Salminen (2001), Operations Research 49, 444-454,
doi:10.1287/opre.49.3.444.11220.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from realpolitik.errors import OptionError

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    """Judgements drawn D times for O outcomes and K criteria.

    Attributes
    ----------
    scores
        (D, O, K).
    weights
        (D, K), each row sums to 1.
    utility
        (D, O).
    """

    scores: Array
    weights: Array
    utility: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A full order of outcomes, best first, and the share of judgements under which it holds."""

    outcomes: tuple[int, ...]
    share: float


def draw_judgements(scores: ArrayLike, alpha: ArrayLike, *, draws: int = 100_000, seed: int = 0) -> Draws:
    """Draw scores and weights.

    Parameters
    ----------
    scores
        (O, K, 3) low, mode, high of each score.
    alpha
        (K,) Dirichlet parameters, above 0; all 1 says nothing about weights.
    draws
        How many, 1 to 10 million.

    Raises
    ------
    OptionError
        A range is upside down or not a number, alpha is not positive, or shapes do not agree.

    Examples
    --------
    >>> certain = [[[1, 1, 1], [0, 0, 0]], [[0, 0, 0], [0.5, 0.5, 0.5]]]
    >>> first = rank_acceptability(draw_judgements(certain, [1, 1], draws=4000).utility)[0, 0]
    >>> abs(float(first) - 2 / 3) < 0.03
    True
    """
    ranges, shape = np.asarray(scores, dtype=float), np.asarray(alpha, dtype=float)
    if ranges.ndim != 3 or ranges.shape[2] != 3 or shape.shape != (ranges.shape[1],):
        raise OptionError(
            f"scores are (outcomes, criteria, 3) and alpha (criteria,), not {ranges.shape}, {shape.shape}"
        )
    low, mode, high = np.moveaxis(ranges, 2, 0)
    if not ((low <= mode) & (mode <= high)).all():
        place = np.argwhere(~((low <= mode) & (mode <= high)))[0]
        raise OptionError(
            f"the score of outcome {place[0]} on criterion {place[1]} does not run from low to high"
        )
    if not (np.isfinite(shape) & (shape > 0)).all():
        raise OptionError(f"weights need positive Dirichlet parameters, not {shape.tolist()}")
    if not 1 <= draws <= 10_000_000:
        raise OptionError(f"{draws:,} draws: ask for 1 to 10,000,000")
    rng = np.random.default_rng(seed)
    value = _triangular(rng.random((draws, *low.shape)), low, mode, high)
    weights = rng.dirichlet(shape, draws)
    return Draws(scores=value, weights=weights, utility=np.einsum("dok,dk->do", value, weights))


def _triangular(uniform: Array, low: Array, mode: Array, high: Array) -> Array:
    """Quantiles of the triangular distribution; a range of no width is its one value."""
    width = high - low
    safe = np.where(width > 0, width, 1.0)
    turn = (mode - low) / safe
    left = low + np.sqrt(uniform * width * (mode - low))
    right = high - np.sqrt((1 - uniform) * width * (high - mode))
    return np.where(width > 0, np.where(uniform < turn, left, right), low)


def rank_acceptability(utility: ArrayLike) -> Array:
    """(O, O) probability that each outcome (row) has each rank (column, 0 the best); rows and columns sum to 1."""
    values = np.asarray(utility, dtype=float)
    ranks = np.argsort(np.argsort(-values, axis=1, kind="stable"), axis=1)
    count = values.shape[1]
    return np.stack([(ranks == rank).mean(axis=0) for rank in range(count)], axis=1)


def orders(utility: ArrayLike) -> tuple[Order, ...]:
    """All full orders that occur, most frequent first."""
    values = np.asarray(utility, dtype=float)
    best = np.argsort(-values, axis=1, kind="stable")
    found = [
        Order(outcomes=order, share=float((best == np.array(order)).all(axis=1).mean()))
        for order in permutations(range(values.shape[1]))
    ]
    return tuple(sorted((one for one in found if one.share > 0), key=lambda one: (-one.share, one.outcomes)))


def dominates(one: ArrayLike, other: ArrayLike, *, order: int = 1, tolerance: float = 1e-3) -> bool:
    """Whether draws of one utility dominate those of another, to first or second order.

    First: $F_1(u) \\le F_2(u)$ for all u. Second: the same of the integrals of F from below, so that every
    risk-averse actor prefers the first.

    Raises
    ------
    OptionError
        `order` is neither 1 nor 2.

    Examples
    --------
    >>> dominates([2.0, 3.0], [1.0, 2.0]), dominates([1.4, 1.6], [0.0, 3.0]), dominates([1.4, 1.6], [0, 3.0], order=2)
    (True, False, True)
    """
    if order not in (1, 2):
        raise OptionError(f"dominance is of order 1 or 2, not {order}")
    first, second = np.sort(np.asarray(one, dtype=float)), np.sort(np.asarray(other, dtype=float))
    grid = np.unique(np.concatenate([first, second]))
    below = [np.searchsorted(values, grid, side="right") / values.size for values in (first, second)]
    gap = below[0] - below[1]
    if order == 2:
        # The distribution functions are steps, so that their integrals are exact sums up to each point of the grid.
        gap = np.concatenate([[0.0], np.cumsum(gap[:-1] * np.diff(grid))])
        tolerance *= max(float(grid[-1] - grid[0]), 1e-300)
    return bool((gap <= tolerance).all())


def critical_weight(
    modes: ArrayLike, first: int, second: int, criterion: int, weights: ArrayLike
) -> float | None:
    """Weight of one criterion at which two outcomes change places, the others keeping their proportions.

    Parameters
    ----------
    modes
        (O, K) scores.
    first, second
        Outcomes.
    criterion
        Whose weight moves from 0 to 1.
    weights
        (K,) where the proportions of the others come from.

    Returns
    -------
    None if no weight between 0 and 1 makes them equal.

    Examples
    --------
    >>> round(critical_weight([[1.0, 0.0], [0.0, 0.5]], 0, 1, 0, [0.5, 0.5]), 6)
    0.333333
    """
    score, share = np.asarray(modes, dtype=float), np.asarray(weights, dtype=float)
    gap = score[first] - score[second]
    rest = np.delete(share, criterion)
    others = float(np.delete(gap, criterion) @ rest / rest.sum()) if rest.sum() > 0 else 0.0
    own = float(gap[criterion])
    if own == others:
        return None
    weight = others / (others - own)
    return float(weight) if 0 <= weight <= 1 else None


def leaning(draws: Draws, outcome: int) -> Array:
    """(K,) how the weight of each criterion goes with the outcome being first: correlation, -1 to 1.

    Zero where the outcome is always, or never, first: then no judgement flips it.
    """
    first = (draws.utility.argmax(axis=1) == outcome).astype(float)
    if first.std() == 0:
        return np.zeros(draws.weights.shape[1])
    centred = draws.weights - draws.weights.mean(axis=0)
    spread = np.maximum(draws.weights.std(axis=0), 1e-300)
    return (centred * (first - first.mean())[:, None]).mean(axis=0) / spread / first.std()


def first_order(inputs: ArrayLike, answer: ArrayLike, *, bins: int = 20) -> Array:
    r"""First-order Sobol indices of inputs from draws that are there: $V[E(Y | X_i)] / V(Y)$, by equal-sized bins.

    Parameters
    ----------
    inputs
        (D, M) draws of M inputs.
    answer
        (D,) what came out, such as whether an outcome is first.
    bins
        Bins of each input. The share that bins of pure chance would show, (bins - 1) / (D - 1), is taken off.

    Returns
    -------
    (M,) between 0 and 1; zero for all where the answer never changes.

    Examples
    --------
    >>> x = np.random.default_rng(0).random((20000, 2))
    >>> first_order(x, x[:, 0]).round(2).tolist()
    [1.0, 0.0]
    """
    points, out = np.asarray(inputs, dtype=float), np.asarray(answer, dtype=float)
    variance = float(out.var())
    if variance == 0:
        return np.zeros(points.shape[1])
    chance = (bins - 1) / max(len(out) - 1, 1)
    found = np.empty(points.shape[1])
    edges = np.arange(len(out)) * bins // len(out)
    sizes = np.bincount(edges, minlength=bins)
    for column in range(points.shape[1]):
        ranked = out[np.argsort(points[:, column], kind="stable")]
        means = np.bincount(edges, weights=ranked, minlength=bins) / np.maximum(sizes, 1)
        between = float((sizes * (means - out.mean()) ** 2).sum() / len(out))
        found[column] = (between / variance - chance) / (1 - chance)
    return np.clip(found, 0.0, 1.0)
