"""Migrants, students and polls: first and last, one way alone, what a figure says of itself, on rows made by hand."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError
from realpolitik.findings import Window
from realpolitik.measures.society.migrants import migrants
from realpolitik.measures.society.ties import opinion, students


def moved(*rows):
    """Migrants as (origin, home, year, persons)."""
    return {
        "migrants": pl.DataFrame(
            [{"origin": a, "destination": b, "period": date(year, 7, 1), "persons": many, "source_id": "s"} for a, b, year, many in rows]
        )
    }  # fmt: skip


def test_migrants_both_ways_and_one_way():
    both = migrants(moved(("ARG", "CHL", 1990, 100), ("ARG", "CHL", 2020, 150), ("CHL", "ARG", 2020, 1200)), ("ARG", "CHL"), Window())  # fmt: skip
    assert both.says == (
        "150 persons from Argentina lived in Chile in 2020 (+50 % on 1990); 1,200 persons from Chile lived in Argentina in 2020."
    )
    assert both.value is None
    assert [(row["period"], row["value"]) for row in both.rows] == [
        ("1990", 100.0),
        ("2020", 150.0),
        ("2020", 1200.0),
    ]
    one = migrants(moved(("ARG", "CHL", 1990, 0), ("ARG", "CHL", 2020, 1)), ("CHL", "ARG"), Window())
    assert (one.value, one.says) == (1.0, "1 person from Argentina lived in Chile in 2020.")
    assert one.caveats[-1] == "The estimates give none from Chile in Argentina, which is unknown."
    fewer = migrants(
        moved(("ARG", "CHL", 1990, 2), ("ARG", "CHL", 2020, 1)),
        ("CHL", "ARG"),
        Window(start=date(1990, 7, 1)),
    )
    assert "(−50 % on 1990)" in fewer.says
    with pytest.raises(CoverageError, match="give no migrants from Argentina in Chile nor from Chile in Argentina in the period asked"):  # fmt: skip
        migrants(moved(("ARG", "CHL", 1990, 2)), ("ARG", "CHL"), Window(start=date(1990, 7, 2)))


def ties(subject, *rows):
    """Ties as (a, b, day, precision, what, value, qualifier)."""
    return {
        "ties": pl.DataFrame(
            [
                {"subject": subject, "a": a, "b": b, "period": date.fromisoformat(day), "precision": precision, "what": what, "value": value, "qualifier": word, "unit": "share" if value <= 1 else "persons", "note": "", "source_id": "s"}
                for a, b, day, precision, what, value, word in rows
            ]
        )
    }  # fmt: skip


def test_students_of_the_latest_year_each_way():
    rows = [("ARG", "CHL", "2018-01-01", "year", "", 900.0, "exact"), ("ARG", "CHL", "2019-01-01", "year", "", 1500.0, "about"), ("CHL", "ARG", "2017-05-01", "month", "", 200.0, "more than")]  # fmt: skip
    found = students(ties("students", *rows), ("CHL", "ARG"), Window())
    assert found.says == (
        "more than 200 students from Chile were at universities in Argentina in 2017; about 1,500 students from Argentina were at universities in "
        "Chile in 2019."
    )  # fmt: skip
    assert [row["period"] for row in found.rows] == ["2017-05", "2018", "2019"]
    # a figure of a year is of all its days, that of a month of its first
    assert len(students(ties("students", *rows), ("CHL", "ARG"), Window(start=date(2019, 12, 31))).rows) == 1
    assert len(students(ties("students", *rows), ("CHL", "ARG"), Window(end=date(2017, 5, 1))).rows) == 1
    with pytest.raises(
        CoverageError, match="no figure of students of Chile in Argentina, or the other way, was read"
    ):
        students(ties("students", *rows), ("CHL", "ARG"), Window(end=date(2017, 4, 30)))


def test_polls_are_a_series_for_each_question():
    rows = [("ARG", "CHL", "2018-03-01", "month", "favourable view", 0.4, "exact"), ("ARG", "CHL", "2020-03-01", "month", "favourable view", 0.55, "exact")]  # fmt: skip
    found = opinion(ties("opinion", *rows), ("ARG", "CHL"), Window())
    assert (found.value, found.says) == (0.55, "55 % of respondents in Argentina had a favourable view of Chile in 2020, against 40 % in 2018.")  # fmt: skip
    one = opinion(ties("opinion", rows[0]), ("ARG", "CHL"), Window())
    assert one.says == "40 % of respondents in Argentina had a favourable view of Chile in 2018."
    two = opinion(ties("opinion", *rows, ("CHL", "ARG", "2019-03-01", "month", "friend", 0.3, "about")), ("ARG", "CHL"), Window())  # fmt: skip
    assert two.value is None
    assert "about 30 % of respondents in Chile saw friendly relations with Argentina in 2019" in two.says
    with pytest.raises(CoverageError, match="no poll in Argentina on Peru, or the other way, was read"):
        opinion(ties("opinion", *rows), ("ARG", "PER"), Window())
