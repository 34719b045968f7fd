"""Shares and places among all of the world: `A accounts for 30 % of global steel exports`, `B ranks second among exporters of wheat`, `the largest importer of coal was C`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from realpolitik.claims.reading.forms.chains import ABOUT, ADV, TIME, Q
from realpolitik.claims.reading.forms.clauses import clause_of, stated
from realpolitik.claims.reading.forms.heads import A, G, P, codes, goods_of, kinds, noun, words
from realpolitik.claims.reading.forms.lists_of_places import nth
from realpolitik.claims.reading.forms.made import statement
from realpolitik.claims.reading.forms.markets import Item
from realpolitik.claims.reading.forms.periods import NO_PERIOD, When, when
from realpolitik.claims.reading.forms.topic import LASTS, Topic
from realpolitik.claims.reading.meaning.deeds import PRESENT
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton

GLOBAL = r"(?:global|world|world's|worldwide|globe's)"
SPOKEN = "the words before are of the trade of the world"
GOES_ON = 3
"""Sentences for which a report on the trade of the world goes on."""
_TRADERS = r"(?:(?P<out>exporters?|sellers?|suppliers?)|(?P<in>importers?|buyers?|purchasers?)|(?P<output>producers?|manufacturers?|makers?))"
_SET = re.compile(
    rf"\b{GLOBAL} (?:[a-z]+ )?(?:(?P<g>{G}) )?(?:(?:exports?|trade|sales|loadings|shipments|market|supply|volumes)(?P<out>)|imports?(?P<in>)|(?:production|output)(?P<output>))\b"
)


@dataclass(slots=True)
class World:
    """The trade of the world that the words before spoke of: its kind (`out`, `in`, `output`), its goods, and how many sentences ago."""

    kind: str = ""
    goods: str = ""
    age: int = 99

    def note(self, skeleton: Skeleton) -> None:
        """One sentence further on, and what it says of the trade of the world."""
        self.age += 1
        one = _SET.search(skeleton.text) or _among().search(skeleton.text)
        if one is None or not (
            one["g"] or "g2" not in one.groupdict() or one["g2"] or re.search(GLOBAL, one[0])
        ):
            return
        kind = next(name for name in ("out", "in", "output") if one[name] is not None)
        named = goods_of(one["g"] or "", skeleton) or goods_of(skeleton.text, skeleton)
        kept = self.goods if self.age <= GOES_ON and not named else ""
        self.kind, self.goods, self.age = kind, named[0] if len(named) == 1 else kept, 0


def worldwide(number: int, skeleton: Skeleton, world: World, topic: Topic, on: date) -> list[Statement]:
    """The shares and the places that states have in the world, as a sentence says them."""
    text = skeleton.text
    made: list[Statement] = []
    for one in _share().finditer(text):
        who = _whose(one, skeleton)
        goods = goods_of(f"{one['g'] or ''}{one['g2'] or ''}", skeleton)
        lent = () if goods else _lent(world, topic)
        if not who or not stated(skeleton, one.start(), one.end()) or (one["total"] and world.age > 0):
            continue
        every = [(one["q"], goods or lent)]
        if one["more"] and one["g3"]:
            every.append((one["more"], goods_of(one["g3"], skeleton)))
        for sign, of in every:
            made += _shared(number, skeleton, who, sign, of, one.span(), topic, on)
    for one in _stands().finditer(text) if world.age <= GOES_ON else ():
        if one["share"] and (who := _named(one, skeleton)) and stated(skeleton, one.start(), one.end()):
            made += _shared(number, skeleton, who, one["share"], _lent(world, topic), one.span(), topic, on)
    for place in _places(skeleton, world):
        made += _placed(number, skeleton, place, world, topic, on)
    return made


def of_world(
    number: int, skeleton: Skeleton, item: Item, world: World, topic: Topic, on: date
) -> list[Statement]:
    """The place and the shares of a state that is named with them alone, in a report on the trade of the world."""
    who, made = item.head.partners[0], []
    stretch = (item.head.start, item.head.end)
    if item.place:
        made += _placed(
            number, skeleton, (who, item.place, world.kind, world.goods, stretch), world, topic, on
        )
    for said in item.said:
        if skeleton.mentions[said.number].value.unit == "share" and said.role == "level":
            made += _shared(
                number, skeleton, who, f"<q{said.number}>", _lent(world, topic), stretch, topic, on
            )
    return made


def _lent(world: World, topic: Topic) -> tuple[str, ...]:
    kept = world.goods if world.age <= GOES_ON else topic.goods if topic.goods_age <= LASTS else ""
    return (kept,) if kept else ()


def _shared(
    number: int, skeleton: Skeleton, who: str, sign: str, goods: tuple[str, ...], stretch: tuple[int, int], topic: Topic, on: date
) -> list[Statement]:  # fmt: skip
    amount = skeleton.mentions[int(sign[2:-1])].value
    if amount.unit != "share" or len(goods) > 1:
        return []
    time = when(skeleton, *stretch, topic, on, clause_of(skeleton.text, stretch[0]))
    said = () if goods_of(skeleton.text[slice(*stretch)], skeleton) else (SPOKEN,)
    lent = NO_PERIOD in time.supposed or (time.supposed and len(time.period) > len("2023"))
    if lent and _NOW.search(skeleton.text[slice(*stretch)]):
        time, said = (
            When(),
            (*said, PRESENT),
        )  # in a report on a month, `A accounts for 70 % of the world's output`
    return [
        statement(
            number, skeleton, "world-share", (who,), amount.bound or "near", amount, time, stretch=stretch,
            goods="".join(goods), period=time.period, supposed=said,
        )
    ]  # fmt: skip


@cache
def _share() -> re.Pattern[str]:
    """`accounts for 30 % of global steel exports`, `with a 9 % share of world output`, `contributing 12 % to the global total`."""
    what = rf"(?:the )?(?:total |all |overall )?(?:{GLOBAL} {kinds()}(?:(?P<g>{G}) ?)?{kinds()}(?:{noun()}|total|volumes?|market|supply|demand|sales|trade|capacity)?(?: (?:of|in) (?P<g2>{G}))?|(?P<total>total)(?! (?:<g|[a-z]+ (?:exports|imports))))"
    more = rf"(?:,? and {ABOUT}(?P<more>{Q}) of (?:{GLOBAL} )?(?P<g3>{G}))?"
    return re.compile(
        rf"(?:\b(?P<verb>{words('accounts')}|holding|contributing|with)(?: {ADV})* (?:an? )?{ABOUT}(?P<q>{Q}) (?:share )?(?:of|in|to) {what}){more}"
    )


@cache
def _subject() -> re.Pattern[str]:
    return re.compile(rf"(?P<who>{A})(?:'s?)?(?:,? (?:which|who|that))?(?: {ADV})*,? ?$")


_LEADS = re.compile(
    rf"\W*(?:(?:[a-z]+ )?(?:in|during|over|for|by|at)? ?{TIME}?,? )?(?:the )?(?P<who>{A})(?! (?:and|,))(?:'s?)?(?= )"
)


def _whose(one: re.Match[str], skeleton: Skeleton) -> str:
    """Who has the share: the state before the verb, else the one that the clause begins with."""
    before = skeleton.text[: one.start()]
    near = _subject().search(before)
    several = near and re.search(rf"{A}(?:,|,? and) (?:the )?$", before[: near.start()])
    if (
        near
        and not several
        and not re.search(
            r"\b(?:from|of|to|by|than|over|with|behind|after) (?:the )?$", before[: near.start()]
        )
    ):
        return codes(near["who"], skeleton)[0]
    lead = _LEADS.match(before[clause_of(before, one.start()) :]) or _LEADS.match(before)
    return codes(lead["who"], skeleton)[0] if lead and not several else ""


_NOW = re.compile(
    r"\b(?:accounts|makes up|holds|represents|supplies|is|ranks|stands|has|provides|produces|commands|controls|contributes)\b"
)


_Place = tuple[str, int, str, str, tuple[int, int]]


@cache
def _among() -> re.Pattern[str]:
    """`ranks second among exporters of wheat`, `came third in the list of steel exporters`."""
    return re.compile(
        rf"(?P<who>{A})(?: {ADV})* (?:ranks?|ranked|came|comes|stands|stood|was|is|placed|places)(?: in)?(?: the)? (?P<nth>{Q})(?: place| position)? (?:among|in|on) (?:(?:all|the list of|the ranking of|the world's|the|global|major) )*(?:(?P<g>{G}) )?{_TRADERS}(?: of (?P<g2>{G}))?(?! (?:to|from|of) (?:the )?<a)"
    )


@cache
def _stands() -> re.Pattern[str]:
    """`A stands in fourth place`, `A, …; it occupies fifth place`: in a report on the trade of the world."""
    share = rf"(?:,? (?:with|holding) (?:an? )?{ABOUT}(?P<share>{Q}) share(?! of))?"
    return re.compile(
        rf"(?P<who>{A}|{P})(?:, (?:in|ranked|ranking|placed|coming)|(?: {ADV})* (?:stands|stood|ranks?|ranked|came|comes|occupies|occupied|holds|held|takes|took|is|was))(?: in)?(?: the)? (?P<nth>{Q})(?: place| position| spot|(?=[,.;]| with))(?! (?:among|in|of|on) ){share}"
    )


@cache
def _largest() -> re.Pattern[str]:
    """`The largest importer of coal in 2024 was again A`."""
    first = words("first")
    return re.compile(
        rf"^\W*(?:{TIME},? )?the (?:world's )?(?:(?P<nth>{Q})[ -])?(?:{first}) (?:(?P<g>{G}) )?{_TRADERS}(?: of (?P<g2>{G}))?(?: {TIME})? (?:was|is|remained|remains)(?: {ADV}| once again)* (?:the )?(?P<who>{A})"
    )


def _places(skeleton: Skeleton, world: World) -> Iterator[_Place]:
    for rule in (_among(), _largest()):
        for one in rule.finditer(skeleton.text):
            place = nth(one["nth"], skeleton) if one["nth"] else 1
            kind = next(name for name in ("out", "in", "output") if one[name])
            goods = goods_of(f"{one['g'] or ''}{one['g2'] or ''}", skeleton)
            if place and (goods or world.age <= GOES_ON or re.search(GLOBAL, one[0])):
                yield (
                    codes(one["who"], skeleton)[0],
                    place,
                    kind,
                    goods[0] if goods else world.goods,
                    one.span(),
                )
    if world.age > GOES_ON or not world.kind:
        return
    for one in _stands().finditer(skeleton.text):
        named, place = _named(one, skeleton), nth(one["nth"], skeleton)
        if place and named:
            yield named, place, world.kind, world.goods, one.span()


def _named(one: re.Match[str], skeleton: Skeleton) -> str:
    """Who has a place: the state before the verb, or the last that the sentence named before a pronoun."""
    named = codes(one["who"], skeleton) or codes(skeleton.text[: one.start()], skeleton)[-1:]
    return named[0] if named else ""


_RELATION = {"out": "world-exporter", "in": "world-importer"}


def _placed(
    number: int, skeleton: Skeleton, place: _Place, world: World, topic: Topic, on: date
) -> list[Statement]:
    who, nth, kind, goods, stretch = place
    if kind not in _RELATION or not stated(skeleton, *stretch):
        return []
    time = when(skeleton, *stretch, topic, on, clause_of(skeleton.text, stretch[0]))
    if not time.period or (".." in time.period and not time.part):
        return []
    said = () if goods_of(skeleton.text[slice(*stretch)], skeleton) else (SPOKEN,)
    return [
        statement(
            number, skeleton, _RELATION[kind], (who,), "near", None, time, stretch=stretch, goods=goods,
            period=time.period, unit="place", value=float(nth), supposed=said,
        )
    ]  # fmt: skip
