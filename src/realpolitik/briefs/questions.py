"""The questions of a brief, read from `questions.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from realpolitik.errors import FileFormatError
from realpolitik.sources.shipped import shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """A measure to show: on which of the two states (`a`, `b`), with which options; a `lead` answers the
    question; a brief that ends before `since` does not ask for it.
    """

    measure: str
    about: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    lead: bool = False
    since: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question about two states; see the head of `questions.yaml` for its parts."""

    id: str
    asks: str
    short: str
    past: str = ""
    since: int = 0
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
    """All questions, in the order of the page.

    Raises
    ------
    FileFormatError
        An entry has a part that no question has, or lacks one.

    Examples
    --------
    >>> questions()[0].id
    'how-large-is-trade'
    """
    return tuple(_question(entry) for entry in shipped("realpolitik.briefs", "questions"))


def _question(entry: Mapping[str, Any]) -> Question:
    try:
        shows = tuple(Show(**{**show, "about": tuple(show["about"])}) for show in entry.get("shows", ()))
        lists = {name: tuple(entry.get(name, ())) for name in ("claims", "supply")}
        return Question(**{**entry, **lists, "shows": shows})
    except (TypeError, KeyError) as error:
        raise FileFormatError("questions.yaml", f"{entry.get('id', '?')}: {error}") from error
