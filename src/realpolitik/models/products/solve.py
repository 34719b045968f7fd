r"""Solve many products: markets one after another given spending, and spending within sectors over them.

Products of a sector share what an importer spends on the sector: with $\eta$ among products
$E'_{nk} = E_{nk} \hat P_{nk}^{1 - \eta} \, \sum_l E_{nl} / \sum_l E_{nl} \hat P_{nl}^{1 - \eta}$. At $\eta = 1$ spending stays and
products are independent. What nobody sells any more is not bought: above one its money goes to the other products of the sector, at
one and below it stays unspent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from realpolitik.errors import ConvergenceError, OptionError
from realpolitik.models.equilibrium.anderson import accelerate
from realpolitik.models.products.flows import Array, ProductFlows
from realpolitik.models.products.market import Cells, Market, Supply, cells_of, clear, market
from realpolitik.models.products.result import ProductSolution

TOLERANCE = 1e-10
MOST = 3000
CHUNK = 150_000
"""Flows of products that are solved side by side: they fit the processor's cache."""
FINER = 10.0
"""Markets are cleared so many times finer than spending is known."""


def solve_products(
    flows: ProductFlows,
    *,
    theta: float | ArrayLike,
    supply: float | ArrayLike | Supply = 0.0,
    demand: float | ArrayLike = 1.0,
    cost_hat: Array | None = None,
    spending_hat: Array | None = None,
    sectors: Sequence[str] | None = None,
    among: float = 1.0,
    tolerance: float = TOLERANCE,
) -> ProductSolution:
    r"""Prices, trade and gains after a change of barriers by flow.

    Parameters
    ----------
    flows
        The base.
    theta
        Trade elasticity, $\sigma - 1 > 0$, one for all or (K,).
    supply
        Elasticity of what exporters sell to its price, 0 or more: one, (K,), or with shifts (`Supply`).
    demand
        Elasticity of what buyers take to its price, above 0 and below theta + 1, one or (K,); 1 keeps what they spend.
    cost_hat
        (F,) barriers, new over old; infinity closes a flow.
    spending_hat
        (K, N) what importers spend on each product, new over old, before it moves within sectors; None is no change.
    sectors
        (K,) sector of each product; all in one where None.
    among
        Substitution among products of a sector, above 0; 1 leaves what is spent on each.
    tolerance
        Largest part by which what is paid for a product differs from what is supplied.

    Raises
    ------
    OptionError
        An elasticity is out of range, or of another length than there are products; or spending follows two rules.
    ConvergenceError
        Markets or spending do not settle.

    Examples
    --------
    >>> from realpolitik.models.products import product_flows
    >>> flows = product_flows(["oil"] * 4, ["RUS", "SAU"] * 2, ["CHN", "CHN", "IND", "IND"], [50.0, 50, 20, 80])
    >>> closed = np.where(flows.between(["RUS"], ["CHN"]), np.inf, 1.0)
    >>> found = solve_products(flows, theta=4.0, supply=1.0, cost_hat=closed)
    >>> [round(float(price), 3) for price in found.price_hat]  # of Russia, which loses a buyer, and of Saudi Arabia
    [0.806, 1.09]
    """
    goods = len(flows.products)
    powers = _each(theta, goods, "theta", lowest=0.0)
    if not isinstance(supply, Supply):
        supply = Supply(elasticity=_each(supply, goods, "supply", lowest=-1e-300))
    answer = _each(demand, goods, "demand", lowest=0.0)
    if not (answer < 1 + powers).all():
        raise OptionError("demand is less elastic than trade among sources: below theta + 1")
    if among != 1.0 and (answer != 1.0).any():
        raise OptionError("spending moves within sectors or with a product's own price: give among or demand")
    if not among > 0:
        raise OptionError(f"substitution among products is above 0, not {among:g}")
    if not tolerance > 0:
        raise OptionError(f"a tolerance is above 0, not {tolerance:g}")
    if cost_hat is not None and (cost_hat.shape != flows.value.shape or not (cost_hat > 0).all()):
        raise OptionError("cost_hat needs a number above 0 for every flow; infinity closes it")
    solver = _Solver.of(flows, powers, supply, answer, cost_hat, spending_hat, sectors, among)
    if among == 1.0:
        return solver.result(solver.clear(solver.spending, tolerance), rounds=1)
    return solver.with_sectors(tolerance)


def _each(values: float | ArrayLike, count: int, name: str, *, lowest: float) -> Array:
    found = (
        np.broadcast_to(np.asarray(values, dtype=np.float64), (count,))
        if np.ndim(values) == 0
        else np.asarray(values, dtype=np.float64)
    )
    if found.shape != (count,) or not (np.isfinite(found) & (found > lowest)).all():
        raise OptionError(f"{name} is one number in its range, or one for each of {count} products")
    return found


@dataclass(slots=True, eq=False)
class _Markets:
    """All prices after one pass, in logs."""

    price: Array
    index: Array
    residual: Array
    spending: Array
    sweeps: int


@dataclass(slots=True, eq=False)
class _Solver:
    flows: ProductFlows
    cells: Cells
    theta: Array
    supply: Supply
    demand: Array
    cost_hat: Array | None
    spending: Array
    group: NDArray[np.int64]
    groups: int
    among: float
    chunks: list[slice]
    price: Array
    markets: dict[int, Market]

    @staticmethod
    def of(
        flows: ProductFlows,
        theta: Array,
        supply: Supply,
        demand: Array,
        cost_hat: Array | None,
        spending_hat: Array | None,
        sectors: Sequence[str] | None,
        among: float,
    ) -> _Solver:
        cells = cells_of(flows)
        spending = cells.spent.copy()
        if spending_hat is not None:
            spending *= spending_hat[cells.buyer_product, cells.buyer_state]
        if sectors is None:
            sector = np.zeros(len(flows.products), dtype=np.int64)
        else:
            sector = np.unique(np.asarray(sectors), return_inverse=True)[1].astype(np.int64)
        group = sector[cells.buyer_product] * len(flows.states) + cells.buyer_state
        return _Solver(
            flows=flows,
            cells=cells,
            theta=theta,
            supply=supply,
            demand=demand,
            cost_hat=cost_hat,
            spending=spending,
            group=group,
            groups=int(group.max()) + 1,
            among=among,
            chunks=_chunks(flows.starts),
            price=np.zeros(cells.sold.size),
            markets={},
        )

    def clear(self, spending: Array, tolerance: float) -> _Markets:
        """Every market, chunk by chunk, from the last prices.

        Raises
        ------
        ConvergenceError
            A market does not settle.
        """
        cells = self.cells
        index, residual = np.empty(cells.spent.size), np.empty(len(self.flows.products))
        sweeps = 0
        for goods in self.chunks:
            buyers = slice(int(cells.buyer_starts[goods.start]), int(cells.buyer_starts[goods.stop]))
            sellers = slice(int(cells.seller_starts[goods.start]), int(cells.seller_starts[goods.stop]))
            here = self._market(goods)
            found = clear(here, spending[buyers], self.price[sellers], tolerance=tolerance, most=MOST)
            self.price[sellers], index[buyers], residual[goods] = found.price, found.index, found.residual
            sweeps = max(sweeps, found.sweeps)
        if not (residual < tolerance).all():
            worst = int(np.argmax(residual))
            raise ConvergenceError(
                f"the market of {self.flows.products[worst]} is {residual[worst]:.1g} from clearing after {MOST} sweeps: "
                "raise the tolerance"
            )
        return _Markets(price=self.price, index=index, residual=residual, spending=spending, sweeps=sweeps)

    def _market(self, goods: slice) -> Market:
        """A chunk's market; kept where spending moves, so that markets are cleared again and again."""
        found = self.markets.get(goods.start)
        if found is None:
            found = market(
                self.flows,
                self.cells,
                goods=goods,
                theta=self.theta,
                supply=self.supply,
                demand=self.demand,
                cost_hat=self.cost_hat,
            )
            if self.among != 1.0:
                self.markets[goods.start] = found
        return found

    def within(self, index: Array) -> Array:
        """(B,) spending of each buyer at these prices."""
        gone = np.isinf(index)
        with np.errstate(over="ignore"):
            weight = self.spending * np.exp((1 - self.among) * np.where(gone, 0.0, index)) * ~gone
        kept = self.spending if self.among > 1 else self.spending * ~gone
        whole = np.bincount(self.group, weights=kept, minlength=self.groups)
        parts = np.bincount(self.group, weights=weight, minlength=self.groups)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(parts > 0, whole / parts, 0.0)
        return weight * ratio[self.group]

    def with_sectors(self, tolerance: float) -> ProductSolution:
        """Spending that is right at the prices that it makes.

        Raises
        ------
        ConvergenceError
            It does not settle; the message says what to try.
        """
        last: _Markets | None = None
        known = 1e-3

        def residual(index: Array) -> tuple[Array, float]:
            nonlocal last, known
            # Markets need not be finer than spending is known: each pass is as fine as the last one was far.
            fine = max(tolerance / FINER, min(1e-4, known / FINER))
            last = self.clear(self.within(np.where(gone, np.inf, index)), fine)
            step = np.where(gone, 0.0, last.index - index)
            size = float(np.abs(step).max(initial=0.0))
            known = size
            return step, max(size, fine)

        first = self.clear(self.spending, 1e-4)
        gone = np.isinf(first.index)
        found = accelerate(
            residual,
            np.where(gone, 0.0, first.index),
            tolerance=tolerance / abs(1 - self.among) / 2 if abs(1 - self.among) > 0.5 else tolerance,
            max_sweeps=200,
            depth=6,
        )
        if not found.converged or last is None:
            raise ConvergenceError(
                f"spending within sectors is {found.residual:.1g} from settling: substitution of {self.among:g} among products "
                "may be too high for these supply elasticities"
            )
        final = self.clear(self.within(np.where(gone, np.inf, found.point)), tolerance / FINER)
        return self.result(final, rounds=found.sweeps + 2)

    def result(self, found: _Markets, *, rounds: int) -> ProductSolution:
        """A solution from its prices, with the residual of spending beside that of the markets."""
        cells, flows = self.cells, self.flows
        closed = np.isinf(found.index)
        follow = np.exp((1 - self.demand[cells.buyer_product]) * np.where(closed, 0.0, found.index))
        spending = np.where(closed, 0.0, found.spending * follow)
        residual = found.residual.copy()
        if self.among != 1.0:
            apart = np.abs(self.within(found.index) - spending) / cells.spent
            residual = np.maximum(residual, np.maximum.reduceat(apart, cells.buyer_starts[:-1]))
        with np.errstate(invalid="ignore"):
            ratio = found.price[cells.seller] - found.index[cells.buyer]
            if self.cost_hat is not None:
                ratio += np.log(self.cost_hat)
            moved = np.where(closed[cells.buyer], 0.0, np.exp(-self.theta[flows.product] * ratio))
        value = flows.value / cells.spent[cells.buyer] * spending[cells.buyer] * moved
        sales = np.bincount(cells.seller, weights=value, minlength=cells.sold.size).astype(np.float64)
        return ProductSolution(
            flows=flows,
            cells=cells,
            price_hat=np.where(sales > 0, np.exp(found.price), np.nan),
            index_hat=np.exp(found.index),
            spending=spending,
            sales=sales,
            value=value,
            supply=self.supply.elasticity[cells.seller_product],
            theta=self.theta[cells.buyer_product],
            demand=self.demand[cells.buyer_product],
            among=self.among,
            group=self.group,
            residual=residual,
            sweeps=found.sweeps,
            rounds=rounds,
        )


def _chunks(starts: NDArray[np.int64]) -> list[slice]:
    """Runs of products of about `CHUNK` flows, at least one product each."""
    chunks, begin = [], 0
    count = starts.size - 1
    while begin < count:
        end = int(np.searchsorted(starts, starts[begin] + CHUNK, side="right")) - 1
        end = min(max(end, begin + 1), count)
        chunks.append(slice(begin, end))
        begin = end
    return chunks
