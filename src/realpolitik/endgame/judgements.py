"""What the measures of the endgame share: the file of judgements, what was computed from it, and how it is cited."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from realpolitik.endgame.answers import Preference, preference
from realpolitik.endgame.files import BUNDLED, load
from realpolitik.endgame.schema import Endgame
from realpolitik.errors import CoverageError
from realpolitik.findings import Period, Window
from realpolitik.wording.sentences import opening

JUDGEMENTS = "endgame-judgements"
"""The source under which the bundled file is cited, and linked from a page."""


def changed(file: str) -> int:
    """When the file was last changed, so that answers kept in memory are of what it holds now."""
    path = Path(file)
    return path.stat().st_mtime_ns if file and path.exists() else 0


@lru_cache(maxsize=4)
def _load(file: str, _changed: int) -> Endgame:
    return load(file or None)


def given(file: str) -> Endgame:
    """The judgements of a file, read again where it has changed; the bundled ones where the name is empty."""
    return _load(file, changed(file))


@lru_cache(maxsize=16)
def _preference(file: str, _changed: int, actor: str, draws: int) -> Preference:
    return preference(given(file), actor, draws=draws)


def preferences(file: str, actor: str, draws: int) -> Preference:
    """The preferences of an actor of the file; one that is not in it raises `CoverageError`."""
    if actor not in given(file).actors:
        known = ", ".join(given(file).actors)
        raise CoverageError(
            f"No judgements of {actor} are in the file; it has {known}.", "Add the actor to a file."
        )
    return _preference(file, changed(file), actor, draws)


def named(file: str) -> str:
    """What the file is called, without where it lies."""
    return Path(file).name if file else BUNDLED.name


def judged(file: str, said: str) -> str:
    """What is found as a sentence, and after it on what it rests."""
    return f"{opening(said)}, by judgements that can be edited ({named(file)})."


def under(file: str) -> str:
    """The caveat that goes with every figure of this file."""
    copy = "" if file else " (`realpolitik endgame --copy mine.yaml` writes it out)"
    return f"Under the judgements of {named(file)}{copy}: change a score there and see the result move."


def period(file: str) -> Period:
    """The day that the judgements are of."""
    day = given(file).as_of.isoformat()
    return Period(start=day, end=day, freq="D")


def require_day(file: str, window: Window) -> None:
    """Refuse a window without the day that the judgements are of, which is the period of every answer under them.

    Raises
    ------
    CoverageError
        The message names the day.
    """
    day = given(file).as_of
    if day not in window:
        raise CoverageError(
            f"the judgements of {named(file)} are as of {day}, outside the period asked ({window}).",
            "Ask for a period with that day, or give a file of your own.",
        )


def link() -> str:
    """The bundled file as an address that holds it whole, so that a page can give it away wherever the page is read."""
    text = BUNDLED.read_bytes()
    return f"data:text/yaml;charset=utf-8;base64,{base64.b64encode(text).decode('ascii')}"


def cited(file: str, ids: Iterable[str]) -> str:
    """Identifiers of sources for a row: the file itself where it is the bundled one, then what it cites."""
    return " ".join(dict.fromkeys((*(() if file else (JUDGEMENTS,)), *ids)))
