"""Lists of suppliers, buyers and partners: `followed by Iraq with 59 million tonnes`, `Malaysia came in fourth at 960,000 barrels a day`.

A member of a list names neither the buyer nor the goods: both are those of the claim that the list goes on from, in the same
sentence or in one before it, and the time is, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from realpolitik.claims.reading.meaning.made import MONEY
from realpolitik.claims.reading.meaning.periods import Clock
from realpolitik.claims.reading.meaning.stance import is_prediction
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS, name_of
from realpolitik.claims.reading.spotting.amounts import Amount
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.spotting.things import called
from realpolitik.claims.reading.structure.context import Listing
from realpolitik.claims.reading.structure.named_times import times_of

AMONG = "among whom"
"""A doubt on a place that is one in a region: the list that goes on from it has amounts, and no places."""
QUANTITIES = ("t", "m3", "bbl/d", "kwh")
RANKS = {"rank-supplier": "supplier", "rank-buyer": "buyer", "rank-partner": "partner"}
_ABOUT = r"(?: (?:about|around|some|nearly|almost|just over|an average of))?"
_SIZE = r"(?: an?(?: (?:total|foreign|trade|trading|combined|bilateral|annual))* (?:volume|turnover|value|figure|total|trade|amount) of)"
_GIVES = rf"(?:(?: with|,)? (?:which|having) (?:supplied|exported|shipped|sold|delivered|bought)|,? with (?:<p\d+> )?(?:trade|turnover)(?: turnover| volume)* (?:of|equal(?:l)?ing|exceeding|reaching|amounting to|totall?ing|surpassing|worth)| (?:with|at|on|in (?:the )?<q\d+> (?:place|position|spot) with|supplying|shipping|exporting|selling|buying|sending|delivering)|,| -| \()(?:{_SIZE}| (?:sales|shipments|supplies|exports|deliveries|volumes|imports|trade|turnover)(?: (?:of|worth))?)?{_ABOUT} ?"
_AMOUNTS = r"<q\d+>(?: (?:of <g\d+>|(?:worth )?for <q\d+>|worth <q\d+>))*\)?"
_GREW = r"(?P<grew>,? (?:up|down)(?: by)? <q\d+>(?: year-on-year)?|,? <q\d+> (?:more|less|higher|lower|fewer)(?: than (?:<t\d+>|(?:the )?same \w+ (?:from )?<t\d+>))?)?"
_FIRST = rf"(?:the )?<a\d+>{_GIVES}{_AMOUNTS}"
_MORE = rf"(?:,? and|,) {_FIRST}"
_BARE = r"(?:the )?<a\d+>(?:(?:,| and|, and) (?:the )?<a\d+>)*"
_FOLLOWED = re.compile(
    rf"(?:^|,? )(?:and )?(?P<how>followed(?: closely)? by|then (?:goes|go|comes?|came)|ahead of|behind|next (?:came|comes?|is|was)) (?P<list>{_FIRST}(?:{_MORE})*)"
)
_BARELY = re.compile(rf",? (?:and )?followed(?: closely)? by (?P<list>{_BARE})(?=[.,;]|$)")
_SHARED = re.compile(
    r"\b(?:recorded with|attributed to|accounted for by|fell on|falls on|came from|comes from|partners (?:are|were|include|included)|:) (?P<list>(?:the )?<a\d+> (?:\(|- ?)(?:<q\d+>,? (?:or )?)?<q\d+>\)?(?:(?:,|,? and) (?:the )?<a\d+> (?:\(|- ?)(?:<q\d+>,? (?:or )?)?<q\d+>\)?)*)"
)
_PLACE = r"(?P<place>\d+)>(?:[ -](?:place|spot|position|largest|biggest|largest supplier|biggest supplier|largest buyer|largest partner|largest exporter|supplier|partner))*"
_PLACED = re.compile(
    rf"^\W*(?:the )?<a(?P<who>\d+)> (?:was|is|came|comes|came in|comes in|ranked|ranks|placed|stood|finished|took|followed|follows)(?: (?:in|at))?(?: the)?(?: a (?:close|distant))? <q{_PLACE}{_GIVES}<q(?P<amount>\d+)>(?: (?:worth )?for <q(?P<worth>\d+)>)?\)?(?: of <g\d+>)?{_GREW}(?P<rest>.*)$"
)
_LATER = re.compile(
    rf",? (?:while|and|whereas) (?:the )?<a(?P<who>\d+)> (?:was|is|came|comes|came in|comes in|ranked|ranks|placed|took)(?: (?:in|at))?(?: the)? <q{_PLACE},?{_GIVES}<q(?P<amount>\d+)>\)?{_GREW}"
)
_IS = re.compile(
    rf"^\W*(?:the )?<q{_PLACE}(?: <g\d+>)?(?:[ -](?:supplier|seller|buyer|partner|exporter|source))* (?:is|was) (?:the )?<a(?P<who>\d+)>,?{_GIVES}<q(?P<amount>\d+)>(?: of <g\d+>)?(?: (?:worth|for) <q(?P<worth>\d+)>)?\)?(?P<rest>.*)$"
)
_TOPPED = re.compile(
    rf"^\W*(?:the )?<a(?P<who>\d+)> (?:has |had )?(?:topped|led|headed|tops|leads|heads) the (?:list|ranking|rankings|table)(?: of suppliers| of buyers)?{_GIVES}<q(?P<amount>\d+)>\)?(?: of <g\d+>)?(?P<rest>.*)$"
)
_WITH = re.compile(
    rf"^\W*(?:the )?<a(?P<who>\d+)>,?{_GIVES}<q(?P<amount>\d+)>\)?(?: of <g\d+>)?(?: sales| shipments| supplies)?,? (?:was|is|came|ranked|took|held)(?: in)?(?: the| as the)? <q{_PLACE}(?:[ -](?:seller|buyer|exporter))*[.,]"
)
_NEXT = re.compile(
    rf"^\W*(?:the )?<a(?P<who>\d+)> (?:followed|follows|came next|comes next|was next|is next),?{_GIVES}<q(?P<amount>\d+)>\)?(?P<rest>,.*|\.?)$"
)
_AFTER = re.compile(
    r"^\W*(?:the )?<a(?P<who>\d+)> followed <a\d+> with <q(?P<amount>\d+)>(?: (?:worth )?for <q(?P<worth>\d+)>)?[.,;]?$"
)
_SOLD = re.compile(
    r"^\W*(?:the )?<a(?P<who>\d+)> (?:supplied|shipped|exported|sold|delivered|provided) <q(?P<amount>\d+)>(?: of <g\d+>)?[.,;]?$"
)
_FROM = re.compile(
    r"(?<=>),? (?:and|while|against) (?:another )?<q(?P<amount>\d+)>(?: <g\d+>)? from (?:the )?<a(?P<who>\d+)>"
)
_MAKING = re.compile(
    r",? (?:and |thus |thereby )?(?:making|which (?:made|makes)) <[ap]\d+> (?:the |its )?(?:<q(?P<place>\d+)>[ -])?(?:largest|biggest|top|main|leading)(?: <g\d+>)? (?:supplier|source|exporter)(?: (?:to|of|for) (?:<p\d+>|the (?:country|kingdom|nation)))?(?=[.,;]|$)"
)
_OWN = re.compile(
    rf"(?P<lead>(?:partners?|supplier|source|exporter|buyer|customer|market)(?: (?:of|to|for|in) (?:the )?<[agp]\d+>| in [a-z]+(?: [a-z]+)?(?= <t| *,? with))*(?:(?: (?:in |during |over |for )?<t\d+>|,? for (?:the )?<?[\w>]+ (?:consecutive|straight) (?:year|month|quarter)))*)"
    rf"(?:,? with{_SIZE}|,? with (?:<p\d+> )?(?:foreign |total |overall |bilateral |mutual )*(?:trade|turnover)(?: turnover| volume)* (?:of|equal(?:l)?ing|exceeding|reaching|amounting to|totall?ing|surpassing|worth)|,? with| \(|,? (?:selling|supplying|shipping|exporting|delivering|buying|having (?:sold|shipped|supplied)))"
    rf"(?: (?:imports|exports|sales|shipments|deliveries|trade|turnover)(?: (?:of|worth))?)?{_ABOUT} ?<q(?P<amount>\d+)>(?: of <g\d+>)?(?: (?:worth )?for <q(?P<worth>\d+)>)?\)?{_GREW}"
)


_TRADER = re.compile(
    r"<a(?P<who>\d+)>(?:'s?)? (?:total |overall )*(?:foreign |external |international )(?:trade|commerce)\b(?! (?:with|between))|(?:foreign|external) trade(?: turnover)? of <a(?P<of>\d+)>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A state of a list (empty: the one that the claim before is of), with its amounts and its place.

    `growth` is what its trade grew by, below 0 where it fell. A place below 0 is that many after the place before the list; 0 where none is said.
    """

    code: str
    amounts: tuple[Amount, ...]
    place: int = 0
    growth: float = 0.0


def members(skeleton: Skeleton) -> tuple[str, list[Member]]:
    """The words of a sentence without its list, and the members of that; the words as they are where there is none."""
    text = skeleton.text
    found: list[Member] = []
    for rule in (_SHARED, _FOLLOWED, _BARELY):
        if one := rule.search(text):
            numbered = rule is _BARELY or (rule is _FOLLOWED and one["how"].startswith(("followed", "next")))
            first = rule is _SHARED and re.search(r"\b(?:largest|biggest|highest)\b", text[: one.start()])
            found += _of_list(skeleton, one["list"], numbered=numbered, first=bool(first))
            text = text[: one.start()] + text[one.end() :]
    for rule in (_LATER, _FROM, _MAKING, _OWN):
        if one := rule.search(text):
            got = one.groupdict()
            placed = rule in (_MAKING, _LATER)
            place = 0 if not placed else _place(skeleton, got["place"]) if got["place"] else 1
            if placed and not place:
                continue
            who = _code(skeleton, got["who"]) if got.get("who") else ""
            growth = _growth(skeleton, got.get("grew") or "")
            found.append(Member(code=who, amounts=_amounts(skeleton, one), place=place, growth=growth))
            text = text[: one.start()] + got.get("lead", "") + text[one.end() :]
    while (whole := _whole(skeleton, text)) is not None:
        own, text = whole
        base = max((one.place for one in (own, *found)), default=0)
        found = [
            own,
            *(replace(one, place=base - one.place if base else 0) if one.place < 0 else one for one in found),
        ]
        text = re.sub(r"^[\s,;]*(?:(?:while|and|whereas|but) |(?=(?:the )?<a\d+> ))", "", text)
    named = max((one.place for one in found), default=0)
    if named > 0:  # `the US came in third, followed by China`
        found = [replace(one, place=named - one.place) if one.place < 0 else one for one in found]
    return text, found


def _whole(skeleton: Skeleton, text: str) -> tuple[Member, str] | None:
    """The member that a sentence is about as a whole, and what the sentence says beside it."""
    for rule in (_PLACED, _IS, _TOPPED, _WITH, _AFTER, _NEXT, _SOLD):
        if one := rule.match(text):
            got = one.groupdict()
            place = _place(skeleton, got["place"]) if got.get("place") else int(rule is _TOPPED)
            if got.get("place") and not place:
                return None
            growth = _growth(skeleton, got.get("grew") or "")
            member = Member(
                code=_code(skeleton, got["who"]), amounts=_amounts(skeleton, one), place=place, growth=growth
            )
            return member, got.get("rest") or ""
    return None


def _of_list(skeleton: Skeleton, words: str, *, numbered: bool, first: bool) -> list[Member]:
    found = []
    for number, part in enumerate(re.split(r"(?=<a\d+>)", words)[1:], start=1):
        who = re.match(r"<a(\d+)>", part)
        amounts = tuple(_amount(skeleton, one) for one in re.findall(r"<q(\d+)>", part))
        if who:
            place = -number if numbered else 1 if first and number == 1 else 0
            own = next((int(one.value) for one in amounts if one.unit in ("rank", "ordinal")), 0)
            found.append(Member(code=_code(skeleton, who[1]), amounts=amounts, place=own or place))
    return found


def _growth(skeleton: Skeleton, words: str) -> float:
    """What a member's trade grew by, from words after its amount: `up 6.5 %`, `12 % less`; 0 where they say nothing."""
    number = re.search(r"<q(\d+)>", words)
    if number is None or _amount(skeleton, number[1]).unit != "share":
        return 0.0
    falls = re.search(r"\b(?:down|less|lower|fewer)\b", words)
    return _amount(skeleton, number[1]).value * (-1 if falls else 1)


def _code(skeleton: Skeleton, number: str) -> str:
    return str(skeleton.mentions[int(number)].value.code)


def _amount(skeleton: Skeleton, number: str) -> Amount:
    amount: Amount = skeleton.mentions[int(number)].value
    return amount


def _amounts(skeleton: Skeleton, one: re.Match[str]) -> tuple[Amount, ...]:
    got = one.groupdict()
    found = [_amount(skeleton, number) for name in ("amount", "worth") if (number := got.get(name))]
    over = re.search(r"\b(?:exceed|surpass)ing (?:\w+ )?<q", one[0])
    if over and found and not found[0].bound:
        found[0] = replace(found[0], bound="at_least")
    return tuple(found)


def _place(skeleton: Skeleton, number: str) -> int:
    amount = _amount(skeleton, number)
    return int(amount.value) if amount.unit in ("rank", "ordinal") else 0


def listing_of(made: Iterable[Statement]) -> Listing | None:
    """What a list goes on from: the last claim without a doubt on a place among partners, or on a quantity of goods sold."""
    found = None
    for one in made:
        near = bool(one.doubts) and all(doubt.startswith(AMONG) for doubt in one.doubts)
        if one.kind != "claim" or (one.doubts and not (near and one.relation == "rank-partner")):
            continue
        if one.relation in RANKS and one.goods != "other":
            found = Listing(
                kind=RANKS[one.relation], hub=one.states[0], other=one.states[1], goods=one.goods, period=one.period, place=int(one.value or 0), near=near,
            )  # fmt: skip
        elif one.relation == "exports" and one.test == "near" and one.unit in QUANTITIES and one.goods:
            place = found.place if found and found.kind == "supplier" and found.hub == one.states[1] else 0
            found = Listing(
                kind="supplier", hub=one.states[1], other=one.states[0], goods=one.goods, period=one.period, place=place
            )  # fmt: skip
    return found


def trader_of(skeleton: Skeleton, clock: Clock) -> Listing | None:
    """The state of whose foreign trade as a whole a sentence speaks, as what a list of its partners goes on from."""
    one = _TRADER.search(skeleton.text)
    if one is None or len({str(m.value.code) for m in skeleton.mentions if m.kind == "a"}) > 1:
        return None
    code = _code(skeleton, one["who"] or one["of"])
    return Listing(kind="partner", hub=code, other="", goods="", period=clock.main(), place=0)


def of_list(
    number: int, skeleton: Skeleton, found: list[Member], listing: Listing, *, same: bool
) -> Iterator[Statement]:
    """The claims of the members of a list: what each sold or traded, and its place where that is said.

    `same` is whether the list stands in the sentence of the claim it goes on from; else buyer, goods and time are suppositions.
    """
    if is_prediction(skeleton):
        return
    goods = called(listing.goods)
    what = {"supplier": "suppliers of", "buyer": "buyers from", "partner": "partners of"}[listing.kind]
    said = (
        f"the list is of {what} {name_of(listing.hub)}{f', {goods}' if goods else ''}, from the words before"
    )
    if (
        not listing.period
        and len(times := {(one.value.start, one.value.end) for one in times_of(skeleton)}) == 1
    ):
        start, end = next(iter(times))
        listing = replace(listing, period=start if not end else "")
    timeless = () if listing.period else ("the words give no period",)
    for one in found:
        other = one.code or (listing.other if same else "")
        if other in ("", listing.hub) or (other in GROUPS and listing.goods):
            continue
        common: dict[str, Any] = {
            "sentence": number, "words": skeleton.origin, "confidence": 0.7, "period": listing.period, "notes": (said,),
            "assumed": (*(() if same else (said,)), *timeless), "part": "part" if ".." in listing.period else "",
        }  # fmt: skip
        for amount in one.amounts:
            if (made := _of_amount(amount, listing, other, common)) is not None:
                yield made
        if one.growth and listing.kind == "partner" and listing.period:
            pair = tuple(sorted((listing.hub, other)))
            period = (
                listing.period
                if ".." in listing.period
                else f"{int(listing.period[:4]) - 1}{listing.period[4:]}..{listing.period}"
            )
            yield Statement(
                relation="trade", states=pair, test="grows" if one.growth > 0 else "shrinks", value=abs(one.growth), unit="share",
                step=0.001, **{**common, "period": period},
            )  # fmt: skip
        place = listing.place - one.place if one.place < 0 and listing.place and same else one.place
        if place > 0 and not listing.near:
            yield Statement(
                relation=f"rank-{listing.kind}", states=(listing.hub, other), test="near", value=float(place), unit="place",
                goods="" if listing.kind == "partner" else listing.goods, **common,
            )  # fmt: skip


def _of_amount(amount: Amount, listing: Listing, other: str, common: dict[str, Any]) -> Statement | None:
    """What one amount of a member says: goods sold, trade of the two, or a share of the trade of the first."""
    test = amount.bound or "near"
    more: dict[str, Any] = {"about": amount.about, "step": amount.step}
    if listing.kind == "partner":
        if amount.unit in MONEY:
            pair = tuple(sorted((listing.hub, other)))
            return Statement(
                relation="trade",
                states=pair,
                test=test,
                value=amount.value,
                unit=amount.unit,
                **more,
                **common,
            )
        if amount.unit == "share":
            return Statement(
                relation="trade-share",
                states=(listing.hub, other),
                test=test,
                value=amount.value,
                unit="share",
                **more,
                **common,
            )
        return None
    if amount.unit not in (*QUANTITIES, *MONEY) or (amount.unit in QUANTITIES and not listing.goods):
        return None
    states = (listing.hub, other) if listing.kind == "buyer" else (other, listing.hub)
    return Statement(
        relation="exports", states=states, test=test, value=amount.value, unit=amount.unit, goods=listing.goods, **more, **common,
    )  # fmt: skip
