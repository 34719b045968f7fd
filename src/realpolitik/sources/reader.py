"""What a reader of a public source is: where its files are, and how they become canonical tables.

One module under `sources/readers/` a source, with a module-level `READER` (or `READERS`, where one publisher has several).
`sources/readers/cow_trade.py` is the model to follow. Readers of other packages join through the entry point group
`realpolitik.sources`, whose entries are `Reader` objects.

How to write one
----------------
1. Add the source to `sources/datasets.yaml`; its key is the `name` of the reader, and what rows have in `source_id`.
2. `requests(job)` yields a `Request` for each file to download. A source that cannot be downloaded without a person (a
   guestbook, a licence to accept) yields none: `by_hand` then says where to get the file, and `fetch NAME --file` takes it.
3. `read(files, job)` yields a `Part` for each slice: a frame with the columns of a table in `reference/variables.yaml`.
   A part must fit into memory, the whole source need not: yield years or months one by one, and leave out of memory what
   has been yielded. Rows that cannot be read go to `rejected` with a `reason`; nothing is dropped in silence.
   Trade: totals (product `total`) and products that have a name go to `trade`; the detail by HS code goes to
   `trade_products`, a table that is never read whole.
4. The store adds `source_id`, `vintage`, `note` and other columns that may be empty where they are missing, casts and sorts,
   checks every row against the schema, and puts rows that break it into quarantine with their reasons.

A reader never writes anything, never asks the network anything, and keeps no state.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from realpolitik.errors import OptionError, UnknownNameError
from realpolitik.findings import Window
from realpolitik.sources.record import Source, datasets

if TYPE_CHECKING:
    import polars as pl

    Frame = pl.LazyFrame | pl.DataFrame

Kind = Literal["any", "csv", "json", "zip", "gzip", "excel", "parquet"]


UNDATED = "undated"
"""How the version of a file begins that states no edition."""


def today() -> date:
    """The day by universal time."""
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One file to download.

    Attributes
    ----------
    address
        `https://…`, without the query.
    file
        The name under which it is kept; unique within the source, without folders.
    params, headers
        The query, and headers beyond the usual ones.
    secrets
        Further query parameters, such as a key, that are sent but never written down or shown.
    kind
        What the content must be: an HTML page in place of a `csv` is refused as such.
    body
        Sent as JSON by POST where given; the request must still be safe to repeat.
    sha256
        Where the publisher prints it; a download that differs is refused.
    following
        For answers in pages: the next request, or None, given the file just downloaded.
    optional
        One part of many that the rest is of use without: where the publisher has no such file (404), or answers with something
        else, it is named and left out.
    final
        Once published it never changes: where it is here whole, it is not asked for again.
    """

    address: str
    file: str
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    kind: Kind = "any"
    body: Mapping[str, Any] | None = None
    sha256: str = ""
    following: Callable[[Path], Request | None] | None = None
    optional: bool = False
    final: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is asked of a reader.

    Attributes
    ----------
    window
        Rows outside it are left out; open where not asked.
    version
        Of the source; rows bear it as `vintage`. Empty while the requests are made.
    options
        The reader's own options, every name of `Reader.options` with a value.
    accessed
        The day of the fetch.
    scratch
        A folder for unpacked files, removed after reading; only while reading.
    notes
        What is to be said of the files themselves: parts that are missing, an edition that is not stated.
    """

    window: Window = field(default_factory=Window)
    version: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    accessed: date = field(default_factory=today)
    scratch: Path | None = None
    notes: tuple[str, ...] = ()

    def folder(self) -> Path:
        """The folder for unpacked files, made where it is not there yet; there is one only while reading."""
        if self.scratch is None:
            raise RuntimeError("a file can only be unpacked while reading, when the job has a folder for it")
        self.scratch.mkdir(parents=True, exist_ok=True)
        return self.scratch


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of one table.

    Attributes
    ----------
    table
        Name of a table in `reference/variables.yaml`.
    frame
        Its rows, lazy where it comes from a file. Columns that may be empty, `source_id` and `vintage` may be missing.
    slice
        What part of the source this is, such as `2021`: a later fetch of the same slice replaces it. Letters, digits,
        dots, dashes.
    rejected
        Rows as read that could not be made into rows of the table, with a column `reason`.
    warnings
        What the user should know: names of states that are unknown, corrections that no longer apply.
    """

    table: str
    frame: Frame
    slice: str = "all"
    rejected: Frame | None = None
    warnings: tuple[str, ...] = ()


def _nothing(job: Job) -> Iterator[Request]:
    return iter(())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How one public source becomes tables.

    Attributes
    ----------
    name
        Its key in `datasets.yaml` (of an extension: of the record it carries in `source`).
    aliases
        Shorter names by which `fetch` knows it too, such as `baci`.
    tables
        The tables it fills.
    read
        Files, as downloaded or given by hand, to parts. Raises `FileFormatError` for a file that is not the publisher's.
    requests
        What to download for a job; nothing where the file must be fetched by hand.
    by_hand
        How to get the file by hand, in a sentence or two with the address; shown whenever a download is not possible.
    options
        Its own options with their defaults, such as `{"reporters": "CHN RUS"}`; `fetch NAME --set reporters=DEU`.
    version
        The edition that the files state, in their words or names; empty where they state none. Left out for a source of which
        there is one edition: that of `datasets.yaml`.
    living
        Whether the source has no releases and grows all the time: then each slice counts in its newest version, while of a
        source with releases only the newest release counts.
    pause
        Seconds between two requests to a host.
    source
        The record of the source, where `datasets.yaml` has none (extensions).
    own_tables
        Tables that this package does not have, declared as in `reference/variables.yaml` (extensions).
    """

    name: str
    tables: tuple[str, ...]
    read: Callable[[Sequence[Path], Job], Iterable[Part]]
    by_hand: str
    requests: Callable[[Job], Iterable[Request]] = _nothing
    aliases: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    version: Callable[[Sequence[Path]], str] | None = None
    living: bool = False
    pause: float = 0.5
    source: Source | None = None
    own_tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def record(self) -> Source:
        """The record of the source."""
        return self.source or datasets()[self.name]

    def job(self, *, window: Window | None = None, options: Mapping[str, str] | None = None) -> Job:
        """A job with the options given, each of them known to this reader.

        Raises
        ------
        UnknownNameError
            An option is not one of this reader.
        """
        for name in options or {}:
            if name not in self.options:
                raise UnknownNameError(f"option of {self.name}", name, self.options)
        return Job(window=window or Window(), options={**self.options, **(options or {})})

    def dated(self, job: Job, files: Sequence[Path], *, version: str = "", downloaded: bool = False) -> Job:
        """The job with the edition of the files, and a note where they state none.

        As given; else as the files state it; else, of files downloaded just now from the publisher, the release on record or
        for a living source the day; else `undated-` and the day, which ranks below every edition that is stated.
        """
        found = version or (self.version(files) if self.version else "")
        recorded = "" if self.living else self.record.version.replace(" ", "-")
        if not found and (downloaded or self.version is None):
            found = recorded or (job.accessed.isoformat() if downloaded else "")
        if found and found != UNDATED:
            return replace(job, version=found)
        note = (
            f"{self.name}: the file states no edition: it does not outrank one that does (`--release` names the edition, where "
            "you know it)"
        )
        return replace(job, version=f"{UNDATED}-{job.accessed.isoformat()}", notes=(*job.notes, note))


@cache
def readers() -> Mapping[str, Reader]:
    """All readers by name: those of `sources/readers/`, and those of other packages' entry points.

    Raises
    ------
    OptionError
        Two readers have the same name or alias.
    """
    package = importlib.import_module("realpolitik.sources.readers")
    found: dict[str, Reader] = {}
    taken: dict[str, str] = {}
    for reader in (*_of_package(package), *extensions()):
        for name in (reader.name, *reader.aliases):
            if name in taken:
                raise OptionError(
                    f"two readers are called {name!r} ({taken[name]} and {reader.name}): rename one"
                )
            taken[name] = reader.name
        found[reader.name] = reader
    return dict(sorted(found.items()))


def _of_package(package: Any) -> Iterator[Reader]:
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        yield from getattr(module, "READERS", ())
        if reader := getattr(module, "READER", None):
            yield reader


@cache
def extensions() -> tuple[Reader, ...]:
    """The readers of other packages, by the entry point group `realpolitik.sources`.

    Raises
    ------
    OptionError
        An entry point is something else than a `Reader`.
    """
    return tuple(_of_entry_points())


def _of_entry_points() -> Iterator[Reader]:
    for entry in entry_points(group="realpolitik.sources"):
        reader = entry.load()
        if not isinstance(reader, Reader):
            raise OptionError(
                f"the entry point {entry.name!r} ({entry.value}) of realpolitik.sources is no Reader: "
                "point it at one"
            )
        yield reader


def reader_of(name: str) -> Reader:
    """The reader of this name or alias.

    Raises
    ------
    UnknownNameError
        There is none; the message suggests the nearest.

    Examples
    --------
    >>> reader_of("cow-trade").tables
    ('trade',)
    """
    for reader in readers().values():
        if name in (reader.name, *reader.aliases):
            return reader
    known = [word for reader in readers().values() for word in (reader.name, *reader.aliases)]
    raise UnknownNameError("source that can be fetched", name, known, "realpolitik sources")
