r"""Which outcome an actor prefers when neither scores nor weights are known exactly (SMAA).

Scores $v_{ok}$ of outcome o on criterion k are triangular between low and high with a mode, weights $w$ are Dirichlet, and
$U_o = \sum_k w_k v_{ok}$. The rank acceptability $b_o^r$ is the probability that o is ranked r-th.

References: Lahdelma, Hokkanen and Salminen (1998), European Journal of Operational Research 106, 137-143,
doi:10.1016/S0377-2217(97)00163-X; Lahdelma and Salminen (2001), Operations Research 49, 444-454,
doi:10.1287/opre.49.3.444.11220.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

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
    importance
        (D, K) independent Gamma variates; over their sum they are the weights.
    weights
        (D, K), each row sums to 1: Dirichlet.
    utility
        (D, O).
    """

    scores: Array
    importance: Array
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
    importance = rng.standard_gamma(shape, (draws, shape.size))
    weights = importance / importance.sum(axis=1, keepdims=True)
    return Draws(scores=value, importance=importance, weights=weights, utility=weighed(value, importance))


def weighed(scores: Array, importance: Array) -> Array:
    """(D, O) utilities of scores (D, O, K) under importance (D, K), whose scale does not matter."""
    return np.einsum("dok,dk->do", scores, importance) / importance.sum(axis=1, keepdims=True)


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
    best = _ranked(utility)
    size, count = best.shape
    return np.stack([np.bincount(best[:, rank], minlength=count) / size for rank in range(count)], axis=1)


def first_share(utility: ArrayLike) -> Array:
    """(O,) probability that each outcome is first."""
    values = np.asarray(utility, dtype=float)
    return np.bincount(values.argmax(axis=1), minlength=values.shape[1]) / values.shape[0]


def orders(utility: ArrayLike) -> tuple[Order, ...]:
    """All full orders that occur, most frequent first."""
    best = _ranked(utility)
    size, count = best.shape
    codes, counted = np.unique(best @ count ** np.arange(count)[::-1], return_counts=True)
    found = [
        Order(outcomes=tuple(int(code // count**k % count) for k in range(count)[::-1]), share=times / size)
        for code, times in zip(codes.tolist(), counted.tolist(), strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (-one.share, one.outcomes)))


def _ranked(utility: ArrayLike) -> NDArray[np.intp]:
    """(D, O) outcomes from best to worst; of equal ones the earlier."""
    return np.argsort(-np.asarray(utility, dtype=float), axis=1, kind="stable")


def dominance_p(
    one: ArrayLike, other: ArrayLike, *, order: int = 1, cells: int = 200, resamples: int = 200, seed: int = 0
) -> float:
    r"""Chance of draws that look as little like dominance, if the first does dominate: the test of Barrett and Donald.

    $T = \sqrt{nm/(n+m)} \max_u (F_1 - F_2)$ (second order: of the integrals) against resamples of both, centred. Small is
    evidence against dominance; 1 where nothing speaks against it.

    Raises
    ------
    OptionError
        `order` is neither 1 nor 2.

    References
    ----------
    Barrett and Donald (2003), Consistent tests for stochastic dominance, Econometrica 71, doi:10.1111/1468-0262.00390

    Examples
    --------
    >>> dominance_p([2.0, 3.0], [1.0, 2.0]), dominance_p([0.0] * 50 + [1.0] * 50, [1.0] * 100) < 0.05
    (1.0, True)
    """
    if order not in (1, 2):
        raise OptionError(f"dominance is of order 1 or 2, not {order}")
    first, second = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    low, high = min(first.min(), second.min()), max(first.max(), second.max())
    edges = np.linspace(low, high if high > low else low + 1.0, cells + 1)
    shares = [np.histogram(values, edges)[0] / values.size for values in (first, second)]
    scale = np.sqrt(first.size * second.size / (first.size + second.size))

    def integrated(parts: Array) -> Array:
        below = np.cumsum(parts, axis=-1)
        return below if order == 1 else np.cumsum(below, axis=-1) / cells

    gap = integrated(shares[0]) - integrated(shares[1])
    found = scale * float(gap.max())
    if found <= 1e-12:
        return 1.0
    rng = np.random.default_rng(seed)
    drawn = [
        integrated(rng.multinomial(values.size, share, size=resamples) / values.size)
        for values, share in zip((first, second), shares, strict=True)
    ]
    by_chance = scale * (drawn[0] - drawn[1] - gap).max(axis=1)
    return float((by_chance >= found).mean())


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Sobol indices of one input: what it decides alone, and with all that it works together with."""

    alone: float
    total: float


def pick_freeze(
    answer: Callable[[Array], Array], one: ArrayLike, other: ArrayLike, groups: Sequence[Sequence[int]]
) -> tuple[Share, ...]:
    r"""First-order and total Sobol indices of groups of inputs, from two independent samples.

    With $A_B^k$ the first sample with group k from the second, $S_k = E[f(B)(f(A_B^k) - f(A))]/V$ and
    $T_k = E[(f(A) - f(A_B^k))^2]/(2V)$; zero where the answer never changes. Errors fall with the root of the draws.

    Parameters
    ----------
    answer
        From (N, M) inputs to (N,) answers.
    one, other
        (N, M) independent draws of M independent inputs.
    groups
        Columns of each group.

    References
    ----------
    Saltelli and others (2010), Computer Physics Communications 181, 259-270, doi:10.1016/j.cpc.2009.09.018; Jansen (1999),
    Computer Physics Communications 117, 35-43, doi:10.1016/S0010-4655(98)00154-4
    """
    first, second = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    a, b = answer(first), answer(second)
    variance = float(np.concatenate([a, b]).var())
    if variance == 0:
        return tuple(Share(alone=0.0, total=0.0) for _ in groups)
    found = []
    for columns in groups:
        mixed = first.copy()
        mixed[:, list(columns)] = second[:, list(columns)]
        y = answer(mixed)
        alone, total = ((b - b.mean()) * (y - a)).mean() / variance, ((a - y) ** 2).mean() / (2 * variance)
        found.append(Share(alone=float(np.clip(alone, 0, 1)), total=float(np.clip(total, 0, 1))))
    return tuple(found)


def deciding(draws: Draws, outcome: int) -> tuple[Share, ...]:
    """(K,) what each criterion, its weight and its scores together, decides of whether an outcome is first."""
    size, count, criteria = draws.scores.shape
    half = size // 2
    flat = np.concatenate([draws.importance, draws.scores.reshape(size, -1)], axis=1)

    def first(inputs: Array) -> Array:
        scores = inputs[:, criteria:].reshape(-1, count, criteria)
        # the sum of importance is positive and common to all outcomes, so that it does not change the order
        return (np.einsum("dok,dk->do", scores, inputs[:, :criteria]).argmax(axis=1) == outcome).astype(float)

    groups = [[k, *(criteria + o * criteria + k for o in range(count))] for k in range(criteria)]
    return pick_freeze(first, flat[:half], flat[half : 2 * half], groups)


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
