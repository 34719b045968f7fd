"""The OpenAPI document: of the API alone, with the problem that every operation may answer."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

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
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        app.openapi_schema = made
    return app.openapi_schema
