"""Residuals of each equation of the model at a solution, written as the papers write them.

This is the judge of the solver, so it shares none of its shortcuts: shares are explicit, prices come from costs
and barriers in levels, shares of costs from relative prices, and every market is added up over all partners.
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
    index: Array


def residuals(
    world: World, elasticities: Elasticities, change: Change, solved: Solved
) -> Mapping[str, Array]:
    """Largest residual of each equation in each state (N,): relative for prices, shares as they are, money over
    value added.
    """
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
    supplied = solved.earned
    if supplied.shape[1] == 1:
        demand = demand.sum(axis=1, keepdims=True)
    scale = world.value_added
    return {
        **_costs(world, elasticities, change, solved),
        **_prices(world, elasticities, change, solved),
        **_final(world, elasticities, solved),
        "factor supply": _worst((_supply(world, elasticities, solved) - supplied) / scale[:, None]),
        "output": _worst((received.T - solved.output) / scale[:, None]),
        "spending": _worst(
            (used + solved.final_share * solved.income[:, None] - solved.spending) / scale[:, None]
        ),
        "income": _worst((solved.factor_income + customs + duties + solved.deficit - solved.income) / scale),
        "factor markets": _worst((demand - supplied) / scale[:, None]),
        "trade balance": _worst((abroad - solved.deficit) / scale),
    }


def _costs(world: World, elasticities: Elasticities, change: Change, solved: Solved) -> dict[str, Array]:
    """Unit costs, and the shares of value added and of inputs in them."""
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
    added = share * (solved.wage / cost) ** (1 - eta)
    inputs = (
        parts
        * (levels / material[:, None, :]) ** (1 - epsilon)
        * ((material / cost) ** (1 - eta))[:, None, :]
    )
    productive = cost if change.productivity_hat is None else cost / change.productivity_hat.T
    return {
        "unit costs": _worst(np.log(productive / solved.cost)),
        "cost shares": np.maximum(
            _worst(added - solved.value_added_share), _worst(inputs - solved.input_share)
        ),
    }


def _final(world: World, elasticities: Elasticities, solved: Solved) -> dict[str, Array]:
    """Consumer prices and the shares of sectors in final demand."""
    sigma, share = elasticities.final, world.final_share
    if sigma == 1.0:
        index = (solved.price**share).prod(axis=1)
    else:
        index = (share * solved.price ** (1 - sigma)).sum(axis=1) ** (1 / (1 - sigma))
    wanted = share * (solved.price / index[:, None]) ** (1 - sigma)
    return {
        "consumer prices": _worst(np.log(index / solved.index)),
        "final shares": _worst(wanted - solved.final_share),
    }


def _supply(world: World, elasticities: Elasticities, solved: Solved) -> Array:
    """What factors earn: the price of a factor times a supply that follows its real price."""
    base = world.value_added[:, None]
    if solved.wage.shape[1] > 1:
        base = world.output * world.value_added_share
    return base * solved.wage * (solved.wage / solved.index[:, None]) ** elasticities.supply


def _prices(world: World, elasticities: Elasticities, change: Change, solved: Solved) -> dict[str, Array]:
    """Price indices (logs) and shares of sources."""
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
    return {
        "prices": _worst(np.log(index.T / solved.price)),
        "shares": _worst(np.moveaxis(new - solved.shares, 0, 2)),
    }


def _worst(values: Array) -> Array:
    """The largest absolute value of each state, which comes first."""
    return np.abs(values).reshape(len(values), -1).max(axis=1)
