"""Migrants of a pair against the United Nations' own numbers."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError
from realpolitik.measures import run


def test_persons_from_russia_in_ukraine():
    rows = run("society.migrants", "RUS", "UKR").rows
    (value,) = [
        row["value"] for row in rows if row["period"] == "2020" and row["series"] == "from Russia in Ukraine"
    ]
    assert value == 3_330_586  # README of the shared data


def test_one_way_that_is_missing_is_said_to_be_unknown():
    found = run("society.migrants", "IRN", "RUS")
    assert any("from Russia in Iran, which is unknown" in caveat for caveat in found.caveats)
    assert all(row["value"] for row in found.rows)


def test_a_pair_without_estimates_is_not_covered():
    with pytest.raises(CoverageError, match="which is not none"):
        run("society.migrants", "PRK", "RUS")
