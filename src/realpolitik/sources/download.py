"""Downloading files: patient, polite, resumable, and never trusting what comes back.

A request is repeated on 429, 5xx, a broken connection or a stall, with growing random pauses or as long as the server asks; what
has arrived is kept and asked for no more. A file counts when it is whole and of the kind asked for: an HTML page in place
of a CSV file is an error that says so.
"""

from __future__ import annotations

import email.utils
import hashlib
import json
import random
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from realpolitik.errors import FetchError
from realpolitik.files import of_json, put_in_place, write_text
from realpolitik.sources.reader import Kind, Request

if TYPE_CHECKING:
    import httpx2

AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers after which the same request may be sent again."""
REDIRECTS = frozenset({301, 302, 303, 307, 308})
OPENINGS: dict[Kind, tuple[bytes, ...]] = {
    "zip": (b"PK\x03\x04", b"PK\x05\x06"),
    "gzip": (b"\x1f\x8b",),
    "excel": (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),
    "parquet": (b"PAR1",),
    "json": (b"{", b"["),
}
"""How a file of each kind begins; text has no mark of its own."""

Progress = Callable[[str, int, int | None], None]
"""Called with the name of a file, bytes so far, and bytes in all (None where the server does not say)."""


class _Again(Exception):  # noqa: N818 (no error: the request is sent again)
    """What may pass: try again, after `wait` seconds where the server asks for them."""

    def __init__(self, why: str, wait: float | None = None) -> None:
        self.wait = wait
        super().__init__(why)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How patient and how polite to be.

    Attributes
    ----------
    attempts
        How often a request is sent before giving up.
    timeout
        Seconds without a byte after which a connection is broken.
    slowest
        Bytes a second; a file that comes more slowly over `patience` seconds is stalled, and asked for again.
    longest_wait
        Seconds; a server that asks for a longer pause is not waited for.
    redirects
        How many are followed.
    pause_factor
        Scales every pause; tests set it near 0.
    """

    attempts: int = 6
    timeout: float = 30.0
    slowest: float = 200.0
    patience: float = 60.0
    longest_wait: float = 300.0
    redirects: int = 5
    pause_factor: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Downloaded:
    """A file that has arrived whole.

    Attributes
    ----------
    address
        Where it came from in the end, without query: after redirects.
    fresh
        False where the server said that the file here is still the current one.
    """

    path: Path
    sha256: str
    bytes: int
    address: str
    fresh: bool = True


@dataclass(slots=True)
class Downloader:
    """Downloads files into folders; one for a whole run, so that each host is asked no faster than it should be."""

    manners: Manners = field(default_factory=Manners)
    progress: Progress | None = None
    transport: httpx2.BaseTransport | None = None
    _last: dict[str, float] = field(default_factory=dict)
    _client: httpx2.Client | None = None

    @contextmanager
    def session(self) -> Iterator[Downloader]:
        """Hold connections open while several files are downloaded."""
        import httpx2

        with httpx2.Client(
            timeout=httpx2.Timeout(self.manners.timeout),
            headers={"User-Agent": f"realpolitik/{version('realpolitik')}", "Accept-Encoding": "identity"},
            transport=self.transport,
        ) as client:
            self._client = client
            try:
                yield self
            finally:
                self._client = None

    def get(self, request: Request, folder: Path, *, pause: float = 0.5) -> Downloaded:
        """Download one file into a folder, or keep the one that is there if the server says it has not changed.

        Raises
        ------
        FetchError
            The server refuses, never delivers the file whole, or delivers something else; or the disk has no room.
        """
        import tenacity

        folder.mkdir(parents=True, exist_ok=True)

        def wait(state: tenacity.RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = getattr(error, "wait", None)
            growing = min(60.0, 2.0**state.attempt_number) * (0.5 + random.random() / 2)
            return self.manners.pause_factor * (growing if asked is None else asked + random.random())

        retrying = tenacity.Retrying(
            retry=tenacity.retry_if_exception_type(_Again),
            stop=tenacity.stop_after_attempt(self.manners.attempts),
            wait=wait,
        )
        try:
            return retrying(self._once, request, folder, pause)
        except tenacity.RetryError as error:
            reason = error.last_attempt.exception()
            raise FetchError(
                f"{request.address}: {reason}, {self.manners.attempts} times over. What has arrived is kept: the same "
                "command goes on from there."
            ) from reason

    def _once(self, request: Request, folder: Path, pause: float) -> Downloaded:
        import httpx2

        path = folder / request.file
        partial = folder / f"{request.file}.part"
        state = _State.read(folder, request)
        if request.final and state.whole and path.exists():
            return Downloaded(
                path=path,
                sha256=sha256_of(path),
                bytes=path.stat().st_size,
                address=_plain(request.address),
                fresh=False,
            )
        try:
            with self._answer(request, path, partial, state, pause) as (answer, address):
                if answer.status_code == 304:
                    return Downloaded(
                        path=path,
                        sha256=sha256_of(path),
                        bytes=path.stat().st_size,
                        address=address,
                        fresh=False,
                    )
                return self._receive(answer, request, path, partial, address)
        except httpx2.TimeoutException as error:
            raise _Again(f"no answer within {self.manners.timeout:g} seconds") from error
        except httpx2.TransportError as error:
            raise _Again(f"the connection broke ({error or type(error).__name__})") from error
        except httpx2.InvalidURL as error:
            raise FetchError(f"{request.address}: is no address ({error})") from error

    @contextmanager
    def _answer(
        self, request: Request, path: Path, partial: Path, state: _State, pause: float
    ) -> Iterator[tuple[httpx2.Response, str]]:
        """The final answer of a request, after redirects; what the asked host alone may know goes to no other."""
        assert self._client is not None, "open a session first"
        headers, params = dict(request.headers), {**request.params, **request.secrets}
        if partial.exists() and state.tag:
            headers |= {"Range": f"bytes={partial.stat().st_size}-", "If-Range": state.tag}
        elif path.exists() and state.whole and state.tag:
            headers |= {"If-Modified-Since" if state.dated else "If-None-Match": state.tag}
        address, method, content = request.address, "GET", None
        if request.body is not None:
            method, content = "POST", json.dumps(request.body).encode()
            headers["Content-Type"] = "application/json"
        for _ in range(self.manners.redirects + 1):
            self._wait_for(address, pause)
            sent = self._client.build_request(
                method, address, params=params or None, headers=headers, content=content
            )
            answer = self._client.send(sent, stream=True)
            try:
                if answer.status_code not in REDIRECTS or "location" not in answer.headers:
                    self._judge(answer, request, partial)
                    yield answer, _plain(str(answer.url))
                    return
                onward = urljoin(str(answer.url), answer.headers["location"])
            finally:
                answer.close()
            before, after = urlsplit(address), urlsplit(onward)
            if after.scheme not in ("http", "https") or (before.scheme, after.scheme) == ("https", "http"):
                raise FetchError(
                    f"{request.address}: sends on to {after.scheme}://{after.netloc}, which is not safe"
                )
            if before.netloc != after.netloc:
                headers = {name: headers[name] for name in ("Range", "If-Range") if name in headers}
            if answer.status_code in (301, 302, 303) and method == "POST":
                method, content = "GET", None
                headers.pop("Content-Type", None)
            address, params = onward, {}
        raise FetchError(f"{request.address}: sends on more than {self.manners.redirects} times")

    def _judge(self, answer: httpx2.Response, request: Request, partial: Path) -> None:
        """Whether an answer is one to read; raises what it is otherwise."""
        status = answer.status_code
        if status in (200, 206, 304):
            return
        if status == 416:  # the part here is not a part of the file there
            partial.unlink(missing_ok=True)
            raise _Again("the file has changed while it was downloaded")
        if status in AGAIN:
            asked = _seconds(answer.headers.get("retry-after", ""))
            if asked is not None and asked > self.manners.longest_wait:
                raise FetchError(
                    f"{request.address}: the server answers {status} and asks to wait {asked:,.0f} seconds: "
                    "run the command again after that"
                )
            raise _Again(f"the server answers {status} {answer.reason_phrase}", asked)
        hint = {
            401: "a key is needed, or is wrong",
            403: "it must be fetched by hand, or needs a key",
            404: "the publisher has moved the file",
        }.get(status, "")
        raise FetchError(
            f"{request.address}: the server answers {status} {answer.reason_phrase}{f' ({hint})' if hint else ''}",
            status=status,
        )

    def _receive(
        self, answer: httpx2.Response, request: Request, path: Path, partial: Path, address: str
    ) -> Downloaded:
        """Write the body after what is there, and make it the file if it is whole and what was asked for."""
        encoded = answer.headers.get("content-encoding", "identity") != "identity"
        resumed = answer.status_code == 206 and _starts_at(answer) == (
            partial.stat().st_size if partial.exists() else 0
        )
        if answer.status_code == 206 and not resumed:
            partial.unlink(missing_ok=True)
            raise _Again("the server sent another part of the file than was asked for")
        have = partial.stat().st_size if resumed else 0
        length = answer.headers.get("content-length", "")
        whole = have + int(length) if length.isdecimal() and not encoded else None
        _room(partial.parent, request, (whole or 0) - have)
        _State(request, answer).write(partial.parent)
        if not resumed and not encoded:
            _refuse_page(answer.headers.get("content-type", ""), b"", request)
        have = self._copy(answer, request, partial, have, whole)
        if whole is not None and have != whole:
            raise _Again(f"the file broke off after {have:,} of {whole:,} bytes")
        _refuse_other(partial, request)
        digest = sha256_of(partial)
        if request.sha256 and digest != request.sha256.lower():
            partial.unlink()
            raise FetchError(
                f"{request.address}: the file's SHA-256 is {digest}, and the publisher prints {request.sha256.lower()}: "
                "it was damaged or replaced on the way"
            )
        put_in_place(partial, path)
        _State(request, answer, whole=True).write(path.parent)
        return Downloaded(path=path, sha256=digest, bytes=have, address=address)

    def _copy(
        self, answer: httpx2.Response, request: Request, partial: Path, have: int, whole: int | None
    ) -> int:
        marked, then = have, time.monotonic()
        with partial.open("ab" if have else "wb") as file:
            for block in answer.iter_bytes():
                file.write(block)
                have += len(block)
                if self.progress:
                    self.progress(request.file, have, whole)
                now = time.monotonic()
                if now - then >= self.manners.patience:
                    if (have - marked) / (now - then) < self.manners.slowest:
                        raise _Again(f"the file came at {(have - marked) / (now - then):,.0f} bytes a second")
                    marked, then = have, now
        return have

    def _wait_for(self, address: str, pause: float) -> None:
        """Wait until the host may be asked again."""
        host = urlsplit(address).netloc
        rest = self._last.get(host, -1e9) + pause * self.manners.pause_factor - time.monotonic()
        if rest > 0:
            time.sleep(rest)
        self._last[host] = time.monotonic()


class _State:
    """What the server called the file (its tag or date), kept beside it so that a download can go on or be spared."""

    def __init__(
        self, request: Request, answer: httpx2.Response | None = None, *, whole: bool = False
    ) -> None:
        headers = answer.headers if answer is not None else {}
        tag = headers.get("etag", "")
        self.tag = "" if tag.startswith("W/") else tag or headers.get("last-modified", "")
        self.dated = bool(self.tag) and not tag
        self.asked = hashlib.sha256(
            json.dumps([request.address, dict(request.params), request.body], sort_keys=True).encode()
        ).hexdigest()
        self.file, self.whole = request.file, whole

    @classmethod
    def read(cls, folder: Path, request: Request) -> _State:
        """The state of this very request; an empty one where another request left the file."""
        state = cls(request)
        try:
            record: dict[str, Any] = of_json((folder / f"{request.file}.state").read_text("utf-8"))
        except (OSError, ValueError):
            record = {}
        if isinstance(record, dict) and record.get("asked") == state.asked:
            state.tag, state.dated = str(record.get("tag", "")), bool(record.get("dated"))
            state.whole = bool(record.get("whole"))
        else:
            (folder / f"{request.file}.part").unlink(missing_ok=True)
        return state

    def write(self, folder: Path) -> None:
        record = {"asked": self.asked, "tag": self.tag, "dated": self.dated, "whole": self.whole}
        write_text(folder / f"{self.file}.state", json.dumps(record))


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _plain(address: str) -> str:
    return address.partition("?")[0]


def _seconds(text: str) -> float | None:
    """What `Retry-After` asks for: seconds, or a date."""
    if text.strip().isdecimal():
        return float(text)
    try:
        return max(0.0, (email.utils.parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _starts_at(answer: httpx2.Response) -> int:
    text = answer.headers.get("content-range", "").removeprefix("bytes ").partition("-")[0]
    return int(text) if text.isdecimal() else -1


def _room(folder: Path, request: Request, more: int) -> None:
    free = shutil.disk_usage(folder).free
    if more * 2 > free:  # the file, and the tables that are made of it
        raise FetchError(
            f"{request.address}: {more:,} bytes are to come and the disk has {free:,} free: make room in {folder}"
        )


def _refuse_page(content_type: str, start: bytes, request: Request) -> None:
    if request.kind == "any":
        return
    opening = start.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].lower()
    if content_type.startswith("text/html") or opening.startswith((b"<!doctype html", b"<html")):
        raise FetchError(
            f"{request.address}: the server sends a web page where a {request.kind} file belongs: it asks for a "
            "consent or a login, or the file has moved"
        )


def _refuse_other(partial: Path, request: Request) -> None:
    """Refuse a file that is not of the kind asked for."""
    with partial.open("rb") as file:
        start = file.read(512)
    try:
        _refuse_page("", start, request)
        if not start and request.kind != "any":
            raise _Again("the server sent nothing")
        marks = OPENINGS.get(request.kind)
        if marks and not start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(marks):
            raise FetchError(f"{request.address}: the server sends something that is no {request.kind} file")
    except FetchError:
        partial.unlink()
        raise
