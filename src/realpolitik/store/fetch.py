"""Fetching a source: download or take a file, hold it against its snapshot, read it, and add it to the store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from realpolitik.errors import FetchError, FileFormatError, OptionError, SnapshotMismatch
from realpolitik.findings import Window
from realpolitik.sources.reader import UNDATED, Job, Reader, Request, reader_of
from realpolitik.sources.snapshots import LOCK, Snapshot, compare, pin
from realpolitik.store.catalog import Entry, is_older, locked, read, version_order
from realpolitik.store.home import home, local

if TYPE_CHECKING:
    from realpolitik.sources.download import Downloaded, Downloader

GONE = (404, 410)
"""Answers that say that there is no such file."""
NAMED = 5
"""So many missing files are named one by one."""
PAGES = 100_000
"""Requests in one run; a publisher whose pages never end is cut off here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a fetch has added: the source, its version, where it is, and an entry a slice."""

    source: str
    version: str
    place: Path
    entries: tuple[Entry, ...]
    files: tuple[Snapshot, ...]

    @property
    def rows(self) -> int:
        """Rows added, all tables together."""
        return sum(entry.rows for entry in self.entries)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the reader said, each once."""
        return tuple(dict.fromkeys(text for entry in self.entries for text in entry.warnings))


def fetch(
    name: str,
    *,
    files: Sequence[Path] = (),
    window: Window | None = None,
    options: Mapping[str, str] | None = None,
    version: str = "",
    relock: bool = False,
    older: bool = False,
    place: Path | str | None = None,
    downloader: Downloader | None = None,
    on_progress: Callable[[str], None] | None = None,
) -> Fetched:
    """Bring a source into the store.

    Parameters
    ----------
    name
        A reader's name or alias: `cepii-baci` or `baci`.
    files
        Files fetched by hand; downloads nothing.
    window
        Years or months wanted; everything where left out.
    options
        The reader's own options.
    version
        Of the files, where neither they nor the record of the source say it.
    relock
        Take other bytes of a release that was fetched before.
    older
        Keep an edition that is older than the one that counts, beside it.
    place
        The folder of the store; the user's where left out.

    Raises
    ------
    UnknownNameError, OptionError
        No such source or option.
    FetchError
        The source could not be fetched; what was in the store is untouched, and the message says how to fetch by hand.
    SnapshotMismatch
        A file of this release has other bytes than when it was first fetched; or the edition is older than the one that counts.
    FileFormatError, SchemaError, CoverageError
        The files are not the publisher's, or have nothing that was asked for.

    Notes
    -----
    All slices of a fetch begin to count in one step. Two fetches of one source wait for each other; different sources go
    side by side.
    """
    from realpolitik.sources.download import Downloader
    from realpolitik.store.ingest import ingest

    reader = reader_of(name)
    where = local(place or home())
    job = reader.job(window=window, options=options)
    on_progress = on_progress or (lambda text: None)
    with locked(where, f"fetch-{reader.name}"):
        missing: list[str] = []
        snapshots = (
            _given(files, job)
            if files
            else _downloaded(reader, job, where, downloader or Downloader(), missing)
        )
        paths = [path for path, _ in snapshots]
        job = replace(job, notes=_absent(reader, missing, len(snapshots)))
        job = reader.dated(job, paths, version=version, downloaded=not files)
        found = [snapshot for _, snapshot in snapshots]
        if not older:
            _not_older(reader, job.version, where)
        if not relock:
            compare(where / LOCK, reader.name, job.version, found, living=reader.living)
        on_progress(f"reading {reader.name} {job.version}")
        entries = ingest(
            where, reader, paths, job, inputs=[one.sha256 for one in found], on_progress=on_progress
        )
        with locked(where):
            pin(where / LOCK, reader.name, job.version, found)
    return Fetched(
        source=reader.name, version=job.version, place=where, entries=tuple(entries), files=tuple(found)
    )


def _given(files: Sequence[Path], job: Job) -> list[tuple[Path, Snapshot]]:
    from realpolitik.sources.download import sha256_of

    for path in files:
        if not path.is_file():
            what = (
                "is no file, but a folder, device or pipe: save it first"
                if path.exists()
                else "there is no such file"
            )
            raise OptionError(f"{path}: {what}")
    return [
        (
            path,
            Snapshot(
                file=path.name,
                sha256=sha256_of(path),
                bytes=path.stat().st_size,
                address="",
                fetched=job.accessed,
            ),
        )
        for path in files
    ]


def _not_older(reader: Reader, version: str, where: Path) -> None:
    """Ask before an edition that is stated, and older than the one that counts, is added."""
    there = {entry.version for entry in read(where) if entry.source == reader.name}
    if not reader.living and reader.record.version:
        there.add(reader.record.version)
    newest = max(there, key=version_order, default="")
    if version.startswith(UNDATED) or not is_older(version, newest):
        return
    raise SnapshotMismatch(
        f"{reader.name} {version} is older than {newest}, which counts: take the newer one, or run the command with --older to "
        f"keep this one beside it; figures rest on it only where REALPOLITIK_VERSIONS={reader.name}={version} says so"
    )


def _absent(reader: Reader, missing: Sequence[str], have: int) -> tuple[str, ...]:
    """A sentence on the parts that the publisher does not have."""
    if not missing:
        return ()
    shown = ", ".join(missing[:NAMED]) + (f" and {len(missing) - NAMED} more" if len(missing) > NAMED else "")
    said = (
        f"{reader.name}: the publisher has no {shown}; the other {have:,} of {have + len(missing):,} files are read, and the same "
        "command asks for what is missing"
    )
    return (said,)


def _downloaded(
    reader: Reader, job: Job, where: Path, downloader: Downloader, missing: list[str]
) -> list[tuple[Path, Snapshot]]:
    """The files that arrived; `missing` gets the names of optional ones that the publisher does not have."""
    folder = where / "downloads" / reader.name
    try:
        with downloader.session():
            arrived = list(_each(reader, job, folder, downloader, missing))
    except SnapshotMismatch:
        raise
    except FetchError as error:
        raise FetchError(f"{error}. The store is as it was. {reader.by_hand}") from error
    if missing and not arrived:
        raise FetchError(
            f"{reader.name}: the publisher has none of the {len(missing):,} files asked for, such as {missing[0]}. The store is as "
            f"it was. {reader.by_hand}",
            status=404,
        )
    if not arrived:
        raise FetchError(f"{reader.name} cannot be fetched by a program. {reader.by_hand}")
    return [
        (
            one.path,
            Snapshot(
                file=one.path.name,
                sha256=one.sha256,
                bytes=one.bytes,
                address=one.address,
                fetched=job.accessed,
            ),
        )
        for one in arrived
    ]


def _each(
    reader: Reader, job: Job, folder: Path, downloader: Downloader, missing: list[str]
) -> Iterator[Downloaded]:
    """Every request and the pages that follow from it; two requests for one name would overwrite each other."""
    names: set[str] = set()
    for first in reader.requests(job):
        request: Request | None = first
        while request is not None:
            if request.file in names or Path(request.file).name != request.file:
                raise OptionError(
                    f"the reader {reader.name} asks twice for a file called {request.file!r}, or for a path"
                )
            if len(names) >= PAGES:
                raise FetchError(
                    f"{reader.name} asks for more than {PAGES:,} files: ask for a shorter period"
                )
            names.add(request.file)
            try:
                got = downloader.get(request, folder, pause=reader.pause)
                following = request.following(got.path) if request.following else None
            except (FetchError, FileFormatError) as error:
                if not request.optional or (isinstance(error, FetchError) and error.status not in GONE):
                    raise
                missing.append(request.file)
                break
            yield got
            request = following
