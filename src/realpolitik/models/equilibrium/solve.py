"""Solve: from a world and shocks to an equilibrium."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from realpolitik.errors import ConvergenceError, InfeasibleError, OptionError
from realpolitik.models.equilibrium.anderson import accelerate
from realpolitik.models.equilibrium.assemble import assemble
from realpolitik.models.equilibrium.change import Change, Shock, combine
from realpolitik.models.equilibrium.elasticities import Elasticities
from realpolitik.models.equilibrium.feasibility import Violation, refuse_one_way, unreachable, violation
from realpolitik.models.equilibrium.fixed_point import residual, start_vector, unpack
from realpolitik.models.equilibrium.homotopy import partial
from realpolitik.models.equilibrium.layout import Array
from realpolitik.models.equilibrium.result import Equilibrium, Status
from realpolitik.models.equilibrium.sweep import Sweep, sweep
from realpolitik.models.equilibrium.system import Closure, System, prepare
from realpolitik.models.equilibrium.together import Start
from realpolitik.models.equilibrium.verify import second_look
from realpolitik.models.equilibrium.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to solve.

    Attributes
    ----------
    tolerance
        Largest residual of a solution: log factor price, log price, spending over value added.
    max_sweeps
        Evaluations of the equations in one step of the homotopy.
    depth
        Sweeps that Anderson acceleration remembers.
    homotopy_steps
        Steps in which the shock is applied. A solve that fails is tried again by plain
        sweeps, then in 4 and 16 times as many steps.
    """

    tolerance: float = 1e-11
    max_sweeps: int = 1000
    depth: int = 12
    homotopy_steps: int = 1

    def __post_init__(self) -> None:
        if not 0 < self.tolerance < 1:
            raise OptionError(f"a tolerance lies between 0 and 1, not {self.tolerance}")
        for name, least in (("max_sweeps", 1), ("depth", 0), ("homotopy_steps", 1)):
            if getattr(self, name) < least:
                raise OptionError(f"{name} is {least} or more, not {getattr(self, name)}")


DEFAULT = Options()
LIMIT = 1e-8
"""Largest residual of the published equations at which the limit of a prohibitive tax stands for the tax."""


def solve(
    world: World,
    shocks: Iterable[Shock] = (),
    *,
    elasticities: Elasticities,
    deficits: Closure = "additive",
    start: Equilibrium | None = None,
    verify: bool = False,
    throw: bool = True,
    options: Options = DEFAULT,
) -> Equilibrium:
    """Solve a counterfactual exactly.

    Parameters
    ----------
    world
        The baseline; must hold its accounting identities (`World.check`).
    shocks
        Applied in order. None gives hats of one.
    elasticities
        Labelled with the world's sectors.
    deficits
        How deficits behave (see `closures`); part of the result. `purged` balances the baseline first, and the
        result's `world` is that balanced one.
    start
        A solution of the same world to start from, such as that of the last position of a slider.
    verify
        Solve again by Newton-Krylov and record the difference in `stats.verified`.
    throw
        Raise if no solution was found; otherwise the result says so in `status`.

    Returns
    -------
    Equilibrium
        Deterministic to the bit for a fixed number of BLAS threads.

    Raises
    ------
    WorldError
        The world, or the labels of something given with it, are not sound.
    ShockError
        A shock matched no flow, leaves a buyer without a source, or cuts a state off on one side only: one that buys
        abroad and sells nothing there has no equilibrium without a deficit to pay for it.
    InfeasibleError
        The equations have a solution, but with a negative income: no equilibrium exists. Names state and remedy.
    ConvergenceError
        No solution was found; the message carries the residual and what to try.

    Notes
    -----
    Tariffs and export taxes that would lower a flow by twelve orders of magnitude are taken as an embargo, their limit; `stats.prohibited`
    counts such flows.

    Examples
    --------
    >>> from realpolitik.models.equilibrium import Embargo, elasticities, one_sector
    >>> world = one_sector([[80, 10, 10], [12, 60, 8], [8, 10, 52]], states=("A", "B", "C"))
    >>> cut = solve(world, [Embargo(exporters=("A",), importers=("B",), both_ways=True)],
    ...             elasticities=elasticities(world.sectors, 4.0))
    >>> cut.welfare_hat.round(6).tolist()
    [0.969362, 0.961534, 1.004208]
    """
    if deficits == "purged" and np.any(world.deficit != 0):
        world = world.purge_deficits(elasticities)
    world.check()
    return run(
        world,
        combine(world, shocks),
        elasticities=elasticities,
        deficits=deficits,
        start=start,
        verify=verify,
        throw=throw,
        options=options,
    )


def run(
    world: World,
    change: Change,
    *,
    elasticities: Elasticities,
    deficits: Closure,
    start: Equilibrium | None = None,
    verify: bool = False,
    throw: bool = True,
    options: Options = DEFAULT,
) -> Equilibrium:
    """Solve a change that is already laid out cell by cell, without checking the world (see `solve`)."""
    if start is not None:
        world.same_labels(start.states, start.sectors, "the solution to start from")
    system = prepared(world, change, elasticities, deficits)
    begin = start_vector(system, world.expenditure)
    if start is not None and start.point.shape == begin.shape and np.isfinite(start.point).all():
        begin = start.point
    return ran(world, change, system, start=Start(point=begin), verify=verify, throw=throw, options=options)


def prepared(world: World, change: Change, elasticities: Elasticities, deficits: Closure) -> System:
    """The system of a counterfactual, unless it is certain that it has no solution."""
    system = prepare(world, elasticities, change, deficits)
    unreachable(system, states=world.states, sectors=world.sectors)
    refuse_one_way(system, states=world.states)
    return system


def ran(
    world: World,
    change: Change,
    system: System,
    *,
    start: Start,
    verify: bool,
    throw: bool,
    options: Options,
) -> Equilibrium:
    """From a start to the solution; where a prohibitive tax turns out not to be one, again with the tax itself."""
    began, begin = perf_counter(), start.point
    end = _feasible(world, change, system, begin, options)
    found = end.climb
    if throw and end.status is not Status.CONVERGED:
        raise _no_solution(end, options)
    converged = end.status is Status.CONVERGED
    check = second_look(system, world, begin, found.point, found.residual) if verify and converged else None
    made = assemble(
        world,
        system,
        change,
        found.point,
        end.final,
        status=end.status,
        sweeps=start.sweeps + found.sweeps,
        restarts=found.restarts,
        homotopy_steps=found.steps,
        residual=found.residual,
        problem="" if converged else str(end.violation or end.status.remedy),
        verified=None if check is None else check.difference,
        verdict="" if check is None else check.verdict,
        began=began,
    )
    if system.prohibited is None or max(made.stats.residuals.values()) < LIMIT:
        return made
    # Prices moved so far that what seemed prohibited would still be traded: not the limit, after all.
    system = prepare(world, system.elasticities, change, system.closure, limit=False)
    return ran(world, change, system, start=start, verify=verify, throw=throw, options=options)


@dataclass(frozen=True, slots=True)
class _End:
    """Where a solve ended: the last climb, the equations there, and what is impossible about it."""

    climb: _Climb
    final: Sweep
    violation: Violation | None

    @property
    def status(self) -> Status:
        if self.climb.converged:
            return Status.CONVERGED if self.violation is None else Status.INFEASIBLE
        return Status.DIVERGED if self.climb.diverged else Status.MAX_SWEEPS


def _feasible(world: World, change: Change, system: System, begin: Array, options: Options) -> _End:
    """Climb; where that leads to a point with negative incomes, look for another from the baseline in more steps."""
    end = _ended(world, system, _climb(world, change, system, begin, _attempts(options), options))
    if end.status is not Status.INFEASIBLE:
        return end
    begin = start_vector(system, world.expenditure)
    for attempt in _attempts(options)[2:3]:
        other = _ended(world, system, _climb(world, change, system, begin, (attempt,), options))
        if other.status is Status.CONVERGED:
            return other
    return end


def _ended(world: World, system: System, climb: _Climb) -> _End:
    point = unpack(system, climb.point)
    with np.errstate(all="ignore"):
        final = sweep(system, point)
    found = violation(system, point, final, states=world.states, sectors=world.sectors)
    return _End(climb, final, found)


def _no_solution(end: _End, options: Options) -> ConvergenceError:
    if end.status is Status.INFEASIBLE and (found := end.violation) is not None:
        return InfeasibleError(
            f"there is no equilibrium: {found}",
            state=found.state,
            sector=found.sector,
            term=found.term,
            value=found.value,
        )
    return ConvergenceError(
        f"the solve stopped with status {end.status.value!r} after {end.climb.sweeps} sweeps at a residual of "
        f"{end.climb.residual:.3g}, above {options.tolerance:g}: {end.status.remedy}"
    )


@dataclass(frozen=True, slots=True)
class _Climb:
    """The end of a homotopy, with sweeps and restarts summed over its steps."""

    point: Array
    residual: float
    sweeps: int
    restarts: int
    steps: int
    converged: bool
    diverged: bool


def _climb(
    world: World,
    change: Change,
    system: System,
    begin: Array,
    attempts: tuple[tuple[int, int, int], ...],
    options: Options,
) -> _Climb:
    """Accelerated at once, then by plain sweeps, then accelerated in more and more steps."""
    theta = system.elasticities.theta
    sweeps = restarts = 0
    steps, last = 1, None
    for steps, depth, most in attempts:
        point = begin
        for part in (step / steps for step in range(1, steps + 1)):
            stage, tolerance = system, options.tolerance
            if part < 1:
                shifted = partial(world, change, part, theta)
                stage = prepare(world, system.elasticities, shifted, system.closure)
                tolerance = 1e3 * tolerance
            last = accelerate(
                functools.partial(residual, stage), point, tolerance=tolerance, max_sweeps=most, depth=depth
            )
            sweeps, restarts, point = sweeps + last.sweeps, restarts + last.restarts, last.point
        if last is not None and last.converged:
            break
    assert last is not None  # there is at least one attempt, of at least one step
    return _Climb(last.point, last.residual, sweeps, restarts, steps, last.converged, last.diverged)


def _attempts(options: Options) -> tuple[tuple[int, int, int], ...]:
    """Steps, memory and sweeps of each attempt.

    Plain sweeps find solutions where a price drifts far, as when costs of 1e9 leave a state a trickle of trade:
    the drift is constant, so that secants point nowhere.
    """
    steps, most = options.homotopy_steps, options.max_sweeps
    return (
        (steps, options.depth, most),
        (steps, 0, 5 * most),
        (4 * steps, options.depth, most),
        (16 * steps, options.depth, most),
    )
