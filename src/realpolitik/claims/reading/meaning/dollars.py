"""In which money a text counts: a bare `$` may be Australia's or Canada's, and growth beside euros is growth in euros."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.meaning.made import MONEY
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Mention, Skeleton

_AMERICAN = re.compile(
    r"\bUSD\b|US ?\$|U\.S\. ?\$|\b(?:US|U\.S\.|American) dollars?\b|\b(?:AU?|CA?|SG?|NZ|HK|NT) ?\$"
    r"|\b(?:AUD|CAD|NZD|SGD|HKD|TWD)\b|\b(?:Australian|Canadian|Singapore|New Zealand|Hong Kong|Taiwan) dollars?\b"
)
_BARE = re.compile(r"(?<![A-Z.])\$ ?\d|\d ?(?:billion|million|bn) dollars\b", re.IGNORECASE)
_INDIAN = re.compile(r"Indian rupees?|\bINR\b|₹")
LACKS_RUPEES = "certain rupees: in a text on this state they may be its own"
LACKS = "certain dollars: a bare $ in a text on this state may be its own"


def home_of_dollars(named: Mapping[str, int], first: str, source: str, texts: Iterable[str]) -> str:
    """The state in whose dollars a text may count: named first or most, or that of its address; empty where the text says which it means."""
    if any(_AMERICAN.search(text) for text in texts):
        return ""
    own = table("forms")["own dollars"]
    address = next((code for code, end in own.items() if re.search(rf"\.{end}(?:/|$)", source)), "")
    most = max(named, key=lambda code: named[code], default="")
    return str(address) or next((code for code in (first, most) if code in own), "")


def uncertain(claim: Statement, skeleton: Skeleton, home: str) -> Statement:
    """A claim in dollars that may be those of `home`, as one that no figure is held against."""
    if claim.unit == "CNY" and "¥" in skeleton.origin and {*claim.states} & {*table("withheld")["yen"]}:
        return claim.model_copy(update={"unit": "JPY"})
    if (
        claim.unit == "INR"
        and {*claim.states} & {*table("withheld")["rupees"]}
        and not _INDIAN.search(skeleton.origin)
    ):
        return claim.model_copy(update={"lacks": LACKS_RUPEES})
    money = claim.unit == "USD" and claim.value is not None
    if money and _is_converted(claim, skeleton):
        claim = claim.model_copy(update={"assumed": (*claim.assumed, CONVERTED)})
    if not home or not money or home not in claim.states or not _BARE.search(skeleton.origin):
        return claim
    return claim.model_copy(update={"lacks": LACKS})


CONVERTED = "the dollars are converted in the text, at a rate of its own"


def _is_converted(claim: Statement, skeleton: Skeleton) -> bool:
    """Whether an amount in dollars stands in brackets after one in another money: `20 billion zlotys ($5 billion)`."""
    own = [one for one in skeleton.mentions if one.kind == "q" and one.value.unit == "USD" and one.value.value == abs(claim.value or 0.0)]  # fmt: skip
    return any(_bracketed().search(skeleton.origin[: one.start]) for one in own)


@cache
def _bracketed() -> re.Pattern[str]:
    """Another money, and a bracket right after it."""
    others = {unit: words for unit, words in table("amounts")["currencies"].items() if unit != "USD"}
    signs = "|".join(re.escape(sign) for sign, unit in table("amounts")["signs"].items() if unit != "USD")
    amount = rf"(?:{signs})\s?\d[\d.,]*\s?(?:trillion|billion|million|trn|bn|mn|m)?"
    return re.compile(rf"(?:\b{joined([*others.values()])}|{amount})\s?,? ?\((?:or |about |around |some |roughly |approximately |nearly |almost |over )*$", re.IGNORECASE)  # fmt: skip


IN_ITS_MONEY = "the growth is in the money of the amount beside it"
_CALLED = {"CNY": "in yuan", "EUR": "in euros", "INR": "in rupees", "RUB": "in roubles", "JPY": "in yen", "GBP": "in pounds", "KRW": "in won", "PLN": "in zlotys", "TRY": "in lira"}  # fmt: skip


def in_its_money(claim: Statement, skeleton: Skeleton) -> Statement:
    """Growth in a sentence whose only money is not the dollar, as growth in that money: `rose 9 % to 170 billion euros`."""
    grows = claim.test in ("grows", "shrinks") and claim.unit == "share" and not claim.currency
    if not grows or claim.relation not in ("trade", "exports", "balance") or claim.measured:
        return claim
    units = {_first_money(one, skeleton) for one in skeleton.mentions if one.kind == "q" and one.value.unit in MONEY}  # fmt: skip
    if len(units) != 1 or "USD" in units or _DOLLARS.search(skeleton.origin):
        return claim
    unit = next(iter(units))
    return claim.model_copy(
        update={
            "currency": _CALLED.get(unit, f"in {unit}"),
            "assumed": (*claim.assumed, IN_ITS_MONEY),
        }
    )


def _first_money(amount: Mention, skeleton: Skeleton) -> str:
    """The money that an amount is told in first: `20 billion zlotys ($5 billion)` is one of zlotys."""
    other = amount.value.other
    converted = other is not None and _bracketed().search(skeleton.origin[: amount.start])
    return str(other.unit if other is not None and converted else amount.value.unit)


_DOLLARS = re.compile(r"\bdollar(?:s|-denominated)?\b(?<!Canadian dollars)(?<!Australian dollars)(?<!Singapore dollars)|\bUSD\b", re.IGNORECASE)  # fmt: skip
