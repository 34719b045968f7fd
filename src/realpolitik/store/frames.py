"""Tables that a user brings as frames: filtered in their own engine, collected, and given the types of the schema."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from realpolitik.errors import SchemaError, reason
from realpolitik.store.schema import Schema

if TYPE_CHECKING:
    import polars as pl


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
    states
        ISO3 codes; rows that name none of them stay in their engine.

    Raises
    ------
    SchemaError
        A column is missing, or its values cannot be those of the schema.
    """
    import narwhals as nw
    import polars as pl
    from polars.exceptions import PolarsError

    lazy: Any = nw.from_native(frame).lazy()
    there = lazy.collect_schema().names()
    missing = [one.name for one in schema.columns if one.name not in there and not one.nullable]
    if missing:
        raise SchemaError(schema.name, [f"{name}: your frame has no such column" for name in missing])
    lazy = lazy.select(*(one.name for one in schema.columns if one.name in there))
    columns = state_columns(schema)
    if states and columns:
        rule = nw.col(columns[0]).is_in(sorted(states))
        for name in columns[1:]:
            rule = rule | nw.col(name).is_in(sorted(states))
        lazy = lazy.filter(rule)
    rows = lazy.collect().to_polars()
    typed = []
    for column in schema.columns:
        kind = schema.dtypes()[column.name]
        if column.name not in there:
            empty = pl.lit("") if column.kind == "text" else pl.lit(None, dtype=kind)
            typed.append(empty.alias(column.name))
            continue
        value = pl.col(column.name)
        if rows.schema[column.name] != kind:
            value = value.cast(kind)
        if column.kind == "number":
            value = value.fill_nan(None)  # how pandas writes a missing number
        typed.append(value.fill_null("") if column.kind == "text" else value)
    try:
        return rows.select(typed)
    except PolarsError as error:
        raise SchemaError(schema.name, [f"your frame does not fit: {reason(error)}"]) from error
