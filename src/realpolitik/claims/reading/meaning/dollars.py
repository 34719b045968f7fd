"""Whose dollars a bare `$` is: in a text on Australia or Canada it may be theirs, and is not read as the American one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton

_AMERICAN = re.compile(
    r"\bUSD\b|US ?\$|U\.S\. ?\$|\b(?:US|U\.S\.|American) dollars?\b|\b(?:AU?|CA?|SG?|NZ|HK|NT) ?\$"
    r"|\b(?:AUD|CAD|NZD|SGD|HKD|TWD)\b|\b(?:Australian|Canadian|Singapore|New Zealand|Hong Kong|Taiwan) dollars?\b"
)
_BARE = re.compile(r"(?<![A-Z.])\$ ?\d|\d ?(?:billion|million|bn) dollars\b", re.IGNORECASE)
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
    money = claim.unit == "USD" and claim.value is not None
    if not home or not money or home not in claim.states or not _BARE.search(skeleton.origin):
        return claim
    return claim.model_copy(update={"lacks": LACKS})
