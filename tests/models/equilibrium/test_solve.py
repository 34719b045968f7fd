"""Solving: independent small numbers, closures, options, and what the solver promises about itself."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from realpolitik.errors import ConvergenceError, OptionError, UnknownNameError, WorldError
from realpolitik.models.equilibrium import (
    CostShock,
    Embargo,
    Options,
    Status,
    chained,
    elasticities,
    from_substitution,
    solve,
)

BREAK = Embargo(exporters=("A",), importers=("B",), both_ways=True)


def percent(hats):
    return ((np.asarray(hats) - 1) * 100).tolist()


class TestThreeEconomies:
    """METHODS 4.6 and 4.8: six decimals of an independent implementation, so half a unit of the last."""

    @pytest.fixture
    def four(self, three):
        return elasticities(three.sectors, 4.0)

    def test_a_severed_pair(self, three, four):
        cut = solve(three, [BREAK], elasticities=four)
        assert percent(cut.welfare_hat) == pytest.approx([-3.063832, -3.846609, 0.420809], abs=1e-6)
        assert cut.wage_hat.tolist() == pytest.approx([1.019484, 0.966674, 1.010252], abs=1e-6)
        assert cut.price_index_hat.tolist() == pytest.approx([1.051707, 1.005346, 1.006018], abs=1e-6)

    def test_a_tenth_of_cost(self, three, four):
        shock = CostShock(exporters=("A",), importers=("B",), factor=1.1, both_ways=True)
        found = solve(three, [shock], elasticities=four)
        assert percent(found.welfare_hat) == pytest.approx([-0.924140, -1.172455, 0.127591], abs=1e-6)

    def test_autarky(self, three, four):
        alone = solve(three, [Embargo(exporters=("A",), both_ways=True)], elasticities=four)
        assert percent(alone.welfare_hat) == pytest.approx([-5.425839, -3.621786, -3.435755], abs=1e-6)
        # Closed form of Arkolakis, Costinot and Rodriguez-Clare.
        assert alone.welfare_hat[0] == pytest.approx(0.8 ** (1 / 4), abs=1e-11)

    def test_two_nests(self, three):
        near = from_substitution(three.sectors, 5.0, domestic=4.999999)
        apart = from_substitution(three.sectors, 5.0, domestic=1.5)
        # T13: five decimals hold whichever way the two programs stop.
        assert percent(solve(three, [BREAK], elasticities=near).welfare_hat) == pytest.approx(
            [-3.063833, -3.846610, 0.420809], abs=1e-5
        )
        assert percent(solve(three, [BREAK], elasticities=apart).welfare_hat) == pytest.approx(
            [-10.281240, -12.631278, 11.926260], abs=1e-5
        )


class TestClosures:
    @pytest.fixture
    def cut(self, small, small_elasticities):
        def run(closure):
            shock = CostShock(exporters=("S000",), factor=3.0, both_ways=True)
            return solve(small, [shock], elasticities=small_elasticities, deficits=closure)

        return run

    def test_additive_deficits_stay_but_for_the_numeraire(self, cut, small):
        found = cut("additive")
        gap = found.deficit - small.deficit
        assert np.abs(gap).max() < 1e-9 * small.value_added.sum()

    def test_multiplicative_deficits_keep_spending_over_receipts(self, cut, small):
        found = cut("multiplicative")
        inputs = (found.output * (1 - found.value_added_share)).sum(axis=1)
        before = (small.output * (1 - small.value_added_share)).sum(axis=1)
        after = (inputs + found.income) / (inputs + found.income - found.deficit)
        was = (before + small.income) / (before + small.income - small.deficit)
        ratio = after / was
        assert ratio == pytest.approx(np.full(5, ratio[0]), abs=1e-10)

    def test_proportional_deficits_follow_income(self, cut, small):
        found = cut("proportional")
        wanted = small.deficit * found.factor_income / small.value_added
        spread = (wanted - found.deficit) / found.factor_income
        assert spread == pytest.approx(np.full(5, spread[0]), abs=1e-10)

    def test_purged_compares_balanced_worlds(self, cut, small):
        found = cut("purged")
        assert (found.deficit == 0).all()
        assert (found.world.deficit == 0).all()
        assert found.world.check() is found.world
        assert found.deficits == "purged"

    def test_the_choice_matters_and_unknown_ones_are_refused(self, cut, small, small_elasticities):
        assert abs(cut("additive").welfare_of("S000") - cut("purged").welfare_of("S000")) > 1e-6
        with pytest.raises(OptionError, match="additive"):
            solve(small, elasticities=small_elasticities, deficits="none")


class TestPromises:
    @pytest.fixture
    def shock(self):
        return CostShock(exporters=("S000",), importers=("S001",), factor=2.5, both_ways=True)

    def test_same_bits_again_and_in_threads(self, small, small_elasticities, shock):
        first = solve(small, [shock], elasticities=small_elasticities)
        with ThreadPoolExecutor(4) as pool:
            others = list(
                pool.map(lambda _: solve(small, [shock], elasticities=small_elasticities), range(8))
            )
        assert all(np.array_equal(first.welfare_hat, other.welfare_hat) for other in others)

    def test_everything_travels_to_another_process(self, small, small_elasticities, shock):
        found = solve(small, [shock], elasticities=small_elasticities)
        back = pickle.loads(pickle.dumps(found))
        assert np.array_equal(back.welfare_hat, found.welfare_hat)
        assert back.status is Status.CONVERGED

    def test_a_solution_cannot_be_changed(self, small, small_elasticities, shock):
        found = solve(small, [shock], elasticities=small_elasticities)
        for values in (found.welfare_hat, found.trade, found.point):
            with pytest.raises(ValueError, match="read-only"):
                values[0] = 0.0

    def test_a_warm_start_needs_fewer_sweeps_and_gives_the_same(self, small, small_elasticities, shock):
        near = CostShock(exporters=("S000",), importers=("S001",), factor=2.45, both_ways=True)
        cold = solve(small, [shock], elasticities=small_elasticities)
        warm = solve(
            small,
            [shock],
            elasticities=small_elasticities,
            start=solve(small, [near], elasticities=small_elasticities),
        )
        assert warm.stats.sweeps < cold.stats.sweeps
        # Both stop at residuals below 1e-11.
        assert np.abs(warm.welfare_hat - cold.welfare_hat).max() < 1e-9

    def test_a_start_of_another_world(self, small, small_elasticities, three):
        other = solve(three, elasticities=elasticities(three.sectors, 4.0))
        with pytest.raises(WorldError, match="solution to start from"):
            solve(small, elasticities=small_elasticities, start=other)

    def test_steps_lead_to_the_same_place(self, small, small_elasticities, shock):
        at_once = solve(small, [shock], elasticities=small_elasticities)
        slowly = solve(small, [shock], elasticities=small_elasticities, options=Options(homotopy_steps=5))
        assert slowly.stats.homotopy_steps == 5
        assert np.abs(at_once.welfare_hat - slowly.welfare_hat).max() < 1e-9

    def test_too_few_sweeps_raise_with_the_remedy(self, small, small_elasticities, shock):
        few = Options(max_sweeps=1)
        with pytest.raises(ConvergenceError, match=r"raise Options\.max_sweeps"):
            solve(small, [shock], elasticities=small_elasticities, options=few)
        kept = solve(small, [shock], elasticities=small_elasticities, options=few, throw=False)
        assert kept.status is Status.MAX_SWEEPS
        assert kept.stats.residual > few.tolerance
        assert kept.status.remedy

    def test_elasticities_of_other_sectors(self, small):
        with pytest.raises(WorldError, match="another order"):
            solve(small, elasticities=elasticities(("steel", "food", "chips"), 4.0))

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ({"theta": -1.0}, "theta"),
            ({"theta": [4.0, 4.0]}, "theta"),
            ({"theta": 4.0, "value_added": 0.0}, "value_added"),
            ({"theta": 4.0, "supply": -1.0}, "supply"),
            ({"theta": 4.0, "labour": "sticky"}, "labour"),
        ],
    )
    def test_bad_elasticities(self, given, message):
        with pytest.raises(OptionError, match=message):
            elasticities(("a", "b", "c"), **given)

    @pytest.mark.parametrize(
        ("given", "message"),
        [
            ({"tolerance": 0.0}, "tolerance lies between 0 and 1"),
            ({"tolerance": np.nan}, "tolerance lies between 0 and 1"),
            ({"max_sweeps": 0}, "max_sweeps is 1 or more"),
            ({"depth": -1}, "depth is 0 or more"),
            ({"homotopy_steps": 0}, "homotopy_steps is 1 or more"),
        ],
    )
    def test_bad_options(self, given, message):
        with pytest.raises(OptionError, match=message):
            Options(**given)

    def test_results_answer_by_name(self, small, small_elasticities, shock):
        found = solve(small, [shock], elasticities=small_elasticities)
        assert found.welfare_of("S001") == found.welfare_hat[1]
        with pytest.raises(UnknownNameError, match="S099"):
            found.welfare_of("S099")
        money = found.equivalent_variation()
        assert money == pytest.approx(small.income * (found.welfare_hat - 1), rel=1e-12)

    def test_after_is_a_sound_baseline(self, small, small_elasticities, shock):
        after = solve(small, [shock], elasticities=small_elasticities).after()
        assert after.problems() == ()
        again = solve(after, elasticities=small_elasticities)
        assert np.abs(again.welfare_hat - 1).max() < 1e-9

    def test_two_shocks_in_turn_are_both_at_once(self, small, small_elasticities, shock):
        other = CostShock(exporters=("S002",), factor=1.4, both_ways=True)
        both = solve(small, [shock, other], elasticities=small_elasticities)
        first = solve(small, [shock], elasticities=small_elasticities)
        second = solve(first.after(), [other], elasticities=small_elasticities)
        chain = first.welfare_hat * second.welfare_hat
        # Additive deficits are in units of the numeraire, which both ways share.
        assert np.abs(chain - both.welfare_hat).max() < 1e-9


def test_a_chain_of_tiny_steps_is_exact(small, small_elasticities):
    shock = CostShock(exporters=("S000",), importers=("S001",), factor=1.3, both_ways=True)
    exact = np.log(solve(small, [shock], elasticities=small_elasticities).welfare_hat)
    chain = chained(small, [shock], elasticities=small_elasticities, steps=64)
    # The trapezoid rule errs by the square of the step: 64 steps of a loss of a tenth leave some 2e-6.
    assert np.abs(chain.total - exact).max() < 5e-6
    # Solves stop at residuals of 1e-11.
    assert chain.total + chain.remainder == pytest.approx(exact, abs=1e-10)
