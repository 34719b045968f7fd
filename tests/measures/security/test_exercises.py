"""The typed list of exercises, and the staged criteria that rest on it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from realpolitik.errors import CoverageError
from realpolitik.measures import run
from realpolitik.measures.security.stages import CRITERIA, UNREAD
from realpolitik.store import Store

TYPED = Path(__file__).parents[3] / "tools" / "typed" / "exercises.csv"
ROWS = Store()["exercises"].to_dicts()


def test_every_row_has_a_source_and_a_day_a_kind_and_services():
    assert len(ROWS) == 102
    with TYPED.open(encoding="utf-8", newline="") as file:
        typed = list(csv.DictReader(file))
    assert len(typed) == len(ROWS)
    assert all(row["source_address"].startswith("http") for row in typed)
    assert all(row["services"] and row["source_id"] for row in ROWS)
    assert all(row["to_date"] is None or row["to_date"] >= row["from_date"] for row in ROWS)


def test_joint_strategic_air_patrols_are_no_more_than_china_counts():
    patrols = [row for row in ROWS if row["kind"] == "air patrol"]
    assert len(patrols) <= 10  # "the 10th joint strategic air patrol since 2019", Xinhua, 9 December 2025
    assert len({row["from_date"].year for row in patrols}) == 6  # none was read of 2021


def test_exercises_of_many_states_count_for_each_pair():
    names = {row["label"].partition(",")[0] for row in run("security.exercises", "IND", "RUS").rows}
    assert {"Tsentr-2019", "Vostok-2022"} <= names
    assert run("security.exercises", "IND", "RUS").value == run("security.exercises", "RUS", "IND").value


def test_a_pair_without_a_row_is_unknown():
    with pytest.raises(CoverageError, match="does not mean that they held none"):
        run("security.exercises", "PRK", "RUS")


def test_a_window_is_kept():
    found = run("security.exercises", "CHN", "RUS", start="2023-06", end="2023-07")
    assert {row["label"].partition(",")[0] for row in found.rows} >= {
        "Northern/Interaction-2023",
        "Sixth joint strategic air patrol",
    }
    assert all("Joint Sea 2022" not in row["label"] for row in found.rows)


# Stages ---------------------------------------------------------------------------------------------------------------


def state(a, b, year, name):
    (row,) = [row for row in run("security.stages", a, b).rows if row["period"] == str(year)]
    return row[name]


@pytest.mark.parametrize(
    ("pair", "year", "name", "expected"),
    [
        (("CHN", "RUS"), 2010, "3 defence", "no"),  # the treaty of 2001 has none; ATOP codes to 2018
        (("CHN", "RUS"), 2010, "1 consultation", "yes"),  # article 9 of that treaty
        (("CHN", "RUS"), 2024, "2 arms", "yes"),
        (("CHN", "RUS"), 2025, "2 arms", "unknown"),  # the register ends with 2024
        (("CHN", "RUS"), 2025, "2 exercises", "yes"),
        (("USA", "JPN"), 2015, "3 defence", "yes"),  # the treaty of 1960
        (("PRK", "RUS"), 2025, "3 defence", "yes"),  # the treaty of 2024
        (("PRK", "RUS"), 2020, "2 exercises", "unknown"),  # never no: the list is not complete
        (("IND", "RUS"), 2015, "3 defence", "no"),
    ],
)
def test_a_criterion_is_a_dated_yes_no_or_unknown(pair, year, name, expected):
    assert state(*pair, year, name) == expected


def test_there_is_no_score_and_nothing_unread_is_said_to_be_absent():
    found = run("security.stages", "CHN", "RUS")
    assert found.value is None
    assert all(row[name] == "unknown" for row in found.rows for name in UNREAD)
    assert all(row["2 exercises"] != "no" for row in found.rows)
    assert all(set(CRITERIA) <= set(row) for row in found.rows)


def test_a_pair_of_which_nothing_is_known_is_not_covered():
    with pytest.raises(CoverageError, match="every criterion is unknown"):
        run("security.stages", "FJI", "LAO", start="2025")
