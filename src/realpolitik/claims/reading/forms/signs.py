"""Signs of a skeleton: states, goods and what they stand for."""

from __future__ import annotations

import re

from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.spotting.things import goods

A, G, P = r"<a\d+>", r"<g\d+>", r"<p\d+>"
LENT = "whose it is, and of which goods, is taken from the words before"


def codes(text: str | None, skeleton: Skeleton) -> tuple[str, ...]:
    """The states and groups of a stretch, in order."""
    return tuple(str(skeleton.mentions[int(one)].value.code) for one in re.findall(r"<a(\d+)>", text or ""))


def goods_of(text: str, skeleton: Skeleton) -> tuple[str, ...]:
    """The goods of a stretch, in order."""
    return tuple(
        dict.fromkeys(str(skeleton.mentions[int(one)].value) for one in re.findall(r"<g(\d+)>", text))
    )


def counted_goods(number: int, skeleton: Skeleton) -> tuple[str, ...]:
    """The goods that an amount counts: `357,000 cars`."""
    mention = skeleton.mentions[number]
    return (
        tuple(dict.fromkeys(str(one.value) for one in goods(mention.text)))
        if mention.value.unit == "units"
        else ()
    )
