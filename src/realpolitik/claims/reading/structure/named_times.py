"""The times that a sentence on a flow names for what it says, for the sentences after it."""

from __future__ import annotations

import re

from realpolitik.claims.reading.spotting.mentions import Mention, Skeleton
from realpolitik.claims.reading.structure.flows import ACTION, OF_FLOWS, WITH

_AGAINST = r"\b(?:compared (?:to|with)|contrasting (?:\w+ )?with|against|versus|than) (?:the )?<q\d+>(?: \w+)? <t\d+>|\((?:[a-z]+ )*<q\d+>(?: [a-z]+)? <t\d+>\)"
_CAME_FROM = re.compile(r"\bfrom (?:\w+ ){0,2}<q\d+>(?: \w+)? <t(\d+)>")
_OF_RECORD = re.compile(
    r"\b(?:following|after|despite) (?:a |the )?(?:record|strong|weak)(?:[- ]\w+){0,3} <t\d+>|\b(?:until|before) (?:being|it was|they were) (?:\w+ ){1,3}<t\d+>"
)


def time_of(whole: Skeleton, *, spoken: bool) -> Mention | None:
    """The time that a sentence on a flow names for what it says: a year, a month or a part of a year; none where it names several.

    `spoken` is whether claims on a flow were made of it.
    """
    if not spoken and not any(one.search(whole.text) for one in (OF_FLOWS, ACTION, WITH)):
        return None
    earlier = {whole.mentions[int(one[1])].start for one in _CAME_FROM.finditer(whole.text)}
    found = [
        one for one in times_of(whole) if one.start not in earlier and len(one.value.start) <= len("2023-10")
    ]
    return found[0] if len({(one.value.start, one.value.end) for one in found}) == 1 else None


_SINCE_BEGUN = re.compile(r"\bsince (?:[a-z' -]|<p\d+>){10,70}<t\d+>")
"""`Since figures were first compiled in 1979`: no time of the figure."""


_ASIDE = re.compile(
    r", (?:which|who|whose) (?:(?!<q)[^,;])*<t\d+>(?:(?!<q)[^,;])*,|<a\d+>, which (?:led|topped|headed|ranked|came|was|held) [^,;]*<t\d+>[^,;]*,"
)
"""Within a clause on a state or a flow, `trade with B, which led in 2024, fell`: not when it fell."""


def times_of(whole: Skeleton) -> list[Mention]:
    """The times in which what a sentence says may lie: none that is only compared with, or that a record is of."""
    text = _OF_RECORD.sub("", re.sub(_AGAINST, "", whole.text))
    text = _ASIDE.sub(",", _SINCE_BEGUN.sub("", text))
    left = {int(one[1]) for one in re.finditer(r"<t(\d+)>", text)}
    return [
        one
        for number, one in enumerate(whole.mentions)
        if one.kind == "t" and number in left and one.value.how in ("in", "by", "part") and one.value.start
    ]


def span_of(whole: Skeleton) -> Mention | None:
    """The one span of time that a sentence on a flow names (`between March and December 2022`)."""
    spans = [one for one in whole.mentions if one.kind == "t" and one.value.how == "span"]
    return spans[0] if len(spans) == 1 and OF_FLOWS.search(whole.text) else None
