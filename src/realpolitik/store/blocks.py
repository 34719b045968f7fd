"""Embedded tables of all pairs, of which a question about two states reads only its rows.

`NAME.blocks.parquet` beside `NAME.csv` and `NAME.parquet` holds the rows of the table once for each state that they name, under a
column `block` (that state), sorted by it, each state a row group of its own with its statistics: a reader that asks for some states
skips all other groups. `first` marks one copy of each row, for who reads the whole. Columns that hold one value throughout are
written down in `variables.yaml` (`constants`) and not in the file.
"""

from __future__ import annotations

from collections.abc import Collection
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.errors import SchemaError, reason
from realpolitik.store.frames import state_columns
from realpolitik.store.schema import Schema

if TYPE_CHECKING:
    import polars as pl

ENDING = "blocks.parquet"
BLOCK, FIRST = "block", "first"
PRECISION, DIGITS = 9, 4
"""Digits of a decimal that is kept in four bytes, and how many of them may stand after the point."""
REPEATED = 50
"""A column whose values each stand so many times takes less room as a dictionary, unless they rise within each block."""


def read_blocks(
    part: Traversable, schema: Schema, states: Collection[str] = (), *, where: pl.Expr | None = None
) -> pl.DataFrame:
    """The rows that name one of these states, or all where none is given; each once, with the columns of the schema.

    Parameters
    ----------
    part
        A file as `write_blocks` makes it.
    states
        ISO3 codes and codes of aggregates.
    where
        Only rows for which this holds, over columns of the file.

    Raises
    ------
    SchemaError
        The file is damaged.
    """
    import polars as pl
    from polars.exceptions import PolarsError

    wanted = sorted(states)
    try:
        with as_file(part) as path:
            frame = pl.scan_parquet(path, glob=False)
            if where is not None:
                frame = frame.filter(where)
            if not wanted:
                return _shaped(frame.filter(pl.col(FIRST)), schema).collect()
            # A row that names two of the states is in the blocks of both: it is taken from the one of its first column.
            first = pl.coalesce(
                pl.when(pl.col(name).is_in(wanted)).then(pl.col(name)) for name in state_columns(schema)
            )
            kept = frame.filter(pl.col(BLOCK).is_in(wanted)).filter(first == pl.col(BLOCK))
            return _shaped(kept, schema).collect()
    except (PolarsError, OSError) as error:
        raise SchemaError(schema.name, [f"{part.name} cannot be read: {reason(error)}"]) from error


def block_values(part: Traversable, schema: Schema, column: str) -> list[Any]:
    """What one column of a file of blocks holds, each value once and no null; a constant without a look at the file."""
    import polars as pl
    from polars.exceptions import PolarsError

    if column in schema.constants:
        return [schema.constants[column]]
    try:
        with as_file(part) as path:
            frame = pl.scan_parquet(path, glob=False)
            if column not in frame.collect_schema().names():
                return []
            kind = schema.dtypes()[column]
            return frame.select(pl.col(column).cast(kind).drop_nulls().unique()).collect()[column].to_list()
    except (PolarsError, OSError) as error:
        raise SchemaError(schema.name, [f"{part.name} cannot be read: {reason(error)}"]) from error


def _shaped(frame: pl.LazyFrame, schema: Schema) -> pl.LazyFrame:
    import polars as pl

    there = frame.collect_schema().names()
    columns = []
    for name, kind in schema.dtypes().items():
        if name in there:
            columns.append(pl.col(name).cast(kind))
        else:
            empty = "" if kind == pl.String else None
            columns.append(pl.lit(schema.constants.get(name, empty)).cast(kind).alias(name))
    return frame.select(columns)


def write_blocks(frame: pl.DataFrame, schema: Schema, path: Path) -> None:
    """Write rows as blocks by state; the same rows give the same bytes.

    Parameters
    ----------
    frame
        Rows with the columns of the schema; those of `constants`, and empty ones, may be left out.

    Raises
    ------
    SchemaError
        The table names no state, or a constant column holds another value.
    """
    import polars as pl
    import pyarrow.parquet as pq

    if not (named := state_columns(schema)):
        raise SchemaError(schema.name, ["has no columns of states to be read by"])
    for name, value in schema.constants.items():
        if name in frame.columns and not (frame[name] == value).all():
            raise SchemaError(schema.name, [f"{name} is not {value!r} throughout"])
    rows = frame.select(
        pl.col(name).cast(kind)
        for name, kind in schema.dtypes().items()
        if name in frame.columns and name not in schema.constants
    )
    copies = [
        rows.with_columns(pl.col(name).alias(BLOCK), pl.lit(place == 0).alias(FIRST))
        for place, name in enumerate(named)
    ]
    order = [BLOCK, *(name for name in schema.key if name in rows.columns), FIRST]
    whole = pl.concat(copies).sort(order)
    words = [name for name, kind in whole.schema.items() if kind == pl.String or _repeated(whole, name)]
    split = [name for name, kind in whole.schema.items() if kind.is_numeric() and name not in words]
    table = _small(whole, [name for name in split if whole.schema[name] == pl.Float64]).to_arrow()
    with pq.ParquetWriter(
        path,
        table.schema,
        compression="zstd",
        compression_level=19,
        use_dictionary=words,  # pyright: ignore[reportArgumentType] - names of columns are taken too
        column_encoding=dict.fromkeys(split, "BYTE_STREAM_SPLIT"),
        write_statistics=[BLOCK],  # pyright: ignore[reportArgumentType]
        store_schema=False,
        store_decimal_as_integer=True,
    ) as writer:
        start = 0
        for length in whole.group_by(BLOCK, maintain_order=True).len()["len"]:
            writer.write_table(table.slice(start, length), row_group_size=length)
            start += length


def _repeated(whole: pl.DataFrame, name: str) -> bool:
    import polars as pl

    if whole[name].n_unique() * REPEATED >= whole.height:
        return False
    rises = (pl.col(name) >= pl.col(name).shift()) | (pl.col(BLOCK) != pl.col(BLOCK).shift())
    return not (whole.schema[name].is_integer() and whole.select(rises.fill_null(True).all()).item())


def _small(frame: pl.DataFrame, numbers: list[str]) -> pl.DataFrame:
    """Numbers that are whole, or have few digits after the point, as integers and decimals: as exact, in half of the room."""
    import polars as pl

    made = []
    for name in numbers:
        column = frame[name].drop_nulls()
        digits = next((few for few in range(DIGITS + 1) if (column.round(few) == column).all()), None)
        if digits == 0:
            made.append(pl.col(name).cast(pl.Int64))
        elif digits is not None and column.abs().max() < 10.0 ** (PRECISION - digits):  # type: ignore[operator]
            made.append(pl.col(name).cast(pl.Decimal(PRECISION, digits)))
    return frame.with_columns(made)
