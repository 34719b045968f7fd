"""The article check: a text is pasted, read into claims, and each is judged beside its sentence. Nothing of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from realpolitik.errors import OptionError
from realpolitik.web.guard.sessions import Form, Gate
from realpolitik.web.pages import render

if TYPE_CHECKING:
    from realpolitik.claims.reading import Report

router = APIRouter(include_in_schema=False)


@router.get("/check")
def ask(request: Request) -> Response:
    """A form for a text."""
    return _page(request, "check.html.jinja", text="", published="", error="")


@router.post("/check")
def judged(request: Request, given: Form) -> Response:
    """The text with its verdicts."""
    from realpolitik.briefs.annotated import PARTLY, paragraphs

    text, published = given.get("text", ""), given.get("published", "")
    try:
        report = request.app.state.answers.read(text, published)
    except OptionError as error:
        return _page(
            request, "check.html.jinja", status_code=422, text=text, published=published, error=str(error)
        )
    return render.html(
        "checked.html.jinja",
        report=report,
        article=report.article,
        paragraphs=paragraphs(report),
        partly=PARTLY,
        sources=_sources(report),
        figure_of=_figure,
    )


def _page(request: Request, template: str, *, status_code: int = 200, **given: Any) -> Response:
    gate: Gate = request.app.state.gate
    token, visit = gate.form(request)
    return gate.keep(render.html(template, status_code=status_code, token=token, **given), visit)


def _figure(verdict: Any) -> str:
    """The page of the figure behind a verdict, over all years; empty where there is none."""
    found = verdict.finding
    if found is None:
        return ""
    from realpolitik.web.parameters import changed

    query = urlencode([("set", pair) for pair in changed(found)])
    path = f"/finding/{found.name}/{'-'.join(found.about) or 'world'}"
    return f"{path}?{query}" if query else path


def _sources(report: Report) -> list[dict[str, Any]]:
    found = {
        source.id: source.record()
        for one in report.checked
        for verdict in one.verdicts
        for source in (verdict.finding.sources if verdict.finding else ())
    }
    return [found[key] for key in sorted(found)]
