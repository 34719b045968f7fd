"""From names of groups on a date to the labels of a world: the one place where the model meets `states`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError, ShockError, UnknownNameError, UnknownStateError
from realpolitik.states import members as members_of
from realpolitik.states import resolve, state

if TYPE_CHECKING:
    from realpolitik.models.equilibrium.world import World

Members = Mapping[str, tuple[str, ...]]
REST = "; it is part of the rest of the world"


def parties(
    expression: str,
    *,
    world: World,
    on: date | None = None,
    members: Members | None = None,
    parts: Members | None = None,
) -> tuple[str, ...]:
    """Labels of the world that an expression such as `G7 + EU - HUN` means on a day, in the world's order.

    Parameters
    ----------
    expression
        Groups, states or labels of the world joined by ` + ` and ` - ` (with spaces), read from left to right.
    on
        The day on which membership counts; today where None.
    members
        What states (ISO3) each label stands for, in a world that merges some; labels are states where None.
    parts
        Other names, such as labels of a world merged from this one, to the labels of this world that they mean.

    Raises
    ------
    UnknownNameError, UnknownStateError
        A part is neither a label of the world, a group, nor a state.
    ShockError
        No party is in the world: it may have been merged into another label.

    Notes
    -----
    A label that merges several states belongs to a group if all of them do. Members of a group that have no label
    of their own are left out; a state named by itself must have one.
    """
    place = f"world {world.name!r}"
    return among(expression, world.states, place=place, on=on, members=members, rest=REST, parts=parts)


def among(
    expression: str,
    known_labels: Sequence[str],
    *,
    place: str,
    on: date | None = None,
    members: Members | None = None,
    rest: str = "",
    parts: Members | None = None,
) -> tuple[str, ...]:
    """The same among any labels; `place` says in errors what they are labels of, and `rest` where a state is that has none.

    Examples
    --------
    >>> among("BRICS - CHN", ("CHN", "IND", "RUS"), place="this table", on=date(2020, 1, 1))
    ('IND', 'RUS')
    """
    terms = re.split(r"\s+([+-])(?:\s+|$)", expression.strip())
    if not all(terms):
        raise FileFormatError(
            "scenario", f"{expression!r} is not a sum of groups and states, such as 'G7 + EU'"
        )
    known = members or {label: (label,) for label in known_labels}

    def meant(name: str) -> set[str]:
        if parts and name in parts:
            return set(parts[name])
        return _one(name, known_labels, place + rest, on, known)

    chosen = meant(terms[0])
    for sign, name in zip(terms[1::2], terms[2::2], strict=True):
        found = meant(name)
        chosen = chosen - found if sign == "-" else chosen | found
    labels = tuple(label for label in known_labels if label in chosen)
    if not labels:
        raise ShockError(f"no state of {place} belongs to {expression!r}")
    return labels


def _one(name: str, labels: Sequence[str], place: str, on: date | None, known: Members) -> set[str]:
    if name in labels:
        return {name}
    try:
        group = set(members_of(name, on))
    except UnknownNameError as unknown:
        code = _state(name, on, unknown.suggestions)
    else:
        return {label for label in labels if known.get(label) and set(known[label]) <= group}
    for label in labels:
        states = known.get(label, ())
        if states == (code,):
            return {label}
        if code in states:
            raise ShockError(
                f"{code} is part of {label} in {place.removesuffix(REST)}: name {label}, or another world"
            )
    if gone := state(code).end:
        raise ShockError(f"{code} ended on {gone}, and is not in {place.removesuffix(REST)}")
    raise ShockError(f"{code} is not a state of {place}")


def _state(name: str, on: date | None, groups: tuple[str, ...]) -> str:
    """The code of a state; a name that is none is answered with groups of nearly that name, too."""
    try:
        return resolve(name, on).code
    except UnknownStateError as error:
        why = error.why or "Nor is it a group or a label of this world."
        raise UnknownStateError(name, on, [*groups, *error.suggestions], why) from None
