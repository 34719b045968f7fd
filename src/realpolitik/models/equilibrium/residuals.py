"""Residuals of each equation of the model at a solution, written as the papers write them.

This is the judge of the solver, so it shares none of its shortcuts: shares are explicit, prices come from costs
and barriers in levels, and every market is added up over all partners.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from realpolitik.models.equilibrium.change import Change
from realpolitik.models.equilibrium.elasticities import Elasticities
from realpolitik.models.equilibrium.layout import Array, diagonal, sectors_first
from realpolitik.models.equilibrium.system import barrier_hat, new_rates
from realpolitik.models.equilibrium.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """The parts of a solution that the equations are about; trade arrays (J, N, N), tables (N, J)."""

    wage: Array
    price: Array
    cost: Array
    shares: Array
    spending: Array
    output: Array
    final_share: Array
    value_added_share: Array
    input_share: Array
    factor_income: Array
    earned: Array
    tariff_revenue: Array
    export_tax_revenue: Array
    deficit: Array
    income: Array


def residuals(
    world: World, elasticities: Elasticities, change: Change, solved: Solved
) -> Mapping[str, float]:
    """Largest residual of each equation: relative for prices and shares, over value added for money."""
    spending = np.ascontiguousarray(solved.spending.T)
    tariff, tax = new_rates(world, change)
    border = solved.shares * spending[:, :, None]
    paid = border.sum(axis=2)
    if tariff is not None:
        border /= 1 + tariff
    abroad = border.sum(axis=(0, 2)) - border.sum(axis=(0, 1))
    received = border.sum(axis=1) if tax is None else (border / (1 + tax)).sum(axis=1)
    customs = paid.sum(axis=0) - border.sum(axis=(0, 2))
    duties = border.sum(axis=(0, 1)) - received.sum(axis=0)
    used = np.matmul(solved.input_share, solved.output[:, :, None])[:, :, 0]
    demand = solved.output * solved.value_added_share
    demand = demand.sum(axis=1, keepdims=True) if solved.earned.shape[1] == 1 else demand
    scale = world.value_added
    prices, shares = _prices(world, elasticities, change, solved)
    return {
        "unit costs": _worst(np.log(_costs(world, elasticities, change, solved) / solved.cost)),
        "prices": prices,
        "shares": shares,
        "output": _worst((received.T - solved.output) / scale[:, None]),
        "spending": _worst(
            (used + solved.final_share * solved.income[:, None] - solved.spending) / scale[:, None]
        ),
        "income": _worst((solved.factor_income + customs + duties + solved.deficit - solved.income) / scale),
        "factor markets": _worst((demand - solved.earned) / scale[:, None]),
        "trade balance": _worst((abroad - solved.deficit) / scale),
    }


def _costs(world: World, elasticities: Elasticities, change: Change, solved: Solved) -> Array:
    eta, epsilon = elasticities.value_added, elasticities.inputs
    share, parts = world.value_added_share, world.input_share
    rest = parts.sum(axis=1)
    weights = parts / np.where(rest > 0, rest, 1.0)[:, None, :]
    levels = solved.price[:, :, None]
    if epsilon == 1.0:
        material = np.exp((weights * np.log(levels)).sum(axis=1))
    else:
        sums = np.where(rest > 0, (weights * levels ** (1 - epsilon)).sum(axis=1), 1.0)
        material = sums ** (1 / (1 - epsilon))
    if eta == 1.0:
        cost = solved.wage**share * material**rest
    else:
        cost = (share * solved.wage ** (1 - eta) + rest * material ** (1 - eta)) ** (1 / (1 - eta))
    return cost if change.productivity_hat is None else cost / change.productivity_hat.T


def _prices(world: World, elasticities: Elasticities, change: Change, solved: Solved) -> tuple[float, float]:
    """Residuals of price indices (logs) and of shares."""
    theta, nest = elasticities.theta[:, None], elasticities.domestic[:, None]
    base = sectors_first(world.shares)
    hat = barrier_hat(world, change)
    cost = np.ascontiguousarray(solved.cost.T)
    delivered = np.broadcast_to(cost[:, None, :], base.shape) if hat is None else hat * cost[:, None, :]
    terms = base * np.exp(-theta[:, :, None] * np.log(delivered))
    own_cost = diagonal(delivered)
    if change.banned is not None:
        terms = np.where(change.banned, 0.0, terms)
    home_share = diagonal(base)
    own = np.arange(base.shape[1])
    if elasticities.single_nest:
        total = terms.sum(axis=2)
        new = terms / total[:, :, None]
        index = total ** (-1 / nest)
    else:
        terms[:, own, own] = 0.0
        abroad = base.sum(axis=2) - home_share
        safe = np.where(abroad > 0, abroad, 1.0)
        sources = terms.sum(axis=2)
        imports = safe * (sources / safe) ** (nest / theta)
        home = home_share * own_cost**-nest
        total = home + imports
        new = (
            terms
            * np.where(sources > 0, imports / (np.where(sources > 0, sources, 1.0) * total), 0.0)[:, :, None]
        )
        new[:, own, own] = home / total
        index = total ** (-1 / nest)
    return _worst(np.log(index.T / solved.price)), _worst(new - solved.shares)


def _worst(values: Array) -> float:
    return float(np.abs(values).max())
