"""The catalog of a store: which files count, and what stands in each. What is not in it does not exist.

One line of JSON a slice in `catalog.ndjson`, replaced whole under a lock: whoever is stopped at any point leaves the old
catalog or the new one, and files that no catalog names are swept up by a later writer.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from realpolitik.errors import FetchError, FileFormatError, reason
from realpolitik.files import LARGEST, of_json, read_text, write_text
from realpolitik.sources.reader import UNDATED
from realpolitik.store.home import is_remote

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = re.compile(rf"(?:\b(\d{{1,2}}) )?({'|'.join(MONTHS)})[a-z]*[ ,-]*(\d{{4}})")
Key = tuple[str, str, str, str]
"""Table, source, version, slice."""
NAME = "catalog.ndjson"
WAIT = 120.0
"""Seconds to wait for another process that writes; a commit takes milliseconds."""
KINDS: Mapping[str, type] = {"str": str, "int": int, "bool": bool, "Mapping[str, int]": dict}
"""What values of an entry are, by how its fields are declared."""
REMEDY = "put the file back from a backup, or move the folder away and fetch again"
GRACE = 3600.0
"""Seconds for which a file that no longer counts is kept, for readers that opened the catalog a moment before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One slice of a table of a source: a Parquet file.

    Attributes
    ----------
    file, sha256, bytes, rows
        Where it is, from the folder of the store, and what it holds.
    start, end
        First and last period of its rows, empty where it has none.
    living
        Whether the source has no releases, so that slices of several versions count together.
    rejected, reasons, quarantine
        Rows that broke the schema or could not be read: how many, why, and the file where they are kept.
    inputs
        SHA-256 of the files that were read.
    warnings
        What the reader said.
    made
        When, in universal time.
    """

    table: str
    source: str
    version: str
    slice: str
    file: str
    sha256: str
    bytes: int
    rows: int
    start: str = ""
    end: str = ""
    living: bool = False
    rejected: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    quarantine: str = ""
    inputs: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    made: str = ""

    @property
    def key(self) -> Key:
        """What names the slice."""
        return self.table, self.source, self.version, self.slice

    @property
    def span(self) -> tuple[date | None, date | None]:
        """First and last period."""
        return tuple(date.fromisoformat(text) if text else None for text in (self.start, self.end))  # type: ignore[return-value]


def version_order(version: str) -> tuple[tuple[int, int | str], ...]:
    """The order of editions by their numbers and days: 9 before 10, V202401 before V202501, Apr2020 before Jan2021.

    An edition that is not stated (`undated-…`) comes before every other.

    Examples
    --------
    >>> sorted(["V202501", "V202401b", "10.0", "9.1"], key=version_order)
    ['9.1', '10.0', 'V202401b', 'V202501']
    >>> sorted(["Jan2021", "undated-2026-11-29", "Apr2020", "to-2025"], key=version_order)
    ['undated-2026-11-29', 'Apr2020', 'Jan2021', 'to-2025']
    >>> version_order("2 June 2026") < version_order("2026-07-01")
    True
    """
    text = version.casefold()
    if found := MONTH.search(text):
        day, month, year = found.groups()
        text = f"{year}-{MONTHS.index(month) + 1:02}" + (f"-{int(day):02}" if day else "")
    numbers = tuple((0, int(part)) for part in re.findall(r"\d+", text))
    return ((-1, version),) if text.startswith(UNDATED) else (*numbers, (-1, version))


def is_older(version: str, than: str) -> bool:
    """Whether an edition comes before another by their numbers and days; names of different forms are not compared.

    Examples
    --------
    >>> is_older("5.0", "7.0"), is_older("undated-2026-11-29", "2024"), is_older("V1", "V202501")
    (True, True, False)
    """
    if version.startswith(UNDATED):
        return bool(than) and not than.startswith(UNDATED)
    return _form(version) == _form(than) and version_order(version)[:-1] < version_order(than)[:-1]


def _form(version: str) -> str:
    """The name with its numbers left out, those of years and days (four digits and more) apart from others; a day is a day."""
    if found := MONTH.search(version.casefold()):
        return f"{'d' if found[1] else ''}my"
    bare = re.sub(r"\d{4}-\d\d(-\d\d)?$", lambda day: "dmy" if day[1] else "my", version)
    return re.sub(r"\d+", lambda one: "y" if len(one[0]) > 3 else "n", bare)


def active(entries: Iterable[Entry], *, versions: Mapping[str, str] | None = None) -> list[Entry]:
    """The entries that count: of each source and table its newest version, or the one asked for in `versions`.

    Of a living source each slice counts in its newest version (up to the one asked for).
    """
    asked = versions or {}

    def allowed(entry: Entry) -> bool:
        wanted = asked.get(entry.source)
        if wanted is None:
            return True
        order = version_order(entry.version), version_order(wanted)
        return order[0] <= order[1] if entry.living else entry.version == wanted

    def group(entry: Entry) -> tuple[str, ...]:
        return (entry.table, entry.source, *((entry.slice,) if entry.living else ()))

    candidates = [entry for entry in entries if allowed(entry)]
    newest: dict[tuple[str, ...], str] = {}
    for entry in candidates:
        newest[group(entry)] = max(newest.get(group(entry), entry.version), entry.version, key=version_order)
    return [entry for entry in candidates if entry.version == newest[group(entry)]]


def read(place: str | Path) -> tuple[Entry, ...]:
    """Every entry of the store, in order; empty where there is no store yet.

    Raises
    ------
    FileFormatError
        The catalog cannot be read, or was written by a later version of the program.
    """
    path = f"{str(place).rstrip('/')}/{NAME}"
    text = _fetched(path) if is_remote(place) else _local(Path(path))
    known = {item.name for item in fields(Entry)}
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            record = of_json(line)
            if not isinstance(record, dict):
                raise ValueError("it is no record")
            if unknown := set(record) - known:
                raise FileFormatError(
                    path,
                    f"line {number} was written by a later version of the program ({', '.join(sorted(unknown))}): update realpolitik",
                )
            record |= {name: tuple(record.get(name, ())) for name in ("inputs", "warnings")}
            found.append(_sound(Entry(**record)))
        except FileFormatError:
            raise
        except (ValueError, TypeError) as error:
            raise FileFormatError(
                path, f"line {number} is no entry of a catalog ({error}): {REMEDY}"
            ) from error
    return tuple(sorted(found, key=lambda entry: entry.key))


def _sound(entry: Entry) -> Entry:
    """The entry, if its values are of the kinds that they should be, and its files lie in the store; else `ValueError`."""
    for item in fields(entry):
        kind = KINDS.get(str(item.type))
        if kind is not None and not isinstance(getattr(entry, item.name), kind):
            raise ValueError(f"{item.name} is not of the kind {item.type}")
    for name in (entry.file, entry.quarantine):
        place = PurePosixPath(name)
        if place.is_absolute() or ".." in place.parts:
            raise ValueError(f"{name} lies outside the store")
    _ = entry.span  # two dates, or none
    return entry


def _local(path: Path) -> str:
    try:
        if not os.path.lexists(path):  # a link that leads nowhere is no empty store
            return ""
        return read_text(path, most=LARGEST)
    except FileFormatError as error:
        raise FileFormatError(str(path), f"{error.problem}; {REMEDY}") from None
    except OSError as error:  # a link to itself, or a folder that may not be looked into
        raise FileFormatError(str(path), f"{error.strerror}; {REMEDY}") from None


def _fetched(path: str) -> str:
    import polars as pl
    from polars.exceptions import PolarsError

    try:
        lines = pl.scan_lines(path).collect().to_series()
    except (PolarsError, OSError) as error:
        raise FileFormatError(
            path,
            f"cannot be read ({reason(error)}): check the address, and the credentials in the environment",
        ) from error
    return "\n".join(line for line in lines if line)


@contextmanager
def locked(place: Path, name: str = "catalog") -> Iterator[None]:
    """Hold a lock of the store against every other process; it falls when the process ends, however it ends.

    Raises
    ------
    FetchError
        Another process has held it for two minutes.
    """
    from filelock import FileLock, Timeout

    place.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(place / f".{name}.lock", timeout=WAIT):
            yield
    except Timeout:
        raise FetchError(
            f"another process is writing to {place}: wait until it is done, and run the command again"
        ) from None


@contextmanager
def workplace(place: Path) -> Iterator[Path]:
    """A folder of the store for files that are being made; gone at the end, or swept up after a crash."""
    from filelock import FileLock

    place.joinpath("scratch").mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=place / "scratch"))
    try:
        with FileLock(folder / ".lock"):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def commit(place: Path, change: Callable[[dict[Key, Entry]], None]) -> None:
    """Change the catalog in one step: `change` gets the entries by key, adds or removes some, and moves files in place."""
    with locked(place):
        entries = {entry.key: entry for entry in read(place)}
        change(entries)
        lines = [
            json.dumps(asdict(entry), ensure_ascii=False, sort_keys=True)
            for _, entry in sorted(entries.items())
        ]
        write_text(place / NAME, "".join(f"{line}\n" for line in lines))
        _sweep(place, {name for entry in entries.values() for name in (entry.file, entry.quarantine) if name})


def _sweep(place: Path, named: set[str]) -> None:
    """Delete what no entry names, and the workplaces of processes that have died."""
    from filelock import FileLock, Timeout

    old = time.time() - GRACE
    for folder in ("tables", "quarantine"):
        for path in (place / folder).rglob("*.parquet"):
            if path.relative_to(place).as_posix() not in named and path.stat().st_mtime < old:
                path.unlink(missing_ok=True)
    for path in (place / "scratch").glob("*"):
        try:
            with FileLock(path / ".lock", timeout=0):
                shutil.rmtree(path, ignore_errors=True)
        except (Timeout, OSError):  # its process lives, or it is gone
            continue


def totals(entries: Iterable[Entry]) -> dict[str, Any]:
    """Rows, bytes and rejected rows of entries together."""
    found = list(entries)
    return {
        "slices": len(found),
        "rows": sum(entry.rows for entry in found),
        "rejected": sum(entry.rejected for entry in found),
        "bytes": sum(entry.bytes for entry in found),
        "start": min((entry.start for entry in found if entry.start), default=""),
        "end": max((entry.end for entry in found if entry.end), default=""),
    }
