"""The place of a partner among all: by one office that lists nearly all, with what it does not list as the interval."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Window
from realpolitik.measures import run
from realpolitik.measures.trade.ranks import rank

ROW = {"product": "total", "freq": "A", "period": date(2023, 1, 1), "vintage": "v", "source_id": "s", "reporter": "IMF"}  # fmt: skip


def tables(sold=(), bought=()):
    """Flows of Argentina by one office: (partner, value), `WLD` being the total."""
    rows = [{**ROW, "origin": "ARG", "destination": other, "value_usd": value} for other, value in sold]
    rows += [{**ROW, "origin": other, "destination": "ARG", "value_usd": value} for other, value in bought]
    return {"trade": pl.DataFrame(rows)}


FULL = (("WLD", 100), ("BRA", 50), ("CHL", 30), ("PER", 20))


def test_the_place_counts_those_above():
    found = rank(tables(bought=FULL), ("ARG", "PER"), Window())
    assert (found.value, found.interval) == (3.0, None)
    assert found.rows[0]["before"] == "BRA, CHL"


def test_what_is_not_listed_could_stand_above():
    # 9 of 100 are of nobody listed: for a partner with 4 that is room for two more above it
    flows = (("WLD", 100), ("BRA", 50), ("CHL", 37), ("PER", 4))
    found = rank(tables(bought=flows), ("ARG", "PER"), Window())
    assert (found.value, found.interval.low, found.interval.high) == (3.0, 3.0, 5.0)


def test_an_office_that_lists_too_little_is_not_asked():
    with pytest.raises(CoverageError, match="nearly all partners"):
        rank(tables(bought=(("WLD", 100), ("BRA", 50), ("CHL", 30))), ("ARG", "BRA"), Window())


def test_trade_is_both_directions_of_one_office():
    # Brazil sells 50 and buys 10, Chile 30 and 40: Chile is the larger partner
    flows = tables(bought=FULL, sold=(("WLD", 70), ("BRA", 10), ("CHL", 40), ("PER", 20)))
    assert rank(flows, ("ARG", "CHL"), Window(), flow="trade").value == 1.0
    assert rank(flows, ("ARG", "BRA"), Window(), flow="trade").value == 2.0


def test_another_flow_is_refused():
    with pytest.raises(OptionError):
        run("trade.rank", "USA", "MEX", flow="services")


def test_published_places():
    # US Census Bureau for 2023, imports of goods: Mexico 475.6, China 427.2, Canada 421.1 bn dollars
    assert [run("trade.rank", "USA", other, start="2023", end="2023").value for other in ("MEX", "CHN")] == [
        1,
        2,
    ]
    # China has been Russia's largest supplier in every year of the table (IMF)
    assert {row["value"] for row in run("trade.rank", "RUS", "CHN", start="2016", end="2024").rows} == {1.0}


def test_partners_close_to_each_other_could_change_places():
    flows = (("WLD", 100), ("BRA", 50), ("CHL", 26), ("PER", 24))
    found = rank(tables(bought=flows), ("ARG", "PER"), Window())
    assert (found.value, found.interval.low, found.interval.high) == (3.0, 2.0, 3.0)


def test_partners_that_another_office_has_the_other_way_round_could_change_places():
    # by the record: Russian customs counted 59.3 billion dollars with China in 2010 and 58.4 with the Netherlands (`fcs-partners`); BACI has 53.7 and 60.4
    found = run("trade.rank", "RUS", "CHN", flow="trade", start="2010", end="2010")
    assert [(row["value"], row["low"], row["high"]) for row in found.rows] == [(2.0, 1.0, 3.0)]
