"""Finished answers: compressed, and with a tag by which a browser asks whether they changed."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request, Response

from realpolitik.web.cache import Cache

HTML = "text/html; charset=utf-8"
_SMALL = 1_000
"""Bytes that are not worth compressing."""


@dataclass(frozen=True, slots=True)
class Body:
    """A finished answer: its bytes, also compressed where that helps, and their tag."""

    plain: bytes
    packed: bytes | None
    tag: str
    kind: str

    @classmethod
    def of(cls, content: bytes, kind: str) -> Body:
        """Compress and tag some bytes."""
        packed = gzip.compress(content, 6, mtime=0) if len(content) > _SMALL and "png" not in kind else None
        return cls(content, packed, hashlib.sha256(content).hexdigest()[:20], kind)


class Bodies:
    """Finished answers that are the same for every reader, the last few hundred of them."""

    def __init__(self) -> None:
        self._kept = Cache[Body](400)

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
        url = request.url
        body = self._kept.get((url.path, url.query, kind), lambda: Body.of(_bytes(make()), kind))
        return respond(request, body, name=name, age=age)

    def __len__(self) -> int:
        return len(self._kept)


def respond(request: Request, body: Body, *, name: str = "", age: int = 0) -> Response:
    """Send a finished answer: nothing where the reader has it, compressed where the reader takes that."""
    head = {
        "etag": f'"{body.tag}"',
        "cache-control": f"public, max-age={age}" if age else "no-cache",
        "vary": "Accept-Encoding",
    }
    if name:
        head["content-disposition"] = f'attachment; filename="{name}"'
    asked = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    if head["etag"] in asked:
        return Response(status_code=304, headers=head)
    content = body.plain
    if body.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        head["content-encoding"], content = "gzip", body.packed
    return Response(content, media_type=body.kind, headers=head)


def _bytes(content: bytes | str) -> bytes:
    return content.encode() if isinstance(content, str) else content
