"""`realpolitik sql QUERY`: the store through DuckDB."""

from __future__ import annotations

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
    from realpolitik.errors import OptionError
    from realpolitik.store.sql import connect

    with connect() as connection:
        import duckdb  # of an extra; `connect` says so where it is missing

        try:
            found = connection.execute(query)
            if (
                found is None or found.description is None
            ):  # nothing but spaces, or a statement without an answer
                raise OptionError(
                    "the query asks for nothing: write one such as 'SELECT * FROM trade LIMIT 5'"
                )
            names = [column[0] for column in found.description]
            rows = found.fetchmany(SHOWN + 1) if format == "table" else found.fetchall()
        except duckdb.Error as error:
            raise OptionError(f"the query failed: {str(error).strip()}") from None
    if format == "table":
        cells = [tuple("" if value is None else str(value) for value in row) for row in rows[:SHOWN]]
        table(names, cells, right=[name for at, name in enumerate(names) if _numeric(rows, at)])
        if len(rows) > SHOWN:
            line(f"The first {SHOWN} rows; --format csv gives them all.")
        return
    records = [dict(zip(names, row, strict=True)) for row in rows]
    if format == "json":
        write_json(records)
    else:
        write_rows(records, format)


def _numeric(rows: list[tuple[object, ...]], at: int) -> bool:
    values = [row[at] for row in rows if row[at] is not None]
    return bool(values) and all(isinstance(value, int | float) for value in values)
