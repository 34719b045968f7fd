"""Goods by their names: of those that fit the same words the one of more words, with what makes a part of them (`frozen beef`, `steel pipes`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import accumulate

from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.spotting.mentions import Mention

_LOWER = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}
_OPTIONAL = re.compile(r"\(\?:[^()]*\)\?|\(\?[=!][^()]*(?:\([^()]*\))?[^()]*\)")
_FLOW = r"(?:exports?|imports?|shipments?|deliver(?:y|ies)|sales|supplies|purchases|output|production|exporters?|importers?|suppliers?|buyers?|producers?|sellers?|cargoes)"
"""Nouns beside which a word of two meanings is one of goods."""


def goods_in(sentence: str) -> list[Mention]:
    """The goods that a sentence names."""
    text = sentence.translate(_LOWER)
    made = []
    for start, end, name in (*_named(text), *_beside_flows(text)):
        first, last, value = _as_a_part(text, start, end, name)
        made.append(Mention(start=first, end=last, kind="g", text=sentence[first:last], value=value))
    made.sort(key=lambda one: one.start)
    return [one for place, one in enumerate(made) if not any(other.end > one.start for other in made[:place])]


def _named(text: str) -> Iterator[tuple[int, int, str]]:
    known, end = _whole(), 0
    for place in _WORD.finditer(text):
        if place.start() < end or (own := known.get(place[0])) is None:
            continue
        names, pattern = own
        if (one := pattern.match(text, place.start())) is not None:
            end = one.end()
            yield one.start(), end, names[(one.lastindex or 1) - 1]


_WORD = re.compile(r"(?<![\w-])[a-z]")
"""The letter that a word begins with: only names of goods with that letter are tried."""


def _beside_flows(text: str) -> Iterator[tuple[int, int, str]]:
    for names, pattern in _beside():
        for one in pattern.finditer(text):
            group = one.lastindex or 1
            yield one.start(group), one.end(group), names[group - 1]


def _as_a_part(text: str, start: int, end: int, name: str) -> tuple[int, int, str]:
    """Where goods begin and end with the words that make a part of them, and what they are called then."""
    if name in table("goods_in_parts")["whole"]:
        return start, end, name
    before, after = _parts()
    led, follows = before.search(text, max(0, start - 40), start), after.match(text, end)
    if led is None and follows is None:
        return start, end, name
    first, last = (led.start() if led else start), (follows.end() if follows else end)
    return first, last, re.sub(r"[^a-z0-9]+", "-", text[first:last]).strip("-")


@cache
def _whole() -> dict[str, tuple[tuple[str, ...], re.Pattern[str]]]:
    """By the letter that names of goods begin with: the names, and a pattern of which each group is one."""
    every = [*table("goods").items(), *table("goods_without_figures").items()]
    of_letter: dict[str, list[tuple[str, str]]] = {}
    for name, own in every:
        for words in _alternatives(own):
            for letter in _begins(words):
                of_letter.setdefault(letter, []).append((name, words))
    made = {}
    for letter, named in of_letter.items():
        names, branches = _branches(named)
        made[letter] = (names, re.compile(rf"(?:{branches})(?![\w-])"))
    return made


def _begins(words: str) -> set[str]:
    """The letters that words may begin with.

    Examples
    --------
    >>> sorted(_begins("(?:iron|steel )?ore"))
    ['i', 'o', 's']
    """
    if not words.startswith("(?:"):
        return {words[0]}
    depths = accumulate((sign == "(") - (sign == ")") for sign in words)
    end = next(place for place, depth in enumerate(depths) if not depth)
    found = set().union(*(_begins(one) for one in _alternatives(words[3:end])))
    return found | _begins(words[end + 2 :]) if words[end + 1 : end + 2] == "?" else found


@cache
def _beside() -> tuple[tuple[tuple[str, ...], re.Pattern[str]], ...]:
    names, branches = _branches([*table("goods_beside_flows").items()])
    return (
        (names, re.compile(rf"(?<![\w-])(?:{branches})(?= {_FLOW}\b)")),
        (names, re.compile(rf"\b{_FLOW} of (?:{branches})(?![\w-])")),
    )


@cache
def _parts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = table("goods_in_parts")
    before = "|".join(known["before"])
    after = "|".join(f"{one[:-1]}s?" if one.endswith("s") else one for row in known["after"] for one in row)
    return (
        re.compile(rf"(?<![\w-])(?:(?:{before}) ){{1,2}}$"),
        re.compile(rf"[ -](?:{after}|{known['mass']})(?![\w-])"),
    )


def _branches(named: list[tuple[str, str]]) -> tuple[tuple[str, ...], str]:
    """The names of goods, and a group for each of their words: those of more words first."""
    every = [(name, words) for name, own in named for words in _alternatives(own)]
    every.sort(key=lambda one: -len(re.findall(r"\[ -\]|\[- \]| ", _OPTIONAL.sub("", one[1]))))
    return tuple(name for name, _ in every), "|".join(f"({words})" for _, words in every)


def _alternatives(words: str) -> list[str]:
    """What stands between the bars that no bracket encloses.

    Examples
    --------
    >>> _alternatives("iron (?:ore|sand)|ore")
    ['iron (?:ore|sand)', 'ore']
    """
    made, depth = [""], 0
    for sign in words:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            made.append("")
        else:
            made[-1] += sign
    return made
