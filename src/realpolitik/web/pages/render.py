"""From a template to an answer: escaped, compressed, with a tag by which a browser asks whether it changed."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from fastapi import Request, Response

from realpolitik.briefs.html import safe_link, whole
from realpolitik.briefs.model import WAITING, status
from realpolitik.web.kept import Kept

if TYPE_CHECKING:
    from jinja2 import Environment

HTML = "text/html; charset=utf-8"
_SMALL = 1_000
"""Bytes that are not worth compressing."""


@cache
def environment() -> Environment:
    """Templates, with everything escaped and a missing name an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from realpolitik.charts.text import figure
    from realpolitik.web.pages.static import link

    made = Environment(
        loader=FileSystemLoader(str(files("realpolitik.web") / "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        safe_link=safe_link, status=status, whole=whole, figure=figure, day=_day, sentence=sentence
    )
    made.globals.update(static=link, version=version("realpolitik"), waiting_status=WAITING)
    return made


def _day(seconds: int) -> str:
    """A moment as its day in universal time."""
    return datetime.fromtimestamp(seconds, tz=UTC).date().isoformat()


def sentence(text: str) -> str:
    """A message as a sentence: its first word capital, unless it is the name of a measure.

    Examples
    --------
    >>> sentence("no state is called 'RSU'"), sentence("trade.turnover is about two states")
    ("No state is called 'RSU'", 'trade.turnover is about two states')
    """
    first = text.split(" ", 1)[0]
    return text[:1].upper() + text[1:] if first.isalpha() else text


def text(template: str, **given: Any) -> str:
    """The text of a page."""
    return environment().get_template(template).render(**given)


def html(template: str, *, status_code: int = 200, **given: Any) -> Response:
    """A page that belongs to one reader or one moment: never kept."""
    return Response(
        text(template, **given),
        status_code,
        media_type=HTML,
        headers={"cache-control": "no-store"},
    )


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
        self._kept = Kept[Body](400)

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
