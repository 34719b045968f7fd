"""The clauses of a sentence on trade, each with what it leaves out: whose exports, to whom, when, and the verb.

`Chinese exports to Russia rose 47 %, while imports from Russia rose 13 %` has two clauses, and the second does not say who
imports. It is filled in from the clause before, and noted, so that rules and verdicts see whole propositions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.spotting.actors import Actor, name_of
from realpolitik.claims.reading.spotting.mentions import Mention, Skeleton
from realpolitik.claims.reading.spotting.times import Time
from realpolitik.claims.reading.structure.context import Context, Flow

_NOUN = r"(?P<noun>exports?|shipments|deliveries|sales|supplies|imports?|purchases|trade|turnover|commerce)\b(?! (?:surplus|deficit|balance|war|deal|talks|barrier|polic|route|union|relation))"
_STATE = r"(?:<a\d+>|<a@[A-Z]{2,4}>)"
_LED = rf"(?:(?:the|total|overall|annual|bilateral|two-way|mutual|goods|merchandise|and) |<g\d+> |(?:<[ap]\d+>|{_STATE})(?:'s?)? )*"
_SOLD = r"(?:sold|exported|shipped|supplied|sent|delivered)"
_BOUGHT = r"(?:bought|imported|purchased)"
_VERB = joined(table("certainty")["verbs"])
_CONJUNCTION = r"(?:;|,? (?:while|whereas|but|although|though)|, (?:and|as|with)|,| and)"
_BOUNDARY = re.compile(
    rf"(?P<conjunction>{_CONJUNCTION}) (?=(?:(?:in (?:turn|contrast|return)|meanwhile|conversely|at the same time),? )?"
    rf"(?:(?P<np>{_LED}{_NOUN})|(?P<sells><[ap]\d+> {_SOLD}|<[ap]\d+> {_BOUGHT})|(?P<verb>(?:then )?{_VERB}\b)))"
    rf"|(?P<after>,? after )(?=(?:rising|growing|climbing|jumping|soaring|surging|falling|dropping|declining|shrinking|plunging|reaching|hitting)\b)"
)
_GERUNDS = {"ris": "rose", "fall": "fell", "grow": "grew", "shrink": "shrank", "hitt": "hit", "dropp": "dropped", "declin": "declined",
            "climb": "climbed", "jump": "jumped", "soar": "soared", "surg": "surged", "plung": "plunged", "reach": "reached"}  # fmt: skip
_FOUND = re.compile(
    rf"(?:(?P<owner>{_STATE})(?:'s?)? (?:(?!<a)[^;,.]){{0,40}}?)?{_NOUN}(?P<of> of (?:goods|merchandise|(?:<g\d+>(?:,| and)? ?)+))?"
    rf"(?: (?P<way>to|from|with) (?P<partner>{_STATE})| between (?P<first>{_STATE}) and (?P<second>{_STATE}))?"
)
_ACTION = re.compile(
    rf"(?P<owner>{_STATE}) (?:(?!<a)[^;.]){{0,20}}?(?P<does>{_SOLD}|{_BOUGHT})\b(?P<rest>[^;]{{0,90}}?) (?P<way>to|from) (?P<partner>{_STATE})"
)
_WORLD = re.compile(r"\b(?:total|overall|worldwide|global|world|all)\b")
_SIGN = re.compile(r"<([apqtgw])(?:(\d+)|@([A-Z]{2,4}))>|<(t)@>")
LASTS = 3
"""Sentences for which a time that was named holds for those that name none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A clause ready to be read, and what was filled in."""

    skeleton: Skeleton
    notes: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


def parts(whole: Skeleton, context: Context) -> list[Part]:
    """The clauses of a sentence; the sentence itself where it is of one clause that leaves nothing out."""
    if not re.search(_NOUN, whole.text) and not _ACTION.search(whole.text):
        return [Part(skeleton=whole)]
    cuts = _cuts(whole.text)
    made, flow = [], context.flow
    texts, notes = [], []
    for start, end, how in cuts:
        text = whole.text[start:end]
        filled, said = _filled(text, how, texts[-1] if texts else "", flow, whole, alone=len(cuts) == 1)
        texts.append(filled)
        notes.append(said)
        flow = flow_of(filled, whole) or flow
    timed = [_timed(text, place, texts, whole) for place, text in enumerate(texts)]
    before = _of_before(texts, whole, context)
    supposed = (f"the time is that of the sentence before, {before.text}",) if before else ()
    for (start, end, _), text, said, (tail, note) in zip(cuts, texts, notes, timed, strict=True):
        if before:
            tail = " <t@>"  # noqa: PLW2901
        if len(cuts) == 1 and not said and not tail:
            made.append(Part(skeleton=whole))
            continue
        made.append(
            Part(
                skeleton=_made(
                    whole, text.rstrip(". ") + tail if tail else text, whole.words(start, end), before
                ),
                notes=tuple(one for one in (*said, note) if one),
                assumed=supposed,
            )
        )
    return made


def flow_of(text: str, whole: Skeleton) -> Flow | None:
    """The last flow that a clause speaks of: whose, with whom, and whether exports, imports or trade."""
    found = None
    for one in [*_FOUND.finditer(text), *_ACTION.finditer(text)]:
        got = one.groupdict()
        first = _code(got.get("owner") or got.get("first"), whole)
        second = _code(got.get("partner") or got.get("second"), whole)
        if first and second and first != second:
            noun = got.get("noun") or ("exports" if re.fullmatch(_SOLD, got["does"]) else "imports")
            found = Flow(owner="" if got.get("first") else first, pair=(first, second), noun=noun)
    return found


def _cuts(text: str) -> list[tuple[int, int, str]]:
    """Begin, end and kind of each clause: `whole`, `noun` (opens with a flow), `verb` (without a subject), `after` (a time before)."""
    starts = [(0, 0, "whole")]
    for one in _BOUNDARY.finditer(text):
        before = text[starts[-1][1] : one.start()]
        if not (re.search(rf"<q\d+>|\b{_VERB}\b", before)):
            continue  # `exports to and imports from Russia rose`
        if one["after"] is not None:
            starts.append((one.start(), one.end(), "after"))
            continue
        rest = text[one.end() :]
        if not re.match(rf".{{0,140}}?(?:<q\d+>|\b{_VERB}\b)", rest):
            continue
        if one["verb"] and one["conjunction"] not in (", and", " and", ", but", " but"):
            continue
        if one["verb"] and not re.match(r".{0,60}?<q\d+>", rest):
            continue
        starts.append((one.start(), one.end(), "verb" if one["verb"] else "noun"))
    ends = [start for start, _, _ in starts[1:]] + [len(text)]
    return [(begin, end, how) for (_, begin, how), end in zip(starts, ends, strict=True)]


def _filled(
    text: str, how: str, before: str, flow: Flow | None, whole: Skeleton, *, alone: bool
) -> tuple[str, list[str]]:
    if how in ("verb", "after"):
        subject = re.split(rf"\b{_VERB}\b", before, maxsplit=1)[0]
        lead = re.sub(r"<t\d+>,?", "", subject).rstrip(" ,")
        lead = re.sub(r"^\W*(?:in|between|during|from|by)?\s+", "", lead)
        return f"{lead.strip()} {_finite(text) if how == 'after' else text.removeprefix('then ')}", [
            "the subject is that of the clause before"
        ]
    if flow is None:
        return text, []
    found = _FOUND.search(text)
    if found is None or _ACTION.search(text):
        return text, []
    return _whole_noun(text, found, flow, before, whole, alone=alone)


def _whole_noun(
    text: str, found: re.Match[str], flow: Flow, before: str, whole: Skeleton, *, alone: bool
) -> tuple[str, list[str]]:
    """A clause whose noun has both states and a verb."""
    noun, owner, partner = found["noun"], _code(found["owner"], whole), _code(found["partner"], whole)
    pronoun = re.search(r"<p\d+>(?:'s?)? (?:[a-z]+ |<g\d+> )*$", text[: found.start("noun")])
    third = alone and len(_states(text, whole) - {owner, partner}) > 0
    if third or not _fillable(text, found, pronoun, whole):
        return text, []
    owner, partner = _parties(owner, partner, flow, noun)
    if not owner or not partner or owner == partner:
        return text, []
    way = {"e": "to", "s": "to", "d": "to", "i": "from", "p": "from"}.get(noun[0], "with")
    head = text[: pronoun.start()] if pronoun else text[: found.start("noun")]
    middle = text[len(head) : found.start("noun")]
    middle = re.sub(r"<p\d+>(?:'s?)? ", "", middle, count=1) if pronoun else middle
    possessor = "" if found["owner"] else f"<a@{owner}>'s "
    if not pronoun and possessor:
        head, middle = _before_goods(head)
    tail = "" if found["partner"] else f" {way} <a@{partner}>"
    made = f"{head}{possessor}{middle}{text[found.start('noun') : found.end()]}{tail}{text[found.end() :]}"
    if not re.search(rf"\b{_VERB}\b", text) and (verb := re.search(rf"\b{_VERB}\b", before)):
        made = re.sub(r"(<a(?:\d+|@[A-Z]+)>)(?= by <q| to <q)", rf"\1 {verb[0]}", made, count=1)
    return made, [f"read as {noun} of {name_of(owner)} {way} {name_of(partner)}, from the words before"]


def _fillable(text: str, found: re.Match[str], pronoun: re.Match[str] | None, whole: Skeleton) -> bool:
    """Whether a noun leaves out a state that the words before can give: not of the whole world, not of both, and not somebody's own."""
    noun = found["noun"]
    if found["first"] or (found["owner"] and (found["partner"] or found["of"])):
        return False
    if found["owner"] and not found["partner"] and not noun.startswith(("trade", "turnover")):
        return False  # `Indian exports rose`: to whom is not said, and need not be the one before
    if _WORLD.search(text[: found.start("noun")]) or noun.startswith(("sale", "suppl")):
        return False
    if found["partner"] and found["way"] == "with" and noun.startswith(("export", "import")):
        return False
    return not (pronoun and _plural(pronoun[0], whole))


def _parties(owner: str, partner: str, flow: Flow, noun: str) -> tuple[str, str]:
    """Whose flow and with whom, from the flow that was spoken of before."""
    if not owner:
        owner = flow.owner if flow.owner and flow.owner != partner else ""
        if not owner and partner in flow.pair:
            owner = next(code for code in flow.pair if code != partner)
        if not owner and noun in ("trade", "turnover", "commerce"):
            owner = next(code for code in flow.pair if code != partner)
    if not partner and owner in flow.pair:
        partner = next(code for code in flow.pair if code != owner)
    return owner, partner


def _before_goods(head: str) -> tuple[str, str]:
    """Where a possessor goes: before adjectives and goods that stand before the noun."""
    tail = re.search(r"(?:(?:the|total|overall|annual|goods|merchandise) |<g\d+> )*$", head)
    place = tail.start() if tail else len(head)
    return head[:place], head[place:].replace("the ", "")


def _finite(text: str) -> str:
    for stem, past in _GERUNDS.items():
        if text.startswith(f"{stem}ing"):
            return past + text[len(stem) + 3 :]
    return text


def _timed(text: str, place: int, texts: list[str], whole: Skeleton) -> tuple[str, str]:
    """A time that the clause does not name: that which opens the sentence, or the one that the others have."""
    own = _times(text, whole)
    if own and any(time.how not in ("earlier", "base") for _, time in own):
        return "", ""
    rest = [one for other, each in enumerate(texts) if other != place for one in _times(each, whole)]
    lead = re.match(r"\W*(?:(?:in|between|from|during|over|by) )?<t(\d+)>", whole.text)
    if lead and place:
        return f" <t{lead[1]}>", ""
    main = [(number, time) for number, time in rest if time.how not in ("earlier", "base", "event")]
    if own and not main:
        return "", ""
    if len({(time.how, time.start, time.end) for _, time in main}) == 1:
        return f" <t{main[0][0]}>", ""
    return "", ""


def _times(text: str, whole: Skeleton) -> list[tuple[int, Time]]:
    found = []
    for one in re.finditer(r"<t(\d+)>", text):
        time = whole.mentions[int(one[1])].value
        if time.how != "now":
            found.append((int(one[1]), time))
    return found


def _of_before(texts: list[str], whole: Skeleton, context: Context) -> Mention | None:
    """The time of the sentences before, for one on a flow that has an amount or a change and names no time."""
    if any(_times(text, whole) for text in texts) or context.time is None or context.age > LASTS:
        return None
    return context.time if any(re.search(r"<q\d+>", text) for text in texts) else None


def time_of(whole: Skeleton) -> Mention | None:
    """The time that a sentence on a flow names for what it says: a year, a month or a part of a year; none where it names several."""
    if not re.search(_NOUN, whole.text) and not _ACTION.search(whole.text):
        return None
    found = [
        one
        for one in whole.mentions
        if one.kind == "t" and one.value.how in ("in", "by", "part") and one.value.start
    ]
    return found[0] if len({(one.value.start, one.value.end) for one in found}) == 1 else None


def _made(whole: Skeleton, text: str, said: str, before: Mention | None = None) -> Skeleton:
    """A clause as a skeleton of its own: signs numbered anew, filled-in states as mentions."""
    mentions: list[Mention] = []

    def put(one: re.Match[str]) -> str:
        if one[4] and before is not None:
            mention = before
        elif one[3]:
            mention = Mention(
                start=0, end=0, kind="a", text=name_of(one[3]), value=Actor(code=one[3], how="filled in")
            )
        else:
            mention = whole.mentions[int(one[2])]
        mentions.append(mention)
        return f"<{one[1] or one[4]}{len(mentions) - 1}>"

    numbered = _SIGN.sub(put, text)
    places = [one.span() for one in _SIGN.finditer(numbered)]
    return Skeleton(text=numbered, mentions=tuple(mentions), origin=said, places=places, said=said)


def _code(sign: str | None, whole: Skeleton) -> str:
    if not sign:
        return ""
    if sign.startswith("<a@"):
        return sign[3:-1]
    return str(whole.mentions[int(sign[2:-1])].value.code)


def _states(text: str, whole: Skeleton) -> set[str]:
    return {_code(one[0], whole) for one in re.finditer(_STATE, text)}


def _plural(words: str, whole: Skeleton) -> bool:
    one = re.search(r"<p(\d+)>", words)
    return bool(one) and whole.mentions[int(one[1])].value != "one"
