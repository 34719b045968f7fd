"""Which of the claims that a form reads are kept beside those of the grammar."""

from __future__ import annotations

from realpolitik.claims.reading.forms.periods import FROM_BEFORE, NO_PERIOD
from realpolitik.claims.reading.forms.signs import LENT
from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.meaning.statements import Statement


def is_timeless(one: Statement) -> bool:
    """Whether a place has no time of its own."""
    return not one.period or any("the time is" in said or NO_PERIOD in said for said in one.assumed)


def settled(one: Statement, by_form: list[Statement]) -> bool:
    """Whether a claim with doubts, or a place without a time, is one that its form reads for certain."""
    if one.test in ("grows", "shrinks") and any(_is_no_growth(one, other) for other in by_form):
        return True
    if one.unit == "place" and one.doubts and any(_same_place(one, other) for other in by_form):
        return True
    if one.doubts and one.relation in _SHARES and any(_same_share(one, other) for other in by_form):
        return True
    if one.unit == "place" and is_timeless(one):
        return any((one.relation, one.states, one.value) == (other.relation, other.states, other.value) and other.period for other in by_form)  # fmt: skip
    return bool(one.doubts) and any(
        (one.relation, one.states, one.test, one.value, one.period) == (other.relation, other.states, other.test, other.value, other.period)
        for other in by_form
    )  # fmt: skip


_SHARES = ("import-share", "export-share", "trade-share", "exports")


def _same_share(one: Statement, other: Statement) -> bool:
    """Whether a share that was doubtful is read for certain elsewhere, or what an amount was said of that is a share."""
    shares = other.relation in (*_SHARES[:-1], "arms-buyer", "arms-world", "world-share") and not other.doubts
    untold = one.relation == "exports" and one.test == "exists" and one.doubts[0].startswith("what “")
    return shares and (
        untold or (one.relation != "exports" and one.value == other.value and one.unit == other.unit)
    )


def _is_no_growth(one: Statement, other: Statement) -> bool:
    """Whether an amount taken for a growth is a share: `exports to A made up 3 % of B's exports`."""
    share = (
        other.relation in _SHARES[:-1] and other.test in ("near", "at_least", "at_most") and not other.doubts
    )
    return share and one.unit == "share" and one.value == other.value and {*one.states} == {*other.states}


_OF_ARMS = {"rank-supplier": "arms-rank", "rank-buyer": "arms-rank"}


def _same_place(one: Statement, other: Statement) -> bool:
    """Whether a place is read without a doubt elsewhere: for one among sellers of arms, too."""
    same = other.relation in (one.relation, _OF_ARMS.get(one.relation)) and not other.doubts
    return same and (one.states, one.value) == (other.states, other.value)


def rivalled(one: Statement, every: list[Statement]) -> bool:
    """Whether an amount has the time of the words before, and the sentence has another amount of the same thing at that time."""
    return one.test == "near" and any(said.startswith(FROM_BEFORE) for said in one.assumed) and any(
        (other.relation, other.states, other.test, other.unit, other.period) == (one.relation, one.states, one.test, one.unit, one.period)
        and other.value is not None and one.value is not None and abs(other.value - one.value) > 1e-6 * abs(one.value)
        for other in every
    )  # fmt: skip


def distinct(made: list[Statement]) -> list[Statement]:
    kept: dict[tuple[object, ...], Statement] = {}
    for one in made:
        if one.unit == "place":
            kept.setdefault((one.relation, one.states), one)
            continue
        kept.setdefault((one.relation, one.states, one.test, one.value, one.unit, one.period, one.goods), one)
    timed = {
        (one.relation, one.states[-1], one.value)
        for one in kept.values()
        if one.unit == "place" and one.period
    }
    return [
        one
        for one in kept.values()
        if one.unit != "place" or one.period or (one.relation, one.states[-1], one.value) not in timed
    ]


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
RESOLVED = ("which of two amounts", "what “", "the words “", "which year the growth", "which time is meant")
"""Doubts about words that stand elsewhere, which the form of an amount settles."""


_OF_GROUP = "whose it is: a group of states"
"""A doubt that a claim on that group itself settles."""


def held_by(one: Statement, held: list[Statement]) -> bool:
    """Whether the grammar has the same claim with a doubt that its form does not settle; of goods that it names it does."""
    lent = LENT in one.assumed
    regional = bool({*one.states} & {*table("forms")["regions"]})
    return any(
        one.relation == other.relation
        and not (regional and any(doubt.startswith(_OF_GROUP) for doubt in other.doubts))
        and said_by(one, [other])
        and not (
            lent
            and (one.states != other.states or all(doubt.startswith(_ELSEWHERE) for doubt in other.doubts))
        )
        and not (
            one.goods
            and all(
                doubt.startswith(("figures of “", "which goods", "of which goods", "which months", *RESOLVED))
                for doubt in other.doubts
            )
        )
        for other in held
    )


def by_amount(one: Statement, sure: list[Statement]) -> bool:
    """Whether a change by an amount is one of which the grammar has the levels."""
    changes = one.test in ("rises", "falls") and one.unit not in ("share", "points")
    return changes and any((one.relation, one.states) == (other.relation, other.states) for other in sure)


def said_by(one: Statement, sure: list[Statement]) -> bool:
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
