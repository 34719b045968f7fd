"""What is known of a text before it is read, and what the sentences after one may go on from: who, whose flow, which goods, when."""

from __future__ import annotations

import re

from realpolitik.claims.reading.forms.reading import Former
from realpolitik.claims.reading.lexicon import PAIR
from realpolitik.claims.reading.meaning.deeds import OF_ARMS
from realpolitik.claims.reading.meaning.happenings import heading
from realpolitik.claims.reading.meaning.made import MONEY
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import Actor
from realpolitik.claims.reading.spotting.mentions import Mention, Skeleton
from realpolitik.claims.reading.structure.context import (
    Context,
    Flow,
    both_partners,
    named,
    of_states,
    together,
)
from realpolitik.claims.reading.structure.flows import flow_of
from realpolitik.claims.reading.structure.home import at_large, home_of
from realpolitik.claims.reading.structure.named_times import span_of, time_of, times_of
from realpolitik.claims.reading.structure.reports import market_of

FIVE = 5
"""Years of a span by which the trade in arms is counted."""
GOODS_LAST = 4
"""Sentences for which goods that were named are those that a sentence without any may speak of."""


def begun(skeletons: list[Skeleton], title: Skeleton | None) -> Context:
    """What is known of a text before its first sentence is read: which states it names, and how often."""
    context = Context()
    context.pair = _commonest_pair(skeletons)
    begins = next((own for one in skeletons if (own := of_states(named(one.mentions)))), ())
    context.first = begins[0] if len(begins) == 1 else ""
    for skeleton in skeletons:
        for code in of_states(named(skeleton.mentions)):
            context.named[code] = context.named.get(code, 0) + 1
        if OF_ARMS.search(skeleton.origin.casefold()):
            spans = [one.value for one in skeleton.mentions if one.kind == "t" and one.value.how == "span"]
            fives = [one for one in spans if int(one.end[:4]) - int(one.start[:4]) == FIVE - 1]
            latest = max((f"{one.start}..{one.end}" for one in fives), default="")
            context.arms_span = max(context.arms_span, latest)
    context.home = home_of(title, skeletons, context)
    return context


def _commonest_pair(skeletons: list[Skeleton]) -> tuple[str, ...]:
    """The two states that a text names together most often, for a first sentence that says `the two countries`."""
    counts: dict[tuple[str, ...], int] = {}
    for skeleton in skeletons:
        codes = of_states(named(skeleton.mentions))
        if len(codes) > PAIR:
            codes = together(skeleton)
        if len(codes) > 1 and not both_partners(skeleton, *codes[:2]):
            counts[codes[:2]] = counts.get(codes[:2], 0) + 1
    if not counts:
        apart = [named(one.mentions) for one in skeletons]
        if any(
            len(two) == PAIR and both_partners(one, *two) for one, two in zip(skeletons, apart, strict=True)
        ):
            return ()
        singles = [
            one.value.code
            for skeleton in skeletons
            for one in skeleton.mentions
            if one.kind == "a" and isinstance(one.value, Actor)
        ]
        return tuple(dict.fromkeys(singles))[:2] if len(set(singles)) == 2 else ()
    return max(counts, key=lambda pair: counts[pair])


def go_on(context: Context, skeleton: Skeleton, made: list[Statement], former: Former, year: int) -> None:
    """Keep what the sentences after one may go on from: who, whose flow, which market and goods, when."""
    context.update(skeleton)
    context.large = at_large(skeleton, context.large)
    context.headed += 1
    if day := heading(skeleton):
        context.heading, context.headed = day, 0
    flow = flow_of(skeleton.text, skeleton) or context.found or _of_listing(context)
    if flow is not None and _to_several(skeleton):
        flow = None  # `exports to A rose, and shipments to B grew`: what comes next is of neither
    context.found = None
    if flow is not None:
        owner = flow.owner or flow.pair[0]
        former.topic.follow(owner, next(code for code in flow.pair if code != owner))
        context.at_large = context.at_large if flow.some else frozenset(flow.pair)
    money = any(one.kind == "q" and one.value.unit in MONEY for one in skeleton.mentions)
    context.flow = flow if flow or money or context.quiet else context.flow
    context.quiet = flow is None
    context.age += 1
    sold = [(one.states[1], one.goods) for one in made if one.relation == "exports" and not one.doubts and one.goods not in ("", "other")]  # fmt: skip
    context.market = market_of(skeleton, sold, context.market)
    kinds = {str(one.value) for one in skeleton.mentions if one.kind == "g"}
    context.goods_age = 0 if kinds else context.goods_age + 1
    context.goods = "" if context.goods_age > GOODS_LAST else context.goods
    context.goods = (
        next(iter(kinds)) if len(kinds) == 1 and "other" not in kinds else "" if kinds else context.goods
    )
    # a year that had not ended is one of a forecast, or of a part that is not named
    spoken = any(one.relation in ("trade", "exports", "balance") for one in made)
    if (time := time_of(skeleton, spoken=spoken)) is not None and time.value.start != str(year):
        context.time, context.age = time, 0
    elif flow is not None and time is None and len(times_of(skeleton)) > 1:
        if (first := _first_told(made)) is None or not _lent_time(first):
            context.time = _time_of(first, skeleton)  # of several times that of the first claim goes on
        context.age = 0
    context.span = span_of(skeleton)
    context.several = len(times_of(skeleton)) > 1


def _of_listing(context: Context) -> Flow | None:
    """The supplies that a place among suppliers is of: `imports of its gas` in the sentence after are those."""
    one = context.listing
    if one is None or one.kind != "supplier":
        return None
    return Flow(owner=one.other, pair=(one.other, one.hub), noun="supplies")


def _first_told(made: list[Statement]) -> Statement | None:
    """The first claim on a flow that a sentence makes, of a level where it names any."""
    levels = [one for one in made if one.relation in ("trade", "exports", "balance") and not one.doubts]
    return next(
        (one for one in levels if one.test in ("near", "at_least", "at_most")), next(iter(levels), None)
    )


def _lent_time(one: Statement) -> bool:
    """Whether a claim is of the time of the words before."""
    return any("time is that of" in supposed for supposed in one.assumed)


def _time_of(first: Statement | None, skeleton: Skeleton) -> Mention | None:
    """The time that a claim of a sentence of several times is of; none where the words name none of its own."""
    if first is None or any("time" in supposed or "period" in supposed for supposed in first.assumed):
        return None
    last = first.period.rsplit("..", maxsplit=1)[-1] if not first.part else first.period.partition("..")[0]
    return next((one for one in times_of(skeleton) if one.value.start == last), None)


def _to_several(skeleton: Skeleton) -> bool:
    """Whether a sentence speaks of flows the same way to, or from, several states."""
    found: dict[str, set[str]] = {}
    for one in _WAY.finditer(skeleton.text):
        found.setdefault(one["way"], set()).add(str(skeleton.mentions[int(one["who"])].value.code))
    return any(len(codes) > 1 for codes in found.values())


_WAY = re.compile(
    r"\b(?:exports|imports|shipments|sales|purchases|those)(?: of <g\d+>)? (?P<way>to|from) <a(?P<who>\d+)>"
)
