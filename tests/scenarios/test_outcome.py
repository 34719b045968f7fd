"""What scenarios say: signs that theory and the record agree on, ranges, differences."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.measures import run
from realpolitik.scenarios import load, play
from realpolitik.scenarios.assumptions import Case, central, draw, grid, trade_elasticities
from realpolitik.scenarios.report import difference, focus, reallocation, rerouted, solver, welfare


@pytest.fixture(scope="module")
def embargo():
    return play(load("west-embargo"), verify=True)


class TestEmbargo:
    def test_trade_with_china_rises_under_every_assumption(self, embargo):
        value, low, _ = embargo.trade_hat("CHN", "RUS")
        assert value > low > 1
        assert embargo.trade_hat("RUS", "CHN")[1] > 1
        assert embargo.trade_hat("DEU", "RUS")[0] == 0.0

    def test_russia_loses_far_more_than_the_coalition(self, embargo):
        russia, germany, america = (embargo.loss(label) for label in ("RUS", "DEU", "USA"))
        # Largest loss of any coalition state against the smallest of Russia's, over all assumptions.
        assert russia[2] < 2 * germany[1] < 0
        assert america[0] < 0

    def test_neutral_neighbours_gain(self, embargo):
        for label in ("KAZ", "TUR", "VNM", "BLR"):
            assert embargo.loss(label)[0] > 0

    def test_the_solution_is_checked(self, embargo):
        told = solver(embargo)
        assert told["status"] == "converged"
        assert max(told["residuals"].values()) < 1e-9
        # Newton-Krylov shares only the equations.
        assert told["verified"] < 1e-9
        assert len(told["assumptions"]) == len(embargo.cases) == len(grid())

    def test_the_finding(self, embargo):
        found = welfare(embargo)
        assert found.unit == "share"
        assert found.value == embargo.loss("RUS")[0]
        assert found.interval.low <= found.value <= found.interval.high
        assert found.says.startswith("Russia loses ")
        assert {source.id for source in found.sources} >= {"oecd-icio-2025", "imf-imts", "fontagne-2022"}
        assert all(row["low"] <= row["value"] <= row["high"] for row in found.rows)
        values = [row["value"] for row in found.rows]
        assert values == sorted(values)

    def test_reallocation_names_the_flows_that_move(self, embargo):
        found = reallocation(embargo)
        labels = [row["label"] for row in found.rows]
        assert "Russia to China" in labels
        gone = next(row for row in found.rows if row["label"] == "Russia to Germany")
        assert gone["ratio"] == 0.0
        assert gone["value"] < 0


class TestRerouted:
    def test_both_sides_add_up_to_the_trade_of_the_world(self, embargo):
        found = rerouted(embargo)
        world, solved = embargo.central.world, embargo.central
        at = world.states.index("RUS")
        sold = [row for row in found.rows if "sells" in row["series"]]
        old, new = (
            world.flows[:, at].sum() - world.flows[at, at].sum(),
            solved.trade[:, at].sum() - solved.trade[at, at].sum(),
        )
        assert sum(row["before"] for row in sold) == pytest.approx(old, rel=1e-12)
        assert sum(row["value"] for row in sold) == pytest.approx(new, rel=1e-12)
        assert all(row["low"] <= row["value"] <= row["high"] for row in found.rows)

    def test_it_is_about_the_state_whose_trade_moves_most(self, embargo):
        assert focus(embargo) == "RUS"
        assert rerouted(embargo, state="CHN").says.startswith("What China sells")
        with pytest.raises(UnknownNameError, match="XYZ"):
            rerouted(embargo, state="XYZ")

    def test_the_measures(self):
        lost, moved = (run(f"sanctions.{name}", "CHN", "RUS") for name in ("cost", "rerouted"))
        assert lost.interval.low <= lost.value <= lost.interval.high < 0
        assert moved.says.startswith("By the model of the sanctions")
        assert moved.chart == "flows"
        with pytest.raises(CoverageError, match="not on CHN or IND"):
            run("sanctions.cost", "CHN", "IND")


class TestDifference:
    def test_of_two_worlds_is_said(self, embargo):
        found = difference(embargo, play(load("peace")))
        assert "worlds differ" in found.caveats[0]

    def test_with_itself_is_nothing(self, embargo):
        found = difference(embargo, embargo)
        assert all(row["value"] == row["low"] == row["high"] == 0 for row in found.rows)

    def test_of_two(self, embargo):
        found = difference(embargo, play(load("west-2023")))
        russia = next(row for row in found.rows if row["state"] == "RUS")
        # A full embargo costs Russia more than what was done by 2023.
        assert russia["high"] < 0

    def test_under_other_assumptions(self, embargo):
        with pytest.raises(OptionError, match="same assumptions"):
            difference(embargo, play(load("west-2023"), cases=[central()]))


def test_what_already_happened_is_not_counted():
    severed = load("russia-china-severed")
    alone = severed.model_copy(update={"after": ()})
    given, free = play(severed), play(alone)
    # Given the West's sanctions the loss of China weighs more, whatever is assumed.
    russia = given.stage.world.states.index("RUS")
    assert (given.welfare[:, russia] < free.welfare[:, russia]).all()


def test_a_cut_means_the_same_under_any_elasticity():
    """At unchanged prices trade falls to the share; in equilibrium it stays near, under every set."""
    played = play(load("west-2023"))
    index = played.stage.world.states.index
    goods = played.trade[:, index("RUS"), index("DEU")]
    assert goods.min() > 0.15
    assert goods.max() < 0.56


class TestAssumptions:
    def test_grid_starts_with_the_central_case(self):
        assert grid()[0] == central()
        assert len(set(grid())) == len(grid())

    def test_draws_depend_on_seed_and_number_alone(self):
        sectors = ("vehicles", "petroleum")
        assert draw(1, 7, sectors) == draw(1, 7, sectors)
        assert draw(1, 7, sectors) != draw(1, 8, sectors)
        assert draw(1, 7, sectors) != draw(2, 7, sectors)

    def test_elasticities_are_the_published_ones(self):
        # Fontagne, Guimbard and Orefice: mvh -8.980652, p_c -3.638157, ele -5.258214; four decimals are kept.
        found = trade_elasticities("fgo", ["vehicles", "petroleum", "electronics"])
        assert found == pytest.approx([8.980652, 3.638157, 5.258214], abs=5e-5)

    def test_nests_never_exceed_the_trade_elasticity(self):
        case = Case(set="constant", nest=9.0, deficits="additive")
        given = case.elasticities(["a", "b"])
        assert np.array_equal(given.domestic, given.theta)

    def test_the_short_run_is_harder(self):
        long_run = play(load("west-2023"), cases=[central()])
        short_run = play(load("west-2023"), cases=[central("short")])
        assert short_run.loss("RUS")[0] < long_run.loss("RUS")[0] < 0


def test_worlds_and_solutions_print_on_one_line():
    found = play(load("west-embargo")).central
    assert repr(found.world) == "World('merged-2021', 30 states, 14 sectors)"
    assert repr(found).startswith(f"Equilibrium(converged, {found.world!r}, residual ")
    assert repr(found.explain("RUS")).startswith(
        f"Explanation('RUS', total {found.welfare_hat[found.world.states.index('RUS')] - 1:.2f}"[:-1]
    )
