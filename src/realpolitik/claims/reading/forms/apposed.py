"""Sentences without what stands beside a state and says no amount of it: `A, the largest buyer of coal, took 3 million tonnes`."""

from __future__ import annotations

import re
from functools import cache

from realpolitik.claims.reading.forms.heads import A, words
from realpolitik.claims.reading.spotting.mentions import Skeleton

_PLACES = ("rank", "ordinal")
"""Units that what is said beside a state may have."""


def without_apposition(skeleton: Skeleton) -> str:
    """The text of a skeleton, states without what is said of them between commas or dashes; empty where nothing changes."""
    if ", " not in skeleton.text and "-" not in skeleton.text:
        return ""
    text = _beside().sub(lambda one: _cut(one, skeleton), skeleton.text)
    return "" if text == skeleton.text else text


def _cut(one: re.Match[str], skeleton: Skeleton) -> str:
    who, said = one["who"] or one["who2"], one["said"] or one["said2"]
    units = [skeleton.mentions[int(n)].value.unit for n in re.findall(r"<q(\d+)>", said)]
    if all(unit in _PLACES or (unit == "share" and " share" in said) for unit in units):
        return f"{who} "
    return one[0]


@cache
def _beside() -> re.Pattern[str]:
    verb = rf"(?:{words('up')}|{words('down')}|{words('levels')}|{words('sells')}|{words('buys')}|{words('accounts')}|{words('raises')}|{words('cuts')}|up|down|saw|has|have|had|also)"
    said = r"(?:the|its|their|an?|in|by far|traditionally|historically|long|already|ranked|ranking|still|currently|now|once|another|which (?:is|was|remains|ranked|ranks)|<[ap]\d+>(?:'s?)?|home to)(?![\w-])(?:[^,;<.]|<[atgpq]\d+>|<[pw]\d+>|, (?:and|or) )"
    return re.compile(
        rf"(?P<who>{A}),(?P<said> {said}{{2,110}}?), (?={verb}\b)|(?P<who2>{A}) ?- ?(?P<said2>{said}{{2,90}}?) ?- ?(?={verb}\b)"
    )
