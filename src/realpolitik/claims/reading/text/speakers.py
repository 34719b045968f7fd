"""Who says a sentence: the speaker of an interview's turn, who is quoted, else the author."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from realpolitik.claims.reading.lexicon import joined, table

AUTHOR = "the author"
_NAME = r"(?:[A-ZÀ-Þ][\w'’.-]*|(?:de|da|von|van|bin|al|el|ben))(?:\s+(?:[A-ZÀ-Þ][\w'’.-]*|(?:de|da|von|van|bin|al|el|ben))){0,4}"
_TURN = re.compile(rf"\s*(?P<name>{_NAME}|[QA])\s*:\s+(?=\S)")
_QUOTED = re.compile(r'["“«]([^"”»]{2,1200})["”»]')


@dataclass(slots=True)
class Turns:
    """The turns of an interview, paragraph by paragraph: a name and a colon begin one, and it lasts until the next.

    A name alone is not enough (`Note: …`): it must begin at least two paragraphs of the text, or be of two words.
    """

    counts: dict[str, int]
    current: str = AUTHOR
    known: dict[str, str] = field(default_factory=dict)

    def strip(self, paragraph: str) -> tuple[int, str]:
        """Where the words of a paragraph begin, after the speaker's name, and who speaks."""
        found = _TURN.match(paragraph)
        if not found or not self._is_speaker(found["name"]):
            return 0, self.current
        name = found["name"]
        last = name.split()[-1]
        if " " in name:
            self.known[last] = name
        self.current = self.known.get(last, name)
        return found.end(), self.current

    def _is_speaker(self, name: str) -> bool:
        seen = self.counts.get(name.rsplit(maxsplit=1)[-1], 0)
        return seen >= 2 or (seen > 0 and " " in name and sum(self.counts.values()) >= 3)


def turns(paragraphs: list[str]) -> Turns:
    """The names that begin paragraphs, so that an interview is told from a text with colons."""
    counts: dict[str, int] = {}
    for paragraph in paragraphs:
        if found := _TURN.match(paragraph[:80]):
            last = found["name"].split()[-1]
            counts[last] = counts.get(last, 0) + 1
    return Turns(counts=counts)


def quoted(sentence: str) -> tuple[tuple[int, int], ...]:
    """Begin and end of the words within quotation marks."""
    return tuple(found.span(1) for found in _QUOTED.finditer(sentence))


def attributed(sentence: str, default: str) -> str:
    """Who is named as saying the sentence: `…, Wang Yi said`, `According to Putin, …`; else `default`.

    Examples
    --------
    >>> attributed("Trade will grow, Wang Yi said in March.", "the author")
    'Wang Yi'
    >>> attributed("According to Putin, trade has grown.", "the author")
    'Putin'
    """
    for pattern in _patterns():
        found = pattern.search(sentence)
        if found and not sentence[: found.start("who")].endswith(" and "):
            return found["who"].strip(" ,.")
    return default


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    verbs = joined(table("sentences")["said"])
    who = rf"(?P<who>{_NAME})"
    return (
        re.compile(rf"\b[Aa]ccording to (?:the )?{who}(?!\w)(?! [a-z]+s\b)"),
        re.compile(rf"\b[Aa]s {who} {verbs} it\b"),
        re.compile(rf"{who}(?:,[^,.;]{{2,80}},)? {verbs}\b(?! by\b)"),
        re.compile(rf"[,”\"] {verbs} (?:the )?{who}"),
    )
