r"""Synthetic control by predictors: what a unit is like before the shock, and how much each trait counts.

Abadie and Gardeazabal (2003) and Abadie, Diamond and Hainmueller (2010): donors are weighed so that they resemble the treated unit
in K predictors, and the predictors so that the donors so weighed follow its outcome before the shock.

$$ w(V) = \arg\min_{w \in \Delta} (x_1 - X_0 w)' V (x_1 - X_0 w), \qquad
   V = \arg\min_{V} \frac{1}{|S|} \sum_{t \in S} (y_{1t} - \sum_j w_j(V) y_{jt})^2 $$

with V diagonal, not negative, of trace one. The inner problem is solved exactly; the outer one has many local optima.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from realpolitik.errors import CoverageError, OptionError
from realpolitik.models.stats.synthetic import Control, apart, control_of, simplex_weights

Array = NDArray[np.float64]
SPREAD = 8.0
"""Powers of ten between the most and the least important predictor of a start drawn at random."""


def window_means(values: ArrayLike, steps: ArrayLike, window: ArrayLike) -> Array:
    """Mean of each unit over the periods of a window, of those that are on record.

    Parameters
    ----------
    values
        (N, T), NaN where nothing is on record.
    steps
        (T,) times of the periods.
    window
        The times that count.

    Raises
    ------
    CoverageError
        Where a unit has nothing on record in the window.

    Examples
    --------
    >>> window_means([[1.0, 2.0, 9.0], [4.0, float("nan"), 9.0]], [1964, 1965, 1970], range(1964, 1970))
    array([1.5, 4. ])
    """
    figures = np.asarray(values, dtype=float)[:, np.isin(steps, np.asarray(list(np.ravel(window))))]
    known = np.isfinite(figures)
    if not known.any(axis=1).all():
        row = int(np.flatnonzero(~known.any(axis=1))[0])
        raise CoverageError(
            f"unit {row} has nothing on record in the window: widen it, or leave out the unit."
        )
    return np.where(known, figures, 0.0).sum(axis=1) / known.sum(axis=1)


def predicted_control(
    outcomes: ArrayLike,
    predictors: ArrayLike,
    *,
    treated: int = 0,
    before: int,
    fitted: ArrayLike | None = None,
    starts: int = 1,
    importance: ArrayLike | None = None,
    seed: int = 0,
) -> Control:
    r"""Synthetic control of which the donors resemble the treated unit in predictors.

    Parameters
    ----------
    outcomes
        (N, T), the treated unit among them.
    predictors
        (N, K) of the same units, in any unit: each is divided by its standard deviation over all units.
    treated
        Row of the treated unit.
    before
        Periods before the shock.
    fitted
        Columns of the outcomes that the importance of the predictors is fitted to; all before the shock if not given.
    starts
        Searches for the importance: the first from equal importance, as in the published studies, each other from one drawn at
        random over eight powers of ten. The one that fits best is taken.
    importance
        (K,) importance of each predictor, where it is known: nothing is searched for.
    seed
        Of the starts drawn at random.

    Returns
    -------
    Control, with the importance of each predictor.

    Notes
    -----
    From equal importance the search stops where the published studies did. More starts can fit better by weighing what the outcome
    was before the shock and nothing else; the weights are then near those of `synthetic_control`, and the predictors say little.

    References
    ----------
    Abadie and Gardeazabal (2003), doi 10.1257/000282803321455188; Abadie, Diamond and Hainmueller (2010),
    doi 10.1198/jasa.2009.ap08746; on local optima Becker and Klößner (2018), doi 10.1016/j.ecosta.2017.08.002
    """
    own, others = apart(outcomes, treated, before)
    x, traits = _alike(predictors, treated, others.shape[0] + 1)
    used = np.arange(before) if fitted is None else np.asarray(fitted, dtype=int)
    if used.size == 0 or used.min() < 0 or used.max() >= before:
        raise OptionError(
            f"importance is fitted to periods before the shock, that is to columns 0 to {before - 1}"
        )
    if importance is None:
        found = _search(x, traits, own[used], others[:, used], starts=starts, seed=seed)
    else:
        found = np.asarray(importance, dtype=float)
        if found.shape != x.shape or (found < 0).any() or found.sum() <= 0:
            raise OptionError(f"importance is one figure of 0 or more for each of {x.size} predictors")
        found = found / found.sum()
    weights = _resembling(x, traits, found)
    return control_of(own, weights @ others, weights, before, importance=found)


def _alike(predictors: ArrayLike, treated: int, units: int) -> tuple[Array, Array]:
    """Predictors of the treated (K,) and of the donors (K, N), each in standard deviations over all units."""
    values = np.asarray(predictors, dtype=float)
    if values.ndim != 2 or values.shape[0] != units or values.shape[1] == 0:
        raise OptionError(f"predictors of shape {values.shape} do not fit {units} units")
    if not np.isfinite(values).all():
        raise OptionError("predictors have holes: take means over a window in which every unit is on record")
    spread = values.std(axis=0, ddof=1)
    if (spread == 0).any():
        raise OptionError(
            f"predictor {int(np.argmin(spread))} is the same for all units: it tells none from another"
        )
    scaled = values / spread
    return scaled[treated], np.delete(scaled, treated, axis=0).T


def _resembling(x: Array, traits: Array, importance: Array) -> Array:
    root = np.sqrt(importance)
    return simplex_weights(root * x, root[:, None] * traits)


def _search(x: Array, traits: Array, own: Array, others: Array, *, starts: int, seed: int) -> Array:
    """Importance of the predictors under which the outcome is followed best, of several searches."""
    from scipy.optimize import minimize  # a quarter of a second to import, for those who ask for it

    if starts < 1:
        raise OptionError(f"starts is {starts}: at least one search is needed")

    def importance(logs: Array) -> Array:
        shares = np.exp(logs - logs.max())
        return shares / shares.sum()

    def loss(logs: Array) -> float:
        return float(np.mean((own - _resembling(x, traits, importance(logs)) @ others) ** 2))

    draws = np.random.default_rng(seed).uniform(-SPREAD, 0.0, size=(starts - 1, x.size)) * np.log(10.0)
    ends = []
    for start in [np.zeros(x.size), *draws]:
        # steps of one, about the factor e: scipy's own are 5 % of a figure, and nothing where it is 0
        corners = np.vstack([start, start + np.eye(x.size)])
        options = {
            "adaptive": True,
            "maxiter": 400 * x.size,
            "initial_simplex": corners,
            "xatol": 1e-6,
            "fatol": 1e-12,
        }
        ends.append(minimize(loss, start, method="Nelder-Mead", options=options))
    return importance(min(ends, key=lambda end: end.fun).x)
