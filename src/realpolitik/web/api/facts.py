"""The API on what the record shows: states, measures, findings, briefs, claims, sources."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from realpolitik.findings import DATE_FORM
from realpolitik.web import parameters
from realpolitik.web.answers import about_of
from realpolitik.web.api import shapes
from realpolitik.web.api.common import (
    BODY,
    PROBLEMS,
    Day,
    From,
    Limit,
    Offset,
    Set,
    answer,
    listed,
    plain,
)

router = APIRouter(responses=PROBLEMS)
Code = Annotated[
    str, Path(max_length=80, description="A state, by code or any of its names.", examples=["CHN"])
]
NameOfMeasure = Annotated[str, Path(max_length=80, examples=["trade.turnover"])]
About = Annotated[
    str,
    Path(
        max_length=80,
        description="The states the measure is about, joined by a hyphen; `world` where it is about none.",
        examples=["CHN-RUS"],
    ),
]


@router.get("/states", response_model=shapes.States)
def states(
    request: Request,
    q: Annotated[
        str, Query(max_length=80, description="The beginning or a part of any name.", examples=["PRC"])
    ] = "",
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """States through time; with `q`, those that bear a name like it, living ones first."""
    from realpolitik.states import registry, search

    def make() -> dict[str, Any]:
        found = search(q, count=offset + limit) if q else registry()
        return listed([state.record() for state in found], limit, offset)

    return answer(request, make)


@router.get("/states/{name}", response_model=shapes.StateShape)
def state(
    request: Request,
    name: Code,
    on: Annotated[Day, Query(description="The state that bore the name on this day.")] = None,
) -> Response:
    """One state by any of its names."""
    from realpolitik.findings import parse_date
    from realpolitik.states import resolve

    return answer(request, lambda: resolve(name, on=parse_date(on) if on else None).record())


@router.get("/measures", response_model=shapes.Measures)
def measures(request: Request, limit: Limit = 100, offset: Offset = 0) -> Response:
    """Everything that can be measured."""
    from realpolitik.measures import measures as all_measures

    return answer(request, lambda: listed([_measure(one) for one in all_measures().values()], limit, offset))


@router.get("/measures/{name}", response_model=shapes.MeasureShape)
def measure(request: Request, name: NameOfMeasure) -> Response:
    """One measure."""
    from realpolitik.measures import get

    return answer(request, lambda: _measure(get(name)))


def _measure(one: Any) -> dict[str, Any]:
    return {
        "name": one.name,
        "says": one.says,
        "unit": one.unit,
        "states": one.states,
        "chart": one.chart,
        "method": {
            "definition": one.method.definition,
            "formula": one.method.formula,
            "reference": one.method.reference,
        },
        "options": {name: option.default for name, option in parameters.open_to_all(one).items()},
        "options_schema": {name: option.schema() for name, option in parameters.open_to_all(one).items()},
    }


@router.get("/findings/{name}/{about}", response_model=shapes.FindingShape)
def finding(
    request: Request,
    name: NameOfMeasure,
    about: About,
    from_: From = None,
    to: Day = None,
    set_: Set = [],  # noqa: B006
) -> Response:
    """One finding: value, unit, interval, rows, sources, method, caveats."""

    def make() -> dict[str, Any]:
        options = parameters.options(name, set_)
        window = parameters.window(from_, to)
        return request.app.state.answers.finding(name, about_of(about), window, options).record()

    return answer(request, make)


@router.get("/briefs/{a}/{b}", response_model=shapes.BriefShape)
def brief(
    request: Request,
    a: Code,
    b: Annotated[str, Path(max_length=80, description="Another state.", examples=["RUS"])],
    from_: From = None,
    to: Day = None,
    shock: Annotated[
        str | None, Query(pattern=DATE_FORM, description="The day that divides before and after.")
    ] = None,
) -> Response:
    """The brief of two states: every question with its findings and verdicts, and what is missing."""
    return answer(
        request,
        lambda: request.app.state.answers.brief(a, b, parameters.window(from_, to), shock or None).record(),
    )


@router.get("/claims", response_model=list[str])
def claim_files(request: Request) -> Response:
    """Names of the files of claims that come with the program."""
    from realpolitik.claims import library

    return answer(request, lambda: list(library()))


@router.get("/claims/{file}", response_model=shapes.Verdicts)
def claims(
    request: Request,
    file: Annotated[str, Path(max_length=80, examples=["radchenko2024"])],
    limit: Limit = 50,
    offset: Offset = 0,
) -> Response:
    """The statements of a bundled file, judged."""
    from realpolitik.claims import library
    from realpolitik.errors import UnknownNameError

    if file not in library():  # never a path of this machine
        raise UnknownNameError("claims file", file, library())
    return answer(
        request,
        lambda: listed([one.record() for one in request.app.state.answers.verdicts(file)], limit, offset),
    )


@router.post("/check", response_model=shapes.ReportShape, responses=BODY)
def check(request: Request, text: shapes.Text) -> Response:
    """Read a text into claims and judge each; nothing of the text is kept."""
    report = request.app.state.answers.read(text.text, text.published or "")
    head = {"cache-control": "no-store"}
    return Response(plain(report.record()), media_type="application/json", headers=head)


@router.get("/sources", response_model=shapes.Sources)
def sources(request: Request, limit: Limit = 50, offset: Offset = 0) -> Response:
    """Every source: public datasets and documents."""
    from realpolitik.store.tables import records

    return answer(
        request, lambda: listed([one.record() for _, one in sorted(records().items())], limit, offset)
    )


@router.get("/sources/{name}", response_model=shapes.SourceShape)
def source(request: Request, name: Annotated[str, Path(max_length=120, examples=["imf-imts"])]) -> Response:
    """One source."""
    return answer(request, lambda: request.app.state.answers.store.source(name).record())
