"""Optimal tariffs against the closed form of two countries, best responses, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from realpolitik.errors import OptionError, ShockError
from realpolitik.models.equilibrium import Embargo, elasticities, one_sector
from realpolitik.models.equilibrium.krylov import gmres
from realpolitik.models.equilibrium.optimum import Aim, Lever, before, evaluate, nash, optimum
from realpolitik.scenarios.assumptions import Case
from realpolitik.scenarios.optimum.frontier import frontier
from realpolitik.scenarios.optimum.question import ask


def two(home, abroad, sigma, iceberg):
    """Flows of two countries of equal tastes under free trade: wages by a damped fixed point."""
    labour, wage = np.array([home, abroad]), np.ones(2)
    barrier = np.array([[1.0, iceberg], [iceberg, 1.0]])
    for _ in range(20_000):
        terms = (barrier * wage) ** (1 - sigma)
        share = terms / terms.sum(axis=1, keepdims=True)
        sold = (share * (wage * labour)[:, None]).sum(axis=0)
        wage = wage * (sold / (wage * labour)) ** 0.2
        wage = wage / wage[1]
    return one_sector((share * (wage * labour)[:, None]).T, states=("H", "F"))


def aim(world, sigma, who="H", **lever):
    return Aim(
        world=world,
        elasticities=elasticities(world.sectors, sigma - 1.0),
        deficits="purged",
        levers=(Lever(name="all", importers=(who,), **lever),),
        weights={who: 1.0},
    )


# METHODS-2, 26: labour of home and abroad, sigma, iceberg cost, and the optimal tariff by direct maximisation.
@pytest.mark.parametrize(
    ("case", "rate"),
    [
        ((1.0, 1.0, 5.0, 1.0), 0.377022),
        ((1.0, 1.0, 5.0, 1.5), 0.278777),
        ((1.0, 100.0, 5.0, 1.0), 0.256039),
        ((0.2, 1.0, 3.0, 1.2), 0.591305),
        ((5.0, 1.0, 5.0, 1.0), 0.516347),
    ],
)
def test_the_optimal_tariff_of_two_countries(case, rate):
    found = optimum(aim(two(*case), case[2]), starts=(np.array([0.1]), np.array([0.8])))
    assert found.rates[0] == pytest.approx(rate, abs=1e-5)
    # Gros (1987): one over theta times the other's share of its own goods, at the optimum.
    own = found.solution.shares[1, 1, 0]
    assert found.rates[0] == pytest.approx(1 / ((case[2] - 1) * own), abs=1e-6)
    assert found.verified < 1e-6


def test_best_responses_meet():
    """With both tariffs the closed form holds with the other's share at border prices, its tariff left out."""
    world = two(1.0, 1.0, 5.0, 1.0)
    ours, theirs = nash([aim(world, 5.0, "H"), aim(world, 5.0, "F")])
    own = theirs.solution.shares[1, 1, 0]
    bought = theirs.solution.shares[1, 0, 0] / (1 + theirs.rates[0])
    assert ours.rates[0] == pytest.approx((own + bought) / (4.0 * own), abs=1e-6)
    assert ours.rates[0] == pytest.approx(theirs.rates[0], abs=1e-6)
    # Both lose by the war of tariffs.
    assert (theirs.solution.welfare_hat < 1).all()


def test_no_tariff_near_the_optimum_is_better(small, small_elasticities):
    one = Aim(
        world=small,
        elasticities=small_elasticities,
        deficits="multiplicative",
        levers=tuple(Lever(name=name, importers=("S000",), sectors=(name,)) for name in small.sectors),
        weights={"S000": 1.0},
    )
    best = optimum(one, starts=(np.full(3, 0.02), np.full(3, 0.5)))
    assert best.verified < 1e-6
    for lever in range(3):
        for by in (-0.02, 0.02):
            rates = best.rates.copy()
            rates[lever] = max(0.0, rates[lever] + by)
            assert evaluate(one, rates).equivalent_variation()[0] <= best.value + 1e-9 * abs(best.value)


def test_bounds_hold(small, small_elasticities):
    one = Aim(
        world=small,
        elasticities=small_elasticities,
        deficits="multiplicative",
        levers=(Lever(name="all", importers=("S000",), high=0.05),),
        weights={"S000": 1.0},
    )
    best = optimum(one)
    assert best.rates[0] == 0.05
    assert best.slope[0] > 0  # the shadow price of the bound


def test_refused(small, small_elasticities):
    empty = Aim(
        world=small,
        elasticities=small_elasticities,
        deficits="multiplicative",
        levers=(),
        weights={"S000": 1.0},
    )
    with pytest.raises(OptionError, match="at least one lever"):
        optimum(empty)
    with pytest.raises(OptionError, match="bounds run"):
        Lever(name="x", low=0.5, high=0.1)
    with pytest.raises(OptionError, match="not 'quota'"):
        Lever(name="x", kind="quota")
    nobody = Aim(
        world=small,
        elasticities=small_elasticities,
        deficits="multiplicative",
        levers=(Lever(name="x", importers=("S000",), exporters=("S000",)),),
        weights={"S000": 1.0},
    )
    with pytest.raises(ShockError, match="matched no positive flow"):
        optimum(nobody)


def test_what_holds_already_stays(small, small_elasticities):
    cut = before(small, [Embargo(exporters=("S001",), importers=("S000",))])
    one = Aim(
        world=small,
        elasticities=small_elasticities,
        deficits="multiplicative",
        levers=(Lever(name="all", importers=("S000",)),),
        weights={"S000": 1.0},
        before=cut,
    )
    best = optimum(one)
    assert best.solution.trade[0, 1].sum() == 0.0
    assert best.rates[0] > 0


def test_the_linear_solver_is_exact_and_starts_where_told():
    rng = np.random.default_rng(0)
    matrix = np.eye(60) + 0.1 * rng.normal(size=(60, 60))
    right = rng.normal(size=60)
    exact = np.linalg.solve(matrix, right)
    cold = gmres(lambda vector: matrix @ vector, right)
    assert np.abs(cold.solution - exact).max() < 1e-10
    warm = gmres(lambda vector: matrix @ vector, right, start=exact + 1e-6)
    assert warm.products < cold.products
    assert np.abs(warm.solution - exact).max() < 1e-10


@pytest.mark.shared
@pytest.mark.slow
def test_the_frontier_of_a_full_world(wiod, tmp_path):
    """WIOD 2014, 44 economies by 50 sectors: 36 economies against Russia. It rises, bends, and two starts agree.

    Between points the slope of loss over cost lies between one over their willingness, as the envelope theorem has it.
    """
    wiod.save(tmp_path / "wiod")
    outside = {"RUS", "CHN", "IND", "TUR", "BRA", "MEX", "IDN", "ROW"}
    by = " + ".join(state for state in wiod.states if state not in outside)
    asked = ask("RUS", by=by, world=str(tmp_path / "wiod"), willingness=(0.7, 2.0))
    found = frontier(replace(asked, case=Case(set="constant", nest="single", deficits="purged")))
    costs, losses = found.costs, found.losses
    assert (np.diff(costs) > 0).all()
    assert (np.diff(losses) > 0).all()
    for at, slope in enumerate(np.diff(costs) / np.diff(losses)):
        assert found.points[at].willingness - 1e-3 <= slope <= found.points[at + 1].willingness + 1e-3
    assert max(point.verified for point in found.points) < 1e-6
