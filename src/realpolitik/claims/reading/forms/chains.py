"""What is said of a flow after its name: changes, levels, where it came from, one after the other up to the next subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from realpolitik.claims.reading.forms.heads import A, G, words
from realpolitik.claims.reading.meaning.made import MONEY
from realpolitik.claims.reading.spotting.mentions import Skeleton

Q = r"<q\d+>"
ABOUT = r"(?:(?:an?|the|about|around|some|roughly|nearly|almost|over|well over|more than|just|only|as much as|as little as|an estimated|a total of|an average of|on average|a (?:new )?(?:[a-z]+-(?:month|year|week|time) |multi-\w+ |all-time |historic |record |fresh )*(?:high|low|peak|record|level) of|a record|record|a new record|(?:\w+-)+(?:low|high|peak) of|a (?:low|high|peak) of|the record(?:-high)?|another|further|a mere|worth|close to|approximately|just under|just over|up to|at least|its|their|a staggering|a whopping|an impressive|a remarkable|a modest|a total) )*"
ADV = r"(?:\w+ly|so far|since|continued to \w+|continued \w+ing|further|again|still|also|even|only|just|already|then|now|once|overall|alone|together with its components|instead|too|however|meanwhile|in turn|more|faster|respectively|both|on average|by contrast|back|have|has|had|been|having|being|saw|which|that|are|were|was|is|in (?:value|dollar|volume|annual|monetary|money|dollar-denominated) terms|by value|by volume|in volume|in value|overall)"
BASE = (
    r"(?:(?:both )?(?:year-on-year|year on year|year-over-year|year over year|annually|month-on-month|month on month|month-over-month|quarter-on-quarter|quarter on quarter|on the year|on the month|on the quarter|a year)"
    r"|(?:compared (?:to|with)|from|than|on|over|versus|relative to|against|compared to levels in)(?: (?:that|those|levels?|the|in|of|seen))* <t\d+>(?: levels?)?|(?:compared (?:to|with)|from|than|over|relative to|against) (?:the )?(?:previous|preceding|prior) (?:quarter|month|period|half)|from pre-war levels|from (?:a|one) (?:month|year|quarter) (?:earlier|ago|before))"
)
TIME = r"(?:(?:in|during|over|for|of|on|by|throughout|from|since|at) )?(?:the )?(?:whole of |month of |end of |just-ended |just-concluded )?<t\d+>"
NOTE = r"(?:\([^()<]*(?:<[gat]\d+>[^()<]*)*\))"
FILL = rf"(?:(?: - )?[ ,]*(?:(?:{ADV}|{BASE}|{TIME}|{NOTE}|including {G}(?:(?:, | and |, and ){G})*)(?![\w-])|,))*(?: - )?[ ,]*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An amount said of a flow: which (`number`), as what (`level`, `growth`, `by`, `points`, `earlier`, `record`), which way.

    `partner` is another state than the flow's, for `fell to Europe but rose to Asia`. `start`, `end` are the stretch of its words;
    `base` the words of what a change is counted from.
    """

    number: int
    role: str
    falling: bool
    start: int
    end: int
    partner: str = ""
    bound: str = ""


@cache
def _rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    up, down, levels = words("up"), words("down"), words("levels")
    change = rf"(?:(?P<up>{up})|(?P<down>{down}))"
    many = rf"(?P<q>{Q})(?P<more>(?:(?:,| and|, and) {ABOUT}{Q})+,? respectively)?"
    noun = rf"(?:(?P<up>{words('rises')})|(?P<down>{words('falls')}))"
    made = {
        "from-to": rf"{FILL}(?:{change} )?{FILL}from {ABOUT}(?P<from>{Q})(?P<when>{FILL})\bto {ABOUT}{many}",
        "to": rf"{FILL}\b{change}(?: {ADV})*{FILL}\bto (?:the )?(?:level of )?{ABOUT}{many}",
        "change": rf"{FILL}\b{change}(?: {ADV}){{0,3}}(?: by| at)?(?: an?)? {ABOUT}{many}(?!(?: \w+)? (?:of|from) {A})",
        "updown": rf"{FILL}[(]?\b(?:(?P<up>up)|(?P<down>down))(?: by)? {ABOUT}{many}",
        "noun": rf"{FILL}(?:with |marking |showing |posting |recording |representing |reflecting |logging |registering |notching |saw |an? )*(?:an? )?{ABOUT}{many} (?:\w+-on-\w+ |annual |yearly |\w+ly )?{noun}\b(?! in\b)",
        "noun-of": rf"{FILL}(?:an? )?(?:\w+ )?(?:\w+-on-\w+ |annual |yearly )?{noun} of {ABOUT}{many}",
        "more": rf"{FILL}{ABOUT}{many} (?:(?P<up>{words('more')})|(?P<down>{words('less')}))\b(?! than (?:the )?{A})",
        "multiple": rf"{FILL}{ABOUT}(?P<q>{Q})(?P<more>)",
        "level": rf"{FILL}\b(?:{levels}) {ABOUT}{many}",
        "on": rf"{FILL}\bto {ABOUT}{many}",
        "from": rf"{FILL}(?:\(?(?:(?:sharply |slightly )?(?:up|down)(?: \w+ly)? (?:from|on)|compared (?:to|with)|against|versus|as against|from|after)|(?:rising|falling|climbing|dropping|recovering|rebounding|easing|widening|narrowing|increasing|decreasing|declining|going up|going down|slightly (?:up|down)) from) {ABOUT}{many}",
        "which": rf",? which (?:was|stood at|had been) {ABOUT}{many}(?= (?:in |during |for )?<t\d+>)",
        "had": rf"{FILL}(?:<q\d+>|doubling|tripling|up from|down from|from|compared (?:to|with)|against) (?:its|their|<p\d+>(?:'s?)?|a|an) {ABOUT}{many} share",
        "paren": rf"\s*\((?P<sign>[+-]?){ABOUT}{many}(?: {BASE})?(?=[),;])",
        "or": rf"{FILL}\bor {ABOUT}(?P<q>{Q})(?P<more>)",
        "worth": rf",? (?:(?:and )?(?:worth|for|valued at|at a (?:cost|value) of|to the value of)|\() ?{ABOUT}(?P<q>{Q})(?P<more>)\)?",
        "then": rf"(?: {BASE})?\)?(?: {NOTE})?(?:,| and|, and|,? then) {ABOUT}(?P<q>{Q})(?P<more>)(?= (?:in |during |for )?<t\d+>)",
        "before": rf"{FILL}\((?:(?:up|down) from |from |against |versus |vs\.? |compared (?:to|with) )?{ABOUT}{many}(?= (?:in |for |during )?<t\d+>\))",
        "again": rf"[ ,]*(?:and|but|,)(?: by)? {ABOUT}(?P<q>{Q})(?P<more>)(?= {BASE}| (?:{words('more')}|{words('less')})\b|,? respectively)(?: (?:(?P<up>{words('more')})|(?P<down>{words('less')}))\b)?",
        "next": rf"{FILL}(?:but|and|while) (?:(?P<up>{up})|(?P<down>{down}))(?: {ADV})* (?:to|from) (?P<to>{A})(?: {ADV})* by {ABOUT}(?P<q>{Q})(?P<more>)",
        "that": rf"{FILL}(?:while|and|but|as)?,? ?(?:that|those) (?:with|to|from) (?:the )?(?P<to>{A})(?: {ADV})* (?:(?P<up>{up})|(?P<down>{down}))(?: {ADV})*(?: by)? {ABOUT}(?P<q>{Q})(?P<more>)",
        "and-to": rf"{FILL}(?:and|but)(?: by)? {ABOUT}(?P<q>{Q})(?P<more>) (?:to|from) (?P<to>{A})",
    }
    return tuple((name, re.compile(rule)) for name, rule in made.items())


def chain(
    skeleton: Skeleton, start: int, stop: int, *, share: bool = False, after: bool = False
) -> Iterator[Said]:
    """What is said right after a head that ends at `start`, up to the next head at `stop`.

    `share` is whether the head is a share, of which per cents are levels; `after` whether an amount of it was said already.
    """
    text, place, before, falling = skeleton.text[:stop], start, "level" if after else "", False
    role = "level" if after else ""
    partner = ""
    while True:
        made = next((one for one in _found(skeleton, text, place, share=share, before=before)), None)
        if made is None:
            return
        name, found, said = made
        if name == "or" and said[0].role == "growth" and role != "by":
            return  # `reached 3 billion, or 5 %`: of what is not told
        if name == "or" or (name == "again" and not found["up"] and not found["down"]):
            said = [replace(one, falling=falling) for one in said]
        partner = said[-1].partner or partner  # `that with B fell 3 % to 9 billion`: both of B
        said = [replace(one, partner=partner) for one in said]
        falling = said[-1].falling if said[-1].role in ("growth", "by") else falling
        yield from said
        role = said[-1].role
        place, before = found.end(), name
        if text[place : place + 1] == ")":
            place += 1


def _found(
    skeleton: Skeleton, text: str, place: int, *, share: bool, before: str
) -> Iterator[tuple[str, re.Match[str], list[Said]]]:
    for name, rule in _rules():
        if name in ("next", "and-to", "on", "again", "then", "that", "or", "worth") and not before:
            continue
        if (one := rule.match(text, place)) is None:
            continue
        said = _said(name, one, skeleton, share=share)
        if said:
            yield name, one, said


_RATE = re.compile(
    r" ?(?:(?:a|per|each|every) (?:metric )?(?:month|week|day|year|quarter|head|person|barrel|tonne|ton|mwh)\b|daily\b|monthly\b|/)"
)


_OF_ANOTHER = re.compile(
    r" (?:of trade )?(?:that was |which was )?(?:recorded|traded|registered|posted|seen|logged|exchanged) (?:with|by|for|in trade with) (?:the )?<a"
)
"""After an amount that a flow is only compared with: `exceeding the 90 billion recorded with C`."""


def _said(name: str, one: re.Match[str], skeleton: Skeleton, *, share: bool) -> list[Said]:
    got = one.groupdict()
    numbers = [int(n) for n in re.findall(r"<q(\d+)>", f"{got['q']}{got.get('more') or ''}")]
    falling = bool(got.get("down")) or (got.get("sign") == "-")
    role = (
        ""
        if _RATE.match(one.string, one.end()) or _OF_ANOTHER.match(one.string, one.end())
        else _role(name, skeleton.mentions[numbers[0]].value.unit, got, share=share)
    )
    if not role:
        return []
    partner = str(skeleton.mentions[int(got["to"][2:-1])].value.code) if got.get("to") else ""
    made = [
        Said(number=n, role=role, falling=falling or skeleton.mentions[n].value.value < 0, start=one.start(), end=one.end(), partner=partner)
        for n in numbers
    ]  # fmt: skip
    if got.get("from"):
        first = int(got["from"][2:-1])
        same = {unit or "bare" for unit in (skeleton.mentions[n].value.unit for n in (first, numbers[0]))}  # fmt: skip
        if len(same) > 1 or role != "level":
            return []
        made = [replace(each, start=one.start("q")) for each in made]
        made.insert(0, Said(number=first, role="earlier", falling=False, start=one.start(), end=one.start("when")))  # fmt: skip
    return made


def _role(name: str, unit: str, got: dict[str, str | None], *, share: bool) -> str:
    """What an amount is to the flow, by the form of its words and its unit; nothing where the two do not agree."""
    if unit in ("", "rank", "ordinal", "meetings", "measures", "states", "listed"):
        return ""
    if unit in ("growth", "times"):
        return (
            "growth"
            if name in (*_CHANGES, "multiple", "level") and (name != "multiple" or unit == "growth")
            else ""
        )
    if unit == "points" or share or name == "multiple":
        return _of_share(name, unit) if share and name != "multiple" else ""
    if name == "or" and unit == "share":
        return "growth"
    if name in _SECOND:
        return "level" if unit in _SECOND[name] else "growth" if name == "and-to" and unit == "share" else ""
    return _of_form(name, unit, got)


def _of_form(name: str, unit: str, got: dict[str, str | None]) -> str:
    if name in _CHANGES:
        return (
            "growth"
            if unit == "share"
            else "by"
            if name in ("change", "updown", "noun-of", "noun", "more")
            else ""
        )
    if name == "paren":
        return (
            ("growth" if unit == "share" else "by") if got.get("sign") else "" if unit == "share" else "level"
        )
    return "" if unit == "share" else _LEVELS.get(name, "")


def _of_share(name: str, unit: str) -> str:
    if unit == "points":
        return "points" if name in ("change", "updown", "more", "noun", "noun-of") else ""
    return ({**_LEVELS, "paren": "level", "had": "earlier"}).get(name, "") if unit == "share" else ""


_QUANTITIES = ("t", "m3", "bbl/d", "kwh", "units")
"""Units of a second amount after `or`: the same in another unit."""
_SECOND = {"or": _QUANTITIES, "worth": MONEY, "and-to": (*_QUANTITIES, *MONEY)}
"""Forms of a further amount: in another unit, in money, or of another state."""
_CHANGES = ("change", "updown", "noun", "noun-of", "more", "next", "and-to", "again", "that")
"""Forms of a change."""
_LEVELS = {
    "to": "level",
    "from-to": "level",
    "level": "level",
    "on": "level",
    "from": "earlier",
    "before": "earlier",
    "then": "level",
    "which": "earlier",
}
"""Forms of a level, and of one that another came from."""
