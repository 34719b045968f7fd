"""Whether it is certain who said what is told: words are claims only of one who is named, or meant, beyond doubt."""

from __future__ import annotations

import re
from functools import cache

from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Context
from realpolitik.claims.reading.structure.told import Told

STRANGER = "?"
"""Stands among those who may be `he` for a person of no state that is known."""
_PERSON = "is taken for a person of"
_QUOTED = re.compile(r'"[^"]*(?:"|$)')
_SIGNS = re.compile(r"<([a-z+]+):([hps])>")
_LED = r"(?:,? (?:has|have|had|also|then|further|again|later|earlier|once|still|meanwhile|\w+ly|on \w+day|in (?:an? |the )?(?:\w+ )?(?:statement|interview|speech|letter|message|address|post)))*,? "
_TEXT_VOTED = re.compile(
    r"\b(?:draft|resolution|text|document|statement|communiqu[eé]|declaration|report|bill|letter)\b"
)
"""Words of a sentence after which `it` may be a text, and not the state."""
_NAMELESS = re.compile(
    r"\bm(?:r|rs|s)\.? [a-z]|(?:^|[,.;:\"] )(?!(?:he|she|it|they|we|i|who|which|that|this|and|but|as) )[a-z]{2,} (?:said|says|added|told|noted|stressed|warned|explained|made the (?:remarks|announcement))\b"
)
"""Words of one who speaks and is of no state that the text gave."""
_PASSIVE = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|commonly|widely|often|sometimes|popularly|generally|usually|frequently|better|best|so|what|also)|,|>)(?: \w+ly)* $"
)
_NAMES = re.compile(r"(?:referr|describ|call|dubb|label|identif|hail|tout|nam|brand|know|term)")
"""Verbs that, in the passive, tell what something is called by nobody in particular."""
_AFTER_QUOTE = r"added|posted|commented|explained|argued|claimed|tweeted|wrote|noted|continued"
"""Verbs after quoted words, besides those that lead to them."""
_HELD = re.compile(
    r" (?:<g\d+>|sanctions?|exports?|imports?|trade|banks?|currenc\w+|refin\w+|firms?|compan\w+|entit\w+|weapons|arms|goods|tariffs?|market|econom\w+|proposals?|drafts?|resolutions?|demands?|sources)\b"
)
"""Words with which a state before them only says whose they are."""
_CLAIMED = re.compile(
    r"\b(?:claim(?:ed|s|ing)?|alleg(?:ed|es|ing)|accus\w+|rumou?r\w*|allegations?)(?: that)? (?:the )?$"
)
"""Words of another right before the one who is said to have spoken."""
VAGUE = re.compile(
    r"\bon (?:his|her|their|its|<\w+:\w>'s) (?:very )?(?:first|second|last) (?:full )?day\b|\b(?:days?|weeks?|months?|years?|hours?|decades?) (?:earlier|before|after|later|ago|prior)\b"
    r"|\b(?:after|before|during|ahead of) the (?:vote|ballot|session|debate)\b|\bat the time\b|\blast (?:spring|summer|autumn|winter)\b|\bin (?:his|her) (?:first|second|previous) term\b"
)
"""Words that put what was said at a time that they do not give."""


def note_persons(own: Told, skeleton: Skeleton, context: Context) -> None:
    """Keep whose persons, and which states, the last sentence that names any names: those whom `he` and `it` may be in the next."""
    signs = [(code.upper(), kind) for one, kind in _SIGNS.findall(own.text) for code in one.split("+")]
    persons = {code for code, kind in signs if kind in "hp"}
    if _NAMELESS.search(_QUOTED.sub("", own.text)):
        persons.add(STRANGER)
    goes_on = any(_PERSON in one for one in own.supposed)
    if persons:
        context.persons = frozenset(persons | (context.persons if goes_on else frozenset()))
    if signs:
        context.spoken_of = frozenset(code for code, _ in signs)
    context.of_text = bool(_TEXT_VOTED.search(own.text))


def uncertain(speaker: str, verb: str, before: str, skeleton: Skeleton, context: Context) -> bool:
    """Whether a pronoun says `verb` that may stand for another than `speaker`; `before` is the text up to it."""
    word = re.search(rf"\b(he|she|it|they){_LED}(?:{verb})(?!\w)", skeleton.origin.casefold())
    if word is None:
        return False
    signs = [
        (code.upper(), kind)
        for one, kind in _SIGNS.findall(_QUOTED.sub("", before))
        for code in one.split("+")
    ]
    if word[1] in ("he", "she"):
        return ({code for code, kind in signs if kind in "hp"} or context.persons) != {speaker}
    goes_on = sum(map(skeleton.origin.count, '"“”')) % 2  # the quotation began sentences before
    if goes_on or context.of_text or _TEXT_VOTED.search(before):
        return True
    return ({code for code, _ in signs} or context.spoken_of) != {*speaker.split("+")}


def speaks(found: re.Match[str], text: str) -> bool:
    """Whether the first state of a rule on quoted words is the one that says them, and not one named on the way."""
    start = found.start("said") if "said" in found.groupdict() and found["said"] else -1
    if start < found.end("a"):
        return True
    head = text[text.index(">", found.end("a")) + 1 : start]
    if _HELD.match(head):
        return False
    return not is_nobodys(head)


def is_nobodys(head: str) -> bool:
    """Whether the first verb of saying is a passive: `widely described as`, `identified by others as`."""
    verb = _say().search(head)
    if verb is None:
        return False
    passive = _NAMES.match(verb[0]) and not verb[0].endswith("ing") and _PASSIVE.search(head[: verb.start()])
    return bool(passive or re.match(r" by\b", head[verb.end() :]))


def is_claimed(before: str) -> bool:
    """Whether another only claims that the one named next spoke."""
    return bool(_CLAIMED.search(before))


def doubtful(
    found: re.Match[str], text: str, skeleton: Skeleton, context: Context, *, together: bool
) -> bool:
    """Whether a rule on quoted words leaves it open who said them, or when."""
    if together:
        first = text.index(">", found.end("a")) + 1
        return is_nobodys(text[first : max(first, found.start("said"))])
    said = found.groupdict().get("said") or ""
    around = text.replace(said, "") if said else text
    if VAGUE.search(around) or is_claimed(text[: found.start()]) or not speaks(found, text):
        return True
    return uncertain(
        found["a"].upper(),
        rf"{_say().pattern}|{_AFTER_QUOTE}",
        text[: found.start("a") - 1],
        skeleton,
        context,
    )


def time_is_inside(found: re.Match[str], text: str) -> bool:
    """Whether all the times of a sentence stand in what was said."""
    said = found.groupdict().get("said") or ""
    times = r"<t\d+>|\b\w+day\b"
    return bool(re.search(times, said)) and not re.search(times, text.replace(said, ""))


@cache
def _say() -> re.Pattern[str]:
    return re.compile(rf"\b{table('deeds')['words']['say']}(?!\w)")
