"""Listening: uvicorn with patience for the head of a request, limits on connections, and a graceful end."""

from __future__ import annotations

import asyncio
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from realpolitik.errors import MachineError
from realpolitik.web.app import create
from realpolitik.web.guard.observe import configure
from realpolitik.web.settings import Settings

CONNECTIONS = 512
"""Open at once; the next is told to come again."""
WAITING = 128
"""Connections of one address that may wait for a head at once; one more, and the oldest of them is closed."""
FAREWELL = 20
"""Seconds that requests under way may take when the server is told to stop."""


def patient(seconds: float) -> type[H11Protocol]:
    """The protocol with a clock: a connection whose request head is not whole in time is closed.

    uvicorn itself waits for ever for a head that trickles in; a few hundred of such clients would take every connection. So of
    one address no more than `WAITING` wait at once: where there are more, the one that has waited longest gives way.
    """
    waiting: dict[str, dict[Timed, None]] = {}

    class Timed(H11Protocol):
        clock: asyncio.TimerHandle | None = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self._wait()

        def handle_events(self) -> None:
            before = self.cycle
            super().handle_events()
            if self.cycle is not before:
                self._go_on()

        def on_response_complete(self) -> None:
            super().on_response_complete()
            if not self.transport.is_closing() and (self.cycle is None or self.cycle.response_complete):
                self._wait()

        def connection_lost(self, exc: Exception | None) -> None:
            self._go_on()
            super().connection_lost(exc)

        def _wait(self) -> None:
            if self.clock is not None:
                return
            self.clock = self.loop.call_later(seconds, self._late)
            others = waiting.setdefault(self._address(), {})
            others[self] = None
            if len(others) > WAITING:
                next(iter(others))._late()

        def _go_on(self) -> None:
            if self.clock is None:
                return
            self.clock.cancel()
            self.clock = None
            others = waiting[self._address()]
            others.pop(self, None)
            if not others:
                del waiting[self._address()]

        def _late(self) -> None:
            self._go_on()
            if not self.transport.is_closing():
                self.transport.close()

        def _address(self) -> str:
            return self.client[0] if self.client else ""

    return Timed


def server(settings: Settings) -> uvicorn.Server:
    """The server, not yet started."""
    configure()
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
    """Serve until told to stop.

    Raises
    ------
    MachineError
        The port is taken, or may not be listened on.
    """
    try:
        server(settings).run()
    except SystemExit:  # how uvicorn ends where it cannot begin, with a code that means something else here
        raise MachineError(
            f"the server cannot listen on port {settings.port} of {settings.host} (its log says why): another program may have it; "
            "choose another with --port"
        ) from None
