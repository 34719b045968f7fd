"""Many counterfactuals that do not depend on one another: solved, or asked for real incomes alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from realpolitik.errors import ConvergenceError
from realpolitik.models.equilibrium.change import Change
from realpolitik.models.equilibrium.elasticities import Elasticities
from realpolitik.models.equilibrium.fixed_point import start_vector
from realpolitik.models.equilibrium.layout import Array
from realpolitik.models.equilibrium.result import Equilibrium
from realpolitik.models.equilibrium.solve import DEFAULT, Options, prepared, ran
from realpolitik.models.equilibrium.system import Closure, System
from realpolitik.models.equilibrium.together import LARGEST, Start, climb_together
from realpolitik.models.equilibrium.world import World


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Task:
    """A counterfactual among many: what `run` is given, and the largest residual of its solution."""

    world: World
    change: Change
    elasticities: Elasticities
    deficits: Closure
    tolerance: float = DEFAULT.tolerance


def solve_many(tasks: Sequence[Task]) -> list[Equilibrium | ConvergenceError]:
    """Solve counterfactuals, those of one shape together (`together`).

    A solution is that of `run` within the tolerance. Where a task has none, what `run` would raise stands in its place.

    Raises
    ------
    ShockError, WorldError
        As `solve` does, of the first task that is refused before it is solved.

    Examples
    --------
    >>> from realpolitik.models.equilibrium import Embargo, combine, elasticities, one_sector
    >>> world = one_sector([[80, 10, 10], [12, 60, 8], [8, 10, 52]], states=("A", "B", "C"))
    >>> tasks = [Task(world=world, change=combine(world, [Embargo(exporters=(one,), importers=("B",), both_ways=True)]),
    ...               elasticities=elasticities(world.sectors, 4.0), deficits="additive") for one in "AC"]
    >>> [found.welfare_hat.round(6).tolist() for found in solve_many(tasks)]
    [[0.969362, 0.961534, 1.004208], [1.003184, 0.967764, 0.963937]]
    """
    return [_solved(*one) for one in _started(tasks)]


def welfare_many(tasks: Sequence[Task]) -> list[Array | ConvergenceError]:
    r"""Changes of real income (N,) alone, $\hat I_n / \hat P_n$, as `solve_many` has them in `welfare_hat`.

    Where a common climb ended at an equilibrium nothing else is computed, so that a small world costs a third of a solve. Errors are
    those of `solve_many`.

    Examples
    --------
    >>> from realpolitik.models.equilibrium import Embargo, combine, elasticities, one_sector
    >>> world = one_sector([[80, 10, 10], [12, 60, 8], [8, 10, 52]], states=("A", "B", "C"))
    >>> tasks = [Task(world=world, change=combine(world, [Embargo(exporters=(one,), importers=("B",), both_ways=True)]),
    ...               elasticities=elasticities(world.sectors, 4.0), deficits="additive") for one in "AC"]
    >>> [found.round(6).tolist() for found in welfare_many(tasks)]
    [[0.969362, 0.961534, 1.004208], [1.003184, 0.967764, 0.963937]]
    """
    found: list[Array | ConvergenceError] = []
    for task, system, start in _started(tasks):
        if start.income is not None and start.index is not None:
            found.append(start.income / task.world.income / np.exp(start.index))
            continue
        own = _solved(task, system, start)
        found.append(own if isinstance(own, ConvergenceError) else own.welfare_hat)
    return found


def _solved(task: Task, system: System, start: Start) -> Equilibrium | ConvergenceError:
    options = Options(tolerance=task.tolerance)
    try:
        return ran(task.world, task.change, system, start=start, verify=False, throw=True, options=options)
    except ConvergenceError as error:
        return error


def _started(tasks: Sequence[Task]) -> Iterator[tuple[Task, System, Start]]:
    """Tasks in their order with their systems and starts: runs of small worlds together, each large one when it is its turn."""
    for small, run_of in itertools.groupby(tasks, key=lambda task: task.world.shares.size <= LARGEST):
        every = list(run_of)
        for part in [every] if small else [[task] for task in every]:
            systems = [
                prepared(task.world.check(), task.change, task.elasticities, task.deficits) for task in part
            ]
            begins = [
                start_vector(system, task.world.expenditure)
                for system, task in zip(systems, part, strict=True)
            ]
            starts = climb_together(systems, begins, [task.tolerance for task in part])
            yield from zip(part, systems, starts, strict=True)
