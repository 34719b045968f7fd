"""Every scenario that comes with the program can be played."""

from __future__ import annotations

import pytest

from realpolitik.scenarios import library, load
from realpolitik.scenarios.assumptions import central
from realpolitik.scenarios.outcome import cases_of, solve_case
from realpolitik.scenarios.stage import stage


@pytest.mark.parametrize("name", library())
def test_it_has_a_solution_under_the_central_assumptions(name):
    scenario = load(name)
    found = solve_case(scenario, stage(scenario.world), central(scenario.run))
    assert (found.income > 0).all()
    assert (found.trade >= 0).all()
    assert max(found.stats.residuals.values()) < 1e-8


def test_the_cap_is_a_discount_and_the_shadow_fleet_a_cost_on_the_same_cargoes():
    kinds = [shock.kind for shock in load("oil-embargo-and-cap").shocks]
    assert kinds == ["cut", "discount", "cost", "redirect"]


def test_a_cost_on_far_suppliers_is_an_assumption_with_its_range():
    scenario = load("far-suppliers")
    assert scenario.shocks[-1].range == (0.5, 0.85)
    assert scenario.shocks[:-1] == load("west-2023").shocks
    assert {case.end for case in cases_of(scenario)} == {"stated", "low", "high"}
