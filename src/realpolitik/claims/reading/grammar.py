"""The rules of `relations.yaml`, compiled, and what of a sentence they match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from realpolitik.claims.reading.actors import name_of
from realpolitik.claims.reading.context import Context, named
from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.mentions import Skeleton, number_of

GAP, FEW = 90, 3
"""Letters of the gap `{...}`, words of the gap `{..}`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """One relation of the file: its settings and its compiled rules."""

    name: str
    level: str
    free: bool
    single: bool
    other: bool
    context: bool
    certain: bool
    beside: bool
    lone: bool
    register: tuple[str, ...]
    default: str
    rules: tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A relation found in a sentence: which states, which goods, where, and what had to be inferred."""

    relation: Relation
    states: tuple[str, ...]
    goods: tuple[str, ...]
    start: int
    end: int
    rule: str
    rival: str = ""
    phrase: str = ""
    inferred: tuple[str, ...] = ()


@cache
def relations() -> tuple[Relation, ...]:
    """All relations, in the order in which they are tried."""
    known = table("relations")
    return tuple(
        Relation(
            name=name,
            level=str(own.get("level", "none")),
            free=own.get("order") == "free",
            single=bool(own.get("single")),
            other=bool(own.get("other")),
            context=bool(own.get("context")),
            certain=bool(own.get("certain")),
            beside=bool(own.get("beside")),
            lone=bool(own.get("lone")),
            register=tuple(own.get("register", ())),
            default=str(own.get("default", "")),
            rules=tuple((rule, compiled(rule)) for rule in own["rules"]),
        )
        for name, own in known["relations"].items()
    )


def compiled(rule: str) -> re.Pattern[str]:
    """A rule as a regular expression over skeletons.

    Examples
    --------
    >>> compiled("trade with {b}").search("trade with <a2>").group("b")
    '<a2>'
    """
    words: dict[str, str] = table("relations")["words"]
    counts: dict[str, int] = {}

    def expand(found: re.Match[str]) -> str:
        name = found[1]
        if name == "...":
            return rf"(?:[^<;.!?]|\.(?=\w)|<[pqtgw]\d+>){{0,{GAP}}}?"
        if name == "..":
            return rf"(?:(?:[\w'-]+|<[pqtg]\d+>),? ){{0,{FEW}}}?"
        if name in ("q", "t", "w", "g"):
            return rf"<{name}\d+>"
        if name in ("a", "b", "a2", "b2"):
            counts[name] = counts.get(name, 0) + 1
            return rf"(?:the )?(?P<{name}><[ap]\d+>)(?:'s|'(?!\w))?"
        if name == "both":
            return r"(?P<both><p\d+>)(?:'s|'(?!\w))?"
        if name == "goods":
            counts[name] = counts.get(name, 0) + 1
            return rf"(?P<goods_{counts[name]}>(?:(?:its |new |other |more |natural |and |, )*<g\d+>,? ?)*)"
        return expanded(words[name])

    def expanded(text: str) -> str:
        return re.sub(r"\{([a-z_]\w*|\.{2,3})\}", expand, text)

    return re.compile(expanded(rule))


def frames(skeleton: Skeleton, context: Context) -> list[Frame]:
    """The relations of a sentence, in order of place; of two that overlap, the one tried first."""
    found: list[Frame] = []
    for relation in relations():
        # what names both states counts before what must infer one
        for one in sorted(_of_relation(relation, skeleton, context), key=lambda one: (len(one.inferred), one.start - one.end)):
            if all(_apart(one, other) for other in found):
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def _apart(one: Frame, other: Frame) -> bool:
    if one.relation is other.relation:
        # one relation of the same states is one frame, however many rules see it
        return (one.states, one.goods) != (other.states, other.goods) and (one.end <= other.start or one.start >= other.end)
    return one.end <= other.start or one.start >= other.end or (one.relation.beside or other.relation.beside)


def _of_relation(relation: Relation, skeleton: Skeleton, context: Context) -> Iterator[Frame]:
    for text, rule in relation.rules:
        for found in rule.finditer(skeleton.text):
            if (frame := _frame(relation, text, found, skeleton, context)) is not None:
                yield frame


def _frame(relation: Relation, rule: str, found: re.Match[str], skeleton: Skeleton, context: Context) -> Frame | None:
    parts: dict[str, Any] = found.groupdict()
    codes, inferred = _states(relation, parts, skeleton, context)
    if not codes:
        return None
    rival, notes = "", list(inferred)
    if parts.get("b2"):
        rival = _code(parts["b2"], skeleton, context, "", [])
    goods = tuple(
        dict.fromkeys(
            str(skeleton.mentions[number_of(sign)].value)
            for name, text in parts.items()
            if name.startswith("goods") and text
            for sign in re.findall(r"<g\d+>", text)
        )
    ) or tuple(
        dict.fromkeys(str(skeleton.mentions[n].value) for n in skeleton.numbers("g", found.start(), found.end()))
    )
    phrase = next((str(skeleton.mentions[n].value) for n in skeleton.numbers("w", *found.span())), "")
    return Frame(
        relation=relation,
        states=codes,
        goods=goods,
        start=found.start(),
        end=found.end(),
        rule=rule,
        rival=rival,
        phrase=phrase,
        inferred=tuple(notes),
    )


def _states(relation: Relation, parts: dict[str, Any], skeleton: Skeleton, context: Context) -> tuple[tuple[str, ...], list[str]]:
    notes: list[str] = []
    if parts.get("both"):
        two = context.both(skeleton, parts["both"])
        notes.append(_note(skeleton, parts["both"], two))
        if len(two) != 2:
            return (), notes
        return (tuple(sorted(two)) if relation.free else two), notes
    plain = parts.get("b") and (parts["b"][1] == "a" or skeleton.mentions[number_of(parts["b"])].text.casefold() == "there")
    b = _code(parts["b"], skeleton, context, "", notes) if plain else ""
    a = _code(parts["a"], skeleton, context, b, notes) if parts.get("a") else ""
    if not b and parts.get("b"):
        b = _code(parts["b"], skeleton, context, a, notes)
    if (parts.get("a") and not a) or (parts.get("b") and not b):
        return (), notes  # a word for a state, of which it is not clear whose
    if relation.single or (relation.lone and not b):
        return ((a,) if a else ()), notes
    if relation.context and not (a and b):
        two = named(skeleton.mentions)[:2] if len(named(skeleton.mentions)) > 1 else context.pair
        if a and a not in two:
            other = context.partner(a, skeleton)
            two = (a, other) if other else ()
        if len(two) != 2 and relation.register and {a, *named(skeleton.mentions)} - {""} <= {*relation.register}:
            two = relation.register
        if len(two) != 2:
            return (), notes
        a, b = two
        notes.append(f"said of {name_of(a)} and {name_of(b)}")
    if relation.other and bool(a) != bool(b):
        known = a or b
        other = context.partner(known, skeleton)
        a, b = (a or other), (b or other)
        notes.append(f"the other state is {name_of(other) if other else 'not named'}")
    if not a or not b or a == b:
        return (), notes
    return (tuple(sorted((a, b))) if relation.free else (a, b)), notes


def _code(sign: str, skeleton: Skeleton, context: Context, apart: str, notes: list[str]) -> str:
    mention = skeleton.mentions[number_of(sign)]
    if mention.kind == "a":
        return mention.value.code
    if mention.value == "one":
        code = context.one(skeleton, sign, apart)
    else:
        two = context.both(skeleton, sign)
        code = two[0] if len(two) == 1 else ""
    if code:
        notes.append(_note(skeleton, sign, (code,)))
    return code


def _note(skeleton: Skeleton, sign: str, codes: tuple[str, ...]) -> str:
    return f"“{skeleton.mentions[number_of(sign)].text}”: {' and '.join(map(name_of, codes)) or 'nobody named before'}"
