"""Entries: briefs and scenarios that editors saved; an open summary, a full text for members, and no lost update."""

from __future__ import annotations

import secrets
import sqlite3
import time
from dataclasses import dataclass
from typing import Literal

from realpolitik.errors import OptionError, RealpolitikError, UnknownNameError
from realpolitik.web.library.database import Database
from realpolitik.web.library.log import note

Kind = Literal["brief", "scenario"]
LONGEST = {"title": 300, "summary": 3_000, "body": 200_000}
"""Characters of each text."""
_SEEN = (
    "entry.id, kind, title, summary, body, address, status, version, made, changed, author, member.name AS by, "
    "member.email AS email"
)


class ConflictError(RealpolitikError, RuntimeError):
    """Someone else changed the entry in the meantime. `theirs` is what it is now; nothing of yours was written."""

    status = 409

    def __init__(self, theirs: Entry) -> None:
        self.theirs = theirs
        super().__init__("someone else changed this entry while you wrote: nothing was lost, compare the two")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry without its snapshot. `version` counts its changes."""

    id: str
    kind: Kind
    title: str
    summary: str
    body: str
    address: str
    status: str
    version: int
    made: int
    changed: int
    author: int | None
    by: str | None
    email: str | None


def texts(title: str, summary: str, body: str) -> dict[str, str]:
    """The texts of an entry, trimmed.

    Raises
    ------
    OptionError
        The title is missing, a text is too long, or holds a null character.
    """
    given = {"title": title.strip(), "summary": summary.strip(), "body": body.strip()}
    if not given["title"]:
        raise OptionError("an entry has a title")
    for name, text in given.items():
        if len(text) > LONGEST[name]:
            raise OptionError(f"the {name} has {len(text):,} characters: at most {LONGEST[name]:,}")
        if "\0" in text:
            raise OptionError(f"the {name} holds a null character")
    return given


def save(
    database: Database,
    *,
    kind: Kind,
    title: str,
    summary: str,
    body: str,
    address: str,
    snapshot: bytes,
    author: int | None,
) -> Entry:
    """Keep a new entry, as a draft; its snapshot holds every figure as it was."""
    given, name, now = texts(title, summary, body), secrets.token_urlsafe(9), int(time.time())
    with database.write() as db:
        db.execute(
            "INSERT INTO entry (id, kind, title, summary, body, address, snapshot, status, version, author, made, changed) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, 'draft', 1, ?, ?, ?)",
            (name, kind, *given.values(), address[:2_000], snapshot, author, now, now),
        )
        note(db, author, "save", f"entry {name}")
        return _one(db, name)


def change(
    database: Database,
    name: str,
    *,
    title: str,
    summary: str,
    body: str,
    status: str,
    version: int,
    actor: int | None,
) -> Entry:
    """Change an entry that is still of the version that the editor saw.

    Raises
    ------
    ConflictError
        It is of another version: someone else has changed it.
    UnknownNameError
        There is no such entry.
    OptionError
        A text cannot be used, or the status is neither draft nor published.
    """
    given = texts(title, summary, body)
    if status not in ("draft", "published"):
        raise OptionError(f"status {status[:40]!r}: choose draft or published")
    with database.write() as db:
        before = _one(db, name)
        if before.version != version:
            raise ConflictError(before)
        db.execute(
            "UPDATE entry SET title = ?, summary = ?, body = ?, status = ?, version = version + 1, changed = ? "
            "WHERE id = ? AND version = ?",
            (*given.values(), status, int(time.time()), name, version),
        )
        note(db, actor, "publish" if status == "published" != before.status else "change", f"entry {name}")
        return _one(db, name)


def delete(database: Database, name: str, *, actor: int | None) -> None:
    """Delete an entry for good."""
    with database.write() as db:
        _one(db, name)
        db.execute("DELETE FROM entry WHERE id = ?", (name,))
        note(db, actor, "delete", f"entry {name}")


def get(database: Database, name: str) -> Entry:
    """An entry; none raises `UnknownNameError`."""
    with database.read() as db:
        return _one(db, name)


def snapshot(database: Database, name: str) -> bytes:
    """The figures of an entry, frozen (`snapshots.thaw`)."""
    with database.read() as db:
        row = db.execute("SELECT snapshot FROM entry WHERE id = ?", (name,)).fetchone()
    if row is None:
        raise UnknownNameError("entry", name[:60], ())
    return row["snapshot"]


def listed(database: Database, *, drafts: bool, limit: int, offset: int) -> tuple[list[Entry], int]:
    """A page of entries, the last changed first, and how many there are; drafts are for editors."""
    where = "" if drafts else "WHERE status = 'published'"
    with database.read() as db:
        total = db.execute(f"SELECT count(*) FROM entry {where}").fetchone()[0]
        rows = db.execute(
            f"SELECT {_SEEN} FROM entry LEFT JOIN member ON member.id = author {where} "
            "ORDER BY changed DESC, entry.id LIMIT ? OFFSET ?",
            (limit, offset),
        )
        return [Entry(**row) for row in rows], total


def _one(db: sqlite3.Connection, name: str) -> Entry:
    row = db.execute(
        f"SELECT {_SEEN} FROM entry LEFT JOIN member ON member.id = author WHERE entry.id = ?", (name,)
    ).fetchone()
    if row is None:
        raise UnknownNameError("entry", name[:60], ())
    return Entry(**row)
