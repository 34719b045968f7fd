"""One vote on one text: how many voted which way, and how a named state voted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from realpolitik.claims.reading.meaning.deed_times import weekday
from realpolitik.claims.reading.meaning.outcomes import became, cast, codes, remaining
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Context

_ABOUT = re.compile(
    r"\b(?:general assembly|assembly|resolutions?|united nations|u\.?n\.?|security council|vot(?:e|es|ed|ing))\b"
)
_BODY = re.compile(r"\b(?:general assembly|assembly|resolutions?|united nations|u\.?n\.?|security council)\b")
_WHO = r"(?:u\.?n\.? )?(?:countries|members|member states|states|nations|governments)"
_FOR = r"(?:in favou?r(?: of)?|for|yes|in support(?: of)?)"
_BESIDE = r"(?:,? \(?(?:including|among them|such as) [^;.]{1,160}?\)?,?)?"
_OPPOSED = r"(?:opposed(?! by)|rejected)"
_BACKED = r"(?:backed|supported|endorsed)(?! by)"
_COUNTS = {
    "yes": (
        rf"<q(\d+)> (?:{_WHO} )?(?:votes? |voted |voting )?{_FOR}\b(?! (?:of\b|<[qa]))",
        rf"<q(\d+)>(?: {_WHO})?(?: out of the <\S+ ?\S*)?(?: (?:out )?of (?:the )?[^<;,.]{{0,30}})? (?:votes? |voted |voting ){_FOR}\b",
        rf"<q(\d+)>(?: {_WHO})?{_BESIDE} {_BACKED}",
        r"\b(?:backed|supported|endorsed|approved) by <q(\d+)>",
        r"\bsupport (?:from|of) <q(\d+)>",
        rf"<q(\d+)>(?: {_WHO})? (?:that )?voted in (?:the )?[^<;]{{0,40}}? in (?:favou?r|support)",
        rf"<q(\d+)>(?:(?!<q|\babst|against)[^;]){{0,80}}?(?:\(?out of (?:the )?<q\d+>\)?)?(?:(?!<q|\babst|against)[^;]){{0,120}}? voted {_FOR}\b",
        r"\bby (?:a vote of )?<q(\d+)> (?:votes? )?to <q\d+>",
    ),
    "no": (
        rf"<q(\d+)> (?:{_WHO} )?(?:votes? |voted |voting )?against\b",
        rf"<q(\d+)>(?: {_WHO})?{_BESIDE} {_OPPOSED}",
        r"\bby (?:a vote of )?<q\d+> (?:votes? )?to <q(\d+)>",
    ),
    "abstain": (
        rf"<q(\d+)>,?(?: {_WHO})?(?:,? including [^;.]{{1,80}}?,)?(?: {_WHO})? abstain(?:ed|ing)\b",
        rf"<q(\d+)>(?: {_WHO})?{_BESIDE} abstain(?:ed|ing)\b",
        rf"<q(\d+)> (?:{_WHO} )?(?:that|who|which) abstain",
        r"<q(\d+)> abstentions?\b",
        rf"\bminority of <q(\d+)> (?:other )?(?:{_WHO} )?in abstaining",
        rf"(?:one|1) of (?:the )?<q(\d+)> (?:{_WHO} )?(?:that|who|which|to) abstain",
    ),
}
_OF_ALL = re.compile(
    r"\b(\d{2,3}) (?:out )?of (?:the |its )?193[^.;]{0,40}?(?:voted|voting) (?:for|in favou?r)", re.IGNORECASE
)
_BARE = re.compile(r"\b(\d{2,3})[-–](\d{1,3})(?:[-–](\d{1,3}))?\b")
_EACH = r"(?:the )?<[ag]\d+>"
_LIST = rf"(?P<who>{_EACH}(?:(?:, and |,? and |, ){_EACH})*)"
_ALSO = rf"(?:,? (?:and|along with|joined by) <q\d+> (?:other|more|others|additional)(?: {_WHO})?)?"
_CAST = (
    ("abstain", r"abstain(?:ed|ing|s)?\b(?! in (?:\w+ ){0,2}(?:<q|of|several|first|most|many))"),
    ("yes", r"(?:vot(?:ed?|ing|es) [\x22]?(?:in favou?r(?: of)?|for|yes)|backed|supported|endorsed)"),
    (
        "no",
        r"(?:vot(?:ed?|ing|es) [\x22]?(?:against|no\b)|opposed|rejected|vetoed|(?:have |has |had )?(?:used|cast|exercised|wielded) (?:a |<p\d+> |their |its )?(?:joint |double )?veto)",
    ),
)
_WITH = re.compile(rf"{_LIST},?(?: -)? (?:join(?:ed|ing)|voted with|sided with) (?P<also><a\d+>(?:(?:, and |,? and |, )<a\d+>)*) (?:in (?:voting )?)?(?P<way>against|for|in favou?r|opposing|rejecting|backing|supporting)")  # fmt: skip
_TRAILING = re.compile(r"vot(?:ed|ing) (?P<way>against|for|in favou?r)[^;.]{0,80}?, join(?:ing|ed by) (?P<who><a\d+>(?:(?:, and |,? and |, )<a\d+>)*)")  # fmt: skip
_DAYS = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_ONE = r"(?:<q\d+>|others?|several|many)"
_LISTED = (
    (
        "yes",
        re.compile(
            rf"<q\d+>(?: {_WHO})?(?: votes?| voted)?(?: {_FOR})?,? \(?(?:including|among them) {_LIST}(?:,? and (?:the )?[\w ]{{1,20}})?(?: \([^)]*\))?[,)]? (?:{_BACKED}|voted {_FOR})"
        ),
    ),
    (
        "yes",
        re.compile(
            rf"<q\d+>[^;.<]{{0,60}}? (?:in favou?r|in support of [^;.<]{{0,30}}|for) ?,? ?\(?(?:including|among them) {_LIST}(?![^;.]*\babst)"
        ),
    ),
    (
        "no",
        re.compile(
            rf"<q\d+>(?: {_WHO})?(?: votes?| voted)?(?: against)?,? \(?(?:including|among them) {_LIST}[,)]? {_OPPOSED}"
        ),
    ),
    (
        "no",
        re.compile(rf"<q\d+>(?: {_WHO})?(?: votes?| voted)? against,? \(?(?:including|among them) {_LIST}"),
    ),
    ("abstain", re.compile(rf"<q\d+>(?: {_WHO})?,? \(?(?:including|among them) {_LIST}[,)]? abstain")),
    (
        "abstain",
        re.compile(
            rf"<q\d+>(?: {_WHO})?(?: abstained| abstentions?)?,? \((?:including|among them) {_LIST}\)(?=$|[.,;])(?<=\))"
        ),
    ),
    ("no", re.compile(rf"\bvoting against(?: (?:it|<p\d+>|[^;.<-]{{1,30}}))? ?- ?{_LIST}")),
    (
        "no",
        re.compile(
            rf"\b(?:voting against|voted against|opposing|opposed to)(?: (?:it|(?:the|this|<t\d+>'s|{_DAYS}'s)(?: \w+){{1,2}}))? (?:included|include|were) {_LIST}"
        ),
    ),
    (
        "yes",
        re.compile(
            rf"{_LIST}, which (?:had )?abstain[^,;]{{3,80}}, (?:this time )?voted \x22?(?:yes|{_FOR})"
        ),
    ),
    (
        "yes",
        re.compile(
            rf"\b(?:voting {_FOR}|supporting|backing)(?: (?:it|the \w+))? (?:included|include|were) {_LIST}"
        ),
    ),
    ("abstain", re.compile(rf"\b(?:other |the )?abstaining (?:{_WHO} )?(?:included|include|were) {_LIST}")),
    (
        "no",
        re.compile(
            rf"{_LIST}(?:, where [^;]{{1,90}}?)?,? (?:were|was) among (?:the )?(?:opponents|<q\d+> (?:{_WHO} )?(?:that|who|which|to) (?:opposed|voted against|reject|joined <a\d+> in (?:opposing|voting against|rejecting)))"
        ),
    ),
    (
        "yes",
        re.compile(
            rf"{_LIST},? (?:were|was) among (?:the )?(?:supporters|backers|sponsors|<q\d+> (?:{_WHO} )?(?:that|who|which|to) (?:backed|supported|voted for))"
        ),
    ),
    (
        "yes",
        re.compile(rf"(?:voted|votes?|voting) {_FOR}\b(?:(?!\babst|against)[^;])*?,? as well as {_LIST}"),
    ),
    ("abstain", re.compile(rf"\babstain\w*[^;]{{0,90}}?, as (?:were|did|was) {_LIST}")),
    ("abstain", re.compile(rf"<q\d+>,?(?: \w+)? abstain(?:ed|ing),? including {_LIST}")),
    (
        "abstain",
        re.compile(
            rf"{_LIST},? (?:were|was) among (?:the )?<q\d+> (?:{_WHO} )?(?:that|who|which|to) abstain"
        ),
    ),
    ("no", re.compile(rf"(?:<q\d+>|<p\d+>)(?: {_WHO})? ?- {_LIST} ?-,? (?:vot\w+ )?(?:against|opposed)")),
    ("yes", re.compile(rf"(?:<q\d+>|<p\d+>)(?: {_WHO})? ?- {_LIST} ?-,? (?:vot\w+ )?(?:{_FOR}|backed)")),
    ("abstain", re.compile(rf"(?:<q\d+>|<p\d+>)(?: {_WHO})? ?- {_LIST} ?-,? abst")),
    ("abstain", re.compile(rf"<q\d+>(?: {_WHO})? abstained\b[^.;:<]{{0,30}}: {_LIST}")),
    ("abstain", re.compile(rf"\babstentions? (?:included|include|were) {_LIST}")),
    ("no", re.compile(rf"\bopposed (?:only )?by {_LIST}")),
)
_JOINED = re.compile(
    r"\bvetoe[ds]\b[^.;]{0,80}\b(?:resolution|bid|draft|text|measure|request|motion)\b|\bjoin(?:ed|ing) <a\d+> in (?:opposing|voting|backing|rejecting|supporting)\b[^;.]{0,20}\b(?:measure|text|motion|draft|resolution)"
)
"""Words that speak of a vote though they name none."""
_DENIED = re.compile(r"(?:did not|didn't|never|not) (?:\w+ )?$")


_WOULD = re.compile(
    r"\b(?:that|which) (?:would|could|will|should)\b(?:(?!, (?:but|while|with|as|after)\b)[^;.])*"
)
_OTHER = re.compile(
    r"\b(?:similar|earlier|previous|rival|parallel|another)(?: \w+){0,3} (?:resolution|draft|text|measure)\b"
)
"""Words of another vote than the one that is spoken of."""
MOST_BETWEEN = 2
"""Sentences without a vote after which one goes on with the vote that was spoken of."""
_GOES_ON = re.compile(
    r"\bveto\b|\b(?:text|draft|proposal|motion|amendment|resolution)\b[^;.]{0,60}? (?:failed|passed|fell short|was (?:rejected|defeated|voted down|adopted))|\bshort of\b|<q\d+>[^;.<]{0,60} voted (?:against|in favou?r|for)\b|\babst(?:ain\w*|entions?\b)|among (?:the |those )?(?:opponents|supporters|backers|opposing|voting|backing|supporting)|\bvoting (?:against|in favou?r)|\b(?:backed|opposed|supported|rejected) (?:it|<p\d+>|the (?:text|resolution|measure|draft|document|proposal|motion|bid))"
    r"|<q\d+>[^;.]{0,160}? (?:it|<p\d+>)?(?:voted )?(?:against|in favou?r)|\bopposed <p\d+>|\bbacked <p\d+>"
)


def is_of_votes(skeleton: Skeleton) -> bool:
    """Whether a sentence speaks of a vote on a text."""
    if _JOINED.search(skeleton.text):
        return True
    return bool(_ABOUT.search(skeleton.text)) and bool(
        re.search(
            r"\b(?:vot(?:e|es|ed|ing)|veto(?:ed|es)?|abst\w+|adopt\w+|passed|opposed|backed|supported|approved|failed|rejected|defeated)\b|short of",
            skeleton.text,
        )
    )


def ballots(number: int, skeleton: Skeleton, context: Context, on: date) -> Iterator[Statement]:
    """The counts and the votes of states that a sentence names.

    A sentence that names no day is of the day that the sentences before named, if they did.
    """
    following = context.voted < MOST_BETWEEN
    context.voted += 1
    # a sentence after one on a vote goes on with it where it counts or names who abstained, backed or opposed it
    goes_on = following and bool(_GOES_ON.search(skeleton.text))
    context.voting = is_of_votes(skeleton) or goes_on
    if not context.voting:
        return
    context.voted = 0
    day, supposed = _when(skeleton, context, on)
    context.vote_day, context.vote_supposed = day, supposed
    said = _WOULD.sub("", skeleton.text)  # what a text would have done is no vote to come
    if re.search(r"\b(?:would|will|should|could|plans?|expected to|urged|if)\b", said):
        return
    made = [*_outcomes(number, skeleton, day), *_tallies(number, skeleton, day, follows=following)]
    if _BODY.search(skeleton.text) or day or following or _JOINED.search(skeleton.text):
        made += _votes(
            number, skeleton, "" if day != _day(skeleton) and _OTHER.search(skeleton.text) else day
        )
    yield from (one.model_copy(update={"assumed": supposed}) if day and supposed else one for one in made)


def _when(skeleton: Skeleton, context: Context, on: date) -> tuple[str, tuple[str, ...]]:
    """The day of a vote, and what is supposed of it: told, by the day of the week, or that of the sentences before."""
    if told := _day(skeleton):
        return told, ()
    if day := weekday(skeleton.text, on):
        return day, (f"the day is {day}, by the day of the week",)
    if not context.vote_day or _of_another_year(skeleton, context.vote_day):
        return _year(skeleton), ()
    return context.vote_day, context.vote_supposed


def _outcomes(number: int, skeleton: Skeleton, day: str) -> Iterator[Statement]:
    for phrase in became(skeleton.text):
        yield Statement(
            sentence=number, relation="tally", test="exists", period=day, phrase=phrase,
            words=skeleton.words(0, len(skeleton.text)), confidence=0.7,
        )  # fmt: skip


def _day(skeleton: Skeleton) -> str:
    found = [
        skeleton.mentions[n].value.start
        for n in skeleton.numbers("t")
        if skeleton.mentions[n].value.how in ("in", "by")
    ]
    return next((one for one in sorted(found, key=len, reverse=True) if len(one) >= len("2022-03")), "")


def _year(skeleton: Skeleton) -> str:
    """The year of a vote of which the words name no more: `in 2019 the Assembly had adopted …`; none where they name several."""
    found = {
        skeleton.mentions[n].value.start
        for n in skeleton.numbers("t")
        if skeleton.mentions[n].value.how == "in" and skeleton.mentions[n].value.start
    }
    return next(iter(found)) if len(found) == 1 else ""


def _of_another_year(skeleton: Skeleton, day: str) -> bool:
    """Whether a sentence names a year that is not the one of the vote spoken of before."""
    years = {
        skeleton.mentions[n].value.start[:4]
        for n in skeleton.numbers("t")
        if skeleton.mentions[n].value.how in ("in", "by") and skeleton.mentions[n].value.start
    }
    return bool(day and years) and day[:4] not in years


def _tallies(number: int, skeleton: Skeleton, day: str, *, follows: bool) -> Iterator[Statement]:
    found: dict[str, float] = {}
    for vote, rules in _COUNTS.items():
        for rule in rules:
            if vote not in found and (one := re.search(rule, skeleton.text)):
                # `A joined 34 others in abstaining`: 35 abstained
                also = 1 if re.search(r"\bminority of <q\d+> other\b", one[0]) else 0
                found[vote] = float(skeleton.mentions[int(one[1])].value.value) + also
    for way, sign in remaining(skeleton.text):
        found.setdefault(way, float(skeleton.mentions[sign].value.value))
    if "yes" not in found and (whole := _OF_ALL.search(skeleton.origin)):
        found["yes"] = float(whole[1])
    bare = _BARE.search(skeleton.origin)
    if bare and "yes" not in found and "no" not in found:
        found |= {
            vote: float(count)
            for vote, count in zip(("yes", "no", "abstain"), bare.groups(), strict=True)
            if count
        }
    if "yes" not in found and len(found) < 2 and not day and not follows:
        return
    if len(found) > 1 and max(found.values()) <= 1:
        return  # `1 in favour, 0 an abstention, -1 against`: how votes are coded, not how many there were
    for vote, count in found.items():
        yield Statement(
            sentence=number, relation="tally", test="near", value=count, unit="states", period=day, phrase=vote, step=1,
            words=skeleton.words(0, len(skeleton.text)), confidence=0.8,
        )  # fmt: skip


def _votes(number: int, skeleton: Skeleton, day: str) -> Iterator[Statement]:
    text, said = skeleton.text, {code: (vote, denied) for code, vote, denied in cast(skeleton)}
    for vote, words in _CAST:
        for one in re.finditer(
            rf"{_LIST}{_ALSO},? (?P<gap>(?:(?!<a|<q|vot|abst)[^;.]){{0,40}}?)(?<!by ){words}(?! <q)", text
        ):
            denied = bool(_DENIED.search(one["gap"] + "")) or bool(
                re.search(r"\b(?:not|never|n't)\b|n't", one["gap"])
            )
            if _loose(one["gap"]):
                continue
            for code in codes(one["who"], skeleton):
                said.setdefault(code, (vote, denied))
    for vote, rule in _LISTED:
        for one in rule.finditer(text):
            for code in codes(one["who"], skeleton):
                said.setdefault(code, (vote, False))
    for rule in (_WITH, _TRAILING):
        for one in rule.finditer(text):
            vote = "no" if one["way"] in ("against", "opposing", "rejecting") else "yes"
            for code in (*codes(one["who"], skeleton), *codes(one.groupdict().get("also") or "", skeleton)):
                said.setdefault(code, (vote, False))
    for code, (vote, denied) in said.items():
        if code not in GROUPS:
            yield Statement(
                sentence=number, relation="ballot", states=(code,), test="lacks" if denied else "exists", period=day, phrase=vote,
                words=skeleton.words(0, len(skeleton.text)), confidence=0.8,
            )  # fmt: skip


def _loose(gap: str) -> bool:
    """Whether words between a state and a vote may belong to somebody else: another verb, or a comma that closes no aside."""
    if gap.count(",") % 2 and not gap.startswith(","):
        return True
    return bool(re.search(r"\b(?:who|which|after|as|but|while|urged|asked|said|that)\b", gap))
