"""Growth is of one office, so that a change of office does not read as growth."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError
from realpolitik.findings import Window
from realpolitik.measures import run
from realpolitik.measures.trade.turnover import growth

PUBLISHED = {"a": "ARG", "b": "BRA", "product": "total", "freq": "A", "vintage": "v", "source_id": "s"}


def tables(*reports):
    """Two-way totals as (year, office, value); no flow by direction."""
    totals = pl.DataFrame(
        [{**PUBLISHED, "period": date(year, 1, 1), "reporter": o, "value_usd": v} for year, o, v in reports]
    )
    flows = totals.clear().rename({"a": "origin", "b": "destination"})
    return {"trade": flows, "turnover": totals}


def test_the_office_of_the_last_year_counts_throughout():
    # COW's 100 and the buyer's 200 of the year after are two offices, not a doubling
    found = growth(
        tables((2000, "COW", 100), (2001, "ARG", 200), (2002, "ARG", 220)), ("ARG", "BRA"), Window()
    )
    assert found.value == pytest.approx(0.1)
    assert (found.period.start, found.period.end) == ("2001", "2002")


def test_the_interval_is_the_growth_by_each_office():
    reports = ((2001, "ARG", 200), (2001, "IMF", 100), (2002, "ARG", 220), (2002, "IMF", 120))
    found = growth(tables(*reports), ("ARG", "BRA"), Window())
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((0.1, 0.2))


def test_one_year_has_no_growth():
    with pytest.raises(CoverageError, match="two years of one office"):
        growth(tables((2000, "COW", 100), (2001, "ARG", 200)), ("ARG", "BRA"), Window())


def test_growth_of_two_years_of_war():
    found = run("trade.growth", "CHN", "RUS", start="2021", end="2023")
    assert found.value == pytest.approx(240.11 / 146.887 - 1, rel=1e-3)  # customs totals as printed
