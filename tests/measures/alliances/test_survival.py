"""The lives of alliances: who outlives whom, and that the record is what the treaties say."""

from __future__ import annotations

import polars as pl
import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.measures import run
from realpolitik.models.stats.kaplan_meier import kaplan_meier
from realpolitik.store import Store


def test_the_alliance_of_china_and_the_soviet_union_ended_in_1980():
    life = Store()["alliances"].filter(a="CHN", b="SUN", kind="alliance").row(0, named=True)
    assert (life["from_year"], life["to_year"], life["ended"]) == (1942, 1980, 1)
    # ATOP codes consultation in 1992 to 2018 between the successor and China: still in force at the end, so no end
    lasting = Store()["alliances"].filter(a="CHN", b="RUS", kind="alignment").row(-1, named=True)
    assert (lasting["from_year"], lasting["to_year"], lasting["ended"]) == (1992, 2018, 0)


def test_no_life_ends_in_the_last_year_of_the_record():
    lives = Store()["alliances"]
    assert lives.filter((pl.col("to_year") == 2018) & (pl.col("ended") == 1)).is_empty()
    assert (lives["from_year"] <= lives["to_year"]).all()


def test_alignments_outlive_alliances_and_the_interval_excludes_none():
    found = run("survival.commitment")
    assert found.value > 0
    assert 0 < found.interval.low < found.value < found.interval.high
    for kind in ("alignments", "alliances"):
        values = [row["value"] for row in found.rows if row["series"] == kind]
        assert values == sorted(values, reverse=True)
        assert values[0] == 1


def test_the_difference_is_that_of_the_two_curves():
    lives = Store()["alliances"].filter(kind="alliance")
    past = []
    for shared in (1, 0):
        part = lives.filter(shared_regime=shared)
        curve = kaplan_meier((part["to_year"] - part["from_year"] + 1).to_numpy(), part["ended"].to_numpy())
        past.append(curve.survival[curve.at(20)])
    assert run("survival.ideology").value == pytest.approx(past[0] - past[1], abs=1e-12)


def test_a_shared_regime_does_not_decide_whether_an_alliance_lasts():
    interval = run("survival.ideology").interval
    assert interval.low < 0 < interval.high


def test_the_same_record_gives_the_same_interval():
    assert run("survival.ideology").interval == run("survival.ideology").interval


def test_options_out_of_range_are_errors():
    with pytest.raises(OptionError, match="1 to 150"):
        run("survival.commitment", years=0)
    with pytest.raises(CoverageError, match="too few"):
        run("survival.commitment", since=2018, most=1)
    with pytest.raises(OptionError, match="alliance or alignment"):
        run("survival.ideology", kind="pact")
