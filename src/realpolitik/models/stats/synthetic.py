r"""What would have been: synthetic control, synthetic difference in differences, and the gap to a fitted trend.

Arrays only. Outcomes are (N, T): N units, T periods, the first `before` of them before the shock.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from realpolitik.errors import CoverageError, OptionError

Array = NDArray[np.float64]
FEWEST_BEFORE = 3
"""Periods before a shock without which no counterfactual is fitted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A counterfactual of one unit.

    Attributes
    ----------
    effect
        Mean gap between the unit and its counterfactual after the shock.
    gaps
        (T,) gap in every period.
    counterfactual
        (T,) what would have been.
    weights
        (N,) weight of each donor, summing to one; 0 for most.
    times
        (before,) weight of each period before the shock; empty where the method has none.
    importance
        (K,) weight of each predictor, summing to one; empty where the method has none.
    fit
        Root mean square of the gaps before the shock.
    ratio
        Root mean square of the gaps after the shock over `fit`.
    """

    effect: float
    gaps: Array
    counterfactual: Array
    weights: Array
    times: Array
    importance: Array
    fit: float
    ratio: float


def trend_gap(series: ArrayLike, *, before: int, steps: ArrayLike | None = None) -> Array:
    r"""Gap between each later value and the line fitted to the values before, $y_t - (\hat a + \hat b t)$.

    Parameters
    ----------
    series
        (T,) or (N, T).
    before
        How many of the periods are before the shock, 3 or more.
    steps
        (T,) times of the periods, where they are not one step apart.

    Returns
    -------
    (T,) or (N, T): the residuals before, the gaps after.

    Examples
    --------
    >>> abs(trend_gap([1.0, 2.0, 3.0, 4.0, 9.0], before=4)).round(9)
    array([0., 0., 0., 0., 4.])
    """
    values = np.asarray(series, dtype=float)
    times = np.arange(values.shape[-1], dtype=float) if steps is None else np.asarray(steps, dtype=float)
    _enough(before, values.shape[-1])
    design = np.column_stack([np.ones_like(times), times])
    line, *_ = np.linalg.lstsq(design[:before], values[..., :before].T, rcond=None)
    return values - (design @ line).T


def simplex_weights(
    target: ArrayLike, donors: ArrayLike, *, ridge: float = 0.0, level: bool = False
) -> Array:
    r"""Weights on the simplex that bring donors nearest to a target.

    $\min_{w \in \Delta} \lVert y - X w - b \rVert^2 + \zeta \lVert w \rVert^2$, solved exactly: the point of least norm in a
    convex hull is the solution of a problem of least squares without negative terms, rescaled.

    Parameters
    ----------
    target
        (T,).
    donors
        (T, N).
    ridge
        $\zeta$, 0 or more.
    level
        Whether a constant $b$ is free (synthetic difference in differences) or 0 (synthetic control).

    Returns
    -------
    (N,) weights, none negative, summing to one.

    Examples
    --------
    >>> simplex_weights([2.0, 3.0], [[1.0, 3.0, 9.0], [2.0, 4.0, 9.0]]).round(6)
    array([0.5, 0.5, 0. ])
    """
    from scipy.optimize import nnls  # a quarter of a second to import, for those who ask for weights

    y, x = np.asarray(target, dtype=float), np.asarray(donors, dtype=float)
    if x.ndim != 2 or x.shape[0] != y.size or x.shape[1] == 0:
        raise OptionError(f"donors of shape {x.shape} do not fit a target of {y.size} periods")
    gap = x - y[:, None]
    if level:
        gap = gap - gap.mean(axis=0)
    # the scale of the figures must not drown the row that makes weights sum to one
    size = float(np.sqrt((gap**2).sum(axis=0).min() + ridge)) or float(np.abs(gap).max()) or 1.0
    rows = [gap / size]
    if ridge > 0:
        rows.append(np.sqrt(ridge) / size * np.eye(x.shape[1]))
    matrix = np.vstack([*rows, np.ones((1, x.shape[1]))])
    wanted = np.zeros(matrix.shape[0])
    wanted[-1] = 1.0
    found, _ = nnls(matrix, wanted, maxiter=50 * matrix.shape[1])
    return found / found.sum()


def synthetic_control(outcomes: ArrayLike, *, treated: int = 0, before: int) -> Control:
    r"""Synthetic control on the outcomes before the shock: $\hat y_{0t} = \sum_j w_j y_{jt}$, w on the simplex.

    Parameters
    ----------
    outcomes
        (N, T), the treated unit among them.
    treated
        Its row.
    before
        Periods before the shock.

    References
    ----------
    Abadie, Diamond and Hainmueller (2010), doi 10.1198/jasa.2009.ap08746
    """
    own, others = apart(outcomes, treated, before)
    weights = simplex_weights(own[:before], others[:, :before].T)
    return control_of(own, weights @ others, weights, before)


def synthetic_difference(outcomes: ArrayLike, *, treated: int = 0, before: int) -> Control:
    r"""Synthetic difference in differences of one treated unit.

    $\hat\tau = (\bar y_{0,post} - \lambda' y_{0,pre}) - \omega'(\bar Y_{post} - Y_{pre} \lambda)$; unit weights with a free level and
    a ridge $\zeta^2 T_0$, $\zeta = (N_1 T_1)^{1/4} \hat\sigma$, $\hat\sigma$ the standard deviation of first differences of the donors
    before; time weights with a free level and $\zeta_\lambda = 10^{-6} \hat\sigma$.

    Parameters
    ----------
    outcomes, treated, before
        As in `synthetic_control`.

    References
    ----------
    Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021), doi 10.1257/aer.20190159
    """
    own, others = apart(outcomes, treated, before)
    after = own.size - before
    noise = float(np.diff(others[:, :before], axis=1).std(ddof=1))
    weights = simplex_weights(
        own[:before], others[:, :before].T, ridge=noise**2 * np.sqrt(after) * before, level=True
    )
    times = simplex_weights(
        others[:, before:].mean(axis=1),
        others[:, :before],
        ridge=(1e-6 * noise) ** 2 * others.shape[0],
        level=True,
    )
    level = float(times @ (own[:before] - weights @ others[:, :before]))
    return control_of(own, weights @ others + level, weights, before, times=times)


def difference(outcomes: ArrayLike, *, treated: int = 0, before: int) -> float:
    """Difference in differences: change of the mean of the treated unit less that of the others.

    Examples
    --------
    >>> difference([[1.0, 1.0, 1.0, 5.0], [0.0, 0.0, 0.0, 1.0]], before=3)
    3.0
    """
    own, others = apart(outcomes, treated, before)
    return float(
        own[before:].mean() - own[:before].mean() - (others[:, before:].mean() - others[:, :before].mean())
    )


def placebo_p(effect: float, placebos: ArrayLike) -> float:
    """How often chance does as much: (1 + placebos at least as large) / (1 + placebos).

    Parameters
    ----------
    effect
        The figure of the treated unit, larger meaning more of an effect.
    placebos
        The same of units that had no shock.

    Examples
    --------
    >>> placebo_p(3.0, [1.0, 2.0, 4.0])
    0.5
    """
    others = np.asarray(placebos, dtype=float)
    return float((1 + np.sum(others >= effect)) / (1 + others.size))


def apart(outcomes: ArrayLike, treated: int, before: int) -> tuple[Array, Array]:
    """The treated unit's row and the rows of the others, without holes and with enough periods on either side."""
    values = np.asarray(outcomes, dtype=float)
    if values.ndim != 2 or values.shape[0] < 2:
        raise OptionError("outcomes are units by periods, with at least one unit to compare with")
    if not np.isfinite(values).all():
        raise OptionError("outcomes have holes: leave out the units or the periods that have them")
    _enough(before, values.shape[1])
    return values[treated], np.delete(values, treated, axis=0)


def _enough(before: int, periods: int) -> None:
    if not FEWEST_BEFORE <= before < periods:
        raise CoverageError(
            f"{before} of {periods} periods lie before the shock: {FEWEST_BEFORE} before it and one after are needed."
        )


def control_of(
    own: Array,
    counterfactual: Array,
    weights: Array,
    before: int,
    *,
    times: Array | None = None,
    importance: Array | None = None,
) -> Control:
    """The counterfactual with what is counted of its gaps: the mean after, the fit before, the ratio of the two."""
    gaps = own - counterfactual
    fit, rest = (float(np.sqrt(np.mean(part**2))) for part in (gaps[:before], gaps[before:]))
    return Control(
        effect=float(gaps[before:].mean()),
        gaps=gaps,
        counterfactual=counterfactual,
        weights=weights,
        times=np.zeros(0) if times is None else times,
        importance=np.zeros(0) if importance is None else importance,
        fit=fit,
        ratio=rest / fit if fit > 0 else np.inf,
    )
