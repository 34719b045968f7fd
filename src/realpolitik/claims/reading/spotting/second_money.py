"""An amount that a text gives in two moneys: `124.5 billion zlotys ($31 billion)` is one amount, told twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Mention, Skeleton

_OPENS = re.compile(r",? ?\((?:(?:or|about|around|some|roughly|approximately|nearly|almost|over|equal to|equivalent to|at) )*", re.IGNORECASE)  # fmt: skip
_LEVELS = ("near", "at_least", "at_most")


def of_two_moneys(sentence: str, found: Iterable[Mention]) -> list[Mention]:
    """The mentions of a sentence in which an amount in brackets, the same in another money, is passed over; the amount before keeps it, and dollars are the one that stays.

    Examples
    --------
    >>> from realpolitik.claims.reading.spotting.amounts import amounts
    >>> text = "rose to 20 billion zlotys ($5 billion)"
    >>> [(one.kind, one.text) for one in of_two_moneys(text, amounts(text))]
    [('x', '20 billion zlotys ('), ('q', '$5 billion'), ('x', ')')]
    """
    made = sorted(found, key=lambda one: one.start)
    money = {*table("amounts")["currencies"]}
    amounts = [one for one in made if one.kind == "q" and one.value.unit in money]
    for one, second in pairwise(amounts):
        opens = _OPENS.fullmatch(sentence[one.end : second.start])
        if (
            opens is None
            or sentence[second.end : second.end + 1] != ")"
            or one.value.unit == second.value.unit
        ):
            continue
        stays, other = (second, one) if second.value.unit == "USD" else (one, second)
        kept = replace(stays, value=replace(stays.value, other=replace(other.value, other=None)))
        start = one.start if stays is second else one.end
        end = second.start if stays is second else second.end + 1
        made = [each for each in made if each is not one and each is not second]
        made += [kept, _passed(sentence, start, end)]
        if stays is second:
            made.append(_passed(sentence, second.end, second.end + 1))
    return sorted(made, key=lambda one: one.start)


def _passed(sentence: str, start: int, end: int) -> Mention:
    return Mention(start=start, end=end, kind="x", text=sentence[start:end], value="passed over")


def in_both_moneys(claims: Iterable[Statement], skeleton: Skeleton) -> list[Statement]:
    """The claims of a sentence, those on an amount that it gives in two moneys in both."""
    told = [one.value for one in skeleton.mentions if one.kind == "q" and one.value.other is not None]
    made: list[Statement] = []
    for claim in claims:
        made.append(claim)
        if claim.test not in _LEVELS or claim.value is None:
            continue
        same = next((one for one in told if (one.unit, one.value) == (claim.unit, abs(claim.value))), None)
        if same is not None:
            value = same.other.value if claim.value >= 0 else -same.other.value
            made.append(claim.model_copy(update={"value": value, "unit": same.other.unit, "step": same.other.step}))  # fmt: skip
    return made
