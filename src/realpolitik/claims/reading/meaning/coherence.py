"""Claims of a text held against one another: a turnover against the exports and imports of the same time, a way against the amounts it led between."""

from __future__ import annotations

from collections.abc import Iterable

from realpolitik.claims.reading.meaning.statements import Statement

FAR = 2.0
"""How many times the sum of both flows, or the sum it, a turnover of the same two can hardly be."""
OTHER_WAY = "which way it went: the amounts say another than the verb"
OF_OTHERS = "whose turnover it is: exports and imports of the two, of the same time, come to something else"


def coherent(found: Iterable[Statement]) -> list[Statement]:
    """The statements, with a doubt on those of a turnover of no named states that cannot be that of the two.

    In a text on two states `the turnover` may be that of one of them with all others: `A's exports to B came to 3 million, its imports to 5;
    the turnover was 90 million`.
    """
    every = [*found]
    flows: dict[tuple[frozenset[str], str, str], dict[str, float]] = {}
    for one in every:
        if one.relation == "exports" and one.test == "near" and not (one.goods or one.doubts) and one.value:
            key = (frozenset(one.states), one.period, one.unit)
            flows.setdefault(key, {}).setdefault(one.states[0], one.value)
    wrong = {
        (one.sentence, one.states)
        for one in every
        if one.relation == "trade" and one.test == "near" and one.value and (one.notes or one.assumed)
        and _is_far(one.value, [*flows.get((frozenset(one.states), one.period, one.unit), {}).values()])
    }  # fmt: skip
    return [
        one.model_copy(update={"doubts": (*one.doubts, OF_OTHERS)})
        if one.relation == "trade" and (one.sentence, one.states) in wrong
        else one
        for one in every
    ]


def way_of_amounts(found: Iterable[Statement]) -> list[Statement]:
    """The statements of a sentence, with a doubt on those of a flow that is said to have fallen to more than it was, or risen to less."""
    every = [*found]
    levels: dict[tuple[tuple[int, str, tuple[str, ...], str], str], dict[str, float]] = {}
    for one in every:
        if one.test == "near" and one.value:
            levels.setdefault((_flow(one), one.period), {})[one.unit] = one.value
    odd = set()
    for one in every:
        begin, _, end = one.period.partition("..")
        first, last = levels.get((_flow(one), begin), {}), levels.get((_flow(one), end), {})
        ways = {last[unit] > first[unit] for unit in first.keys() & last.keys() if last[unit] != first[unit]}
        if one.test in ("rises", "grows", "falls", "shrinks") and ways == {one.test in ("falls", "shrinks")}:
            odd.add(_flow(one))
    return [
        one.model_copy(update={"doubts": (*one.doubts, OTHER_WAY)}) if _flow(one) in odd else one
        for one in every
    ]


def _flow(one: Statement) -> tuple[int, str, tuple[str, ...], str]:
    return one.sentence, one.relation, one.states, one.goods


def _is_far(value: float, both: list[float]) -> bool:
    return len(both) > 1 and not 1 / FAR <= value / sum(both) <= FAR
