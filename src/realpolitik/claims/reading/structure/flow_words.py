"""How a flow is named in the signs of a sentence, and the words of change of `nominal.yaml`."""

from __future__ import annotations

from realpolitik.claims.reading.lexicon import table

NOUN = r"(?:exports?|imports?|trade|turnover|commerce|shipments|sales|purchases|deliveries|supplies)"
A = r"(?:the )?<a\d+>(?:'s?)?"
WAYS = rf"(?: (?:to|from|with|between) {A}(?: and {A})?| (?:between|of) <p\d+>)"
KIND = r"(?:(?:the|total|overall|annual|bilateral|mutual|two-way|foreign|goods|merchandise|its|their|both|direct|<p\d+>(?:'s?)?|<g\d+>) )*"
OWN = r"(?:(?:the )?<a\d+>(?:'s?| and (?:the )?<a\d+>(?:'s?)?|-<a\d+>)? |<p\d+>(?:'s?)? )?"
FLOW = rf"(?P<flow>{OWN}{KIND}(?:volumes? of |value of )?{NOUN}\b(?: (?:volumes?|values?|turnover))?(?: of (?:goods|<g\d+>))?{WAYS}{{0,2}})"
ABOUT = r"(?:(?:about|some|nearly|almost|over|around|more than|approximately|roughly) )?"


def any_of(*names: str) -> str:
    """A group of a regular expression that matches any of the words under the names, the longest first."""
    words = [word for name in names for word in table("nominal")[name]]
    return rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})"
