"""Baselines moved within the gaps of reported trade, and draws that take one."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.scenarios.assumptions import Case, about, draw, log_errors
from realpolitik.scenarios.gaps import baseline
from realpolitik.scenarios.stage import stage


@pytest.fixture(scope="module")
def where():
    return stage("merged-2021")


@pytest.fixture(scope="module")
def moved(where):
    return baseline(where.world, where.goods, 3)


def test_it_holds_all_identities_and_keeps_its_size(where, moved):
    assert moved.check() is moved
    # Settling moves nominal incomes by little, and their sum, the unit of money, not at all.
    assert moved.value_added.sum() == pytest.approx(where.world.value_added.sum(), rel=1e-9)
    assert moved.value_added == pytest.approx(where.world.value_added, rel=0.15)


def test_goods_of_a_pair_move_by_about_the_gap(where, moved):
    goods = [where.world.sectors.index(name) for name in where.goods]
    change = np.log(moved.flows[:, :, goods].sum(axis=2) / where.world.flows[:, :, goods].sum(axis=2))
    apart = ~np.eye(len(where.world.states), dtype=bool) & np.isfinite(change)
    # 650 pairs: the standard error of a standard deviation is 3 %; settling adds what wages move.
    assert change[apart].std() == pytest.approx(about()["draws"]["gap"], rel=0.15)


def test_the_same_number_is_the_same_world(where, moved):
    baseline.cache_clear()
    again = baseline(where.world, where.goods, 3)
    assert np.array_equal(again.shares, moved.shares)
    assert not np.array_equal(baseline(where.world, where.goods, 4).shares, moved.shares)


class TestDraws:
    def test_the_spread_is_that_of_the_source(self):
        sectors = ("agriculture", "vehicles")
        cases = [draw(1, number, sectors, set="fgo") for number in range(2000)]
        logs = np.log([case.scale for case in cases])
        known, errors = about()["draws"], log_errors("fgo", sectors)
        assert errors[0] > 0 == errors[1]  # one product stands for vehicles, eleven for agriculture
        expected = np.sqrt(known["common"] ** 2 + known["own"] ** 2 + errors**2)
        # Three standard errors of a standard deviation at 2,000 draws are 4.7 %.
        assert logs.std(axis=0) == pytest.approx(expected, rel=0.05)

    def test_a_spread_of_nothing_holds_the_elasticities(self):
        assert set(draw(1, 2, ("a", "b"), set="constant", spread=0.0).scale) == {1.0}

    def test_every_baseline_is_drawn(self):
        gaps = {draw(0, number, ("a",)).gap for number in range(500)}
        assert gaps == set(range(about()["draws"]["worlds"]))


def test_the_nest_half_halves_the_substitution_by_sector():
    case = Case(set="fgo", nest="half", deficits="additive")
    found = case.elasticities(["vehicles", "petroleum"])
    # The convention of GTAP: sigma_D = sigma_M / 2, with sigma = theta + 1.
    assert found.domestic + 1 == pytest.approx((found.theta + 1) / 2, abs=1e-12)
