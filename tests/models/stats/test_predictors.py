"""Synthetic control by predictors: exact cases, what the importance finds, and two published studies where their panel is at hand."""

from __future__ import annotations

import importlib
import os
from pathlib import Path

import numpy as np
import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.models.stats.predictors import predicted_control, window_means
from realpolitik.models.stats.synthetic import synthetic_control

ROOT = Path(__file__).parents[3]
RNG = np.random.default_rng(17)
MADE = np.array([0.5, 0.3, 0.2, 0.0, 0.0, 0.0])


def test_a_window_takes_what_is_on_record_in_it():
    values = [[1.0, 3.0, np.nan, 9.0], [np.nan, 5.0, np.nan, 9.0]]
    assert window_means(values, [1964, 1965, 1966, 1970], range(1964, 1967)).tolist() == [2.0, 5.0]
    with pytest.raises(CoverageError, match="unit 0 has nothing"):
        window_means(values, [1964, 1965, 1966, 1970], [1966])


def test_a_mixture_of_donors_in_every_predictor_gets_the_weights_of_the_mixture():
    # five predictors of six donors in general position: the mixture is the only point that meets them all
    traits = RNG.normal(size=(6, 5))
    outcomes = RNG.normal(size=(6, 9)).cumsum(axis=1)
    panel = np.vstack([MADE @ outcomes, outcomes])
    panel[0, 6:] -= 0.7
    found = predicted_control(panel, np.vstack([MADE @ traits, traits]), before=6)
    assert found.weights == pytest.approx(MADE, abs=1e-6)  # exact to the solver of least squares
    assert found.effect == pytest.approx(-0.7, abs=1e-6)
    assert found.importance.sum() == pytest.approx(1, abs=1e-12)


def test_the_predictor_that_drives_the_outcome_is_the_one_that_counts():
    # the outcome is the first predictor at all times; the treated unit's others point to other donors
    traits = np.column_stack([np.arange(1.0, 8.0), RNG.normal(size=(7, 3))])
    traits[0] = [3.5, *traits[6, 1:]]
    outcomes = traits[:, :1] * np.linspace(1.0, 2.0, 8)
    found = predicted_control(outcomes, traits, before=6, starts=4)
    assert np.argmax(found.importance) == 0
    assert found.importance[0] > 0.9
    even = predicted_control(outcomes, traits, before=6, importance=np.ones(4))
    assert found.fit < 1e-3 < even.fit  # weighed alike the four cannot all be met


def test_units_of_predictors_and_the_order_of_donors_do_not_matter():
    panel, traits = RNG.normal(size=(7, 9)).cumsum(axis=1), RNG.normal(size=(7, 3))
    base = predicted_control(panel, traits, before=6)
    scaled = predicted_control(panel, traits * [1.0, 1000.0, 0.01], before=6)
    assert scaled.counterfactual == pytest.approx(base.counterfactual, abs=1e-6)
    order = [0, 4, 2, 6, 1, 3, 5]
    moved = predicted_control(panel[order], traits[order], before=6)
    assert moved.counterfactual == pytest.approx(base.counterfactual, abs=1e-6)


def test_a_given_importance_gives_the_weights_of_a_general_solver():
    from scipy.optimize import minimize

    panel, traits = RNG.normal(size=(7, 9)), RNG.normal(size=(7, 3))
    importance = np.array([0.6, 0.3, 0.1])
    found = predicted_control(panel, traits, before=6, importance=importance)
    scaled = traits / traits.std(axis=0, ddof=1)

    def apart(w):
        return float(importance @ (scaled[0] - w @ scaled[1:]) ** 2)

    other = minimize(
        apart,
        np.full(6, 1 / 6),
        bounds=[(0, 1)] * 6,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        options={"ftol": 1e-14, "maxiter": 500},
    )
    assert apart(found.weights) <= other.fun + 1e-9  # exact against a solver that stops at 1e-14 of its loss


def test_more_starts_never_fit_worse_and_no_better_than_the_outcomes_alone():
    panel, traits = RNG.normal(size=(9, 12)).cumsum(axis=1), RNG.normal(size=(9, 3))
    one, many = (predicted_control(panel, traits, before=8, starts=n) for n in (1, 4))
    assert many.fit <= one.fit
    assert many.fit >= synthetic_control(panel, before=8).fit - 1e-9


def test_what_does_not_fit_is_refused():
    panel, traits = RNG.normal(size=(5, 8)), RNG.normal(size=(5, 2))
    with pytest.raises(OptionError, match="do not fit 5 units"):
        predicted_control(panel, traits[:4], before=6)
    with pytest.raises(OptionError, match="holes"):
        predicted_control(panel, np.where(traits == traits[2, 1], np.nan, traits), before=6)
    with pytest.raises(OptionError, match="predictor 1 is the same"):
        predicted_control(panel, traits * [1, 0], before=6)
    with pytest.raises(OptionError, match="one figure of 0 or more"):
        predicted_control(panel, traits, before=6, importance=[1.0, -1.0])
    with pytest.raises(OptionError, match="columns 0 to 5"):
        predicted_control(panel, traits, before=6, fitted=[5, 6])
    with pytest.raises(OptionError, match="at least one"):
        predicted_control(panel, traits, before=6, starts=0)


def _panel(study: str) -> Path:
    """The panel of a published study, by an environment variable or among the shared data."""
    given = os.environ.get(f"REALPOLITIK_SYNTH_{study.upper()}")
    path = Path(given) if given else ROOT.parent / f"shared/data/trade/synth_{study}.csv"
    if not path.exists():
        pytest.skip(
            f"the panel of the study is not on this machine: set REALPOLITIK_SYNTH_{study.upper()} to its file"
        )
    return path


# the published figures are themselves where one search stopped: their package allows a fortieth, in weights and in the effect
@pytest.mark.parametrize(("study", "unit"), [("basque", "regionname"), ("germany", "country")])
def test_published_studies_come_out(study, unit, monkeypatch):
    path = _panel(study)
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    studies = importlib.import_module("synthetic")
    found, names, effect = studies.STUDIES[study][0](studies.read(path, unit))
    known = studies.PUBLISHED[study]
    for name, weight in zip(names, found.weights, strict=True):
        assert weight == pytest.approx(known.get(name, 0.0), abs=0.025)
    assert effect == pytest.approx(known["effect"], rel=0.025)
    if "mse" in known:
        assert found.fit**2 == pytest.approx(
            known["mse"], rel=1e-4
        )  # same optimum: the rest is where a search stops
