"""Words of a sentence that say who reports a figure, or mark a footnote: no part of what is claimed."""

from __future__ import annotations

import re
from functools import cache

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.spotting.mentions import Mention, disjoint


def passed_over(sentence: str) -> list[Mention]:
    """Footnote marks, datelines, attributions, and an amount that the sentence itself converts into dollars.

    Examples
    --------
    >>> [one.text for one in passed_over("Trade hit a record, Chinese customs data showed last week, up 26.3%.[1]")]
    [', Chinese customs data showed last week', '[1]']
    >>> [one.text for one in passed_over("Customs data showed that trade fell.")]
    ['Customs data showed that ']
    """
    found = [
        Mention(start=one.start("skip"), end=one.end("skip"), kind="x", text=one["skip"], value="passed over")
        for pattern in _patterns()
        for one in pattern.finditer(sentence)
        if not _FORESEEN.search(one["skip"])
    ]
    return list(disjoint(found))


_FORESEEN = re.compile(
    r"(?i)\b(?:according to|as per|per|based on) [^,;]*\b(?:forecasts?|projections?|predictions?|models?|scenarios?|simulations?)\b"
)
"""Attributions to what foresees or supposes: its figure is none on record."""


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    known = table("passed_over")
    words = {name: joined(text) for name, text in known["words"].items()}
    made = []
    for rule in known["rules"]:
        text = re.sub(r"\{([a-z]+)\}", lambda one: words[one[1]], rule)
        made.append(re.compile(text))
    return tuple(made)
