"""The one file of the library: SQLite in WAL mode, every change a transaction that is on disk before it is answered."""

from __future__ import annotations

import errno
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from realpolitik.errors import REFUSALS, FileFormatError, MachineError
from realpolitik.web.library.log import note

NAME = "library.sqlite"
VERSION = 1
"""Of the schema, in `PRAGMA user_version`."""
WAIT = 10.0
"""Seconds that a change waits for another to end."""
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE member (
  id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE COLLATE NOCASE, name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('reader', 'editor')), since INTEGER NOT NULL) STRICT;
CREATE TABLE link (
  hash BLOB PRIMARY KEY, member INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  made INTEGER NOT NULL, expires INTEGER NOT NULL, used INTEGER) STRICT;
CREATE TABLE session (
  hash BLOB PRIMARY KEY, member INTEGER NOT NULL REFERENCES member ON DELETE CASCADE,
  made INTEGER NOT NULL, expires INTEGER NOT NULL) STRICT;
CREATE TABLE entry (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('brief', 'scenario')), title TEXT NOT NULL,
  summary TEXT NOT NULL, body TEXT NOT NULL, address TEXT NOT NULL, snapshot BLOB NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'published')), version INTEGER NOT NULL,
  author INTEGER REFERENCES member ON DELETE SET NULL, made INTEGER NOT NULL, changed INTEGER NOT NULL) STRICT;
CREATE INDEX entry_changed ON entry (changed DESC);
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, actor INTEGER, action TEXT NOT NULL,
  what TEXT NOT NULL) STRICT;
"""

BEGUN = "CREATE TABLE IF NOT EXISTS job (id TEXT PRIMARY KEY, draws INTEGER NOT NULL, began INTEGER NOT NULL) STRICT"
"""Jobs under way, of any server on this folder; one that is here and that no server knows was ended with its server."""
FAILED = 10
UNABLE = {
    5: "another program writes to it: try again in a moment",
    8: "it can only be read: its folder and its disk must be writable by the user of the server",
    FAILED: "the disk failed to read or write: check it",
    13: "the disk is full: make room and try again",
    14: "it cannot be opened: its folder must be readable and writable by the user of the server",
}
"""What SQLite says by number (primary result codes), and what helps. What was asked is not done, and nothing of it is kept."""


@contextmanager
def able(path: Path) -> Iterator[None]:
    """What SQLite says that it cannot do with a file, as `MachineError` with what helps."""
    try:
        yield
    except sqlite3.OperationalError as error:
        why = UNABLE.get(number := getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if why is None:
            raise
        if number == FAILED and _limited():
            why = f"{REFUSALS[errno.EFBIG]}; or {why}"
        raise MachineError(f"{path}: {why}") from error


def _limited() -> bool:
    """Whether this process may write files of some size only; SQLite does not tell such a refusal from a failed disk."""
    try:
        from resource import RLIM_INFINITY, RLIMIT_FSIZE, getrlimit
    except ImportError:  # Windows has no such limit
        return False
    return getrlimit(RLIMIT_FSIZE)[0] != RLIM_INFINITY


class Database:
    """The library's file in a folder, made where there is none.

    Parameters
    ----------
    folder
        The data folder; it and the file are readable by their owner alone.

    Raises
    ------
    FileFormatError
        The file is no library, or one of a newer version of the program.
    MachineError
        The disk is full or failed, or the file can only be read or is held by another program; as any later call may raise.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = folder / NAME
        if not self.path.exists():
            self.path.touch(mode=0o600)
        with self.write() as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                for statement in SCHEMA.split(";\n"):
                    if statement.strip():
                        db.execute(statement)
                db.execute("INSERT INTO meta VALUES ('secret', ?)", (secrets.token_hex(32),))
                db.execute(f"PRAGMA user_version = {VERSION}")
            elif version != VERSION:
                raise FileFormatError(
                    str(self.path), f"is of version {version}, and this program reads version {VERSION}"
                )
            db.execute(BEGUN)
            self.secret: str = db.execute("SELECT value FROM meta WHERE key = 'secret'").fetchone()[0]

    def renew(self) -> None:
        """Exchange the key that signs cookies and forms, and end every session and unused link; a server takes the new one when it starts."""
        self.secret = secrets.token_hex(32)
        with self.write() as db:
            db.execute("UPDATE meta SET value = ? WHERE key = 'secret'", (self.secret,))
            db.execute("DELETE FROM session")
            db.execute("DELETE FROM link WHERE used IS NULL")
            note(db, None, "renew the key", "")

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection to look things up."""
        with able(self.path):
            db = self._connect()
            try:
                yield db
            finally:
                db.close()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it, or nothing if anything fails."""
        with able(self.path):
            db = self._connect()
            try:
                db.execute("BEGIN IMMEDIATE")
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
            finally:
                db.close()

    def _connect(self) -> sqlite3.Connection:
        try:
            db = sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)
            db.row_factory = sqlite3.Row
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA foreign_keys = ON")
        except sqlite3.OperationalError:  # said by `able`
            raise
        except sqlite3.DatabaseError as error:
            raise FileFormatError(str(self.path), f"cannot be read as a library: {error}") from None
        return db
