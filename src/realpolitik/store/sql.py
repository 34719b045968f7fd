"""The store through DuckDB: each table a view, nothing else on the machine in reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from realpolitik.errors import OptionError
from realpolitik.store.home import is_remote
from realpolitik.store.schema import Schema
from realpolitik.store.tables import Store

if TYPE_CHECKING:
    import duckdb


def connect(store: Store | None = None) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection in which every table of the store is a view, larger than memory or not.

    The connection reads the files of the store and no others, loads no extension and asks no network.

    Raises
    ------
    OptionError
        DuckDB is not installed, or the store is at an address.
    """
    try:
        import duckdb
    except ImportError:
        raise OptionError("SQL needs DuckDB: install realpolitik[sql]") from None
    store = store or Store()
    overlay = store.overlay
    if overlay and is_remote(overlay.place):
        raise OptionError(
            f"the store {overlay.place} is at an address: DuckDB's httpfs reads it, see the how-to on SQL"
        )
    connection = duckdb.connect()
    for name in store.names():
        _view(connection, store, store.schema(name))
    folder = str(overlay.place).replace("'", "''") if overlay else ""
    if folder:
        connection.execute(f"SET allowed_directories = ['{folder}/tables/']")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _view(connection: duckdb.DuckDBPyConnection, store: Store, schema: Schema) -> None:
    """One table: the embedded rows that count, and the files of the store."""
    overlay, name = store.overlay, schema.name
    files = [overlay.path(entry.file) for entry in overlay.of(name)] if overlay else []
    columns = ", ".join(f'"{column.name}"' for column in schema.columns)
    parts = []
    if (frame := store.beneath(name)) is not None:
        connection.register(f"_embedded_{name}", frame.to_arrow())
        parts.append(f'SELECT {columns} FROM "_embedded_{name}"')
    if files:
        listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
        parts.append(f"SELECT {columns} FROM read_parquet([{listed}], hive_partitioning = false)")
    connection.execute(f'CREATE VIEW "{name}" AS {" UNION ALL ".join(parts)}')
