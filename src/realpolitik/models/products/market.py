r"""The markets of some products: given what each importer spends, the prices at which exporters sell what they supply.

With base flows $X_{in}$ of a product, base spending $E_n$ and shares $s_{in} = X_{in} / E_n$, barriers $\hat\kappa$ and the trade
elasticity $\theta$,

$$ \hat P_n^{-\theta} = \sum_i s_{in} (\hat\kappa_{in} \hat p_i)^{-\theta}, \qquad
   X_i \hat a_i \hat p_i^{1 + \psi} = \sum_n s_{in} (\hat\kappa_{in} \hat p_i / \hat P_n)^{-\theta} E'_n. $$

where $E'_n = E_n \hat P_n^{1 - \epsilon}$ with the demand elasticity $\epsilon$; at 1 spending stays. The map $\ln p_i \leftarrow \ln[\sum_n s_{in} \hat\kappa_{in}^{-\theta} E'_n \hat P_n^\theta / (X_i \hat a_i)] / (1 + \psi + \theta)$
rises in every price as long as $\epsilon < 1 + \theta$ and moves by $(1 + \theta - \epsilon) / (1 + \theta + \psi) < 1$ where all prices
move by one: a contraction, so that prices are unique and plain sweeps arrive from anywhere. Anderson acceleration, product by product, makes them arrive soon.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from realpolitik.models.products.flows import Array, ProductFlows

DEPTH = 5
RIDGE = 1e-12
"""Added to the diagonal of each least-squares problem, whose columns have length one."""
SHORTEST = 1e-100
WORSE = 2.0
"""A residual so many times the best one sends its product back to the best point, without memory."""
PLACES = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Supply:
    """How exporters answer: `elasticity` (K,) of what they sell to its price, and `shift` (K, N) of how much they sell at old prices."""

    elasticity: Array
    shift: Array | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Market:
    """Some products side by side; buyers and sellers are cells, one for each state that trades a product.

    Attributes
    ----------
    shares
        (B, S) weights of sellers in what buyers paid, zero where trade is closed.
    back
        (S, B) the same the other way round.
    theta, supply
        (S,) elasticities by seller.
    buyer_theta, demand
        (B,) trade elasticity, and elasticity of demand, by buyer.
    sold
        (S,) base sales times their shift.
    first
        (K,) the first seller of each product.
    seller_product
        (S,) product, counted from the first here.
    """

    shares: csr_array
    back: csr_array
    theta: Array
    supply: Array
    buyer_theta: Array
    demand: Array
    sold: Array
    first: PLACES
    seller_product: PLACES


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cleared:
    """Prices of sellers (S,) and of buyers (B,) in logs (infinite where nobody sells), residual by product, sweeps."""

    price: Array
    index: Array
    residual: Array
    sweeps: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """Buyers and sellers of every product: states that trade it, in order.

    Attributes
    ----------
    buyer, seller
        (F,) cell of each flow's two sides.
    buyer_product, buyer_state, seller_product, seller_state
        What each cell is.
    buyer_starts, seller_starts
        (K + 1,) where each product's cells begin.
    spent, sold
        Base money of each cell.
    """

    buyer: PLACES
    seller: PLACES
    buyer_product: NDArray[np.int32]
    buyer_state: NDArray[np.int32]
    seller_product: NDArray[np.int32]
    seller_state: NDArray[np.int32]
    buyer_starts: PLACES
    seller_starts: PLACES
    spent: Array
    sold: Array


def cells_of(flows: ProductFlows) -> Cells:
    """Number the buyers and sellers of every product."""
    count, goods = len(flows.states), len(flows.products)
    sides = []
    for state in (flows.importer, flows.exporter):
        key = flows.product.astype(np.int64) * count + state
        there = np.zeros(goods * count, dtype=bool)
        there[key] = True
        names = np.flatnonzero(there)
        number = np.cumsum(there) - 1
        cell = number[key]
        money = np.bincount(cell, weights=flows.value, minlength=names.size)
        starts = np.searchsorted(names // count, np.arange(goods + 1))
        sides.append(
            (
                cell,
                (names // count).astype(np.int32),
                (names % count).astype(np.int32),
                starts.astype(np.int64),
                money,
            )
        )
    buys, sells = sides
    return Cells(
        buyer=buys[0],
        seller=sells[0],
        buyer_product=buys[1],
        buyer_state=buys[2],
        seller_product=sells[1],
        seller_state=sells[2],
        buyer_starts=buys[3],
        seller_starts=sells[3],
        spent=buys[4],
        sold=sells[4],
    )


def market(
    flows: ProductFlows,
    cells: Cells,
    *,
    goods: slice,
    theta: Array,
    supply: Supply,
    demand: Array,
    cost_hat: Array | None,
) -> Market:
    """The market of a run of products.

    Parameters
    ----------
    theta, demand
        (K,) trade elasticity, and elasticity of demand, of every product.
    cost_hat
        (F,) barrier of every flow, new over old; infinite where trade is closed, None where none changes.
    """
    begin, end = int(flows.starts[goods.start]), int(flows.starts[goods.stop])
    buyers = slice(int(cells.buyer_starts[goods.start]), int(cells.buyer_starts[goods.stop]))
    sellers = slice(int(cells.seller_starts[goods.start]), int(cells.seller_starts[goods.stop]))
    row, column = cells.buyer[begin:end], cells.seller[begin:end] - sellers.start
    weight = flows.value[begin:end] / cells.spent[row]
    if cost_hat is not None:
        here = cost_hat[begin:end]
        moved = np.flatnonzero(here != 1)
        powers = theta[flows.product[begin:end][moved]]
        weight[moved] *= np.exp(-powers * np.log(here[moved]))
    pointer = np.searchsorted(row, np.arange(buyers.start, buyers.stop + 1))
    shape = (buyers.stop - buyers.start, sellers.stop - sellers.start)
    shares = csr_array((weight, column, pointer), shape=shape)
    seller_product = cells.seller_product[sellers]
    shift = 1.0 if supply.shift is None else supply.shift[seller_product, cells.seller_state[sellers]]
    return Market(
        shares=shares,
        back=shares.T.tocsr(),
        theta=theta[seller_product],
        supply=supply.elasticity[seller_product],
        buyer_theta=theta[cells.buyer_product[buyers]],
        demand=demand[cells.buyer_product[buyers]],
        sold=cells.sold[sellers] * shift,
        first=cells.seller_starts[goods] - sellers.start,
        seller_product=seller_product.astype(np.int64) - goods.start,
    )


def clear(given: Market, spending: Array, start: Array, *, tolerance: float, most: int) -> Cleared:
    """Prices that clear every market, given what each buyer spends.

    Parameters
    ----------
    spending
        (B,) money of each buyer at old prices; that of a buyer to whom nobody sells is not spent.
    start
        (S,) logs of prices to start from.
    tolerance
        Largest part by which what is paid differs from what is supplied.
    most
        Sweeps at most; the caller judges the residual.
    """
    memory = _Memory(given)
    slack = 1 + given.supply + given.theta
    level = np.log(given.sold)
    point = start.copy()
    best, best_step = point, np.zeros_like(point)
    worst_of = np.full(given.first.size, np.inf)
    found: tuple[Array, Array] | None = None
    sweeps = 0
    for sweeps in range(1, most + 1):  # noqa: B007 (told)
        excess, index = _excess(given, point, spending, level)
        size = np.maximum.reduceat(np.abs(excess), given.first)
        found = (index, size)
        if (size < tolerance).all():
            break
        step = excess / slack
        worse = ~(size <= WORSE * worst_of)
        better = size < worst_of
        cell_worse, cell_better = worse[given.seller_product], better[given.seller_product]
        best = np.where(cell_better, point, best)
        best_step = np.where(cell_better, step, best_step)
        worst_of = np.minimum(size, worst_of)
        after = memory.next_point(point, step, fresh=worse)
        point = np.where(cell_worse, best + best_step, after)
        # What is plainly stepped from the best point shrinks the error by the contraction, so that the best may be forgotten.
        worst_of[worse] = np.inf
    assert found is not None
    return Cleared(price=point, index=found[0], residual=found[1], sweeps=sweeps)


def _excess(given: Market, price: Array, spending: Array, level: Array) -> tuple[Array, Array]:
    """Log of what is paid to each seller over what it supplies, zero for those without a buyer; and logs of buyers' prices."""
    power = np.exp(-given.theta * price)
    received = given.shares @ power
    with np.errstate(divide="ignore", invalid="ignore"):
        index = -np.log(received) / given.buyer_theta
        spent = spending * np.exp((1 - given.demand) * index)
        paid = given.back @ np.where(received > 0, spent / received, 0.0)
        excess = np.log(paid) - level - (1 + given.supply + given.theta) * price
    return np.where(paid > 0, excess, 0.0), index


class _Memory:
    """Differences of the last sweeps, product by product (Anderson, type II)."""

    def __init__(self, given: Market) -> None:
        self._given = given
        size = given.theta.size
        self._points = np.zeros((DEPTH, size))
        self._steps = np.zeros((DEPTH, size))
        self._last: tuple[Array, Array] | None = None
        self._at = 0

    def next_point(self, point: Array, step: Array, *, fresh: NDArray[np.bool_]) -> Array:
        """The accelerated point; products in `fresh` lose their memory, and step plainly."""
        first, product = self._given.first, self._given.seller_product
        if self._last is not None:
            self._points[self._at] = point - self._last[0]
            self._steps[self._at] = step - self._last[1]
            self._at = (self._at + 1) % DEPTH
        if fresh.any():
            gone = fresh[product]
            self._points[:, gone] = 0.0
            self._steps[:, gone] = 0.0
        self._last = (point, step)
        inner = np.empty((first.size, DEPTH, DEPTH))
        right = np.empty((first.size, DEPTH))
        for a in range(DEPTH):
            right[:, a] = np.add.reduceat(self._steps[a] * step, first)
            for b in range(a + 1):
                inner[:, a, b] = inner[:, b, a] = np.add.reduceat(self._steps[a] * self._steps[b], first)
        length = np.sqrt(np.einsum("kaa->ka", inner))
        length[length < SHORTEST] = 1.0
        inner /= length[:, :, None] * length[:, None, :]
        inner[:, np.arange(DEPTH), np.arange(DEPTH)] += RIDGE
        mix = np.linalg.solve(inner, (right / length)[:, :, None])[:, :, 0] / length
        after = point + step
        for a in range(DEPTH):
            after -= mix[product, a] * (self._points[a] + self._steps[a])
        return after
