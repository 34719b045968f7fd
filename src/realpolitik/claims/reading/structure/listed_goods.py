"""Goods told one after the other, each with its amount: `its top imports from B include oil at 3 billion and copper at 2 billion`.

Each becomes a clause of its own, `A's imports of copper from B came to 2 billion`. Goods that have no name here, or several that share an amount,
are `other`: read, and not measurable.
"""

from __future__ import annotations

import re

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.spotting.actors import name_of
from realpolitik.claims.reading.structure.context import Context, Flow
from realpolitik.claims.reading.structure.going_on import INWARD

_A, _G, _Q, _T = r"<a(?:\d+|@[A-Z]+)>", r"<g(?:\d+|@[a-z-]+)>", r"<q\d+>", r"<t\d+>"
_ABOUT = r"(?:(?:about|around|some|roughly|nearly|almost|over|more than|just over|just under|approximately|a total of|an estimated|up to|only) )?"
_WORD = r"(?:[a-z][a-z'-]*|\d+)"
_NAME = rf"(?:{_WORD}|{_G})(?:,? (?:(?:and|or|&) )?(?:{_WORD}|{_G})){{0,8}}?(?=\W|$)"
_MANY = r"(?:\(|,? ?(?:at|worth|with|valued at|totall?ing|amounting to|account(?:ing|ed|s) for|contributing|represent(?:ing|ed)|reaching|for|to the tune of|was|were|stood at|came to|made up|comprised|contributed|brought in|generated|-|:) ?|,? )"
_TAIL = rf"(?:\)|, ?{_Q}\)| or {_Q}\))?(?: (?:or|\()?{_Q}(?: of (?:the )?total)?\)?)?"
_ITEM = re.compile(rf"(?P<what>{_NAME}) ?{_MANY}(?:an? )?{_ABOUT}(?P<q>{_Q}){_TAIL}")
_NEXT = re.compile(
    r"(?:,|;|,? and|, while|,? followed by|,? then|,? as well as|,? along with|,? ahead of)(?: (?:by|then|and|the))* "
)
_TOP = r"(?:(?:top|main|key|major|largest|biggest|leading|principal|primary|chief|most important|most valuable|single|important|significant|highest-value|<q\d+>)[ -])"
_NOUN = r"(?P<noun>exports?|imports?|purchases|shipments|sales|supplies|deliveries)"
_KIND = (
    r"(?: (?:items?|products?|goods|commodit(?:y|ies)|categor(?:y|ies)|lines|articles|positions|baskets?))?"
)
_WHEN = rf"(?: (?:in |during |for )?{_T})?"
_WITH = rf"(?: (?:to|from) (?:the )?(?P<partner>{_A}))"
_BOTH = rf"(?P<owner>{_A})(?:'s?)? (?:total |merchandise |goods |non-oil )?(?P<top>{_TOP}{{0,2}}){_NOUN}{_KIND}{_WITH}"
_FROM_TO = rf"(?P<top2>{_TOP}{{0,2}})(?P<noun2>exports?|imports?|purchases|shipments|sales|supplies|deliveries){_KIND} from (?:the )?(?P<from>{_A}) (?:in)?to (?:the )?(?P<to>{_A})"
_ARE = r"(?:include[sd]?|including|are|were|was|is|remain(?:ed|s)?|comprised?|comprises|consist(?:ed|s)? (?:mainly |mostly |primarily |largely )?of|(?:was|were|are|is) (?:led|dominated|headed|topped) by|covered|featured|such as)"
_HEAD = re.compile(
    rf"(?P<lead>(?:(?:some|most|among|the bulk|one) (?:of )?(?:the )?)?)(?:{_BOTH}|{_FROM_TO}){_KIND}{_WHEN},? (?P<are>{_ARE}) (?:mainly |mostly |primarily |largely |the )*"
)
_AMONG = re.compile(rf"^\W*(?:among|of) (?:the )?(?:{_BOTH}|{_FROM_TO}){_KIND}{_WHEN}, (?=(?:<g|[a-z]))")
_PARTLY = r"(?:of which|including|mainly|mostly|primarily|chiefly|largely|notably|among them|namely|(?:led|dominated|topped|headed|driven|followed) (?:mainly |mostly )?by|with(?= <g)|comprising|consisting of|such as|especially|particularly|predominantly)"
_INSIDE = re.compile(
    rf"(?:(?P<owner>{_A})(?:'s?)? (?:(?!<a)[^;.]){{0,60}}?(?:(?P<noun>exports|imports|purchases|shipments|sales|supplies|deliveries)|(?P<does>exported|imported|sold|bought|purchased|shipped|supplied|sourced))(?:(?!<a)[^;.]){{0,40}}? (?:to|from) (?:the )?(?P<partner>{_A}))(?P<said>(?:(?!<a|<g)[^;.])*?)(?:,| -|:) {_PARTLY} (?:mainly |mostly |the )?"
)
_PLACED = re.compile(
    rf"(?:^\W*(?:(?:in )?{_T},? )?|; )(?P<what>{_NAME}) (?:was|were|is|are|remain(?:ed|s)?|became|stayed|topped|led|dominated|headed) (?:the list of )?(?P<owner>{_A})(?:'s?)? {_TOP}{{0,2}}{_NOUN}{_KIND}{_WITH}{_KIND}{_WHEN},? (?:at|with|worth|valued at|totall?ing|amounting to|accounting for|reaching) (?:an? )?{_ABOUT}(?P<q>{_Q})(?P<when>{_WHEN})"
)
_DID = re.compile(
    rf"(?P<owner>{_A}) (?:has |had |have |also )?(?:mainly |mostly |primarily |largely |chiefly )?(?P<does>exported|imported|sold|bought|purchased|shipped|supplied|sourced)(?: mainly| mostly| primarily| largely)?{_WITH}{_WHEN},?:? (?!<q|more|less|goods|products)"
)
_OF_BEFORE = re.compile(
    rf"^\W*(?:(?:in|during|for|over) )?(?:{_T},? )?(?:the |its |their )?{_TOP}{{1,2}}(?:export|import|traded |exported |imported )?(?:exports?|imports?|items?|products?|goods|commodit(?:y|ies)|categor(?:y|ies)|shipments|purchases)(?: {_T})? {_ARE} "
)
_BULK = re.compile(
    rf"^\W*(?:the )?(?P<what>{_NAME}) (?:(?:still|also|continued to|continues to|has|have) )*(?:account(?:ed|s)? for|made up|makes? up|dominated|represent(?:ed|s)?|formed) (?:the )?(?:bulk|most|majority|lion's share|largest share|largest part|main part) of (?:the|its|this|that|these|all) (?:[a-z]+ )?(?:trade|exports|imports|total|shipments|flows|purchases),? (?:with|at|worth|reaching|totalling) (?P<rest>.*)$"
)
_CAME = re.compile(
    rf"(?P<cut>^\W*|,? (?:while|and|whereas|but) |, |; )(?:of (?:this|that|these|which|the total|the sum|it), )?{_ABOUT}(?P<q>{_Q}) (?:came|was|were|is|are|stemmed|derived|consisted|resulted)(?: (?:mainly|mostly))? (?:from|of|in|for) (?P<what>{_NAME})(?=[,.;]| while| and <q| whereas| but)"
)
_MADE_UP = re.compile(
    rf"(?P<cut>^\W*|,? (?:while|and|whereas|but) |, |; )(?P<what>{_NAME}) (?:(?:accounted for|made up|contributed|represented|comprised|brought in|for) )?{_ABOUT}(?P<q>{_Q})(?: of (?:this|that|the total|these|it|the sum|the amount))?(?=[,.;]| while| and| whereas| but)"
)
_NO_GOODS = re.compile(
    r"\b(?:values?|worth|surplus|deficit|balance|growth|increases?|rise|fall|declines?|drop|shares?|totals?|exports?|imports?|trade|turnover|years?|months?|quarter|figures?|amounts?|records?|average|volumes?|compared|up|down|from|than|billion|million|deliver(?:y|ies)|shipments?|sales|purchases|supplies|market|partners?|it|they|which|that|who|when|where|while|per|cent|fell|rose|grew|grown|risen|fallen|increased|decreased|dropped|declined|jumped|surged|soared|climbed|slipped|shrank|doubled|tripled|reached|hit|stood|came|totall?ed|amounted|by|to|in|on|at|about|around|nearly|almost|over|more|less|sold|bought|shipped|exported|imported)\b"
)
"""Words that no name of goods has."""
_SPEAKS = re.compile(r"(?:export|import|purchase|shipment|sale|suppl|deliver|sold|bought|shipped|sourced)")
_BACK = re.compile(
    rf"(?P<head>(?P<owner>{_A}) (?:(?!<a)[^;.]){{0,40}}?(?:exported|imported|sold|bought|purchased|shipped|supplied) (?:(?!<a)[^;.]){{0,40}}?(?:to|from) (?P<partner>{_A})(?:(?!<a)[^;.])*?),? (?:and|while|but) (?P<does>imported|bought|purchased|sold|exported|shipped) (?P<way>from|to) (?:<p\d+>|it|there)"
)
_PROVIDES = (*INWARD, "import")
_VERB = joined(table("certainty")["verbs"])
_GOES = rf"(?=(?:(?:has|have|had|also|nearly|almost|more than|\w+ly) )*(?:{_VERB}|saw|posted|recorded|registered|experienced|showed)\b|(?:were |was |are |is )?(?:up|down) |{_Q}(?: to\b| in\b|,|\.))"
_BARE_FLOW = re.compile(
    rf"(?P<cut>^\W*(?:(?:in|during|for|over) )?(?:{_T},? )?(?:(?:meanwhile|similarly|however|also|in turn),? )?|;,? |,? (?:while|whereas|and|but) |, )(?:its |their |the )?(?:(?P<g>{_G}) (?P<noun>exports|imports|shipments|purchases|sales|supplies|deliveries)|(?P<noun2>exports|imports|shipments|purchases|sales|supplies|deliveries) of (?P<name>{_NAME})) {_GOES}"
)
_BARE_GOODS = re.compile(
    rf"(?P<cut>,? (?:while|whereas|and|but) |; )(?P<name>(?:{_WORD} |{_G}(?: |(?=[,<]))|(?:and|&) ){{0,5}}?{_G}) {_GOES}"
)
LENT = "whose exports or imports of these goods they are is taken from the words before"


def each_good(text: str) -> str:
    """A sentence with a list of goods as one clause for each; as it is where it has none.

    Examples
    --------
    >>> each_good("<a0>'s top imports from <a1> <t2> include <g3> at <q4>, and fats and oils at <q5>.")
    "<a0>'s imports of <g3> from <a1> came to <q4> <t2>; <a0>'s imports of <g@other> from <a1> came to <q5> <t2>."
    """
    if "<q" not in text or "<a" not in text or not _SPEAKS.search(text):
        return text
    text = _BACK.sub(r"\g<head>; \g<owner> \g<does> \g<way> \g<partner>", text)
    for rule in (_HEAD, _AMONG, _PLACED, _DID, _INSIDE):
        for one in rule.finditer(text):
            made = _listed(text, one)
            if made:
                return made
    return text


def _listed(text: str, one: re.Match[str]) -> str:
    """The clauses of one list; empty where the words after its head are none."""
    got = one.groupdict()
    place, found = one.end(), []
    if got.get("q"):
        found.append((_good(got["what"] or ""), str(got["q"])))
        go = _GOES_ON.match(text, place)
        if go is None or _NO_GOODS.search(got["what"] or ""):
            return ""
        place = go.end()
    if got.get("said") is not None and "<q" not in one[0]:
        return ""
    more, place = _items(text, place)
    found += more
    plain_are = re.fullmatch(r"are|were|was|is|remain(?:ed|s)?", got.get("are") or "")
    if got.get("said") is not None and not any("<g" in text[one.end() : place] for _ in more):
        return ""
    if not more or (len(found) == 1 and plain_are and not (got.get("top") or got.get("top2"))):
        return ""
    times = re.findall(_T, text)
    when = f" {times[0]}" if len({*times}) == 1 else ""
    flow = _flow(got)
    every = "; ".join(f"{flow.format(good)} came to {much}{when}" for good, much in found)
    rest = text[place:].lstrip(" ,;")
    lead = text[: one.start()] if "<" in re.sub(_T, "", text[: one.start()]) else ""
    if got.get("said") is not None:
        lead = text[: one.end("said")]
    return f"{lead}{'; ' if lead.strip() else ''}{every}{'.' if rest in ('', '.') else f'; {rest}'}"


_GOES_ON = re.compile(rf"{_TAIL},? (?:followed by|ahead of|then|and|while) (?:by )?")


def _items(text: str, place: int) -> tuple[list[tuple[str, str]], int]:
    """Goods with their amounts from a place on, and where they end."""
    found = []
    while (item := _ITEM.match(text, place)) and not _NO_GOODS.search(item["what"]):
        found.append((_good(item["what"]), item["q"]))
        place = item.end()
        more = _NEXT.match(text, place)
        if more is None or not _ITEM.match(text, more.end()):
            break
        place = more.end()
    return found, place


def _flow(got: dict[str, str | None]) -> str:
    """The flow of a head, with a place for its goods."""
    noun = got.get("noun") or got.get("noun2") or ("imports" if got.get("does") in ("imported", "bought", "purchased", "sourced") else "exports")  # fmt: skip
    if got.get("from"):
        return f"{got['from']}'s exports of {{}} to {got['to']}"
    return f"{got['owner']}'s {_plural(noun)} of {{}} {_way(noun)} {got['partner']}"


def _good(name: str) -> str:
    """The sign of goods by their name: their own where it is one of goods alone, else that of goods at large."""
    name = re.sub(
        r"^(?:(?:mainly|mostly|primarily|largely|the|its|and|by|then|also|were|was|are|is|for) )+",
        "",
        name.strip(" ,"),
    )
    return name if re.fullmatch(_G, name) else "<g@other>"


def _plural(noun: str) -> str:
    return f"{noun}s" if noun in ("export", "import") else noun


def _way(noun: str) -> str:
    return "from" if noun in _PROVIDES else "to"


def goods_of_flow(text: str, context: Context) -> tuple[str, tuple[str, ...]]:
    """A sentence on some goods alone, of the flow spoken of before: `Coal exports doubled to 2 billion, while copper rose 3 %`; as it is where none was."""
    flow = context.flow
    if flow is not None and flow.owner and "<a" not in text and (made := _of_its(text, flow)):
        return made, (_said(flow),)
    if (
        "<g" not in text
        or "<q" not in text
        or flow is None
        or not flow.owner
        or (context.home and context.many)
        or (flow.some and context.at_large != {*flow.pair})
    ):
        return text, ()  # after gas that A buys from B, `LNG imports` are of all
    first = _BARE_FLOW.search(text)
    if first is None or "<a" in text[: _end_of(text, first)] or not _same_way(first, flow):
        return text, ()
    owner, other = _ends(flow)
    noun = first["noun"] or first["noun2"]
    if noun in _PROVIDES and flow.noun not in _PROVIDES:
        return text, ()
    own = f"<a@{owner}>'s {noun} of {{}} {_way(noun)} <a@{other}> "
    made = text[: first.start()] + first["cut"] + own.format(first["g"] or _good(first["name"]))
    rest = text[first.end() :]
    rest = _BARE_GOODS.sub(lambda one: f"; {own.format(_good(one['name']))}", rest)
    return made + rest.lstrip(), (_said(flow),)


def _ends(flow: Flow) -> tuple[str, str]:
    return flow.owner, next(code for code in flow.pair if code != flow.owner)


def _said(flow: Flow) -> str:
    owner, other = _ends(flow)
    return f"{LENT}, {name_of(owner)} and {name_of(other)}"


def _of_its(text: str, flow: Flow) -> str:
    """Goods that are parts of the flow spoken of before: `the largest item was copper at 3 billion`, `of this 2 billion came from coal`; empty where none are."""
    owner, other = _ends(flow)
    noun = flow.noun if flow.noun in ("imports", "purchases") else "exports"
    own = f"<a@{owner}>'s {noun} of {{}} {_way(noun)} <a@{other}>"
    times = re.findall(_T, text)
    when = f" {times[0]}" if len({*times}) == 1 else ""
    found: list[tuple[str, str]] = []
    if (bulk := _BULK.match(text)) is not None and not _NO_GOODS.search(bulk["what"]):
        return f"{own.format(_good(bulk['what']))} came to {bulk['rest']}"
    if (head := _OF_BEFORE.match(text)) is not None:
        found, _ = _items(text, head.end())
    elif "<g" in text:
        came = [one for one in _CAME.finditer(text) if not _NO_GOODS.search(one["what"])]
        found = [(_good(one["what"]), one["q"]) for one in came] or _made_up(text)
    return (
        "; ".join(f"{own.format(good)} came to {much}{when}" for good, much in found) + "." if found else ""
    )


def _made_up(text: str) -> list[tuple[str, str]]:
    """Goods that make up parts of an amount told before: `copper made up 3 billion of that, and salmon 1 billion`."""
    if not re.search(r"<q\d+> of (?:this|that|the total|these|it|the sum|the amount)\b", text):
        return []
    every = [one for one in _MADE_UP.finditer(text) if not _NO_GOODS.search(one["what"])]
    return [(_good(one["what"]), one["q"]) for one in every]


def _end_of(text: str, one: re.Match[str]) -> int:
    """Where the clause of a match ends."""
    end = re.compile(r"[,;] ").search(text, one.end())
    return end.start() if end else len(text)


def _same_way(one: re.Match[str], flow: Flow) -> bool:
    """Whether a noun names the flow that was spoken of, seen from its owner."""
    inward = (one["noun"] or one["noun2"]) in _PROVIDES
    return inward == (flow.noun in _PROVIDES)
