"""Reports of one good over several sentences: `shipments from Saudi Arabia`, `Russian volumes`, `top supplier Iraq`.

A customs report names the buyer and the good once, and then only sellers. Where the words before spoke of one buyer's imports of one
good (its *market*), a sentence that names a seller alone is filled in from it, and this is said with the claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.spotting.actors import GROUPS, name_of
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.spotting.things import called
from realpolitik.claims.reading.structure.context import Market

_VERB = joined(table("certainty")["verbs"])
_QUANTITIES = ("t", "m3", "bbl/d", "kwh")
_IN = r"(?:imports|purchases|inflows|arrivals|intake)"
_OUT = r"(?:supplies|shipments|deliveries|volumes|flows|cargoes|exports|sales|arrivals|imports)"
_KIND = r"(?:(?:total|overall|annual|monthly|seaborne|pipeline|combined) |<g\d+> )*"
_MARKETS = (
    re.compile(rf"<a(?P<hub>\d+)>(?:'s?)? (?:[a-z]+ly |the )?{_KIND}{_IN} of (?:[a-z-]+ )?<g(?P<of>\d+)>"),
    re.compile(rf"<a(?P<hub>\d+)>(?:'s?)? (?:(?:total|overall|annual|monthly) )*<g(?P<of>\d+)> {_IN}"),
    re.compile(rf"{_IN} (?:of|by) <a(?P<hub>\d+)> of <g(?P<of>\d+)>"),
    re.compile(
        r"<a(?P<hub>\d+)> (?:(?!<a)[^;.]){0,20}?(?:imported|bought|purchased|received|imports|buys) (?:<q\d+> )?(?:of )?(?:[a-z]+ )?<g(?P<of>\d+)>"
    ),
    re.compile(
        r"<a(?P<hub>\d+)>(?:'s?)? (?:<q\d+>[ -])?(?:largest|biggest|top|main|leading) (?:single )?<g(?P<of>\d+)> (?:supplier|source|exporter|seller)"
    ),
    re.compile(
        r"<a(?P<hub>\d+)>(?:'s?)? (?:<q\d+>[ -])?(?:largest|biggest|top|main|leading) (?:single )?(?:supplier|source|exporter|seller) of <g(?P<of>\d+)>"
    ),
    re.compile(rf"<g(?P<of>\d+)> {_OUT} to <a(?P<hub>\d+)>"),
    re.compile(rf"{_OUT} of <g(?P<of>\d+)> to <a(?P<hub>\d+)>"),
)
_OF = r"(?: of (?:the )?(?:<g\d+>|fuel|commodity))?"
_TO = r"(?: (?:in)?to (?:the country|the nation|the bloc|the region|<p\d+>))?"
_START = r"(?P<start>(?:^|[;,] |: )(?:\W*(?:while|whereas|but|and|meanwhile|however|separately|also),? )?(?:(?:in|during|over|for) )?(?:<t\d+>,? )?(?:the )?)"
_FROM = re.compile(
    rf"{_START}(?P<noun>{_KIND}{_OUT}{_OF}(?: coming| arriving| shipped| delivered)? from (?:the )?(?P<who><a\d+>)){_TO}(?=[ ,.])"
)
_OWN = re.compile(
    rf"{_START}(?P<noun>(?P<who><a\d+>)(?:'s?)? {_KIND}(?:{_OUT}|<g\d+>){_OF}){_TO} (?=(?:(?:also|further|only|in turn|then) )?{_VERB}\b)"
)
_BOUGHT = re.compile(r"(?:^|(?<=[;,:-] ))(?:the )?(?:imports|purchases) of (?P<who><a\d+>) <g(?P<goods>\d+)>")
_OF_SHARE = re.compile(
    r"(?P<cut>(?:,| -)? (?:with|while|and) )?(?:the )?share of (?P<who><a\d+>) <g\d+>(?: imports)?(?= (?:fall|drop|declin|ris|grow|increas|climb|fell|rose|went|reach|was|in (?:the )?(?:total|imports)))"
)
_SOLD = re.compile(
    rf"{_START}(?P<who><a\d+>) (?P<also>also )?(?P<does>supplied|shipped|exported|sold|delivered|provided|sent) (?P<much><q\d+>)(?: of <g\d+>)?{_TO}(?=[,.;]| <t)"
)
_RANK = (
    r"(?P<rank>(?:(?P<nth><q\d+>|next)[ -])?(?:single )?(?:largest|biggest|top|main|leading|number one|ranking|most important)(?:[ -]ranked)? "
    r"(?P<good><g\d+> )?(?:supplier|source|exporter|seller|provider)(?: of <g\d+>)?)"
)
_AFTER = re.compile(
    rf"(?P<who><a\d+>), (?:now |still |currently |usually |traditionally )?(?:the |its |<a\d+>(?:'s?)? |<p\d+>(?:'s?)? |the country's |the world's )?{_RANK}"
    r"(?: (?:to|for|of|in) (?P<to><[ap]\d+>|the country|the nation))?(?P<when> <t\d+>)?,"
)
_BEFORE = re.compile(
    rf"(?:(?:its|the|<a\d+>(?:'s?)?|<p\d+>(?:'s?)?) )?{_RANK}(?: (?:to|for|of|in) (?P<to><[ap]\d+>))?,? (?P<who><a\d+>)(?= |,|\.|$)"
)
_HOLDS = re.compile(
    rf"{_START}(?P<who><a\d+>) (?:again |also |still )?(?:held|kept|retained|took|regained|reclaimed|remained in|stayed in|maintained|was in|ranked in) (?:the )?(?P<nth><q\d+>|top|first|number one) (?:spot|place|position|rank)(?: among (?:<a\d+>(?:'s?)? )?(?:<g\d+> )?suppliers)?"
    rf"(?P<with>,? (?:with|at|on) (?:[a-z]+ (?:of )?)?)?(?P<rest>.*)$"
)
LENT = "the buyer and the goods are those of the words before"
_NEXT = 6
"""Sentences for which a market that was spoken of holds."""


def market_of(skeleton: Skeleton, sold: Iterable[tuple[str, str]], before: Market | None) -> Market | None:
    """The market that a sentence speaks of: whose imports of which good; else the one before, for some sentences.

    `sold` are buyers and goods of the claims that it made.
    """
    for hub, goods in sold:
        return Market(hub=hub, goods=goods)
    for rule in _MARKETS:
        if one := rule.search(skeleton.text):
            goods = str(skeleton.mentions[int(one["of"])].value)
            hub = str(skeleton.mentions[int(one["hub"])].value.code)
            return None if goods == "other" else Market(hub=hub, goods=goods)
    if before is None or before.age >= _NEXT:
        return None
    kinds = {str(one.value) for one in skeleton.mentions if one.kind == "g"}
    if kinds and before.goods not in kinds:
        return None  # of other goods now
    return Market(hub=before.hub, goods=before.goods, age=before.age + 1)


def reported(whole: Skeleton, market: Market | None, group: str = "") -> tuple[str, tuple[str, ...]]:
    """The words of a sentence with the buyer and the good that it leaves out, and what was supposed; as they are where nothing is left out."""
    text = whole.text
    if market is None and group and (bought := _BOUGHT.search(text)) and "<a" not in text[: bought.start()]:
        goods = str(whole.mentions[int(bought["goods"])].value)
        market = Market(hub=group, goods=goods)
    if market is None or not re.search(r"<a\d+>", text) or re.search(r"\b(?:global|worldwide)\b", text):
        return text, ()
    kinds = {str(one.value) for one in whole.mentions if one.kind == "g"}
    if kinds - {market.goods}:
        return text, ()
    text, places = _without_places(text, market, whole)
    text = _HOLDS.sub(lambda one: _held(one, market), text, count=1)
    text = _OF_SHARE.sub(
        lambda one: (
            f"{'; ' if one['cut'] else ''}{one['who']}'s share of <a@{market.hub}>'s <g@{market.goods}> imports"
            if _foreign(one["who"], market, whole)
            else one[0]
        ),
        text,
    )
    text = _BOUGHT.sub(
        lambda one: (
            f"<a@{market.hub}>'s imports of <g@{market.goods}> from {one['who']}"
            if _foreign(one["who"], market, whole)
            else one[0]
        ),
        text,
    )
    for rule in (_FROM, _OWN, _SOLD):
        text = rule.sub(lambda one: _filled(one, market, whole), text)
    text = text.rstrip(". ") + places + "." if places else text
    if text == whole.text:
        return text, ()
    said = f"{LENT}, {name_of(market.hub)} and {called(market.goods)}"
    return text, (said,)


def _foreign(sign: str, market: Market, whole: Skeleton) -> bool:
    code = str(whole.mentions[int(sign[2:-1])].value.code)
    return code != market.hub and code not in GROUPS


def _filled(one: re.Match[str], market: Market, whole: Skeleton) -> str:
    """A noun or a verb of selling, with the buyer and the good."""
    tail = one.string[one.end() :]
    if re.search(
        r"\b(?:total|overall)\b|^<a\d+>(?:'s?)? .*\b(?:imports|purchases)\b",
        one.groupdict().get("noun") or "",
    ):
        return one[0]  # to all others, or `Japan's imports`, which it buys
    if not _foreign(one["who"], market, whole) or re.match(r",? (?:in)?to <a\d+>", tail):
        return one[0]
    got = one.groupdict()
    if not got.get("noun"):
        return f"{one['start']}{one['who']} {one['does']} {one['much']} of <g@{market.goods}> to <a@{market.hub}>"
    counted = any(
        whole.mentions[n].value.unit in (*_QUANTITIES, "share", "times", "growth") for n in whole.numbers("q")
    )
    if not counted:
        return one[0]
    space = " " if one.re is _OWN else ""
    return f"{one['start']}<a@{market.hub}>'s imports of <g@{market.goods}> from {one['who']}{space}"


def _without_places(text: str, market: Market, whole: Skeleton) -> tuple[str, str]:
    """A text without what it says in passing of places (`top supplier Iraq`), and that as clauses of their own."""
    places = ""
    for rule in (_AFTER, _BEFORE):
        for one in rule.finditer(text):
            whose = re.search(
                r"<a(\d+)>(?:'s?)? ", one[0][: one.start("rank") - one.start()].removeprefix(one["who"])
            )
            hub = str(whole.mentions[int(whose[1])].value.code) if whose else market.hub
            if hub != market.hub or "world's" in one[0] or not _foreign(one["who"], market, whole):
                continue
            text = text.replace(one[0], one["who"], 1)
            nth = f"{one['nth']} " if one["nth"] and one["nth"].startswith("<q") else ""
            if one["nth"] != "next":
                when = one.groupdict().get("when") or ""
                places += (
                    f"; {one['who']} was <a@{market.hub}>'s {nth}largest supplier of <g@{market.goods}>{when}"
                )
            break
    return text, places


def _held(one: re.Match[str], market: Market) -> str:
    rest = one["rest"]
    nth = "" if one["nth"] in ("top", "first", "number one") else f"{one['nth']} "
    first = f"{one['start']}{one['who']} was <a@{market.hub}>'s {nth}largest supplier of <g@{market.goods}>"
    amount = re.match(r"(?P<much><q\d+>)(?P<more>.*)$", rest) if one["with"] else None
    if amount is None:
        return f"{first}{one['with'] or ''}{rest}"
    return f"{first}; <a@{market.hub}>'s imports of <g@{market.goods}> from {one['who']} reached {amount['much']}{amount['more']}"
