"""A figure on the pages of others: without bar and footer, in a frame; and how they ask for it by its address (oEmbed)."""

from __future__ import annotations

from html import escape
from typing import Annotated, Literal
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from realpolitik.errors import OptionError
from realpolitik.web.pages import render
from realpolitik.web.pages.figures import Set, found_of
from realpolitik.web.pages.pairs import Day
from realpolitik.web.pages.view import shown

router = APIRouter(include_in_schema=False)
WIDE, NARROW, HEIGHT = 800, 400, 560
"""Pixels of a frame: as wide as the chart that it holds, and high enough for sentence and sources."""


@router.get("/embed/finding/{name}/{about}")
def framed(
    request: Request,
    name: str,
    about: str,
    from_: Annotated[Day, Query(alias="from")] = "",
    to: Day = "",
    set_: Set = [],  # noqa: B006
) -> Response:
    """A finding for a frame: sentence, chart, caveats, sources, and the way to the whole of it."""
    found, window = found_of(request, name, about, from_, to, set_)
    return request.app.state.bodies.answer(
        request, lambda: render.text("embed.html.jinja", one=shown(found, window, anchor="finding"))
    )


@router.get("/oembed")
def oembed(
    request: Request,
    url: Annotated[str, Query(max_length=2_000)],
    format: Literal["json"] = "json",
    maxwidth: Annotated[int, Query(ge=200, le=10_000)] = WIDE,
    maxheight: Annotated[int, Query(ge=100, le=10_000)] = HEIGHT,
) -> Response:
    """How to embed the finding at an address of this server (oEmbed 1.0, type rich)."""
    settings, asked = request.app.state.settings, urlsplit(url)
    parts = asked.path.strip("/").split("/")
    if asked.hostname not in settings.hosts or len(parts) != 3 or parts[0] != "finding":
        raise OptionError("only addresses of findings of this server can be embedded: /finding/NAME/ABOUT")
    given = parse_qsl(asked.query)
    one = dict(given)
    pairs = [value for key, value in given if key == "set"]
    found, window = found_of(request, parts[1], parts[2], one.get("from", ""), one.get("to", ""), pairs)
    address = shown(found, window).address
    width, height = min(maxwidth, WIDE), min(maxheight, HEIGHT)
    frame = (
        f'<iframe src="{escape(settings.base + "/embed" + address)}" width="{width}" height="{height}" '
        f'title="{escape(found.says)}" loading="lazy" style="border:0"></iframe>'
    )
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": found.says,
        "provider_name": "realpolitik",
        "provider_url": settings.base,
        "cache_age": 3600,
        "width": width,
        "height": height,
        "html": frame,
    }
    return JSONResponse(answer, headers={"access-control-allow-origin": "*"})
