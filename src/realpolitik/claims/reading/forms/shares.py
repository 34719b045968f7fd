"""Shares by their form: of a state in another's imports or exports, of goods in a flow; levels, changes and what they came from."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from realpolitik.claims.reading.forms.chains import ABOUT, ADV, TIME, Q, Said, chain
from realpolitik.claims.reading.forms.clauses import clause_of, stated
from realpolitik.claims.reading.forms.heads import (
    GOODS,
    OWN,
    STATES,
    A,
    G,
    codes,
    goods_of,
    kinds,
    noun,
    words,
)
from realpolitik.claims.reading.forms.made import of_flow, statement
from realpolitik.claims.reading.forms.markets import Item
from realpolitik.claims.reading.forms.parted import CURRENCIES, parted
from realpolitik.claims.reading.forms.periods import before, of_change, own_time, when
from realpolitik.claims.reading.forms.shared import (
    RELATION,
    WORLD,
    Share,
    flow_in,
    keep,
    object_of,
    of_share,
    share_in,
)
from realpolitik.claims.reading.forms.signs import LENT
from realpolitik.claims.reading.forms.topic import LASTS, Topic
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.mentions import Skeleton


def shares(number: int, skeleton: Skeleton, topic: Topic, on: date) -> list[Statement]:
    """The shares of a sentence."""
    made: list[Statement] = []
    for one in _noun().finditer(skeleton.text):
        share = _of_noun(one, skeleton, topic)
        if share is not None:
            keep(share, topic)
            made += _chained(number, skeleton, share, one, topic, on)
    if (same := _THAT.search(skeleton.text)) and same.start() == 0:
        made += _going_on(number, skeleton, same, topic, on)
    if "<q" not in skeleton.text:
        return made
    for rule in (_verb(), _came(), _bought(), _left()):
        for one in rule.finditer(skeleton.text):
            made += _of_verb(number, skeleton, one, topic, on)
    for rule in (_rose(), _this()):
        for one in rule.finditer(skeleton.text):
            made += _risen(number, skeleton, one, topic, on)
    made += parted(number, skeleton, topic, on)
    for one in _brought().finditer(skeleton.text):
        made += _of_goods(number, skeleton, one, topic, on)
    if same and same.start():
        made += _going_on(number, skeleton, same, topic, on)
    return made


def _going_on(number: int, skeleton: Skeleton, one: re.Match[str], topic: Topic, on: date) -> list[Statement]:
    """What is said of the share that was spoken of: `this share fell to 9 %`."""
    if topic.shared_age > 1 or not topic.sharer:
        return []
    relation, hub, of = topic.shared
    same = Share(
        relation=relation,
        hub=hub,
        other=topic.sharer,
        goods=of,
        supposed=("what the share is of is taken from the words before",),
    )
    return _chained(number, skeleton, same, one, topic, on)


_THAT = re.compile(
    r"(?:^\W*|; )(?:however|meanwhile|but|and|now|today|<t\d+>|in|by|,| )*(?:that|this|the|its|<p\d+>) (?:share|proportion|figure)(?= )"
)


@cache
def _left() -> re.Pattern[str]:
    """`left A with 12 % of B's imports of LNG`."""
    return re.compile(
        rf"\b(?:left|leaves|leaving|gave|gives|giving) (?:the )?(?P<who>{STATES})(?: with)? (?:an? )?{ABOUT}(?P<q>{Q})(?: share)? (?:of|in) {object_of('a')}"
    )


@cache
def _rose() -> re.Pattern[str]:
    """`A's coal supply surged to 12 % of all B's coal imports`."""
    verb = rf"(?:{words('up')}|{words('down')}|{words('levels')})"
    return re.compile(
        rf"(?P<who>{A})(?:'s?)? (?:(?P<g>{G}) )?(?:supply|supplies|imports|shipments|deliveries|volumes|crude|{G})(?: {ADV})* {verb}(?: {ADV})*(?: to)? {ABOUT}(?P<q>{Q}) (?:of|in) {object_of('a')}"
    )


@cache
def _this() -> re.Pattern[str]:
    """`This amounted to 12 % of B's coal imports`: of what was spoken of before."""
    return re.compile(
        rf"^\W*(?:this|that|which|it|<p\d+>) (?:{ADV} )*(?:amounted to|accounted for|made up|represented|equalled|was|is|equals|constituted|corresponds to) {ABOUT}(?P<q>{Q}) (?:of|in) {object_of('a')}"
    )


def _risen(number: int, skeleton: Skeleton, one: re.Match[str], topic: Topic, on: date) -> list[Statement]:
    """The share of a seller, or of the one spoken of before, in what another buys."""
    got = one.groupdict()
    who = codes(got["who"], skeleton)[0] if got.get("who") else topic.pair[0] if topic.pair_age <= 1 else ""
    amount = skeleton.mentions[int(one["q"][2:-1])].value
    if not who or amount.unit != "share" or not stated(skeleton, one.start(), one.end()):
        return []
    kind, hub, goods, supposed = flow_in("a", got, skeleton, topic, who)
    share = (
        share_in(kind, hub, who, goods, "", supposed if got.get("who") else (*supposed, LENT))
        if kind == "in"
        else None
    )
    if share is None:
        return []
    keep(share, topic)
    time = when(skeleton, one.start(), one.end(), topic, on, clause_of(skeleton.text, one.start()))
    return [of_share(number, skeleton, share, amount.bound or "near", amount, time, time.period, one.span())]


@cache
def _brought() -> re.Pattern[str]:
    """`A's firms provided 17 % of the gas delivered to B and 11 % of its oil`: a share of a good in what one buys."""
    return re.compile(
        rf"(?P<who>{A})(?:'s?)? (?:(?:exporters|suppliers|companies|producers|firms|{G}) )?(?:{ADV} )*(?:{words('accounts')}) {ABOUT}(?P<q>{Q}) of (?:all |the )*(?P<g>{G}) (?:that was )?(?:imported|delivered|supplied|shipped|sold|bought|purchased|consumed|sent) (?:(?:in)?to|by|in) (?:the )?(?P<p>{A})(?:,? and {ABOUT}(?P<q2>{Q}) of (?:all |the |its |<p\d+>(?:'s?)? )*(?P<g2>{G}))?"
    )


def _of_goods(number: int, skeleton: Skeleton, one: re.Match[str], topic: Topic, on: date) -> list[Statement]:
    """Shares of one seller in what another buys of one good, and of a second."""
    who, hub = codes(one["who"], skeleton)[0], codes(one["p"], skeleton)[0]
    if not stated(skeleton, one.start(), one.end()):
        return []
    time = when(skeleton, one.start(), one.end(), topic, on, clause_of(skeleton.text, one.start()))
    made = []
    for q, g in ((one["q"], one["g"]), (one["q2"], one["g2"])):
        amount = skeleton.mentions[int(q[2:-1])].value if q else None
        share = (
            share_in("in", hub, who, goods_of(g or "", skeleton)[0], "", ()) if amount is not None else None
        )
        if share is not None and amount is not None and amount.unit == "share":
            keep(share, topic)
            made.append(
                of_share(
                    number, skeleton, share, amount.bound or "near", amount, time, time.period, one.span()
                )
            )
    return made


@cache
def _noun() -> re.Pattern[str]:
    kind = rf"(?:(?:market|import|export|trade|supply|combined|total|overall|respective) |{G} )*"
    return re.compile(
        rf"(?:(?P<who>{OWN}) {kind}(?:share|percentage|proportion)(?: (?:of|in) {object_of('a')})?(?= |,|\.|$)"
        rf"|(?:the |a )?{kind}(?:share|proportion) of (?P<who2>{A}|{G})(?:'s?)?(?: (?:imports|exports|supplies))?(?: in {object_of('b')})?(?= |,|\.|$))"
    )


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<verb>\b(?:{words('accounts')}))(?: {ADV})? (?:an? )?{ABOUT}(?P<q>{Q})(?: \({ABOUT}(?P<q2>{Q})\))? (?:share )?(?:of|in) (?:(?P<it><p\d+>|them)(?=[,.;]| and)|{object_of('a')})"
        rf"|,? with (?:an? )?(?P<only>{ABOUT}(?P<q3>{Q}) (?:market )?share|(?:market )?share of {ABOUT}(?P<q4>{Q}))(?: (?:of|in) {object_of('b')})?"
    )


@cache
def _came() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<q>{Q}) of {object_of('a')}(?: in [a-z]+ [a-z]+)?(?: {TIME})?(?: {ADV})* (?:came|come|comes|coming|originated|originates|went|go|goes|going|were|was|are|is|sent|shipped|headed|destined|flowed|flows)(?: {ADV})* (?:sent |shipped |bound |destined |headed |sold |sourced |purchased |bought |imported |exported |supplied )?(?:(?:from|to|with|by|for|in) )(?:the )?(?P<who>{STATES})"
    )


@cache
def _bought() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<sub>{A})(?: {ADV})* (?:(?P<sold>{words('sells')})|{words('buys')}) {ABOUT}(?P<q>{Q}) of (?:its|<p\d+>(?:'s?)?|all(?: its| <p\d+>)?) {kinds()}(?:(?P<a_g>{GOODS}) ?)?(?P<a_noun>{noun()}|needs)? ?(?:from|to) (?:the )?(?P<who>{STATES})"
    )


def _of_noun(one: re.Match[str], skeleton: Skeleton, topic: Topic) -> Share | None:
    """`Its share in EU imports`, `the share of coal in exports`, `whose share`."""
    got = one.groupdict()
    side = "a" if got["who"] else "b"
    named = got["who"] or got["who2"] or ""
    goods = goods_of(
        re.sub(
            r"<a\d+>",
            "",
            re.split(r"share|percentage|proportion", one[0], maxsplit=1)[0] if got["who"] else "",
        ),
        skeleton,
    )
    if named.startswith("<g"):
        other, hub = goods_of(named, skeleton)[0], ""
    else:
        other = (
            codes(named, skeleton)[0] if "<a" in named else _antecedent(skeleton, one.start()) or topic.alone
        )
    if not other:
        return None
    kind, hub, of, supposed = flow_in(side, got, skeleton, topic, other)
    of = of or (goods[0] if goods else "")
    if not kind and of and "<a" in (got.get(f"{side}_own") or ""):
        kind, hub = "in", codes(got[f"{side}_own"], skeleton)[0]  # `A's coal market share in B`
    if not kind:
        relation, hub, kept = topic.shared if topic.shared_age <= LASTS else ("", "", "")
        if not relation or hub == other or named.startswith("<g"):
            return None  # a share of goods is none of a state
        return Share(relation=relation, hub=hub, other=other, goods=of or kept, supposed=("in what the share is is taken from the words before",))  # fmt: skip
    return share_in(kind, hub, other, of, named, supposed)


def _antecedent(skeleton: Skeleton, place: int) -> str:
    """The state named last before a `whose` or an `its`."""
    before = codes(skeleton.text[:place], skeleton)
    return before[-1] if before else ""


def _chained(
    number: int, skeleton: Skeleton, share: Share, one: re.Match[str], topic: Topic, on: date
) -> list[Statement]:
    made = []
    for said in chain(skeleton, one.end(), len(skeleton.text), share=True):
        if not stated(skeleton, one.start(), said.end):
            break
        amount = skeleton.mentions[said.number].value
        time = when(skeleton, one.start() if said.role != "earlier" else said.start, said.end, topic, on, clause_of(skeleton.text, one.start()))  # fmt: skip
        period, test = time.period, amount.bound or "near"
        if said.role == "points":
            test, period = ("falls" if said.falling else "rises"), of_change(time)
        elif said.role == "growth":
            test, period = ("shrinks" if said.falling or amount.value < 0 else "grows"), of_change(time)
        elif said.role == "earlier":
            own = own_time(skeleton, said.end, on)
            period = own.period if own is not None else before(time)
        made.append(of_share(number, skeleton, share, test, amount, time, period, (one.start(), said.end)))
    return made


def _of_verb(number: int, skeleton: Skeleton, one: re.Match[str], topic: Topic, on: date) -> list[Statement]:
    """`A accounted for 12 % of B's exports`, `12 % of B's exports went to A`, `B buys 12 % of its gas from A`."""
    got = one.groupdict()
    signs = [got[name] for name in ("q2", "q", "q3", "q4") if got.get(name)]
    sign = next(
        (each for each in signs if skeleton.mentions[int(each[2:-1])].value.unit == "share"), signs[0]
    )
    amount = skeleton.mentions[int(sign[2:-1])].value
    if amount.unit != "share" or WORLD.search(one[0]) or not stated(skeleton, one.start(), one.end()):
        return []
    made = []
    lead = clause_of(skeleton.text, one.start())
    time = when(skeleton, one.start(), one.end(), topic, on, lead)
    every = _whose(one, got, skeleton, topic)
    if not every and got.get("a_noun"):  # of several together: what comes next may be of the same
        kind, hub, of, _ = flow_in("a", got, skeleton, topic, "")
        if kind in ("in", "out") and hub:
            topic.shared, topic.shared_age, topic.sharer = (RELATION[kind], hub, of), 0, ""
    for share in every:
        keep(share, topic)
        made.append(of_share(number, skeleton, share, amount.bound or "near", amount, time, time.period, (one.start(), one.end())))  # fmt: skip
        worth = next((skeleton.mentions[int(each[2:-1])].value for each in signs if each != sign), None)
        if (
            worth is not None
            and worth.unit in CURRENCIES
            and share.relation in ("import-share", "export-share")
        ):
            kind = "in" if share.relation == "import-share" else "out"
            relation, states = of_flow(kind, share.hub, share.other, share.goods)
            made.append(statement(number, skeleton, relation, states, worth.bound or "near", worth, time, stretch=one.span(), goods=share.goods, period=time.period, supposed=share.supposed))  # fmt: skip
        for said in chain(skeleton, one.end(), len(skeleton.text), share=True):
            if said.role not in ("earlier", "points"):
                break
            own = own_time(skeleton, said.end, on) if said.role == "earlier" else None
            period = (
                own.period if own is not None else before(time) if said.role == "earlier" else of_change(time)
            )
            test = "near" if said.role == "earlier" else "falls" if said.falling else "rises"
            made.append(of_share(number, skeleton, share, test, skeleton.mentions[said.number].value, own or time, period, (one.start(), said.end)))  # fmt: skip
    return made


def share_of(
    number: int, skeleton: Skeleton, item: Item, said: Said, topic: Topic, on: date
) -> list[Statement]:
    """The share of a seller in the hub's purchases, or of a buyer in its sales."""
    head = item.head
    time = when(skeleton, head.start, said.end, topic, on, clause_of(skeleton.text, head.start))
    kind = "in" if head.kind == "in" else "out"
    share = share_in(kind, head.owner, head.partners[0], head.goods, "", head.supposed)
    if share is None:
        return []
    own = own_time(skeleton, said.end, on) if said.role == "earlier" else None
    period = own.period if own is not None else before(time) if said.role == "earlier" else time.period
    amount = skeleton.mentions[said.number].value
    return [
        of_share(
            number,
            skeleton,
            share,
            amount.bound or "near",
            amount,
            own or time,
            period,
            (head.start, said.end),
        )
    ]


def _whose(one: re.Match[str], got: dict[str, str | None], skeleton: Skeleton, topic: Topic) -> list[Share]:
    if got.get("sub"):
        hub = codes(got["sub"], skeleton)[0]
        kind = "out" if got.get("sold") else "in"
        goods = goods_of(got.get("a_g") or "", skeleton)
        others = codes(got["who"], skeleton)
        if not goods and not got.get("a_noun"):
            return []
        return [
            s for other in others[:1] if (s := share_in(kind, hub, other, goods[0] if goods else "", "", ()))
        ]
    if got.get("who"):
        others = codes(got["who"], skeleton)
        if len(others) != 1:
            return []
        kind, hub, goods, supposed = flow_in("a", got, skeleton, topic, others[0])
        return [s] if (s := share_in(kind, hub, others[0], goods, "", supposed)) else []
    share = _of_subject(one, got, skeleton, topic)
    return [share] if share is not None else []


def _of_subject(
    one: re.Match[str], got: dict[str, str | None], skeleton: Skeleton, topic: Topic
) -> Share | None:
    """The share of a state, or of goods, that stands before the verb."""
    side = "b" if got.get("only") else "a"
    who = _subject(skeleton, one.start(), topic)
    if not who:
        return None
    kind, hub, goods, supposed = flow_in(side, got, skeleton, topic, who)
    if not kind:
        relation, kept, of = topic.shared if topic.shared_age == 0 else ("", "", "")
        lent = relation and side == "b" and kept != who
        return Share(relation=relation, hub=kept, other=who, goods=of) if lent else None
    if codes(got.get(f"{side}_p"), skeleton) and hub not in codes(got.get(f"{side}_p"), skeleton):
        return None
    if who.startswith("<g"):
        good = goods_of(who, skeleton)[0]
        return share_in(kind, hub, good, goods, "<g", supposed) if good != goods else None
    return share_in(kind, hub, who, goods, "", supposed)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<who>{A}|{G})(?:'s?)?(?: (?:{noun()}|alone|together|{G}))*(?:,? (?:which|who|that|now|then|{ADV}))*,?(?: <t\d+>,?)? ?$"
    )


def _subject(skeleton: Skeleton, place: int, topic: Topic) -> str:
    """Who or what has the share: a state or goods right before the verb; of `, accounting for` the last state of the clause before."""
    before = skeleton.text[:place]
    if (one := _before().search(before)) and re.search(
        r"\b(?:from|of|to|by|with|over|than|behind|surpass\w+|overt\w+|pass(?:ed|ing)|beat\w*|replac\w+|displac\w+) (?:the )?$",
        before[: one.start()],
    ):
        lead = _LEADS.match(before[clause_of(before, place) :])
        return codes(lead["who"], skeleton)[0] if lead else ""
    if one:
        sign = one["who"]
        if re.search(rf"{A}(?:, | and |, and )$", before[: one.start()]):
            return ""  # one of several together
        return codes(sign, skeleton)[0] if sign.startswith("<a") else sign
    if re.search(r"(?:,| and|, and)(?: then| also| thus| having| has| have)? ?$", before) and (
        one := _LEADS.match(before[clause_of(before, place) :])
    ):
        return codes(one["who"], skeleton)[0]  # `A remained the largest supplier and provided 12 %`
    if re.search(r", ?$", before) and topic.pair_age == 0:
        return topic.pair[0]  # `imports from A fell to 9 million tonnes, representing 12 % of B's`
    return ""


_LEADS = re.compile(
    rf"\W*(?:(?:(?:in|during|over) )?<t\d+>,? )?(?:even |only |also )?(?:the )?(?P<who>{A})(?! (?:and|,))(?!'s)"
)
