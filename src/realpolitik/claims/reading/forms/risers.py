"""What a state is said to have risen or fallen by, alone, in a report on what another sells or buys: `Japan fell 3 % to 9 million tonnes`, `Korea saw a rise of 12 %`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from realpolitik.claims.reading.forms.chains import ABOUT, ADV, Q, Said
from realpolitik.claims.reading.forms.clauses import stated
from realpolitik.claims.reading.forms.heads import A, Head, codes, goods_of, words
from realpolitik.claims.reading.forms.markets import MONEY, QUANTITIES, Item, head_of, side_of
from realpolitik.claims.reading.forms.topic import Topic
from realpolitik.claims.reading.spotting.mentions import Skeleton


@cache
def _rules() -> tuple[re.Pattern[str], ...]:
    change = rf"(?:(?P<up>{words('up')})|(?P<down>{words('down')}))"
    noun = rf"(?:(?P<up>{words('rises')})|(?P<down>{words('falls')}))"
    return (
        re.compile(
            rf"(?P<who>{A})(?:,? (?:in|ranking|ranked|at|placed)(?: in)? (?P<nth>{Q})(?: place)?,)?(?: {ADV})* {change}(?: {ADV})*(?: by)? {ABOUT}(?P<by>{Q})(?: {ADV}| year-on-year)* to {ABOUT}(?P<to>{Q})"
        ),
        re.compile(
            rf"(?P<who>{A})(?P<nth>)(?: {ADV})* (?:saw|posted|recorded|registered|reported|showed|experienced) (?:an? )?(?:[a-z]+ ){{0,2}}{noun} of {ABOUT}(?P<by>{Q})(?: {ADV}| year-on-year)*(?: to {ABOUT}(?P<to>{Q}))?"
        ),
    )


def risers(skeleton: Skeleton, topic: Topic, found: Iterable[Head]) -> Iterator[Item]:
    """The changes of states that are named alone, each as one of the flow between it and the hub of the report; beside all imports of one (`found`) as all of the other."""
    text = skeleton.text
    side = side_of(topic, skeleton)
    only = goods_of(" ".join(re.findall(r"<g\d+>", text)), skeleton)
    for rule in _rules():
        for one in rule.finditer(text):
            if _BLOCKED.search(text[: one.start()]) or not stated(skeleton, one.start(), one.end()):
                continue
            who = codes(one["who"], skeleton)[0]
            beside = next((one_of for one_of in reversed([*found]) if one_of.end <= one.start()), None)
            if beside is not None and not beside.partners:
                head = replace(beside, owner=who, start=one.start(), end=one.end())
                yield Item(head=head, side=side, said=tuple(_said(one, skeleton)))
                continue
            head = head_of(topic, side, who, only[0] if len(only) == 1 else "", one.start(), one.end())
            if head is None:
                continue
            said = tuple(_said(one, skeleton))
            nth = skeleton.mentions[int(one["nth"][2:-1])].value if one["nth"] else None
            place = int(nth.value) if nth is not None and nth.unit in ("rank", "ordinal") else 0
            if said:
                yield Item(head=head, side=side, said=said, place=place)


def _said(one: re.Match[str], skeleton: Skeleton) -> Iterator[Said]:
    by = int(one["by"][2:-1])
    to = int(one["to"][2:-1]) if one["to"] else -1
    if skeleton.mentions[by].value.unit != "share":
        return
    if to >= 0 and skeleton.mentions[to].value.unit not in (*QUANTITIES, *MONEY):
        return
    yield Said(number=by, role="growth", falling=bool(one["down"]), start=one.start(), end=one.end())
    if to >= 0:
        yield Said(number=to, role="level", falling=False, start=one.start(), end=one.end())


_BLOCKED = re.compile(
    rf"(?:\b(?:from|to|of|by|than|over|behind|between|into|for|against|on|like|including|with|in) (?:the )?|{A}(?:,|,? and) (?:the )?|'s )$"
)
