"""How alike two states vote, or ally: similarity of two sequences of ordered choices, from their joint counts.

Every function takes counts of shape (..., k, k): how often the first state chose level i while the second chose level j,
levels in their order (yes, abstain, no). Leading axes are pairs, years, replicates of a bootstrap: all are computed at
once. Roll calls that one of the two missed are in no count. Weights of roll calls go into the counts (`joint_counts`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from realpolitik.errors import OptionError

Array = NDArray[np.float64]


def joint_counts(
    first: ArrayLike, second: ArrayLike, *, levels: int = 3, weights: ArrayLike | None = None
) -> Array:
    """Joint counts of two sequences of choices, coded 0 to `levels` - 1; a negative code is a missing choice.

    Parameters
    ----------
    first, second
        (V,) whole numbers, one a roll call (or one a third state, for portfolios of alliances).
    weights
        (V,) weight of each, 1 where left out.

    Returns
    -------
    (levels, levels) sums of weights; roll calls that either missed are left out.

    Raises
    ------
    OptionError
        The sequences differ in length, or hold a code above the last level.

    Examples
    --------
    >>> joint_counts([0, 0, 1, 2], [0, 1, 1, -1]).tolist()
    [[1.0, 1.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]
    """
    one, two = np.asarray(first, dtype=np.int64), np.asarray(second, dtype=np.int64)
    if one.shape != two.shape or one.ndim != 1:
        raise OptionError(f"two sequences of the same length are needed, not {one.shape} and {two.shape}")
    if one.size and max(one.max(), two.max()) >= levels:
        raise OptionError(f"a choice is coded above {levels - 1}: give the number of levels")
    weight = np.ones(one.size) if weights is None else np.asarray(weights, dtype=float)
    if weight.shape != one.shape:
        raise OptionError(f"{one.size} choices need as many weights, not {weight.size}")
    both = (one >= 0) & (two >= 0)
    flat = np.bincount(one[both] * levels + two[both], weights=weight[both], minlength=levels * levels)
    return flat.astype(float).reshape(levels, levels)


def pair_counts(votes: ArrayLike, *, levels: int = 3, weights: ArrayLike | None = None) -> Array:
    """Joint counts of all pairs of states at once, as products of indicator matrices.

    Parameters
    ----------
    votes
        (V, N) choices of N states in V roll calls, coded 0 to `levels` - 1; a negative code is a missing choice.
    weights
        (V,) weight of each roll call, 1 where left out.

    Returns
    -------
    (N, N, levels, levels); entry [a, b] is the transpose of [b, a].

    Examples
    --------
    >>> counts = pair_counts([[0, 0, 2], [1, 0, -1]])
    >>> counts[0, 1].tolist()
    [[1.0, 0.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 0.0]]
    >>> identical_share(counts)[0, 1]
    np.float64(0.5)
    """
    codes = np.asarray(votes)
    if codes.ndim != 2 or (codes.size and codes.max() >= levels):
        raise OptionError(f"needs choices by roll call and state, coded below {levels}")
    # single precision adds whole numbers exactly to 16.7 million, and weights are the exception
    kind = np.float32 if weights is None else np.float64
    chosen = np.concatenate([codes == level for level in range(levels)], axis=1).astype(kind)
    left = chosen if weights is None else chosen * np.asarray(weights, dtype=kind)[:, None]
    states = codes.shape[1]
    product = (left.T @ chosen).reshape(levels, states, levels, states)
    return np.ascontiguousarray(product.transpose(1, 3, 0, 2), dtype=np.float64)


def distances(levels: int, power: int) -> Array:
    """(levels, levels) disagreement of two choices, 0 to 1: any difference (power 0), linear (1), squared (2)."""
    if power not in (0, 1, 2):
        raise OptionError(f"power={power}: 0 nominal, 1 linear, 2 quadratic")
    apart = np.abs(np.subtract.outer(np.arange(levels), np.arange(levels))) / max(levels - 1, 1)
    return (apart > 0).astype(float) if power == 0 else apart**power


def identical_share(counts: ArrayLike) -> Array:
    r"""Share of identical choices, $I = \sum_i O_{ii}$ with $O$ the joint shares; 0 to 1, NaN without common choices."""
    return 1 - _observed(_shares(counts), 0)


def voeten_agreement(counts: ArrayLike) -> Array:
    r"""Voeten's agreement: identical choices count 1, one step apart 1/2, opposite 0; NaN without common choices.

    $Ag = 1 - \sum_{ij} O_{ij} |i - j| / (k - 1)$

    References
    ----------
    Voeten (2013), Data and analyses of voting in the UN General Assembly, doi 10.4324/9780203115626
    """
    return 1 - _observed(_shares(counts), 1)


def signorino_ritter(counts: ArrayLike, *, power: int = 1) -> Array:
    r"""Signorino and Ritter's S, -1 (always opposite) to 1 (always the same); NaN without common choices.

    $S = 1 - 2 \sum_{ij} O_{ij} (|i - j| / (k - 1))^p$, absolute (`power` 1) or squared (2) distances; weighted where the
    counts are. With absolute distances $S = 2 Ag - 1$.

    References
    ----------
    Signorino and Ritter (1999), Tau-b or not tau-b, International Studies Quarterly 43(1), doi 10.1111/0020-8833.00113

    Examples
    --------
    >>> signorino_ritter([[3, 0, 0], [0, 0, 0], [0, 0, 1]]).item(), signorino_ritter([[0, 0, 1], [0, 0, 0], [1, 0, 0]]).item()
    (1.0, -1.0)
    """
    return 1 - 2 * _observed(_shares(counts), power)


def cohen_kappa(counts: ArrayLike, *, power: int = 0) -> Array:
    r"""Cohen's kappa: agreement beyond what the two states' own habits would give by chance, at most 1.

    $\kappa = 1 - \sum_{ij} \omega_{ij} O_{ij} / \sum_{ij} \omega_{ij} r_i c_j$, with $r$ and $c$ the margins and
    $\omega_{ij} = (|i - j|/(k - 1))^p$: nominal (`power` 0), linear (1), quadratic (2).

    Returns
    -------
    NaN without common choices, and where both states always make one same choice: chance leaves nothing to correct.

    References
    ----------
    Cohen (1968), Weighted kappa, doi 10.1037/h0026256; Häge (2011), Choice or circumstance?, doi 10.1093/pan/mpr023

    Examples
    --------
    >>> round(cohen_kappa([[20, 5], [10, 15]]).item(), 12)
    0.4
    """
    shares = _shares(counts)
    expected = _expected(shares.sum(-1), shares.sum(-2), power, shares.shape[-1])
    return 1 - _divide(_observed(shares, power), expected)


def scott_pi(counts: ArrayLike, *, power: int = 0) -> Array:
    r"""Scott's pi: as Cohen's kappa, with one common habit $m = (r + c)/2$ of both states in place of their own.

    References
    ----------
    Scott (1955), Reliability of content analysis, doi 10.1086/266577; Häge (2011), doi 10.1093/pan/mpr023
    """
    shares = _shares(counts)
    habit = (shares.sum(-1) + shares.sum(-2)) / 2
    return 1 - _divide(_observed(shares, power), _expected(habit, habit, power, shares.shape[-1]))


def benati_capurri(counts: ArrayLike, *, power: int = 1) -> Array:
    r"""Benati and Capurri's alignment: S observed less S of independent choices with the same margins.

    $A = S(O) - S(r c^\top) = 2(\sum \omega r c - \sum \omega O)$, -1 to 1, 0 for independence; NaN without common choices.

    Examples
    --------
    >>> benati_capurri([[25, 25], [25, 25]]).item(), benati_capurri([[50, 0], [0, 50]]).item()
    (0.0, 1.0)
    """
    shares = _shares(counts)
    expected = _expected(shares.sum(-1), shares.sum(-2), power, shares.shape[-1])
    return 2 * (expected - _observed(shares, power))


def tau_b(counts: ArrayLike) -> Array:
    r"""Kendall's tau-b, the rank correlation of two ordered choices with ties; -1 to 1.

    $\tau_b = (C - D) / \sqrt{(n_0 - n_1)(n_0 - n_2)}$ over pairs of roll calls: concordant less discordant, over the pairs
    not tied in either margin. It measures association, not agreement (Signorino and Ritter 1999).

    Returns
    -------
    NaN where one state always makes the same choice.

    References
    ----------
    Kendall (1945), The treatment of ties in ranking problems, doi 10.1093/biomet/33.3.239

    Examples
    --------
    >>> tau_b([[2, 0], [0, 2]]).item()
    1.0
    """
    table = _checked(counts)
    above = np.triu(np.ones(table.shape[-2:]), 1)
    surplus = (table * (above @ table @ (above.T - above))).sum((-2, -1))
    total = table.sum((-2, -1))
    free = [(total**2 - (table.sum(axis) ** 2).sum(-1)) / 2 for axis in (-1, -2)]
    return _divide(surplus, np.sqrt(free[0] * free[1]))


def coincidence(counts: ArrayLike) -> Array:
    """Voting coincidence of the United States Department of State: identical over identical and opposite votes.

    Takes 3 levels (yes, abstain, no). An abstention of either leaves the roll call out; NaN where none is left.

    Examples
    --------
    >>> coincidence([[6, 9, 2], [9, 9, 9], [1, 9, 1]]).item()
    0.7
    """
    table = _checked(counts)
    if table.shape[-1] != 3:
        raise OptionError(f"voting coincidence takes counts of yes, abstain, no, not of {table.shape[-1]}")
    same = table[..., 0, 0] + table[..., 2, 2]
    return _divide(same, same + table[..., 0, 2] + table[..., 2, 0])


def _checked(counts: ArrayLike) -> Array:
    table = np.asarray(counts, dtype=float)
    if table.ndim < 2 or table.shape[-1] != table.shape[-2] or table.shape[-1] < 2:
        raise OptionError(f"needs joint counts of shape (..., k, k) with k of 2 or more, not {table.shape}")
    if (table < 0).any():
        raise OptionError("joint counts are never negative")
    return table


def _shares(counts: ArrayLike) -> Array:
    table = _checked(counts)
    return _divide(table, table.sum((-2, -1), keepdims=True))


def _observed(shares: Array, power: int) -> Array:
    return np.einsum("...ij,ij->...", shares, distances(shares.shape[-1], power))


def _expected(rows: Array, columns: Array, power: int, levels: int) -> Array:
    return ((rows @ distances(levels, power)) * columns).sum(-1)


def _divide(above: Any, below: Any) -> Array:
    """The quotient, NaN where the divisor is 0: what cannot be computed is not a number, and not 0."""
    shape = np.broadcast_shapes(np.shape(above), np.shape(below))
    return np.divide(above, below, out=np.full(shape, np.nan), where=np.broadcast_to(below, shape) > 0)
