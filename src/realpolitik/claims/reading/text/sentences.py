"""Sentences of a paragraph; abbreviations, decimals, initials and quotations do not end one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from realpolitik.claims.reading.lexicon import table

LONGEST = 1500
"""Letters of a sentence; what runs on longer is cut at a space, so that every rule has bounded work."""
_STOP = re.compile(r"""(?P<stop>[.!?…]+)(?P<close>["'”’»)\]]*)(?P<space>\s+)(?=(?P<next>["'“‘«(\[]*\S))""")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of each sentence in a paragraph.

    Examples
    --------
    >>> text = 'The U.S. paid $3.5 billion. "It is true." Mr. Xi agreed.'
    >>> [text[a:b] for a, b in sentences(text)]
    ['The U.S. paid $3.5 billion.', '"It is true."', 'Mr. Xi agreed.']
    """
    start = 0
    for found in _STOP.finditer(text):
        if _ends(text, found):
            yield from _bounded(text, start, found.end("close"))
            start = found.end("space")
    if text[start:].strip():
        yield from _bounded(text, start, len(text.rstrip()))


def _ends(text: str, found: re.Match[str]) -> bool:
    following = found["next"].lstrip("\"'“‘«([")
    if following[:1].islower():
        return False
    if found["stop"] != ".":
        # a question or cry within quotation marks goes on where its speaker is named in small letters only
        return True
    before = text[max(0, found.start() - 12) : found.start()]
    word = re.split(r"[\s(\[\"'“‘—–-]", before)[-1]
    if re.fullmatch(r"[A-Z]", word) and not found["close"]:  # an initial: J. Smith; but "vitamin C. The"
        return False
    if re.fullmatch(
        r"(?:[A-Za-z]\.)+[A-Za-z]", word
    ):  # U.S. and p.m.: an end only before a word that opens sentences
        return bool(_openers().match(text, found.end("space")))
    if word in ("bn", "mn", "tn"):
        return following[:1].isupper()  # `worth EUR 3.5 bn. Coal made up the rest`
    return word.rstrip(".").casefold() not in _abbreviations()


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = text.rfind(" ", start, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut + (text[cut : cut + 1] == " ")
    if start < end:
        yield start, end


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word.casefold() for word in table("sentences")["abbreviations"])


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(table('sentences')['openers'])})\b")
