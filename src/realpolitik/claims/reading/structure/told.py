"""A sentence with who acts in it as plain signs: persons by the state they act for, lists as one, pronouns as whom they stand for.

Rules on deeds (`deeds.yaml`) are written over this text, in which `Chinese President Xi Jinping and his Russian counterpart Vladimir Putin`
is `<chn+rus:h>`: h heads of state or government, p other persons, s states and groups, f firms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.spotting.actors import name_of
from realpolitik.claims.reading.spotting.mentions import Mention, Skeleton
from realpolitik.claims.reading.structure.context import Context, named
from realpolitik.claims.reading.structure.organisations import acting_bodies

_SIGN = r"<[a-z+]+:[hpsf]>"
_NAME = r"(?: (?:(?:al|bin|bint|de|da|van|von|el)(?!\w)|(?!Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)[A-Z][\w'.-]*))"
_ITEM = rf"(?:both |the |mr\.? |leaders (?:from|of) |[Ff]ormer |then[ -]|(?:[Hh]is |[Hh]er |the )(?:\w+ )?(?:colleague|counterpart) (?:from|of) (?:the )?)?{_SIGN}"

_EXPLETIVE = re.compile(
    r"(?:['’]s| is| was| has(?= (?:also )?(?:been|become|emerged)\b)| would| will| may| remains| comes| came| follows| followed| marks| marked| means| seems| appears| took| takes)\b(?: (?:also|been|not|a|an|the))*"
)
"""After `it`, words with which it stands for no state: `It is the first visit`."""
_WAR = re.compile(r"\b(Putin|Russia|Moscow|Russian)(?=(?:['’]s)? (?:[\w-]+ )?(?:war|invasion)\b)")
"""Whose war it is, which names that only say which war is meant leave out."""
_ARMS = re.compile(
    r"(?i)\b(?:arms|weapon\w*|military|missiles?|drones?|fighters?|shells|ammunition|munitions|artillery|jets|submarines?)\b"
)
_BELONGS = re.compile(r"\b[A-Z]{3,5}\+?(?: \w+)? (?:member|ally)\b|\bmembers? of (?:the )?[A-Z]")
"""Words in passing on a state that say to what it belongs: `Peru, a member of APEC, …`."""
_UNDER = re.compile(
    r"\b(?:with|by|of|to|from|between|against|for|than|and|met|hosted|welcomed|told|called|like|including) (?:the )?$"
)
"""Words after which a person is not the one who acts."""
_OFFICES = re.compile(
    r"(?:(?:the )?office of foreign assets control(?: \((?:ofac|<[a-z]+:s>)\))?(?: of|,)? )?(?:the )?(<[a-z]+:s>)(?:'s)? (?:(?:government|authorities|administration|cabinet)(?!\w)|treasury(?! secretary)(?: department)?|department of (?:the )?(?:treasury|state|commerce)|(?:state|commerce) department|council of ministers)(?:'s office of foreign assets control)?(?: \((?:\w+|<[a-z]+:s>)\))?",
    re.IGNORECASE,
)
"""An office of a state, which acts as the state."""
_OWN_TRIP = re.compile(
    r"^(\W*(?:(?:It|This|That)(?: visit| trip)? (?:is|was|marks|marked|will be) (?:also )?)?)(?:[Hh]is|[Hh]er)(?= (?:last|latest|previous|most recent|first|<q\d+>) (?:[\w-]+ ){0,2}(?:visit|trip)\b)"
)
_THE_TWO = re.compile(r"\b[Tt]he (?:two (?:\w+ )?)?(?:leaders|presidents|pair|partners|neighbou?rs)\b(?! of)")


OFFICE = 40
"""Letters after `the country` within which its office is named."""
_OF_COUNTRY = re.compile(
    r"(?i)^the (?:\w+ )?country['’]s? (?:\w+ )?(?:prime minister|president|premier|leader|chancellor|(?:\w+ )?minister)\b"
)
_MEASURES = re.compile(
    r" (?:(?:also|has|had|then|\w+ly) )*(?:listed|sanctioned|imposed|designated|blacklisted|targeted|added \S+ (?:\w+ )?(?:firms|companies|entities|banks|ships|vessels))\b"
)
"""After `it`, what who imposed sanctions does."""
FEW = 4
"""Sentences for which `the bloc` is the organisation spoken of."""
OFTEN = 3
"""In how many sentences a state is named that is one of `the two countries` of a text, whatever state was named in passing since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The text, and what was taken for granted of the pronouns in it."""

    text: str
    supposed: tuple[str, ...]


def told(skeleton: Skeleton, context: Context) -> Told:
    """The sentence as rules on deeds read it.

    Examples
    --------
    >>> from datetime import date
    >>> from realpolitik.claims.reading.reader import skeleton_of
    >>> words = "Chinese President Xi Jinping and his Russian counterpart Vladimir Putin met in Beijing."
    >>> told(skeleton_of(words, date(2025, 9, 3)), Context()).text
    '<chn+rus:h> met in <chn:s>.'
    """
    supposed: list[str] = []
    text = _named_before(_signed(skeleton, context, supposed), context)
    for rule, made in (*_persons(), *_officers()):
        text = rule.sub(made, text)
    if len(context.pair) == 2:
        text = _THE_TWO.sub(f"<{'+'.join(context.pair).lower()}:h>", text)
    text = _OFFICES.sub(r"\1", text)
    text = _pronouns(text, context, supposed)
    text = re.sub(rf"({_SIGN})-({_SIGN})(?=[ ,.'])", _one, text)
    text = re.sub(rf"{_ITEM}(?:, {_ITEM})*,? (?:and|&) {_ITEM}", _one, text)
    text = re.sub(
        rf"{_ITEM}(?:, {_ITEM})+(?=,? and (?:several|other|some|many|most|others|(?:more than |over |at least )?(?:<q\d+>|\d+) (?:other|more))\b)",
        _one,
        text,
    )
    text = re.sub(r"(<[a-z]+:f>) Neft", r"\1", text)
    return Told(text=_lowered(text), supposed=tuple(dict.fromkeys(supposed)))


def _named_before(text: str, context: Context) -> str:
    """The text with persons whom it, or a sentence before, named with office and state: `Peru's foreign minister Ana Diaz`, then `Diaz`."""
    for surname, sign in context.people.items():
        if surname in text:
            text = re.sub(rf"(?<![\w<.-])(?:(?:Mr|Ms|Mrs)\.? )?{surname}(?![\w-])", sign, text)
    for rule in _offices():
        for one in rule.finditer(text):
            surname = one["name"].split()[-1].rstrip(".,")
            kind = "h" if re.search(rf"(?i:{joined(table('told')['heads'])})", one["office"]) else "p"
            if len(surname) > len("Kim"):
                context.people[re.escape(surname)] = f"<{one['of']}:{kind}>"
    return text


def acting(text: str) -> str:
    """The state of the person who acts in a text of signs: the first who follows no preposition, else the first."""
    found = [*re.finditer(r"<([a-z]+):[hp]>", text)]
    acts = next((one for one in found if not _UNDER.search(text[: one.start()])), next(iter(found), None))
    return acts[1].upper() if acts else ""


def _signed(skeleton: Skeleton, context: Context, supposed: list[str]) -> str:
    """The words with signs of states and persons for their names; amounts, times, goods and phrases as in the skeleton."""
    parts, last = [], 0
    for number, one in enumerate(skeleton.mentions):
        parts.append(skeleton.origin[last : one.start])
        parts.append(_sign(number, one, skeleton, context, supposed))
        last = one.end
    parts.append(skeleton.origin[last:])
    text = _WAR.sub(lambda one: f"<rus:{'h' if one[1] == 'Putin' else 's'}>", "".join(parts))
    text = text.translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0x2013: "-", 0x2014: "-"})  # fmt: skip
    for words, code, kind in _aliases():
        if kind == "f" or code in context.named or code == context.group:
            text = words.sub(f"<{code.lower()}:{kind}>", text)
    return acting_bodies(text)


def _sign(number: int, one: Mention, skeleton: Skeleton, context: Context, supposed: list[str]) -> str:
    if (
        one.kind == "a"
        and one.text.casefold() == "the bloc"
        and context.body_age <= FEW
        and not context.organisation.startswith("<eu")
    ):
        return one.text  # of another organisation than the EU
    if one.kind == "a":
        return f"<{one.value.code.lower()}:{_kind(one)}>"
    if one.kind == "p":
        return _whom(number, one, skeleton, context, supposed)
    if one.kind == "g" and _ARMS.search(one.text):
        return one.text
    if one.kind == "x":
        return one.text if _BELONGS.search(one.text) else ""
    return str(one.value) if one.kind == "n" else f"<{one.kind}{number}>"


def _kind(one: Mention) -> str:
    known = table("told")
    if one.value.how == "head":
        return "h"
    if one.value.how == "other" and one.text in known["persons"]:
        return "p"
    return "f" if one.value.how == "other" and one.text in known["firms"] else "s"


def _whom(number: int, one: Mention, skeleton: Skeleton, context: Context, supposed: list[str]) -> str:
    """The sign of whom a pronoun stands for; its own words where that is not clear, or where it only says whose something is."""
    word = one.text.casefold()
    if word == "it" and _EXPLETIVE.match(skeleton.origin, one.end):
        return one.text
    if word == "it" and context.measures_of[0] and _MEASURES.match(skeleton.origin, one.end):
        supposed.append(f"“{one.text}” is taken for {name_of(context.measures_of[0])}")
        return f"<{context.measures_of[0].lower()}:s>"
    if word in ("their", "them", "there", "bilateral", "mutual", "two-way") or _is_of_several(one, skeleton):
        return one.text
    if word == "they" and context.body:
        supposed.append(f"“{one.text}” is taken for {name_of(context.body)}")
        return f"<{context.body.lower()}:s>"
    sign = f"<p{number}>"
    codes = _subject(word, skeleton) or (
        context.both(skeleton, sign) if one.value != "one" else (context.one(skeleton, sign),)
    )
    if one.value == "both" and {*codes} == {*context.pair}:
        codes = _main(codes, context)
    if not all(codes) or (one.value == "both" and len(codes) != 2):
        return one.text
    supposed.append(f"“{one.text}” is taken for {' and '.join(map(name_of, codes))}")
    owns = "'s" if word in ("its", "it's") else ""
    return f"<{'+'.join(codes).lower()}:s>{owns}"


def _is_of_several(one: Mention, skeleton: Skeleton) -> bool:
    """Whether `the country's prime minister` may be that of one of several states."""
    words = skeleton.origin[one.start : one.end + OFFICE]
    return bool(_OF_COUNTRY.search(words)) and len(named(skeleton.mentions)) > 1


def _main(codes: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """The two that a text is on, where one of the last two was named only once, in passing."""
    often = [code for code, count in context.named.items() if count >= OFTEN]
    passing = [code for code in codes if context.named.get(code, 0) <= 1]
    return tuple(often) if passing and len(often) == len(codes) and {*often} & {*codes} else codes


def _subject(word: str, skeleton: Skeleton) -> tuple[str, ...]:
    """With whom the sentence begins, where `they` or `it` goes on with it: `A and B did this, and they did that`."""
    begins = re.match(
        r"\W*(?:(?:while|although|though|as|after|since|when|if) )?(?:<a(\d+)>(?:'s?)?)(?: and (?:the )?<a(\d+)>)?(?! and|, <a|-<a)",
        skeleton.text,
    )
    if begins is None or word not in ("it", "they"):
        return ()
    codes = tuple(skeleton.mentions[int(one)].value.code for one in begins.groups() if one)
    return codes if len(codes) == (1 if word == "it" else 2) else ()


def _pronouns(text: str, context: Context, supposed: list[str]) -> str:
    """`He` and `she` as the person named first in the sentence, else the one of the sentence before."""

    def read(one: re.Match[str]) -> str:
        before = re.findall(r"<([a-z]+):([hp])>", text[: one.start()])
        code, kind = before[0] if before else (context.person.lower(), "h")
        if not code:
            return one[0]
        supposed.append(f"“{one[0]}” is taken for a person of {name_of(code.upper())}")
        return f"<{code}:{kind}>"

    if context.person and _OWN_TRIP.search(text):
        supposed.append(f"the trip is taken for that of a person of {name_of(context.person)}")
        text = _OWN_TRIP.sub(rf"\1<{context.person.lower()}:h>'s", text)
    return re.sub(r"\b(?:[Hh]e|[Ss]he)\b", read, text)


def _one(found: re.Match[str]) -> str:
    """A list of signs as one."""
    signs = re.findall(r"<([a-z+]+):([hpsf])>", found[0])
    if {"h", "p"} & {kind for _, kind in signs} and signs[0][1] == "s" and len(signs) > 2:
        # `before A attacked B, the presidents of C and D met`: B is none of those who met
        persons = re.search(rf"<[a-z+]+:[hp]>(?:, {_ITEM})*,? (?:and|&) {_ITEM}$", found[0])
        return found[0][: persons.start()] + _one(persons) if persons else found[0]
    codes = dict.fromkeys(code for own, _ in signs for code in own.split("+"))
    kinds = {kind for _, kind in signs}
    kind = next(iter(kinds)) if len(kinds) == 1 else next(one for one in "hpsf" if one in kinds)
    return f"<{'+'.join(codes)}:{kind}>"


def _lowered(text: str) -> str:
    return "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)


@cache
def _offices() -> tuple[re.Pattern[str], ...]:
    """A state, an office and a name of two words and more, in either order."""
    known = table("told")
    title = rf"(?:{joined(known['heads'])}|{joined(known['officials'])})"
    name = r"(?P<name>[A-Z][\w'-]+(?: (?:(?:al|bin|de|da|van|von|el) )?[A-Z][\w'-]+){1,2})"
    of = r"<(?P<of>[a-z]+):s>(?:'s?)? (?:(?:[Dd]eputy|[Vv]ice|[Aa]cting|[Ff]irst|[Nn]ew|[Tt]op|[Ss]enior|[Ss]pecial|[Cc]hief|UN|U\.N\.|[Tt]rade|[Cc]limate|[Nn]uclear|[Ss]anctions|[Pp]eace)[ -])*"
    return (
        re.compile(rf"{of}(?P<office>(?i:{title})),? {name}(?!\w)"),
        re.compile(rf"(?<![\w>] ){name}, (?:the )?{of}(?P<office>(?i:{title}))(?!\w)"),
    )


@cache
def _persons() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Titles and names that go with a sign, each with what stands for them."""
    known = table("told")
    first, title = joined(known["heads"]), rf"(?:{joined(known['heads'])}|{joined(known['officials'])})"
    before = r"(?:(?:[Dd]eputy|[Vv]ice|[Aa]cting|[Ff]irst|[Ff]ormer|[Tt]hen|[Nn]ew|[Tt]op|[Ss]enior|[Ss]pecial)[ -])*"
    led = r"(?:(?:[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts) )?"
    own = r"(?:(?!as|and|with|to|in|of|for|by|on|at|but|or|when|while|from|after|where)[a-z]+ )?"
    return (
        (re.compile(r"<(?P<of>[a-z]+):s>(?: of <(?P=of):s>| [Ff]ederation(?!\w))"), r"<\g<of>:s>"),
        (re.compile(r"(<[a-z]+:[hp]>), (?:<q\d+>|\d{2})(?:,(?= )|(?=[.;]))"), r"\1"),
        (re.compile(rf"(<(?P<of>[a-z]+):[hp]>),? <(?P=of):s>(?:'s?)? (?:[\w-]+ ){{0,2}}?(?i:{title}),"), r"\1"),
        (re.compile(rf"{led}<(?P<of>[a-z]+):s>(?:'s?)? {own}{before}(?i:{title}),?{_NAME}* ?(<(?P=of):[hp]>)"), r"\2"),
        (re.compile(rf"{led}<([a-z]+):s>(?:'s?)? {own}{before}(?i:{first})s?{_NAME}*(?!\w)"), r"<\1:h>"),
        (re.compile(rf"{led}<([a-z]+):s>(?:'s?)? {own}{before}(?i:{title})s?{_NAME}*(?!\w)"), r"<\1:p>"),
        (re.compile(rf"(?i:\b(?:mr|mrs|ms|dr|sir)\.? |\b{title}s? )(?=(?:<[a-z]+:[hp]>))"), ""),
        (re.compile(rf"(<[a-z]+:[hp]>){_NAME}+"), r"\1"),
        (re.compile(r"(<(?P<of>[a-z]+):h>) of <(?P=of):s>|<(?P<as>[a-z]+):s>(?:'s?)? (?:own )?(?=<(?P=as):[hp]>)"), r"\1"),
        (re.compile(r"(<[a-z]+:[hp]>), who (?:has |had |have )?"), r"\1 "),
        (re.compile(r"(<(?P<of>[a-z]+):[hp]>) (?:<(?P=of):[hp]> ?)+"), r"\1 "),
    )  # fmt: skip


@cache
def _officers() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Those who lead or speak for a state that is named after them: `the president of A`, `the foreign ministers of A and B`."""
    known = table("told")
    led = r"(?:[Tt]he )?(?:(?:[Dd]eputy|[Vv]ice)[ -])*"
    of = r"s? (?:of|from) (?:the )?<([a-z]+):s>(?!'|-)"
    heads = joined([one for one in known["heads"] if one not in ("counterpart", "ruler")])
    return (
        (re.compile(rf"{led}\b(?i:{heads}){of}"), r"<\1:h>"),
        (re.compile(rf"{led}\b(?i:{joined(known['officials'])}){of}"), r"<\1:p>"),
        (re.compile(r"(<(?P<of>[a-z]+):[hp]>),? <(?P=of):[hp]> ?(?=,|and|met|held|said|[a-z])"), r"\1 "),
        (re.compile(r"(<[a-z]+:[hp]>) (?=,)"), r"\1"),
    )


@cache
def _aliases() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Names that stand for a state only in a text on deeds: firms, and short names where the text names the state, too."""
    known = table("told")
    return tuple(
        (re.compile(rf"(?<![\w<]){joined(words)}(?![\w>])"), code, kind)
        for table_of, kind in (("firms_of", "f"), ("offices_of", "s"), ("short", "h"))
        for code, words in known[table_of].items()
    )
