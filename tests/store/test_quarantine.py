"""Rows in, rows that keep the schema out, the others aside with their reasons: none lost."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.errors import SchemaError
from realpolitik.store.quarantine import CONTRADICTS, REPEATS, quarantine
from realpolitik.store.schema import schema_of

SCHEMA = schema_of(
    "flows",
    {
        "about": "a", "made": "b", "licence": "c", "key": ["state", "period", "vintage"],
        "coverage": {"states": ["state"], "period": "period"},
        "columns": {
            "state": {"type": "text", "pattern": "[A-Z]{3}"},
            "kind": {"type": "text", "allowed": ["x", "y"]},
            "period": {"type": "date", "min": date(1990, 1, 1), "max": date(2030, 1, 1)},
            "value": {"type": "number", "min": 0, "max": 100},
            "count": {"type": "integer", "nullable": True},
            "source_id": {"type": "text"},
            "vintage": {"type": "text"},
            "note": {"type": "text", "nullable": True},
        },
    },
)  # fmt: skip


def screened(rows, **facts):
    columns = {"state": pl.String, "kind": pl.String, "period": pl.Date, "value": pl.Float64}
    frame = pl.DataFrame(rows, schema=columns, orient="row")
    return quarantine(frame, SCHEMA, source="toy", version="1", **facts)


def test_what_is_missing_and_may_be_is_filled_and_rows_are_sorted():
    found = screened([("RUS", "x", date(2001, 1, 1), 1.0), ("CHN", "y", date(2000, 1, 1), 2.0)])
    assert found.good.select(pl.col("state", "source_id", "vintage", "note").cast(pl.String)).rows() == [
        ("CHN", "toy", "1", ""),
        ("RUS", "toy", "1", ""),
    ]
    assert found.good["count"].null_count() == 2
    assert found.bad.is_empty()


def test_a_column_that_is_empty_in_every_row_is_one_of_gaps_and_no_wrong_kind():
    frame = pl.DataFrame(
        {
            "state": ["CHN"],
            "kind": ["x"],
            "period": [date(2000, 1, 1)],
            "value": [1.0],
            "count": [None],
            "note": [None],
        }
    )
    found = quarantine(frame, SCHEMA, source="toy", version="1")
    assert found.good.select("count", pl.col("note").cast(pl.String)).rows() == [(None, "")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("China", "x", date(2000, 1, 1), 1.0), "state not of the form"),
        (("CHN", "z", date(2000, 1, 1), 1.0), "kind not one of x, y"),
        (("CHN", "x", date(1980, 1, 1), 1.0), "period below 1990"),
        (("CHN", "x", None, 1.0), "period empty"),
        (("CHN", "x", date(2000, 1, 1), 101.0), "value above 100"),
        (("CHN", "x", date(2000, 1, 1), float("nan")), "value not finite"),
        (("CHN", None, date(2000, 1, 1), 1.0), "kind null"),
        (("CHN ", "x", date(2000, 1, 1), 1.0), "state not of the form"),
    ],
)
def test_each_broken_rule_is_a_reason(row, reason):
    found = screened([row, ("RUS", "x", date(2001, 1, 1), 1.0)])
    assert found.good.height == 1
    (why,) = found.reasons
    assert why.startswith(reason)
    assert found.bad["state"].to_list() == [row[0]]


def test_repeated_rows_stay_once_and_contradictory_rows_not_at_all():
    day = date(2000, 1, 1)
    rows = [("CHN", "x", day, 1.0), ("CHN", "x", day, 1.0), ("RUS", "x", day, 1.0), ("RUS", "x", day, 2.0)]
    found = screened([*rows, ("USA", "x", day, 3.0)])
    assert found.good["state"].cast(pl.String).to_list() == ["CHN", "USA"]
    assert found.reasons == {CONTRADICTS: 2, REPEATS: 1}


def test_rows_that_the_reader_set_aside_are_kept_with_theirs():
    aside = pl.DataFrame({"raw": ["?"], "reason": ["unreadable"]})
    found = screened([("China", "x", date(2000, 1, 1), 1.0)], rejected=aside)
    assert set(found.reasons) == {"unreadable", "state not of the form [A-Z]{3}"}
    assert found.bad["raw"].to_list() == [None, "?"]


def test_a_reader_that_gives_other_columns_is_wrong():
    frame = pl.DataFrame({"state": ["CHN"], "kind": ["x"], "period": ["2000"], "wert": [1]})
    with pytest.raises(SchemaError) as caught:
        quarantine(frame, SCHEMA, source="toy", version="1")
    assert caught.value.problems == (
        "wert: no such column in the schema",
        "period: String where date belongs",
        "value: the column is missing",
    )


ROWS = st.tuples(
    st.sampled_from(["CHN", "RUS", "ru", ""]),
    st.sampled_from(["x", "z"]),
    st.sampled_from([date(2000, 1, 1), date(1900, 1, 1), None]),
    st.sampled_from([1.0, 2.0, -1.0, None]),
)


@given(st.lists(ROWS, max_size=30))
def test_no_row_is_lost_and_none_that_breaks_the_schema_stays(rows):
    found = screened(rows)
    assert found.good.height + found.bad.height == len(rows)
    assert not found.good.select(SCHEMA.key).is_duplicated().any()
    good = {("CHN", "x"), ("RUS", "x")}
    assert set(found.good.select(pl.col("state", "kind").cast(pl.String)).rows()) <= good
    assert sum(found.reasons.values()) == found.bad.height
