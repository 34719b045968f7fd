r"""GRAS: scale a matrix to new row and column sums, negative cells kept negative.

$a_{ij} = r_i p_{ij} s_j - n_{ij} / (r_i s_j)$ with $p$ and $n$ the positive and negative parts; without negative
cells it is RAS (iterative proportional fitting).

References: Junius, Oosterhaven (2003), Economic Systems Research 15, 87-96, doi:10.1080/0953531032000056954;
Lenzen, Wood, Gallego (2007), Economic Systems Research 19, 461-465, doi:10.1080/09535310701698613.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from realpolitik.errors import ConvergenceError, WorldError
from realpolitik.models.equilibrium.layout import Array


def gras(
    matrix: ArrayLike,
    rows: ArrayLike,
    columns: ArrayLike,
    *,
    tolerance: float = 1e-10,
    max_rounds: int = 10_000,
) -> Array:
    """The matrix nearest in structure with these sums; zeros stay zeros.

    Parameters
    ----------
    matrix
        (R, C).
    rows, columns
        (R,) and (C,) wanted sums; their totals must agree.

    Raises
    ------
    WorldError
        The totals differ, or a row or column of zeros should sum to something else.
    ConvergenceError
        The zeros of the matrix do not allow these sums.

    Examples
    --------
    >>> gras([[1.0, 2.0], [3.0, 4.0]], [6.0, 4.0], [5.0, 5.0]).sum(axis=1).round(9).tolist()
    [6.0, 4.0]
    """
    base = np.asarray(matrix, dtype=np.float64)
    want_rows, want_columns = np.asarray(rows, dtype=np.float64), np.asarray(columns, dtype=np.float64)
    scale = np.abs(base).sum()
    if abs(want_rows.sum() - want_columns.sum()) > 1e-9 * scale:
        raise WorldError(
            [f"rows sum to {want_rows.sum():.9g}, columns to {want_columns.sum():.9g}: they must agree"]
        )
    for axis, want in ((1, want_rows), (0, want_columns)):
        empty = (base == 0).all(axis=axis) & (want != 0)
        if empty.any():
            kind = "row" if axis else "column"
            raise WorldError(
                [f"{kind} {int(np.argmax(empty))} holds only zeros but should sum to {want[empty][0]:g}"]
            )
    positive, negative = np.maximum(base, 0.0), np.maximum(-base, 0.0)
    r, s = np.ones(base.shape[0]), np.ones(base.shape[1])
    for _ in range(max_rounds):
        r = _multiplier(positive @ s, negative @ (1 / s), want_rows)
        s = _multiplier(r @ positive, (1 / r) @ negative, want_columns)
        found = r[:, None] * positive * s - negative / (r[:, None] * s)
        if np.abs(found.sum(axis=1) - want_rows).max() < tolerance * scale:
            return found
    raise ConvergenceError(
        f"the sums were not reached in {max_rounds} rounds: the zeros of the matrix do not allow them. Seed some"
    )


def _multiplier(positive: Array, negative: Array, want: Array) -> Array:
    """The positive root of p x - n / x = want; 1 where a line holds nothing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        root = (want + np.sqrt(want**2 + 4 * positive * negative)) / (2 * positive)
        only_negative = -negative / want
    result = np.where(positive > 0, root, np.where((negative > 0) & (want < 0), only_negative, 1.0))
    return np.where(result > 0, result, 1e-300)
