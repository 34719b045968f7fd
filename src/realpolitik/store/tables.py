"""The store: tables by name, their schemas, their coverage, and the sources that their rows name."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import replace
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.errors import CoverageError, OptionError, SchemaError, UnknownNameError, reason
from realpolitik.sources.attribution import attributed
from realpolitik.sources.reader import readers
from realpolitik.sources.record import Source, datasets
from realpolitik.store.blocks import ENDING, block_values, read_blocks
from realpolitik.store.catalog import version_order
from realpolitik.store.coverage import Coverage, coverage
from realpolitik.store.frames import collected, state_columns
from realpolitik.store.home import home as home_of_user
from realpolitik.store.home import is_remote
from realpolitik.store.overlay import Overlay, readable, versions_asked
from realpolitik.store.schema import Schema, schemas
from realpolitik.store.validation import validate

if TYPE_CHECKING:
    import polars as pl


AUDIT = "audit.csv"
"""The file of a user's store that holds what the audit found in fetched tables."""
NEAR = 32
"""Sets of states whose rows are kept, the last that were asked for: a pair has some three megabytes, and there are 19,000 pairs."""


class Store:
    """Tables by name: the embedded figures, and over them what the user has fetched.

    An embedded table may have parts: `NAME.csv` (typed, readable in version control), `NAME.parquet` (derived, larger), and
    `NAME.blocks.parquet` (all pairs, read by state). `realpolitik.store.overlay` says which rows count where the user's store has the table too. Rows are sorted by the
    key. Tables are read once and kept.

    Parameters
    ----------
    folder
        A folder of tables in the form of the embedded ones, instead of these and of the user's store.
    home
        The user's store, a folder or an address; that of the environment where left out (`realpolitik.store.home`).
    versions
        Version by source, instead of the newest in the store; `REALPOLITIK_VERSIONS` where left out.
    frames
        Frames of any engine that narwhals knows (pandas, Polars, PyArrow, DuckDB, PySpark) in place of tables of the same
        name. What a measure asks for is filtered in that engine, and only those rows are collected.

    Examples
    --------
    >>> from datetime import date
    >>> Store()["turnover"].filter(period=date(2023, 1, 1), b="RUS", reporter="CHN")["value_usd"].item()
    240110000000
    """

    def __init__(
        self,
        folder: Path | str | None = None,
        *,
        home: Path | str | None = None,
        versions: Mapping[str, str] | None = None,
        frames: Mapping[str, Any] | None = None,
    ) -> None:
        self._folder: Traversable = Path(folder) if folder else files("realpolitik.reference") / "tables"
        self._home = None if folder and home is None else str(home or home_of_user())
        self._versions = versions
        self._frames = dict(frames or {})
        for name in self._frames:
            self.schema(name)
        self._states: frozenset[str] = frozenset()
        self._held = False
        self._near: dict[frozenset[str], Store] = {}
        self._whole: Store = self
        self._tables: dict[str, pl.DataFrame] = {}
        self._read_parts: dict[str, pl.DataFrame] = {}
        self._flags: tuple[Mapping[str, Any], ...] | None = None
        self._flags_by_state: dict[str, tuple[Mapping[str, Any], ...]] | None = None

    @classmethod
    def embedded(cls) -> Store:
        """The embedded tables alone."""
        return cls(str(files("realpolitik.reference") / "tables"))

    def about(self, states: Iterable[str]) -> Store:
        """The same store, of whose tables only rows about these states are read; for measures that need no others.

        Only tables that name one state a column are narrowed, and of embedded ones those of all pairs (`blocks`): the others
        are small, and kept whole.
        """
        if self._held:
            return self
        wanted = frozenset(states)
        if self._states and wanted <= self._states:
            return self
        if self._whole is not self:
            return self._whole.about(wanted)
        near = self._near.pop(wanted, None)  # and put last: whoever was asked for longest ago is let go
        if near is None:
            near = copy(self)
            near._states, near._tables, near._whole = wanted, {}, self
        self._near[wanted] = near
        for old in list(self._near)[:-NEAR]:
            self._near.pop(old, None)
        return near

    def holding(self, frames: Mapping[str, pl.DataFrame]) -> Store:
        """The same store, of which some tables hold these rows and are not narrowed further, such as rows that blocs have as sides."""
        near = copy(self)
        near._tables, near._held = dict(frames), True
        return near

    @cached_property
    def overlay(self) -> Overlay | None:
        """The user's store, or None where only a folder of tables is read."""
        if self._home is None:
            return None
        return Overlay(self._home, versions=versions_asked() if self._versions is None else self._versions)

    def names(self) -> tuple[str, ...]:
        """Names of the tables there are, in order."""
        fetched = self.overlay.tables() if self.overlay else ()
        there = {*fetched, *self._frames}
        return tuple(sorted(name for name in schemas() if name in there or self._parts(name)))

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
        CoverageError
            The table has no rows until they are fetched.
        OptionError
            The table may be larger than memory: `scan` reads it.
        SchemaError
            The file cannot be read with the types of its schema; `realpolitik data check` says where.
        """
        if name not in self._tables:
            schema = self.schema(name)
            if schema.large and name not in self._frames:
                raise OptionError(f"the table {name!r} may be larger than memory: read it with Store.scan")
            if self._states and self._is_small(name):
                return self._whole.table(name)
            self._tables[name] = self._collected(self._lazily(name)).sort(schema.key)
        return self._tables[name]

    __getitem__ = table

    def __contains__(self, name: object) -> bool:
        return name in self.names()

    def scan(self, name: str) -> pl.LazyFrame:
        """The table lazily, in no order: Polars reads only what a query asks for, so it may be larger than memory.

        Raises
        ------
        UnknownNameError, CoverageError, SchemaError
            As `table`.
        """
        import polars as pl

        schema = self.schema(name)
        if name in self._frames:
            return collected(self._frames[name], schema, states=self._states).lazy()
        embedded = self._embedded(name)
        if self.overlay and self.overlay.of(name):
            empty = pl.LazyFrame(schema=schema.dtypes())
            return self.overlay.over(empty if embedded is None else embedded, schema)
        if embedded is None and self.overlay is None:
            raise UnknownNameError("table", name, self.names())
        if embedded is None:
            raise CoverageError(
                f"the table {name!r} has no rows here: {schema.made.rstrip('.')}.",
                f"`realpolitik fetch` one of {', '.join(_filled_by(name)) or 'its sources'}.",
            )
        return embedded

    def _narrowed(self, frame: pl.LazyFrame, schema: Schema) -> pl.LazyFrame:
        import polars as pl

        columns = state_columns(schema)
        if not self._states or not columns:
            return frame
        return frame.filter(pl.any_horizontal(pl.col(name).is_in(sorted(self._states)) for name in columns))

    def digest(self, name: str) -> str:
        """A hash of what a table is read from: its embedded files, and what the user has fetched over them.

        Two stores with one digest give the same rows. A frame in place of a table has no digest (an empty text): nobody says
        when it changes.
        """
        if name in self._frames:
            return ""
        whole = hashlib.sha256()
        for part in self._parts(name):
            whole.update(_digest_of(str(part), _changed(part)).encode())
        for entry in sorted(self.overlay.of(name), key=lambda one: one.key) if self.overlay else ():
            whole.update(entry.sha256.encode())
        return whole.hexdigest()

    def flags(self) -> tuple[Mapping[str, Any], ...]:
        """What the audit found, embedded and in the user's store (`audit.csv`, written by a fetch); empty where there is none."""
        if self._flags is None:
            parts = self._parts("flags")
            found = [row for part in parts for row in _read(part, schemas()["flags"]).to_dicts()]
            own = Path(self._home, AUDIT) if self._home and not is_remote(self._home) else None
            if own is not None and own.is_file():
                found += _read(own, schemas()["flags"]).to_dicts()
            self._flags = tuple(found)
        return self._flags

    def flags_of(self, state: str) -> tuple[Mapping[str, Any], ...]:
        """Flags of rows that name a state."""
        if self._flags_by_state is None:
            by_state: dict[str, list[Mapping[str, Any]]] = {}
            for flag in self.flags():
                for code in {flag["a"], flag["b"]}:
                    by_state.setdefault(code, []).append(flag)
            self._flags_by_state = {code: tuple(found) for code, found in by_state.items()}
        return self._flags_by_state.get(state, ())

    def beneath(self, name: str) -> pl.DataFrame | None:
        """The embedded rows of a table that count beside those of the user's store; None where none are embedded."""
        schema = self.schema(name)
        if (embedded := self._embedded(name)) is None:
            return None
        return (self.overlay.beneath(embedded, schema) if self.overlay else embedded).collect()

    def validated(self, name: str) -> pl.DataFrame:
        """The table, checked against its schema and the sources; what is wrong raises `SchemaError`."""
        return validate(self.table(name), self.schema(name), sources=records())

    def coverage(self, name: str) -> Coverage:
        """The states and the time that the table has rows on; the rows themselves are not kept."""
        schema = self.schema(name)
        reach = schema.coverage
        wanted = [*reach.get("states", ()), *reach.get("years", ()), *filter(None, [reach.get("period")])]
        return coverage(self._collected(self._lazily(name).select(wanted).unique()), schema)

    def height(self, name: str) -> int:
        """How many rows the table has; they are not kept.

        Examples
        --------
        >>> Store.embedded().height("votes")
        939709
        """
        import polars as pl

        return int(self._collected(self._lazily(name).select(pl.len())).item())

    def _lazily(self, name: str) -> pl.LazyFrame:
        if name in self._tables:
            return self._tables[name].lazy()
        return self._narrowed(self.scan(name), self.schema(name))

    def _collected(self, frame: pl.LazyFrame) -> pl.DataFrame:
        return readable(frame, self.overlay.place) if self.overlay else frame.collect()

    def source(self, name: str) -> Source:
        """The record of one source; an unknown identifier raises `UnknownNameError`."""
        if (found := _record(name)) is None:
            raise UnknownNameError("source", name, records(), listed_by="realpolitik sources")
        return self._as_fetched(found)

    def knows(self, name: str) -> bool:
        """Whether there is a record of this source."""
        return _record(name) is not None

    def _as_fetched(self, source: Source) -> Source:
        """The record with the version and day of what the user has fetched of it."""
        fetched = (
            [entry for entry in self.overlay.active if entry.source == source.id] if self.overlay else []
        )
        if not fetched:
            return source
        last = max(fetched, key=lambda entry: version_order(entry.version))
        version = (
            last.version
            if source.version in ("", last.version)
            else f"{last.version} ({source.version} where embedded)"
        )
        return replace(source, version=version, accessed=last.made[:10])

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
        unknown = [name for name in names if _record(name) is None]
        if unknown and not self._frames:
            raise SchemaError("citations", [f"no source is called {name!r}" for name in unknown])
        return tuple(
            Source(id=name, publisher="Figures of your own", title=name, kind="dataset")
            if name in unknown
            else self.source(name)
            for name in names
        )

    def _parts(self, name: str) -> list[Traversable]:
        return [
            part
            for ending in ("csv", "parquet", ENDING)
            if (part := self._folder / f"{name}.{ending}").is_file()
        ]

    def _embedded(self, name: str) -> pl.LazyFrame | None:
        import polars as pl

        schema = self.schema(name)
        parts = [
            read_blocks(part, schema, self._states)
            if part.name.endswith(ENDING)
            else self._whole_part(part, schema)
            for part in self._parts(name)
        ]
        return pl.concat(parts).lazy() if parts else None

    def _whole_part(self, part: Traversable, schema: Schema) -> pl.DataFrame:
        """A file without blocks, read once for the many narrowed stores that take a few rows of it."""
        if not self._states:
            return _read(part, schema)
        if part.name not in self._read_parts:
            self._read_parts[part.name] = _read(part, schema)
        return self._read_parts[part.name]

    def of_offices(self, name: str) -> pl.DataFrame:
        """The embedded rows of a table but those of all pairs (`blocks`): what single offices say."""
        import polars as pl

        schema = self.schema(name)
        parts = [part for part in self._parts(name) if not part.name.endswith(ENDING)]
        return pl.concat([_read(part, schema) for part in parts])

    def distinct(self, name: str, column: str) -> tuple[Any, ...]:
        """What a column of a table holds, each value once and no null; of a table of all pairs without reading its rows.

        Examples
        --------
        >>> "crude-oil" in Store.embedded().distinct("trade", "product")
        True
        """
        if name in self._frames or name in self._tables or (self.overlay and self.overlay.of(name)):
            return tuple(self.table(name)[column].drop_nulls().unique().to_list())
        schema, found = self.schema(name), {}
        for part in self._parts(name):
            own = (
                block_values(part, schema, column)
                if part.name.endswith(ENDING)
                else _read(part, schema)[column].drop_nulls().unique().to_list()
            )
            found |= dict.fromkeys(own)
        return tuple(found)

    def _is_small(self, name: str) -> bool:
        """Whether there is nothing of a table to narrow: no frame, nothing fetched, and no blocks by state."""
        fetched = self.overlay is not None and self.overlay.of(name)
        blocks = any(part.name.endswith(ENDING) for part in self._parts(name))
        return name not in self._frames and not fetched and not blocks


def _changed(part: Traversable) -> int:
    """When a file was last written, in nanoseconds; 0 where the package is no folder of files."""
    path = Path(str(part))
    return path.stat().st_mtime_ns if path.is_file() else 0


@cache
def _digest_of(path: str, changed: int) -> str:
    """Hash of a file's bytes, read once as long as it is not written again."""
    with Path(path).open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@cache
def records() -> Mapping[str, Source]:
    """Every source there is: the documents of `citations.csv` and the datasets of `sources/datasets.yaml`."""
    return {name: _document(name) for name in _cited()} | dict(datasets())


@cache
def _cited() -> Mapping[str, Mapping[str, str]]:
    """The rows of `citations.csv` by identifier, as they are typed; one that stands twice raises `SchemaError`."""
    path = files("realpolitik.reference") / "citations.csv"
    lines = io.StringIO(path.read_text(encoding="utf-8"), newline="")
    rows = list(csv.DictReader(lines))
    found = {row["id"]: row for row in rows}
    if len(found) < len(rows) or found.keys() & datasets().keys():
        raise SchemaError("citations", ["two sources have the same identifier"])
    return found


@cache
def _document(name: str) -> Source:
    """A document that rows cite: its standing by the publisher as recorded, its publisher as a footnote has it."""
    read = Source.from_mapping(_cited()[name])
    return replace(read, publisher=attributed(read.publisher))


def _record(name: str) -> Source | None:
    """The record of a source: of this package, or of a reader that another package adds."""
    if name in _cited():
        return _document(name)
    if name in datasets():
        return datasets()[name]
    return next((reader.record for reader in readers().values() if reader.name == name), None)


def _filled_by(table: str) -> list[str]:
    return [reader.name for reader in readers().values() if table in reader.tables]


def _read(part: Traversable, schema: Schema) -> pl.DataFrame:
    """One file of a table, with the types of its schema."""
    import polars as pl
    from polars.exceptions import PolarsError

    dtypes = schema.dtypes()
    try:
        data = part.read_bytes()
        if part.name.endswith(".parquet"):
            return _cast(pl.read_parquet(data), schema)
        header = data.partition(b"\n")[0].decode("utf-8").strip().split(",")
        if header != list(dtypes):
            raise SchemaError(
                schema.name, [f"{part.name}: the columns are {', '.join(header)}, not {', '.join(dtypes)}"]
            )
        # An empty field is an empty text, and null only in columns of dates and numbers.
        return pl.read_csv(data, schema=dtypes).with_columns(pl.col(pl.String).fill_null(""))
    except (PolarsError, UnicodeDecodeError, OSError) as error:
        raise SchemaError(
            schema.name, [f"{part.name} cannot be read as this table: {reason(error)}"]
        ) from error


def _cast(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """Text may be stored as categories to save space; anything else must have its type."""
    import polars as pl

    stored = [name for name, dtype in frame.schema.items() if isinstance(dtype, pl.Categorical | pl.Enum)]
    return frame.with_columns(pl.col(stored).cast(pl.String)) if stored else frame
