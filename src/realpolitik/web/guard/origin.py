"""Where a request that changes something comes from: a page of this server, or a program; never another site's page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from realpolitik.web.problems import refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""


class SameOrigin:
    """Refuse, with 403, a change that a browser says another site asked for, and with 415 an API body that is no JSON.

    A form of another site can post text, but neither JSON nor our token; a browser says in `Origin` or
    `Sec-Fetch-Site` where it comes from. Programs send neither.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "http" and scope["method"] not in SAFE:
            given = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
            origin, host = given.get("origin"), given.get("host", "")
            foreign = origin is not None and _host(origin) != host
            if foreign or given.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
                await refuse(scope, send, 403, "This change was asked for by another site.")
                return
            kind = given.get("content-type", "").split(";")[0].strip().lower()
            has_body = given.get("content-length", "0") != "0" or "transfer-encoding" in given
            if scope["path"].startswith("/api/") and has_body and kind != "application/json":
                await refuse(scope, send, 415, "Send JSON, with the content type application/json.")
                return
        await self.app(scope, receive, send)


def _host(origin: str) -> str | None:
    """The host and port that an origin names; None where it is no address."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None
