"""What is kept when worlds are merged, moved, saved and cut apart: cell by cell."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
import yaml

from realpolitik.errors import FileFormatError, ShockError, WorldError
from realpolitik.models.equilibrium import (
    Embargo,
    ExportTaxShock,
    TariffShock,
    World,
    elasticities,
    from_flows,
    from_icio,
    from_input_output,
    one_sector,
    solve,
    synthetic,
)
from realpolitik.models.equilibrium.aggregate import aggregate
from realpolitik.models.equilibrium.change import combine
from realpolitik.models.equilibrium.feasibility import _groups, refuse_one_way, violation
from realpolitik.models.equilibrium.fixed_point import start_vector, unpack
from realpolitik.models.equilibrium.rebalance import _Part, rebalance_parts
from realpolitik.models.equilibrium.sweep import sweep
from realpolitik.models.equilibrium.system import prepare


def test_merged_labels_are_sums_and_their_taxes_are_weighted_by_what_they_fall_on(small, small_elasticities):
    taxed = solve(small, [ExportTaxShock(exporters=("S001", "S003"), rate=0.08), ExportTaxShock(exporters=("S001",), rate=0.1, sectors=("steel",))], elasticities=small_elasticities).after()  # fmt: skip
    found = aggregate(taxed, states={"S003": "S001"}, sectors={"chips": "steel"})
    flows, tax, tariff = taxed.flows, taxed.export_tax, taxed.tariff
    old = {"S000": [0], "S001": [1, 3], "S002": [2], "S004": [4]}
    goods = {"food": [0], "steel": [1, 2]}
    assert found.states == tuple(old)
    assert found.sectors == tuple(goods)
    for a, rows in enumerate(old.values()):
        assert found.value_added[a] == pytest.approx(taxed.value_added[rows].sum())
        assert found.deficit[a] == pytest.approx(taxed.deficit[rows].sum())
        for g, sectors in enumerate(goods.values()):
            made = taxed.output[np.ix_(rows, sectors)]
            added = (made * taxed.value_added_share[np.ix_(rows, sectors)]).sum()
            assert found.value_added_share[a, g] == pytest.approx(added / made.sum())
            for h, inputs in enumerate(goods.values()):
                used = sum(taxed.input_share[n, k, j] * taxed.output[n, j] for n in rows for k in inputs for j in sectors)  # fmt: skip
                assert found.input_share[a, h, g] == pytest.approx(used / made.sum())
            wanted = (taxed.final_share[np.ix_(rows, sectors)] * taxed.income[rows][:, None]).sum()
            assert found.final_share[a, g] == pytest.approx(wanted / taxed.income[rows].sum())
            for b, sellers in enumerate(old.values()):
                cells = np.ix_(rows, sellers, sectors)
                border = flows[cells].sum()
                assert found.flows[a, b, g] == pytest.approx(border)
                assert found.tariff[a, b, g] == pytest.approx((tariff[cells] * flows[cells]).sum() / border)
                producer = flows[cells] / (1 + tax[cells])
                assert found.export_tax[a, b, g] == pytest.approx(
                    (tax[cells] * producer).sum() / producer.sum()
                )
    assert found.notes[-1] == "aggregated from 5 states and 3 sectors"
    assert (found.name, found.unit) == (taxed.name, taxed.unit)


def test_a_rate_on_what_is_not_traded_is_the_plain_mean_and_a_sector_of_nothing_is_all_value_added():
    flows = np.array([[80.0, 0, 0], [0, 60, 8], [8, 10, 52]]).T[:, :, None]
    rates = np.zeros((3, 3, 1))
    rates[0, 1], rates[0, 2] = 0.1, 0.3
    world = from_flows(flows, states=("A", "B", "C"), sectors=("x",), value_added_share=np.ones((3, 1)), input_share=np.zeros((3, 1, 1)), tariff=rates)  # fmt: skip
    found = aggregate(world, states={"B": "D", "C": "D"})
    assert found.flows[0, 1, 0] == 8.0
    assert found.tariff[0, 1, 0] == pytest.approx(0.3)  # all of it falls on what C sells
    none = aggregate(world.with_(shares=np.array(world.shares)), states={"A": "E", "C": "E"})
    assert none.tariff[1, 0, 0] == 0.0


def test_parts_of_targets_are_reached_each_in_its_sectors(small, small_elasticities):
    pair = ("S000", "S001")
    before = small.flows[1, 0]
    parts = [({pair: 1.2 * before[0]}, ("food",)), ({pair: 0.9 * before[1:].sum()}, ("steel", "chips"))]
    found = rebalance_parts(small, parts, small_elasticities)
    assert found.flows[1, 0, 0] == pytest.approx(1.2 * before[0], rel=1e-8)
    assert found.flows[1, 0, 1:].sum() == pytest.approx(0.9 * before[1:].sum(), rel=1e-8)
    assert found.notes[-1] == "rebalanced to 2 bilateral totals"
    assert found.notes[:-1] == small.notes
    # a miss of a thousandth of all money is near enough where that is allowed, and no more than that
    loose = rebalance_parts(small, parts, small_elasticities, missed=1e-3)
    total = 1.2 * before[0] + 0.9 * before[1:].sum()
    off = abs(loose.flows[1, 0, 0] - 1.2 * before[0]) + abs(
        loose.flows[1, 0, 1:].sum() - 0.9 * before[1:].sum()
    )
    assert 1e-9 * total < off < 1e-3 * total
    assert loose.problems() == ()


def test_money_by_which_targets_are_missed(three):
    """A target of 10 of which half, twice and nothing is traded: 5, 10, and what cannot be scaled counts as reached."""
    part = _Part.of(three, {("A", "B"): 10.0, ("B", "C"): 10.0, ("C", "A"): 10.0}, None)
    assert part.off(np.array([2.0, 0.5, 0.0])) == pytest.approx(15.0)
    assert part.off(np.array([1.0, 1.0, 1.0])) == 0.0
    assert part.ratio(np.array(three.flows).transpose(2, 0, 1)) == pytest.approx([10 / 10, 10 / 8, 10 / 8])


def test_a_pair_that_traded_nothing_is_given_the_structure_of_all_exports(small, small_elasticities):
    flows = np.array(small.flows)
    flows[1, 0] = 0.0
    world = from_flows(flows, states=small.states, sectors=small.sectors, value_added_share=small.value_added_share, input_share=small.input_share, negative_final="zero").settle(small_elasticities)  # fmt: skip
    found = rebalance_parts(world, [({("S000", "S001"): 1e7}, None)], small_elasticities, zeros="seed")
    exports = world.flows[:, 0].sum(axis=0) - world.flows[0, 0]
    assert found.flows[1, 0].sum() == pytest.approx(1e7, rel=1e-8)
    # shares of sectors move with the prices of the settling, by little
    assert found.flows[1, 0] / 1e7 == pytest.approx(exports / exports.sum(), abs=0.02)
    nothing = rebalance_parts(world, [({("S000", "S001"): 0.0}, None)], small_elasticities)
    assert nothing.flows[1, 0].tolist() == [0.0] * 3


def test_a_world_with_export_taxes_is_saved_whole_and_its_file_says_what_it_is(
    small, small_elasticities, tmp_path
):
    world = solve(
        small, [ExportTaxShock(exporters=("S001",), rate=0.08)], elasticities=small_elasticities
    ).after()
    folder = world.save(tmp_path / "deep" / "world")
    again = World.load(folder)
    assert np.array_equal(again.export_tax, world.export_tax)
    assert np.array_equal(again.tariff, world.tariff)
    head = yaml.safe_load((folder / "world.yaml").read_text(encoding="utf-8"))
    assert (head["format"], head["taxes"], head["name"]) == (1, ["tariff", "export_tax"], "synthetic")
    assert list(head) == ["format", "name", "period", "unit", "notes", "states", "sectors", "taxes"]
    sectors = pl.read_parquet(folder / "sectors.parquet")
    assert sectors.height == 15
    bare = one_sector([[80, 0], [12, 60]], states=("A", "B")).save(tmp_path / "bare")
    trade = pl.read_parquet(bare / "trade.parquet").sort("importer", "exporter")
    assert trade.rows() == [("A", "A", "all", 80 / 92), ("A", "B", "all", 12 / 92), ("B", "B", "all", 1.0)]
    assert pl.read_parquet(bare / "inputs.parquet").height == 0
    assert World.load(bare).tariff is None
    (bare / "world.yaml").write_text("- a\n", encoding="utf-8")
    with pytest.raises(FileFormatError) as caught:
        World.load(bare)
    assert str(caught.value) == f"{bare / 'world.yaml'}: only format 1 can be read; save the world again"


def test_a_table_of_the_oecd_cell_by_cell():
    """Two states, one of them in two parts whose demand is under the whole state: sums of rows, of columns, and taxes in value added."""
    industries = ["CHN_A_1", "CN1_A_1", "RUS_A_1"]
    columns = [*industries, "CHN_HFCE", "CN1_HFCE", "RUS_HFCE", "CHN_INV", "OUT"]
    table = np.zeros((6, 8))
    table[:3, :3] = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    table[:3, 3:7] = [[20, 0, 5, 2], [30, 1, 6, 3], [10, 0, 40, 4]]
    table[3, :3], table[4, :3] = [1, 1, 2], [16, 28, 50]
    rows = [*industries, "TLS", "VA", "OUT"]
    found = from_icio(table, rows=rows, columns=columns, rest={"CN1": "CHN"}, period="2020")
    assert (found.states, found.sectors, found.name, found.period) == (
        ("CHN", "RUS"),
        ("A_1",),
        "OECD ICIO",
        "2020",
    )
    assert found.flows[0, 0, 0] == pytest.approx(1e6 * (1 + 2 + 4 + 5 + 20 + 30 + 1 + 2 + 3))
    assert found.flows[1, 0, 0] == pytest.approx(1e6 * (3 + 6 + 5 + 6))
    assert found.flows[0, 1, 0] == pytest.approx(1e6 * (7 + 8 + 10 + 4))
    assert found.flows[1, 1, 0] == pytest.approx(1e6 * (9 + 40))
    added, inputs = 1 + 1 + 16 + 28, np.array([1 + 2 + 4 + 5 + 7 + 8])
    assert found.value_added_share[0, 0] == pytest.approx(added / (added + inputs[0]))
    named = from_icio(table, rows=[*industries, "TLS_X", "VA", "OUT"], columns=columns, rest={"CN1": "CHN"})
    assert named.value_added.tolist() == found.value_added.tolist()  # taxes on products have many names
    cases = (
        ({"rows": [*industries, "TLS", "VAX", "OUT"]}, "there is no row VA: value added cannot be told from taxes"),
        ({"rows": ["CHN_A_1", "RUS_A_1", "CN1_A_1", "TLS", "VA", "OUT"]}, "rows and columns list other industries from place 1: a table must be square there"),
        ({"columns": [*columns[:3], "USA_HFCE", *columns[4:]]}, "the column 'USA_HFCE' is final demand of a state without industries: its spending would be lost"),
        ({"rows": ["CHN_A", "CHN_B", "RUS_A", "TLS", "VA", "OUT"], "columns": ["CHN_A", "CHN_B", "RUS_A", *columns[3:]]}, "industries must run state by state, each with the same sectors in the same order"),
    )  # fmt: skip
    for changed, said in cases:
        with pytest.raises(WorldError) as caught:
            from_icio(table, **({"rows": rows, "columns": columns} | changed))
        assert caught.value.problems == (said,)
    with pytest.raises(WorldError, match=r"from place 3: a table"):
        from_icio(table, rows=rows, columns=industries[:2])


def test_negative_cells_and_losses_of_a_table_are_counted():
    uses = np.array([[[[2.0, 1.0]], [[1.0, 1.0]]]]).reshape(1, 2, 1, 2)
    final = np.array([[[9.0], [-1.0]]])
    found = from_input_output(uses, final, states=("A",), sectors=("x", "y"), negative_added="zero", name="t", period="p", unit="u")  # fmt: skip
    assert found.notes == (
        "1 negative cells set to zero",
        "1 industries with negative value added make do without",
    )
    assert found.flows[0, 0].tolist() == [12.0, 2.0]
    assert found.value_added_share[0] == pytest.approx([9 / 12, 0.0])
    assert (found.name, found.period, found.unit) == ("t", "p", "u")


def test_groups_of_states_that_trade_both_ways():
    linked = np.zeros((5, 5), dtype=bool)
    linked[0, 1] = linked[1, 2] = linked[2, 0] = True  # a circle
    linked[3, 0] = True  # buys of the circle and sells nothing
    found = sorted(group.tolist() for group in _groups(linked))
    assert found == [
        [False, False, False, False, True],
        [False, False, False, True, False],
        [True, True, True, False, False],
    ]
    chain = np.eye(9, k=1, dtype=bool) | np.eye(9, k=-1, dtype=bool)
    assert [group.all() for group in _groups(chain)] == [True]


def test_who_can_only_buy_or_only_sell_is_named_six_and_the_rest_counted():
    names = tuple(f"N{k}" for k in range(9))
    flows = np.full((9, 9), 1.0) + 20 * np.eye(9)
    world = one_sector(flows, states=names)
    four = elasticities(world.sectors, 4.0)
    cut = [Embargo(exporters=names[:7], importers=names[7:])]
    for given, shown in ((cut, "N0, N1, N2, N3, N4, N5 and 1 more could buy abroad but sell nothing there, and nobody lends it the difference"),
                         ([Embargo(exporters=names[:6], importers=names[6:])], "N6, N7, N8 could sell abroad but buy nothing there, and nobody may borrow what it earns")):  # fmt: skip
        with pytest.raises(ShockError) as caught:
            solve(world, given, elasticities=four)
        said = str(caught.value)
        first = "N7, N8 could sell abroad but buy nothing there" if given is cut else shown
        assert said.startswith(first)
        assert said.endswith(
            "(deficits are closed 'additive'): no equilibrium exists. Forbid trade both ways (both_ways), the limit of ever "
            "higher costs on one side, or exempt one partner"
        )


@pytest.mark.parametrize("closure", ["additive", "multiplicative", "proportional"])
@pytest.mark.parametrize("sign", [1, -1])
def test_a_deficit_pays_for_one_way_trade_of_its_own_sign_only(closure, sign):
    """A has a deficit and may buy without selling; with a surplus it may sell without buying."""
    flows = np.array([[80.0, 10, 10], [10, 60, 10], [10, 10, 50]])
    if sign > 0:
        flows[1, 0] += 2
    else:
        flows[0, 1] += 2
    world = one_sector(flows, states=("A", "B", "C"))
    four = elasticities(world.sectors, 4.0)
    own, other = (Embargo(exporters=("A",)), Embargo(importers=("A",)))[::sign]
    for shock, refused in ((own, False), (other, True)):
        system = prepare(world, four, combine(world, [shock]), closure)
        if refused:
            with pytest.raises(ShockError, match=r"^A could"):
                refuse_one_way(system, states=world.states)
        else:
            refuse_one_way(system, states=world.states)


def test_the_worst_of_what_cannot_be_is_named(small, small_elasticities):
    system = prepare(small, small_elasticities, combine(small, []), "additive")
    point = unpack(system, start_vector(system, small.expenditure))
    final = sweep(system, point)
    labels = {"states": small.states, "sectors": small.sectors}
    assert violation(system, point, final, **labels) is None
    income = np.array(final.income)
    income[2], income[4] = -0.5 * small.value_added[2], -0.1 * small.value_added[4]
    found = violation(system, point, replace(final, income=income), **labels)
    assert (found.state, found.sector, found.term, found.value) == ("S002", None, "income", income[2])
    income[2] = income[4] = 0.0
    assert violation(system, point, replace(final, income=income), **labels).value == 0.0
    spending = np.array(point.spending)
    spending[1, 3] = -2e-12 * small.value_added[3]
    found = violation(system, replace(point, spending=spending), final, **labels)
    assert (found.state, found.sector, found.term, found.value) == (
        "S003",
        "steel",
        "spending",
        spending[1, 3],
    )
    spending[1, 3] = -0.5e-12 * small.value_added[3]
    assert violation(system, replace(point, spending=spending), final, **labels) is None
    output = np.array(final.output)
    output[2, 0], output[0, 1] = -0.5 * small.value_added[0], -0.1 * small.value_added[1]
    found = violation(system, point, replace(final, output=output), **labels)
    assert (found.state, found.sector, found.term) == ("S000", "chips", "output")
    surplus = small.deficit[0] < 0
    own = "its surplus of the baseline exceeds what it can still earn. Let deficits move with income (deficits='multiplicative'), balance the baseline ('purged'), or take a smaller shock"  # fmt: skip
    plain = "the shock has no equilibrium under these deficits. Balance the baseline ('purged') or take a smaller shock"  # fmt: skip
    assert found.remedy == (own if surplus else plain)
    at = int(np.argmin(small.deficit)), int(np.argmax(small.deficit))
    for n, remedy in zip(at, (own, plain), strict=True):
        income = np.array(final.income)
        income[n] = -1.0
        assert violation(system, point, replace(final, income=income), **labels).remedy == remedy
        free = prepare(small, small_elasticities, combine(small, []), "multiplicative")
        assert violation(free, point, replace(final, income=income), **labels).remedy == plain


def test_taxes_that_leave_a_buyer_without_a_source_are_refused():
    flows = np.array([[80.0, 10, 10], [12, 0, 8], [8, 10, 52]])
    world = one_sector(flows, states=("A", "B", "C"))
    with pytest.raises(ShockError) as caught:
        solve(world, [TariffShock(importers=("B",), rate=1e9)], elasticities=elasticities(world.sectors, 4.0))
    assert str(caught.value) == (
        "taxes leave B without any source of all: exempt one supplier, or merge the sector with another"
    )


@pytest.mark.parametrize(("exponent", "count"), [(0.99, 0), (1.01, 2)])
def test_a_tax_is_an_embargo_where_it_lowers_a_share_by_a_million_million(three, exponent, count):
    rate = 1e12 ** (exponent / 4) - 1
    given = elasticities(three.sectors, 4.0)
    change = combine(three, [TariffShock(exporters=("A",), importers=("B",), rate=rate, both_ways=True)])
    system = prepare(three, given, change, "additive")
    assert (0 if system.prohibited is None else int(system.prohibited.sum())) == count
    assert (float(system.imports[0, 1, 0]) == 0) == (count > 0)
    free = prepare(three, given, change, "additive", limit=False)
    assert free.prohibited is None
    two = elasticities(three.sectors, 4.0, domestic=2.0)
    nested = prepare(three, two, change, "additive")
    # Beside other sources a share falls by theta, though alone it would fall by the nest's elasticity only. B buys 10 of A and 10
    # of C, and A 12 of B and 8 of C: 12 times a little less than a millionth of a millionth is still more than 8 of them.
    assert (0 if nested.prohibited is None else int(nested.prohibited.sum())) == count // 2


def test_a_world_that_nobody_else_sells_to_keeps_a_dear_source():
    """With one foreign source the elasticity of the nest counts, not that among foreign sources."""
    world = one_sector([[80.0, 10], [10, 60]], states=("A", "B"))
    two = elasticities(world.sectors, 4.0, domestic=2.0)
    for rate, count in ((1e12**0.3, 0), (1e12**0.51, 2)):
        change = combine(world, [TariffShock(exporters=("A",), importers=("B",), rate=rate, both_ways=True)])
        system = prepare(world, two, change, "additive")
        assert (0 if system.prohibited is None else int(system.prohibited.sum())) == count


def test_worlds_of_one_seed_are_one_world():
    given = elasticities(("x",), 4.0)
    assert np.array_equal(synthetic(3, given).shares, synthetic(3, given, seed=0).shares)
