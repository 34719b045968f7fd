"""The OpenAPI document: of the API alone, with the problem that every operation may answer."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from realpolitik.web import parameters
from realpolitik.web.api.shapes import Problem


def document(app: FastAPI) -> dict[str, Any]:
    """Made once, when first asked."""
    if app.openapi_schema is None:
        made = get_openapi(
            title="realpolitik",
            version="1",
            summary="What is one state to another, what did a shock do to that, and what would change it?",
            routes=app.routes,
        )
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        schemas["Problem"] = Problem.model_json_schema()
        schemas |= _options()
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        app.openapi_schema = made
    return app.openapi_schema


def _options() -> dict[str, Any]:
    """A schema a measure: its options with types, enumerations, bounds, defaults and help, under `options.NAME`."""
    from realpolitik.measures import measures

    return {
        f"options.{name}": {
            "type": "object",
            "title": f"Options of {name}",
            "description": f"{one.says} Each is given to a finding as set=key=value.",
            "additionalProperties": False,
            "properties": {key: option.schema() for key, option in parameters.open_to_all(one).items()},
        }
        for name, one in measures().items()
        if parameters.open_to_all(one)
    }
