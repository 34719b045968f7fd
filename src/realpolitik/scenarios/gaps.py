"""Baselines moved within the gaps of reported trade: exporters and importers do not report the same figures."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from realpolitik.scenarios.assumptions import about

if TYPE_CHECKING:
    from realpolitik.models.equilibrium import World


@lru_cache(maxsize=32)
def baseline(world: World, goods: tuple[str, ...], number: int) -> World:
    r"""A world whose goods trade of each pair of states is $e^{\varepsilon}$ times what was reported, settled.

    Parameters
    ----------
    goods
        Sectors whose trade moves; one factor for all of them in a pair and direction.
    number
        Of the baseline, 0 or above: the same number is the same baseline, whoever makes it.

    Notes
    -----
    $\varepsilon$ is normal with the standard deviation `draws.gap` of `assumptions.yaml`. Spending keeps its size, so
    that home goods make room; output, income and deficits are then settled, and the world holds all identities.

    Raises
    ------
    ConvergenceError
        The moved trade has no equilibrium near.
    """
    import numpy as np

    from realpolitik.models.equilibrium import elasticities

    size = len(world.states)
    factor = np.exp(np.random.default_rng(number).normal(0.0, about()["draws"]["gap"], (size, size)))
    np.fill_diagonal(factor, 1.0)
    shares = world.shares.copy()
    for name in goods:
        shares[:, :, world.sectors.index(name)] *= factor
    shares /= shares.sum(axis=1, keepdims=True)
    # Settling moves wages by little; four is the elasticity with which the worlds were built.
    return world.with_(shares=shares).settle(elasticities(world.sectors, 4.0))
