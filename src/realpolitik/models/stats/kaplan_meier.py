r"""How long things last when some have not ended yet: the Kaplan-Meier curve, its intervals, and the log-rank test."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from realpolitik.errors import OptionError

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The share that lives on past each time at which something ended.

    Attributes
    ----------
    times
        (T,) distinct times of ends, rising.
    survival, error
        (T,) share living past each, 0 to 1, and Greenwood's standard error.
    low, high
        (T,) log-log interval, within 0 and 1; NaN where the share is 0, for which it does not exist.
    at_risk, ended
        (T,) how many lived until each time, and how many ended then.
    """

    times: Array
    survival: Array
    error: Array
    low: Array
    high: Array
    at_risk: Array
    ended: Array

    def at(self, time: float) -> int:
        """The place of the last step at or before a time; -1 before the first."""
        return int(np.searchsorted(self.times, time, side="right")) - 1

    def median(self) -> float:
        """The first time at which half or less live on; infinite where more than half outlive the record."""
        past = np.flatnonzero(self.survival <= 0.5 + 1e-12)
        return float(self.times[past[0]]) if past.size else math.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRank:
    """Test that groups end at one rate: statistic, degrees of freedom, p-value, observed and expected ends by group."""

    statistic: float
    freedom: int
    p_value: float
    observed: Array
    expected: Array


def kaplan_meier(durations: ArrayLike, ended: ArrayLike, *, level: float = 0.95) -> Curve:
    r"""The product-limit curve $\hat S(t) = \prod_{t_i \le t} (1 - d_i / n_i)$.

    Greenwood's variance is $\hat S^2 \sum d_i / (n_i (n_i - d_i))$; the interval is symmetric on the scale of
    $\ln(-\ln S)$, so it stays within 0 and 1: $\hat S^{\exp(\pm z \hat\sigma)}$,
    $\hat\sigma^2 = \sum d_i / (n_i (n_i - d_i)) / \ln^2 \hat S$.

    Parameters
    ----------
    durations
        (N,) how long each lived or was watched, above 0.
    ended
        (N,) 1 where it ended then, 0 where it lived on (censored).
    level
        Between 0 and 1.

    Raises
    ------
    OptionError
        There is nothing, lengths differ, or a duration is not above 0.

    References
    ----------
    Kaplan and Meier (1958), doi 10.1080/01621459.1958.10501452; Greenwood (1926), The natural duration of cancer;
    Kalbfleisch and Prentice (2002), The Statistical Analysis of Failure Time Data, doi 10.1002/9781118032985

    Examples
    --------
    >>> found = kaplan_meier([1, 2, 2, 3], [1, 1, 0, 1])
    >>> found.times.tolist(), found.survival.tolist()
    ([1.0, 2.0, 3.0], [0.75, 0.5, 0.0])
    """
    lasted, over = _checked(durations, ended)
    if not 0 < level < 1:
        raise OptionError(f"level={level}: choose a share between 0 and 1")
    times, deaths = np.unique(lasted[over], return_counts=True)
    at_risk = (lasted[:, None] >= times).sum(0).astype(float)
    deaths = deaths.astype(float)
    survival = np.cumprod(1 - deaths / at_risk)
    gone = at_risk - deaths
    terms = np.divide(deaths, at_risk * gone, out=np.full_like(gone, np.inf), where=gone > 0)
    spread = np.cumsum(terms)
    living = survival > 0
    error = np.where(living, survival * np.sqrt(np.where(living, spread, 0.0)), np.nan)
    low, high = np.full_like(survival, np.nan), np.full_like(survival, np.nan)
    half = _quantile(level) * np.sqrt(spread[living]) / np.abs(np.log(survival[living]))
    low[living], high[living] = survival[living] ** np.exp(half), survival[living] ** np.exp(-half)
    return Curve(
        times=times, survival=survival, error=error, low=low, high=high, at_risk=at_risk, ended=deaths
    )


def log_rank(durations: ArrayLike, ended: ArrayLike, groups: ArrayLike) -> LogRank:
    r"""The log-rank test that K groups end at the same rate.

    At each time of an end, group $k$ is expected $e_k = d\, n_k / n$ of the $d$ ends; the differences from the observed ones
    have the hypergeometric covariance, and $Z^\top V^{-1} Z$ is $\chi^2$ with $K - 1$ degrees of freedom.

    Parameters
    ----------
    groups
        (N,) the group of each, any labels; two or more.

    References
    ----------
    Mantel (1966), Evaluation of survival data and two new rank order statistics arising in its consideration;
    Peto and Peto (1972), doi 10.2307/2344317

    Examples
    --------
    >>> found = log_rank([1, 2, 3, 4], [1, 1, 1, 1], ["x", "x", "y", "y"])
    >>> round(found.statistic, 4), found.freedom
    (2.8824, 1)
    """
    lasted, over = _checked(durations, ended)
    labels, number = np.unique(np.asarray(groups), return_inverse=True)
    if number.shape != lasted.shape or labels.size < 2:
        raise OptionError("the log-rank test compares two groups or more, one label each")
    times = np.unique(lasted[over])
    member = number[:, None] == np.arange(labels.size)
    alive = (lasted[:, None] >= times).astype(float)
    ends = ((lasted[:, None] == times) & over[:, None]).astype(float)
    at_risk, died = member.T @ alive, member.T @ ends  # (K, T)
    n, d = at_risk.sum(0), died.sum(0)
    share = at_risk / n
    expected = share * d
    scale = np.divide(d * (n - d), n - 1, out=np.zeros_like(n), where=n > 1)
    covariance = np.diag((share * scale).sum(1)) - (share * scale) @ share.T
    apart = (died - expected).sum(1)[:-1]
    if np.linalg.matrix_rank(covariance[:-1, :-1]) < labels.size - 1:
        raise OptionError("a group has nobody at risk when anything ends: it cannot be compared")
    statistic = float(apart @ np.linalg.solve(covariance[:-1, :-1], apart))
    from scipy.special import gammaincc

    freedom = int(labels.size) - 1
    return LogRank(
        statistic=statistic,
        freedom=freedom,
        p_value=float(gammaincc(freedom / 2, statistic / 2)),
        observed=died.sum(1),
        expected=expected.sum(1),
    )


def resampled_survival(
    durations: ArrayLike, ended: ArrayLike, clusters: ArrayLike, weights: ArrayLike, *, time: float
) -> Array:
    """Survival past a time where whole clusters are drawn again.

    Parameters
    ----------
    clusters
        (N,) the number of the cluster of each, 0 to C - 1.
    weights
        (R, C) how often each replicate draws each cluster.

    Returns
    -------
    (R,) survival of each replicate; NaN where it has nobody at risk.
    """
    lasted, over = _checked(durations, ended)
    places, drawn = np.asarray(clusters), np.asarray(weights, dtype=float)
    times = np.unique(lasted[over & (lasted <= time)])
    if not times.size:
        return np.ones(len(drawn))
    # How many of each cluster lived to each time and no later; summed from the end, how many were alive at each.
    reached = np.searchsorted(times, lasted, side="right") - 1
    some = reached >= 0
    until, ends = np.zeros((2, drawn.shape[1], times.size))
    np.add.at(until, (places[some], reached[some]), 1.0)
    died = some & over & (lasted == times[np.maximum(reached, 0)])
    np.add.at(ends, (places[died], reached[died]), 1.0)
    n, d = drawn @ until[:, ::-1].cumsum(1)[:, ::-1], drawn @ ends
    hazard = np.divide(d, n, out=np.zeros_like(n), where=n > 0)
    return np.where(n[:, 0] > 0, np.prod(1 - hazard, axis=1), np.nan)


def _quantile(level: float) -> float:
    from scipy.special import ndtri

    return float(ndtri((1 + level) / 2))


def _checked(durations: ArrayLike, ended: ArrayLike) -> tuple[Array, NDArray[np.bool_]]:
    lasted, over = np.asarray(durations, dtype=float), np.asarray(ended, dtype=bool)
    if lasted.shape != over.shape or lasted.ndim != 1 or not lasted.size:
        raise OptionError(
            f"{lasted.size} durations and {over.size} ends: give one end (1) or none (0) a duration"
        )
    if not (np.isfinite(lasted) & (lasted > 0)).all():
        raise OptionError("a duration is finite and above 0")
    return lasted, over
