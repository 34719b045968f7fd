"""The audit log: who did what, when. It names members by number, so that one who leaves takes the name along."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Mapping
from typing import Any


def note(db: sqlite3.Connection, actor: int | None, action: str, what: str) -> None:
    """Write a line, within the transaction that it tells of; the operator, or the owner of a local library, is None."""
    db.execute(
        "INSERT INTO audit (at, actor, action, what) VALUES (?, ?, ?, ?)",
        (int(time.time()), actor, action, what),
    )


def lines(db: sqlite3.Connection, *, limit: int = 200, actor: int | None = None) -> list[Mapping[str, Any]]:
    """The last lines, the latest first; those of one member where `actor` is given."""
    where, given = ("WHERE actor = ?", (actor,)) if actor is not None else ("", ())
    rows = db.execute(
        f"SELECT at, actor, email, action, what FROM audit LEFT JOIN member ON member.id = actor {where} "
        "ORDER BY audit.id DESC LIMIT ?",
        (*given, limit),
    )
    return [dict(row) for row in rows]
