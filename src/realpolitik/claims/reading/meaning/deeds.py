"""What states and their leaders do on a day: meet, visit, sign, say, sanction, join, deliver; by the rules of `deeds.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from typing import Any

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.meaning.listings import listings
from realpolitik.claims.reading.meaning.stance import denies, find, is_opinion
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS, name_of
from realpolitik.claims.reading.spotting.amounts import Amount
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.spotting.moments import Time
from realpolitik.claims.reading.structure.context import Context, named
from realpolitik.claims.reading.structure.told import Told, people, told

MOST = 8
"""Pairs of one list beyond which a sentence is of many states at once, and no claim on two of them."""
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(
    rf"\b(?:(?:on|late|early|last|this|of) )?(?P<day>{'|'.join(_DAYS)})\b|\b(?P<today>today|yesterday)\b"
)
_THIS = re.compile(
    r"\b(?:this|last|earlier this|in recent) (?:week|weeks|days)\b|\bthis month\b|\brecent(?:ly)?\b"
)
_CUT = re.compile(
    r";|:(?![a-z]+>)| - |, (?:which|while|whereas|but|although|though|because|after|when|where|as)\b|,? (?:while|whereas|although|though|because|but)\b"
)
_DOUBTED = re.compile(r"\b(?:if|whether|unless|should|were to|in case|threat(?:en\w*|s)?|call(?:s|ed|ing)? (?:for|on)|urg(?:e[sd]?|ing)|propos\w+|consider\w*|possib\w+|could|would|may|might|will|plans?|planned|aims?|hop\w+|expected|scheduled|ahead of|before (?:any|a possible)|to be (?:held|signed|imposed)|invit\w+|offer\w* to|prepar\w+|seek\w*|demand\w*|attempt(?:s|ed|ing)? (?:by [^,;]{1,20} )?to|tried to|fail(?:s|ed)? to|block(?:s|ed)?|veto(?:ed|es)?|oppos\w+|avoid\w*|evad\w+|circumvent\w*|against the)\b")  # fmt: skip
"""Words before a deed after which it was not done, or is not said to have been."""

_PAPER = re.compile(
    r"\b(?:joint (?:statement|declaration|document|communiqu\w+)|the (?:text|statement|document|agreement|declaration)|this agreement|both (?:sides|leaders|states|ministers)|agreed)\b"
)
_UNDONE = re.compile(r"[^;.]{0,30}\b(?:more|less|as) often\b|[^;.]{0,60}\b(?:did not (?:happen|take place)|never (?:happened|took place)|(?:was|were|been) (?:cancell?ed|called off|postponed|scrapped|delayed))\b")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A kind of deed: its relation, the test, its rules, and how its states are taken.

    Attributes
    ----------
    pairs
        `each`: every one of the first with every one of the second; `joint`: all pairs of one list; `single`: each for itself.
    denied
        Whether a denial makes it a claim that there was none; else such a sentence is passed over.
    open
        Whether words of what may come before it do not matter (`has refrained from`).
    other
        Whether a second state that the words leave out is that of which the text speaks with the first.
    lasting
        Whether it goes on, so that words without a time are of the year of the text.
    sender
        Who did it, where the words name nobody.
    goods
        The goods that it is of.
    """

    relation: str
    test: str
    pairs: str
    denied: bool
    open: bool
    free: bool
    kind: str
    level: str
    group: str
    other: bool
    lasting: bool
    sender: str
    goods: str
    rules: tuple[re.Pattern[str], ...]


def deeds(number: int, skeleton: Skeleton, context: Context, on: date) -> Iterator[Statement]:
    """The claims of a sentence on deeds, each once."""
    own = told(skeleton, context)
    if is_opinion(skeleton):
        return
    seen: set[tuple[Any, ...]] = set()
    context.listing_age += 1
    for deed in _deeds():
        if deed.sender and any(key[0] == deed.relation for key in seen):
            continue  # the words name who did it
        if deed.sender and re.search(r"<q\d+>[^<;]{0,30}\b(?:countries|states|nations)\b", own.text):
            continue
        for rule in deed.rules:
            for found in rule.finditer(own.text):
                for claim in _claims(number, deed, found, own, skeleton, context, on):
                    key = (claim.relation, claim.states, claim.value, claim.phrase)
                    if key not in seen:
                        seen.add(key)
                        if not deed.sender:
                            _note(claim, context)
                        yield claim
    period = _weekday(own.text, on) or _nearest_day(own.text, skeleton, on)
    for claim in listings(number, own, skeleton, context, period or f"{on:%Y-%m}"):
        _note(claim, context)
        yield claim
    if who := people(own.text):
        context.person = who[0] if who[0] not in GROUPS else context.person


def _note(claim: Statement, context: Context) -> None:
    """Keep who imposed sanctions on whom, and the day of a text that two signed, for the sentences after."""
    if (
        claim.relation in ("sanctions", "listings", "packages", "ban")
        and len(claim.states) == 2
        and claim.test != "lacks"
    ):
        context.measures_of, context.listing_age = (claim.states[0], claim.states[1]), 0
    if claim.relation in ("accord", "accords", "encounter") and len(claim.period) == len("2022-02-04"):
        context.papers[tuple(sorted(claim.states))] = claim.period


def joined_with(made: list[Statement], done: list[Statement]) -> list[Statement]:
    """The claims of a sentence with those on deeds, each relation of the same states once.

    One that another rule has read with its time, and without a doubt, stands; else that on the deed does.
    """
    sure = {(one.relation, frozenset(one.states)) for one in made if one.period and not one.doubts}
    sure |= {
        (one.relation, frozenset(one.states)) for one in made if one.doubts and one.relation == "sanctions"
    }
    new = [one for one in done if (one.relation, frozenset(one.states)) not in sure]
    taken = {(one.relation, frozenset(one.states)) for one in new}
    return [one for one in made if (one.relation, frozenset(one.states)) not in taken] + new


def _claims(
    number: int, deed: Deed, found: re.Match[str], own: Told, skeleton: Skeleton, context: Context, on: date
) -> Iterator[Statement]:
    text = own.text
    start = max([0, *(cut.end() for cut in _CUT.finditer(text, 0, found.start()))])
    before, inside = text[start : found.start()], found[0]
    denied = denies(inside) or bool(re.search(r"\b(?:not|never|no|nor|neither)\b[^,;]{0,20}$", before))
    if deed.test == "lacks":
        denied = True
    elif denied and not deed.denied:
        return
    if not deed.open and (_DOUBTED.search(before) or _DOUBTED.search(inside) or _foresees(before + inside)):
        return
    if find("opinion", before + inside) or _UNDONE.match(text, found.end()):
        return
    amount = _amount(deed, found, skeleton)
    if deed.level and amount is None:
        return
    period, supposed = _time(found, text, skeleton, context, on)
    if period == "future":
        return
    more: dict[str, Any] = {} if amount is None else _of_amount(deed, amount)
    test = "lacks" if denied else more.pop("test", deed.test)
    words = skeleton.words(0, len(skeleton.text))
    if len(words) > 1990:
        return
    if not period and deed.lasting:
        period, supposed = str(on.year), ("they speak of the present",)
    if not period and deed.level in ("meetings", "visits"):
        period = f"..{on.isoformat()}"
    if not period and deed.level:
        period, supposed = f"{on:%Y-%m}", (f"the time is that of publication, {on:%Y-%m}",)
    for states, more_supposed in _whose(deed, found, text, skeleton, context):
        if not period and deed.group in ("words", "signed") and _PAPER.search(text):
            period = context.papers.get(tuple(sorted(states)), "")
            supposed = (f"the text is that of {period}",) if period else ()
        yield Statement(
            sentence=number, relation=deed.relation, states=tuple(sorted(states)) if deed.free else states, test=test, period=period,
            phrase=_phrase(deed, found), goods=deed.goods, words=words, confidence=0.7, assumed=(*own.supposed, *supposed, *more_supposed), **more,
        )  # fmt: skip


def _foresees(words: str) -> bool:
    """Whether words say that something is to come."""
    return bool(find("prediction", words))


def _phrase(deed: Deed, found: re.Match[str]) -> str:
    said = found.groupdict().get("said") or deed.kind
    return " ".join(said.split())[:160]


def _amount(deed: Deed, found: re.Match[str], skeleton: Skeleton) -> Amount | None:
    sign = found.groupdict().get("q")
    if not sign:
        return None
    amount: Amount = skeleton.mentions[int(sign)].value
    units = {"share": ("share",), "growth": ("share", "growth"), "meetings": ("meetings", "times", "ordinal"), "visits": ("meetings", "times", "ordinal")}.get(deed.level)  # fmt: skip
    if units is None:
        return amount if amount.unit not in ("share", "USD", "t", "m3") else None
    once = deed.level in ("meetings", "visits") and amount.value <= 1  # `his first visit` counts none
    return amount if amount.unit in units and not once else None


def _of_amount(deed: Deed, amount: Amount) -> dict[str, Any]:
    """The fields of a statement that an amount gives."""
    if not deed.level:
        return {}
    unit = {"share": "share", "growth": "share", "money": "USD"}.get(deed.level, deed.level)
    test = deed.test if deed.level == "growth" else amount.bound or "near"
    return {"value": amount.value, "unit": unit, "step": amount.step, "about": amount.about, "test": test}


def _whose(
    deed: Deed, found: re.Match[str], text: str, skeleton: Skeleton, context: Context
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The states of the claims that a match makes, with what is supposed of them."""
    for states in _states(deed, found, text):
        first = next(iter(states))
        if len(states) > 1 or not deed.other:
            yield states, ()
        elif other := _other(first, skeleton, context):
            yield (
                (first, other),
                (f"the other state is taken to be {name_of(other)}, of which the text speaks",),
            )
        else:
            yield states, ()


def _other(code: str, skeleton: Skeleton, context: Context) -> str:
    """The state of which a text speaks with another: named beside it, the other of the last two, or the one named most often."""
    inside = [one for one in named(skeleton.mentions) if one != code]
    if inside:
        return inside[0] if len(inside) == 1 else ""
    if code in context.pair:
        return next(one for one in context.pair if one != code)
    rest = {one: count for one, count in context.named.items() if one != code}
    return max(rest, key=lambda one: rest[one]) if rest and max(rest.values()) > 1 else ""


def _states(deed: Deed, found: re.Match[str], text: str) -> Iterator[tuple[str, ...]]:
    """The states that the words of a match name, in the relation's order."""
    first = tuple((found.groupdict().get("a") or deed.sender).upper().split("+"))
    second = (
        tuple((found.groupdict().get("b") or "").upper().split("+")) if found.groupdict().get("b") else ()
    )
    if deed.pairs == "single":
        made: list[tuple[str, ...]] = [(one,) for one in first]
    elif second:
        made = [(one, other) for one in first for other in second if one != other]
    else:
        third = re.match(r"[^;<]{0,40}? with (?:the )?<([a-z+]+):[hps]>", text[found.end() :])
        also = tuple(third[1].upper().split("+")) if third and deed.group == "signed" else ()
        # `A and B signed agreements with C`: each with C, and not with the other
        made = (
            [(one, other) for one in first for other in also if one != other]
            if also
            else [*combinations(first, 2)]
        )
    if 0 < len(made) <= MOST:
        yield from made


# -- when ------------------------------------------------------------------------------------------------------------------


def _time(
    found: re.Match[str], text: str, skeleton: Skeleton, context: Context, on: date
) -> tuple[str, tuple[str, ...]]:
    """The period of a deed and what is supposed of it: its own time, the weekday of the news, that of the heading, or none."""
    first, last = _clause(text, found.start(), found.end())
    if own := _nearest(text, first, last, found, skeleton, on):
        return own, ()
    if day := _weekday(text[first:last], on) or _weekday(text, on):
        return day, (f"the day is {day}, by the day of the week",)
    leads = re.match(r"[^<,]{0,12}<t\d+>", text)
    if (leads or not _CUT.search(text)) and (own := _nearest(text, 0, len(text), found, skeleton, on)):
        return own, ()
    if _THIS.search(text[first:last]):
        month = f"{on:%Y-%m}"
        return month, (f"the time is about that of publication, {month}",)
    if context.heading and context.headed <= 4:
        return context.heading, (f"the time is that of the heading, {context.heading}",)
    return "", ()


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    first = max([0, *(cut.end() for cut in _CUT.finditer(text, 0, start))])
    last = min([len(text), *(cut.start() for cut in _CUT.finditer(text, end))])
    return first, last


def _nearest(text: str, first: int, last: int, found: re.Match[str], skeleton: Skeleton, on: date) -> str:
    """The time nearest to a deed in a stretch of the text, as a period; `future` for one to come."""
    counts = found.groupdict().get("q") is not None
    near: list[tuple[int, str]] = []
    for one in re.finditer(r"<t(\d+)>", text[first:last]):
        place = first + one.start()
        apart = min(abs(place - found.end()), abs(found.start() - place))
        mention = skeleton.mentions[int(one[1])]
        period = on.isoformat() if mention.text.casefold() == "today" else _period(mention.value, on)
        begun = re.search(r"\bsince\b[^;<]*(?:<\w+:\w>[^;<]*){0,3}$", text[:place]) and ".." not in period
        if counts and period and (begun or period.endswith("..")):
            period = f"{period.rstrip('.')}..{on.isoformat()}"
        if period and (counts or not period.endswith("..")):
            near.append((apart, period))
    return min(near)[1] if near else ""


def _nearest_day(text: str, skeleton: Skeleton, on: date) -> str:
    """The only time of a sentence, where it is a day or a month."""
    found = {
        on.isoformat() if one.text.casefold() == "today" else _period(one.value, on)
        for one in skeleton.mentions
        if one.kind == "t"
    } - {""}
    only = next(iter(found)) if len(found) == 1 else ""
    return only if len(only) >= len("2022-03") and ".." not in only else ""


def _period(time: Time, on: date) -> str:
    if time.how in ("span", "part"):
        return f"{time.start}..{time.end}"
    if time.how == "future":
        return "future"
    if time.how == "ago":
        return str(on.year - time.years)
    if time.how in ("since", "event") and time.start:
        return f"{time.start}.." if time.how == "since" or time.relative == "since" else ""
    return time.start if time.how in ("in", "by") else ""


def _weekday(words: str, on: date) -> str:
    found = _WEEKDAY.search(words)
    if not found:
        return ""
    back = (
        (on.weekday() - _DAYS.index(found["day"])) % 7 if found["day"] else int(found["today"] == "yesterday")
    )
    return (on - timedelta(days=back)).isoformat()


# -- rules -----------------------------------------------------------------------------------------------------------------

_NOT_OWN = r"(?:'s?)? (?:[\w-]+ ){0,2}(?:allies|partners|supporters|proxies|backers|neighbou?rs|opponents|enemies|critics|rivals)\b|-(?:backed|led|aligned|friendly|born|based|made|style)"
"""After a state, words that make what follows another's: `A's allies`."""
_GAPS = {
    "...": r"(?:[^<;]|<[qtgwp]\d+>){0,90}?",
    "....": r"(?:[^;]){0,120}?",
    "..": r"(?:(?:[\w'\"-]+|<[qtgwp]\d+>),? ){0,4}?",
    "q": r"(?:about |around |some |nearly |almost |over |at least |more than )*<q(?P<q>\d+)>",
    "t": r"<t\d+>",
    "g": r"<g\d+>",
}


@cache
def _deeds() -> tuple[Deed, ...]:
    return tuple(
        Deed(
            relation=str(one["relation"]), test=str(one.get("test", "exists")), pairs=str(one.get("pairs", "each")), denied=bool(one.get("denied")),
            open=bool(one.get("open")), free=bool(one.get("free")), kind=str(one.get("kind", "")), level=str(one.get("level", "")),
            group=str(one.get("group", "")), other=bool(one.get("other")), lasting=bool(one.get("lasting")), sender=str(one.get("sender", "")), goods=str(one.get("goods", "")),
            rules=tuple(re.compile(_expanded(rule)) for rule in one["rules"]),
        )
        for one in table("deeds")["deeds"]
    )  # fmt: skip


def _expanded(rule: str) -> str:
    words = table("deeds")["words"]

    def expand(found: re.Match[str]) -> str:
        name, _, kinds = found[1].partition(":")
        if name in ("a", "b", "x"):
            several = r"[a-z]+(?:\+[a-z]+)+" if kinds.endswith("+") else "[a-z+]+"
            held = several if name == "x" else f"(?P<{name}>{several})"
            return rf"(?:the )?<{held}:[{kinds.rstrip('+') or 'hpsf'}]>(?!{_NOT_OWN})(?:'s?(?!\w))?"
        if name == "said":
            return r"\"(?P<said>[^\"]{3,200})\""
        return _GAPS.get(name) or expanded(joined(words[name]))

    def expanded(text: str) -> str:
        return re.sub(r"\{([a-z_]+(?::[hpsf]*\+?)?|\.{2,4})\}", expand, text)

    return expanded(rule)
