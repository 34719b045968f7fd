"""Shares of a whole that is named, whoever has them: `received 31 % of the arms exported by A`, `the latter at 9 % of B's exports`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

from realpolitik.claims.reading.forms.chains import ABOUT, ADV, TIME, Q
from realpolitik.claims.reading.forms.heads import words
from realpolitik.claims.reading.forms.periods import before as year_before
from realpolitik.claims.reading.forms.periods import of_change, own_time
from realpolitik.claims.reading.forms.signs import A, G, P, codes, goods_of
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.standings.rankings import LENT_LIST, ROLES, Reading, of_share
from realpolitik.claims.reading.standings.titles import OWNED, REALM, is_group

_WHOSE = "whose it is is taken from the words before"


@cache
def _whole() -> str:
    """What a share is of."""
    kinds = rf"(?:(?:{words('kinds')}|{words('more_kinds')}|major|imported|inward|outward|outbound) )*"
    flow = r"(?P<flow>(?:trade )?(?:exports?|imports?|sales|purchases|shipments|deliveries|transfers?|trade turnover|turnover|trade volumes?|trade|commerce|export (?:value|volume|earnings|revenues?)|import (?:value|volume|bill))(?: (?:volume|value|turnover|bill))?)\b"
    return (
        rf"(?:all |all of |the |total |overall |combined |entire )*(?:(?P<world>the rest of the world's|the world's|world's|global|world|worldwide|international) )?(?:(?P<own>{OWNED}) )?{kinds}(?:(?P<adj>{A})(?:'s?)? )?{kinds}(?:(?P<g>{G}) )?{kinds}"
        rf"(?:{flow}|(?P<gone>(?:{G}|arms|weapons|goods)) (?:(?P<out>exported|sold|shipped|supplied|delivered) by|(?P<in>imported|bought|purchased|received) by) (?:the )?(?P<by>{A})|(?P<total>total(?: volume| value| figure)?|overall figure|sum)|(?P<arms>{G}|arms|weapons))"
        rf"(?! (?:{G}|growth|surplus|deficit|balance)\b)(?: of (?P<g2>{G}))?(?: (?:of|by) (?:the )?(?P<of>{A}|{REALM[:-6]}))?(?: (?:with|to|from|into) (?:the )?(?:rest of )?(?P<p>{A}))?"
    )


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?P<verb>{words('holds_share')}|with|at|was regarded as|is|was|were|or|which is|that is|equivalent to|(?:is|was|remains|became) the (?:destination|source|origin|buyer|market|supplier) (?:of|for))(?: {ADV})* (?:an? )?{ABOUT}(?P<q>{Q})(?: \({ABOUT}{Q}\))? (?:share )?(?:of|in) {_whole()}"
    )


@cache
def _came() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<q>{Q}) of {_whole()}(?: {TIME})?(?:,? (?:{ADV}|{TIME}))* (?:came|come|comes|coming|originated|originating|went|go|goes|going|sent|destined|headed|flowed|were sold|was sold|were shipped|are shipped|were bought|sourced|supplied|delivered)(?: {ADV})*(?: (?:sold|shipped|bound|destined|sourced|bought))? (?:to|from|by|for)(?: (?:just|only|a single|one|single|the))*(?: <q\d+>)?(?: (?:country|state|buyer|supplier|market|customer|nation|recipient|partner))?(?: ?[-:,] ?| )(?:the )?(?P<who>{A})(?!,? (?:and|or) (?:the )?<a)(?!, (?:the )?<a\d+>(?:,| and))"
    )


@cache
def _share_noun() -> re.Pattern[str]:
    level = rf"(?:was|is|were|are|stood at|stands at|reached|amounted to|amounts to|accounted for|equalled|equaled|equals|came to|comes to|constituted|made up|totall?ed|averaged|hit|{words('up')}|{words('down')})"
    return re.compile(
        rf"(?P<who>{A}'s?|{P}(?:'s?)?|the country's|the latter's) (?:market |overall |total |own |combined )*(?:share|weight|proportion|percentage|part)(?P<global> globally| worldwide)?(?: (?:of|in|among) {_whole()})?(?: {TIME})?(?:,? (?:{ADV}|{TIME}|has|had|have|been|that))* {level}(?: {ADV})*(?: (?:from {ABOUT}(?P<from>{Q})(?: {TIME})?))?(?: (?:to|by|at))?(?: (?:only|just|the|an?(?: [a-z]+)?))* {ABOUT}(?P<q>{Q})"
    )


@cache
def _two() -> re.Pattern[str]:
    return re.compile(
        rf"\bthe (?:former|first)(?: {ADV})* (?:at|with|accounting for|taking|holding|on) {ABOUT}(?P<q>{Q})(?: of {_whole()})?,? (?:and|while) the (?:latter|second)(?: {ADV})* (?:at|with|accounting for|taking|holding|on)? ?{ABOUT}(?P<q2>{Q})|<p(?P<one>\d+)> (?:at|with|accounting for) {ABOUT}(?P<qa>{Q})(?: of {_whole().replace('?P<', '?P<b_')})?,? (?:and|while) <p(?P<other>\d+)> (?:at|with|accounting for) {ABOUT}(?P<qb>{Q})"
    )


def shares_told(here: Reading) -> Iterator[tuple[int, Callable[[], list[Statement]]]]:
    """The shares that a sentence tells of a whole that it names, each with where it is told."""
    text = here.skeleton.text
    if "<q" not in text:
        return
    for one in _came().finditer(text):
        yield one.start(), partial(_one, here, one, codes(one["who"], here.skeleton)[0])
    for one in _share_noun().finditer(text):
        yield one.start(), partial(_of_noun, here, one)
    for one in _named().finditer(text):
        yield one.start(), partial(_set_out, here, one)
    for one in _verb().finditer(text):
        yield one.start(), partial(_of_verb, here, one)


def _of_verb(here: Reading, one: re.Match[str]) -> list[Statement]:
    who, lent = subject(here, one.start(), of_list=bool(one["total"]))
    if len(who) != 1 or not _alone(here, one, who[0]):
        return []
    return _one(here, one, who[0], lent=lent)


def _alone(here: Reading, one: re.Match[str], who: str) -> bool:
    """Whether a state that does not stand right before the verb is the only one that may have the share: `A bought coal from B, or 9 % of its imports` is of B."""
    led = here.skeleton.text[_clause_of(here.skeleton.text[: one.start()]) : one.start()]
    near = _right_before().search(led)
    preposed = near is not None and _PREPOSED.search(led[: near.start()])
    if (near is not None and not preposed) or _FLOW_WITH.search(led):
        return True
    named = {code for name in ("own", "adj", "of", "by") for code in codes(one[name], here.skeleton)}
    named |= {here.ranking.hub} if one["total"] else set()
    return bool(named or one["world"]) and {*codes(led, here.skeleton)} <= {who, *named}


@cache
def _named() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<who>{A})'s? (?:market |overall |total )*(?:share|weight|proportion) (?:of|in) {_whole()}"
    )


def _set_out(here: Reading, one: re.Match[str]) -> list[Statement]:
    """`A's share of B's trade`, whatever is said of it: `it` is A from here on, and B's trade is what shares are of."""
    who = codes(one["who"], here.skeleton)[0]
    if _list_of(here, one, who) is not None:
        here.ranking.holder = who
    return []


def _one(here: Reading, one: re.Match[str], who: str, *, lent: bool = False) -> list[Statement]:
    amount = here.amount(one["q"])
    if amount.unit != "share" or not who:
        return []
    found = _list_of(here, one, who)
    if found is None:
        return []
    supposed = (*found, *((_WHOSE,) if lent else ()))
    made = of_share(here, who, amount, one.span(), supposed=supposed)
    here.ranking.holder = who
    return [
        *made,
        *_earlier(here, one, who, supposed),
        *_second(here, one, who, supposed),
        *_further(here, one),
    ]


@cache
def _others() -> re.Pattern[str]:
    of = r"(?:that|those|trade|exports|imports|sales|shipments) (?:with|to|from) "
    return re.compile(
        rf"(?: {TIME})?,?(?: and| while| whereas| then| followed by)* (?:{of})?(?:the )?(?P<who>{A})(?: (?:{words('holds_share')}|with|at|for|on|a further|another))? {ABOUT}(?P<q>{Q})(?! (?:of|more|less)\b)"
    )


def _further(here: Reading, one: re.Match[str]) -> list[Statement]:
    """Shares of others in the same, without a word of what they are of: `A took 38 % of B's exports, C 17 % and D 11 %`."""
    made: list[Statement] = []
    place = one.end()
    while (each := _others().match(here.skeleton.text, place)) is not None:
        amount = here.amount(each["q"])
        if amount.unit != "share":
            break
        made += of_share(
            here, codes(each["who"], here.skeleton)[0], amount, each.span(), supposed=(LENT_LIST,)
        )
        place = each.end()
    return made


def _list_of(here: Reading, one: re.Match[str], who: str) -> tuple[str, ...] | None:
    """Note of what the share is; what was supposed, None where that cannot be told."""
    got, ranking, skeleton = one.groupdict(), here.ranking, here.skeleton
    if got["total"]:
        ranking.age = 0 if ranking.stands else ranking.age
        return (LENT_LIST,) if ranking.stands else None
    kind, of = _kind(got, one[0]), _goods(got, one[0], skeleton)
    named = [code for name in ("own", "adj", "of", "by") for code in codes(got[name], skeleton)]
    region = next((code for code in codes(got["p"], skeleton) if is_group(code)), "")
    if not kind or (got["p"] and not region):
        return None
    if got["world"] and not named:
        return _of_world(here, kind, of)
    hub, supposed = (named[0], ()) if named else _hub(here, got, who, ROLES[kind])
    if not hub or hub == who or is_group(who):
        return None
    ranking.note(role=ROLES[kind], hub=hub, goods=of, region=region)
    return supposed


def _of_world(here: Reading, kind: str, goods: str) -> tuple[str, ...] | None:
    """A share in what all the world sells, or buys."""
    if kind == "both" and not goods:
        return None
    here.ranking.note(role="buyer" if kind == "in" else "seller", hub="", world=True, goods=goods)
    return ()


def _goods(got: dict[str, str | None], said: str, skeleton: Skeleton) -> str:
    goods = goods_of("".join(got[name] or "" for name in ("g", "g2", "gone", "arms")), skeleton)
    if not goods and re.search(r"\b(?:arms|weapons)\b", said):
        return "arms"
    return goods[0] if len(goods) == 1 else "other" if goods else ""


def _kind(got: dict[str, str | None], said: str) -> str:
    if got["by"]:
        return "out" if got["out"] else "in"
    flow = got["flow"] or ""
    if got["arms"]:
        return "in" if "imported" in said and got["own"] else ""
    if re.search(r"export|sales|shipments|deliveries", flow):
        return "out"
    if re.search(r"import|purchases", flow):
        return "in"
    return "both" if re.search(r"trade|turnover|commerce", flow) else "out" if flow else ""


def _hub(here: Reading, got: dict[str, str | None], who: str, role: str) -> tuple[str, tuple[str, ...]]:
    """Whose trade it is, where no state is named."""
    text = here.skeleton.text
    here_named = [
        code for code in dict.fromkeys(codes(text, here.skeleton)) if code != who and not is_group(code)
    ]
    ranking, topic = here.ranking, here.topic
    if got["own"] and got["own"] != "our" and len(here_named) == 1:
        return here_named[0], (_WHOSE,)
    if (
        ranking.stands
        and ranking.hub
        and ranking.hub != who
        and (not here_named or ranking.hub in here_named)
        and (ranking.role == role or got["own"])
    ):
        return ranking.hub, (LENT_LIST,)
    if topic.home and topic.home != who and (not here_named or here_named == [topic.home]):
        return topic.home, (_WHOSE,)
    return "", ()


def _earlier(here: Reading, one: re.Match[str], who: str, supposed: tuple[str, ...]) -> list[Statement]:
    """What a share came from: `…, up from 73 % in 2016-20`, `from 8 % to 7 %`."""
    tail = _CAME_FROM.match(here.skeleton.text, one.end())
    if tail is None or here.amount(tail["q"]).unit != "share":
        return []
    own = own_time(here.skeleton, tail.end("q"), here.on)
    time = here.time(one.start(), one.end())
    period = own.period if own is not None else year_before(time)
    return of_share(here, who, here.amount(tail["q"]), (one.start(), tail.end()), time=own or time, period=period, supposed=supposed) if period else []  # fmt: skip


_CAME_FROM = re.compile(
    rf"(?:,? (?:{TIME}))?,? ?\(?(?:up from|down from|compared (?:to|with)|against|versus|from|as against|rising from|falling from) {ABOUT}(?P<q>{Q})"
)


def _second(here: Reading, one: re.Match[str], who: str, supposed: tuple[str, ...]) -> list[Statement]:
    """A second share of the same state: `took 15 % of its imports and 8 % of its exports`."""
    tail = _AND.match(here.skeleton.text, one.end())
    amount = here.amount(tail["q"]) if tail else None
    hub = here.ranking.hub
    if tail is None or amount is None or amount.unit != "share" or not hub:
        return []
    named = codes(tail["own"], here.skeleton)
    if named and named[0] != hub:
        return []
    kept = here.ranking.role
    here.ranking.role = (
        "seller"
        if tail["flow"].startswith("import")
        else "buyer"
        if tail["flow"].startswith("export")
        else "partner"
    )
    made = of_share(here, who, amount, (one.start(), tail.end()), supposed=supposed)
    here.ranking.role = kept
    return made


_AND = re.compile(
    rf"(?: {TIME})?,? (?:and|as well as|while|but)(?: {words('holds_share')})? (?:only |just )?{ABOUT}(?P<q>{Q}) of (?:(?P<own>{OWNED}) )?(?:total |all |overall |goods |merchandise )*(?P<flow>imports|exports|trade)\b"
)


def _of_noun(here: Reading, one: re.Match[str]) -> list[Statement]:
    """The share of a state by the noun: `A's share in B's trade was 8 %`, `its share globally was 11 %`."""
    got, amount = one.groupdict(), here.amount(one["q"])
    who = codes(got["who"], here.skeleton)
    lent = not who
    if not who:
        who = _antecedent(here, one.start())
    if len(who) != 1 or amount.unit not in ("share", "points"):
        here.ranking.age = 99
        return []
    supposed: tuple[str, ...] | None = (LENT_LIST,)
    if got["global"]:
        if not here.ranking.to_the_world():
            return []
    elif any(got[name] for name in ("flow", "total", "gone", "arms")):
        supposed = _list_of(here, one, who[0])
    else:
        supposed = (LENT_LIST,) if here.ranking.stands and here.ranking.hub != who[0] else None
    if supposed is None:
        return []
    supposed = (*supposed, *((_WHOSE,) if lent else ()))
    falls = re.search(rf"\b(?:{words('down')})\b", one[0])
    rises = re.search(rf"\b(?:{words('up')})\b", one[0])
    if amount.unit == "points" or re.search(r"\bby (?:\w+ )*$", one[0][: one.start("q") - one.start()]):
        if not (falls or rises):
            return []
        time = here.time(*one.span())
        return of_share(here, who[0], amount, one.span(), time=time, period=of_change(time), test="falls" if falls else "rises", supposed=supposed)  # fmt: skip
    here.ranking.holder = who[0]
    return [
        *of_share(here, who[0], amount, one.span(), supposed=supposed),
        *_earlier(here, one, who[0], supposed),
    ]


def _antecedent(here: Reading, place: int) -> tuple[str, ...]:
    """The state that `its` stands for: the only one before it in the sentence that is not the hub, else the one of the sentence before."""
    text = here.skeleton.text
    before = [code for code in dict.fromkeys(codes(text[:place], here.skeleton)) if not is_group(code)]
    if len(before) == 1:
        return (before[0],)
    if before:
        last = re.search(rf"(?P<who>{A}) being [^<]{{0,10}}<a\d+>'s [^,]*, $", text[:place])
        return codes(last["who"], here.skeleton) if last else ()
    kept = here.topic.alone
    return (kept,) if kept and kept != here.ranking.hub else ()


_ASIDE = rf"(?:\((?:including|excluding|incl\.|with) [^()]*\)|, (?:the|an?|its|which|{OWNED}) [^,;]{{3,110}},|, {OWNED} [^,;]{{3,110}},| - (?:the|an?|its|which) [^;]{{3,90}} -)"


@cache
def _right_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<who>{A}|{P})(?P<of>(?:'s?)?(?: (?:share|buyers|companies|firms|exporters|importers|goods|products|market|customers|purchases))?)(?: ?{_ASIDE}|,? (?:{ADV}|{TIME}|which|who|that|alone|itself)|(?:,| -)(?= which))*,? ?$"
    )


_FLOW_WITH = re.compile(
    rf"\b(?:exports?|imports?|shipments?|sales|supplies|deliveries|transfers?|trade|turnover|purchases) (?:to|from|with|into) (?:the )?(?P<who>{A})(?!(?:'s|,? and| or))(?:(?!<a)[^;])*$"
)
"""A flow with one state, of which the clause says on: `exports to A rose 5 %, or 8 % of the total`."""
_PREPOSED = re.compile(
    r"\b(?:from|of|to|by|than|over|with|behind|after|into|between|for|against|including|ahead of|in|on|via|like) (?:the )?$"
)
_OPEN = re.compile(
    rf"\W*(?:(?:meanwhile|however|but|and|also|while|still|further|although|though|as for [^,]*|on the [a-z]+ (?:side|front)|in (?:terms|return)[^,]*|{TIME}),? )*(?:the )?(?P<who>{A}|it\b|{P}(?!'s))(?!(?:'s?)? (?:and|or) )(?!, (?:the )?<a)(?!'s)"
)


def _clause_of(text: str) -> int:
    """Where the last clause with a subject of its own begins."""
    return max(
        (each.end() for each in re.finditer(r"; |, (?:while|whereas|but|and) | while ", text)), default=0
    )


def subject(here: Reading, place: int, *, of_list: bool = False) -> tuple[tuple[str, ...], bool]:
    """Who has what a verb at a place says, and whether it is a word that stands for a state; of a list (`of the total`) it is not the one whose list it is."""
    text = here.skeleton.text[:place]
    one = _right_before().search(text)
    if (
        one
        and not _PREPOSED.search(text[: one.start()])
        and not re.search(rf"{A}(?:, | and |, and )(?:the )?$", text[: one.start()])
    ):
        return _meant(here, one)
    flow = _FLOW_WITH.search(text[_clause_of(text) :])
    if flow and not (of_list and codes(flow["who"], here.skeleton) == (here.ranking.hub,)):
        return codes(flow["who"], here.skeleton), False
    lead = _OPEN.match(text[_clause_of(text) :])
    if lead and not (one and one["who"].startswith("<a") and not _PREPOSED.search(text[: one.start()])):
        return _meant(here, lead)
    return (), False


def _meant(here: Reading, one: re.Match[str]) -> tuple[tuple[str, ...], bool]:
    named = codes(one["who"], here.skeleton)
    if named:
        return named, False
    sign = re.match(r"<p(\d+)>", one["who"])
    value = here.skeleton.mentions[int(sign[1])].value if sign else "one"
    if value != "one":
        return (), False
    kept = [code for code in (here.ranking.holder, here.topic.alone) if code]
    if (
        kept
        and here.ranking.age == 0
        and here.ranking.holder in codes(here.skeleton.text[: one.start("who")], here.skeleton)
    ):
        return (here.ranking.holder,), True
    here_named = [
        code
        for code in dict.fromkeys(codes(here.skeleton.text[: one.start("who")], here.skeleton))
        if not is_group(code)
    ]
    if len(here_named) == 1:
        return (here_named[0],), True
    return ((kept[0],), True) if kept and not here_named else ((), False)


def former_and_latter(here: Reading) -> list[Statement]:
    """Shares of two in their turn: `A and B came next, the former at 10 % of C's exports and the latter at 9 %`."""
    made: list[Statement] = []
    one = (
        _two().search(here.skeleton.text)
        if re.search(r"\b(?:latter|former|second)\b|<p\d+> (?:at|with|acc)", here.skeleton.text)
        else None
    )
    pair = _pair(here, one.start()) if one else ()
    if one is None or len(pair) != 2:
        return made
    signs = [one["q"] or one["qa"], one["q2"] or one["qb"]]
    prefix = "" if one["q"] else "b_"
    got = {
        name.removeprefix(prefix): value for name, value in one.groupdict().items() if name.startswith(prefix)
    }
    if (
        any(got.get(name) for name in ("flow", "gone", "total"))
        and _list_of_named(here, one, got, pair) is None
    ):
        return made
    if not here.ranking.stands:
        return made
    for who, sign in zip(pair, signs, strict=True):
        amount = here.amount(sign)
        if amount.unit == "share":
            made += of_share(here, who, amount, one.span(), supposed=(_WHOSE,))
    return made


def _list_of_named(
    here: Reading, one: re.Match[str], got: dict[str, str | None], pair: tuple[str, ...]
) -> tuple[str, ...] | None:
    kind = _kind({**got, "arms": None}, one[0])
    named = codes(got["own"], here.skeleton) or codes(got["adj"], here.skeleton)
    if not kind or not named or named[0] in pair:
        return () if here.ranking.stands else None
    here.ranking.note(role=ROLES[kind], hub=named[0])
    return ()


def _pair(here: Reading, place: int) -> tuple[str, ...]:
    """The two states that were named together last before a place, in the sentence or the one before."""
    every = [*_PAIR.finditer(here.skeleton.text[:place])]
    if every:
        return codes(every[-1][0], here.skeleton)
    return here.ranking.two if len(here.ranking.two) == 2 else ()


_PAIR = re.compile(rf"(?<!, )(?P<a>{A}),? and (?:the )?(?P<b>{A})(?!,? and)")
