"""Clauses of another subject beside one on a flow: `…, while A's economy grew by 3 %`. Their amounts are not of the flow.

Each becomes a clause of its own, read for what rules know of it, and is named with the claims that it stood beside.
"""

from __future__ import annotations

import re

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.flows import ACTION, BOUGHT, OF_FLOWS, SOLD, STATE

_VERB = joined(table("certainty")["verbs"])
_JOINS = r"(?:,? (?:while|whereas|but|although|though|even as|even though|because|since|after|as|and)|;)"
_NO_SUBJECT = (
    r"(?:it|they|that|those|this|these|both|which|who|there|figures?|total|totals|shares?|values?|volumes?|amounts?|growth|surplus|deficit|balance|rise|fall|increase|decline"
    r"|turnover|shipments?|deliveries|sales|supplies|flows?|arrivals|purchases|year|years|month|months|period|quarter|half|latter|former|other|rest|remainder|then|also|already|just|further|only|again|still|now"
    r"|later|even|so|more|less|up|down|in|by|to|from|of|on|at|over|with|than|for|per|or|nor|and|but|as|while|not|is|are|was|were|has|have|had|did|\w+ly|\w+ing)"
)
_WORD = rf"(?!{_NO_SUBJECT} |(?:{_VERB}) )[a-z-]+ "
_MORE_VERBS = r"(?:will|would|met|left|cut|took|spent|produced|invested|opened|closed|joined|signed|shifted|moved|pulled)"
_OF_ITS_OWN = re.compile(
    rf"(?P<join>{_JOINS} )(?P<clause>(?:"
    rf"(?:the |an? |its |their |<p\d+>(?:'s?)? )?(?:{STATE}(?:'s?)? )?(?:{_WORD}){{1,4}}(?:(?:of|in) (?:the )?{STATE} )?(?:has |have |had )?(?:{_VERB}|{_MORE_VERBS})\b"
    rf"|{STATE} (?:{_WORD})?(?:spent|spends|grew by|expanded by|produced|produces|invested|borrowed|has|had)\b"
    rf"|<q\d+> (?:{STATE} )?(?!of\b)(?:{_WORD}){{1,3}}(?:had|have|has|were|are|{_MORE_VERBS})\b"
    r"|<q\d+> of (?:them|it|this|that|these|those|<p\d+>) (?:was|were|is|are|went|came)\b"
    r"|<p\d+> (?:have |had |has )?(?:met|held|signed)\b"
    r")(?:(?!;|, (?:while|whereas|but|and) | while | whereas )[^;])*?)(?= - |;|, (?:while|whereas|but|and) | while | whereas |[.\s]*$)"
)
_WHICH = re.compile(
    rf"(?<=>), (?P<clause>(?:which|who|whose|home to|with) (?:(?!{_VERB})[a-z]+ )?(?:has|have|had|shares?|borders?|covers?|spends?|spent|produces?|home|population|people|economy|gdp)\b[^,;<]*(?:<q\d+>[^,;<]*)+),"
)
_WITH = re.compile(
    r",? (?P<clause>with (?P<count><q\d+>) (?:<a\d+> )?(?!of\b)(?:[a-z-]+ ){1,3}?[a-z]+(?:ing|ed) (?:(?!<q)[^,;])*)(?=,|;|[.\s]*$)"
)
_GROWTH = re.compile(
    r",? (?P<clause>with (?:[a-z-]+ ){0,3}(?:growth|increases?|gains|declines?|contributions|supply|supplies) (?:from|in|to) <a\d+>)(?=[.\s]*$|,|;)"
)
_DEALT = re.compile(rf"\b(?:{SOLD}|{BOUGHT}|traded|flows)\b")
_ELSEWHERE = re.compile(
    r",? (?:but|and|while|whereas) (?P<clause>(?:rose|fell|grew|dropped|increased|declined|jumped|plunged|climbed) (?:to|from) (?:asia|africa|latin america|the middle east|the rest of the world|other countries|elsewhere) by <q\d+>)"
)
_DESPITE = re.compile(
    r",? (?P<clause>(?:despite|in spite of|notwithstanding|regardless of) [^,;<]+)(?=[.\s]*$)"
)
_QUALIFIES = re.compile(r"\b(?:excluding|except|without|services|targets?|planned|if)\b")


def beside(whole: Skeleton) -> tuple[str, tuple[str, ...]]:
    """A sentence on a flow without the clauses beside it that are of other subjects and have amounts, and these."""
    text = whole.text
    if not re.search(r"<q\d+>", text) or not any(pattern.search(text) for pattern in (OF_FLOWS, _DEALT)):
        return text, ()
    found: list[str] = []

    def cut(one: re.Match[str]) -> str:
        clause, before = one["clause"], text[: one.start()]
        complete = re.search(rf"<q\d+>|\b(?:{_VERB})\b", before) and (
            OF_FLOWS.search(before) or ACTION.search(before)
        )
        own = OF_FLOWS.search(clause) or ACTION.search(clause)
        if not complete or own or not re.search(r"<q\d+>", clause) or _QUALIFIES.search(clause):
            return one[0]
        found.append(clause.strip())
        return ""

    def cut_plain(one: re.Match[str]) -> str:
        if not re.search(r"<q\d+>", text[: one.start()]):
            return one[0]
        found.append(one["clause"])
        return ""

    def cut_inner(one: re.Match[str]) -> str:
        clause = one["clause"]
        counted = one.groupdict().get("count")
        unit = whole.mentions[int(counted[2:-1])].value.unit if counted else ""
        if unit not in ("", "states", "listed") or OF_FLOWS.search(clause) or _QUALIFIES.search(clause):
            return one[0]
        found.append(clause.strip())
        return ""

    text = _OF_ITS_OWN.sub(cut, text)
    text = _DESPITE.sub("", _ELSEWHERE.sub(cut_inner, _GROWTH.sub(cut_plain, text)))
    text = _WITH.sub(cut_inner, _WHICH.sub(cut_inner, text))
    return text, tuple(found)
