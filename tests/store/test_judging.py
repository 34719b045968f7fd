"""What is said of rows, word by word: every rule at its bound, and the one case beside it."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import SchemaError
from realpolitik.store import Store, check, problems
from realpolitik.store.check import TableCheck, _check_shelf
from realpolitik.store.coverage import Coverage, coverage
from realpolitik.store.quarantine import CONTRADICTS, REPEATS, quarantine
from realpolitik.store.schema import Column, Schema, schema_of
from realpolitik.store.validation import rules

MONEY = schema_of(
    "money",
    {
        "about": "a", "made": "b", "licence": "c", "key": ["state", "year"],
        "coverage": {"states": ["state", "partner"], "years": ["year", "last"], "note": "Half of them."},
        "columns": {
            "state": {"type": "text", "pattern": "[A-Z]{3}"},
            "partner": {"type": "text", "nullable": True, "allowed": ["", "CHN RUS", "USA"]},
            "year": {"type": "integer", "nullable": True, "min": 1990, "max": 1999},
            "last": {"type": "integer", "nullable": True},
            "value": {"type": "number", "min": 0, "max": 100},
        },
    },
)  # fmt: skip
GOOD = {"state": ["CHN", "RUS"], "partner": ["", "USA"], "year": [1990, 1999], "last": [1991, 1999], "value": [0.0, 100.0]}  # fmt: skip


def money(**changed) -> pl.DataFrame:
    return pl.DataFrame(GOOD | changed, schema_overrides={"year": pl.Int64, "last": pl.Int64})


def test_rows_at_the_bounds_keep_the_schema():
    assert problems(money(), MONEY) == ()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"value": [-0.5, 100.0]}, ("value: 1 of 2 rows below 0, such as -0.5 (state CHN, year 1990)",)),
        ({"value": [0.0, 100.5]}, ("value: 1 of 2 rows above 100, such as 100.5 (state RUS, year 1999)",)),
        ({"value": [None, 1.0]}, ("value: 1 of 2 rows empty, such as None (state CHN, year 1990)",)),
        ({"year": [1989, 2000]}, ("year: 1 of 2 rows below 1990, such as 1989 (state CHN)",
                                  "year: 1 of 2 rows above 1999, such as 2000 (state RUS)")),
        ({"partner": ["", " USA"]}, ("partner: 1 of 2 rows not one of CHN RUS, USA, such as  USA (state RUS, year 1999)",
                                     "partner: 1 of 2 rows with space at an end, such as  USA (state RUS, year 1999)")),
        ({"partner": [None, ""]}, ("partner: 1 of 2 rows null (text is empty, never null), such as None (state CHN, year 1990)",)),
        ({"state": ["CHN", "RUSS"]}, ("state: 1 of 2 rows not of the form [A-Z]{3}, such as RUSS (year 1999)",)),
        ({"state": ["CHN", "RUS"], "year": [None, None]}, ()),
        ({"state": ["RUS", "CHN"]}, ("the rows are not sorted by state, year",)),
        ({"state": ["CHN", "CHN"], "year": [None, None]},
         ("the key (state, year): 2 rows that contradict each other, such as state CHN, year None",)),
    ],
)  # fmt: skip
def test_each_breach_is_said_in_full(changed, said):
    assert problems(money(**changed), MONEY) == said


def test_the_contradiction_is_shown_and_not_the_repetition_before_it():
    rows = {
        "state": ["CHN", "CHN", "RUS", "RUS"],
        "partner": [""] * 4,
        "year": [1990] * 4,
        "last": [1991] * 4,
    }
    twice = money(**rows, value=[1.0, 1.0, 2.0, 3.0])
    assert problems(twice, MONEY) == (
        "the key (state, year): 4 rows that contradict each other, such as state RUS, year 1990",
    )
    same = money(**rows, value=[1.0, 1.0, 2.0, 2.0])
    assert problems(same, MONEY) == (
        "the key (state, year): 4 rows that repeat others, such as state CHN, year 1990",
    )


def test_of_many_contradictions_the_first_is_shown():
    """Once it was any of them, another one each time."""
    states = [f"A{first}{second}" for first in "ABCDEFGH" for second in "ABCDEFGH"]
    rows = {"state": states, "partner": [""] * 64, "year": [1990] * 64, "last": [1991] * 64}
    both = pl.concat([money(**rows, value=[1.0] * 64), money(**rows, value=[2.0] * 64)])
    assert problems(both, MONEY) == (
        "the key (state, year): 128 rows that contradict each other, such as state AAA, year 1990",
    )


def test_columns_are_judged_before_values():
    frame = money(value=["x", "y"]).select("year", "state", "partner", "last", "value")
    assert problems(frame, MONEY) == ("value: String where Float64 belongs",)
    assert problems(money().select("year", "state", "partner", "last", "value"), MONEY) == (
        "the columns stand in the order year, state, partner, last, value",
    )
    assert problems(money().drop("value", "last").with_columns(other=1), MONEY) == (
        "last: the column is missing",
        "value: the column is missing",
        "other: no such column in the schema",
    )


def test_sources_are_looked_for_only_where_a_table_names_them():
    assert problems(money(), MONEY, sources=()) == ()
    named = Schema(
        name="n",
        about="a",
        made="b",
        licence="c",
        key=("k",),
        columns=(Column(name="k", kind="integer"), Column(name="source_id", kind="text")),
    )
    frame = pl.DataFrame({"k": [1, 2, 3], "source_id": ["z a", "a", "y a z"]})
    assert problems(frame, named, sources={"a", "y", "z"}) == ()
    assert problems(frame, named, sources={"a"}) == (
        "source_id: 3 rows name sources that have no record, such as 'y'",
    )
    assert problems(frame, named) == ()


def test_the_rules_of_a_column_in_order():
    def said(**facts):
        return [why for why, _ in rules(Column(name="x", **facts))]

    space = "with space at an end"
    null = "null (text is empty, never null)"
    assert said(kind="text") == [null, "empty", space]
    assert said(kind="text", nullable=True) == [null, space]
    assert said(kind="integer", nullable=True) == []
    assert said(kind="date") == ["empty"]
    assert said(kind="number", low=0, high=0) == ["empty", "not finite", "below 0", "above 0"]


def test_coverage_is_of_all_columns_of_states_and_whole_years():
    assert coverage(money(partner=["", "CHN RUS"]), MONEY) == Coverage(
        states=("CHN", "RUS"), start=date(1990, 1, 1), end=date(1999, 12, 31), note="Half of them."
    )
    assert coverage(money(partner=["", "USA"]), MONEY).states == ("CHN", "RUS", "USA")


def test_of_a_table_without_years_no_time_is_covered():
    for first, last in (([None, None], [1991, 1999]), ([1990, 1999], [None, None]), ([None] * 2, [None] * 2)):
        reach = coverage(money(year=first, last=last), MONEY)
        assert (reach.start, reach.end) == (None, None)
    bare = schema_of(
        "bare",
        {
            "about": "a",
            "made": "b",
            "licence": "c",
            "key": ["state"],
            "columns": {"state": {"type": "text"}, "day": {"type": "date"}},
        },
    )
    rows = pl.DataFrame({"state": ["CHN"], "day": [date(2000, 1, 1)]})
    assert coverage(rows, bare) == Coverage(states=(), start=None, end=None, note="")


def aside(rows, **facts):
    columns = {
        "state": pl.String,
        "partner": pl.String,
        "year": pl.Int64,
        "last": pl.Int64,
        "value": pl.Float64,
    }
    return quarantine(
        pl.DataFrame(rows, schema=columns, orient="row"), MONEY, source="s", version="v", **facts
    )


def test_of_three_copies_two_are_set_aside_and_of_a_dispute_all():
    one, other = ("CHN", "", None, None, 1.0), ("CHN", "", None, None, 2.0)
    found = aside([one, one, one])
    assert found.good.rows() == [one]
    assert found.reasons == {REPEATS: 2}
    found = aside([one, other, one, ("RUS", "", None, None, 1.0)])
    assert found.good["state"].to_list() == ["RUS"]
    assert found.reasons == {CONTRADICTS: 3}
    found = aside([("RUS", "", 1995, None, 1.0), one, ("RUS", "", 1995, None, 1.0), one])
    assert found.good.select("state", "year").rows() == [("CHN", None), ("RUS", 1995)]
    assert found.reasons == {REPEATS: 2}


def test_the_first_broken_rule_is_the_reason_and_reasons_stand_in_order():
    found = aside(
        [
            ("RUS", "", 1980, 1, -1.0),
            ("CHN", "?", 1980, 1, 1.0),
            ("C", "?", 1980, 1, 1.0),
            ("USA", "", 1990, 1, 1.0),
        ]
    )
    assert list(found.reasons.items()) == [
        ("partner not one of CHN RUS, USA", 1),
        ("state not of the form [A-Z]{3}", 1),
        ("year below 1990", 1),
    ]
    assert found.bad.columns == ["reason", "state", "partner", "year", "last", "value"]
    assert found.bad.schema["value"] == pl.String
    assert found.good["state"].to_list() == ["USA"]


def test_a_gap_breaks_no_bound_beside_a_row_that_does():
    found = aside([("RUS", "", 1980, 1, 1.0), ("CHN", "", None, None, 1.0), ("USA", "", 1990, 1, 1.0)])
    assert found.reasons == {"year below 1990": 1}
    assert found.good["state"].to_list() == ["CHN", "USA"]


def test_nothing_aside_is_no_reason():
    found = aside([("CHN", "", 1990, 1, 1.0)], rejected=pl.LazyFrame({"raw": [], "reason": []}))
    assert found.reasons == {}
    assert found.bad.columns == ["reason"]
    assert aside([]).good.height == 0


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("year", [1990.0], "year: Float64 where integer belongs"),
        ("value", ["1"], "value: String where number belongs"),
        ("state", [7], "state: Int64 where text belongs"),
        ("year", [None], ""),
        ("value", [5], ""),
        ("state", pl.Series(["CHN"], dtype=pl.Categorical), ""),
        ("state", pl.Series(["CHN"], dtype=pl.Enum(["CHN"])), ""),
    ],
)
def test_a_column_of_another_kind_is_the_readers_fault_and_one_that_can_be_read_is_not(column, values, said):
    frame = money()[:1].with_columns(pl.Series(column, values))
    if said:
        with pytest.raises(SchemaError) as caught:
            quarantine(frame, MONEY, source="s", version="v")
        assert caught.value.problems == (said,)
    else:
        assert quarantine(frame, MONEY, source="s", version="v").good.height == 1


LINES = (
    "a,b,product,freq,period,value_usd,reporter,source_id,vintage,note\n"
    "CHN,RUS,total,A,2020-01-01,5,GACC,gacc,x,\n"
    "CHN,RUS,total,A,2021-01-01,6,GACC,gacc imf-imts,x,\n"
)


def test_a_table_is_checked_with_its_size_its_time_and_its_sources(tmp_path):
    (tmp_path / "turnover.csv").write_text(LINES, encoding="utf-8")
    (found,) = check(Store(tmp_path))
    first, last = date(2020, 1, 1), date(2021, 1, 1)
    assert found == TableCheck(table="turnover", rows=2, columns=10, start=first, end=last, sources=2)
    assert found.record() == {
        "table": "turnover", "layer": "embedded", "rows": 2, "columns": 10, "start": "2020-01-01",
        "end": "2021-01-01", "sources": 2, "problems": [],
    }  # fmt: skip


def test_a_table_without_sources_is_said_to_lack_them(tmp_path):
    rows = pl.read_csv(LINES.encode(), try_parse_dates=True).drop("source_id").with_columns(note=pl.lit(""))
    rows.write_parquet(tmp_path / "turnover.parquet")
    (found,) = check(Store(tmp_path))
    assert found == TableCheck(
        table="turnover", rows=2, columns=9, problems=("source_id: the column is missing",)
    )
    assert found.record()["start"] is None


def test_a_folder_of_tables_has_no_shelf_to_check(tmp_path):
    assert _check_shelf(Store(tmp_path)) == []
