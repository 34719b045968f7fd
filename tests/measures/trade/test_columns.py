"""Columns of a panel are the measures of each pair, on a table made by hand whose offices differ, end, are joined and doubted."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import polars as pl
import pytest

from realpolitik.errors import CoverageError
from realpolitik.findings import Window
from realpolitik.measures.dependence import shares
from realpolitik.measures.trade import columns, turnover

STATES = ("ARG", "BRA", "CHL")
YEARS = range(2000, 2014)
BASE = {"product": "total", "freq": "A", "vintage": "v"}


class Tables:
    """Tables by name, to be remembered by."""

    def __init__(self, **frames):
        self.frames = frames

    def __getitem__(self, name):
        return self.frames[name]


def sold(origin, destination, year, office):
    """Dollars by an office: what it is to each of them differs by a share of its own, and grows by a twentieth a year."""
    size = {"ARG": 3e8, "BRA": 8e8, "CHL": 1.5e8, "WLD": 5e9}
    own = {"ARG": 1.0, "BRA": 1.06, "CHL": 0.97, "IMF": 1.02, "BACI": 0.99, "COW": 0.8}[office]
    uneven = 1 + 0.01 * ((year * 7 + len(office) * 3 + ord(origin[0])) % 5)
    return int((size[origin] * size[destination]) ** 0.5 * own * uneven * 1.05 ** (year - 2000))


def reported(office, origin, destination, year):
    """Whether an office has this flow: COW to 2006, BACI from 2004 on, the IMF but for 2009, and customs of their own states."""
    spans = {"COW": year <= 2006, "BACI": 2004 <= year <= 2010, "IMF": year not in (2009, 2013)}
    if office in spans:
        return spans[office]
    there = {"ARG": year >= 2003, "BRA": year % 4 > 0, "CHL": 2002 <= year <= 2008}[office]
    return there and office in (origin, destination)


def rows():
    """Flows of all pairs and of each with the world."""
    for origin, destination in permutations((*STATES, "WLD"), 2):
        for year in YEARS:
            for office in (*STATES, "IMF", "BACI", "COW"):
                if not reported(office, origin, destination, year):
                    continue
                if (origin, destination, office) == ("BRA", "WLD", "BRA") and year > 2008:
                    continue  # Brazil reports the partner, and no total
                value = sold(origin, destination, year, office)
                doubted = (origin, destination, office) == ("ARG", "BRA", "BRA") and year in (2005, 2006)
                yield {
                    **BASE, "origin": origin, "destination": destination, "period": date(year, 1, 1), "reporter": office,
                    "value_usd": value * 3 if doubted else value, "source_id": f"s-{office}", "note": "estimated from a part" if doubted else "",
                }  # fmt: skip
                if (office, year) == ("IMF", 2001):
                    yield {
                        **BASE, "origin": origin, "destination": destination, "period": date(year, 1, 1), "reporter": office, "value_usd": value * 2,
                        "source_id": "s-old", "note": "", "vintage": "first release",
                    }  # fmt: skip


TOTAL = [
    {**BASE, "a": "ARG", "b": "BRA", "period": date(year, 1, 1), "reporter": "ARG", "value_usd": int(1.1e9) + year, "source_id": "s-sum", "note": ""}
    for year in (2004, 2005)
]  # fmt: skip
OUTPUT = [
    {"state": state, "measure": "gdp-usd", "period": date(year, 1, 1), "value": 1e10 * (place + 1) + year, "vintage": vintage, "source_id": f"g-{vintage}"}
    for place, state in enumerate(STATES)
    for vintage, span in (("2010", range(2000, 2010)), ("2013", range(2005, 2014)), ("2012", range(2000, 2003)))
    for year in span
    if state != "CHL" or year != 2007
]  # fmt: skip
TABLES = Tables(trade=pl.DataFrame(list(rows())), turnover=pl.DataFrame(TOTAL), power=pl.DataFrame(OUTPUT))
PAIRS = pl.DataFrame([(a, b) for a in STATES for b in STATES if a != b], schema=["a", "b"], orient="row")
WINDOWS = (Window(), Window(start=date(2004, 1, 1), end=date(2009, 1, 1)), Window(end=date(2003, 12, 31)))
MEASURES = {
    "turnover": turnover.turnover, "exports": turnover.exports, "partner_share": turnover.partner_share, "import_share": shares.import_share,
    "export_share": shares.export_share, "trade_gdp": shares.trade_gdp, "weak_link": shares.weak_link, "salience": shares.salience_of,
    "symmetry": shares.symmetry_of, "interdependence": shares.interdependence_of,
}  # fmt: skip


def of_measure(compute, pair, window):
    try:
        found = compute(TABLES, pair, window).rows
    except CoverageError:
        return {}
    return {
        (*pair, row["period"]): (row["value"], row["low"], row["high"], row["reporter"], set(row["source"].split()))
        for row in found
    }  # fmt: skip


@pytest.mark.parametrize("name", MEASURES)
def test_a_column_is_the_measure_of_each_pair(name):
    for window in WINDOWS:
        made = {
            (row["a"], row["b"], str(row["period"].year)): (row["value"], row["low"], row["high"], row["office"], set(row["source"].split()))
            for row in getattr(columns, name)(TABLES, PAIRS, window).iter_rows(named=True)
        }  # fmt: skip
        wanted = {}
        for pair in PAIRS.iter_rows():
            wanted |= of_measure(MEASURES[name], pair, window)
        # a measure carries the range of the last year on, a panel of every year has it as the measure does
        assert made.keys() == wanted.keys(), name
        for key, (value, low, high, office, sources) in wanted.items():
            mine = made[key]
            assert mine[0] == pytest.approx(value, rel=1e-12), (name, key)
            assert (mine[1] is None) == (low is None), (name, key)
            if low is not None:
                assert (mine[1], mine[2]) == pytest.approx((low, high), rel=1e-12), (name, key)
            assert mine[3:] == (office, sources), (name, key)


def test_the_table_has_what_it_is_made_for():
    told = turnover.exports(TABLES, ("ARG", "CHL"), Window()).rows
    assert {row["low"] is None for row in told} == {False, True}
    bought = shares.import_share(TABLES, ("BRA", "ARG"), Window()).rows
    assert {row["reporter"] for row in bought} >= {"BRA", "IMF"}
    assert any(row.get("joined") for row in told + bought)
