"""Many counterfactuals at once: each comes out as it does alone, whatever it was solved with."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest

from realpolitik.errors import ConvergenceError, InfeasibleError, ShockError, WorldError
from realpolitik.models.equilibrium import (
    CostShock,
    Embargo,
    ExportTaxShock,
    Options,
    ProductivityShock,
    TariffShock,
    Task,
    combine,
    elasticities,
    run,
    solve_many,
    synthetic,
    welfare_many,
)

TOGETHER = import_module("realpolitik.models.equilibrium.together")
TOLERANCE = 1e-11
CLOSE = 1e-9
"""Two points with residuals below 1e-11 differ by that over one less the rate at which sweeps contract, here .9 and better."""


@pytest.fixture(scope="module")
def world():
    return synthetic(7, elasticities(("food", "steel", "tools"), 4.0), seed=4)


@pytest.fixture(scope="module")
def tasks(world):
    """Two sets of elasticities, four closures, single and two nests, all kinds of shocks; balanced worlds beside the others."""
    names = world.states
    shocks = [
        Embargo(exporters=names[:1], importers=names[1:2], both_ways=True),
        Embargo(exporters=names[2:3], importers=names[3:5], both_ways=True, sectors=world.sectors[:1]),
        CostShock(exporters=names[4:5], importers=names[:3], factor=1.7),
        TariffShock(exporters=names[:2], importers=names[5:6], rate=0.4),
        ExportTaxShock(exporters=names[5:6], importers=names[:1], rate=0.2),
        ProductivityShock(states=names[3:4], sectors=world.sectors, factor=0.9),
    ]
    sets = [
        elasticities(world.sectors, 4.0),
        elasticities(world.sectors, [3.0, 6.0, 9.0], domestic=[1.0, 2.0, 3.0]),
    ]
    every = []
    for own in sets:
        balanced = world.purge_deficits(own)
        for closure in ("additive", "multiplicative", "proportional", "purged"):
            base = balanced if closure == "purged" else world
            every += [
                Task(world=base, change=combine(base, [shock]), elasticities=own, deficits=closure)
                for shock in shocks
            ]
    return every


def alone(task):
    options = Options(tolerance=task.tolerance)
    return run(
        task.world, task.change, elasticities=task.elasticities, deficits=task.deficits, options=options
    )


def test_each_solution_is_that_of_a_solve_alone(tasks):
    for task, found in zip(tasks, solve_many(tasks), strict=True):
        own = alone(task)
        for name in ("welfare_hat", "price_hat", "wage_hat", "shares"):
            assert np.allclose(getattr(found, name), getattr(own, name), rtol=CLOSE, atol=CLOSE)
        assert (
            max(found.stats.residuals.values()) < 1e-9
        )  # of the published equations, as a judge recomputes them
        assert found.stats.sweeps > 2  # the common climb counts


def test_real_incomes_alone_are_those_of_the_solutions(tasks):
    incomes = welfare_many(tasks)
    for found, hat in zip(solve_many(tasks), incomes, strict=True):
        assert np.allclose(hat, found.welfare_hat, rtol=CLOSE, atol=0)
    assert len({hat.tobytes() for hat in incomes}) == len(tasks)  # none stands in another's place


def test_the_common_climb_did_the_work(tasks, monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("solved alone")

    monkeypatch.setattr("realpolitik.models.equilibrium.many.ran", refuse)
    assert len(welfare_many(tasks)) == len(tasks)


def test_what_does_not_arrive_together_arrives_alone(tasks, monkeypatch):
    monkeypatch.setattr(TOGETHER, "MOST", 3)
    for task, found in zip(tasks[:8], welfare_many(tasks[:8]), strict=True):
        assert np.allclose(found, alone(task).welfare_hat, rtol=CLOSE, atol=0)


def test_large_worlds_and_single_tasks_are_solved_alone(tasks, monkeypatch):
    monkeypatch.setattr("realpolitik.models.equilibrium.many.LARGEST", 1)
    monkeypatch.setattr(TOGETHER, "_climbed", None)  # calling it would be an error
    for task, found in zip(tasks[:3], welfare_many(tasks[:3]), strict=True):
        assert np.allclose(found, alone(task).welfare_hat, rtol=CLOSE, atol=0)


def test_parts_of_a_climb_come_out_as_the_whole(tasks, monkeypatch):
    whole = welfare_many(tasks)
    monkeypatch.setattr(TOGETHER, "FLOWS", 3 * tasks[0].world.shares.size)
    for one, other in zip(whole, welfare_many(tasks), strict=True):
        assert np.allclose(one, other, rtol=CLOSE, atol=0)


def test_short_run_labour_that_stays_in_its_sector(world):
    own = elasticities(world.sectors, 2.0, labour="specific", value_added=0.5, inputs=0.2, final=0.9)
    tasks = [
        Task(
            world=world,
            change=combine(world, [Embargo(exporters=(name,), importers=world.states[:1], both_ways=True)]),
            elasticities=own,
            deficits="multiplicative",
        )
        for name in world.states[1:]
    ]
    for task, found in zip(tasks, welfare_many(tasks), strict=True):
        assert np.allclose(found, alone(task).welfare_hat, rtol=CLOSE, atol=0)


def test_states_that_are_cut_off_from_all_others_are_solved_alone(tasks, world):
    cut = Embargo(exporters=world.states[:1], both_ways=True)
    task = replace(tasks[0], change=combine(world, [cut]), deficits="multiplicative")
    found = welfare_many([task, tasks[0], task])
    assert np.allclose(found[0], alone(task).welfare_hat, rtol=CLOSE, atol=0)
    assert np.array_equal(found[0], found[2])


def test_an_impossible_one_stands_in_its_place_and_the_others_are_solved(tasks):
    from realpolitik.scenarios.assumptions import Case
    from realpolitik.scenarios.stage import stage

    world = stage("merged-2023").world
    own = Case(set="fgo", nest=2.0, deficits="additive").elasticities(world.sectors)
    # Tariffs of 900 per cent on all that Russia sells: with its surplus as it was its income would be below zero (test_feasibility).
    every = [
        Task(
            world=world,
            change=combine(world, [TariffShock(exporters=("RUS",), rate=rate)]),
            elasticities=own,
            deficits="additive",
        )
        for rate in (0.1, 9.0, 0.2)
    ]
    for found in (solve_many(every), welfare_many(every)):
        assert isinstance(found[1], InfeasibleError)
        assert "income of RUS would be -" in str(found[1])
        assert not any(isinstance(found[at], ConvergenceError) for at in (0, 2))


def test_what_is_refused_before_it_is_solved_is_raised(tasks, world):
    one_way = replace(
        tasks[0], change=combine(world, [Embargo(exporters=world.states[:1])]), deficits="purged"
    )
    with pytest.raises(ShockError, match="no equilibrium exists"):
        solve_many([tasks[0], one_way])
    broken = replace(tasks[0], world=world.with_(deficit=world.deficit + 1e9))
    with pytest.raises(WorldError):
        welfare_many([broken, tasks[0]])


def test_nothing_asked_is_nothing_found():
    assert solve_many([]) == welfare_many([]) == []
