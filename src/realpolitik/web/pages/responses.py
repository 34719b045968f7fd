"""Finished answers: compressed, and with a tag by which a browser asks whether they changed."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import Request, Response

from realpolitik.web.cache import Cache

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

HTML = "text/html; charset=utf-8"
KEPT = 64_000_000
"""Bytes of finished answers that are kept."""
_SMALL = 1_000
"""Bytes that are not worth compressing."""


@dataclass(frozen=True, slots=True)
class Body:
    """A finished answer: its bytes, also compressed where that helps, and their tag."""

    plain: bytes
    packed: bytes | None
    tag: str
    kind: str

    @property
    def size(self) -> int:
        """Bytes that it takes, both ways."""
        return len(self.plain) + len(self.packed or b"")

    @classmethod
    def of(cls, content: bytes, kind: str) -> Body:
        """Compress and tag some bytes."""
        packed = gzip.compress(content, 6, mtime=0) if len(content) > _SMALL and "png" not in kind else None
        return cls(content, packed, hashlib.sha256(content).hexdigest()[:20], kind)


@dataclass(frozen=True, slots=True)
class Kept:
    """A finished answer with its headers, the route that made it, for the log, and whether it was made without asking who asks."""

    body: Body
    head: Mapping[str, str]
    route: Any = None
    open: bool = False

    def answer(self, request: Request) -> Response:
        """Send it: nothing where the reader has it, compressed where the reader takes that."""
        head = {"etag": f'"{self.body.tag}"', "vary": "Accept-Encoding", **self.head}
        given = request.headers.get("if-none-match", "").split(",")
        if head["etag"] in [tag.strip().removeprefix("W/") for tag in given]:
            return Response(status_code=304, headers=head)
        content = self.body.plain
        if self.body.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            head["content-encoding"], content = "gzip", self.body.packed
        return Response(content, media_type=self.body.kind, headers=head)


class Bodies:
    """Finished answers that are the same for every reader who may have them, the last ones, by address."""

    def __init__(self) -> None:
        self._kept = Cache[Kept](KEPT, lambda one: one.body.size)

    def answer(
        self,
        request: Request,
        make: Callable[[], bytes | str],
        *,
        kind: str = HTML,
        name: str = "",
        age: int = 0,
    ) -> Response:
        """Answer a request by its address; 304 where the reader has it.

        Parameters
        ----------
        make
            Gives the content, once.
        name
            The name under which a browser saves it; shown where empty.
        age
            Seconds for which a browser need not ask again.
        """
        head = {"cache-control": f"public, max-age={age}" if age else "no-cache"}
        if name:
            head["content-disposition"] = f'attachment; filename="{name}"'
        return self.keep(request, lambda: Body.of(_bytes(make()), kind), head)

    def keep(self, request: Request, make: Callable[[], Body], head: Mapping[str, str]) -> Response:
        """Answer by a body with headers of its own, made once."""
        scope = request.scope
        kept = self._kept.get(
            _key(scope), lambda: Kept(make(), head, scope.get("route"), open=not scope["state"].get("gated"))
        )
        return kept.answer(request)

    def finished(self, scope: Scope) -> Kept | None:
        """What answers a request of whomever, if it is there; nothing is made or waited for."""
        if scope["type"] != "http" or scope["method"] != "GET":
            return None
        kept = self._kept.peek(_key(scope))
        return kept if kept is not None and kept.open else None

    def __len__(self) -> int:
        return len(self._kept)


class Finished:
    """Answers what is finished at once: the address is not matched with every route, its parameters are not read again, no thread is begun.

    Behind all that guards the server. What was made after asking who asks is never given without asking again.
    """

    def __init__(self, app: ASGIApp, *, bodies: Bodies) -> None:
        self.app, self.bodies = app, bodies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        kept = self.bodies.finished(scope)
        if kept is None:
            await self.app(scope, receive, send)
            return
        scope["route"] = kept.route
        await kept.answer(Request(scope))(scope, receive, send)


def _key(scope: Scope) -> tuple[str, bytes]:
    return scope["path"], scope["query_string"]


def _bytes(content: bytes | str) -> bytes:
    return content.encode() if isinstance(content, str) else content
