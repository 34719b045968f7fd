"""Styles and scripts: each under an address with its hash, so that a browser keeps it for good."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, HTTPException, Request, Response

from realpolitik.web.pages.responses import Body, respond

router = APIRouter(include_in_schema=False)
KINDS = {
    "brief.css": "text/css; charset=utf-8",
    "annotated.css": "text/css; charset=utf-8",
    "web.css": "text/css; charset=utf-8",
    "web.js": "text/javascript; charset=utf-8",
    "scenario.js": "text/javascript; charset=utf-8",
    "optimum.js": "text/javascript; charset=utf-8",
    "vega.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
YEAR = 31_536_000


@cache
def body(name: str) -> Body:
    """A static file; the charts' library is made by vl-convert from what its wheel carries."""
    if name == "vega.js":
        import vl_convert

        content = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;").encode()
    elif name in ("brief.css", "annotated.css"):
        content = (files("realpolitik.briefs") / "templates" / name).read_bytes()
    else:
        content = (files("realpolitik.web") / "static" / name).read_bytes()
    return Body.of(content, KINDS[name])


@cache
def link(name: str) -> str:
    """The address of a static file; it changes with its content, or with the version of the charts' library."""
    if name == "vega.js":  # making the bundle takes a second: its hash is known by version
        from importlib.metadata import version

        mark = hashlib.sha256(version("vl-convert-python").encode()).hexdigest()[:20]
    else:
        mark = body(name).tag
    return f"/static/{mark}/{name}"


@router.get("/static/{mark}/{name}")
def static(request: Request, mark: str, name: str) -> Response:
    """A static file."""
    if name not in KINDS:
        raise HTTPException(404, "There is no such file.")
    kept = link(name).split("/")[2] == mark
    answer = respond(request, body(name), age=YEAR if kept else 0)
    if kept:
        answer.headers["cache-control"] = f"public, max-age={YEAR}, immutable"
    return answer


@router.get("/favicon.ico")
def icon(request: Request) -> Response:
    """The mark of the program."""
    return respond(request, body("icon.svg"), age=86_400)
