"""The chained decomposition: first-order pieces summed over small steps, which converges to the exact change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Literal

from realpolitik.errors import OptionError, ShockError
from realpolitik.models.equilibrium.change import Shock, combine
from realpolitik.models.equilibrium.elasticities import Elasticities
from realpolitik.models.equilibrium.first_order import (
    FirstOrder,
    Pieces,
    baseline_stage,
    increment,
    stage,
    summed,
)
from realpolitik.models.equilibrium.homotopy import partial
from realpolitik.models.equilibrium.result import Equilibrium
from realpolitik.models.equilibrium.solve import DEFAULT, Options, run
from realpolitik.models.equilibrium.system import Closure
from realpolitik.models.equilibrium.world import World

Rule = Literal["left", "trapezoid"]


def chained(
    world: World,
    shocks: Iterable[Shock],
    *,
    elasticities: Elasticities,
    deficits: Closure = "additive",
    steps: int = 64,
    rule: Rule = "trapezoid",
    options: Options = DEFAULT,
) -> FirstOrder:
    """Terms and volume of trade, technology and transfers along a path in `steps` equal steps of log barriers.

    Parameters
    ----------
    rule
        `left` weights each step with the values at its start, and the error falls as one over the number of steps;
        `trapezoid` with the mean of both ends, and it falls as the square.

    Returns
    -------
    FirstOrder
        `remainder` says how far the sum is from the exact log change of welfare.

    Raises
    ------
    ShockError
        The shock forbids trade: no finite path of costs ends there. Use a high cost, or `Equilibrium.explain`.
    """
    if steps < 1 or rule not in ("left", "trapezoid"):
        raise OptionError(f"a chain has 1 or more steps, by rule left or trapezoid, not {steps} by {rule!r}")
    if deficits == "purged" and (world.deficit != 0).any():
        world = world.purge_deficits(elasticities)
    change = combine(world.check(), shocks)
    if change.banned is not None:
        raise ShockError("an embargo is at the end of no finite path: use a cost of 100, or explain()")
    pieces: list[Pieces] = []
    solution: Equilibrium | None = None
    before = None
    for step in range(1, steps + 1):
        part = partial(world, change, step / steps, elasticities.theta)
        solution = run(
            world, part, elasticities=elasticities, deficits=deficits, start=solution, options=options
        )
        before = baseline_stage(solution) if before is None else before
        after = stage(solution)
        forward = increment(before, after)
        pieces.append(forward if rule == "left" else _mean(forward, increment(after, before)))
        before = after
    assert solution is not None
    return summed(pieces, solution)


def _mean(forward: Pieces, backward: Pieces) -> Pieces:
    """Half the step forward less half the step back: the trapezoid rule."""
    return Pieces(
        **{
            field.name: 0.5 * (getattr(forward, field.name) - getattr(backward, field.name))
            for field in fields(Pieces)
        }
    )
