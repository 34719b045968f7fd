"""Which states a sentence names, by name, adjective, capital, leader or group; and words that stand for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.spotting.mentions import Mention
from realpolitik.states import Alias, aliases, members, state
from realpolitik.states.wording import the

GROUPS: Mapping[str, Mapping[str, Any]] = table("actors")["groups"]
"""Groups by code (`actors.yaml`) that stand where a state may stand, and that no single state is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A state (ISO3) or a group, and how it is named: name, adjective, capital, head, other."""

    code: str
    how: str


def actors(sentence: str, on: date) -> list[Mention]:
    """Mentions of states and groups by name, as names were in use on the day.

    Examples
    --------
    >>> [one.value.code for one in actors("Beijing and the Kremlin met Sino-Indian envoys.", date(2024, 4, 20))]
    ['CHN', 'RUS', 'CHN', 'IND']
    """
    barred = [found.span() for found in _barred().finditer(sentence)]
    found = []
    for one in _named().finditer(sentence):
        if any(start < one.end() and one.start() < end for start, end in barred) or _topic(sentence, one):
            continue
        if one.group().endswith("economy") and _TITLE.search(sentence, max(0, one.start() - 24), one.start()):
            continue
        if actor := _meaning(one.group(), on):
            found.append(Mention(start=one.start(), end=one.end(), kind="a", text=one.group(), value=actor))
    return found


def _topic(sentence: str, one: re.Match[str]) -> bool:
    """Whether a name only says which war is meant: `the war in Ukraine`, `the Ukraine war`."""
    return bool(
        _BEFORE.search(sentence, max(0, one.start() - 40), one.start()) or _AFTER.match(sentence, one.end())
    )


_TITLE = re.compile(r"(?:[,(–—-]|\b(?:is|was|as|be|become|became|remains?|remained|now|still|being)) ?$")
"""Before what a state is called beside its name: `China, the world's second-largest economy, …`."""
_WAR = r"(?:war|invasion|conflict|fighting|campaign|stalemate|attack|offensive|peace|ceasefire|crisis)"
_BEFORE = re.compile(rf"\b{_WAR} (?:in|of|on|against|for) $", re.IGNORECASE)
_AFTER = re.compile(r"(?:[’']s)? (?:war|conflict|crisis)\b(?! (?:in|on|against))", re.IGNORECASE)


def references(sentence: str) -> list[Mention]:
    """Words that stand for two states, or for one, named before: their value is `both` or `one`, or the word itself."""
    found = []
    for one in _references().finditer(sentence):
        word = one.group().casefold()
        value = (
            "one"
            if one["single"]
            else word.removeprefix("the ")
            if "latter" in word or "former" in word
            else "both"
        )
        found.append(Mention(start=one.start(), end=one.end(), kind="p", text=one.group(), value=value))
    return found


def name_of(code: str) -> str:
    """The name of a state or group in a sentence.

    Examples
    --------
    >>> name_of("CHN"), name_of("USA"), name_of("WEST")
    ('China', 'the United States', 'the West')
    """
    return str(GROUPS[code]["name"]) if code in GROUPS else the(state(code).name)


def within(code: str, group: str, on: date) -> bool:
    """Whether a state belongs to a group on a day."""
    of = GROUPS[group]
    return code in (of["states"] if "states" in of else members(of["group"], on=on))


@cache
def _named() -> re.Pattern[str]:
    """Names by their first letter, longest first, so that few are tried at each place."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(_meanings(), key=len, reverse=True):
        rest = re.escape(word[1:]).replace(r"\ ", r"\s+").replace("'", "['’]")
        by_letter.setdefault(word[0], []).append(rest)
    branches = "|".join(f"{re.escape(letter)}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())
    return re.compile(rf"(?<![\w@#/.])(?:{branches})(?![\w$])(?!\.\w)")


def _meaning(text: str, on: date) -> Actor | None:
    bearing = _meanings().get(" ".join(text.replace("’", "'").split()), ())
    held = [alias for alias in bearing if alias.held_on(on)] or list(bearing)
    return Actor(code=held[0].code, how=held[0].kind) if held else None


@cache
def _meanings() -> dict[str, tuple[Alias, ...]]:
    found: dict[str, list[Alias]] = {}
    known = table("actors")

    def add(text: str, code: str, kind: str, start: date | None = None, end: date | None = None) -> None:
        if text not in known["skip"] and text:
            found.setdefault(text, []).append(Alias(text, code, kind, start, end))

    for alias in aliases():
        code_itself = alias.text == alias.code and alias.text not in known["written as codes"]
        if alias.kind != "native" and not code_itself:
            add(alias.text, alias.code, alias.kind, alias.start, alias.end)
            if alias.kind == "adjective" and alias.text.endswith("n"):
                add(f"{alias.text}s", alias.code, "name", alias.start, alias.end)
    for kind in ("heads", "others"):
        for code, words in known[kind].items():
            for word in words:
                add(word, code, "head" if kind == "heads" else "other")
    return {text: tuple(bearing) for text, bearing in found.items()}


@cache
def _barred() -> re.Pattern[str]:
    return re.compile(rf"\b{joined(table('actors')['not'])}")


@cache
def _references() -> re.Pattern[str]:
    known = table("actors")
    return re.compile(
        rf"\b(?:(?P<pair>{joined(known['pairs'])})|(?P<single>{joined(known['single'])}))\b(?!-)",
        re.IGNORECASE,
    )
