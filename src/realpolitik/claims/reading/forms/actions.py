"""What a state is said to buy or sell, with its amount: `India imported 1.2 million barrels a day of Russian oil`."""

from __future__ import annotations

import re
from functools import cache

from realpolitik.claims.reading.forms.chains import ABOUT, ADV, TIME, Q, Said
from realpolitik.claims.reading.forms.heads import GOODS, STATES, A, Head, codes, goods_of, kinds, words
from realpolitik.claims.reading.forms.signs import counted_goods
from realpolitik.claims.reading.spotting.mentions import Skeleton

_AMOUNTS = ("USD", "EUR", "CNY", "RUB", "GBP", "JPY", "INR", "t", "m3", "units", "bbl/d")


@cache
def _rules() -> tuple[re.Pattern[str], ...]:
    does = rf"(?P<sub>{A})(?: (?:{ADV}|{TIME}|reportedly),?)* (?:(?P<sold>{words('sells')})|{words('buys')})"
    whom = rf"(?: {TIME})?(?: (?P<way>from|to) (?:the )?(?P<p>{STATES}))?"
    what = rf"{kinds()}(?:(?P<of_a>{A})(?:'s?)? )?{kinds()}(?:(?P<g>{GOODS})|(?P<all>goods|products|merchandise))"
    return (
        re.compile(
            rf"{does} {ABOUT}(?P<q>{Q})(?: \((?:mbd|bpd)\))?(?: worth)?(?: of)?(?: {what})?(?: (?:per|a|each) day)?{whom}"
        ),
        re.compile(
            rf"(?P<sub>{A})(?: (?:{ADV}|{TIME}),?)* (?P<sold>supplied|supplies|provided|provides) (?P<way>)(?P<p>{A})(?: {TIME})? with {ABOUT}(?P<q>{Q})(?: worth)?(?: of (?P<of_a>)(?:(?P<g>{GOODS})|(?P<all>goods)))?"
        ),
        re.compile(
            rf"{does} {what}(?: {TIME})? (?:worth|for|valued at|to the value of) {ABOUT}(?P<q>{Q}){whom}"
        ),
    )


def actions(skeleton: Skeleton) -> list[tuple[Head, Said]]:
    """The purchases and sales of a sentence, each as a flow with its amount."""
    found = []
    for rule in _rules():
        for one in rule.finditer(skeleton.text):
            number = int(one["q"][2:-1])
            if skeleton.mentions[number].value.unit not in _AMOUNTS or re.match(
                r" of [a-z]| (?:a|per) (?:month|week)", skeleton.text[one.end() :]
            ):
                continue
            if (head := _head(one, skeleton)) is not None:
                found.append(
                    (head, Said(number=number, role="level", falling=False, start=one.start(), end=one.end()))
                )
    return found


def _head(one: re.Match[str], skeleton: Skeleton) -> Head | None:
    owner = codes(one["sub"], skeleton)[0]
    goods = goods_of(one["g"] or "", skeleton) or counted_goods(int(one["q"][2:-1]), skeleton)
    partners = codes(one["p"], skeleton) or codes(one["of_a"], skeleton)
    sold = one["sold"] is not None
    if one["p"] and one["way"] and (one["way"] == "to") != sold:
        return None
    much = skeleton.mentions[int(one["q"][2:-1])]
    whole = re.search(r"\b(?:crude|oil)\b", much.text.casefold()) or (not sold and "total" in one[0])
    oil = not goods and much.value.unit == "bbl/d" and bool(whole)
    if not oil and not goods and not partners and one["all"] is None:
        return None
    kind = goods[0] if len(goods) == 1 else "other" if goods else ""
    if owner in partners or len(partners) > 1 or (sold and one["of_a"] and not one["p"]):
        return None
    return Head(
        kind="out" if sold else "in",
        owner=owner,
        partners=partners,
        goods="crude-oil" if oil else kind,
        start=one.start(),
        end=one.end(),
    )
