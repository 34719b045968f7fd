"""What comes of closing trade in products: prices, trade, and who gains and loses how much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from realpolitik.models.products.flows import Array, ProductFlows
from realpolitik.models.products.market import Cells

LEFT = 0.01
"""Of all sources, below which a price is not counted higher in money: the cap of `models.equilibrium.power`."""
TINY = 1e-12
NEAR_ONE = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProductSolution:
    """A solution, by cell: a buyer or seller of a product.

    Attributes
    ----------
    flows, cells
        The base.
    price_hat
        (S,) price of each seller, new over old; NaN where nobody may buy from it.
    index_hat
        (B,) price that each buyer pays, new over old; infinite where nobody may sell to it.
    spending
        (B,) what each buyer spends: zero where nobody sells to it.
    sales
        (S,) what each seller earns.
    value
        (F,) flows.
    supply
        (S,) supply elasticity.
    theta, demand
        (B,) trade elasticity, and elasticity of demand.
    among, group
        Substitution among products of a sector, and (B,) the buyer's sector.
    residual
        (K,) by product: largest part by which what is paid differs from what is supplied, and spending from its rule.
    sweeps, rounds
        Sweeps of the slowest product, and rounds over the spending of sectors.
    """

    flows: ProductFlows
    cells: Cells
    price_hat: Array
    index_hat: Array
    spending: Array
    sales: Array
    value: Array
    supply: Array
    theta: Array
    demand: Array
    among: float
    group: NDArray[np.int64]
    residual: Array
    sweeps: int
    rounds: int

    @property
    def denied(self) -> NDArray[np.bool_]:
        """(B,) whether nobody is left who sells to a buyer."""
        return np.isinf(self.index_hat)

    @property
    def quantity_hat(self) -> Array:
        """(B,) how much each buyer gets, new over old."""
        return np.where(self.denied, 0.0, self.spending / self.cells.spent / self.index_hat)

    @property
    def buyer_gain(self) -> Array:
        r"""(B,) money: change of buyers' surplus, $-E (\hat P^{1-\epsilon} - 1) / (1 - \epsilon)$, at one $-E \ln \hat P$.

        Where spending moves within sectors it is $-E \ln \hat P$ of the sector, its products taking part by what they add to that. A price
        counts no higher than if a hundredth of all sources were left: without any the loss would know no bound.
        """
        most = -np.log(LEFT) / self.theta
        with np.errstate(divide="ignore"):
            index = np.minimum(np.log(self.index_hat), most)
        if self.among == 1.0:
            return -self.cells.spent * _rise(index, self.demand)
        spent = self.cells.spent
        rise = _rise(index, np.full_like(index, self.among))
        whole = np.bincount(self.group, weights=spent)
        mean = np.bincount(self.group, weights=spent * rise) / np.where(whole > 0, whole, 1.0)
        exact = np.log1p((1 - self.among) * mean) / (1 - self.among)
        ratio = np.divide(exact, mean, out=np.ones_like(mean), where=np.abs(mean) > TINY)
        return -spent * rise * ratio[self.group]

    @property
    def seller_gain(self) -> Array:
        r"""(S,) money: change of producers' surplus, $X (\hat p^{1+\psi} - 1) / (1 + \psi)$; minus $X/(1+\psi)$ without a buyer."""
        earned = np.where(np.isnan(self.price_hat), 0.0, self.sales / self.cells.sold)
        return self.cells.sold * (earned - 1) / (1 + self.supply)


def _rise(index: Array, elasticity: Array) -> Array:
    """(P^(1 - e) - 1) / (1 - e) of a logarithm of P; at one that logarithm."""
    apart = 1 - elasticity
    flat = np.abs(apart) < NEAR_ONE
    return np.where(flat, index, np.expm1(apart * index) / np.where(flat, 1.0, apart))
