"""How much a client may ask: requests a second, bytes of a request, and seconds to send or to take them."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import OrderedDict
from typing import TYPE_CHECKING

from realpolitik.web.problems import refuse
from realpolitik.web.settings import Limits

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

ADDRESSES = 20_000
"""So many clients are remembered; the one unseen for longest is forgotten first."""


class Buckets:
    """Requests that each address may still make: `rate` a second, at most `burst` at once.

    Examples
    --------
    >>> bucket = Buckets(rate=1, burst=2)
    >>> [bucket.take("a", now=0.0) for _ in range(3)]
    [0.0, 0.0, 1.0]
    """

    def __init__(self, *, rate: float, burst: int) -> None:
        self.rate, self.burst = rate, burst
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, address: str, *, now: float | None = None) -> float:
        """Take one request; 0 if it may be made, else the seconds to wait."""
        if not self.rate:
            return 0.0
        now = time.monotonic() if now is None else now
        left, seen = self._left.pop(address, (float(self.burst), now))
        left = min(self.burst, left + (now - seen) * self.rate)
        allowed = left >= 1
        self._left[address] = (left - 1 if allowed else left, now)
        while len(self._left) > ADDRESSES:
            self._left.popitem(last=False)
        return 0.0 if allowed else (1 - left) / self.rate


class _RefusedError(Exception):
    """The client has its answer; whatever reads the rest of the request stops here."""


class Limit:
    """Refuse what is too much (429), too large (413) or too slow (408)."""

    def __init__(self, app: ASGIApp, *, limits: Limits) -> None:
        self.app, self.limits = app, limits
        self.buckets = Buckets(rate=limits.rate, burst=limits.burst)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request within the limits."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        address = (scope.get("client") or ("", 0))[0]
        if wait := self.buckets.take(address):
            said = f"Too many requests of {address}: again in {wait:.0f} s."
            await refuse(scope, send, 429, said, {"retry-after": str(int(wait) + 1)})
            return
        most, patience = self.limits.body, self.limits.patience
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > most:
            await refuse(
                scope, send, 413, f"The request is larger than {most:,} bytes.", {"connection": "close"}
            )
            return
        began, took, complete = False, 0, False

        async def refused(status: int, said: str) -> _RefusedError:
            nonlocal began
            if not began:
                began = True
                await refuse(scope, send, status, said, {"connection": "close"})
            return _RefusedError(said)

        async def bounded() -> Message:
            nonlocal took, complete
            if complete:
                return await receive()  # a wait for the client to leave has no end
            try:
                async with asyncio.timeout(patience):
                    message = await receive()
            except TimeoutError:
                raise await refused(408, f"The request did not come within {patience:.0f} seconds.") from None
            took += len(message.get("body", b""))
            complete = not message.get("more_body", False)
            if took > most:
                raise await refused(413, f"The request is larger than {most:,} bytes.")
            return message

        async def taken(message: Message) -> None:
            nonlocal began
            if message["type"] == "http.response.start":
                if began:  # answered above; what the application says to it is not sent
                    raise _RefusedError
                began = True
            async with asyncio.timeout(patience):
                await send(message)

        with contextlib.suppress(_RefusedError):
            await self.app(scope, bounded, taken)
