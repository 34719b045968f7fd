"""In which language a text is written: by its commonest words, else by its script."""

from __future__ import annotations

import re
from collections import Counter

from realpolitik.claims.reading.lexicon import table

ENOUGH = 0.08
"""Share of a text's words among the commonest of its language; English prose has a third and more."""
SAMPLE = 40_000
FEW = 8
DISTINCT = 3
"""So many different words of a language must stand in the text: `met` and `in` among names are English as well as Dutch."""


def language(text: str) -> str:
    """The language as named in `pages.yaml`; `English` also for a text too short to tell.

    Examples
    --------
    >>> language("Le commerce entre la Chine et la Russie est plus important que dans les années passées.")
    'French'
    >>> language("Торговля Китая с Россией выросла в два раза.")
    'Russian or another language in Cyrillic'
    """
    sample = text[:SAMPLE]
    letters = sum(map(str.isalpha, sample)) or 1
    known = table("pages")
    for name, signs in known["scripts"].items():
        if len(re.findall(signs, sample)) > letters / 3:
            return name
    words = Counter(re.findall(r"[^\W\d_]+", sample.casefold()))
    total = sum(words.values())
    if total < FEW:
        return "English"
    shares = {
        name: sum(words[word] for word in common) / total for name, common in known["languages"].items()
    }
    best = max(shares, key=lambda name: shares[name])
    if sum(word in words for word in known["languages"][best]) < DISTINCT:
        return "English"
    # two languages share short words; English is left only for one that is clearly more likely
    return best if shares[best] >= ENOUGH and shares[best] > 1.2 * shares["English"] else "English"
