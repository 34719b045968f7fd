"""A server of the program for as long as a benchmark asks it, as an operator starts it and without a limit on the rate; what processes hold and use."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2

PATIENCE = 120
"""Seconds until it must answer."""


@contextmanager
def served() -> Iterator[tuple[str, Path, int]]:
    """The address of a server on a new library, the folder of that library, and the number of the process; it ends with the block."""
    port = free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        command = [sys.executable, "-c", "from realpolitik.cli import main; main()", "serve", "--rate", "0"]
        command += ["--port", str(port), "--data", str(folder)]
        with running(command, f"http://127.0.0.1:{port}", "/health") as pid:
            yield f"http://127.0.0.1:{port}", folder, pid


@contextmanager
def running(command: list[str], base: str, sign: str) -> Iterator[int]:
    """The number of a process that serves at an address, from the first answer to `sign` on; it ends with the block."""
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, stderr=log)
        try:
            _wait(base + sign)
            yield server.pid
        finally:
            server.terminate()
            server.wait(60)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def of_process(pid: int, read: Callable[[Path], float]) -> tuple[float, float]:
    """A figure of the server, and the sum of it over the processes that it started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            continue
    below = [one for one, parent in parents.items() if parent == pid]
    return read(Path(f"/proc/{pid}")), sum(read(Path(f"/proc/{one}")) for one in below)


def resident(process: Path) -> float:
    """Megabytes in memory."""
    return int((process / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def computed(process: Path) -> float:
    """Seconds of a core that a process has used."""
    fields = (process / "stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def quantile(values: list[float], share: float) -> float:
    """In milliseconds."""
    return round(1000 * sorted(values)[min(len(values) - 1, int(share * len(values)))], 1)


def _wait(address: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            httpx2.get(address)
            return
        except httpx2.HTTPError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
