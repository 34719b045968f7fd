"""The audit of a fetch: what the tests find in a user's store that they do not find in the embedded tables."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.audit.flags import CORRECTED
from realpolitik.audit.run import TABLES, flags
from realpolitik.files import write_bytes
from realpolitik.store import Store
from realpolitik.store.schema import schemas
from realpolitik.store.tables import AUDIT

if TYPE_CHECKING:
    import polars as pl

KEY = ("table", "test", "a", "b", "product", "period", "office")


def embedded() -> pl.DataFrame:
    """What the tests find in the embedded tables (columns `KEY`), as `tools/build_audit.py` has kept it: to find it anew takes seconds."""
    import polars as pl

    with as_file(files("realpolitik.audit") / "embedded.parquet") as path:
        return pl.read_parquet(path)


def after_fetch(place: Path, tables: tuple[str, ...], source: str) -> pl.DataFrame:
    """Run the tests over the fetched tables of a store, keep what is new in its `audit.csv`, and return it, most money first.

    Parameters
    ----------
    place
        The folder of the store.
    tables
        Those that the fetch has filled; tables without tests are left out.
    source
        The fetched source, which the flags name.
    """
    import polars as pl

    checked = [table for table in TABLES if table in tables]
    empty = pl.DataFrame(schema=schemas()["flags"].dtypes())
    if not checked:
        return empty
    store = Store(home=place)
    found = pl.concat([flags(store, table) for table in checked]).filter(pl.col("state") != CORRECTED)
    new = found.join(embedded(), on=list(KEY), how="anti", nulls_equal=True).with_columns(
        pl.lit(source).alias("source_id")
    )
    rows = new.select(pl.col(name).cast(kind) for name, kind in schemas()["flags"].dtypes().items())
    rows = rows.unique(subset=list(KEY), keep="first", maintain_order=True)
    write_bytes(place / AUDIT, rows.sort(schemas()["flags"].key).write_csv().encode())
    return rows.sort(pl.col("at_stake").fill_null(0), descending=True, maintain_order=True)
