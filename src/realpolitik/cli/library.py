"""`realpolitik library …`: the operator's commands: members and their links, the log, backup and restore."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from cyclopts import App

from realpolitik.cli.output import ListFormat, line, table, write_json
from realpolitik.cli.serve import data_folder
from realpolitik.wording.numbers import number_of

if TYPE_CHECKING:
    from realpolitik.web.library.database import Database

library = App(name="library", help="The library of the web: its members, log, backup and restore.")
HERE = "http://127.0.0.1:8000"


def _open(data: Path | None) -> Database:
    from realpolitik.web.library.database import Database

    return Database(data_folder(data))


@library.command
def invite(
    email: str,
    *,
    name: str = "",
    role: Literal["reader", "editor"] = "reader",
    data: Path | None = None,
    address: str = HERE,
) -> None:
    """Make someone a member, or change a role, and print a link that signs in once, within three days.

    Parameters
    ----------
    email
        Whom.
    name
        How the member is called on entries.
    role
        A reader sees full texts; an editor also saves, changes and publishes.
    data
        The folder of the library.
    address
        How the server is reached.
    """
    from realpolitik.web.library import members

    database = _open(data)
    member = members.invite(database, email, name=name, role=role)
    line(f"{member.email} is {member.role}. This address signs in once:")
    print_link(address, members.link(database, member))


@library.command
def link(email: str, *, data: Path | None = None, address: str = HERE) -> None:
    """Print a new link for a member, which signs in once, within three days.

    Parameters
    ----------
    email
        Whom.
    data
        The folder of the library.
    address
        How the server is reached.
    """
    from realpolitik.web.library import members

    database = _open(data)
    print_link(address, members.link(database, members.find(database, email)))


def print_link(address: str, token: str) -> None:
    """On a line of its own, whole, so that it can be copied."""
    import sys

    sys.stdout.write(f"{address.rstrip('/')}/sign-in/{token}\n")


@library.command
def members(*, data: Path | None = None, format: ListFormat = "table") -> None:
    """List the members.

    Parameters
    ----------
    data
        The folder of the library.
    format
        A table for people, or JSON.
    """
    from realpolitik.web.library.members import everyone

    found = everyone(_open(data))
    if format == "json":
        write_json(
            [{"email": m.email, "name": m.name, "role": m.role, "since": _moment(m.since)} for m in found]
        )
        return
    table(("address", "name", "role", "since"), [(m.email, m.name, m.role, _moment(m.since)) for m in found])
    line(number_of(len(found), "members"))


@library.command
def remove(email: str, *, data: Path | None = None) -> None:
    """Forget a member: address, name, links and sessions. What they wrote for the team stays, without their name.

    Parameters
    ----------
    email
        Whom.
    data
        The folder of the library.
    """
    from realpolitik.web.library import members

    database = _open(data)
    members.remove(database, members.find(database, email))
    line(f"{email} is no member any more.")


@library.command
def export(email: str, *, data: Path | None = None, out: Path | None = None) -> None:
    """Write everything that is kept about a member, as JSON.

    Parameters
    ----------
    email
        Whom.
    data
        The folder of the library.
    out
        Into this file; to standard output where left out.
    """
    from realpolitik.files import write_text
    from realpolitik.web.library import members

    database = _open(data)
    kept = members.data_of(database, members.find(database, email))
    if out is None:
        write_json(kept)
    else:
        write_text(out, json.dumps(kept, ensure_ascii=False, indent=2) + "\n")
        line(f"Written: {out}")


@library.command
def log(*, data: Path | None = None, limit: int = 50, format: ListFormat = "table") -> None:
    """Show who did what, the latest first.

    Parameters
    ----------
    data
        The folder of the library.
    limit
        So many lines.
    format
        A table for people, or JSON.
    """
    from realpolitik.web.library.log import lines

    with _open(data).read() as db:
        found = lines(db, limit=max(1, limit))
    if format == "json":
        write_json([{**one, "at": _moment(one["at"])} for one in found])
        return
    who = [one["email"] or (f"member {one['actor']}" if one["actor"] else "operator") for one in found]
    table(
        ("when", "who", "did", "what"),
        [
            (_moment(one["at"]), name, one["action"], one["what"])
            for one, name in zip(found, who, strict=True)
        ],
    )


@library.command
def backup(target: Path, *, data: Path | None = None) -> None:
    """Copy the library into one file, also while the server runs.

    Parameters
    ----------
    target
        A file that does not exist yet.
    data
        The folder of the library.
    """
    from realpolitik.web.library.backup import backup as backup_library

    line(f"Written: {backup_library(data_folder(data), target)}")


@library.command
def new_key(*, data: Path | None = None) -> None:
    """Exchange the key that signs cookies; everyone signs in again. Start a running server anew afterwards.

    Parameters
    ----------
    data
        The folder of the library.
    """
    _open(data).renew()
    line("The key is new, and every session and unused link has ended. Start a running server again.")


@library.command
def restore(source: Path, *, data: Path | None = None, replace: bool = False) -> None:
    """Put a backup in the place of the library, while no server runs.

    Parameters
    ----------
    source
        What `backup` wrote.
    data
        The folder of the library.
    replace
        Where there is a library already: keep it beside the restored one.
    """
    from realpolitik.web.library.backup import restore as restore_library

    kept = restore_library(data_folder(data), source, replace=replace)
    line(f"Restored from {source}." + (f" What was there is in {kept}." if kept else ""))


def _moment(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).strftime("%Y-%m-%d %H:%M")
