"""Play a scenario: solve it under the central assumptions and under all others, and say who loses and who gains."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from realpolitik.errors import ConvergenceError, UnknownNameError
from realpolitik.scenarios.assumptions import Case, check_nest, grid
from realpolitik.scenarios.gaps import baseline
from realpolitik.scenarios.shocks import shocks
from realpolitik.scenarios.stage import Stage, embedded_sector, stage

if TYPE_CHECKING:
    from realpolitik.models.equilibrium import Equilibrium, Task, World
    from realpolitik.scenarios.schema import Scenario, ShockEntry

Array = NDArray[np.float64]
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """A scenario played: the central solution, and what the other assumptions say.

    Attributes
    ----------
    scenario, stage, cases
        What was played, where, and under which assumptions; the central case first.
    central
        The solution of the first case; its hats compare with the world after `scenario.after`.
    welfare
        (C, N) change of real income in each case, -0.02 is a loss of two per cent.
    trade, goods
        (C, N, N) case, importer, exporter: value of trade in all sectors, and in goods, new over old; 1 where there was
        none.
    money
        (C, N) equivalent variation in the unit of the world.
    failures
        Cases that have no solution, and why: told, and in none of the arrays.
    """

    scenario: Scenario
    stage: Stage
    cases: tuple[Case, ...]
    central: Equilibrium
    welfare: Array
    trade: Array
    goods: Array
    money: Array
    failures: tuple[tuple[Case, str], ...] = ()

    def loss(self, label: str) -> tuple[float, float, float]:
        """Change of a state's real income: central, lowest and highest over the cases."""
        column = self.welfare[:, self._at(label)]
        return float(column[0]), float(column.min()), float(column.max())

    def trade_hat(self, exporter: str, importer: str) -> tuple[float, float, float]:
        """Trade of a pair, new over old: central, lowest and highest over the cases."""
        values = self.trade[:, self._at(importer), self._at(exporter)]
        return float(values[0]), float(values.min()), float(values.max())

    def known(self, label: str) -> str:
        """The label itself, if the world has it.

        Raises
        ------
        UnknownNameError
            It has not.
        """
        if label not in self.stage.world.states:
            raise UnknownNameError("state of this world", label, self.stage.world.states)
        return label

    def _at(self, label: str) -> int:
        return self.stage.world.states.index(self.known(label))


def cases_of(scenario: Scenario) -> tuple[Case, ...]:
    """The assumptions under which a scenario is played: the default grid, narrowed to what the file fixes, and the ends of ranges of shocks."""
    cases = list(grid(scenario.run))
    fixed = scenario.elasticities
    if fixed and fixed.set:
        cases = [Case(set=fixed.set, nest=c.nest, deficits=c.deficits, run=c.run) for c in cases]
    if fixed and fixed.theta:
        cases = [Case(set="given", nest=c.nest, deficits=c.deficits, run=c.run) for c in cases]
    if fixed and fixed.nest is not None:
        nest = check_nest(fixed.nest)
        cases = [Case(set=c.set, nest=nest, deficits=c.deficits, run=c.run) for c in cases]
    if scenario.deficits:
        cases = [Case(set=c.set, nest=c.nest, deficits=scenario.deficits, run=c.run) for c in cases]
    cases = list(dict.fromkeys(cases))
    if any(entry.range for entry in (*scenario.after, *scenario.shocks)):
        cases += [replace(cases[0], end=end) for end in ("low", "high")]
    return tuple(cases)


TOLERANCE, OTHERS = 1e-11, 1e-9
"""Largest residual of the central case, and of the others, which give ranges: three digits are said of a loss that may be 1e-4."""


def play(
    scenario: Scenario,
    *,
    cases: Iterable[Case] | None = None,
    verify: bool = False,
) -> Outcome:
    """Solve a scenario under the central and all other assumptions.

    Parameters
    ----------
    cases
        Assumptions instead of the default grid; the first is the central one.
    verify
        Check the central solution by a second algorithm.

    Raises
    ------
    UnknownNameError, UnknownStateError, ShockError
        A group, state, sector or set does not exist, or a shock changes nothing.
    ConvergenceError
        The central case has no solution. Others without one are counted in `failures`, and in no range.
    """
    where = stage(scenario.world)
    chosen = tuple(cases) if cases is not None else cases_of(scenario)
    goods = [where.world.sectors.index(name) for name in where.goods]
    from realpolitik.models.equilibrium import solve_many

    asked: list[Task | Equilibrium | ConvergenceError] = []
    for case in chosen:
        try:
            asked.append(
                _asked(scenario, where, case, tolerance=OTHERS if asked else TOLERANCE)
                if asked or not verify
                else solve_case(scenario, where, case, verify=True)
            )
        except ConvergenceError as error:
            asked.append(error)
    solved, failures = by_case(chosen, answered(asked, solve_many))
    every = list(solved.values())
    return Outcome(
        scenario=scenario,
        stage=where,
        cases=tuple(solved),
        central=every[0],
        welfare=np.array([found.welfare_hat - 1 for found in every]),
        trade=np.array([trade_ratio(found) for found in every]),
        goods=np.array([trade_ratio(found, goods) for found in every]),
        money=np.array([found.equivalent_variation() for found in every]),
        failures=failures,
    )


def answered(
    asked: Sequence[Task | Done | ConvergenceError],
    solver: Callable[[Sequence[Task]], Sequence[Done | ConvergenceError]],
) -> list[Done | ConvergenceError]:
    """What was asked, in its order: tasks as they are solved together, and what was known before."""
    from realpolitik.models.equilibrium import Task

    found = iter(solver([one for one in asked if isinstance(one, Task)]))
    return [next(found) if isinstance(one, Task) else one for one in asked]


def by_case(
    cases: Sequence[Case], found: Sequence[Done | ConvergenceError]
) -> tuple[dict[Case, Done], tuple[tuple[Case, str], ...]]:
    """Cases with what came of them, and those without a solution with the reason.

    Raises
    ------
    ConvergenceError
        The first case, which is the central one, has no solution.
    """
    if isinstance(found[0], ConvergenceError):
        raise found[0]
    every = list(zip(cases, found, strict=True))
    failures = tuple((case, str(one)) for case, one in every if isinstance(one, ConvergenceError))
    return {case: one for case, one in every if not isinstance(one, ConvergenceError)}, failures


def solve_case(
    scenario: Scenario,
    where: Stage,
    case: Case,
    *,
    start: Equilibrium | None = None,
    verify: bool = False,
    tolerance: float = TOLERANCE,
) -> Equilibrium:
    """Solve a scenario under one case; `start` is a warm start, `tolerance` the largest residual."""
    from realpolitik.models.equilibrium import Equilibrium, Options, run

    asked = _asked(scenario, where, case, tolerance=tolerance, anew=start is not None or verify)
    if isinstance(asked, Equilibrium):
        return asked
    return run(
        asked.world.check(),
        asked.change,
        elasticities=asked.elasticities,
        deficits=asked.deficits,
        start=start,
        verify=verify,
        options=Options(tolerance=tolerance),
    )


def _asked(
    scenario: Scenario, where: Stage, case: Case, *, tolerance: float, anew: bool = False
) -> Task | Equilibrium:
    """What is to be solved of a scenario under one case, or its solution, if it is kept and not asked `anew`."""
    from realpolitik.models.equilibrium import Task, combine

    given = _given(scenario, where)
    elasticities = case.elasticities(where.world.sectors, given)
    after, entries = (tuple(e.at(case.end) for e in part) for part in (scenario.after, scenario.shocks))
    if after:
        world = happened(scenario, where, case, after)
    elif not anew and (found := _BEFORE.get(_key(scenario, where, case, entries))):
        return found
    else:
        world = ground(where, case, given)
    now = shocks(entries, where, elasticities, on=scenario.day, place=f"{scenario.id}: shocks")
    return Task(
        world=world,
        change=combine(world, now),
        elasticities=elasticities,
        deficits=case.deficits,  # type: ignore[arg-type]
        tolerance=tolerance,
    )


def ground(where: Stage, case: Case, given: Mapping[str, float] | None = None) -> World:
    """The baseline of a case: moved within the gaps of reported trade, and balanced, where the case says so."""
    world = where.world if case.gap is None else baseline(where.world, where.goods, case.gap)
    if case.deficits == "purged" and np.any(world.deficit != 0):
        world = _balanced(world, replace(case, end="stated"), _fixed(given))
    return world


def happened(scenario: Scenario, where: Stage, case: Case, entries: tuple[ShockEntry, ...]) -> World:
    """The world after some entries of a scenario, under one case."""
    from realpolitik.models.equilibrium import solve

    key = _key(scenario, where, case, entries)
    if key not in _BEFORE:
        given = _given(scenario, where)
        elasticities = case.elasticities(where.world.sectors, given)
        then = shocks(entries, where, elasticities, on=scenario.day, place=f"{scenario.id}: after")
        world = ground(where, case, given)
        solved = solve(world, then, elasticities=elasticities, deficits=case.deficits)  # type: ignore[arg-type]
        _keep(key, solved)
        return solved.after()
    return _BEFORE[key].after()


@lru_cache(maxsize=16)
def _balanced(world: World, case: Case, given: tuple[tuple[str, float], ...]) -> World:
    """A world without deficits: balancing depends on the elasticities alone, which the next scenario on this world shares."""
    return world.purge_deficits(case.elasticities(world.sectors, dict(given)))


_Key = tuple[Any, ...]
_BEFORE: dict[_Key, Equilibrium] = {}
"""Solutions that other shocks stood on, the last ones: leverage given sanctions stands on what the sanctions alone give."""
KEPT, LARGEST = 16, 20_000
"""How many are kept, of worlds of at most so many flows."""


def _key(scenario: Scenario, where: Stage, case: Case, entries: tuple[ShockEntry, ...]) -> _Key:
    return where.world, case, entries, scenario.day, _fixed(_given(scenario, where))


def _fixed(given: Mapping[str, float] | None) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(given.items())) if given else ()


def _keep(key: _Key, found: Equilibrium) -> None:
    if found.world.shares.size <= LARGEST:
        while len(_BEFORE) >= KEPT:
            _BEFORE.pop(next(iter(list(_BEFORE))), None)
        _BEFORE[key] = found


def trade_ratio(found: Equilibrium, sectors: Sequence[int] | None = None) -> Array:
    """(N, N) importer, exporter: trade in all sectors or in these, new over old; 1 where there was none."""
    at = slice(None) if sectors is None else list(sectors)
    old, new = found.world.flows[:, :, at].sum(axis=2), found.trade[:, :, at].sum(axis=2)
    return np.where(old > 0, new / np.where(old > 0, old, 1.0), 1.0)


def _given(scenario: Scenario, where: Stage) -> Mapping[str, float] | None:
    fixed = scenario.elasticities
    if fixed is None or fixed.theta is None:
        return None
    known = where.world.sectors
    held = {label: label if label in fixed.theta else embedded_sector(label) or label for label in known}
    for name in fixed.theta:
        if name not in held.values():
            raise UnknownNameError("sector", name, known)
    rest = [label for label in known if held[label] not in fixed.theta]
    if rest:
        raise UnknownNameError("sector of the elasticities given", rest[0], fixed.theta)
    return {label: fixed.theta[held[label]] for label in known}
