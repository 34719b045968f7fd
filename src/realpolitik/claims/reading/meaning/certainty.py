"""Whether the reader is sure of what a clause says: every amount bound, every word known, nothing that turns the figure into another.

A doubt is said in words and keeps the claim from being judged; it never makes a claim false.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.grammar import Frame

FLOWS = ("trade", "exports", "import-share", "export-share", "trade-share", "balance", "group-imports")
"""Relations of which every word is looked at."""
OPEN = ("meetings", "votes", "phrase")
"""Relations that choose among several amounts of a sentence by themselves."""
_WORD = re.compile(r"(?<![\w<@])[a-z][a-z'.-]*[a-z]|(?<![\w<@])[a-z](?![\w>])")
_OF = re.compile(
    r"\b(?:exports?|imports?|shipments?|deliver(?:y|ies)|sales?|purchases?|supplies|trade) of (?:the |its |new |more )?(?P<object>[a-z][\w-]*)"
)
_ADJECTIVE = re.compile(
    r"(?P<object>[a-z][\w-]*) (?:exports?|imports?|shipments?|deliver(?:y|ies)|purchases?|trade|turnover)\b"
)
_DEAL = re.compile(
    r"\b(?:sold|exported|shipped|supplied|sent|bought|imported|purchased|delivered) (?:<q\d+> )?(?:worth )?(?:of )?(?P<object>[a-z][\w-]*)"
)
_NOT = re.compile(r"\b(?:not|never|no|neither|nor|without)\b|n't\b")
_REACHED = re.compile(
    r"(?:not|never|hardly|n't) (?:yet |ever )?(?:exceed|surpass|top|pass|cross|reach|hit|rise|climb)"
)


def doubts(frame: Frame, skeleton: Skeleton, bound: set[int], start: int, end: int) -> tuple[str, ...]:
    """What is not certain of a clause's claims; nothing where all is understood.

    Parameters
    ----------
    bound
        The amounts, by their number, that tests are made of.
    start, end
        The stretch whose amounts belong to the frame.
    """
    found = _amounts(frame, skeleton, bound, start, end)
    if frame.relation.name in FLOWS:
        found += _parts_of_years(skeleton, start, end)
        found += _words(frame, skeleton, bound, start, end)
        found += _goods(frame, skeleton)
        found += _parties(frame, skeleton, start, end)
    else:
        found += _supposed(frame, skeleton)
    return tuple(dict.fromkeys(found))


def unended(frame: Frame, skeleton: Skeleton, start: int, end: int, on: date) -> tuple[str, ...]:
    """A year of which, when the words were written, only a part was known."""
    if frame.relation.name not in FLOWS:
        return ()
    times = [skeleton.mentions[n].value for n in skeleton.numbers("t", start, end)]
    current = [one for one in times if one.how in ("in", "by") and one.start == str(on.year)]
    return (f"which part of {on.year} is meant: it had not ended on {on}",) if current else ()


def rivals(frame: Frame, claims: list[Statement]) -> tuple[str, ...]:
    """Two amounts that one clause gives of the same thing and time: one of them is of something else."""
    if frame.relation.name not in FLOWS:
        return ()
    seen: dict[tuple[str, str, str], set[float]] = {}
    for one in claims:
        kind = {"grows": "change", "shrinks": "change"}.get(str(one.test), str(one.test))
        if kind in ("near", "change") and one.value is not None:
            seen.setdefault((kind, one.period, one.goods + one.unit), set()).add(one.value)
    return ("which of two amounts is of it",) if any(len(values) > 1 for values in seen.values()) else ()


def _supposed(frame: Frame, skeleton: Skeleton) -> list[str]:
    """Words by which a thing that holds or does not is only talked of, or is of an age that no test looks at."""
    near = skeleton.text[max(0, frame.start - 60) : frame.end + 40]
    found = [
        f"what “{one[0]}” makes of it"
        for one in [_TALK.search(near)]
        if one and frame.relation.name in TALKED_OF
    ]
    if frame.relation.name == "votes":
        shares = [n for n in skeleton.numbers("q") if skeleton.mentions[n].value.unit == "share"]
        if len(shares) > 1 or _SOME_VOTES.search(skeleton.text):
            found.append("which votes are meant: the measure is of all roll calls of a time")
    if frame.relation.name == "phrase" and (one := _AGE.search(skeleton.text)):
        found.append(f"how long it has been used (“{one[0]}”)")
    return found


TALKED_OF = ("alliance", "rigidity", "sanctions", "meetings", "plan")
_TALK = re.compile(
    r"\b(?:speculat\w+|potential|possible|possibility|rumou?r\w*|prospects?|hypothetical|talk of|proposed|proposes|considering|mulls|threat\w*|would-be|de facto|virtual|near-)\b"
)
_SOME_VOTES = re.compile(
    r"\b(?:least|most|before|since|after|issues?|questions? of|on (?!<t|the (?:un\b|united|general|same)|all))\b"
)
_AGE = re.compile(
    r"\b(?:for (?:decades|years|centuries|generations|a long time)|since (?:the )?<t\d+>|not new|isn't (?:itself )?new|for the first time)"
)


def _amounts(frame: Frame, skeleton: Skeleton, bound: set[int], start: int, end: int) -> list[str]:
    if frame.relation.name in OPEN:
        return []
    loose = [n for n in skeleton.numbers("q", start, end) if n not in bound]
    return [f"what “{skeleton.mentions[n].text.strip()}” is said of" for n in loose[:2]]


def _parts_of_years(skeleton: Skeleton, start: int, end: int) -> list[str]:
    found = []
    for number in skeleton.numbers("t", start, end):
        time = skeleton.mentions[number].value
        if time.how == "part":
            kind = "a fiscal year" if time.relative == "fiscal" else "a part of a year"
            found.append(
                f"figures of {kind}, {time.start} to {time.end}: the series are of whole calendar years and single months"
            )
    return found


def _words(frame: Frame, skeleton: Skeleton, bound: set[int], start: int, end: int) -> list[str]:
    """Words that may change what is claimed, from the flow to the last of its amounts and times."""
    text = skeleton.text
    last = max([frame.end, *(skeleton.places[n][1] for n in bound)])
    follows = re.match(r"(?:[^<;,]){0,45}<t\d+>", text[last:end])
    stop = last + (follows.end() if follows else 0)
    window = text[max(start, frame.start) : stop]
    near = text[max(start, frame.start - 60) : min(end, stop + 45)]
    if frame.relation.name == "balance":
        near = re.sub(r"\b(?:surplus|deficit)\b", "balance", near)
        window = re.sub(r"\b(?:surplus|deficit)\b", "trade", window)
    found = [f"what “{one[0]}” makes of the figure" for one in [_unsure().search(near)] if one]
    if _NOT.search(window) and not _REACHED.search(window):
        found.append("what is denied")
    unknown = unknown_words(window)
    if bound and unknown:
        found.append(f"the words “{'”, “'.join(dict.fromkeys(unknown[:3]))}”")
    return found


def unknown_words(window: str) -> list[str]:
    """Words that are not known to leave what is claimed as it is."""
    return [
        one[0] for one in _WORD.finditer(window) if not _known().fullmatch(one[0].strip(".").split("'")[0])
    ]


def _goods(frame: Frame, skeleton: Skeleton) -> list[str]:
    """Goods that the words name and the claim does not take in."""
    text = skeleton.text[max(0, frame.start - 30) : frame.end + 60]
    neutral = _neutral()
    found = []
    for pattern in (_OF, _DEAL):
        found += [one["object"] for one in pattern.finditer(text) if not _objects().fullmatch(one["object"])]
    for one in _ADJECTIVE.finditer(text):
        if not neutral.fullmatch(one["object"]) and not re.fullmatch(r"\w+ly|\w+ing|\w+ed", one["object"]):
            found.append(one["object"])
    listed = {
        str(skeleton.mentions[n].value)
        for n in skeleton.numbers("g", max(0, frame.start - 12), frame.end + 12)
    }
    loose = listed - set(frame.goods)
    if frame.relation.name == "trade":
        loose |= listed
    if "other" in listed and set(frame.goods) <= {"other"}:
        loose.add("other")
    if frame.relation.name in ("export-share", "import-share", "trade-share"):
        loose |= set(frame.goods) | listed
    found += [name.replace("-", " ") if name != "other" else "these goods" for name in sorted(loose)]
    return [
        f"figures of “{one}” alone" if one != "these goods" else "figures of these goods alone"
        for one in dict.fromkeys(found)
    ]


def _parties(frame: Frame, skeleton: Skeleton, start: int, end: int) -> list[str]:
    """A third state among the words of the claim: it may be the one that is meant."""
    if frame.rival:
        return []
    numbers = skeleton.numbers(
        "a", max(start, frame.start - 1), max(frame.end, min(end, _last(frame, skeleton, end)))
    )
    rest = skeleton.text[frame.end : end]
    if re.search(
        r"\b(?:more|less|fewer|higher|lower|larger|as much|as many)\b", skeleton.text[start:end]
    ) and re.search(r"\b(?:than|as) (?:\w+ ){0,3}(?:to|from|with|by|for)? ?<[ap]\d+>", rest):
        return ["a comparison of two flows"]
    others = {skeleton.mentions[n].value.code for n in numbers} - set(frame.states)
    return [f"whose figure it is: {len(others) + len(frame.states)} states are named"] if others else []


def _last(frame: Frame, skeleton: Skeleton, end: int) -> int:
    amounts = [skeleton.places[n][1] for n in skeleton.numbers("q", frame.end, end)]
    comma = skeleton.text.find(",", frame.end)
    return min(max(amounts, default=frame.end), comma if comma > 0 else end)


@cache
def _known() -> re.Pattern[str]:
    known = table("certainty")
    return re.compile(rf"(?!(?:{known['never_known']})\b)(?:{'|'.join(known['known'])})")


@cache
def _unsure() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{one})" for one in table("certainty")["unsure"]))


@cache
def _neutral() -> re.Pattern[str]:
    return re.compile(joined(table("certainty")["neutral"]))


@cache
def _objects() -> re.Pattern[str]:
    known = table("certainty")
    return re.compile(rf"{joined(known['objects'])}|{joined(known['neutral'])}|\w+ly")
