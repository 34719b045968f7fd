"""Any pair of economies that trade has a series; holes are not covered, and never zero."""

from __future__ import annotations

import random

import polars as pl
import pytest

from realpolitik.errors import CoverageError, UnknownStateError
from realpolitik.measures import run
from realpolitik.states import registry
from realpolitik.store import Store

LEAST_EXPORTS = 5e9
PAIRS = 14


@pytest.fixture(scope="module")
def embedded():
    return Store.embedded()


def exporters(store):
    """States that exported more than 5 bn dollars in 2020."""
    states = {state.code for state in registry() if state.end is None}
    flows = store["trade"].filter(
        (pl.col("destination") == "WLD")
        & (pl.col("reporter") == "BACI")
        & (pl.col("period").dt.year() == 2020)
        & (pl.col("value_usd") > LEAST_EXPORTS)
    )
    return sorted(set(flows["origin"]) & states)


def test_fourteen_random_pairs_of_economies_have_a_series_of_their_trade(embedded):
    draw = random.Random(20261129)
    able = exporters(embedded)
    assert len(able) > 90
    for _ in range(PAIRS):
        a, b = draw.sample(able, 2)
        found = run("trade.turnover", a, b, store=embedded)
        assert len(found.rows) >= 3, (a, b)  # a year without a row has no report of one of the two directions
        assert all(row["value"] > 0 for row in found.rows), (a, b)


def test_a_hole_of_2023_is_no_year_of_the_series(embedded):
    years = [row["period"] for row in run("trade.turnover", "KOR", "VNM", store=embedded).rows]
    assert years[-1] == "2020"
    with pytest.raises(CoverageError, match="They cover 2000 to 2020"):
        run("trade.turnover", "KOR", "VNM", start="2023", store=embedded)


def test_a_hole_that_ends_a_series_is_named_in_its_sentence(embedded):
    found = run("trade.turnover", "KOR", "VNM", store=embedded)
    assert "in 2020" in found.says
    assert found.says.endswith("Not covered in 2023.")
    assert any("Not covered in 2023" in caveat and "no zero" in caveat for caveat in found.caveats)
    assert "Not covered" not in run("trade.turnover", "KOR", "VNM", end="2020", store=embedded).says
    assert "Not covered" not in run("trade.turnover", "CHN", "FRA", store=embedded).says  # BACI has 2023
    assert "Not covered in 2023" in run("dependence.import_share", "VNM", "KOR", store=embedded).says


def test_what_stands_as_other_asia_is_said_with_the_way_to_it(embedded):
    with pytest.raises(CoverageError, match=r"Other Asia.*fetch cepii-baci.* as TWN"):
        run("trade.turnover", "BRA", "TWN", store=embedded)
    assert run("trade.materials", "CHN", "TWN", store=embedded).rows


def test_an_economy_with_holes_has_no_total_of_2023(embedded):
    rows = run("dependence.import_share", "VNM", "CHN", store=embedded).rows
    assert rows[-1]["period"] == "2020"


def test_totals_are_the_sums_of_their_pairs(embedded):
    flows = embedded["trade"].filter((pl.col("reporter") == "BACI") & (pl.col("period").dt.year() == 2020))
    own = flows.filter((pl.col("origin") == "FJI") & (pl.col("destination") != "WLD"))["value_usd"].sum()
    assert (
        flows.filter((pl.col("origin") == "FJI") & (pl.col("destination") == "WLD"))["value_usd"].item()
        == own
    )


def test_a_pair_that_is_in_no_table_is_not_covered(embedded):
    with pytest.raises((CoverageError, UnknownStateError)):
        run("trade.turnover", "VAT", "TUV", store=embedded)
