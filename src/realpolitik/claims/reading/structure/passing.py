"""Changes of two states' trade that a sentence only names in passing: `the decline in trade between A and B has …`.

Each is read as a clause of its own, `trade between A and B fell`, without an amount.
"""

from __future__ import annotations

import re

from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.flow_words import KIND, NOUN, A, any_of

_OF_TWO = rf"(?:{A} {KIND}{NOUN} (?:to|from|with) {A}|(?:<p\d+> |total |overall )*(?:trade|turnover) (?:between|of) (?:<p\d+>|{A} and {A})|(?:<p\d+> |<a\d+>-<a\d+> )(?:trade|turnover)\b)"
_NAMED = re.compile(
    rf"\b(?:the|an?|this|an? [a-z]+ly) (?:(?!of |in )[a-z-]+ ){{0,3}}?(?:(?P<rise>{any_of('rise')})|(?P<fall>{any_of('fall')})) (?:in|of) (?P<flow>{_OF_TWO})(?P<when>(?:,? <t\d+>)?)(?! (?:of|to|by) (?:[a-z]+ )?<q)(?!'s?\b| [a-z]*(?:deficit|surplus|balance|barrier|war))"
)
"""`A slight decline in trade between A and B`, named in passing."""
_NOT_SO = re.compile(
    rf"<q\d+> $|\b(?:no|not|without|any|if|whether|may|might|could|would|will|should|can|{any_of('expectation')}|expects?|hopes?|hoping|aims?|aiming|targets?|targeting|plans?|seeks?|risks?|fears?|prevent|avoid|for|towards?|potential|possible|promote|support|ensure|facilitate|such|like)\b[^;,]{{0,40}}$"
)


_OF_SOME = re.compile(
    rf"\b(?:{any_of('unreal')}|first|second|third|last|previous|only|latest|next|(?:steep|sharp|bigg|larg|great|fast|slow|strong|weak|high|low)est|record|most|least)\b"
)
"""Changes that were not, and those of which more is said: `the first drop in trade since …`."""


_CAME_AFTER = re.compile(
    r",? (?:came|comes|follows|followed|was followed|is) (?:after |by |on )?(?:an? |the )?"
)


def with_named_changes(text: str) -> str:
    """The words of a sentence with the first change of two states' trade that it names in passing as a clause of its own."""
    one = _NAMED.search(text) if any(f" {word} " in text for word in ("in", "of")) else None
    if one is None or _NOT_SO.search(text[: one.start()]) or _OF_SOME.search(one[0]):
        return text
    rest = text[one.end() :].rstrip(". ")
    if _CAME_AFTER.match(rest):
        return text
    return f"{text[: one.start()]}the change{rest}; {one['flow']} {'rose' if one['rise'] else 'fell'}{one['when']}."


def named_in_passing(whole: Skeleton) -> bool:
    """Whether the last clause of a sentence is a change that it only names."""
    return bool(_LAST.search(whole.text)) and not _SAID.search(whole.origin)


_LAST = re.compile(r"; [^;<]*(?:<[ap](?:\d+|@[A-Z]+)>[^;<]*)*\b(?:rose|fell)\.?$")
_SAID = re.compile(r"\b(?:rose|fell)\b")
