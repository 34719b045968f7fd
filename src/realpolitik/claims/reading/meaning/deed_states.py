"""Whose a deed is: the states that its words name, those that they leave out, and who is meant in a text on two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from realpolitik.claims.reading.lexicon import PAIR, table
from realpolitik.claims.reading.meaning.deed_rules import OF_BODIES, OF_WORDS, Deed
from realpolitik.claims.reading.meaning.deed_times import LASTS
from realpolitik.claims.reading.spotting.actors import GROUPS, name_of
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Context, named

MOST = 8
"""Pairs of one list beyond which a sentence is of many states at once, and no claim on two of them."""
MOST_MEMBERS = 20
"""The same for members of an organisation, each of which is a claim of its own."""
_OF_TWO = re.compile(
    r"\b(?:relations?|relationship|ties|partnership|friendship|cooperation|bilateral|both|joint(?:ly)?|each other|told|addressed|counterpart)\b"
)
"""Words with which what is said is said of, or to, another state."""


def whose(
    deed: Deed, found: re.Match[str], text: str, skeleton: Skeleton, context: Context
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The states of the claims that a match makes, with what is supposed of them."""
    if deed.pairs in ("told", "measures"):
        yield from _told_of(deed, skeleton, context)
        return
    sender = context.measures_of[0] if context.listing_age <= LASTS else ""
    for states in _states(deed, found, text):
        if deed.pairs == "main":
            main = _main_pair(context)
            if states[0] in main and (other := next(one for one in main if one != states[0])):
                yield (states[0], other), (f"on whose goods: of {name_of(other)} the text speaks",)
            continue
        if deed.pairs == "sanctioned":
            if target := _sanctioned(states[0], text, context):
                yield (states[0], target), (f"on whom: {name_of(target)} is meant",)
            continue
        if deed.sender and sender and sender not in states:
            yield (sender, *states[1:]), ("who imposes them: as in the text before",)
            continue
        first = next(iter(states))
        if len(states) == 1 and deed.relation in OF_WORDS and (of := _spoken_of(first, found)):
            yield (first, of), ()
        elif len(states) > 1 or not deed.other or (deed.relation in OF_WORDS and not _OF_TWO.search(text)):
            yield states, ()
        elif other := _other(first, skeleton, context):
            yield (
                (first, other),
                (f"the other state is taken to be {name_of(other)}, of which the text speaks",),
            )
        elif deed.relation in OF_WORDS:
            yield states, ()


def _sanctioned(sender: str, text: str, context: Context) -> str:
    """On whom the sanctions of a state are that a sentence names in passing: the one of those under sanctions that it names, else that the text does."""
    under = table("told")["under_sanctions"]
    signs = {code for one in re.findall(r"<([a-z+]+):[hpsf]>", text) for code in one.upper().split("+")}
    if context.measures_of[0] == sender and (context.measures_of[1] in under or not signs & {*under}):
        return context.measures_of[1]
    for named_in in (signs, {*context.named}):
        found = [code for code in under if code in named_in and code != sender]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def _spoken_of(speaker: str, found: re.Match[str]) -> str:
    """The only other state that quoted words name."""
    signs = re.findall(r"<([a-z+]+):[hps]>", found.groupdict().get("said") or "")
    others = {code for one in signs for code in one.upper().split("+")} - {speaker}
    return others.pop() if len(others) == 1 else ""


def _told_of(
    deed: Deed, skeleton: Skeleton, context: Context
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The two states of which the text speaks, where a sentence on a paper, on sanctions or on payments names no others."""
    two = context.measures_of if deed.pairs == "measures" else context.pair
    if deed.relation in ("accord", "agreed", "negotiation"):
        two = _main_pair(context) or two
    if deed.by and not all(two) and deed.by in context.named:
        two = (deed.by, _other(deed.by, skeleton, context))
    recent = deed.pairs != "measures" or context.listing_age <= LASTS or deed.relation == "packages"
    if len(two) == 2 and all(two) and recent and {*named(skeleton.mentions)} <= {*two}:
        yield (
            (two[0], two[1]),
            (f"it is of {name_of(two[0])} and {name_of(two[1])}, of which the text speaks",),
        )


def _main_pair(context: Context) -> tuple[str, ...]:
    """The two states that a text names most, where it names each oftener than any third."""
    named_most = sorted((-count, code) for code, count in context.named.items() if code not in GROUPS)
    if len(named_most) < len(("a", "b")) or -named_most[1][0] < PAIR:
        return ()
    third = -named_most[2][0] if len(named_most) > PAIR else 0
    return tuple(code for _, code in named_most[:PAIR]) if -named_most[1][0] > third else ()


def _other(code: str, skeleton: Skeleton, context: Context) -> str:
    """The state of which a text speaks with another: named beside it, the other of the last two, or the one named most often."""
    inside = [one for one in named(skeleton.mentions) if one != code]
    if len(inside) > 1 and context.measures_of[0] == code and context.measures_of[1] in inside:
        return context.measures_of[1]
    if inside:
        return inside[0] if len(inside) == 1 else ""
    if code in context.pair:
        return next(one for one in context.pair if one != code)
    rest = {one: count for one, count in context.named.items() if one != code}
    return max(rest, key=lambda one: rest[one]) if rest and max(rest.values()) > 1 else ""


def _states(deed: Deed, found: re.Match[str], text: str) -> Iterator[tuple[str, ...]]:
    """The states that the words of a match name, in the relation's order."""
    first = tuple((found.groupdict().get("a") or deed.sender).upper().split("+"))
    second = (
        tuple((found.groupdict().get("b") or "").upper().split("+")) if found.groupdict().get("b") else ()
    )
    if deed.pairs in ("single", "sanctioned", "main") or (deed.other and not second and len(first) == 1):
        made: list[tuple[str, ...]] = [(one,) for one in first]
    elif second:
        made = [(one, other) for one in first for other in second if one != other]
    else:
        third = re.match(r"[^;<]{0,40}? with (?:the )?<([a-z+]+):[hps]>", text[found.end() :])
        also = tuple(third[1].upper().split("+")) if third and deed.group == "signed" else ()
        # `A and B signed agreements with C`: each with C, and not with the other; of three the other party is not named
        alone = deed.group == "signed" and len(first) > PAIR
        pairs = [*combinations(first, 2)] if not alone else []
        made = [(one, other) for one in first for other in also if one != other] if also else pairs
    if deed.groups:
        made = [one for one in made if one[0] in GROUPS]
    if 0 < len(made) <= (MOST_MEMBERS if deed.relation in OF_BODIES else MOST):
        yield from made
