"""Shocks: what they change, what they refuse."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from realpolitik.errors import FileFormatError, ShockError, UnknownNameError, UnknownStateError
from realpolitik.models.equilibrium import (
    CostShock,
    Discount,
    Embargo,
    PriceCap,
    ProductivityShock,
    RateShock,
    TariffShock,
    elasticities,
    from_flows,
    one_sector,
    solve,
)
from realpolitik.models.equilibrium.change import Change, combine
from realpolitik.models.equilibrium.parties import parties

S1, S2, S3 = "S000", "S001", "S002"


def test_a_factor_for_each_sector_is_a_shock_for_each(small):
    sectors, factors = (small.sectors[2], small.sectors[0]), (1.5, 3.0)
    where = {"exporters": (S1,), "importers": (S2,), "both_ways": True}
    one = combine(small, [CostShock(**where, sectors=sectors, factor=factors)])
    two = combine(
        small,
        [CostShock(**where, sectors=(name,), factor=by) for name, by in zip(sectors, factors, strict=True)],
    )
    assert np.array_equal(one.cost_hat, two.cost_hat)
    assert one.cost_hat[2, 0, 1] == 1.5
    assert one.cost_hat[0, 1, 0] == 3.0
    assert (one.cost_hat[1] == 1.0).all()


class TestRefusals:
    def test_a_shock_that_matches_no_flow(self):
        world = one_sector([[80, 0, 10], [12, 60, 8], [8, 10, 52]], states=("A", "B", "C"))
        with pytest.raises(ShockError, match="nothing goes from A to B"):
            solve(
                world,
                [Embargo(exporters=("A",), importers=("B",))],
                elasticities=elasticities(world.sectors, 4.0),
            )

    def test_a_state_with_itself(self, three):
        with pytest.raises(ShockError, match="matched no positive flow"):
            combine(three, [CostShock(exporters=("A",), importers=("A",), factor=2.0)])

    def test_unknown_labels(self, small):
        with pytest.raises(UnknownNameError, match="S00X"):
            combine(small, [CostShock(exporters=("S00X",), factor=2.0)])
        with pytest.raises(UnknownNameError, match="chip"):
            combine(small, [TariffShock(sectors=("chip",), rate=0.1)])

    @pytest.mark.parametrize("factor", [0.0, -1.0, np.inf, np.nan])
    def test_cost_factors(self, factor):
        with pytest.raises(ShockError, match="cost factor"):
            CostShock(factor=factor)

    def test_a_cost_factor_for_each_sector_or_one_for_all(self, small):
        with pytest.raises(ShockError, match="2 cost factors for 3 sectors"):
            combine(small, [CostShock(factor=(1.5, 2.0))])

    def test_rates_that_make_prices_negative(self, small):
        with pytest.raises(ShockError, match="zero or negative"):
            combine(small, [TariffShock(rate=-1.0, how="set")])

    def test_productivity(self, small):
        with pytest.raises(ShockError, match="productivity"):
            combine(small, [ProductivityShock(factor=0.0)])

    def test_a_table_of_another_shape(self, small):
        with pytest.raises(ShockError, match=r"\(3, 5, 5\)"):
            combine(small, [RateShock(tariff=np.zeros((5, 5, 3)))])

    def test_a_buyer_without_any_source_is_named(self, small, small_elasticities):
        # No production of chips at home: all of it is bought abroad.
        flows = small.flows.copy()
        flows[1, 1, 2] = 0.0
        world = from_flows(
            flows,
            states=small.states,
            sectors=small.sectors,
            value_added_share=small.value_added_share,
            input_share=small.input_share,
        )
        with pytest.raises(ShockError, match="S001 is left without any source of chips"):
            solve(world, [Embargo(importers=(S2,))], elasticities=small_elasticities)

    def test_a_seller_without_any_buyer_is_named(self):
        world = one_sector([[80, 10, 10], [12, 0, 8], [8, 10, 52]], states=("A", "B", "C"))
        with pytest.raises(ShockError, match="B is left without any buyer"):
            solve(world, [Embargo(exporters=("B",))], elasticities=elasticities(world.sectors, 4.0))

    def test_specific_labour_without_any_buyer_is_named(self, small):
        # Chips of the second state are made for export only.
        flows = small.flows.copy()
        flows[1, 1, 2] = 0.0
        world = from_flows(
            flows,
            states=small.states,
            sectors=small.sectors,
            value_added_share=small.value_added_share,
            input_share=small.input_share,
        )
        cut = [Embargo(exporters=(S2,), sectors=("chips",))]
        short = elasticities(small.sectors, (4.0, 6.0, 2.5), value_added=0.5, labour="specific")
        with pytest.raises(ShockError, match="S001 is left without any buyer of chips"):
            solve(world, cut, elasticities=short)
        # Labour that may move makes something else.
        mobile = solve(world, cut, elasticities=elasticities(small.sectors, (4.0, 6.0, 2.5)))
        assert mobile.output[1, 2] == 0.0
        assert mobile.welfare_hat[1] < 1

    @pytest.mark.parametrize(
        ("shock", "message"),
        [
            (TariffShock(rate=0.1, how="multiply"), "'set' or to 'add', not 'multiply'"),  # type: ignore[arg-type]
            (TariffShock(rate=np.inf), "finite number, not inf; forbid trade by Embargo"),
            (TariffShock(rate=np.nan), "finite number, not nan"),
            (RateShock(tariff=np.full((3, 5, 5), np.inf)), "above -1 and finite"),
            (RateShock(tariff=np.full((3, 5, 5), -1.0)), "above -1 and finite"),
            (CostShock(exporters=(), factor=2.0), "nothing goes from nobody to all"),
        ],
    )
    def test_words_and_numbers_that_mean_nothing(self, small, shock, message):
        with pytest.raises(ShockError, match=message):
            combine(small, [shock])

    def test_a_rent_goes_somewhere(self):
        with pytest.raises(ShockError, match="not 'bank'"):
            Discount(exporters=(S1,), importers=(S2,), discount=0.1, rent="bank")  # type: ignore[arg-type]

    def test_a_cargo_is_served_or_not(self, small):
        cap = PriceCap(
            exporters=(S1,), served=(S2, S3), shadow=(S2,), sectors=("steel",), cap=60, price=80, freight=0.1
        )
        with pytest.raises(ShockError, match="S001 is served under the cap and around it"):
            combine(small, [cap])

    @pytest.mark.parametrize("freight", [np.inf, np.nan, -0.1])
    def test_a_freight_without_end(self, small, freight):
        cap = PriceCap(exporters=(S1,), served=(S2,), sectors=("steel",), cap=60, price=80, freight=freight)
        with pytest.raises(ShockError, match="a freight premium is not negative"):
            combine(small, [cap])

    def test_a_cap_that_does_not_bind(self, small):
        cap = PriceCap(exporters=(S1,), served=(S2,), sectors=("steel",), cap=60, price=55)
        with pytest.raises(ShockError, match="does not bind"):
            combine(small, [cap])


class TestEffects:
    def test_costs_multiply_and_both_ways(self, small):
        one = CostShock(exporters=(S1,), importers=(S2,), sectors=("steel",), factor=2.0, both_ways=True)
        change = combine(small, [one, one])
        at = small.sectors.index("steel")
        assert change.cost_hat[at, 1, 0] == change.cost_hat[at, 0, 1] == 4.0
        assert (change.cost_hat != 1).sum() == 2

    def test_tariffs_are_set_or_added(self, small):
        cell = {"exporters": (S1,), "importers": (S2,), "sectors": ("steel",)}
        old = small.tariff[1, 0, 1]
        added = combine(small, [TariffShock(**cell, rate=0.1)]).tariff[1, 1, 0]
        assert added == pytest.approx(old + 0.1, abs=1e-15)
        assert combine(small, [TariffShock(**cell, rate=0.1, how="set")]).tariff[1, 1, 0] == 0.1

    def test_an_embargo_leaves_exactly_nothing(self, small, small_elasticities):
        cut = solve(small, [Embargo(exporters=(S1,), importers=(S2,))], elasticities=small_elasticities)
        assert (cut.trade[1, 0] == 0).all()
        assert (cut.trade[0, 1] > 0).all()
        assert np.abs(cut.shares.sum(axis=1) - 1).max() < 1e-12

    def test_a_discount_pays_the_buyer_from_the_sellers_treasury(self, small, small_elasticities):
        cell = {"exporters": (S1,), "importers": (S2,), "sectors": ("steel",)}
        buyers = solve(small, [Discount(**cell, discount=0.2)], elasticities=small_elasticities)
        treasury = solve(
            small, [Discount(**cell, discount=0.2, rent="treasury")], elasticities=small_elasticities
        )
        for found in (buyers, treasury):
            assert found.export_tax_revenue[0] < 0
            assert found.welfare_hat[0] < 1 < found.welfare_hat[1]
        # The rent of the treasury variant is customs revenue of the buyer's state; its users pay the old price.
        assert treasury.tariff_revenue[1] > buyers.tariff_revenue[1]
        assert buyers.trade_hat(S1, S2, "steel") > treasury.trade_hat(S1, S2, "steel")

    def test_a_small_discount_is_a_transfer(self, small, small_elasticities):
        """First order: the buyer gains what it buys times the discount, with volumes held by the treasury."""
        cell = {"exporters": (S1,), "importers": (S2,), "sectors": ("steel",)}
        tiny = 1e-5
        found = solve(
            small, [Discount(**cell, discount=tiny, rent="treasury")], elasticities=small_elasticities
        )
        paid = tiny * small.flows[1, 0, 1]
        change = found.export_tax_revenue[0] - small.export_tax_revenue[0]
        # Revenue is of first order in the discount; what is left is of second order.
        assert change == pytest.approx(-paid, rel=1e-3)

    def test_a_cap_is_a_discount_where_served_and_a_cost_where_not(self, small):
        cap = PriceCap(
            exporters=(S1,), served=(S2,), shadow=(S3,), sectors=("steel",), cap=60, price=80, freight=0.05
        )
        change = combine(small, [cap])
        assert change.export_tax[1, 1, 0] == pytest.approx(60 / 80 - 1, abs=1e-15)
        assert change.cost_hat[1, 2, 0] == 1.05
        assert change.cost_hat[1, 1, 0] == 1.0

    def test_productivity_is_felt_at_home(self, small, small_elasticities):
        worse = solve(small, [ProductivityShock(states=(S1,), factor=0.9)], elasticities=small_elasticities)
        assert worse.welfare_hat[0] < 1
        assert np.argmin(worse.welfare_hat) == 0


class TestParties:
    @pytest.fixture
    def world(self):
        flows = np.full((5, 5), 2.0) + 20 * np.eye(5)
        return one_sector(flows, states=("CHN", "DEU", "GBR", "RUS", "ROW"))

    def test_membership_on_the_day(self, world):
        assert parties("EU", world=world, on=date(2015, 1, 1)) == ("DEU", "GBR")
        assert parties("EU", world=world, on=date(2022, 1, 1)) == ("DEU",)

    def test_sums(self, world):
        assert parties("EU + CHN - DEU", world=world, on=date(2022, 1, 1)) == ("CHN",)
        assert parties("G7 + ROW", world=world, on=date(2022, 1, 1)) == ("DEU", "GBR", "ROW")

    def test_refused(self, world):
        with pytest.raises(ShockError, match="no state of world"):
            parties("DEU - EU", world=world, on=date(2022, 1, 1))
        with pytest.raises(ShockError, match="FRA is not a state"):
            parties("France", world=world, on=date(2022, 1, 1))
        with pytest.raises(UnknownStateError):
            parties("Wessternland", world=world)
        with pytest.raises(FileFormatError, match="not a sum"):
            parties("EU + ", world=world)


def test_no_shock_is_no_change(small):
    change = combine(small, [])
    assert all(getattr(change, name) is None for name in Change.__slots__)
