"""Search of measures by words: `how dependent is Russia on China for imports` finds `dependence.import_share`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache

from realpolitik.errors import UnknownStateError
from realpolitik.measures.registry import Measure, measures, rooms
from realpolitik.states import resolve

WEIGHTS = {"name": 5.0, "says": 3.0, "definition": 1.0, "room": 1.0, "options": 0.5}
"""What a word counts by where it stands."""
NEAR = 0.2
"""Of the best measure's score: those below are not worth reading."""
ENDINGS = (
    "iers",
    "ies",
    "ings",
    "ing",
    "ence",
    "ency",
    "ents",
    "ent",
    "ers",
    "er",
    "es",
    "ed",
    "s",
    "e",
    "y",
)
"""Of a word's forms, the longest first: votes and voting, supplies and suppliers, dependent and dependence."""
SHORTEST = 3
"""Letters that stay of a word."""
EMPTY = frozenset(
    re.findall(
        r"\w+",
        "a about after all an and are as at before between both by can did do does each either for from had has have how "
        "in into is it its many me more most much no not of on one or other out over say says show since so some state states such "
        "tell than that the their them there these they this those to under up us was were what when where which who whom "
        "whose why will with would",
    )
)


def search(words: str, known: Iterable[Measure] | None = None) -> list[Measure]:
    """Measures that speak of what is asked, the nearest first; of several equally near, by name.

    Parameters
    ----------
    words
        Words, or a question. Function words, names of states (with a capital) and words that no measure has are passed over.
    known
        Where to look; all registered measures where left out.

    Returns
    -------
    None where no word is found.

    Examples
    --------
    >>> search("how dependent is Russia on China for imports")[0].name
    'dependence.import_share'
    """
    found = sorted(measures().values() if known is None else known, key=lambda one: one.name)
    about = {one.name: room.says for room in rooms(found) for one in room.measures}
    scores: dict[str, float] = {}
    for word in dict.fromkeys(word for word in _words(_without_states(words)) if word not in EMPTY):
        held = {one.name: weight for one in found if (weight := _weight(one, about[one.name], word))}
        rare = math.log(1 + len(found) / len(held)) if held else 0.0
        for name, weight in held.items():
            scores[name] = scores.get(name, 0.0) + weight * rare
    least = NEAR * max(scores.values(), default=0.0)
    near = [one for one in found if scores.get(one.name, 0.0) >= least > 0]
    return sorted(near, key=lambda one: -scores[one.name])


def _weight(one: Measure, room: str, word: str) -> float:
    """Where a measure has a word: the sum over its fields; less for another form of it."""
    return sum(
        WEIGHTS[field] * max((_alike(word, other) for other in held), default=0.0)
        for field, held in _fields(
            one.name, one.says, one.method.definition, room, tuple(one.options)
        ).items()
    )


@cache
def _fields(
    name: str, says: str, definition: str, room: str, options: tuple[str, ...]
) -> dict[str, frozenset[str]]:
    texts = {"name": name, "says": says, "definition": definition, "room": room, "options": " ".join(options)}
    return {field: frozenset(_words(text)) for field, text in texts.items()}


def _without_states(text: str) -> str:
    """A text without the names of states of one word that it has."""
    return " ".join(word for word in re.findall(r"\w+", text) if not (word[0].isupper() and _is_state(word)))


def _is_state(word: str) -> bool:
    try:
        resolve(word)
    except UnknownStateError:
        return False
    return True


def _alike(word: str, other: str) -> float:
    """1 for the same word, less for another form of it, 0 for another.

    Examples
    --------
    >>> _alike("imports", "imports"), _alike("dependent", "dependence"), _alike("war", "warheads")
    (1.0, 0.8, 0.0)
    """
    return 1.0 if word == other else 0.8 if _stem(word) == _stem(other) else 0.0


@cache
def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word.removesuffix(ending)
    return word


def _words(text: str) -> Sequence[str]:
    return re.findall(r"[a-z0-9]+", text.lower())
