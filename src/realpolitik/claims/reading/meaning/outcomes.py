"""Votes told in passing: that a text was adopted or failed, and who voted which way, in brackets or in a noun (`the abstention of A`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from realpolitik.claims.reading.spotting.mentions import Skeleton

ADOPTED, FAILED = "adopted", "not adopted"
"""What became of a text that was put to the vote."""
_TEXT = r"(?:resolution|draft|text|motion|measure|amendment|proposal|statement|initiative|bid)s?"
_BODY = r"(?:(?:general |un |u\.n\. )*assembly|(?:un |u\.n\. |human rights )*(?:security )?council|\bunga|\bunsc|unesco|(?:un |u\.n\. )*commission on \w+|iaea(?:'s)? board(?: of governors)?|world health assembly)"
_WHEN = r"(?:(?:<t\d+>|on \w+day|\w+day|today|yesterday|has|have|had|also|then|again|\w+ly|by (?:an? )?(?:[\w-]+ ){1,3}(?:majority|margin|vote|consensus)|-[^-]{1,120}-),? )*"
_PASSED = r"(?:adopt(?:ed|s)|approv(?:ed|es)|pass(?:ed|es)|endors(?:ed|es))"
_FELL = r"(?:failed(?: to (?:pass|be adopted|win|secure|gain|garner|get|muster|receive|obtain|go through|be approved))?|did not (?:pass|go through)|(?:was|were|has been|had been|got) (?:\w+ly )?(?:rejected|vetoed|defeated|voted down|blocked|struck down|not adopted|thrown out)|fell (?:short|through)|collapsed)"
_OUTCOMES = (
    (ADOPTED, re.compile(rf"{_BODY} {_WHEN}{_PASSED}\b[^;]{{0,140}}?\b{_TEXT}\b")),
    (ADOPTED, re.compile(rf"\b{_TEXT}\b(?:(?!\bfail|\bagainst\b|\b{_TEXT}\b)[^;.]){{0,90}}? (?:was|were|has been|have been|had been) (?:\w+ly )?(?:adopted|approved|passed|carried)\b")),
    (ADOPTED, re.compile(rf"\b{_TEXT},? {_WHEN}(?:passed|carried)\b")),
    (ADOPTED, re.compile(rf"\badopted? (?:<p\d+>|(?:the|its|<p\d+>) [\w ]{{0,30}}?{_TEXT}|{_TEXT} (?:\w+/)?<q\d+>)[^;.]{{0,60}}? (?:by|with) (?:a (?:recorded )?vote of )?<q\d+> ")),
    (FAILED, re.compile(rf"{_BODY} {_WHEN}(?:failed to (?:adopt|pass|approve|endorse|agree on)|did not (?:adopt|pass|approve)|rejected|voted down|defeated|threw out|blocked)\b[^;]{{0,140}}?\b{_TEXT}\b")),
    (FAILED, re.compile(rf"\b{_TEXT}\b(?:(?!\b{_TEXT}\b|\bwhich\b)[^;.]){{0,120}}? {_FELL}\b")),
    (FAILED, re.compile(r"\b(?:falling|fell|fallen|falls) (?:just |far |well )?short of (?:the )?(?:<[qt]\d+> |required |necessary |needed |two-thirds )*(?:[\w-]+ ){0,3}?(?:votes?|majority|support|threshold)\b")),
    (FAILED, re.compile(r"\b(?:vetoed|blocked|veto(?:es|ing))\b[^;]{0,60}?\b(?<!against )(?:resolution|draft|motion|amendment|text)\b")),
)  # fmt: skip
_EACH = r"(?:the |republic of )*<[ag]\d+>"
LIST = rf"(?P<who>{_EACH}(?:(?:, and |,? and |, ){_EACH})*)"
"""One state or several, as a group `who`."""
_WAYS = {
    "yes": r"(?:votes? )?(?:in favou?r|for)",
    "no": r"(?:votes? )?(?:against|opposed)",
    "abstain": r"(?:abstentions?|abstained|abstaining)",
}
_OTHERS = r"(?:(?:along|together) with|alongside|besides|like|as did|joined by|in common with)"
_ASIDE = r"(?: ?-[^-]{1,70}-|, [^,;]{1,70},)?"
_OF_STATES = (
    *((way, re.compile(rf"<q\d+> {words} ?(?:\((?:those of |from |by )?{LIST}\)|[-:] ?(?:those of |from |by )?{LIST})".replace("(?P<who>", "(?P<one>", 1).replace("(?P<who>", "(?P<two>", 1))) for way, words in _WAYS.items()),
    ("abstain", re.compile(rf"(?P<one>{_EACH})(?:'s?)? abstention(?! by)\b")),
    ("abstain", re.compile(rf"(?P<one>{_EACH}) (?:explained|defended|justified) <p\d+> abstention\b")),
    ("abstain", re.compile(rf"\babstentions? (?:by|of|from) {LIST}")),
    ("no", re.compile(rf"\bvetoe[ds] by {LIST}|\bvetos? (?:of|by|from) {LIST}".replace("(?P<who>", "(?P<one>", 1).replace("(?P<who>", "(?P<two>", 1))),
    ("no", re.compile(rf"\bonly {LIST} (?:and <q\d+> others? )?(?:voted against|voting against|opposed it|opposed <p)")),
    ("yes", re.compile(rf"\bvot(?:ed|ing|es) (?:in favou?r|for)(?: (?:of )?(?:<p\d+>|(?:the|this) {_TEXT}))?,? {_OTHERS} {LIST}")),
    ("no", re.compile(rf"\bvot(?:ed|ing|es) against(?: (?:<p\d+>|(?:the|this) {_TEXT}))?,? {_OTHERS} {LIST}")),
    ("abstain", re.compile(rf"\babstain(?:ed|ing|s)(?: (?:on|from) [^;,.<]{{1,30}})?,? {_OTHERS} {LIST}")),
)  # fmt: skip
_UNUSED = re.compile(
    rf"{LIST}{_ASIDE},? ?(?:(?:which|who) )?(?:\w+ly )?(?:(?:chose|decided|opted|elected|preferred) not to (?:use|exercise|cast|wield|deploy)|(?:did not|declined to|refused to|refrained from|held back from|stopped short of) (?:us(?:e|ing)|exercis(?:e|ing)|cast(?:ing)?|wield(?:ing)?)) (?:its|their|a|the|<p\d+>) veto"
)
_REMAINING = re.compile(
    r"<q(?P<q>\d+)>(?: (?:other|remaining))?(?: (?:members?|countries|states|nations))? of (?:the )?[^<;,.]{0,40}? (?:voted |voting )?(?P<way>against|in favou?r|for|abstained)\b"
)


def became(text: str) -> tuple[str, ...]:
    """What a sentence says became of a text put to the vote: adopted, not adopted, both of two texts, or nothing.

    Examples
    --------
    >>> became("the draft, tabled by <a0>, got <q1> votes in favor, falling short of the <q2> votes needed"), became("the assembly met")
    (('not adopted',), ())
    """
    return tuple(dict.fromkeys(way for way, rule in _OUTCOMES if rule.search(text)))


def cast(skeleton: Skeleton) -> Iterator[tuple[str, str, bool]]:
    """The votes of states told in brackets, in a noun or beside another's: code, way, and whether it is denied."""
    for way, rule in _OF_STATES:
        for one in rule.finditer(skeleton.text):
            held = " ".join(filter(None, one.groupdict().values()))
            yield from ((code, way, False) for code in codes(held, skeleton))
    for one in _UNUSED.finditer(skeleton.text):
        yield from ((code, "no", True) for code in codes(one["who"], skeleton))


def remaining(text: str) -> Iterator[tuple[str, int]]:
    """Counts told of a part of a body: `the remaining nine members of the Council voted against`, as way and sign."""
    for one in _REMAINING.finditer(text):
        way = {"against": "no", "abstained": "abstain"}.get(one["way"], "yes")
        yield way, int(one["q"])


def codes(signs: str, skeleton: Skeleton) -> tuple[str, ...]:
    """The states that the signs of a list stand for."""
    return tuple(str(skeleton.mentions[int(number)].value.code) for number in re.findall(r"<a(\d+)>", signs))
