"""Errors planted at random in BACI 2000 to 2020 are found, and clean rows are left alone."""

from __future__ import annotations

import random

import polars as pl
import pytest

from realpolitik.audit import trade_flags

SEED = 20261129
PLANTS = 25
TESTS = ("jump", "level", "blank", "swapped")
BEFORE: dict[tuple[int, tuple[str, ...]], pl.DataFrame] = {}
"""Flags of the clean rows around a year, which many plants share."""
LARGE = 1e8
"""Dollars: a flow below a tenth of a threshold cannot be told from noise when it is ten times as large."""


@pytest.fixture(scope="module")
def clean(shared_data) -> pl.DataFrame:
    frame = pl.read_parquet(shared_data / "trade/baci_totals/baci_totals_2000_2020.parquet")
    return (
        frame.select(
            a=pl.col("exporter").cast(pl.String),
            b=pl.col("importer").cast(pl.String),
            period=pl.date(pl.col("year").cast(pl.Int32), 1, 1),
            office=pl.lit("BACI"),
            value=pl.col("value_kusd") * 1e3,
        )
        .filter(pl.col("value") > 0)
        .sort("a", "b", "office", "period")
    )


def sellers(clean: pl.DataFrame, year: int) -> list[str]:
    """States that sell 100 million dollars or more in a year, the year before and the year after."""
    sold = (
        clean.filter(pl.col("period").dt.year().is_between(year - 1, year + 1))
        .group_by("a", "period")
        .agg(pl.col("value").sum())
    )
    large = sold.filter(pl.col("value") > LARGE).group_by("a").len().filter(pl.col("len") == 3)
    return sorted(large["a"].to_list())


def around(clean: pl.DataFrame, year: int) -> pl.DataFrame:
    """The rows that the tests need to see one year: two years on either side."""
    return clean.filter(pl.col("period").dt.year().is_between(year - 2, year + 2))


def found(
    clean: pl.DataFrame,
    planted: pl.DataFrame,
    states: set[str],
    year: int,
    tests: tuple[str, ...] = ("jump", "level", "blank"),
) -> bool:
    """Whether a flag that the clean rows do not have names one of the states, in the year or in the next, when the figure is taken back."""
    key = ["test", "a", "b", "period", "office"]
    if (year, tests) not in BEFORE:
        BEFORE[year, tests] = trade_flags(around(clean, year), tests=tests)
    new = trade_flags(planted, tests=tests).join(BEFORE[year, tests], on=key, how="anti")
    named = pl.col("a").is_in(states) | pl.col("b").is_in(states)
    return not new.filter(named, pl.col("period").dt.year().is_in([year, year + 1])).is_empty()


def ten_times(clean: pl.DataFrame, dice: random.Random) -> bool:
    year = dice.randint(2001, 2019)
    large = clean.filter(pl.col("period").dt.year() == year, pl.col("value") > LARGE)
    a, b = large.select("a", "b").row(dice.randrange(large.height))
    rows = around(clean, year)
    odd = (pl.col("a") == a) & (pl.col("b") == b) & (pl.col("period").dt.year() == year)
    planted = rows.with_columns(pl.when(odd).then(pl.col("value") * 10).otherwise("value").alias("value"))
    return found(clean, planted, {a, b}, year)


def swapped_states(clean: pl.DataFrame, dice: random.Random) -> bool:
    year = dice.randint(2001, 2019)
    one, other = dice.sample(sellers(clean, year), 2)
    rows = around(clean, year)
    here = pl.col("period").dt.year() == year
    exchanged = (
        pl.when(here & (pl.col("a") == one))
        .then(pl.lit(other))
        .when(here & (pl.col("a") == other))
        .then(pl.lit(one))
        .otherwise("a")
    )
    planted = rows.with_columns(exchanged.alias("a")).filter(pl.col("a") != pl.col("b"))
    return found(clean, planted.sort("a", "b", "office", "period"), {one, other}, year, TESTS)


def blank_row(clean: pl.DataFrame, dice: random.Random) -> bool:
    year = dice.randint(2001, 2019)
    state = dice.choice(sellers(clean, year))
    rows = around(clean, year)
    planted = rows.filter(~((pl.col("a") == state) & (pl.col("period").dt.year() == year)))
    return found(clean, planted, {state}, year)


def wrong_unit(clean: pl.DataFrame, dice: random.Random) -> bool:
    year = dice.randint(2001, 2019)
    state = dice.choice(sellers(clean, year))
    odd = (pl.col("a") == state) & (pl.col("period").dt.year() == year)
    factor = dice.choice((1000.0, 0.001))
    rows = around(clean, year)
    planted = rows.with_columns(pl.when(odd).then(pl.col("value") * factor).otherwise("value").alias("value"))
    return found(clean, planted, {state}, year)


@pytest.mark.shared
def test_of_a_hundred_planted_errors_at_least_ninety_five_are_found(clean):
    dice = random.Random(SEED)
    kinds = (ten_times, swapped_states, blank_row, wrong_unit)
    caught = {kind.__name__: sum(kind(clean, dice) for _ in range(PLANTS)) for kind in kinds}
    assert sum(caught.values()) >= 95, caught


@pytest.mark.shared
def test_at_most_one_clean_row_in_a_hundred_is_flagged(clean):
    flags = trade_flags(clean)
    assert flags.height <= 0.01 * clean.height, flags["test"].value_counts()
