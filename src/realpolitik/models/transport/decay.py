r"""How fast trade in a good falls with distance, by the likelihood of recorded flows.

With $T_{od}(\epsilon) = u_o e^{-c_{od}/\epsilon} v_d$ and recorded flows $X$, $\sum X_{od} \ln T_{od}(\epsilon)$ is largest where the mean
distance of the fitted flows equals that of the recorded ones (Hyman's condition). The range is a jackknife: each state's sales left out in turn.

Reference: Hyman (1969), Environment and Planning A 1, 105-112, doi:10.1068/a010105.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from realpolitik.errors import ConvergenceError
from realpolitik.models.transport.balance import Array
from realpolitik.models.transport.network import Network

BRACKET = 1000.0, 5000.0
"""Miles between which a decay is looked for first; the ends are moved by a half and by twice as far as `LEAST` and `LARGEST`."""
LEAST, LARGEST = 100.0, 100_000.0
STEPS = 60
FINER = 100.0
"""Flows are balanced so many times finer than their mean distance is wanted."""
CLOSE = 1e-10
ROUGH = 1e-5
"""Part of the mean distance to which its condition is met, and to which it is in the jackknife."""
NORMAL_90 = 1.6448536269514722
"""Half the width of an interval that holds 90 % of a normal distribution, in standard deviations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decay:
    """A decay and how well it is known.

    Attributes
    ----------
    epsilon
        Miles over which a flow falls to 1/e of a like one next door.
    low, high
        90 % range by the jackknife over states, on the logarithm.
    mean_miles
        Mean distance, by weight, of recorded and of fitted flows.
    """

    epsilon: float
    low: float
    high: float
    mean_miles: float


def fit_decay(network: Network, recorded: Array, *, jackknife: bool = True) -> Decay:
    """The decay that makes recorded flows likeliest.

    Parameters
    ----------
    network
        The arcs, without the states that are to be explained later.
    recorded
        (S, D) flows between them.
    jackknife
        Whether to leave each of the larger states out in turn for the range; else it is the estimate itself.

    Raises
    ------
    ConvergenceError
        Distance explains nothing: recorded flows are no shorter than flows that disregard it.
    """
    every = np.ones(len(network.states), dtype=bool)
    epsilon = _epsilon(network, recorded, every, close=CLOSE, bracket=BRACKET)
    spread = 0.0
    if jackknife:
        large = np.flatnonzero(recorded.sum(axis=1) > recorded.sum() / (4 * recorded.shape[0]))
        logs = []
        for at in large:
            kept = every.copy()
            kept[at] = False
            logs.append(
                np.log(_epsilon(network, recorded, kept, close=ROUGH, bracket=(0.9 * epsilon, 1.1 * epsilon)))
            )
        count = len(logs)
        spread = float(np.sqrt((count - 1) / count * np.sum((np.array(logs) - np.mean(logs)) ** 2)))
    return Decay(
        epsilon=epsilon,
        low=epsilon * float(np.exp(-NORMAL_90 * spread)),
        high=epsilon * float(np.exp(NORMAL_90 * spread)),
        mean_miles=_mean(network, recorded),
    )


def _mean(network: Network, flows: Array) -> float:
    """Mean distance by the shortest arc of each pair."""
    shortest = np.full(flows.shape, np.inf)
    np.minimum.at(shortest, network.state, network.miles.min(axis=0))
    return float((flows * np.where(np.isfinite(shortest), shortest, 0.0)).sum() / flows.sum())


def _epsilon(
    network: Network, recorded: Array, kept: NDArray[np.bool_], *, close: float, bracket: tuple[float, float]
) -> float:
    """Root of fitted less recorded mean distance, on the logarithm: secant steps held within a bracket."""
    flows = recorded[kept]
    destinations = flows.sum(axis=0) > 0
    part = network.without(kept[network.state], destinations)
    flows = flows[:, destinations]
    aim = _mean(part, flows)
    supply, demand = part.supply(flows), flows.sum(axis=0)

    def gap(log_epsilon: float) -> float:
        found = part.balanced(float(np.exp(log_epsilon)), supply, demand, tolerance=close / FINER).flows
        return _mean(part, part.by_state(found)) / aim - 1

    low, high = np.log(bracket)
    gap_low, gap_high = gap(low), gap(high)
    while gap_low > 0 and low > np.log(LEAST):
        low, high, gap_high = low - np.log(2), low, gap_low
        gap_low = gap(low)
    while gap_high < 0 and high < np.log(LARGEST):
        low, high, gap_low = high, high + np.log(2), gap_high
        gap_high = gap(high)
    if gap_low > 0 or gap_high < 0:
        raise ConvergenceError(
            "distance does not explain these flows: their mean distance is outside what any decay gives"
        )
    middle = low
    for _ in range(STEPS):
        middle = high - gap_high * (high - low) / (gap_high - gap_low)
        here = gap(middle)
        if abs(here) < close or high - low < close:
            break
        if here > 0:
            high, gap_high = middle, here
            gap_low /= 2
        else:
            low, gap_low = middle, here
            gap_high /= 2
    return float(np.exp(middle))
