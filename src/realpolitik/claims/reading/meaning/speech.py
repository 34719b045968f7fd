"""What a state, its leader, a ministry or an embassy is reported to have said, without quotation marks: who spoke, to or of whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.meaning.deed_times import CUT, plain_period, weekday
from realpolitik.claims.reading.meaning.made import MONEY
from realpolitik.claims.reading.meaning.speakers import VAGUE, is_claimed, uncertain
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Context
from realpolitik.claims.reading.structure.told import Told

SHORT = 10
"""Letters below which what is said says nothing that could be held against anybody."""
FAR = 60
"""Letters after a verb within which the state stands that is spoken to."""
_SIGN = r"<([a-z+]+):[hps]>"
_UNDER = re.compile(
    r"\b(?:with|to|from|against|than|for|between|near|met|in|at|by|like|including|over|on|into|after|before|via|outside|under|and|or) (?:the )?$"
)
"""Words before a state with which it is not the one who speaks."""
_HEADED = re.compile(
    r"\b(?:ministry|government|embassy|president|minister|leader|spokes\w+|authorities|ambassador|parliament|foreign ministry) (?:of|for|in) (?:the )?$"
)
_FIGURES = ("USD", "share", "t", "m3", "bbl/d", "growth", *(one for one in MONEY if one != "USD"))
"""Units of amounts that have claims of their own, whoever tells of them."""
_ENDS = re.compile(r"[;]|\s-\s|, (?:said|says|according to)\b")
_BESIDE = re.compile(r" (?:in|at|on|during|to|by|after|before|earlier|<t\d+>)\b")
"""Words after a verb of saying with which its time or place follows, and not what was said."""
_DAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_ON_DAY = re.compile(
    rf" (?:late |early |earlier |later )?(?:(?:on |last )?{_DAY}|<t\d+>|today|yesterday|(?:this|last) (?:week|month|year))(?!\w)"
)
_BEFORE_THAT = re.compile(r"(?:(?!<[gq])[^;\"]){0,130}? that ")
"""Between a verb and what is said: whom it is told, where, and when."""
_NEAR_PAST = re.compile(r"\b(?P<which>this|last) (?P<unit>week|month|year)\b")
_TIMED = re.compile(rf"<t\d+>|\b(?:on |last )?{_DAY}\b|\b(?:this|last) (?:week|month|year)\b")
_WEEKDAY_AFTER = re.compile(r"\bon (\w+day)\b[^a-z]{0,3}$")


def speeches(
    number: int, own: Told, skeleton: Skeleton, spoke: set[str], on: date, context: Context
) -> Iterator[Statement]:
    """The claims of a sentence on what was said, one of each speaker; none of those of whom quoted words were read (`spoke`)."""
    text = own.text
    if '"' in text and spoke:
        return
    seen: set[str] = set()
    for one in _rule().finditer(text):
        speakers = one["who"].upper().split("+")
        content = _content(text, one)
        kind = str(one.lastgroup)
        if len(speakers) > 2 or {*speakers} & (spoke | seen) or not _is_said(text, one, content, skeleton):
            continue
        states = _states(kind, speakers, text, one, content)
        if states is None or is_claimed(text[: one.start()]):
            continue
        if uncertain("+".join(speakers), re.escape(one[kind]), text[: one.start()], skeleton, context):
            continue
        period = _period(text, one, skeleton, on)
        if period is None:
            continue
        seen |= {*speakers}
        yield Statement(
            sentence=number, relation="joint-words" if len(speakers) > 1 else "words", states=states, test="exists", period=period,
            phrase=_phrase(one, skeleton), words=skeleton.words(0, len(skeleton.text)), confidence=0.6, assumed=own.supposed,
        )  # fmt: skip


def _content(text: str, one: re.Match[str]) -> str:
    rest = text[one.end() :]
    end = _ENDS.search(rest)
    return rest[: end.start()] if end else rest


def _is_said(text: str, one: re.Match[str], content: str, skeleton: Skeleton) -> bool:
    """Whether the state before the verb is the one that speaks, and has spoken."""
    before = text[: one.start()]
    if (_UNDER.search(before) and not _HEADED.search(before)) or len(content.strip(' ".,')) < SHORT:
        return False
    if content.startswith(",") or (
        one.lastgroup == "of" and _BESIDE.match(content) and " that " not in content
    ):
        return False  # who said what stands before
    words = table("speech")
    led = before[-40:] + " " + text[one.end("who") : one.start(str(one.lastgroup))]
    if re.search(rf"\b{words['not_yet']} (?:\w+ly )?$", led.rstrip() + " ") or re.search(
        rf"\b{words['reports']}\b", one["office"] or ""
    ):
        return False
    amounts = (skeleton.mentions[int(number)].value.unit for number in re.findall(r"<q(\d+)>", content))
    return not any(unit in _FIGURES for unit in amounts)


def _states(
    kind: str, speakers: list[str], text: str, one: re.Match[str], content: str
) -> tuple[str, ...] | None:
    """Who spoke, and to or of whom; None where it is said of nobody else and of nothing between states."""
    if len(speakers) > 1:
        return tuple(sorted(speakers))
    speaker = speakers[0]
    told = re.search(_SIGN, content[:FAR]) if kind == "whom" else None
    if kind == "whom" and (told is None or "+" in told[1]):
        others = _others(speaker, content)
        return (speaker, others[0]) if len(others) == 1 else None
    if told is not None:
        other = told[1].upper()
        return (speaker, other) if other != speaker else None
    others = _others(speaker, content)
    if kind == "of" and not others and not re.search(rf"\b{table('speech')['ties']}\b", content):
        return None
    return (speaker, others[0]) if len(others) == 1 else (speaker,)


def _others(speaker: str, content: str) -> list[str]:
    found = [code for sign in re.findall(r"<([a-z+]+):[hpsf]>", content) for code in sign.upper().split("+")]
    return list(dict.fromkeys(code for code in found if code != speaker))


def _period(text: str, one: re.Match[str], skeleton: Skeleton, on: date) -> str | None:
    """When it was said: told before what is said, or at the end of the sentence; None where words put it at a time that they do not give."""
    beside = _ON_DAY.match(text, one.end()) or _BEFORE_THAT.match(text, one.end())
    first = max([0, *(cut.end() for cut in CUT.finditer(text, 0, one.start()))])
    led = text[first : beside.end() if beside else one.end()]
    if one["aside"]:
        led = led[: one.start("aside") - first] + led[one.end("aside") - first :]
    if VAGUE.search(led) or VAGUE.match(text[one.end() :].lstrip()):
        return None
    times = [plain_period(skeleton.mentions[int(n)], on) for n in re.findall(r"<t(\d+)>", led)]
    found = [time for time in times if time and time != "future" and not time.endswith("..")]
    if found:
        return found[-1]
    if day := re.search(rf"\b{_DAY}\b|\b(?:today|yesterday)\b", led):
        return weekday(day[0], on)
    if near := _NEAR_PAST.search(led):
        return _near(near, on)
    if after := _WEEKDAY_AFTER.search(text):
        return weekday(f"on {after[1]}", on)
    return None if _TIMED.search(text[:first]) else ""


def _near(near: re.Match[str], on: date) -> str:
    """The week, month or year that words count from publication."""
    back = near["which"] == "last"
    if near["unit"] == "year":
        return str(on.year - back)
    if near["unit"] == "month":
        return f"{on.replace(day=1) - timedelta(days=int(back)):%Y-%m}"
    monday = on - timedelta(days=on.weekday() + 7 * back)
    return f"{monday.isoformat()}..{min(on, monday + timedelta(days=6)).isoformat()}"


def _phrase(one: re.Match[str], skeleton: Skeleton) -> str:
    """The words from the verb on, as the sentence has them."""
    verb, whole = one[str(one.lastgroup)], skeleton.origin
    place = whole.casefold().find(f"{verb} ")
    said = re.split(r"; |[\u201d\"]", whole[max(0, place) :], maxsplit=1)[0]
    return " ".join(said.split()).strip(" .,")[:160]


@cache
def _rule() -> re.Pattern[str]:
    """A state, perhaps with an office and a name, words in passing, and a verb of one of the three kinds, each a group of its own."""
    words = table("speech")
    offices = rf"(?:[\w.-]+ ){{0,3}}?(?:{joined(words['offices'])}(?: {joined(words['persons'])}(?: [\w.'-]+){{0,3}}?)?|{joined(words['persons'])}(?:,? [\w.'-]+){{0,4}}?)"
    aside = r"(?P<aside>, [^,;]{1,110},| \([^)]{1,40}\)| ?--? ?[^;]{1,160}? ?--?)?"
    adverbs = r"(?:(?:has|have|had|also|then|further|again|later|earlier|once|still|long|always|\w+ly|on \w+day|<t\d+>|last \w+|this \w+|in (?:an? )?(?:\w+ )?(?:statement|interview|speech|letter|message|address)(?: (?:on \w+day|<t\d+>))?|himself|herself|in turn|for <p\d+> part|meanwhile|strongly),? )*"
    verbs = "|".join(rf"(?P<{kind}>{joined(list(words[kind].values()))})" for kind in ("whom", "that", "of"))
    return re.compile(
        rf"(?:the )?<(?P<who>[a-z+]+):[hps]>(?:(?:'s?(?!\w))?(?P<office> {offices})(?: (?:in|to|at) (?:the )?<[a-z]+:s>)?)?{aside} {adverbs}(?:{verbs})(?!\w)"
    )
