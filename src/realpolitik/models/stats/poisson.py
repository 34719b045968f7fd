r"""Rates of counted things: exact intervals, a test of overdispersion, and the negative binomial where uses cluster."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from realpolitik.errors import OptionError


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    r"""A count over its exposure.

    Attributes
    ----------
    count, exposure
        What was counted, and over how much: documents, words, years.
    value, low, high
        Rate in counts a unit of exposure, and its interval.
    kind
        What the interval is: `exact Poisson` or `negative binomial`.
    dispersion
        Size $\kappa$ of the negative binomial, variance $\mu + \mu^2/\kappa$; infinite for Poisson.
    """

    count: int
    exposure: float
    value: float
    low: float
    high: float
    kind: str
    dispersion: float = math.inf


def rate(count: int, exposure: float, *, level: float = 0.95) -> Rate:
    r"""Rate of a count with its exact Poisson interval.

    $[\chi^2_{\alpha/2,\,2k} / 2,\ \chi^2_{1-\alpha/2,\,2k+2} / 2] / E$; a count of zero has the lower end 0.

    Parameters
    ----------
    count
        Whole and not negative.
    exposure
        Above 0, in any unit; the rate is per such unit.
    level
        Between 0 and 1: the share of repetitions that the interval holds at least.

    Raises
    ------
    OptionError
        Without exposure there is no rate: nothing observed is not nothing used.

    References
    ----------
    Garwood (1936), Fiducial limits for the Poisson distribution, doi 10.1093/biomet/28.3-4.437

    Examples
    --------
    >>> found = rate(39, 11)
    >>> round(found.value, 3), round(found.low, 3), round(found.high, 3)
    (3.545, 2.521, 4.847)
    """
    _check(count, exposure, level)
    from scipy.special import gammaincinv

    tail = (1 - level) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    high = float(gammaincinv(count + 1, 1 - tail))
    return Rate(
        count=count,
        exposure=exposure,
        value=count / exposure,
        low=low / exposure,
        high=high / exposure,
        kind="exact Poisson",
    )


def rate_ratio(
    before: tuple[int, float], after: tuple[int, float], *, level: float = 0.95
) -> tuple[float, float]:
    r"""Exact interval of the later rate over the earlier, given (count, exposure) of each.

    Given their sum, the later count is binomial with chance $p = \rho E_2 / (E_1 + \rho E_2)$; Clopper and Pearson's
    limits of $p$ become limits of $\rho$. Without an earlier use the upper limit is infinite.

    References
    ----------
    Przyborowski and Wilenski (1940), Homogeneity of results in testing samples from Poisson series,
    doi 10.1093/biomet/31.3-4.313

    Examples
    --------
    >>> low, high = rate_ratio((12, 30), (0, 45))
    >>> low, round(high, 3)
    (0.0, 0.24)
    """
    (k1, e1), (k2, e2) = before, after
    _check(k1, e1, level)
    _check(k2, e2, level)
    if not k1 + k2:
        raise OptionError("no use before or after: the ratio of the two rates could be anything")
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    low = float(betaincinv(k2, k1 + 1, tail)) if k2 else 0.0
    high = float(betaincinv(k2 + 1, k1, 1 - tail)) if k1 else 1.0
    return tuple(p / (1 - p) * e1 / e2 if p < 1 else math.inf for p in (low, high))  # type: ignore[return-value]


def overdispersion(counts: Sequence[int], exposures: Sequence[float]) -> float:
    r"""Pearson's $\chi^2 / (n - 1)$ of counts under one rate: 1 if Poisson, more if uses cluster.

    Examples
    --------
    >>> round(overdispersion([0, 0, 0, 8], [1, 1, 1, 1]), 2)
    8.0
    """
    total = _check_many(counts, exposures)
    if len(counts) < 2 or not total:
        raise OptionError("overdispersion needs two counts or more, and a use among them")
    shared = total / math.fsum(exposures)
    terms = ((k - shared * e) ** 2 / (shared * e) for k, e in zip(counts, exposures, strict=True))
    return math.fsum(terms) / (len(counts) - 1)


def clustered_rate(counts: Sequence[int], exposures: Sequence[float], *, level: float = 0.95) -> Rate:
    r"""Rate of counts that cluster, with an interval from the negative binomial.

    $\hat\lambda = \sum k_i / \sum E_i$ with the interval $\hat\lambda e^{\pm z s}$, $s^2 = \sum (\mu_i + \mu_i^2/\kappa) /
    (\sum \mu_i)^2$, $\mu_i = \hat\lambda E_i$, and $\kappa$ by maximum likelihood. Counts no
    more spread than Poisson ones get the exact Poisson interval.

    Parameters
    ----------
    counts, exposures
        One of each a document or year; exposures above 0.

    References
    ----------
    Cameron and Trivedi (2013), Regression Analysis of Count Data, doi 10.1017/CBO9781139013567

    Examples
    --------
    >>> found = clustered_rate([0, 0, 9, 0, 1, 0, 12, 0], [1] * 8)
    >>> found.kind, found.value, found.dispersion < 1
    ('negative binomial', 2.75, True)
    """
    total = _check_many(counts, exposures)
    poisson = rate(total, math.fsum(exposures), level=level)
    if len(counts) < 2 or not total or overdispersion(counts, exposures) <= 1:
        return poisson
    import numpy as np
    from scipy.special import gammaln, ndtri

    k, mu = np.asarray(counts, float), poisson.value * np.asarray(exposures, float)

    def gain(log_size: float) -> float:
        size = math.exp(log_size)
        spread = gammaln(k + size) - gammaln(size) + size * np.log(size / (size + mu))
        return float((spread + k * np.log(mu / (size + mu))).sum())

    size = math.exp(_highest(gain, -10.0, 16.0))
    if size > 1e6:  # no cluster that the data could show: the Poisson interval is exact
        return poisson
    spread = math.sqrt(float((mu + mu**2 / size).sum())) / float(mu.sum())
    half = float(ndtri((1 + level) / 2)) * spread
    return Rate(
        count=total,
        exposure=poisson.exposure,
        value=poisson.value,
        low=poisson.value * math.exp(-half),
        high=poisson.value * math.exp(half),
        kind="negative binomial",
        dispersion=size,
    )


def _highest(gain: Callable[[float], float], low: float, high: float) -> float:
    """Where a function with one peak is highest, by golden section: no library of solvers for one number."""
    ratio = (math.sqrt(5) - 1) / 2
    one, two = high - ratio * (high - low), low + ratio * (high - low)
    first, second = gain(one), gain(two)
    while high - low > 1e-9:
        if first >= second:
            high, two, second = two, one, first
            one = high - ratio * (high - low)
            first = gain(one)
        else:
            low, one, first = one, two, second
            two = low + ratio * (high - low)
            second = gain(two)
    return (low + high) / 2


def _check(count: int, exposure: float, level: float) -> None:
    if (
        count < 0
        or count != int(count)
        or not exposure > 0
        or not 0 < level < 1
        or not math.isfinite(exposure)
    ):
        raise OptionError(
            f"count {count}, exposure {exposure}, level {level}: needs a whole count >= 0, exposure > 0, 0 < level < 1"
        )


def _check_many(counts: Sequence[int], exposures: Sequence[float]) -> int:
    if len(counts) != len(exposures) or not len(counts):
        raise OptionError(f"{len(counts)} counts and {len(exposures)} exposures: give one exposure a count")
    for count, exposure in zip(counts, exposures, strict=True):
        _check(count, exposure, 0.95)
    return int(sum(counts))
