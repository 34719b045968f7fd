"""Organisations that act in a sentence on deeds: `SCO members condemned`, `the leaders of NATO agreed`, each as a sign of its own."""

from __future__ import annotations

import re
from functools import cache

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.spotting.actors import GROUPS
from realpolitik.states.groups import group_name

_COMMON = re.compile(r"(?:council|bank|pact|league|union|nations|organi[sz]ation|quad)$")
"""Ends of names that take an article."""


def acting_bodies(text: str) -> str:
    """The text with a sign for each organisation that does something, and for what is recognised as a state.

    Examples
    --------
    >>> acting_bodies("Leaders of the BRICS countries adopted a text, and Peru joined BRICS.")
    '<brics:s> adopted a text, and Peru joined BRICS.'
    """
    for name, rule, sign in _rules():
        if name.search(text):
            text = rule.sub(sign, text)
    return text


def code_of(said: str) -> str:
    """The code of an organisation by its name or sign, where it is one of those that states belong to here; else nothing.

    Examples
    --------
    >>> code_of("the sco"), code_of("<eu:s>"), code_of("arctic council")
    ('SCO', 'EU', '')
    """
    bare = re.sub(r"^the | \(\w+\)", "", said)
    if sign := re.fullmatch(r"<([a-z]+):s>", bare):
        return sign[1].upper()
    for code, names in table("told")["organisations"].items():
        if re.fullmatch(names, bare, re.IGNORECASE):
            return str(code)
    return "EU" if bare == "european union" else ""


def called(said: str) -> str:
    """An organisation by its name, as a claim on who belongs to it gives it; its own words where it is none of those that act.

    Examples
    --------
    >>> called("the sco"), called("opec+"), called("arctic council")
    ('the Shanghai Cooperation Organisation', 'OPEC', 'the Arctic Council')
    """
    if code := code_of(said):
        return str(GROUPS[code]["name"])
    bare = re.sub(r"^the | \(\w+\)", "", said)
    if bare.startswith("veto"):
        return group_name("P5")
    if len(bare) <= len("AUKUS"):
        return bare.upper()
    return f"the {bare.title()}" if _COMMON.search(bare) else bare.title()


@cache
def _rules() -> tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]:
    """A name that must stand in the text, the rule, and the sign."""
    known = table("told")
    organs, acts = joined(known["organs"]), joined(known["acts"])
    led = r"(?:(?:[Tt]he )?(?:[Ll]eaders|[Mm]embers|[Ff]oreign ministers|[Mm]ember states|[Hh]eads of state) of )?(?:[Tt]he )?"
    rest = rf"(?: \([A-Z]+\))?(?:['’]s)?(?: {organs})?(?: summit(?= (?:said|declar|condemn|adopt)))?"
    does = rf"(?=,? (?:(?:\w+ly|has|have|had|also|jointly|formally) )*{acts}\b)"
    bodies = [
        (re.compile(names), re.compile(rf"{led}\b(?:{names})(?![\w+-]){rest}{does}"), f"<{code.lower()}:s>")
        for code, names in known["organisations"].items()
    ]
    states = [
        (re.compile(joined(names)), re.compile(rf"\b{joined(names)}(?!\w)"), f"<{code.lower()}:s>")
        for code, names in known["recognised"].items()
    ]
    return (*bodies, *states)
