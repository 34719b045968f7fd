"""Places by their form: `regained its position as B's top partner`, `the world's largest importer of LNG`, `came third`."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from realpolitik.claims.reading.forms.chains import ADV, TIME
from realpolitik.claims.reading.forms.clauses import clause_of, stated
from realpolitik.claims.reading.forms.heads import OWN, A, G, codes, goods_of, noun, words
from realpolitik.claims.reading.forms.made import statement
from realpolitik.claims.reading.forms.markets import Item
from realpolitik.claims.reading.forms.periods import When, when
from realpolitik.claims.reading.forms.topic import LASTS, Topic
from realpolitik.claims.reading.lexicon import PAIR, table
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton

_RANKS = {"seller": "rank-supplier", "buyer": "rank-buyer", "partner": "rank-partner"}
_WORLD = {"seller": "exporter", "buyer": "importer"}


@cache
def _rule() -> re.Pattern[str]:
    role = "|".join(f"(?P<{name}>(?:{every}))" for name, every in table("forms")["roles"].items())
    place = rf"(?:(?P<nth><q\d+>)[ -])?(?:{words('first')})"
    hub = rf"(?:(?P<hub>{OWN})|(?P<world>the world's|the globe's))"
    verb = rf"(?:{ADV} )*(?:has <t\d+> become|was|is|were|are|became|becomes|become|remained|remains|remain|stayed|emerged as|has become|have become|had become|has been|have been|had been|continued to be|continues to be|ranked as|served as|was named)"
    title = rf"(?:{ADV} )*(?:regained|reclaimed|recovered|retained|kept|held|holds|took|maintained|has regained|has reclaimed|lost|has lost|cemented|consolidated) (?:its|<p\d+>(?:'s?)?|the) (?:\w+ )?(?:position|title|status|place|spot|rank|role) (?:as|of)"
    over = rf"(?:{ADV} )*(?:overtake|overtook|overtaken|passed|surpassed|surpassing|overtaking|replaced|displaced|dethroned|outstripped|leapfrogged) (?:the )?(?P<rival>{A})(?:(?:, | and |, and )(?:the )?{A})*(?: {TIME})? (?:as|to become|to be|and became)"
    return re.compile(
        rf"(?P<who>{A})(?:,? {TIME},?)?(?:,? (?P<how>{verb}|{title}|{over})|,)(?: {ADV}| <t\d+>)*(?: by far)? (?:the )?(?:{hub} )?(?:single )?{place}(?: single)? (?:(?:international|foreign|overseas|seaborne|export|global|single|external|regional|purchaser|individual) )?(?:(?P<hub2>{A})(?:'s?)? )?(?:(?P<g1>{G}) )?(?:{role})s?\b(?: of (?:goods|(?P<g2>{G})))?(?: (?:to|for|of|in|from) (?:the )?(?P<of>{A}|world)(?P<more>(?:'s?)? (?:exports|imports|goods|(?:[a-z-]+ )?(?P<g3>{G})(?: (?:exports|imports|products|supplies|shipments))?))?)?(?! (?:for|of|to|in) (?:[a-z]+ )?(?:<q|most|many|more than|over))"
    )


def places(number: int, skeleton: Skeleton, topic: Topic, on: date) -> list[Statement]:
    """The places of a sentence."""
    made = []
    for one in _rule().finditer(skeleton.text):
        if not stated(skeleton, one.start(), one.end()) or re.search(r"\b(?:lost)\b", one["how"] or ""):
            continue
        time = when(skeleton, one.start(), one.end(), topic, on, clause_of(skeleton.text, one.start()))
        if (said := _placed(number, skeleton, one, topic, time)) is not None:
            made.append(said)
    if topic.role == "rank-partner" and topic.ranker:
        made += _among_partners(number, skeleton, topic, on)
    for one in _becoming().finditer(skeleton.text):
        made += _became(number, skeleton, one, topic, on)
    return made


_NUMBERED = re.compile(
    rf"(?P<who>{A}),? (?:(?:which|who) )?(?:also |again |now )*(?:came|comes|came in|comes in|ranked|ranks|placed|stood|finished|dropped|fell|rose|moved|moved up|climbed|slipped)(?: (?:in|at|to))?(?: (?:the|a close|a distant))? (?P<nth><q\d+>)(?: (?:place|position|spot|rank))?(?=[,.;]| with | at |$)"
)
"""A state with a number alone, in a list of partners: `Saudi Arabia came in fifth`."""


def _among_partners(number: int, skeleton: Skeleton, topic: Topic, on: date) -> list[Statement]:
    """Places of states among the partners of the one that the words before spoke of."""
    made = []
    for one in _NUMBERED.finditer(skeleton.text):
        who, amount = codes(one["who"], skeleton)[0], skeleton.mentions[int(one["nth"][2:-1])].value
        time = when(skeleton, one.start(), one.end(), topic, on, clause_of(skeleton.text, one.start()))
        own = _of_time(time) if amount.unit in ("rank", "ordinal") and time.period else None
        if own is None or who == topic.ranker or not stated(skeleton, one.start(), one.end()):
            continue
        said = statement(
            number, skeleton, "rank-partner", (topic.ranker, who), "near", None, own[0], stretch=one.span(), goods="", period=own[0].period, unit="place",
            value=float(amount.value), supposed=("whose it is is taken from the words before",),
        )  # fmt: skip
        made.append(said.model_copy(update={"lacks": own[1]}))
    return made


def _hub(role: str, topic: Topic) -> str:
    """Whose supplier, buyer or partner it is: of `imports from B` spoken of before, a buyer is B's."""
    if role == "partner" or topic.noun not in ("in", "out"):
        return topic.whose()
    return topic.owner if (role == "seller") == (topic.noun == "in") else topic.partner


@cache
def _becoming() -> re.Pattern[str]:
    """`A sold 3 million tonnes to B, becoming its third largest supplier`."""
    role = "|".join(f"(?P<{name}>(?:{every}))" for name, every in table("forms")["roles"].items())
    return re.compile(
        rf",? (?:and |thus |thereby )*(?:becoming|became|remaining|remained|making it) (?:its|the country's|the bloc's|the region's|<p\d+>(?:'s?)?) (?:(?P<nth><q\d+>)[ -])?(?:{words('first')})? ?(?:(?P<g1>{G}) )?(?:{role})\b"
    )


def _became(number: int, skeleton: Skeleton, one: re.Match[str], topic: Topic, on: date) -> list[Statement]:
    """The place that a seller, or a buyer, came to have with the other that the sentence names."""
    role = next((name for name in _RANKS if one[name]), "")
    named = codes(skeleton.text[: one.start()], skeleton)
    if role == "partner" or len(set(named)) != PAIR or not stated(skeleton, one.start(), one.end()):
        return []
    who, hub = dict.fromkeys(named)
    sells = re.search(rf"\b(?:to|into) (?:the )?{A}", skeleton.text[: one.start()])
    if (role == "seller") != bool(sells):
        return []
    goods = goods_of(one["g1"] or "", skeleton) or goods_of(skeleton.text[: one.start()], skeleton)
    nth = skeleton.mentions[int(one["nth"][2:-1])].value.value if one["nth"] else 1.0
    time = when(skeleton, 0, one.end(), topic, on, 0)
    made = _of_time(time)
    if made is None or not time.period:
        return []
    own, lacks = made
    said = statement(
        number, skeleton, _RANKS[role], (hub, who), "near", None, own, stretch=one.span(), goods=goods[0] if len(goods) == 1 else "other" if goods else "",
        period=own.period, unit="place", value=float(nth), supposed=("whose it is is taken from the words before",),
    )  # fmt: skip
    return [said.model_copy(update={"lacks": lacks})]


def placed_by(number: int, skeleton: Skeleton, item: Item, topic: Topic, on: date) -> list[Statement]:
    """The place of a state among the sellers to the hub of a report, or among the buyers from it."""
    head = item.head
    relation = "rank-supplier" if head.kind == "in" else "rank-buyer"
    time = when(skeleton, head.start, head.end, topic, on, clause_of(skeleton.text, head.start))
    made = _of_time(time)
    if made is None or not time.period:
        return []
    own, lacks = made
    said = statement(
        number, skeleton, relation, (head.owner, head.partners[0]), "near", None, own, stretch=(head.start, head.end), goods=head.goods,
        period=own.period, unit="place", value=float(item.place), supposed=head.supposed,
    )  # fmt: skip
    return [said.model_copy(update={"lacks": lacks})]


def _of_time(time: When) -> tuple[When, str] | None:
    """The time of a place, and what is missing where only the words before name it; None of several years."""
    if ".." in time.period and not time.part:
        return None
    lent = any("words before" in said for said in time.supposed)
    return When(period=time.period, part=time.part), f"certainty of the time: {LENT_TIME} {time.period}"[
        :100
    ].removeprefix("certainty of ") if lent else ""


REPORTED = 3
"""Sentences for which the time of a report is that of places told in it."""
LENT_TIME = "a place of the time that the words before speak of,"


def _placed(
    number: int, skeleton: Skeleton, one: re.Match[str], topic: Topic, time: When
) -> Statement | None:
    role = next(name for name in _RANKS if one[name])
    who = codes(one["who"], skeleton)[0]
    before = skeleton.text[: one.start()]
    flows = rf"\b(?:{noun()}|volumes) {'from' if role == 'seller' else 'to'} (?:the )?$"
    beside = one["how"] is None and role != "partner" and bool(re.search(flows, before))
    if not beside and re.search(rf"{A}(?:, | and |, and )$|\b(?:over|overtook|than|behind|replac\w+|surpass\w+|pass\w+|with|to|from|of|by|in|like|after|including|between) (?:the )?$", before):  # fmt: skip
        return None
    goods = goods_of(f"{one['g1'] or ''}{one['g2'] or ''}{one['more'] or ''}", skeleton)
    nth = skeleton.mentions[int(one["nth"][2:-1])].value.value if one["nth"] else 1.0
    own, of = one["hub"] or one["hub2"] or "", one["of"] or ""
    hub = codes(own or of, skeleton)[0] if "<a" in f"{own}{of}" else ""
    supposed: tuple[str, ...] = ()
    if one["world"] or of == "world":
        if role not in _WORLD or hub:
            return None
        relation, states = f"world-{_WORLD[role]}", (who,)
    else:
        if not hub:
            hub = _hub(role, topic) if topic.age <= LASTS else ""
            goods = goods or (
                (topic.goods,) if topic.goods and topic.goods_age <= LASTS and role in _WORLD else ()
            )
            supposed = ("whose it is is taken from the words before",)
        if not hub or hub == who:
            return None
        relation, states = _RANKS[role], (hub, who)
    # a place told of the present or the past of the text is of the time of the sentence, of that of a report, or of none
    lent = any("words before" in said for said in time.supposed)
    now = len(time.period) > len("2023") and re.search(r"\b(?:has|have|is|are|remains?)\b", one["how"] or "")
    if lent and (topic.aged > REPORTED or now):
        time = When()
    if (made := _of_time(time)) is None:
        return None
    own_time, lacks = made
    if not goods and len(states) > 1 and topic.market_age <= REPORTED:
        kept, of = topic.buyer if role == "seller" else topic.seller
        goods = (of,) if kept == states[0] and of and role != "partner" else ()
    said = statement(
        number, skeleton, relation, states, "near", None, own_time, stretch=one.span(), goods=goods[0] if len(goods) == 1 else "other" if goods else "",
        period=own_time.period, unit="place", value=float(nth), supposed=supposed,
    )  # fmt: skip
    return said.model_copy(update={"lacks": lacks}) if lacks else said
