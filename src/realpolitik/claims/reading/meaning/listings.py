"""How many persons, firms and ships a state puts on its list, and with how many others, in a text on sanctions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Context
from realpolitik.claims.reading.structure.told import Told

FAR = 45
"""Letters after an amount within which the noun stands that it counts."""
_ABOUT = re.compile(
    r"\b(?:sanction\w*|restrictive measures|entity list\w*|designat\w+|blacklist\w*|listings?|visa restrictions|asset freeze\w*)\b"
)
_ACT = re.compile(r"\b(?:sanction(?:ed|s|ing)?|designat(?:ed|es|ing)|blacklist(?:ed|ing)|target(?:ed|s|ing)?|add(?:ed|s|ing|ition)|list(?:ed|ing|ings)?|impos(?:ed|es|e|ing)|includ(?:es|ed|ing)|total|apply|pursuing|package)\b")  # fmt: skip
_TOTAL = re.compile(r"\btotal\b[^;<]* (?:to|at|is|of|reached|reaches) $")
_TO_COME = re.compile(
    r"\b(?:will|would|could|may|might|plans? to|propos\w+|consider\w*|if|should|threat\w*|call\w* (?:for|on)|lifted|removed|delisted)\b"
)
_SENDER = re.compile(r"<([a-z]+):[hsp]>")
_JOINED = re.compile(r"\b(?:allies|partners|countries|nations|states|governments)\b")


def listings(
    number: int, own: Told, skeleton: Skeleton, context: Context, period: str
) -> Iterator[Statement]:
    """The claims of a sentence on numbers of listings, each amount one; who lists and over whom may be those of the text before."""
    text = own.text
    if not _ACT.search(text) or _TO_COME.search(text):
        return
    if not _ABOUT.search(text) and (context.listing_age > 3 or not all(context.measures_of)):
        return
    nouns = re.compile(rf"\b{joined(table('deeds')['words']['listed'])}\b")
    words = skeleton.words(0, len(skeleton.text))
    named = list(_SENDER.finditer(text))
    for one in re.finditer(r"<q(\d+)>", text):
        amount = skeleton.mentions[int(one[1])]
        if (
            amount.value.unit in ("share", "USD", "t", "m3", "growth", "ordinal", "bbl/d")
            or amount.value.value < 2
        ):
            continue
        said = f"{amount.text} {re.split('[;,(]', text[one.end() : one.end() + FAR])[0]}"
        led = text[max(0, one.start() - FAR) : one.start()]
        summed = _TOTAL.search(led) and nouns.search(led)
        relation = "listings" if nouns.search(said) or summed else "coalition" if _JOINED.search(said) else ""
        if re.search(r"\b(?:packages?|rounds?)\b", said.split(",", maxsplit=1)[0]) and "new" not in said:
            continue
        if not relation or (
            relation == "coalition" and not re.search(r"impos\w+|levied|joined|sanctions", text)
        ):
            continue
        states, supposed = _whose(one, text, named, context, relation)
        if len(states) == 2 and len(words) < 1990:
            yield Statement(
                sentence=number, relation=relation, states=states, test=amount.value.bound or "near", value=amount.value.value, unit="entries" if relation == "listings" else "states",
                step=amount.value.step, about=amount.value.about, period=period, words=words, confidence=0.7, assumed=(*own.supposed, *supposed),
            )  # fmt: skip


def _whose(
    one: re.Match[str], text: str, named: list[re.Match[str]], context: Context, relation: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who lists, and over whom: the first state before the amount and the first after it, else those of the text before."""
    before = [sign[1].upper() for sign in named if sign.end() <= one.start()]
    after = [sign[1].upper() for sign in named if 0 <= sign.start() - one.end() <= FAR]
    known_sender, known_target = context.measures_of
    if owner := re.search(
        r"<([a-z]+):s>'s? $", text[: one.start()]
    ):  # `A's two largest firms`: they are the ones listed
        return (known_sender, owner[1].upper()), ("who imposes them: as in the text before",)
    sender = (before[-1] if relation == "coalition" else before[0]) if before else ""
    if not sender or sender == known_target:
        sender = known_sender
    over = [code for code in (*after, *before[1:]) if code != sender]
    target = next((code for code in over if code == known_target), next(iter(over), known_target))
    if not sender or not target or sender == target:
        return (), ()
    open_ = [
        what
        for what, given in (("who imposes them", before and before[0] == sender), ("on whom", target in over))
        if not given
    ]
    return (sender, target), (f"{' and '.join(open_)}: as in the text before",) if open_ else ()
