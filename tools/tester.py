"""Runs tests for tools/mutate.py: a process with the libraries loaded, which divides for each run, so that a run costs its tests alone.

A line of JSON on standard input asks for a run: pytest's `words`, the `modules` whose examples are among them, the `seconds` of a core that it may
take, the file for what it prints. The modules are imported by their names first: pytest, which imports them by their files, would run those that
their package imports a second time, and the tests after them would meet two of each class.
A line on standard output answers with its exit status, negative where a signal ended it.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import signal
import sys
import traceback
from pathlib import Path

LOADED = (
    "altair", "cyclopts", "fastexcel", "httpx2", "hypothesis", "hypothesis.strategies", "jinja2", "narwhals", "numpy.testing", "pandas", "polars",
    "pyarrow", "pydantic", "pytest", "rich.console", "rich.table", "scipy.optimize", "scipy.sparse.linalg", "scipy.special", "scipy.stats", "tenacity", "yaml",
    "realpolitik.errors", "realpolitik.files", "realpolitik.findings", "realpolitik.states", "realpolitik.wording",
)  # fmt: skip
"""What most tests import. Nothing of a room where faults are planted may be among it."""
MEMORY = 8 << 30
PATIENCE = 1200
"""Seconds by the clock: for a test that waits for ever, which no bound on the processor ends."""


def _run(words: list[str], modules: list[str], seconds: int, printed: str) -> None:
    """In the child: bound it, run the tests, and end."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.alarm(PATIENCE)
    file = os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(file, stream)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    import pytest

    for name in modules:
        with contextlib.suppress(Exception):  # pytest says what is wrong with it
            importlib.import_module(name)
    status = 70
    try:
        status = int(pytest.main(["-W", "ignore::pytest.PytestAssertRewriteWarning", *words]))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def main(rooms: list[str]) -> None:
    """Load, then serve until standard input ends."""
    for name in LOADED:
        importlib.import_module(name)
    inside = tuple(f"realpolitik.{room.replace('/', '.')}" for room in rooms)
    early = [
        name for name in sys.modules if name in inside or name.startswith(tuple(f"{one}." for one in inside))
    ]
    assert not early, f"loaded before a fault could be planted: {early}"
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _run(asked["words"], asked["modules"], asked["seconds"], asked["printed"])
        _, ended = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(ended), flush=True)


if __name__ == "__main__":
    sys.path.remove(str(Path(__file__).parent))
    main(sys.argv[1:])
