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
from realpolitik.claims.reading.structure.flows import (
    ACTION,
    BOUGHT,
    DEALS,
    FOUND,
    NOUN,
    OF_FLOWS,
    PAIRED,
    SOLD,
    STATE,
    code_of,
    flow_of,
)
from realpolitik.claims.reading.structure.going_on import (
    COMPARES,
    INWARD,
    IT,
    SUPPLIED,
    THAT_OF_BEFORE,
    THEIRS,
    TOOK,
    away_from,
    goes_on,
)
from realpolitik.claims.reading.structure.goods_named import ELSEWHERE, IN_SOME, before_goods
from realpolitik.claims.reading.structure.home import at_home, is_of_all, owned
from realpolitik.claims.reading.structure.inside import apart
from realpolitik.claims.reading.structure.listed_goods import goods_of_flow
from realpolitik.claims.reading.structure.named_together import between, of_two
from realpolitik.claims.reading.structure.reports import reported
from realpolitik.claims.reading.structure.restating import its_from, of_gap, plain
from realpolitik.claims.reading.structure.tails import loose, tails, time_within, words
from realpolitik.claims.reading.structure.verbal import finite, verbal

_LED = rf"(?:(?:the|total|overall|annual|bilateral|two-way|mutual|goods|merchandise|and) |<g\d+> |(?:<[ap]\d+>|{STATE})(?:'s?)? )*"
_VERB = joined(table("certainty")["verbs"])
_CONJUNCTION = r"(?:;|,? (?:while|whereas|but|although|though|even as|even though)|, (?:and|as|with)|,| and)"
_BOUNDARY = re.compile(
    rf"(?P<conjunction>{_CONJUNCTION}) (?=(?:(?:in (?:turn|contrast|return)|meanwhile|conversely|at the same time),? )?"
    rf"(?:(?P<np>{_LED}{NOUN})|(?P<placed><a\d+> was {STATE}'s (?:<q\d+> )?largest|{STATE}(?:'s?)? (?:share of {STATE}|accounted for <q))|(?P<sells><[ap]\d+> {SOLD}|<[ap]\d+> {BOUGHT})|(?P<verb>(?:then |[a-z]+ly )?{_VERB}\b)))"
    rf"|(?P<after>,? after )(?=(?:rising|growing|climbing|jumping|soaring|surging|falling|dropping|declining|shrinking|plunging|reaching|hitting|expanding|increasing|contracting|decreasing)\b)"
)
_WORLD = re.compile(r"\b(?:total(?! (?:value|volume) of)|overall|worldwide|global|world|all|foreign)\b")
_OF_ALL = re.compile(
    rf"(?:{STATE}(?:'s?)? (?:exports|imports) of (?:(?!<a)[^,;])*|^\W*(?:overall|total|global) (?:exports|imports)\b(?! (?:to|from))[^;]*|{STATE}(?:'s?)? (?:exports|imports)(?= [a-z]+(?:ed|ly|ew|ell|ose)\b)(?:(?!<a)[^;])*)$"
)
_PERIOD = r"(?:over|in|during|for|within) (?:(?:the same|this|that|the reporting|the given|the review|the said|the) period(?: (?:under|of) (?:review|consideration|report|study))?|the same time|(?:the|these|those) (?!first|last|past|next)[a-z]+ months(?! of))"
_SAME_LATE = re.compile(
    rf",? {_PERIOD}(?=,|\.|$| to <q| (?:was|were|stood|amounted|reached|totall?ed|came|rose|fell|grew|increased|decreased|declined|dropped)\b)"
)
_SAME = re.compile(rf"^\W*{_PERIOD},? ")
_IN_ALL = re.compile(
    r"^\W*(?:in (?:dollar|value|monetary) terms, )?(?:overall|total) trade\b(?! (?:of|between|with))"
)
_SIGN = re.compile(r"<([apqtgw])(?:(\d+)|@([A-Z]{2,4}))>|<(t)@>|<(g)@([a-z-]+)>")
SUPPOSED = "“its” is taken for that of"
FIRST = "they are taken for those of"
IN_ALL = "“total trade” is taken for that of"
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
                    *(one for one in said if one.startswith((SUPPOSED, IN_ALL, FIRST, THAT_OF_BEFORE))),
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
        foreign = flow is not None and bool(_states(before_it, whole) - {*flow.pair})
        # `China was its largest supplier, with imports of 170 billion`: not those of the two spoken of before; nor after
        # `China's exports of machines rose, with exports of chips up 5 %`, which are of all others
        foreign = foreign or (flow is context.flow and bool(_OF_ALL.search(before_it)))
        own = None if foreign and how == "noun" else flow
        # `the figure fell to A but rose to B`
        carried = goes_on(text, own, whole) if goes and how == "whole" and own else None
        filled, said = carried or _filled(text, how, before_it, own, whole, alone=len(cuts) == 1)
        texts.append(filled)
        notes.append(said)
        if found := flow_of(filled, whole) or _of_both(filled, whole, context):
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
    if (text := between(whole)) != whole.text:
        whole = remade(whole, text, whole.origin)
    text, lent = of_gap(whole.text, context)
    if not lent:
        text, lent = its_from(text, whole, context)
    if not lent:
        text, lent = goods_of_flow(whole.text, context)
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


def _filled(
    text: str, how: str, before: str, flow: Flow | None, whole: Skeleton, *, alone: bool
) -> tuple[str, list[str]]:
    if how == "verb" and re.search(r"<a\d+>,? (?:which|who) [^,;]*$", before):
        return (
            text,
            [],
        )  # `imports from B, which came second and rose 3 %`: B's, of which nothing else is said
    if how in ("verb", "after"):
        subject = re.split(rf"\b{_VERB}\b|<q\d+>", before, maxsplit=1)[0]
        lead = re.sub(r"<t\d+>,?", "", subject).rstrip(" ,")
        lead = re.sub(r"^\W*(?:in|between|during|from|by)?\s+", "", lead)
        if not re.search(
            NOUN, lead
        ):  # `the decline comes after trade slowed`: the verb goes on with the trade
            flows = [one[0] for one in (*PAIRED.finditer(before), *FOUND.finditer(before))]
            lead = flows[0] if flows else lead
        return f"{lead.strip()} {finite(text) if how == 'after' else text.removeprefix('then ')}", [
            "the subject is that of the clause before"
        ]
    if how == "noun" and (owned := _owned(text, before, whole)):
        return owned
    if flow is None:
        return text, []
    if alone and (it := goes_on(text, flow, whole)):
        return it
    found = None if ACTION.search(text) else FOUND.search(text)
    return _whole_noun(text, found, flow, before, whole, alone=alone) if found else (text, [])


def _with_verb(text: str, before: str) -> str:
    """A clause that leaves out its verb has that of the clause before: `imports fell by A, and exports by B`."""
    if re.search(rf"\b{_VERB}\b", text) or not (verb := re.search(rf"\b{_VERB}\b", before)):
        return text
    return re.sub(r"(<a(?:\d+|@[A-Z]+)>)(?= by <q| to <q)", rf"\1 {verb[0]}", text, count=1)


_ITS = re.compile(
    r"<p(\d+)>(?:'s?)? (?=(?:\w+ |<g\d+> ){0,2}?(?:trade|turnover|exports|imports)\b[^,;]{0,30}?<a)"
)


def _owned(text: str, before: str, whole: Skeleton) -> tuple[str, list[str]] | None:
    """A clause on `its trade with B`, of the state that the clause before ends on; of several it is a supposition."""
    one = _ITS.search(text)
    if one is None or whole.mentions[int(one[1])].value != "one":
        return None
    partners = _states(text, whole)
    named = [code for sign in re.findall(STATE, before) if (code := code_of(sign, whole)) not in partners]
    if not named:
        return None
    whose = flow_of(
        before, whole
    )  # `Germany's imports from Russia fell, its exports to Russia rose`: Germany's
    clear = whose is not None and whose.owner in named
    owner = whose.owner if whose is not None and clear else named[-1]
    several = len({*named}) > 1 and not clear
    said = f"{SUPPOSED} {name_of(owner)}" if several else f"“its”: {name_of(owner)}"
    return _with_verb(f"{text[: one.start()]}<a@{owner}>'s {text[one.end() :]}", before), [said]


def _whole_noun(
    text: str, found: re.Match[str], flow: Flow, before: str, whole: Skeleton, *, alone: bool
) -> tuple[str, list[str]]:
    """A clause whose noun has both states and a verb."""
    noun, owner, partner = found["noun"], code_of(found["owner"], whole), code_of(found["partner"], whole)
    pronoun = re.search(r"<p\d+>(?:'s?)? (?:[a-z]+ |<g\d+> )*$", text[: found.start("noun")])
    third = alone and len(_states(text, whole) - {owner, partner}) > 0
    # a clause made of a noun of change goes on with the trade of the two that the sentence began with
    of_trade = not flow.owner or flow.noun.startswith(("trade", "turnover", "commerce"))
    in_pair = of_trade and code_of(found["owner"], whole) in flow.pair
    nominal = in_pair and not alone and whole.said != ""
    bare = in_pair and alone and flow.noun.startswith(("trade", "turnover")) and found["noun"] == "exports"
    if (
        pronoun
    ):  # `A votes with B, and its trade with C grew`: whose trade that is, the grammar decides or leaves open
        named = _states(before, whole) | _states(text[: found.start("noun")], whole)
        if len(named - {partner, *flow.pair}) > 0:
            return text, []
    of_some = (
        alone and flow.some and noun in INWARD and flow.noun.startswith("export") and not (owner or partner)
    )
    if ELSEWHERE.search(whole.text) or (of_some and not _counted(text, whole)):
        return (
            text,
            [],
        )  # `exports to other countries rose, imports fell`; `A's car exports to B rose. Imports fell`: of cars, or of all
    if (turned := away_from(text, found, flow, partner, owner)) is not None:
        return turned
    in_all = alone and bool(_IN_ALL.search(text)) and not _states(text, whole)
    owner = next(code for code in flow.pair if code != flow.owner) if of_some else owner
    if third or not (in_all or _fillable(text, found, pronoun, whole, nominal=nominal or bare)):
        return text, []
    named = owner or partner
    owner, partner = _parties(owner, partner, flow, noun, alone=alone)
    first = not named and not owner and not flow.owner and noun.startswith(("export", "import"))
    if first:  # `trade between A and B rose; exports hit …`: those of A, whose office speaks
        owner, partner = flow.pair
    if not owner or not partner or owner == partner:
        return text, []
    way = {"e": "to", "s": "to", "d": "to", "i": "from", "p": "from"}.get(noun[0], "with")
    head = text[: pronoun.start()] if pronoun else text[: found.start("noun")]
    middle = text[len(head) : found.start("noun")]
    middle = re.sub(r"<p\d+>(?:'s?)? ", "", middle, count=1) if pronoun else middle
    possessor = "" if found["owner"] else f"<a@{owner}>'s "
    if not pronoun and possessor:
        head, middle = before_goods(head)
    tail = "" if found["partner"] else f" {way} <a@{partner}>"
    made = f"{head}{possessor}{middle}{text[found.start('noun') : found.end()]}{tail}{text[found.end() :]}"
    supposed = [f"{IN_ALL} {name_of(owner)} and {name_of(partner)}"] if in_all else []
    supposed += [f"{FIRST} {name_of(owner)}, named first"] if first else []
    supposed += [f"{FIRST} {name_of(owner)} to {name_of(partner)}"] if bare and not found["partner"] else []
    return _with_verb(made, before), [
        f"read as {noun} of {name_of(owner)} {way} {name_of(partner)}, from the words before",
        *supposed,
    ]


def _fillable(
    text: str, found: re.Match[str], pronoun: re.Match[str] | None, whole: Skeleton, *, nominal: bool
) -> bool:
    """Whether a noun leaves out a state that the words before can give: not of the whole world, not of both, and not somebody's own."""
    noun = found["noun"]
    if found["first"] or (found["owner"] and (found["partner"] or found["of"])):
        return False
    if found["owner"] and not found["partner"] and not noun.startswith(("trade", "turnover")):
        # `trade of the two rose, with a rise in Chinese exports`: to whom is clear there, of imports it is not
        return (
            noun.startswith("export") and nominal
        )  # `Indian exports rose`: to whom is not said, and need not be the one before
    bare = noun.startswith("sale") or (noun.startswith("suppl") and found["way"] != "from")
    if (not found["partner"] and _WORLD.search(text[: found.start("noun")])) or bare:
        return False
    if IN_SOME.match(text[found.end() :]):
        return False  # `trade in beef grew`
    if found["partner"] and found["way"] == "with" and noun.startswith(("export", "import")):
        return False
    return not (pronoun and _plural(pronoun[0], whole))


def _parties(owner: str, partner: str, flow: Flow, noun: str, *, alone: bool) -> tuple[str, str]:
    """Whose flow and with whom, from the flow that was spoken of before.

    After `supplies of A to B` in a sentence before, bare imports are B's; after `exports of A to B` they are A's.
    """
    if alone and not owner and noun in INWARD and flow.owner and flow.noun in SUPPLIED:
        buyer = next(code for code in flow.pair if code != flow.owner)
        owner = buyer if partner != buyer else ""
    if not owner:
        owner = flow.owner if flow.owner and flow.owner != partner else ""
        if not owner and partner in flow.pair:
            owner = next(code for code in flow.pair if code != partner)
        if not owner and noun in ("trade", "turnover", "commerce"):
            owner = next(code for code in flow.pair if code != partner)
    if not partner and owner in flow.pair:
        partner = next(code for code in flow.pair if code != owner)
    return owner, partner


def _counted(text: str, whole: Skeleton) -> bool:
    """Whether the amounts of a clause are of weight or volume, so that it goes on with goods spoken of before."""
    numbers = (int(one) for one in re.findall(r"<q(\d+)>", text))
    return any(whole.mentions[n].value.unit in ("t", "m3", "bbl/d", "units") for n in numbers)


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


def _states(text: str, whole: Skeleton) -> set[str]:
    return {code_of(one[0], whole) for one in re.finditer(STATE, text)}


def _plural(words: str, whole: Skeleton) -> bool:
    one = re.search(r"<p(\d+)>", words)
    return bool(one) and whole.mentions[int(one[1])].value != "one"
