"""What every part of the API shares: parameters, paging, problems, and answers with a tag."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from fastapi import Query, Request, Response
from pydantic import Field

from realpolitik.findings import DATE_FORM
from realpolitik.web.problems import JSON as PROBLEM_JSON
from realpolitik.wording.plain import plain

Limit = Annotated[int, Query(ge=1, le=500, description="How many of a list, at most.")]
Offset = Annotated[int, Query(ge=0, le=1_000_000, description="How many of a list to leave out first.")]
Day = Annotated[
    str | None,
    Query(pattern=DATE_FORM, description="2021, 2021-03 or 2021-03-05.", examples=["2021"]),
]
From = Annotated[
    str | None,
    Query(alias="from", pattern=DATE_FORM, description="First year, month or day.", examples=["2021"]),
]
Set = Annotated[
    list[Annotated[str, Field(pattern=r"^[a-z_]+=", max_length=240)]],
    Query(
        alias="set",
        max_length=12,
        description="Options of the measure as key=value; the schema `options.NAME` of this document lists those of each.",
        examples=[["lag=0"]],
    ),
]


def _problem(description: str) -> dict[str, Any]:
    return {
        "description": description,
        "content": {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


PROBLEMS: dict[int | str, dict[str, Any]] = {
    404: _problem("No such name, or the data do not cover what was asked"),
    422: _problem("A parameter or a body that cannot be used"),
    429: _problem("Too many requests; Retry-After says when"),
}
"""Problems that any operation may have."""
BODY: dict[int | str, dict[str, Any]] = {
    400: _problem("A body that cannot be read"),
    403: _problem("Asked for by a page of another site"),
    413: _problem("A body that is too large"),
    415: _problem("A body that is no JSON"),
}
"""Problems of operations that take a body."""


def listed(items: Iterable[Any], limit: int, offset: int) -> dict[str, Any]:
    """A page of a list as plain values."""
    known = list(items)
    return {
        "total": len(known),
        "limit": limit,
        "offset": offset,
        "items": known[offset : offset + limit],
    }


def answer(request: Request, make: Callable[[], Any]) -> Response:
    """An answer of plain values, kept, with a tag; 304 where the asker has it."""
    return request.app.state.bodies.answer(request, lambda: plain(make()), kind="application/json")
