"""The user's own store: what was fetched, laid over the embedded tables.

Which rows count, in order:

1. Of a source with releases the newest release in the store, or the one that `versions` names; of a living source each slice in
   its newest version.
2. An embedded row gives way where the store has a row of the same source and the same key (the vintage left out) - unless
   the edition in the store is older than the embedded one, or states none where that does: then the embedded row counts, and of
   a source with releases nothing of the older release, so that two are never spliced. A release that `versions` names counts.
3. Rows of different sources stand side by side; which of them a figure is of is a measure's choice, and shown with it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FileFormatError, OptionError, reason
from realpolitik.sources.record import datasets
from realpolitik.store.catalog import Entry, active, is_older, read
from realpolitik.store.home import is_remote
from realpolitik.store.schema import Schema

if TYPE_CHECKING:
    import polars as pl

DAY = re.compile(r"\d{4}-\d\d-\d\d$")
VARIABLE = "REALPOLITIK_VERSIONS"


def versions_asked() -> dict[str, str]:
    """Versions that the environment asks for: `REALPOLITIK_VERSIONS="cepii-baci=V202401 atop=5.1"`.

    Raises
    ------
    OptionError
        A word of it is not NAME=VERSION.
    """
    found = {}
    for word in os.environ.get(VARIABLE, "").replace(",", " ").split():
        name, equals, version = word.partition("=")
        if not (name and equals and version):
            raise OptionError(f"{VARIABLE}: {word!r} is not NAME=VERSION, such as cepii-baci=V202501")
        found[name] = version
    return found


class Overlay:
    """The tables of a user's store, read without a lock: a catalog names only files that are whole.

    Parameters
    ----------
    place
        A folder, or an address at an object store.
    versions
        Version by source, instead of the newest.
    """

    def __init__(self, place: str | Path, *, versions: Mapping[str, str] | None = None) -> None:
        self.place = place
        self._versions = dict(versions or {})

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Everything in the store."""
        return read(self.place)

    @cached_property
    def active(self) -> tuple[Entry, ...]:
        """What counts.

        Raises
        ------
        OptionError
            A version is asked for that the store does not have.
        """
        for source, version in self._versions.items():
            there = {entry.version for entry in self.entries if entry.source == source}
            if there and version not in there:
                raise OptionError(
                    f"the store has no version {version!r} of {source}, only {', '.join(sorted(there))}"
                )
        return tuple(active(self.entries, versions=self._versions))

    def of(self, table: str) -> list[Entry]:
        """The entries that count of one table."""
        return [entry for entry in self.active if entry.table == table]

    def tables(self) -> tuple[str, ...]:
        """Names of the tables that have rows here."""
        return tuple(sorted({entry.table for entry in self.active}))

    def scan(self, schema: Schema) -> pl.LazyFrame | None:
        """The rows of a table that count, lazily; None where there are none.

        Raises
        ------
        FileFormatError
            A file is missing or damaged; `realpolitik data check` says which.
        """
        import polars as pl

        entries = self.of(schema.name)
        if not entries:
            return None
        paths = [self.path(entry.file) for entry in entries]
        if not is_remote(self.place):
            for path in paths:
                if not Path(path).is_file():
                    raise FileFormatError(
                        path,
                        "is missing from the store: `realpolitik data check` lists what is; fetch it again",
                    )
        return pl.scan_parquet(paths, schema=schema.dtypes(), glob=False)

    def path(self, file: str) -> str:
        """Where a file of the store is."""
        return (
            f"{str(self.place).rstrip('/')}/{file}" if is_remote(self.place) else str(Path(self.place) / file)
        )

    def over(self, embedded: pl.LazyFrame, schema: Schema) -> pl.LazyFrame:
        """The embedded rows that do not give way, and after them the rows of the store."""
        import polars as pl

        own = self.scan(schema)
        if own is None:
            return embedded
        there = embedded
        for source, living in self._outranked(embedded, schema).items():
            same = pl.col("source_id") == source
            if living:
                key = replaced_key(schema)
                kept = own.filter(same).join(there.select(key), on=key, how="anti", nulls_equal=True)
                own = pl.concat([own.filter(~same), kept])
            elif there.filter(same).select(pl.len()).collect().item():
                own = own.filter(~same)
        return pl.concat([self.beneath(embedded, schema), own])

    def _outranked(self, embedded: pl.LazyFrame, schema: Schema) -> dict[str, bool]:
        """Sources of a table whose edition in the store is older than the embedded one; and whether they are living.

        By the editions on record; where the embedded rows are of no named edition, one of a day before their last period is
        older.
        """
        found, judged = {}, {}
        for entry in self.of(schema.name):
            if entry.source in self._versions:
                continue
            recorded = getattr(datasets().get(entry.source), "version", "")
            asked = (entry.source, entry.version)
            if asked not in judged:
                last = "" if recorded else _last_period(embedded, entry.source, schema)
                judged[asked] = (
                    is_older(entry.version, recorded)
                    if recorded
                    else DAY.match(entry.version) and entry.version < last
                )
            if judged[asked]:
                found[entry.source] = entry.living
        return found

    def beneath(self, embedded: pl.LazyFrame, schema: Schema) -> pl.LazyFrame:
        """The embedded rows that do not give way to rows of the store."""
        import polars as pl

        own = self.scan(schema)
        if own is None:
            return embedded
        counting = {entry.source for entry in self.of(schema.name)} - set(self._outranked(embedded, schema))
        fetched = pl.col("source_id").is_in(sorted(counting))
        key = replaced_key(schema)
        kept = embedded.filter(fetched).join(own.select(key), on=key, how="anti", nulls_equal=True)
        return pl.concat([embedded.filter(~fetched), kept])


def _last_period(embedded: pl.LazyFrame, source: str, schema: Schema) -> str:
    import polars as pl

    if (name := schema.coverage.get("period")) is None:
        return ""
    return str(
        embedded.filter(pl.col("source_id") == source).select(pl.col(name).max()).collect().item() or ""
    )


def readable(frame: pl.LazyFrame, place: str | Path) -> pl.DataFrame:
    """Collect rows of a store.

    Raises
    ------
    FileFormatError
        A file is damaged or cannot be reached.
    """
    from polars.exceptions import PolarsError

    try:
        return frame.collect()
    except (PolarsError, OSError) as error:
        raise FileFormatError(
            str(place),
            f"a file of the store cannot be read ({reason(error)}): `realpolitik data check` says which",
        ) from error


def replaced_key(schema: Schema) -> list[str]:
    """The columns on which an embedded row gives way to one of the store."""
    return list(dict.fromkeys([*(name for name in schema.key if name != "vintage"), "source_id"]))
