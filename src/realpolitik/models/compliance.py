r"""Secondary sanctions: when an actor gives up a sanctioned market to keep another.

An actor gains $g$ from the target's trade and loses $\ell$ if the sanctioner shuts it out, which it expects with
probability $p$. Risk-neutral, it complies if $p \ell \ge g$, so from the threshold $p^* = g / \ell$ on; with constant
absolute risk aversion $A$ if $\ln(1 - p + p e^{A \ell}) / A \ge g$. Among actors that differ, the share that complies at
a belief $p$ is the distribution function of their thresholds at $p$.

Reference: expected-utility compliance as in Becker (1968), Journal of Political Economy 76, 169-217,
doi:10.1086/259394.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from realpolitik.errors import OptionError

Array = NDArray[np.float64]


def threshold(gain: float, loss: float, *, risk_aversion: float = 0.0) -> float:
    r"""Belief from which on compliance pays, $p^* = g/\ell$; with risk aversion $(e^{Ag} - 1)/(e^{A\ell} - 1)$.

    Parameters
    ----------
    gain, loss
        Worth of the target's trade, and cost of losing access; in the same unit, not negative, not both 0.
    risk_aversion
        Absolute, in one over that unit; 0 is none.

    Returns
    -------
    At most 1 where the loss is at least the gain; above 1, capped at infinity, where no belief would make the actor
    comply.

    Raises
    ------
    OptionError
        A figure is negative or not a number, or both are 0, so that there is nothing to decide.

    Examples
    --------
    >>> threshold(0.2626, 5.2688) < 0.05, round(threshold(0.5, 12), 4)
    (True, 0.0417)
    """
    if not (gain >= 0 and loss >= 0 and risk_aversion >= 0) or (gain == 0 and loss == 0):
        raise OptionError(
            f"a gain of {gain} against a loss of {loss} decides nothing: both are 0 or more, one above"
        )
    if loss == 0:
        return math.inf
    if risk_aversion == 0:
        return gain / loss
    return math.expm1(risk_aversion * gain) / math.expm1(risk_aversion * loss)


def complying(
    beliefs: ArrayLike, gains: ArrayLike, losses: ArrayLike, *, weights: ArrayLike | None = None
) -> Array:
    """Share of actors that comply at each belief: those whose threshold it reaches.

    Parameters
    ----------
    beliefs
        (P,) probabilities of being shut out.
    gains, losses
        (M,) stakes of each actor, each not negative; an actor with neither complies at any belief.
    weights
        (M,) weight of each actor, such as its trade with the target; equal where left out.

    Returns
    -------
    (P,) not falling in the belief.

    Examples
    --------
    >>> complying([0.0, 0.05, 0.5], [0.5, 0.5, 0.5], [12.0, 5.0, 0.0]).round(3).tolist()
    [0.0, 0.333, 0.667]
    """
    gain, loss = np.asarray(gains, dtype=float), np.asarray(losses, dtype=float)
    weight = np.ones(gain.size) if weights is None else np.asarray(weights, dtype=float)
    if gain.shape != loss.shape or weight.shape != gain.shape or gain.ndim != 1:
        raise OptionError(
            f"{gain.shape} gains need as many losses and weights, not {loss.shape} and {weight.shape}"
        )
    if not ((gain >= 0).all() and (loss >= 0).all() and (weight >= 0).all() and weight.sum() > 0):
        raise OptionError("stakes and weights are not negative, and some weight is positive")
    complies = np.multiply.outer(np.asarray(beliefs, dtype=float), loss) >= gain
    return (complies * weight).sum(axis=-1) / weight.sum()


def exposed(belief: float, *, mean: float, spread: float) -> float:
    r"""Share complying where the log of loss over gain is normal: $\Phi((\ln p + m)/s)$.

    Parameters
    ----------
    belief
        Probability of being shut out, above 0 and at most 1.
    mean, spread
        Mean m and standard deviation s > 0 of the logarithm of loss over gain.

    Raises
    ------
    OptionError
        The belief or the spread is out of range.

    Examples
    --------
    >>> exposed(0.05, mean=-math.log(0.05), spread=1.5)
    0.5
    """
    if not (0 < belief <= 1 and spread > 0):
        raise OptionError(
            f"a belief of {belief} and a spread of {spread}: give 0 < belief <= 1 and a positive spread"
        )
    return 0.5 * math.erfc(-(math.log(belief) + mean) / (spread * math.sqrt(2)))
