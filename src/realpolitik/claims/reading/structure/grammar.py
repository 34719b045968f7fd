"""The rules of `relations.yaml`, compiled, and what of a sentence they match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.spotting.actors import name_of
from realpolitik.claims.reading.spotting.mentions import Skeleton, number_of
from realpolitik.claims.reading.structure.context import Context, named

GAP, FEW = 90, 3
"""Letters of the gap `{...}`, words of the gap `{..}`."""


_OVERTAKEN = re.compile(
    r"\b(?:ahead of|over(?:took|taking)|overtaken|replac(?:ed|ing)|displac(?:ed|ing)|surpass(?:ed|ing)|pass(?:ed|ing)|behind|followed by|than|dethron(?:ed|ing)|edg(?:ed|ing) (?:out|past)|beat(?:ing)?|outpac(?:ed|ing)|outstripp(?:ed|ing)|ousted|unseated|supplant(?:ed|ing)|trail(?:ed|ing|s)?|next to|besides?)(?: both)?(?: <a\d+>(?:,| and|, and))* (?:the )?$"
)
ONE_OF = re.compile(
    r"(?<!> )\b(?:among|some of) (?:the |its )?<[ap]\d+>|(?:one|<q\d+>) of (?:the )?(?:<[ap]\d+>(?:'s?)? )?(?:largest|biggest|top|main|leading|most important|key)"
)
_LISTED = re.compile(
    r"(?:,? and (?:the )?<a\d+>|(?:, (?:the )?<a\d+>)+,? and (?:the )?<a\d+>)(?!'s?) [^;]*?<q\d+>(?! [^;]*\brespectively)"
)
_EACH = re.compile(r"\b(?:each|both|respectively)\b")
SIGNS = {
    "...": rf"(?:[^<;.!?]|\.(?=\w)|<[pqtgw]\d+>){{0,{GAP}}}?",
    "..": rf"(?:(?:(?!(?:after|while|although|though|whereas|because|unlike)\b)[\w'-]+|<[pqtg]\d+>),? ){{0,{FEW}}}?",
    "both": r"(?P<both><p\d+>)(?:'s|'(?!\w))?",
    **{kind: rf"<{kind}\d+>" for kind in "qtwg"},
}
"""What stands in a rule between braces, apart from states, goods and the words of the file."""


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
    alone: bool
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
            alone=bool(own.get("alone")),
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
        if name == "goods":
            counts[name] = counts.get(name, 0) + 1
            return rf"(?P<goods_{counts[name]}>(?:(?:its |new |other |more |natural |and |, )*<g\d+>,? ?)*)"
        if name in ("a", "b", "a2", "b2"):
            return rf"(?:the )?(?P<{name}><[ap]\d+>)(?:'s|'(?!\w))?"
        return SIGNS.get(name) or expanded(words[name])

    def expanded(text: str) -> str:
        return re.sub(r"\{([a-z_]\w*|\.{2,3})\}", expand, text)

    return re.compile(expanded(rule))


def frames(skeleton: Skeleton, context: Context) -> list[Frame]:
    """The relations of a sentence, in order of place; of two that overlap, the one tried first."""
    found: list[Frame] = []
    for relation in relations():
        # what names both states counts before what must infer one
        for one in sorted(
            _of_relation(relation, skeleton, context),
            key=lambda one: (len(one.inferred), one.start - one.end),
        ):
            if all(_apart(one, other) for other in found):
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def _apart(one: Frame, other: Frame) -> bool:
    if one.relation is other.relation:
        # one relation of the same states is one frame, however many rules see it
        return (one.states, one.goods) != (other.states, other.goods) and (
            one.end <= other.start or one.start >= other.end
        )
    return one.end <= other.start or one.start >= other.end or (one.relation.beside or other.relation.beside)


def _of_relation(relation: Relation, skeleton: Skeleton, context: Context) -> Iterator[Frame]:
    for text, rule in relation.rules:
        for found in rule.finditer(skeleton.text):
            if (frame := _frame(relation, text, found, skeleton, context)) is not None:
                yield frame


def _frame(
    relation: Relation, rule: str, found: re.Match[str], skeleton: Skeleton, context: Context
) -> Frame | None:
    parts: dict[str, Any] = found.groupdict()
    if relation.name.startswith("rank-") and _OVERTAKEN.search(skeleton.text[: found.start("b")]):
        return None  # `ahead of B as the top supplier`: the place is another's
    if relation.name.startswith("rank-") and ONE_OF.search(found[0]):
        return None  # `one of A's largest partners`: no place
    if (
        relation.name in ("trade", "exports")
        and parts.get("b")
        and _of_several(skeleton.text, found.end("b"))
    ):
        return None  # `exports to A, B and C rose to 3 billion`: of all of them together
    if relation.alone and not _alone(skeleton, context, *found.span()):
        return None
    codes, inferred = _states(relation, parts, skeleton, context)
    if not codes:
        return None
    rival, notes = "", list(inferred)
    if parts.get("b2"):
        rival = _code(parts["b2"], skeleton, context, (), [])
    goods = tuple(
        dict.fromkeys(
            str(skeleton.mentions[number_of(sign)].value)
            for name, text in parts.items()
            if name.startswith("goods") and text
            for sign in re.findall(r"<g\d+>", text)
        )
    ) or tuple(
        dict.fromkeys(
            str(skeleton.mentions[n].value) for n in skeleton.numbers("g", found.start(), found.end())
        )
    )
    spoken = skeleton.numbers("w", *found.span()) or (skeleton.numbers("w") if relation.register else [])
    phrase = str(skeleton.mentions[spoken[0]].value) if spoken else ""
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


def _of_several(text: str, end: int) -> bool:
    """Whether the other side of a flow is a list of states that share its amount."""
    return bool(_LISTED.match(text, end)) and not _EACH.search(text, end)


def _alone(skeleton: Skeleton, context: Context, start: int, end: int) -> bool:
    """Whether a sentence is of one state, in a text that spoke of no two before: its exports are then those to all others.

    One that names the goods with the state (`China's imports of coal`) is of all others whatever was spoken of before.
    """
    if re.search(r"\bshare\b[^;]{0,60}$", skeleton.text[:start]):
        return False  # `the share of ten countries in its exports`
    words = re.search(r"\b(?:total|overall|global|worldwide|foreign|full-year|world)\b", skeleton.text)
    before = context.flow is None and context.market is None and context.found is None
    goods = skeleton.numbers("g", start, end) and context.found is None
    return len(named(skeleton.mentions)) == 1 and bool(before or words or goods)


def _states(
    relation: Relation, parts: dict[str, Any], skeleton: Skeleton, context: Context
) -> tuple[tuple[str, ...], list[str]]:
    """The states that the parts of a match stand for, in the relation's order, and what was inferred; none where one is unclear."""
    notes: list[str] = []
    if parts.get("both"):
        found = context.both(skeleton, parts["both"])
        notes.append(_note(skeleton, parts["both"], found))
        return _ordered(relation, found if len(found) == 2 else ()), notes
    plain = parts.get("b") and (
        parts["b"][1] == "a" or skeleton.mentions[number_of(parts["b"])].text.casefold() == "there"
    )
    b = _code(parts["b"], skeleton, context, (), notes) if plain else ""
    rival = _code(parts["b2"], skeleton, context, (), []) if parts.get("b2") else ""
    a = _code(parts["a"], skeleton, context, (b, rival), notes) if parts.get("a") else ""
    if not b and parts.get("b"):
        b = _code(parts["b"], skeleton, context, (a,), notes)
    if (parts.get("a") and not a) or (parts.get("b") and not b):
        return (), notes  # a word for a state, of which it is not clear whose
    if relation.single or (relation.lone and a and not b):
        return ((a,) if a else ()), notes
    if relation.context and not (a and b):
        a, b = _around(relation, a, skeleton, context)
        notes.append(f"said of {name_of(a)} and {name_of(b)}" if a and b else "")
    if relation.other and bool(a) != bool(b):
        other = _other(relation, a or b, skeleton, context)
        a, b = (a or other), (b or other)
        notes.append(f"the other state is {name_of(other) if other else 'not named'}")
    return _ordered(relation, (a, b) if a and b and a != b else ()), [note for note in notes if note]


def _other(relation: Relation, code: str, skeleton: Skeleton, context: Context) -> str:
    """The state that goes with `code`; of a balance that of which the text has spoken (`the gap with Vietnam`: whose was named)."""
    inside = [one for one in named(skeleton.mentions) if one != code]
    if relation.name == "balance" and not inside and context.creditor not in ("", code):
        return context.creditor
    return context.partner(code, skeleton)


def _ordered(relation: Relation, codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(codes)) if relation.free else codes


def _around(relation: Relation, a: str, skeleton: Skeleton, context: Context) -> tuple[str, str]:
    """The two states that a relation is said of, where its own words name one or none."""
    inside = named(skeleton.mentions)
    two = inside[:2] if len(inside) > 1 else context.pair
    if a and a not in two:
        other = context.partner(a, skeleton)
        two = (a, other) if other else ()
    if len(two) != 2 and relation.register and {a, *inside} - {""} <= {*relation.register}:
        two = relation.register
    return (two[0], two[1]) if len(two) == 2 else ("", "")


def _code(sign: str, skeleton: Skeleton, context: Context, apart: tuple[str, ...], notes: list[str]) -> str:
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
