"""What becomes of an error that nobody foresaw: a report that its reader can send, and a sentence, never a bare traceback."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version

FAULT = 70
"""Exit code of a fault of the program, as in sysexits.h."""
LIBRARIES = ("realpolitik", "polars", "numpy", "scipy", "pydantic", "altair", "vl-convert-python", "cyclopts")
_SAID = 300
"""Characters of an error's own words that go into the report: enough to know it by, too few for a table."""


def report(error: BaseException, arguments: Sequence[str]) -> str:
    """Write the report of a fault; returns the sentence for the reader.

    The report has versions, the command, and the places in code that the error passed; no rows, files or values of variables.
    """
    now = datetime.now(UTC)
    words = next((line for line in str(error).splitlines() if line.strip()), "").strip()[:_SAID]
    frames = traceback.extract_tb(error.__traceback__)
    lines = [
        f"realpolitik fault report, {now:%Y-%m-%d %H:%M:%S} UTC",
        f"command: realpolitik {' '.join(arguments)}",
        f"python: {platform.python_version()} on {platform.system()} {platform.machine()}",
        "versions: " + ", ".join(f"{name} {_version(name)}" for name in LIBRARIES),
        f"error: {type(error).__name__}: {words}",
        "",
        *(f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in frames),
        "",
    ]
    what = (
        f"this is a fault of realpolitik, not yours ({type(error).__name__}: {words or 'no more is known'})"
    )
    try:
        with tempfile.NamedTemporaryFile(
            "w",
            prefix=f"realpolitik-fault-{now:%Y%m%d-%H%M%S}-",
            suffix=".txt",
            encoding="utf-8",
            errors="backslashreplace",
            delete=False,
        ) as file:
            file.write("\n".join(lines))
    except OSError:
        place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "an unknown place"
        return f"{what}; it happened in {place}, and no report could be written"
    return f"{what}; please send {file.name}, which holds versions, the command and places in code, none of your data"


def say(text: str) -> None:
    """A line on standard error; nothing where it cannot be written to."""
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        silence(sys.stderr.fileno() if sys.stderr else 2)


def silence(number: int) -> None:
    """Let what is still kept for a stream go nowhere, so that the end of the program does not fail at it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), number)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
