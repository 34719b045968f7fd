"""The claims of a sentence that other rules have read, joined with those on deeds: each once, that with the better time."""

from __future__ import annotations

from realpolitik.claims.reading.meaning.deeds import PRESENT
from realpolitik.claims.reading.meaning.statements import Statement

COUNTS = ("meetings", "visits")
"""Relations of how often, of which a deed knows whether the words count on."""
TIMED = ("encounter", "accord")
"""Relations of which the clause of a deed tells the time better than the whole sentence does."""
_Key = tuple[str, frozenset[str]]


def joined_with(made: list[Statement], done: list[Statement]) -> list[Statement]:
    """The claims of a sentence with those on deeds, each relation of the same states once.

    One on a deed stands where it has a time of its own; else one that another rule has read with its time, and without a doubt.
    """
    counted_on = {_of(one) for one in done if one.doubts and one.relation in COUNTS}
    made = [one for one in made if _of(one) not in counted_on]
    stands = _standing(made, done)
    sure = {_of(one) for one in stands}
    sure |= {_of(one) for one in made if one.doubts and one.relation == "sanctions"}
    sure -= {_of(one) for one in done if one.phrase.startswith("in ")}  # where they met, the deed alone tells
    known = {(_of(one), one.period) for one in stands}
    told_of = {_of(one) for one in done}
    arms = {_of(one) for one in done if one.goods == "arms"}
    other_money = {one.value for one in done if one.relation == "settlement-other"}
    made = [one for one in made if not (one.relation == "settlement" and one.value in other_money)]
    made = [_left_open(one, told_of) for one in map(_of_the_present, made)]
    made = [one for one in made if one.goods != "arms" or _of(one) in sure or _of(one) not in arms]
    shares = {(_of(one), one.value) for one in made if one.goods == "arms"}
    new = [
        one
        for one in done
        if _of(one) not in sure
        or (one.relation in TIMED and one.period and (_of(one), one.period) not in known)
        or (one.goods == "arms" and (_of(one), one.value) not in shares)
    ]
    taken = {_of(one) for one in new} - sure
    return [one for one in made if _of(one) not in taken] + new


def _of(one: Statement) -> _Key:
    return one.relation, frozenset(one.states)


def _standing(made: list[Statement], done: list[Statement]) -> list[Statement]:
    """The claims that are read with their time and without a doubt, and of which no deed has another time."""
    times: dict[_Key, set[str]] = {}
    for one in done:
        if one.relation in TIMED and one.period:
            times.setdefault(_of(one), set()).add(one.period)
    return [
        one
        for one in made
        if one.period and not one.doubts and one.period in times.get(_of(one), {one.period})
    ]


def _of_the_present(one: Statement) -> Statement:
    """A share of payments, of which a day is that on which it was said."""
    day = len(one.period) == len("2024-05-16") and ".." not in one.period
    if one.relation != "settlement" or not day:
        return one
    return one.model_copy(update={"period": "", "assumed": (*one.assumed, PRESENT)})


def _left_open(one: Statement, told_of: set[_Key]) -> Statement:
    """Sanctions that no rule on deeds has read as well: with what is not certain of them."""
    if one.relation != "sanctions" or one.test != "exists" or one.doubts or _of(one) in told_of:
        return one
    return one.model_copy(update={"doubts": ("who imposes them, and on whom",)})
