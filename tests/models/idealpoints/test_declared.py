"""What the ideal points declares before anything is run: constants, defaults, kinds of records. To change one is to change it here too, with the reason in the list of changes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

ROOM = "models.idealpoints"
_spec = importlib.util.spec_from_file_location("declared", Path(__file__).parents[2] / "declared.py")
declared = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(declared)

CONSTANTS = {
    "probit.ROOT_2": pytest.approx(1.4142135623730951, rel=1e-15),
    "probit.ROOT_2_PI": pytest.approx(2.5066282746310002, rel=1e-15),  # the square root of two pi
    "bridges.LEAST_KAPPA": 0.95,
    "bridges.LEAST_STATES": 120,
    "bridges.MOST_SESSIONS": 3,
    "diagnostics.LAGS": 200,
    "drift.LONGEST": 0.1,
    "em.LEAST_HALF": 0.001,
    "em.SECANTS": 8,
    "gibbs.NARROWEST": 1e-09,
    "gibbs.SHAKE": 0.5,
    "gibbs.STEP_HALF": 1.7,
    "gibbs.STEP_MIDDLE": 2.4,
    "items.LONGEST": 1.0,
    "items.LOOSE": 0.001,
    "items.SHRINK": 0.3,
    "probit.FARTHEST": 9.0,
    "probit.LEAST": 1e-12,
    "probit.SPRING": 0.05,
    "sessions.CLOSE": 1e-06,
    "sessions.FEWEST": 3,
    "sessions.ROUNDS": 500,
    "start.POWERS": 60,
}
DEFAULTS = {
    "Draws.interval": {"coverage": 0.9},
    "Options": {"depth": 10, "max_sweeps": 200, "tolerance": 0.0005, "warm_up": 10},
    "Prior": {"bound": 7.0, "session": 0.14, "slope": 1.0, "smooth": 0.5, "start": 2.0},
    "_State": {"multiplier": 1.0},
    "bootstrap.bootstrap": {"replicates": 50, "seed": 0},
    "bridges.alike": {"after": 0, "apart": 3, "least": 0.95, "states": 120},
    "gibbs.sample": {"burn": 300, "chains": 2, "draws": 500, "seed": 0, "thin": 2},
    "simulate.simulated": {"drift": 0.25, "items": 30, "seed": 0, "sessions": 12, "states": 40},
}
LOOSE = {"_Chain": "slots equal", "_State": "slots equal"}
"""Records that may be changed, or whose fields may be given by place."""
BY_IDENTITY = [
    "Block",
    "Draws",
    "Drift",
    "Evidence",
    "IdealPoints",
    "Items",
    "Replicates",
    "SessionErrors",
    "Simulated",
    "Smoothed",
    "Votes",
    "Walk",
]
"""Records that are compared as objects, for they hold arrays, of which no one truth value says whether they are equal."""
WITHHELD = {"Convergence": ["history"], "IdealPoints": ["raw_mean", "conditional_variance", "items"]}
"""Fields of records that are not printed, or not asked for."""


class TestIdealPoints(declared.Declared):
    packages = (ROOM,)
    constants = CONSTANTS
    defaults = DEFAULTS
    loose = LOOSE
    unequal = BY_IDENTITY
    withheld = WITHHELD
    how_many = 17
