"""Places that several states share, in a list: `the largest markets for A's coal were B, C and D`, `B and C became the biggest buyers of A's oil`, `among A's buyers B ranked first and C second`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from realpolitik.claims.reading.forms.chains import ABOUT, ADV, TIME, Q
from realpolitik.claims.reading.forms.clauses import clause_of, stated
from realpolitik.claims.reading.forms.heads import OWN, A, G, codes, goods_of, kinds, noun, words
from realpolitik.claims.reading.forms.made import of_flow, statement
from realpolitik.claims.reading.forms.periods import When, when
from realpolitik.claims.reading.forms.topic import LASTS, Topic
from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton

_RANKS = {"seller": "rank-supplier", "buyer": "rank-buyer", "partner": "rank-partner"}
_LIST = rf"(?:the )?{A}(?:, (?:the )?{A})*,? and (?:the )?{A}"
_MANY = (2, 12)
"""How many states a list has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Who stands among whose first partners: the role of the listed, whose they are, in which goods, and the words."""

    role: str
    hub: str
    goods: str
    every: tuple[str, ...]
    start: int
    end: int
    supposed: tuple[str, ...] = ()


def listed_places(number: int, skeleton: Skeleton, topic: Topic, on: date) -> list[Statement]:
    """The places of states that are listed together: each is among as many as there are; of `first` and `second` each its own."""
    made: list[Statement] = []
    for one in _listings(skeleton, topic):
        if not stated(skeleton, one.start, one.end):
            continue
        time = when(skeleton, one.start, one.end, topic, on, clause_of(skeleton.text, one.start))
        amounts = _in_turn(skeleton, one)
        for place, who in enumerate(one.every):
            made += _place(number, skeleton, one, who, "at_most", len(one.every), time)
            if amounts:
                made += _amount(number, skeleton, one, who, amounts[place], time)
    for one in _among().finditer(skeleton.text):
        made += _ranked(number, skeleton, one, topic, on)
    return made


def _place(
    number: int, skeleton: Skeleton, one: Listing, who: str, test: str, value: int, time: When
) -> list[Statement]:
    if who == one.hub or not time.period or (".." in time.period and not time.part):
        return []
    return [
        statement(
            number, skeleton, _RANKS[one.role], (one.hub, who), test, None, time, stretch=(one.start, one.end), goods=one.goods,
            period=time.period, unit="place", value=float(value), supposed=one.supposed,
        )
    ]  # fmt: skip


def _amount(
    number: int, skeleton: Skeleton, one: Listing, who: str, sign: int, time: When
) -> list[Statement]:
    amount = skeleton.mentions[sign].value
    if one.role == "partner" or who == one.hub or amount.unit in ("share", "", "rank", "ordinal"):
        return []
    relation, states = of_flow("in" if one.role == "seller" else "out", one.hub, who, one.goods)
    return [
        statement(
            number, skeleton, relation, states, amount.bound or "near", amount, time, stretch=(one.start, one.end), goods=one.goods,
            period=time.period, supposed=one.supposed,
        )
    ]  # fmt: skip


def _in_turn(skeleton: Skeleton, one: Listing) -> list[int]:
    """The amounts of a list in the turn of its states: `delivering 5, 3 and 2 million tonnes, respectively`."""
    found = _RESPECTIVELY.match(skeleton.text, one.end)
    numbers = [int(n) for n in re.findall(r"<q(\d+)>", found["list"])] if found else []
    return numbers if len(numbers) == len(one.every) else []


_RESPECTIVELY = re.compile(
    rf",? (?:(?:delivering|supplying|shipping|buying|taking|receiving|importing|exporting|selling|purchasing|with|at)(?: (?:imports|exports|purchases|supplies) of)? )?{ABOUT}(?P<list>{Q}(?:(?:,|,? and) {ABOUT}{Q})+)(?:,? respectively)?"
)


@cache
def _roles() -> str:
    return "|".join(f"(?P<{name}>(?:{every})s?)" for name, every in table("forms")["roles"].items())


@cache
def _rules() -> tuple[re.Pattern[str], ...]:
    first = rf"(?:(?:{Q}|two|three|four|five|ten) )?(?:{words('first')})"
    be = rf"(?:{ADV} )*(?:was|is|were|are|became|become|remained|remain|remains)(?: {ADV})*"
    flow = rf"(?:{kinds()}(?:{noun()}))?"
    whose = rf"(?: (?:for|of|to|in) (?:the )?(?:(?P<of>{A})(?:'s?)? ?)?{kinds()}(?:(?P<g2>{G}) ?)?{flow}(?: to (?:the )?(?P<to>{A}))?)?"
    return (
        re.compile(
            rf"^\W*(?:{TIME},? )?(?:(?P<hub>{OWN})|the) {first} (?:{kinds()})(?:(?P<g1>{G}) )?(?:{_roles()})\b{whose}(?: {TIME})? {be} (?P<list>{_LIST})(?=[,.;]|$)"
        ),
        re.compile(
            rf"(?P<list>{_LIST})(?: {TIME})? {be}(?: {TIME})? (?:(?P<hub>{OWN})|the) {first} (?:{kinds()})(?:(?P<g1>{G}) )?(?:{_roles()})\b{whose}(?: {TIME})?"
        ),
    )


def _listings(skeleton: Skeleton, topic: Topic) -> Iterator[Listing]:
    for rule in _rules():
        for one in rule.finditer(skeleton.text):
            got = one.groupdict()
            every = codes(one["list"], skeleton)
            role = next(name for name in _RANKS if got[name])
            own = next(
                (codes(got[name], skeleton)[0] for name in ("hub", "of", "to") if "<a" in (got[name] or "")),
                "",
            )
            hub = own or (topic.whose() if topic.age <= LASTS or topic.home else "")
            goods = goods_of(f"{got['g1'] or ''}{got['g2'] or ''}", skeleton)
            lent = (
                (topic.goods,) if not goods and not own and topic.goods and topic.goods_age <= LASTS else ()
            )
            goods = () if role == "partner" else goods or lent
            if not hub or hub in every or not _MANY[0] <= len(every) <= _MANY[1]:
                continue
            yield Listing(
                role=role, hub=hub, goods=goods[0] if len(goods) == 1 else "other" if goods else "", every=every, start=one.start(), end=one.end(),
                supposed=() if own else ("whose it is is taken from the words before",),
            )  # fmt: skip


@cache
def _among() -> re.Pattern[str]:
    """`Among importers of A's coal, B ranked first and C second`."""
    role = r"(?:(?P<buyer>importers|buyers|customers|destinations|markets|recipients|purchasers)|(?P<seller>suppliers|exporters|sellers|sources))"
    words_of = joined([*table("amounts")["ordinals"]])
    rank = (
        rf"(?P<b>{A}) (?:ranked|came|was|is|ranks|placed|stood)(?: in)? (?P<one>{Q}|{words_of}\b)(?: place)?"
    )
    return re.compile(
        rf"\bamong (?:the |all )?{role} (?:of|for|to) (?:the )?(?P<hub>{A})(?:'s?)? (?:(?P<g>{G}) ?)?[^<;]{{0,20}}, {rank}(?:,? (?:and|while|followed by) (?P<c>{A})(?: (?:ranked|came|was))?(?: in)? (?P<two>{Q}|{words_of}\b))?"
    )


def _ranked(number: int, skeleton: Skeleton, one: re.Match[str], topic: Topic, on: date) -> list[Statement]:
    time = when(skeleton, one.start(), one.end(), topic, on, clause_of(skeleton.text, one.start()))
    goods = goods_of(one["g"] or "", skeleton)
    role = "buyer" if one["buyer"] else "seller"
    made = []
    for who, sign in ((one["b"], one["one"]), (one["c"], one["two"])):
        at = nth(sign, skeleton) if sign else 0
        if not at:
            continue
        listing = Listing(
            role=role, hub=codes(one["hub"], skeleton)[0], goods=goods[0] if goods else "", every=(), start=one.start(), end=one.end()
        )  # fmt: skip
        made += _place(number, skeleton, listing, codes(who, skeleton)[0], "near", at, time)
    return made


def nth(sign: str, skeleton: Skeleton) -> int:
    """The place that a sign or an ordinal word names; 0 where it names none."""
    if not sign.startswith("<"):
        return int(table("amounts")["ordinals"][sign])
    amount = skeleton.mentions[int(sign[2:-1])].value
    return int(amount.value) if amount.unit in ("rank", "ordinal") else 0
