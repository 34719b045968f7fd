"""Around every request: headers of the answer, one line of log, one count; and what a fault looks like from outside."""

from __future__ import annotations

import json
import logging
import secrets
import sys
import time
import traceback
from typing import TYPE_CHECKING, Any

from realpolitik.web.guard.counters import Counters
from realpolitik.web.guard.headers import EMBEDDED, headers

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

log = logging.getLogger("realpolitik.web")
SIGN_IN = "/sign-in/"


class Lines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's time, level, message, and what was given as `extra={"fields": {…}}`."""
        stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
        found = {
            "time": f"{stamp}.{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "says": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            found["trace"] = self.formatException(record.exc_info)
        return json.dumps(found, ensure_ascii=False, default=str)


def configure() -> None:
    """Write the log of the server, and of what carries it, as JSON lines to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    for name in ("realpolitik.web", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO)


class Observe:
    """The outermost middleware."""

    def __init__(self, app: ASGIApp, *, counters: Counters, secure: bool) -> None:
        self.app, self.counters = app, counters
        self.headers, self.framed = headers(secure=secure), headers(secure=secure, framed=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, name = time.perf_counter(), secrets.token_hex(6)
        seen: dict[str, Any] = {"status": 0, "bytes": 0}
        scope.setdefault("state", {})["request"] = name
        # HEAD is GET without the body; what asks whether a link holds asks so.
        head = scope["method"] == "HEAD"
        asked = {**scope, "method": "GET"} if head else scope

        async def send_observed(message: Message) -> None:
            if message["type"] == "http.response.start":
                seen["status"] = message["status"]
                known = {key for key, _ in message["headers"]}
                own = self.framed if scope["path"].startswith(EMBEDDED) else self.headers
                more = [pair for pair in own if pair[0] not in known]
                message = {
                    **message,
                    "headers": [*message["headers"], *more, (b"x-request-id", name.encode())],
                }
            elif message["type"] == "http.response.body":
                if head:
                    message = {**message, "body": b""}
                seen["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(asked, receive, send_observed)
        except Exception as error:  # a fault of ours: said in the log, not to the client
            log.error(
                str(error), extra={"fields": {"request": name, "trace": traceback.format_exc(limit=20)}}
            )
            if not seen["status"]:
                await _fault(send_observed, name, scope["path"].startswith("/api/"))
        finally:
            seconds = time.perf_counter() - began
            route = getattr(asked.get("route"), "path", "none")
            self.counters.add(scope["method"], route, seen["status"], seconds)
            client = scope.get("client") or ("", 0)
            fields = {
                "request": name,
                "method": scope["method"],
                "path": _without_token(scope["path"]),
                "route": route,
                **seen,
                "ms": round(1000 * seconds, 1),
                "client": client[0],
                "member": scope["state"].get("member", ""),
            }
            log.info("request", extra={"fields": fields})


def _without_token(path: str) -> str:
    """A path as the log has it: who reads the log must not sign in with a link that nobody has used yet.

    Examples
    --------
    >>> _without_token("/sign-in/s3cret"), _without_token("/sign-in"), _without_token("/pair/CHN/RUS")
    ('/sign-in/…', '/sign-in', '/pair/CHN/RUS')
    """
    return f"{SIGN_IN}…" if path.startswith(SIGN_IN) and path != SIGN_IN else path


async def _fault(send: Send, name: str, api: bool) -> None:
    """Answer 500: a problem to programs, a sentence to people."""
    said = f"The server failed at this request. Its log has the reason under {name}."
    problem = {"type": "about:blank", "title": "Internal fault", "status": 500, "detail": said}
    body = json.dumps(problem).encode() if api else said.encode()
    kind = b"application/problem+json" if api else b"text/plain; charset=utf-8"
    head = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 500, "headers": head})
    await send({"type": "http.response.body", "body": body})
