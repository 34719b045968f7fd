"""Backup and restore of the library: one consistent file, also while the server runs; put back whole or not at all."""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from realpolitik.errors import FileFormatError, MachineError, OptionError
from realpolitik.files import PRIVATE, replacing
from realpolitik.web.library.database import NAME, VERSION, Database, able
from realpolitik.web.library.log import note

LOCK = "serving.lock"


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """Held by a server while it runs, so that no restore exchanges the file beneath it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / LOCK).open("a") as lock:
        if not _locked(lock.fileno(), shared=True):
            raise OptionError(f"the library in {folder} is being restored: start again when that is done")
        yield


def backup(folder: Path, target: Path) -> Path:
    """Copy the library into a file, whole or not at all; the server may go on meanwhile.

    Raises
    ------
    OptionError
        There is no library in the folder, or the target exists.
    """
    if not (folder / NAME).exists():
        raise OptionError(f"there is no library in {folder}: give its folder with --data")
    if target.exists():
        raise OptionError(f"{target} exists: choose another name")
    with replacing(target, mode=PRIVATE) as part:
        with Database(folder).read() as db, able(target), contextlib.closing(sqlite3.connect(part)) as copy:
            db.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        check(part)
    with (
        contextlib.suppress(MachineError),
        Database(folder).write() as db,
    ):  # the copy is there even if its disk takes no note
        note(db, None, "backup", target.name)
    return target


def restore(folder: Path, source: Path, *, replace: bool = False) -> Path | None:
    """Put a backup in the place of the library; what was there is kept beside it.

    Returns
    -------
    Where the library that was there is now, or None where there was none.

    Raises
    ------
    OptionError
        There is a library already and `replace` is not given, or a server runs on it.
    FileFormatError
        The backup is no sound library.
    MachineError
        The disk is full or failed.
    """
    check(source)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    place = folder / NAME
    if place.exists() and not replace:
        raise OptionError(
            f"{folder} has a library already: --replace puts the backup in its place and keeps it"
        )
    with (folder / LOCK).open("a") as lock:
        if not _locked(lock.fileno(), shared=False):
            raise OptionError(f"a server runs on {folder}: stop it first")
        with replacing(place, mode=PRIVATE) as part:
            with (
                able(place),
                contextlib.closing(sqlite3.connect(source)) as db,
                contextlib.closing(sqlite3.connect(part)) as copy,
            ):
                db.backup(copy)
            check(part)
            return _put_aside(folder) if place.exists() else None


def _put_aside(folder: Path) -> Path:
    """Give the library that is there another name, with all that its log still holds."""
    with Database(folder).read() as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = folder / f"library-{time.strftime('%Y%m%d-%H%M%S')}.sqlite"
    (folder / NAME).replace(kept)
    for ending in ("-wal", "-shm"):
        (folder / f"{NAME}{ending}").unlink(missing_ok=True)
    return kept


def check(path: Path) -> None:
    """Refuse a file that is no sound library of this version."""
    if not path.is_file():
        raise OptionError(f"there is no file {path}")
    try:
        with (
            able(path),
            contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db,
        ):
            sound = db.execute("PRAGMA integrity_check").fetchone()[0]
            version = db.execute("PRAGMA user_version").fetchone()[0]
            tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError as error:
        raise FileFormatError(str(path), f"is no library: {error}") from None
    if sound != "ok":
        raise FileFormatError(str(path), f"is damaged: {sound}")
    if version != VERSION or not {"meta", "member", "entry", "audit"} <= tables:
        raise FileFormatError(str(path), "is a SQLite file, but no library of this version")


def _locked(handle: int, *, shared: bool) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows: SQLite's own locks remain
        return True
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
