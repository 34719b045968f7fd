"""The places and the shares of a sentence, read beside what other rules read of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from realpolitik.claims.reading.forms.signs import A, codes
from realpolitik.claims.reading.forms.topic import Topic
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.standings.places import places_told
from realpolitik.claims.reading.standings.rankings import REGIONAL, UNTOLD, Ranking, Reading
from realpolitik.claims.reading.standings.shares import former_and_latter, shares_told
from realpolitik.claims.reading.standings.titles import is_group
from realpolitik.claims.reading.structure.clauses import remade

_WORDS = re.compile(
    r"<q|\b(?:largest|biggest|top|main|first|leading|leader|led|important|lead|primary|followed|next)\b"
)
_INCLUDING = re.compile(r" \((?:including|excluding|incl\.|with) [^()]*\)")
_SIDE = re.compile(
    rf"\b(?:as for|on|in terms of|by|for) (?:the )?(?:(?P<own>{A})(?:'s?)? )?(?P<way>import|export)s?(?: side| front)?, "
)


def standings(
    number: int, skeleton: Skeleton, known: Iterable[Statement], ranking: Ranking, topic: Topic, on: date
) -> list[Statement]:
    """The places and the shares that a sentence tells; the list that the text goes through is kept in `ranking`."""
    ranking.age += 1
    known = [*known]
    if "<a" not in skeleton.text and "<q" not in skeleton.text:
        return []
    plain = _INCLUDING.sub("", skeleton.text)
    whole = remade(skeleton, plain, skeleton.origin) if plain != skeleton.text else skeleton
    here = Reading(number=number, skeleton=whole, topic=topic, ranking=ranking, on=on)
    _side(here)
    ranking.of_known(known)
    if not _WORDS.search(whole.text):
        return []
    told = sorted([*places_told(here), *shares_told(here)], key=lambda each: each[0])
    made = [one for _, read in told for one in read()]
    made += former_and_latter(here)
    return [one for one in _distinct(made) if not _said(one, known)]


def _distinct(made: list[Statement]) -> list[Statement]:
    """Each place and each share once; of two places of one state without a time between them neither."""
    kept: dict[tuple[object, ...], Statement] = {}
    for one in made:
        kept.setdefault((one.relation, one.states, one.test, one.value, one.unit, one.period), one)
    every = [*kept.values()]
    return [
        one for one in every if not (one.unit == "place" and any(_at_odds(one, other) for other in every))
    ]


def _at_odds(one: Statement, other: Statement) -> bool:
    same = (one.relation, one.states, one.test) == (
        other.relation,
        other.states,
        other.test,
    ) and one.value != other.value
    return same and one.period == other.period


def outdone(one: Statement, placed: list[Statement]) -> bool:
    """Whether a place is read here with a time of its own, or with those among whom it is counted, and elsewhere without."""
    timeless = not one.period or one.lacks.startswith("the time")
    return one.unit == "place" and any(
        (one.relation, one.states, one.value) == (other.relation, other.states, other.value)
        and ((timeless and other.period and not other.lacks.startswith("the time")) or other.lacks in (REGIONAL, UNTOLD))
        for other in placed
    )  # fmt: skip


def _side(here: Reading) -> None:
    """`As for A's imports, …`, `on the import side`: of which list the sentence is."""
    one = _SIDE.search(here.skeleton.text)
    named = codes(one["own"], here.skeleton) if one else ()
    hub = named[0] if named else here.ranking.hub if here.ranking.stands else here.topic.home
    if one and hub and not is_group(hub):
        here.ranking.note(role="seller" if one["way"] == "import" else "buyer", hub=hub)


def _said(one: Statement, known: list[Statement]) -> bool:
    """Whether others read the same, with a time of its own where this has one."""
    if one.lacks in (REGIONAL, UNTOLD):
        return False
    return any(
        (one.relation, one.states, one.value, one.unit)
        == (other.relation, other.states, other.value, other.unit)
        and other.kind == "claim"
        and not other.doubts
        and (
            not one.period
            or (
                bool(other.period)
                and not (other.lacks.startswith("the time") and not one.lacks.startswith("the time"))
            )
        )
        for other in known
    )
