"""A flow that a pronoun stands for, and changes that are said before their flow: `They fell by 9 %`, `a 6 % rise in exports`."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from realpolitik.claims.reading.forms.chains import ADV, Said
from realpolitik.claims.reading.forms.heads import Head, words
from realpolitik.claims.reading.forms.topic import Topic
from realpolitik.claims.reading.spotting.mentions import Skeleton


@cache
def _they() -> re.Pattern[str]:
    """A pronoun that stands for the flow of the sentence before."""
    return re.compile(
        rf"\W*(?:(?:in (?:terms of )?(?:value|monetary|dollar|money|volume)(?: terms)?|by (?:value|volume)|(?:in |during |for )?<t\d+>|meanwhile|however|but|at the same time),? )*(?:they|these|this|that|it|<p\d+>)(?= (?:{ADV} )*(?:{words('up')}|{words('down')}|was|were|compares|compared|marks?|represents?)\b)"
    )


def pronoun(skeleton: Skeleton, topic: Topic) -> list[Head]:
    """The flow of the sentence before, where a pronoun stands for it: `They fell by 9 %`, `That was up from 3 million tonnes`."""
    one = _they().match(skeleton.text) if isinstance(topic.last, Head) else None
    if one is None or not skeleton.numbers("q") or not isinstance(topic.last, Head):
        return []
    if re.match(r" (?:was|were|is) (?:the|a|an|not)\b", skeleton.text[one.end() :]) or re.search(
        r"<a", one[0]
    ):
        return []
    return [
        replace(
            topic.last,
            start=one.start(),
            end=one.end(),
            supposed=(*topic.last.supposed, "what is meant is taken from the sentence before"),
        )
    ]


def led(skeleton: Skeleton, head: Head) -> list[Said]:
    """A change that is said before its flow: `a 6 % rise in exports`, `an increase of 6 % in imports`, `imported 6 % more`."""
    one = _leading().search(skeleton.text[: head.start])
    if one is None:
        return []
    number = int((one["q"] or one["q2"])[2:-1])
    amount = skeleton.mentions[number].value
    if amount.unit not in ("share", "growth", "times"):
        return []
    return [
        Said(
            number=number,
            role="growth",
            falling=one["down"] is not None or one["down2"] is not None,
            start=one.start(),
            end=head.end,
        )
    ]


@cache
def _leading() -> re.Pattern[str]:
    up, down = words("rises"), words("falls")
    kind = r"(?:[a-z-]+ ){0,2}?"
    return re.compile(
        rf"(?:(?P<q><q\d+>) {kind}(?:(?P<up>{up})|(?P<down>{down}))|(?:(?P<up2>{up})|(?P<down2>{down})) of (?:about |nearly |over |more than )?(?P<q2><q\d+>))(?: {ADV})* (?:in|of|for) (?:the |its |their )?$"
    )
