"""Pages of single figures: a finding with its rows, method, citation and files; and the map."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse

from realpolitik.briefs.package import datapackage, linked
from realpolitik.briefs.tables import csv_text
from realpolitik.errors import UnknownNameError
from realpolitik.findings import Finding, Window
from realpolitik.sources.shipped import shipped
from realpolitik.web import parameters
from realpolitik.web.answers import about_of
from realpolitik.web.pages import render
from realpolitik.web.pages.pairs import Day, Name
from realpolitik.web.pages.view import shown
from realpolitik.wording.plain import plain

router = APIRouter(include_in_schema=False)
Set = Annotated[list[str], Query(alias="set", max_length=12)]
_MAPS = shipped("realpolitik.web.pages", "maps")
MAPS: dict[str, dict[str, Any]] = _MAPS["kinds"]
"""What a map may show of a chosen state; one with `against` is towards it and away from another."""
DESCRIBING = {"datapackage.json": "application/json", "dataset.jsonld": "application/ld+json"}
KINDS = {"svg": "image/svg+xml", "png": "image/png", "json": "application/json"}


def found_of(
    request: Request, name: str, about: str, from_: str, to: str, pairs: list[str]
) -> tuple[Finding, Window]:
    """The finding that the parameters of an address mean, and its window."""
    window = parameters.window(from_, to)
    options = parameters.options(name, pairs)
    return request.app.state.answers.finding(name, about_of(about), window, options), window


@router.get("/finding/{name}/{about}")
def finding(
    request: Request,
    name: str,
    about: str,
    from_: Annotated[Day, Query(alias="from")] = "",
    to: Day = "",
    set_: Set = [],  # noqa: B006
) -> Response:
    """One finding: everything that is needed to defend it."""
    found, window = found_of(request, name, about, from_, to, set_)
    return request.app.state.bodies.answer(
        request,
        lambda: render.text(
            "finding.html.jinja",
            one=shown(found, window, anchor="finding"),
            base=request.app.state.settings.base,
        ),
    )


@router.get("/finding/{name}/{about}/{file}")
def file(
    request: Request,
    name: str,
    about: str,
    file: Literal[
        "rows.csv",
        "finding.json",
        "datapackage.json",
        "dataset.jsonld",
        "chart.svg",
        "chart.png",
        "chart.json",
    ],
    from_: Annotated[Day, Query(alias="from")] = "",
    to: Day = "",
    set_: Set = [],  # noqa: B006
    width: Literal["wide", "narrow"] = "wide",
    scheme: Literal["light", "dark"] = "light",
    bare: bool = False,
) -> Response:
    """A finding as a file: its rows, the whole of it, its chart, or the specification of the chart."""
    found, window = found_of(request, name, about, from_, to, set_)
    if file in DESCRIBING:
        return described(request, found, window, file)
    stem = "-".join([name.replace(".", "-"), *(code.lower() for code in found.about)])
    return send(request, found, file, stem, width=width, scheme=scheme, bare=bare)


def described(request: Request, found: Finding, window: Window, file: str) -> Response:
    """What the rows of a finding are, for programs that find them: a Data Package, or linked data."""
    base, one = request.app.state.settings.base, shown(found, window)
    page, rows = base + one.address, base + one.file("rows.csv")
    return request.app.state.bodies.answer(
        request,
        lambda: plain(
            linked(found, page=page, rows=rows)
            if file == "dataset.jsonld"
            else datapackage(found, rows=rows),
            indent=2,
        ),
        kind=DESCRIBING[file],
    )


def send(
    request: Request, found: Finding, file: str, stem: str, *, width: Any, scheme: str, bare: bool
) -> Response:
    """Send one of the files of a finding."""
    bodies, answers = request.app.state.bodies, request.app.state.answers
    if file == "rows.csv":
        return bodies.answer(
            request, lambda: csv_text(found), kind="text/csv; charset=utf-8", name=f"{stem}.csv"
        )
    if file == "finding.json":
        return bodies.answer(
            request,
            lambda: plain(found.record(), indent=2),
            kind="application/json",
            name=f"{stem}.json",
        )
    form = file.rpartition(".")[2]
    return bodies.answer(
        request,
        lambda: answers.picture(found, width=width, scheme=scheme, form=form, bare=bare),
        kind=KINDS[form],
        name="" if bare or form == "json" else f"{stem}.{form}",
        age=300,
    )


@router.get("/map")
def map_start() -> Response:
    """The map to begin with."""
    return RedirectResponse(f"/map/{_MAPS['begins']}", 307)


@router.get("/map/go")
def map_go(request: Request, state: Name = "", kind: str = "imports", against: Name = "") -> Response:
    """From a name to the page of a map."""
    from realpolitik.states import resolve

    if kind not in MAPS:
        raise UnknownNameError("map", kind, MAPS)
    code = resolve(state.strip()).code
    other = f"?against={resolve(against.strip()).code}" if against.strip() and "against" in MAPS[kind] else ""
    return RedirectResponse(f"/map/{kind}/{code}{other}", 303)


def _mapped(
    request: Request, kind: str, state: str, against: str, from_: str, to: str
) -> tuple[Finding, Window]:
    """The finding behind a map, to be drawn as tiles; the chosen state comes last of those it is about."""
    from realpolitik.states import resolve

    if kind not in MAPS:
        raise UnknownNameError("map", kind, MAPS)
    window, given = parameters.window(from_, to), MAPS[kind]
    about: tuple[str, ...] = (state,)
    if between := given.get("against"):
        about = (against or next(code for code in between["states"] if code != resolve(state).code), state)
    found = request.app.state.answers.finding(given["measure"], about, window, given.get("options", {}))
    return replace(found, chart="tiles"), window


@router.get("/map/{kind}/{state}")
def map_of(
    request: Request,
    kind: str,
    state: str,
    against: Name = "",
    from_: Annotated[Day, Query(alias="from")] = "",
    to: Day = "",
) -> Response:
    """A map of states as equal tiles: how each stands to the chosen one."""

    def page() -> str:
        found, window = _mapped(request, kind, state, against, from_, to)
        return render.text(
            "map.html.jinja",
            one=shown(found, window, anchor="map"),
            kind=kind,
            maps=MAPS,
            state=found.about[-1],
            against=found.about[0] if "against" in MAPS[kind] else "",
            path=request.url.path,
            query=request.url.query,
        )

    return request.app.state.bodies.answer(request, page)


@router.get("/map/{kind}/{state}/{file}")
def map_file(
    request: Request,
    kind: str,
    state: str,
    file: Literal["chart.svg", "chart.png", "chart.json"],
    against: Name = "",
    from_: Annotated[Day, Query(alias="from")] = "",
    to: Day = "",
    width: Literal["wide", "narrow"] = "wide",
    scheme: Literal["light", "dark"] = "light",
    bare: bool = False,
) -> Response:
    """The picture of a map."""
    found, _ = _mapped(request, kind, state, against, from_, to)
    stem = f"map-{kind}-{found.about[-1].lower()}"
    return send(request, found, file, stem, width=width, scheme=scheme, bare=bare)
