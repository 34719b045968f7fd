"""Concentration only of states whose partners are on record, with bounds for those that are not."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError
from realpolitik.findings import Window
from realpolitik.measures import run
from realpolitik.measures.trade.concentration import hhi, over_all


def flows(parts, world):
    """Imports of Brazil in 2021 from each partner, with the total that the same office reports."""
    values = {**parts, "WLD": world}
    return {
        "trade": pl.DataFrame(
            {
                "origin": list(values),
                "destination": "BRA",
                "product": "total",
                "freq": "A",
                "period": date(2021, 1, 1),
                "value_usd": list(values.values()),
                "reporter": "IMF",
                "source_id": "imf",
            }
        )
    }


def test_bounds_where_a_part_is_not_on_record():
    # halves of 80: .32; the other 20 spread thin add nothing, as one partner .04
    assert over_all(0.5, 0.8) == pytest.approx((0.32, 0.36), abs=1e-12)
    assert over_all(0.5, 1.0) == (0.5, 0.5)


def test_what_is_not_on_record_widens_the_interval():
    found = hhi(flows({"ARG": 40, "CHL": 40}, 100), ("BRA",), Window())
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((0.32, 0.36), abs=1e-12)
    assert found.rows[0]["covered"] == pytest.approx(0.8)


@pytest.mark.parametrize("world", [200, None])
def test_an_odd_few_partners_are_no_measure_of_concentration(world):
    # 80 of 200 are on record, or nobody knows of how much: one partner must not read as all
    with pytest.raises(CoverageError, match="by partner"):
        hhi(flows({"ARG": 40, "CHL": 40}, world), ("BRA",), Window())


def test_a_big_trader_is_not_concentrated_on_the_one_partner_that_is_well_documented():
    # the table holds years of single pairs (2021, 2022, 2024) beside those of all partners
    found = run("concentration.hhi", "CHN")
    assert [row["period"] for row in found.rows] == [str(year) for year in (*range(2000, 2021), 2023)]
    assert max(row["value"] for row in found.rows) < 0.13
