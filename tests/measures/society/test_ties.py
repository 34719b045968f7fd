"""Students and opinion as published, and what nobody was read on."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from realpolitik.errors import CoverageError
from realpolitik.measures import run
from realpolitik.store import Store

TYPED = Path(__file__).parents[3] / "tools" / "typed" / "ties.csv"


def test_every_figure_has_an_address():
    with TYPED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == Store()["ties"].height == 59
    assert all(row["source_address"].startswith("http") and row["source_publisher"] for row in rows)


def test_students_as_the_minister_gives_them():
    found = run("society.students", "CHN", "RUS", start="2024")
    assert {row["series"]: (row["value"], row["qualifier"]) for row in found.rows} == {
        "from China in Russia": (56_000, "more than"),  # TASS, 26 August 2025
        "from Russia in China": (21_000, "more than"),
    }
    assert "ore than 56,000 students from China" in found.says


def test_opinion_is_a_series_for_each_question():
    rows = run("society.opinion", "CHN", "RUS").rows
    levada = {
        row["period"]: row["value"] for row in rows if row["series"] == "Russia on China: favourable view"
    }
    assert (levada["2020-01"], levada["2021-01"], levada["2024-10"]) == (0.65, 0.75, 0.81)
    vciom = [row["value"] for row in rows if row["series"] == "Russia on China: relations are friendly"]
    assert vciom == [0.34, 0.34, 0.60, 0.55, 0.64, 0.72]  # TASS, 16 May 2024


@pytest.mark.parametrize(
    ("measure", "pair", "who"),
    [("society.students", ("IND", "RUS"), "UNESCO"), ("society.opinion", ("PRK", "RUS"), "Pew")],
)
def test_what_was_not_read_is_not_covered_and_says_who_has_it(measure, pair, who):
    with pytest.raises(CoverageError) as caught:
        run(measure, *pair)
    assert who in caught.value.remedy
