"""What comes of closing trade in products: prices, trade, and who gains and loses how much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from realpolitik.models.products.flows import Array, ProductFlows
from realpolitik.models.products.market import Cells


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
    residual: Array
    sweeps: int
    rounds: int

    @property
    def denied(self) -> np.ndarray:
        """(B,) whether nobody is left who sells to a buyer."""
        return np.isinf(self.index_hat)

    @property
    def quantity_hat(self) -> Array:
        """(B,) how much each buyer gets, new over old."""
        return np.where(self.denied, 0.0, self.spending / self.cells.spent / self.index_hat)

    @property
    def buyer_gain(self) -> Array:
        r"""(B,) money: what each buyer's purchases are worth at old prices, less what it spent, $E'/\hat P - E$, and what it has not spent.

        Minus the whole of base spending where nobody sells to it and nothing else is bought: at least that is lost.
        """
        return (self.quantity_hat - 1) * self.cells.spent

    @property
    def seller_gain(self) -> Array:
        r"""(S,) money: change of producers' surplus, $X (\hat p^{1+\psi} - 1) / (1 + \psi)$; minus $X/(1+\psi)$ without a buyer."""
        earned = np.where(np.isnan(self.price_hat), 0.0, self.sales / self.cells.sold)
        return self.cells.sold * (earned - 1) / (1 + self.supply)
