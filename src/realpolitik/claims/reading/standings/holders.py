"""Who has a place, or a share: the state that the words before or after its name say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from realpolitik.claims.reading.forms.chains import ADV, TIME
from realpolitik.claims.reading.forms.signs import A, codes
from realpolitik.claims.reading.spotting.mentions import Skeleton

LIST = rf"{A}(?:(?:,|,? and|,? &) (?:the )?{A})*"
_ASIDE = r"(?:\([^()]*\)|, (?:which|who) [^,;]{3,120},|, (?:the|an?|its|home to) [^,;<]{3,60},)"
_BE = (
    r"(?:was|is|were|are|be|been|being|becomes?|became|becoming|remain(?:s|ed|ing)?|stay(?:s|ed)|emerg(?:es|ed|ing)|rank(?:s|ed|ing)?|serv(?:es|ed|ing)|act(?:s|ed|ing)|continu(?:es|ed|ing)|appear(?:s|ed)|prov(?:es|ed)"
    r"|regained|reclaimed|retained|kept|held|holds|took|maintain(?:s|ed)|cemented|consolidated|stood|stands|represents?|constitutes?|turned|form(?:s|ed))"
)
_LIGHT = rf"(?:{ADV}|{TIME}|{_ASIDE}|which|who|that|to|as|out|into|has|have|had|again|still|long|traditionally|historically|currently|presently|remains|by far|considered|said|the|<p\d+>(?:'s?)?|its|their|title|status|position|place|role|spot|crown|of|thus|therefore|likewise|firmly|for|among|amongst|one of|some of|<q\d+> of)"
_COUNTED = r"\b(?:identif(?:ied|ies)|named|names|lists?|listed|rank(?:s|ed)|recogni[sz](?:ed|es)|highlight(?:ed|s|ing)|cit(?:ed|es)|describ(?:ed|es)|regarded|count(?:ed|s)|put|puts|plac(?:ed|es)|show(?:ed|s|n)?|report(?:ed|s)|confirm(?:ed|s)|made|making|makes|left|leaving)\b"
_OVER = r"(?:overt(?:ook|ake[ns]?|aking)|surpass(?:ed|es|ing)|outpac(?:ed|es|ing)|outstripp(?:ed|ing)|outstrips|overhaul(?:ed|ing)|leapfrogg(?:ed|ing)|eclips(?:ed|es|ing)|displac(?:ed|es|ing)|replac(?:ed|es|ing)|dethron(?:ed|es|ing)|unseat(?:ed|s|ing)|supplant(?:ed|s|ing)|pipp(?:ed|ing)|beat(?:s|ing|en)?|edg(?:ed|ing) out|edged past|knock(?:ed|ing)(?: off)?|pass(?:ed|ing)|outdid|toppl(?:ed|ing)|oust(?:ed|ing)|exceed(?:ed|ing)|usurp(?:ed|ing)|push(?:ed|ing) (?:past|aside)|overtook)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holders:
    """The states that hold a place, and the stretch of the words from the first of them to the place."""

    every: tuple[str, ...]
    start: int
    end: int
    present: bool = False


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?P<who>{LIST})(?P<gap>(?:'s?)?(?:,? {_LIGHT}|,? {_BE})*,?) $")


_RULE_OUT = re.compile(
    rf"(?:{A}(?:, | and |, and )|\b(?:from|with|to|by|of|than|behind|over|for|after|in|on|like|between|including|against|via|through|besides|ahead of|despite|into|unlike|at) (?:the |both |fellow )?|'s )$"
)
"""What a holder cannot stand after: a preposition, another's name, a list that goes on."""
_FLOW = re.compile(
    r"\b(?:exports|imports|shipments|sales|supplies|deliveries|trade|turnover|volumes?|purchases|commerce|relations|ties) (?:to|from|with|into|between) (?:the )?$"
)
_NOT = re.compile(
    r"\b(?:not|never|no longer|lost|n't|once|formerly|former|neither|nor|potential|could|may|might|would|will|if|hopes?|wants?|aims?)\b"
)


def before(skeleton: Skeleton, start: int) -> Holders | None:
    """The states before the name of a place that begins at `start`, joined with it by a verb, a comma or `as`."""
    text = skeleton.text[:start]
    if over := _overtaking().search(text):
        who = over["by"] or over["who"]
        if who is None:
            return _of_clause(skeleton, over.start())
        return Holders(every=codes(who, skeleton), start=over.start(), end=start)
    one = _before().search(text)
    if one is None or _NOT.search(one["gap"].replace("once again", "again")):
        return None
    if re.search(rf"\b{_OVER} (?:the |both )?$", text[: one.start()]):
        return _of_clause(skeleton, one.start())  # `overtook A, its rival for long, and is now …`
    if re.search(rf"\b{_BE}\b", one["gap"]):
        fits = _by_verb(one, text)
    elif re.search(r"\bas\b", one["gap"]):
        fits = _told_as(one, text)
    else:
        fits = _apposed(one, skeleton, start)
    return _held(one, skeleton, start) if fits else None


_TITLED = re.compile(r"\b(?:role|position|place|status|standing|rise|emergence|title|spot)\b")


def _by_verb(one: re.Match[str], text: str) -> bool:
    """`A remained …`: of A, and not of what is A's, unless that is its place."""
    owned = re.match(r"'s?(?: |$)", one["gap"]) and not _TITLED.search(one["gap"])
    return not owned and not _blocked(text[: one.start()])


def _told_as(one: re.Match[str], text: str) -> bool:
    """`identified A and B as …`, `A's role as …`."""
    led = text[: one.start()]
    named = (
        re.search(rf"{_COUNTED}[^<;]{{0,60}}$", led) or _TITLED.search(one["gap"]) or _ASSERTED.search(led)
    )
    return bool(named) and not re.search(r"\bof (?:the )?$", led)


def _apposed(one: re.Match[str], skeleton: Skeleton, start: int) -> bool:
    """`exports to A, its largest partner, rose`: of one state, beside which nothing but the place stands."""
    led, after_it = skeleton.text[: one.start()], skeleton.text[start:]
    if (
        not one["gap"].rstrip().endswith(",")
        or one["gap"].startswith("'")
        or len(codes(one["who"], skeleton)) > 1
    ):
        return False
    beside = (
        _FLOW.search(led) or not _blocked(led) or re.search(r"\b(?:with|by|to|from|in|after) (?:the )?$", led)
    )
    return bool(beside) and not re.match(r"[^,;.]*,? and (?:the )?<a\d+>[,.]", after_it)


_ASSERTED = re.compile(r"\b(?:that|with)(?: [a-z]+){0,2} $")


def _held(one: re.Match[str], skeleton: Skeleton, start: int) -> Holders:
    present = bool(re.search(r"\b(?:is|are|remains?|ranks?|has|have|continues|stands)\b", one["gap"]))
    return Holders(every=codes(one["who"], skeleton), start=one.start(), end=start, present=present)


def _blocked(led: str) -> bool:
    """Whether what stands before a name keeps it from being the subject."""
    return bool(_RULE_OUT.search(led)) and not re.search(r"\bwith (?:the )?$", led)


@cache
def _overtaking() -> re.Pattern[str]:
    rivals = rf"(?:the |both |<q\d+>[- ])*{A}(?:(?:,|,? and) (?:the )?{A})*"
    became = r"(?:,? (?:as|to (?:become|be|emerge as|take)|and (?:has )?(?:became|become|emerged as|is now)|becoming|to regain its (?:place|position|spot) as|once again|again|for the first time|in <t\d+>|<t\d+>))+"
    return re.compile(
        rf"(?:(?P<who>{A})(?:,? {_LIGHT})*,? (?:(?:is|was|were|has been|had been) {_OVER} by (?:the )?(?P<by>{A})|{_OVER} (?P<rivals>{rivals}))|(?:, |and )(?:has |have |had )?{_OVER} (?:{rivals})){became}(?: the)? $"
    )


def _of_clause(skeleton: Skeleton, place: int) -> Holders | None:
    """The state that opens the clause: `A's sales rose, replacing B as …` is of A."""
    one = _OPENS.match(skeleton.text)
    if one is None or one.end() > place:
        return None
    return Holders(every=codes(one["who"], skeleton), start=place, end=place)


_OPENS = re.compile(
    rf"\W*(?:(?:{TIME}|meanwhile|however|but|and|while|also),? )*(?:the )?(?P<who>{A})(?!(?:'s?)? (?:and|or) )(?!,? <a)"
)


@cache
def _after() -> tuple[re.Pattern[str], ...]:
    be = rf"(?: {TIME},?)?,? (?:was|is|were|are|remains?|remained|became|includes?|included|comprised|has been|have been|had been|continue[sd]? to be)(?: {ADV}| {TIME}| by far)*"
    return (
        re.compile(rf"{be},? (?:the )?(?P<who>{LIST})(?!'s)(?! (?:and|or) [a-z])"),
        re.compile(rf",? (?:the )?(?P<who>{A})(?=,|\.|;| - | \(|$)(?!, (?:the )?{A}(?:,| and))"),
        re.compile(
            rf" (?:the )?(?P<who>{A})(?= [a-z]+)(?!(?:'s)| (?:and|or|exports|imports|market|firms|companies|oil|gas|coal)\b)"
        ),
        re.compile(rf"(?: {TIME})?,?(?: -|:| \() (?:the )?(?P<who>{LIST})"),
    )


def after(skeleton: Skeleton, end: int, *, named: bool, first: bool) -> Holders | None:
    """The states after the name of a place that ends at `end`: `B's top market is A`, `its main supplier, A,`; without a comma where a hub is `named`."""
    for number, rule in enumerate(_after()):
        if number == 2 and not (named and first):
            continue
        if number in (1, 2, 3) and not named:
            continue
        one = rule.match(skeleton.text, end)
        if one is not None:
            return Holders(
                every=codes(one["who"], skeleton),
                start=end,
                end=one.end(),
                present=" is " in one[0] or " are " in one[0],
            )
    return None
