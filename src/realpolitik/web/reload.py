"""Serving while the program is changed: the server is a child process, started anew whenever a file of the package changes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
KINDS = frozenset({".py", ".yaml", ".csv", ".jinja", ".css", ".js"})
"""What the server reads once, and so does not see when it changes."""
EVERY = 0.5
"""Seconds between two looks."""


def stamps(folder: Path = PACKAGE) -> dict[Path, int]:
    """When each file that matters was last changed."""
    return {
        path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.suffix in KINDS and path.is_file()
    }


def watch(
    command: Sequence[str] | None = None, *, folder: Path = PACKAGE, until: Callable[[], bool] = lambda: False
) -> None:
    """Run a command, and again whenever a file under a folder changes; Ctrl-C ends both.

    Parameters
    ----------
    command
        What to run; this command line without `--reload` where left out.
    folder
        Where files are watched.
    until
        Asked between two looks whether to stop.
    """
    command = command or [
        sys.executable,
        "-m",
        "realpolitik",
        *(one for one in sys.argv[1:] if one != "--reload"),
    ]
    seen, child = stamps(folder), subprocess.Popen(command)
    try:
        while not until():
            time.sleep(EVERY)
            now = stamps(folder)
            if now != seen:
                seen = now
                _end(child)
                child = subprocess.Popen(command)
    except KeyboardInterrupt:
        pass
    finally:
        _end(child)


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the server politely, or after ten seconds without asking."""
    child.terminate()
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
