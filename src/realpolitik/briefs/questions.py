"""The questions of a brief: those of `questions.yaml`, and those that other packages add."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from realpolitik.briefs.conditions import CONDITIONS
from realpolitik.errors import FileFormatError, OptionError
from realpolitik.sources.shipped import shipped
from realpolitik.store.safe import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """A measure to show: on which of the two states (`a`, `b`), with which options; a `lead` answers the
    question; a brief that ends before `since` does not ask for it, nor does one of a pair to which it does
    not apply; `instead` answers it where no lead has a figure.
    """

    measure: str
    about: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    lead: bool = False
    since: int = 0
    applies: str = "always"
    instead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question about two states; see the head of `questions.yaml` for its parts."""

    id: str
    asks: str
    short: str
    past: str = ""
    since: int = 0
    applies: str = "always"
    shows: tuple[Show, ...] = ()
    claims: tuple[str, ...] = ()
    supply: tuple[str, ...] = ()

    def takes(self, measure: str) -> bool:
        """Whether a claim about this measure belongs here."""
        return any(measure == name or measure.startswith(f"{name}.") for name in self.claims)


OTHER = Question(id="other-statements", asks="What else is said of {a} and {b}?", short="Other statements")
"""Where claims go that belong to no question."""


@cache
def questions() -> tuple[Question, ...]:
    """All questions, in the order of the page; those of other packages (entry points `realpolitik.questions`) come last.

    Raises
    ------
    FileFormatError
        An entry has a part that no question has, or lacks one.
    OptionError
        An entry point is no `Path`, or two questions have one `id`.

    Examples
    --------
    >>> questions()[0].id
    'how-large-is-trade'
    """
    found = {
        one.id: one
        for entry in shipped("realpolitik.briefs", "questions")
        for one in [_question(entry, "questions.yaml")]
    }
    for added in entry_points(group="realpolitik.questions"):
        path = added.load()
        if not isinstance(path, Path):
            raise OptionError(
                f"the entry point {added.name!r} ({added.value}) of realpolitik.questions is no Path"
            )
        for one in _added(path):
            if one.id in found:
                raise OptionError(f"two questions have the id {one.id!r}: rename the one in {path}")
            found[one.id] = one
    return tuple(found.values())


def _added(path: Path) -> list[Question]:
    """The questions in a file of another package."""
    entries = read_yaml(path)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise FileFormatError(str(path), "is no list of questions, each with id, asks, short and shows")
    return [_question(entry, str(path)) for entry in entries]


def _question(entry: Mapping[str, Any], file: str) -> Question:
    try:
        shows = tuple(Show(**{**show, "about": tuple(show["about"])}) for show in entry.get("shows", ()))
        lists = {name: tuple(entry.get(name, ())) for name in ("claims", "supply")}
        made = Question(**{**entry, **lists, "shows": shows})
        for part in (made, *made.shows):
            if part.applies not in CONDITIONS:
                known = "; ".join(CONDITIONS)
                raise FileFormatError(file, f"{made.id}: applies is {part.applies!r}; there are: {known}")
        return made
    except (TypeError, KeyError) as error:
        raise FileFormatError(file, f"{entry.get('id', '?')}: {error}") from error
