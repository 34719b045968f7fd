"""Pages that list what there is: sources, methods, claims, states, and the API."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from realpolitik.web.pages import render
from realpolitik.web.pages.pairs import Name
from realpolitik.web.pages.view import paged

router = APIRouter(include_in_schema=False)
PAGE = 50
Offset = Annotated[int, Query(ge=0, le=1_000_000)]


@router.get("/sources")
def sources(request: Request, offset: Offset = 0) -> Response:
    """Where figures come from: the public datasets, the tables made of them, the documents cited."""
    from realpolitik.sources import datasets
    from realpolitik.store.tables import records

    store = request.app.state.answers.store

    def page() -> str:
        documents = [one for one in records().values() if one.kind != "dataset"]
        listed, total = paged(sorted(documents, key=lambda one: (one.publisher, one.title)), PAGE, offset)
        tables = [
            (name, store.coverage(name), store.height(name), store.schema(name)) for name in store.names()
        ]
        return render.text(
            "sources.html.jinja",
            datasets=list(datasets().values()),
            tables=tables,
            documents=listed,
            total=total,
            offset=offset,
            step=PAGE,
        )

    return request.app.state.bodies.answer(request, page)


@router.get("/sources/{name}")
def source(request: Request, name: str) -> Response:
    """One source, whole."""
    from realpolitik.sources.bibtex import source_entry

    found = request.app.state.answers.store.source(name)
    return request.app.state.bodies.answer(
        request, lambda: render.text("source.html.jinja", source=found, bibtex=source_entry(found))
    )


@router.get("/methods")
def methods(request: Request) -> Response:
    """Every measure and model with its definition."""
    from realpolitik.measures import measures

    def page() -> str:
        from realpolitik.measures.registry import rooms

        return render.text("methods.html.jinja", rooms=rooms(measures().values()))

    return request.app.state.bodies.answer(request, page)


@router.get("/methods/{name}")
def method(request: Request, name: str) -> Response:
    """One measure: definition, formula, reference, options, and a form to try it."""
    from realpolitik.measures import get
    from realpolitik.sources.bibtex import method_entry
    from realpolitik.web import parameters

    found = get(name)
    return request.app.state.bodies.answer(
        request,
        lambda: render.text(
            "method.html.jinja",
            measure=found,
            bibtex=method_entry(name, found.method.reference),
            options=parameters.open_to_all(found).values(),
        ),
    )


@router.get("/methods/{name}/go")
def try_measure(request: Request, name: str, a: Name = "", b: Name = "") -> Response:
    """From names to the page of a finding, with the options that the form gives."""
    from urllib.parse import urlencode

    from fastapi.responses import RedirectResponse

    from realpolitik.measures import get
    from realpolitik.states import resolve

    known = get(name)
    codes = [resolve(one.strip()).code for one in (a, b)[: known.states]]
    query = [(key, value) for key, value in request.query_params.items() if key in ("from", "to") and value]
    query += [
        ("set", f"{key}={value}")
        for key, value in request.query_params.items()
        if key in known.options and value != known.options[key].shown
    ]
    path = f"/finding/{name}/{'-'.join(codes) or 'world'}"
    return RedirectResponse(f"{path}?{urlencode(query)}" if query else path, 303)


@router.get("/claims")
def claims(request: Request) -> Response:
    """Every statement of the bundled files, judged; the longest file first."""
    from realpolitik.claims import library, title
    from realpolitik.claims.tally import bottom_line

    answers = request.app.state.answers

    def page() -> str:
        judged = [(name, title(name), answers.verdicts(name)) for name in library()]
        files = [(*one, bottom_line(one[2])) for one in judged]
        return render.text("claims.html.jinja", files=sorted(files, key=lambda file: -len(file[2])))

    return request.app.state.bodies.answer(request, page)


@router.get("/api")
def api(request: Request) -> Response:
    """What programs may ask."""
    schema = request.app.openapi()
    return request.app.state.bodies.answer(request, lambda: render.text("api.html.jinja", schema=schema))
