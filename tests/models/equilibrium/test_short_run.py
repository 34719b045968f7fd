"""The short run: elasticities below one and labour that stays where it is."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.models.equilibrium import (
    CostShock,
    ProductivityShock,
    World,
    elasticities,
    solve,
)


def energy_economy(share: float) -> World:
    """One closed economy: energy by labour alone, goods by labour and energy, goods consumed."""
    output = np.array([[share, 1.0]])
    inputs = np.zeros((1, 2, 2))
    inputs[0, 0, 1] = share
    return World(
        states=("A",),
        sectors=("energy", "goods"),
        shares=np.ones((1, 1, 2)),
        value_added_share=np.array([[1.0, 1.0 - share]]),
        input_share=inputs,
        final_share=np.array([[0.0, 1.0]]),
        value_added=np.array([1.0]),
        deficit=np.zeros(1),
        expenditure=output,
    )


def closed_form(share: float, loss: float, sigma: float) -> float:
    """Bachmann et al. (2022): output of a CES of energy and all else, when energy falls by a share."""
    power = (sigma - 1) / sigma
    return (share * (1 - loss) ** power + 1 - share) ** (1 / power)


@pytest.mark.parametrize(
    ("share", "loss", "sigma", "percent"),
    [(0.04, 0.10, 0.04, -1.569), (0.04, 0.10, 0.1, -0.679), (0.01, 0.30, 0.1, -2.343)],
)
def test_an_energy_cut(share, loss, sigma, percent):
    """T39: the pessimistic gas scenario of the German debate, three decimals."""
    world = energy_economy(share)
    short = elasticities(world.sectors, 4.0, value_added=sigma, labour="specific")
    found = solve(
        world, [ProductivityShock(sectors=("energy",), factor=1 - loss)], elasticities=short, verify=True
    )
    assert found.welfare_hat[0] == pytest.approx(closed_form(share, loss, sigma), abs=1e-9)
    assert (found.welfare_hat[0] - 1) * 100 == pytest.approx(percent, abs=1e-3)


def test_unit_elasticity_is_hultens_power(small):
    """At one, output falls by energy's share of the loss in logs."""
    world = energy_economy(0.04)
    short = elasticities(world.sectors, 4.0, labour="specific")
    found = solve(world, [ProductivityShock(sectors=("energy",), factor=0.9)], elasticities=short)
    assert found.welfare_hat[0] == pytest.approx(0.9**0.04, abs=1e-10)


class TestTrade:
    @pytest.fixture
    def losses(self, small):
        shock = [CostShock(exporters=("S000",), importers=("S001",), factor=3.0, both_ways=True)]

        def of(**kinds):
            given = elasticities(small.sectors, (4.0, 6.0, 2.5), **kinds)
            return solve(small, shock, elasticities=given, verify=True)

        return of

    def test_sensitivity_exceeds_vulnerability(self, losses):
        long_run, short_run = losses(), losses(value_added=0.5, inputs=0.2, final=0.5, labour="specific")
        assert short_run.welfare_of("S001") < long_run.welfare_of("S001") < 1
        for found in (long_run, short_run):
            assert max(found.stats.residuals.values()) < 1e-9
            # Newton and Anderson share only the equations.
            assert found.stats.verified < 1e-8

    def test_specific_labour_leaves_wages_apart(self, losses):
        found = losses(labour="specific")
        assert found.factor_price_hat.shape == (5, 3)
        assert np.ptp(found.factor_price_hat[1]) > 1e-3
        assert losses().factor_price_hat.shape == (5, 1)
