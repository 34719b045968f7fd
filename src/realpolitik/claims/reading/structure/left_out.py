"""What a sentence on the trade of two leaves out because the words before have told it: the two, the partner, which way it goes.

Each is a supposition, so that a claim made with it may be borne out and is never contradicted.
"""

from __future__ import annotations

import re

from realpolitik.claims.reading.lexicon import PAIR, joined, table
from realpolitik.claims.reading.spotting.actors import name_of
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Context, Flow, of_states

_VERB = joined(table("certainty")["verbs"])
_LEAD = r"(?P<lead>^\W*(?:(?:but|and|yet|meanwhile|however|overall|also),? )?(?:(?:in|during|over|for|by) )?(?:<t\d+>,? )?)"
_TRADE = re.compile(
    rf"{_LEAD}(?:the |total |overall |annual )*(?P<noun>trade|turnover)\b(?P<mid>(?: <t\d+>)?)(?= (?:has |had |have )?(?:also |already |only |further |[a-z]+ly )?{_VERB}\b)"
)
"""`Trade grew to 17 billion in 2024`, in a text on two states."""
_OTHERS, _FEW = 0.5, 2
"""How often a third state may be named beside the two, as a part of the lesser of them; in how many sentences both must be."""
_IMPORTS = re.compile(
    r"(?P<who><a(?:\d+|@[A-Z]+)>)(?:'s?)? (?P<kind>(?:total |overall |[a-z]+ly )*)imports\b(?! (?:from|of|and)\b)(?=(?: <t\d+>,?)? (?:(?:has |had |have )?(?:also |[a-z]+ly )?"
    rf"{_VERB}\b|(?:to|by) (?:[a-z]+ ){{0,2}}<q))"
)
_NEIGHBOUR = re.compile(
    r"\b(?:with|to|from) (?P<who><p\d+>(?:'s?)? (?:[a-z]+ ){0,2}neighbou?r(?:ing country)?)\b"
)
_ITS_GAP = re.compile(
    r"(?P<who><a\d+>) (?:has |had |have )?(?:also )?(?:suffered|incurred|saw|seen|recorded|posted|registered|ran|run|logged|faced|sustained|booked|had|reported) (?:an?|the) (?:[a-z]+ ){0,2}?trade (?P<kind>deficit|surplus) of (?=(?:[a-z]+ ){0,3}<q)(?![^;]*\bwith (?:the )?<[ap])"
)
_SO = re.compile(r"\W*(?:similarly|likewise|thus|therefore|accordingly|as a result|consequently|hence|in this way|so),?\s", re.IGNORECASE)  # fmt: skip
"""By which a balance without a partner goes on with the two; else it may be that with all."""
_FOLLOWED = re.compile(
    r"^(?P<lead>\W*(?:(?:the|while|and) )?)(?P<who><a\d+>) (?:followed|comes? next|came next|was next|ranked <q\d+>|came <q\d+>|was <q\d+>)(?: (?:closely|place))?,? with (?P<noun>exports|imports) (?:at|of|worth|valued at|totall?ing|reaching|amounting to) (?=(?:[a-z]+ ){0,2}<q)"
)
_FOR = re.compile(
    r"\bfor (?:the )?(?P<who><a\d+>),? (?:<p\d+>|there) (?:was|were|is) an? (?:[a-z]+ ){0,2}(?P<by><q\d+>) (?:[a-z]+ ){0,2}(?:(?P<rise>rise|increase|growth|jump|gain|surge)|(?P<fall>drop|decline|fall|decrease|slump|reduction))\b"
)
OTHER_WAY = "“imports” are taken for those of"
SUPPOSED = "what the words leave out is taken for that of"


def left_out(text: str, whole: Skeleton, context: Context) -> tuple[str, tuple[str, ...]]:
    """The words of a sentence with what it leaves out of the trade of two, and what was supposed; as they are where nothing is left out."""
    for fill in (_of_office, _of_the_two, _of_neighbour, _with_the_other, _to_one, _next):
        made, lent = fill(text, whole, context)
        if lent:
            return made, lent
    return text, ()


def _said(context: Context, *codes: str) -> tuple[str, ...]:
    return (f"{SUPPOSED} {' and '.join(map(name_of, codes))}",)


def _of_office(text: str, whole: Skeleton, context: Context) -> tuple[str, tuple[str, ...]]:
    """`Trade with B fell, A's customs said`: A's, where the words name no other whose trade it is."""
    if context.home or not _TO_SOMEBODY.search(text):
        return text, ()
    every = {code for code, rules in table("withheld")["offices"].items() if any(re.search(rule, whole.origin) for rule in rules)}  # fmt: skip
    states = {_code(sign, whole) for sign in re.findall(r"<a(?:\d+|@[A-Z]+)>", text)}
    partners = {_code(one["who"], whole) for one in _TO_SOMEBODY.finditer(text)}
    if len(every) != 1 or states != partners or every & states:
        return text, ()
    code = next(iter(every))
    return _TO_SOMEBODY.sub(rf"\g<lead><a@{code}>'s \g<noun> \g<way> \g<who>", text), _said(context, code)


_TO_SOMEBODY = re.compile(
    r"(?P<lead>(?:^\W*|[,;] |\b(?:and|while|but|whereas|that|the) )(?:(?:in|during|over|for) )?(?:<t\d+>,? )?(?:<p\d+> )?)(?P<noun>(?:total |overall |annual |<g\d+> )*(?:trade|turnover|exports|imports|shipments|purchases)) (?P<way>with|to|from) (?:the )?(?P<who><a\d+>)(?!'s? )"
)


def _of_the_two(text: str, whole: Skeleton, context: Context) -> tuple[str, tuple[str, ...]]:
    """`Trade reached …` as the trade of the two states that a text is on."""
    pair = context.pair
    if "<a" in text or len(pair) != PAIR or context.home or context.large or context.flow is not None:
        return text, ()
    counts = {code: count for code, count in context.named.items() if code in of_states((code,))}
    least = min(counts.get(code, 0) for code in pair)
    if least < _FEW or any(count > _OTHERS * least for code, count in counts.items() if code not in pair):
        return text, ()
    made = _TRADE.sub(rf"\g<lead>\g<noun> between <a@{pair[0]}> and <a@{pair[1]}>\g<mid>", text, count=1)
    return (made, _said(context, *pair)) if made != text else (text, ())


def _of_neighbour(text: str, whole: Skeleton, context: Context) -> tuple[str, tuple[str, ...]]:
    """`A surplus with its neighbour`: the other of the two spoken of."""
    one = _NEIGHBOUR.search(text) if "neighbo" in text else None
    inside = [str(m.value.code) for m in whole.mentions if m.kind == "a"]
    if one is None or len({*inside}) != 1 or inside[0] not in context.pair or len(context.pair) != PAIR:
        return text, ()
    other = next(code for code in context.pair if code != inside[0])
    return f"{text[: one.start('who')]}<a@{other}>{text[one.end('who') :]}", _said(context, other)


def _with_the_other(text: str, whole: Skeleton, context: Context) -> tuple[str, tuple[str, ...]]:
    """`A incurred a trade deficit of 9 billion` after the flows of A and B: with B."""
    one = _ITS_GAP.search(text) if " of " in text and ("deficit" in text or "surplus" in text) else None
    if one is None or context.flow is None or context.quiet or not _SO.match(whole.origin):
        return text, ()
    who = str(whole.mentions[int(one["who"][2:-1])].value.code)
    if who not in context.flow.pair:
        return text, ()
    other = next(code for code in context.flow.pair if code != who)
    made = f"{text[: one.start()]}{one['who']}'s trade {one['kind']} with <a@{other}> was {text[one.end() :]}"
    return made, _said(context, other)


def _to_one(text: str, whole: Skeleton, context: Context) -> tuple[str, tuple[str, ...]]:
    """`For B, there was a 3 % decline` after A's exports to others: A's exports to B."""
    flow = context.flow
    one = _FOR.search(text) if "for " in text and flow is not None and flow.owner else None
    if (
        one is None
        or flow is None
        or not flow.noun.startswith(("export", "shipment", "sale", "import", "purchase"))
    ):
        return text, ()
    if str(whole.mentions[int(one["who"][2:-1])].value.code) == flow.owner:
        return text, ()
    way = "from" if flow.noun.startswith(("i", "p")) else "to"
    verb = "rose" if one["rise"] else "fell"
    made = f"{text[: one.start()]}<a@{flow.owner}>'s {flow.noun} {way} {one['who']} {verb} by {one['by']}{text[one.end() :]}"
    return made, _said(context, flow.owner)


def _next(text: str, whole: Skeleton, context: Context) -> tuple[str, tuple[str, ...]]:
    """`B followed with imports of 5 billion`, in a report on A's imports: A's from B."""
    one = _FOLLOWED.match(text)
    home = context.home or context.likely
    if one is None or not home or str(whole.mentions[int(one["who"][2:-1])].value.code) == home:
        return text, ()
    way = "from" if one["noun"] == "imports" else "to"
    return f"{one['lead']}<a@{home}>'s {one['noun']} {way} {one['who']} came to {text[one.end() :]}", _said(
        context, home
    )


def the_other_way(text: str, flow: Flow, whole: Skeleton) -> tuple[str, list[str]] | None:
    """`B's imports fell to 9 billion` after A's exports to B: what A bought of B, since its exports to B are told already; None where it is not so."""
    one = _IMPORTS.search(text) if "imports" in text and "<q" in text else None
    if one is None or "total" in one["kind"] or "overall" in one["kind"]:
        return None
    who = _code(one["who"], whole)
    alone = {_code(sign, whole) for sign in re.findall(r"<a(?:\d+|@[A-Z]+)>", text)} == {who}
    if (
        not alone
        or not flow.owner
        or flow.owner == who
        or who not in flow.pair
        or not flow.noun.startswith("export")
    ):
        return None
    made = f"{text[: one.start()]}<a@{flow.owner}>'s imports from {one['who']}{text[one.end() :]}"
    return made, [f"{OTHER_WAY} {name_of(flow.owner)}, exports to {name_of(who)} being told beside them"]


def _code(sign: str | None, whole: Skeleton) -> str:
    if not sign:
        return ""
    return sign[3:-1] if sign.startswith("<a@") else str(whole.mentions[int(sign[2:-1])].value.code)
