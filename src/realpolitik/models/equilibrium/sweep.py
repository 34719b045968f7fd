r"""One joint sweep: from factor prices, price indices and spending to the values that they imply.

The equations are those of Caliendo and Parro (2015), with a second Armington nest, CES production and specific
labour as generalisations; unit elasticities and equal nests give the original. In a sweep, with $i$ exporter, $n$
importer, $j$ sector and everything as new over old:

1. unit cost $c$ from factor price $v$ and input prices $P^k$ (CES over value added and inputs);
2. prices $(P_n^j)^{-\theta_D} = \pi_{nn} (\hat\kappa c)_{nn}^{-\theta_D} + (1-\pi_{nn}) (P_{M,n}^j)^{-\theta_D}$,
   $(P_M)^{-\theta} = \sum_{i \ne n} \frac{\pi_{ni}}{1-\pi_{nn}} (\hat\kappa_{ni} c_i)^{-\theta}$;
3. shares, and from them producers' receipts $Y_i^j = \sum_n \pi'_{ni} X_n^j / ((1+\tau')(1+e'))$;
4. income $I' = $ factors, tariffs, export taxes, deficit (`closures`);
5. spending $X_n^k = \sum_j \gamma'^{k,j}_n Y_n^j + \alpha'^k_n I'_n$;
6. factor markets: value added in output is what factors earn.

Several systems of the same shape are swept at once where their arrays have one axis more in front (`together`); shapes below are those of one.

Reference: Caliendo, Parro (2015), Review of Economic Studies 82, 1-44, doi:10.1093/restud/rdu035.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from realpolitik.models.equilibrium.closures import deficits
from realpolitik.models.equilibrium.layout import Array, turned
from realpolitik.models.equilibrium.system import System


@dataclass(frozen=True, slots=True)
class Point:
    """What is iterated on: log factor prices (N, F), log price indices (J, N), spending (J, N)."""

    wage: Array
    price: Array
    spending: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """Unit costs (J, N) in logs with productivity, and the CES terms that turn output into demand for inputs.

    `value_added` (N, J) is the new cost share of value added; `left` and `right` (N, J) scale the input matrix on
    its rows (inputs) and columns (users). None stands for ones.
    """

    log: Array
    value_added: Array
    left: Array | None
    right: Array | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """Everything that one sweep computes at a point. Arrays with sectors run sector first unless said otherwise.

    `wage`, `price`, `spending` are the implied point; `demand` (N, F) is the value of factors demanded, `earned`
    (N, F) what they earn at the point's prices; `weight` and `exports` rebuild the shares (see `shares_of`).
    """

    wage: Array
    price: Array
    spending: Array
    costs: Costs
    output: Array
    income: Array
    deficit: Array
    tariff_revenue: Array
    export_tax_revenue: Array
    demand: Array
    earned: Array
    index: Array
    final_share: Array


@dataclass(frozen=True, slots=True)
class Trade:
    """Prices and receipts of the trade block, all (J, N): see `trade_block`."""

    price: Array
    output: Array
    tariff_revenue: Array
    export_tax_revenue: Array


def sweep(system: System, point: Point) -> Sweep:
    """Evaluate all equations once at a point.

    Returns
    -------
    Sweep
        Its `wage`, `price`, `spending` equal the point's exactly at an equilibrium.
    """
    costs = unit_costs(system, point.wage, point.price)
    trade = trade_block(system, costs.log, point.spending)
    supply = system.elasticities.supply
    index, final = final_demand(system, point.price)
    earned = np.exp((1 + supply) * point.wage - supply * index[..., None]) * system.factor
    output = turned(trade.output)
    demand = output * costs.value_added
    inputs = output - demand
    specific = system.factor.shape[-1] > 1
    if not specific:
        demand = demand.sum(axis=-1, keepdims=True)
    receipts = earned.sum(axis=-1) + trade.tariff_revenue + trade.export_tax_revenue
    deficit = deficits(system, earned=earned.sum(axis=-1), receipts=receipts, inputs=inputs.sum(axis=-1))
    income = receipts + deficit
    used = input_demand(system, costs, output)
    with np.errstate(divide="ignore", invalid="ignore"):
        wage = (np.log(demand / system.factor) + supply * index[..., None]) / (1 + supply)
    if specific:
        wage = np.where(system.factor > 0, wage, 0.0)
    return Sweep(
        wage=wage,
        price=trade.price,
        spending=turned(used + final * income[..., None]),
        costs=costs,
        output=trade.output,
        income=income,
        deficit=deficit,
        tariff_revenue=trade.tariff_revenue,
        export_tax_revenue=trade.export_tax_revenue,
        demand=demand,
        earned=earned,
        index=index,
        final_share=final,
    )


def unit_costs(system: System, wage: Array, price: Array) -> Costs:
    r"""Equation 1: $c = [\gamma v^{1-\eta} + (1-\gamma) m^{1-\eta}]^{1/(1-\eta)}$ over productivity, where
    $m = [\sum_k \omega_k P_k^{1-\epsilon}]^{1/(1-\epsilon)}$; logs at unit elasticities.
    """
    own = turned(price)
    share, parts = system.value_added_share, system.input_share
    eta, epsilon = system.elasticities.value_added, system.elasticities.inputs
    if system.elasticities.cobb_douglas:
        log = share * wage + np.matmul(own[..., None, :], parts)[..., 0, :]
        return Costs(log=_productive(system, log), value_added=share, left=None, right=None)
    rest = parts.sum(axis=-2)
    some = np.where(rest > 0, rest, 1.0)
    if epsilon == 1.0:
        material = np.matmul(own[..., None, :], parts)[..., 0, :] / some
        left = None
    else:
        left = np.exp((1 - epsilon) * own)
        sums = np.matmul(left[..., None, :], parts)[..., 0, :]
        material = np.log(np.where(rest > 0, sums / some, 1.0)) / (1 - epsilon)
    if eta == 1.0:
        log = share * wage + rest * material
        added, right = share, np.exp((epsilon - 1) * material)
    else:
        log = np.log(share * np.exp((1 - eta) * wage) + rest * np.exp((1 - eta) * material)) / (1 - eta)
        added = share * np.exp((1 - eta) * (wage - log))
        right = np.exp((epsilon - eta) * material - (1 - eta) * log)
    return Costs(log=_productive(system, log), value_added=added, left=left, right=right)


def input_demand(system: System, costs: Costs, output: Array) -> Array:
    """(N, J) spending of firms on each good: the input matrix with its CES adjustment times output (N, J)."""
    users = output if costs.right is None else output * costs.right
    used = np.matmul(system.input_share, users[..., None])[..., 0]
    return used if costs.left is None else used * costs.left


def trade_block(system: System, cost: Array, spending: Array) -> Trade:
    """Equations 2 and 3, from log unit costs and spending (J, N). Each import matrix is read once a product."""
    sold = np.exp(-system.theta * cost)
    sources = np.matmul(system.imports, sold[..., None])[..., 0]
    home, imported = nest_weights(system, cost, sold, sources)
    total = home + imported
    price = -np.log(total) / system.nest
    spent = spending / total
    home *= spent
    if system.single_nest:
        abroad = spent
    else:
        with np.errstate(divide="ignore", invalid="ignore"):
            abroad = np.where(sources > 0, spent * imported / sources, 0.0)
    sales = sold * np.matmul(abroad[..., None, :], system.net)[..., 0, :]
    home_net = home if system.home_net is None else home * system.home_net
    output = sales + home_net
    count = spending.shape[-1]
    if system.home_border is None:
        return Trade(price, output, np.zeros(count), np.zeros(count))
    home_border = home * system.home_border
    tariff, tax = np.zeros(count), np.zeros(count)
    if system.border is not system.imports:
        paid = home_border + abroad * np.matmul(system.border, sold[..., None])[..., 0]
        tariff = (spending - paid).sum(axis=-2)
    if system.border is not system.net:
        tax = (home_border + sold * np.matmul(abroad[..., None, :], system.border)[..., 0, :] - output).sum(
            axis=-2
        )
    return Trade(price, output, tariff, tax)


def nest_weights(system: System, cost: Array, sold: Array, sources: Array) -> tuple[Array, Array]:
    """Domestic and import terms of the price index (J, N); their sum is the index to the power -theta_D."""
    if system.single_nest:
        return system.home * sold, sources
    home = system.home * np.exp(-system.nest * cost)
    return home, system.import_share * (sources / system.import_share) ** (system.nest / system.theta)


def final_demand(system: System, price: Array) -> tuple[Array, Array]:
    """Log consumer price index (N,) and final shares (N, J) at log prices (J, N)."""
    own, share = price.swapaxes(-1, -2), system.final_share
    sigma = system.elasticities.final
    if sigma == 1.0:
        return (share * own).sum(axis=-1), share
    terms = share * np.exp((1 - sigma) * own)
    total = terms.sum(axis=-1)
    return np.log(total) / (1 - sigma), terms / total[..., None]


def shares_of(system: System, cost: Array) -> Array:
    r"""(J, N, N) shares of spending $\pi'_{ni}$ at log unit costs (J, N)."""
    sold = np.exp(-system.theta * cost)
    shares = system.imports * sold[:, None, :]
    sources = shares.sum(axis=2)
    home, imported = nest_weights(system, cost, sold, sources)
    total = home + imported
    with np.errstate(divide="ignore", invalid="ignore"):
        shares *= np.where(sources > 0, imported / (total * sources), 0.0)[:, :, None]
    own = np.arange(cost.shape[1])
    shares[:, own, own] = home / total
    return shares


def _productive(system: System, log: Array) -> Array:
    cost = turned(log)
    return cost if system.productivity is None else cost - system.productivity
