"""Parts of what one sells: where they go (`36 % going to A`), and of which goods they are (`66 % of these imports were coal`)."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from realpolitik.claims.reading.forms.chains import ABOUT, Q
from realpolitik.claims.reading.forms.clauses import clause_of, stated
from realpolitik.claims.reading.forms.heads import A, G, codes, goods_of, kinds
from realpolitik.claims.reading.forms.made import of_flow, statement
from realpolitik.claims.reading.forms.periods import when
from realpolitik.claims.reading.forms.signs import LENT
from realpolitik.claims.reading.forms.topic import LASTS, Topic
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton

CURRENCIES = ("USD", "EUR", "CNY", "RUB", "GBP", "JPY")


def parted(number: int, skeleton: Skeleton, topic: Topic, on: date) -> list[Statement]:
    """The parts that a sentence tells of what one sells another, or all."""
    made: list[Statement] = []
    for one in _went().finditer(skeleton.text):
        made += _gone(number, skeleton, one, topic, on)
    for one in _made_up().finditer(skeleton.text):
        made += _composed(number, skeleton, one, topic, on)
    return made


@cache
def _went() -> re.Pattern[str]:
    """`with 36 % going to A, 25 % to B, and 19 % to C`; `a quarter goes to A`."""
    verb = r"(?:going|goes|go|went|heading|headed|was sent|were sent|was shipped|were shipped|was exported|were exported|bound|destined)"
    return re.compile(
        rf"{ABOUT}(?P<q>{Q}),? {verb} (?:for |to )(?:the )?(?P<who>{A})(?P<more>(?:(?:,|,? and) {ABOUT}{Q} (?:to |for )(?:the )?{A})*)"
    )


@cache
def _made_up() -> re.Pattern[str]:
    """`66 % of these imports were coal (2 billion)`, `coal made up 66 % (2 billion) of its purchases`: goods in what two trade."""
    what = rf"(?:these|those|its|their|the|<p\d+>(?:'s?)?) {kinds()}(?:imports|purchases|exports|supplies|shipments|deliveries)\b(?! (?:to|from) <a)"
    worth = rf" \({ABOUT}(?P<{{}}>{Q})\)"
    return re.compile(
        rf"{ABOUT}(?P<q>{Q}) of {what} (?:were|was|is|are|consisted of|came from|came as) (?P<g>{G})(?:{worth.format('w')})?"
        rf"|(?P<g2>{G}) (?:accounted for|accounts for|made up|makes up|represented|constituted|comprised) {ABOUT}(?P<q2>{Q})(?:{worth.format('w2')})? of {what}"
    )


def _composed(number: int, skeleton: Skeleton, one: re.Match[str], topic: Topic, on: date) -> list[Statement]:
    if topic.pair_age > 1 or not all(topic.pair) or not stated(skeleton, one.start(), one.end()):
        return []
    good = goods_of(one["g"] or one["g2"], skeleton)[0]
    time = when(skeleton, one.start(), one.end(), topic, on, clause_of(skeleton.text, one.start()))
    share = skeleton.mentions[int((one["q"] or one["q2"])[2:-1])].value
    if share.unit != "share":
        return []
    made = [statement(number, skeleton, "goods-share", topic.pair, share.bound or "near", share, time, stretch=one.span(), goods=good, period=time.period, supposed=(LENT,))]  # fmt: skip
    if sign := one["w"] or one["w2"]:
        worth = skeleton.mentions[int(sign[2:-1])].value
        relation, states = of_flow("out", *topic.pair, good)
        if worth.unit in CURRENCIES:
            made.append(statement(number, skeleton, relation, states, worth.bound or "near", worth, time, stretch=one.span(), goods=good, period=time.period, supposed=(LENT,)))  # fmt: skip
    return made


def _gone(number: int, skeleton: Skeleton, one: re.Match[str], topic: Topic, on: date) -> list[Statement]:
    """Where parts of what one sells go; the seller is that of the words before."""
    hub, goods = topic.seller
    before_it = _SELLER.search(skeleton.text[: one.start()])
    if before_it:
        hub, goods = codes(before_it["who"], skeleton)[0], (goods_of(before_it[0], skeleton) or ("",))[0]
    elif topic.market_age > LASTS:
        return []
    if not hub or not stated(skeleton, one.start(), one.end()):
        return []
    time = when(skeleton, one.start(), one.end(), topic, on, clause_of(skeleton.text, one.start()))
    made = []
    for each in re.finditer(rf"(?P<q>{Q})[^<]*(?:<g\d+>[^<]*)?(?P<who>{A})", one[0]):
        amount = skeleton.mentions[int(each["q"][2:-1])].value
        who = codes(each["who"], skeleton)[0]
        if who != hub and amount.unit == "share":
            made.append(
                statement(
                    number,
                    skeleton,
                    "export-share",
                    (hub, who),
                    amount.bound or "near",
                    amount,
                    time,
                    stretch=one.span(),
                    goods=goods,
                    period=time.period,
                    value=abs(amount.value),
                    supposed=(LENT,),
                )
            )
    return made


_SELLER = re.compile(
    rf"(?P<who>{A})(?:'s?)? (?:(?:{G}|\w+) ){{0,3}}?(?:exports|shipments|supplies|sales|shipped|exported|sold|supplied|deliveries)\b(?: {Q})?(?: of {G})?"
)
