"""The page of the operator: how the server fares, and what needs a hand."""

from __future__ import annotations

import platform
import shutil
import time
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response

from realpolitik.web.pages import render

router = APIRouter(include_in_schema=False)
HERE = ("127.0.0.1", "::1", "testclient")
"""This machine, by its addresses."""
ROOM = 2**30
"""Bytes that should be free on the library's disk."""
WEEK = 7 * 24 * 3_600


@dataclass(frozen=True, slots=True)
class Line:
    """One thing of the page; `remedy` is said where it needs a hand."""

    what: str
    says: str
    remedy: str = ""


def near(request: Request) -> bool:
    """Whether this machine asks, or the settings let others see the counts."""
    client = request.client.host if request.client else ""
    return bool(request.app.state.settings.metrics) or client in HERE


@router.get("/status")
def status(request: Request) -> Response:
    """How the server fares: to this machine, and to editors who are signed in."""
    gate = request.app.state.gate
    asker = gate.asker(request)
    if not near(request) and not (asker.member and asker.edits):
        raise HTTPException(404)
    groups = {"Server": _server(request), "Library": _library(request), "Answers": _answers(request)}
    wrong = [line for lines in groups.values() for line in lines if line.remedy]
    return render.html("status.html.jinja", groups=groups, wrong=wrong)


def _server(request: Request) -> list[Line]:
    state = request.app.state
    now, begun = time.time(), state.counters.began
    total, failed = state.counters.totals()
    alive = state.jobs.alive()
    return [
        Line("Version", f"realpolitik {version('realpolitik')}, Python {platform.python_version()}"),
        Line("Running since", f"{render.moment(begun)} ({_span(now - begun)})"),
        Line("Requests", f"{total:,}"),
        Line("Faults", f"{failed:,}", "look for level “error” in the log" if failed else ""),
        Line("Jobs waiting or running", f"{alive} of at most {state.settings.limits.waiting}"),
    ]


def _library(request: Request) -> list[Line]:
    settings, database = request.app.state.settings, request.app.state.gate.database
    with database.read() as db:
        drafts, entries, members = db.execute(
            "SELECT (SELECT count(*) FROM entry WHERE status = 'draft'), (SELECT count(*) FROM entry), (SELECT count(*) FROM member)"
        ).fetchone()
        saved = db.execute("SELECT max(at) FROM audit WHERE action = 'backup'").fetchone()[0]
        changed = db.execute("SELECT max(changed) FROM entry").fetchone()[0]
    free = shutil.disk_usage(settings.folder).free
    size = sum(path.stat().st_size for path in settings.folder.glob(f"{database.path.name}*"))
    late = changed is not None and (saved is None or (changed > saved and time.time() - saved > WEEK))
    return [
        Line("Folder", str(settings.folder)),
        Line("Entries", f"{entries:,}, of them {drafts:,} in draft"),
        Line("Members", f"{members:,}"),
        Line("Size", f"{size / 2**20:.1f} MB"),
        Line(
            "Free on its disk",
            f"{free / 2**30:.1f} GB",
            "make room: what is saved is refused when it is full" if free < ROOM else "",
        ),
        Line(
            "Last backup",
            render.moment(saved) if saved else "none",
            "`realpolitik library backup FILE`: entries have changed since" if late else "",
        ),
    ]


def _answers(request: Request) -> list[Line]:
    counts = request.app.state.answers.counts()
    return [
        Line(name.capitalize(), f"{kept:,} kept; {hits:,} given again, {misses:,} made")
        for name, (kept, hits, misses) in counts.items()
    ]


def _span(seconds: float) -> str:
    """A length of time in its two largest units.

    Examples
    --------
    >>> _span(59), _span(3_700), _span(90_000)
    ('0 h 0 min', '1 h 1 min', '1 d 1 h')
    """
    minutes = int(seconds // 60)
    days, hours = divmod(minutes // 60, 24)
    return f"{days} d {hours} h" if days else f"{hours} h {minutes % 60} min"


def gauges(state: Any) -> dict[str, float]:
    """Values of the moment, for Prometheus."""
    found = {
        f"{name}_{what}": float(count)
        for name, counts in state.answers.counts().items()
        for what, count in zip(("kept", "hits", "misses"), counts, strict=True)
    }
    return {**found, "jobs_alive": float(state.jobs.alive())}
