"""Flows told as shares, in words on shares: `exports to A rose from 6 % in 2020 to 12 %`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from realpolitik.claims.reading.forms.chains import ABOUT, TIME, Q
from realpolitik.claims.reading.forms.clauses import clause_of, stated
from realpolitik.claims.reading.forms.heads import Head
from realpolitik.claims.reading.forms.made import statement
from realpolitik.claims.reading.forms.periods import NO_PERIOD, of_time, own_time, when
from realpolitik.claims.reading.forms.topic import LASTS, Topic
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton

_FROM_TO = re.compile(
    rf"(?:(?!<[aqg]|\b(?:and|but|while)\b)[^;]){{0,60}}?\bfrom {ABOUT}(?P<first>{Q})(?: {TIME})? to {ABOUT}(?P<last>{Q})"
)
_SAME = re.compile(r" (?:in|during|over) the same (?:period|months|time)")
_RELATION = {"out": "export-share", "in": "import-share"}


def flow_shares(
    number: int, skeleton: Skeleton, found: Iterable[Head], topic: Topic, on: date
) -> list[Statement]:
    """Shares in all that one sells or buys, where the words before speak of such shares and the sentence only names the flow."""
    made: list[Statement] = []
    for head in found:
        one = _FROM_TO.match(skeleton.text, head.end)
        relation, hub, goods = topic.shared
        if (
            one is None
            or len(head.partners) != 1
            or topic.shared_age > LASTS
            or (relation, hub) != (_RELATION.get(head.kind), head.owner)
        ):
            continue
        amounts = [skeleton.mentions[int(one[name][2:-1])].value for name in ("first", "last")]
        if any(amount.unit != "share" for amount in amounts) or not stated(skeleton, head.start, one.end()):
            continue
        for name, amount in zip(("first", "last"), amounts, strict=True):
            time = own_time(skeleton, one.end(name), on)
            if time is None and name == "last" and not own_time(skeleton, one.end("first"), on):
                time = when(
                    skeleton, one.end("first"), one.end(), topic, on, clause_of(skeleton.text, head.start)
                )
            if (
                time is None
                and name == "last"
                and _SAME.match(skeleton.text, one.end())
                and topic.time is not None
            ):
                time = of_time(topic.time.value, on)
            if time is None or NO_PERIOD in time.supposed:
                continue
            made.append(
                statement(
                    number, skeleton, relation, (hub, head.partners[0]), "near", amount, time, stretch=(head.start, one.end()),
                    goods=head.goods or goods, period=time.period, supposed=(*head.supposed, "the words before are of shares"),
                )
            )  # fmt: skip
    return made
