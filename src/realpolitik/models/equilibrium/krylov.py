r"""GMRES in blocks: the next direction is made orthogonal to all earlier ones by two products with their matrix.

Doing it vector by vector, as libraries do, takes longer than the products with the system where that is small.

Reference: Saad, Schultz (1986), SIAM Journal on Scientific and Statistical Computing 7, 856-869, doi:10.1137/0907058.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from realpolitik.models.equilibrium.layout import Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Krylov:
    """Solution of a linear system, its relative residual, and products that it took."""

    solution: Array
    residual: float
    products: int


def gmres(
    product: Callable[[Array], Array],
    right: Array,
    *,
    start: Array | None = None,
    tolerance: float = 1e-12,
    most: int = 150,
    cycles: int = 4,
) -> Krylov:
    """Solve `product(x) = right`.

    Parameters
    ----------
    start
        A vector near the solution; zeros where none is given.
    tolerance
        Of the residual, relative to the right side.
    most, cycles
        Directions held at once, and how often to begin anew.

    Examples
    --------
    >>> matrix = np.array([[2.0, 1.0], [0.0, 3.0]])
    >>> gmres(lambda x: matrix @ x, np.array([3.0, 3.0])).solution.round(12).tolist()
    [1.0, 1.0]
    """
    size = float(np.linalg.norm(right))
    if size == 0.0:
        return Krylov(solution=np.zeros_like(right), residual=0.0, products=0)
    solution = np.zeros_like(right) if start is None else start.copy()
    rest = right.copy() if start is None else right - product(solution)
    products = 0 if start is None else 1
    for _ in range(cycles):
        if float(np.linalg.norm(rest)) <= tolerance * size:
            break
        step, used = _cycle(product, rest, tolerance * size, most)
        solution = solution + step
        rest = right - product(solution)
        products += used + 1
    return Krylov(solution=solution, residual=float(np.linalg.norm(rest)) / size, products=products)


def _cycle(product: Callable[[Array], Array], rest: Array, least: float, most: int) -> tuple[Array, int]:
    """The step that lowers the residual most within the space of the first products."""
    length = float(np.linalg.norm(rest))
    count = min(most, rest.size)
    basis = np.empty((count + 1, rest.size))
    basis[0] = rest / length
    # Columns of the projected system, turned by rotations into a triangle as they come.
    triangle = np.zeros((count + 1, count))
    turns = np.zeros((count, 2))
    target = np.zeros(count + 1)
    target[0] = length
    used = 0
    for k in range(count):
        vector = product(basis[k])
        known = basis[: k + 1]
        along = known @ vector
        vector = vector - along @ known
        again = known @ vector
        vector = vector - again @ known
        column = along + again
        norm = float(np.linalg.norm(vector))
        for at in range(k):
            c, s = turns[at]
            column[at : at + 2] = (
                c * column[at] + s * column[at + 1],
                -s * column[at] + c * column[at + 1],
            )
        radius = float(np.hypot(column[k], norm))
        used = k + 1
        if radius == 0.0:
            break
        turns[k] = column[k] / radius, norm / radius
        triangle[: k + 1, k] = column
        triangle[k, k] = radius
        target[k + 1] = -turns[k, 1] * target[k]
        target[k] *= turns[k, 0]
        if abs(target[k + 1]) <= 0.5 * least or norm <= 1e-15 * radius:
            break
        basis[k + 1] = vector / norm
    weights = np.linalg.solve(triangle[:used, :used], target[:used])
    return weights @ basis[:used], used
