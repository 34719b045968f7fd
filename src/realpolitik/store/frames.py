"""Tables that a user brings as frames: filtered in their own engine, collected, and given the types of the schema."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from realpolitik.errors import SchemaError, reason
from realpolitik.store.schema import Column, Schema
from realpolitik.store.validation import rules

if TYPE_CHECKING:
    import polars as pl

OWN = {"product": "total", "reporter": "OWN", "source_id": "own", "vintage": "own"}
"""What stands in columns that a frame may leave out, beside `freq`, which is seen from the days."""
FREQ = {"freq": "A"}
YEARS = (1000, 2999)
"""Whole numbers in a column of days that are years."""
SHOWN = 3


def state_columns(schema: Schema) -> list[str]:
    """The columns that name the states of a row, one state each; none where a column may hold several."""
    names = schema.coverage.get("states", ())
    return list(names) if all("[A-Z]{3}" in schema[name].pattern for name in names) else []


def collected(frame: Any, schema: Schema, *, states: Collection[str] = ()) -> pl.DataFrame:
    """The rows of a frame about some states, or all rows, as the schema has them.

    Parameters
    ----------
    frame
        pandas, Polars (eager or lazy), PyArrow, DuckDB or PySpark. Columns that may be empty may be missing; others are left out.
        So may `product` (then all goods), `reporter`, `source_id` and `vintage` (then figures of your own) and `freq` (then
        years where every period is a 1 January, else months). Days may be years as whole numbers, text such as 2021 or
        2021-03, or times, of which the day in their own zone counts.
    states
        ISO3 codes; rows that name none of them stay in their engine.

    Raises
    ------
    SchemaError
        A column is missing, or its values cannot be those of the schema: a name where a code belongs, money below zero, a
        number that is no year. The message counts the rows and shows one.
    """
    import narwhals as nw

    lazy: Any = nw.from_native(_plain(frame)).lazy()
    there = lazy.collect_schema().names()
    missing = [
        one.name
        for one in schema.columns
        if one.name not in there and not one.nullable and one.name not in (*OWN, *FREQ)
    ]
    if missing:
        raise SchemaError(schema.name, [f"{name}: your frame has no such column" for name in missing])
    lazy = lazy.select(*(one.name for one in schema.columns if one.name in there))
    columns = state_columns(schema)
    rows = lazy
    if states and columns:
        rule = nw.col(columns[0]).is_in(sorted(states))
        for name in columns[1:]:
            rule = rule | nw.col(name).is_in(sorted(states))
        rows = lazy.filter(rule)
    found = rows.collect().to_polars()
    if found.is_empty():
        _coded(lazy, columns, schema)
    return _judged(_typed(found, schema), schema, there)


def _plain(frame: Any) -> Any:
    """The frame; of Arrow tables with views of text, which not every engine compares, the same rows in Polars."""
    if not type(frame).__module__.startswith("pyarrow"):
        return frame
    if any("view" in str(kind) for kind in frame.schema.types):
        import polars as pl

        return pl.from_arrow(frame)
    return frame


def _coded(lazy: Any, columns: list[str], schema: Schema) -> None:
    """Say that a frame names states in another way than by ISO3 codes, where nothing was found in it."""
    for name in columns:
        values = lazy.select(name).unique().head(1000).collect().to_polars()[name].drop_nulls().cast(str)
        other = values.filter(~values.str.contains(f"^(?:{schema[name].pattern})$")).sort()
        if len(other):
            raise SchemaError(schema.name, [_no_code(name, len(other), other.to_list())])


def _no_code(name: str, count: int, values: list[str]) -> str:
    shown = ", ".join(repr(value) for value in values[:SHOWN])
    return f"{name}: {count:,} values are no ISO3 codes, such as {shown}: `realpolitik.states.convert` makes codes of names and numbers"


def _typed(rows: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    import polars as pl
    from polars.exceptions import PolarsError

    typed = []
    for column in schema.columns:
        kind = schema.dtypes()[column.name]
        if column.name not in rows.columns:
            empty = pl.lit("") if column.kind == "text" else pl.lit(None, dtype=kind)
            own = pl.lit(OWN[column.name]) if column.name in OWN and not column.nullable else empty
            typed.append(own.alias(column.name))
            continue
        value = pl.col(column.name)
        if column.kind == "date":
            value = _days(rows[column.name], schema)
        elif rows.schema[column.name] != kind:
            value = value.cast(kind)
        if column.kind == "number":
            value = value.fill_nan(None)  # how pandas writes a missing number
        typed.append(value.fill_null("") if column.kind == "text" else value)
    try:
        whole = rows.select(typed)
    except PolarsError as error:
        raise SchemaError(schema.name, [f"your frame does not fit: {reason(error)}"]) from error
    if "freq" not in rows.columns and "freq" in schema.dtypes() and "period" in schema.dtypes():
        january = (whole["period"].dt.ordinal_day() == 1).all()
        whole = whole.with_columns(pl.lit("A" if january else "M").alias("freq"))
    return whole


def _days(values: pl.Series, schema: Schema) -> pl.Expr:
    """Days from days, times in their own zone, whole years, or text of a year, month or day."""
    import polars as pl

    name, kind = values.name, values.dtype
    column = pl.col(name)
    if isinstance(kind, pl.Datetime):
        return column.dt.replace_time_zone(None).dt.date()
    if kind.is_numeric():
        years = values.drop_nulls().cast(pl.Float64)
        years = years.filter(years.is_not_nan())
        if len(years) and not (years.is_between(*YEARS) & (years % 1 == 0)).all():
            raise SchemaError(
                schema.name, [f"{name}: numbers such as {values.drop_nulls()[0]} are no years: give days"]
            )
        return pl.date(column.cast(pl.Float64).fill_nan(None).cast(pl.Int32), 1, 1).alias(name)
    if kind == pl.String:
        text = column.str.strip_chars()
        made = (
            pl.when(text.str.contains(r"^\d{4}$"))
            .then(text + "-01-01")
            .when(text.str.contains(r"^\d{4}-\d\d$"))
            .then(text + "-01")
            .otherwise(text.str.slice(0, 10))
        )
        return made.str.to_date("%Y-%m-%d").alias(name)
    return column if kind == pl.Date else column.cast(pl.Date)


def _judged(rows: pl.DataFrame, schema: Schema, there: Collection[str]) -> pl.DataFrame:
    """The rows, each figure within the bounds of the schema and each state a code."""
    problems = []
    for column in schema.columns:
        if column.name not in there or not _bound(column, schema):
            continue
        for why, rule in rules(column):
            bad = rows.filter(rule.fill_null(False))[column.name]
            if len(bad) and "form of" in why.replace("of the form", "form of"):
                problems.append(_no_code(column.name, len(bad), bad.unique().sort().to_list()))
            elif len(bad):
                problems.append(
                    f"{column.name}: {len(bad):,} of {rows.height:,} rows {why}, such as {bad[0]!r}"
                )
    if problems:
        raise SchemaError(schema.name, problems)
    return rows


def _bound(column: Column, schema: Schema) -> bool:
    return column.kind != "text" or column.name in state_columns(schema)
