"""A process that forks one child a line of its input, killed from outside: the answer is the number of the child."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable


def serve(bring: Callable[..., None]) -> None:
    """Give each child the words of its line; it ends with 0, or, where something was raised, with 1."""
    for line in sys.stdin:
        if child := os.fork():
            sys.stdout.write(f"{child}\n")
            sys.stdout.flush()
            continue
        try:
            bring(*line.split())
        except BaseException as error:  # the parent sees the code, and must not go on reading lines
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            os._exit(1)
        os._exit(0)
