"""How a sentence stands to what it says: states it, holds an opinion, foresees, supposes, or asks."""

from __future__ import annotations

import re
from functools import cache

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.spotting.mentions import Skeleton

CLAUSE = re.compile(
    r";| - |, (?=\w+ing\b)|, (?:which|who|while|whereas|but|and yet|although|though|because|as|and(?= (?:it|they|he|she|the) | <[ap]))(?=\W)"
    r"|(?<=[a-z>]) (?:while|whereas|although|though|because|which|that (?:analysts|critics))\b|,? (?:unlike|in contrast (?:to|with)|as opposed to)\b|:"
)


_UNSEEN = re.compile(
    r"\b(?:not|never) (?:been )?(?:seen|matched|reached)\b(?= since| in| for| <t|[.,]|$)|\b(?:not|nothing) (?:only|least|surprisingly)\b"
)
"""Denials that deny nothing: `levels not seen since 2014`, `not only`."""


def is_question(text: str) -> bool:
    """Whether the sentence asks."""
    return text.rstrip("\"'”’ )").endswith("?")


def is_avowed(skeleton: Skeleton) -> bool:
    """Whether the sentence says of itself that it is an opinion or a wish: `I think`, `should`, `in my view`."""
    return bool(_any("avowed").search(_plain(skeleton)))


def is_opinion(skeleton: Skeleton, start: int = 0, end: int | None = None) -> bool:
    """Whether words of judgement stand in the clauses that `start` to `end` lie in; in the sentence where left out."""
    text = _plain(skeleton)
    first, last = (0, len(text)) if end is None else clause(text, start, end)
    return bool(_any("opinion").search(text[first:last]))


def is_supposed(skeleton: Skeleton) -> bool:
    """Whether the sentence supposes, invites, or denies what others say."""
    return bool(_any("supposed").search(_plain(skeleton)))


def is_conditional(skeleton: Skeleton) -> bool:
    """Whether the sentence says what would follow if something came true: `if …, banks may …`, not `had it been so, …`."""
    opens = re.match(r"\s*(?:if|should)\b", skeleton.text)
    return (
        bool(opens) and " had " not in f" {skeleton.text}" and bool(_any("prediction").search(skeleton.text))
    )


def is_prediction(skeleton: Skeleton, start: int = 0, end: int | None = None) -> bool:
    """Whether the clauses that `start` to `end` lie in foresee, plan or suppose; the whole sentence where left out."""
    text = skeleton.text
    first, last = clause(text, start, len(text) if end is None else end)
    piece = _any("certain").sub("", text[first:last])
    future = any(skeleton.mentions[n].value.how == "future" for n in skeleton.numbers("t", first, last))
    return future or bool(_any("prediction").search(piece))


def is_hedged(skeleton: Skeleton) -> bool:
    """Whether the sentence says that what it says is not certain."""
    return bool(_hedges().search(skeleton.text))


def is_denied(skeleton: Skeleton, start: int, end: int) -> bool:
    """Whether a word of denial stands in the clause of `start` to `end`."""
    first, last = clause(skeleton.text, start, end)
    return denies(skeleton.text[first:last])


def denies(words: str) -> bool:
    """Whether a word of denial stands in these words.

    Examples
    --------
    >>> denies("it did not rise"), denies("levels not seen since 2014")
    (True, False)
    """
    return bool(_word("denied").search(_UNSEEN.sub("", words)))


def find(name: str, words: str) -> str:
    """The first match of a list of patterns of `stance.yaml` in these words; empty where none matches."""
    found = _any(name).search(words)
    return found[0] if found else ""


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clauses that hold `start` to `end`: to the nearest words that begin another, on either side.

    Examples
    --------
    >>> text = "it rose, while that fell; so be it"
    >>> first, last = clause(text, 16, 20)
    >>> text[first:last]
    ' that fell'
    """
    first, last = 0, len(text)
    for cut in CLAUSE.finditer(text):
        if cut.end() <= start:
            first = cut.end()
        elif cut.start() >= end:
            last = min(last, cut.start())
    return first, last


def first_word(name: str, skeleton: Skeleton, start: int, end: int) -> re.Match[str] | None:
    """The first word of a list of `stance.yaml` (rises, falls, record, cut, absent) in a stretch."""
    return next(iter(every_word(name, skeleton, start, end)), None)


def every_word(name: str, skeleton: Skeleton, start: int, end: int) -> list[re.Match[str]]:
    """All such words."""
    # searched beyond `end`, so that a word may look at what follows it
    return [one for one in _word(name).finditer(skeleton.text, start) if one.end() <= end]


def _plain(skeleton: Skeleton) -> str:
    return skeleton.text.replace('"', " ")


@cache
def _any(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in table("stance")[name]))


@cache
def _word(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w<]){joined(table('stance')[name])}(?!\w)"
        if name != "denied"
        else rf"(?:\b|(?=n't)){joined(table('stance')[name])}\b"
    )


@cache
def _hedges() -> re.Pattern[str]:
    return re.compile(table("stance")["hedges"])
