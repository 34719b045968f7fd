r"""What an embargo by list does: markets of every product solved in the long run, in the first year, and under other assumptions.

Per product, with all purchases of the buyers as base: what stays lost of it, $1 - \sum E \hat q / \sum E$; the price of what they
still get; power with access denied, $E \cdot -\ln(1 - \omega) / \theta$, the loss if no other price moved; and who sells instead.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from realpolitik.errors import CoverageError
from realpolitik.models.equilibrium.power import CAP, ces_power
from realpolitik.models.products import ProductFlows, ProductSolution, solve_products
from realpolitik.scenarios.assumptions import trade_elasticities
from realpolitik.scenarios.products.criteria import GeoDep, geodep
from realpolitik.scenarios.products.lists import sector_of
from realpolitik.scenarios.products.question import Assumption, Question, Run, about, assumptions

Array = NDArray[np.float64]
MOVED = 1e-6
INSTEAD = 3
"""So many of those who would sell instead are named."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bite:
    """What one assumption says, product by product (K,).

    Attributes
    ----------
    lost
        Share of the buyers' quantity that stays lost.
    price
        Mean change of the prices of those who still sell to them, weighed by what they sold before; NaN where nobody does.
    buyer, seller
        Money: loss of surplus of the buyers, and of the sellers, above zero.
    """

    lost: Array
    price: Array
    buyer: Array
    seller: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """An embargo solved.

    Attributes
    ----------
    question, products
        What was asked, and the K codes of it that are traded.
    bought, from_sellers, from_others
        (K,) money: all that the buyers buy, what of it from the sellers, and what the sellers sell to all others.
    long, short
        What each assumption of a run says, the central one first.
    assumed
        The assumptions of either run.
    power
        (K,) money: loss with access denied and no other price moved.
    instead, elsewhere
        By product, who sells more to the buyers, the largest gain first; and who sells most of it to anybody, sellers and buyers left out.
    states
        State to money gained in the long run, as buyer and seller together.
    criteria
        GeoDep for the buyers; None where the years before are not on record.
    solution
        The central solution of the long run.
    """

    question: Question
    products: tuple[str, ...]
    bought: Array
    from_sellers: Array
    from_others: Array
    long: tuple[Bite, ...]
    short: tuple[Bite, ...]
    assumed: dict[Run, tuple[Assumption, ...]]
    power: Array
    instead: tuple[tuple[str, ...], ...]
    elsewhere: tuple[tuple[str, ...], ...]
    states: dict[str, float]
    criteria: GeoDep | None
    solution: ProductSolution

    @property
    def share(self) -> Array:
        """(K,) the sellers' part in all that the buyers buy; 0 where they buy nothing."""
        return np.divide(
            self.from_sellers, self.bought, out=np.zeros_like(self.bought), where=self.bought > 0
        )

    @property
    def irreplaceable(self) -> NDArray[np.bool_]:
        """(K,) products of which a tenth or more stays lost in the long run (`assumptions.yaml`)."""
        return self.long[0].lost >= about()["lost"]


def embargo(question: Question) -> Outcome:
    """Solve what happens if the sellers stop selling the list to the buyers.

    Raises
    ------
    CoverageError
        Nothing of the list is traded between them.
    ConvergenceError
        A market does not settle.
    """
    trade = question.trade()
    flows = trade.flows
    closed = flows.between(question.sellers, question.buyers)
    if not closed.any():
        raise CoverageError(
            f"{question.buyer_words} bought no {question.products.words} from {question.seller_words} in {question.year} by these reports."
        )
    cost = np.where(closed, np.inf, 1.0)
    assumed: dict[Run, tuple[Assumption, ...]] = {"long": assumptions("long"), "short": assumptions("short")}
    solved = {run: [_solve(flows, cost, one) for one in cases] for run, cases in assumed.items()}
    central = solved["long"][0]
    bites = {run: tuple(_bite(question, found) for found in every) for run, every in solved.items()}
    bought = _by_product(flows, flows.value, flows.between(flows.states, question.buyers))
    sold = _by_product(flows, flows.value, closed)
    whole = _by_product(flows, flows.value, flows.between(question.sellers, flows.states))
    return Outcome(
        question=question,
        products=flows.products,
        bought=bought,
        from_sellers=sold,
        from_others=whole - sold,
        long=bites["long"],
        short=bites["short"],
        assumed=assumed,
        power=_power(question, flows, closed, theta_of(flows, assumed["long"][0])),
        instead=_instead(question, central),
        elsewhere=_elsewhere(question, flows),
        states=_states(central),
        criteria=_criteria(question, flows.products),
        solution=central,
    )


def theta_of(flows: ProductFlows, case: Assumption) -> Array:
    """(K,) trade elasticities of a case."""
    sectors = [sector_of(code) for code in flows.products]
    return np.maximum(trade_elasticities(case.set, sectors) * case.scale, about()["least"])


def _solve(flows: ProductFlows, cost: Array, case: Assumption) -> ProductSolution:
    return solve_products(
        flows, theta=theta_of(flows, case), supply=case.supply, demand=case.demand, cost_hat=cost
    )


def _by_product(flows: ProductFlows, money: Array, kept: NDArray[np.bool_]) -> Array:
    return np.bincount(flows.product[kept], weights=money[kept], minlength=len(flows.products)).astype(
        np.float64
    )


def _of(found: ProductSolution, labels: tuple[str, ...], states: NDArray[np.int32]) -> NDArray[np.bool_]:
    places = [found.flows.states.index(label) for label in labels if label in found.flows.states]
    return np.isin(states, places)


def _bite(question: Question, found: ProductSolution) -> Bite:
    flows, cells = found.flows, found.cells
    count = len(flows.products)
    buyers = _of(found, question.buyers, cells.buyer_state)
    sellers = _of(found, question.sellers, cells.seller_state)

    def summed(product: NDArray[np.int32], money: Array, kept: NDArray[np.bool_]) -> Array:
        return np.bincount(product[kept], weights=money[kept], minlength=count).astype(np.float64)

    spent = summed(cells.buyer_product, cells.spent, buyers)
    missing = summed(cells.buyer_product, (1 - found.quantity_hat) * cells.spent, buyers)
    still = flows.between(flows.states, question.buyers) & (found.value > 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        logs = np.log(found.price_hat)[cells.seller]
        paid = _by_product(flows, flows.value * np.where(still, logs, 0.0), still)
        price = np.exp(paid / _by_product(flows, flows.value, still)) - 1
        share = np.where(spent > 0, missing / spent, 0.0)
    return Bite(
        lost=share,
        price=price,
        buyer=-summed(cells.buyer_product, found.buyer_gain, buyers),
        seller=-summed(cells.seller_product, found.seller_gain, sellers),
    )


def _power(question: Question, flows: ProductFlows, closed: NDArray[np.bool_], theta: Array) -> Array:
    """Buyer by buyer: the closed form of losing the sellers' share, in money."""
    width = len(flows.states)
    cell = flows.product.astype(np.int64) * width + flows.importer
    size = len(flows.products) * width
    spent = np.bincount(cell, weights=flows.value, minlength=size)
    from_them = np.bincount(cell[closed], weights=flows.value[closed], minlength=size)
    at = np.flatnonzero(from_them > 0)
    share = np.minimum(from_them[at] / spent[at], 1.0)
    logs = ces_power(
        np.minimum(share, CAP)[:, None], np.ones((at.size, 1)), np.array([2.0])
    )  # times theta: -ln(1 - omega)
    money = spent[at] * logs / theta[at // width]
    return np.bincount(at // width, weights=money, minlength=len(flows.products)).astype(np.float64)


def _instead(question: Question, found: ProductSolution) -> tuple[tuple[str, ...], ...]:
    flows = found.flows
    more = found.value - flows.value
    # What rounding moves is no new sale.
    kept = flows.between(flows.states, question.buyers) & (more > MOVED * flows.value)
    return _largest(flows, more, kept)


def _elsewhere(question: Question, flows: ProductFlows) -> tuple[tuple[str, ...], ...]:
    rest = [label for label in flows.states if label not in (*question.sellers, *question.buyers)]
    return _largest(flows, flows.value, flows.between(rest, flows.states))


def _largest(flows: ProductFlows, money: Array, kept: NDArray[np.bool_]) -> tuple[tuple[str, ...], ...]:
    """By product, the exporters of most money."""
    width = len(flows.states)
    cell = flows.product[kept].astype(np.int64) * width + flows.exporter[kept]
    sums = np.bincount(cell, weights=money[kept], minlength=len(flows.products) * width).reshape(-1, width)
    order = np.argsort(-sums, axis=1, kind="stable")[:, :INSTEAD]
    return tuple(
        tuple(flows.states[at] for at in places if row[at] > 0)
        for row, places in zip(sums, order, strict=True)
    )


def _states(found: ProductSolution) -> dict[str, float]:
    width, cells = len(found.flows.states), found.cells
    gains = np.bincount(cells.buyer_state, weights=found.buyer_gain, minlength=width)
    gains = gains + np.bincount(cells.seller_state, weights=found.seller_gain, minlength=width)
    return dict(zip(found.flows.states, gains.tolist(), strict=True))


def _criteria(question: Question, products: tuple[str, ...]) -> GeoDep | None:
    """The criteria over the years of the window up to the one asked; None where one of them has no flows."""
    rule = about()["geodep"]
    years = {}
    for year in range(question.year - rule["window"] + 1, question.year + 1):
        try:
            years[year] = question.trade(year).flows
        except CoverageError:
            return None
    return geodep(
        years,
        question.buyers,
        products,
        concentrated=rule["concentrated"],
        ratio=rule["ratio"],
        least=rule["years"],
    )
