"""Shocks as a paper gives them, cell by cell; solutions as tables."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest

from realpolitik.errors import OptionError, ShockError, UnknownNameError
from realpolitik.models.equilibrium import (
    CostShock,
    Embargo,
    ExportTaxShock,
    MatrixShock,
    Options,
    TariffShock,
    elasticities,
    solve,
)

EXACT = Options(tolerance=1e-13, max_sweeps=3000)


def pair(world, value):
    """(N, N) exporter by importer: one but for trade between the first two."""
    matrix = np.ones((len(world.states), len(world.states)))
    matrix[0, 1] = matrix[1, 0] = value
    return matrix


def same(world, given, one, other):
    first, second = (solve(world, [shock], elasticities=given, options=EXACT) for shock in (one, other))
    assert np.abs(first.welfare_hat - second.welfare_hat).max() < 1e-12


def test_costs_of_pairs(small, small_elasticities):
    shock = CostShock(exporters=("S000",), importers=("S001",), factor=1.7, both_ways=True)
    same(small, small_elasticities, MatrixShock(cost=pair(small, 1.7)), shock)


def test_costs_by_sector(small, small_elasticities):
    cost = np.ones((5, 5, 3))
    cost[2, 4, 1] = 3.0
    shock = CostShock(exporters=("S002",), importers=("S004",), sectors=("steel",), factor=3.0)
    same(small, small_elasticities, MatrixShock(cost=cost), shock)


def test_infinity_forbids(small, small_elasticities):
    shock = Embargo(exporters=("S000",), importers=("S001",), both_ways=True)
    same(small, small_elasticities, MatrixShock(cost=pair(small, np.inf)), shock)


@pytest.mark.parametrize("frame", [pl.DataFrame, pd.DataFrame])
def test_frames(small, small_elasticities, frame):
    rows = {"exporter": ["S000", "S003"], "importer": ["S001", "S002"], "value": [0.4, 0.2]}
    everywhere = MatrixShock(tariff=frame(rows))
    found = solve(small, [everywhere], elasticities=small_elasticities, options=EXACT)
    shocks = [
        TariffShock(exporters=("S000",), importers=("S001",), rate=0.4, how="set"),
        TariffShock(exporters=("S003",), importers=("S002",), rate=0.2, how="set"),
    ]
    told = solve(small, shocks, elasticities=small_elasticities, options=EXACT)
    assert np.abs(found.welfare_hat - told.welfare_hat).max() < 1e-12
    rows["sector"] = ["food", "chips"]
    one = MatrixShock(export_tax=frame(rows))
    found = solve(small, [one], elasticities=small_elasticities, options=EXACT)
    shocks = [
        ExportTaxShock(exporters=("S000",), importers=("S001",), sectors=("food",), rate=0.4, how="set"),
        ExportTaxShock(exporters=("S003",), importers=("S002",), sectors=("chips",), rate=0.2, how="set"),
    ]
    told = solve(small, shocks, elasticities=small_elasticities, options=EXACT)
    assert np.abs(found.welfare_hat - told.welfare_hat).max() < 1e-12


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "needs cost, tariff or export_tax"),
        ({"cost": np.ones((4, 4))}, r"\(5, 5\) or \(5, 5, 3\)"),
        ({"cost": -np.ones((5, 5))}, "factors are above 0"),
        ({"cost": np.ones((5, 5))}, "changes no positive flow"),
        ({"cost": np.full((5, 5), 2.0)}, "S000 to itself"),
        ({"tariff": np.full((5, 5), -2.0)}, "finite and above -1"),
        ({"cost": pl.DataFrame({"exporter": ["S000"], "value": [2.0]})}, "lacks the column 'importer'"),
        (
            {"cost": pl.DataFrame({"exporter": ["S000"] * 2, "importer": ["S001"] * 2, "value": [2.0, 3.0]})},
            "stands twice",
        ),
    ],
)
def test_refused(small, small_elasticities, given, message):
    with pytest.raises(ShockError, match=message):
        solve(small, [MatrixShock(**given)], elasticities=small_elasticities)


def test_a_label_of_no_state(small, small_elasticities):
    frame = pl.DataFrame({"exporter": ["S009"], "importer": ["S001"], "value": [2.0]})
    with pytest.raises(UnknownNameError, match="S009"):
        solve(small, [MatrixShock(cost=frame)], elasticities=small_elasticities)


@pytest.mark.shared
def test_the_table_of_the_tutorial(world_2019, trade_data):
    """Campos et al. (2023), scenario 1: all 151 economies within 1e-8 per cent, from the paper's own frame of costs."""
    costs = pl.read_csv(trade_data / "fragmentation2019/source_data/tau_hat.csv")
    frame = costs.select(exporter="iso_o", importer="iso_d", value="tau_hat_1")
    psi = 0.5 * (0.31 / 0.69 + 0.67 / 0.33)
    found = solve(
        world_2019,
        [MatrixShock(cost=frame)],
        elasticities=elasticities(world_2019.sectors, 3.8, supply=psi),
        deficits="multiplicative",
        options=EXACT,
    )
    table = pl.read_csv(trade_data / "fragmentation2019/results/fragmentation_1.csv")
    ours = dict(zip(found.states, 100 * (found.real_wage_hat - 1), strict=True))
    for iso, welfare in table.select("iso", "Welfare").iter_rows():
        assert ours[iso] == pytest.approx(welfare, abs=1e-8)


class TestTables:
    @pytest.fixture
    def found(self, small, small_elasticities):
        return solve(small, [MatrixShock(cost=pair(small, 2.0))], elasticities=small_elasticities)

    def test_states(self, found):
        frame = found.to_frame()
        assert frame["state"].to_list() == list(found.states)
        assert frame["welfare_hat"].to_list() == found.welfare_hat.tolist()
        ratio = frame["income"] / frame["income_before"] / frame["price_index_hat"]
        assert ratio.to_list() == pytest.approx(found.welfare_hat.tolist(), rel=1e-12)

    def test_sectors_and_trade(self, found, small):
        sectors = found.to_frame("sectors")
        assert len(sectors) == 15
        row = sectors.row(
            by_predicate=(pl.col("state") == "S001") & (pl.col("sector") == "steel"), named=True
        )
        assert row["output"] == found.output[1, 1]
        trade = found.to_frame("trade")
        assert trade["value"].sum() == pytest.approx(found.trade.sum(), rel=1e-12)
        flow = trade.filter(exporter="S000", importer="S001", sector="chips")
        assert flow["value_before"].item() == small.flows[1, 0, 2]

    def test_files_and_notebooks(self, found, tmp_path):
        path = found.to_csv(tmp_path / "table.csv")
        assert pl.read_csv(path)["welfare_hat"].to_list() == found.welfare_hat.tolist()
        assert "<table>" in found._repr_html_()
        with pytest.raises(OptionError, match="states, sectors, trade"):
            found.to_frame("wages")

    def test_a_notebook_says_why_there_is_no_solution(self, small, small_elasticities):
        none = solve(small, elasticities=small_elasticities, options=Options(max_sweeps=1), throw=False)
        other = solve(
            small,
            [MatrixShock(cost=pair(small, 2.0))],
            elasticities=small_elasticities,
            options=Options(max_sweeps=1),
            throw=False,
        )
        assert "max_sweeps" in other._repr_html_()
        assert none._repr_html_().startswith("<p>")
