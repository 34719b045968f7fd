"""The application: pages, API, and what guards them."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import anyio.to_thread
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import RedirectResponse
from starlette.routing import Match

from realpolitik.errors import OptionError, RealpolitikError
from realpolitik.web import problems
from realpolitik.web.answers import Answers
from realpolitik.web.api import facts, whatif
from realpolitik.web.api.openapi import document
from realpolitik.web.guard.counters import Counters
from realpolitik.web.guard.limits import Limit
from realpolitik.web.guard.observe import Observe
from realpolitik.web.guard.origin import SameOrigin
from realpolitik.web.guard.sessions import Gate, NotSignedInError
from realpolitik.web.jobs import Jobs
from realpolitik.web.library.backup import serving
from realpolitik.web.library.database import Database
from realpolitik.web.pages import (
    catalogue,
    check,
    embed,
    episodes,
    figures,
    library,
    members,
    optimum,
    pairs,
    render,
    scenarios,
    static,
    status,
)
from realpolitik.web.pages.responses import Bodies, Finished
from realpolitik.web.settings import Settings
from realpolitik.wording.plain import plain

THREADS = 100
"""Requests that are answered, or wait, at once."""


def create(settings: Settings) -> FastAPI:
    """The application of a server.

    Parameters
    ----------
    settings
        Where its data lie, how it is reached, and its limits.

    Returns
    -------
    An ASGI application; `app.state.desk` has the answers, `app.state.gate` the library and who may do what.

    Raises
    ------
    OptionError
        It would listen to others, and has no member.
    """
    counters, gate = Counters(), Gate(Database(settings.folder), settings)
    if not gate.signing and not (settings.local and not settings.address):
        raise OptionError(
            "without members the library is open to whoever reaches it, so it is served to this machine alone: leave out "
            "--host and --address, or invite a member first (`realpolitik library invite EMAIL --role editor`)"
        )
    bodies = Bodies()
    middleware = [
        Middleware(Observe, counters=counters, secure=settings.secure),
        Middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False),
        Middleware(Limit, limits=settings.limits),
        Middleware(SameOrigin),
        Middleware(Finished, bodies=bodies),
        Middleware(GZipMiddleware, minimum_size=1_000, compresslevel=6),
    ]
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, middleware=middleware, lifespan=_life)
    app.state.settings, app.state.counters, app.state.gate = settings, counters, gate
    app.state.answers, app.state.bodies, app.state.jobs = (
        Answers(),
        bodies,
        Jobs(settings.limits, gate.database),
    )
    api = APIRouter(prefix="/api/v1")
    api.include_router(facts.router)
    api.include_router(whatif.router)
    app.include_router(api)
    for module in (
        pairs,
        figures,
        embed,
        scenarios,
        optimum,
        episodes,
        catalogue,
        check,
        library,
        members,
        static,
        status,
    ):
        app.include_router(module.router)
    app.include_router(_signs())
    app.openapi = lambda: document(app)
    app.add_exception_handler(RealpolitikError, _problem)
    app.add_exception_handler(HTTPException, _problem)
    app.add_exception_handler(RequestValidationError, _problem)
    return app


@asynccontextmanager
async def _life(app: FastAPI) -> AsyncIterator[None]:
    """From the first request to the last: the first answer is made ready, the processes are ended."""
    # Who waits for an answer that another is making holds a thread, and others must not wait for that.
    anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
    if app.state.settings.warm:
        threading.Thread(target=app.state.answers.warm, daemon=True).start()
    with serving(app.state.settings.folder):
        try:
            yield
        finally:
            app.state.jobs.stop()
            app.state.answers.stop()


def _signs() -> APIRouter:
    """Addresses for those who run the server."""
    router = APIRouter(include_in_schema=False)

    @router.get("/health")
    def health(request: Request) -> dict[str, str]:
        """Whether it answers, and whether the library can be read."""
        with request.app.state.gate.database.read() as db:
            db.execute("SELECT count(*) FROM entry").fetchone()
        return {"status": "ok"}

    @router.get("/metrics")
    def metrics(request: Request) -> Response:
        """Counts, for Prometheus; to this machine alone unless settings say otherwise."""
        if not status.near(request):
            raise HTTPException(404)
        state = request.app.state
        return Response(state.counters.text(status.gauges(state)), media_type="text/plain; version=0.0.4")

    @router.get("/api/v1/openapi.json")
    def openapi(request: Request) -> Response:
        """The description of the API."""
        return request.app.state.bodies.answer(
            request, lambda: plain(request.app.openapi()), kind="application/json"
        )

    return router


async def _problem(request: Request, error: Exception) -> Response:
    """An error as a problem for programs, or as a page."""
    headers: dict[str, Any] = {}
    if isinstance(error, RealpolitikError):
        found = problems.of_error(error)
    elif isinstance(error, RequestValidationError):
        found = problems.problem(422, _wrong(error), "not-usable")
    else:
        assert isinstance(error, HTTPException)
        found = problems.problem(error.status_code, str(error.detail))
        headers = dict(error.headers or {})
        if error.status_code == 405:
            headers = {"allow": ", ".join(_methods(request))}
    headers["cache-control"] = "no-store"
    if isinstance(error, NotSignedInError) and request.method == "GET":
        from urllib.parse import urlencode

        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/sign-in?{urlencode({'next': here})}", 303, headers)
    wanted = request.headers.get("accept", "")
    if request.url.path.startswith("/api/") or ("json" in wanted and "html" not in wanted):
        return Response(plain(found), found["status"], headers, media_type=problems.JSON)
    answer = render.html("error.html.jinja", status_code=found["status"], problem=found)
    answer.headers.update(headers)
    return answer


def _methods(request: Request) -> list[str]:
    """What may be asked of an address: by all routes that have it, of which each knows its own method alone."""
    place = {"type": "http", "path": request.url.path, "root_path": "", "headers": []}
    found = [
        method
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
        if any(route.matches({**place, "method": method})[0] is Match.FULL for route in request.app.routes)
    ]
    return ["GET", "HEAD", *found[1:]] if found[:1] == ["GET"] else found


def _wrong(error: RequestValidationError) -> str:
    """The first thing that is wrong with a request, by name."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"] if part not in ("body", "query", "path"))
    more = f" (and {len(error.errors()) - 1} more)" if len(error.errors()) > 1 else ""
    return f"{place or 'the request'}: {first['msg']}{more}"
