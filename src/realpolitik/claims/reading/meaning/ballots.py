"""One vote on one text: how many voted which way, and how a named state voted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Context

_ABOUT = re.compile(
    r"\b(?:general assembly|assembly|resolutions?|united nations|u\.?n\.?|security council|vot(?:e|es|ed|ing))\b"
)
_BODY = re.compile(r"\b(?:general assembly|assembly|resolutions?|united nations|u\.?n\.?|security council)\b")
_WHO = r"(?:countries|members|member states|states|nations|governments)"
_FOR = r"(?:in favou?r|for|yes)"
_COUNTS = {
    "yes": (
        rf"<q(\d+)> (?:{_WHO} )?(?:votes? |voted |voting )?{_FOR}\b(?! (?:of )?<q)",
        r"\bby (?:a vote of )?<q(\d+)> (?:votes? )?to <q\d+>",
    ),
    "no": (
        rf"<q(\d+)> (?:{_WHO} )?(?:votes? |voted |voting )?against\b",
        r"\bby (?:a vote of )?<q\d+> (?:votes? )?to <q(\d+)>",
    ),
    "abstain": (
        rf"<q(\d+)>,?(?: {_WHO})?(?:,? including [^;.]{{1,80}}?,)?(?: {_WHO})? abstain(?:ed|ing)\b",
        r"<q(\d+)> abstentions?\b",
    ),
}
_OF_ALL = re.compile(
    r"\b(\d{2,3}) (?:out )?of (?:the |its )?193[^.;]{0,40}?(?:voted|voting) (?:for|in favou?r)", re.IGNORECASE
)
_BARE = re.compile(r"\b(\d{2,3})[-–](\d{1,3})(?:[-–](\d{1,3}))?\b")
_LIST = r"(?P<who><a\d+>(?:(?:, and |,? and |, )<a\d+>)*)"
_CAST = (
    ("abstain", r"abstain(?:ed|ing|s)?\b"),
    ("yes", r"(?:vot(?:ed?|ing|es) (?:in favou?r(?: of)?|for|yes)|backed|supported|endorsed)"),
    ("no", r"(?:vot(?:ed?|ing|es) (?:against|no)|opposed|rejected)"),
)
_WITH = re.compile(rf"{_LIST} (?:join(?:ed|ing)|voted with|sided with) (?P<also><a\d+>(?:(?:, and |,? and |, )<a\d+>)*) (?:in voting )?(?P<way>against|for|in favou?r)")  # fmt: skip
_TRAILING = re.compile(r"vot(?:ed|ing) (?P<way>against|for|in favou?r)[^;.]{0,80}?, join(?:ing|ed by) (?P<who><a\d+>(?:(?:, and |,? and |, )<a\d+>)*)")  # fmt: skip
_LISTED = (
    ("abstain", re.compile(rf"<q\d+>,?(?: \w+)? abstain(?:ed|ing),? including {_LIST}")),
    (
        "abstain",
        re.compile(
            rf"{_LIST},? (?:were|was) among (?:the )?<q\d+> (?:{_WHO} )?(?:that|who|which|to) abstain"
        ),
    ),
    ("abstain", re.compile(rf"\babstentions? (?:included|include|were) {_LIST}")),
    ("no", re.compile(rf"\bopposed (?:only )?by {_LIST}")),
)
_DENIED = re.compile(r"(?:did not|didn't|never|not) (?:\w+ )?$")


def is_of_votes(skeleton: Skeleton) -> bool:
    """Whether a sentence speaks of a vote on a text."""
    return bool(_ABOUT.search(skeleton.text)) and bool(
        re.search(r"\b(?:vot(?:e|es|ed|ing)|abst\w+|adopt\w+)\b", skeleton.text)
    )


def ballots(number: int, skeleton: Skeleton, context: Context) -> Iterator[Statement]:
    """The counts and the votes of states that a sentence names.

    A sentence that names no day is of the day that the sentences before named, if they did.
    """
    following = context.voting
    context.voting = is_of_votes(skeleton)
    if not context.voting:
        return
    day = _day(skeleton) or context.vote_day
    context.vote_day = day
    if re.search(r"\b(?:would|will|should|could|plans?|expected|urged|if)\b", skeleton.text):
        return
    yield from _tallies(number, skeleton, day)
    if _BODY.search(skeleton.text) or day or following:
        yield from _votes(number, skeleton, day)


def _day(skeleton: Skeleton) -> str:
    found = [skeleton.mentions[n].value.start for n in skeleton.numbers("t")]
    return next((one for one in sorted(found, key=len, reverse=True) if len(one) >= len("2022-03")), "")


def _tallies(number: int, skeleton: Skeleton, day: str) -> Iterator[Statement]:
    found: dict[str, float] = {}
    for vote, rules in _COUNTS.items():
        for rule in rules:
            if vote not in found and (one := re.search(rule, skeleton.text)):
                found[vote] = float(skeleton.mentions[int(one[1])].value.value)
    if "yes" not in found and (whole := _OF_ALL.search(skeleton.origin)):
        found["yes"] = float(whole[1])
    bare = _BARE.search(skeleton.origin)
    if bare and not found:
        found = {
            vote: float(count)
            for vote, count in zip(("yes", "no", "abstain"), bare.groups(), strict=True)
            if count
        }
    if "yes" not in found and len(found) < 2 and not day:
        return
    for vote, count in found.items():
        yield Statement(
            sentence=number, relation="tally", test="near", value=count, unit="states", period=day, phrase=vote, step=1,
            words=skeleton.words(0, len(skeleton.text)), confidence=0.8,
        )  # fmt: skip


def _votes(number: int, skeleton: Skeleton, day: str) -> Iterator[Statement]:
    text, said = skeleton.text, {}
    for vote, words in _CAST:
        for one in re.finditer(
            rf"{_LIST},? (?P<gap>(?:(?!<a|<q|vot|abst)[^;.]){{0,40}}?)(?<!by ){words}(?! <q)", text
        ):
            denied = bool(_DENIED.search(one["gap"] + "")) or bool(
                re.search(r"\b(?:not|never|n't)\b|n't", one["gap"])
            )
            if _loose(one["gap"]):
                continue
            for code in _codes(one["who"], skeleton):
                said.setdefault(code, (vote, denied))
    for vote, rule in _LISTED:
        for one in rule.finditer(text):
            for code in _codes(one["who"], skeleton):
                said.setdefault(code, (vote, False))
    for rule in (_WITH, _TRAILING):
        for one in rule.finditer(text):
            vote = "no" if one["way"] == "against" else "yes"
            for code in (*_codes(one["who"], skeleton), *_codes(one.groupdict().get("also") or "", skeleton)):
                said.setdefault(code, (vote, False))
    for code, (vote, denied) in said.items():
        if code not in GROUPS:
            yield Statement(
                sentence=number, relation="ballot", states=(code,), test="lacks" if denied else "exists", period=day, phrase=vote,
                words=skeleton.words(0, len(skeleton.text)), confidence=0.8,
            )  # fmt: skip


def _loose(gap: str) -> bool:
    """Whether words between a state and a vote may belong to somebody else."""
    return bool(re.search(r"\b(?:who|which|after|as|but|while|urged|asked|said|that)\b", gap))


def _codes(signs: str, skeleton: Skeleton) -> tuple[str, ...]:
    return tuple(str(skeleton.mentions[int(number)].value.code) for number in re.findall(r"<a(\d+)>", signs))
