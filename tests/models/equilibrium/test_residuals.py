"""The judge of the solver: a tampered solution is found out, by the equation that it breaks and in its state."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from realpolitik.models.equilibrium import CostShock, ProductivityShock, TariffShock, elasticities, solve
from realpolitik.models.equilibrium.layout import sectors_first
from realpolitik.models.equilibrium.residuals import Solved, residuals


@pytest.fixture(params=["one nest, unit elasticities", "everything else"])
def solution(request, small, small_elasticities):
    given = small_elasticities
    if request.param == "everything else":
        given = elasticities(
            small.sectors,
            given.theta,
            domestic=[1.0, 2.0, 1.5],
            value_added=0.4,
            inputs=0.6,
            final=0.8,
            supply=0.5,
            labour="specific",
        )
    shocks = [
        CostShock(exporters=("S000",), importers=("S001",), factor=1.5, both_ways=True),
        TariffShock(importers=("S002",), rate=0.1),
        ProductivityShock(states=("S003",), sectors=("steel",), factor=0.9),
    ]
    return solve(small, shocks, elasticities=given)


def solved(solution) -> Solved:
    base = solution.world.value_added[:, None]
    if solution.factor_price_hat.shape[1] > 1:
        base = solution.world.output * solution.world.value_added_share
    psi = solution.elasticities.supply
    wage, index = solution.factor_price_hat, solution.price_index_hat
    return Solved(
        wage=wage,
        price=solution.price_hat,
        cost=solution.cost_hat,
        shares=sectors_first(solution.shares),
        spending=solution.expenditure,
        output=solution.output,
        final_share=solution.final_share,
        value_added_share=solution.value_added_share,
        input_share=solution.input_share,
        factor_income=solution.factor_income,
        earned=base * wage ** (1 + psi) * index[:, None] ** -psi,
        tariff_revenue=solution.tariff_revenue,
        export_tax_revenue=solution.export_tax_revenue,
        deficit=solution.deficit,
        income=solution.income,
        index=index,
    )


def judged(solution, parts: Solved):
    return residuals(solution.world, solution.elasticities, solution.change, parts)


def test_a_solution_passes(solution):
    found = judged(solution, solved(solution))
    assert max(float(values.max()) for values in found.values()) < 1e-9
    assert {name: float(values.max()) for name, values in found.items()} == pytest.approx(
        dict(solution.stats.residuals), abs=1e-12
    )
    assert all(values.shape == (5,) for values in solution.stats.residuals_by_state.values())


@pytest.mark.parametrize(
    ("part", "equations"),
    [
        ("cost", {"unit costs", "prices"}),
        ("price", {"prices", "unit costs", "consumer prices"}),
        ("shares", {"shares", "output"}),
        ("value_added_share", {"cost shares", "factor markets"}),
        ("input_share", {"cost shares", "spending"}),
        ("final_share", {"final shares", "spending"}),
        ("index", {"consumer prices"}),
        ("earned", {"factor supply", "factor markets"}),
        ("output", {"output", "spending"}),
        ("spending", {"spending"}),
        ("deficit", {"income", "trade balance"}),
        ("income", {"income", "spending"}),
    ],
)
def test_a_thousandth_off_is_found(solution, part, equations):
    right = solved(solution)
    # One state's values, and for trade one importer's.
    values = np.array(getattr(right, part))
    values[(slice(None), 1) if part == "shares" else 1] *= 1.001
    found = judged(solution, replace(right, **{part: values}))
    broken = {name for name, worst in found.items() if worst.max() > 1e-7}
    assert equations <= broken
    if part in ("value_added_share", "final_share", "index", "income"):
        first = next(iter(sorted(equations)))
        assert int(found[first].argmax()) == 1
