"""Crude by unit value against its norm, and crude sold to a group, on figures worked out apart from the same public tables."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.measures import run
from realpolitik.measures.energy.norm import unit_values
from realpolitik.store import Store

STORE = Store.embedded()


def test_the_discount_by_year_is_that_worked_out_apart():
    # Apart (BACI, all suppliers but Malaysia, Iran, Venezuela): 2022 +6.4 %, 2023 -2.2 %, 2024 +1.1 %.
    values = unit_values(STORE, "CHN", "RUS", ("MYS", "IRN", "VEN"))
    found = {year: 1 - own / others for year, (own, others) in values.items()}
    assert found[2022] == pytest.approx(0.064, abs=0.002)
    assert found[2023] == pytest.approx(-0.022, abs=0.002)
    assert found[2024] == pytest.approx(0.011, abs=0.002)


def test_the_norm_of_before_is_taken_off():
    values = unit_values(STORE, "CHN", "RUS", ("MYS", "IRN", "VEN"))
    usual = [1 - own / others for year, (own, others) in values.items() if year < 2022]
    mean = sum(usual) / len(usual)
    found = run("discount.norm", "CHN", "RUS", start="2022", end="2022", store=STORE)
    assert found.value == pytest.approx(1 - values[2022][0] / values[2022][1] - mean, abs=1e-9)
    assert found.interval.low < found.value < found.interval.high
    two = run("discount.norm", "CHN", "RUS", start="2022", end="2023", store=STORE)
    assert (
        two.interval.high - two.interval.low < found.interval.high - found.interval.low
    )  # two years tell more than one


def test_what_the_west_took_of_russian_crude():
    # Apart: 124.1 to 21.2 million tonnes, -82.9 % in 2023 and -89.8 % in 2024.
    rows = run("products.crude_sold", "RUS", start="2021", store=STORE, buyers="EU USA CAN GBR NOR CHE").rows
    tonnes = {row["period"]: row["value"] for row in rows}
    assert tonnes["2021"] == pytest.approx(124.1e6, rel=0.005)
    assert tonnes["2023"] / tonnes["2021"] - 1 == pytest.approx(-0.829, abs=0.001)
    assert tonnes["2024"] / tonnes["2021"] - 1 == pytest.approx(-0.898, abs=0.001)
    america = run("products.crude_sold", "RUS", start="2021", end="2023", store=STORE, buyers="USA CAN")
    assert america.rows[-1]["value"] < 0.001 * america.rows[0]["value"]  # 1.6 thousand tonnes are left


def test_what_cannot_be_answered_is_refused():
    with pytest.raises(CoverageError, match="5 before"):
        run("discount.norm", "CHN", "RUS", shock="2012-01-01", end="2013", store=STORE)
    with pytest.raises(OptionError, match=r"'Europe' is neither.*groups.*EU, G20, G7") as refused:
        run("products.crude_sold", "RUS", buyers="Europe", store=STORE)
    assert "codes of states" in str(refused.value)
    with pytest.raises(OptionError, match=r"'Frence' is neither a group nor a state\. Did you mean FRA"):
        run("products.crude_sold", "RUS", buyers="EU Frence", store=STORE)
    with pytest.raises(CoverageError):
        run("products.crude_sold", "RUS", start="1980", end="1985", store=STORE)
