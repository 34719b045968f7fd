"""What a sentence says by its form, where the grammar of two states left its amounts unread."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

from realpolitik.claims.reading.forms.actions import actions
from realpolitik.claims.reading.forms.apposed import without_apposition
from realpolitik.claims.reading.forms.chains import Said, chain
from realpolitik.claims.reading.forms.clauses import clause_of, stated
from realpolitik.claims.reading.forms.doubted import backwards
from realpolitik.claims.reading.forms.flow_shares import flow_shares
from realpolitik.claims.reading.forms.heads import Head, goods_of, heads
from realpolitik.claims.reading.forms.kept import RESOLVED, by_amount, distinct, held_by, rivalled, said_by
from realpolitik.claims.reading.forms.leading import led, pronoun
from realpolitik.claims.reading.forms.lists import listed
from realpolitik.claims.reading.forms.lists_of_places import listed_places
from realpolitik.claims.reading.forms.made import said_of_amount
from realpolitik.claims.reading.forms.markets import MONEY, QUANTITIES, STALE, items, noted
from realpolitik.claims.reading.forms.periods import FROM_BEFORE, NO_PERIOD, only_time, own_time, when
from realpolitik.claims.reading.forms.places import placed_by, places
from realpolitik.claims.reading.forms.risers import risers
from realpolitik.claims.reading.forms.shares import share_of, shares
from realpolitik.claims.reading.forms.topic import LASTS, Topic
from realpolitik.claims.reading.forms.worldwide import GOES_ON, World, of_world, worldwide
from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.meaning.certainty import led_by
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import Actor
from realpolitik.claims.reading.spotting.mentions import Mention, Skeleton
from realpolitik.claims.reading.standings.rankings import Ranking
from realpolitik.claims.reading.standings.reading import outdone, standings
from realpolitik.claims.reading.structure.clauses import remade


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


SILENT = 2
"""Sentences of figures in a row that name no state, after which it is still the flow before that is spoken of."""


class Former:
    """Reads the sentences of a text in turn, and keeps what it speaks of."""

    def __init__(self, on: date) -> None:
        self.on, self.topic = on, Topic()
        self.world, self.ranking = World(), Ranking()
        self.silent = 0
        self.found: list[Head] = []
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
            self.topic.first = self.topic.first or next(iter(every), "")
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
            if one.doubts and not all(one_of.startswith(RESOLVED) for one_of in one.doubts)
        ]
        sure = [one for one in known if one.kind == "claim" and not one.doubts and not any(NO_PERIOD in said for said in one.assumed)]  # fmt: skip
        self.topic.older()
        self._age(skeleton)
        self.world.note(skeleton)
        if self.world.age == 0 and "<a" not in skeleton.text:
            self._leave_market()  # of all states now
        made: list[Statement] = []
        if plainer is not None:
            every, _ = self._made(number, plainer)
            every += self._of_items(number, plainer)
            made = (
                [one.model_copy(update={"assumed": (*one.assumed, *lent)}) for one in every]
                if lent
                else every
            )
        own, found = self._made(number, skeleton)
        made += own
        if bare := without_apposition(skeleton):
            plain = remade(skeleton, bare, skeleton.origin)
            made += self._made(number, plain)[0] + self._of_items(number, plain)
        noted(self.topic, skeleton, [*known, *made], found)
        if len({one.owner for one in found if not one.partners}) > 1:
            self._leave_market()  # of several, one after the other
        self._going_on(found)
        made += worldwide(number, skeleton, self.world, self.topic, self.on)
        self.found = found
        made += self._of_items(number, skeleton)
        kept = self._kept(skeleton, distinct(made), sure, held)
        placed = standings(number, skeleton, [*known, *kept], self.ranking, self.topic, self.on)
        done = [head for head, _ in actions(skeleton, self.topic)] + found
        self._note(skeleton, done)
        here = {str(one.value.code) for one in skeleton.mentions if one.kind == "a"}
        self.topic.alone = next(iter(here)) if len(here) == 1 else ""
        alike = {(one.kind, one.owner, one.partners, one.goods) for one in done}
        self.topic.last = done[0] if len(alike) == 1 else None
        return [one for one in kept if not outdone(one, placed)] + placed

    def _kept(
        self, skeleton: Skeleton, made: list[Statement], sure: list[Statement], held: list[Statement]
    ) -> list[Statement]:
        """What is kept of all that was made beside what the grammar read."""
        made = [one for one in made if not rivalled(one, [*made, *self.known])]
        month = _MONTHS.search(skeleton.text)
        of_two = {(one.test, one.value) for one in made if len(one.states) > 1}
        return [
            one
            for one in made
            if not (one.relation.startswith("world-") and (one.test, one.value) in of_two)
            and not said_by(one, sure)
            and not held_by(one, held)
            and not by_amount(one, sure)
            and NO_PERIOD not in one.assumed
            and not backwards(one, skeleton)
            and not (month and any(said.startswith(FROM_BEFORE) for said in one.assumed))
        ]

    def _made(self, number: int, skeleton: Skeleton) -> tuple[list[Statement], list[Head]]:
        """All that a skeleton says by its form, and the flows that it names."""
        deeds = actions(skeleton, self.topic)
        if (
            deeds and deeds[0][0].partners
        ):  # `A exported 2 billion to B, while imports reached 3 billion`: A's
            self.topic.owner, self.topic.partner, self.topic.age = (
                deeds[0][0].owner,
                deeds[0][0].partners[0],
                0,
            )
        found = [one for one in heads(skeleton, self.topic) if not led_by(skeleton.text[: one.start])]
        found = found or pronoun(skeleton, self.topic)
        made = _of_flows(number, skeleton, found, self.topic, self.on)
        placed = places(number, skeleton, self.topic, self.on)
        noted(self.topic, skeleton, [*self.known, *made, *placed], found)
        made += shares(number, skeleton, self.topic, self.on)
        made += flow_shares(number, skeleton, found, self.topic, self.on)
        made += listed(number, skeleton, self.topic, self.on)
        made += listed_places(number, skeleton, self.topic, self.on)
        return made + placed, found

    def _leave_market(self) -> None:
        """Forget the hub of the report."""
        self.topic.market_age, self.topic.buyer, self.topic.seller = STALE, ("", ""), ("", "")

    def _age(self, skeleton: Skeleton) -> None:
        """Let a sentence of figures that names no state not make older whose flow was spoken of; two of them at most."""
        self.silent = 0 if "<a" in skeleton.text else self.silent + 1
        if 0 < self.silent <= SILENT and self.topic.age > 1 and skeleton.numbers("q"):
            self.topic.age -= 1

    def _going_on(self, found: list[Head]) -> None:
        """The seller whose sales to one buyer after the other a report tells: `exports to A grew`."""
        topic = self.topic
        for one in found:
            if one.kind == "out" and one.partners and one.supposed and one.goods and topic.market_age > LASTS:
                topic.seller, topic.side, topic.market_age = (one.owner, one.goods), "buyer", 0

    def _of_items(self, number: int, skeleton: Skeleton) -> list[Statement]:
        """What is said of sellers to the hub of a report, or of buyers from it; of the trade of the world where that was spoken of."""
        made: list[Statement] = []
        topic, on = self.topic, self.on
        for item in (*items(skeleton, topic), *risers(skeleton, topic, self.found)):
            if self.world.age <= GOES_ON and item.head.supposed and self.world.kind:
                made += of_world(number, skeleton, item, self.world, topic, on)
                continue
            head = _with_goods(item.head, [*item.said], skeleton, topic)
            for said in (one for one in item.said if not one.partner):
                unit = skeleton.mentions[said.number].value.unit
                if unit == "share" and said.role in ("level", "earlier"):
                    made += share_of(number, skeleton, item, said, topic, on)
                elif unit in (*QUANTITIES, *MONEY) or said.role in ("growth", "by"):
                    made += _of_said(number, skeleton, [head], said, topic, on, respective=False)
            if item.place:
                made += placed_by(number, skeleton, item, topic, on)
        return made

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
        if not goods and topic.goods and any(one.goods == topic.goods for one in found):
            topic.goods_age = min(topic.goods_age, 1)  # it goes on with them
        if len(goods) == 1:
            topic.goods, topic.goods_age = next(iter(goods)), 0
        elif goods:
            topic.goods = "gas" if {*goods} <= {"gas", "pipeline-gas", "lng"} else ""
            topic.goods_age = 0
        from_ = {*re.findall(r"<t(\d+)>", " ".join(_OF_BEFORE.findall(skeleton.text)))}
        records = {
            *re.findall(
                r"\b(?:since|until being|before being) (?:[^,;<]|<p\d+>){0,70}<t(\d+)>", skeleton.text
            )
        }
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


_OF_BEFORE = re.compile(
    r"\b(?:from|against|compared (?:to|with)|than) (?:\w+ ){0,2}(?:<q\d+>(?: \w+)? )?(?:in |for )?<t\d+>|\((?:[a-z]+ )*<q\d+>(?: [a-z]+)? <t\d+>\)"
)
"""The time of what something came from, with which no sentence goes on."""


def _is_of_figures(skeleton: Skeleton) -> bool:
    return bool(skeleton.numbers("q")) or bool(
        re.search(r"\b(?:exports?|imports?|trade|gas|oil)\b", skeleton.text)
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
        whole = _with_goods(head, own, skeleton, topic)
        for said in (*led(skeleton, whole), *own):
            respective = "respectively" in text[said.start : said.end + 16]
            if not stated(skeleton, head.start, said.end) or (joined and not respective):
                break
            heads_of = [found[place - 1], whole] if joined else [whole]
            made += _of_said(number, skeleton, heads_of, said, topic, on, respective=respective, reach=reach)
    return made


def _with_goods(head: Head, own: list[Said], skeleton: Skeleton, topic: Topic) -> Head:
    """A flow with the goods of the words before, where it names none and goes on from them, or is counted by weight: `exports to B rose 3 % to 9 million tonnes`."""
    if head.goods or not topic.goods or topic.goods_age > LASTS or _AT_LARGE.search(skeleton.text):
        return head
    if "<g" in skeleton.text and {*goods_of(skeleton.text, skeleton)} != {topic.goods}:
        return head  # of other goods now
    counted = any(skeleton.mentions[one.number].value.unit in ("t", "m3", "bbl/d", "kwh") for one in own)
    goes_on = bool(head.supposed) and topic.goods_age <= 1 and "<g" not in skeleton.text
    if not (counted or goes_on):
        return head
    return replace(
        head, goods=topic.goods, supposed=(*head.supposed, "the goods are those of the words before")
    )


_MONTHS = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december) (?:<g\d+> )?(?:exports|imports|shipments|volumes?|sales|deliveries|arrivals|purchases|supplies)\b"
)
"""A month that stands before a flow and is its time: `July imports` are none of the time of the words before."""
_AT_LARGE = re.compile(
    r"\b(?:total|overall|all|whole|goods|merchandise) (?:[a-z]+ )?(?:exports|imports|trade|shipments|purchases)\b"
)
_TOGETHER = re.compile(r"(?: to| from)? and (?:the )?")
"""Two flows of one verb: `exports and imports rose 4 % and 6 %, respectively`."""


def _of_actions(
    number: int, skeleton: Skeleton, found: list[Head], topic: Topic, on: date
) -> list[Statement]:
    """What states are said to have bought and sold, and what is said of it further on."""
    made: list[Statement] = []
    for head, first in actions(skeleton, topic):
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
    if head.onward and time.supposed:
        time = only_time(skeleton, on) or time
    earlier = own_time(skeleton, said.end, on) if said.role == "earlier" else None
    order = [int(n) for n in re.findall(r"<q(\d+)>", skeleton.text[said.start : said.end])]
    nth = order.index(said.number) if respective and said.number in order else 0
    if len(heads_of) > 1:
        head = heads_of[min(nth, len(heads_of) - 1)]
    partners = (said.partner,) if said.partner else head.partners or ("",)
    if respective and len(heads_of) == 1 and len(partners) > 1:
        partners = partners[nth : nth + 1]
    counted = amount.unit in ("t", "m3", "bbl/d", "kwh") and not head.goods and topic.goods_age <= LASTS
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


_GOVERNED = re.compile(
    r"(?<!volume )(?<!value )(?<!volumes )(?<!amount )\b(?:of|to|in|from|on|by|despite|for|into|than|without|between|excluding) (?:the |total |all )*$"
)
"""Words after which a flow is not what a verb further on is said of."""
