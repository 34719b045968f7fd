r"""When did a series change? The dates are found in the series, never given.

Three answers: the exact posterior of one change (`poisson_change`, `level_change`), the best segmentation into any number
of levels (`segments`), and change as it is seen while the series comes in (`online`). All are exact: no sampling, no
thinned list of candidates.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from realpolitik.errors import OptionError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The posterior of one change in a series of T values.

    Attributes
    ----------
    posterior
        (T-1,) chance that the last value before the change is the first, second, …; sums to 1.
    last_before
        Index, from 0, of the likeliest last value before the change.
    low, high
        Indices between which that value lies with 95 % chance.
    before, after
        Means (per unit of exposure) on either side of `last_before`.
    log_bayes_factor
        ln of the chance of the series with one change somewhere over that without.
    """

    posterior: tuple[float, ...]
    last_before: int
    low: int
    high: int
    before: float
    after: float
    log_bayes_factor: float

    @property
    def mean_length(self) -> float:
        """Posterior mean of the number of values before the change."""
        return math.fsum((i + 1) * p for i, p in enumerate(self.posterior))

    def since(self, index: int) -> float:
        """Chance that the change came after value `index - 1` or later, given that there is one."""
        return math.fsum(self.posterior[max(index - 1, 0) :])


def poisson_change(
    counts: Sequence[int], exposures: Sequence[float] | None = None, *, a: float = 1.0, b: float = 1.0
) -> Change:
    r"""Exact posterior of one change in the rate of counts, rates Gamma(a, b) on either side, any place as likely.

    $\ln m(s, E) = a \ln b - \ln\Gamma(a) + \ln\Gamma(a+s) - (a+s)\ln(b+E)$,
    $p(\tau | y) \propto m(y_{1:\tau})\, m(y_{\tau+1:T})$; the Bayes factor is the mean over $\tau$ over $m(y_{1:T})$.

    Parameters
    ----------
    counts
        Two or more, 0 or above.
    exposures
        One a count, above 0; 1 each where left out.
    a, b
        Shape and rate of the prior of either rate; b in the unit of exposure.

    References
    ----------
    Raftery and Akman (1986), Bayesian analysis of a Poisson process with a change-point, doi 10.1093/biomet/73.1.85

    Examples
    --------
    >>> found = poisson_change([4, 5, 4, 6, 5, 0, 1, 0, 1])
    >>> found.last_before, found.before, found.after
    (4, 4.8, 0.5)
    """
    import numpy as np
    from scipy.special import gammaln

    y = _series(counts)
    e = np.ones(len(y)) if exposures is None else _series(exposures)
    if len(e) != len(y) or (y < 0).any() or (e <= 0).any() or a <= 0 or b <= 0:
        raise OptionError("needs counts of 0 or more, as many exposures above 0, and a prior above 0")

    def evidence(s: np.ndarray, length: np.ndarray) -> np.ndarray:
        return a * math.log(b) - gammaln(a) + gammaln(a + s) - (a + s) * np.log(b + length)

    total, whole = y.sum(), e.sum()
    s, length = np.cumsum(y)[:-1], np.cumsum(e)[:-1]
    logs = evidence(s, length) + evidence(total - s, whole - length)
    return _posterior(logs, float(evidence(total, whole)), y, e)


def level_change(values: Sequence[float]) -> Change:
    r"""Exact posterior of one change in the level of values with normal noise of unknown, constant size.

    Either level has a prior around the mean of the whole that weighs as much as one value, the noise Jeffreys' prior;
    with $g = 1$, $m \propto |X'X + g I|^{-1/2}\, (y'y - y'X(X'X + gI)^{-1}X'y)^{-T/2}$.

    Parameters
    ----------
    values
        Four or more, finite, not all the same.

    References
    ----------
    Smith (1975), A Bayesian approach to inference about a change-point in a sequence of random variables,
    doi 10.1093/biomet/62.2.407

    Examples
    --------
    >>> found = level_change([1.0, 1.2, 0.9, 1.1, 3.0, 3.2, 2.9, 3.1])
    >>> found.last_before, round(found.after - found.before, 2)
    (3, 2.0)
    """
    import numpy as np

    y = _series(values)
    if len(y) < 4 or np.ptp(y) == 0:
        raise OptionError("a change of level needs four values or more that are not all the same")
    z = (y - y.mean()) / y.std()
    n = len(z)
    g = 1.0  # the prior weighs as much as one value
    s, length = np.cumsum(z)[:-1], np.arange(1.0, n)
    total = float(z @ z)
    explained = s**2 / (length + g) + (z.sum() - s) ** 2 / (n - length + g)
    logs = (
        math.log(g) - 0.5 * (np.log(length + g) + np.log(n - length + g)) - n / 2 * np.log(total - explained)
    )
    none = 0.5 * math.log(g) - 0.5 * math.log(n + g) - n / 2 * math.log(total - float(z.sum()) ** 2 / (n + g))
    return _posterior(logs, none, y, np.ones(n))


def _posterior(logs: Array, none: float, y: Array, e: Array) -> Change:
    import numpy as np

    top = float(logs.max())
    weights = np.exp(logs - top)
    p = weights / weights.sum()
    cumulated = np.cumsum(p)
    last = int(p.argmax())
    return Change(
        posterior=tuple(p.tolist()),
        last_before=last,
        low=int(np.searchsorted(cumulated, 0.025)),
        high=min(int(np.searchsorted(cumulated, 0.975)), len(p) - 1),
        before=float(y[: last + 1].sum() / e[: last + 1].sum()),
        after=float(y[last + 1 :].sum() / e[last + 1 :].sum()),
        log_bayes_factor=top + math.log(float(weights.mean())) - none,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """The best segmentation of a series.

    Attributes
    ----------
    starts
        Indices, from 0, at which a new level begins, in order; empty if the level never changes.
    levels
        Mean of each segment, one more than `starts`; weighted where weights were given.
    cost, penalty
        Sum of costs of the segments, and what each further segment had to save.
    """

    starts: tuple[int, ...]
    levels: tuple[float, ...]
    cost: float
    penalty: float


def segments(
    values: Sequence[float],
    *,
    weights: Sequence[float] | None = None,
    penalty: float | None = None,
    cost: str = "normal",
    at_least: int = 2,
) -> Segments:
    r"""The segmentation with the least cost plus penalty, over all places and all numbers of segments.

    $\min \sum_j C(y_{t_j:t_{j+1}}) + \beta\,(\text{segments} - 1)$ by dynamic programming over every candidate (no jumps).
    Cost `normal`: $\sum w (y - \bar y)^2$; `poisson`: $-2 S \ln(S/E)$ with values as counts and weights as exposure.

    Parameters
    ----------
    values
        Two or more.
    weights
        One a value, above 0; 1 each where left out.
    penalty
        By default $3 \ln T \cdot \hat\sigma^2$ with $\hat\sigma$ from the median difference of neighbours (normal), or
        $3 \ln T$ (poisson): two parameters and a place for every further segment.
    at_least
        Values in a segment.

    References
    ----------
    Jackson and others (2005), An algorithm for optimal partitioning of data on an interval, doi 10.1109/LSP.2001.838216;
    Killick, Fearnhead and Eckley (2012), Optimal detection of changepoints, doi 10.1080/01621459.2012.737745

    Examples
    --------
    >>> segments([5, 6, 5, 6, 1, 2, 1, 2, 9, 8, 9, 8]).starts
    (4, 8)
    """
    import numpy as np

    y = _series(values)
    w = np.ones(len(y)) if weights is None else _series(weights)
    if cost not in ("normal", "poisson"):
        raise OptionError(f"cost {cost!r}: choose normal or poisson")
    if len(w) != len(y) or (w <= 0).any() or at_least < 1 or (cost == "poisson" and (y < 0).any()):
        raise OptionError(
            "needs as many weights as values, above 0, counts of 0 or more, and segments of 1 or more"
        )
    n = len(y)
    if penalty is None:
        penalty = 3 * math.log(n) * (_noise(y, w) if cost == "normal" else 1.0)
    s = np.concatenate([[0.0], np.cumsum(y * w if cost == "normal" else y)])
    q = np.concatenate([[0.0], np.cumsum(y * y * w)])
    e = np.concatenate([[0.0], np.cumsum(w)])

    def price(end: int) -> np.ndarray:
        """Cost of the segments that start at 0, 1, … and stop before `end`."""
        total, length = s[end] - s[:end], e[end] - e[:end]
        if cost == "normal":
            return q[end] - q[:end] - total**2 / length
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(total > 0, -2 * total * np.log(total / length), 0.0)

    best, came = np.full(n + 1, np.inf), np.zeros(n + 1, int)
    best[0] = -penalty
    for end in range(at_least, n + 1):
        tried = best[:end] + price(end) + penalty
        tried[end - at_least + 1 :] = np.inf
        came[end] = int(tried.argmin())
        best[end] = tried[came[end]]
    starts: list[int] = []
    end = n
    while end > 0:
        end = int(came[end])
        starts.append(end)
    edges = [*reversed(starts), n]
    sums = y * w if cost == "normal" else y
    means = [float(sums[i:j].sum() / w[i:j].sum()) for i, j in pairwise(edges)]
    return Segments(
        starts=tuple(edges[1:-1]),
        levels=tuple(means),
        cost=float(best[n] - penalty * (len(means) - 1)),
        penalty=penalty,
    )


def _noise(y: Array, w: Array) -> float:
    """Variance of one value of weight 1, from the differences of neighbours, so that changes of level do not count."""
    import numpy as np

    steps = np.abs(np.diff(y)) / np.sqrt(1 / w[1:] + 1 / w[:-1])
    median = float(np.median(steps)) / 0.6744897501960817  # of |normal|
    return max(median**2, 1e-12 * max(float(y.var()), 1e-300))


@dataclass(frozen=True, slots=True, kw_only=True)
class Online:
    """What is known of changes as a series comes in.

    Attributes
    ----------
    run_length
        (T,) likeliest number of values since the last change, after each value.
    fresh
        (T,) chance, after each value, that this value is the first of a new segment.
    log_evidence
        ln of the chance of the whole series under the model.
    """

    run_length: tuple[int, ...]
    fresh: tuple[float, ...]
    log_evidence: float


def online(counts: Sequence[int], *, hazard: float = 0.02, a: float = 1.0, b: float = 1.0) -> Online:
    r"""Bayesian online detection of changes in the rate of counts, Gamma(a, b) rates, a change at any step with `hazard`.

    $P(r_{t+1}, y_{1:t}) = \sum_r P(r_t, y_{1:t-1})\,\pi_t(r)\,(1-H)$ for growth, $\times H$ for a new run, with the negative
    binomial $\pi_t(r)$ of the run's own counts.

    Parameters
    ----------
    hazard
        Chance of a change at any step, between 0 and 1: 0.02 is one in fifty steps.

    References
    ----------
    Adams and MacKay (2007), Bayesian Online Changepoint Detection, arXiv 0710.3742

    Examples
    --------
    >>> found = online([9, 8, 9, 10, 9, 0, 0, 1, 0, 0])
    >>> found.run_length[4], found.run_length[-1]
    (5, 5)
    """
    import numpy as np
    from scipy.special import gammaln

    y = _series(counts)
    if (y < 0).any() or not 0 < hazard < 1 or a <= 0 or b <= 0:
        raise OptionError(f"hazard {hazard}: needs counts of 0 or more, 0 < hazard < 1, and a prior above 0")
    shape, scale, chance = np.array([a]), np.array([b]), np.array([0.0])
    lengths, fresh = [], []
    for value in y:
        seen = (
            gammaln(shape + value)
            - gammaln(shape)
            - gammaln(value + 1)
            + shape * np.log(scale / (scale + 1))
            - value * np.log(scale + 1)
        )
        joint = chance + seen
        weight = np.exp(joint - joint.max())
        lengths.append(
            int(joint.argmax()) + 1
        )  # entry r held r earlier values of the run; this one makes r + 1
        fresh.append(float(weight[0] / weight.sum()))
        reset = np.logaddexp.reduce(joint + math.log(hazard))
        chance = np.concatenate([[reset], joint + math.log1p(-hazard)])
        shape, scale = np.concatenate([[a], shape + value]), np.concatenate([[b], scale + 1])
    return Online(
        run_length=tuple(lengths), fresh=tuple(fresh), log_evidence=float(np.logaddexp.reduce(chance))
    )


def _series(values: Sequence[float]) -> Array:
    import numpy as np

    series = np.asarray(values, float)
    if series.ndim != 1 or len(series) < 2 or not np.isfinite(series).all():
        raise OptionError(f"a series of two finite values or more is needed, not {len(values)} as given")
    return series
