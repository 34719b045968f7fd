"""Calls on where figures come from: fetch, sql, cite."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.errors import OptionError
from realpolitik.findings import Day, Row, Window
from realpolitik.shown import Shown
from realpolitik.wording.numbers import number_of

if TYPE_CHECKING:
    import polars as pl

    from realpolitik.sources.download import Downloader
    from realpolitik.store import Store
    from realpolitik.store.fetch import Fetched


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FetchResult(Shown):
    """What a fetch has added to the store: an entry a source, and what the audit doubts of it."""

    fetched: tuple[Fetched, ...]

    @property
    def says(self) -> str:
        """How many rows of which sources."""
        return "; ".join(
            f"{one.source} {one.version}: {number_of(one.rows, 'rows')} in {one.place}"
            for one in self.fetched
        )

    @property
    def rows(self) -> tuple[Row, ...]:
        """A row a slice."""
        return tuple(
            {"source": one.source, "version": one.version, **asdict(entry)}
            for one in self.fetched
            for entry in one.entries
        )

    def points(self) -> tuple[str, ...]:
        """What the readers said."""
        return tuple(text for one in self.fetched for text in one.warnings)

    def label(self) -> str:
        """`fetch cow-trade`."""
        return " ".join(("fetch", *(one.source for one in self.fetched)))

    def record(self) -> list[dict[str, Any]]:
        """Sources with version, files and slices."""
        return [
            {
                "source": one.source,
                "version": one.version,
                "store": str(one.place),
                "files": [asdict(file) for file in one.files],
                "slices": [asdict(entry) for entry in one.entries],
            }
            for one in self.fetched
        ]


def fetch(
    *names: str,
    file: Sequence[Path | str] = (),
    start: Day | None = None,
    end: Day | None = None,
    options: Mapping[str, str] | None = None,
    release: str = "",
    relock: bool = False,
    older: bool = False,
    downloader: Downloader | None = None,
    on_progress: Callable[[str], None] | None = None,
) -> FetchResult:
    """Download public sources, or read files that you have, into your store.

    Parameters
    ----------
    names
        Sources, such as cow-trade.
    file
        Files that you downloaded by hand, of one source; nothing is downloaded then.
    start, end
        The period wanted.
    options
        Options of the source.
    release
        The version of a file that does not say it.
    relock
        Take a file of a release although it differs from the one fetched before.
    older
        Keep an edition older than the one that counts, beside it.
    downloader
        What asks the network, such as one with a progress bar.
    on_progress
        Called with what is being read.

    Raises
    ------
    UnknownNameError, OptionError
        No such source or option, or none was named.
    FetchError
        A source could not be fetched; what was in the store is untouched.
    """
    from realpolitik.sources.reader import reader_of
    from realpolitik.store.fetch import fetch as fetch_source

    if not names:
        raise OptionError("name at least one source; `realpolitik fetch` lists them")
    if file and len(names) > 1:
        raise OptionError("--file belongs to one source: name only that one")
    for name in names:
        reader_of(name)  # a misspelt name is said before anything is downloaded
    window = Window.parse(start, end)
    return FetchResult(
        fetched=tuple(
            fetch_source(
                name,
                files=[Path(one) for one in file],
                window=window,
                options=options,
                version=release,
                relock=relock,
                older=older,
                downloader=downloader,
                on_progress=on_progress,
            )
            for name in names
        )
    )


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Rows(Shown):
    """What a query found: names of columns, and rows."""

    query: str
    columns: tuple[str, ...]
    values: tuple[tuple[Any, ...], ...]

    @property
    def says(self) -> str:
        """How much was found."""
        return f"{number_of(len(self.values), 'rows')} of {len(self.columns)} columns"

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows by column."""
        return tuple(dict(zip(self.columns, row, strict=True)) for row in self.values)

    def label(self) -> str:
        """`sql`."""
        return "sql"

    def record(self) -> list[dict[str, Any]]:
        """The rows as plain values."""
        return [dict(row) for row in self.rows]

    def to_polars(self) -> pl.DataFrame:
        """The rows with the columns of the query, also where there is no row."""
        import polars as pl

        return pl.DataFrame(
            [list(row) for row in self.values],
            schema=list(self.columns),
            orient="row",
            infer_schema_length=None,
        )


def sql(query: str, *, store: Store | None = None, most: int | None = None) -> Rows:
    """Query the tables in SQL: every table is a view, such as trade, votes, power.

    Parameters
    ----------
    query
        A SELECT. It reads the tables and no file, and writes nothing.
    store
        Where tables come from; the user's store over the embedded tables where left out.
    most
        Take no more rows than this.

    Raises
    ------
    OptionError
        The query is wrong, or DuckDB (extra `sql`) is not installed.

    Examples
    --------
    >>> sql("select count(*) as n from sanctions").values[0][0] > 50
    True
    """
    from realpolitik.store.sql import connect

    with connect(store) as connection:
        import duckdb  # of an extra; `connect` says so where it is missing

        try:
            found = connection.execute(query)
            # None: nothing but spaces, or a statement without an answer
            if found is None or found.description is None:
                raise OptionError(
                    "the query asks for nothing: write one such as 'SELECT * FROM trade LIMIT 5'"
                )
            names = tuple(column[0] for column in found.description)
            rows = found.fetchall() if most is None else found.fetchmany(most)
        except duckdb.Error as error:
            raise OptionError(f"the query failed: {str(error).strip()}") from None
    return Rows(query=query, columns=names, values=tuple(rows))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Citations(Shown):
    """BibTeX entries by key; as text (`str`), a bibliography."""

    entries: Mapping[str, str]

    def __str__(self) -> str:
        return "\n\n".join(self.entries.values())

    @property
    def says(self) -> str:
        """Which entries."""
        return ", ".join(self.entries)

    @property
    def rows(self) -> tuple[Row, ...]:
        """A row an entry."""
        return tuple(self.record())

    def label(self) -> str:
        """`cite`."""
        return "cite"

    def cite(self) -> str:
        """The bibliography."""
        return str(self)

    def record(self) -> list[dict[str, str]]:
        """Key and entry."""
        return [{"id": key, "bibtex": text} for key, text in self.entries.items()]


def cite(*names: str, about: Sequence[str] = (), store: Store | None = None) -> Citations:
    """BibTeX entries of measures and sources.

    Parameters
    ----------
    names
        Measures, datasets, or identifiers of sources.
    about
        With a measure: the states, so that the sources of just that figure are cited too.
    store
        Where tables come from; the user's store over the embedded tables where left out.

    Raises
    ------
    OptionError
        Nothing was named.
    UnknownNameError
        There is no such measure or source.

    Examples
    --------
    >>> print(str(cite("imf-imts")).splitlines()[0])
    @misc{imf-imts,
    """
    from realpolitik.measures import measures
    from realpolitik.measures import run as run_measure
    from realpolitik.sources.bibtex import method_entry, source_entry
    from realpolitik.store import Store

    if not names:
        raise OptionError(
            "name at least one measure or source; `realpolitik measures` and `sources` list them"
        )
    tables, known = store or Store(), measures()
    entries: dict[str, str] = {}
    for name in names:
        if name not in known:
            entries[name] = source_entry(tables.source(name))
            continue
        entries[name] = method_entry(name, known[name].method.reference)
        for source in run_measure(name, *about, store=tables).sources if about else ():
            entries[source.id] = source_entry(tables.source(source.id))
    return Citations(entries=entries)
