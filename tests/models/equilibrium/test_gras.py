"""GRAS: the nearest matrix with given sums, judged by an optimiser that knows nothing of the algorithm."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from realpolitik.errors import ConvergenceError, WorldError
from realpolitik.models.equilibrium import gras

# The matrix with negative cells of Junius and Oosterhaven (2003), and its new sums.
BASE = np.array([[7.0, 3.0, 5.0, -3.0], [2.0, 9.0, 8.0, 1.0], [-2.0, 0.0, 2.0, 1.0]])
ROWS, COLUMNS = np.array([15.0, 26.0, -1.0]), np.array([9.0, 16.0, 17.0, -2.0])


def test_negative_cells_stay_negative_and_zeros_stay_zero():
    found = gras(BASE, ROWS, COLUMNS)
    assert found.sum(axis=1) == pytest.approx(ROWS, abs=1e-8)
    assert found.sum(axis=0) == pytest.approx(COLUMNS, abs=1e-8)
    assert np.array_equal(np.sign(found), np.sign(BASE))


def test_it_is_the_matrix_of_least_information_gain():
    """The minimum of $\\sum |a| z (\\ln z - 1)$ with $z = x / a$ under the sums (Lenzen, Wood, Gallego 2007)."""
    cells = np.nonzero(BASE)
    old = BASE[cells]

    def lost(z):
        return float((np.abs(old) * z * (np.log(z) - 1)).sum())

    def gaps(z):
        made = np.zeros_like(BASE)
        made[cells] = old * z
        # The last column follows from the others.
        return np.r_[made.sum(axis=1) - ROWS, (made.sum(axis=0) - COLUMNS)[:-1]]

    judge = minimize(
        lost,
        np.ones(old.size),
        jac=lambda z: np.abs(old) * np.log(z),
        constraints={"type": "eq", "fun": gaps},
        bounds=[(1e-6, None)] * old.size,
        method="SLSQP",
        options={"ftol": 1e-15, "maxiter": 500},
    )
    # The optimiser stops at a part in a billion of the objective, so at the root of that in its arguments.
    assert gras(BASE, ROWS, COLUMNS)[cells] == pytest.approx(old * judge.x, abs=1e-4)


def test_without_negative_cells_it_is_proportional_fitting():
    base = np.array([[4.0, 1.0, 2.0], [3.0, 5.0, 1.0]])
    rows, columns = np.array([10.0, 6.0]), np.array([5.0, 7.0, 4.0])
    fitted = base.copy()
    for _ in range(500):
        fitted *= (rows / fitted.sum(axis=1))[:, None]
        fitted *= columns / fitted.sum(axis=0)
    assert gras(base, rows, columns) == pytest.approx(fitted, abs=1e-8)


def test_refused():
    with pytest.raises(WorldError, match="they must agree"):
        gras([[1.0, 2.0], [3.0, 4.0]], [6.0, 4.0], [5.0, 6.0])
    with pytest.raises(WorldError, match="row 0 holds only zeros"):
        gras([[0.0, 0.0], [3.0, 4.0]], [1.0, 6.0], [3.0, 4.0])
    with pytest.raises(ConvergenceError, match="zeros of the matrix"):
        gras([[1.0, 0.0], [1.0, 1.0]], [3.0, 1.0], [1.0, 3.0], max_rounds=50)
