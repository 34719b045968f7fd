"""How arrays lie in memory: trade is indexed importer, exporter, sector, and stored one sector after another.

A sweep multiplies an N by N matrix with a vector, sector by sector, so each such matrix must be contiguous. The
labels' order (importer, exporter, sector) is what papers and users write; a view gives it at no cost.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from realpolitik.errors import UnknownNameError, WorldError

Array = NDArray[np.float64]
Entry = TypeVar("Entry", np.float64, np.bool_)


def frozen(values: ArrayLike, shape: tuple[int, ...], name: str) -> Array:
    """A read-only float64 copy-if-needed of `values`, which must have this shape."""
    array = np.ascontiguousarray(values, dtype=np.float64)
    if array.shape != shape:
        raise WorldError([f"{name} has shape {array.shape}, but the labels ask for {shape}"])
    if np.shares_memory(array, np.asarray(values)) and array.flags.writeable:
        array = array.copy()
    array.flags.writeable = False
    return array


def frozen_trade(values: ArrayLike, shape: tuple[int, int, int], name: str) -> Array:
    """Importer, exporter, sector as a read-only view of memory that runs sector by sector."""
    array = np.asarray(values, dtype=np.float64)
    if array.shape != shape:
        raise WorldError([f"{name} has shape {array.shape}, but the labels ask for {shape}"])
    first = sectors_first(array)
    if np.shares_memory(first, array) and array.flags.writeable:
        first = first.copy()
    first.flags.writeable = False
    return sectors_last(first)


def sectors_first(trade: Array) -> Array:
    """(N, N, J) importer, exporter, sector to contiguous (J, N, N); free for arrays of this package."""
    return np.ascontiguousarray(np.moveaxis(trade, 2, 0))


def sectors_last(trade: Array) -> Array:
    """(J, N, N) to a view (N, N, J) importer, exporter, sector."""
    return np.moveaxis(trade, 0, 2)


def turned(table: Array) -> Array:
    """Sectors and states of a table exchanged, contiguous: (J, N) to (N, J), whatever axes stand before."""
    return np.ascontiguousarray(table.swapaxes(-1, -2))


def diagonal(trade: NDArray[Entry]) -> NDArray[Entry]:
    """Domestic entries (J, N) of a (J, N, N) array, always a copy: a view of one state would be zeroed with it."""
    return np.diagonal(trade, axis1=1, axis2=2).copy()


def positions(labels: Sequence[str], wanted: Iterable[str] | None, kind: str) -> NDArray[np.intp]:
    """Positions of the wanted labels, in their order; all of them for None.

    Raises
    ------
    UnknownNameError
        A wanted label is not there; the message suggests the nearest.

    Examples
    --------
    >>> positions(("CHN", "RUS"), ("RUS",), "state of this world").tolist()
    [1]
    """
    if wanted is None:
        return np.arange(len(labels))
    at = {label: position for position, label in enumerate(labels)}
    chosen = [wanted] if isinstance(wanted, str) else list(wanted)
    for label in chosen:
        if label not in at:
            raise UnknownNameError(kind, label, labels)
    return np.array([at[label] for label in chosen], dtype=np.intp)
