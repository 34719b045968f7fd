"""Worlds: bad ones are refused by name, good ones keep their identities through merging, saving and renormalising."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
import yaml

from realpolitik.errors import (
    ConvergenceError,
    FileFormatError,
    OptionError,
    UnknownNameError,
    WorldError,
)
from realpolitik.models.equilibrium import (
    World,
    elasticities,
    from_flows,
    from_input_output,
    from_pairs,
    one_sector,
    solve,
    synthetic,
)


def spoiled(world: World, name: str, cell: tuple[int, ...], value: float) -> World:
    values = np.array(getattr(world, name))
    values[cell] = value
    return world.with_(**{name: values})


class TestBadWorlds:
    @pytest.mark.parametrize(
        ("name", "cell", "value", "message"),
        [
            ("shares", (1, 2, 0), -0.1, r"shares is -0\.1 at S001 S002 food, below 0"),
            ("shares", (1, 2, 0), np.nan, r"shares is not a number at S001 S002 food"),
            ("expenditure", (0, 1), np.inf, r"expenditure is not a number at S000 steel"),
            ("tariff", (0, 1, 2), -1.5, r"tariff is -1\.5 at S000 S001 chips, below -1"),
            ("value_added", (3,), 0.0, r"S003 has no output"),
            ("deficit", (0,), 1e8, r"deficits sum to "),
            ("expenditure", (2, 1), 1e12, r"spending is not inputs and final demand at S002"),
        ],
    )
    def test_named(self, small, name, cell, value, message):
        with pytest.raises(WorldError, match=message):
            spoiled(small, name, cell, value).check()

    def test_shares_off_by_a_thousandth(self, small):
        off = spoiled(small, "shares", (1, 1, 2), small.shares[1, 1, 2] + 1e-3)
        with pytest.raises(WorldError, match=r"shares of sources sum to 1\.001 at S001 chips"):
            off.check()
        with pytest.raises(WorldError, match="more than rounding"):
            off.renormalise()

    def test_cost_shares_off(self, small):
        off = spoiled(small, "value_added_share", (0, 0), small.value_added_share[0, 0] + 1e-3)
        with pytest.raises(WorldError, match=r"cost shares sum to 1\.001 at S000 food"):
            off.check()

    def test_all_problems_are_listed(self, small):
        bad = spoiled(spoiled(small, "shares", (0, 1, 0), np.nan), "deficit", (0,), np.nan)
        assert len(bad.problems()) == 2

    def test_surplus_above_income(self, three):
        bad = three.with_(deficit=np.array([-150.0, 75.0, 75.0]))
        assert any("its surplus exceeds its income" in problem for problem in bad.problems())

    def test_solve_refuses(self, small, small_elasticities):
        with pytest.raises(WorldError, match="deficits sum to"):
            solve(spoiled(small, "deficit", (0,), 1e8), elasticities=small_elasticities)

    def test_wrong_label_order(self, small):
        turned = elasticities(tuple(reversed(small.sectors)), 4.0)
        with pytest.raises(
            WorldError, match=r"lists sectors in another order: place 0 is 'chips', not 'food'"
        ):
            solve(small, elasticities=turned)
        with pytest.raises(WorldError, match="has 1 sectors where world 'synthetic' has 3"):
            solve(small, elasticities=elasticities(("food",), 4.0))

    def test_labels_twice(self, three):
        assert three.with_(states=("A", "B", "A")).problems() == ("the state label 'A' is used 2 times",)

    def test_shapes(self, three):
        with pytest.raises(WorldError, match=r"value_added has shape \(2,\), but the labels ask for \(3,\)"):
            three.with_(value_added=np.ones(2))

    @pytest.mark.parametrize(("value", "why"), [(-1.0, "negative"), (np.nan, "not a number")])
    def test_bad_flows(self, value, why):
        with pytest.raises(WorldError, match=f"the flow from A to B in all is {why}"):
            one_sector([[80.0, value], [12.0, 60.0]], states=("A", "B"))

    def test_a_buyer_of_nothing(self):
        with pytest.raises(WorldError, match="B buys no all from anybody"):
            one_sector([[80.0, 0.0], [12.0, 0.0]], states=("A", "B"))

    def test_a_state_that_consumes_nothing(self):
        uses, final = np.full((2, 1, 2, 1), 0.1), np.array([[[3.0, 0.0]], [[2.0, 0.0]]])
        with pytest.raises(WorldError, match="B has no final demand"):
            from_input_output(uses, final, states=("A", "B"), sectors=("x",))

    def test_of_nobody(self):
        with pytest.raises(WorldError, match="at least one state"):
            one_sector(np.ones((0, 0)), states=())

    def test_negative_final_demand(self):
        flows = np.array([[[10.0, 1.0]]])
        parts = np.array([[[0.0, 0.0], [0.5, 0.0]]])
        given = {
            "states": ("A",),
            "sectors": ("x", "y"),
            "value_added_share": 1 - parts.sum(1),
            "input_share": parts,
        }
        with pytest.raises(WorldError, match="final demand of A for y is -4"):
            from_flows(flows, **given)
        clipped = from_flows(flows, **given, negative_final="zero")
        assert clipped.notes == ("1 negative cells of final demand set to zero",)
        assert clipped.final_share.tolist() == [[1.0, 0.0]]


class TestArrays:
    def test_are_read_only_and_not_shared(self, three):
        flows = np.array(three.shares)
        world = three.with_(shares=flows)
        flows[0, 0, 0] = 9.0
        assert world.shares[0, 0, 0] == three.shares[0, 0, 0]
        with pytest.raises(ValueError, match="read-only"):
            world.shares[0, 0, 0] = 1.0

    def test_flows_are_what_was_given(self, three):
        assert three.flows[:, :, 0].T.tolist() == [
            pytest.approx(row) for row in ([80, 10, 10], [12, 60, 8], [8, 10, 52])
        ]
        assert three.output[:, 0].tolist() == pytest.approx([100, 80, 70])

    def test_income_holds_revenue_and_deficit(self, small):
        income = small.value_added + small.tariff_revenue + small.deficit
        assert small.income == pytest.approx(income, rel=1e-15)
        assert (small.tariff_revenue > 0).all()


class TestRenormalise:
    def test_rounded_input_shares(self, small, small_elasticities):
        # Four digits lost, as in the NAFTA files: Walras's law would fail by as much.
        rounded = small.with_(input_share=small.input_share * (1 + 4e-7))
        assert rounded.problems()
        mended = rounded.renormalise().settle(small_elasticities)
        assert mended.problems() == ()
        assert solve(mended, elasticities=small_elasticities).stats.residual < 1e-10


class TestAggregate:
    def test_keeps_totals_and_identities(self, small):
        merged = small.aggregate(
            states={"S001": "East", "S003": "East"}, sectors={"steel": "goods", "chips": "goods"}
        )
        assert merged.problems() == ()
        assert merged.states == ("S000", "East", "S002", "S004")
        assert merged.sectors == ("food", "goods")
        assert merged.flows.sum() == pytest.approx(small.flows.sum(), rel=1e-13)
        assert merged.tariff_revenue.sum() == pytest.approx(small.tariff_revenue.sum(), rel=1e-13)
        assert merged.value_added[1] == pytest.approx(small.value_added[[1, 3]].sum(), rel=1e-13)

    def test_of_nothing_is_the_same_world(self, small):
        same = small.aggregate()
        assert np.abs(same.shares - small.shares).max() < 1e-14
        assert np.abs(same.input_share - small.input_share).max() < 1e-14

    def test_unknown_label(self, small):
        with pytest.raises(UnknownNameError, match="no state of this world is called 'S01'"):
            small.aggregate(states={"S01": "East"})

    def test_with_export_taxes(self, small, small_elasticities):
        taxed = small.with_(export_tax=np.full(small.shares.shape, 0.05)).settle(small_elasticities)
        merged = taxed.aggregate(states={"S001": "East", "S003": "East"})
        assert merged.problems() == ()
        assert merged.export_tax_revenue.sum() == pytest.approx(taxed.export_tax_revenue.sum(), rel=1e-12)


class TestArchive:
    def test_round_trip_is_exact(self, small, tmp_path):
        again = World.load(small.save(tmp_path / "world"))
        for name in (
            "shares",
            "tariff",
            "input_share",
            "final_share",
            "expenditure",
            "value_added",
            "deficit",
        ):
            assert np.array_equal(getattr(again, name), getattr(small, name)), name
        assert (again.states, again.sectors, again.notes) == (small.states, small.sectors, small.notes)
        assert again.export_tax is None

    def test_missing_file(self, small, tmp_path):
        folder = small.save(tmp_path / "world")
        (folder / "inputs.parquet").unlink()
        with pytest.raises(FileFormatError, match="not a saved world"):
            World.load(folder)

    def test_other_labels(self, small, tmp_path):
        folder = small.save(tmp_path / "world")
        text = (folder / "world.yaml").read_text().replace("S004", "S009")
        (folder / "world.yaml").write_text(text)
        with pytest.raises(FileFormatError, match=r"holds 'S004', which world\.yaml does not list"):
            World.load(folder)

    def test_rows_twice(self, small, tmp_path):
        folder = small.save(tmp_path / "world")
        frame = pl.read_parquet(folder / "states.parquet")
        pl.concat([frame, frame[:1]]).write_parquet(folder / "states.parquet")
        with pytest.raises(FileFormatError, match="the same state twice"):
            World.load(folder)

    @pytest.mark.parametrize("part", ["states", "taxes", "notes"])
    def test_parts_missing(self, small, tmp_path, part):
        folder = small.save(tmp_path / "world")
        head = yaml.safe_load((folder / "world.yaml").read_text())
        del head[part]
        (folder / "world.yaml").write_text(yaml.safe_dump(head))
        with pytest.raises(FileFormatError, match=f"is not whole .*{part}"):
            World.load(folder)

    def test_a_failed_save_leaves_the_old_world(self, small, tmp_path, monkeypatch):
        folder = small.save(tmp_path / "world")

        def full(*_, **__):
            raise OSError("no space left on device")

        monkeypatch.setattr(yaml, "safe_dump", full)
        with pytest.raises(OSError, match="no space left"):
            small.with_(value_added=small.value_added * 2).save(folder)
        again = World.load(folder)
        assert np.array_equal(again.value_added, small.value_added)
        assert sorted(path.name for path in folder.iterdir()) == [
            "inputs.parquet",
            "sectors.parquet",
            "states.parquet",
            "trade.parquet",
            "world.yaml",
        ]

    def test_other_format(self, small, tmp_path):
        folder = small.save(tmp_path / "world")
        (folder / "world.yaml").write_text("format: 99\n")
        with pytest.raises(FileFormatError, match="only format 1"):
            World.load(folder)


class TestRebalance:
    def test_totals_are_reached(self, small, small_elasticities):
        old = small.flows.sum(axis=2)
        targets = {("S001", "S000"): 3 * old[0, 1], ("S000", "S001"): 0.5 * old[1, 0]}
        moved = small.rebalance(targets, small_elasticities)
        new = moved.flows.sum(axis=2)
        assert [new[0, 1], new[1, 0]] == pytest.approx(list(targets.values()), rel=1e-8)
        assert moved.problems() == ()
        assert "rebalanced to 2 bilateral totals" in moved.notes

    def test_relative_shares_within_a_sector_are_kept(self, small, small_elasticities):
        still = small.rebalance({("S001", "S000"): small.flows[0, 1].sum()}, small_elasticities)
        assert np.abs(still.shares - small.shares).max() < 1e-8

    def test_zero_flows(self, three):
        given = elasticities(three.sectors, 4.0)
        none = one_sector([[90, 10, 0], [10, 60, 8], [0, 8, 52]], states=("A", "B", "C"))
        with pytest.raises(WorldError, match="A sold nothing to C"):
            none.rebalance({("A", "C"): 5.0}, given)
        seeded = none.rebalance({("A", "C"): 5.0}, given, zeros="seed")
        assert seeded.flows[2, 0, 0] == pytest.approx(5.0, rel=1e-8)
        with pytest.raises(OptionError):
            none.rebalance({("A", "C"): 5.0}, given, zeros="ignore")

    def test_totals_of_some_sectors(self, small, small_elasticities):
        pair, goods = ("S000", "S001"), ("food", "steel")
        before = small.flows[1, 0]
        moved = small.rebalance({pair: 1.1 * before[:2].sum()}, small_elasticities, sectors=goods)
        after = moved.flows[1, 0]
        assert after[:2].sum() == pytest.approx(1.1 * before[:2].sum(), rel=1e-8)
        # Chips were not asked to move; they follow the general equilibrium only.
        assert after[2] == pytest.approx(before[2], rel=0.05)

    def test_more_than_there_is(self, three):
        given = elasticities(three.sectors, 4.0)
        with pytest.raises(ConvergenceError, match="no world trades these totals"):
            three.rebalance({("A", "B"): 1e9}, given)
        with pytest.raises(OptionError, match="no targets"):
            three.rebalance({}, given)

    def test_to_nothing(self, three):
        gone = three.rebalance({("A", "C"): 0.0}, elasticities(three.sectors, 4.0))
        assert gone.flows[2, 0, 0] == 0.0
        assert gone.problems() == ()


class TestPurge:
    def test_balances_trade(self, small, small_elasticities):
        balanced = small.purge_deficits(small_elasticities)
        assert balanced.problems() == ()
        assert np.abs(balanced.deficit).max() == 0.0
        assert balanced.notes[-1] == "deficits purged"


@pytest.mark.parametrize(
    ("origin", "value"), [(["A", "B", "A"], [1.0, 2.0]), (["A", "B"], [1.0]), (["A", "B"], [1.0, 2.0, 3.0])]
)
def test_columns_of_pairs_have_one_length(origin, value):
    with pytest.raises(WorldError, match="differ in length"):
        from_pairs(origin, ["A", "B"], value)


def test_an_infinite_flow_is_not_a_number():
    with pytest.raises(WorldError, match="the flow from A to B in all is not a number"):
        from_pairs(["A", "B", "A"], ["A", "B", "B"], [1.0, 2.0, np.inf])


def test_pairs_must_be_unique():
    with pytest.raises(WorldError, match="more than once"):
        from_pairs(["A", "A"], ["A", "A"], [1.0, 2.0])


def test_pairs_need_domestic_sales():
    with pytest.raises(WorldError, match="B has no domestic sales"):
        from_pairs(["A", "A", "B"], ["A", "B", "A"], [5.0, 1.0, 1.0])


def test_synthetic_worlds_are_reproducible(small_elasticities):
    one, other = (synthetic(4, small_elasticities, seed=3) for _ in range(2))
    assert np.array_equal(one.shares, other.shares)
