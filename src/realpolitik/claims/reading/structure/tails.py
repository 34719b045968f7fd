"""Clauses that hang on another by a dash, brackets or a comma, made clauses of their own: `– 16 % of its oil imports – making B its second supplier`.

A clause keeps its claims whatever hangs on it. What is read of a tail has the states and the good of its head filled in, which is a
supposition; what is not read of it is named, so that nothing is lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from realpolitik.claims.reading.lexicon import joined, table
from realpolitik.claims.reading.spotting.actors import name_of
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.flows import STATE, code_of

_VERB = joined(table("certainty")["verbs"])
_GOOD = r"<g\d+>"
_FEW = r"(?:(?!<a)[^;.]){0,60}?"
_BUYS = r"(?:imported|bought|purchased|imports|buys|purchases|received|receives)"
_SELLS = r"(?:sold|exported|shipped|supplied|delivered|sells|exports|ships|supplies)"
_PLACE = r"(?:<q\d+>[ -])?(?:largest|biggest|top|main|leading|most important|number[- ]one)(?: single)?"
_OWN = r"(?:'s?)?"
_ROLE = r"(?:supplier|source|seller|exporter)"
_MARKET = r"(?:export )?(?:market|destination|buyer|customer|importer)"
_BY_PLACE = (
    rf"(?P<seller>{STATE}),? {_FEW}(?P<buyer>{STATE}){_OWN} {_PLACE} (?:(?P<good>{_GOOD}) )?{_ROLE}(?: of (?P<good2>{_GOOD}))?",
    rf"(?P<seller>{STATE}),? {_FEW}{_PLACE} (?:(?P<good>{_GOOD}) )?{_ROLE}(?: of (?P<good2>{_GOOD}|goods))? (?:to|for|of) (?:the )?(?P<buyer>{STATE})",
    rf"(?P<seller>{STATE}),? {_FEW}{_PLACE} (?P<buyer>{STATE}){_OWN} (?P<good>{_GOOD}) {_ROLE}",
    rf"(?P<buyer>{STATE}),? {_FEW}(?P<seller>{STATE}){_OWN} {_PLACE} (?:(?P<good>{_GOOD}) )?{_MARKET}(?: (?:for|of) (?P<good2>{_GOOD}))?",
    rf"(?P<buyer>{STATE}),? {_FEW}{_PLACE} {_MARKET} (?:for|of) (?P<seller>{STATE}){_OWN} (?P<good>{_GOOD})",
)
"""Clauses that name a place among suppliers or buyers."""
_BY_FLOW = (
    rf"(?P<buyer>{STATE}) {_FEW}{_BUYS}\b(?:(?!<a)[^;]){{0,50}}?(?P<seller>{STATE}){_OWN} (?:\w+ )?(?P<good>{_GOOD})",
    rf"(?P<buyer>{STATE}) {_FEW}{_BUYS}\b(?:(?!<[ag])[^;]){{0,50}}?(?:(?P<good>{_GOOD})(?:(?!<a)[^;]){{0,40}}?)? from (?P<seller>{STATE})",
    rf"(?P<buyer>{STATE}){_OWN} (?:\w+ ){{0,2}}(?:imports|purchases) of (?P<seller>{STATE}){_OWN} (?:\w+ )?(?P<good>{_GOOD})",
    rf"(?P<buyer>{STATE}){_OWN} (?:\w+ ){{0,2}}(?:(?P<good>{_GOOD}) )?(?:imports|purchases)(?: of (?P<good2>{_GOOD}|goods))? from (?P<seller>{STATE})",
    rf"(?P<seller>{STATE}){_OWN} (?:\w+ ){{0,2}}(?:(?P<good>{_GOOD}) )?(?:exports|shipments|sales|deliveries|supplies)(?: of (?P<good2>{_GOOD}|goods))? to (?P<buyer>{STATE})",
    rf"(?P<seller>{STATE}) {_FEW}{_SELLS}\b(?:(?!<[ag])[^;]){{0,50}}?(?:(?P<good>{_GOOD})(?:(?!<a)[^;]){{0,30}}?)? to (?P<buyer>{STATE})",
)
"""Clauses that say what one state bought of another."""
_HEADS = tuple((re.compile(rule), rule in _BY_PLACE) for rule in (*_BY_PLACE, *_BY_FLOW))
_TRADE = re.compile(rf"(?P<owner>{STATE}){_OWN} (?:\w+ ){{0,2}}trade (?:turnover )?with (?P<other>{STATE})")
_WHOSE = rf"(?P<whose>its|their|<p\d+>(?:'s?)?|{STATE}{_OWN}|(?:the )?(?:country|nation|bloc)'s)"
_ENDS = r"(?=\)|,| - |;|[.\s]*$| <t| and )"
_OPENS = r"(?P<open>,? - |, | \()(?:and )?"
_SHARE = re.compile(
    rf"{_OPENS}(?:(?:thus |thereby |together )?(?:accounting for|representing|making up|constituting|comprising|equal to|equivalent to|amounting to"
    r"|which (?:now )?(?:accounts? for|accounted for|makes? up|made up|represents?|represented|is|was|amounts to|amounted to)|or|i\.e\.,?|supplying|providing|covering|meeting) )?"
    rf"(?:about |around |some |nearly |almost |over |roughly |just |only )*(?P<share><q\d+>) of (?:all )?(?:{_WHOSE} )?(?P<kind>(?:total |overall |all |annual |foreign |goods )*)"
    rf"(?:(?P<of>{_GOOD}) )?(?P<what>imports|exports|supplies|supply|purchases|trade|needs)(?: of (?P<of2>{_GOOD}))?{_ENDS}\)?"
    r"(?:,? (?:up|down) from (?:only |just |about )?(?P<was><q\d+>) (?:\w+ )?(?P<then><t\d+>))?"
)
_WITH_SHARE = re.compile(
    rf"(?:,? with (?:an? |its )?(?:(?P<share><q\d+>) (?:market )?share|(?:market )?share of (?P<share2><q\d+>))(?: (?:of|in) (?:total |the )*(?:{STATE}{_OWN} |<p\d+> )?(?:total |overall )*(?:{_GOOD} )?(?:imports|market|exports|supplies))?"
    rf"| \((?P<share3><q\d+>)(?: of (?:the )?(?:total|imports|exports))?\)|,? (?:at|with) (?P<share4><q\d+>)){_ENDS}"
)
_RANK = re.compile(
    rf"{_OPENS}(?:thus |thereby |thus )?(?:making|which (?:makes|made|has made)) (?:the )?(?P<who>{STATE}|<p\d+>|it) (?:the )?(?:{_WHOSE} )?(?P<nth><q\d+>[ -])?(?P<main>largest|biggest|top|main|leading) (?:single )?"
    rf"(?:(?P<of>{_GOOD}) )?(?P<role>{_ROLE}|{_MARKET}|trading partner|trade partner)(?: of (?P<of2>{_GOOD}))?(?: (?:after|behind|following) (?:the )?(?P<after>{STATE}))?{_ENDS}\)?"
)
_APPOSED = re.compile(
    rf"(?P<b>{STATE})(?P<cut>(?:,| -) (?:its|<p\d+>(?:'s?)?) (?P<nth><q\d+>[ -])?(?P<main>largest|biggest|top|main|leading) (?:single )?(?:(?P<of>{_GOOD}) )?"
    rf"(?P<role>{_ROLE}|{_MARKET}|trading partner|trade partner)(?: of (?P<of2>{_GOOD}))?(?:,(?= )| -(?= )|(?=[.\s]*$)))"
)
_LOOSE = re.compile(
    r"(?P<open>,? - |, | \()(?P<tail>(?:(?:thus |thereby |together )?(?:accounting for|representing|making up|making|constituting|comprising|equal to|equivalent to|equalling"
    r"|which (?:accounts?|accounted|represents?|represented|makes?|made|means|meant|is|was|equals)\b|supplying|providing|covering|meeting|ranking|putting|placing)"
    r"|or (?:about |around |some |nearly |roughly )*<q\d+> of|(?:about |around |some |nearly |almost |roughly |over |just )*<q\d+> of|<q\d+> of which)"
    r"(?:(?! - |;)[^()]){0,160}?(?=\)| - |;|[.\s]*$|, (?:while|whereas|but|according)\b))(?P<shut>\)| -)?"
)
_QUALIFIES = re.compile(
    r"\b(?:excluding|except|without|services|targets?|planned|expected|projected|forecast|estimate[sd]?|not|never|no longer|would|could|will|should|if|respectively|of which)\b"
)
_SIGN = re.compile(r"<[apqtgw](\d+)>")
_CUTS = re.compile(r";|, (?:while|whereas|but) | (?:while|whereas) ")
_LEAD = re.compile(r"^\W*(?:(?:in|during|over|by) )?(<t\d+>)")
SUPPOSED = "what the words after the comma or dash leave out is taken for that of"
UNREAD = "not read:"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What a tail hangs on: seller, buyer and good of a clause, and whether it names a place; `owner` of a trade with another."""

    seller: str = ""
    buyer: str = ""
    good: str = ""
    place: bool = False
    owner: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """A clause read from a tail, over the signs of the sentence, with what was supposed."""

    text: str
    supposed: str


def tails(whole: Skeleton) -> tuple[str, tuple[Tail, ...]]:
    """A sentence without the tails that are read, and these as clauses; the sentence as it is where it has none."""
    text = whole.text
    text, found = _apposed(text, whole)
    if not re.search(r"<q\d+>", text):
        return text, tuple(found)
    for pattern, read in ((_RANK, _ranked), (_SHARE, _shared), (_WITH_SHARE, _with_share)):
        for one in list(pattern.finditer(text))[::-1]:
            before = _CUTS.split(text[: one.start()])[-1]
            head = _head(before, whole)
            if head is None or not (clauses := read(one, head, whole)):
                continue
            when = _time_of(before, text[one.end() :]) or _lead_of(text)
            supposed = f"{SUPPOSED} {' and '.join(name_of(code) for code in (head.seller or head.owner, head.buyer or head.other))}"
            found += [
                Tail(text=f"{clause}{'' if '<t' in clause else when}.", supposed=supposed)
                for clause in clauses
            ]
            shut = " -" if one.groupdict().get("open", "").endswith("- ") and text[one.end() :].startswith(" - ") else ""  # fmt: skip
            rest = text[one.end() + len(shut) :]
            text = text[: one.start()] + (f" -{rest}" if shut and re.match(r" making", rest) else rest)
    return text, tuple(found[::-1])


def _apposed(text: str, whole: Skeleton) -> tuple[str, list[Tail]]:
    """`A's exports to B, its largest partner, rose`: the place of B with A, the only other state named before; and the rest."""
    found: list[Tail] = []
    for one in list(_APPOSED.finditer(text))[::-1]:
        before = _CUTS.split(text[: one.start()])[-1]
        other = code_of(one["b"], whole)
        hubs = _others(before, whole) - {other}
        pronoun = re.search(r"<p(\d+)>", one["cut"])
        if len(hubs) != 1 or (pronoun and whole.mentions[int(pronoun[1])].value != "one"):
            continue
        hub = next(iter(hubs))
        good = one["of"] or one["of2"] or ""
        kind = f"{good} " if good else ""
        when = _time_of(before + text[one.end() :], "")
        clause = f"<a@{other}> was <a@{hub}>'s {(one['nth'] or '').replace('-', ' ')}{one['main']} {kind}{one['role']}"
        found.append(Tail(text=f"{clause}{when}.", supposed=f"{SUPPOSED} {name_of(hub)}"))
        text = text[: one.start("cut")] + text[one.end() :]
    return text, found


def loose(text: str, whole: Skeleton) -> tuple[str, tuple[str, ...]]:
    """A sentence without the tails of which nothing is read and that turn nothing of their head into something else, and their words."""
    unread = []

    def cut(one: re.Match[str]) -> str:
        before = text[: one.start()].rpartition(";")[2]
        complete = re.search(rf"<q\d+>|\b{_VERB}\b", before) and re.search(r"<q\d+>", before)
        if not complete or not re.search(r"<q\d+>", one["tail"]) or _QUALIFIES.search(one["tail"]):
            return one[0]
        if re.search(rf"making {STATE}", one["tail"]):
            return one[0]
        if one["open"] == " (" and one["shut"] != ")":
            return one[0]
        unread.append(f"{UNREAD} “{words(one['tail'], whole)}”")
        return ""

    return _LOOSE.sub(cut, text), tuple(unread)


def words(text: str, whole: Skeleton) -> str:
    """A stretch of a skeleton with the words of the sentence for its signs."""
    return _SIGN.sub(lambda sign: whole.mentions[int(sign[1])].text, text).strip()


def time_within(text: str, clause: str) -> str:
    """The one time of a sentence, for a clause of it that names none."""
    return "" if "<t" in clause else _time_of(text, "") or _lead_of(text)


def _head(text: str, whole: Skeleton) -> _Head | None:
    """The states and the good of the clause that a tail hangs on; none where it has not both."""
    for pattern, place in _HEADS:
        ones = list(pattern.finditer(text))
        if not ones:
            continue
        got = ones[-1].groupdict()
        good = got.get("good") or got.get("good2") or ""
        seller, buyer = code_of(got["seller"], whole), code_of(got["buyer"], whole)
        if seller != buyer and not (_others(text, whole) - {seller, buyer}):
            return _Head(seller=seller, buyer=buyer, good=good if good != "goods" else "", place=place)
    if one := _TRADE.search(text):
        owner, other = code_of(one["owner"], whole), code_of(one["other"], whole)
        if owner != other and not (_others(text, whole) - {owner, other}):
            return _Head(owner=owner, other=other)
    return None


def _others(text: str, whole: Skeleton) -> set[str]:
    return {code_of(one[0], whole) for one in re.finditer(STATE, text)}


def _good(sign: str, whole: Skeleton) -> str:
    return str(whole.mentions[int(sign[2:-1])].value) if sign else ""


def _hub(whose: str, default: str, head: _Head, whole: Skeleton) -> str:
    """The state whose imports or exports are meant; empty where the words name one that is not of the head."""
    if named := re.match(STATE, whose):
        code = code_of(named[0], whole)
        return code if code in (head.seller, head.buyer, head.owner, head.other) else ""
    return default


def _shared(one: re.Match[str], head: _Head, whole: Skeleton) -> list[str]:
    """`16 % of its oil imports`: the share of the other in them."""
    if whole.mentions[int(one["share"][2:-1])].value.unit != "share" or not (one["whose"] or one["kind"]):
        return []
    own, what = one["of"] or one["of2"] or "", one["what"]
    if head.owner:
        hub = _hub(one["whose"] or "", head.owner, head, whole)
        other = head.other if hub == head.owner else head.owner
        fits = what == "trade" and hub and not own
        return _with_earlier(one, f"<a@{other}>", f"<a@{hub}>'s total trade") if fits else []
    if what == "trade" or (own and _good(own, whole) != _good(head.good, whole)):
        return []
    if head.good and not own:
        if what not in ("supplies", "supply", "needs") and not head.place:
            return []  # of all its imports: the share of one good in them
        own = head.good
    outward = what == "exports"
    hub = _hub(one["whose"] or "", head.seller if outward else head.buyer, head, whole)
    if hub != (head.seller if outward else head.buyer):
        return []
    other = head.buyer if outward else head.seller
    of = "exports" if outward else "imports"
    good = f"{own} " if own else ""
    return _with_earlier(one, f"<a@{other}>", f"<a@{hub}>'s {good}{of}")


def _with_earlier(one: re.Match[str], who: str, of: str) -> list[str]:
    """The clause of a share, and that of what it came from, which has its own time."""
    made = [f"{who} accounted for {one['share']} of {of}"]
    return [*made, f"{who} accounted for {one['was']} of {of} {one['then']}"] if one["was"] else made


def _with_share(one: re.Match[str], head: _Head, whole: Skeleton) -> list[str]:
    """`the largest supplier, with a share of 31 %`: that of the state whose place it is."""
    share = one["share"] or one["share2"] or one["share3"] or one["share4"]
    if not head.place or not head.good or whole.mentions[int(share[2:-1])].value.unit != "share":
        return []
    named = re.findall(STATE, one[0])
    if any(code_of(sign, whole) not in (head.seller, head.buyer) for sign in named):
        return []
    if re.search(r"(?:market|buyer|customer|importer|destination)", one.string[: one.start()][-60:]):
        return [f"<a@{head.buyer}> accounted for {share} of <a@{head.seller}>'s {head.good} exports"]
    return [f"<a@{head.seller}> accounted for {share} of <a@{head.buyer}>'s {head.good} imports"]


def _ranked(one: re.Match[str], head: _Head, whole: Skeleton) -> list[str]:
    """`making B its second largest supplier after C`: the place of B, and of C."""
    own = one["of"] or one["of2"] or ""
    partner = one["role"].endswith("partner")
    first, second = (head.owner, head.other) if head.owner else (head.seller, head.buyer)
    named = re.match(STATE, one["who"])
    hub = _hub(one["whose"] or "", "", head, whole)
    who = code_of(one["who"], whole) if named else ""
    if not who and hub:
        who = second if hub == first else first
    if not hub and who in (first, second):
        hub = second if who == first else first
    buys = bool(re.fullmatch(_MARKET, one["role"]))
    if not who or not hub or who == hub or {who, hub} != {first, second}:
        return []
    if not partner and head.seller and hub != (head.seller if buys else head.buyer):
        return []
    good = "" if partner else own or head.good
    kind = f"{good} " if good else ""
    nth = (one["nth"] or "").rstrip(" -")
    made = [f"<a@{who}> was <a@{hub}>'s {f'{nth} ' if nth else ''}{one['main']} {kind}{one['role']}"]
    second_place = bool(nth) and whole.mentions[int(nth[2:-1])].value.value == 2
    if one["after"] and second_place:
        made.append(f"<a@{code_of(one['after'], whole)}> was <a@{hub}>'s {one['main']} {kind}{one['role']}")
    return made


def _time_of(head: str, rest: str) -> str:
    """The one time that a head names, or the one that stands right after the tail."""
    if after := re.match(r" (?:in |during )?(<t\d+>)", rest):
        return f" {after[1]}"
    times = list(dict.fromkeys(re.findall(r"<t\d+>", head)))
    return f" {times[0]}" if len(times) == 1 else ""


def _lead_of(text: str) -> str:
    """The time that opens a sentence, which holds for all its clauses."""
    lead = _LEAD.match(text)
    return f" {lead[1]}" if lead else ""
