"""From the solver's point to a result in the model's nouns."""

from __future__ import annotations

from dataclasses import fields, replace
from time import perf_counter

import numpy as np

from realpolitik.models.equilibrium.change import Change
from realpolitik.models.equilibrium.fixed_point import pack, unpack
from realpolitik.models.equilibrium.layout import Array, sectors_first, sectors_last
from realpolitik.models.equilibrium.residuals import Solved, residuals
from realpolitik.models.equilibrium.result import Equilibrium, SolverStats, Status
from realpolitik.models.equilibrium.sweep import Costs, Point, Sweep, shares_of
from realpolitik.models.equilibrium.system import System, new_rates
from realpolitik.models.equilibrium.world import World


def assemble(
    world: World,
    system: System,
    change: Change,
    vector: Array,
    final: Sweep,
    *,
    status: Status,
    sweeps: int,
    restarts: int,
    homotopy_steps: int,
    residual: float,
    problem: str,
    verified: float | None,
    verdict: str,
    began: float,
) -> Equilibrium:
    """Name what the equations give at the solution; NaN for everything where there is none."""
    point = unpack(system, vector)
    costs = final.costs
    solved = _solved(system, point, final)
    shares, index = solved.shares, solved.index
    judged = residuals(world, system.elasticities, change, solved)
    tariff, _ = new_rates(world, change)
    trade = shares * point.spending[:, :, None]
    if tariff is not None:
        trade /= 1 + tariff
    found = Equilibrium(
        world=world,
        change=change,
        elasticities=system.elasticities,
        deficits=system.closure,
        wage_hat=(solved.wage * system.factor).sum(axis=1) / system.factor.sum(axis=1),
        factor_price_hat=solved.wage,
        price_hat=solved.price,
        cost_hat=solved.cost,
        price_index_hat=index,
        expenditure=solved.spending,
        output=solved.output,
        shares=sectors_last(shares),
        trade=sectors_last(trade),
        value_added_share=costs.value_added,
        input_share=solved.input_share,
        final_share=final.final_share,
        factor_income=solved.factor_income,
        tariff_revenue=final.tariff_revenue,
        export_tax_revenue=final.export_tax_revenue,
        deficit=final.deficit,
        income=final.income,
        welfare_hat=final.income / world.income / index,
        real_wage_hat=solved.factor_income / system.factor.sum(axis=1) / index,
        terms_of_trade_hat=_terms_of_trade(world, change, final, trade),
        point=pack(system, point),
        status=status,
        stats=SolverStats(
            sweeps=sweeps,
            restarts=restarts,
            homotopy_steps=homotopy_steps,
            seconds=perf_counter() - began,
            residual=residual,
            residuals={name: float(values.max()) for name, values in judged.items()},
            residuals_by_state=judged,
            verified=verified,
            verdict=verdict,
            problem=problem,
            prohibited=0 if system.prohibited is None else int(system.prohibited.sum()),
        ),
    )
    return found if status is Status.CONVERGED else _blank(found)


def _solved(system: System, point: Point, final: Sweep) -> Solved:
    """What the equations are judged on at a point, in levels."""
    costs = final.costs
    return Solved(
        wage=np.exp(point.wage),
        price=np.exp(point.price.T),
        cost=np.exp(costs.log.T),
        shares=shares_of(system, costs.log),
        spending=np.ascontiguousarray(point.spending.T),
        output=np.ascontiguousarray(final.output.T),
        final_share=final.final_share,
        value_added_share=costs.value_added,
        input_share=_input_share(system, costs),
        factor_income=final.earned.sum(axis=1),
        earned=final.earned,
        tariff_revenue=final.tariff_revenue,
        export_tax_revenue=final.export_tax_revenue,
        deficit=final.deficit,
        income=final.income,
        index=np.exp(final.index),
    )


def _blank(found: Equilibrium) -> Equilibrium:
    """No solution looks like one: every array but the solver's point is NaN."""
    empty = {
        part.name: np.full_like(values, np.nan)
        for part in fields(found)
        if part.name != "point" and isinstance(values := getattr(found, part.name), np.ndarray)
    }
    return replace(found, **empty)


def _input_share(system: System, costs: Costs) -> Array:
    share = system.input_share
    if costs.left is not None:
        share = share * costs.left[:, :, None]
    return share if costs.right is None else share * costs.right[:, None, :]


def _terms_of_trade(world: World, change: Change, final: Sweep, trade: Array) -> Array:
    """Törnqvist index of border prices of exports over imports; 1 for a state that trades in neither world.

    A state that trades in one of the two worlds only is weighted with that one.
    """
    price = final.costs.log
    _, tax = new_rates(world, change)
    moved = None
    if change.export_tax is not None and tax is not None:
        moved = np.log1p(tax)
        if world.export_tax is not None:
            moved = moved - np.log1p(sectors_first(world.export_tax))
    old, new = sectors_first(world.flows), trade
    weights: list[tuple[Array, Array]] = []
    for flows in (old, new):
        sold, bought = _prices_at_border(flows, price, moved)
        weights.append((sold, bought))
    exports = [_foreign(flows, axis=1) for flows in (old, new)]
    imports = [_foreign(flows, axis=2) for flows in (old, new)]
    log = _average([w[0] for w in weights], exports) - _average([w[1] for w in weights], imports)
    return np.exp(log)


def _prices_at_border(flows: Array, price: Array, moved: Array | None) -> tuple[Array, Array]:
    """Flow-weighted sums of log border prices: of exports (N,), of imports (N,); domestic sales left out."""
    own = np.diagonal(flows, axis1=1, axis2=2)
    sold = ((flows.sum(axis=1) - own) * price).sum(axis=0)
    bought = (np.matmul(flows, price[:, :, None])[:, :, 0] - own * price).sum(axis=0)
    if moved is not None:
        change = flows * moved
        domestic = np.diagonal(change, axis1=1, axis2=2).sum(axis=0)
        sold = sold + change.sum(axis=(0, 1)) - domestic
        bought = bought + change.sum(axis=(0, 2)) - domestic
    return sold, bought


def _foreign(flows: Array, *, axis: int) -> Array:
    return flows.sum(axis=(0, axis)) - np.diagonal(flows, axis1=1, axis2=2).sum(axis=0)


def _average(sums: list[Array], totals: list[Array]) -> Array:
    parts = [
        np.where(total > 0, one / np.where(total > 0, total, 1.0), 0.0)
        for one, total in zip(sums, totals, strict=True)
    ]
    count = sum((total > 0).astype(float) for total in totals)
    return sum(parts) / np.maximum(count, 1.0)  # type: ignore[return-value]
