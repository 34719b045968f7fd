"""What the trade model refuses, word for word, and the case beside each that it takes."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from realpolitik.errors import (
    ConvergenceError,
    FileFormatError,
    OptionError,
    ShockError,
    UnknownNameError,
    WorldError,
)
from realpolitik.models.equilibrium import (
    CostShock,
    Discount,
    Embargo,
    ExportTaxShock,
    MatrixShock,
    Options,
    PriceCap,
    ProductivityShock,
    RateShock,
    TariffShock,
    elasticities,
    from_flows,
    from_goods_trade,
    from_input_output,
    from_pairs,
    gras,
    one_sector,
    solve,
)
from realpolitik.models.equilibrium.change import combine
from realpolitik.models.equilibrium.checks import renormalise
from realpolitik.models.equilibrium.exposure import exposure
from realpolitik.models.equilibrium.feasibility import Violation
from realpolitik.models.equilibrium.optimum import Aim, Lever, optimum
from realpolitik.models.equilibrium.parties import among, parties
from realpolitik.models.equilibrium.power import ces_power, marginal_power, network_power
from realpolitik.models.equilibrium.rebalance import rebalance, rebalance_parts
from realpolitik.models.equilibrium.settle import world_after

AB = ("A", "B")


def moved(world, name, cell, by):
    values = np.array(getattr(world, name))
    values[cell] += by
    return world.with_(**{name: values})


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda w: w.with_(sectors=("food", "food", "chips")), "the sector label 'food' is used 2 times"),
        (lambda w: moved(w, "deficit", (3,), np.nan), "deficit is not a number at S003 (1 cells)"),
        (lambda w: moved(w, "tariff", (0, 1, 2), np.inf), "tariff is not a number at S000 S001 chips (1 cells)"),
        (lambda w: moved(w, "final_share", (2, 1), -2), "below 0"),
        (lambda w: moved(w, "input_share", (2, 1, 0), -2), "at S002 steel food, below 0"),
        (lambda w: w.with_(export_tax=np.full((5, 5, 3), -1.25)), "export_tax is -1.25 at S000 S000 food, below -1"),
        (lambda w: moved(w, "value_added", (1,), -w.value_added[1]), "S001 has no output: its value added is 0"),
        (lambda w: moved(w, "shares", (1, 0, 2), 1e-6), "shares of sources sum to 1.000001 at S001 chips, not to 1"),
        (lambda w: moved(w, "value_added_share", (4, 2), 1e-6), "cost shares sum to 1.000001 at S004 chips, not to 1"),
        (lambda w: moved(w, "final_share", (4, 2), -1e-6), "shares of final demand sum to 0.999999 at S004, not to 1"),
        (lambda w: moved(w, "final_share", (4, 2), 2e-9), "shares of final demand sum to 1 at S004, not to 1"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_world(small, made, said):
    (found,) = made(small).problems()
    assert found.endswith(said)
    assert small.problems() == ()


def test_rounding_of_shares_and_of_money_is_no_problem(small):
    assert moved(small, "final_share", (4, 2), 0.9e-9).problems() == ()
    assert moved(small, "deficit", (0,), 0.9e-8 * small.value_added[0]).problems() == ()
    (found,) = moved(small, "value_added", (1,), 1e-7 * small.value_added[1]).problems()[:1]
    assert found == (
        f"value added is not the value added in output at S001: {small.value_added[1] * (1 + 1e-7):.9g} against "
        f"{(small.output * small.value_added_share).sum(1)[1]:.9g}"
    )


def test_money_that_does_not_add_up_is_said_with_both_figures(small):
    world = moved(small, "deficit", (0,), 2e7)
    total = small.value_added.sum()
    assert world.problems()[0] == f"deficits sum to {world.deficit.sum():.6g}, not to 0"
    assert 1e-8 * total < 2e7
    even = moved(moved(small, "deficit", (0,), 1e6), "deficit", (1,), -1e6)
    said = even.problems()
    assert [one.split(" at ")[0] for one in said] == [
        "imports less exports are not the deficit",
        "spending is not inputs and final demand",
    ]
    poor = small.with_(deficit=small.deficit - np.eye(5)[2] * 2 * small.income[2] + np.eye(5)[3] * 2 * small.income[2])  # fmt: skip
    assert (
        f"S002 has final spending of {poor.income[2]:.6g}: its surplus exceeds its income" in poor.problems()
    )


@pytest.mark.parametrize(
    ("name", "cell", "by", "said"),
    [
        ("shares", (1, 0, 2), 2e-5, "shares of sources are off by 2e-05 at S001 chips, more than rounding (1e-05)"),
        ("input_share", (3, 1, 0), 2e-5, "cost shares are off by 2e-05 at S003 food, more than rounding (1e-05)"),
        ("final_share", (2, 1), 2e-5, "shares of final demand are off by 2e-05 at S002, more than rounding (1e-05)"),
    ],
)  # fmt: skip
def test_shares_are_renormalised_where_they_are_rounded_and_no_further(small, name, cell, by, said):
    with pytest.raises(WorldError) as caught:
        renormalise(moved(small, name, cell, by))
    assert caught.value.problems == (said,)
    mended = renormalise(moved(small, name, cell, by / 4))
    values = np.array(getattr(small, name))
    values[cell] += by / 4
    total = 1 + by / 4
    assert getattr(mended, name)[cell] == pytest.approx(values[cell] / total, rel=1e-12)
    assert mended.shares.sum(axis=1) == pytest.approx(np.ones((5, 3)), abs=1e-14)
    assert mended.value_added_share + mended.input_share.sum(axis=1) == pytest.approx(np.ones((5, 3)), abs=1e-14)  # fmt: skip
    assert mended.final_share.sum(axis=1) == pytest.approx(np.ones(5), abs=1e-14)


S0, S1, S2 = "S000", "S001", "S002"
PAIR = {"exporters": (S0,), "importers": (S1,)}


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: CostShock(factor=0.0), "a cost factor is positive and finite, not 0.0; forbid trade by Embargo"),
        (lambda: TariffShock(rate=-1.5, **PAIR, sectors=("food",), how="set"), "a rate of -1.5 would make the price zero or negative"),
        (lambda: ExportTaxShock(rate=np.nan), "a rate is a finite number, not nan; forbid trade by Embargo"),
        (lambda: TariffShock(rate=0.1, how="by"), "a rate is to be 'set' or to 'add', not 'by'"),
        (lambda: RateShock(tariff=np.zeros((3, 5, 4))), "a table of tariffs has shape (3, 5, 5) (sector, importer, exporter), each above -1 and finite"),
        (MatrixShock, "a shock as a matrix needs cost, tariff or export_tax"),
        (lambda: MatrixShock(tariff=np.full((5, 5), np.inf)), "tariff: rates are finite and above -1; forbid trade by a cost of infinity"),
        (lambda: MatrixShock(export_tax=np.full((5, 5), -1.0)), "export_tax: rates are finite and above -1; forbid trade by a cost of infinity"),
        (lambda: MatrixShock(cost=np.zeros((5, 5))), "cost: factors are above 0; 1 changes nothing, infinity forbids the flow"),
        (lambda: MatrixShock(cost=np.ones((5, 5)) + np.diag([0, 0, 0, 1, 1])), "cost: S003 to itself changes, which the model leaves alone: write 1 there"),
        (lambda: MatrixShock(cost=np.ones((5, 5))), "the matrix of costs changes no positive flow: all its factors there are 1"),
        (lambda: MatrixShock(cost=np.ones((4, 5))), "cost: an array of shape (4, 5) for 5 states and 3 sectors; give exporter by importer, (5, 5) or (5, 5, 3)"),
        (lambda: MatrixShock(cost=pl.DataFrame({"exporter": [S0] * 2, "importer": [S1] * 2, "value": [2.0, 3.0]})), "cost: S000 to S001 in food stands twice in the frame"),
        (lambda: MatrixShock(cost=pl.DataFrame({"exporter": [S0], "value": [2.0]})), "cost: the frame lacks the column 'importer'; it needs exporter, importer, value"),
        (lambda: ProductivityShock(factor=np.inf), "a productivity factor is positive and finite, not inf"),
        (lambda: Discount(**PAIR, discount=1.0), "a discount lies between 0 and 1, not 1.0"),
        (lambda: Discount(**PAIR, discount=0.0), "a discount lies between 0 and 1, not 0.0"),
        (lambda: Discount(**PAIR, discount=0.5, rent="us"), "the rent goes to 'buyers' or to the 'treasury', not 'us'"),
        (lambda: PriceCap(exporters=(S0,), served=(S1,), sectors=("food",), cap=0.0, price=1.0), "a cap and a price are positive, a freight premium is not negative"),
        (lambda: PriceCap(exporters=(S0,), served=(S1,), sectors=("food",), cap=1.0, price=0.0), "a cap and a price are positive, a freight premium is not negative"),
        (lambda: PriceCap(exporters=(S0,), served=(S1,), sectors=("food",), cap=60, price=60), "the cap of 60 does not bind at a price of 60: nothing changes"),
        (lambda: PriceCap(exporters=(S0,), sectors=("food",), cap=50, price=60), "the cap of 50 does not bind at a price of 60: nothing changes"),
        (lambda: PriceCap(exporters=(S0,), shadow=(S1,), sectors=("food",), cap=70, price=60), "the cap of 70 does not bind at a price of 60: nothing changes"),
        (lambda: PriceCap(exporters=(S0,), served=(S1, S2), shadow=(S2, S1), sectors=("food",), cap=50, price=60), "S001, S002 is served under the cap and around it: choose one of both"),
        (lambda: CostShock(exporters=(S0,), importers=(S0,), sectors=("food", "steel"), factor=2.0), "the shock matched no positive flow: nothing goes from S000 to S000 in food, steel; look at world.flows"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_shock(small, made, said):
    with pytest.raises(ShockError) as caught:
        combine(small, [made()])
    assert str(caught.value) == said


def test_shocks_at_the_bounds_are_taken(small):
    cap = PriceCap(exporters=(S0,), shadow=(S1,), sectors=("food",), cap=70, price=60, freight=0.1)
    change = combine(small, [cap])
    assert (change.cost_hat[0, 1, 0], change.export_tax) == (1.1, None)
    change = combine(small, [PriceCap(exporters=(S0,), served=(S1,), sectors=("food",), cap=45, price=60, rent="treasury")])  # fmt: skip
    assert change.export_tax[0, 1, 0] == pytest.approx(-0.25)
    assert change.tariff[0, 1, 0] == pytest.approx((1 + small.tariff[1, 0, 0]) / 0.75 - 1)
    two = combine(small, [Embargo(**PAIR), Embargo(exporters=(S1,), importers=(S0,), sectors=("food",))])
    assert two.banned[:, 1, 0].tolist() == [True, True, True]
    assert two.banned[:, 0, 1].tolist() == [True, False, False]
    assert two.banned.sum() == 4
    taxed = combine(small, [ExportTaxShock(rate=0.2, **PAIR), ExportTaxShock(rate=0.1, **PAIR, sectors=("food",), both_ways=True)])  # fmt: skip
    assert taxed.export_tax[:, 1, 0] == pytest.approx([0.3, 0.2, 0.2])
    assert taxed.export_tax[:, 0, 1] == pytest.approx([0.1, 0.0, 0.0])
    slow = combine(small, [ProductivityShock(states=(S1,), sectors=("food",), factor=0.5), ProductivityShock(states=(S1,), factor=0.5)])  # fmt: skip
    assert slow.productivity_hat[:, 1].tolist() == [0.25, 0.5, 0.5]
    assert slow.productivity_hat[:, 0].tolist() == [1.0, 1.0, 1.0]
    cost = np.ones((5, 5))
    cost[0, 1], cost[2, 3] = np.inf, 2.0
    change = combine(small, [Embargo(exporters=(S2,), importers=(S0,)), CostShock(**PAIR, factor=3.0), MatrixShock(cost=cost)])  # fmt: skip
    assert change.cost_hat[:, 1, 0].tolist() == [3.0] * 3
    assert change.cost_hat[:, 3, 2].tolist() == [2.0] * 3
    assert change.banned[:, 1, 0].all()
    assert change.banned[:, 0, 2].all()
    assert change.banned.sum() == 6
    rates = np.full((5, 5), np.nan)
    rates[0, 1] = 0.4
    table = combine(small, [MatrixShock(tariff=rates, export_tax=rates)])
    assert table.tariff[:, 1, 0].tolist() == table.export_tax[:, 1, 0].tolist() == [0.4] * 3
    assert table.tariff[1, 2, 0] == small.tariff[2, 0, 1]
    assert table.export_tax.sum() == pytest.approx(1.2)


def test_labels_in_a_sentence_are_four_and_the_rest_counted(small):
    no_trade = one_sector(np.eye(6) * 5 + 1 - np.eye(6), states=tuple("ABCDEF"))
    flows = np.array(no_trade.flows)[:, :, 0].T.copy()
    flows[:5, 5] = 0.0
    world = one_sector(flows, states=tuple("ABCDEF"))
    with pytest.raises(ShockError) as caught:
        combine(world, [Embargo(exporters=tuple("ABCDE"), importers=("F",))])
    assert str(caught.value) == (
        "the shock matched no positive flow: nothing goes from A, B, C, D and 1 more to F in all; look at world.flows"
    )
    with pytest.raises(ShockError, match="from A, B, C, D to F in all"):
        combine(world, [Embargo(exporters=tuple("ABCD"), importers=("F",))])


def test_buyers_and_sellers_that_an_embargo_leaves_alone_are_named():
    world = one_sector([[80, 10, 10], [12, 0, 8], [8, 10, 52]], states=("A", "B", "C"))
    with pytest.raises(ShockError) as caught:
        combine(world, [Embargo(exporters=("B",))])
    assert str(caught.value) == (
        "B is left without any buyer: it sells nothing at home. Exempt one buyer, or use a high cost instead of an embargo"
    )
    with pytest.raises(ShockError) as caught:
        combine(world, [Embargo(importers=("B",))])
    assert str(caught.value) == (
        "B is left without any source of all: it has no production of its own there. Exempt one supplier, use a high cost "
        "instead of an embargo, or merge the sector with another"
    )


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (lambda: one_sector(np.ones((2, 3)), states=AB), "flows have shape (3, 2, 1), but the labels ask for (2, 2, 1)"),
        (lambda: one_sector([[1.0, -1], [1, -2]], states=AB), "the flow from A to B in all is negative (2 cells)"),
        (lambda: one_sector([[1.0, np.inf], [1, 1]], states=AB), "the flow from A to B in all is not a number (1 cells)"),
        (lambda: from_flows(np.ones((2, 2, 1)), states=AB, sectors=("x",), value_added_share=[[0.5], [0.6]], input_share=np.full((2, 1, 1), 0.5)), "cost shares sum to 1.1 at B x, not to 1"),
        (lambda: from_flows(np.ones((1, 1, 1)), states=(), sectors=("x",), value_added_share=[], input_share=[]), "a world has at least one state and one sector"),
        (lambda: from_input_output(np.ones((2, 1, 2, 1)), np.ones((2, 1, 1)), states=AB, sectors=("x",)), "tables have shapes (2, 1, 2, 1) and (2, 1, 1), not N, J, N, J and N, J, N"),
        (lambda: from_input_output(np.array([[[[1.0], [3.0]]], [[[0.0], [0.0]]]]), np.ones((2, 1, 2)), states=AB, sectors=("x",)), "inputs of B x exceed its output: value added is not positive (1 cells; pass negative_added='zero', or merge the sector)"),
        (lambda: from_pairs(["A"], ["A", "B"], [1.0]), "the columns origin, destination and value differ in length"),
        (lambda: from_pairs(["A", "A"], ["A", "A"], [1.0, 2.0]), "a pair of states is listed more than once: sum its flows first"),
        (lambda: from_pairs(["A", "A", "B"], ["A", "B", "A"], [1.0, 2.0, 3.0]), "B has no domestic sales: the list must hold them"),
        (lambda: from_goods_trade(np.ones((2, 2)), [1.0], states=AB), "flows and GDP have shapes (2, 2) and (1,), for 2 states"),
        (lambda: from_goods_trade(np.ones((2, 2)), [1.0, 0.0], states=AB), "B has no GDP: leave it out or give a figure"),
        (lambda: gras([[1.0, 2], [3, 4]], [6, 4], [5, 6]), "rows sum to 10, columns to 11: they must agree"),
        (lambda: gras([[0.0, 0], [3, 4]], [1, 6], [3, 4]), "row 0 holds only zeros but should sum to 1"),
        (lambda: gras([[1.0, 0], [3, 0]], [1, 3], [3, 1]), "column 1 holds only zeros but should sum to 1"),
    ],
)  # fmt: skip
def test_what_no_world_can_be_made_of(made, said):
    with pytest.raises(WorldError) as caught:
        made()
    assert caught.value.problems == (said,)


def test_what_is_wrong_with_options_and_elasticities():
    for facts, said in (
        ({"tolerance": 0.0}, "a tolerance lies between 0 and 1, not 0.0"),
        ({"tolerance": 1.0}, "a tolerance lies between 0 and 1, not 1.0"),
        ({"max_sweeps": 0}, "max_sweeps is 1 or more, not 0"),
        ({"depth": -1}, "depth is 0 or more, not -1"),
        ({"homotopy_steps": 0}, "homotopy_steps is 1 or more, not 0"),
    ):
        with pytest.raises(OptionError) as caught:
            Options(**facts)
        assert str(caught.value) == said
    assert Options(max_sweeps=1, depth=0, homotopy_steps=1).depth == 0
    for facts, said in (
        ({"theta": 0.0}, "theta needs a positive number for each of 2 sectors, not [0. 0.]"),
        ({"theta": np.inf}, "theta needs a positive number for each of 2 sectors, not [inf inf]"),
        ({"theta": [1.0]}, "theta needs a positive number for each of 2 sectors, not [1.]"),
        ({"theta": 1.0, "domestic": [1.0, -1.0]}, "domestic needs a positive number for each of 2 sectors, not [ 1. -1.]"),
        ({"theta": 1.0, "final": 0.0}, "the elasticity 'final' must be positive, not 0.0"),
        ({"theta": 1.0, "inputs": -1.0}, "the elasticity 'inputs' must be positive, not -1.0"),
        ({"theta": 1.0, "value_added": 0.0}, "the elasticity 'value_added' must be positive, not 0.0"),
        ({"theta": 1.0, "supply": -0.1}, "the supply elasticity must be 0 or positive, not -0.1"),
        ({"theta": 1.0, "labour": "free"}, "labour is 'mobile' or 'specific', not 'free'"),
    ):  # fmt: skip
        with pytest.raises(OptionError) as caught:
            elasticities(("x", "y"), **facts)
        assert str(caught.value) == said
    with pytest.raises(WorldError) as missing:
        elasticities(("x", "y", "z"), {"y": 1.0})
    assert missing.value.problems == ("theta has no value for x, z",)
    given = elasticities(("x", "y"), 2.0, inputs=0.5)
    assert (given.cobb_douglas, given.single_nest) == (False, True)
    assert not given.theta.flags.writeable
    assert elasticities(("x",), 2.0, value_added=0.5).cobb_douglas is False
    assert elasticities(("x", "y"), 2.0, domestic=1.0).single_nest is False


def test_what_cannot_be_rebalanced(small, small_elasticities, three):
    one = elasticities(three.sectors, 4.0)
    for targets, said in (
        ({(S0, S0): 1.0}, "a target is a number, 0 or more, for two different states"),
        ({(S0, S1): -1.0}, "a target is a number, 0 or more, for two different states"),
        ({(S0, S1): np.inf}, "a target is a number, 0 or more, for two different states"),
    ):
        with pytest.raises(WorldError) as caught:
            rebalance(small, targets, small_elasticities)
        assert caught.value.problems == (said,)
    for made, said in (
        (lambda: rebalance(small, {}, small_elasticities), "there are no targets: give totals as {(exporter, importer): value}"),
        (lambda: rebalance_parts(small, [({}, None)], small_elasticities), "there are no targets: give totals as {(exporter, importer): value}"),
        (lambda: rebalance(small, {(S0, S1): 1.0}, small_elasticities, zeros="guess"), "zeros are handled by 'raise' or 'seed', not 'guess'"),
        (lambda: rebalance_parts(small, [({(S0, S1): 1.0}, ("food",)), ({(S0, S1): 1.0}, None)], small_elasticities), "food from S000 to S001 is in two parts: a flow has one total at most"),
    ):  # fmt: skip
        with pytest.raises(OptionError) as refused:
            made()
        assert str(refused.value) == said
    gap = one_sector([[80, 0, 10], [12, 60, 8], [8, 10, 52]], states=("A", "B", "C"))
    with pytest.raises(WorldError) as caught:
        rebalance(gap, {("A", "B"): 5.0}, one)
    assert caught.value.problems == (
        "A sold nothing to B, so there is no sector structure to scale: pass zeros='seed' to use that of all its exports",
    )
    with pytest.raises(ConvergenceError) as slow:
        rebalance(three, {("A", "B"): 12.0}, one, max_rounds=1)
    assert str(slow.value) == (
        "the totals were not reached in 1 rounds: the worst pair is off by 0.2 of its total. Check that targets are at border "
        "prices and in USD"
    )
    with pytest.raises(ConvergenceError) as none:
        rebalance(three, {("A", "B"): 1e6}, one)
    assert str(none.value).startswith(
        "no world trades these totals: they ask for more than the states make and spend. Check that they are at border prices "
        "and in USD ("
    )


def test_what_exposure_asks_of_a_world(small, small_elasticities, three):
    with pytest.raises(WorldError) as caught:
        exposure(small.with_(export_tax=np.zeros((5, 5, 3))), elasticities(small.sectors, 4.0, domestic=2.0))
    assert caught.value.problems == tuple(
        f"exposure needs a simpler world: {why}"
        for why in (
            "it has several sectors: aggregate them",
            "it has tariffs, which the algebra leaves out",
            "it has inputs or elastic supply: the algebra has one factor only",
            "the elasticities have two nests",
            "trade is not balanced: purge_deficits first",
        )
    )
    with pytest.raises(WorldError) as caught:
        exposure(three, elasticities(three.sectors, 4.0, supply=0.1))
    assert len(caught.value.problems) == 1
    taxed = world_after(
        solve(three, [ExportTaxShock(rate=0.1)], elasticities=elasticities(three.sectors, 4.0))
    )
    with pytest.raises(WorldError) as caught:
        exposure(taxed, elasticities(three.sectors, 4.0))
    assert caught.value.problems[0].endswith("it has export taxes, which the algebra leaves out")


def test_what_no_lever_is(three):
    with pytest.raises(OptionError) as caught:
        Lever(name="t", kind="quota")
    assert str(caught.value) == "a lever is a tariff or an export_tax, not 'quota'"
    for low, high in ((-1.0, 0.0), (1.0, 0.5), (0.0, np.inf)):
        with pytest.raises(OptionError) as caught:
            Lever(name="t", low=low, high=high)
        assert str(caught.value) == f"t: bounds run from above -1 to a finite rate, not {low} to {high}"
    assert Lever(name="t", low=0.5, high=0.5).high == 0.5
    aim = Aim(world=three, elasticities=elasticities(three.sectors, 4.0), deficits="additive", levers=(), weights={"A": 1.0})  # fmt: skip
    with pytest.raises(OptionError) as caught:
        optimum(aim)
    assert str(caught.value) == "an optimum needs at least one lever"


def test_what_power_is_not_of():
    good = {"share": [0.5], "spending": [1.0], "sigma": [2.0]}
    for facts, said in (
        ({"share": [-0.1]}, "shares of the sanctioner lie between 0 and 1"),
        ({"share": [1.1]}, "shares of the sanctioner lie between 0 and 1"),
        ({"spending": [1.0 + 2e-9]}, "shares of spending must sum to 1"),
        ({"sigma": [1.0]}, "sigma must be above 1 and rho above 0 (losing a variety costs infinitely much otherwise)"),
        ({"rho": 0.0}, "sigma must be above 1 and rho above 0 (losing a variety costs infinitely much otherwise)"),
        ({"cap": 0.0}, "sigma must be above 1 and rho above 0 (losing a variety costs infinitely much otherwise)"),
        ({"cap": 1.1}, "sigma must be above 1 and rho above 0 (losing a variety costs infinitely much otherwise)"),
    ):  # fmt: skip
        with pytest.raises(OptionError) as caught:
            ces_power(**(good | facts))
        assert str(caught.value) == said
    assert ces_power([0.0], [1.0], [2.0]) == 0.0
    assert ces_power([0.5], [1.0 + 0.9e-9], [2.0]) == pytest.approx(np.log(2))
    assert np.isinf(ces_power([1.0], [1.0], [2.0], cap=1.0))
    assert np.isinf(marginal_power(1.0, 1.0, 5.0))
    for shares in ([[0.5, 0.5], [0.0, 0.0]], [[0.0, -0.1], [0.0, 0.0]]):
        with pytest.raises(OptionError) as caught:
            network_power([0.1, 0.1], shares)
        assert str(caught.value) == (
            "cost shares of inputs are not negative and sum to less than 1 for each user"
        )


def test_who_is_no_party():
    flows = np.full((4, 4), 2.0) + 20 * np.eye(4)
    world = one_sector(flows, states=("CHN", "DEU", "XEU", "ROW"), name="w")
    day, members = date(2022, 1, 1), {"CHN": ("CHN",), "DEU": ("DEU",), "XEU": ("FRA", "ITA"), "ROW": ()}
    for words, said in (
        ("DEU - DEU", "no state of world 'w' belongs to 'DEU - DEU'"),
        ("FRA", "FRA is part of XEU in world 'w': name XEU, or another world"),
        ("Soviet Union", "SUN ended on 1991-12-25, and is not in world 'w'"),
        ("Japan", "JPN is not a state of world 'w'; it is part of the rest of the world"),
    ):
        with pytest.raises(ShockError) as caught:
            parties(words, world=world, on=date(1990, 1, 1) if "Soviet" in words else day, members=members)
        assert str(caught.value) == said
    assert parties("EU", world=world, on=day, members=members) == ("DEU", "XEU")
    assert parties("EU - ours + CHN", world=world, on=day, members=members, parts={"ours": ("DEU",)}) == ("CHN", "XEU")  # fmt: skip
    with pytest.raises(FileFormatError) as odd:
        among("EU +", ("DEU",), place="x")
    assert odd.value.problem == "'EU +' is not a sum of groups and states, such as 'G7 + EU'"


def test_a_violation_is_a_sentence():
    facts = {"state": "A", "term": "spending", "value": -1234.5, "remedy": "take less"}
    assert str(Violation(sector="food", **facts)) == "spending of A on food would be -1.23e+03: take less"
    assert str(Violation(sector=None, **facts)) == "spending of A would be -1.23e+03: take less"


def test_labels_of_another_world(small, three):
    with pytest.raises(WorldError) as caught:
        small.same_labels(small.states, ("food", "chips", "steel"), "it")
    assert caught.value.problems == ("it lists sectors in another order: place 1 is 'chips', not 'steel'",)
    with pytest.raises(WorldError) as caught:
        small.same_labels(three.states, small.sectors, "it")
    assert caught.value.problems == ("it has 3 states where world 'synthetic' has 5",)
    with pytest.raises(UnknownNameError):
        small.aggregate(states={"Z": "A"})
    assert repr(small) == "World('synthetic', 5 states, 3 sectors)"
