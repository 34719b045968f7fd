"""Places by their form: `regained its position as B's top partner`, `the world's largest importer of LNG`, `came third`."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from realpolitik.claims.reading.forms.chains import ADV, TIME
from realpolitik.claims.reading.forms.clauses import clause_of, stated
from realpolitik.claims.reading.forms.heads import OWN, A, G, codes, goods_of, words
from realpolitik.claims.reading.forms.made import statement
from realpolitik.claims.reading.forms.periods import When, when
from realpolitik.claims.reading.forms.topic import LASTS, Topic
from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton

_RANKS = {"seller": "rank-supplier", "buyer": "rank-buyer", "partner": "rank-partner"}
_WORLD = {"seller": "exporter", "buyer": "importer"}


@cache
def _rule() -> re.Pattern[str]:
    role = "|".join(f"(?P<{name}>(?:{every}))" for name, every in table("forms")["roles"].items())
    place = rf"(?:(?P<nth><q\d+>)[ -])?(?:{words('first')})"
    hub = rf"(?:(?P<hub>{OWN})|(?P<world>the world's|the globe's))"
    verb = rf"(?:{ADV} )*(?:was|is|were|are|became|becomes|become|remained|remains|remain|stayed|emerged as|has become|have become|had become|has been|have been|had been|continued to be|continues to be|ranked as|served as|was named)"
    title = rf"(?:{ADV} )*(?:regained|reclaimed|recovered|retained|kept|held|holds|took|maintained|has regained|has reclaimed|lost|has lost|cemented|consolidated) (?:its|<p\d+>(?:'s?)?|the) (?:\w+ )?(?:position|title|status|place|spot|rank|role) (?:as|of)"
    over = rf"(?:{ADV} )*(?:overtook|overtaken|passed|surpassed|surpassing|overtaking|replaced|displaced|dethroned|outstripped|leapfrogged) (?:the )?(?P<rival>{A})(?: {TIME})? (?:as|to become|to be|and became)"
    return re.compile(
        rf"(?P<who>{A})(?:,? {TIME},?)?(?:,? (?P<how>{verb}|{title}|{over})|,)(?: {ADV})*(?: by far)? (?:the )?(?:{hub} )?(?:single )?{place}(?: single)? (?:(?P<hub2>{A})(?:'s?)? )?(?:(?P<g1>{G}) )?(?:{role})s?\b(?: of (?:goods|(?P<g2>{G})))?(?: (?:to|for|of|in) (?:the )?(?P<of>{A}|world)(?P<more>(?:'s?)? (?:exports|imports|goods|{G}))?)?(?! (?:for|of|to|in) (?:[a-z]+ )?(?:<q|most|many|more than|over))"
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
    return made


def _hub(role: str, topic: Topic) -> str:
    """Whose supplier, buyer or partner it is: of `imports from B` spoken of before, a buyer is B's."""
    if role == "partner" or topic.noun not in ("in", "out"):
        return topic.whose()
    return topic.owner if (role == "seller") == (topic.noun == "in") else topic.partner


def _placed(
    number: int, skeleton: Skeleton, one: re.Match[str], topic: Topic, time: When
) -> Statement | None:
    role = next(name for name in _RANKS if one[name])
    who = codes(one["who"], skeleton)[0]
    before = skeleton.text[: one.start()]
    if re.search(rf"{A}(?:, | and |, and )$|\b(?:over|overtook|than|behind|replac\w+|surpass\w+|pass\w+|with|to|from|of|by|in|like|after|including|between) (?:the )?$", before):  # fmt: skip
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
    # a place told of the present or the past of the text is of the time of the sentence or of none
    period = time.period if not any("words before" in said for said in time.supposed) else ""
    if ".." in period and not time.part:
        return None  # in each of several years
    own_time = When(period=period, part=time.part if period else "")
    return statement(
        number, skeleton, relation, states, "near", None, own_time, stretch=one.span(), goods=goods[0] if len(goods) == 1 else "", period=period,
        unit="place", value=float(nth), supposed=supposed,
    )  # fmt: skip
