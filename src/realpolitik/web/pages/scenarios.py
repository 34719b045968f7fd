"""The scenario pages: controls, what follows from them, and files of it; the address holds every control."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from fastapi import APIRouter, Request, Response

from realpolitik.briefs.tables import cite
from realpolitik.charts import describe
from realpolitik.errors import UnknownNameError
from realpolitik.scenarios import Scenario
from realpolitik.web.pages import render
from realpolitik.web.pages.figures import send
from realpolitik.web.pages.view import Shown
from realpolitik.web.scenario_form import RANGES, ScenarioForm
from realpolitik.wording.plain import plain

router = APIRouter(include_in_schema=False)
OWN = "own"
"""The name under which a scenario of the controls plays."""


@router.get("/scenario")
def scenario(request: Request) -> Response:
    """The controls, and what follows from them."""
    form = ScenarioForm.read(request.query_params.multi_items())
    return request.app.state.bodies.answer(request, lambda: _page(request, form.scenario(), form))


@router.get("/scenario/{name}")
def named(request: Request, name: str) -> Response:
    """A scenario of the library, played."""
    return request.app.state.bodies.answer(request, lambda: _page(request, _named(name), None))


@router.get("/scenario/{name}/{file}")
def file(
    request: Request,
    name: str,
    file: Literal[
        "rows.csv",
        "finding.json",
        "chart.svg",
        "chart.png",
        "chart.json",
        "live.json",
        "scenario.yaml",
        "scenario.json",
    ],
    which: Literal["welfare", "trade"] = "welfare",
    width: Literal["wide", "narrow"] = "wide",
    scheme: Literal["light", "dark"] = "light",
    bare: bool = False,
) -> Response:
    """A scenario as a file; `live.json` is what the sliders ask for."""
    form = ScenarioForm.read(request.query_params.multi_items()) if name == OWN else None
    given = form.scenario() if form else _named(name)
    if file == "scenario.yaml":
        text = form.yaml() if form else _source(name)
        return request.app.state.bodies.answer(
            request, lambda: text, kind="application/yaml", name=f"{given.id}.yaml"
        )
    if file == "scenario.json":
        return Response(
            given.model_dump_json(by_alias=True, exclude_none=True), media_type="application/json"
        )
    answers = request.app.state.answers
    if file == "live.json":
        body = answers.live(given, width=width, scheme=scheme)
        own = plain({"address": _address(form.query if form else "")}).encode()
        return Response(
            own[:-1] + b", " + body[1:], media_type="application/json", headers={"cache-control": "no-store"}
        )
    welfare, trade, _ = answers.played(given)
    chosen = welfare if which == "welfare" else trade
    stem = f"scenario-{given.id}" + ("" if which == "welfare" else "-trade")
    return send(request, chosen, file, stem, width=width, scheme=scheme, bare=bare)


def _named(name: str) -> Scenario:
    from realpolitik.scenarios import library, load

    if name not in library():  # never a path of this machine
        raise UnknownNameError("scenario", name, library())
    return load(name)


def _source(name: str) -> str:
    from realpolitik.scenarios.files import LIBRARY

    return (LIBRARY / f"{name}.yaml").read_text(encoding="utf-8")


def _address(query: str) -> str:
    return f"/scenario?{query}" if query else "/scenario"


def _page(request: Request, given: Scenario, form: ScenarioForm | None) -> str:
    from realpolitik.scenarios import library, load
    from realpolitik.scenarios.assumptions import about
    from realpolitik.scenarios.described import described
    from realpolitik.scenarios.episodes.report import fared
    from realpolitik.scenarios.stage import embedded, stage, whole
    from realpolitik.states import groups

    welfare, trade, solver = request.app.state.answers.played(given)
    where = stage(given.world)
    query = form.query if form else ""
    return render.text(
        "scenario.html.jinja",
        given=given,
        form=form or ScenarioForm(),
        steps=() if form else described(given, where.sectors),
        own=form is not None,
        one=_shown(welfare, given.id, query, "welfare"),
        two=_shown(trade, given.id, query, "trade"),
        solver=solver,
        fared=fared(),
        address=_address(query) if form else f"/scenario/{given.id}",
        path=f"/scenario/{given.id}",
        query=query,
        library=[load(name) for name in library()],
        worlds=(*embedded(), *whole()),
        states=where.names,
        groups=groups(),
        sectors=where.sectors,
        sets=_sets(about()),
        ranges=RANGES,
    )


def _sets(given: Mapping[str, Any]) -> dict[str, str]:
    return {name: one["says"] for name, one in given["sets"].items()}


def _shown(finding: Any, name: str, query: str, which: str) -> Shown:
    joined = "&".join(part for part in (query, f"which={which}" if which != "welfare" else "") if part)
    return Shown(
        finding=finding,
        anchor=which,
        half=False,
        path=f"/scenario/{name}",
        query=joined,
        meta=(),
        alt=describe(finding),
        cite=tuple(cite(finding)),
        options=tuple(f"{key} = {value}" for key, value in finding.options.items()),
        method=False,
    )
