"""The pages of episodes: how the model has fared on shocks of the past, over all and one by one, with files of each."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request, Response

from realpolitik.briefs.tables import cite
from realpolitik.charts import describe
from realpolitik.findings import Finding
from realpolitik.web.pages import render
from realpolitik.web.pages.figures import send
from realpolitik.web.pages.view import Shown

router = APIRouter(include_in_schema=False)
ALL = "all"
"""The name of all episodes in addresses of files."""


@router.get("/episodes")
def every(request: Request) -> Response:
    """All episodes: the error of the model beside that of simpler predictions."""
    from realpolitik.scenarios.episodes.report import overview

    return request.app.state.bodies.answer(
        request, lambda: render.text("episodes.html.jinja", one=_shown(overview(), ALL))
    )


@router.get("/episodes/{name}")
def one(request: Request, name: str) -> Response:
    """One episode, partner by partner."""
    from realpolitik.scenarios.episodes.report import finding, record

    def page() -> str:
        return render.text("episode.html.jinja", one=_shown(finding(name), name), data=record(name))

    return request.app.state.bodies.answer(request, page)


@router.get("/episodes/{name}/{file}")
def file(
    request: Request,
    name: str,
    file: Literal["rows.csv", "finding.json", "chart.svg", "chart.png", "chart.json"],
    width: Literal["wide", "narrow"] = "wide",
    scheme: Literal["light", "dark"] = "light",
    bare: bool = False,
) -> Response:
    """An episode, or all of them, as a file."""
    from realpolitik.scenarios.episodes.report import finding, overview

    found = overview() if name == ALL else finding(name)
    return send(request, found, file, f"episodes-{name}", width=width, scheme=scheme, bare=bare)


def _shown(found: Finding, name: str) -> Shown:
    return Shown(
        finding=found,
        anchor="episodes",
        half=False,
        path=f"/episodes/{name}",
        query="",
        meta=(),
        alt=describe(found),
        cite=tuple(cite(found)),
        options=(),
        method=False,
    )
