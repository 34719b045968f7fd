"""What a state spends on its military: an amount, or a share of its output."""

from __future__ import annotations

import re
from collections.abc import Iterator

from realpolitik.claims.reading.meaning.periods import Clock
from realpolitik.claims.reading.meaning.stance import is_prediction
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS
from realpolitik.claims.reading.spotting.mentions import Skeleton

_WHAT = r"(?:(?:the |its |their )?(?:military|defen[cs]e|armed forces|arms))"
_LEVEL = r"(?:was|were|is|stood at|stands at|reached|totall?ed|amounted to|came to|hit|rose to|grew to|increased to|fell to|at|of|reaching)"
_RULES = tuple(
    re.compile(rule)
    for rule in (
        rf"<a(?P<who>\d+)> (?:has |had )?(?:spent|spends|devoted|devotes) (?:an estimated )?<q(?P<amount>\d+)>(?P<gdp> of (?:<p\d+> |its )?(?:gdp|gross domestic product|economic output|national income|output))? (?:\w+ )?on {_WHAT}",
        rf"<a(?P<who>\d+)>(?:'s?)? (?:total |overall |annual )?{_WHAT} (?:spending|expenditures?|outlays?|budget)(?: <t\d+>)? {_LEVEL} (?:an estimated )?<q(?P<amount>\d+)>(?P<gdp> of (?:its )?(?:gdp|gross domestic product|output))?",
        rf"<a(?P<who>\d+)>(?:'s?|:)? (?:total |overall |annual )?{_WHAT} (?:spending|expenditures?|outlays?) (?:jumped|rose|grew|increased|surged|climbed|soared|fell|dropped|declined)(?: by)? <q(?P<growth>\d+)> to (?:an estimated |a record )?<q(?P<amount>\d+)>(?P<gdp>)",
    )
)


def spending(number: int, skeleton: Skeleton, clock: Clock) -> Iterator[Statement]:
    """Claims on military spending, one an amount."""
    for rule in _RULES:
        for one in rule.finditer(skeleton.text):
            amount = skeleton.mentions[int(one["amount"])].value
            code = str(skeleton.mentions[int(one["who"])].value.code)
            unit = "share" if one["gdp"] else "USD"
            if code in GROUPS or is_prediction(skeleton, one.start(), one.end()) or amount.unit != unit:
                continue
            place = skeleton.places[int(one["amount"])]
            yield Statement(
                sentence=number, relation="military-gdp" if one["gdp"] else "military", states=(code,), test=amount.bound or "near",
                value=amount.value, unit=unit, period=clock.of_amount(place).split("..")[0], about=amount.about, step=amount.step,
                words=skeleton.words(one.start(), one.end()), confidence=0.8,
            )  # fmt: skip
            if one.groupdict().get("growth"):
                yield _growth(number, skeleton, clock, one)


def _growth(number: int, skeleton: Skeleton, clock: Clock, one: re.Match[str]) -> Statement:
    """By how much spending changed; publishers count it at constant prices, and the words do not say."""
    amount = skeleton.mentions[int(one["growth"])].value
    falls = re.search(r"\b(?:fell|dropped|declined)\b", one[0])
    return Statement(
        sentence=number, relation="military", states=(str(skeleton.mentions[int(one["who"])].value.code),),
        test="shrinks" if falls else "grows", value=amount.value, unit="share", period=clock.change(clock.main()), step=amount.step,
        words=skeleton.words(one.start(), one.end()), confidence=0.7, doubts=("whether the growth is one of current or of constant prices",),
    )  # fmt: skip
