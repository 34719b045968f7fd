"""The store: tables by name, their schemas, their coverage, and the sources that their rows name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import SchemaError, UnknownNameError
from realpolitik.sources.record import Source, datasets
from realpolitik.store.coverage import Coverage, coverage
from realpolitik.store.schema import Schema, schemas
from realpolitik.store.validation import validate

if TYPE_CHECKING:
    import polars as pl


class Store:
    """Tables by name: the embedded figures.

    A table may have two parts, `NAME.csv` (typed, readable in version control) and `NAME.parquet` (derived,
    larger); the store joins them and sorts the rows by the key. Tables are read once and kept.

    Parameters
    ----------
    folder
        A folder of tables in the same form instead of the embedded one.

    Examples
    --------
    >>> from datetime import date
    >>> Store()["turnover"].filter(period=date(2023, 1, 1), b="RUS", reporter="CHN")["value_usd"].item()
    240110000000
    """

    def __init__(self, folder: Path | str | None = None) -> None:
        self._folder: Traversable = Path(folder) if folder else files("realpolitik.reference") / "tables"
        self._tables: dict[str, pl.DataFrame] = {}

    def names(self) -> tuple[str, ...]:
        """Names of the tables there are, in order."""
        return tuple(sorted(name for name in schemas() if self._parts(name)))

    def schema(self, name: str) -> Schema:
        """What the table holds, column by column; an unknown name raises `UnknownNameError`."""
        if name not in schemas():
            raise UnknownNameError("table", name, self.names())
        return schemas()[name]

    def table(self, name: str) -> pl.DataFrame:
        """The table, sorted by its key.

        Raises
        ------
        UnknownNameError
            No table has this name.
        SchemaError
            The file cannot be read with the types of its schema; `realpolitik data check` says where.
        """
        if name not in self._tables:
            schema = self.schema(name)
            parts = self._parts(name)
            if not parts:
                raise UnknownNameError("table", name, self.names())
            import polars as pl

            frame = pl.concat([_read(part, schema) for part in parts])
            self._tables[name] = frame.sort(schema.key)
        return self._tables[name]

    __getitem__ = table

    def __contains__(self, name: object) -> bool:
        return name in self.names()

    def validated(self, name: str) -> pl.DataFrame:
        """The table, checked against its schema and the sources; what is wrong raises `SchemaError`."""
        return validate(self.table(name), self.schema(name), sources=records())

    def coverage(self, name: str) -> Coverage:
        """The states and the time that the table has rows on."""
        return coverage(self.table(name), self.schema(name))

    def source(self, name: str) -> Source:
        """The record of one source; an unknown identifier raises `UnknownNameError`."""
        if name not in records():
            raise UnknownNameError("source", name, records(), listed_by="realpolitik sources")
        return records()[name]

    def sources(self, ids: Iterable[str]) -> tuple[Source, ...]:
        """The records behind rows, each once, in order of first mention.

        Parameters
        ----------
        ids
            Values of `source_id`: one identifier each, or several joined by a space.

        Raises
        ------
        SchemaError
            A row names a source that has no record; add it to `citations.csv` or `datasets.yaml`.
        """
        names = list(dict.fromkeys(name for text in ids for name in text.split()))
        if unknown := [name for name in names if name not in records()]:
            raise SchemaError("citations", [f"no source is called {name!r}" for name in unknown])
        return tuple(records()[name] for name in names)

    def _parts(self, name: str) -> list[Traversable]:
        return [
            part for ending in ("csv", "parquet") if (part := self._folder / f"{name}.{ending}").is_file()
        ]


@cache
def records() -> Mapping[str, Source]:
    """Every source there is: the documents of `citations.csv` and the datasets of `sources/datasets.yaml`."""
    path = files("realpolitik.reference") / "citations.csv"
    lines = io.StringIO(path.read_text(encoding="utf-8"), newline="")
    documents = [Source.from_mapping(row) for row in csv.DictReader(lines)]
    found = {source.id: source for source in (*documents, *datasets().values())}
    if len(found) < len(documents) + len(datasets()):
        raise SchemaError("citations", ["two sources have the same identifier"])
    return found


def _read(part: Traversable, schema: Schema) -> pl.DataFrame:
    """One file of a table, with the types of its schema."""
    import polars as pl
    from polars.exceptions import PolarsError

    dtypes = schema.dtypes()
    try:
        data = part.read_bytes()
        if part.name.endswith(".parquet"):
            return _cast(pl.read_parquet(data), schema)
        header = data.split(b"\n", 1)[0].decode("utf-8").strip().split(",")
        if header != list(dtypes):
            raise SchemaError(
                schema.name, [f"{part.name}: the columns are {', '.join(header)}, not {', '.join(dtypes)}"]
            )
        # An empty field is an empty text, and null only in columns of dates and numbers.
        return pl.read_csv(data, schema=dtypes).with_columns(pl.col(pl.String).fill_null(""))
    except (PolarsError, UnicodeDecodeError, OSError) as error:
        reason = str(error).split("\n", 1)[0]
        raise SchemaError(schema.name, [f"{part.name} cannot be read as this table: {reason}"]) from error


def _cast(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """Text may be stored as categories to save space; anything else must have its type."""
    import polars as pl

    stored = [name for name, dtype in frame.schema.items() if dtype in (pl.Categorical, pl.Enum)]
    return frame.with_columns(pl.col(stored).cast(pl.String)) if stored else frame
