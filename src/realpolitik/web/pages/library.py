"""Pages of the library: what is published, with an open summary; the full text for members; saving and changing."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.responses import RedirectResponse

from realpolitik.briefs import Brief
from realpolitik.charts import describe, drawable
from realpolitik.errors import OptionError, UnknownNameError
from realpolitik.findings import Finding
from realpolitik.web import parameters
from realpolitik.web.guard.sessions import Asker, Form, Gate
from realpolitik.web.library import entries, snapshots
from realpolitik.web.library.entries import ConflictError, Entry
from realpolitik.web.pages import render
from realpolitik.web.pages.figures import send
from realpolitik.web.pages.scenarios import OWN
from realpolitik.web.pages.view import Shown, exhibits, shown
from realpolitik.web.scenario_form import ScenarioForm
from realpolitik.wording.dates import day_in_words

router = APIRouter(include_in_schema=False)
STEP = 30
BRIEF, PLAYED = ("a", "b", "from", "to", "shock"), ("scenario", *ScenarioForm.__dataclass_fields__)
"""The parameters that say what is saved."""


def _gate(request: Request) -> Gate:
    return request.app.state.gate


def _page(request: Request, template: str, asker: Asker, *, status_code: int = 200, **given: Any) -> Response:
    gate = _gate(request)
    token, visit = gate.form(request)
    answer = render.html(
        template, status_code=status_code, token=token, asker=asker, signing=gate.signing, **given
    )
    return gate.keep(answer, visit)


@router.get("/library")
def library(request: Request, offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0) -> Response:
    """What is published; editors see drafts too."""
    gate = _gate(request)
    asker = gate.asker(request)
    found, total = entries.listed(gate.database, drafts=asker.edits, limit=STEP, offset=offset)
    return _page(request, "library.html.jinja", asker, entries=found, total=total, offset=offset, step=STEP)


@router.get("/library/new")
def new(request: Request) -> Response:
    """A form to save what an address shows."""
    asker = _gate(request).editor(request)
    subject = _subject(request, dict(request.query_params), request.query_params.multi_items())
    return _page(request, "entry_new.html.jinja", asker, **subject)


@router.post("/library/new")
def save(request: Request, given: Form) -> Response:
    """Save it, with every figure as it is now."""
    entry = _save(request, given, _gate(request).editor(request))
    return RedirectResponse(f"/library/{entry.id}", 303, {"cache-control": "no-store"})


def _save(request: Request, given: dict[str, str], asker: Asker) -> Entry:
    from urllib.parse import parse_qsl

    pairs = parse_qsl(given.get("query", ""), max_num_fields=60)
    subject = _subject(request, dict(pairs), pairs)
    return entries.save(
        _gate(request).database,
        kind=subject["kind"],
        title=given.get("title", ""),
        summary=given.get("summary", ""),
        body=given.get("body", ""),
        address=subject["address"],
        snapshot=subject["freeze"](),
        author=asker.number,
    )


def _subject(request: Request, one: dict[str, str], pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """What the parameters name: a brief, or a scenario; a title for it, and how to freeze it."""
    answers = request.app.state.answers
    if name := one.get("scenario"):
        from realpolitik.scenarios import library as scenario_library
        from realpolitik.scenarios import load

        if name != OWN and name not in scenario_library():
            raise UnknownNameError("scenario", name, scenario_library())
        form = ScenarioForm.read(pairs)
        given = form.scenario() if name == OWN else load(name)
        welfare, trade, solver = answers.played(given)
        query = [("scenario", name), *(pair for pair in pairs if pair[0] in PLAYED[1:] and name == OWN)]
        own = f"/scenario?{form.query}" if form.query else "/scenario"
        return {
            "kind": "scenario",
            "title": given.asks,
            "summary": welfare.says,
            "query": urlencode(query),
            "address": own if name == OWN else f"/scenario/{name}",
            "freeze": lambda: snapshots.freeze_scenario(given, [welfare, trade], solver),
        }
    if not (one.get("a") and one.get("b")):
        raise OptionError(
            "say what to save: open a brief or a scenario, and choose “Save to the library” there"
        )
    window = parameters.window(one.get("from"), one.get("to"))
    brief = answers.brief(one["a"], one["b"], window, one.get("shock") or None)
    query = [(key, one[key]) for key in BRIEF if one.get(key)]
    rest = urlencode([pair for pair in query if pair[0] not in ("a", "b")])
    return {
        "kind": "brief",
        "title": f"What are {brief.names[0]} and {brief.names[1]} to one another?",
        "summary": brief.summary[0] if brief.summary else "",
        "query": urlencode(query),
        "address": f"/pair/{'/'.join(brief.about)}" + (f"?{rest}" if rest else ""),
        "freeze": lambda: snapshots.freeze_brief(brief),
    }


def _seen(request: Request, name: str) -> tuple[Entry, Asker]:
    """An entry that the asker may see: drafts are for editors, and to others as if there were none."""
    gate = _gate(request)
    entry, asker = entries.get(gate.database, name), gate.asker(request)
    if entry.status == "draft" and not asker.edits:
        raise UnknownNameError("entry", name[:60], ())
    return entry, asker


def _thawed(request: Request, name: str) -> Brief | snapshots.Played:
    return snapshots.thaw(entries.snapshot(_gate(request).database, name))


@router.get("/library/{name}")
def entry(request: Request, name: str) -> Response:
    """An entry: the open summary, and for members the full text."""
    found, asker = _seen(request, name)
    kept = _thawed(request, name)
    first = next((one for one in kept.findings if drawable(one)), None)
    brief = kept if isinstance(kept, Brief) else None
    given: dict[str, Any] = {"sections": [], "exhibits": {}, "sources": [], "others": []}
    if asker.reads and brief:
        given["sections"] = brief.sections
        given["exhibits"], place = {}, 0
        for section in brief.sections:
            made = exhibits(section, brief.window)
            given["exhibits"][section.question.id] = [
                _placed(one, name, place + n) for n, one in enumerate(made)
            ]
            place += len(made)
        given["sources"] = brief.sources
    elif asker.reads:
        given["others"] = [
            _placed(shown(one, parameters.window("", ""), anchor=f"finding-{n}"), name, n)
            for n, one in enumerate(kept.findings)
        ]
    return _page(
        request,
        "entry.html.jinja",
        asker,
        entry=found,
        verdicts=brief.verdicts if brief else (),
        first=first,
        alt=describe(first) if first else "",
        **given,
    )


def _placed(one: Shown, name: str, place: int) -> Shown:
    """A finding whose files are those of the entry, not those of today."""
    from dataclasses import replace

    return replace(one, path=f"/library/{name}/figures/{place}", query="")


@router.get("/library/{name}/since")
def changed(request: Request, name: str) -> Response:
    """What changed since a brief was saved: for members."""
    from urllib.parse import parse_qs, urlsplit

    from realpolitik.briefs.since import since

    _gate(request).reader(request)
    found, asker = _seen(request, name)
    kept = _thawed(request, name)
    if not isinstance(kept, Brief):
        raise HTTPException(404, "The entry is no brief.")
    # the window as it was asked for, and not as the brief filled it
    asked = parse_qs(urlsplit(found.address).query)
    start, end, shock = (asked.get(key, [""])[0] for key in ("from", "to", "shock"))
    now = request.app.state.answers.brief(*kept.about, parameters.window(start, end), shock or None)
    day = datetime.fromtimestamp(found.made, tz=UTC).date()
    brief = since(now, kept.record(), against=f"the brief saved on {day_in_words(day)}")
    return _page(request, "since.html.jinja", asker, entry=found, changes=brief.changes)


@router.get("/library/{name}/chart.svg")
def chart(
    request: Request,
    name: str,
    width: Literal["wide", "narrow"] = "wide",
    scheme: Literal["light", "dark"] = "light",
) -> Response:
    """The one chart of the open summary."""
    _seen(request, name)
    first = next((one for one in _thawed(request, name).findings if drawable(one)), None)
    if first is None:
        raise HTTPException(404, "The entry has no chart.")
    drawn = request.app.state.answers.picture(first, width=width, scheme=scheme, bare=True)
    return Response(drawn, media_type="image/svg+xml", headers={"cache-control": "no-store"})


@router.get("/library/{name}/figures/{place}")
def figure(request: Request, name: str, place: int) -> Response:
    """Where a figure stands in the entry."""
    _seen(request, name)
    kept = _thawed(request, name)
    if isinstance(kept, Brief):
        for section in kept.sections:
            if place < len(section.findings):
                return RedirectResponse(f"/library/{name}#{section.question.id}-{place + 1}", 303)
            place -= len(section.findings)
    return RedirectResponse(f"/library/{name}#finding-{place}", 303)


@router.get("/library/{name}/figures/{place}/{file}")
def figure_file(
    request: Request,
    name: str,
    place: int,
    file: Literal["rows.csv", "finding.json", "chart.svg", "chart.png", "chart.json"],
    width: Literal["wide", "narrow"] = "wide",
    scheme: Literal["light", "dark"] = "light",
    bare: bool = False,
) -> Response:
    """A file of one figure of the full text, as it was when it was saved: for members."""
    _gate(request).reader(request)
    _seen(request, name)
    findings: tuple[Finding, ...] = _thawed(request, name).findings
    if not 0 <= place < len(findings):
        raise HTTPException(404, "The entry has no such figure.")
    answer = send(request, findings[place], file, f"{name}-{place}", width=width, scheme=scheme, bare=bare)
    answer.headers["cache-control"] = "private, no-cache"
    return answer


@router.get("/library/{name}/edit")
def edit(request: Request, name: str) -> Response:
    """A form to change an entry."""
    asker = _gate(request).editor(request)
    found = entries.get(_gate(request).database, name)
    return _page(request, "entry_edit.html.jinja", asker, entry=found, mine=None)


@router.post("/library/{name}/edit")
def change(request: Request, name: str, given: Form) -> Response:
    """Change it; where someone else has meanwhile, show both."""
    gate = _gate(request)
    asker = gate.editor(request)
    version = given.get("version", "")
    if not version.isdecimal() or len(version) > 9:
        raise OptionError("the form lacks the version that it was made of: load the page again")
    try:
        entries.change(
            gate.database,
            name,
            title=given.get("title", ""),
            summary=given.get("summary", ""),
            body=given.get("body", ""),
            status=given.get("status", "draft"),
            version=int(version),
            actor=asker.number,
        )
    except ConflictError as conflict:
        return _page(
            request, "entry_edit.html.jinja", asker, status_code=409, entry=conflict.theirs, mine=given
        )
    return RedirectResponse(f"/library/{name}", 303, {"cache-control": "no-store"})


@router.post("/library/{name}/delete")
def delete(request: Request, name: str, given: Form) -> Response:
    """Delete an entry."""
    gate = _gate(request)
    asker = gate.editor(request)
    entries.delete(gate.database, name, actor=asker.number)
    return RedirectResponse("/library", 303, {"cache-control": "no-store"})
