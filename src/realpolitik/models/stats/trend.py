r"""Whether a yearly series rises or falls, with intervals that allow for its memory."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from realpolitik.errors import CoverageError, OptionError


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Change a step: `value` with its interval and standard error, and the number of observations behind it."""

    value: float
    low: float
    high: float
    error: float
    count: int


FEWEST = 8


def drift(values: ArrayLike, *, level: float = 0.95) -> Trend:
    r"""Mean change a step of a series whose shocks last: $\bar\Delta$ with the t interval of the differences.

    A line fitted to such a series (a random walk with drift) finds trends in chance; the mean of its differences does not,
    and its interval is wide where the series wanders.

    Parameters
    ----------
    values
        (T,) at equal steps, T of 9 or more.

    References
    ----------
    Nelson and Kang (1984), Pitfalls in the use of time as an explanatory variable in regression, doi 10.2307/1391363

    Examples
    --------
    >>> found = drift([0, 1, 3, 3, 4, 7, 7, 8, 10])
    >>> found.value, round(found.error, 4)
    (1.25, 0.366)
    """
    series = _checked(values, level)
    steps = np.diff(series)
    if steps.size < FEWEST:
        raise CoverageError(f"{steps.size} changes are too few for a trend; {FEWEST} are needed.")
    error = float(steps.std(ddof=1) / math.sqrt(steps.size))
    half = _t(level, steps.size - 1) * error
    value = float(steps.mean())
    return Trend(value=value, low=value - half, high=value + half, error=error, count=int(steps.size))


def newey_west(values: ArrayLike, *, lags: int | None = None, level: float = 0.95) -> Trend:
    r"""Slope of a line over time by least squares, with Newey and West's standard error.

    $\hat\beta = \sum \tilde t_i y_i / \sum \tilde t_i^2$; the variance weighs autocovariances of $\tilde t_i \hat e_i$ up to
    `lags` by $1 - l / (L + 1)$. It is right where the series returns to its line, and too narrow where it wanders (`drift`).

    Parameters
    ----------
    lags
        $L$; $\lfloor 4 (T/100)^{2/9} \rfloor$ where left out.

    References
    ----------
    Newey and West (1987), doi 10.2307/1913610; (1994), doi 10.2307/2297912

    Examples
    --------
    >>> round(newey_west([0, 2, 4, 6, 8, 10, 12, 14, 16]).value, 6)
    2.0
    """
    series = _checked(values, level)
    if series.size < FEWEST + 1:
        raise CoverageError(f"{series.size} years are too few for a trend; {FEWEST + 1} are needed.")
    reach = math.floor(4 * (series.size / 100) ** (2 / 9)) if lags is None else lags
    if reach < 0 or reach >= series.size:
        raise OptionError(f"lags={lags}: choose 0 to {series.size - 1}")
    time = np.arange(series.size) - (series.size - 1) / 2
    spread = float(time @ time)
    slope = float(time @ series) / spread
    scores = time * (series - series.mean() - slope * time)
    meat = float(scores @ scores)
    for lag in range(1, reach + 1):
        meat += 2 * (1 - lag / (reach + 1)) * float(scores[lag:] @ scores[:-lag])
    error = math.sqrt(max(meat, 0.0)) / spread
    half = _t(level, series.size - 2) * error
    return Trend(value=slope, low=slope - half, high=slope + half, error=error, count=int(series.size))


def _t(level: float, freedom: int) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + level) / 2))


def _checked(values: ArrayLike, level: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    series = np.asarray(values, dtype=float)
    if series.ndim != 1 or not np.isfinite(series).all():
        raise OptionError("a trend needs a series of finite numbers")
    if not 0 < level < 1:
        raise OptionError(f"level={level}: choose a share between 0 and 1")
    return series
