"""Flows as they are named: whose, of what, with whom (`EU imports of Russian LNG`, `shipments to Africa`, `its gas production`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from realpolitik.claims.reading.forms.hubs import hubbed
from realpolitik.claims.reading.forms.signs import LENT, A, G, P, codes, goods_of
from realpolitik.claims.reading.forms.topic import LASTS, Topic
from realpolitik.claims.reading.lexicon import PAIR, joined, table
from realpolitik.claims.reading.meaning.certainty import unknown_words
from realpolitik.claims.reading.spotting.mentions import Skeleton

STATES = rf"{A}(?:(?:, | and |, and ){A})*"
GOODS = rf"{G}(?:(?:, | and |, and ){G})*"
OWN = rf"(?:{A}(?:'s?)?|{P}(?:'s?)?|whose)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A flow of which something is said: its kind (`out`, `in`, `both`, `output`, `use`, `revenue`, `gap`), whose, with whom, of what.

    `supposed` says what was filled in. `partners` has each of several; `onward` is whether it goes on from one before in the sentence; `start` and `end` are its place in the skeleton.
    """

    kind: str
    owner: str
    partners: tuple[str, ...]
    goods: str
    start: int
    end: int
    supposed: tuple[str, ...] = ()
    deficit: bool = False
    onward: bool = False


def words(name: str) -> str:
    """A group of the words under a name of `forms.yaml`."""
    return joined(str(table("forms")[name]))


@cache
def noun() -> str:
    """Any noun of a flow."""
    every = "|".join(table("forms")["nouns"].values()).split("|")
    return joined(sorted(every, key=len, reverse=True))


@cache
def kinds() -> str:
    """Adjectives that leave a flow as it is, and goods by which a means of transport is meant."""
    return rf"(?:(?:{words('kinds')}|pipeline) )*"


@cache
def _head() -> re.Pattern[str]:
    not_a_flow = r"(?! (?:surplus|deficit|balance|imbalance|growth|controls?|bans?|prices?|tariffs?|dut(?:y|ies)|fines?|markets?|partners?|deals?|talks|war|polic\w+|restrictions?|hubs?|sectors?|compan\w+|dependen\w+|capacity|destinations?|routes?|licen\w+|taxes|figures (?:are|were) )\b)"
    return re.compile(
        rf"(?:\b(?:value|volumes?|amount|quantity) of (?:the )?)?(?:(?P<mate>{A})[-/])?(?:(?P<own>{OWN}) )?(?P<k1>{kinds()})(?:(?P<adj>{A})(?:'s?)? )?(?P<k2>{kinds()})(?:(?P<g1>{GOODS}) )?(?P<k3>{kinds()})"
        rf"\b(?P<noun>{noun()})\b{not_a_flow}"
        rf"(?P<of> of (?:the )?{kinds()}(?:(?P<of_a>{A})(?:'s?)? )?{kinds()}(?:(?P<g2>{GOODS})|goods|products|merchandise|fuels?|raw materials))?"
        rf"(?: (?P<in> in (?P<g3>{GOODS})))?"
        rf"(?: (?P<way>to|from|with|into|by|in|between) (?:the |other |all |mainland |<q\d+>-ranked |top-ranked )?(?P<p1>{STATES}))?(?: (?P<way2>to|from|into|by|in) (?:the )?(?P<p2>{A}))?"
    )


def heads(skeleton: Skeleton, topic: Topic) -> list[Head]:
    """The flows that a sentence names, in order, each with what it leaves out."""
    found = []
    for one in _head().finditer(skeleton.text):
        if (made := _made(one, skeleton, topic, found)) is not None:
            found.append(made)
    return sorted([*found, *_onward(skeleton, found)], key=lambda head: head.start)


def _onward(skeleton: Skeleton, found: list[Head]) -> Iterator[Head]:
    """The same flow to, or from, a further state: `exports to A rose 3 %, to B 5 %`; `shipments from A fell, and from B rose`."""
    for one in _further().finditer(skeleton.text):
        before = next((head for head in reversed(found) if head.end <= one.start()), None)
        ends = _WAY.search(skeleton.text[before.start : before.end]) if before is not None else None
        if before is None or ends is None or ends["way"] != one["way"]:
            continue
        old, new = codes(ends["who"], skeleton)[0], codes(one["who"], skeleton)[0]
        if before.owner == old and new not in before.partners:
            yield replace(before, owner=new, start=one.start("way"), end=one.end("who"), onward=True)
        elif before.partners == (old,) and new != before.owner:
            yield replace(before, partners=(new,), start=one.start("way"), end=one.end("who"), onward=True)


_WAY = re.compile(rf"\b(?P<way>to|from|into) (?:the )?(?P<who>{A})$")


@cache
def _further() -> re.Pattern[str]:
    verb = rf"(?:(?:were |was |is |are |also |even )*(?:{words('up')}|{words('down')}|up|down)|at <q|by <q)"
    return re.compile(
        rf"(?:[,;](?: and| but| while)?|,? (?:and|while|but)) (?:those |that |shipments |supplies |sales )?(?P<way>to|from|into) (?:the )?(?P<who>{A})(?= {verb})"
    )


def kind_of(word: str) -> str:
    """The kind of a noun."""
    for kind, every in table("forms")["nouns"].items():
        if re.fullmatch(every, word):
            return str(kind)
    return ""


def _made(one: re.Match[str], skeleton: Skeleton, topic: Topic, before: list[Head]) -> Head | None:
    kind, got = kind_of(one["noun"]), one.groupdict()
    goods = _goods(one, skeleton, topic)
    alone = not (got["own"] or got["adj"] or got["p1"] or got["of_a"])
    of_its = kind == "out" and got["way"] == "from" and (got["own"] or "").startswith("<p")
    of_its = of_its or (got["own"] == "whose" and _IN_PLACE.search(skeleton.text[: one.start()]) is not None)
    if goods is None or of_its or (alone and _crossed(kind, skeleton.text[: one.start()])):
        return None  # `its exports from A`: what it buys there
    moved = None if got["way"] else _MOVED.search(skeleton.text[: one.start()])
    if moved:
        got["way"], got["p1"] = moved["way"], moved["p1"]  # `To A, imports rose`
    owner, partners = _parties(kind, got, skeleton)
    if owner is None or _unnamed(one, skeleton) or re.search(r"\b(?:to|of|with|from|in|for) which (?:<a\d+>'s? )?$|\b(?:to|of|with|from|in|for) which $", skeleton.text[: one.start()]):  # fmt: skip
        return None
    to_all = (
        bool(got["g1"]) and "'s" in (got["own"] or "") and one["noun"].startswith("export") and not got["way"]
    )
    of_hub = None if to_all else hubbed(kind, got, owner, partners, topic, skeleton, one.start())
    supposed: list[str] = ["the words before are of the same flow"] if moved else []
    if of_hub is not None:
        kind, owner, partners, lent_goods = of_hub
        goods, supposed = goods or lent_goods, [LENT]
    owner, partners = _beside(kind, got, owner, partners, one.start(), skeleton, topic)
    partners = partners or _saw(kind, owner, skeleton, one.start(), topic)
    other = _other_of_two(kind, got, owner, partners, goods, topic, skeleton, first=not before)
    if other is None:
        return None  # `Chinese imports fell`: from China, or to it
    if other:
        partners = (other,)
        supposed += ["with whom is taken from the words before"]
    last = before[-1] if before else None
    if not owner:
        owner, partners, more = _lent(kind, got, partners, topic, last, skeleton)
        supposed += more
        if kind == "both" and not partners and not _AT_LARGE.search(skeleton.origin.casefold()):
            owner = ""  # `trade reached 20 billion`: of two, and it is not said which
    if not goods and re.search(r"\bpipeline\b", got["k1"] + got["k2"] + got["k3"]):
        goods = "pipeline-gas"
    lent = goods == "" and kind in ("output", "use")
    if lent:
        goods = topic.goods if topic.goods_age <= LASTS else ""
        supposed += ["the goods are those of the words before"] if goods else []
        if not goods:
            return None
    if (
        not owner
        or owner in partners
        or _is_rate(got)
        or _of_a_pair(kind, owner, partners, one, skeleton, topic, last)
    ):
        return None
    return Head(
        kind=kind, owner=owner, partners=partners, goods=goods, start=one.start(), end=one.end(),
        supposed=tuple(supposed), deficit="deficit" in one["noun"] or "gap" in one["noun"],
    )  # fmt: skip


def _other_of_two(
    kind: str, got: dict[str, str | None], owner: str, partners: tuple[str, ...], goods: str, topic: Topic, skeleton: Skeleton, *, first: bool
) -> str | None:  # fmt: skip
    """With whom a state's flow is that names no other, after words on two: the other of them; empty where it is not told, None where it may be either's."""
    if not owner or partners or kind not in ("out", "in", "gap") or topic.age > 1 or not topic.partner:
        return ""
    pair = (topic.owner, topic.partner)
    alone = not _AT_LARGE.search(skeleton.origin.casefold()) and owner in pair and not goods
    if alone and kind == "in" and "'s" not in (got["own"] or "") and first:
        return None
    goes_on = alone and (kind == "gap" or (topic.noun, topic.owner) == (kind, owner))
    return next(code for code in pair if code != owner) if goes_on else ""


def _is_rate(got: dict[str, str | None]) -> bool:
    """Whether it is what is sold a month, or on average: no level of a year."""
    return re.search(r"\b(?:monthly|average)\b", f"{got['k1']}{got['k2']}{got['k3']}") is not None


def _beside(
    kind: str, got: dict[str, str | None], owner: str, partners: tuple[str, ...], start: int, skeleton: Skeleton, topic: Topic
) -> tuple[str, tuple[str, ...]]:  # fmt: skip
    """Owner and partners, with those that the words of the sentence before the flow name."""
    before = skeleton.text[:start]
    if (
        not owner
        and not partners
        and kind in ("both", "out", "in")
        and (one := _placed_before(skeleton, start))
    ):
        sells = topic.side == "seller" or (not topic.side and topic.role == "rank-supplier")
        hub = topic.buyer[0] if kind == "out" and sells and topic.market_age <= LASTS else ""
        owner, partners = (one, (hub,)) if hub and hub != one else (owner, (one,))
    if got["own"] == "whose":
        owner = (codes(before, skeleton) or ("",))[-1]
    ran = _RAN.search(before) if kind == "gap" and not owner else None
    owner = codes(ran["who"] or ran["left"], skeleton)[0] if ran else owner
    if kind == "gap" and not partners and (beside := _IN_TRADE_WITH.search(before)):
        partners = codes(beside["who"] or beside["who2"], skeleton)
    return owner, partners


def _of_a_pair(
    kind: str, owner: str, partners: tuple[str, ...], one: re.Match[str], skeleton: Skeleton, topic: Topic, last: Head | None
) -> bool:  # fmt: skip
    """Whether a flow that names no partner may be that with the partner spoken of: `Chinese exports to A fell, A's imports rose`."""
    if partners or kind not in ("in", "out", "both", "gap") or _AT_LARGE.search(skeleton.origin.casefold()):
        return False
    if last is not None and last.partners and last.end < one.start():
        return owner in (last.owner, *last.partners)
    if _WITH_SOMEBODY.search(skeleton.text[: one.start()]):
        return True
    spoken = topic.partner and topic.age <= NEAR and owner in (topic.owner, topic.partner)
    return bool(spoken)


_WITH_SOMEBODY = re.compile(
    r"\b(?:exports|imports|shipments|sales|purchases|trade|surplus|deficit) (?:to|from|with) (?:the )?(?:<a|non-)"
)


def _saw(kind: str, owner: str, skeleton: Skeleton, start: int, topic: Topic) -> tuple[str, ...]:
    """The state that saw its trade change, which in a report on another state is its partner."""
    one = _SAW.search(skeleton.text[:start]) if kind == "both" and topic.own and not owner else None
    if one is None or skeleton.mentions[int(one["q"])].value.unit not in ("share", "growth", "times"):
        return ()
    return codes(one["who"], skeleton)


_SAW = re.compile(
    rf"^\W*(?:[a-z]+, )?(?:the )?(?P<who>{A}) (?:also |again )?(?:saw|showed|recorded|posted|registered|experienced|demonstrated) (?:an? )?(?:[a-z]+ ){{0,2}}<q(?P<q>\d+)> (?:rise|increase|growth|jump|surge|fall|drop|decline|decrease) in (?:bilateral |mutual |its )?$"
)
"""`A saw a 12 % increase in trade`, in a report on another state's partners."""
_COMES = r"came|comes|came in|comes in|ranked|ranks|placed|stood|was|is|finished|followed|dropped|fell|rose|moved up|climbed|slipped"
NEAR = 2
"""Sentences for which a flow without a partner may still be that with the one spoken of."""


_RAN = re.compile(
    rf"(?:leaving (?:the )?(?P<left>{A}) with|(?P<who>{A}) (?:has |had |have )?(?:ran|posted|recorded|reported|registered|logged|saw|runs|running|run)(?: up)?) (?:an? |its )?(?:[a-z-]+ )?$"
)
_IN_TRADE_WITH = re.compile(
    rf"\bin (?:its |their )?(?:\w+ )?(?:trade|commerce) with (?:the )?(?P<who>{A}), $|\bin (?:its |their )?(?:\w+ )?(?:trade|commerce) with (?:the )?(?P<who2>{A}), [^,;]*$"
)
_AT_LARGE = re.compile(r"\b(?:total|overall|globally|global|worldwide|world|foreign|all|whole|broader)\b")


def _crossed(kind: str, before: str) -> bool:
    """Whether a flow is that of a buyer that has a place (`A remains the main buyer, with imports of …`) or of such a seller: with whom is not told."""
    role = re.search(
        rf"{A} (?:was|is|became|remained|remains) (?:the|its) [^;,]*\b(?:(?P<out>supplier|exporter|seller)|(?P<in>buyer|importer|customer|market|destination))(?: (?:in|for) <t\d+>)?,? with (?:[a-z]+ )?$",
        before,
    )
    return role is not None and role[kind] is not None if kind in ("in", "out") else False


def _placed_before(skeleton: Skeleton, start: int) -> str:
    """The state whose place the words before name: `A was B's largest partner, with a trade volume of …` is of A."""
    before = skeleton.text[:start]
    every = [
        (rule, one.start())
        for one in re.finditer(A, before)
        for rule in (_PARTNER_WITH, _PLACED_WITH, _FOLLOWED_WITH)
    ]
    found = next((one for rule, place in reversed(every) if (one := rule.match(before, place))), None)
    regions = table("forms")["regions"]
    if found and all(code in regions for code in codes(before[found.end("place") :], skeleton)):
        return codes(found["who"], skeleton)[0]
    return ""


_IN_PLACE = re.compile(r"\b(?:place|position|spot|rank)\b[^;,]*<a\d+>, $")
"""Before `whose supplies`: those of one who has a place in a list, and not all of its own."""
_PARTNER_WITH = re.compile(
    rf"(?P<who>{A})(?: [a-z]+)* (?:was|is|became|remained|remains|emerged as|ranks? as|ranked as|ranks?|ranked)\b(?:(?!, (?:while|whereas|and|but) )[^;])*\b(?P<place>(?:partner|market|supplier|destination|buyer|customer)s?)\b[^;]*?,? (?:with|although|though|despite|reaching|recording|registering|posting|showing|seeing|as)\b[^;]*$"
)
_PLACED_WITH = re.compile(
    rf"(?P<who>{A})(?:,? (?:{_COMES})) (?:in |at |to )?(?:the )?(?P<place><q\d+>)(?: (?:place|position|spot|rank))?,? (?:with|although|though|despite|reaching|recording)\b[^;]*$"
)
_FOLLOWED_WITH = re.compile(rf"(?P<who>{A})(?: also)? (?:followed|came next|was next|comes next)(?P<place>)(?: closely)?,? with [^;]*$")  # fmt: skip
"""A state with its place among partners, and what is said of the trade with it in the same clause."""


def _unnamed(one: re.Match[str], skeleton: Skeleton) -> bool:
    """Whether goods that have no sign follow: `imports of ammonium perchlorate`."""
    rest = skeleton.text[one.end() :]
    return bool(
        re.match(
            r"(?: of (?!(?:about|around|some|nearly|almost|over|more|just|only) )(?:[a-z]|<q\d+> [a-z])|[- ](?:and|or) (?:other )?[a-z-]+ (?:goods|products|items)\b)",
            rest,
        )
    )


def _goods(one: re.Match[str], skeleton: Skeleton, topic: Topic) -> str | None:
    """The goods of a flow: one kind, none, or `other` of several; None where they are of no kind that has a name."""
    named = goods_of(" ".join(filter(None, (one["g1"], one["g2"], one["g3"]))), skeleton)
    if len(named) > 1:
        return "energy" if {*named} <= {"crude-oil", "oil-products", "gas", "pipeline-gas", "lng", "coal", "energy"} else "other"  # fmt: skip
    before = skeleton.text[: one.start()]
    if named and _in_part(one, skeleton):
        return None
    if not named and re.search(r"[a-z]-?$", before.rstrip()) and not re.search(rf"(?:^|[,;:(] |\b(?:{_OPENS})) ?$", before):  # fmt: skip
        return None if not one["own"] and not one["adj"] else ""
    return named[0] if named else ""


def _in_part(one: re.Match[str], skeleton: Skeleton) -> bool:
    """Whether a word that is not known stands before the goods, and may make them a part of these: `flash steel imports`."""
    first = next((one.start(name) for name in ("g1", "g2", "g3") if one[name]), -1)
    if first < 0 or (led := _LED.search(skeleton.text[:first])) is None:
        return False
    known = rf"{_OPENS}|{words('kinds')}|pipeline|\w+(?:ed|ing|ly)"
    return not re.fullmatch(known, led["word"]) and bool(unknown_words(led["word"]))


_MOVED = re.compile(rf"^\W*(?P<way>to|from) (?:the )?(?P<p1>{A}), $")
_LED = re.compile(r"(?<![\w<@-])(?P<word>[a-z][a-z-]*) $")
_OPENS = r"the|and|while|but|as|that|with|when|of|in|whereas|for|saw|sees|to|by|after|its|an?|said|showed|shows|though|because|whose|where|since|also|however|meanwhile|overall|by contrast|both|pushed|sent"


def _parties(kind: str, got: dict[str, str | None], skeleton: Skeleton) -> tuple[str | None, tuple[str, ...]]:
    """Owner and partners by the words; an owner of None where they cannot be told."""
    own = codes(got["own"], skeleton)
    adjective, of = codes(got["adj"], skeleton), codes(got["of_a"], skeleton)
    first, second = codes(got["p1"], skeleton), codes(got["p2"], skeleton)
    way, other = got["way"] or "", got["way2"] or ""
    if not own and adjective:
        own, adjective = adjective, ()
    if way == "between" or got["mate"]:
        pair = first if way == "between" else (*own[:1], *codes(got["mate"], skeleton))
        return (pair[0], pair[1:]) if kind == "both" and len(pair) == PAIR else (None, ())
    owner, partners = (own[0] if own else ""), (*adjective, *of)
    if (
        kind == "in"
        and way != "from"
        and "'s" not in (got["own"] or "")
        and owner
        and _sells(owner, got, skeleton)
    ):
        partners, owner = (owner, *partners), ""  # `Russian gas imports`: another's
    if kind == "in":
        return _inward(owner, partners, (way, first), (other, second))
    if kind in ("output", "use"):
        return (owner or (first[0] if first else "")), ()
    if way not in ("from", "by") or kind not in ("out", "revenue"):
        return owner, (*partners, *first)
    if way == "from" and _is_filled_in(got["own"], skeleton):
        owner = ""  # `exports from A`, and not those of the state that the text is on
    if owner and first:
        return (None if kind == "out" and way == "by" else owner), partners
    return (first[0] if first else ""), (*partners, *(second if other in ("to", "into", "in") else ()))


def _is_filled_in(own: str | None, skeleton: Skeleton) -> bool:
    found = re.match(r"<a(\d+)>", own or "")
    return bool(found) and skeleton.mentions[int(found[1])].value.how == "filled in"  # type: ignore[index]


def _inward(
    owner: str, partners: tuple[str, ...], one: tuple[str, tuple[str, ...]], two: tuple[str, tuple[str, ...]]
) -> tuple[str, tuple[str, ...]]:
    """Buyer and sellers of imports, by `by`, `to` and `from`."""
    (way, first), (other, second) = one, two
    if way in ("by", "to", "into", "in"):
        owner, first = (owner, first) if owner else (first[0], ())
        return owner, (*partners, *(second if second and other == "from" else first))
    if way == "from" and second and other in ("to", "into", "by"):
        owner = owner or second[0]
    return owner, (*partners, *first)


def _sells(owner: str, got: dict[str, str | None], skeleton: Skeleton) -> bool:
    """Whether a state is a known seller of the goods named, so that its name before `imports` is not the buyer's."""
    named = goods_of(" ".join(filter(None, (got["g1"], got["g2"]))), skeleton)
    sellers = table("forms")["sellers"]
    return any(owner in sellers.get(goods, ()) for goods in named)


_SUBJECT = re.compile(
    rf"\W*(?:(?:while|but|and|meanwhile|however|in contrast|(?:in|during|for) <t\d+>),? )*(?:the )?(?P<who>{A})(?:'s? |,| (?:was|is|has|had|saw|remained|posted|became|followed|came|comes|ranked|ranks|placed)\b)"
)


def _another_subject(owner: str, partners: tuple[str, ...], skeleton: Skeleton) -> bool:
    """Whether a sentence is of another state than the one that would be filled in."""
    one = _SUBJECT.match(skeleton.text)
    return one is not None and codes(one["who"], skeleton)[0] not in (owner, *partners)


def _lent(
    kind: str,
    got: dict[str, str | None],
    partners: tuple[str, ...],
    topic: Topic,
    last: Head | None,
    skeleton: Skeleton,
) -> tuple[str, tuple[str, ...], list[str]]:
    """Owner and partners of a flow that names no owner: those of the flow before in the sentence, else those that the text is on."""
    pronoun = got["own"] or ""
    owner = last.owner if last is not None else topic.whose()
    if last is None and not partners and _turned(kind, topic, skeleton) and owner == topic.owner:
        return _of_home(topic)
    if kind == "both" and partners and topic.own and topic.own not in partners:
        owner = topic.own
    if owner in table("forms")["regions"] and topic.home and topic.home not in partners:
        owner = topic.home
    if owner in partners:
        others = [topic.partner, topic.owner, topic.home, *(last.partners if last else ())]
        owner = next((code for code in others if code and code not in partners), "")
    spoken = topic.partner and topic.age <= 1 and topic.owner == owner
    pair = (last.partners if last is not None else (topic.partner,) if spoken else ()) if not partners else ()
    beside = (
        last is not None and last.kind == kind and bool(last.goods) and bool(got["g1"])
    )  # `coal purchases rose, and copper imports fell`
    if (
        kind in ("output", "use", "revenue")
        or got["of"]
        or (got["g1"] and not beside)
        or "global" in (got["k1"] or "")
    ):
        pair = ()
    if re.search(r"\b(?:total|overall|global|foreign|world)\b", f"{got['k1']}{got['k2']}{got['k3']}"):
        pair = ()
    if (pronoun.startswith("<p") and not owner) or (
        kind == "gap" and last is None and spoken and not partners
    ):
        return "", (), []
    here = [*dict.fromkeys(codes(skeleton.text, skeleton))]
    if last is None and kind == "gap" and not partners and len(here) == 1 and owner not in here:
        return here[0], (), []  # `A's balance showed a deficit`
    if last is None and owner and _another_subject(owner, partners, skeleton):
        return "", (), []
    said = ["whose it is is taken from the words before"] if owner else []
    return owner, partners or tuple(code for code in pair if code != owner), said


def _turned(kind: str, topic: Topic, skeleton: Skeleton) -> bool:
    """Whether a flow that names nobody runs the other way than that of the two spoken of: after `A's imports from B`, `exports`."""
    other = {"in": "out", "out": "in"}.get(kind)
    at_large = _AT_LARGE.search(skeleton.origin.casefold())
    return bool(topic.partner) and topic.age <= LASTS and topic.noun == other and not at_large


def _of_home(topic: Topic) -> tuple[str, tuple[str, ...], list[str]]:
    """Of the two spoken of, the one that the text is on and begins with; nobody where that is neither."""
    pair = (topic.owner, topic.partner)
    if topic.home not in pair or topic.home != topic.first:
        return "", (), []
    return topic.home, tuple(code for code in pair if code != topic.home), ["whose it is is taken from the words before"]  # fmt: skip


def placed(head: Head, start: int, end: int) -> Head:
    """The head at another place."""
    return replace(head, start=start, end=end)
