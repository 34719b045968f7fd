"""Raw materials between two states: dollars, tonnes, unit values, and years without a report."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError, UnknownNameError
from realpolitik.measures import run
from realpolitik.measures.trade.materials import LIGHT
from realpolitik.store import Store


@pytest.fixture(scope="module")
def embedded():
    return Store.embedded()


def test_crude_oil_that_china_bought_from_russia(embedded):
    found = run("trade.materials", "CHN", "RUS", material="crude-oil", store=embedded)
    row = next(row for row in found.rows if row["series"] == "crude oil RUS→CHN" and row["period"] == "2024")
    # Chinese customs, as printed: 108.47 million tonnes and 62.42 billion dollars in 2024; BACI has 62.59 from the same reports
    assert row["tonnes"] == pytest.approx(108.47e6, rel=0.005)
    assert row["value"] == pytest.approx(62.6e9, rel=0.01)
    assert row["unit_value"] == pytest.approx(row["dollars"] / row["tonnes"])
    assert "108 million tonnes at 577 dollars a tonne" in found.says
    assert found.says.startswith("By BACI, Russia's exports of crude oil to China")


@pytest.mark.parametrize(("show", "unit"), [("value", "USD"), ("tonnes", "t"), ("unit-value", "USD/t")])
def test_what_is_shown_has_its_unit(show, unit, embedded):
    found = run("trade.materials", "AUS", "CHN", material="iron-ore", show=show, store=embedded)
    assert found.unit == unit
    column = {"value": "dollars", "tonnes": "tonnes", "unit-value": "unit_value"}[show]
    assert all(row["value"] == row[column] for row in found.rows)


def test_a_year_without_a_report_has_no_row_and_is_named(embedded):
    found = run("trade.materials", "CHN", "RUS", material="coal", store=embedded)
    own = embedded["materials"].filter(
        pl.col("origin") == "RUS", pl.col("destination") == "CHN", pl.col("product") == "coal"
    )
    assert date(1999, 1, 1) not in own["period"].to_list()
    assert "1999" not in [row["period"] for row in found.rows if row["series"] == "coal RUS→CHN"]
    assert any("coal RUS→CHN: no report for 1999" in caveat for caveat in found.caveats)


def test_no_report_is_not_no_trade(embedded):
    with pytest.raises(CoverageError, match="no report of uranium ore"):
        run("trade.materials", "PRY", "GHA", material="uranium-ore", store=embedded)
    with pytest.raises(UnknownNameError, match="material"):
        run("trade.materials", "PRY", "GHA", material="unobtainium", store=embedded)


def test_a_few_tonnes_give_no_unit_value(embedded):
    found = run("trade.materials", "CHN", "RUS", store=embedded)
    assert all(row["unit_value"] is None for row in found.rows if (row["tonnes"] or 0) < LIGHT)


def test_without_a_material_the_three_largest_flows_are_shown(embedded):
    found = run("trade.materials", "CHN", "RUS", store=embedded)
    assert len({row["series"] for row in found.rows}) == 3
    assert any("3 largest of" in caveat for caveat in found.caveats)
