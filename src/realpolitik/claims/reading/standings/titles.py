"""What a place is called: `B's second-largest supplier of coal`, `the world's top five arms importers`, `the country's main African market`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from realpolitik.claims.reading.forms.heads import words
from realpolitik.claims.reading.forms.signs import A, G, P, codes, goods_of
from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.spotting.actors import GROUPS
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.standings.rankings import SOME

REALM = r"(?:the|this|that) (?:kingdom|republic|nation|country|bloc|union|island|sultanate|emirate|state|federation|economy|group)(?:'s)"
OWNED = rf"(?:{A}'s?(?![\w-])|{P}(?:'s?)?|our|{REALM})"
"""Whose partner, or whose trade, it is; a state without an ending is an adjective."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A place by its name.

    `role` is what its holder is (`seller`, `buyer`, `partner`), `place` which of them (0: none is told), `many` how many hold the first places together.
    `hub` is whose partner it is, where a state is named; `own` the words of a pronoun that stands for it. `region` is among whose
    partners alone the place is counted; `general` that it is a place in all trade (`export market`); `one_of` says that only one of several is meant.
    """

    role: str
    place: int
    many: int
    hub: str
    own: str
    world: bool
    region: str
    goods: str
    general: bool
    one_of: bool
    start: int
    end: int


@cache
def _phrase() -> re.Pattern[str]:
    first = rf"(?:{words('first')}|primary|chief|greatest|dominant|prime|most significant)"
    known = r"single|by far|export|import|exporting|importing|trade|trading|commercial|economic|regional|foreign|bilateral|individual|international|goods|merchandise|major|overseas|external|non-oil|crude|two|three|four|five|six|seven|eight|ten|non-\w+|conventional|purchasing|supplying|goods-trading"
    mod = rf"(?:{first}|{A}|{G}|<q\d+>|{known}|{words('kinds')}|{words('more_kinds')})"
    whole = rf"(?:(?P<own>{OWNED})|(?P<world>the (?:world|globe)'s|global|world's))"
    return re.compile(
        rf"(?<![\w<-])(?:(?:the|an?) )?(?:{whole} )?(?P<inner>(?:{mod}[ -])*)(?P<role>{roles()})\b(?!'s|-| (?:share|shares|prices?|conditions|access|economy))"
        rf"(?P<rest>(?: (?:of|for|to|in|among|within|across|with) (?:(?:the|all|its|major|other) )*(?:goods .?made in {A}.?|{A}(?:(?:'s?)? (?:{G}|exports|imports|goods|products|market|arms))?|{G}|arms|goods|(?P<of_world>world|globe)|(?P<of_region>region|bloc|area|continent|union)))*)(?P<globally> (?:globally|worldwide|internationally))?"
    )  # fmt: skip


@cache
def roles() -> str:
    """The nouns of who sells, buys or trades."""
    every = table("forms")["titles"]
    return "|".join(f"(?:{every[name]})s?" for name in every)


def _role(noun: str, inner: str) -> str:
    every = table("forms")["titles"]
    role = next(name for name, known in every.items() if re.fullmatch(rf"(?:{known})s?", noun))
    if role == "partner" and (way := re.search(r"\b(import|export)(?:ing)?\b", inner)):
        return "seller" if way[1] == "import" else "buyer"
    return (
        "seller"
        if role == "buyer" and re.search(r"\bimport\b", inner) and noun.startswith("market")
        else role
    )


def titles(skeleton: Skeleton, *, plain: bool = False) -> Iterator[Title]:
    """The places that a sentence names; with `plain` also nouns without a place, in words on a list: `among B's suppliers`."""
    text = skeleton.text
    if not _any_role().search(text):
        return
    for one in _phrase().finditer(text):
        if (made := _title(one, skeleton, plain=plain)) is not None:
            yield made


@cache
def _any_role() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{roles()})\b")


@cache
def _first() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words('first')}|primary|chief|greatest|dominant|prime|most significant)\b")


_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10}


def _title(one: re.Match[str], skeleton: Skeleton, *, plain: bool) -> Title | None:
    inner, rest = one["inner"], one["rest"] or ""
    amounts = [skeleton.mentions[int(n)].value for n in re.findall(r"<q(\d+)>", inner)]
    if any(each.unit not in ("", "rank", "ordinal", "states") for each in amounts) or _unnamed(one, skeleton):
        return None
    ranks = [int(each.value) for each in amounts if each.unit in ("rank", "ordinal")]
    first = _first().search(inner)
    if not (ranks or first or plain):
        return None
    counts = [int(each.value) for each in amounts if each.unit in ("", "states")] + [_NUMBERS[word] for word in _NUMBERS if re.search(rf"\b{word}\b", inner)]  # fmt: skip
    many = counts[0] if counts else 0
    hub, region = _places(one, skeleton)
    before = skeleton.text[: one.start()]
    return Title(
        role=_role(one["role"], inner), place=ranks[0] if ranks else 1 if first else 0, many=many, hub=hub,
        own="" if hub or not one["own"] else one["own"], world=bool(one["world"] or one["of_world"] or one["globally"]),
        region=region, goods=_goods(f"{inner} {rest}{_more_goods(one, skeleton)}", skeleton), general=bool(_GENERAL.search(inner)), one_of=many < 2 and not plain and bool(re.search(r"(?:<q\d+> of|among|some of|one of)(?: the)? $", before)),
        start=one.start(), end=one.end(),
    )  # fmt: skip


def _places(one: re.Match[str], skeleton: Skeleton) -> tuple[str, str]:
    """Whose partner it is, and among whom."""
    own = codes(one["own"], skeleton)
    adjectives = codes(one["inner"], skeleton)
    hub, region = (own[0] if own else ""), ""
    for code in adjectives:
        if not hub and not one["own"]:
            hub = code  # `the top Iraqi supplier` is not told apart, and names no other hub
        else:
            region = code if is_group(code) else region
            if not is_group(code):
                return "", SOME  # `A's main Saudi customer`: no state
    for way, sign in re.findall(
        rf" (of|for|to|in|among|within|across|with) (?:(?:the|all|its|major|other) )*({A})", one["rest"] or ""
    ):
        code = codes(sign, skeleton)[0]
        if hub or one["own"] or (is_group(code) and way in ("in", "among", "within", "across")):
            region = region or (code if is_group(code) else "" if code == hub else SOME)
        else:
            hub = code
    if one["of_region"] or re.search(r"\bregional\b", one["inner"]):
        region = region or SOME
    return hub, region


def is_group(code: str) -> bool:
    """Whether a code is that of a region or a group of states."""
    return code in GROUPS or code in table("forms")["regions"]


def _goods(words_of: str, skeleton: Skeleton) -> str:
    named = goods_of(words_of, skeleton)
    if not named and re.search(r"\barms\b|\bweapons\b", words_of):
        return "arms"
    return named[0] if len(named) == 1 else "other" if named else ""


_GENERAL = re.compile(r"\b(?:export|import|trade|trading|merchandise|commercial)\b")


def _more_goods(one: re.Match[str], skeleton: Skeleton) -> str:
    """Further goods of a list: `supplier of gas, oil and coal`."""
    more = _MORE.match(skeleton.text, one.end()) if (one["rest"] or "").endswith(">") else None
    return more[0] if more else ""


_MORE = re.compile(rf"(?:,? and |, ){G}(?:(?:,? and |, ){G})*")


def _unnamed(one: re.Match[str], skeleton: Skeleton) -> bool:
    """Whether goods without a sign follow: `largest market for phones`."""
    rest = skeleton.text[one.end() :]
    return bool(re.match(r" (?:of|for|in) (?!(?:the )?<|goods|most|many|<t|terms|trade|both|more|a |an |its |the (?:past|last|period|first|second|third|fourth|said|same|year|month|reporting|world|region|quarter|half))[\"a-z]|(?:,? and) [a-z-]+ (?:supplier|market|source|partner)", rest))  # fmt: skip
