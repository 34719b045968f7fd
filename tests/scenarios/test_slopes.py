"""Which elasticities drive a loss, by the exact gradient, against central differences of solves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from realpolitik.scenarios import load
from realpolitik.scenarios.outcome import cases_of, solve_case
from realpolitik.scenarios.sensitivity import elasticity_slopes
from realpolitik.scenarios.stage import stage


@pytest.mark.parametrize("name", ["west-2023", "west-embargo"])
def test_slopes_are_differences_of_solves(name: str) -> None:
    scenario = load(name)
    where, case = stage(scenario.world), cases_of(scenario)[0]
    at = where.world.states.index("RUS")
    found = elasticity_slopes(scenario, "RUS")
    largest = np.argsort(-np.abs(found.slope))[:2]
    for place in (*largest, where.world.sectors.index("services")):
        ends = []
        for step in (1e-4, -1e-4):
            scale = np.ones(len(where.world.sectors))
            scale[place] = np.exp(step)
            moved = solve_case(scenario, where, replace(case, scale=tuple(scale.tolist())))
            ends.append(-moved.welfare_hat[at])
        # Solves hold to 1e-11, so their differences over 2e-4 to 1e-7 of the slopes, which are some thousandths.
        assert found.slope[place] == pytest.approx((ends[0] - ends[1]) / 2e-4, abs=1e-7)


def test_the_deviation_is_of_all_together() -> None:
    found = elasticity_slopes(load("west-2023"), "RUS")
    own = np.linalg.norm(found.spread)
    assert own < found.deviation < np.abs(found.spread).sum() + 0.25 * abs(sum(found.slope)) + 1e-12
