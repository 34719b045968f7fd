"""What went wrong, in the form the asker reads: problem+json for programs (RFC 9457), a page for people."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from realpolitik import errors

if TYPE_CHECKING:
    from starlette.types import Scope, Send

JSON = "application/problem+json"
KINDS: tuple[tuple[type[errors.RealpolitikError], int, str], ...] = (
    (errors.UnknownStateError, 404, "unknown-state"),
    (errors.UnknownNameError, 404, "unknown-name"),
    (errors.CoverageError, 404, "not-covered"),
    (errors.ConvergenceError, 422, "not-solved"),
    (errors.FetchError, 502, "not-fetched"),
    (errors.MachineError, 503, "server-unable"),
    (errors.RealpolitikError, 422, "not-usable"),
)
"""Status and name of each kind of error; the first that fits."""


def kind_of(error: errors.RealpolitikError) -> tuple[int, str]:
    """Status and name of an error of this package.

    Examples
    --------
    >>> kind_of(errors.CoverageError("no year"))
    (404, 'not-covered')
    """
    own = getattr(error, "status", None)  # an error of the web itself says its own
    if own is not None:
        return own, "refused"
    return next((status, name) for kind, status, name in KINDS if isinstance(error, kind))


def problem(status: int, detail: str, name: str = "", **more: Any) -> dict[str, Any]:
    """The record of a problem; `more` are its own members, such as suggestions."""
    title = name.replace("-", " ").capitalize() or HTTPStatus(status).phrase
    return {
        "type": f"/api#{name}" if name else "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        **{key: value for key, value in more.items() if value},
    }


def of_error(error: errors.RealpolitikError) -> dict[str, Any]:
    """The record of an error, with its remedy and suggestions as data."""
    status, name = kind_of(error)
    return problem(
        status,
        str(error),
        name,
        remedy=getattr(error, "remedy", ""),
        suggestions=list(getattr(error, "suggestions", ())),
    )


async def refuse(
    scope: Scope, send: Send, status: int, detail: str, headers: Mapping[str, str] | None = None
) -> None:
    """Answer before any page or route is reached."""
    api = scope["path"].startswith("/api/")
    body = (json.dumps(problem(status, detail)) if api else detail + "\n").encode()
    head = {
        "content-type": JSON if api else "text/plain; charset=utf-8",
        "content-length": str(len(body)),
        "cache-control": "no-store",
        **(headers or {}),
    }
    pairs = [(key.encode(), value.encode()) for key, value in head.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})
