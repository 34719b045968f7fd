r"""Have the chains converged? Split R-hat and the effective number of draws, for many quantities at once.

Gelman et al. (2013), Bayesian Data Analysis, section 11.4; Geyer (1992), doi 10.1214/ss/1177011137, for where the sum of
autocorrelations ends.
"""

from __future__ import annotations

import numpy as np

from realpolitik.models.idealpoints.data import Array

LAGS = 200
"""Autocorrelations beyond this lag are not looked at."""


def split_r_hat(points: Array) -> Array:
    r"""(C,) $\hat R$ of each quantity, from chains cut in halves; 1 where all halves tell the same.

    Parameters
    ----------
    points
        (chains, draws, C).

    Examples
    --------
    >>> split_r_hat(np.stack([np.zeros((8, 1)), np.ones((8, 1))]) + np.tile([[0.0], [0.1]], (4, 1))).item() > 2
    True
    """
    half = points.shape[1] // 2
    parts = np.concatenate([points[:, :half], points[:, -half:]])
    within = parts.var(1, ddof=1).mean(0)
    between = parts.mean(1).var(0, ddof=1)
    return np.sqrt((half - 1) / half + between / np.maximum(within, 1e-300))


def effective_draws(points: Array) -> Array:
    """(C,) how many independent draws would tell as much; at most the number of draws.

    Autocorrelations are summed in pairs until a pair is negative (Geyer's initial positive sequence).
    """
    chains, draws, _ = points.shape
    centred = points - points.mean(1, keepdims=True)
    variance = np.maximum((centred**2).mean((0, 1)), 1e-300)
    total, going = np.ones(points.shape[2]), np.ones(points.shape[2], dtype=bool)
    for lag in range(1, min(LAGS, draws - 2), 2):
        pair = sum(
            (centred[:, k:] * centred[:, : draws - k]).sum((0, 1)) / (chains * draws) / variance
            for k in (lag, lag + 1)
        )
        going &= pair > 0
        if not going.any():
            break
        total += 2 * np.where(going, pair, 0.0)
    return np.minimum(chains * draws / total, chains * draws)
