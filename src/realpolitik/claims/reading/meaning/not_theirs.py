"""Words that look like a deed of a state and are of others: of what stands after `by`, of who is meant by `they`, of one member of a group."""

from __future__ import annotations

import re

from realpolitik.claims.reading.meaning.deed_rules import Deed
from realpolitik.claims.reading.spotting.actors import GROUPS, name_of
from realpolitik.claims.reading.structure.told import Told, acting

OF_MEASURES = ("sanctions", "ban", "tariff", "controls", "packages")
"""Relations of measures, of which the words must say whose they are."""
_BROKEN = re.compile(r"\b(?:violat|breach|flout|brok|break|accus|suspect|undermin|bypass)\w*\b")
"""Words between a state and sanctions that are not its own: `A, accused of violating sanctions on B`."""
_HIT = re.compile(
    r"\b(?:by|from|of|to|with|for) (?:the |these |those |any )?(?:newly )?(?:sanctioned|targeted|blacklisted|designated|listed)\b"
)
"""Words in which those who are under sanctions are named, and nobody imposes them: `assets in A of the sanctioned firms`."""
_HELD_IN = re.compile(
    r"\b(?:assets|property|accounts|business|entry|investments?)\b[^;,<]{0,25}\b(?:in|into) (?:the )?<"
)
"""Words of what measures forbid in the state that took them: `they include a freeze of assets held in A`."""
_LOWERED = re.compile(
    r"\b(?:but|before|until|though|although)\b[^;]*\b(?:lowered|reduced|cut|halved|lifted|scrapped|removed)\b"
)
"""Between a tariff and a state, words of a later one: `A laid tariffs on cars in April, but lowered them in June after talks with B`."""
_ONE_OF = re.compile(r":[hpsf]>(?:'s)? (?:country|nation|member|state|capital|government)\b(?! of)")
"""After a group, one of its members."""
_IN = re.compile(r"\b(?:held|took place|hosted|convened|organi[sz]ed|staged|met) (?:\w+ )?in (?:the )?<$")
"""Before a list of states, words that say where something was, and not who met."""
_ABOUT = re.compile(
    r"\b(?:meeting|session|talks|conference|discussion|gathering)s? (?:to (?:discuss|review|assess|consider|plan)|on|about|devoted to|dedicated to)\b[^;,.<]{0,60}$"
)
"""Before a state, words of a meeting of which it is the subject."""
_LED = re.compile(r"<[a-z]+:s> (?:hosted|chaired|held|led|convened) by ")
_THEY = re.compile(r"“(?:they|their)” is taken for (?P<two>[^;]+)")
_OWN = re.compile(r"“(?:its|their|it)” is taken for (?P<one>[^;]+)")


def is_of_others(deed: Deed, states: tuple[str, ...], found: re.Match[str], own: Told) -> bool:
    """Whether the words of a match are not of the states that a rule has taken from them."""
    if deed.relation in OF_MEASURES:
        return _is_measure_of_others(deed, states, found, own)
    if deed.relation == "encounter":
        return _is_no_meeting(found, own.text)
    return deed.relation in ("accord", "accords") and _is_of_two_others(states, own)


def _is_measure_of_others(deed: Deed, states: tuple[str, ...], found: re.Match[str], own: Told) -> bool:
    """Whether a measure is not of the first: broken by it, on those in it, of one state of a group, or on another's list."""
    if deed.relation == "sanctions" and (_BROKEN.search(found[0]) or _HIT.search(found[0])):
        return True
    if deed.sender and _HELD_IN.search(found[0]):
        return True
    if deed.relation == "tariff" and _LOWERED.search(found[0]):
        return True
    first = found.groupdict().get("a")
    if first and first.upper() in GROUPS and _ONE_OF.match(own.text, found.end("a")):
        return True
    if deed.pairs != "sanctioned":
        return False
    # `A added firms to its list`, in a text on another state: `its` is of A
    taken = {one["one"] for said in own.supposed if (one := _OWN.search(said))}
    others = {code.upper() for code in re.findall(r"<([a-z]+):[hps]>", own.text)} - {*states}
    return bool(others) and name_of(states[0]) in taken and re.match(r"<[a-z]+:s>'s", found[0]) is not None


def _is_no_meeting(found: re.Match[str], text: str) -> bool:
    """Whether two did not meet: they are where a body met, or one is what a meeting inside the other was about."""
    first = found.groupdict().get("a") or ""
    if "+" in first:
        return _IN.search(text[: found.start("a")]) is not None
    return _LED.match(found[0]) is not None and _ABOUT.search(text[: found.start()]) is not None


def _is_of_two_others(states: tuple[str, ...], own: Told) -> bool:
    """Whether `they` was taken for two of whom the one who speaks of `they` is none: `A said they agreed`."""
    who = acting(own.text)
    taken = any(_THEY.search(said) for said in own.supposed)
    return taken and bool(who) and who not in states
