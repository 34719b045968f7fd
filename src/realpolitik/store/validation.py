"""Whether a frame keeps its schema: types, empty values, ranges, words allowed, key, order, sources."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from realpolitik.errors import SchemaError
from realpolitik.store.schema import Column, Schema

if TYPE_CHECKING:
    import polars as pl


def problems(
    frame: pl.DataFrame, schema: Schema, *, sources: Collection[str] | None = None
) -> tuple[str, ...]:
    """Everything in which a frame breaks its schema, each with the number of rows and an example.

    Parameters
    ----------
    frame
        The table to judge.
    sources
        Identifiers of the sources that exist; None leaves `source_id` unchecked against them.

    Returns
    -------
    Sentences; empty where the frame keeps its schema. Where columns or types are wrong, no value is judged.

    Examples
    --------
    >>> import polars as pl
    >>> from realpolitik.store.schema import schema_of
    >>> shares = schema_of("shares", {"about": "a", "made": "b", "licence": "c", "key": ["state"],
    ...     "columns": {"state": {"type": "text"}, "share": {"type": "number", "min": 0, "max": 1}}})
    >>> problems(pl.DataFrame({"state": ["CHN", "RUS"], "share": [0.4, 40.0]}), shares)
    ('share: 1 of 2 rows above 1, such as 40.0 (state RUS)',)
    """
    found = _shape(frame, schema)
    if found:
        return tuple(found)
    for column in schema.columns:
        found += _values(frame, schema, column)
    found += _keys(frame, schema)
    if sources is not None and "source_id" in frame.columns:
        found += _unknown_sources(frame, sources)
    return tuple(found)


def validate(frame: pl.DataFrame, schema: Schema, *, sources: Collection[str] | None = None) -> pl.DataFrame:
    """The frame itself, if it keeps its schema.

    Raises
    ------
    SchemaError
        Naming every problem with a count and an example; mend the table, or the schema if that is wrong.
    """
    if found := problems(frame, schema, sources=sources):
        raise SchemaError(schema.name, found)
    return frame


def _shape(frame: pl.DataFrame, schema: Schema) -> list[str]:
    expected = schema.dtypes()
    found = [f"{name}: the column is missing" for name in expected if name not in frame.columns]
    found += [f"{name}: no such column in the schema" for name in frame.columns if name not in expected]
    found += [
        f"{name}: {frame.schema[name]} where {dtype.__name__} belongs"
        for name, dtype in expected.items()
        if name in frame.columns and frame.schema[name] != dtype
    ]
    if not found and frame.columns != list(expected):
        found = [f"the columns stand in the order {', '.join(frame.columns)}"]
    return found


def rules(column: Column) -> list[tuple[str, pl.Expr]]:
    """What a column may not hold: the reason in words, and an expression that is true where a row breaks it."""
    import polars as pl

    value = pl.col(column.name)
    found: list[tuple[str, pl.Expr]] = []
    if column.kind == "text":
        found.append(("null (text is empty, never null)", value.is_null()))
        if not column.nullable:
            found.append(("empty", value == ""))
        if column.allowed:
            found.append(
                (f"not one of {', '.join(filter(None, column.allowed))}", ~value.is_in(column.allowed))
            )
        if column.pattern:
            whole = value.str.contains(f"^(?:{column.pattern})$")
            found.append((f"not of the form {column.pattern}", (value != "") & ~whole))
        found.append(("with space at an end", value != value.str.strip_chars()))
        return found
    if not column.nullable:
        found.append(("empty", value.is_null()))
    if column.kind == "number":
        found.append(("not finite", ~value.is_finite()))
    if column.low is not None:
        found.append((f"below {column.low}", value < column.low))
    if column.high is not None:
        found.append((f"above {column.high}", value > column.high))
    return found


def _values(frame: pl.DataFrame, schema: Schema, column: Column) -> list[str]:
    found = [_tally(frame, schema, column.name, what, rule) for what, rule in rules(column)]
    return [text for text in found if text]


def _tally(frame: pl.DataFrame, schema: Schema, name: str, what: str, rule: pl.Expr) -> str | None:
    broken = frame.filter(rule.fill_null(False))
    if broken.is_empty():
        return None
    first = broken.row(0, named=True)
    where = ", ".join(f"{key} {first[key]}" for key in schema.key if key != name)
    return f"{name}: {broken.height} of {frame.height} rows {what}, such as {first[name]} ({where})"


def _keys(frame: pl.DataFrame, schema: Schema) -> list[str]:
    key = list(schema.key)
    found = []
    repeated = frame.filter(frame.select(key).is_duplicated())
    if repeated.height:
        groups = repeated.unique(maintain_order=True).group_by(key, maintain_order=True).len()
        contradictory = groups.filter(groups["len"] > 1)
        example = (contradictory if contradictory.height else repeated).row(0, named=True)
        where = ", ".join(f"{name} {example[name]}" for name in key)
        kind = "rows that contradict each other" if contradictory.height else "rows that repeat others"
        found.append(f"the key ({', '.join(key)}): {repeated.height} {kind}, such as {where}")
    elif not frame.equals(frame.sort(key, nulls_last=False)):
        found.append(f"the rows are not sorted by {', '.join(key)}")
    return found


def _unknown_sources(frame: pl.DataFrame, sources: Collection[str]) -> list[str]:
    named = frame.get_column("source_id").str.split(" ").explode()
    unknown = sorted({name for name in named.unique().to_list() if name not in sources})
    if not unknown:
        return []
    rows = named.is_in(unknown).sum()
    return [f"source_id: {rows} rows name sources that have no record, such as {unknown[0]!r}"]
