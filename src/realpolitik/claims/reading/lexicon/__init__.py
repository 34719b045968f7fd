"""What the reader knows of words: YAML files beside this module, each read once, safely."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from realpolitik.sources.shipped import shipped

PAIR = 2
"""How many states, years or amounts are a pair, and how often a state is named that a text is on."""


@cache
def table(name: str) -> Any:
    """The content of the file `name`.yaml of this folder."""
    return shipped("realpolitik.claims.reading.lexicon", name)


def second_state(what: str, first: str) -> str:
    """The state that fills the second place beside one that a sentence names alone (`second_states.yaml`, with the reason).

    Examples
    --------
    >>> second_state("settlement", "RUS"), second_state("settlement", "CHN"), second_state("settlement", "IND")
    ('CHN', 'RUS', 'CHN')
    """
    return str(next(code for code in table("second_states")[what]["states"] if code != first))


def joined(words: str | list[str]) -> str:
    """A group of a regular expression that matches any of the words; a text wrapped over lines is one expression."""
    inside = "|".join(words) if isinstance(words, list) else re.sub(r"\s+\|\s*|\|\s+", "|", words)
    return f"(?:{inside})"
