"""From the files of a source to tables of the store, in one step: all slices count, or none."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import (
    CoverageError,
    FileFormatError,
    MachineError,
    OptionError,
    RealpolitikError,
    SchemaError,
    reason,
    refusal,
)
from realpolitik.sources.download import sha256_of
from realpolitik.sources.reader import Job, Part, Reader
from realpolitik.store.catalog import Entry, Key, commit, workplace
from realpolitik.store.quarantine import Screened, quarantine
from realpolitik.store.schema import Schema, schemas

if TYPE_CHECKING:
    import polars as pl

ROW_GROUP = 200_000
"""Rows; small enough that a pair of states is read without the rest of a year, large enough to compress."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")

OnProgress = Callable[[str], None]


@dataclass(slots=True)
class _Made:
    """What was written so far: entries, and where their files are until they count."""

    entries: dict[Key, Entry] = field(default_factory=dict)
    moves: list[tuple[Path, str]] = field(default_factory=list)


def ingest(
    place: Path,
    reader: Reader,
    files: Sequence[Path],
    job: Job,
    *,
    inputs: Sequence[str],
    on_progress: OnProgress | None = None,
) -> list[Entry]:
    """Read files and add their rows to the store.

    Parameters
    ----------
    place
        The folder of the store.
    job
        With its version.
    inputs
        SHA-256 of the files.
    on_progress
        Called with a line on what is being done.

    Returns
    -------
    The entries added, one a slice.

    Raises
    ------
    FileFormatError
        A file is not the publisher's.
    SchemaError
        The reader gives columns that its table has not, or no row of a slice keeps the schema.
    CoverageError
        The files have no rows in the window asked.
    """
    on_progress = on_progress or (lambda text: None)
    for name in (reader.name, job.version):
        _check_name(name)
    with workplace(place) as folder:
        made = _Made()
        notes = job.notes
        for read in _parts(reader, files, replace(job, scratch=folder / "unpacked")):
            part, notes = replace(read, warnings=(*notes, *read.warnings)), ()
            _check_name(part.slice)
            if part.table not in reader.tables:
                raise SchemaError(part.table, [f"the reader {reader.name} does not declare this table"])
            on_progress(f"{part.table} {part.slice}")
            _add(made, folder, reader, job, part, tuple(inputs))
        if not made.entries:
            raise CoverageError(
                f"{reader.name} has no rows from {job.window.start or 'the beginning'} to {job.window.end or 'today'}.",
                "Ask for another period.",
            )

        def change(entries: dict[Key, Entry]) -> None:
            for source, target in made.moves:
                (place / target).parent.mkdir(parents=True, exist_ok=True)
                source.replace(place / target)
            entries.update(made.entries)

        commit(place, change)
    return list(made.entries.values())


def _parts(reader: Reader, files: Sequence[Path], job: Job) -> Iterator[Part]:
    """What a reader finds in files; whatever it stumbles over, the error says that it is the file, or the machine."""
    try:
        yield from reader.read(files, job)
    except RealpolitikError:
        raise
    except Exception as error:
        raise _unread(error, reader, files) from error


def _unread(error: Exception, reader: Reader, files: Sequence[Path]) -> RealpolitikError:
    """The program's error for what a library says of a file that it cannot read."""
    shown = ", ".join(path.name for path in files[:3]) + ("…" if len(files) > 3 else "") or reader.name
    if refused := refusal(error):
        return MachineError(f"{shown}: {refused}; the store is as it was")
    return FileFormatError(
        shown,
        f"cannot be read as a file of {reader.name} ({type(error).__name__}: {reason(error)[:200]}): it is damaged or another "
        f"file; download it again (`realpolitik sources {reader.name}` says from where). The store is as it was",
    )


def _add(made: _Made, folder: Path, reader: Reader, job: Job, part: Part, inputs: tuple[str, ...]) -> None:
    """Set rows aside that cannot be used, write one part it into the workplace, and describe it."""
    schema = schemas()[part.table]
    key = (part.table, reader.name, job.version, part.slice)
    if key in made.entries:
        raise SchemaError(part.table, [f"the reader {reader.name} gives the slice {part.slice!r} twice"])
    try:
        screened = quarantine(
            part.frame, schema, source=reader.name, version=job.version, rejected=part.rejected
        )
    except RealpolitikError:
        raise
    except Exception as error:
        raise _unread(error, reader, ()) from error
    if screened.good.is_empty():
        if screened.bad.is_empty():
            return
        reasons = [f"{count:,} rows: {why}" for why, count in screened.reasons.items()]
        raise SchemaError(part.table, [f"no row of {part.slice} can be used", *reasons])
    stem = f"{part.table}/source={reader.name}/version={job.version}/{part.slice}"
    file, digest, size = _write(made, folder, f"tables/{stem}", screened.good)
    aside = _write(made, folder, f"quarantine/{stem}", screened.bad)[0] if screened.bad.height else ""
    start, end = _span(screened, schema)
    made.entries[key] = Entry(
        table=part.table,
        source=reader.name,
        version=job.version,
        slice=part.slice,
        file=file,
        sha256=digest,
        bytes=size,
        rows=screened.good.height,
        start=start,
        end=end,
        living=reader.living,
        rejected=screened.bad.height,
        reasons=screened.reasons,
        quarantine=aside,
        inputs=inputs,
        warnings=part.warnings,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _write(made: _Made, folder: Path, stem: str, frame: pl.DataFrame) -> tuple[str, str, int]:
    """Write a frame as Parquet with plain text; the name bears the hash, so that no file ever changes."""
    import polars as pl

    path = folder / f"{len(made.moves)}.parquet"
    texts = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Enum)]
    frame.lazy().with_columns(pl.col(texts).cast(pl.String)).sink_parquet(
        path, compression="zstd", row_group_size=ROW_GROUP, engine="streaming"
    )
    with path.open("rb") as file:
        os.fsync(file.fileno())
    digest = sha256_of(path)
    target = f"{stem}-{digest[:10]}.parquet"
    made.moves.append((path, target))
    return target, digest, path.stat().st_size


def _span(screened: Screened, schema: Schema) -> tuple[str, str]:
    if years := schema.coverage.get("years"):
        return tuple(  # type: ignore[return-value]
            date(year, month, day).isoformat()
            for year, month, day in (
                (screened.good[years[0]].min(), 1, 1),
                (screened.good[years[1]].max(), 12, 31),
            )
        )
    if (name := schema.coverage.get("period")) is None:
        return "", ""
    return tuple(str(day or "") for day in (screened.good[name].min(), screened.good[name].max()))  # type: ignore[return-value]


def _check_name(name: str) -> None:
    """Names become folders: no path hides in them."""
    if not _NAME.fullmatch(name) or ".." in name:
        raise OptionError(
            f"{name!r} cannot name a source, version or slice: use letters, digits, dots and dashes"
        )
