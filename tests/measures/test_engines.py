"""Every measure of a table gives the same finding, whatever engine the table comes in.

The frames hold a table as it is embedded, rows in another order; what is expected is the finding on the embedded table itself.
"""

from __future__ import annotations

import math
from datetime import date

import polars as pl
import pytest

from realpolitik.errors import RealpolitikError, SchemaError
from realpolitik.measures import measures, run
from realpolitik.store import Store

SMALL = 20_000
"""Rows; tables that are larger (trade, votes) are given to the engines that take them in an instant."""
ONE_OF_MANY = "votes.identical_share"
"""Of the measures of single votes, which resample for seconds once the table has been collected, one is enough."""
OF_TABLES = {
    name: one
    for name, one in measures().items()
    if one.tables
    and one.module.startswith("realpolitik.measures")
    and (name == ONE_OF_MANY or "votes" not in one.tables)
}
STATES = {0: (), 1: ("RUS",), 2: ("RUS", "CHN")}
SLOW = ("pyspark",)
LONG = {
    "concentration.hhi", "dependence.capacity", "dependence.dependents", "trade.materials", "treaties.portfolio",
    ONE_OF_MANY, "votes.words_and_deeds",
}  # fmt: skip
"""Measures whose time goes into arithmetic after the table has been collected: one engine is enough to see them."""
LEAST = {"pyspark": 30}
"""How many measures an engine is at least compared on; of the others, which take every table, 60."""


@pytest.fixture(scope="module")
def expected():
    """The findings on the embedded tables, by measure; those that are not covered are left out."""
    store, found = Store.embedded(), {}
    for name, one in OF_TABLES.items():
        try:
            found[name] = run(name, *STATES[one.states], store=store).record()
        except RealpolitikError:
            continue
    return found


@pytest.fixture
def framed(engine_of):
    """A store of all tables as frames of one engine, except those too large for a slow one."""
    embedded, frames = Store.embedded(), {}
    for name in embedded.names():
        frame = embedded[name].reverse()
        if frame.height <= SMALL or engine_of.name not in SLOW:
            frames[name] = engine_of(frame)
    return Store(frames=frames), frames.keys()


def same(one, other, path=""):
    """The same plain values, numbers to 12 digits: engines sum in any order."""
    if isinstance(one, dict):
        assert one.keys() == other.keys(), path
        for key in one:
            same(one[key], other[key], f"{path}.{key}")
    elif isinstance(one, list | tuple):
        assert len(one) == len(other), path
        for place, (left, right) in enumerate(zip(one, other, strict=True)):
            same(left, right, f"{path}[{place}]")
    elif isinstance(one, float) and isinstance(other, float | int):
        assert math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12), f"{path}: {one} and {other}"
    else:
        assert one == other, f"{path}: {one!r} and {other!r}"


def test_every_measure_gives_the_same_finding(expected, framed, engine_of):
    store, tables = framed
    compared = 0
    for name, wanted in expected.items():
        if not set(OF_TABLES[name].tables) <= tables or (name in LONG and engine_of.name != "duckdb"):
            continue
        same(wanted, run(name, *STATES[OF_TABLES[name].states], store=store).record(), name)
        compared += 1
    least = LEAST.get(engine_of.name, 60)
    assert compared >= least, f"only {compared} of {len(expected)} measures were compared"


def test_what_one_engine_is_enough_for_is_there():
    assert set(OF_TABLES) >= LONG


def test_only_what_is_asked_for_leaves_the_engine(engine_of):
    seen = []
    flows = Store.embedded()["trade"]
    store = Store(frames={"trade": engine_of(flows)})
    near = store.about(("RUS", "CHN"))
    rows = near["trade"]
    assert rows.height < flows.height
    wanted = flows.filter(
        pl.col("origin").is_in(["RUS", "CHN"]) | pl.col("destination").is_in(["RUS", "CHN"])
    )
    assert rows.equals(wanted.sort(Store.embedded().schema("trade").key))
    seen.append(rows)
    assert store.about(("CHN", "RUS")) is near  # kept, so that a brief collects once


def test_a_frame_of_ones_own_needs_only_what_the_table_must_have(engine_of):
    flows = engine_of(
        pl.DataFrame(
            {
                "origin": ["WLD", "FJI"], "destination": ["TON", "TON"], "product": ["total"] * 2, "freq": ["A"] * 2,
                "period": [date(2021, 1, 1)] * 2, "value_usd": [400, 100], "reporter": ["TON"] * 2,
                "source_id": ["customs-of-tonga"] * 2, "vintage": ["2022"] * 2,
            }
        )
    )  # fmt: skip
    found = run("dependence.import_share", "TON", "FJI", store=Store(frames={"trade": flows}))
    assert found.value == 0.25
    assert found.sources[0].record()["publisher"] == "Figures of your own"


def test_a_frame_that_is_no_such_table_is_refused():
    with pytest.raises(SchemaError, match="origin: your frame has no such column"):
        _ = Store(frames={"trade": pl.DataFrame({"x": [1]})})["trade"]
    flows = Store.embedded()["trade"].with_columns(period=pl.lit("soon"))
    with pytest.raises(SchemaError, match="does not fit"):
        _ = Store(frames={"trade": flows})["trade"]
