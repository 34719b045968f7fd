"""A local HTTP server that misbehaves on purpose: one handler a path, each told how often it was asked."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Hostile:
    """A server on a port of its own.

    `routes` maps a path to a function of the request handler and of the number of this call (from 1), which answers.
    `asked` keeps the headers and paths of every request.
    """

    def __init__(self) -> None:
        self.routes: dict[str, Callable[[BaseHTTPRequestHandler, int], None]] = {}
        self.calls: Counter[str] = Counter()
        self.asked: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                outer.calls[path] += 1
                outer.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                try:
                    outer.routes[path](self, outer.calls[path])
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("content-length", 0)))
                self.do_GET()

            def log_message(self, *words: object) -> None:
                """Stay silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.handle_error = lambda request, client: None  # clients that break off are the point
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def send(
    handler: BaseHTTPRequestHandler,
    body: bytes = b"",
    *,
    status: int = 200,
    length: int | None = None,
    close: bool = False,
    **headers: str,
) -> None:
    """Answer with a body, of which the length may be a lie."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    if close:
        handler.send_header("Connection", "close")
        handler.close_connection = True
    handler.end_headers()
    handler.wfile.write(body)


def ranged(handler: BaseHTTPRequestHandler, body: bytes, *, tag: str, upto: int | None = None) -> None:
    """Answer as a good server does: a tag, ranges for who has the same tag; break off at `upto`."""
    asked, kept = handler.headers.get("Range", ""), handler.headers.get("If-Range", "")
    start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and kept == tag else 0
    if start >= len(body) and asked:
        send(handler, status=416)
        return
    rest = body[start:]
    extra = {"Content_Range": f"bytes {start}-{len(body) - 1}/{len(body)}"} if start else {}
    sent = rest if upto is None else rest[:upto]
    send(
        handler,
        sent,
        status=206 if start else 200,
        length=len(rest),
        close=len(sent) < len(rest),
        ETag=tag,
        **extra,
    )
