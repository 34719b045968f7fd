"""Members: invited by the operator, signed in by links that work once, forgotten when they ask. No passwords."""

from __future__ import annotations

import hashlib
import re
import secrets
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from realpolitik.errors import OptionError, UnknownNameError
from realpolitik.web.library.database import Database
from realpolitik.web.library.log import lines, note

Role = Literal["reader", "editor"]
HOUR = 3_600
INVITED, ASKED = 72 * HOUR, HOUR // 2
"""How long a link works: one that the operator hands out, and one that was asked for by e-mail."""
SESSION = 30 * 24 * HOUR
LINKS = 5
"""Links that one member may ask for in an hour."""
_EMAIL = re.compile(r"[^@\s\x00-\x1f<>\"',;:]{1,64}@[A-Za-z0-9.-]{1,189}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of the team."""

    id: int
    email: str
    name: str
    role: Role
    since: int


def invite(database: Database, email: str, *, name: str = "", role: str = "reader") -> Member:
    """Make someone a member, or change the role of one who is.

    Raises
    ------
    OptionError
        The address is none, or the role is neither reader nor editor.
    """
    if role not in ("reader", "editor"):
        raise OptionError(f"role {role!r}: choose reader or editor")
    if not _EMAIL.fullmatch(email):
        raise OptionError(f"{email[:80]!r} is no e-mail address")
    with database.write() as db:
        db.execute(
            "INSERT INTO member (email, name, role, since) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (email) DO UPDATE SET role = excluded.role, "
            "name = CASE excluded.name WHEN '' THEN name ELSE excluded.name END",
            (email, name[:120], role, int(time.time())),
        )
        row = db.execute("SELECT * FROM member WHERE email = ?", (email,)).fetchone()
        note(db, None, "invite", f"member {row['id']} as {role}")
    return Member(**row)


def everyone(database: Database) -> list[Member]:
    """All members, by address."""
    with database.read() as db:
        return [Member(**row) for row in db.execute("SELECT * FROM member ORDER BY email")]


def find(database: Database, email: str) -> Member:
    """A member by address; none raises `UnknownNameError`."""
    with database.read() as db:
        row = db.execute("SELECT * FROM member WHERE email = ?", (email,)).fetchone()
        if row is None:
            known = [one["email"] for one in db.execute("SELECT email FROM member")]
            raise UnknownNameError("member", email, known, "realpolitik library members")
    return Member(**row)


def link(database: Database, member: Member) -> str:
    """A token that signs a member in, once, within three days: for the operator to hand out. Only its hash is kept."""
    with database.write() as db:
        return _link(db, member, INVITED)


def asked_link(database: Database, member: Member) -> str | None:
    """A token for a member who asked for one, or None where too many were made within the hour."""
    with database.write() as db:
        made = db.execute(
            "SELECT count(*) FROM link WHERE member = ? AND made > ?", (member.id, int(time.time()) - HOUR)
        ).fetchone()[0]
        return _link(db, member, ASKED) if made < LINKS else None


def _link(db: sqlite3.Connection, member: Member, seconds: int) -> str:
    token, now = secrets.token_urlsafe(32), int(time.time())
    db.execute("DELETE FROM link WHERE expires < ?", (now - 30 * 24 * HOUR,))
    db.execute(
        "INSERT INTO link (hash, member, made, expires) VALUES (?, ?, ?, ?)",
        (_hash(token), member.id, now, now + seconds),
    )
    note(db, None, "link", f"member {member.id}")
    return token


def good(database: Database, token: str) -> bool:
    """Whether a token would sign someone in; looking does not use it up."""
    with database.read() as db:
        row = db.execute(
            "SELECT 1 FROM link WHERE hash = ? AND used IS NULL AND expires > ?",
            (_hash(token), int(time.time())),
        ).fetchone()
    return row is not None


def redeem(database: Database, token: str, *, lasts: int = SESSION) -> str | None:
    """Use a token up and begin a session of so many seconds: its secret, or None where the token is forged, used or too old.

    One statement finds and marks the token, so that two who use it at once cannot both get in.
    """
    now, secret = int(time.time()), secrets.token_urlsafe(32)
    with database.write() as db:
        row = db.execute(
            "UPDATE link SET used = ? WHERE hash = ? AND used IS NULL AND expires > ? RETURNING member",
            (now, _hash(token), now),
        ).fetchone()
        if row is None:
            return None
        db.execute("DELETE FROM session WHERE expires < ?", (now,))
        db.execute(
            "INSERT INTO session (hash, member, made, expires) VALUES (?, ?, ?, ?)",
            (_hash(secret), row["member"], now, now + lasts),
        )
        note(db, row["member"], "sign in", "")
    return secret


def of_session(database: Database, secret: str) -> Member | None:
    """Whose session a secret is; None where it is nobody's, has ended, or was signed out."""
    with database.read() as db:
        row = db.execute(
            "SELECT member.* FROM session JOIN member ON member.id = session.member WHERE hash = ? AND expires > ?",
            (_hash(secret), int(time.time())),
        ).fetchone()
    return None if row is None else Member(**row)


def sign_out(database: Database, secret: str) -> None:
    """End a session: its cookie opens nothing any more, wherever it was copied."""
    with database.write() as db:
        row = db.execute("DELETE FROM session WHERE hash = ? RETURNING member", (_hash(secret),)).fetchone()
        if row is not None:
            note(db, row["member"], "sign out", "")


def sessions(database: Database, member: Member, secret: str) -> list[Mapping[str, Any]]:
    """A member's sessions that have not ended, the latest first: when each began and ends, and whether it is the one of this secret."""
    with database.read() as db:
        rows = db.execute(
            "SELECT made, expires, hash = ? AS this FROM session WHERE member = ? AND expires > ? ORDER BY made DESC",
            (_hash(secret), member.id, int(time.time())),
        )
        return [dict(row) for row in rows]


def sign_out_elsewhere(database: Database, member: Member, secret: str) -> None:
    """End every session of a member but the one of this secret, and let no link of theirs work that is still unused."""
    with database.write() as db:
        db.execute("DELETE FROM session WHERE member = ? AND hash != ?", (member.id, _hash(secret)))
        db.execute("DELETE FROM link WHERE member = ? AND used IS NULL", (member.id,))
        note(db, member.id, "sign out elsewhere", "")


def remove(database: Database, member: Member, *, actor: int | None = None) -> None:
    """Forget a member: address, name, links and sessions. What they wrote for the team stays, without their name."""
    with database.write() as db:
        db.execute("DELETE FROM member WHERE id = ?", (member.id,))
        note(db, actor, "remove", f"member {member.id}")


def data_of(database: Database, member: Member) -> Mapping[str, Any]:
    """Everything that is kept about a member."""
    with database.read() as db:
        sessions = db.execute("SELECT made, expires FROM session WHERE member = ?", (member.id,))
        entries = db.execute(
            "SELECT id, kind, title, summary, body, address, status, version, made, changed FROM entry WHERE author = ?",
            (member.id,),
        )
        return {
            "member": {
                "id": member.id,
                "email": member.email,
                "name": member.name,
                "role": member.role,
                "since": member.since,
            },
            "sessions": [dict(row) for row in sessions],
            "entries": [dict(row) for row in entries],
            "log": [dict(row) for row in lines(db, limit=100_000, actor=member.id)],
        }


def _hash(text: str) -> bytes:
    """A token as it is kept: who reads the file cannot sign in with what is there."""
    return hashlib.sha256(text.encode()).digest()
