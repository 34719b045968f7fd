"""What is wrong with the arguments, in the names that a user writes: `brief A B`, not `--b`."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from cyclopts import CycloptsError, MissingArgumentError

_STATES = {"about": "A [B]"}
"""Arguments of any number that are states: one for some measures, two for most."""


def arguments(function: Callable[..., Any]) -> list[str]:
    """The arguments of a command in capitals, those that may be left out in brackets.

    Examples
    --------
    >>> from realpolitik.cli.measure import measure
    >>> arguments(measure)
    ['NAME', 'A [B]']
    """
    words = []
    for name, one in inspect.signature(function).parameters.items():
        if one.kind is one.VAR_POSITIONAL:
            words.append(_STATES.get(name, f"[{name.upper()}…]"))
        elif one.kind is not one.KEYWORD_ONLY:
            words.append(name.upper() if one.default is one.empty else f"[{name.upper()}]")
    return words


def refused(error: CycloptsError) -> str:
    """An error of the command line as a sentence; of a missing argument, with how the command is written."""
    said = str(error).strip()
    if not isinstance(error, MissingArgumentError) or error.argument is None or error.target is None:
        return said
    missing = error.argument.name.lstrip("-")
    written = arguments(error.target)
    if missing.upper() in written:
        command = " ".join(["realpolitik", *(error.command_chain or ())])
        return f"{missing.upper()} is missing: write `{' '.join([command, *written])}`"
    return f"--{missing} needs a value"
