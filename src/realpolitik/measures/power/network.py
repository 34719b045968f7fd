r"""Power from place in a network: Bonacich's centrality, in which a partner's own ties count for or against one."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from realpolitik.errors import OptionError

Array = NDArray[np.float64]


def bonacich(ties: ArrayLike, *, beta: float, relative: bool = False) -> Array:
    r"""Bonacich power of each state of a network.

    $c(\beta) = \alpha (I - \beta A)^{-1} A \mathbf{1}$ with $\alpha$ such that $\sum_i c_i^2 = N$. At $\beta = 0$ it is the
    strength of ties; above 0 ties to well-tied states give more, as in the flow of influence; below 0 ties to states that have
    few others give more, as in bargaining.

    Parameters
    ----------
    ties
        (N, N) symmetric, non-negative, in any unit; the diagonal is not used.
    beta
        Below the inverse of the largest eigenvalue in size; with `relative`, as a share of that inverse.

    Returns
    -------
    (N,) power with mean square 1; a state without ties has 0.

    Raises
    ------
    OptionError
        The matrix is not symmetric or has no tie, or `beta` is at or beyond the bound, where the sum has no end.

    References
    ----------
    Bonacich (1987), Power and centrality: a family of measures, doi 10.1086/228631

    Examples
    --------
    >>> path = [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    >>> bonacich(path, beta=0).round(4).tolist()
    [0.7071, 1.4142, 0.7071]
    """
    matrix = np.array(ties, dtype=float)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not np.allclose(matrix, matrix.T):
        raise OptionError("a network needs a symmetric square matrix of ties")
    np.fill_diagonal(matrix, 0.0)
    if (matrix < 0).any() or not np.isfinite(matrix).all() or not matrix.any():
        raise OptionError("ties are finite, not negative, and there is at least one")
    largest = float(np.linalg.eigvalsh(matrix)[-1])
    bound = 1.0 if relative else 1 / largest
    if not abs(beta) < bound * (1 - 1e-12):
        raise OptionError(f"beta={beta}: its size must be below {bound:.6g}, else the sum has no end")
    rate = beta / largest if relative else beta
    power = np.linalg.solve(np.eye(len(matrix)) - rate * matrix, matrix.sum(1))
    return power * np.sqrt(len(matrix) / float(power @ power))
