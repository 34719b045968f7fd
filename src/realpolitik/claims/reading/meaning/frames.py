"""From a relation found in a sentence to its claims: each amount, record and change one test, with its period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from realpolitik.claims.reading.meaning.certainty import FLOWS, doubts, goods_traded, of_part, rivals, unended
from realpolitik.claims.reading.meaning.levels import Levels
from realpolitik.claims.reading.meaning.periods import Clock
from realpolitik.claims.reading.meaning.stance import is_opinion, is_prediction
from realpolitik.claims.reading.meaning.standing import Standing
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.spotting.things import called
from realpolitik.claims.reading.structure.context import Context
from realpolitik.claims.reading.structure.grammar import Frame
from realpolitik.wording.dates import from_to

AMOUNTS = ("USD", "share", "USD/bbl")
"""Levels of relations whose figures are amounts."""


def claims_of(
    number: int, frame: Frame, skeleton: Skeleton, on: date, others: list[Frame], context: Context
) -> Iterator[Statement]:
    """The claims that a sentence makes of a frame beside `others`; none where its clause only foresees."""
    start, end = scope(frame, skeleton, others)
    if frame.relation.name in FLOWS and _OF_A_PORT.search(skeleton.origin):
        return  # a part of what two states trade
    if is_opinion(skeleton, frame.start, frame.end):
        return
    if is_prediction(skeleton, frame.start, frame.end) and not _certain(frame, skeleton):
        return
    if {*frame.goods} == {"other"} and frame.relation.level == "USD" and _only_other(frame, skeleton):
        return  # goods that the tables do not hold
    span = (start, end)
    if frame.relation.name in ("balance", "import-share", "export-share") and not skeleton.numbers(
        "t", start, end
    ):
        span = (0, len(skeleton.text))  # the time that the sentence opens with holds for what it leaves, too
    clock = Clock(skeleton=skeleton, start=span[0], end=span[1], on=on)
    maker = Levels if frame.relation.level in AMOUNTS else Standing
    made = maker(number=number, frame=frame, skeleton=skeleton, clock=clock, context=context, others=others)
    claims = list(made.claims(start, end))
    unsure = (
        *doubts(frame, skeleton, made.bound(start, end), start, end),
        *unended(frame, skeleton, start, end, on),
        *rivals(frame, claims),
    )
    for one in claims:
        own = (*one.doubts, *unsure, *of_part(one, clock))
        made = one.model_copy(update={"doubts": tuple(dict.fromkeys(own))}) if own else one
        yield _open_ended(_of_goods(made, goods_traded(frame, skeleton)), clock)


def _of_goods(claim: Statement, goods: str) -> Statement:
    """A claim on two states' trade in one kind of goods, of which the tables have no figures."""
    if not goods:
        return claim
    return claim.model_copy(
        update={"goods": goods, "lacks": f"figures of two states' trade in {called(goods)} alone"}
    )


def _open_ended(claim: Statement, clock: Clock) -> Statement:
    """A claim of `since the beginning of the year`, whose months are supposed, or of months that are not named at all."""
    changes = claim.test in ("rises", "falls", "grows", "shrinks")
    if changes and claim.relation in FLOWS and _SINCE_A_MONTH.fullmatch(claim.period):
        return claim.model_copy(
            update={"assumed": (*claim.assumed, "it is counted up to the last month on record")}
        )
    part = clock.parts().get(claim.period)
    if part is None or part.relative not in ("open", "unclear"):
        return claim
    if part.relative == "unclear":
        return claim.model_copy(update={"doubts": (*claim.doubts, "which months are meant")})
    supposed = f"“since the beginning of the year” is taken for {from_to(claim.period)}"
    return claim.model_copy(update={"assumed": (*claim.assumed, supposed)})


_OF_A_PORT = re.compile(
    r"(?i)\b(?:sea|air)?ports?(?: of)? (?!of\b)[\w'-]+(?: [\w'-]+)? (?:handled|processed|moved|cleared|saw|recorded|posted|registered)\b"
    r"|\b(?:trade|commerce|traffic|imports?|exports?|shipments?|turnover|cargo)\b[^.;,]{0,30}\b(?:at|through|via) (?:the )?(?:sea|air)?ports?\b"
)
"""Words by which a figure is of one port or crossing."""
_SINCE_A_MONTH = re.compile(r"\d{4}-\d{2}\.\.")


def scope(frame: Frame, skeleton: Skeleton, others: list[Frame]) -> tuple[int, int]:
    """The stretch whose amounts and times may belong to a frame: up to a word that parts it from another frame's clause."""
    text = skeleton.text
    cuts = [
        cut.span()
        for cut in re.finditer(r";|, (?:while|whereas|but|even as|even though)\b| (?:while|whereas) ", text)
    ]
    cuts = [
        (begin, last)
        for begin, last in cuts
        if any((other.start < begin) != (frame.start < begin) for other in others)
    ]
    first = max((last for _, last in cuts if last <= frame.start), default=0)
    last = min((begin for begin, _ in cuts if begin >= frame.end), default=len(text))
    if not skeleton.numbers("qt", first, last):
        return 0, len(text)
    return first, last


def _certain(frame: Frame, skeleton: Skeleton) -> bool:
    """Whether the ordinal of a meeting that is to come is counted: `it would be the 39th time the pair meet`."""
    if frame.relation.certain:
        return True  # a fear is there today; what a loss would cost is computed
    return frame.relation.name == "meetings" and any(
        skeleton.mentions[n].value.unit == "ordinal" for n in skeleton.numbers("q", frame.start, frame.end)
    )


def _only_other(frame: Frame, skeleton: Skeleton) -> bool:
    named = [skeleton.mentions[n].value for n in skeleton.numbers("g")]
    listed = re.search(r"<g\d+>(?:, <g\d+>)* and <g\d+>", skeleton.text)
    return all(one == "other" for one in named) and not listed
