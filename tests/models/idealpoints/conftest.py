"""One simulated assembly and its estimate, shared by the tests of the estimators."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.models.idealpoints import Draws, IdealPoints, Simulated, fit, sample, simulated


def standardised(points: np.ndarray) -> np.ndarray:
    return (points - points.mean()) / points.std()


def ends(made: Simulated) -> tuple[str, str]:
    """The states furthest to the right and to the left."""
    votes = made.votes
    order = np.argsort([made.point[votes.cells_of(state)].mean() for state in votes.states])
    return votes.states[int(order[-1])], votes.states[int(order[0])]


def estimated(made: Simulated) -> IdealPoints:
    right, left = ends(made)
    return fit(made.votes, positive=right, negative=left)


@pytest.fixture(scope="session")
def assembly() -> Simulated:
    return simulated(seed=1)


@pytest.fixture(scope="session")
def estimate(assembly) -> IdealPoints:
    return estimated(assembly)


@pytest.fixture(scope="session")
def posterior(estimate) -> Draws:
    return sample(estimate, draws=300, burn=200, seed=4)
