"""`realpolitik sql QUERY`: the store through DuckDB."""

from __future__ import annotations

from collections.abc import Sequence

from realpolitik.cli.output import Format, line, table, write_json, write_rows

SHOWN = 50
"""Rows that a table for people shows; csv, json and parquet give them all."""


def sql(query: str, *, format: Format = "table") -> None:
    """Query the tables in SQL: every table is a view, such as trade, votes, power.

    Parameters
    ----------
    query
        A SELECT, such as "select period, value_usd from trade where origin = 'CHN' and destination = 'RUS'".
    format
        A table for people (the first 50 rows); all rows as csv, json or parquet.
    """
    from realpolitik.calls import data

    found = data.sql(query, most=SHOWN + 1 if format == "table" else None)
    if format == "json":
        write_json(found.record())
    elif format != "table":
        write_rows(found.rows, format)
    else:
        rows = found.values
        cells = [tuple("" if value is None else str(value) for value in row) for row in rows[:SHOWN]]
        right = [name for at, name in enumerate(found.columns) if _numeric(rows, at)]
        table(found.columns, cells, right=right)
        if len(rows) > SHOWN:
            line(f"The first {SHOWN} rows; --format csv gives them all.")


def _numeric(rows: Sequence[tuple[object, ...]], at: int) -> bool:
    values = [row[at] for row in rows if row[at] is not None]
    return bool(values) and all(isinstance(value, int | float) for value in values)
