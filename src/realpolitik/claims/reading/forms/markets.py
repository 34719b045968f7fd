"""Reports on one buyer or one seller of a good, whose sentences name the others alone: `Qatar shipped 3.1 million tonnes`, `Egypt came third with 2 million`.

What was said of a buyer's purchases, or of a seller's sales, makes that one the *hub*; states that are named after it with a verb, a place or an amount
are its sellers, or its buyers. Whose it is and of what is supposed, so that such a claim is never contradicted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from realpolitik.claims.reading.forms.chains import ABOUT, ADV, TIME, Q, Said, chain
from realpolitik.claims.reading.forms.clauses import clause_of, stated
from realpolitik.claims.reading.forms.heads import A, G, Head, codes, goods_of, kind_of, kinds, noun, words
from realpolitik.claims.reading.forms.signs import LENT, counted_goods
from realpolitik.claims.reading.forms.topic import Topic
from realpolitik.claims.reading.meaning.made import MONEY
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton

LASTS = 6
"""Sentences for which a report goes on with its hub."""
STALE = 99
"""The age of what no sentence goes on with."""
QUANTITIES = ("t", "m3", "bbl/d", "kwh", "units")
_OF_BUYER = ("rank-supplier", "import-share", "world-imports")
_OF_SELLER = ("rank-buyer", "export-share", "world-exports")
_LENT = re.compile(r"whose|the buyer and the goods|sentence before|words before, |are taken for")
_BUYERS = re.compile(r"\b(?:importers|buyers|customers|purchasers|destinations|markets|consumers|clients)\b")
_SELLERS = re.compile(r"\b(?:suppliers|exporters|sellers|sources|providers)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a state is said to have sold to the hub, or bought from it: its amounts, its place (0 where none is said), and the words."""

    head: Head
    side: str
    said: tuple[Said, ...]
    place: int = 0


def noted(topic: Topic, skeleton: Skeleton, every: Iterable[Statement], found: Iterable[Head]) -> None:
    """Keep whose purchases, or whose sales, the sentence was of, and of which goods."""
    named = {str(one.value) for one in skeleton.mentions if one.kind == "g"}
    found, every = [*found], [*every]
    if ranks := [one for one in every if one.relation.startswith("rank-")]:
        topic.role = ranks[-1].relation
        topic.ranker = "" if any(one.doubts for one in ranks) else ranks[-1].states[0]
    for one in found:
        if one.kind == "in" and not one.supposed:
            _buyer(topic, one.owner, one.goods, named)
            topic.side = topic.side if one.partners else "seller"
        elif one.kind == "out" and not one.supposed and not one.partners:
            _seller(topic, one.owner, one.goods, named)
            topic.side = "buyer"
    _named_hubs(topic, skeleton, named)
    for one in every:
        home = one.relation in (*_OF_BUYER, *_OF_SELLER) and one.states[0] == topic.home
        lent = any(_LENT.search(said) for said in (*one.assumed, *one.notes))
        if one.kind == "claim" and not one.doubts and (home or not lent):
            _of_statement(topic, one, named)
    if topic.market_age and any(_of_others(one, topic) for one in found):
        topic.market_age = STALE  # of other goods now


def _named_hubs(topic: Topic, skeleton: Skeleton, named: set[str]) -> None:
    for rule in _markets():
        if one := rule.search(skeleton.text):
            got = one.groupdict()
            goods = goods_of(got.get("g") or "", skeleton)
            keep, side = (_buyer, "seller") if got.get("buyer") else (_seller, "buyer")
            keep(
                topic,
                codes(got.get("buyer") or got["seller"], skeleton)[0],
                goods[0] if len(goods) == 1 else "",
                named,
            )
            topic.side = side


def _of_statement(topic: Topic, one: Statement, named: set[str]) -> None:
    """What a claim says of whose purchases or sales it is."""
    if one.relation in ("rank-supplier", "rank-buyer", "exports", "group-imports"):
        ends = one.states if one.relation in ("rank-buyer", "exports") else one.states[::-1]
        topic.pair, topic.pair_age = (ends[0], ends[1]), 0
    if one.relation in _OF_BUYER:
        _buyer(topic, one.states[0], one.goods, named)
        topic.side = "seller"
    elif one.relation in _OF_SELLER:
        _seller(topic, one.states[0], one.goods, named)
        topic.side = "buyer"
    elif one.relation in ("exports", "group-imports"):
        seller, buyer = one.states if one.relation == "exports" else one.states[::-1]
        _of_two(topic, seller, buyer, one.goods, named)


_GASES = {"gas", "lng", "pipeline-gas"}


def _of_others(one: Head, topic: Topic) -> bool:
    """Whether a flow is of other goods than the report, and not of its hub."""
    kept = {topic.buyer[1], topic.seller[1]}
    alike = one.goods in kept or (one.goods in _GASES and bool(kept & _GASES))
    return bool(one.goods) and not alike and one.owner not in (topic.buyer[0], topic.seller[0])


@cache
def _markets() -> tuple[re.Pattern[str], ...]:
    """Words that name the hub without an amount: `LNG delivered to the EU`, `exports of gas to Europe`, `importers of Russian wheat`."""
    return (
        re.compile(
            rf"(?P<g>{G}) (?:imported|delivered|supplied|shipped|sold|exported|sent) (?:(?:in)?to|by) (?:the )?(?P<buyer>{A})"
        ),
        re.compile(
            rf"(?<!'s )\b(?:exports?|supplies|shipments|deliveries|sales|imports?) of (?P<g>{G}) (?:in)?to (?:the )?(?P<buyer>{A})(?!(?:'s?)? (?:market|ports?))"
        ),
        re.compile(
            rf"\b(?:importers|buyers|purchasers|customers|consumers) of (?P<seller>{A})(?:'s?)? (?P<g>{G})"
        ),
    )


def _of_two(topic: Topic, seller: str, buyer: str, goods: str, named: set[str]) -> None:
    kept = topic.market_age <= LASTS
    if kept and topic.buyer[0] == buyer and topic.side == "seller":
        _buyer(topic, buyer, goods, named)
    elif kept and topic.seller[0] == seller and topic.side == "buyer":
        _seller(topic, seller, goods, named)
    else:
        _buyer(topic, buyer, goods, named)
        _seller(topic, seller, goods, named)
        topic.side = ""


def _goods(goods: str, named: set[str], before: tuple[str, str], hub: str) -> str:
    if len(named) == 1:
        return next(iter(named))
    return goods or (before[1] if before[0] == hub and not named else "")


def _buyer(topic: Topic, hub: str, goods: str, named: set[str]) -> None:
    topic.buyer, topic.market_age = (hub, _goods(goods, named, topic.buyer, hub)), 0


def _seller(topic: Topic, hub: str, goods: str, named: set[str]) -> None:
    topic.seller, topic.market_age = (hub, _goods(goods, named, topic.seller, hub)), 0


def side_of(topic: Topic, skeleton: Skeleton) -> str:
    """Whether states that are named with an amount are sellers to the hub (`seller`) or buyers from it (`buyer`); empty where it cannot be told."""
    buyers, sellers = _BUYERS.search(skeleton.text), _SELLERS.search(skeleton.text)
    if bool(buyers) != bool(sellers):
        return "buyer" if buyers else "seller"
    if topic.role == "rank-partner":
        return ""  # `A came third`: among partners
    if topic.side:
        return topic.side
    if topic.home and topic.home in (topic.buyer[0], topic.seller[0]):
        return "seller" if topic.home == topic.buyer[0] else "buyer"
    return ""


def hub_of(topic: Topic, side: str) -> tuple[str, str]:
    """The hub that sellers, or buyers, belong to, and its goods."""
    if topic.market_age > LASTS or not side:
        return "", ""
    return topic.buyer if side == "seller" else topic.seller


def head_of(topic: Topic, side: str, who: str, goods: str, start: int, end: int) -> Head | None:
    """The flow between a state and the hub; None where there is no hub."""
    hub, of = hub_of(topic, side)
    if not hub or hub == who:
        return None
    return Head(
        kind="in" if side == "seller" else "out", owner=hub, partners=(who,), goods=goods or of, start=start, end=end, supposed=(LENT,)
    )  # fmt: skip


@cache
def _item() -> re.Pattern[str]:
    places = r"(?:rank(?:ed|s|ing)|came|comes|coming|was|is|were|took|takes|taking|placed|stood|stands|remained|remains|remain|retained|finished|reached|secured|claimed|fell|fallen|has fallen|slipped|dropped|moved|rose|risen|climbed|held|holds|occupied|occupies|became)"
    nouns = r"(?:place|position|spot|rank|largest|biggest|highest|ranking|top|main|supplier|buyer|importer|exporter|source|customer|destination|market)"
    listed = r"(?:,? (?:on|in|of|among|from) (?:(?!<q|, )[^;]){1,110}?)?"
    sold = rf"(?:{words('sells')}|{words('selling')})"
    bought = rf"(?:{words('buys')}|{words('buying')})"
    roles = (
        r"(?:supplier|source|seller|exporter|provider|buyer|importer|customer|destination|market|purchaser)"
    )
    whose = rf"(?:(?P<hub>{A})(?:'s?)? )?"
    of = rf"(?: of (?:{A} )?(?P<g3>{G}))?(?: (?:to|for) (?:the )?(?P<to>{A}))?(?: {TIME})?"
    first = rf"{places} (?:the |a |its )?{whose}(?P<first>leader|front-runner|(?:single )?(?:{words('first')})(?: (?P<g4>{G}))? (?P<role>{roles}))\b{of}{listed}"
    closed = rf"(?:rounded out|rounds out|closed|closes|completed|completes) (?:the )?top (?P<last>{Q}|three|five|four)(?: {nouns}s?)?"
    leads = r"(?:followed(?: <[ap]\d+>)?|follows|came next|topped|led|headed|tops|leads|heads)(?: the)?(?: (?:list|chart|charts|ranking|rankings|table))?"
    tail = rf"(?:,? (?:by a wide margin,? )?(?:with|at|on)(?: an? share of| an? (?:market )?share of| an?)?|,? (?:{sold}|{bought})|,|:)(?: (?:imports|exports|sales|shipments|deliveries|supplies|volumes|purchases)(?: (?:of|worth))?)? "
    return re.compile(
        rf"(?P<who>{A})(?: \(<a\d+>\))?,?(?: (?:which|who))?(?:,? (?:{ADV}|{TIME}),?)*"
        rf" (?:(?P<verb>(?P<sold>{sold})|(?P<bought>{bought})) {ABOUT}(?P<q>{Q})(?!,? (?:\w+ )?respectively)(?: worth)?(?: of (?:the )?(?:{A} )?(?P<g>{G}))?(?: of sales| of supplies)?(?: (?P<way>to|from) (?:the )?(?P<p>{A}))?"
        rf"|(?:{places} )?(?:in |at |to )?(?:the |a )?(?:close |distant )?(?:(?P<hub2>{A})(?:'s?)? )?(?P<nth>{Q})(?:[ -]{nouns})*(?! (?:[a-z]+ )?partners?\b){listed}(?=[,.;( ]|$)(?:{tail}{ABOUT}(?P<q2>{Q})| \({ABOUT}(?P<q4>{Q})|)"
        rf"|{first}(?:{tail}{ABOUT}(?P<q6>{Q})|)|{closed}(?: \({ABOUT}(?P<q7>{Q})|{tail}{ABOUT}(?P<q8>{Q})|)"
        rf"|{leads}(?:{tail}{ABOUT}(?P<q3>{Q})| \({ABOUT}(?P<q5>{Q})))"
    )


@cache
def _changed() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:(?P<up>{words('raises')})|(?P<down>{words('cuts')})) (?:(?:its|their|<p\d+>(?:'s?)?|the) )?{kinds()}(?:(?P<adj>{A}) )?(?:(?P<g>{G}) )?(?P<noun>{noun()}|volumes)(?: of (?:(?P<of>{A})(?:'s?)? )?(?P<g2>{G})| of (?P<of2>{A}))?(?: (?P<way>from|to) (?:the )?(?P<p>{A}))?"
        rf"(?:[ ,]*(?:{ADV}|{TIME}|in (?:the )?(?:said|same|reporting) period)(?![\w-]))*,?(?: -)? (?:by )?(?P<q>{ABOUT}{Q})"
    )


_AMOUNTS = ("q", "q2", "q3", "q4", "q5", "q6", "q7", "q8")
_RANKED = re.compile(rf"(?P<nth>{Q})-(?:ranked|placed) (?P<who>{A})")
_BLOCKED = re.compile(
    rf"(?:\b(?:from|to|of|by|than|over|behind|between|into|for|against|on|like|including) (?:the )?|{A}(?:,|,? and) (?:the )?|'s )$"
)


def items(skeleton: Skeleton, topic: Topic) -> Iterator[Item]:
    """What a sentence says of states that are sellers to the hub, or buyers from it."""
    text = skeleton.text
    if "<q" not in text or "<a" not in text:
        return
    found = [*_item().finditer(text)]
    if not found and topic.market_age > LASTS:
        yield from _changes(skeleton, topic, [], "")
        return
    side = side_of(topic, skeleton)
    only = goods_of(" ".join(re.findall(r"<g\d+>", text)), skeleton)
    only = only if len(only) == 1 else ()
    for one in found:
        if _BLOCKED.search(text[: one.start()]) or not stated(skeleton, one.start(), one.end()):
            continue
        got = one.groupdict()
        own = "seller" if got["sold"] else "buyer" if got["bought"] else side
        if "world" in one[0] and not got["verb"]:
            continue  # among all of the world
        place = 1 if got["first"] else _place(skeleton, got["nth"]) or _last(skeleton, got["last"])
        if (got["nth"] or got["last"]) and not place:
            continue
        if (
            got["verb"]
            and not got["p"]
            and (
                codes(one["who"], skeleton)[0] == (topic.buyer if got["bought"] else topic.seller)[0]
                or "total" in one[0]
            )
        ):
            continue  # what the hub itself bought in all
        sign = next((got[name] for name in _AMOUNTS if got[name]), "")
        counted = counted_goods(int(sign[2:-1]), skeleton) if sign else ()
        goods = goods_of(f"{got['g'] or ''}{got['g3'] or ''}{got['g4'] or ''}", skeleton) or only or counted
        own = _role_side(got["role"]) or own
        head = _named(one, skeleton, topic, own, goods[0] if len(goods) == 1 else "")
        if head is None:
            continue
        said = _chained(skeleton, one, sign) if sign else ()
        yield Item(head=head, side=own, said=said, place=place)
    for one in _RANKED.finditer(text):
        place = _place(skeleton, one["nth"])
        head = head_of(topic, side, codes(one["who"], skeleton)[0], "", one.start(), one.end())
        if place and head is not None:
            yield Item(head=head, side=side, said=(), place=place)
    placed = [one for one in found if not _BLOCKED.search(text[: one.start()])]
    yield from _changes(skeleton, topic, placed, side)
    yield from _of_worth(skeleton, topic, placed)
    yield from _of_rise(skeleton, topic, side, only)
    yield from _of_arrival(skeleton, topic, only)


def _role_side(role: str | None) -> str:
    """The side of a role: `supplier` sells, `importer` buys."""
    if not role:
        return ""
    return "seller" if role in ("supplier", "source", "seller", "exporter", "provider") else "buyer"


def _named(one: re.Match[str], skeleton: Skeleton, topic: Topic, side: str, goods: str) -> Head | None:
    """The flow of a state that is named with a verb: to or from the other that it names, else to or from the hub."""
    who, got = codes(one["who"], skeleton)[0], one.groupdict()
    if hub_sign := got["hub"] or got["hub2"] or got["to"]:
        hub = codes(hub_sign, skeleton)[0]
        kept, of = hub_of(topic, side)
        if hub == who or not side:
            return None
        return Head(kind="in" if side == "seller" else "out", owner=hub, partners=(who,), goods=goods or (of if kept == hub else ""), start=one.start(), end=one.end(), supposed=() if goods else (LENT,))  # fmt: skip
    if got["p"]:
        if (got["way"] == "to") != (side == "seller"):
            return None
        other = codes(got["p"], skeleton)[0]
        hub, of = hub_of(topic, side)
        if other == who or (goods == "" and hub != other):
            return None
        return Head(kind="in" if side == "seller" else "out", owner=other, partners=(who,), goods=goods or of, start=one.start(), end=one.end(), supposed=() if goods else (LENT,))  # fmt: skip
    return head_of(topic, side, who, goods, one.start(), one.end())


def _chained(skeleton: Skeleton, one: re.Match[str], sign: str) -> tuple[Said, ...]:
    number = int(sign[2:-1])
    first = Said(number=number, role="level", falling=False, start=one.start(), end=one.end())
    share = skeleton.mentions[number].value.unit == "share"
    following = re.search(rf"(?:[,;] | and | while ){A}(?!'s)", skeleton.text[one.end() :])
    stop = one.end() + following.start() if following else len(skeleton.text)
    return (first, *chain(skeleton, one.end(), stop, share=share, after=True))


def _place(skeleton: Skeleton, sign: str | None) -> int:
    if not sign:
        return 0
    amount = skeleton.mentions[int(sign[2:-1])].value
    return int(amount.value) if amount.unit in ("rank", "ordinal") else 0


def _last(skeleton: Skeleton, word: str | None) -> int:
    """How many the top has that a state closes."""
    if not word:
        return 0
    return {"three": 3, "four": 4, "five": 5}.get(word) or int(skeleton.mentions[int(word[2:-1])].value.value)


def _changes(skeleton: Skeleton, topic: Topic, before: list[re.Match[str]], side: str) -> Iterator[Item]:
    """`A …, increasing its purchases by 12 % to 3 million tonnes`: of the state before the verb."""
    text = skeleton.text
    for one in _changed().finditer(text):
        many = _SEVERAL.search(text[: one.start()])
        if many and (turn := _IN_TURN.match(text, one.start("q"))):
            yield from _in_turn(skeleton, topic, one, codes(many["who"], skeleton), turn, side)
            continue
        who = "" if many else _doer(skeleton, one.start(), before)
        if not who or not stated(skeleton, one.start(), one.end()):
            continue
        if (head := _of_change(one, skeleton, topic, who, side)) is None:
            continue
        got, own = one.groupdict(), "buyer" if head.kind == "out" else "seller"
        number = int(re.findall(r"<q(\d+)>", got["q"])[0])
        amount = skeleton.mentions[number].value
        if amount.unit not in ("share", "growth", "times", *QUANTITIES, *MONEY):
            continue
        by = re.search(r"\bby ", one[0][one.start("noun") - one.start() : one.start("q") - one.start()])
        role = "growth" if amount.unit in ("share", "growth", "times") else "by" if by else "level"
        first = Said(number=number, role=role, falling=bool(got["down"]), start=one.start(), end=one.end())
        following = re.search(
            rf"(?:[,;] (?:with |while |and |but )?| and | while ){A}(?!'s)", text[one.end() :]
        )
        stop = one.end() + following.start() if following else len(text)
        yield Item(head=head, side=own, said=(first, *chain(skeleton, one.end(), stop, after=True)))


_SEVERAL = re.compile(
    rf"(?P<who>{A}(?:(?:,|,? and) (?:the )?{A})+)(?:, which (?:(?!<q)[^,])*,)?(?: {ADV})*(?: both)? $"
)
_IN_TURN = re.compile(
    rf"{ABOUT}(?P<list>{Q}(?:(?:,|,? and) {ABOUT}{Q})+),? respectively(?:,? (?P<from>down from|up from|from|compared (?:to|with)) (?P<before>{Q}(?:(?:,|,? and) {Q})+)(?=,| <t|\.))?"
)


def _of_change(one: re.Match[str], skeleton: Skeleton, topic: Topic, who: str, side: str) -> Head | None:
    """The flow that one who raised or cut it is said to have raised or cut."""
    got = one.groupdict()
    kind = kind_of(got["noun"]) or ("out" if side == "seller" else "in" if side else "")
    if kind == "in" and got["way"] == "to":
        kind = "out"  # `A increased its coal imports to B`
    if kind not in ("in", "out"):
        return None
    goods = goods_of(f"{got['g'] or ''}{got['g2'] or ''}", skeleton)
    others = codes(f"{got['adj'] or ''}{got['of'] or ''}{got['of2'] or ''}{got['p'] or ''}", skeleton)
    hub, of = hub_of(topic, "buyer" if kind == "in" else "seller")
    other = others[0] if len(set(others)) == 1 else "" if others else hub
    of = of if other == hub else ""
    if not other or other == who:
        return None
    return Head(kind="out" if kind == "in" else "in", owner=other, partners=(who,), goods=goods[0] if len(goods) == 1 else of, start=one.start(), end=one.end(), supposed=() if others and goods else (LENT,))  # fmt: skip


def _in_turn(
    skeleton: Skeleton, topic: Topic, one: re.Match[str], every: tuple[str, ...], turn: re.Match[str], side: str
) -> Iterator[Item]:  # fmt: skip
    """`A and B cut their purchases to 5 and 3 million tonnes, respectively`: to each its own."""
    numbers = [int(n) for n in re.findall(r"<q(\d+)>", turn["list"])]
    if len(numbers) != len(every) or not stated(skeleton, one.start(), turn.end()):
        return
    for who, number in zip(every, numbers, strict=True):
        head = _of_change(one, skeleton, topic, who, side)
        amount = skeleton.mentions[number].value
        if head is None or amount.unit not in ("share", *QUANTITIES, *MONEY):
            continue
        role = "growth" if amount.unit == "share" else "level"
        said = Said(number=number, role=role, falling=bool(one["down"]), start=one.start(), end=turn.end())
        yield Item(head=head, side=side, said=(said,))


@cache
def _saw() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<who>{A}) (?:{ADV} )*(?:saw|posted|recorded|registered|reported|logged|showed|enjoyed|suffered) (?:an? )?{ABOUT}(?P<q>{Q}) (?:(?P<up>{words('rises')})|(?P<down>{words('falls')}))\b(?! in (?:[a-z]+ )?(?:trade|exports|imports|turnover|shipments|surplus|deficit)\b)(?: {ADV})*(?: to {ABOUT}(?P<to>{Q}))?"
    )


def _of_rise(skeleton: Skeleton, topic: Topic, side: str, only: tuple[str, ...]) -> Iterator[Item]:
    """`B saw a 12 % increase to 3 million tonnes`, in a report."""
    here = {str(one.value.code) for one in skeleton.mentions if one.kind == "a"}
    if side == "buyer" and topic.seller[0] in here:
        return  # `A's shipments rose, while B saw an increase`: of B's shipments
    for one in _saw().finditer(skeleton.text):
        head = head_of(
            topic, side, codes(one["who"], skeleton)[0], only[0] if only else "", one.start(), one.end()
        )
        number = int(one["q"][2:-1])
        if (
            head is None
            or skeleton.mentions[number].value.unit != "share"
            or not stated(skeleton, one.start(), one.end())
        ):
            continue
        said = [
            Said(number=number, role="growth", falling=bool(one["down"]), start=one.start(), end=one.end())
        ]
        if one["to"]:
            said.append(
                Said(
                    number=int(one["to"][2:-1]), role="level", falling=False, start=one.start(), end=one.end()
                )
            )
        yield Item(head=head, side=side, said=tuple(said))


_ARRIVED = re.compile(
    rf"{ABOUT}(?P<q>{Q})(?: of <g\d+>)? (?:{ADV} )*(?:came|arrived|originated|was bought|were bought|was imported|were imported|was sourced|were sourced|was shipped|were shipped) from (?:the )?(?P<who>{A})"
)


def _of_arrival(skeleton: Skeleton, topic: Topic, only: tuple[str, ...]) -> Iterator[Item]:
    """`Of this, 8 million tonnes came from A, up 10 %, and 2 million from B`."""
    for one in _ARRIVED.finditer(skeleton.text):
        head = head_of(
            topic, "seller", codes(one["who"], skeleton)[0], only[0] if only else "", one.start(), one.end()
        )
        if head is None or not stated(skeleton, one.start(), one.end()):
            continue
        first = Said(
            number=int(one["q"][2:-1]), role="level", falling=False, start=one.start(), end=one.end()
        )
        yield Item(
            head=head,
            side="seller",
            said=(first, *chain(skeleton, one.end(), len(skeleton.text), after=True)),
        )


@cache
def _worth() -> re.Pattern[str]:
    bought = r"(?:importing|buying|purchasing|taking|receiving|having (?:bought|imported|purchased))"
    sold = r"(?:selling|supplying|shipping|exporting|delivering|having (?:sold|shipped|supplied|exported))"
    return re.compile(
        rf"(?:,|,? and) (?:(?P<bought>{bought})|(?P<sold>{sold})) (?:{A} )?(?P<g>{G}) (?:worth|valued at|for|totalling|totaling) (?P<q>{ABOUT}{Q})"
    )


def _of_worth(skeleton: Skeleton, topic: Topic, before: list[re.Match[str]]) -> Iterator[Item]:
    """`A remained second, buying coal worth 3 billion`."""
    for one in _worth().finditer(skeleton.text):
        who = _doer(skeleton, one.start(), before)
        side = "buyer" if one["bought"] else "seller"
        goods = goods_of(one["g"], skeleton)[0]
        head = head_of(topic, side, who, goods, one.start(), one.end()) if who else None
        if head is not None and stated(skeleton, one.start(), one.end()):
            number = int(re.findall(r"<q(\d+)>", one["q"])[0])
            first = Said(number=number, role="level", falling=False, start=one.start(), end=one.end())
            yield Item(head=head, side=side, said=(first,))


_LEADS = re.compile(
    rf"\W*(?:(?:meanwhile|however|in|during|over|for|while|although|with),? )*(?:{TIME},? )?(?:the )?(?P<who>{A})(?! (?:and|,))(?!'s)"
)


def _doer(skeleton: Skeleton, place: int, before: list[re.Match[str]]) -> str:
    """The state that did what the verb says: right before it, the last that has a place, or the one that opens the clause."""
    text = skeleton.text
    near = re.search(rf"(?P<who>{A})(?:,? (?:which|who|that|has|have|had|{ADV})|,)* $", text[:place])
    if near and not re.search(rf"{A}(?:,|,? and) (?:the )?$", text[: near.start()]):
        return codes(near["who"], skeleton)[0]
    own = [one for one in before if one.start() < place]
    if own and not re.search(r"; | while ", text[own[-1].end() : place]):
        return codes(own[-1]["who"], skeleton)[0]
    lead = _LEADS.match(text[clause_of(text, place) :]) or _LEADS.match(text)
    return codes(lead["who"], skeleton)[0] if lead else ""
