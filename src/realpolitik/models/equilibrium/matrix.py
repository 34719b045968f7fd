"""Cells of trade from what a user holds: an array by exporter and importer, or a frame of any kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from realpolitik.errors import ShockError
from realpolitik.models.equilibrium.layout import Array, positions

if TYPE_CHECKING:
    from realpolitik.models.equilibrium.world import World

COLUMNS = ("exporter", "importer", "value")


def cells_of(world: World, given: Any, what: str) -> Array:
    """(J, N, N) sector, importer, exporter: values of a matrix or frame; NaN where it says nothing.

    Raises
    ------
    ShockError
        The shape is not (N, N) or (N, N, J), a column lacks, or a cell is given twice.
    UnknownNameError
        A label of the frame is not in the world.
    """
    if hasattr(given, "columns"):
        return _of_frame(world, given, what)
    values = np.asarray(given, dtype=np.float64)
    size, count = len(world.states), len(world.sectors)
    if values.shape == (size, size):
        values = np.repeat(values[:, :, None], count, axis=2)
    if values.shape != (size, size, count):
        raise ShockError(
            f"{what}: an array of shape {values.shape} for {size} states and {count} sectors; give exporter by importer, "
            f"({size}, {size}) or ({size}, {size}, {count})"
        )
    return np.ascontiguousarray(np.transpose(values, (2, 1, 0)))


def _of_frame(world: World, given: Any, what: str) -> Array:
    import narwhals as nw

    frame = nw.from_native(given, eager_only=True)
    if missing := [name for name in COLUMNS if name not in frame.columns]:
        raise ShockError(f"{what}: the frame lacks the column {missing[0]!r}; it needs {', '.join(COLUMNS)}")
    sellers = positions(world.states, frame["exporter"].to_list(), "state of this world")
    buyers = positions(world.states, frame["importer"].to_list(), "state of this world")
    goods = np.arange(len(world.sectors))[:, None]
    if "sector" in frame.columns:
        goods = positions(world.sectors, frame["sector"].to_list(), "sector of this world")[None, :]
    rows = np.asarray(frame["value"].to_numpy(), dtype=np.float64)
    values = np.full((len(world.sectors), len(world.states), len(world.states)), np.nan)
    seen = np.zeros(values.shape, dtype=np.intp)
    np.add.at(seen, (goods, buyers[None, :], sellers[None, :]), 1)
    if (seen > 1).any():
        sector, buyer, seller = np.argwhere(seen > 1)[0]
        raise ShockError(
            f"{what}: {world.states[seller]} to {world.states[buyer]} in {world.sectors[sector]} stands twice in the frame"
        )
    values[goods, buyers[None, :], sellers[None, :]] = rows[None, :]
    return values
