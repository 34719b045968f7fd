"""What a schema declares, and what is refused by name."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import SchemaError, UnknownNameError
from realpolitik.store import problems, schemas, validate
from realpolitik.store.schema import schema_of

FLOWS = schema_of(
    "flows",
    {
        "about": "Flows.",
        "made": "By hand.",
        "licence": "None.",
        "key": ["origin", "period"],
        "columns": {
            "origin": {"type": "text", "pattern": "[A-Z]{3}"},
            "period": {"type": "date", "min": date(1990, 1, 1), "max": date(2030, 1, 1)},
            "value": {"type": "integer", "min": 0},
            "share": {"type": "number", "min": 0, "max": 1, "nullable": True},
            "kind": {"type": "text", "allowed": ["", "total"], "nullable": True},
            "source_id": {"type": "text"},
        },
    },
)
GOOD = {
    "origin": ["CHN", "RUS"],
    "period": [date(2021, 1, 1), date(2021, 1, 1)],
    "value": [1, 2],
    "share": [0.5, None],
    "kind": ["total", ""],
    "source_id": ["a", "a b"],
}


def frame(**changes: list) -> pl.DataFrame:
    return pl.DataFrame(GOOD | changes)


def test_a_good_frame_passes_and_is_handed_back():
    good = frame()
    assert validate(good, FLOWS, sources={"a", "b"}) is good


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": [1.0, 2.0]}, "value: Float64 where Int64 belongs"),
        ({"period": ["2021", "2021"]}, "period: String where Date belongs"),
        ({"value": [None, 2]}, "value: 1 of 2 rows empty, such as None (origin CHN, period 2021-01-01)"),
        ({"origin": ["", "RUS"]}, "origin: 1 of 2 rows empty"),
        ({"origin": [None, "RUS"]}, "origin: 1 of 2 rows null"),
        ({"origin": ["CHN", "Russia"]}, "origin: 1 of 2 rows not of the form [A-Z]{3}, such as Russia"),
        ({"origin": ["CHN", "RUS "]}, "origin: 1 of 2 rows with space at an end"),
        ({"value": [-1, 2]}, "value: 1 of 2 rows below 0, such as -1"),
        ({"value": [-1, -3]}, "value: 2 of 2 rows below 0, such as -1 (origin CHN, period 2021-01-01)"),
        ({"share": [0.5, 46.0]}, "share: 1 of 2 rows above 1, such as 46.0"),
        ({"share": [0.5, float("nan")]}, "share: 1 of 2 rows not finite"),
        ({"share": [float("inf"), None]}, "share: 1 of 2 rows not finite"),
        ({"kind": ["total", "sum"]}, "kind: 1 of 2 rows not one of total, such as sum"),
        ({"period": [date(1889, 1, 1), date(2021, 1, 1)]}, "period: 1 of 2 rows below 1990-01-01"),
        ({"origin": ["RUS", "CHN"]}, "the rows are not sorted by origin, period"),
        ({"origin": ["CHN", "CHN"]}, "2 rows that contradict each other, such as origin CHN"),
        ({"source_id": ["a", "a c"]}, "source_id: 1 rows name sources that have no record, such as 'c'"),
    ],
)
def test_each_kind_of_breach_is_named_with_count_and_example(changes, said):
    with pytest.raises(SchemaError) as caught:
        validate(frame(**changes), FLOWS, sources={"a", "b"})
    assert said in str(caught.value)
    assert caught.value.table == "flows"


def test_identical_rows_are_told_from_contradictory_ones():
    twice = pl.concat([frame(), frame()]).sort("origin", "period")
    assert any("4 rows that repeat others" in text for text in problems(twice, FLOWS))


def test_missing_and_foreign_columns_are_both_named():
    said = problems(frame().drop("share").with_columns(extra=1), FLOWS)
    assert said == ("share: the column is missing", "extra: no such column in the schema")


def test_columns_out_of_order_are_refused():
    assert "the columns stand in the order" in problems(frame().select(sorted(GOOD)), FLOWS)[0]


def test_all_breaches_of_a_frame_are_reported_at_once():
    broken = frame(value=[-1, 2], share=[2.0, None], kind=["sum", ""])
    assert len(problems(broken, FLOWS)) == 3


def test_a_schema_with_misspelt_entries_is_refused():
    entry = {"about": "a", "made": "b", "key": ["x"], "columns": {"y": {"type": "money", "minimum": 0}}}
    with pytest.raises(SchemaError) as caught:
        schema_of("bad", entry)
    assert caught.value.problems == (
        "y: unknown entry 'minimum'; one of about, allowed, max, min, nullable, pattern, type, unit",
        "y: no type 'money'",
        "the key names 'x', which is no column",
        "licence is missing",
    )


def test_an_unknown_column_is_suggested():
    with pytest.raises(UnknownNameError, match="Did you mean value_usd"):
        schemas()["trade"]["value_us"]


@pytest.mark.parametrize("name", sorted(schemas()))
def test_every_schema_says_how_its_table_was_made_and_cites_each_row(name):
    schema = schemas()[name]
    assert schema["source_id"].kind == "text"
    assert not schema["source_id"].nullable
    assert all(text.strip() for text in (schema.about, schema.made, schema.licence))
    assert schema.key


def test_schemas_read_one_by_one_are_those_of_the_whole_file():
    from importlib.resources import files

    from realpolitik.sources.shipped import parsed

    text = (files("realpolitik.reference") / "variables.yaml").read_text(encoding="utf-8")
    whole = {name: schema_of(name, entry) for name, entry in parsed(text).items()}
    assert {name: schemas()[name] for name in whole} == whole
