"""What must hold of any trade equilibrium, on random worlds (METHODS T09 to T13)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from realpolitik.models.equilibrium import (
    CostShock,
    Embargo,
    ExportTaxShock,
    Options,
    ProductivityShock,
    TariffShock,
    elasticities,
    solve,
    synthetic,
)
from realpolitik.models.equilibrium.layout import sectors_first

# Solves stop at 1e-12, so that identities hold to 1e-10 with room for the conditioning of the system.
EXACT = Options(tolerance=1e-12, max_sweeps=4000)
CLOSURES = st.sampled_from(["additive", "multiplicative", "proportional", "purged"])
FEW = settings(max_examples=25, deadline=None)


@st.composite
def worlds(draw, *, sectors=(1, 4), tariffs=0.15, deficits=0.02, inputs=True):
    count = draw(st.integers(*sectors))
    names = tuple(f"s{k}" for k in range(count))
    theta = draw(st.lists(st.floats(1.5, 9.0), min_size=count, max_size=count))
    given_elasticities = elasticities(names, theta)
    size = draw(st.integers(3, 7))
    seed = draw(st.integers(0, 2**16))
    world = synthetic(size, given_elasticities, seed=seed, tariffs=tariffs, deficits=deficits, inputs=inputs)
    return world, given_elasticities


def pair(world, places=(0, 1)):
    return {"exporters": (world.states[places[0]],), "importers": (world.states[places[1]],)}


def scaled(world, factor):
    return world.with_(
        value_added=world.value_added * factor,
        deficit=world.deficit * factor,
        expenditure=world.expenditure * factor,
    )


@FEW
@given(worlds(), CLOSURES)
def test_no_shock_gives_ones(case, closure):
    world, given_elasticities = case
    same = solve(world, elasticities=given_elasticities, deficits=closure, options=EXACT)
    for name in ("welfare_hat", "real_wage_hat", "wage_hat", "price_hat", "terms_of_trade_hat"):
        assert np.abs(getattr(same, name) - 1).max() < 1e-10, name


@FEW
@given(worlds(), CLOSURES, st.floats(1e-6, 1e6))
def test_the_unit_of_money_does_not_matter(case, closure, factor):
    world, given_elasticities = case
    shock = [CostShock(**pair(world), factor=1.7, both_ways=True)]
    one = solve(world, shock, elasticities=given_elasticities, deficits=closure, options=EXACT)
    other = solve(
        scaled(world, factor), shock, elasticities=given_elasticities, deficits=closure, options=EXACT
    )
    assert np.abs(one.welfare_hat - other.welfare_hat).max() < 1e-10


@FEW
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_labels_does_not_matter(case, random):
    world, given_elasticities = case
    states, goods = list(range(len(world.states))), list(range(len(world.sectors)))
    random.shuffle(states)
    random.shuffle(goods)
    three = np.ix_(states, states, goods)
    shuffled = world.with_(
        states=tuple(world.states[k] for k in states),
        sectors=tuple(world.sectors[k] for k in goods),
        shares=world.shares[three],
        value_added_share=world.value_added_share[np.ix_(states, goods)],
        input_share=world.input_share[np.ix_(states, goods, goods)],
        final_share=world.final_share[np.ix_(states, goods)],
        value_added=world.value_added[states],
        deficit=world.deficit[states],
        expenditure=world.expenditure[np.ix_(states, goods)],
        tariff=None if world.tariff is None else world.tariff[three],
    )
    other = elasticities(shuffled.sectors, given_elasticities.theta[goods])
    shock = [TariffShock(**pair(world), rate=0.3)]
    one = solve(world, shock, elasticities=given_elasticities, options=EXACT)
    two = solve(shuffled, shock, elasticities=other, options=EXACT)
    assert np.abs(one.welfare_hat[states] - two.welfare_hat).max() < 1e-10


@FEW
@given(worlds(), CLOSURES, st.floats(0.5, 4.0))
def test_markets_clear_and_deficits_sum_to_zero(case, closure, factor):
    world, given_elasticities = case
    shocks = [
        CostShock(**pair(world), factor=factor, both_ways=True),
        TariffShock(**pair(world, (1, 2)), rate=0.25),
        ProductivityShock(states=(world.states[2],), factor=0.95),
    ]
    found = solve(
        world, shocks, elasticities=given_elasticities, deficits=closure, verify=True, options=EXACT
    )
    assert max(found.stats.residuals.values()) < 1e-10
    assert np.abs(found.deficit.sum()) < 1e-10 * found.world.value_added.sum()
    # Two algorithms that share only the equations.
    assert found.stats.verified < 1e-9


@FEW
@given(worlds(sectors=(1, 1), tariffs=0.0, deficits=0.0, inputs=False), st.floats(0.3, 8.0))
def test_one_sector_welfare_is_the_domestic_share(case, factor):
    """Arkolakis, Costinot, Rodriguez-Clare (2012)."""
    world, given_elasticities = case
    found = solve(
        world, [CostShock(**pair(world), factor=factor)], elasticities=given_elasticities, options=EXACT
    )
    home = np.diagonal(found.shares[:, :, 0]) / np.diagonal(world.shares[:, :, 0])
    assert np.abs(found.welfare_hat - home ** (-1 / given_elasticities.theta[0])).max() < 1e-10


@FEW
@given(worlds(), st.floats(0.5, 4.0))
def test_real_wages_follow_from_domestic_shares(case, factor):
    """Caliendo and Parro's identity: own shares, elasticities and relative prices of inputs give real wages."""
    world, given_elasticities = case
    found = solve(
        world,
        [CostShock(**pair(world), factor=factor, both_ways=True)],
        elasticities=given_elasticities,
        options=EXACT,
    )
    own = np.arange(len(world.states))
    home = np.log(found.shares[own, own] / world.shares[own, own])
    price, share = np.log(found.price_hat), world.value_added_share
    gap = price[:, None, :] - price[:, :, None]
    inputs = (world.input_share * gap).sum(axis=1)
    expected = (world.final_share * (inputs - home / given_elasticities.theta) / share).sum(axis=1)
    real = np.log(found.wage_hat) - (world.final_share * price).sum(axis=1)
    assert np.abs(real - expected).max() < 1e-10


@FEW
@given(worlds(tariffs=0.0, deficits=0.0), st.floats(0.02, 0.5))
def test_a_uniform_tariff_is_a_uniform_export_tax(case, rate):
    """Lerner (1936)."""
    world, given_elasticities = case
    first = (world.states[0],)
    tariff = solve(
        world, [TariffShock(importers=first, rate=rate)], elasticities=given_elasticities, options=EXACT
    )
    tax = solve(
        world, [ExportTaxShock(exporters=first, rate=rate)], elasticities=given_elasticities, options=EXACT
    )
    assert np.abs(tariff.welfare_hat - tax.welfare_hat).max() < 1e-10


@FEW
@given(worlds())
def test_an_embargo_is_the_limit_of_costs(case):
    world, given_elasticities = case
    found = solve(
        world, [Embargo(**pair(world), both_ways=True)], elasticities=given_elasticities, options=EXACT
    )
    # The least theta is 1.5, so that costs of 1e6 leave a share below 1e-9 of what it was.
    limit = solve(
        world,
        [CostShock(**pair(world), both_ways=True, factor=1e6)],
        elasticities=given_elasticities,
        options=EXACT,
    )
    assert np.abs(found.welfare_hat - limit.welfare_hat).max() < 1e-7
    assert found.trade_hat(world.states[0], world.states[1]) == 0.0


@FEW
@given(worlds())
def test_equal_nests_are_one_nest(case):
    world, given_elasticities = case
    # Another number in the last digits takes the way of two nests through the code.
    theta = given_elasticities.theta
    nested = elasticities(world.sectors, theta, domestic=theta * (1 + 1e-13))
    assert not nested.single_nest
    shock = [Embargo(**pair(world), both_ways=True)]
    one = solve(world, shock, elasticities=given_elasticities, options=EXACT)
    two = solve(world, shock, elasticities=nested, options=EXACT)
    assert np.abs(one.welfare_hat - two.welfare_hat).max() < 1e-10
    assert np.abs(one.price_hat - two.price_hat).max() < 1e-10


@FEW
@given(worlds(), st.sampled_from(["value_added", "inputs", "final"]))
def test_unit_elasticities_are_the_limit_of_others(case, name):
    world, given_elasticities = case
    shock = [CostShock(**pair(world), factor=2.0, both_ways=True)]

    def welfare(value):
        other = elasticities(world.sectors, given_elasticities.theta, **{name: value})
        # Rounding is divided by the distance from one, so that residuals stop at some 1e-12.
        return solve(world, shock, elasticities=other, options=Options(tolerance=1e-10)).welfare_hat

    # The mean of both sides leaves the second derivative, times 1e-6.
    near = 0.5 * (welfare(1 - 1e-3) + welfare(1 + 1e-3))
    assert np.abs(near - welfare(1.0)).max() < 1e-5


@FEW
@given(worlds(), st.floats(1.1, 5.0))
def test_the_explanation_sums_to_welfare(case, factor):
    world, given_elasticities = case
    shocks = [CostShock(**pair(world), factor=factor, both_ways=True), Embargo(**pair(world, (2, 1)))]
    found = solve(world, shocks, elasticities=given_elasticities, options=EXACT)
    for state in world.states:
        why = found.explain(state)
        assert sum(part.value for part in why.parts()) == pytest.approx(why.total, abs=1e-10)
        assert sum(part.value for part in why.parts(3)) == pytest.approx(why.total, abs=1e-10)


@FEW
@given(worlds(sectors=(2, 4)))
def test_merging_nothing_changes_nothing(case):
    world, _ = case
    merged = world.aggregate(states={world.states[0]: world.states[0]})
    assert merged.problems() == ()
    assert np.abs(sectors_first(merged.flows) / sectors_first(world.flows) - 1).max() < 1e-12
