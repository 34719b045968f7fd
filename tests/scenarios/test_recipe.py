"""The embedded worlds are what their recipe makes of the public tables."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from realpolitik.scenarios import assumptions
from realpolitik.scenarios.economies import carried, economies, whole_trade
from realpolitik.scenarios.stage import stage

RECIPE = Path(__file__).parents[2] / "tools/build_elasticities.py"


@pytest.mark.shared
def test_the_recipe_makes_the_embedded_elasticities(shared_data, tmp_path):
    spec = importlib.util.spec_from_file_location("build_elasticities", RECIPE)
    recipe = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(recipe)
    made = tmp_path / "elasticities.csv"
    recipe.write_elasticities(made)
    kept = Path(assumptions.__file__).with_name("elasticities.csv")
    assert made.read_text(encoding="utf-8") == kept.read_text(encoding="utf-8")


def goods(year: int, seller: str, buyer: str) -> float:
    """What one label sells to another in goods, in billion dollars."""
    where = stage(f"merged-{year}")
    world, at = where.world, [where.world.sectors.index(name) for name in where.goods]
    return float(world.flows[world.states.index(buyer), world.states.index(seller), at].sum()) / 1e9


@pytest.mark.parametrize(
    ("seller", "buyer", "billions"),
    [
        ("RUS", "BLR", 22.6),  # the Kremlin's press service via TASS, 24 May 2024; the Fund has 38.3
        ("BLR", "RUS", 23.9),
        ("RUS", "UKR", 0.0),  # forbidden by Ukraine in April 2022
    ],
)
def test_russias_trade_of_2023_is_without_the_known_errors(seller, buyer, billions):
    # Totals of Belarus are reached to some hundredths of a billion.
    assert goods(2023, seller, buyer) == pytest.approx(billions, abs=0.06)


def test_what_baci_does_not_cover_is_no_zero():
    # Korea, Poland and Viet Nam: blank in 2023 between economies that did not report in its edition
    for pair in (("KOR", "POL"), ("POL", "KOR"), ("KOR", "VNM"), ("VNM", "KOR")):
        before, after = goods(2019, *pair), goods(2023, *pair)
        assert 0.5 < after / before < 3
    assert goods(2023, "KOR", "VNM") > 40


@pytest.mark.parametrize(("base_year", "year"), [(2016, 2019), (2017, 2020)])
def test_the_filling_finds_a_year_that_is_known(base_year, year):
    # the year as if blank between the same economies, carried from three years before
    now, base = whole_trade(year), whole_trade(base_year)
    hidden = economies(2023).uncovered
    codes = sorted({code for pair in (*now, *base) for code in pair})
    at = {code: place for place, code in enumerate(codes)}
    before, after = np.zeros((2, len(codes), len(codes)))
    for flows, matrix in ((base, before), (now, after)):
        for (a, b), value in flows.items():
            matrix[at[a], at[b]] = value
    inside = np.array([code in hidden for code in codes])
    hole = inside[:, None] & inside[None, :] & ~np.eye(len(codes), dtype=bool)
    guess = carried(before, np.where(hole, 0.0, after), hole)
    large = hole & (after > 1e8) & (guess > 0)
    assert large.sum() > 100
    error = np.median(np.abs(np.log(guess[large] / after[large])))
    assert error < 0.32
    assert error < np.median(
        np.abs(np.log(before[large] / after[large]))
    )  # better than to leave it as it was
    assert guess[hole].sum() == pytest.approx(after[hole].sum(), rel=0.16)
