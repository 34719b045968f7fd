"""The statements of amounts that no rule and no form took."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from realpolitik.claims.reading.attach.amounts import QUANTITIES, Bound, bound
from realpolitik.claims.reading.attach.phrases import phrases
from realpolitik.claims.reading.attach.when import Times, counted_yearly, counts_monthly, time_of
from realpolitik.claims.reading.attach.whose import Memory, Speaker, whose
from realpolitik.claims.reading.forms.clauses import stated
from realpolitik.claims.reading.forms.doubted import backwards
from realpolitik.claims.reading.forms.heads import Head
from realpolitik.claims.reading.forms.kept import RESOLVED, by_amount, distinct, rivalled
from realpolitik.claims.reading.forms.made import said_of_amount
from realpolitik.claims.reading.forms.periods import NO_PERIOD, When
from realpolitik.claims.reading.forms.topic import LASTS, Topic
from realpolitik.claims.reading.lexicon import PAIR
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.amounts import Amount
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Context
from realpolitik.claims.reading.structure.home import at_large

NEAREST = "the amount is taken for that of the nearest quantity of its clause"
_OPEN = (*RESOLVED, "whether it rose", "which year", "from which quarter", "whose “")
"""Doubts about the words of a claim that the nearest quantity settles; others hold its amount back."""
_RESPECTIVE = re.compile(
    r"<q\d+>(?:(?:, | and |, and )(?:by |to |of )?(?:[a-z]+ )?<q\d+>)+(?: <t\d+>)?,? respectively\b"
)
_OF_GOODS = re.compile(r" (?:worth )?of (?:[a-z]+ )?<g(\d+)>")


class Attacher:
    """Reads what is left of the sentences of a text in turn, and keeps the flow that was spoken of last."""

    def __init__(self, on: date, text: str) -> None:
        self.on, self.memory = on, Memory()
        self.monthly = counts_monthly(text.casefold())
        self.times = Times()

    def read(
        self, number: int, skeleton: Skeleton, known: list[Statement], context: Context, topic: Topic
    ) -> list[Statement]:
        """The statements of the amounts that none of those `known` takes."""
        made: list[Statement] = []
        wanted = _left(skeleton, known)
        every = phrases(skeleton)
        if at_large(skeleton, context.large):
            self.memory.head = None  # of all that is traded now
        at = Speaker(
            skeleton=skeleton,
            context=context,
            memory=self.memory,
            home=context.home or topic.own,
            resolved=[],
        )
        for one in every:
            head = whose(one, at) if one.kind != "other" else None
            if head is not None:
                at.resolved.append((one, head))
        heads = {id(phrase): head for phrase, head in at.resolved}
        for one in bound(skeleton, every, wanted) if wanted else ():
            head = heads.get(id(one.phrase))
            if head is not None and not one.why:
                made += self._said(number, at, one, head, topic)
        made = [
            one for one in distinct(made) if not rivalled(one, [*made, *known]) and not by_amount(one, known)
        ]
        kept = [one for one in made if NO_PERIOD not in one.assumed and not backwards(one, skeleton)]
        self.times.note(skeleton)
        self.memory.note(skeleton, [one for phrase, one in at.resolved if phrase.kind != "again"], known)
        return kept

    def _said(self, number: int, at: Speaker, one: Bound, head: Head, topic: Topic) -> list[Statement]:
        """The statements of one amount."""
        skeleton = at.skeleton
        amount, (first, last) = skeleton.mentions[one.number].value, skeleton.places[one.number]
        start, end = min(first, head.start), max(last, head.end if one.before else last)
        partner = _partner(skeleton, one, head)
        told = _with_goods(head, amount.unit, last, skeleton, topic)
        if told is None or partner is None or partner == head.owner or not stated(skeleton, start, end):
            return []
        time = time_of(skeleton, one, (start, end), self.times.topic(), self.on)
        if time is None or (self.monthly and _may_be_of_months(one, time, skeleton)):
            return []
        role = "level" if one.role.name in ("earlier", "based") else one.role.name
        made = said_of_amount(
            number, skeleton, told, partner, role, one.role.falling, amount, time, (start, end)
        )
        return [
            each.model_copy(update={"assumed": (*each.assumed, NEAREST), "confidence": 0.4}) for each in made
        ]


def _may_be_of_months(one: Bound, time: When, skeleton: Skeleton) -> bool:
    """Whether a change of a month, in a text that counts from the month before, does not say from when it is counted."""
    of_month = one.role.name in ("growth", "by") and len(time.period) == len("2023-10")
    return of_month and not time.back and not counted_yearly(skeleton.origin.casefold())


def _partner(skeleton: Skeleton, one: Bound, head: Head) -> str | None:
    """With whom an amount is: of several, the one in its turn where the words say so; None where that is not told."""
    if len(head.partners) < PAIR:
        return head.partners[0] if head.partners else ""
    text, (start, end) = skeleton.text, skeleton.places[one.number]
    found = next(
        (each for each in _RESPECTIVE.finditer(text) if each.start() <= start and end <= each.end()), None
    )
    if found is None:
        return None
    order = [int(each) for each in re.findall(r"<q(\d+)>", found[0])]
    each = len({*head.partners}) == len(head.partners) == len(order)
    return head.partners[order.index(one.number)] if each else None


def _left(skeleton: Skeleton, known: list[Statement]) -> set[int]:
    """The amounts that no claim takes, but for those that a claim holds back with a doubt that is not of its words."""
    sure = [abs(one.value) for one in known if one.value is not None and not one.doubts]
    held = [
        abs(one.value)
        for one in known
        if one.value is not None and any(not doubt.startswith(_OPEN) for doubt in one.doubts)
    ]
    return {
        number
        for number in skeleton.numbers("q")
        if not any(
            abs(worth - value) <= 1e-9 + 1e-6 * value
            for worth in _worths(skeleton.mentions[number].value)
            for value in (*sure, *held)
        )
    }


def _worths(amount: Amount) -> tuple[float, ...]:
    """What the value of a claim on an amount may be: of so many times also the growth, and the fall, that they are."""
    size = abs(amount.value)
    return (size, size - 1, 1 - 1 / size) if amount.unit == "times" and size > 1 else (size,)


def _with_goods(head: Head, unit: str, end: int, skeleton: Skeleton, topic: Topic) -> Head | None:
    """A flow with the goods that its amount counts; None where they are not known."""
    of = _OF_GOODS.match(skeleton.text, end)
    if of and not head.goods:
        return replace(head, goods=str(skeleton.mentions[int(of[1])].value))
    if head.goods or unit not in QUANTITIES:
        return head
    if topic.goods and topic.goods_age <= LASTS and not skeleton.numbers("g"):
        return replace(
            head, goods=topic.goods, supposed=(*head.supposed, "the goods are those of the words before")
        )
    return None
