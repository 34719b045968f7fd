"""Texts on the trade of one state, which is named in the title or at the beginning and left out after: `exports to Viet Nam fell`.

Whose trade a text is on is told by what it says a state *has*: exports, imports, a balance, partners. A state of which this is said twice as
often as of any other is the text's *home*; a state that is named as often as the side of a flow that its goods go to, or come from, is not. What a
sentence leaves out is the home's, as a supposition.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from realpolitik.claims.reading.lexicon import PAIR, joined, table
from realpolitik.claims.reading.spotting.actors import name_of
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Context

_A = r"<a(\d+)>"
_VERB = joined(table("certainty")["verbs"])
_ADJECTIVES = rf"(?:(?!(?:and|while|but|to|from|in|with|for|of|by|as|on|after|the|a|an|its|that|which|{_VERB}) )[a-z-]+ |<g\d+> ){{0,3}}?"
_FLOW = r"(?:exports?|imports?|shipments|sales|deliveries|supplies|purchases|trade|turnover|commerce|surplus|deficit)"
_NOT_TO = r"(?<!to )(?<!from )(?<!with )(?<!to the )(?<!from the )(?<!with the )(?<!-)"
_HAS = (
    re.compile(
        rf"{_NOT_TO}{_A}(?:'s?)? {_ADJECTIVES}{_FLOW}\b(?! (?:war|deal|talks|agreement|polic|tension|minist|chief|representative))"
    ),
    re.compile(
        rf"{_A}(?:'s?)? (?:<q\d+>[ -])?(?:largest|biggest|top|main|leading|most important|key|major) {_ADJECTIVES}(?:partner|market|supplier|buyer|source|destination|customer|importer|exporter)"
    ),
    re.compile(
        rf"{_A} (?:[a-z]+ly |also |has |had )*(?:exported|imported|shipped|sold|bought|purchased|logged|posted|ran|recorded|spent)\b"
    ),
)
"""What is said to be a state's."""
_SIDE = re.compile(
    rf"\b{_FLOW}(?: of (?:<g\d+>|goods))? (?:to|from|with) (?:the )?{_A}|{_A}[-/]<a|(?<=<a)\d[-/]{_A}"
)
"""The other side of a flow, which nothing is said to be of."""
_TITLED, _ENOUGH, _MOST = 2, 3, 2
"""How much a title counts; how often a state must own something for a text to be on it; how many times as often as the next."""
_FEW, _SHARE = 2, 1.5
"""The same where nothing is said to be anybody's: in how many sentences a state must be named, and how many times as often as the next."""
OF_HOME = "what the words leave out is taken for"


def home_of(title: Skeleton | None, skeletons: Iterable[Skeleton], context: Context) -> str:
    """The state on whose trade a text is; empty where it is on no one state's."""
    has: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for weight, one in ((_TITLED, title), *((1, each) for each in skeletons)):
        if one is not None:
            has.update(dict.fromkeys(_codes(one, *_HAS), weight))
            other.update(dict.fromkeys(_codes(one, _SIDE), 1))
    ranked = has.most_common(2)
    context.many = len(other.keys() - {code for code, _ in ranked[:1]}) >= PAIR
    if not ranked or ranked[0][1] < _FEW:
        context.likely = _named_most(context)
        return ""
    code, count = ranked[0]
    alone = len(ranked) == 1 or count >= _MOST * ranked[1][1]
    titled = _codes(title, *_HAS) if title is not None else set()
    if len(titled) == 1 and has[next(iter(titled))] == count:
        return next(iter(titled))  # `Brazil's surplus falls`, and no other is said to have more
    return code if alone and count >= _ENOUGH and count > other[code] else ""


def _codes(one: Skeleton, *rules: re.Pattern[str]) -> set[str]:
    """The states that the rules find in a sentence."""
    found = (sign for rule in rules for match in rule.finditer(one.text) for sign in match.groups() if sign)
    return {str(one.mentions[int(sign)].value.code) for sign in found}


def _named_most(context: Context) -> str:
    """The state that is named in more sentences than any other, of a text that says of none what it has."""
    counts = sorted(
        ((count, code == context.first, code) for code, count in context.named.items()), reverse=True
    )
    if not counts or (counts[0][0] < _FEW and not counts[0][1]):
        return ""
    alone = len(counts) == 1 or counts[0][0] >= _SHARE * counts[1][0] or counts[0][1]
    return counts[0][2] if alone else ""


_KIND = r"(?:(?:total|overall|merchandise|goods|annual|monthly|outbound|inbound) )*"
_LEAD = r"(?P<lead>\W*(?:(?:by (?:region|country|destination|market|partner)|meanwhile|however|conversely|similarly|on the other hand|in contrast|by contrast|overall|notably),? )?(?:(?:in|over|during|for|from|between) )?(?:<t\d+>,? )?(?:the )?)"
_BARE = re.compile(
    rf"^{_LEAD}(?P<noun>{_KIND}(?:exports|imports|shipments|trade (?:deficit|surplus))\b)(?! (?:from|to|with|of|between|and)\b)"
)
_BARE_TOO = re.compile(
    r"(?P<cut>(?:[,;]|\b(?:and|while|but|whereas)) )(?P<noun>exports|imports)\b(?! (?:to|from|of|with|and)\b)"
)
_PLACE = re.compile(
    r"(?<!s )(?<!> )(?:the (?:country's |nation's )?|its |<p\d+>(?:'s?)? )?(?P<place>(?:<q\d+>[ -])?(?:top|largest|biggest|main|leading) (?:single )?(?:<g\d+> )?(?:export (?:destination|market)|import source|source of imports|supplier|trading partner|trade partner|buyer))(?! (?:of|for|to|in) <)"
)
_SHARE_OF = re.compile(
    r"(?:the )?share of (?P<who><a\d+>)(?: in (?P<of>(?:total )?(?:exports|imports|trade)))?(?= (?:has |had |have )?(?:ris|rose|increas|declin|fell|fall|drop|grew|grow|went|was|stood|reach|climb|shr))"
)
_WITH = re.compile(
    r"(?P<noun>(?:(?:<g\d+>|total|overall|goods|merchandise|outbound|inbound|foreign|annual) )*(?:exports|imports|shipments|sales|deliveries|purchases|(?:foreign )?trade(?: volume| turnover)?|turnover)(?: of (?:goods|<g\d+>))?)"
    r" (?P<way>to|from|with) (?:the )?<a(?P<who>\d+)>(?!'s? (?:market|port))"
)
_OWNED = re.compile(
    r"(?:<[ap](?:\d+|@[A-Z]+)>(?:'s?)? (?:[a-z-]+ |<g\d+> ){0,3}|<[ap]\d+> (?:(?!<a)[^;,]){0,30}\b(?:increased|raised|boosted|expanded|cut|reduced|grew|lifted|slashed|halted|stopped|resumed|started|began) (?:<p\d+>(?:'s?)? )?|\b(?:and|no|any|as|whose|which|those) )$"
)
"""What stands before a flow that is somebody's already."""


def owned(whole: Skeleton, context: Context) -> tuple[str, tuple[str, ...]]:
    """The words of a sentence in which flows to, from or with a state that are nobody's are the home's, and what was supposed."""
    text, home = whole.text, context.home
    if not home or "<a" not in text or _other_owner(context):
        return text, ()

    # an amount of money is not of the one good that a report is on
    in_money = any(
        one.kind == "q" and one.value.unit in table("amounts")["currencies"] for one in whole.mentions
    )

    def put(one: re.Match[str]) -> str:
        code = str(whole.mentions[int(one["who"])].value.code)
        after = re.match(r"(?:,| and| or)* (?:to|by|into|via|in) (?:the )?<a", text[one.end() :])
        among = one["noun"].startswith("trade") and text[: one.start()].endswith("in ")
        of_goods = context.market is not None and "<g" not in one["noun"] and not in_money
        if code == home or after or among or of_goods or _OWNED.search(text[: one.start()]):
            return one[0]
        return f"<a@{home}>'s {one[0]}"

    made = _WITH.sub(put, text)
    return (made, (f"{OF_HOME} that of {name_of(home)}",)) if made != text else (text, ())


def _other_owner(context: Context) -> bool:
    """Whether the words before spoke of a flow of another state than the home, not with the home."""
    flow = context.flow
    return flow is not None and flow.owner not in ("", context.home) and context.home not in flow.pair


def at_home(whole: Skeleton, context: Context) -> tuple[str, tuple[str, ...]]:
    """The words of a sentence with the state that it leaves out, and what was supposed; as they are where nothing is left out."""
    text, lent = owned(whole, context)
    home = context.large or context.home or context.likely
    if lent or not home or (context.market is not None and not context.many):
        return text, lent
    named = {str(one.value.code) for one in whole.mentions if one.kind == "a"}
    if home in named or not (context.flow is None or is_of_all(whole, context)):
        return text, ()
    total = "total " if context.flow is not None else ""
    made = _BARE.sub(rf"\g<lead><a@{home}>'s {total}\g<noun>", text) if not named else text
    if made != text:  # `Exports rose 6 %, while imports fell`: both are with all
        made = _BARE_TOO.sub(rf"\g<cut><a@{home}>'s total \g<noun>", made)
    if named:
        made = _PLACE.sub(rf"<a@{home}>'s \g<place>", made, count=1)
        made = _SHARE_OF.sub(lambda one: _shared(one, home, context), made)
    if made == text:
        return text, ()
    return made, (f"{OF_HOME} that of {name_of(home)}",)


_AT_LARGE = re.compile(
    rf"{_A}(?:'s?)? (?:<g\d+> )?(?:broader|wider|overall|total|global|worldwide|foreign|external) (?:[a-z]+ ){{0,2}}?(?:trade|exports|imports|turnover)\b(?!(?: [a-z]+)? (?:to|from|with|between)\b)"
    rf"|\b(?:broader|wider|overall|general) trade (?:[a-z]+ )?(?:of|for) (?:the )?<a\d+>"
)


_WORLDWIDE = re.compile(
    r"\W*(?:globally|worldwide|(?:on a|at the) global (?:scale|level)|across all (?:markets|partners)),"
)


def at_large(whole: Skeleton, before: str) -> str:
    """The state of all of whose trade a sentence speaks, or goes on speaking; empty where it names another, or none was before."""
    one = _AT_LARGE.search(whole.text) or _WORLDWIDE.match(whole.text)
    codes = {str(each.value.code) for each in whole.mentions if each.kind == "a"}
    if one is not None and len(codes) == 1:
        return next(iter(codes))
    return before if codes <= {before} else ""


def is_of_all(whole: Skeleton, context: Context) -> bool:
    """Whether a flow without any state is all that the home sells or buys: it opens a paragraph of a report on several partners."""
    return bool(
        context.home and context.opens and context.many and _BARE.match(whole.text) and "<a" not in whole.text
    )


def _shared(one: re.Match[str], home: str, context: Context) -> str:
    context.shared = (one["of"] or context.shared).removeprefix("total ")
    return f"{one['who']}'s share of <a@{home}>'s total {context.shared}" if context.shared else one[0]
