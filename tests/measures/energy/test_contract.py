"""Gas under the contract on the Power of Siberia, by figures that customs, Gazprom and the World Bank print."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError
from realpolitik.measures import run
from realpolitik.measures.energy.contract import Year, expected


def test_what_oil_leads_to_expect_is_the_ratio_of_before():
    before = [
        Year(year=2020, price=150.0, oil=60.0, source=""),
        Year(year=2021, price=140.0, oil=40.0, source=""),
    ]
    assert expected(before, 80.0) == (240.0, 200.0, 280.0)


def test_gas_of_2022_cost_what_its_contract_had():
    found = run("discount.contract", "CHN", "RUS")
    # customs: 3,981 million dollars; Gazprom: 15.4 billion cubic metres
    assert found.value == pytest.approx(3981 / 15.4, abs=0.01)
    assert "259 dollars a thousand cubic metres" in found.says
    assert "as oil of 9 months before leads to expect" in found.says
    paid = {row["period"]: row["value"] for row in found.rows if row["series"] == "paid"}
    # Gazprom's own revenue of 2020 over its volume is 150.2 (Kommersant, 17 June 2021); customs value it at the border
    assert paid["2020"] == pytest.approx(150.2, rel=0.05)
    led = next(row for row in found.rows if row["period"] == "2022" and row["series"] != "paid")
    assert led["low"] < paid["2022"] < led["high"]


def test_a_longer_or_shorter_memory_moves_what_is_expected():
    nine, none = (run("discount.contract", "CHN", "RUS", back=months) for months in (9, 0))
    assert nine.value == none.value
    assert "as oil of the same months leads to expect" in none.says
    high = [
        next(row["high"] for row in one.rows if row["period"] == "2022" and row["series"] != "paid")
        for one in (nine, none)
    ]
    assert high[1] > 1.3 * high[0]  # oil of 2022 itself stood at 100, and the ratios of before differ by more


def test_a_pair_without_volumes_is_refused():
    with pytest.raises(CoverageError, match="gas by pipeline"):
        run("discount.contract", "CHN", "KAZ")
    with pytest.raises(CoverageError, match="gas by pipeline"):
        run("discount.contract", "CHN", "RUS", end="2021")
