"""What a state is said to buy or sell, with its amount: `India imported 1.2 million barrels a day of Russian oil`."""

from __future__ import annotations

import re
from functools import cache

from realpolitik.claims.reading.forms.chains import ABOUT, ADV, TIME, Q, Said
from realpolitik.claims.reading.forms.heads import GOODS, STATES, A, G, Head, P, codes, goods_of, kinds, words
from realpolitik.claims.reading.forms.signs import LENT, counted_goods
from realpolitik.claims.reading.forms.topic import LASTS, Topic
from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.meaning.made import MONEY
from realpolitik.claims.reading.spotting.mentions import Skeleton

_AMOUNTS = (*MONEY, "t", "m3", "units", "bbl/d", "kwh")


@cache
def _rules() -> tuple[re.Pattern[str], ...]:
    does = (
        rf"(?P<sub>{A}|{P})(?: (?:{ADV}|{TIME}|reportedly),?)* (?:(?P<sold>{words('sells')})|{words('buys')})"
    )
    whom = rf"(?: {TIME})?(?: (?P<way>from|to) (?:the )?(?P<p>{STATES}))?"
    what = rf"(?:the )?{kinds()}(?:(?P<of_a>{A})(?:'s?)? )?{kinds()}(?:(?P<g>{GOODS})|(?P<all>goods|products|merchandise)|(?P<same>the (?:oil ?seed|grain|cereal|bean|crop|fuel|commodity|metal|mineral|ore|fish|meat|fruit|chemical|product|beverage)s?))"
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
        re.compile(
            rf"(?P<sub>){ABOUT}(?P<q>{Q})(?:(?: worth)? (?:of|in) {what})? (?:was |were |has been |have been |being )?(?:(?P<sold>{words('shipped')})|{words('bought')})(?: by (?P<by>{A}))? (?P<way>from|to|into) (?:the )?(?P<p>{A})(?: to (?P<by2>{A}))?"
        ),
    )


def actions(skeleton: Skeleton, topic: Topic) -> list[tuple[Head, Said]]:
    """The purchases and sales of a sentence, each as a flow with its amount."""
    found = []
    for rule in _rules():
        for one in rule.finditer(skeleton.text):
            number = int(one["q"][2:-1])
            if skeleton.mentions[number].value.unit not in _AMOUNTS or re.match(
                r" of [a-z]| (?:a|per|each|every) (?:month|week)", skeleton.text[one.end() :]
            ):
                continue
            if (head := _head(one, skeleton, topic)) is not None:
                found.append(
                    (head, Said(number=number, role="level", falling=False, start=one.start(), end=one.end()))
                )
    return found


def _doer(one: re.Match[str], skeleton: Skeleton, topic: Topic) -> str:
    """Who sold or bought: the state that is named, else that which `the country` or a passive leaves out."""
    got = one.groupdict()
    named = codes(got["sub"] or got.get("by"), skeleton)
    if named:
        return named[0]
    if (got["sub"] or "").startswith("<p"):
        word = skeleton.mentions[int(got["sub"][2:-1])].text.casefold()
        country = bool(
            re.fullmatch(r"(?:the|that|this) (?:country|nation|island|kingdom|bloc|republic)", word)
        )
        return topic.whose() if country or (word == "it" and topic.age <= 1) else ""
    return topic.whose() if topic.age <= LASTS or topic.home else ""


def _ends(
    one: re.Match[str], skeleton: Skeleton, topic: Topic
) -> tuple[str, tuple[str, ...], bool, bool] | None:
    """Whose flow it is, with whom, whether it sold, and whether the words leave out whose; None where the verb and its preposition do not agree."""
    got = one.groupdict()
    owner = _doer(one, skeleton, topic)
    lent = owner not in codes(f"{got['sub']}{got.get('by') or ''}", skeleton)
    partners = codes(got["p"], skeleton) or codes(got["of_a"], skeleton)
    sold, way = got["sold"] is not None, got["way"] or ""
    if sold and way == "from" and got.get("by2"):
        return partners[0], codes(got["by2"], skeleton), True, False
    if sold and way == "from" and re.fullmatch(r"shipped|delivered|sent|supplied", got["sold"] or ""):
        sold = False  # `A shipped 3 million tonnes of coal from B`
    elif got["p"] and way and (way != "from") != sold:
        return None
    if owner in partners or len(partners) > 1 or (sold and got["of_a"] and not got["p"]):
        return None
    return (owner, partners, sold, lent) if owner else None


def _goods(one: re.Match[str], skeleton: Skeleton, topic: Topic, *, sold: bool) -> tuple[str, ...]:
    """The goods that are named, that the amount counts, or that `the grain` means."""
    got, number = one.groupdict(), int(one["q"][2:-1])
    if got.get("same"):
        near = goods_of(skeleton.text[: one.start("same")], skeleton)[-1:]
        return near or ((topic.goods,) if topic.goods and topic.goods_age <= LASTS else ("other",))
    much = skeleton.mentions[number]
    oil = re.search(r"\b(?:crude|oil)\b", much.text.casefold()) or (not sold and "total" in one[0])
    named = goods_of(got["g"] or "", skeleton) or counted_goods(number, skeleton)
    if {*named} & {*table("goods_in_parts")["classes"]} and re.search(rf" the {G}", one[0]):
        kept = (topic.goods,) if topic.goods and topic.goods_age <= LASTS else named
        named = goods_of(skeleton.text[: one.start("q")], skeleton)[-1:] or kept  # `wheat …, … of the grain`
    return named or (("crude-oil",) if much.value.unit == "bbl/d" and oil else ())


def _head(one: re.Match[str], skeleton: Skeleton, topic: Topic) -> Head | None:
    ends = _ends(one, skeleton, topic)
    if ends is None:
        return None
    owner, partners, sold, lent = ends
    goods = _goods(one, skeleton, topic, sold=sold)
    unit = skeleton.mentions[int(one["q"][2:-1])].value.unit
    kept = topic.goods if topic.goods_age <= LASTS and unit in ("t", "m3", "bbl/d", "kwh") else ""
    if not goods and not partners and one["all"] is None:
        unknown = re.match(r" (?:of )?(?:the |its |their |an? )?[a-z]", skeleton.text[one.end("q") :])
        if not kept or (
            unknown
            and not re.match(
                r" (?:in|during|from|to|over|for|by|last|and|while|per|a) ", skeleton.text[one.end("q") :]
            )
        ):
            return None  # counted in words that are not known
        goods, lent = (kept,), True
    return Head(
        kind="out" if sold else "in",
        owner=owner,
        partners=partners,
        goods=goods[0] if len(goods) == 1 else "other" if goods else "",
        start=one.start(),
        end=one.end(),
        supposed=(LENT,) if lent else (),
    )
