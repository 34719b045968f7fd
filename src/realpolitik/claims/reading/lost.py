"""What a claim on trade or arms lost of its sentence: the partner, the goods, the time. Such a claim says more than was said, and is not made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache

from realpolitik.claims.reading.forms.reading import regions
from realpolitik.claims.reading.lexicon import PAIR, table
from realpolitik.claims.reading.meaning.certainty import WORLD
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS, actors
from realpolitik.claims.reading.spotting.moments import MONTHS
from realpolitik.claims.reading.spotting.things import goods
from realpolitik.claims.reading.text.article import Article

AMOUNTS = ("near", "at_least", "at_most")
PAIRS = ("trade", "exports", "balance")
FLOWS = (*WORLD, *PAIRS)
SENTENCES = 4
"""So many sentences before are looked at for the times that `the same period` may mean."""
_FLOW_AFTER = re.compile(r"(?:[’']s)? (?:imports|exports|purchases|supplies|shipments|deliveries)\b")
_FLOW_BEFORE = re.compile(
    r"\b(?:imports|exports|purchases|supplies|shipments|deliveries|trade) (?:from|to|with) (?:the )?$"
)
_SPAN = re.compile(
    rf"\b((?:{'|'.join(MONTHS)}) (?:to|and|through|until) (?:{'|'.join(MONTHS)}))\b", re.IGNORECASE
)
_IMPORTS_OF = re.compile(r"\b(?:imports|purchases) of $", re.IGNORECASE)
_GAP_WITH = re.compile(r"\b(?:surplus|deficit|gap|balance) with (?:the )?$")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@cache
def _says(name: str) -> re.Pattern[str]:
    return re.compile("|".join(table("lost")[name]))


def without_lost(found: Iterable[Statement], article: Article) -> list[Statement]:
    """The statements of an article but those that lost the partner, the goods or the time of their sentence."""
    texts = [one.text for one in article.sentences]
    every = [*found]
    paired = _paired(every)
    kept = []
    for one in every:
        text = texts[one.sentence]
        before = texts[one.sentence - 1] if one.sentence else ""
        earlier = " ".join(texts[max(0, one.sentence - SENTENCES) : one.sentence])
        if one.kind != "claim":
            kept.append(one)
            continue
        whom = {mention.value.code for mention in [*actors(text, article.published), *regions(text)]}
        lost = (
            _no_union(one, text)
            or _partner(one, text, whom, _last(paired, one.sentence, earlier), article.published)
            or _whole_balance(one, text)
            or _goods(one, text, before, whom)
            or _time(one, text, before, earlier)
        )
        if not lost:
            kept.append(one)
    return kept


def _paired(every: list[Statement]) -> dict[int, set[str]]:
    """The two whose trade a sentence has, by its number, where no sentence so far had trade of others or with all."""
    found: dict[int, set[str]] = {}
    so_far: set[frozenset[str]] = set()
    for one in every:
        if one.relation in FLOWS:
            so_far.add(frozenset(one.states))
            found[one.sentence] = {*one.states} if len(so_far) == 1 and one.relation in PAIRS else set()
    return found


def _last(paired: dict[int, set[str]], number: int, earlier: str) -> set[str]:
    """The two of the last sentence on trade, where it stands just before or one further back; none after words on trade at large."""
    if _says("at_large").search(earlier):
        return set()
    return next((paired[one] for one in (number - 1, number - 2) if one in paired), set())


def _no_union(one: Statement, text: str) -> str:
    """Europe or some Europeans taken for the European Union; a state of Asia taken for Asia."""
    if "ASIA" in one.states and _says("giant").search(text):
        return "state"
    if "EU" not in one.states or _says("union").search(text):
        return ""
    # SIPRI's Europe has Ukraine, Norway and the United Kingdom
    of_arms = one.relation.startswith("arms") or one.goods == "arms"
    return "union" if _says("europe" if of_arms else "europeans").search(text) else ""


def _partner(one: Statement, text: str, whom: set[str], paired: set[str], on: date) -> str:
    """Trade with one partner given as that with the world, with a region or with another."""
    if one.relation in WORLD:
        return "partner" if _of_one_partner(one, text, whom, paired, on) else ""
    if one.relation == "goods-part" and _of_a_supplier(one, text, on):
        return "supplier"
    if one.relation not in PAIRS or len(one.states) != PAIR:
        return ""
    lent = {*one.states} - whom
    single = {code for code in whom if code not in GROUPS}
    if len(single) >= PAIR and any(code in GROUPS for code in lent):
        return "region"
    return "neighbour" if lent and len(single) >= PAIR and _says("two_sided").search(text) else ""


def _of_one_partner(one: Statement, text: str, whom: set[str], paired: set[str], on: date) -> bool:
    """Whether what is given as trade with all is that with one partner, named here or in the sentence before."""
    if _with_one(one, text, on):
        return True
    if _says("at_large").search(text):
        return False
    if not whom:
        return one.states[0] in paired
    return len(whom) >= PAIR and _says("partner").search(text) is not None


def _with_one(one: Statement, text: str, on: date) -> bool:
    """Whether imports are those of the state's goods (`imports of Libyan oil`), or a balance is that with another state."""
    for mention in actors(text, on):
        other = mention.value.code not in one.states
        if one.relation == "world-imports" and not other and _IMPORTS_OF.search(text, 0, mention.start):
            return True
        if one.relation == "world-balance" and other and _GAP_WITH.search(text, 0, mention.start):
            return True
    return False


def _of_a_supplier(one: Statement, text: str, on: date) -> bool:
    """Whether the whole of which goods are a part is trade with one state: `of Italy's Libyan imports`."""
    for mention in actors(text, on):
        if mention.value.code in one.states:
            continue
        if _FLOW_AFTER.match(text, mention.end) or _FLOW_BEFORE.search(text, 0, mention.start):
            return True
    return False


def _whole_balance(one: Statement, text: str) -> str:
    """A deficit or surplus given as turnover, and a balance of some goods as the whole."""
    if one.relation in ("trade", "world-trade") and one.test in AMOUNTS:
        return "balance" if _says("gap").search(text) and not _says("turnover").search(text) else ""
    if one.relation in ("balance", "world-balance") and not one.goods:
        return "balance of some goods" if _says("part_of_balance").search(text) else ""
    return ""


def _goods(one: Statement, text: str, before: str, whom: set[str]) -> str:
    """Some goods given as all, a metal as all metals, or goods that were left out as those that were traded."""
    if one.relation not in FLOWS:
        return ""
    if not one.goods:
        near = text if whom else f"{before} {text}"
        return (
            "goods"
            if one.relation in ("exports", "world-exports", "world-imports")
            and _says("some_goods").search(near)
            else ""
        )
    if one.goods in table("lost")["narrower"] and one.value is not None:
        return "narrower goods" if re.search("|".join(table("lost")["narrower"][one.goods]), text) else ""
    for found in _says("left_out").finditer(f"{before} {text}"):
        after = f"{before} {text}"[found.end() : found.end() + 25]
        if any(mention.value == one.goods for mention in goods(after)):
            return "goods left out"
    return ""


_BASE = re.compile(r"\b(?:against|versus|than|compared (?:with|to)|(?:up|down) from)\b[^;.]*")
"""What a figure is compared with, whose month is not its own."""


def _time(one: Statement, text: str, before: str, earlier: str) -> str:
    """A time that the sentence, or the one before it, tells and the claim has not."""
    ranks = one.relation.startswith(("rank-", "arms-world"))
    months = {found.casefold() for found in _says("month").findall(text)}
    if ranks and re.fullmatch(r"\d{4}-\d{2}", one.period):
        months = {found.casefold() for found in _says("month").findall(_BASE.sub("", text))}
        return "month" if MONTHS[int(one.period[5:]) - 1] not in months and (months or one.relation.startswith("arms")) else ""  # fmt: skip
    if one.relation not in FLOWS:
        return ""
    if not one.period and one.test in ("rises", "falls") and _says("this_year").search(f"{before} {text}"):
        return "this year"
    if one.test in AMOUNTS and _YEAR.findall(text) == [one.period] and _says("compared").search(text):
        return "year compared with"
    spans = {found.casefold() for found in _SPAN.findall(earlier)}
    told = months or _YEAR.search(text)
    ambiguous = len(spans) > 1 and "-" in one.period and not told and _says("same_time").search(text)
    return "same period" if ambiguous else ""
