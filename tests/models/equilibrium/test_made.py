"""Worlds made of the tables of others, of random numbers, and of sums to be reached: cell by cell beside the arrays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from realpolitik.models.equilibrium import (
    CaliendoParroTables,
    NaftaTables,
    elasticities,
    from_caliendo_parro,
    from_flows,
    from_goods_trade,
    from_input_output,
    from_nafta,
    from_pairs,
    gras,
    one_sector,
    synthetic,
)
from realpolitik.models.equilibrium.elasticities import from_substitution
from realpolitik.models.equilibrium.formats import nafta_tariffs
from realpolitik.models.equilibrium.layout import sectors_first


def test_the_matrices_of_caliendo_and_parro_give_the_world_that_they_are_of(small, small_elasticities):
    """A world taken apart into the layout of the replication files, in millions, and put together again."""
    rough = small.input_share / (1 - small.value_added_share)[:, None, :]
    tables = CaliendoParroTables(
        shares=sectors_first(small.shares).reshape(15, 5), tariff=1 + sectors_first(small.tariff).reshape(15, 5),
        value_added_share=small.value_added_share.T, final_share=small.final_share.T, expenditure=small.expenditure.T / 1e6,
        input_share=rough.reshape(15, 3), value_added=small.value_added[:, None] / 1e6, deficit=small.deficit[:, None] / 1e6 + 7.0,
    )  # fmt: skip
    found = from_caliendo_parro(tables, small_elasticities, states=small.states, unit_usd=1e6, period="2014")
    # settled to 1e-13 of value added
    for name in ("shares", "value_added_share", "input_share", "final_share", "tariff"):
        assert getattr(found, name) == pytest.approx(getattr(small, name), abs=1e-9), name
    for name in ("value_added", "deficit", "expenditure"):
        assert getattr(found, name) / 1e9 == pytest.approx(getattr(small, name) / 1e9, rel=1e-8, abs=1e-8), (
            name
        )
    assert (found.name, found.period, found.notes) == ("Caliendo-Parro", "2014", ("settled",))
    free = from_caliendo_parro(replace(tables, tariff=None), small_elasticities, states=small.states, keep_deficits=False)  # fmt: skip
    assert free.tariff is None
    assert free.deficit == pytest.approx(np.zeros(5), abs=1e-9)
    alone = np.array(rough)
    alone[0, :, 1] = 0.0
    whole = from_caliendo_parro(replace(tables, input_share=alone.reshape(15, 3)), small_elasticities, states=small.states)  # fmt: skip
    assert whole.value_added_share[0, 1] == 1.0


def test_the_files_of_1993_are_thousands_percents_and_traded_sectors_first():
    """Two states, three sectors of which two are traded; the output of one is raised to what it exports."""
    given = elasticities(("a", "b", "s"), 4.0)
    flows = np.array([[[0, 2.0], [3.0, 0]], [[0, 4.0], [1.0, 0]]])  # sector, importer, exporter: thousands
    output = np.array([[10_000.0, 20_000.0], [900.0, 30_000.0], [50_000.0, 60_000.0]])
    added = np.array([[0.6, 0.7], [0.5, 0.4], [0.8, 1.0]])
    uses = np.array([[[0.5, 0.2, 0.3], [0.3, 0.4, 0.3], [0.2, 0.4, 0.4]], [[0.1, 0.6, 0.0], [0.4, 0.2, 0.0], [0.5, 0.2, -0.0]]])  # fmt: skip
    tables = NaftaTables(flows=flows.reshape(4, 2), tariff=np.array([[[0, 5.0], [10.0, 0]], [[0, 0.0], [20.0, 0]]]).reshape(4, 2), output=output, value_added_share=added, input_share=uses.reshape(6, 3))  # fmt: skip
    found = from_nafta(tables, given, states=("A", "B"))
    trade = np.zeros((2, 2, 3))
    trade[0, 1], trade[1, 0] = (2000, 4000, 0), (3000, 1000, 0)
    for n in range(2):
        trade[n, n] = np.maximum(output[:, n], trade[:, n].sum(axis=0)) - trade[1 - n, n]
    rates = nafta_tariffs(tables.tariff, sectors=3, states=2)
    assert rates[0, 1].tolist() == [0.05, 0.0, 0.0]
    assert rates[1, 0].tolist() == [0.1, 0.2, 0.0]
    parts = uses * (1 - added.T)[:, None, :]
    expected = from_flows(
        trade, states=("A", "B"), sectors=("a", "b", "s"), value_added_share=added.T, input_share=parts, tariff=rates, negative_final="zero",
    ).settle(given)  # fmt: skip
    assert trade[0, 0, 1] == 0
    assert found.shares == pytest.approx(expected.shares, abs=1e-9)
    assert found.value_added == pytest.approx(expected.value_added, rel=1e-9)
    assert found.input_share == pytest.approx(expected.input_share, abs=1e-9)
    assert (found.name, found.period) == ("NAFTA", "1993")
    assert np.abs(found.deficit).max() > 100
    assert from_nafta(tables, given, states=("A", "B"), keep_deficits=False).deficit == pytest.approx([0, 0], abs=1e-6)  # fmt: skip


def test_a_world_of_goods_has_output_by_gdp_and_tariffs_by_importer_or_pair():
    flows = np.array([[9.0, 30.0, np.nan], [10.0, 9.0, 5.0], [1.0, 2.0, 9.0]])
    gdp = [100.0, 200.0, 2.0]
    found = from_goods_trade(flows, gdp, states=("A", "B", "C"), tariff=[0.1, 0.2, 0.3])
    assert found.flows[1, 0, 0] == pytest.approx(30.0)
    assert found.flows[2, 0, 0] == 0.0
    assert found.flows[0, 0, 0] == pytest.approx(100 / 0.5 - 30)
    assert found.flows[2, 2, 0] == pytest.approx(max(4 - 3, 0.05 * 4 + max((0.5 * 3 - 5) / 0.5, 0)))
    assert found.tariff[:, :, 0] == pytest.approx(np.array([[0, 0.1, 0.1], [0.2, 0, 0.2], [0.3, 0.3, 0]]))
    assert found.notes == ("domestic sales are GDP over 0.5 less exports",)
    pairs = from_goods_trade(flows, gdp, states=("A", "B", "C"), tariff=np.array([[9, 0.1, 0.2], [0.3, 9, 0.4], [0.5, 0.6, 9]]))  # fmt: skip
    assert pairs.tariff[1, 0, 0] == pytest.approx(0.1)  # exporter A, importer B
    assert pairs.tariff[0, 1, 0] == pytest.approx(0.3)
    hub = from_goods_trade([[0.0, 300.0], [10.0, 0.0]], [100.0, 200.0], states=("A", "B"))
    needed = (0.5 * 300 - 10) / 0.5
    assert hub.flows[0, 0, 0] == pytest.approx(needed + 0.05 * 200)
    assert hub.notes[1] == "1 states raised to the least domestic sales"
    assert (hub.tariff, hub.sectors) == (None, ("goods",))
    less = from_goods_trade([[0.0, 300.0], [10.0, 0.0]], [100.0, 200.0], states=("A", "B"), value_added_share=0.8, least_domestic=0.1)  # fmt: skip
    assert less.flows[0, 0, 0] == pytest.approx((0.2 * 300 - 10) / 0.8 + 0.1 * 100 / 0.8)
    assert less.value_added_share.ravel().tolist() == [0.8, 0.8]


def test_pairs_and_a_matrix_are_one_world():
    found = from_pairs(["B", "A", "A", "B"], ["B", "B", "A", "A"], [60.0, 10.0, 80.0, np.nan], unit_usd=2.0)
    assert found.states == ("A", "B")
    assert found.flows[:, :, 0].tolist() == [[160.0, 0.0], [20.0, 120.0]]
    half = one_sector(
        [[80, 10], [12, 60]], states=("A", "B"), value_added_share=0.75, sector="goods", unit="EUR"
    )
    assert half.value_added_share.ravel().tolist() == [0.75, 0.75]
    assert half.input_share.ravel().tolist() == [0.25, 0.25]
    assert (half.sectors, half.unit) == (("goods",), "EUR")
    assert from_substitution(("x", "y"), [5.0, 3.0], domestic=[2.0, 1.5]).domestic.tolist() == [1.0, 0.5]
    assert from_substitution(("x", "y"), [5.0, 3.0]).domestic.tolist() == [4.0, 2.0]


def test_a_table_of_uses_becomes_a_world_cell_by_cell():
    """Two states and sectors: pooled sources, value added from the table or as what is left, and the floor of what nobody sells."""
    uses = np.arange(16, dtype=float).reshape(2, 2, 2, 2) / 10
    final = np.array([[[9.0, 2.0], [0.0, 0.0]], [[3.0, 8.0], [0.0, 7.0]]])
    uses[:, 1, 0, :] = 0.0  # A uses none of the second sector, and consumes none
    found = from_input_output(uses, final, states=("A", "B"), sectors=("x", "y"), floor=0.01)
    sold = uses.sum(axis=3) + final  # seller, sector, buyer
    assert found.flows[0, 0, 1] == pytest.approx(0.01 * sold[0].sum())
    assert found.flows[1, 0, 0] == pytest.approx(sold[0, 0, 1])
    output = found.output
    assert output[1, 1] == pytest.approx(sold[1, 1].sum())
    inputs = uses[:, 0, 1, 1].sum()
    assert found.input_share[1, 0, 1] == pytest.approx(inputs / output[1, 1])
    assert found.value_added_share[1] == pytest.approx(1 - found.input_share[1].sum(axis=0))
    assert found.name == "input-output"


def test_gras_scales_positive_and_negative_cells_apart():
    """One column: r p s - n / (r s) with the multipliers of the paper; a line of negative cells alone; lines of nothing."""
    found = gras([[2.0, -1.0], [3.0, 4.0]], [3.0, 9.0], [6.0, 6.0])
    assert found.sum(axis=1) == pytest.approx([3, 9])
    assert found.sum(axis=0) == pytest.approx([6, 6])
    # found = r p s where positive: so the ratio of the positive cells is that of r over r, and of s over s
    r = found[0, 0] / 2 / (found[1, 0] / 3)
    s = found[1, 1] / 4 / (found[1, 0] / 3)
    scale = found[1, 0] / 3
    assert found[0, 1] == pytest.approx(-1.0 / (r * s * scale))
    down = gras([[-2.0, -1.0], [5.0, 5.0]], [-6.0, 12.0], [3.0, 3.0])
    assert down.sum(axis=1) == pytest.approx([-6, 12])
    assert down.sum(axis=0) == pytest.approx([3, 3])
    none = gras([[1.0, 2.0], [3.0, 4.0]], [0.0, 5.0], [2.0, 3.0])  # cells that are to sum to nothing
    assert none == pytest.approx(np.array([[0.0, 0.0], [2.0, 3.0]]), abs=1e-9)
    still = gras([[1.0, 0.0, 3.0], [0.0, 0.0, 0.0], [2.0, 0.0, 2.0]], [8.0, 0.0, 4.0], [5.0, 0.0, 7.0])
    assert still[1].tolist() == [0.0] * 3
    assert still[:, 1].tolist() == [0.0] * 3
    assert still.sum(axis=1) == pytest.approx([8, 0, 4])


def test_a_random_world_is_made_in_the_order_of_its_random_numbers():
    given = elasticities(("x", "y"), 3.0)
    found = synthetic(3, given, seed=6, tariffs=0.2, deficits=0.05)
    rng = np.random.default_rng(6)
    size = rng.pareto(1.2, 3) + 0.1
    share = rng.uniform(0.25, 0.65, (3, 2))
    mix = rng.dirichlet(np.full(2, 0.5), (3, 2))
    parts = np.swapaxes(mix, 1, 2) * (1 - share)[:, None, :]
    final = rng.dirichlet(np.full(2, 2.0), 3)
    income = 1e9 * size
    gap = rng.normal(0, 1, 3) * income
    gap -= income * (gap.sum() / income.sum())
    rates = rng.uniform(0, 0.2, (2, 3, 3))
    weights = rng.lognormal(0, 1.0, (2, 3, 3)) * size
    for n in range(3):
        rates[:, n, n] = weights[:, n, n] = 0.0
    foreign = weights / weights.sum(axis=2, keepdims=True) * rng.uniform(0.1, 0.6, (2, 3, 1))
    for n in range(3):
        foreign[:, n, n] = 1 - foreign[:, n].sum(axis=1)
    # what is settled moves shares with prices, rates and the technology of unit elasticities stay
    assert found.tariff == pytest.approx(np.moveaxis(rates, 0, 2))
    assert found.value_added_share == pytest.approx(share)
    assert found.input_share == pytest.approx(parts)
    assert found.final_share == pytest.approx(final)
    assert found.deficit.sum() == pytest.approx(0, abs=1)
    assert found.deficit / found.value_added.sum() == pytest.approx(0.05 * gap / income.sum(), abs=1e-12)
    assert found.value_added.sum() == pytest.approx(income.sum())
    ratio = found.shares / np.moveaxis(foreign, 0, 2)
    # of two goods from one source the costs move alike for all buyers: ratios of ratios are one
    cross = ratio[0, 1, 0] * ratio[1, 2, 0] / (ratio[0, 2, 0] * ratio[1, 1, 0])
    assert cross == pytest.approx(1)
    assert found.notes == ("random, seed 6", "settled")
    plain = synthetic(3, elasticities(("x",), 3.0), tariffs=0.0, deficits=0.0, inputs=False)
    assert (plain.tariff, plain.value_added_share.tolist()) == (None, [[1.0]] * 3)
    assert plain.input_share.tolist() == [[[0.0]]] * 3
    assert plain.deficit == pytest.approx(np.zeros(3), abs=1e-3)
    assert synthetic(3, elasticities(("x",), 3.0)).final_share.tolist() == [[1.0]] * 3
    assert plain.states == ("S000", "S001", "S002")
