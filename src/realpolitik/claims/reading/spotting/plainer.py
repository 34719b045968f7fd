"""Turns of phrase for which plainer words are read, so that rules need not know every way of saying them."""

from __future__ import annotations

import re
from functools import cache

from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.spotting.mentions import Mention, disjoint


def plainer(sentence: str) -> list[Mention]:
    """Stretches of a sentence for which other words are read; the value is those words.

    Examples
    --------
    >>> [(one.text, one.value) for one in plainer("The value of imports and exports between the two rose.")]
    [('The value of imports and exports', 'trade')]
    """
    found = [
        Mention(start=one.start("all"), end=one.end("all"), kind="n", text=one["all"], value=words)
        for words, pattern in _patterns()
        for one in pattern.finditer(sentence)
    ]
    return list(disjoint(found))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (str(words), re.compile(f"(?P<all>{rule})", re.IGNORECASE))
        for words, rules in table("plainer").items()
        for rule in rules
    )
