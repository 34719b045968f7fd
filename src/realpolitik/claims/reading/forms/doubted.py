"""Claims of the grammar that the form of their sentence puts in doubt, or completes: another one's report, goods that were lost, times of other clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from realpolitik.claims.reading.forms.signs import A, counted_goods
from realpolitik.claims.reading.forms.topic import LASTS, Topic
from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.left_out import OTHER_WAY

_PART_OF = re.compile(rf"\bto (?:[a-z]+ ){{0,2}}<q\d+> of (?:the |all |its )?(?:total )?{A}")
"""A share that a flow came to, of what another buys: no growth of that."""
_ADJECTIVE = re.compile(rf"{A} (?:<g\d+> )imports\b(?! (?:from|of))")
"""A state as an adjective before what is bought: `Russian gas imports`, mostly another's."""
_ALL_BUYERS = re.compile(rf"{A}(?:'s?)? (?:total |overall )?<g\d+> exports\b(?! (?:to|into|and imports)\b)")
"""What a state sells of some goods, with no buyer named: to all."""
_DEPENDS = re.compile(
    rf"\b(?:dependen(?:ce|cy)|relian(?:ce|t)|dependent|rel(?:y|ies|ied)) (?:up)?on {A}(?:'s?)? (?:for )?(?:its |their |<p\d+> )?<g\d+>"
)
_OVERALL = re.compile(r"\W*(?:overall|in total|in all|altogether|as a whole),", re.IGNORECASE)
_WHEN = re.compile(r"<t(?P<t>\d+)>, when (?P<rest>(?:(?!<t\d)[^;])*)")
_OPENS_BEFORE = re.compile(
    r"\W*(?:before|until|prior to|ahead of|after|since) (?:(?!<t|, )[^;])*<t(?P<t>\d+)>,"
)
"""A clause that opens a sentence, whose time is none of what follows."""
_TOTALS = ("world-exports", "world-imports")
_SHARE_OF = re.compile(
    r"\b(?:share|proportion|percentage) of (?:all |total |the )*(?:<[ag]\d+>(?:'s?)? )*(?:exports|imports|shipments|(?:foreign |bilateral |mutual )?trade|turnover|settlements)\b"
)
_FLOWS = ("exports", "import-share", "export-share", "world-exports", "world-imports")
_CHANGES = ("grows", "shrinks", "rises", "falls")


def doubted(one: Statement, skeleton: Skeleton, topic: Topic) -> Statement:
    """A claim of the grammar, with a doubt where the report is on another state, or on a part of what is traded."""
    if one.kind != "claim" or one.doubts:
        return one
    one = _of_its_clause(one, skeleton)
    said = (_of_a_part(one, skeleton), _of_a_time(one, skeleton), _of_another(one, skeleton, topic))
    doubts = tuple(doubt for doubt in said if doubt)
    return one.model_copy(update={"doubts": doubts[:1]}) if doubts else one


def _of_a_part(one: Statement, skeleton: Skeleton) -> str:
    """A doubt where a claim on all goods, or on growth, is one of a part."""
    if one.relation == "reliance" and _DEPENDS.search(skeleton.text):
        return "which goods it is of: it depends on another for some"
    if (
        one.relation in ("trade", "exports", *_TOTALS)
        and one.unit == "share"
        and _SHARE_OF.search(skeleton.text)
    ):
        return "what it is a share of"
    share = one.relation.startswith("world-") and one.unit == "share" and _PART_OF.search(skeleton.text)
    return "what it is a share of" if share else ""


_SELLS = re.compile(r"\b(?:exports|shipments|supplies|sales|deliveries) from (?:the )?<a(?P<a>\d+)>(?! to)")
_BUYS = re.compile(r"<a(?P<a>\d+)>'s? (?:total |overall )?(?:<g\d+> )?imports\b(?! (?:from|of))")


def backwards(one: Statement, skeleton: Skeleton) -> bool:
    """Whether a flow goes the other way than the sentence says: the buyer is one that sells (`exports from B`), or the seller one that buys (`A's imports`), and nothing else of the two is told."""
    if one.relation == "world-exports" and one.kind == "claim":
        return one.states[0] in _named(_ITS_FROM, skeleton)  # `its exports from A`: what it buys there
    if one.relation != "exports" or one.kind != "claim":
        return False
    seller, buyer = one.states
    text = skeleton.text
    sells = buyer in _named(_SELLS, skeleton) and buyer not in _named(_TO, skeleton) and "import" not in text
    buys = (
        seller in _named(_BUYS, skeleton) and "export" not in text and seller not in _named(_SELLS, skeleton)
    )
    return sells or (buys and not _SOLD.search(text))


def _named(rule: re.Pattern[str], skeleton: Skeleton) -> set[str]:
    """The states that a rule finds."""
    return {str(skeleton.mentions[int(found["a"])].value.code) for found in rule.finditer(skeleton.text)}


_ITS_FROM = re.compile(r"<p\d+> (?:<g\d+> )?(?:exports|shipments|supplies|deliveries) from (?:the )?<a(?P<a>\d+)>")  # fmt: skip
_TO = re.compile(r"\b(?:to|into|by) (?:the )?<a(?P<a>\d+)>")
_SOLD = re.compile(r"\b(?:sold|sells|shipped|ships|supplied|delivered|sent)\b")


def _of_a_time(one: Statement, skeleton: Skeleton) -> str:
    """A doubt where a place has the time of a clause on what was before it."""
    opened = _OPENS_BEFORE.match(skeleton.text)
    if opened and one.unit == "place" and skeleton.mentions[int(opened["t"])].value.start == one.period:
        return f"which time is meant: {one.period} is that of what was before or after"
    return ""


def _of_another(one: Statement, skeleton: Skeleton, topic: Topic) -> str:
    """A doubt where a flow of two, one of them filled in, may be that of another."""
    if one.relation == "world-imports" and one.states[0] in table("forms")["sellers"].get(one.goods, ()) and _ADJECTIVE.search(skeleton.text):  # fmt: skip
        return "whose they are: a state sells these goods"
    if _of_other_goods(one, skeleton, topic):
        return "with whom it is: the goods are others than before"
    lent = any("the buyer and the goods" in said for said in one.assumed)
    if doubt := _of_its_way(one, skeleton):
        return doubt
    if one.relation != "exports" or not (one.notes or lent):
        return ""
    named = {str(m.value.code) for m in skeleton.mentions if m.kind == "a"}
    if lent and _ALL_BUYERS.search(skeleton.text) and len(named & {*one.states}) == 1:
        return "with whom it is: the sentence names one state"
    place, hub = (1, topic.buyer[0]) if topic.side == "seller" else (0, topic.seller[0])
    apart = topic.market_age > LASTS or not topic.side or not hub or one.states[place] in named
    return "" if apart or hub in one.states else f"whose it is: the words before are of {hub}"


def _of_its_way(one: Statement, skeleton: Skeleton) -> str:
    """A doubt where a flow of two goes the other way, or is with all."""
    if backwards(one, skeleton) and not any(said.startswith(OTHER_WAY) for said in one.assumed):
        return "which way it goes: who sells is said to buy"
    to_all = one.relation == "exports" and one.notes and not any(m.kind == "a" for m in skeleton.mentions)
    return "with whom it is: “overall” is with all" if to_all and _OVERALL.match(skeleton.origin) else ""


def _of_other_goods(one: Statement, skeleton: Skeleton, topic: Topic) -> bool:
    """Whether a claim on two states, none of them named, is of goods that the sentence names and the words before did not: `LNG imports fell`."""
    own = {str(m.value) for m in skeleton.mentions if m.kind == "g"}
    named = any(m.kind == "a" for m in skeleton.mentions)
    return one.relation == "exports" and bool(one.notes) and not named and bool(own) and topic.market_age <= LASTS and not own & {topic.buyer[1], topic.seller[1]}  # fmt: skip


def _of_its_clause(one: Statement, skeleton: Skeleton) -> Statement:
    """A level of a clause on when, at the time that stands before it: `the highest since 2017, when A bought 3 million tonnes`."""
    found = _WHEN.search(skeleton.text)
    if found is None or one.test != "near" or one.value is None:
        return one
    time = skeleton.mentions[int(found["t"])].value
    values = [skeleton.mentions[int(n)].value.value for n in re.findall(r"<q(\d+)>", found["rest"])]
    if one.value in values and time.start and len(time.start) <= len("2023-10"):
        return one.model_copy(update={"period": time.start})
    return one


def with_goods(every: Iterable[Statement], skeleton: Skeleton, topic: Topic) -> list[Statement]:
    """Claims on a flow, those that lost their goods with them: the only ones that the sentence names, or those of the same flow beside it."""
    made = [*every]
    named = {str(m.value) for m in skeleton.mentions if m.kind == "g"}
    for n, m in enumerate(skeleton.mentions):
        named |= {*counted_goods(n, skeleton)} if m.kind == "q" else set()
    return [
        one.model_copy(update={"goods": _lost(one, made, skeleton, named, topic)}) if not one.goods else one
        for one in made
    ]


def _lost(one: Statement, every: list[Statement], skeleton: Skeleton, named: set[str], topic: Topic) -> str:
    """The goods that a claim without any has lost; empty where it has lost none."""
    if (
        one.kind != "claim"
        or one.relation not in _FLOWS
        or len(named) != 1
        or named & {"other", "arms", "energy"}
    ):
        return ""
    if one.unit in ("t", "m3", "bbl/d", "kwh", "units"):
        return next(iter(named))
    if one.relation in ("import-share", "export-share"):
        return next(iter(named)) if _MADE.search(skeleton.text) else ""
    beside = {other.goods for other in every if (other.relation, other.states) == (one.relation, one.states) and other.test not in _CHANGES}  # fmt: skip
    if one.test not in _CHANGES or len(beside) > 1:
        return ""
    return next(iter(beside or (named & {topic.goods} if topic.goods_age <= 1 else set())), "")


_MADE = re.compile(
    rf"<g\d+> (?:made |assembled |produced |built |manufactured |grown |mined )?(?:in|from|by) (?:the )?{A} (?:[a-z]+ )?(?:accounted|accounts|made up|makes up|represented|represents)"
)
"""Goods of a state that have a share: `cars built in A accounted for 3 % of B's imports`."""
