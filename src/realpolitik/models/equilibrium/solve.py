"""Solve: from a world and shocks to an equilibrium."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial as bind
from time import perf_counter

import numpy as np

from realpolitik.errors import ConvergenceError, OptionError
from realpolitik.models.equilibrium.anderson import accelerate
from realpolitik.models.equilibrium.assemble import assemble
from realpolitik.models.equilibrium.change import Change, Shock, combine
from realpolitik.models.equilibrium.elasticities import Elasticities
from realpolitik.models.equilibrium.fixed_point import residual, start_vector
from realpolitik.models.equilibrium.homotopy import partial
from realpolitik.models.equilibrium.layout import Array
from realpolitik.models.equilibrium.newton import disagreement, newton
from realpolitik.models.equilibrium.result import Equilibrium, Status
from realpolitik.models.equilibrium.system import Closure, System, prepare
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
        A shock matched no flow, or leaves a buyer without a source.
    ConvergenceError
        No solution was found; the message carries the residual and what to try.

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
    began = perf_counter()
    if start is not None:
        world.same_labels(start.states, start.sectors, "the solution to start from")
    system = prepare(world, elasticities, change, deficits)
    begin = start_vector(system, world.expenditure)
    if start is not None and start.point.shape == begin.shape:
        begin = start.point
    found = _climb(world, change, system, begin, options)
    status = Status.CONVERGED if found.converged else Status.DIVERGED if found.diverged else Status.MAX_SWEEPS
    if throw and status is not Status.CONVERGED:
        raise ConvergenceError(
            f"the solve stopped with status {status.value!r} after {found.sweeps} sweeps at a residual of "
            f"{found.residual:.3g}, above {options.tolerance:g}: {status.remedy}"
        )
    verified = _verify(system, begin, found.point) if verify and status is Status.CONVERGED else None
    return assemble(
        world,
        system,
        change,
        found.point,
        status=status,
        sweeps=found.sweeps,
        restarts=found.restarts,
        homotopy_steps=found.steps,
        residual=found.residual,
        verified=verified,
        began=began,
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


def _climb(world: World, change: Change, system: System, begin: Array, options: Options) -> _Climb:
    """Accelerated at once, then by plain sweeps, then accelerated in more and more steps."""
    theta = system.elasticities.theta
    sweeps = restarts = 0
    steps, last = 1, None
    for steps, depth, most in _attempts(options):
        point = begin
        for part in (step / steps for step in range(1, steps + 1)):
            stage, tolerance = system, options.tolerance
            if part < 1:
                shifted = partial(world, change, part, theta)
                stage = prepare(world, system.elasticities, shifted, system.closure)
                tolerance = 1e3 * tolerance
            last = accelerate(bind(residual, stage), point, tolerance=tolerance, max_sweeps=most, depth=depth)
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


def _verify(system: System, begin: Array, point: Array) -> float:
    """Newton-Krylov from the beginning; from near the solution where that is too far for Newton's method."""
    try:
        other = newton(system, begin)
    except ConvergenceError:
        # A thousandth off in every direction: far enough that Newton must find the way back by itself.
        wave = 1e-3 * np.cos(np.arange(point.size))
        other = newton(system, point * (1 + wave) + 1e-4 * wave)
    return disagreement(system, point, other)
