"""Main partners as the World Factbook lists them, and where they stand in for trade that no table has."""

from __future__ import annotations

import polars as pl
import pytest

from realpolitik.errors import CoverageError
from realpolitik.measures import run
from realpolitik.store import Store


def test_lists_are_the_factbooks():
    """Its own page of Kosovo (factbook/factbook.json, europe/kv.json): "Germany 13%, Turkey 13%, China 10%, Serbia 7%, Italy 6% (2021)"."""
    found = run("trade.partners", "XKX", "RUS")
    bought = [
        (row["code"], row["value"]) for row in found.rows if (row["state"], row["flow"]) == ("XKX", "imports")
    ]
    assert bought == [("DEU", 0.13), ("TUR", 0.13), ("CHN", 0.1), ("SRB", 0.07), ("ITA", 0.06)]
    assert {row["period"] for row in found.rows if row["state"] == "XKX"} == {"2021"}
    assert found.value is None  # Russia is not listed, which is not none
    assert "Russia is not among them." in found.says
    assert run("trade.partners", "RUS", "CHN").value == 0.53


def test_one_source_with_its_edition_and_year_in_each_row():
    rows = Store.embedded()["main_partners"]
    assert set(rows["source_id"]) == {"cia-factbook"}
    assert set(rows["vintage"]) == {"World Factbook, May 2026"}
    assert rows["state"].n_unique() > 195
    sums = rows.group_by("state", "flow").agg(pl.col("share").sum())
    assert sums["share"].max() <= 1.0
    found = run("trade.partners", "FJI", "NZL")
    assert [source.id for source in found.sources] == ["cia-factbook"]


def test_a_state_that_has_none_is_named():
    with pytest.raises(CoverageError, match="lists no partners of the Soviet Union or"):
        run("trade.partners", "SUN", "DDR")


def test_output_and_spending_of_small_states():
    """Fiji: 1.4 per cent of its output in 2024; New Zealand's output is between Fiji's and that of the United States."""
    assert run("power.military_spending", "FJI", per="gdp").value == 0.014
    rows = [row for row in run("power.definitions", "FJI", "NZL").rows if row["source"] == "cia-factbook"]
    assert {row["period"] for row in rows} == {"2024"}
    ratio = {row["series"]: row["value"] for row in rows}
    assert 0 < ratio["Fiji"] < ratio["New Zealand"] < 1


def test_a_brief_shows_them_only_where_trade_is_missing():
    from realpolitik.briefs.questions import questions

    shows = next(one for one in questions() if one.id == "how-large-is-trade").shows
    assert [(one.measure, one.lead, one.lacking) for one in shows if one.lacking] == [
        ("trade.partners", False, True)
    ]
