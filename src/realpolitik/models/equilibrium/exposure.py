r"""First-order exposure of Kleinman, Liu and Redding: every state's gain from every other's growth, in one solve.

With expenditure shares S (row n: what n buys), income shares T (row i: to whom i sells), world income shares q and
$M = TS - I$, a productivity shock moves incomes by $d \ln w = W\, d \ln z$ and welfare by $d \ln u = U\, d \ln z$:

$$ V = \frac{T + \theta T S}{\theta + 1} - 1 q', \quad W = -\frac{\theta}{\theta + 1} (I - V)^{-1} M, \quad
   U = (I - S) W + S. $$

$U_{ni} < 0$ makes i an economic "enemy" of n: n loses as i grows. For a change of trade costs $d \ln \tau$ (importer,
exporter), $(I - T - \theta M + (\theta + 1) 1 q')\, d \ln w = b$ with $b = \theta [T ((S \circ d\tau) 1) -
(T \circ d\tau') 1]$ and $d \ln u = (I - S) d \ln w - (S \circ d\tau) 1$.

One sector, one factor, a common elasticity, balanced trade: purge deficits first. For embargoes the linear answer
is useless: solve.

Reference: Kleinman, Liu, Redding (2024), American Economic Journal: Macroeconomics 16(4), 350-385,
doi:10.1257/mac.20210252.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from realpolitik.errors import WorldError
from realpolitik.models.equilibrium.elasticities import Elasticities
from realpolitik.models.equilibrium.layout import Array, positions
from realpolitik.models.equilibrium.world import World


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Exposure:
    """Exposure matrices, state by partner.

    Attributes
    ----------
    income
        (N, N) W: elasticity of n's income to i's productivity; `weights @ income` is 0 (numeraire).
    welfare
        (N, N) U: elasticity of n's real income to i's productivity; rows sum to 1.
    spending, sales
        (N, N) S and T; rows sum to 1.
    weights
        (N,) q, shares in world income.
    """

    states: tuple[str, ...]
    theta: float
    income: Array
    welfare: Array
    spending: Array
    sales: Array
    weights: Array

    def of(self, state: str, partner: str) -> float:
        """U of a state to a partner: percent of real income for one percent of the partner's productivity."""
        row, column = positions(self.states, (state, partner), "state of this world")
        return float(self.welfare[row, column])


def exposure(world: World, elasticities: Elasticities) -> Exposure:
    """Exposure matrices of a one-sector world with balanced trade.

    Raises
    ------
    WorldError
        The world has several sectors, taxes, inputs, two nests or deficits; the message says what to do.

    Examples
    --------
    >>> from realpolitik.models.equilibrium import elasticities, one_sector
    >>> world = one_sector([[80, 10, 10], [12, 60, 8], [8, 10, 52]], states=("A", "B", "C"))
    >>> round(exposure(world, elasticities(world.sectors, 4.0)).of("A", "B"), 6)
    0.014671
    """
    _refuse(world, elasticities)
    theta = float(elasticities.theta[0])
    spending = np.ascontiguousarray(world.shares[:, :, 0])
    income = world.value_added
    sales = (spending * income[:, None]).T / income[:, None]
    weights = income / income.sum()
    identity = np.eye(len(income))
    cross = sales @ spending - identity
    v = (sales + theta * (sales @ spending)) / (theta + 1) - weights[None, :]
    w = -theta / (theta + 1) * np.linalg.solve(identity - v, cross)
    return Exposure(
        states=world.states,
        theta=theta,
        income=w,
        welfare=(identity - spending) @ w + spending,
        spending=spending,
        sales=sales,
        weights=weights,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CostResponse:
    """First-order response to trade costs: d ln of incomes and of real incomes, both (N,)."""

    income: Array
    welfare: Array


def cost_response(given: Exposure, log_costs: Array) -> CostResponse:
    """Response to small changes of trade costs.

    Parameters
    ----------
    log_costs
        (N, N) importer, exporter: change of the log of iceberg costs.
    """
    theta, spending, sales = given.theta, given.spending, given.sales
    identity = np.eye(len(given.states))
    paid = (spending * log_costs).sum(axis=1)
    faced = (sales * log_costs.T).sum(axis=1)
    right = theta * (sales @ paid - faced)
    left = identity - sales - theta * (sales @ spending - identity) + (theta + 1) * given.weights[None, :]
    income = np.linalg.solve(left, right)
    return CostResponse(income=income, welfare=(identity - spending) @ income - paid)


def _refuse(world: World, elasticities: Elasticities) -> None:
    world.check()
    world.same_labels(world.states, elasticities.sectors, "the set of elasticities")
    reasons = []
    if len(world.sectors) > 1:
        reasons.append("it has several sectors: aggregate them")
    if world.tariff is not None and (world.tariff != 0).any():
        reasons.append("it has tariffs, which the algebra leaves out")
    if world.export_tax is not None and (world.export_tax != 0).any():
        reasons.append("it has export taxes, which the algebra leaves out")
    if (world.value_added_share < 1).any() or elasticities.supply > 0:
        reasons.append("it has inputs or elastic supply: the algebra has one factor only")
    if not elasticities.single_nest:
        reasons.append("the elasticities have two nests")
    if np.abs(world.deficit).max() > 1e-8 * world.value_added.sum():
        reasons.append("trade is not balanced: purge_deficits first")
    if reasons:
        raise WorldError([f"exposure needs a simpler world: {reason}" for reason in reasons])
