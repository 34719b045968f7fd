"""Goods that have no sign, beside the noun of a flow: `wool exports`, `trade in high-value products`."""

from __future__ import annotations

import re

IN_SOME = re.compile(
    r" in (?!goods\b|(?:\w+ )?terms\b|yuan\b|the |its |both |total\b|value\b|volume\b)(?:[a-z]|<g)"
)
"""After `trade`, words by which it is that in some goods."""
ELSEWHERE = re.compile(
    r"\bnon-(?:<a|[a-z])|\b(?:other|remaining) (?:countries|partners|markets|states|nations)\b|\brest of the world\b|\belsewhere\b"
)
"""Words of trade with others than the two spoken of."""
_TAIL = re.compile(r"(?:(?:the|total|overall|annual|goods|merchandise) |<g\d+> )*$")
_KIND = re.compile(r"(?:^|[,;:] |\b(?:while|whereas|and|but|as|that|with|the|total|of) )([a-z][a-z-]+ )$")
_KINDS = re.compile(
    r"(?<![\w<@])([a-z][a-z-]+ (?:equipment|products|devices|components|parts|materials|machinery|supplies|appliances|instruments|items) )$"
)
"""Goods of two words: `optical equipment imports`."""
_OPENER = re.compile(
    r"(?:the|and|while|whereas|but|as|that|with|when|of|in|for|to|by|after|its|said|though|although|because|whose|where|since|also|however|meanwhile|overall|both|still|yet|so|then|similarly|likewise|conversely|here|thus|only|even|later|now|from|total|annual|bilateral|mutual|\w+ly) $"
)


def before_goods(head: str) -> tuple[str, str]:
    """Where a possessor goes: before adjectives and goods that stand before the noun."""
    tail = _TAIL.search(head)
    place = tail.start() if tail else len(head)
    # `wool exports to B`: goods that have no sign stay with their noun, and are then no known word
    if kind := _KINDS.search(head[:place]) or _KIND.search(head[:place]):
        if _OPENER.match(kind[1]):
            return head[:place], head[place:].replace("the ", "")
        place = kind.start(1)
    return head[:place], head[place:].replace("the ", "")
