"""How many persons, firms and ships a state puts on its list, and with how many others, in a text on sanctions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.meaning.deed_times import When
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.amounts import Amount
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Context
from realpolitik.claims.reading.structure.told import Told

FAR = 45
"""Letters after an amount within which the noun stands that it counts."""
NOT_COUNTED = ("share", "USD", "t", "m3", "growth", "ordinal", "nth", "bbl/d", "kwh", "rank")
"""Units of amounts that count no persons, firms or ships."""
_ABOUT = re.compile(
    r"\b(?:sanction\w*|(?:restrictive|punitive) measures|countermeasures|entity list\w*|designat\w+|blacklist\w*|listings?|visa restrictions|asset freeze\w*)\b"
)
_ACT = re.compile(r"\b(?:sanction(?:ed|s|ing)?|designat(?:ed|es|ing)|blacklist(?:ed|ing)|target(?:ed|s|ing)?|add(?:ed|s|ing|ition)|list(?:ed|s|ing|ings)?|impos(?:ed|es|e|ing)|includ(?:es|ed|ing)|total|apply|pursuing|package|countermeasures)\b")  # fmt: skip
_TOTAL = re.compile(r"\btotal\b[^;]* (?:to|at|is|of|reached|reaches) $")
_TO_COME = re.compile(
    r"\b(?:will|would|could|may|might|plans? to|propos\w+|consider\w*|if|should|threat\w*|call\w* (?:for|on)|lifted|removed|delisted)\b"
)
_SENDER = re.compile(r"<([a-z]+):[hsp]>")
_BESIDES = re.compile(
    r"\b(?:beyond|besides|in addition to|apart from|aside from|other than|next to|unlike|including) (?:the )?$"
)
"""Words before a state that neither lists nor is listed."""
_BASED_IN = re.compile(
    r"(?:[^;,.<]{0,40}\b(?:based|registered|located|operating)| (?:[\w-]+ ){0,2}?(?:entities|firms|companies|banks|individuals|traders|refineries)|) in (?:the )?<(?P<where>[a-z+]+):s>"
)
_NO_TARGET = re.compile(r"\b(?:entity list|export[- ]control list|trade blacklist)\b")
"""Lists that name firms of any state."""
_IN_TURN = re.compile(
    r"<([a-z]+):[hsp]>[^;<]{0,20} (?:retaliat|respond|hit back|repli|reciprocat|answer)\w*\b(?:[^;<]|<t\d+>){0,60}$"
)
"""A state that answers a measure with one of its own, right before what it listed."""
_THEIRS = re.compile(
    r" (?:(?:small|large|big|major|private|state|independent|more|other|new|leading)[\w-]* ){0,2}<([a-z]+):s>(?:'s)? "
)
"""Right after an amount, the state whose firms are counted."""
_SOME = re.compile(
    r"\b(?:most|many|some|half|several|the majority|a third) of (?:whom|which|them|these|those)\b"
)
"""After a count, words by which those counted are of more than one kind, or state."""
_IN_ADDITION = re.compile(
    r"\b(?:in addition to|besides|beyond|apart from|aside from|on top of|other than) (?:[^;,]){0,80}$"
)
"""Before an amount, words by which it was listed at another time."""
_NO_NATION = re.compile(
    r"\b(?:intermediar(?:y|ies)|third[- ]country|third[- ]part(?:y|ies)|foreign|overseas|offshore|middlem[ae]n)\b(?![^;,]{0,40}<)"
)
"""Right after an amount, words of firms whose state is not told."""
_JOINED = re.compile(r"\b(?:allies|partners|countries|nations|states|governments)\b")


def listings(
    number: int, own: Told, skeleton: Skeleton, context: Context, period: str, on: date
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
    listed = False
    for one in _counts().finditer(text):
        counted, said = _counted(one, skeleton)
        if counted.unit in NOT_COUNTED or counted.value < 2:
            continue
        said = f"{said} {re.split('[;,(]', text[one.end() : one.end() + FAR])[0]}"
        led = text[max(0, one.start() - 2 * FAR) : one.start()]
        summed = _TOTAL.search(led) and (listed or nouns.search(led))
        if _NO_TARGET.search(text) and not _SENDER.search(text[one.end() : one.end() + FAR]):
            continue  # a list of firms of many states
        if re.match(r" (?:[\w-]+ ){0,2}<[a-z]+\+[a-z+]+:s>", text[one.end() :]):
            continue  # `105 firms of A and B`: how many are whose is not told
        if _IN_ADDITION.search(text[: one.start()]) or _NO_NATION.search(text[one.start() : one.end() + FAR]):
            continue
        based = _BASED_IN.match(text, one.end())
        if based and "+" in based["where"]:
            continue  # of several states, how many are whose is not told
        next_in = listed and re.match(r" in <[a-z]+:s>", text[one.end() :])  # `63 entities in A and 42 in B`
        relation = (
            "listings"
            if nouns.search(said) or summed or next_in
            else "coalition"
            if _JOINED.search(said)
            else ""
        )
        if re.search(r"\b(?:packages?|rounds?)\b", said.split(",", maxsplit=1)[0]) and "new" not in said:
            continue
        if not relation or (
            relation == "coalition" and not re.search(r"impos\w+|levied|joined|sanctions", text)
        ):
            continue
        states, supposed = _whose(one, text, named, context, relation)
        if len(states) == 2 and not _among(text[one.end() :], _THEIRS.match(text, one.end()) is not None):
            listed = True
            yield Statement(
                sentence=number, relation=relation, states=states, test=counted.bound or "near", value=counted.value, unit="entries" if relation == "listings" else "states",
                step=counted.step, about=counted.about, period=_own_time(one, text, skeleton, context, on) or period, words=words, confidence=0.7, assumed=(*own.supposed, *supposed),
            )  # fmt: skip


def _among(after: str, theirs: bool) -> bool:
    """Whether a state's firms are only some of those that are counted: `40 firms, including Peru's`, `40 firms, most of them in Peru`."""
    some = re.search(r"^[^;.]{0,60}\bincluding (?:the )?(?:[\w-]+ ){0,2}?<[a-z]+:s>", after)
    return not theirs and (some is not None or _SOME.search(after) is not None)


def _own_time(one: re.Match[str], text: str, skeleton: Skeleton, context: Context, on: date) -> str:
    """The time of a listing in a sentence that names several: that of its clause."""
    times = re.findall(r"<t\d+>", text)
    own = (
        When(found=one, text=text, skeleton=skeleton, context=context, on=on).period()[0]
        if len(times) > 1
        else ""
    )
    return own if own != "future" else ""


@cache
def _counts() -> re.Pattern[str]:
    small = joined([one for one, value in table("amounts")["words"].items() if value > 1])
    return re.compile(rf"<q(\d+)>|\b(?P<word>{small})(?= <[a-z]+:s> )")


def _counted(one: re.Match[str], skeleton: Skeleton) -> tuple[Amount, str]:
    """The amount that a number stands for, with its words; a small number before the name of a state is a word alone."""
    if one["word"]:
        return Amount(value=float(table("amounts")["words"][one["word"]]), unit="", step=1), one["word"]
    mention = skeleton.mentions[int(one[1])]
    return mention.value, mention.text


def _whose(
    one: re.Match[str], text: str, named: list[re.Match[str]], context: Context, relation: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who lists, and over whom: the first state before the amount and the first after it, else those of the text before."""
    before = [
        sign[1].upper()
        for sign in named
        if sign.end() <= one.start() and not _BESIDES.search(text[: sign.start()])
    ]
    next_ = re.search(r"<q\d+>", text[one.end() :])
    far = min(FAR, next_.start()) if next_ else FAR
    after = [
        sign[1].upper()
        for sign in named
        if 0 <= sign.start() - one.end() <= far and not _BESIDES.search(text[: sign.start()])
    ]
    known_sender, known_target = context.measures_of
    theirs = _THEIRS.match(text, one.end())
    turn = _IN_TURN.search(text[: one.start()]) if theirs else None
    if theirs and turn and turn[1] != theirs[1]:
        known_sender = turn[1].upper()  # who was sanctioned answers in kind
    based = _BASED_IN.match(text, one.end())
    sent_by = known_sender or (before[0] if before else "")
    if relation == "listings" and based and sent_by not in ("", based["where"].upper()):
        return (sent_by, based["where"].upper()), ("whom they are of: where they are based",)
    if theirs and not turn and before and theirs[1].upper() == known_sender != before[0]:
        known_sender, known_target = before[0], known_sender  # who was listed lists in turn
    if relation == "listings" and theirs and known_sender not in ("", theirs[1].upper()):
        named_here = known_sender in before
        return (known_sender, theirs[1].upper()), () if named_here else (
            "who imposes them: as in the text before",
        )
    if owner := re.search(
        r"<([a-z]+):s>'s? $", text[: one.start()]
    ):  # `A's two largest firms`: they are the ones listed; `A's forty allies` list others
        if relation == "coalition":
            return (), ()
        return (known_sender, owner[1].upper()), ("who imposes them: as in the text before",)
    sender = (before[-1] if relation == "coalition" else before[0]) if before else ""
    if not sender or sender == known_target:
        sender = known_sender
    over = [code for code in (*after, *before[1:]) if code != sender]
    target = next((code for code in over if code == known_target), next(iter(over), known_target))
    if not target and sender:
        rest = {code: count for code, count in context.named.items() if code != sender}
        most = max(rest, key=lambda code: rest[code], default="")
        target = most if rest.get(most, 0) > 1 else ""
    if not sender or not target or sender == target:
        return (), ()
    open_ = [
        what
        for what, given in (("who imposes them", before and before[0] == sender), ("on whom", target in over))
        if not given
    ]
    return (sender, target), (f"{' and '.join(open_)}: as in the text before",) if open_ else ()
