"""The clauses of a sentence on trade, each with what it leaves out: whose exports, to whom, when, and the verb.

`Chinese exports to Russia rose 47 %, while imports from Russia rose 13 %` has two clauses, and the second does not say who
imports. It is filled in from the clause before, and noted, so that rules and verdicts see whole propositions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from realpolitik.claims.reading.lexicon import PAIR, joined, table
from realpolitik.claims.reading.spotting.actors import Actor, name_of
from realpolitik.claims.reading.spotting.mentions import Mention, Skeleton
from realpolitik.claims.reading.spotting.things import called
from realpolitik.claims.reading.structure.beside import beside
from realpolitik.claims.reading.structure.clause_times import COMPARED, of_before, timed, times_in, with_time
from realpolitik.claims.reading.structure.context import Context, Flow
from realpolitik.claims.reading.structure.filling import FIRST, IN_ALL, SUPPOSED, filled, states_in
from realpolitik.claims.reading.structure.flows import (
    ACTION,
    BOUGHT,
    DEALS,
    NOUN,
    OF_FLOWS,
    SOLD,
    STATE,
    flow_of,
)
from realpolitik.claims.reading.structure.going_on import (
    COMPARES,
    IT,
    THAT_OF_BEFORE,
    THEIRS,
    TOOK,
    goes_on,
)
from realpolitik.claims.reading.structure.home import at_home, is_of_all, owned
from realpolitik.claims.reading.structure.inside import apart
from realpolitik.claims.reading.structure.left_out import OTHER_WAY, left_out
from realpolitik.claims.reading.structure.listed_goods import goods_of_flow
from realpolitik.claims.reading.structure.named_together import between, gap_of_two, of_two
from realpolitik.claims.reading.structure.reports import reported
from realpolitik.claims.reading.structure.restating import its_from, of_gap, plain
from realpolitik.claims.reading.structure.tails import loose, tails, time_within, words
from realpolitik.claims.reading.structure.verbal import verbal

_LED = rf"(?:(?:the|total|overall|annual|bilateral|two-way|mutual|goods|merchandise|and) |<g\d+> |(?:<[ap]\d+>|{STATE})(?:'s?)? )*"
_VERB = joined(table("certainty")["verbs"])
_CONJUNCTION = r"(?:;|,? (?:while|whereas|but|although|though|even as|even though)|, (?:and|as|with)|,| and)"
_BOUNDARY = re.compile(
    rf"(?P<conjunction>{_CONJUNCTION}) (?=(?:(?:in (?:turn|contrast|return)|meanwhile|conversely|at the same time),? )?"
    rf"(?:(?P<np>{_LED}{NOUN})|(?P<placed><a\d+> was {STATE}'s (?:<q\d+> )?largest|{STATE}(?:'s?)? (?:share of {STATE}|accounted for <q))|(?P<sells><[ap]\d+> {SOLD}|<[ap]\d+> {BOUGHT})|(?P<verb>(?:then |already |also |[a-z]+ly )?{_VERB}\b)))"
    rf"|(?P<after>,? after )(?=(?:rising|growing|climbing|jumping|soaring|surging|falling|dropping|declining|shrinking|plunging|reaching|hitting|expanding|increasing|contracting|decreasing)\b)"
)
_OF_ALL = re.compile(
    rf"(?:{STATE}(?:'s?)? (?:exports|imports) of (?:(?!<a)[^,;])*|^\W*(?:overall|total|global) (?:exports|imports)\b(?! (?:to|from))[^;]*|{STATE}(?:'s?)? (?:exports|imports)(?= [a-z]+(?:ed|ly|ew|ell|ose)\b)(?:(?!<a)[^;])*)$"
)
_PERIOD = r"(?:over|in|during|for|within) (?:(?:the same|this|that|the reporting|the given|the review|the said|the) period(?: (?:under|of) (?:review|consideration|report|study))?|the same time|(?:the|these|those) (?!first|last|past|next)[a-z]+ months(?! of))"
_SAME_LATE = re.compile(
    rf",? {_PERIOD}(?=,|\.|$| to <q| (?:was|were|stood|amounted|reached|totall?ed|came|rose|fell|grew|increased|decreased|declined|dropped)\b)"
)
_SAME = re.compile(rf"^\W*{_PERIOD},? ")
_SIGN = re.compile(r"<([apqtgw])(?:(\d+)|@([A-Z]{2,4}))>|<(t)@>|<(g)@([a-z-]+)>")
BESIDE = "read apart:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A clause ready to be read, and what was filled in."""

    skeleton: Skeleton
    notes: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


def parts(whole: Skeleton, context: Context) -> list[Part]:
    """The clauses of a sentence, with those that hang on one as their own; the sentence itself where it is of one clause."""
    text, others = beside(whole)
    apart_from = tuple(f"{BESIDE} “{words(one, whole)}”" for one in others)
    alone = [Part(skeleton=remade(whole, f"{one}{time_within(text, one)}.", whole.origin)) for one in others]
    whole = remade(whole, text, whole.origin) if text != whole.text else whole
    text, hanging = tails(whole)
    main = remade(whole, text, whole.origin) if hanging else whole
    made = [replace(part, notes=(*part.notes, *apart_from)) for part in _clauses(main, context)] + alone
    for tail in hanging:
        made += [
            replace(part, assumed=(*part.assumed, tail.supposed))
            for part in _clauses(remade(whole, tail.text, whole.origin), context)
        ]
    return made


def _clauses(whole: Skeleton, context: Context) -> list[Part]:
    """The clauses of a sentence from which what hangs on it, and what is of other subjects, is parted."""
    whole, lent = _completed(whole, context)
    flows = (
        OF_FLOWS,
        ACTION,
        DEALS,
        *((THEIRS, IT, COMPARES, TOOK) if context.flow and not context.quiet else ()),
    )
    if not any(pattern.search(whole.text) for pattern in flows):
        return [Part(skeleton=whole, assumed=lent)]
    whole, unread = _plain(whole)
    if (lead := _SAME.match(whole.text)) and (context.span or context.time):
        whole = remade(whole, whole.text[lead.end() :], whole.origin)
    elif (late := _SAME_LATE.search(whole.text)) and (context.span or context.time):
        lead = late
        whole = remade(whole, whole.text[: late.start()] + whole.text[late.end() :], whole.origin)
    cuts = _cuts(whole.text)
    made = []
    texts, notes = _all_filled(cuts, whole, context)
    # the time of what a change followed is its own
    own = [
        "" if how == "after" or whole.text[start:end].startswith("then ") else text
        for (start, end, how), text in zip(cuts, texts, strict=True)
    ]
    each = [timed(text, place, own, whole) for place, text in enumerate(texts)]
    before = of_before(own, whole, context, same=bool(lead))
    supposed = (f"the time is that of the sentence before, {before.text}",) if before else ()
    for (start, end, _), text, said, (tail, note) in zip(cuts, texts, notes, each, strict=True):
        own = times_in(re.sub(COMPARED, "", text), whole)
        if before and not any(t.how != "earlier" and t.relative != "base" for _, t in own):
            tail = " <t@>"  # noqa: PLW2901
        if len(cuts) == 1 and not said and not tail:
            made.append(Part(skeleton=whole, assumed=lent, notes=unread))
            continue
        made.append(
            Part(
                skeleton=remade(
                    whole, with_time(text, tail, first=bool(before)), whole.words(start, end), before
                ),
                notes=tuple(one for one in (*said, note, *unread) if one),
                assumed=(
                    *lent,
                    *supposed,
                    *(
                        one
                        for one in said
                        if one.startswith((SUPPOSED, IN_ALL, FIRST, THAT_OF_BEFORE, OTHER_WAY))
                    ),
                ),
            )
        )
    return made


def _all_filled(
    cuts: list[tuple[int, int, str]], whole: Skeleton, context: Context
) -> tuple[list[str], list[list[str]]]:
    """The clauses, each with the states that it leaves out, and what was filled in."""
    flow: Flow | None = None if is_of_all(whole, context) else context.flow
    texts: list[str] = []
    notes: list[list[str]] = []
    goes = len(cuts) > 1 and all(how == "verb" for _, _, how in cuts[1:])
    for start, end, how in cuts:
        text, before_it = whole.text[start:end], texts[-1] if texts else ""
        foreign = flow is not None and bool(states_in(before_it, whole) - {*flow.pair})
        # `China was its largest supplier, with imports of 170 billion`: not those of the two spoken of before; nor after
        # `China's exports of machines rose, with exports of chips up 5 %`, which are of all others
        foreign = foreign or (flow is context.flow and bool(_OF_ALL.search(before_it)))
        own = None if foreign and how == "noun" else flow
        # `the figure fell to A but rose to B`
        carried = goes_on(text, own, whole) if goes and how == "whole" and own else None
        whole_clause, said = carried or filled(text, how, before_it, own, whole, alone=len(cuts) == 1)
        texts.append(whole_clause)
        notes.append(said)
        if found := flow_of(whole_clause, whole) or _of_both(whole_clause, whole, context):
            flow = context.found = found
    return texts, notes


def _plain(whole: Skeleton) -> tuple[Skeleton, tuple[str, ...]]:
    """A sentence with its nouns of change and inner amounts as clauses, without the tails of which nothing is read, and these."""
    if (text := verbal(apart(of_two(whole)))) != whole.text:
        whole = remade(whole, text, whole.origin)
    text, unread = loose(whole.text, whole)
    return (remade(whole, text, whole.origin) if unread else whole), unread


def _completed(whole: Skeleton, context: Context) -> tuple[Skeleton, tuple[str, ...]]:
    """A sentence in plain clauses, with the buyer, the goods or the state that it leaves out, and what was supposed."""
    before: tuple[str, ...] = ()
    if "those " in whole.text:  # `exports to A rose, while those to B fell`: of one owner
        text, before = owned(whole, context)
        whole = remade(whole, text, whole.origin) if before else whole
    if (text := plain(whole.text)) != whole.text:
        whole = remade(whole, text, whole.origin)
    for plainer in (between, gap_of_two):
        if (text := plainer(whole)) != whole.text:
            whole = remade(whole, text, whole.origin)
    text, lent = of_gap(whole.text, context)
    if not lent:
        text, lent = its_from(text, whole, context)
    if not lent:
        text, lent = goods_of_flow(whole.text, context)
    if not lent:
        text, lent = left_out(whole.text, whole, context)
    if not lent:
        text, lent = reported(whole, context.market, context.group)
    if not lent:
        text, lent = at_home(whole, context)
    return (remade(whole, text, whole.origin) if lent else whole), (*before, *lent)


def _of_both(text: str, whole: Skeleton, context: Context) -> Flow | None:
    """The flow of `bilateral trade`, which is that of the two states last named together."""
    one = re.search(
        r"<p(\d+)>(?:'s?)? (?:\w+ ){0,2}(?:trade|turnover|commerce)\b|\b(?:trade|turnover|commerce) (?:turnover |volume )?between (?:the )?<p(\d+)>",
        text,
    )
    if one is None or whole.mentions[int(one[1] or one[2])].value != "both" or len(context.pair) != PAIR:
        return None
    return Flow(owner="", pair=(context.pair[0], context.pair[1]), noun="trade")


def _cuts(text: str) -> list[tuple[int, int, str]]:
    """Begin, end and kind of each clause: `whole`, `noun` (opens with a flow), `verb` (without a subject), `after` (a time before)."""
    starts = [(0, 0, "whole")]
    for one in _BOUNDARY.finditer(text):
        before = text[starts[-1][1] : one.start()]
        parted = one["conjunction"] == ";" or (one["conjunction"] == ", with" and one["np"])
        if not parted and not re.search(rf"<q\d+>|\b{_VERB}\b", before):
            continue  # `exports to and imports from Russia rose`
        if one["after"] is not None:
            starts.append((one.start(), one.end(), "after"))
            continue
        rest = text[one.end() :]
        if not re.match(rf".{{0,140}}?(?:<q\d+>|\b{_VERB}\b)", rest):
            continue
        if one["verb"] and one["conjunction"] not in (", and", " and", ", but", " but"):
            continue
        if one["verb"] and not re.match(r".{0,60}?<[qt]\d+>", rest):
            continue
        starts.append((one.start(), one.end(), "verb" if one["verb"] else "noun"))
    ends = [start for start, _, _ in starts[1:]] + [len(text)]
    return [(begin, end, how) for (_, begin, how), end in zip(starts, ends, strict=True)]


def remade(whole: Skeleton, text: str, said: str, before: Mention | None = None) -> Skeleton:
    """A clause as a skeleton of its own, of other words over the signs of the whole: signs numbered anew, filled-in states as mentions."""
    mentions: list[Mention] = []

    def put(one: re.Match[str]) -> str:
        if one[4] and before is not None:
            mention = before
        elif one[5]:
            mention = Mention(start=0, end=0, kind="g", text=called(one[6]), value=one[6])
        elif one[3]:
            mention = Mention(
                start=0, end=0, kind="a", text=name_of(one[3]), value=Actor(code=one[3], how="filled in")
            )
        else:
            mention = whole.mentions[int(one[2])]
        mentions.append(mention)
        return f"<{one[1] or one[4] or one[5]}{len(mentions) - 1}>"

    numbered = _SIGN.sub(put, text)
    places = [one.span() for one in _SIGN.finditer(numbered)]
    return Skeleton(text=numbered, mentions=tuple(mentions), origin=said, places=places, said=said)
