"""Amounts of a sentence and the quantity each is said of: the nearest that its unit allows and that nothing cuts off, and as what."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from realpolitik.claims.reading.attach.phrases import Phrase
from realpolitik.claims.reading.attach.roles import CHANGES, Beside, Role, change, role
from realpolitik.claims.reading.attach.words import change_noun, rule
from realpolitik.claims.reading.forms.chains import ABOUT
from realpolitik.claims.reading.meaning.certainty import unknown_words
from realpolitik.claims.reading.meaning.made import MONEY
from realpolitik.claims.reading.spotting.mentions import Skeleton

QUANTITIES = ("t", "m3", "bbl/d", "units")
UNKNOWN = 2
"""Words without a known meaning that may stand between a quantity and its amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """An amount (`number`) said of a phrase: as what (`role`); or why it is not read."""

    number: int
    phrase: Phrase
    role: Role = field(default_factory=Role)
    why: str = ""
    before: bool = False


_CUT = re.compile(
    r";|:(?! <q)|,? (?:while|whereas|although|though|because|when|where|if|unless|until|meaning|so that|given that|thanks to|due to|driven by|as part of)\b|, (?:which|who)\b|, (?:and|but|as) (?=(?:<[ap]|the (?!<q)|it\b|they\b))"
)
_WHICH = re.compile(
    r"^,? which (?=(?:has |had |have |also |[a-z]+ly )*[a-z]+(?:ed|ell|ose|ew|hit|ood|ank|unk|ank|lid)\b)"
)
"""A clause that goes on with the quantity right before it: `exports to B, which dropped by 9 %`."""
_RATE = re.compile(
    r" ?(?:(?:a|per|each|every) (?:metric )?(?:month|week|day|year|quarter|head|person|barrel|tonne|ton|mwh|kg|kilogram)\b|daily\b|monthly\b|annually\b|/|-strong|-plus)"
)
_OTHER_AFTER = re.compile(
    r" (?:(?:of|in|for|on) (?!<|(?:the |a |its )?(?:total|value|terms|goods|trade|turnover|all|same|period|first|year|previous|corresponding|merchandise|products|exports|imports|bilateral|both|comparison|january|february|march|april|may|june|july|august|september|october|november|december|q[1-4])\b)|(?:recorded|traded|registered|posted|seen|logged|exchanged) (?:with|by|for|to|from) |more than (?:the )?<a|of (?:the |its )?<a|(?:with|from|to) (?:the )?<a)"
)


def bound(skeleton: Skeleton, every: list[Phrase], wanted: set[int]) -> list[Bound]:
    """Each amount that is `wanted`, with its quantity; those that have none are left out."""
    made: list[Bound] = []
    for number in skeleton.numbers("q"):
        unit = skeleton.mentions[number].value.unit
        if unit not in (*MONEY, *QUANTITIES, *CHANGES):
            continue
        one = _after(number, skeleton, every) or _before(number, skeleton, every, made)
        if one is not None:
            made.append(one)
    return [one for one in made if one.number in wanted]


@cache
def _led() -> re.Pattern[str]:
    """A change after an amount, with the flow that it is of: `a 27.7 per cent yearly rise in exports`."""
    return re.compile(rf"(?: [a-z-]+){{0,3}}? {change_noun()}(?: [a-z-]+){{0,2}}? (?:in|of|for|to) $")


@cache
def _noun_of() -> re.Pattern[str]:
    """A change before an amount: `an increase of 6 per cent`."""
    return re.compile(rf"\b{change_noun()}(?: by| of|:)? {ABOUT}$")


def _after(number: int, skeleton: Skeleton, every: list[Phrase]) -> Bound | None:
    """An amount whose quantity stands after it: `a 6 per cent rise in exports`, `5 billion worth of exports`."""
    text, (start, end) = skeleton.text, skeleton.places[number]
    unit = skeleton.mentions[number].value.unit
    phrase = next((one for one in every if one.start >= end), None)
    if phrase is None or phrase.kind in ("again", "other"):
        return None
    between = text[end : phrase.start]
    if len(between) > 60:
        return None
    if unit in (*CHANGES, *MONEY, *QUANTITIES) and (one := _led().fullmatch(between)):
        return Bound(number=number, phrase=phrase, role=change(unit, falling=bool(one["down"])), before=True)
    noun = _noun_of().search(text[:start])
    if noun and re.fullmatch(r" (?:[a-z-]+ )?(?:in|of|for) ", between):
        return Bound(number=number, phrase=phrase, role=change(unit, falling=bool(noun["down"])), before=True)
    taken = any(one.end <= start and _OWN.fullmatch(text[one.end : start]) for one in every)
    handled = rule("others").search(text[max(0, start - 60) : start])
    if (
        unit in (*MONEY, *QUANTITIES)
        and re.fullmatch(r" (?:worth of|in|of) ", between)
        and not (taken or handled)
    ):
        return Bound(number=number, phrase=phrase, role=Role(name="level"), before=True)
    return None


def _before(number: int, skeleton: Skeleton, every: list[Phrase], made: list[Bound]) -> Bound | None:
    """An amount whose quantity stands before it."""
    text, (start, end) = skeleton.text, skeleton.places[number]
    unit = skeleton.mentions[number].value.unit
    phrase = next((one for one in reversed(every) if one.end <= start), None)
    if phrase is None:
        return None
    between = text[phrase.end : start]
    if why := _apart(between, number, phrase, skeleton):
        return Bound(number=number, phrase=phrase, why=why)
    last = next(
        (one for one in reversed(made) if one.phrase is phrase and not one.why and not one.before), None
    )
    led = (
        _LED_BY.search(text[: phrase.end])
        if re.match(r"(?: sharply| further| again)? by\b", between)
        else None
    )
    beside = Beside(
        between=f"{led[0]}{between}" if led else between,
        after=text[end:],
        unit=unit,
        last=last.role if last else Role(),
        last_unit=skeleton.mentions[last.number].value.unit if last else "",
    )
    said = role(beside)
    if said.name == "level" and _AGAINST.search(text[: phrase.start]):
        said = Role(name="earlier")
    if said.name and not led and (hung := _governed(text[: phrase.start], between)):
        return Bound(number=number, phrase=phrase, why=f"its quantity stands after “{hung}”")
    return Bound(number=number, phrase=phrase, role=said, why="" if said.name else "as what it is said")


_AGAINST = re.compile(r"\b(?:against|compared (?:to|with)|from|than|versus) (?:the |an? )?$")
_GOVERNED = re.compile(r"\b(?P<by>of|to|in|by|for|on|into) (?:the |its |their |all )*$")
_OWN = re.compile(r" (?:of|at|worth) (?:[a-z]+ ){0,3}")


@cache
def _changed() -> re.Pattern[str]:
    """A noun of change at the end of words: `a decline (in exports)`."""
    return re.compile(rf"\b{change_noun()} $")


def _governed(text: str, between: str) -> str:
    """The word by which a quantity hangs on another, of which an amount further on may be said; empty where there is none."""
    found = _GOVERNED.search(text)
    if found is None or _OWN.fullmatch(between) or _changed().search(text[: found.start()]):
        return ""
    return found["by"]


_LED_BY = re.compile(
    r"\b(?:[a-z]+(?:ed|ing)|raises?|cut|cuts|grew|saw) (?:<[apg]\d+>(?:'s?)? |[a-z-]+ ){0,4}?[a-z]+(?: (?:to|from|of|with|via) (?:the )?<[ag]\d+>){0,2}$"
)
"""A verb whose object is the quantity: `increased supplies by 27 per cent`."""


def _apart(between: str, number: int, phrase: Phrase, skeleton: Skeleton) -> str:
    """Why an amount is not that of the quantity before it; empty where nothing cuts it off."""
    after = skeleton.text[skeleton.places[number][1] :]
    if phrase.kind == "other":
        return f"it stands after “{phrase.noun}”"
    if one := rule("apart from").search(between):
        return f"it stands after “{one[0]}”"
    return _cut(between) or _counts_another(between, after, phrase)


def _cut(between: str) -> str:
    """Why words between a quantity and an amount cut it off."""
    if _CUT.search(_WHICH.sub(" ", between)):
        return "another clause begins"
    if re.search(r"<[ag]", between):
        return "another is named between"
    unknown = [
        word
        for word in unknown_words(re.sub(r"\([^()]*\)", "", between))
        if not re.fullmatch(r"[a-z]+(?:ed|ing)", word)
    ]
    return f"the words “{'”, “'.join(unknown[:3])}”" if len(unknown) > UNKNOWN else ""


def _counts_another(between: str, after: str, phrase: Phrase) -> str:
    """Why what follows an amount makes it one of something else: a rate, a part, another's."""
    if _RATE.match(after):
        return "it is a rate"
    other = _OTHER_AFTER.match(after)
    with_whom = other and phrase.after and re.match(r" (?:with|to|from) ", other[0])
    if with_whom and re.fullmatch(r" of (?:[a-z]+ ){0,3}", between):
        return ""  # `a surplus of 6 billion with B`
    return "of what it is" if other else ""
