"""Search of measures by words: `how dependent is Russia on China for imports` finds `dependence.import_share`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from functools import cache

from realpolitik.measures.registry import Measure, measures, rooms

WEIGHTS = {"name": 5.0, "says": 3.0, "definition": 1.0, "room": 1.0, "options": 0.5}
"""What a word counts by where it stands."""
NEAR = 0.2
"""Of the best measure's score: those below are not worth reading."""
STEM = 5
"""Words that begin with as many letters alike, and end in few others, are forms of one: depends, dependent, dependence."""
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
        Words, or a question. Function words, names of states and words that no measure has are passed over.
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
    for word in dict.fromkeys(word for word in _words(words) if word not in EMPTY):
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


def _alike(word: str, other: str) -> float:
    """1 for the same word, less for a form of it, 0 for another.

    Examples
    --------
    >>> _alike("imports", "import"), _alike("dependent", "dependence"), _alike("war", "warheads")
    (0.9, 0.7, 0.0)
    """
    if word == other:
        return 1.0
    short, long = sorted((word, other), key=len)
    if long in (f"{short}s", f"{short}es", f"{short}ed"):
        return 0.9
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return 0.7 if same >= STEM and same >= len(short) - 3 and same >= len(long) - 5 else 0.0


def _words(text: str) -> Sequence[str]:
    return re.findall(r"[a-z0-9]+", text.lower())
