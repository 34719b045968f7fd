r"""The ordinal probit: what a vote tells of the position of the state and of the item, in expectation.

A state at $\theta$ votes on an item with slope $\beta$, middle $c$ and half-width $h$ by its latent opposition $z = \beta\theta +
\varepsilon$, $\varepsilon \sim N(0, 1)$: yes below $c - h$, no above $c + h$, and abstains between. All functions below see only the
distance $\eta = c - \beta\theta$, which is taken as normal with its own mean and variance where position and item are uncertain.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import erfcx, ndtr

from realpolitik.models.idealpoints.data import Array, Block, Votes

ROOT_2 = np.sqrt(2.0)
ROOT_2_PI = np.sqrt(2 * np.pi)
FARTHEST = 9.0
"""Expected oppositions beyond this are held back by a spring. The published sampler cuts them off here: otherwise a state whose
every vote is foregone (the United States in most years) drifts without end."""
SPRING = 0.05
"""Strength of that spring, as a precision; a hard bound would stop the iteration from converging."""
BY_ITEM = (
    "by_slope",
    "by_middle",
    "by_half",
    "shrink",
    "slope_slope",
    "slope_middle",
    "middle_middle",
    "half_half",
    "slope_half",
    "middle_half",
)
LEAST = 1e-12
"""Curvatures below this are rounding."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Items:
    """What is believed of J items: means of slope, middle and half-width, and covariance of slope and middle.

    All arrays are (J,); `half` is 0 where an item has no middle category.
    """

    slope: Array
    middle: Array
    half: Array
    slope_variance: Array
    middle_variance: Array
    covariance: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """Sums of expected gradients and curvatures: by item (J,), and by cell (C,).

    Attributes
    ----------
    by_slope, by_middle, by_half
        Gradients; `shrink` is what the variance of positions takes off the slope, per unit of slope.
    slope_slope, slope_middle, middle_middle, half_half, slope_half, middle_half
        Curvatures (negative second derivatives).
    cell_gradient, cell_curvature
        Of the expected log-likelihood in the position of each cell.
    held
        (C,) the part of `cell_curvature` that holds oppositions within `FARTHEST`; no shift of cuts undoes it.
    session_curvature
        (J, T) the part of `middle_middle` from the votes of each session.
    """

    by_slope: Array
    by_middle: Array
    by_half: Array
    shrink: Array
    slope_slope: Array
    slope_middle: Array
    middle_middle: Array
    half_half: Array
    slope_half: Array
    middle_half: Array
    cell_gradient: Array
    cell_curvature: Array
    held: Array
    session_curvature: Array


def mills(x: Array) -> Array:
    r"""Inverse Mills ratio $\varphi(x) / \Phi(x)$, exact in both tails.

    Examples
    --------
    >>> mills(np.array([-30.0, 0.0])).round(4).tolist()
    [30.0333, 0.7979]
    """
    with np.errstate(over="ignore"):  # far to the right erfcx is infinite and the ratio 0, as it should be
        return np.sqrt(2 / np.pi) / erfcx(-x / ROOT_2)


def interval_probability(low: Array, high: Array) -> Array:
    """Probability of a standard normal between two bounds, from the tail where it is exact."""
    flip = low + high > 0
    return np.maximum(ndtr(np.where(flip, -low, high)) - ndtr(np.where(flip, -high, low)), 1e-290)


def _outer(eta: Array, half: Array, deviation: Array, side: float) -> tuple[Array, ...]:
    """Of votes beyond a cut (`side` 1 lowest, -1 highest): gradients in eta and half, and three curvatures."""
    distance = side * eta - half
    gradient = curvature = np.zeros(1)
    for node in (
        -1.0,
        1.0,
    ):  # two nodes are exact for cubics, which the gradient nearly is within a deviation
        at = distance + node * deviation
        ratio = mills(at)
        gradient = gradient + 0.5 * ratio
        curvature = curvature + 0.5 * ratio * (at + ratio)
    curvature = np.maximum(curvature, LEAST)
    return side * gradient, -gradient, curvature, curvature, -side * curvature


def _between(eta: Array, half: Array, deviation: Array) -> tuple[Array, ...]:
    """Of votes between the cuts: gradients in eta and half, curvatures in eta, in half, and across."""
    sums = [np.zeros_like(eta) for _ in range(5)]
    for node in (-1.0, 1.0):
        low, high = eta - half + node * deviation, eta + half + node * deviation
        scale = 1 / (interval_probability(low, high) * ROOT_2_PI)
        at_low, at_high = scale * np.exp(-low * low / 2), scale * np.exp(-high * high / 2)
        low_low, high_high = low * at_low - at_low**2, -high * at_high - at_high**2
        cross = at_low * at_high
        for place, term in enumerate(
            (
                at_high - at_low,
                at_low + at_high,
                -(low_low + high_high + 2 * cross),
                -(low_low + high_high - 2 * cross),
                -(high_high - low_low),
            )
        ):
            sums[place] += 0.5 * term
    sums[2] = np.maximum(sums[2], LEAST)
    return tuple(sums)


def curvatures(votes: Votes, position: Array, items: Items) -> tuple[Array, Array, Array]:
    """What each vote tells of the distance between its cut and its state, block by block, at the means of both."""
    found = []
    for number, block in enumerate(votes.blocks):
        eta = items.middle[block.item] - items.slope[block.item] * position[block.cell]
        half, certain = items.half[block.item], np.zeros(len(block.cell))
        if number == 1:
            found.append(_between(eta, half, certain)[2])
        else:
            found.append(_outer(eta, half, certain, 1.0 if number == 0 else -1.0)[2])
    return found[0], found[1], found[2]


def evidence(votes: Votes, mean: Array, variance: Array, items: Items) -> Evidence:
    """What all votes tell, with positions normal of this mean and variance (C,) and independent of the items.

    Two Gauss-Hermite nodes take the expectation over $\\eta$, whose variance is $v_{cc} - 2 m v_{bc} + m^2 v_{bb} + s^2 (\\beta^2 +
    v_{bb})$.
    """
    count, cells = len(votes.items), len(mean)
    by_item, by_cell = np.zeros((10, count)), np.zeros((3, cells))
    by_pair = np.zeros(count * len(votes.sessions))
    square = mean**2 + variance
    for number, block in enumerate(votes.blocks):
        if len(block.cell):
            curve = _add(by_item, by_cell, block, number, mean, variance, square, items)
            by_pair += np.bincount(block.pair, curve, len(by_pair))
    return Evidence(
        **dict(zip(BY_ITEM, by_item, strict=True)),
        cell_gradient=by_cell[0],
        cell_curvature=by_cell[1],
        held=by_cell[2],
        session_curvature=by_pair.reshape(count, -1),
    )


def _add(
    by_item: Array,
    by_cell: Array,
    block: Block,
    number: int,
    mean: Array,
    variance: Array,
    square: Array,
    items: Items,
) -> Array:
    """Add the sums of one block of votes; its curvatures are returned."""
    cell, item = block.cell, block.item
    at, slope, spread = mean[cell], items.slope[item], variance[cell]
    second, loose, across = square[cell], items.slope_variance[item], items.covariance[item]
    eta = items.middle[item] - slope * at
    deviation = np.sqrt(items.middle_variance[item] - 2 * at * across + second * loose + spread * slope**2)
    half = items.half[item]
    if number == 1:
        gradient, widen, curve, half_half, half_eta = _between(eta, half, deviation)
    else:
        gradient, widen, curve, half_half, half_eta = _outer(
            eta, half, deviation, 1.0 if number == 0 else -1.0
        )
    count, cells = by_item.shape[1], by_cell.shape[1]
    for row, term in enumerate(
        (
            -at * gradient,
            gradient,
            widen,
            curve * spread,
            curve * second,
            -curve * at,
            curve,
            half_half,
            -half_eta * at,
            half_eta,
        )
    ):
        by_item[row] += np.bincount(item, term, count)
    by_cell[0] += np.bincount(cell, -slope * gradient - curve * (at * loose - across), cells)
    by_cell[1] += np.bincount(cell, curve * (slope**2 + loose), cells)
    _hold_back(by_item, by_cell, block, slope * at, mean, items.slope)
    return curve


def _hold_back(
    by_item: Array, by_cell: Array, block: Block, opposition: Array, mean: Array, slopes: Array
) -> None:
    """Add the spring on expected oppositions beyond `FARTHEST`."""
    far = np.flatnonzero(np.abs(opposition) > FARTHEST)
    if not len(far):
        return
    cell, item = block.cell[far], block.item[far]
    excess = SPRING * (opposition[far] - np.sign(opposition[far]) * FARTHEST)
    slope, at = slopes[item], mean[cell]
    by_item[0] -= np.bincount(item, at * excess, by_item.shape[1])
    by_item[4] += SPRING * np.bincount(item, at**2, by_item.shape[1])
    by_cell[0] -= np.bincount(cell, slope * excess, by_cell.shape[1])
    held = SPRING * np.bincount(cell, slope**2, by_cell.shape[1])
    by_cell[1] += held
    by_cell[2] += held
