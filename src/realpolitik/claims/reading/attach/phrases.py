"""Quantities as a sentence names them: a noun of a flow with what stands before and after it, and what is no flow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from realpolitik.claims.reading.attach.words import TOKEN, again, kind_of, noun, rule, whole
from realpolitik.claims.reading.forms.heads import words as forms_words
from realpolitik.claims.reading.spotting.mentions import Skeleton

A = r"<a(?:\d+|@[A-Z]+)>"


@dataclass(slots=True, kw_only=True)
class Phrase:
    """A quantity, or what is none, from `start` to `end` of the skeleton.

    `kind` is that of a flow, `other` (prices, firms, what is bought), or `again` (a word that takes up the flow before). `before` are the states that
    stand before the noun, the last one as an owner (`'s`) where `owned`; `after` has those after it by their preposition; `pronoun` is the sign of a pronoun.
    `unclear` says why nothing is read of it; `large` is whether it is a flow with all others, by its words.
    """

    kind: str
    noun: str
    start: int
    end: int
    before: tuple[str, ...] = ()
    owned: bool = False
    after: dict[str, tuple[str, ...]] = field(default_factory=dict)
    goods: tuple[str, ...] = ()
    pronoun: str = ""
    unclear: str = ""
    large: bool = False


FLOWS = ("out", "in", "both", "gap")
_RATES = ("monthly", "daily", "weekly", "quarterly", "average", "hourly")
_LARGE = re.compile(r"\b(?:total|overall|foreign|external|global|worldwide|whole|entire)\b")
_VERB = re.compile(r"[a-z]{3,}(?:ly|[^s']s)")
"""A word before a noun that is an adverb or a verb: `maintains a surplus`."""
_VALUE = re.compile(r"(?:value|values|volumes?|amount|level|levels|quantity|quantities|total)")


def phrases(skeleton: Skeleton) -> list[Phrase]:
    """The quantities of a sentence, and what is none, in order."""
    found: list[Phrase] = []
    for one in noun().finditer(skeleton.text):
        if (found and one.start() < found[-1].end) or kind_of(one[0]) not in FLOWS:
            continue
        found.append(_phrase(one, skeleton))
    taken = [(one.start, one.end) for one in found]
    for kind, every in (("again", again()), ("other", rule("others"))):
        for one in every.finditer(skeleton.text):
            if all(one.end() <= start or one.start() >= end for start, end in taken):
                found.append(Phrase(kind=kind, noun=one[0], start=one.start(), end=one.end()))
                taken.append(one.span())
    return sorted(found, key=lambda one: one.start)


def _phrase(one: re.Match[str], skeleton: Skeleton) -> Phrase:
    made = Phrase(kind=kind_of(one[0]), noun=one[0], start=one.start(), end=one.end())
    _look_back(made, skeleton)
    _look_on(made, skeleton)
    made.large = made.large or bool(_LARGE.search(skeleton.text[made.start : made.end]))
    return made


def _look_back(made: Phrase, skeleton: Skeleton) -> None:
    """What stands before the noun: states, goods, adjectives; an unknown word makes it unclear."""
    tokens = list(TOKEN.finditer(skeleton.text, max(0, made.start - 160), made.start))
    place = len(tokens)
    while place > 0:
        place -= 1
        one = tokens[place]
        steps = _of_sign(made, tokens, place, skeleton) if one["kind"] else _of_word(made, tokens, place)
        if not steps:
            return
        place -= steps - 1


def _of_sign(made: Phrase, tokens: list[re.Match[str]], place: int, skeleton: Skeleton) -> int:
    """Take in a sign before the noun; how many tokens were, 0 where the phrase begins after it."""
    one, joint = tokens[place], tokens[place - 1][0] if place else ""
    further = tokens[place - 2]["kind"] if place > 1 else None
    if one["kind"] in "qw":
        return 0
    made.start = one.start()
    if one["kind"] == "p":
        made.pronoun = one[0]
        return 0 if skeleton.mentions[int(one["n"])].value == "one" else 1
    if one["kind"] == "a":
        made.before = (_code(one, skeleton), *made.before)
        made.owned = made.owned or bool(one["own"])
        if joint == "and" and further == "a":
            made.unclear = "of several"
            return 0
        return 2 if joint in ("-", "/") and further == "a" else 1
    if one["kind"] == "g":
        made.goods = (_value(one, skeleton), *made.goods)
        if joint in ("and", ",", "or") and place > 1:
            made.unclear = made.unclear if further == "g" else "of several goods"
            return 2 if further == "g" else 0
    return 1


def _of_word(made: Phrase, tokens: list[re.Match[str]], place: int) -> int:
    """Take in a word before the noun; how many tokens were, 0 where the phrase begins after it."""
    one, before = tokens[place], tokens[place - 1] if place else None
    joint = before[0] if before else ""
    if re.fullmatch(r"\W", one[0]):
        return 0
    if one[0] == "of" and before and _VALUE.fullmatch(joint):
        made.start = before.start()
        return 2
    return int(_adjective(one[0], made, one, joint, before))


def _adjective(word: str, made: Phrase, one: re.Match[str], joint: str, before: re.Match[str] | None) -> bool:
    """Take in an adjective; False where the phrase begins after it."""
    if word in _RATES:
        made.unclear = "it is a rate"
    if whole("kinds of forms", "kinds").fullmatch(word):
        if word in ("bilateral", "mutual", "two-way", "reciprocal"):
            made.pronoun = made.pronoun or "two"
        made.start = one.start()
        return True
    if whole("apart").fullmatch(word):
        made.goods = ("other",)
        made.start = one.start()
        return True
    if word.endswith(("ed", "ing")):
        led = before is not None and (before["own"] or joint in ("the", "a", "an"))
        made.start = one.start() if led else made.start
        return bool(led)
    verb = _VERB.fullmatch(word) and (
        word.endswith("ly") or before is None or (before["kind"] and not before["own"])
    )
    if whole("stops").fullmatch(word) or verb or _changes().fullmatch(word):
        return False
    made.unclear = made.unclear or f"what “{word}” makes of it"
    made.start = one.start()
    return False


@cache
def _changes() -> re.Pattern[str]:
    """A verb or noun of change, after which a flow begins: `to increase exports`."""
    names = ("up", "down", "raises", "cuts", "rises", "falls")
    return re.compile("|".join(forms_words(name) for name in names))


_LIST = rf"(?:the )?(?:other |mainland |all )?(?P<who>{A}(?!'s)(?:(?:, | and |, and )(?:the )?{A}(?!'s))*)"
_GOODS = r"(?P<goods><g\d+>(?:(?:, | and |, and )<g\d+>)*)"
_AFTER = (
    ("value", re.compile(r" (?:volumes?|values?|figures?|turnover|flows)\b(?! of (?!goods|<))")),
    ("both", re.compile(r" (?:between|of|by) (?:the )?(?P<sign><p\d+>)(?:'s?)?")),
    ("states", re.compile(rf" (?P<way>between|to|from|with|into|of|by) {_LIST}(?! [a-z]+-based)")),
    (
        "goods",
        re.compile(
            rf" (?:of|in) (?:the |all |its |such )?(?:[a-z]+ (?=<g))?(?:(?P<maker>{A})(?:'s?)? )?{_GOODS}"
        ),
    ),
    (
        "goods",
        re.compile(
            rf" of (?:(?P<maker>{A})(?:'s?)? )?(?:goods|merchandise|products|commodities)(?: and services)?\b"
        ),
    ),
    (
        "time",
        re.compile(
            r" (?:(?:in|during|over|for|by) )?(?:the )?<t\d+>(?= (?:to|from|with|between|into|of) (?:the )?<[ap])"
        ),
    ),
)
_BEYOND = re.compile(rf" of (?:[a-z]+ ){{0,3}}<q\d+> (?P<way>with|to|from) {_LIST}")
"""The other side of a flow, after its amount: `a surplus of 6 billion with B`."""
_MOVED = re.compile(
    r" (?:exported|shipped|sold|delivered|sent|imported|supplied|bound|headed|destined|going|coming|arriving)\b"
)
"""A flow of which is told where it went, in words that are not taken in."""
_UNKNOWN = re.compile(
    r" (?:(?:of|in) (?!(?:about|around|over|more|nearly|almost|some|only|just|up|at|terms|the (?:first|last|past|same|period)|<[qt]|total|value|response|turn|return|line|contrast|comparison|fact|particular|recent|both|this|that)\b)(?!<)|(?:with|between|among|into|to) (?=<q\d+> (?:[a-z-]+ ){0,3}(?:countries|states|partners|nations|neighbou?rs|economies|markets))|(?:with|between|among|from|into) (?!<[qt]))(?P<word>(?:the |its |their |other )?(?:[a-z-]+|<q\d+>))"
)
_TO_OTHERS = re.compile(
    r" to (?:the |its |their |our )?(?:other|rest|some|all|most|many|several|major|countries|states|partners|non|non-[a-z]+|unfriendly|friendly|neighbou?r\w*|europe|third|markets?|world|region|emerging|developing|developed|international|global|foreign|<p\d+>(?:'s?)?|<q\d+>|it|them|us|<a\d+>'s)(?!\w)"
)
_AND_FLOW = re.compile(r" and (?:the )?(?:exports|imports|re-?exports|transit)\b")


def _look_on(made: Phrase, skeleton: Skeleton) -> None:
    """What stands after the noun: with whom, of what."""
    text = skeleton.text
    while (
        found := next(((name, one) for name, rule_ in _AFTER if (one := rule_.match(text, made.end))), None)
    ) is not None:
        name, one = found
        if name == "states":
            if one["way"] in made.after:
                break
            made.after[one["way"]] = tuple(
                _code(each, skeleton) for each in TOKEN.finditer(one["who"]) if each["kind"] == "a"
            )
        elif name == "both":
            made.pronoun = one["sign"]
        elif name == "goods":
            named = [
                _value(each, skeleton)
                for each in TOKEN.finditer(one.groupdict().get("goods") or "")
                if each["kind"] == "g"
            ]
            made.goods = (*made.goods, *named)
            if one["maker"]:
                made.after["of"] = (_code(next(TOKEN.finditer(one["maker"])), skeleton),)
        made.end = one.end()
    if (far := _BEYOND.match(text, made.end)) and far["way"] not in made.after:
        made.after[far["way"]] = tuple(
            _code(each, skeleton) for each in TOKEN.finditer(far["who"]) if each["kind"] == "a"
        )
    made.unclear = made.unclear or ("with whom it is" if _MOVED.match(text, made.end) else "")
    unknown = _UNKNOWN.match(text, made.end)
    if unknown and not made.unclear:
        made.unclear = f"what “{unknown['word']}” makes of it"
    if _TO_OTHERS.match(text, made.end) or _AND_FLOW.match(text, made.end):
        made.unclear = made.unclear or "with whom it is"


def _code(one: re.Match[str], skeleton: Skeleton) -> str:
    sign = one["n"]
    return sign[1:] if sign.startswith("@") else str(skeleton.mentions[int(sign)].value.code)


def _value(one: re.Match[str], skeleton: Skeleton) -> str:
    sign = one["n"]
    return sign[1:] if sign.startswith("@") else str(skeleton.mentions[int(sign)].value)


def flows(every: list[Phrase]) -> Iterator[Phrase]:
    """Those that are flows."""
    return (one for one in every if one.kind not in ("other", "again"))
