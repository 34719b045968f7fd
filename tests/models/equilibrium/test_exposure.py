"""First-order exposure, against printed matrices and the solver's own derivative."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.errors import WorldError
from realpolitik.models.equilibrium import (
    CostShock,
    Options,
    ProductivityShock,
    elasticities,
    one_sector,
    solve,
)
from realpolitik.models.equilibrium.exposure import cost_response, exposure

W = [[0.521756, -0.281517, -0.240240], [-0.343762, 0.589840, -0.246078], [-0.352495, -0.271936, 0.624431]]
U = [[0.973802, 0.014671, 0.011527], [0.017902, 0.966642, 0.015457], [0.016966, 0.017166, 0.965868]]
TIGHT = Options(tolerance=1e-13)


@pytest.fixture
def four(three):
    return elasticities(three.sectors, 4.0)


def test_three_economies(three, four):
    """T03: six decimals."""
    found = exposure(three, four)
    assert np.abs(found.income - W).max() < 1e-6
    assert np.abs(found.welfare - U).max() < 1e-6
    assert found.welfare.sum(axis=1) == pytest.approx(np.ones(3), abs=1e-14)
    assert found.weights @ found.income == pytest.approx(np.zeros(3), abs=1e-14)


def test_growth_is_the_solvers_derivative(three, four):
    found = exposure(three, four)
    step = 1e-5
    for place, state in enumerate(three.states):
        up, down = (
            solve(
                three,
                [ProductivityShock(states=(state,), factor=float(np.exp(sign * step)))],
                elasticities=four,
                options=TIGHT,
            )
            for sign in (1, -1)
        )
        slope = np.log(up.welfare_hat / down.welfare_hat) / (2 * step)
        # Central differences: the square of the step, and 1e-13 over the step.
        assert np.abs(slope - found.welfare[:, place]).max() < 1e-7


def test_costs_are_the_solvers_derivative(three, four):
    step = 1e-5
    costs = np.zeros((3, 3))
    costs[1, 0] = costs[0, 1] = 1.0
    line = cost_response(exposure(three, four), costs)
    up, down = (
        solve(
            three,
            [
                CostShock(
                    exporters=("A",), importers=("B",), both_ways=True, factor=float(np.exp(sign * step))
                )
            ],
            elasticities=four,
            options=TIGHT,
        )
        for sign in (1, -1)
    )
    slope = np.log(up.welfare_hat / down.welfare_hat) / (2 * step)
    assert np.abs(slope - line.welfare).max() < 1e-7


@pytest.mark.shared
def test_151_economies(world_2019):
    """METHODS 3.2: values of an independent program on the same flows, deficits purged, theta 4."""
    four = elasticities(world_2019.sectors, 4.0)
    found = exposure(world_2019.purge_deficits(four), four)
    expected = {
        ("RUS", "CHN"): 0.004311,
        ("CHN", "RUS"): 0.000516,
        ("KAZ", "CHN"): 0.005466,
        ("USA", "CHN"): 0.001382,
        ("RUS", "RUS"): 0.977196,
    }
    # Six decimals.
    assert {pair: found.of(*pair) for pair in expected} == pytest.approx(expected, abs=1e-6)
    assert found.of("MNG", "CHN") == pytest.approx(0.0444, abs=1e-4)
    costs = np.zeros((151, 151))
    china, russia = (world_2019.states.index(state) for state in ("CHN", "RUS"))
    costs[china, russia] = costs[russia, china] = 0.01
    line = cost_response(found, costs).welfare
    assert line[russia] == pytest.approx(-0.000390, abs=1e-6)
    assert line[china] == pytest.approx(-0.0000449, abs=1e-7)


def test_what_it_needs_is_said(three, small, small_elasticities, four):
    with pytest.raises(WorldError, match="several sectors"):
        exposure(small, small_elasticities)
    lopsided = one_sector([[80, 10, 10], [2, 60, 8], [8, 10, 52]], states=("A", "B", "C"))
    with pytest.raises(WorldError, match="purge_deficits first"):
        exposure(lopsided, four)
    with pytest.raises(WorldError, match="two nests"):
        exposure(three, elasticities(three.sectors, 4.0, domestic=1.0))
