"""Measures of tables that are only fetched: without the table they name the way to it, with it they count as by hand."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError
from realpolitik.measures import run
from realpolitik.store import Store
from realpolitik.store.schema import schemas

DAY = date(2024, 5, 1)
ROWS = {
    "event_counts": [
        ("CHN", "RUS", DAY, 1, 6, 9, 2.0, "gdelt"),
        ("RUS", "CHN", date(2024, 5, 2), 4, 2, 4, -9.0, "gdelt"),
        ("CHN", "USA", DAY, 3, 50, 90, -2.0, "gdelt"),
    ],
    "speeches": [
        ("CHN", date(2023, 1, 1), 78, 8, "China and Russia are partners, says Russia. Russians", "ungdc"),
        ("RUS", date(2023, 1, 1), 78, 4, "We stand with China", "ungdc"),
    ],
    "input_output": [
        (date(2020, 1, 1), "CHN", "A", "RUS", "B", 30, "oecd-icio"),
        (date(2020, 1, 1), "RUS", "B", "RUS", "A", 90, "oecd-icio"),
        (date(2020, 1, 1), "CHN", "B", "RUS", "HFCE", 500, "oecd-icio"),  # final demand is no input
        (date(2020, 1, 1), "RUS", "TLS", "RUS", "B", 70, "oecd-icio"),  # nor are taxes
        (date(2020, 1, 1), "", "VA", "RUS", "B", 40, "oecd-icio"),
    ],
    "state_systems": [
        ("cow", 365, "RUS", "Russia", "RUS", date(1816, 1, 1), None, "cow-states"),
        ("cow", 710, "CHN", "China", "CHN", date(1860, 10, 25), date(2016, 12, 31), "cow-states"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def fetched(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fetched")
    for name, rows in ROWS.items():
        schema = schemas()[name]
        pl.DataFrame(rows, schema=schema.dtypes(), orient="row").write_parquet(folder / f"{name}.parquet")
    return Store(folder)


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("events.reported", "fetch gdelt"),
        ("rhetoric.mentions", "fetch ungdc"),
        ("dependence.inputs", "fetch oecd-icio"),
        ("power.membership", "fetch cow-states"),
    ],
)
def test_without_the_table_the_way_to_it_is_named(name, command):
    with pytest.raises(CoverageError, match="fetched") as caught:
        run(name, "CHN", "RUS")
    assert command in caught.value.remedy


def test_conflict_is_a_share_of_the_events_of_both_ways(fetched):
    found = run("events.reported", "CHN", "RUS", store=fetched)
    assert found.value == 2 / 8
    assert (found.rows[0]["days"], found.rows[0]["material conflict"]) == (2, 2)
    assert found.says.startswith(
        "Of 8 reported events between China and Russia on 2 days of 2024, 25 % were conflict"
    )
    with pytest.raises(CoverageError, match="no events between India and Russia"):
        run("events.reported", "IND", "RUS", store=fetched)


def test_names_are_counted_as_whole_words(fetched):
    found = run("rhetoric.mentions", "CHN", "RUS", store=fetched)
    # twice in eight words, "Russians" is no name of the state; once in four
    assert {row["series"]: row["value"] for row in found.rows} == {
        "China names Russia": 250.0,
        "Russia names China": 250.0,
    }


def test_inputs_are_what_industries_sell_to_industries(fetched):
    assert run("dependence.inputs", "RUS", "CHN", store=fetched).value == 30 / 120
    with pytest.raises(CoverageError, match="no inputs of China from Russia"):
        run("dependence.inputs", "CHN", "RUS", store=fetched)


def test_spells_of_a_list_have_their_first_and_last_day(fetched):
    found = run("power.membership", "RUS", "CHN", store=fetched)
    assert found.says == (
        "Members of the system of states: Russia from 1 January 1816 by the Correlates of War; "
        "China from 25 October 1860 to 31 December 2016 by the Correlates of War."
    )
    assert found.rows[1]["value"] == pytest.approx(156.18, abs=0.01)  # 57,045 days
