"""The questions of a brief: those of `questions.yaml`, and those that other packages add."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.briefs.conditions import CONDITIONS
from realpolitik.errors import FileFormatError, OptionError, UnknownNameError
from realpolitik.sources.shipped import shipped
from realpolitik.store.safe import read_yaml

if TYPE_CHECKING:
    from realpolitik.claims import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """A measure to show: on which of the two states (`a`, `b`), with which options; a `lead` answers the
    question; a brief that ends before `since` does not ask for it, nor does one of a pair to which it does
    not apply; `instead` answers it where no lead has a figure; `lacking` is shown only there, and answers nothing.
    """

    measure: str
    about: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    lead: bool = False
    since: int = 0
    applies: str = "always"
    instead: bool = False
    lacking: bool = False


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
    lacks: Mapping[str, str] = field(default_factory=dict)

    def takes(self, measure: str) -> bool:
        """Whether a claim about this measure belongs here."""
        return any(measure == name or measure.startswith(f"{name}.") for name in self.claims)


OTHER = Question(id="other-statements", asks="What else is said of {a} and {b}?", short="Other statements")
"""Where claims go that belong to no question."""
BLOCS = Question(
    id="what-takes-no-bloc", asks="What cannot be asked of {a} and {b} together?", short="Not for blocs"
)
"""Where measures are named that take states alone, in a brief with a bloc as a side."""


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


def with_own(path: Path) -> tuple[Question, ...]:
    """The questions with those of a file of one's own after them; one of the same `id` takes the place of the program's.

    Raises
    ------
    FileFormatError
        The file is no list of questions, or two of it have one `id`.
    UnknownNameError
        A question shows a measure, or an option of one, that there is not.
    """
    from realpolitik.measures import get

    own = _added(path)
    for one in own:
        if sum(other.id == one.id for other in own) > 1:
            raise FileFormatError(str(path), f"two questions have the id {one.id!r}: rename one")
        for show in one.shows:
            measure = get(show.measure)
            measure.read(show.options)
            if len(show.about) != measure.states or not set(show.about) <= {"a", "b"}:
                raise FileFormatError(
                    str(path),
                    f"{one.id}: {show.measure} is about {measure.states} of a and b, not about [{', '.join(show.about)}]",
                )
    replaced = {one.id: one for one in own}
    return (
        *(replaced.pop(one.id, one) for one in questions()),
        *(one for one in own if one.id in replaced),
    )


def known(claims: Iterable[Claim], asked: Sequence[Question], *, file: str) -> None:
    """Refuse a claim whose question is none of those asked.

    Raises
    ------
    UnknownNameError
        There is no such question; with suggestions.
    """
    ids = [one.id for one in asked]
    for claim in claims:
        if claim.question not in ids:
            raise UnknownNameError(f"question (of the claim {claim.id!r} in {file})", claim.question, ids)


def _added(path: Path) -> list[Question]:
    """The questions in a file of another package, or of one's own."""
    entries = read_yaml(path)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise FileFormatError(str(path), "is no list of questions, each with id, asks, short and shows")
    return [_question(entry, str(path)) for entry in entries]


def _question(entry: Mapping[str, Any], file: str) -> Question:
    try:
        shows = tuple(Show(**{**show, "about": tuple(show["about"])}) for show in entry.get("shows", ()))
        lists = {name: tuple(entry.get(name, ())) for name in ("claims", "supply")}
        made = Question(**{**entry, **lists, "shows": shows})
        made.asks.format(a="", b="")  # a name in braces that is neither is a mistake of the file
        for part in (made, *made.shows):
            if part.applies not in CONDITIONS:
                known = "; ".join(CONDITIONS)
                raise FileFormatError(file, f"{made.id}: applies is {part.applies!r}; there are: {known}")
        return made
    except (TypeError, KeyError, ValueError, IndexError, AttributeError) as error:
        if isinstance(error, FileFormatError):
            raise
        raise FileFormatError(file, f"{entry.get('id', '?')}: {_problem(error)}") from error


def _problem(error: Exception) -> str:
    """What is wrong with an entry, in words of its author."""
    said = str(error).replace("Question.__init__() ", "").replace("Show.__init__() ", "")
    if isinstance(error, KeyError):
        return f"there is no {said}: of names in braces there are {{a}} and {{b}}; a measure to show has `measure` and `about`"
    return said.replace("got an unexpected keyword argument", "there is no part").replace(
        "missing", "it lacks"
    )
