"""What flows through a named pipeline is what its one seller sells to its one buyer: `supplies via the Power of Siberia rose by 27 %`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.clauses import remade

_A, _G, _Q, _T = r"<a(?:\d+|@[A-Z]+)>", r"<g(?:\d+|@[a-z-]+)>", r"<q\d+>", r"<t\d+>"
_ABOUT = r"(?:(?:about|around|some|roughly|nearly|almost|over|more than|a total of|just|only) )*"
_NOUN = r"(?P<noun>supplies|deliveries|exports|shipments|flows|volumes|transit|imports|sales|transmission|throughput)"

_PLAIN = ("supplies", "deliveries", "exports", "shipments", "imports", "sales")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """A pipeline: how it is named, its two ends, and what flows through it."""

    words: re.Pattern[str]
    seller: str
    buyer: str
    goods: str


@cache
def pipelines() -> tuple[Pipeline, ...]:
    """The pipelines of `pipelines.yaml`."""
    return tuple(
        Pipeline(
            words=re.compile(rf"\b(?:{one['names']})\b"),
            seller=one["seller"],
            buyer=one["buyer"],
            goods=one["goods"],
        )
        for one in table("pipelines")
    )


def through(skeleton: Skeleton) -> Skeleton:
    """A sentence on what flows through a pipeline, as one on what its seller sells to its buyer; the same where it names none, or says nothing that flows."""
    text = skeleton.text
    one = next((pipe for pipe in pipelines() if pipe.words.search(text)), None)
    if one is None:
        return skeleton
    made = _told(text, one)
    return skeleton if made == text else remade(skeleton, made, skeleton.origin)


def _told(text: str, pipe: Pipeline) -> str:
    name = rf"(?:the )?(?:{pipe.words.pattern})(?: (?:{_G} )?(?:pipeline|line|route|link))?"
    via = rf"(?:via|through|by|along|over|on) {name}"
    seller, buyer, goods = f"<a@{pipe.seller}>", f"<a@{pipe.buyer}>", f"<g@{pipe.goods}>"
    own = rf"(?P<own>(?:{_A}(?:'s?)? )?)(?P<kind>(?:(?:total|daily|overall|annual|monthly|its|the|natural|pipeline) )*(?:{_G} )?)"

    def flow(one: re.Match[str]) -> str:
        kind = re.sub(r"\b(?:the|its) ", "", one["kind"])
        of = one.groupdict().get("of") or ("" if "<g" in kind else f" of {goods}")
        noun = one["noun"] if one["noun"] in _PLAIN else "supplies"
        if noun == "imports":
            return f"{buyer}'s {kind}imports{of} from {seller}{one.groupdict().get('when') or ''}"
        whose = one["own"] or f"{seller}'s "
        return f"{whose}{kind}{noun}{of} to {buyer}{one.groupdict().get('when') or ''}"

    def raised(one: re.Match[str]) -> str:
        return f"{one['who']} {one['does']} supplies of {goods} to {buyer}"

    def moved(one: re.Match[str]) -> str:
        return f"{seller} supplied {one['much']} of {goods} to {buyer}"

    to = rf"(?: (?:in)?to (?:the )?(?:{_A}|the country))?"
    rules = (
        (rf"(?P<who>{_A}) (?:has |had )?(?P<does>increased|raised|boosted|cut|reduced|decreased|expanded|ramped up) (?:its |the |<p\d+> )?(?:daily )?(?:{_G} )?(?:supplies|deliveries|exports|shipments|flows)(?: of {_G})?{to} {via}{to}", raised),
        (rf"{own}\b{_NOUN}(?P<of>(?: of {_G})?){to} {via}{to}(?P<when>(?: {_T})?)", flow),
        (rf"(?:the )?(?:volume|amount|quantity) of (?P<own>(?:{_A} )?)(?P<kind>(?:{_G} )?)(?P<noun>)(?:pumped|delivered|supplied|transported|sent|shipped|exported|sold){to} {via}{to}(?P<when>(?: {_T})?)", flow),
        (rf"{name}(?:'s?)? (?:has |had )?(?:delivered|carried|transported|pumped|supplied|shipped|brought|sent|moved|transmitted) (?P<much>{_ABOUT}{_Q})(?: of (?:{_A} )?(?:natural )?(?:{_G}))?{to}", moved),
        (rf"(?P<much>{_ABOUT}{_Q})(?: of (?:{_A} )?(?:natural )?{_G})? (?:(?:was|were|has been|have been) )?(?:flowed|pumped|delivered|sent|shipped|transported|supplied|exported|moved|passed){to} {via}{to}", moved),
        (rf"(?P<own>){name}(?:'s?)? (?P<kind>)(?P<noun>flows|volumes|deliveries|supplies|exports|shipments|throughput)", flow),
        (rf"(?P<sold> (?:sold|sent|shipped|exported|supplied|delivered|pumped) (?:(?!<a)[^;.])*?to {_A}) {via}", lambda one: one["sold"]),
    )  # fmt: skip
    for rule, read in rules:
        made = re.sub(rule, lambda one, read=read: str(read(one)), text)
        if made != text:
            return made
    return text
