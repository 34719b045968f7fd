"""Where programs fetch, each address with the day on which public code was last seen to ask it; and whether it answers today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from realpolitik.errors import UnknownNameError
from realpolitik.sources.shipped import shipped

if TYPE_CHECKING:
    import httpx2

PATIENCE = 20.0
"""Seconds for an answer."""
FEW = 16
"""Bytes that are asked for where a server has no answer to HEAD."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address of a source.

    Attributes
    ----------
    source, name
        A source of `datasets.yaml`, and the name of the address within it.
    address
        Whole, or the beginning of those that a reader asks.
    tried
        A whole address to try.
    confirmed
        The day on which public code was last seen to ask it.
    by
        What that code says of itself.
    """

    source: str
    name: str
    address: str
    tried: str
    confirmed: date
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """An address that was tried today: the server's answer (0: none), how many bytes it has (None: not said), and what that means."""

    source: str
    address: str
    confirmed: date
    status: int
    bytes: int | None
    says: str

    @property
    def works(self) -> bool:
        """Whether the server gives the file, or would to whoever asks as a reader does."""
        return self.status in (200, 206, 405)

    def record(self) -> dict[str, Any]:
        """The answer as plain values."""
        return {**asdict(self), "confirmed": self.confirmed.isoformat(), "works": self.works}


@cache
def addresses() -> Mapping[tuple[str, str], Address]:
    """Every address, by source and name.

    Examples
    --------
    >>> addresses()["cow-nmc", "archive"].address.rsplit("/", 1)[1]
    'NMCv7.zip'
    """
    return {
        (source, name): Address(
            source=source,
            name=name,
            address=entry["address"],
            tried=entry.get("try", entry["address"]),
            confirmed=entry["confirmed"],
            by=entry.get("by", ""),
        )
        for source, entries in shipped("realpolitik.sources", "addresses").items()
        for name, entry in entries.items()
    }


def address_of(source: str, name: str) -> str:
    """One address, for the reader that asks it.

    Raises
    ------
    UnknownNameError
        There is none of this name.
    """
    if (source, name) not in addresses():
        raise UnknownNameError("address", f"{source} {name}", [" ".join(key) for key in addresses()])
    return addresses()[source, name].address


def check(source: str = "", *, transport: httpx2.BaseTransport | None = None) -> tuple[Tried, ...]:
    """Try the addresses of a source, or all: a HEAD, or a few bytes where the server has no answer to that.

    Raises
    ------
    UnknownNameError
        No source of this name is fetched by a program.
    """
    import httpx2

    known = dict.fromkeys(one.source for one in addresses().values())
    if source and source not in known:
        raise UnknownNameError("source that a program fetches", source, list(known))
    with httpx2.Client(
        timeout=httpx2.Timeout(PATIENCE), follow_redirects=True, transport=transport
    ) as client:
        return tuple(_tried(one, client) for one in addresses().values() if source in ("", one.source))


def _tried(one: Address, client: httpx2.Client) -> Tried:
    import httpx2

    status, size, says = 0, None, ""
    try:
        for method, headers in (("HEAD", {}), ("GET", {"Range": f"bytes=0-{FEW - 1}"})):
            request = client.build_request(method, one.tried, headers=headers)
            answer = client.send(request, stream=True)
            answer.close()
            status, size = answer.status_code, _size(answer)
            says = _meaning(status, answer.headers.get("content-type", ""))
            if status in (200, 206):
                break
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        says = f"no answer ({str(error) or type(error).__name__})"
    return Tried(
        source=one.source, address=one.tried, confirmed=one.confirmed, status=status, bytes=size, says=says
    )


def _size(answer: httpx2.Response) -> int | None:
    """Bytes of the whole file, as a range or a length says."""
    whole = answer.headers.get("content-range", "").rpartition("/")[2]
    length = whole or ("" if answer.status_code == 206 else answer.headers.get("content-length", ""))
    return int(length) if length.isdecimal() else None


def _meaning(status: int, kind: str) -> str:
    if status in (200, 206):
        return f"answers{f', {kind}' if kind else ''}"
    return {
        401: "asks for a key",
        403: "refuses programs, or wants a key: fetch by hand",
        404: "is not there: the publisher has moved it",
        405: "is there, and takes another kind of question (POST)",
        410: "is gone",
        429: "is busy: try later",
    }.get(status, f"answers {status}")
