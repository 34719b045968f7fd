"""The API on what would happen: scenarios, and long ensembles as jobs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Request, Response
from sse_starlette import EventSourceResponse

from realpolitik.errors import OptionError, UnknownNameError
from realpolitik.scenarios.schema import Scenario
from realpolitik.web.api import shapes
from realpolitik.web.api.common import BODY, PROBLEMS, Limit, Offset, _problem, answer, listed
from realpolitik.web.jobs import OVER
from realpolitik.web.scenario_form import allowed
from realpolitik.wording.numbers import number_of
from realpolitik.wording.plain import plain

router = APIRouter(responses=PROBLEMS)
Name = Annotated[str, Path(max_length=80, examples=["west-2023"])]
EpisodeName = Annotated[str, Path(max_length=40, examples=["iran-2012"])]
Identifier = Annotated[str, Path(max_length=40, description="The identifier that starting the job gave.")]
EXAMPLE = {
    "id": "steel",
    "asks": "What if the European Union put 25 points of tariff on metals from China?",
    "world": "merged-2023",
    "shocks": [{"kind": "tariff", "from": "CHN", "to": "EU", "sectors": ["metals"], "rate": 0.25}],
}
PACE = 0.4
"""Seconds between two looks at a job."""


@router.get("/scenarios", response_model=shapes.Scenarios)
def scenarios(request: Request, limit: Limit = 50, offset: Offset = 0) -> Response:
    """Scenarios of the library, and the worlds, states, sectors and groups that shocks may name."""
    from realpolitik.scenarios import library, load
    from realpolitik.scenarios.stage import embedded, stage, whole
    from realpolitik.states import groups

    def make() -> dict[str, Any]:
        found = [load(name) for name in library()]
        where = stage(embedded()[-1])
        return {
            **listed([{"id": one.id, "asks": one.asks, "world": one.world} for one in found], limit, offset),
            "worlds": [*embedded(), *whole()],
            "states": dict(where.names),
            "sectors": dict(where.sectors),
            "groups": list(groups()),
        }

    return answer(request, make)


@router.get("/scenarios/{name}", response_model=dict[str, Any])
def scenario(request: Request, name: Name) -> Response:
    """One scenario of the library, as it may be changed and sent back."""
    return answer(request, lambda: _named(name).model_dump(mode="json", by_alias=True, exclude_none=True))


@router.get("/scenarios/{name}/played", response_model=shapes.PlayedShape)
def played(request: Request, name: Name) -> Response:
    """A scenario of the library, solved under all assumptions."""
    return answer(request, lambda: _played(request, _named(name)))


@router.post("/scenarios/played", response_model=shapes.PlayedShape, responses=BODY)
def play(request: Request, scenario: Annotated[Scenario, Body(examples=[EXAMPLE])]) -> Response:
    """Solve a scenario of one's own under all assumptions."""
    found = _played(request, allowed(scenario))
    return Response(plain(found), media_type="application/json", headers={"cache-control": "no-store"})


def _named(name: str) -> Any:
    from realpolitik.scenarios import library, load

    if name not in library():  # never a path of this machine
        raise UnknownNameError("scenario", name, library())
    return load(name)


def _played(request: Request, given: Any) -> dict[str, Any]:
    welfare, trade, solver = request.app.state.answers.played(given)
    return {
        "scenario": given.model_dump(mode="json", by_alias=True),
        "findings": [welfare.record(), trade.record()],
        "solver": solver,
    }


@router.get("/episodes", response_model=dict[str, Any])
def episodes(request: Request) -> Response:
    """How the model has fared on shocks of the past: errors beside those of simpler predictions."""
    from realpolitik.calls.trying import episodes as ask_episodes

    return answer(request, lambda: ask_episodes().record())


@router.get("/episodes/{name}", response_model=dict[str, Any])
def episode(request: Request, name: EpisodeName) -> Response:
    """One episode: measures with their sources, what was assumed, scores, predicted and recorded by partner."""
    from realpolitik.calls.trying import episodes as ask_episodes

    return answer(request, lambda: ask_episodes(name).record())


@router.post(
    "/jobs",
    response_model=shapes.JobShape,
    status_code=202,
    responses={**BODY, 503: _problem("The queue is full")},
)
def start(request: Request, job: shapes.JobAsked) -> Response:
    """Begin to play a scenario under random sets of assumptions; the answer says where to look."""
    given = _named(job.scenario) if isinstance(job.scenario, str) else allowed(job.scenario)
    limits = request.app.state.settings.limits
    if job.draws > limits.draws:
        raise OptionError(
            f"{number_of(job.draws, 'draws')}: at most {limits.draws:,} here; the command line takes more"
        )
    owner = request.client.host if request.client else ""
    made = request.app.state.jobs.add(owner, given, job.draws, job.seed)
    return _job(made.record(), 202, {"location": f"/api/v1/jobs/{made.id}"})


@router.get("/jobs/{id}", response_model=shapes.JobShape)
def job(request: Request, id: Identifier) -> Response:
    """How far a job is; its result when it is done."""
    return _job(request.app.state.jobs.get(id).record())


@router.delete("/jobs/{id}", response_model=shapes.JobShape, responses={403: BODY[403]})
def cancel(request: Request, id: Identifier) -> Response:
    """Cancel a job."""
    return _job(request.app.state.jobs.cancel(id).record())


@router.get(
    "/jobs/{id}/events",
    response_class=Response,
    responses={
        200: {"description": "Progress", "content": {"text/event-stream": {"itemSchema": shapes.EVENT}}}
    },
)
async def events(request: Request, id: Identifier) -> EventSourceResponse:
    """Progress as server-sent events: `progress` with done and of; at last `over` with the status."""
    job = request.app.state.jobs.get(id)

    async def follow() -> AsyncIterator[dict[str, str]]:
        said = None
        while True:
            now = (job.status, job.done)
            if now != said:
                name = "over" if job.status in OVER else "progress"
                record = {key: value for key, value in job.record().items() if key != "result"}
                yield {"event": name, "data": json.dumps(record)}
                said = now
            if job.status in OVER:
                return
            await asyncio.sleep(PACE)

    return EventSourceResponse(follow(), ping=15, headers={"cache-control": "no-store"})


def _job(record: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> Response:
    head = {"cache-control": "no-store", **(headers or {})}
    return Response(plain(record), status, head, media_type="application/json")
