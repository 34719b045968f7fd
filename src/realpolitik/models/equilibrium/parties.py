"""From names of groups on a date to the labels of a world: the one place where the model meets `states`."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError, ShockError, UnknownNameError
from realpolitik.states import members, resolve

if TYPE_CHECKING:
    from realpolitik.models.equilibrium.world import World


def parties(expression: str, *, world: World, on: date | None = None) -> tuple[str, ...]:
    """Labels of the world that an expression such as `G7 + EU - HUN` means on a day, in the world's order.

    Parameters
    ----------
    expression
        Groups, states or labels of the world joined by ` + ` and ` - ` (with spaces), read from left to right.
    on
        The day on which membership counts; today where None.

    Raises
    ------
    UnknownNameError, UnknownStateError
        A part is neither a label of the world, a group, nor a state.
    ShockError
        No party is in the world: it may have been merged into another label.

    Notes
    -----
    Members of a group that are not in the world are left out; a state named by itself must be there.
    """
    parts = re.split(r"\s+([+-])(?:\s+|$)", expression.strip())
    if not all(parts):
        raise FileFormatError(
            "scenario", f"{expression!r} is not a sum of groups and states, such as 'G7 + EU'"
        )
    chosen = _one(parts[0], world, on)
    for sign, name in zip(parts[1::2], parts[2::2], strict=True):
        found = _one(name, world, on)
        chosen = chosen - found if sign == "-" else chosen | found
    labels = tuple(label for label in world.states if label in chosen)
    if not labels:
        raise ShockError(f"no state of world {world.name!r} belongs to {expression!r}")
    return labels


def _one(name: str, world: World, on: date | None) -> set[str]:
    if name in world.states:
        return {name}
    try:
        return set(members(name, on)) & set(world.states)
    except UnknownNameError:
        code = resolve(name, on).code
    if code not in world.states:
        raise ShockError(
            f"{code} is not a state of world {world.name!r}; it may be part of the rest of the world"
        )
    return {code}
