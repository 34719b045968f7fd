"""The places that a sentence tells: by their name, by a number alone, and of those who follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

from realpolitik.claims.reading.forms.chains import ABOUT, ADV, TIME, Q
from realpolitik.claims.reading.forms.signs import A, G, codes
from realpolitik.claims.reading.meaning.made import MONEY
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.standings.holders import LIST, Holders, after, before
from realpolitik.claims.reading.standings.rankings import (
    LENT_LIST,
    SOME,
    Reading,
    of_money,
    of_place,
    of_share,
)
from realpolitik.claims.reading.standings.titles import Title, is_group, titles

_NUMBER = rf"(?P<nth>{Q})(?: (?:place|position|spot|rank))?"
_PLACE_NOUN = r"(?:place|position|spot|rank)"


Told = tuple[int, Callable[[], list[Statement]]]
"""Where something is told, and what reads it."""


def places_told(here: Reading) -> Iterator[Told]:
    """The places of states: `A is B's second-largest supplier`, `C came third`, `followed by D`."""
    text = here.skeleton.text
    for title in titles(here.skeleton):
        yield title.start, partial(_of_title, here, title)
    for rule in (_ranked(), _first(), _inverted(), _elliptic()):
        for one in rule.finditer(text):
            yield one.start("who"), partial(_of_number, here, one)
    for one in _followers().finditer(text):
        yield one.start(), partial(_of_followers, here, one)


def _of_title(here: Reading, title: Title) -> list[Statement]:
    found = _holders(here, title)
    goods = title.goods or _sole_goods(here, title)
    if found is None or goods is None or _LASTING.match(here.skeleton.text, title.end):
        return []
    hub, supposed = hub_of(here, title, found.every)
    world = not hub and (title.world or (goods == "arms" and not title.own))
    if not (hub or world):
        return []
    here.ranking.note(role=title.role, hub=hub, world=world, goods=goods, region=title.region)
    run = _BRACKETS.search(here.skeleton.text, found.start, found.end + 300) if title.place == 1 and found.start == title.end else None  # fmt: skip
    return _bracketed(here, run) if run else _held(here, title, found, supposed)


def _holders(here: Reading, title: Title) -> Holders | None:
    """Who has a place: those before its name, else those after it."""
    found = before(here.skeleton, title.start)
    if found is None or title.hub in found.every:
        found = after(here.skeleton, title.end, named=bool(title.hub or title.own), first=title.many == 0)
    return None if found is None or title.hub in found.every else found


def _held(here: Reading, title: Title, found: Holders, supposed: tuple[str, ...]) -> list[Statement]:
    stretch = (min(found.start, title.start), max(found.end, title.end))
    made: list[Statement] = []
    several = len(found.every) > 1
    if title.one_of:
        for who in found.every:
            made += _one_of(of_place(here, who, 0, stretch, supposed=supposed))
        return made
    if several and title.place > 1:
        return []
    bound = title.many or len(found.every) if several or title.many > 1 else 0
    for who in found.every:
        if is_group(who) and who != "EU":
            continue
        made += of_place(here, who, bound or title.place, stretch, test="at_most" if bound else "near", supposed=supposed, present=found.present)  # fmt: skip
    if not several and not bound:
        here.ranking.place, here.ranking.holder = title.place, found.every[0]
        made += _overtaken(here, title)
    return made


_LASTING = re.compile(
    r",? (?:every|each|(?:ever )?since|until|till|for (?:the|many|most|some|more|a|<|\d)|over (?:the|a)|throughout)"
)
"""Words after a place by which it was held over years that are not told."""
_OVERTAKEN = re.compile(
    rf"(?:(?!<a)[^;])*?\b(?:overtaken|surpassed|replaced|displaced|dethroned|outstripped|supplanted|unseated|pipped|eclipsed) (?:{TIME} )?by (?:the )?(?P<who>{A})(?! (?:as|and))"
)


def _overtaken(here: Reading, title: Title) -> list[Statement]:
    """The first place of one who took it: `… was B's largest partner before it was overtaken by C in 2024`."""
    one = _OVERTAKEN.match(here.skeleton.text, title.end)
    if one is None or title.place != 1:
        return []
    return of_place(
        here, codes(one["who"], here.skeleton)[0], 1, (one.start("who"), one.end()), supposed=(LENT_LIST,)
    )


@cache
def _elliptic() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[ ,:])the (?P<nth>{Q})[ -](?:most important|largest|biggest)(?: one)?(?:,| -| (?:is|was|being)) (?:the )?(?P<who>{A})"
    )


_BRACKETS = re.compile(rf"(?P<run>(?:the )?{A} ?\([^()]*\)(?:(?:,|,? and|;) (?:the )?{A} ?\([^()]*\))+)")


def _bracketed(here: Reading, run: re.Match[str]) -> list[Statement]:
    """A list with its amounts: `B's main suppliers were A (36 %), C (33 %) and D (13 %)`, each a place further on where the amounts fall."""
    every = [(codes(one["who"], here.skeleton)[0], one["said"] or "") for one in _ITEM.finditer(run["run"])]
    sizes = [[here.amount(sign).value for sign in re.findall(Q, said)][:1] for _, said in every]
    falling = all(sizes) and sizes == sorted(sizes, reverse=True)
    made: list[Statement] = []
    for place, (who, said) in enumerate(every, start=1):
        if falling and not is_group(who):
            made += of_place(here, who, place, run.span())
        made += beside(here, who, said, run.span())
    return made


def _one_of(made: list[Statement]) -> list[Statement]:
    return [
        one.model_copy(update={"lacks": one.lacks or "which of the first places is meant"}) for one in made
    ]


def hub_of(here: Reading, title: Title, holders: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Whose partner it is: the state that is named, one that a pronoun stands for, or the one of the words before."""
    if title.hub:
        return title.hub, ()
    if title.world or (title.goods == "arms" and not title.own):
        return "", ()
    named = [code for code in dict.fromkeys(codes(here.skeleton.text[: title.start], here.skeleton)) if code not in holders and not is_group(code)]  # fmt: skip
    if title.own and len(named) == 1 and title.own != "our":
        return named[0], ("whose it is is taken from the words before",)
    ranking, topic = here.ranking, here.topic
    if (
        ranking.stands
        and ranking.hub
        and ranking.hub not in holders
        and (title.own or ranking.role == title.role)
    ):
        return ranking.hub, (LENT_LIST,)
    if (title.own or not named) and topic.home and topic.home not in holders:
        return topic.home, ("whose it is is taken from what the text is on",)
    return "", ()


def _sole_goods(here: Reading, title: Title) -> str | None:
    """The goods of a place that names none: those of the flow before it, or arms where nothing else is spoken of; None where they cannot be told."""
    if title.role == "partner" or title.general:
        return ""
    named = {str(one.value) for one in here.skeleton.mentions if one.kind == "g"}
    if not named:
        kept = here.topic.goods if here.topic.goods_age <= 1 else ""
        return "arms" if here.ranking.stands and here.ranking.goods == "arms" else kept
    flow = _FLOW_OF.search(here.skeleton.text[: title.start])
    if named == {"arms"} or flow:
        return next(iter(named)) if len(named) == 1 else "other"
    return None


_FLOW_OF = re.compile(rf"{G} (?:exports|imports|shipments|sales|supplies|deliveries|purchases) (?:to|from) $")


@cache
def _ranked() -> re.Pattern[str]:
    verb = r"(?:was |is |were |are |has been )?(?:rank(?:s|ed|ing)?|c[ao]mes?|coming|came in|was|is|stands|stood|took|takes|holds|held|occupie[sd]|finish(?:es|ed)|placed|remain(?:s|ed)|retain(?:s|ed)|secured|secures|claimed|fell|falls|fallen|dropp?(?:ed|s)|slipp?(?:ed|s)|slid|moved|climbed|rose|jumped|advanced|sits|sat|settled)"
    way = r"(?: (?:only|just|back|down|up|again|also|now|even|from <q\d+>(?: (?:place|position|spot))?|in|into|at|to|as|the|a|an|close|distant|its))*"
    return re.compile(
        rf"(?P<who>{A})(?: ?\((?P<beside>[^()]*)\))?(?:'s position)?(?:,? (?:which|who|that|{ADV}|{TIME})|,(?= (?:which|rank|com|in |at )))*,? (?:{verb}{way} |(?:in|at) (?:the )?){_NUMBER}(?!-| ?<[aq]| (?:largest|biggest|most|highest|[a-z-]+ (?:largest|biggest)|year|quarter|time|month|half|consecutive|straight|round|term|visit|package|day))"
        rf"(?P<list> (?:in|on|of) (?:the|this|that|its) (?:list|ranking|rankings|table|chart|league|rating)\b(?! of))?"
    )


@cache
def _first() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<who>{A})(?: ?\([^()]*\))?(?:,? (?:which|who|that|also|again|once again|still|{ADV}|{TIME}))*,? (?:(?:led|leads|topped|tops|headed|heads|leading|topping|heading) (?:the|this|that) (?:list|ranking|rankings|chart|charts|table|pack|way|field)|(?:took|takes|taking|held|holds|kept|keeps|maintained) (?:the|its) (?:lead|leading position|first place|top spot|top position|number one spot|leading place)|(?:came|comes|ranked|ranks) (?:out )?(?:on top|top)|(?:became|was|is|remained|remains) (?:the )?(?:absolute |clear |undisputed )?(?:leader|front-?runner))\b"
    )


@cache
def _inverted() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[,;] |\band |\bwhile |\bwith )\W*(?:{TIME},? )?(?:in|at|taking|on) (?:the )?(?P<nth>{Q}) (?:place|position|spot)(?:,| (?:was|is|were|came|comes|stands|stood))* (?:the )?(?P<who>{A})"
    )


_TRADE_WITH = re.compile(
    rf"(?:^|[ ,])(?:in|among|by|on|for)? ?(?:(?:the )?(?:list|ranking) of )?(?:terms of )?(?:total |foreign |overall |bilateral |mutual )*(?:trade|trade turnover|turnover|trade volumes?|commerce) with (?:the )?(?P<hub>{A})"
)
_MEMBERS = re.compile(
    rf"\b(?:in|among|within|of) (?:the |all |other )*(?P<region>{A})(?: (?:countries|states|nations|members|economies|partners))?(?=[,.;]|$| in )"
)


def _of_number(here: Reading, one: re.Match[str]) -> list[Statement]:
    got, text = one.groupdict(), here.skeleton.text
    place = 1
    if got.get("nth"):
        amount = here.amount(got["nth"])
        if amount.unit not in ("rank", "ordinal"):
            return []
        place = int(amount.value)
    who = codes(one["who"], here.skeleton)[0]
    led = text[: one.start()]
    if (
        ", which" not in one[0]
        and re.search(
            r"(?:'s |\b(?:from|to|of|by|than|over|behind|between|into|for|against|like) (?:the )?)$", led
        )
    ) or is_group(who):
        return []
    supposed = _list_of(here, one, who)
    if supposed is None:
        return []
    made = of_place(here, who, place, one.span(), supposed=supposed)
    if made:
        here.ranking.place, here.ranking.holder = place, who
        made += _tail(here, one, who)
    return made


def _list_of(here: Reading, one: re.Match[str], who: str) -> tuple[str, ...] | None:
    """Find out which list it is, and note it; what was supposed, None where it is not told."""
    text, ranking = here.skeleton.text, here.ranking
    for title in titles(here.skeleton, plain=True):
        if 0 <= title.start - one.end() <= 14 and re.fullmatch(
            r" ?(?:(?:among|of|in|on|for) )?(?:all |the )?", text[one.end() : title.start]
        ):
            hub, supposed = hub_of(here, title, (who,))
            if not (hub or title.world or title.goods == "arms") or hub == who:
                return None
            goods = title.goods or _sole_goods(here, title)
            if goods is None:
                return None
            ranking.note(
                role=title.role,
                hub=hub,
                world=not hub,
                goods=goods,
                region=title.region,
            )
            return supposed
    with_ = _TRADE_WITH.match(text, one.end()) or _TRADE_WITH.search(text[: one.start()])
    if with_:
        hub = codes(with_["hub"], here.skeleton)[0]
        if hub == who:
            return None
        ranking.note(role="partner", hub=hub, region=SOME)
    elif not ranking.stands or ranking.hub == who or _goes_on_otherwise(text[one.end() :]):
        return None
    members = _MEMBERS.match(text[one.end() :].lstrip())
    if members and is_group(codes(members["region"], here.skeleton)[0]):
        ranking.region = codes(members["region"], here.skeleton)[0]
    return () if with_ else (LENT_LIST,)


def _goes_on_otherwise(rest: str) -> bool:
    """Whether words after a number say of something else what it is a place in: `second in terms of visits`."""
    if rest[:1] not in ("", ",", ".", ";", ")", " "):
        return True
    other = re.match(r" (?:in|among|of|for) (?:terms of |the )?[a-z<]", rest)
    return bool(other) and not re.match(
        r" (?:in|for|among) (?:the )?(?:<t|this|that|list|<a|same|period)", rest
    )


@cache
def _followers() -> re.Pattern[str]:
    of = r"(?: of (?:supplies|imports|exports|the total|all))?"
    inside = rf"(?:[^()<]|{Q}|<[tg]\d+>)"
    amount = rf"(?: ?\({inside}{{1,80}}\)|,? (?:with|at|on|accounting for) (?:an? )?{ABOUT}{Q}(?: share)?{of}(?:,? (?:or|and) {ABOUT}{Q}| ?\({inside}{{1,60}}\))?)?"
    item = rf"(?:the )?{A}{amount}"
    return re.compile(
        rf"(?:(?P<lead>followed (?:closely )?(?:by|in order by)|(?<=, )ahead of|trailed by|then came|next (?:came|comes|was|is|were)|followed) (?P<run>{item}(?:(?:,|;)?(?: and| then|,? followed by)? {item}|(?:,|;) {item})*)"
        rf"|(?P<next>{LIST})(?: {ADV})* (?:came|come|comes|were|are|was|is|ranked) (?:in )?next\b|(?P<follows>{A})(?: {ADV})* (?:followed|follows|came next|comes next)(?= (?:with|at|by volume)|[,.;(]| \())"
    )


_ITEM = re.compile(
    rf"(?P<who>{A})(?P<said> ?\([^()]*\)|,? (?:with|at|on|accounting for) (?:an? )?{ABOUT}{Q}(?:,? (?:or|and) {ABOUT}{Q}(?! of <)| ?\([^()]*\))?)?"
)


def _of_followers(here: Reading, one: re.Match[str]) -> list[Statement]:
    """Those who follow the one that has a place, each a place further on, with its share and its amount: `followed by C (9 %) and D with 7 %`."""
    if not here.ranking.stands and not _among_whom(here, one.end()):
        return []
    if one["next"] or one["follows"]:
        return _in_turn(here, codes(one["next"] or one["follows"], here.skeleton), one.span())
    passive = re.search(r"\b(?:is|was|are|were) followed", here.skeleton.text[: one.end()])
    return _run(here, one) if one["lead"] != "followed" or passive else []


def _among_whom(here: Reading, place: int) -> bool:
    """Begin the list that is named after its members: `followed by A (9 %) and B (6 %) among the largest importers of arms`."""
    for title in titles(here.skeleton):
        if re.fullmatch(r" among ?", here.skeleton.text[place : title.start]) and (
            title.hub or title.goods == "arms"
        ):
            here.ranking.note(
                role=title.role, hub=title.hub, world=not title.hub, goods=title.goods, region=title.region
            )
            return True
    return False


def _in_turn(here: Reading, every: tuple[str, ...], stretch: tuple[int, int]) -> list[Statement]:
    made: list[Statement] = []
    here.ranking.two = every
    for who in every:
        if not here.ranking.place:
            break
        here.ranking.place, here.ranking.holder = here.ranking.place + 1, who
        made += of_place(here, who, here.ranking.place, stretch, supposed=(LENT_LIST,))
    return made


def _run(here: Reading, one: re.Match[str]) -> list[Statement]:
    made: list[Statement] = []
    if one["lead"] == "ahead of" and (here.ranking.age or not here.ranking.place):
        return made
    for item in _ITEM.finditer(one["run"]):
        who = codes(item["who"], here.skeleton)[0]
        if here.ranking.place and not is_group(who):
            here.ranking.place += 1
            made += of_place(here, who, here.ranking.place, one.span(), supposed=(LENT_LIST,))
        made += beside(here, who, item["said"] or "", one.span())
    return made


def beside(here: Reading, who: str, said: str, stretch: tuple[int, int]) -> list[Statement]:
    """The share and the money that stand beside a state of a list: `A (13 billion, 14 %)`, `with 9 %`."""
    if is_group(who) or re.search(
        r"[+]<q|\b(?:up|down|from|rise|fall|growth|increase|decrease|more|less|higher|lower|points)\b", said
    ):
        return []
    made: list[Statement] = []
    for sign in re.findall(Q, said):
        amount = here.amount(sign)
        if amount.unit == "share" and amount.value > 0:
            made += of_share(here, who, amount, stretch, supposed=(LENT_LIST,))
        elif amount.unit in MONEY:
            made += of_money(here, who, amount, stretch)
    return made


def _tail(here: Reading, one: re.Match[str], who: str) -> list[Statement]:
    """What stands beside a place without a verb of its own: `C took second place with $22 billion (24 %)`, `Russia (8 %) fell to third`."""
    said = (one.groupdict().get("beside") or "") if here.ranking.stands else ""
    tail = _WITH.match(here.skeleton.text, one.end())
    end = tail.end() if tail else one.end()
    return [
        *beside(here, who, said, one.span()),
        *beside(here, who, tail[0] if tail else "", (one.start(), end)),
    ]


_WITH = re.compile(
    rf",? (?:with|at|on|having|reaching) (?:an? )?{ABOUT}{Q}(?:(?:,? or|,)? {ABOUT}{Q}| ?\([^()]*\))?(?= ?[,.;)]|$| of the total| and )|,? ?\([^()]*\)"
)
