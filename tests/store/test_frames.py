"""Frames of a user's own: four columns are enough, and what cannot be right is refused with its cause."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import polars as pl
import pytest

from realpolitik.errors import CoverageError, SchemaError
from realpolitik.measures import run
from realpolitik.store import Store

FOUR = {
    "origin": ["DEU", "FRA", "DEU", "FRA"],
    "destination": ["FRA", "DEU", "FRA", "DEU"],
    "period": [date(2021, 1, 1), date(2021, 1, 1), date(2023, 1, 1), date(2023, 1, 1)],
    "value_usd": [80_000_000_000, 66_000_000_000, 90_000_000_000, 70_000_000_000],
}
MOSCOW = timezone(timedelta(hours=3))


def trade(**changed) -> pl.DataFrame:
    return Store(frames={"trade": pl.DataFrame({**FOUR, **changed})})["trade"]


def test_four_columns_are_enough():
    rows = trade()
    assert rows.select("product", "freq", "reporter", "source_id").unique().rows() == [
        ("total", "A", "OWN", "own")
    ]
    found = run("trade.turnover", "DEU", "FRA", store=Store(frames={"trade": pl.DataFrame(FOUR)}))
    # 80 + 66 and 90 + 70, by the office "OWN" that reports both flows
    assert "came to 160.0 billion dollars in 2023, 10 % above 2021" in found.says


def test_a_table_of_ones_own_that_another_office_goes_on_is_named_as_yours():
    """Totals that the press reported join it where a measure reads them, too; once this raised that no state is called OWN."""
    years = range(2000, 2021)
    pairs = [("CHN", "RUS", 10), ("RUS", "CHN", 5)]
    rows = [
        {"origin": a, "destination": b, "period": year, "value_usd": (first + year - 2000) * 10**9}
        for year in years
        for a, b, first in pairs
    ]
    store = Store(frames={"trade": pl.DataFrame(rows)})
    found = run("trade.turnover", "CHN", "RUS", start=2000, end=2020, store=store)
    assert any("the figures are those of your table" in caveat for caveat in found.caveats)


def test_periods_within_a_year_are_months():
    months = [date(2021, 1, 1), date(2021, 1, 1), date(2021, 2, 1), date(2021, 2, 1)]
    assert set(trade(period=months)["freq"]) == {"M"}


@pytest.mark.parametrize(
    "period",
    [
        [2021, 2021, 2023, 2023],
        [2021.0, 2021.0, 2023.0, 2023.0],
        ["2021", "2021", "2023", "2023"],
        ["2021-01", "2021-01-01", "2023", "2023-01-01T00:00:00"],
        [datetime(year, 1, 1, tzinfo=MOSCOW) for year in (2021, 2021, 2023, 2023)],
        [datetime(year, 1, 1, tzinfo=UTC) for year in (2021, 2021, 2023, 2023)],
    ],
    ids=["whole", "float", "text", "mixed-text", "moscow", "utc"],
)
def test_years_and_times_are_days(period):
    column = pl.Series("period", period)
    if isinstance(column.dtype, pl.Datetime) and period[0].tzinfo is MOSCOW:
        column = column.dt.convert_time_zone(
            "Europe/Moscow"
        )  # midnight in Moscow is 21:00 of the day before in UTC
    assert trade(period=column)["period"].unique().sort().to_list() == [date(2021, 1, 1), date(2023, 1, 1)]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"period": [20210101] * 4}, "numbers such as 20210101 are no years"),
        ({"period": ["spring"] * 4}, "does not fit"),
        ({"value_usd": [-67, 1, 1, 1]}, "1 of 4 rows below 0, such as -67"),
        ({"origin": ["Germany", "France", "Germany", "France"]}, "no ISO3 codes, such as 'France'.*convert"),
        ({"origin": ["DE", "FR", "DE", "FR"]}, "no ISO3 codes, such as 'DE'"),
        ({"origin": ["deu", "fra", "deu", "fra"]}, "no ISO3 codes, such as 'deu'"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_cause(changed, said):
    with pytest.raises(SchemaError, match=said):
        trade(**changed)


def test_names_are_refused_even_where_a_measure_asks_for_two_states_alone():
    frame = pl.DataFrame(
        {**FOUR, "origin": ["Germany", "France"] * 2, "destination": ["France", "Germany"] * 2}
    )
    with pytest.raises(SchemaError, match="no ISO3 codes, such as 'France', 'Germany'"):
        run("trade.turnover", "DEU", "FRA", store=Store(frames={"trade": frame}))


def test_arrow_views_of_text_are_text():
    arrow = pytest.importorskip("pyarrow")
    table = pl.DataFrame(FOUR).to_arrow()
    for name in ("origin", "destination"):
        table = table.set_column(table.column_names.index(name), name, table[name].cast(arrow.string_view()))
    found = run("trade.turnover", "DEU", "FRA", store=Store(frames={"trade": table}))
    assert "came to 160.0 billion dollars in 2023" in found.says


def test_two_halves_by_two_offices_are_named_and_not_called_missing():
    rows = [
        (one, other, "total", "A", 2021, value, one, "imf-imts", "t")
        for one, other, value in (("DEU", "FRA", 8e10), ("FRA", "DEU", 7e10))
    ]
    names = [
        "origin",
        "destination",
        "product",
        "freq",
        "period",
        "value_usd",
        "reporter",
        "source_id",
        "vintage",
    ]
    halves = Store(frames={"trade": pl.DataFrame(rows, schema=names, orient="row")})
    with pytest.raises(
        CoverageError,
        match=r"no office has both directions.*: DEU has what Germany ships to France and FRA has what",
    ):
        run("trade.turnover", "DEU", "FRA", store=halves)
    assert run("trade.exports", "DEU", "FRA", store=halves).value == 8e10
