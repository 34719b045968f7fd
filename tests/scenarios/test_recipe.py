"""The embedded worlds are what their recipe makes of the public tables."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from realpolitik.scenarios.stage import stage

RECIPE = Path(__file__).parents[2] / "tools/build_worlds.py"


@pytest.mark.shared
def test_the_recipe_makes_the_embedded_worlds(shared_data):
    spec = importlib.util.spec_from_file_location("build_worlds", RECIPE)
    recipe = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(recipe)
    then, now = recipe.goods_2019(), recipe.goods_2023()
    structure = recipe.split_rest(recipe.base_world(), then)
    for year in recipe.YEARS:
        made = recipe.at_year(structure, year, recipe.targets(year, then, now))
        kept = stage(f"world-{year}").world
        assert made.notes == kept.notes
        # Sums in another order on another machine.
        assert np.abs(made.shares - kept.shares).max() < 1e-10
        assert made.value_added == pytest.approx(kept.value_added, rel=1e-9)
