"""Balance and growth of one direction, each of one office."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError
from realpolitik.findings import Window
from realpolitik.measures import run
from realpolitik.measures.trade.balance import balance, export_growth

ROW = {"product": "total", "freq": "A", "vintage": "v", "source_id": "s"}


def tables(*reports):
    """Flows as (origin, destination, year, office, value)."""
    return {
        "trade": pl.DataFrame(
            [
                {
                    **ROW,
                    "origin": origin,
                    "destination": to,
                    "period": date(year, 1, 1),
                    "reporter": office,
                    "value_usd": value,
                }
                for origin, to, year, office, value in reports
            ]
        )
    }


def test_a_balance_is_of_one_office():
    # the seller's 100 less the other's own 60 would be two offices; the IMF reports both, 90 less 70
    flows = tables(("ARG", "BRA", 2020, "ARG", 100), ("BRA", "ARG", 2020, "BRA", 60), ("ARG", "BRA", 2020, "IMF", 90), ("BRA", "ARG", 2020, "IMF", 70))  # fmt: skip
    found = balance(flows, ("ARG", "BRA"), Window())
    assert found.value == 20
    assert "surplus" in found.says


def test_growth_is_of_an_office_that_reports_both_ends():
    flows = tables(("ARG", "BRA", 2020, "IMF", 100), ("ARG", "BRA", 2021, "IMF", 110), ("ARG", "BRA", 2021, "BRA", 200))  # fmt: skip
    assert export_growth(flows, ("ARG", "BRA"), Window()).value == pytest.approx(0.1)


def test_growth_needs_two_periods():
    with pytest.raises(CoverageError, match="two periods of one office"):
        export_growth(tables(("ARG", "BRA", 2020, "IMF", 100)), ("ARG", "BRA"), Window())


def test_published_figures_of_china_and_russia():
    # Chinese customs for 2023: exports 110.97, imports 129.14 bn dollars; the balance is -18.2
    assert run("trade.balance", "CHN", "RUS", start="2023", end="2023").value == pytest.approx(
        -18.2e9, abs=0.1e9
    )
    # Chinese customs have exports of 67.6 bn in 2021, the IMF (Russia's imports) 72.7: +64 % by the first, +65 by the second
    assert run("trade.export_growth", "CHN", "RUS", start="2021", end="2023").value == pytest.approx(
        0.645, abs=0.01
    )
