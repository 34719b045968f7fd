"""What is wrong with the arguments, in the names that a user writes: `brief A B`, not `--b`."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from cyclopts import CycloptsError, MissingArgumentError, ValidationError
from cyclopts.exceptions import UnusedCliTokensError

from realpolitik.errors import RealpolitikError
from realpolitik.wording.numbers import number_of

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
    """An error of the command line as a sentence; of a missing argument or one too many, with how the command is written."""
    if isinstance(error, UnusedCliTokensError) and error.target is not None:
        over = [f"`{word}`" for word in error.unused_tokens or ()]
        many = "is one word" if len(over) == 1 else f"are {number_of(len(over), 'words')}"
        return f"{', '.join(over)} {many} too many: write `{_written(error)}`"
    if (
        isinstance(error, ValidationError)
        and isinstance(error.__cause__, RealpolitikError)
        and error.argument
    ):
        return f"{error.argument.name} {error.__cause__}"  # our own sentence, which names the value
    said = str(error).strip()
    if not isinstance(error, MissingArgumentError) or error.argument is None or error.target is None:
        return said
    missing = error.argument.name.lstrip("-")
    if missing.upper() in arguments(error.target):
        return f"{missing.upper()} is missing: write `{_written(error)}`"
    return f"--{missing} needs a value"


def _written(error: CycloptsError) -> str:
    """How the command of an error is written, with its arguments."""
    return " ".join(
        ["realpolitik", *(error.command_chain or ()), *(arguments(error.target) if error.target else ())]
    )
