"""A server of the program for as long as a benchmark asks it, as an operator starts it and without a limit on the rate."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

PATIENCE = 120
"""Seconds until it must answer."""


@contextmanager
def served() -> Iterator[tuple[str, Path, int]]:
    """The address of a server on a new library, the folder of that library, and the number of the process; it ends with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        command = [sys.executable, "-c", "from realpolitik.cli import main; main()", "serve", "--rate", "0"]
        command += ["--port", str(port), "--data", str(folder)]
        with (Path(name) / "log").open("wb") as log:
            server = subprocess.Popen(command, stderr=log)
            try:
                _wait(base)
                yield base, folder, server.pid
            finally:
                server.terminate()
                server.wait(60)


def _wait(base: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            httpx2.get(f"{base}/health")
            return
        except httpx2.HTTPError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
