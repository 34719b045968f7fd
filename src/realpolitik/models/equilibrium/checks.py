"""The accounting identities of a world: what each is, where it is broken, by how much."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.errors import WorldError
from realpolitik.models.equilibrium.layout import Array, sectors_first, sectors_last

if TYPE_CHECKING:
    from realpolitik.models.equilibrium.world import World

# A settled world holds its identities to the solver's tolerance; a thousandth of a percent off in shares is data.
SHARE_TOLERANCE = 1e-9
MONEY_TOLERANCE = 1e-8


def problems(world: World) -> tuple[str, ...]:
    """All problems of a world; identities of money are looked at only once all numbers are usable."""
    found = (*_labels(world), *_numbers(world))
    if found:
        return found
    found = tuple(_sums(world))
    return found or tuple(_money(world))


def _labels(world: World) -> Iterator[str]:
    for kind, labels in (("state", world.states), ("sector", world.sectors)):
        if not labels:
            yield f"there is no {kind}"
        for label in sorted({label for label in labels if labels.count(label) > 1}):
            yield f"the {kind} label {label!r} is used {labels.count(label)} times"


def _numbers(world: World) -> Iterator[str]:
    trade = (world.states, world.states, world.sectors)
    table = (world.states, world.sectors)
    for name, axes, least in (
        ("shares", trade, 0.0),
        ("value_added_share", table, 0.0),
        ("input_share", (world.states, world.sectors, world.sectors), 0.0),
        ("final_share", table, 0.0),
        ("expenditure", table, 0.0),
        ("value_added", (world.states,), 0.0),
        ("deficit", (world.states,), -np.inf),
        ("tariff", trade, -1.0),
        ("export_tax", trade, -1.0),
    ):
        values = getattr(world, name)
        if values is None:
            continue
        if not (finite := np.isfinite(values)).all():
            yield f"{name} is not a number at {_place(~finite, axes)} ({(~finite).sum()} cells)"
        elif (values < least).any():
            yield f"{name} is {values.min():.3g} at {_place(values == values.min(), axes)}, below {least:g}"
    for state in np.flatnonzero(world.value_added == 0):
        yield f"{world.states[state]} has no output: its value added is 0"


def _sums(world: World) -> Iterator[str]:
    cost = world.value_added_share + world.input_share.sum(axis=1)
    table = (world.states, world.sectors)
    for name, total, axes in (
        ("shares of sources", sectors_first(world.shares).sum(axis=2).T, table),
        ("cost shares", cost, table),
        ("shares of final demand", world.final_share.sum(axis=1), (world.states,)),
    ):
        gap = np.abs(total - 1)
        if gap.max() > SHARE_TOLERANCE:
            at = _place(gap == gap.max(), axes)
            yield f"{name} sum to {1 + (total - 1).flat[gap.argmax()]:.9g} at {at}, not to 1"


def _money(world: World) -> Iterator[str]:
    output, income = world.output, world.income
    world_income = world.value_added.sum()
    for state in np.flatnonzero(output.sum(axis=1) <= 0):
        yield f"{world.states[state]} has no output: nobody buys from it"
    if abs(world.deficit.sum()) > MONEY_TOLERANCE * world_income:
        yield f"deficits sum to {world.deficit.sum():.6g}, not to 0"
    for state in np.flatnonzero(income <= 0):
        yield f"{world.states[state]} has final spending of {income[state]:.6g}: its surplus exceeds its income"
    flows = sectors_first(world.flows)
    inputs = np.matmul(world.input_share, output[:, :, None])[:, :, 0]
    for name, left, right in (
        (
            "value added is not the value added in output",
            world.value_added,
            (output * world.value_added_share).sum(1),
        ),
        (
            "imports less exports are not the deficit",
            world.deficit,
            flows.sum(axis=(0, 2)) - flows.sum((0, 1)),
        ),
        (
            "spending is not inputs and final demand",
            world.expenditure,
            inputs + world.final_share * income[:, None],
        ),
    ):
        scale = world.value_added if left.ndim == 1 else world.value_added[:, None]
        gap = np.abs(left - right) / scale
        if gap.max() > MONEY_TOLERANCE:
            axes = (world.states, world.sectors)[: left.ndim]
            at = _place(gap == gap.max(), axes)
            yield f"{name} at {at}: {left.flat[gap.argmax()]:.9g} against {right.flat[gap.argmax()]:.9g}"


def _place(mask: Array, axes: Sequence[Sequence[str]]) -> str:
    where = np.unravel_index(int(np.argmax(mask)), mask.shape)
    return " ".join(labels[int(at)] for labels, at in zip(axes, where, strict=True))


def renormalise(world: World, *, tolerance: float = 1e-5) -> World:
    """Shares of sources, of costs and of final demand that sum to 1 to machine precision.

    Raises
    ------
    WorldError
        A sum is off by more than `tolerance`: the data are wrong, not rounded.
    """
    from dataclasses import replace

    first = sectors_first(world.shares)
    sources = first.sum(axis=2, keepdims=True)
    costs = world.value_added_share + world.input_share.sum(axis=1)
    final = world.final_share.sum(axis=1, keepdims=True)
    for name, total, axes in (
        ("shares of sources", sources[:, :, 0].T, (world.states, world.sectors)),
        ("cost shares", costs, (world.states, world.sectors)),
        ("shares of final demand", final[:, 0], (world.states,)),
    ):
        gap = np.abs(total - 1)
        if not gap.max() <= tolerance:
            at = _place(~(gap <= tolerance), axes)
            raise WorldError(
                [f"{name} are off by {gap.max():.3g} at {at}, more than rounding ({tolerance:g})"]
            )
    return replace(
        world,
        shares=sectors_last(first / sources),
        value_added_share=world.value_added_share / costs,
        input_share=world.input_share / costs[:, None, :],
        final_share=world.final_share / final,
    )
