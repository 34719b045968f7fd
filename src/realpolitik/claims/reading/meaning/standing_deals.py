"""What one state sells to another, told without an amount: `A imports gas from B`, `B supplies A with coal`; and changes that speak of the present without a time."""

from __future__ import annotations

import re
from collections.abc import Iterable

from realpolitik.claims.reading.forms.made import relation_goods
from realpolitik.claims.reading.forms.periods import NO_PERIOD
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS
from realpolitik.claims.reading.spotting.mentions import Skeleton

PRESENT = "they speak of the present"
LACKS = "the time from which the change is counted"
_A, _G = r"<a(\d+)>", r"<g\d+>"
_ADV = r"(?:(?:still|also|now|already|currently|mainly|mostly|largely|primarily|regularly|directly|only|[a-z]+ly|<t\d+>|has|have) )*"
_GOODS = rf"(?P<goods>{_G}(?:(?:,| and|, and| or) {_G})*)"
_KIND = r"(?:(?:pipeline|seaborne|discounted|cheap|sanctioned|most|much|some|of|its|their|<p\d+>) )*"
_BUYS = r"(?:(?:continues?|continued) to (?:import|buy|purchase|source)|imports|buys|purchases|sources|receives)(?! of\b)"
_SELLS = r"(?:(?:continues?|continued) to (?:export|sell|supply|ship|deliver)|supplies|sells|exports|ships|delivers)(?! of\b)"
_RULES = (
    re.compile(rf"<a(?P<buyer>\d+)> {_ADV}{_BUYS} {_KIND}<a(?P<seller>\d+)>(?:'s?)? {_KIND}{_GOODS}"),
    re.compile(rf"<a(?P<buyer>\d+)> {_ADV}{_BUYS} {_KIND}{_GOODS} {_KIND}from (?:the )?<a(?P<seller>\d+)>"),
    re.compile(rf"<a(?P<seller>\d+)> {_ADV}{_SELLS} {_KIND}{_GOODS} to (?:the )?<a(?P<buyer>\d+)>"),
    re.compile(rf"<a(?P<seller>\d+)> {_ADV}(?:supplies|provides) (?:the )?<a(?P<buyer>\d+)> with {_KIND}{_GOODS}"),
)  # fmt: skip
_RISES = r"(?P<up>rise|increase|growth|surge|jump|uptick|spike|boom)"
_FALLS = r"(?P<down>fall|drop|decline|decrease|reduction|slump|plunge|slowdown|cut|dip)"
_CHANGE = rf"(?<!<q\d> )(?<!<q\d\d> )\b(?:an?|the|this) (?:(?:sharp|steep|slight|recent|marked|further|significant|modest|strong|steady|rapid|notable|dramatic|continued|general|small|big|large) )*(?:{_RISES}|{_FALLS}) in "
_ONE = r"(?P<goods><g\d+>)"
_CHANGES = (
    re.compile(rf"{_CHANGE}<a(?P<buyer>\d+)>(?:'s?)? (?:imports|purchases|buying) of <a(?P<seller>\d+)>(?:'s?)? {_KIND}{_ONE}"),
    re.compile(rf"{_CHANGE}<a(?P<buyer>\d+)>(?:'s?)? (?:imports|purchases) of {_ONE} from (?:the )?<a(?P<seller>\d+)>"),
    re.compile(rf"{_CHANGE}<a(?P<buyer>\d+)>'s? <a(?P<seller>\d+)>(?:'s?)? {_KIND}{_ONE} (?:imports|purchases)"),
    re.compile(rf"{_CHANGE}<a(?P<buyer>\d+)>(?:'s?)? {_ONE} (?:imports|purchases) from (?:the )?<a(?P<seller>\d+)>"),
    re.compile(rf"{_CHANGE}<a(?P<seller>\d+)>(?:'s?)? {_ONE} (?:exports|sales|supplies|shipments|deliveries) to (?:the )?<a(?P<buyer>\d+)>"),
    re.compile(rf"{_CHANGE}(?:exports|sales|supplies|shipments|deliveries) of <a(?P<seller>\d+)>(?:'s?)? {_ONE} to (?:the )?<a(?P<buyer>\d+)>"),
    re.compile(rf"\b(?:(?P<down>weak|weaker|lower|falling|declining|sluggish|reduced|slumping|shrinking|waning)|(?P<up>strong|stronger|higher|rising|growing|increased|robust|surging|soaring)) demand for <a(?P<seller>\d+)>(?:'s?)? {_ONE} in (?:the )?<a(?P<buyer>\d+)>"),
)  # fmt: skip
_UNSURE = re.compile(
    r"\b(?:not|never|no longer|would|could|may|might|should|shall|will|if|unless|until|plans?|wants?|whether|hopes?|agreed|set to|ban(?:s|ned)?|alleg\w+|stopp?\w*|halt\w*|cease\w*)\b|n't\b|<q\d+>[^;]*$"
)
_NOW = re.compile(
    r"\b(?:is|are|has|have|keeps?|continues?)\b|\b(?:an?|the) (?:[a-z]+ ){0,2}?(?:rise|increase|growth|surge|jump|fall|drop|decline|decrease|reduction|slump|cut) in\b|\bdemand for\b"
)


def standing_deals(number: int, skeleton: Skeleton, every: Iterable[Statement]) -> list[Statement]:
    """The sales of a sentence that has no amount, as claims that there are some; none of goods that another claim is of."""
    if "<g" not in skeleton.text:
        return []
    every = [*every]
    said = {(one.states, one.goods) for one in every if one.kind == "claim"}
    made = _changed(number, skeleton, every)
    if "<q" in skeleton.text:
        return made
    for rule in _RULES:
        for one in rule.finditer(skeleton.text):
            seller, buyer = (str(skeleton.mentions[int(one[end])].value.code) for end in ("seller", "buyer"))
            if (
                seller == buyer
                or {seller, buyer} & GROUPS.keys()
                or _UNSURE.search(skeleton.text[: one.end()])
            ):
                continue
            for sign in re.findall(r"<g(\d+)>", one["goods"]):
                goods = relation_goods("exports", str(skeleton.mentions[int(sign)].value))
                if ((seller, buyer), goods) in said:
                    continue
                said.add(((seller, buyer), goods))
                made.append(
                    Statement(
                        sentence=number, relation="exports", states=(seller, buyer), test="exists", goods=goods,
                        words=skeleton.words(one.start(), one.end()), confidence=0.5, assumed=(PRESENT,),
                    )
                )  # fmt: skip
    return made


def _changed(number: int, skeleton: Skeleton, every: list[Statement]) -> list[Statement]:
    """What is named as a rise or a fall of a flow of goods, without how large it was and since when: `amid a fall in A's imports of coal from B`."""
    if any(one.kind == "t" and one.value.how != "now" for one in skeleton.mentions):
        return []
    sure = {(one.states, one.test) for one in every if one.kind == "claim" and not one.doubts}
    made: list[Statement] = []
    for rule in _CHANGES:
        for one in rule.finditer(skeleton.text):
            seller, buyer = (str(skeleton.mentions[int(one[end])].value.code) for end in ("seller", "buyer"))
            test = "rises" if one["up"] else "falls"
            unsure = _UNSURE.search(skeleton.text[: one.end()]) or re.match(r" (?:of |by )?(?:[a-z]+ )?<q", skeleton.text[one.end() :])  # fmt: skip
            if (
                seller == buyer
                or ((seller, buyer), test) in sure
                or unsure
                or {seller, buyer} & GROUPS.keys()
            ):
                continue
            goods = relation_goods("exports", str(skeleton.mentions[int(one["goods"][2:-1])].value))
            made.append(
                Statement(
                    sentence=number, relation="exports", states=(seller, buyer), test=test, goods=goods, words=skeleton.words(one.start(), one.end()),
                    confidence=0.5, assumed=(PRESENT,), lacks=LACKS,
                )
            )  # fmt: skip
    return made


def of_the_present(claim: Statement, skeleton: Skeleton) -> Statement:
    """A rise or fall of some goods, of two states that the sentence names, that has no time and speaks of the present: read, and what it is counted from is not told."""
    changes = claim.relation == "exports" and claim.test in ("rises", "falls") and claim.value is None
    if not changes or not claim.goods or claim.period or claim.doubts or claim.lacks:
        return claim
    named = {
        str(one.value.code) for one in skeleton.mentions if one.kind == "a" and one.value.how != "filled in"
    }
    timeless = any(NO_PERIOD in said for said in claim.assumed)
    if not timeless or not {*claim.states} <= named or not _NOW.search(skeleton.text):
        return claim
    kept = tuple(said for said in claim.assumed if NO_PERIOD not in said)
    return claim.model_copy(update={"assumed": (*kept, PRESENT), "lacks": LACKS})
