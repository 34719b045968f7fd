"""Merged worlds: some 30 labels and 14 sectors out of a world on the OECD's tables, for many solves."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from realpolitik.models.equilibrium import World

REST = "ROW"


def merged(world: World, about: Mapping[str, Any], *, keep: Collection[str] = ()) -> World:
    """A world on the OECD's tables with its states and sectors merged; every identity of the accounts is kept.

    Parameters
    ----------
    world
        One of `oecd-2019` to `oecd-2023`.
    about
        The file worlds.yaml: its labels under `merged`, and the sector of the merged worlds that each sector is part of.
    keep
        States that stay by themselves, whatever label they are part of.

    Examples
    --------
    >>> from realpolitik.scenarios.stage import stage
    >>> small = stage("merged-2021").world
    >>> len(small.states), len(small.sectors)
    (30, 14)
    """
    into = {
        code: label
        for label, one in about["merged"]["states"].items()
        for code in (*one["members"], *one.get("territories", ()))
    }
    states = {code: code if code in keep else into.get(code, REST) for code in world.states}
    sectors = {label: about["sectors"][label]["as"] for label in world.sectors}
    return world.aggregate(states=states, sectors=sectors)
