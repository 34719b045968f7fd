r"""Economic power as the loss from losing access, in closed form.

A buyer spends $\Omega_g$ on group g of inputs; the sanctioner (a state or coalition) sells the share $\omega_g$ of
it, and varieties substitute with elasticity $\sigma_g$. Without them $\hat p_g = (1 - \omega_g)^{-1/(\sigma_g-1)}$ and

$$ \text{Power} = \ln \Big[ \sum_g \Omega_g \hat p_g^{1-\rho} \Big]^{1/(1-\rho)}, \qquad
   \rho = 1: \; -\sum_g \frac{\Omega_g}{\sigma_g - 1} \ln (1 - \omega_g). $$

Marginal power $\Omega_g / ((\sigma_g - 1)(1 - \omega_g))$ grows without bound as control becomes complete; power of a
coalition exceeds the sum of its members'. Partial equilibrium: other prices and the sanctioner's own cost are left
out (see `solve`).

Reference: derived by CES duality after Clayton, Maggiori, Schreger (2025), A Theory of Economic Coercion and
Fragmentation, doi:10.3386/w33309.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from realpolitik.errors import OptionError
from realpolitik.models.equilibrium.layout import Array

# Full control of a group is infinite power; reports cap the share here.
CAP = 0.99


def ces_power(
    share: ArrayLike, spending: ArrayLike, sigma: ArrayLike, *, rho: float = 1.0, cap: float = CAP
) -> Array:
    """Log rise of a buyer's costs if all of the sanctioner's varieties vanish.

    Parameters
    ----------
    share
        (..., G) share of the sanctioner in each group, in [0, 1]; capped at `cap` (1 for no cap).
    spending
        (..., G) share of each group in the buyer's costs; sums to 1.
    sigma
        (G,) substitution among varieties, above 1: at 1 or below power is infinite.
    rho
        Substitution among groups.

    Returns
    -------
    Array
        (...) power in log points.

    Raises
    ------
    OptionError
        A share is outside [0, 1], spending does not sum to 1, sigma is not above 1, or rho not positive.

    Examples
    --------
    >>> float(ces_power([0.8, 0.1], [0.1, 0.9], [1.76, 6.0]).round(7))
    0.230733
    """
    omega, outer = np.asarray(share, dtype=np.float64), np.asarray(spending, dtype=np.float64)
    elastic = np.asarray(sigma, dtype=np.float64)
    if not ((omega >= 0) & (omega <= 1)).all():
        raise OptionError("shares of the sanctioner lie between 0 and 1")
    if not (np.abs(outer.sum(axis=-1) - 1) <= 1e-9).all():
        raise OptionError("shares of spending must sum to 1")
    if not (elastic > 1).all() or not rho > 0 or not 0 < cap <= 1:
        raise OptionError(
            "sigma must be above 1 and rho above 0 (losing a variety costs infinitely much otherwise)"
        )
    with np.errstate(divide="ignore"):
        log_price = -np.log1p(-np.minimum(omega, cap)) / (elastic - 1)
    if rho == 1.0:
        return (outer * log_price).sum(axis=-1)
    return np.log((outer * np.exp((1 - rho) * log_price)).sum(axis=-1)) / (1 - rho)


def marginal_power(share: ArrayLike, spending: ArrayLike, sigma: ArrayLike) -> Array:
    r"""Gain of power from one more point of share, $\Omega / ((\sigma - 1)(1 - \omega))$; infinite at full control.

    Examples
    --------
    >>> marginal_power([0.5, 0.9], 1.0, 5.0).tolist()
    [0.5, 2.5000000000000004]
    """
    omega = np.asarray(share, dtype=np.float64)
    with np.errstate(divide="ignore"):
        return np.asarray(spending) / ((np.asarray(sigma) - 1) * (1 - omega))


def network_power(direct: ArrayLike, cost_share: ArrayLike) -> Array:
    r"""Power through domestic supply chains: $(I - \Gamma)^{-1} b$ at unit elasticities.

    Parameters
    ----------
    direct
        (J,) log rise of each sector's price by direct loss of access.
    cost_share
        (J, J) $\Gamma_{jk}$: user j, input k; rows sum to less than 1.

    Raises
    ------
    OptionError
        Rows do not sum to less than 1.

    Examples
    --------
    >>> network_power([0.1, 0.0], [[0.0, 0.0], [0.5, 0.0]]).tolist()
    [0.1, 0.05]
    """
    shares = np.asarray(cost_share, dtype=np.float64)
    if not (shares.sum(axis=1) < 1).all() or (shares < 0).any():
        raise OptionError("cost shares of inputs are not negative and sum to less than 1 for each user")
    leontief = np.eye(len(shares)) - shares
    return np.linalg.solve(leontief, np.asarray(direct, dtype=np.float64)).astype(np.float64)
