"""Which worlds answer about the leverage of a pair."""

from __future__ import annotations

from typing import Literal, get_args

from realpolitik.errors import OptionError
from realpolitik.scenarios.leverage.oecd import covered
from realpolitik.scenarios.options import Worlds

Answering = Literal["merged", "oecd", "economies"]


def answered_by(a: str, b: str, worlds: str) -> Answering:
    """The worlds that are to answer about a pair: those of all economies where the OECD's tables lack a state and no choice was made.

    Raises
    ------
    OptionError
        No such choice of worlds.
    """
    if worlds not in (known := get_args(get_args(Worlds)[0])):
        raise OptionError(f"worlds={worlds!r}: choose {', '.join(known[:-1])} or {known[-1]}")
    if worlds == "auto":
        return "merged" if covered(a, b) else "economies"
    return worlds  # type: ignore[return-value]
