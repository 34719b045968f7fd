"""What a sentence says by its form, where the grammar of two states left its amounts unread."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

from realpolitik.claims.reading.forms.actions import actions
from realpolitik.claims.reading.forms.chains import ADV, Said, chain
from realpolitik.claims.reading.forms.clauses import clause_of, stated
from realpolitik.claims.reading.forms.heads import A, Head, heads, words
from realpolitik.claims.reading.forms.lists import listed
from realpolitik.claims.reading.forms.made import said_of_amount
from realpolitik.claims.reading.forms.markets import MONEY, QUANTITIES, items, noted
from realpolitik.claims.reading.forms.periods import FROM_BEFORE, NO_PERIOD, own_time, when
from realpolitik.claims.reading.forms.places import placed_by, places
from realpolitik.claims.reading.forms.shares import share_of, shares
from realpolitik.claims.reading.forms.signs import LENT
from realpolitik.claims.reading.forms.topic import LASTS, Topic
from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.meaning.certainty import led_by
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import Actor
from realpolitik.claims.reading.spotting.mentions import Mention, Skeleton


def regions(sentence: str) -> list[Mention]:
    """Regions and groups of states that the tables do not hold, as one whole."""
    return [
        Mention(start=one.start(), end=one.end(), kind="a", text=one.group(), value=Actor(code=str(one.lastgroup), how="region"))
        for one in _regions().finditer(sentence)
    ]  # fmt: skip


@cache
def _regions() -> re.Pattern[str]:
    every = table("forms")["regions"]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(f'(?P<{code}>{words})' for code, words in every.items())})(?![\w-])")  # fmt: skip


_PARTNER = re.compile(
    r"\b(?:exports|imports|shipments|sales|purchases|deliveries|supplies) (?:to|from) (?:the )?<a(\d+)>"
)
"""A state that is only the other side of a flow: a text on exports to it is not of it."""


class Former:
    """Reads the sentences of a text in turn, and keeps what it speaks of."""

    def __init__(self, on: date) -> None:
        self.on, self.topic = on, Topic()
        self.known: list[Statement] = []

    def begin(self, skeletons: Iterable[Skeleton], home: str) -> None:
        """Count which states and groups a text names; `home` is the state on whose trade it is."""
        self.topic.own = home
        for one in skeletons:
            partners = {int(found) for found in _PARTNER.findall(one.text)}
            every = list(
                dict.fromkeys(
                    str(m.value.code)
                    for number, m in enumerate(one.mentions)
                    if m.kind == "a" and number not in partners
                )
            )
            for code in every:
                self.topic.counts[code] = self.topic.counts.get(code, 0) + 1

    def read(
        self,
        number: int,
        skeleton: Skeleton,
        known: Iterable[Statement],
        plainer: Skeleton | None = None,
        lent: tuple[str, ...] = (),
    ) -> list[Statement]:
        """The statements of a sentence beside those that are `known`; of its `plainer` words, too, for which `lent` was supposed."""
        known = [*known]
        self.known = known
        held = [
            one
            for one in known
            if one.doubts and not all(one_of.startswith(_RESOLVED) for one_of in one.doubts)
        ]
        sure = [one for one in known if one.kind == "claim" and not one.doubts and not any(NO_PERIOD in said for said in one.assumed)]  # fmt: skip
        self.topic.older()
        made: list[Statement] = []
        if plainer is not None:
            every, _ = self._made(number, plainer)
            made = (
                [one.model_copy(update={"assumed": (*one.assumed, *lent)}) for one in every]
                if lent
                else every
            )
        own, found = self._made(number, skeleton)
        made += own
        noted(self.topic, skeleton, [*known, *made], found)
        made += _of_items(number, skeleton, self.topic, self.on)
        done = [head for head, _ in actions(skeleton)] + found
        self._note(skeleton, done)
        alike = {(one.kind, one.owner, one.partners, one.goods) for one in done}
        self.topic.last = done[0] if len(alike) == 1 else None
        made = [one for one in _distinct(made) if not _rivalled(one, [*made, *known])]
        of_two = {(one.test, one.value) for one in made if len(one.states) > 1}
        made = [
            one for one in made if not (one.relation.startswith("world-") and (one.test, one.value) in of_two)
        ]
        return [
            one
            for one in made
            if not _said(one, sure)
            and not _held(one, held)
            and not _by_amount(one, sure)
            and NO_PERIOD not in one.assumed
        ]

    def _made(self, number: int, skeleton: Skeleton) -> tuple[list[Statement], list[Head]]:
        """All that a skeleton says by its form, and the flows that it names."""
        deeds = actions(skeleton)
        if (
            deeds and deeds[0][0].partners
        ):  # `A exported 2 billion to B, while imports reached 3 billion`: A's
            self.topic.owner, self.topic.partner, self.topic.age = (
                deeds[0][0].owner,
                deeds[0][0].partners[0],
                0,
            )
        found = [one for one in heads(skeleton, self.topic) if not led_by(skeleton.text[: one.start])]
        found = found or _pronoun(skeleton, self.topic)
        made = _of_flows(number, skeleton, found, self.topic, self.on)
        placed = places(number, skeleton, self.topic, self.on)
        noted(self.topic, skeleton, [*self.known, *made, *placed], found)
        made += shares(number, skeleton, self.topic, self.on)
        made += listed(number, skeleton, self.topic, self.on)
        return made + placed, found

    def doubted(self, one: Statement, skeleton: Skeleton) -> Statement:
        """A claim on two states, one of them filled in; with a doubt where the report is on another one."""
        topic = self.topic
        if one.relation == "world-imports" and not one.doubts and one.states[0] in table("forms")["sellers"].get(one.goods, ()) and _ADJECTIVE.search(skeleton.text):  # fmt: skip
            return one.model_copy(update={"doubts": ("whose they are: a state sells these goods",)})
        if (
            one.relation.startswith("world-")
            and one.unit == "share"
            and not one.doubts
            and _PART_OF.search(skeleton.text)
        ):
            return one.model_copy(update={"doubts": ("what it is a share of",)})
        if _of_other_goods(one, skeleton, topic):
            return one.model_copy(update={"doubts": ("with whom it is: the goods are others than before",)})
        if (
            one.relation != "exports"
            or one.doubts
            or not (one.notes or any("the buyer and the goods" in said for said in one.assumed))
            or topic.market_age > LASTS
            or not topic.side
        ):
            return one
        named = {str(m.value.code) for m in skeleton.mentions if m.kind == "a"}
        place, hub = (1, topic.buyer[0]) if topic.side == "seller" else (0, topic.seller[0])
        if not hub or one.states[place] in named or one.states[place] == hub or one.states[1 - place] == hub:
            return one
        return one.model_copy(update={"doubts": (f"whose it is: the words before are of {hub}",)})

    def _note(self, skeleton: Skeleton, found: list[Head]) -> None:
        """Keep whose flow was spoken of, in what, and when."""
        topic = self.topic
        several = len({frozenset((one.owner, code)) for one in found for code in one.partners}) > 1
        for one in found:
            topic.owner, topic.partner, topic.noun, topic.age = (
                one.owner,
                (one.partners or ("",))[0],
                one.kind,
                0,
            )
        if several:  # `to A 5 %, to B 3 %`: what comes next is of neither
            topic.partner = ""
        goods = {str(one.value) for one in skeleton.mentions if one.kind == "g"}
        if len(goods) == 1:
            topic.goods, topic.goods_age = next(iter(goods)), 0
        elif goods:
            topic.goods = "gas" if {*goods} <= {"gas", "pipeline-gas", "lng"} else ""
            topic.goods_age = 0
        from_ = {*re.findall(r"<t(\d+)>", " ".join(_OF_BEFORE.findall(skeleton.text)))}
        records = {*re.findall(r"\bsince (?:[^,;<]|<p\d+>){0,70}<t(\d+)>", skeleton.text)}
        times = [
            one
            for n, one in enumerate(skeleton.mentions)
            if one.kind == "t"
            and str(n) not in from_ and str(n) not in records and one.value.how in ("in", "by", "part") and one.value.relative not in ("base", "unclear") and one.value.start
            and len(one.value.start) <= len("2023-10")
        ]  # fmt: skip
        opens = re.match(r"\W*(?:(?:in|during|over|for|by|at) )?(?:the )?<t(\d+)>", skeleton.text)
        if opens and any(skeleton.mentions[int(opens[1])] is one for one in times):
            times = [skeleton.mentions[int(opens[1])]]
        if (
            times
            and len({(one.value.start, one.value.end) for one in times}) == 1
            and _is_of_figures(skeleton)
            and not re.search(r"<t\d+> alone\b", skeleton.text)
        ):
            topic.time, topic.aged = times[0], 0


_PART_OF = re.compile(rf"\bto (?:[a-z]+ ){{0,2}}<q\d+> of (?:the |all |its )?(?:total )?{A}")
"""A share that a flow came to, of what another buys: no growth of that."""
_ADJECTIVE = re.compile(rf"{A} (?:<g\d+> )imports\b(?! (?:from|of))")
"""A state as an adjective before what is bought: `Russian gas imports`, mostly another's."""


def _of_other_goods(one: Statement, skeleton: Skeleton, topic: Topic) -> bool:
    """Whether a claim on two states, none of them named, is of goods that the sentence names and the words before did not: `LNG imports fell`."""
    own = {str(m.value) for m in skeleton.mentions if m.kind == "g"}
    named = any(m.kind == "a" for m in skeleton.mentions)
    return one.relation == "exports" and bool(one.notes) and not named and bool(own) and topic.market_age <= LASTS and not own & {topic.buyer[1], topic.seller[1]}  # fmt: skip


def is_timeless(one: Statement) -> bool:
    """Whether a place has no time of its own."""
    return not one.period or any("the time is" in said or NO_PERIOD in said for said in one.assumed)


def settled(one: Statement, by_form: list[Statement]) -> bool:
    """Whether a claim with doubts, or a place without a time, is one that its form reads for certain."""
    if one.unit == "place" and is_timeless(one):
        return any((one.relation, one.states, one.value) == (other.relation, other.states, other.value) and other.period for other in by_form)  # fmt: skip
    return bool(one.doubts) and any(
        (one.relation, one.states, one.test, one.value, one.period) == (other.relation, other.states, other.test, other.value, other.period)
        for other in by_form
    )  # fmt: skip


_OF_BEFORE = re.compile(
    r"\b(?:from|against|compared (?:to|with)|than) (?:\w+ ){0,2}(?:<q\d+>(?: \w+)? )?(?:in |for )?<t\d+>|\((?:[a-z]+ )*<q\d+>(?: [a-z]+)? <t\d+>\)"
)
"""The time of what something came from, with which no sentence goes on."""


def _is_of_figures(skeleton: Skeleton) -> bool:
    return bool(skeleton.numbers("q")) or bool(
        re.search(r"\b(?:exports|imports|trade|gas|oil)\b", skeleton.text)
    )


def _of_flows(number: int, skeleton: Skeleton, found: list[Head], topic: Topic, on: date) -> list[Statement]:
    made = _of_actions(number, skeleton, found, topic, on)
    text = skeleton.text
    for place, head in enumerate(found):
        stop = found[place + 1].start if place + 1 < len(found) else len(text)
        if _TOGETHER.fullmatch(text[head.end : stop]):
            continue
        joined = bool(place and _TOGETHER.fullmatch(text[found[place - 1].end : head.start]))
        own = [] if _GOVERNED.search(text[: head.start]) else [*chain(skeleton, head.end, stop)]
        reach = own[-1].end if own else 0
        for said in (*_led(skeleton, head), *own):
            respective = "respectively" in text[said.start : said.end + 16]
            if not stated(skeleton, head.start, said.end) or (joined and not respective):
                break
            heads_of = [found[place - 1], head] if joined else [head]
            made += _of_said(number, skeleton, heads_of, said, topic, on, respective=respective, reach=reach)
    return made


_TOGETHER = re.compile(r"(?: to| from)? and (?:the )?")
"""Two flows of one verb: `exports and imports rose 4 % and 6 %, respectively`."""


def _of_actions(
    number: int, skeleton: Skeleton, found: list[Head], topic: Topic, on: date
) -> list[Statement]:
    """What states are said to have bought and sold, and what is said of it further on."""
    made: list[Statement] = []
    for head, first in actions(skeleton):
        stop = next((one.start for one in found if one.start >= head.end), len(skeleton.text))
        for said in (first, *chain(skeleton, head.end, stop, after=True)):
            if not stated(skeleton, head.start, said.end):
                break
            made += _of_said(number, skeleton, [head], said, topic, on, respective=False)
    return made


def _of_said(
    number: int,
    skeleton: Skeleton,
    heads_of: list[Head],
    said: Said,
    topic: Topic,
    on: date,
    *,
    respective: bool,
    reach: int = 0,
) -> list[Statement]:
    """The statements of one amount: of several flows or partners that it is said of, those in its turn where the words say so."""
    head = heads_of[-1]
    amount = skeleton.mentions[said.number].value
    lead = clause_of(skeleton.text, head.start)
    apart = skeleton.text.startswith(
        "<q", said.start
    )  # `from A in 2018 to B`: the time of A is not that of B
    start = said.start if apart else head.start
    time = when(skeleton, start, said.end, topic, on, start if apart else lead, reach)
    earlier = own_time(skeleton, said.end, on) if said.role == "earlier" else None
    order = [int(n) for n in re.findall(r"<q(\d+)>", skeleton.text[said.start : said.end])]
    nth = order.index(said.number) if respective and said.number in order else 0
    if len(heads_of) > 1:
        head = heads_of[min(nth, len(heads_of) - 1)]
    partners = (said.partner,) if said.partner else head.partners or ("",)
    if respective and len(heads_of) == 1 and len(partners) > 1:
        partners = partners[nth : nth + 1]
    counted = amount.unit in ("t", "m3", "bbl/d") and not head.goods and topic.goods_age <= LASTS
    if counted and topic.goods:
        head = replace(
            head, goods=topic.goods, supposed=(*head.supposed, "the goods are those of the words before")
        )
    made: list[Statement] = []
    if len(partners) > 1 and not _EACH.search(skeleton.text, head.start, said.end):
        return made  # `exports to A and B rose to 3 billion`: of both together
    for partner in partners:
        if partner == head.owner or (
            NO_PERIOD in time.supposed and said.role == "earlier" and earlier is None
        ):
            continue
        role = said.role if earlier is None else "level"
        made += said_of_amount(number, skeleton, head, partner, role, said.falling, amount, earlier or time, (head.start, said.end))  # fmt: skip
    return made


_EACH = re.compile(r"\b(?:each|both|respectively)\b")


@cache
def _they() -> re.Pattern[str]:
    """A pronoun that stands for the flow of the sentence before."""
    return re.compile(
        rf"\W*(?:(?:in (?:terms of )?(?:value|monetary|dollar|money|volume)(?: terms)?|by (?:value|volume)|(?:in |during |for )?<t\d+>|meanwhile|however|but|at the same time),? )*(?:they|these|this|that|it|<p\d+>)(?= (?:{ADV} )*(?:{words('up')}|{words('down')}|was|were|compares|compared|marks?|represents?)\b)"
    )


def _pronoun(skeleton: Skeleton, topic: Topic) -> list[Head]:
    """The flow of the sentence before, where a pronoun stands for it: `They fell by 9 %`, `That was up from 3 million tonnes`."""
    one = _they().match(skeleton.text) if isinstance(topic.last, Head) else None
    if one is None or not skeleton.numbers("q") or not isinstance(topic.last, Head):
        return []
    if re.match(r" (?:was|were|is) (?:the|a|an|not)\b", skeleton.text[one.end() :]) or re.search(
        r"<a", one[0]
    ):
        return []
    return [
        replace(
            topic.last,
            start=one.start(),
            end=one.end(),
            supposed=(*topic.last.supposed, "what is meant is taken from the sentence before"),
        )
    ]


def _of_items(number: int, skeleton: Skeleton, topic: Topic, on: date) -> list[Statement]:
    """What is said of sellers to the hub of a report, or of buyers from it."""
    made: list[Statement] = []
    for item in items(skeleton, topic):
        for said in item.said:
            unit = skeleton.mentions[said.number].value.unit
            if unit == "share" and said.role in ("level", "earlier"):
                made += share_of(number, skeleton, item, said, topic, on)
            elif unit in (*QUANTITIES, *MONEY) or said.role in ("growth", "by"):
                made += _of_said(number, skeleton, [item.head], said, topic, on, respective=False)
        if item.place:
            made += placed_by(number, skeleton, item, topic, on)
    return made


_GOVERNED = re.compile(
    r"(?<!volume )(?<!value )(?<!volumes )(?<!amount )\b(?:of|to|in|from|on|by|despite|for|into|than|without|between|excluding) (?:the |total |all )*$"
)
"""Words after which a flow is not what a verb further on is said of."""


def _led(skeleton: Skeleton, head: Head) -> list[Said]:
    """A change that is said before its flow: `a 6 % rise in exports`, `an increase of 6 % in imports`, `imported 6 % more`."""
    one = _leading().search(skeleton.text[: head.start])
    if one is None:
        return []
    number = int((one["q"] or one["q2"])[2:-1])
    amount = skeleton.mentions[number].value
    if amount.unit not in ("share", "growth", "times"):
        return []
    return [
        Said(
            number=number,
            role="growth",
            falling=one["down"] is not None or one["down2"] is not None,
            start=one.start(),
            end=head.end,
        )
    ]


@cache
def _leading() -> re.Pattern[str]:
    up, down = words("rises"), words("falls")
    kind = r"(?:[a-z-]+ ){0,2}?"
    return re.compile(
        rf"(?:(?P<q><q\d+>) {kind}(?:(?P<up>{up})|(?P<down>{down}))|(?:(?P<up2>{up})|(?P<down2>{down})) of (?:about |nearly |over |more than )?(?P<q2><q\d+>))(?: {ADV})* (?:in|of|for) (?:the |its |their )?$"
    )


def _rivalled(one: Statement, every: list[Statement]) -> bool:
    """Whether an amount has the time of the words before, and the sentence has another amount of the same thing at that time."""
    return one.test == "near" and any(said.startswith(FROM_BEFORE) for said in one.assumed) and any(
        (other.relation, other.states, other.test, other.unit, other.period) == (one.relation, one.states, one.test, one.unit, one.period)
        and other.value is not None and one.value is not None and abs(other.value - one.value) > 1e-6 * abs(one.value)
        for other in every
    )  # fmt: skip


def _distinct(made: list[Statement]) -> list[Statement]:
    kept: dict[tuple[object, ...], Statement] = {}
    for one in made:
        if one.unit == "place":
            kept.setdefault((one.relation, one.states), one)
            continue
        kept.setdefault((one.relation, one.states, one.test, one.value, one.unit, one.period, one.goods), one)
    return list(kept.values())


_ELSEWHERE = (
    "figures of “",
    "the words “",
    "what “",
    "which months are meant",
    "which of two amounts",
    "of which goods",
    "which time is meant",
)
"""Doubts about words that stand elsewhere than a state, its verb and its amount."""
_RESOLVED = ("which of two amounts", "what “", "the words “", "which year the growth", "which time is meant")
"""Doubts about words that stand elsewhere, which the form of an amount settles."""


def _held(one: Statement, held: list[Statement]) -> bool:
    """Whether the grammar has the same claim with a doubt that its form does not settle; of goods that it names it does."""
    lent = LENT in one.assumed
    return any(
        one.relation == other.relation
        and _said(one, [other])
        and not (
            lent
            and (one.states != other.states or all(doubt.startswith(_ELSEWHERE) for doubt in other.doubts))
        )
        and not (
            one.goods
            and all(
                doubt.startswith(
                    ("figures of “", "which goods", "of which goods", "which months", *_RESOLVED)
                )
                for doubt in other.doubts
            )
        )
        for other in held
    )


def _by_amount(one: Statement, sure: list[Statement]) -> bool:
    """Whether a change by an amount is one of which the grammar has the levels."""
    changes = one.test in ("rises", "falls") and one.unit not in ("share", "points")
    return changes and any((one.relation, one.states) == (other.relation, other.states) for other in sure)


def _said(one: Statement, sure: list[Statement]) -> bool:
    """Whether the grammar has read an amount for certain, of whatever it read it."""
    if one.unit == "place":
        same = [
            other
            for other in sure
            if (one.relation, one.states, one.value) == (other.relation, other.states, other.value)
        ]
        return any(not one.period or other.doubts or not is_timeless(other) for other in same)
    return any(
        other.value is not None and other.unit != "place" and one.value is not None and abs(abs(other.value) - abs(one.value)) <= 1e-9 + 1e-6 * abs(one.value)
        for other in sure
    )  # fmt: skip
