r"""The sweep backwards: from derivatives of an outcome in what a sweep computes to derivatives in what it was given.

For a sweep $g(x, p)$ and weights $\bar g$ of its results, `reverse` returns $\bar g^\top \partial g/\partial x$ and, as
terms, $\bar g^\top \partial g/\partial p$, at the price of about three sweeps however many parameters there are. A
variable's name with `_bar` is the derivative of the outcome in it (reverse-mode differentiation, by hand, since the
equations are few). Home and imports are always two nests here, which equal elasticities make one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from realpolitik.models.equilibrium.closures import pooled
from realpolitik.models.equilibrium.layout import Array
from realpolitik.models.equilibrium.sweep import Point, Sweep, nest_weights
from realpolitik.models.equilibrium.system import System


@dataclass(slots=True, kw_only=True)
class Bars:
    """Derivatives of an outcome in the results of a sweep; zeros where it does not depend on them.

    `wage`, `price`, `spending` as in a point; `income`, `index` (N,); `earned` (N, F); `flow` (J, N, N) in trade at the
    border, importer by exporter, or None.
    """

    wage: Array
    price: Array
    spending: Array
    income: Array
    index: Array
    earned: Array
    flow: Array | None = None

    @staticmethod
    def zeros(system: System) -> Bars:
        """Nothing depends on anything."""
        states, sectors, factors = system.shape
        return Bars(
            wage=np.zeros((states, factors)),
            price=np.zeros((sectors, states)),
            spending=np.zeros((sectors, states)),
            income=np.zeros(states),
            index=np.zeros(states),
            earned=np.zeros((states, factors)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Derivatives in what a sweep was given, and the terms of those in parameters (see `parameters`).

    `wage`, `price`, `spending` (at the point); `cost` (J, N) in log unit costs; `deficit` (N,); `sources`, `receipts`,
    `treasury`, `flow` and the three of home sales are the pieces of derivatives in trade weights; `theta`, `nest` (J,) leave out the part that
    goes through the weights.
    """

    wage: Array
    price: Array
    spending: Array
    cost: Array
    deficit: Array
    sources: Array
    receipts: Array
    treasury: Array
    flow: Array | None
    home: Array
    home_receipts: Array
    home_border: Array
    theta: Array
    nest: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a sweep passes through at a point and its reversal needs again, computed once for many reversals."""

    point: Point
    final: Sweep
    sold: Array
    bought: Array
    home: Array
    imported: Array
    total: Array
    abroad: Array
    net_sales: Array
    border_sales: Array
    border_bought: Array
    users: Array
    used: Array
    ratio: Array


def hold(system: System, point: Point, final: Sweep) -> Held:
    """The trade block at a point, with explicit taxes (`prepare` with tables of rates, zeros included)."""
    cost = final.costs.log
    sold = np.exp(-system.theta * cost)
    bought = np.matmul(system.imports, sold[:, :, None])[:, :, 0]
    home, imported = nest_weights(system, cost, sold, bought)
    total = home + imported
    safe = np.where(bought > 0, bought, 1.0)
    abroad = np.where(bought > 0, point.spending / total * imported / safe, 0.0)
    output = np.ascontiguousarray(final.output.T)
    users = output if final.costs.right is None else output * final.costs.right
    return Held(
        point=point,
        final=final,
        sold=sold,
        bought=safe,
        home=home,
        imported=imported,
        total=total,
        abroad=abroad,
        net_sales=np.matmul(abroad[:, None, :], system.net)[:, 0, :],
        border_sales=np.matmul(abroad[:, None, :], system.border)[:, 0, :],
        border_bought=np.matmul(system.border, sold[:, :, None])[:, :, 0],
        users=users,
        used=np.matmul(system.input_share, users[:, :, None])[:, :, 0],
        ratio=np.where(bought > 0, np.log(safe / system.import_share), 0.0),
    )


def reverse(system: System, held: Held, bars: Bars) -> Given:
    """Derivatives in point and parameters, given those in the results of the sweep at that point."""
    final, supply = held.final, system.elasticities.supply
    income_bar = bars.income + np.einsum("kn,nk->n", bars.spending, final.final_share)
    share_bar = bars.spending.T * final.income[:, None]
    used_bar = bars.spending.T

    positive = np.where(system.factor > 0, final.demand, 1.0)
    demand_bar = np.where(system.factor > 0, bars.wage / ((1 + supply) * positive), 0.0)
    moved = np.where(system.factor > 0, bars.wage, 0.0).sum(axis=1)
    index_bar = bars.index + supply / (1 + supply) * moved

    output = np.ascontiguousarray(final.output.T)
    inputs = (output - output * final.costs.value_added).sum(axis=1)
    receipts = final.earned.sum(axis=1) + final.tariff_revenue + final.export_tax_revenue
    closed = _deficits(system, final.earned.sum(axis=1), receipts, inputs, income_bar)
    receipts_bar = income_bar + closed.receipts
    earned_bar = bars.earned + (receipts_bar + closed.earned)[:, None]

    added = final.costs.value_added
    sector_bar = demand_bar - closed.inputs[:, None] + np.zeros_like(output)
    output_bar = closed.inputs[:, None] + sector_bar * added
    added_bar = sector_bar * output

    left, right = final.costs.left, final.costs.right
    raw_bar = used_bar if left is None else used_bar * left
    users_bar = np.matmul(raw_bar[:, None, :], system.input_share)[:, 0, :]
    left_bar = None if left is None else used_bar * held.used
    right_bar = None if right is None else users_bar * output
    output_bar = output_bar + (users_bar if right is None else users_bar * right)

    wage_bar = (1 + supply) * final.earned * earned_bar
    index_bar = index_bar - supply * (final.earned * earned_bar).sum(axis=1)
    price_bar = _final_demand(system, final, index_bar, share_bar)

    traded = _trade(system, held, bars, np.ascontiguousarray(output_bar.T), receipts_bar)
    wage_cost, price_cost = _unit_costs(system, held, traded.cost, added_bar, left_bar, right_bar)
    return Given(
        wage=wage_bar + wage_cost,
        price=(price_bar + price_cost).T,
        spending=traded.spending,
        cost=traded.cost,
        deficit=closed.deficit,
        sources=traded.sources,
        receipts=traded.receipts,
        treasury=receipts_bar,
        flow=bars.flow,
        home=traded.home,
        home_receipts=traded.home_receipts,
        home_border=traded.home_border,
        theta=traded.theta,
        nest=traded.nest,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Closed:
    earned: Array
    receipts: Array
    inputs: Array
    deficit: Array


def _deficits(system: System, earned: Array, receipts: Array, inputs: Array, bar: Array) -> _Closed:
    """`closures.deficits` backwards."""
    none = np.zeros_like(bar)
    if system.closure == "purged":
        return _Closed(earned=none, receipts=none, inputs=none, deficit=none)
    at = system.component
    if system.closure == "multiplicative":
        gross = receipts + inputs
        wanted = system.absorption * gross
        asked = pooled(system, wanted)
        ratio = pooled(system, gross) / asked
        ratio_bar = pooled(system, bar * wanted)
        wanted_bar = bar * ratio[at] - (ratio_bar * ratio / asked)[at]
        gross_bar = -bar + (ratio_bar / asked)[at] + system.absorption * wanted_bar
        return _Closed(earned=none, receipts=gross_bar, inputs=gross_bar, deficit=none)
    base = system.factor.sum(axis=1)
    scale = earned / base if system.closure == "proportional" else np.ones_like(bar)
    wanted, pool = system.deficit * scale, pooled(system, earned)
    excess = pooled(system, wanted) / pool
    excess_bar = -pooled(system, bar * earned)
    wanted_bar = bar + (excess_bar / pool)[at]
    earned_bar = -bar * excess[at] - (excess_bar * excess / pool)[at]
    if system.closure == "proportional":
        earned_bar = earned_bar + wanted_bar * system.deficit / base
    return _Closed(earned=earned_bar, receipts=none, inputs=none, deficit=wanted_bar * scale)


def _final_demand(system: System, final: Sweep, index_bar: Array, share_bar: Array) -> Array:
    share, sigma = final.final_share, system.elasticities.final
    price_bar = share * index_bar[:, None]
    if sigma == 1.0:
        return price_bar
    return price_bar + (1 - sigma) * share * (share_bar - (share * share_bar).sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Traded:
    spending: Array
    cost: Array
    sources: Array
    receipts: Array
    home: Array
    home_receipts: Array
    home_border: Array
    theta: Array
    nest: Array


def _trade(system: System, held: Held, bars: Bars, output_bar: Array, receipts_bar: Array) -> _Traded:
    """`trade_block` backwards: tariffs are spent less paid at the border, export taxes paid less received."""
    sold, abroad, cost = held.sold, held.abroad, held.final.costs.log
    output_bar = output_bar - receipts_bar  # what is received is no export tax
    sold_bar = output_bar * held.net_sales + receipts_bar * held.border_sales
    abroad_bar = np.matmul(system.net, (sold * output_bar)[:, :, None])[:, :, 0]
    abroad_bar += np.matmul(system.border, (sold * receipts_bar)[:, :, None])[:, :, 0]
    abroad_bar -= receipts_bar[None, :] * held.border_bought
    sold_bar -= np.matmul((abroad * receipts_bar)[:, None, :], system.border)[:, 0, :]
    home_net = np.ones_like(cost) if system.home_net is None else system.home_net
    home_border = np.ones_like(cost) if system.home_border is None else system.home_border
    own_bar = output_bar * home_net  # domestic taxes are paid to, and by, the same treasury
    spending_bar = np.zeros_like(cost) + receipts_bar
    own_flow = np.zeros_like(cost)
    if bars.flow is not None:
        abroad_bar += np.matmul(bars.flow * system.border, sold[:, :, None])[:, :, 0]
        sold_bar += np.matmul(abroad[:, None, :], bars.flow * system.border)[:, 0, :]
        own_flow = np.diagonal(bars.flow, axis1=1, axis2=2)
        own_bar = own_bar + own_flow * home_border

    spent = held.point.spending / held.total
    spent_bar = abroad_bar * held.imported / held.bought + own_bar * held.home
    imported_bar = abroad_bar * spent / held.bought
    bought_bar = -abroad_bar * abroad / held.bought
    home_bar = own_bar * spent
    spending_bar = spending_bar + spent_bar / held.total
    total_bar = -spent_bar * spent / held.total - bars.price / (system.nest * held.total)
    nest_bar = -bars.price * held.final.price / system.nest
    home_bar = home_bar + total_bar
    imported_bar = imported_bar + total_bar

    power = system.nest / system.theta
    bought_bar = bought_bar + imported_bar * held.imported * power / held.bought
    through = imported_bar * held.imported * held.ratio
    nest_bar = nest_bar + through / system.theta
    theta_bar = -through * power / system.theta
    home_term = held.home * home_bar
    nest_bar = nest_bar - cost * home_term
    sold_bar = sold_bar + np.matmul(bought_bar[:, None, :], system.imports)[:, 0, :]
    sold_term = sold * sold_bar
    return _Traded(
        spending=spending_bar,
        cost=-system.theta * sold_term - system.nest * home_term,
        sources=bought_bar,
        receipts=output_bar,
        home=home_term,
        home_receipts=output_bar * home_net * held.home * spent,
        home_border=own_flow * home_border * held.home * spent,
        theta=(theta_bar - cost * sold_term).sum(axis=1),
        nest=nest_bar.sum(axis=1),
    )


def _unit_costs(
    system: System,
    held: Held,
    cost_bar: Array,
    added_bar: Array,
    left_bar: Array | None,
    right_bar: Array | None,
) -> tuple[Array, Array]:
    """`unit_costs` backwards: derivatives in log factor prices (N, F) and in log prices (N, J)."""
    costs, given = held.final.costs, system.elasticities
    share, parts = system.value_added_share, system.input_share
    log_bar = np.ascontiguousarray(cost_bar.T)
    if given.cobb_douglas:
        wage = share * log_bar
        price = np.matmul(parts, log_bar[:, :, None])[:, :, 0]
        return _summed(system, wage), price
    eta, epsilon = given.value_added, given.inputs
    added = costs.value_added
    # d ln c = s dw + (1 - s) dm; d s = s (1 - eta)(dw - d ln c); d right = right ((epsilon - eta) dm - (1 - eta) d ln c)
    added_term = (1 - eta) * added * added_bar
    right_term = np.zeros_like(added) if right_bar is None or costs.right is None else costs.right * right_bar
    log_bar = log_bar - added_term - (1 - eta) * right_term
    wage = added * log_bar + added_term
    material_bar = (1 - added) * log_bar + (epsilon - eta) * right_term
    rest = parts.sum(axis=1)
    some = np.where(rest > 0, rest, 1.0)
    if epsilon == 1.0:
        return _summed(system, wage), np.matmul(parts, (material_bar / some)[:, :, None])[:, :, 0]
    left = np.exp((1 - epsilon) * held.point.price.T)
    sums = np.matmul(left[:, None, :], parts)[:, 0, :]
    weight = np.where(rest > 0, material_bar / np.where(sums > 0, sums, 1.0), 0.0)
    price = left * np.matmul(parts, weight[:, :, None])[:, :, 0]
    if left_bar is not None:
        price = price + (1 - epsilon) * left * left_bar
    return _summed(system, wage), price


def _summed(system: System, wage: Array) -> Array:
    return wage if system.factor.shape[1] > 1 else wage.sum(axis=1, keepdims=True)
