"""Random worlds that hold every identity: for timing, for tests, for trying shocks without data."""

from __future__ import annotations

import numpy as np

from realpolitik.models.equilibrium.elasticities import Elasticities
from realpolitik.models.equilibrium.layout import Array, sectors_last
from realpolitik.models.equilibrium.world import World


def synthetic(
    states: int,
    elasticities: Elasticities,
    *,
    seed: int = 0,
    tariffs: float = 0.15,
    deficits: float = 0.02,
    inputs: bool = True,
) -> World:
    """A world with sizes of a power law, home bias, sparse input-output links, tariffs and deficits.

    Parameters
    ----------
    states
        How many; sectors are those of the elasticities.
    tariffs
        The highest tariff; 0 for none at all.
    deficits
        Standard deviation of deficits over value added; 0 for balanced trade.
    inputs
        Whether production uses intermediate inputs.

    Examples
    --------
    >>> from realpolitik.models.equilibrium import elasticities
    >>> synthetic(3, elasticities(("food", "steel"), 4.0)).problems()
    ()
    """
    rng = np.random.default_rng(seed)
    count = len(elasticities.sectors)
    size = rng.pareto(1.2, states) + 0.1
    share, parts = _technology(rng, states, count, inputs)
    final = rng.dirichlet(np.full(count, 2.0), states) if count > 1 else np.ones((states, 1))
    income = 1e9 * size
    gap = rng.normal(0, 1, states) * income
    gap -= income * (gap.sum() / income.sum())
    rates = rng.uniform(0, max(tariffs, 1e-300), (count, states, states))
    own = np.arange(states)
    rates[:, own, own] = 0.0
    rough = World(
        states=tuple(f"S{place:03d}" for place in range(states)),
        sectors=elasticities.sectors,
        shares=sectors_last(_sources(rng, size, count)),
        value_added_share=share,
        input_share=parts,
        final_share=final,
        value_added=income,
        deficit=deficits * gap,
        expenditure=final * income[:, None] * 2,
        tariff=sectors_last(rates) if tariffs > 0 else None,
        name="synthetic",
        notes=(f"random, seed {seed}",),
    )
    return rough.renormalise().settle(elasticities)


def _sources(rng: np.random.Generator, size: Array, count: int) -> Array:
    """Shares (J, N, N): foreign sources in proportion to size and luck, home bias of 40 to 90 percent."""
    states = len(size)
    weights = rng.lognormal(0, 1.0, (count, states, states)) * size
    own = np.arange(states)
    weights[:, own, own] = 0.0
    foreign = weights / weights.sum(axis=2, keepdims=True) * rng.uniform(0.1, 0.6, (count, states, 1))
    foreign[:, own, own] = 1 - foreign.sum(axis=2)
    return foreign


def _technology(rng: np.random.Generator, states: int, count: int, inputs: bool) -> tuple[Array, Array]:
    if not inputs:
        return np.ones((states, count)), np.zeros((states, count, count))
    share = rng.uniform(0.25, 0.65, (states, count))
    mix = rng.dirichlet(np.full(count, 0.5), (states, count)) if count > 1 else np.ones((states, 1, 1))
    return share, np.swapaxes(mix, 1, 2) * (1 - share)[:, None, :]
