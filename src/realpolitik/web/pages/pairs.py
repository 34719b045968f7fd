"""Pages about two states: the start page, the brief, one section of it, and two pairs beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from realpolitik.briefs import Brief, Section, questions
from realpolitik.briefs.html import glanced
from realpolitik.briefs.judging.judge import RULE
from realpolitik.errors import OptionError, RealpolitikError, UnknownNameError
from realpolitik.findings import Window
from realpolitik.sources.shipped import shipped
from realpolitik.web import parameters
from realpolitik.web.pages import render
from realpolitik.web.pages.responses import HTML
from realpolitik.web.pages.view import Shown, exhibits, shown

router = APIRouter(include_in_schema=False)
Day = Annotated[str, Query(max_length=10)]
Name = Annotated[str, Query(max_length=80)]


@cache
def ready() -> list[Mapping[str, str]]:
    """The questions of the start page."""
    return shipped("realpolitik.web", "ready")


@router.get("/")
def start(request: Request) -> Response:
    """What is known of the first case; two states to name; questions that are ready."""
    first = next(
        (one["address"].split("/")[2:] for one in ready() if one["address"].startswith("/pair/")), []
    )
    brief = request.app.state.answers.ready(*first[:2]) if len(first) > 1 else None
    given = {"ready": ready(), "given": ("", ""), "error": None}
    if brief is None:  # not yet made: the page does not wait for it, and is not kept
        return render.html("start.html.jinja", case=None, glance=(), **given)
    return request.app.state.bodies.answer(
        request, lambda: render.text("start.html.jinja", case=brief, glance=_glance(brief), **given)
    )


def _glance(brief: Brief) -> list[tuple[str, str]]:
    return [(cell.says, picture) for cell, picture in glanced(brief)]


@router.get("/go")
def go(request: Request, a: Name = "", b: Name = "") -> Response:
    """From two names to the page of the pair; the start page again, with suggestions, where a name is unknown."""
    from realpolitik.measures.registry import state_or_bloc

    try:
        sides = [state_or_bloc(name.strip(), Window()) for name in (a, b)]
        codes = [one.code for one in sides]
        if codes[0] == codes[1]:
            raise OptionError(f"Both are {sides[0].name}: name two states.")
    except RealpolitikError as error:
        return render.html(
            "start.html.jinja",
            status_code=404,
            ready=ready(),
            given=(a, b),
            error=str(error),
            case=None,
            glance=(),
        )
    return RedirectResponse(f"/pair/{codes[0]}/{codes[1]}", 303)


@router.get("/pair/{a}/{b}")
def pair(
    request: Request,
    a: str,
    b: str,
    from_: Annotated[Day, Query(alias="from")] = "",
    to: Day = "",
    shock: Day = "",
) -> Response:
    """The brief."""
    window = parameters.window(from_, to)
    if moved := _canonical(request, a, b, window):
        return moved

    def page() -> str:
        brief = request.app.state.answers.brief(a, b, window, shock or None)
        return _page(brief, brief.sections, (from_, to, shock), whole=True)

    return request.app.state.bodies.answer(request, page)


@router.get("/pair/{a}/{b}/brief.{ending}")
def taken_away(
    request: Request,
    a: str,
    b: str,
    ending: Literal["html", "md", "json"],
    from_: Annotated[Day, Query(alias="from")] = "",
    to: Day = "",
    shock: Day = "",
) -> Response:
    """The whole brief as one file, with everything inside, as the command line writes it."""
    from realpolitik.briefs.render import FORMATS
    from realpolitik.briefs.render import render as render_brief

    window = parameters.window(from_, to)

    def text() -> str:
        brief = request.app.state.answers.brief(a, b, window, shock or None)
        return render_brief(brief, FORMATS[f".{ending}"])

    kinds = {"html": HTML, "md": "text/markdown; charset=utf-8", "json": "application/json"}
    name = (
        f"brief-{a}-{b}.{ending}" if a.isalnum() and b.isalnum() and (a + b).isascii() else f"brief.{ending}"
    )
    return request.app.state.bodies.answer(request, text, kind=kinds[ending], name=name)


@router.get("/pair/{a}/{b}/{section}")
def section(
    request: Request,
    a: str,
    b: str,
    section: str,
    from_: Annotated[Day, Query(alias="from")] = "",
    to: Day = "",
    shock: Day = "",
) -> Response:
    """One question of the brief, at an address of its own."""
    window = parameters.window(from_, to)
    if moved := _canonical(request, a, b, window, f"/{section}"):
        return moved

    def page() -> str:
        brief = request.app.state.answers.brief(a, b, window, shock or None)
        chosen = [one for one in brief.sections if one.question.id == section]
        if not chosen:
            raise UnknownNameError("question", section, [one.question.id for one in brief.sections])
        return _page(brief, chosen, (from_, to, shock), whole=False)

    return request.app.state.bodies.answer(request, page)


def _canonical(request: Request, a: str, b: str, window: Window, rest: str = "") -> Response | None:
    """One address for one pair: names become codes."""
    from realpolitik.measures.registry import state_or_bloc

    codes = tuple(state_or_bloc(name, window).code for name in (a, b))
    if codes == (a, b):
        return None
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"/pair/{codes[0]}/{codes[1]}{rest}{query}", 308)


def _page(brief: Brief, sections: Any, given: tuple[str, str, str], *, whole: bool) -> str:
    from_, to, shock = given
    query = urlencode([(k, v) for k, v in (("from", from_), ("to", to), ("shock", shock)) if v])
    return render.text(
        "pair.html.jinja",
        brief=brief,
        sections=sections,
        whole_page=whole,
        rule=RULE,
        glance=_glance(brief) if whole else (),
        exhibits={one.question.id: exhibits(one, brief.window) for one in sections},
        unlisted=[gap for one in sections if one.findings for gap in one.gaps],
        query=f"?{query}" if query else "",
        given={"from": from_, "to": to, "shock": shock},
        address=f"/pair/{brief.about[0]}/{brief.about[1]}",
    )


@router.get("/compare")
def compare_by_names(request: Request, a: Name = "", b: Name = "", c: Name = "", d: Name = "") -> Response:
    """From four names to the page that compares two pairs; a form where the second pair is not given."""
    from realpolitik.states import resolve

    error = None
    if c or d:
        try:
            w, x, y, z = (resolve(name.strip()).code for name in (a, b, c, d))
            return RedirectResponse(f"/compare/{w}-{x}/{y}-{z}", 303)
        except RealpolitikError as problem:
            error = str(problem)
    return render.html(
        "compare_form.html.jinja", status_code=404 if error else 200, given=(a, b, c, d), error=error
    )


@router.get("/compare/{one}/{two}")
def compare(
    request: Request,
    one: str,
    two: str,
    from_: Annotated[Day, Query(alias="from")] = "",
    to: Day = "",
) -> Response:
    """Two pairs, question by question."""
    window = parameters.window(from_, to)

    def page() -> str:
        answers = request.app.state.answers
        briefs = [answers.brief(*_two(text), window) for text in (one, two)]
        return render.text("compare.html.jinja", briefs=briefs, rows=_beside(briefs[0], briefs[1]))

    return request.app.state.bodies.answer(request, page)


def _two(text: str) -> tuple[str, str]:
    a, sign, b = text.partition("-")
    if not sign or not a or not b:
        raise OptionError(f"{text[:40]!r} is not a pair: write two codes, such as CHN-RUS")
    return a, b


def _beside(one: Brief, two: Brief) -> list[dict[str, Any]]:
    """For each question its answers, and the findings of the same measure in the same place, beside each other."""
    found = []
    for question in questions():
        pair_ = [next((s for s in brief.sections if s.question is question), None) for brief in (one, two)]
        if any(section and section.findings for section in pair_):
            lists = [_leads(section, brief) for section, brief in zip(pair_, (one, two), strict=True)]
            found.append(
                {"question": question, "sections": pair_, "findings": list(_matched(question, *lists))}
            )
    return found


def _leads(section: Section | None, brief: Brief) -> list[Shown]:
    if section is None:
        return []
    return [shown(finding, brief.window, half=True) for finding in section.findings[: section.leads]]


def _matched(question: Any, one: list[Shown], two: list[Shown]) -> list[tuple[Shown | None, Shown | None]]:
    """Leading findings by measure, in the order of the question; what only one pair has stands alone."""
    names = list(dict.fromkeys(show.measure for show in question.shows))
    rows: list[tuple[Shown | None, Shown | None]] = []
    for name in names:
        left = [item for item in one if item.finding.name == name]
        right = [item for item in two if item.finding.name == name]
        for place in range(max(len(left), len(right))):
            rows.append(
                (
                    left[place] if place < len(left) else None,
                    right[place] if place < len(right) else None,
                )
            )
    return rows
