"""Lists of suppliers, buyers and partners: `followed by Iraq with 59 million tonnes`, `Malaysia came in fourth at 960,000 barrels a day`.

A member of a list names neither the buyer nor the goods: both are those of the claim that the list goes on from, in the same
sentence or in one before it, and the time is, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from realpolitik.claims.reading.meaning.made import MONEY
from realpolitik.claims.reading.meaning.stance import is_prediction
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import name_of
from realpolitik.claims.reading.spotting.amounts import Amount
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Listing

QUANTITIES = ("t", "m3", "bbl/d")
RANKS = {"rank-supplier": "supplier", "rank-buyer": "buyer", "rank-partner": "partner"}
_GIVES = r"(?: (?:with|at|on|supplying|shipping|exporting|selling|buying|sending|delivering)|,| -| \()(?: (?:sales|shipments|supplies|exports|deliveries|volumes|imports|a volume|a total|trade|turnover) of)?(?: an average of)?(?: (?:about|around|some|nearly|almost|just over))? ?"
_MORE = rf"(?:,? and|,) (?:the )?<a\d+>{_GIVES}<q\d+>\)?"
_FIRST = rf"(?:the )?<a\d+>{_GIVES}<q\d+>\)?"
_BARE = r"(?:the )?<a\d+>(?:(?:,| and|, and) (?:the )?<a\d+>)*"
_FOLLOWED = re.compile(
    rf",? (?:and )?(?P<how>followed(?: closely)? by|then (?:goes|go|comes?|came)|ahead of|next (?:came|comes?)) (?P<list>{_FIRST}(?:{_MORE})*)"
)
_BARELY = re.compile(rf",? (?:and )?followed(?: closely)? by (?P<list>{_BARE})(?=[.,;]|$)")
_PLACED = re.compile(
    rf"^\W*(?:the )?<a(?P<who>\d+)> (?:was|is|came|comes|came in|comes in|ranked|ranks|placed|stood|finished|followed|follows)(?: (?:in|at))?(?: the)? <q(?P<place>\d+)>(?:[ -](?:place|spot|position|largest|biggest|largest supplier|biggest supplier|largest buyer|largest partner|largest exporter|supplier|partner))*{_GIVES}<q(?P<amount>\d+)>\)?(?: of <g\d+>)?(?P<rest>.*)$"
)
_WITH = re.compile(
    rf"^\W*(?:the )?<a(?P<who>\d+)>,?{_GIVES}<q(?P<amount>\d+)>\)?(?: of <g\d+>)?(?: sales| shipments| supplies)?,? (?:was|is|came|ranked|took|held)(?: in)?(?: the| as the)? <q(?P<place>\d+)>(?:[ -](?:place|spot|position|largest|biggest|supplier|seller|buyer|partner|exporter))*[.,]"
)
_TOPPED = re.compile(
    rf"^\W*(?:the )?<a(?P<who>\d+)> (?:has |had )?(?:topped|led|headed|tops|leads|heads) the (?:list|ranking|rankings|table)(?: of suppliers| of buyers)?{_GIVES}<q(?P<amount>\d+)>\)?(?: of <g\d+>)?(?P<rest>.*)$"
)
_MAKING = re.compile(
    r",? (?:and |thus |thereby )?(?:making|which (?:made|makes)) <[ap]\d+> (?:the |its )?(?:<q(?P<place>\d+)>[ -])?(?:largest|biggest|top|main|leading)(?: <g\d+>)? (?:supplier|source|exporter)(?: (?:to|of|for) (?:<p\d+>|the (?:country|kingdom|nation)))?(?=[.,;]|$)"
)
_SOLD = re.compile(
    r"^\W*(?:the )?<a(?P<who>\d+)> (?:supplied|shipped|exported|sold|delivered|provided) <q(?P<amount>\d+)>(?: of <g\d+>)?[.,;]?$"
)
_FROM = re.compile(
    r"(?<=<q\d>|q\d\d>),? (?:and|while|against) (?:another )?<q(?P<amount>\d+)>(?: <g\d+>)? from (?:the )?<a(?P<who>\d+)>"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A state of a list (empty: the one that the claim before is of), with its amount and its place.

    A place below 0 is that many after the place before the list; 0 where none is said.
    """

    code: str
    amount: Amount | None
    place: int


def members(skeleton: Skeleton) -> tuple[str, list[Member]]:
    """The words of a sentence without its list, and the members of that; the words as they are where there is none."""
    text = skeleton.text
    found: list[Member] = []
    for rule in (_FOLLOWED, _BARELY):
        if one := rule.search(text):
            after = rule is _BARELY or one["how"].startswith("followed")
            found += _of_list(skeleton, one["list"], numbered=after)
            text = text[: one.start()] + text[one.end() :]
    if one := _FROM.search(text):
        amount = _amount(skeleton, one["amount"])
        found.append(Member(code=_code(skeleton, one["who"]), amount=amount, place=0))
        text = text[: one.start()] + text[one.end() :]
    if (one := _MAKING.search(text)) and (place := _place(skeleton, one["place"]) if one["place"] else 1):
        found.append(Member(code="", amount=None, place=place))
        text = text[: one.start()] + text[one.end() :]
    if (whole := _whole(skeleton, text)) is not None:
        own, text = whole
        base = own.place
        found = [
            own,
            *(replace(one, place=base - one.place if base else 0) if one.place < 0 else one for one in found),
        ]
    return text, found


def _whole(skeleton: Skeleton, text: str) -> tuple[Member, str] | None:
    """The member that a sentence is about as a whole, and what the sentence says beside it."""
    for rule in (_PLACED, _TOPPED, _WITH, _SOLD):
        if one := rule.match(text):
            got = one.groupdict()
            place = _place(skeleton, got["place"]) if got.get("place") else int(rule is _TOPPED)
            if got.get("place") and not place:
                return None
            member = Member(
                code=_code(skeleton, got["who"]), amount=_amount(skeleton, got["amount"]), place=place
            )
            return member, got.get("rest") or ""
    return None


def _of_list(skeleton: Skeleton, words: str, *, numbered: bool) -> list[Member]:
    pairs = re.findall(rf"<a(\d+)>(?:{_GIVES}<q(\d+)>)?", words)
    return [
        Member(
            code=_code(skeleton, who),
            amount=_amount(skeleton, amount) if amount else None,
            place=-place if numbered else 0,
        )
        for place, (who, amount) in enumerate(pairs, start=1)
    ]


def _code(skeleton: Skeleton, number: str) -> str:
    return str(skeleton.mentions[int(number)].value.code)


def _amount(skeleton: Skeleton, number: str) -> Amount:
    amount: Amount = skeleton.mentions[int(number)].value
    return amount


def _place(skeleton: Skeleton, number: str) -> int:
    amount = _amount(skeleton, number)
    return int(amount.value) if amount.unit in ("rank", "ordinal") else 0


def listing_of(made: Iterable[Statement]) -> Listing | None:
    """What a list goes on from: the last claim without a doubt on a place among partners, or on a quantity of goods sold."""
    found = None
    for one in made:
        if one.kind != "claim" or one.doubts:
            continue
        if one.relation in RANKS and one.goods != "other":
            found = Listing(
                kind=RANKS[one.relation], hub=one.states[0], other=one.states[1], goods=one.goods, period=one.period, place=int(one.value or 0),
            )  # fmt: skip
        elif one.relation == "exports" and one.test == "near" and one.unit in QUANTITIES and one.goods:
            place = found.place if found and found.kind == "supplier" and found.hub == one.states[1] else 0
            found = Listing(
                kind="supplier", hub=one.states[1], other=one.states[0], goods=one.goods, period=one.period, place=place
            )  # fmt: skip
    return found


def of_list(
    number: int, skeleton: Skeleton, found: list[Member], listing: Listing, *, same: bool
) -> Iterator[Statement]:
    """The claims of the members of a list: what each sold or traded, and its place where that is said.

    `same` is whether the list stands in the sentence of the claim it goes on from; else buyer, goods and time are suppositions.
    """
    if is_prediction(skeleton):
        return
    goods = listing.goods.replace("-", " ")
    what = {"supplier": "suppliers of", "buyer": "buyers from", "partner": "partners of"}[listing.kind]
    said = (
        f"the list is of {what} {name_of(listing.hub)}{f', {goods}' if goods else ''}, from the words before"
    )
    for one in found:
        other = one.code or (listing.other if same else "")
        if other in ("", listing.hub):
            continue
        states = (listing.hub, other) if listing.kind == "buyer" else (other, listing.hub)
        common = {
            "sentence": number, "words": skeleton.origin, "confidence": 0.7, "period": listing.period, "notes": (said,),
            "assumed": () if same else (said,),
        }  # fmt: skip
        fits = QUANTITIES if listing.goods and listing.kind != "partner" else MONEY
        if one.amount is not None and one.amount.unit in fits:
            trade = listing.kind == "partner"
            yield Statement(
                relation="trade" if trade else "exports", states=tuple(sorted(states)) if trade else states,
                test=one.amount.bound or "near", value=one.amount.value, unit=one.amount.unit, goods="" if trade else listing.goods,
                about=one.amount.about, step=one.amount.step, **common,
            )  # fmt: skip
        place = listing.place - one.place if one.place < 0 and listing.place and same else one.place
        if place > 0:
            yield Statement(
                relation=f"rank-{listing.kind}", states=(listing.hub, other), test="near", value=float(place), unit="place",
                goods="" if listing.kind == "partner" else listing.goods, **common,
            )  # fmt: skip
