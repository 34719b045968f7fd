"""Styles and scripts: each under an address with its hash, so that a browser keeps it for good."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, HTTPException, Request, Response

from realpolitik.web.pages.responses import Body, Kept

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
FOR_GOOD = {"cache-control": "public, max-age=31536000, immutable"}
"""Of a file whose address changes with its content: a year."""


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
    if (
        link(name).split("/")[2] != mark
    ):  # a page of an older version asks: it gets what there is, and asks again
        return Kept(body(name), {"cache-control": "no-cache"}).answer(request)
    return request.app.state.bodies.keep(request, lambda: body(name), FOR_GOOD)


@router.get("/favicon.ico")
def icon(request: Request) -> Response:
    """The mark of the program."""
    head = {"cache-control": "public, max-age=86400"}
    return request.app.state.bodies.keep(request, lambda: body("icon.svg"), head)
