"""Markets of single products: against the one-sector engine, closed forms, and what must hold for any data."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from realpolitik.errors import OptionError, UnknownNameError, WorldError
from realpolitik.models.equilibrium import CostShock, Embargo, elasticities, solve, synthetic
from realpolitik.models.products import ProductFlows, Supply, product_flows, solve_products
from realpolitik.models.products.flows import sorted_flows


def drawn(seed: int, *, states: int = 12, products: int = 6, filled: float = 0.4) -> ProductFlows:
    """Random sparse flows."""
    rng = np.random.default_rng(seed)
    there = np.argwhere(rng.random((products, states, states)) < filled)
    there = there[there[:, 1] != there[:, 2]]
    return sorted_flows(
        states=tuple(f"s{at:02d}" for at in range(states)),
        products=tuple(f"p{at:02d}" for at in range(products)),
        product=there[:, 0],
        importer=there[:, 1],
        exporter=there[:, 2],
        value=np.exp(rng.normal(0, 2, len(there))),
    )


def closing(flows: ProductFlows, exporters: list[str], importers: list[str]) -> np.ndarray:
    return np.where(flows.between(exporters, importers), np.inf, 1.0)


@pytest.mark.parametrize("supply", [0.0, 0.7])
def test_one_product_is_the_one_sector_engine(supply: float) -> None:
    """With the engine's own spending, and its index as the price of factors supplied, both have the same prices and flows."""
    given_ = elasticities(("all",), 4.0, supply=supply)
    world = synthetic(20, given_, seed=5, tariffs=0.0, deficits=0.1, inputs=False)
    shocks = [
        Embargo(exporters=world.states[:1], importers=world.states[1:6], both_ways=True),
        CostShock(exporters=world.states[2:3], importers=world.states[7:8], factor=1.3),
    ]
    engine = solve(world, shocks, elasticities=given_, deficits="multiplicative")
    base = world.flows[:, :, 0]
    importer, exporter = np.nonzero(base > 0)
    flows = sorted_flows(
        states=world.states,
        products=("all",),
        product=np.zeros(importer.size, dtype=int),
        importer=importer,
        exporter=exporter,
        value=base[importer, exporter],
    )
    barrier = np.ones((20, 20))
    barrier[1:6, 0] = barrier[0, 1:6] = np.inf
    barrier[7, 2] = 1.3
    spent = engine.trade[:, :, 0].sum(axis=1) / base.sum(axis=1)
    index = engine.price_hat[:, 0]
    found = solve_products(
        flows,
        theta=4.0,
        supply=Supply(elasticity=np.array([supply]), shift=(index**-supply)[None, :]),
        cost_hat=barrier[flows.importer, flows.exporter],
        spending_hat=spent[None, :],
        tolerance=1e-13,
    )
    # Both are solved to 1e-11 and below; prices follow within that.
    assert_allclose(found.price_hat, engine.wage_hat, rtol=1e-9)
    assert_allclose(found.index_hat, index, rtol=1e-9)
    assert_allclose(
        found.value, engine.trade[flows.importer, flows.exporter, 0], rtol=1e-9, atol=1e-9 * base.max()
    )


def test_two_sellers_and_two_buyers_by_hand() -> None:
    """Theta 1 and no elasticity of supply: a buyer that loses a seller of half its goods.

    With sales fixed in quantity and all of China's 100 with Saudi Arabia: p_S 130 = 100 + 100 s_S p_S^-1 / P^-1 and
    p_R 70 = 100 s_R p_R^-1 / P^-1 where s_R = .2, s_S = .8 of India's spending; P^-1 = .2 / p_R + .8 / p_S.
    """
    flows = product_flows(
        ["oil"] * 4, ["RUS", "SAU"] * 2, ["CHN", "CHN", "IND", "IND"], [50.0, 50.0, 20.0, 80.0]
    )
    found = solve_products(flows, theta=1.0, cost_hat=closing(flows, ["RUS"], ["CHN"]), tolerance=1e-14)
    russia, saudi = found.price_hat
    parts = np.array([0.2 / russia, 0.8 / saudi])
    shares = parts / parts.sum()
    # Solved to 1e-14.
    assert_allclose([70 * russia, 130 * saudi], [100 * shares[0], 100 + 100 * shares[1]], rtol=1e-12)
    assert_allclose(
        found.index_hat, [saudi / 0.5, 1 / parts.sum()], rtol=1e-12
    )  # lost variety costs China (1 - .5)^-1


def test_a_small_buyer_pays_the_closed_form() -> None:
    """A buyer too small to move prices that loses the share omega pays (1 - omega)^(-1/theta): power with access denied."""
    flows = product_flows(["x"] * 4, ["A", "B"] * 2, ["BIG", "BIG", "SMALL", "SMALL"], [5e8, 5e8, 0.7, 0.3])
    found = solve_products(flows, theta=3.0, supply=1.0, cost_hat=closing(flows, ["A"], ["SMALL"]))
    small = flows.states.index("SMALL")
    at = int(np.flatnonzero(found.cells.buyer_state == small)[0])
    # Prices of A and B move by its part of 1e-9 in their sales.
    assert found.index_hat[at] == pytest.approx(0.3 ** (-1 / 3), rel=1e-8)
    # Its loss is the closed form of power: -E ln(1 - omega) / theta.
    assert found.buyer_gain[at] == pytest.approx(np.log(0.3) / 3, rel=1e-8)


def test_without_a_seller_nothing_is_spent() -> None:
    """A buyer cut off from all who sell: an infinite price, no spending; sellers lose it too."""
    flows = product_flows(["x"] * 3, ["A", "A", "B"], ["C", "D", "D"], [40.0, 60.0, 30.0])
    found = solve_products(flows, theta=5.0, supply=1.0, cost_hat=closing(flows, ["A"], ["C"]))
    cut = found.cells.buyer_state == flows.states.index("C")
    assert np.isinf(found.index_hat[cut]).all()
    assert found.spending[cut].sum() == 0
    # As if a hundredth of what it bought were left: the cap of power with access denied.
    assert found.buyer_gain[cut].sum() == pytest.approx(-40 * np.log(100) / 5, rel=1e-12)
    assert found.sales.sum() == pytest.approx(90, rel=1e-10)


def test_a_seller_without_buyers_sells_nothing() -> None:
    flows = product_flows(["x"] * 3, ["A", "B", "B"], ["C", "C", "D"], [40.0, 60.0, 30.0])
    found = solve_products(flows, theta=5.0, supply=1.0, cost_hat=closing(flows, ["A"], ["C"]))
    idle = found.cells.seller_state == flows.states.index("A")
    assert np.isnan(found.price_hat[idle]).all()
    assert found.sales[idle].sum() == 0
    assert found.seller_gain[idle].sum() == -20  # X / (1 + psi) at psi 1


@given(seed=st.integers(0, 10_000), among=st.sampled_from([0.5, 1.0, 2.5]))
@settings(max_examples=25, deadline=None)
def test_what_holds_for_any_flows(seed: int, among: float) -> None:
    """Money adds up, closed flows and flows that were none stay zero, scale and order do not matter."""
    flows = drawn(seed)
    rng = np.random.default_rng(seed)
    theta, supply = rng.uniform(1, 12, 6), rng.uniform(0, 2, 6)
    closed = closing(flows, ["s00", "s01"], ["s05", "s06", "s07"])
    sectors = ["a", "a", "b", "b", "b", "b"]
    solved = solve_products(flows, theta=theta, supply=supply, cost_hat=closed, sectors=sectors, among=among)
    assert solved.residual.max() < 1e-10
    assert (solved.value >= 0).all()
    assert (solved.value[np.isinf(closed)] == 0).all()
    # Receipts are what is spent, product by product, to the solver's tolerance.
    paid = np.bincount(solved.cells.buyer_product, weights=solved.spending, minlength=6)
    earned = np.bincount(solved.cells.seller_product, weights=solved.sales, minlength=6)
    assert_allclose(earned, paid, rtol=1e-9)
    supplied = solved.cells.sold * solved.price_hat ** (1 + solved.supply)
    live = ~np.isnan(solved.price_hat)
    assert_allclose(solved.sales[live], supplied[live], rtol=1e-9)

    order = rng.permutation(12)  # the same states under other places
    again = sorted_flows(
        states=tuple(np.array(flows.states)[np.argsort(order)]),
        products=flows.products,
        product=flows.product,
        importer=order[flows.importer],
        exporter=order[flows.exporter],
        value=1000 * flows.value,
    )
    moved = solve_products(
        again,
        theta=theta,
        supply=supply,
        cost_hat=closing(again, ["s00", "s01"], ["s05", "s06", "s07"]),
        sectors=sectors,
        among=among,
    )
    assert_allclose(moved.value.sum(), 1000 * solved.value.sum(), rtol=1e-9)
    assert_allclose(np.sort(moved.price_hat), np.sort(solved.price_hat), rtol=1e-8)


def test_no_change_gives_ones() -> None:
    flows = drawn(3)
    found = solve_products(flows, theta=5.0, supply=0.5, sectors=["a"] * 6, among=2.0)
    assert_allclose(found.price_hat, 1, atol=1e-12)
    assert_allclose(found.value, flows.value, rtol=1e-12)


def test_spending_within_a_sector_by_hand() -> None:
    """Two products, one seller each with endless supply (psi 1e9), one made twice as dear: CES shares at eta 3."""
    flows = product_flows(["x", "y"], ["A", "B"], ["C", "C"], [50.0, 50.0])
    found = solve_products(
        flows, theta=4.0, supply=1e9, cost_hat=np.array([2.0, 1.0]), sectors=["s", "s"], among=3.0
    )
    weights = np.array([2.0**-2, 1.0])
    # Prices still move by 1e-9 of what is sold.
    assert_allclose(found.spending, 100 * weights / weights.sum(), rtol=1e-7)
    # The sector's price is (.5 2^-2 + .5)^(-1/2); the product that became dear takes the loss.
    loss = 100 * np.log(0.625**-0.5)
    assert_allclose(found.buyer_gain, [-loss, 0], rtol=1e-6, atol=1e-6)


def test_demand_that_follows_its_price_by_hand() -> None:
    """One seller with endless supply that becomes twice as dear: spending E 2^(1 - eps), and half of that in goods."""
    flows = product_flows(["x"], ["A"], ["C"], [50.0])
    found = solve_products(flows, theta=4.0, supply=1e9, demand=0.3, cost_hat=np.array([2.0]))
    # Prices still move by 1e-9 of what is sold.
    assert_allclose(found.spending, 50 * 2**0.7, rtol=1e-7)
    assert_allclose(found.quantity_hat, 2**-0.3, rtol=1e-7)
    # The area under demand q = 50 p^-.3 from 1 to 2.
    assert_allclose(found.buyer_gain, -50 * (2**0.7 - 1) / 0.7, rtol=1e-7)


def test_supply_and_demand_without_substitutes_by_hand() -> None:
    """The only buyer loses half of its goods; the other seller's market is one equation in its price."""
    flows = product_flows(["x", "x"], ["A", "B"], ["C", "C"], [50.0, 50.0])
    psi, eps, theta = 0.15, 0.35, 3.0
    found = solve_products(flows, theta=theta, supply=psi, demand=eps, cost_hat=closing(flows, ["A"], ["C"]))
    # Of B alone: 50 p^(1 + psi) = 100 (p 2^(1 / theta))^(1 - eps).
    price = (2 * 2 ** ((1 - eps) / theta)) ** (1 / (psi + eps))
    assert found.price_hat[1] == pytest.approx(price, rel=1e-8)


def test_products_are_independent_given_spending() -> None:
    flows = drawn(8)
    closed = closing(flows, ["s00"], ["s05"])
    whole = solve_products(flows, theta=5.0, supply=0.5, cost_hat=closed)
    at = flows.of("p02")
    one = product_flows(
        ["p02"] * (at.stop - at.start),
        np.array(flows.states)[flows.exporter[at]],
        np.array(flows.states)[flows.importer[at]],
        flows.value[at],
    )
    alone = solve_products(one, theta=5.0, supply=0.5, cost_hat=closing(one, ["s00"], ["s05"]))
    assert_allclose(alone.value, whole.value[at], rtol=1e-8)


def test_refusals() -> None:
    flows = drawn(1)
    with pytest.raises(OptionError, match="theta is one number"):
        solve_products(flows, theta=0.0)
    with pytest.raises(OptionError, match="one for each of 6 products"):
        solve_products(flows, theta=[4.0, 5.0])
    with pytest.raises(OptionError, match="above 0, not -1"):
        solve_products(flows, theta=4.0, among=-1)
    with pytest.raises(OptionError, match=r"below theta \+ 1"):
        solve_products(flows, theta=4.0, demand=6.0)
    with pytest.raises(OptionError, match="among or demand"):
        solve_products(flows, theta=4.0, demand=0.5, among=2.0)
    with pytest.raises(OptionError, match="for every flow"):
        solve_products(flows, theta=4.0, cost_hat=np.ones(3))
    with pytest.raises(WorldError, match="not below zero"):
        product_flows(["x"], ["A"], ["B"], [-1.0])
    with pytest.raises(WorldError, match="no flow"):
        product_flows(["x"], ["A"], ["B"], [0.0])
    with pytest.raises(UnknownNameError):
        flows.of("p99")
