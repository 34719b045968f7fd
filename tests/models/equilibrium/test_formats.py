"""Builders for the formats of public data sets."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from realpolitik.errors import WorldError
from realpolitik.models.equilibrium import (
    TariffShock,
    elasticities,
    from_cells,
    from_goods_trade,
    from_icio,
    from_input_output,
    solve,
)

INDUSTRIES = [f"{state}_{sector}" for state in ("CHN", "RUS", "CN2") for sector in ("A01", "C10")]


@pytest.fixture
def icio():
    """A table in the OECD's layout: three states, one of them a split of another, two sectors, taxes and output."""
    rng = np.random.default_rng(2)
    columns = [
        *INDUSTRIES,
        *[f"{s}_{kind}" for s in ("CHN", "RUS", "CN2") for kind in ("HFCE", "INVNT")],
        "OUT",
    ]
    uses, demand = rng.uniform(1, 5, (6, 6)), rng.uniform(5, 30, (6, 6))
    demand[0, 3] = -40.0
    output = uses.sum(1) + demand.sum(1)
    table = np.zeros((9, 13))
    table[:6, :6], table[:6, 6:12], table[:6, 12] = uses, demand, output
    table[6, :6] = 1.0
    table[7, :6] = output - uses.sum(0) - 1.0
    table[8, :6] = output
    return table, [*INDUSTRIES, "TLS", "VA", "OUT"], columns


class TestIcio:
    def test_totals(self, icio):
        table, rows, columns = icio
        world = from_icio(table, rows=rows, columns=columns, unit_usd=1.0)
        assert (world.states, world.sectors) == (("CHN", "RUS", "CN2"), ("A01", "C10"))
        # The negative change of stocks is set to zero, and said so.
        assert world.notes[0] == "1 negative cells set to zero"
        below = table[0, 8] + table[0, 9]
        assert below < 0
        assert world.flows.sum() == pytest.approx(table[:6, 12].sum() - below, rel=1e-12)

    def test_splits_are_merged(self, icio):
        table, rows, columns = icio
        world = from_icio(table, rows=rows, columns=columns, rest={"CN2": "CHN"}, unit_usd=1.0)
        assert world.states == ("CHN", "RUS")
        settled = world.settle(elasticities(world.sectors, 4.0))
        assert settled.problems() == ()
        assert settled.value_added.sum() == pytest.approx(world.value_added.sum(), rel=1e-12)

    def test_rows_and_columns_must_agree(self, icio):
        table, rows, columns = icio
        columns = [columns[1], columns[0], *columns[2:]]
        with pytest.raises(WorldError, match="other industries from place 0"):
            from_icio(table, rows=rows, columns=columns)

    def test_value_added_must_be_there(self, icio):
        table, rows, columns = icio
        with pytest.raises(WorldError, match="no row VA"):
            from_icio(table, rows=[*rows[:7], "VAX", "OUT"], columns=columns)

    def test_cells_of_the_store_give_the_same_world(self, icio):
        table, rows, columns = icio
        cells = [
            (
                *(("", row) if row in ("TLS", "VA", "OUT") else row.split("_")),
                *(("", column) if column == "OUT" else column.split("_")),
                value,
            )
            for row, line in zip(rows, table, strict=True)
            for column, value in zip(columns, line, strict=True)
            if value
        ]
        frame = pl.DataFrame(
            cells, schema=["origin", "sector", "destination", "use", "value_usd"], orient="row"
        ).with_columns(period=pl.date(2020, 1, 1))
        world = from_cells(frame.sample(fraction=1.0, shuffle=True, seed=3), rest={"CN2": "CHN"})
        direct = from_icio(table, rows=rows, columns=columns, rest={"CN2": "CHN"}, unit_usd=1.0)
        assert (world.states, world.sectors, world.period) == (direct.states, direct.sectors, "2020")
        np.testing.assert_allclose(world.flows, direct.flows, rtol=1e-14)
        np.testing.assert_allclose(world.value_added, direct.value_added, rtol=1e-14)
        whole = from_cells(frame)  # a part of a state that is there itself is merged into it
        assert whole.states == ("CHN", "RUS")
        assert from_cells(frame, rest={}).states == ("CHN", "CN2", "RUS")
        with pytest.raises(WorldError, match="0 periods in the cells: filter the table by one"):
            from_cells(frame.head(0))
        with pytest.raises(WorldError, match="2 periods"):
            from_cells(pl.concat([frame, frame.with_columns(period=pl.date(2019, 1, 1))]))
        with pytest.raises(WorldError, match="no row VA"):
            from_cells(frame.filter(pl.col("sector") != "VA"))


class TestInputOutput:
    def test_identities_hold_without_negative_cells(self):
        rng = np.random.default_rng(1)
        world = from_input_output(
            rng.uniform(1, 2, (2, 2, 2, 2)),
            rng.uniform(8, 9, (2, 2, 2)),
            states=("A", "B"),
            sectors=("x", "y"),
        )
        assert world.problems() == ()

    def test_inputs_above_output(self):
        uses = np.zeros((1, 2, 1, 2))
        uses[0, 0, 0, 1] = 5.0
        with pytest.raises(WorldError, match="inputs of A y exceed its output"):
            from_input_output(uses, np.array([[[1.0], [2.0]]]), states=("A",), sectors=("x", "y"))

    def test_industries_at_a_loss_can_make_do_without_value_added(self):
        rng = np.random.default_rng(3)
        uses, final = rng.uniform(1, 2, (2, 2, 2, 2)), rng.uniform(8, 9, (2, 2, 2))
        added = (uses.sum(axis=(2, 3)) + final.sum(axis=2)) - uses.sum(axis=(0, 1))
        added[1, 0] = -0.5
        given = {"states": ("A", "B"), "sectors": ("x", "y"), "value_added": added}
        with pytest.raises(WorldError, match=r"inputs of B x exceed its output.*negative_added='zero'"):
            from_input_output(uses, final, **given)
        rough = from_input_output(uses, final, **given, negative_added="zero")
        assert rough.notes == ("1 industries with negative value added make do without",)
        assert rough.value_added_share[1, 0] == 0.0
        four = elasticities(("x", "y"), 4.0)
        world = rough.settle(four).check()
        cut = solve(
            world,
            [TariffShock(importers=("A",), rate=0.2)],
            elasticities=four,
            verify=True,
        )
        assert cut.stats.verified < 1e-9
        assert max(cut.stats.residuals.values()) < 1e-10
        short = elasticities(("x", "y"), 4.0, value_added=0.5, inputs=0.3, labour="specific")
        found = solve(world, [TariffShock(importers=("A",), rate=0.2)], elasticities=short, verify=True)
        assert found.stats.verified < 1e-9
        # There is no labour in it whose price could move; the numeraire leaves rounding.
        assert found.factor_price_hat[1, 0] == pytest.approx(1, abs=1e-9)

    def test_a_good_that_nobody_has_needs_no_value_added(self):
        uses, final = np.full((2, 2, 2, 2), 0.1), np.full((2, 2, 2), 5.0)
        uses[:, 1, :, :], uses[:, :, :, 1], final[:, 1, :] = 0.0, 0.0, 0.0
        added = uses.sum(axis=(2, 3)) + final.sum(axis=2) - uses.sum(axis=(0, 1))
        world = from_input_output(uses, final, states=("A", "B"), sectors=("x", "y"), value_added=added)
        assert "2 sectors without a source given a domestic floor of 1e-10" in world.notes
        assert world.value_added_share[:, 1].tolist() == [1.0, 1.0]

    def test_a_sector_without_source_gets_a_floor(self):
        final = np.array([[[4.0, 0.0], [1.0, 1.0]], [[0.0, 0.0], [1.0, 3.0]]])
        world = from_input_output(np.zeros((2, 2, 2, 2)), final, states=("A", "B"), sectors=("x", "y"))
        assert world.shares[1, 1, 0] == 1.0
        assert "1 sectors without a source given a domestic floor of 1e-10" in world.notes


class TestGoodsTrade:
    def test_domestic_sales_are_built(self):
        world = from_goods_trade([[0, 20], [10, 0]], [100.0, 50.0], states=("A", "B"))
        assert world.output[:, 0] == pytest.approx([200.0, 100.0])
        assert world.flows[0, 0, 0] == 180.0
        assert world.check().value_added == pytest.approx([100.0, 50.0])

    def test_re_exporters_keep_a_least_share(self):
        world = from_goods_trade([[0, 300], [295, 0]], [100.0, 5000.0], states=("A", "B"))
        assert world.flows[0, 0, 0] == pytest.approx(0.05 * 200)
        assert world.notes[-1] == "1 states raised to the least domestic sales"

    def test_shapes(self):
        with pytest.raises(WorldError, match=r"shapes \(2, 2\) and \(3,\), for 2 states"):
            from_goods_trade([[0, 2], [1, 0]], [100.0, 50.0, 1.0], states=("A", "B"))

    def test_no_gdp(self):
        with pytest.raises(WorldError, match="B has no GDP"):
            from_goods_trade([[0, 2], [1, 0]], [100.0, np.nan], states=("A", "B"))

    @pytest.mark.shared
    def test_baci_2023(self, trade_data):
        folder = trade_data / "baci2023"
        codes = pl.read_csv(folder / "country_labels.csv")["iso3"].to_list()
        flows = (
            pl.read_csv(folder / "trade_cepii.csv", infer_schema_length=None).to_numpy().astype(float) * 1000
        )
        gdp = pl.read_csv(folder / "gdp.csv")["gdp"].to_numpy()
        tariff = pl.read_csv(folder / "tariffs.csv")["applied_tariff"].to_numpy()
        world = from_goods_trade(flows, gdp, states=codes, tariff=tariff, period="2023")
        china, russia = codes.index("CHN"), codes.index("RUS")
        # Totals of the publisher, in billions: CHN to RUS 110.0, RUS to CHN 129.0.
        assert world.flows[russia, china, 0] / 1e9 == pytest.approx(110.0, abs=0.1)
        assert world.flows[china, russia, 0] / 1e9 == pytest.approx(129.0, abs=0.1)
        assert world.problems() == ()
        shock = TariffShock(importers=("USA",), exporters=("CHN",), rate=0.25)
        solution = solve(world, [shock], elasticities=elasticities(world.sectors, 4.0))
        assert max(solution.stats.residuals.values()) < 1e-9
        assert solution.trade_hat("CHN", "USA") < 0.6


@pytest.mark.shared
def test_wiod_totals(wiod):
    assert wiod.problems() == ()
    assert np.abs(wiod.deficit).max() == 0.0
    # World value added of the file, 74.8 trillion dollars, is the numeraire and so is kept.
    assert wiod.value_added.sum() == pytest.approx(74762624.62700973e6, rel=1e-12)
