"""No impossible answer: negative incomes, states cut off on one side, prohibitive taxes, and what a failed solve returns."""

from __future__ import annotations

from importlib import import_module

import numpy as np
import polars as pl
import pytest

from realpolitik.errors import ConvergenceError, InfeasibleError, ShockError
from realpolitik.models.equilibrium import (
    Embargo,
    Options,
    Status,
    TariffShock,
    elasticities,
    from_goods_trade,
    solve,
)
from realpolitik.scenarios.assumptions import Case
from realpolitik.scenarios.stage import stage


@pytest.fixture(scope="module")
def world_2023():
    return stage("merged-2023").world


@pytest.fixture(scope="module")
def additive(world_2023):
    return Case(set="fgo", nest=2.0, deficits="additive").elasticities(world_2023.sectors)


class TestNegativeIncome:
    """A fixed point with negative income has a residual as small as any; it is no equilibrium."""

    # Tariffs of 900 and 1,500 per cent, on exports alone and both ways: incomes of -62 bn dollars and below.
    @pytest.mark.parametrize("rate", [9.0, 15.0])
    @pytest.mark.parametrize("both_ways", [False, True])
    def test_a_surplus_that_exceeds_what_is_earned(self, world_2023, additive, rate, both_ways):
        shock = TariffShock(exporters=("RUS",), rate=rate, both_ways=both_ways)
        with pytest.raises(InfeasibleError, match=r"income of RUS would be -.*multiplicative") as told:
            solve(world_2023, [shock], elasticities=additive)
        assert (told.value.state, told.value.term, told.value.sector) == ("RUS", "income", None)
        assert told.value.value < 0
        assert told.value.exit_code == 5

    def test_the_remedy_helps(self, world_2023, additive):
        shock = TariffShock(exporters=("RUS",), rate=9.0)
        found = solve(world_2023, [shock], elasticities=additive, deficits="multiplicative")
        assert (found.income > 0).all()
        assert (found.trade >= 0).all()

    def test_without_throw_nothing_looks_like_a_solution(self, world_2023, additive):
        shock = TariffShock(exporters=("RUS",), rate=9.0)
        told = solve(world_2023, [shock], elasticities=additive, throw=False)
        assert told.status is Status.INFEASIBLE
        assert "income of RUS" in told.stats.problem
        assert np.isnan(told.welfare_hat).all()
        assert np.isnan(told.trade).all()
        assert np.isfinite(told.point).all()

    def test_a_diverged_solve_is_not_ones(self, three):
        shock = TariffShock(exporters=("A",), rate=-0.9999)
        told = solve(three, [shock], elasticities=elasticities(three.sectors, 4.0), throw=False)
        assert told.status is Status.DIVERGED
        assert np.isnan(told.welfare_hat).all()
        assert told.stats.problem


class TestOneSide:
    def test_a_state_that_buys_and_does_not_sell_is_refused_before_the_first_sweep(
        self, world_2023, additive, monkeypatch
    ):
        solving = import_module("realpolitik.models.equilibrium.solve")
        monkeypatch.setattr(solving, "accelerate", lambda *_, **__: pytest.fail("a sweep was made"))
        with pytest.raises(ShockError, match=r"RUS could buy abroad but sell nothing there.*both_ways"):
            solve(world_2023, [Embargo(exporters=("RUS",))], elasticities=additive)

    @pytest.mark.parametrize("closure", ["multiplicative", "proportional", "purged"])
    def test_under_every_closure(self, world_2023, additive, closure):
        with pytest.raises(ShockError, match="sell nothing there"):
            solve(world_2023, [Embargo(exporters=("RUS",))], elasticities=additive, deficits=closure)

    def test_a_state_that_sells_and_does_not_buy(self, three):
        with pytest.raises(ShockError, match="A could sell abroad but buy nothing"):
            solve(three, [Embargo(importers=("A",))], elasticities=elasticities(three.sectors, 4.0))

    def test_a_deficit_may_pay_for_what_is_bought(self, small, small_elasticities):
        """Trade balance: what a state buys that sells nothing abroad is its deficit, to the solver's tolerance."""
        giver = small.states[int(np.argmax(small.deficit / small.value_added))]
        found = solve(
            small,
            [Embargo(exporters=(giver,))],
            elasticities=small_elasticities,
            options=Options(max_sweeps=4000),
        )
        at = small.states.index(giver)
        bought = found.trade[at].sum() - found.trade[at, at].sum()
        assert bought == pytest.approx(small.deficit[at], rel=1e-8)
        assert (found.income > 0).all()


class TestProhibitive:
    @pytest.mark.parametrize("rate", [1e3, 1e6, 1e9])
    def test_a_tariff_without_end_is_an_embargo(self, three, rate):
        four = elasticities(three.sectors, 4.0)
        taxed = solve(three, [TariffShock(exporters=("A",), rate=rate, both_ways=True)], elasticities=four)
        cut = solve(three, [Embargo(exporters=("A",), both_ways=True)], elasticities=four)
        assert taxed.stats.prohibited == 4
        assert taxed.stats.sweeps < 50
        assert np.abs(taxed.welfare_hat - cut.welfare_hat).max() < 1e-12
        # Closed form of autarky.
        assert taxed.welfare_hat[0] == pytest.approx(0.8 ** (1 / 4), abs=1e-11)

    def test_on_one_side_it_is_refused(self, three):
        shock = TariffShock(exporters=("A",), rate=1e6)
        with pytest.raises(ShockError, match="limit of ever higher costs"):
            solve(three, [shock], elasticities=elasticities(three.sectors, 4.0))

    def test_what_a_solve_can_tell_from_zero_stays(self, three):
        shock = TariffShock(exporters=("A",), rate=300.0)
        found = solve(three, [shock], elasticities=elasticities(three.sectors, 4.0))
        assert found.stats.prohibited == 0
        assert (found.trade > 0).all()


class TestVerification:
    def test_agreement_is_said(self, three):
        shock = Embargo(exporters=("A",), importers=("B",))
        found = solve(three, [shock], elasticities=elasticities(three.sectors, 4.0), verify=True)
        assert found.stats.verified < 1e-8
        assert "same solution" in found.stats.verdict

    def test_a_second_method_that_finds_nothing_does_not_take_the_solution_away(self, three, monkeypatch):
        from realpolitik.models.equilibrium import solve as module

        def lost(*_args, **_options):
            raise ConvergenceError("nothing found")

        monkeypatch.setattr("realpolitik.models.equilibrium.verify.newton", lost)
        found = module(three, [], elasticities=elasticities(three.sectors, 4.0), verify=True)
        assert found.status is Status.CONVERGED
        assert found.stats.verified is None
        assert "Trust this solution" in found.stats.verdict

    def test_of_two_figures_the_one_to_trust_is_named(self, three, monkeypatch):
        def off(_system, start, **_options):
            return start + 1e-4

        monkeypatch.setattr("realpolitik.models.equilibrium.verify.newton", off)
        shock = Embargo(exporters=("A",), importers=("B",))
        found = solve(three, [shock], elasticities=elasticities(three.sectors, 4.0), verify=True)
        assert found.stats.verified > 1e-8
        assert "of wages and prices this one" in found.stats.verdict


@pytest.mark.shared
def test_194_economies_have_no_negative_income(trade_data):
    """A tariff of 100 and of 300 per cent on what each of 194 economies sells, deficits held: solved or refused.

    18 of these converge on negative income where only residuals are looked at.
    """
    folder = trade_data / "baci2023"
    flows = pl.read_csv(folder / "trade_cepii.csv").fill_null(0).to_numpy() * 1e3
    labels = pl.read_csv(folder / "country_labels.csv")
    gdp = pl.read_csv(folder / "gdp.csv").to_numpy()[:, 0]
    world = from_goods_trade(flows, gdp, states=labels["iso3"].to_list())
    four = elasticities(world.sectors, 4.0)
    impossible = 0
    # Only a surplus can exceed what is earned.
    for label in np.array(world.states)[world.deficit < 0].tolist():
        for rate in (1.0, 3.0):
            try:
                found = solve(
                    world,
                    [TariffShock(exporters=(label,), rate=rate)],
                    elasticities=four,
                    options=Options(max_sweeps=200),
                )
            except ConvergenceError as error:
                impossible += isinstance(error, InfeasibleError)
                continue
            assert (found.income > 0).all(), (label, rate)
            assert (found.trade >= 0).all(), (label, rate)
    assert impossible > 0
