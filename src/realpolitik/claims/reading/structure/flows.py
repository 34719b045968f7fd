"""Which flow of goods a clause speaks of: whose, with whom, and whether exports, imports or trade."""

from __future__ import annotations

import re

from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Flow
from realpolitik.claims.reading.structure.going_on import INWARD

NOUN = r"(?P<noun>exports?|shipments|deliveries|sales|supplies|imports?|purchases|trade|turnover|commerce)\b(?! (?:surplus|deficit|balance|war|deal|talks|barrier|polic|route|union|relation))"
STATE = r"(?:<a\d+>|<a@[A-Z]{2,4}>)"
SOLD = r"(?:sold|exported|shipped|supplied|sent|delivered)"
BOUGHT = r"(?:bought|imported|purchased)"
FOUND = re.compile(
    rf"(?:(?P<owner>{STATE})(?:'s?)? (?:(?!<a)[^;,.]){{0,40}}?)?{NOUN}(?P<of> of (?:goods|merchandise|<g\d+>(?:(?:,| and|, and) <g\d+>)*))?"
    rf"(?: (?P<way>to|from|with) (?P<partner>{STATE})| between (?:the )?(?P<first>{STATE}) and (?:the )?(?P<second>{STATE}))?"
)
ACTION = re.compile(
    rf"(?P<owner>{STATE}) (?:(?!<a)[^;.]){{0,20}}?(?P<does>{SOLD}|{BOUGHT})\b(?P<rest>[^;]{{0,90}}?) (?P<way>to|from) (?P<partner>{STATE})"
)
WITH = re.compile(
    rf"(?P<owner>{STATE}) (?:(?!<a)[^;.]){{0,20}}?(?:supplied|supplies|provided|provides) (?P<partner>{STATE}) with"
)
GAVE = re.compile(
    rf"(?P<owner>{STATE}) (?:(?!<a)[^;.]){{0,20}}?(?P<does>{SOLD}) (?P<partner>{STATE}) (?=<q|goods)"
)
DEALS = re.compile(rf"<[ap]\d+> (?:{SOLD}|{BOUGHT})\b")
BALANCE = re.compile(
    rf"(?P<owner>{STATE})(?:'s?)? (?:(?!<a)[^;,.]){{0,40}}?(?:trade )?(?:deficit|surplus) with (?P<partner>{STATE})"
    rf"|trade (?:deficit|surplus) between (?P<first>{STATE}) and (?P<second>{STATE})"
)
PAIRED = re.compile(
    rf"(?P<first>{STATE})(?:-|/| and )(?P<second>{STATE})(?:'s?)? (?:bilateral |mutual |two-way |overall |total )*{NOUN}"
)
OF_FLOWS = re.compile(rf"{NOUN}|\b(?:trade )?(?:deficit|surplus)\b")


def flow_of(text: str, whole: Skeleton) -> Flow | None:
    """The last flow that a clause speaks of: whose, with whom, and whether exports, imports or trade."""
    found = None
    every = (PAIRED, BALANCE, FOUND, ACTION, GAVE, WITH)
    for one in (match for pattern in every for match in pattern.finditer(text)):
        got = one.groupdict() | {BALANCE: {"noun": "trade"}, WITH: {"noun": "supplies"}}.get(one.re, {})
        first = code_of(got.get("owner") or got.get("first"), whole)
        second = code_of(got.get("partner") or got.get("second"), whole)
        if first and second and first != second:
            noun = str(got.get("noun") or "") or ("exports" if re.fullmatch(SOLD, got["does"]) else "imports")
            if noun in INWARD and got.get("way") == "to":
                first, second = second, first  # `imports of goods to B`: they are B's
            found = Flow(
                owner="" if got.get("first") and one.re is not BALANCE else first,
                pair=(first, second),
                noun=noun,
                some=_of_some(got, text, one),
            )
    return found


def _of_some(got: dict[str, str | None], text: str, one: re.Match[str]) -> bool:
    """Whether a flow is named as one of some goods: `coal exports`, `exports of coal`."""
    noun = one.start("noun") if got.get("noun") and "noun" in one.re.groupindex else one.start()
    return "<g" in (got.get("of") or "") or re.search(r"<g(?:\d+|@[a-z-]+)> $", text[:noun]) is not None


def code_of(sign: str | None, whole: Skeleton) -> str:
    if not sign:
        return ""
    if sign.startswith("<a@"):
        return sign[3:-1]
    return str(whole.mentions[int(sign[2:-1])].value.code)
