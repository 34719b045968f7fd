"""Counting votes so that thousands of replicates cost one product of matrices: by cluster, once.

Votes on one issue in one session are no independent draws: texts come in series. So roll calls are resampled by cluster
(session and issues). The joint counts of a pair in each cluster are all that any replicate needs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.measures.votes import similarity

Array = NDArray[np.float64]
Codes = NDArray[np.int8]
Index = Callable[[Array], Array]

INDICES: Mapping[str, Index] = {
    "identical": similarity.identical_share,
    "agreement": similarity.voeten_agreement,
    "s": similarity.signorino_ritter,
    "s-squared": partial(similarity.signorino_ritter, power=2),
    "pi": similarity.scott_pi,
    "kappa": similarity.cohen_kappa,
    "kappa-linear": partial(similarity.cohen_kappa, power=1),
    "kappa-quadratic": partial(similarity.cohen_kappa, power=2),
    "benati-capurri": similarity.benati_capurri,
    "tau-b": similarity.tau_b,
    "coincidence": similarity.coincidence,
}
"""Indices of similarity by name; each takes joint counts (..., 3, 3)."""
FIVE = ("identical", "agreement", "s-squared", "kappa", "pi")
"""Those that are computed for all pairs of a year unless others are named."""
ROUNDED = 12
"""Digits that are kept: what is 0 but for the rounding of sums is 0."""
MOST_DRAWS = 20_000
"""Replicates past which memory goes and no digit that is shown changes."""


def index_of(name: str) -> Index:
    """The index of this name; an unknown one raises `UnknownNameError`."""
    if name not in INDICES:
        raise UnknownNameError("index of similarity", name, INDICES)
    return INDICES[name]


def check_draws(draws: int, *, fewest: int = 100, why: str = "give no interval") -> None:
    """Refuse a number of replicates that says nothing, or that no machine can hold.

    Raises
    ------
    OptionError
        Fewer than `fewest`, or more than `MOST_DRAWS`.
    """
    if draws < fewest:
        raise OptionError(f"draws={draws}: fewer than {fewest} {why}")
    if draws > MOST_DRAWS:
        raise OptionError(f"draws={draws}: at most {MOST_DRAWS:,}; more change no digit that is shown")


def cluster_counts(
    first: Codes, second: Codes, clusters: NDArray[np.int64], weights: Array | None = None
) -> Array:
    """Joint counts of a pair in each cluster that holds a common vote.

    Parameters
    ----------
    first, second
        (V,) codes 0 to 2, -1 for no vote; 3 is an absence that counts as a choice of its own.
    clusters
        (V,) number of the cluster of each roll call.
    weights
        (V,) weight of each roll call, 1 where left out.

    Returns
    -------
    (C, 3, 3), or (C, 4, 4) where an absence is a choice, clusters in the order of their numbers.

    Examples
    --------
    >>> votes = np.array([0, 0, 2], dtype=np.int8)
    >>> cluster_counts(votes, votes, np.array([4, 4, 7])).sum((1, 2)).tolist()
    [2.0, 1.0]
    """
    both = (first >= 0) & (second >= 0)
    _, place = np.unique(clusters[both], return_inverse=True)
    kinds = max(3, int(first.max(initial=0)) + 1, int(second.max(initial=0)) + 1)
    cells = place * kinds**2 + first[both].astype(np.int64) * kinds + second[both]
    size = kinds**2 * (int(place.max()) + 1) if len(place) else 0
    weight = None if weights is None else weights[both]
    return np.bincount(cells, weights=weight, minlength=size).astype(float).reshape(-1, kinds, kinds)


def resampled(counts: Array, *, draws: int, seed: int = 0) -> Array:
    """Joint counts of replicates in which as many clusters are drawn again, with replacement.

    Parameters
    ----------
    counts
        (C, 3, 3) of `cluster_counts`, or (C, ...) of any shape.
    draws
        How many replicates.

    Returns
    -------
    (draws, 3, 3): multinomial weights of the clusters times their counts.

    Raises
    ------
    CoverageError
        There is no cluster.

    References
    ----------
    Field and Welsh (2007), Bootstrapping clustered data, doi 10.1111/j.1467-9868.2007.00593.x

    Examples
    --------
    >>> resampled(np.ones((5, 3, 3)), draws=2).sum((1, 2)).tolist()
    [45.0, 45.0]
    """
    size = len(counts)
    if not size:
        raise CoverageError("there is no common vote to resample.", "Ask for a longer period.")
    return (redrawn(size, draws=draws, seed=seed) @ counts.reshape(size, -1)).reshape(
        draws, *counts.shape[1:]
    )


@lru_cache(maxsize=4)
def redrawn(size: int, *, draws: int, seed: int = 0) -> Array:
    """(draws, size) how often each of so many clusters is drawn in each replicate; each row sums to `size`.

    Not to be written to: the same draws serve all figures of as many clusters.

    Examples
    --------
    >>> redrawn(3, draws=4).sum(1).tolist()
    [3.0, 3.0, 3.0, 3.0]
    """
    picked = np.random.default_rng(seed).integers(size, size=(draws, size))
    cells = picked + size * np.arange(draws)[:, None]  # a row of its own for each replicate
    drawn = np.bincount(cells.ravel(), minlength=draws * size).reshape(draws, size).astype(float)
    drawn.flags.writeable = False
    return drawn


def band(values: Array, clusters: int) -> tuple[float, float] | None:
    r"""The 95 % interval of replicates from so many clusters, or None where fewer than half of them have a value.

    Percentiles of the bootstrap are too narrow where clusters are few; they are taken further out, at
    $\Phi(\mp t_{C-1} \sqrt{C/(C-1)})$ with $t$ Student's 97.5 % quantile: 1.5 and 98.5 for 18 clusters, 2.4 and 97.6 for 167.

    References
    ----------
    Hesterberg (2015), What teachers should know about the bootstrap, section 5.3, doi 10.1080/00031305.2015.1089789

    Examples
    --------
    >>> band(np.arange(1001.0), clusters=10**6)
    (25.0, 975.0)
    """
    known = values[~np.isnan(values)]
    if len(known) * 2 < len(values) or not len(known):
        return None
    low, high = np.percentile(known, _levels(clusters)).round(ROUNDED)
    return float(low), float(high)


@lru_cache(maxsize=256)
def _levels(clusters: int) -> tuple[float, float]:
    from scipy.special import ndtr, stdtrit

    reach = float(stdtrit(clusters - 1, 0.975)) * (clusters / (clusters - 1)) ** 0.5
    low = round(100 * float(ndtr(-reach)), 3)
    return low, 100 - low


def similarity_by_year(
    codes: Codes, years: NDArray[np.int64], *, indices: tuple[str, ...] = FIVE
) -> dict[int, dict[str, Array]]:
    """Similarity of all pairs of states in every year, from one product of matrices a year.

    Parameters
    ----------
    codes
        (V, N) codes 0 to 2, -1 for no vote.
    years
        (V,) calendar year of each roll call.
    indices
        Names of `INDICES`.

    Returns
    -------
    By year and index, (N, N) symmetric; NaN where a pair has no common vote, or where an index is not defined. `votes` holds
    the number of common votes.

    Examples
    --------
    >>> found = similarity_by_year(np.array([[0, 0, 2]], dtype=np.int8), np.array([1990]), indices=("identical",))
    >>> found[1990]["identical"][0].tolist()
    [1.0, 1.0, 0.0]
    """
    found: dict[int, dict[str, Array]] = {}
    chosen = {name: index_of(name) for name in indices}
    for year in np.unique(years):
        present = np.flatnonzero((codes[years == year] >= 0).any(0))
        counts = similarity.pair_counts(codes[years == year][:, present])
        upper = np.triu_indices(len(present))
        once = counts[upper]
        own = {"votes": once.sum((-2, -1))} | {name: index(once) for name, index in chosen.items()}
        found[int(year)] = {
            name: _square(
                values,
                present[upper[0]],
                present[upper[1]],
                codes.shape[1],
                0.0 if name == "votes" else np.nan,
            )
            for name, values in own.items()
        }
    return found


def _square(
    values: Array, rows: NDArray[np.int64], columns: NDArray[np.int64], size: int, empty: float
) -> Array:
    full = np.full((size, size), empty)
    full[rows, columns] = values
    full[columns, rows] = values
    return full


def permuted(before: Array, after: Array, index: Index, *, draws: int, seed: int = 0) -> float:
    """Whether a pair changed between two spans: the p value of a permutation test over clusters.

    Under no change it does not matter which clusters stand before and which after; so the labels are shuffled, as many on
    each side, and the difference of the index is computed anew.

    Parameters
    ----------
    before, after
        (B, 3, 3) and (A, 3, 3) joint counts by cluster.

    Returns
    -------
    The two-sided p value, (1 + number of differences at least as large) / (1 + draws); 1 where the index is defined in
    neither.

    References
    ----------
    Good (2005), Permutation, Parametric and Bootstrap Tests of Hypotheses, doi 10.1007/b138696

    Examples
    --------
    >>> same = np.tile(np.diag([4.0, 3.0, 3.0]), (6, 1, 1))
    >>> permuted(same, same, INDICES["identical"], draws=99)
    1.0
    """
    pool = np.concatenate([before, after]).reshape(len(before) + len(after), -1)
    shape = (draws, *before.shape[1:])
    early = _halves(len(pool), len(before), draws, seed) @ pool
    shuffled = index((pool.sum(0) - early).reshape(shape)) - index(early.reshape(shape))
    observed = float(index(after.sum(0)) - index(before.sum(0)))
    known = shuffled[~np.isnan(shuffled)]
    # a difference that is the same but for rounding counts as at least as large
    as_large = int((np.abs(known) >= abs(observed) - 1e-12).sum())
    return (1 + as_large) / (1 + len(known))


@lru_cache(maxsize=8)
def _halves(size: int, first: int, draws: int, seed: int) -> Array:
    """(draws, size) 1 for the clusters that stand before in each shuffle; the same for every index of one comparison."""
    order = np.argsort(np.random.default_rng(seed).random((draws, size)), axis=1)[:, :first]
    picked = np.zeros((draws, size))
    np.put_along_axis(picked, order, 1.0, axis=1)
    picked.flags.writeable = False
    return picked
