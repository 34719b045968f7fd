"""Listening: uvicorn with patience for the head of a request, limits on connections, and a graceful end."""

from __future__ import annotations

import asyncio
import os
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from realpolitik.web.app import create
from realpolitik.web.guard.observe import configure
from realpolitik.web.settings import Settings

CONNECTIONS = 512
"""Open at once; the next is told to come again."""
FAREWELL = 20
"""Seconds that requests under way may take when the server is told to stop."""


def patient(seconds: float) -> type[H11Protocol]:
    """The protocol with a clock: a connection whose request head is not whole in time is closed.

    uvicorn itself waits for ever for a head that trickles in; a few hundred of such clients would take every connection.
    """

    class Timed(H11Protocol):
        clock: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self.clock = self.loop.call_later(seconds, self._late)

        def handle_events(self) -> None:
            before = self.cycle
            super().handle_events()
            if self.cycle is not before and self.clock is not None:
                self.clock.cancel()
                self.clock = None

        def on_response_complete(self) -> None:
            super().on_response_complete()
            if not self.transport.is_closing() and (self.cycle is None or self.cycle.response_complete):
                self.clock = self.clock or self.loop.call_later(seconds, self._late)

        def connection_lost(self, exc: Exception | None) -> None:
            if self.clock is not None:
                self.clock.cancel()
                self.clock = None
            super().connection_lost(exc)

        def _late(self) -> None:
            self.clock = None
            if not self.transport.is_closing():
                self.transport.close()

    return Timed


def server(settings: Settings) -> uvicorn.Server:
    """The server, not yet started."""
    configure()
    # The processes that solve and draw share the cores with each other: each keeps to one.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return uvicorn.Server(
        uvicorn.Config(
            create(settings),
            host=settings.host,
            port=settings.port,
            http=patient(settings.limits.patience),
            log_config=None,
            access_log=False,
            server_header=False,
            # A proxy on this machine says who asks; without one nobody may.
            proxy_headers=bool(settings.address),
            forwarded_allow_ips="127.0.0.1",
            limit_concurrency=CONNECTIONS,
            timeout_graceful_shutdown=FAREWELL,
        )
    )


def listen(settings: Settings) -> None:
    """Serve until told to stop."""
    server(settings).run()
