"""What a sentence mentions: states, amounts, times, goods and phrases, each with its place.

Rules are written over the *skeleton* of a sentence, in which each mention is one sign: `trade between <a0> and <a1>
reached <q2> in <t3>`. So a rule need not know how a state or an amount may be written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["a", "p", "q", "t", "g", "w", "x", "n"]
"""a: one state or group, p: two states (`both countries`) or a pronoun, q: amount, t: time, g: goods, w: phrase; x: words that are
passed over (who reports a figure, a footnote's mark), of which the skeleton has no sign; n: words for which plainer ones stand in the
skeleton (`trade` for `the value of imports and exports`), which are the value."""
SIGN = re.compile(r"<([apqtgw])(\d+)>")


_SIGNS = {"x": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of a sentence and what it stands for (`value` depends on the kind)."""

    start: int
    end: int
    kind: Kind
    text: str
    value: Any


@dataclass(slots=True)
class Skeleton:
    """A sentence with its mentions as signs, in lower case; `number` of a sign is its place in `mentions`.

    `said` are the words of the sentence that a clause apart was read from, in which signs may stand that the words leave out.

    Examples
    --------
    >>> one = Mention(start=9, end=14, kind="a", text="China", value="CHN")
    >>> Skeleton.of("Trade of China rose.", (one,)).text
    'trade of <a0> rose.'
    """

    text: str
    mentions: tuple[Mention, ...]
    origin: str
    places: list[tuple[int, int]] = field(default_factory=list)
    said: str = ""

    @classmethod
    def of(cls, sentence: str, mentions: tuple[Mention, ...]) -> Skeleton:
        parts, last, places, length = [], 0, [], 0
        for number, one in enumerate(mentions):
            between = _folded(sentence[last : one.start])
            sign = _SIGNS.get(one.kind, f"<{one.kind}{number}>")
            sign = str(one.value) if one.kind == "n" else sign
            parts += [between, sign]
            length += len(between)
            places.append((length, length + len(sign)))
            length += len(sign)
            last = one.end
        parts.append(_folded(sentence[last:]))
        return cls("".join(parts), mentions, sentence, places)

    def numbers(self, kinds: str, start: int = 0, end: int | None = None) -> list[int]:
        """The mentions of some kinds whose signs lie from `start` to `end` of the skeleton."""
        stop = len(self.text) if end is None else end
        return [
            number
            for number, (first, last) in enumerate(self.places)
            if self.mentions[number].kind in kinds and first >= start and last <= stop
        ]

    def words(self, start: int, end: int) -> str:
        """The words of the sentence that a stretch of the skeleton stands for; of a clause apart, the whole clause."""
        if self.said:
            return self.said
        return self.origin[self._back(start, first=True) : self._back(end, first=False)].strip()

    def _back(self, place: int, *, first: bool) -> int:
        shift = 0
        for one, (start, end) in zip(self.mentions, self.places, strict=True):
            if place < end if first else place <= start:
                return one.start if place > start else place + shift
            shift = one.end - end
        return min(place + shift, len(self.origin))


def number_of(sign: str) -> int:
    """The place of a sign in the list of mentions: 3 for `<a3>`."""
    found = SIGN.match(sign)
    if not found:
        raise ValueError(f"{sign!r} is no sign of a mention")
    return int(found[2])


def disjoint(found: list[Mention]) -> tuple[Mention, ...]:
    """The mentions without those that overlap a longer one or, of one length, an earlier one; in order of place."""
    chosen: list[Mention] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if all(one.end <= other.start or one.start >= other.end for other in chosen):
            chosen.append(one)
    return tuple(sorted(chosen, key=lambda one: one.start))


def _folded(text: str) -> str:
    # one sign for one, so that places stay: a lower case of two letters (İ) keeps its capital
    lowered = "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
    return lowered.translate(
        {0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-", 0x3C: "(", 0x3E: ")"}
    )
