"""Products before and after: like with like, and the largest by dollars whatever it is counted in."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError, UnknownNameError
from realpolitik.findings import Window
from realpolitik.measures import run
from realpolitik.measures.trade.products import units, values

COLUMNS = ("product", "period", "freq", "value_usd", "quantity", "quantity_unit", "reporter")


def tables(*rows):
    """What Chile ships to Peru."""
    same = {"origin": "CHL", "destination": "PER", "product_code": "", "vintage": "v", "source_id": "s"}
    return {"trade": pl.DataFrame([{**same, **dict(zip(COLUMNS, row, strict=True))} for row in rows])}


BEFORE, AFTER, DURING = date(2021, 1, 1), date(2023, 1, 1), date(2022, 1, 1)
TRADE = tables(
    ("copper", BEFORE, "A", 100, 10.0, "t", "CHL"),
    ("copper", AFTER, "A", 150, 12.0, "t", "CHL"),
    ("gas", BEFORE, "A", 10, 1e9, "m3", "CHL"),
    ("gas", AFTER, "A", 30, 2e9, "m3", "CHL"),
)


def test_growth_is_of_the_product_of_most_dollars():
    assert values(TRADE, ("CHL", "PER"), Window()).value == pytest.approx(0.5)
    found = units(TRADE, ("CHL", "PER"), Window())
    assert found.value == pytest.approx(
        0.2
    )  # copper, though the gas has more cubic metres than the copper tonnes
    assert found.says == "Chile's sales of copper to Peru rose by 20.0 % from 2021 to 2023, in tonnes."


def test_the_year_of_the_date_is_neither_before_nor_after():
    found = values(
        tables(("copper", DURING, "A", 100, 1.0, "t", "CHL"), ("copper", AFTER, "A", 150, 1.0, "t", "CHL")),
        ("CHL", "PER"),
        Window(),
    )
    assert found.value is None
    assert "no year before 2022" in found.says


def test_years_are_not_compared_with_months_nor_tonnes_with_pieces():
    found = units(
        tables(
            ("trucks", BEFORE, "A", 1, 5.0, "t", "CHL"),
            ("trucks", AFTER, "A", 1, 9.0, "units", "CHL"),
            ("copper", date(2021, 5, 1), "M", 1, 5.0, "t", "CHL"),
            ("copper", AFTER, "A", 1, 50.0, "t", "CHL"),
        ),
        ("CHL", "PER"),
        Window(),
    )
    assert found.value is None


def test_two_reports_of_a_product_are_a_range_around_the_importer_s():
    found = values(
        tables(("copper", AFTER, "A", 90, 1.0, "t", "CHL"), ("copper", AFTER, "A", 100, 1.0, "t", "PER")),
        ("CHL", "PER"),
        Window(),
    )
    (row,) = found.rows
    assert (row["low"], row["value"], row["high"]) == (90, 100, 100)


def test_the_exporter_goes_before_who_reconciles_and_two_offices_are_told():
    found = values(
        tables(
            ("copper", BEFORE, "A", 100, 10.0, "t", "BACI"),
            ("copper", AFTER, "A", 160, 12.0, "t", "BACI"),
            ("copper", AFTER, "A", 150, 12.0, "t", "CHL"),
        ),
        ("CHL", "PER"),
        Window(),
    )
    assert found.value == pytest.approx(0.5)
    assert (found.rows[-1]["low"], found.rows[-1]["high"]) == (150, 160)
    assert any("BACI, the last by CHL" in caveat for caveat in found.caveats)


def test_chinese_imports_of_russian_crude_before_and_after():
    # customs: 79.65 and 108.47 million tonnes
    found = run("products.units", "CHN", "RUS", product="crude-oil")
    assert found.value == pytest.approx(108.47 / 79.646 - 1, rel=1e-6)


def test_a_product_without_figures_is_not_a_product_without_trade():
    with pytest.raises(UnknownNameError, match="crude-oil"):
        run("products.values", "CHN", "RUS", product="crude")
    with pytest.raises(CoverageError, match="copper"):
        run("products.units", "CHN", "RUS", product="copper", start="1999", end="2000")
