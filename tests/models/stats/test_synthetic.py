"""Counterfactuals from arrays: exact cases, invariances, an independent solver, and the published smoking study."""

from __future__ import annotations

import csv
import importlib.util
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import minimize

from realpolitik.errors import CoverageError, OptionError
from realpolitik.models.stats.synthetic import (
    difference,
    placebo_p,
    simplex_weights,
    synthetic_control,
    synthetic_difference,
    trend_gap,
)

RNG = np.random.default_rng(20)
PANEL = RNG.normal(size=(9, 1)) + RNG.normal(size=(9, 12)).cumsum(axis=1)


def test_a_line_that_goes_on_leaves_no_gap():
    steps = np.array([2016, 2017, 2018, 2019, 2020, 2023])
    line = 0.2 + 0.01 * (steps - 2016)
    assert np.allclose(trend_gap(line, before=5, steps=steps), 0, atol=1e-12)
    line[-1] += 0.15
    assert trend_gap(line, before=5, steps=steps)[-1] == pytest.approx(0.15, abs=1e-12)


def test_gaps_to_a_line_fitted_by_hand():
    # 1, 2, 4 over 0, 1, 2: slope 3/2, intercept 5/6; at 3 the line is 5 1/3
    assert trend_gap([1, 2, 4, 6], before=3)[-1] == pytest.approx(6 - 16 / 3, abs=1e-12)


def test_a_target_inside_the_hull_is_met_by_the_weights_that_made_it():
    donors = RNG.normal(size=(30, 4))
    weights = np.array([0.5, 0.3, 0.2, 0.0])
    assert simplex_weights(donors @ weights, donors) == pytest.approx(weights, abs=1e-9)


@pytest.mark.parametrize(("ridge", "level"), [(0.0, False), (0.3, False), (0.3, True), (2.0, True)])
def test_weights_are_those_of_a_general_solver(ridge, level):
    donors, target = RNG.normal(size=(10, 6)), RNG.normal(size=10)

    def loss(w):
        gap = donors @ w - target
        gap = gap - gap.mean() if level else gap
        return gap @ gap + ridge * w @ w

    other = minimize(
        loss,
        np.full(6, 1 / 6),
        bounds=[(0, 1)] * 6,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        options={"ftol": 1e-14, "maxiter": 500},
    )
    found = simplex_weights(target, donors, ridge=ridge, level=level)
    assert found.sum() == pytest.approx(1, abs=1e-12)
    assert (found >= 0).all()
    assert loss(found) <= other.fun + 1e-9  # exact against a solver that stops at 1e-14 of its loss
    assert found == pytest.approx(other.x, abs=1e-5)  # the solver's own error in the weights


def test_an_effect_that_was_put_in_is_found():
    panel = PANEL.copy()
    panel[0] = PANEL[1:4].mean(axis=0)
    panel[0, 8:] += 0.7
    assert synthetic_control(panel, before=8).effect == pytest.approx(0.7, abs=1e-9)
    panel[0] += 5  # a level apart: the method with a free level does not mind, the one without cannot fit
    assert synthetic_difference(panel, before=8).effect == pytest.approx(
        0.7, abs=0.15
    )  # the ridge spreads weights
    assert synthetic_control(panel, before=8).fit > 1


@pytest.mark.parametrize(
    ("estimate", "moved"),
    [
        (lambda y: difference(y, before=8), 1e-9),
        # what all periods share leaves the fit as it is, but not the ridge, which is set from the donors' differences
        (lambda y: synthetic_difference(y, before=8).effect, 0.02),
    ],
)
def test_units_and_periods_may_be_shifted_and_all_scaled(estimate, moved):
    base = estimate(PANEL)
    assert estimate(3 * PANEL) == pytest.approx(3 * base, abs=1e-9)
    assert estimate(PANEL + RNG.normal(size=(9, 1))) == pytest.approx(base, abs=1e-6)
    assert estimate(PANEL + RNG.normal(size=12)) == pytest.approx(base, abs=moved)
    order = [0, *RNG.permutation(np.arange(1, 9))]
    assert estimate(PANEL[order]) == pytest.approx(base, abs=1e-9)


def test_placebos_count_the_unit_itself():
    assert placebo_p(0.198, [0.333, *np.zeros(105)]) == pytest.approx(2 / 107)
    assert placebo_p(1.0, []) == 1.0


def test_too_few_periods_or_holes_are_refused():
    with pytest.raises(CoverageError, match="3 before it"):
        synthetic_control(PANEL, before=2)
    with pytest.raises(OptionError, match="holes"):
        synthetic_control(np.where(PANEL[3, 3] == PANEL, np.nan, PANEL), before=8)
    with pytest.raises(OptionError, match="compare"):
        synthetic_control(PANEL[:1], before=8)


def _smoking() -> tuple[np.ndarray, int]:
    """Packs of cigarettes a head in 39 American states 1970 to 2000, from the package CausalPy, California first."""
    spec = importlib.util.find_spec("causalpy")
    path = Path(str(spec.origin)).parent / "data" / "california_prop99.csv" if spec and spec.origin else None
    if path is None or not path.exists():
        pytest.skip("the smoking panel comes with the package causalpy, which is not installed")
    with path.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    states = ["California", *(name for name in rows[0] if name not in ("Year", "California"))]
    return np.array([[float(row[name]) for row in rows] for name in states]), 19


def test_the_smoking_study_as_published():
    panel, before = _smoking()
    found = synthetic_difference(panel, before=before)
    assert found.effect == pytest.approx(-15.6054, abs=0.02)  # printed -15.6; R's solver stops early
    assert difference(panel, before=before) == pytest.approx(-27.3491, abs=1e-3)
    assert synthetic_control(panel, before=before).effect == pytest.approx(-19.51, abs=0.15)  # printed -19.6
    assert found.times[-3:] == pytest.approx([0.3665, 0.2065, 0.4271], abs=1e-3)
