"""Whatever is asked of the engine, what it returns is an equilibrium: every sign, every identity, or a refusal."""

from __future__ import annotations

from collections import Counter
from functools import cache

import numpy as np

from realpolitik.errors import ConvergenceError, ShockError
from realpolitik.models.equilibrium import (
    CostShock,
    Embargo,
    ExportTaxShock,
    Options,
    ProductivityShock,
    TariffShock,
    elasticities,
    solve,
    synthetic,
)

TRIALS = 2000
# A hopeless solve ends soon; what is returned is held to the same tolerance.
QUICK = Options(max_sweeps=200)
CLOSURES = ("additive", "multiplicative", "proportional", "purged")


@cache
def world_of(seed):
    rng = np.random.default_rng(seed)
    names = tuple(f"s{k}" for k in range(int(rng.integers(1, 4))))
    theta = rng.uniform(1.5, 8.0, len(names))
    domestic = np.minimum(theta, rng.uniform(0.5, 8.0)) if rng.random() < 0.5 else None
    given = elasticities(names, theta, domestic=domestic)
    return synthetic(int(rng.integers(3, 6)), given, seed=seed, deficits=float(rng.uniform(0, 0.3))), given


def shock_of(rng, world):
    """One shock of any kind and size, from a tenth of a per cent to without end, on one or both sides."""
    sides = {
        "exporters": None if rng.random() < 0.2 else (str(rng.choice(world.states)),),
        "importers": None if rng.random() < 0.4 else (str(rng.choice(world.states)),),
        "sectors": None if rng.random() < 0.7 else (str(rng.choice(world.sectors)),),
        "both_ways": bool(rng.random() < 0.5),
    }
    size = float(10 ** rng.uniform(-3, rng.choice([0.0, 1.0, 6.0])))
    kind = int(rng.integers(5))
    if kind == 0:
        return Embargo(**sides)
    if kind == 1:
        return CostShock(**sides, factor=1 + min(size, 30.0))
    if kind == 2:
        return ExportTaxShock(**sides, rate=size)
    if kind == 3:
        return ProductivityShock(states=sides["exporters"], sectors=sides["sectors"], factor=1 / (1 + size))
    return TariffShock(**sides, rate=size)


def test_a_returned_solution_has_every_sign_and_identity():
    """2,000 random shocks on 100 random worlds; about 10 s on one core."""
    ended = Counter()
    for trial in range(TRIALS):
        rng = np.random.default_rng([7, trial])
        world, given = world_of(int(rng.integers(100)))
        shocks, closure = (
            [shock_of(rng, world) for _ in range(int(rng.integers(1, 3)))],
            str(rng.choice(CLOSURES)),
        )
        try:
            found = solve(world, shocks, elasticities=given, deficits=closure, options=QUICK)
        except (ShockError, ConvergenceError) as error:
            ended[type(error).__name__] += 1
            continue
        ended["solved"] += 1
        where = f"trial {trial}, {closure}, {shocks}"
        for name in ("income", "factor_income", "factor_price_hat", "price_hat", "cost_hat", "welfare_hat"):
            assert (getattr(found, name) > 0).all(), f"{name}: {where}"
        for name in ("trade", "shares", "expenditure", "output"):
            assert (getattr(found, name) >= 0).all(), f"{name}: {where}"
        # The residuals are recomputed from the published equations; solves stop at 1e-11.
        assert max(found.stats.residuals.values()) < 1e-8, where
        assert abs(found.deficit.sum()) < 1e-9 * found.world.value_added.sum(), where
        assert np.abs(found.shares.sum(axis=1) - 1).max() < 1e-9, where
        balance = found.trade.sum(axis=(1, 2)) - found.trade.sum(axis=(0, 2)) - found.deficit
        assert np.abs(balance / found.world.value_added).max() < 1e-8, where
    # The trial tries something: most are solved, and some of each refusal occur.
    assert ended["solved"] > 0.8 * TRIALS
    assert {"ShockError", "InfeasibleError"} <= set(ended)
