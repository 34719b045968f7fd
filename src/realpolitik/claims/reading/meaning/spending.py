"""What a state spends on its military: an amount, a share of its output, and by how much it changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from realpolitik.claims.reading.meaning.made import MONEY
from realpolitik.claims.reading.meaning.periods import Clock
from realpolitik.claims.reading.meaning.stance import is_prediction
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS
from realpolitik.claims.reading.spotting.amounts import Amount
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Context

BUDGET = "an official budget is taken for what was spent"
"""What is supposed of a budget, which compilers' figures of spending go beyond."""
OF_OUTPUT = "the share is taken for one of output"
LASTS = 6
"""Sentences after one on military spending in which a state that `spent 1.5 %` spent it on that."""
_WHAT = r"(?:(?:the |its |their |<p\d+> )?(?:military|defen[cs]e|armed forces|arms))"
_NOUN = r"(?:spending|expenditures?|outlays?|budgets?|expenses|investment)"
_ALL = r"(?:total |overall |annual |own |official |declared )*"
_LEVEL = r"(?:amounts to|comes to|was|were|is|stood at|stands at|reached|totall?ed|amounted to|came to|hit|rose to|grew to|increased to|climbed to|fell to|at|of|reaching|equal(?:l?ed|s)|accounted for|accounts for)"
_CHANGED = r"(?:(?:has |have |had )?(?:jumped|risen|rose|grown|grew|increased|surged|climbed|soared|expanded|swelled|fallen|fell|dropped|declined|decreased|shrunk|shrank|contracted))"
_AMOUNT = r"(?:an estimated |a record |roughly )?<q(?P<amount>\d+)>"
_OUTPUT = r" of (?:the |<[pa]\d+>(?:'s?)? |its |their |national |country's )*(?:gdp|gross domestic product|(?:economic |national )?output|national income|economy)\b"
_GDP = rf"(?P<gdp>{_OUTPUT})?"
_LED = rf"(?:is|was|remains|remained|became) (?:\w+ ){{0,3}}?(?:<q\d+>[ -])?(?:biggest|largest|lowest|highest|top|smallest) (?:military |defen[cs]e )?spender(?: on {_WHAT})?"
_RULES = tuple(
    re.compile(rule)
    for rule in (
        rf"<a(?P<who>\d+)>,? (?:has |had |now |also )*(?:spent|spends|spending|devoted|devotes|allocated|allocates|earmarked) {_AMOUNT}{_GDP} (?:\w+ )?(?:on|to|for) {_WHAT}",
        rf"<a(?P<who>\d+)>(?:'s?)? {_ALL}{_WHAT} {_NOUN}(?: <t\d+>)? {_LEVEL} {_AMOUNT}{_GDP}",
        rf"<a(?P<who>\d+)>(?:'s?|:)? {_ALL}{_WHAT} {_NOUN}(?: <t\d+>)? {_CHANGED}(?: by)? <q(?P<growth>\d+)> to (?:reach |hit |total |a record )?{_AMOUNT}(?P<gdp>)",
        rf"<a(?P<who>\d+)>,? (?:(?!<[aq])[^;.]){{0,60}}?(?:increased|raised|boosted|hiked|expanded|cut|reduced) (?:<p\d+> |its |their )?{_ALL}{_WHAT} {_NOUN}(?:(?!<[aq])[^;.]){{0,25}}?,? (?:reaching|hitting|totall?ing|bringing it to|to) {_AMOUNT}{_GDP}",
        rf"<q(?P<amount>\d+)>(?P<gdp>{_OUTPUT})(?: \(gdp\))?,? <a(?P<who>\d+)> (?:had|has|bore|bears|carried|carries) (?:(?!<[aq])[^;.]){{0,30}}?(?:military|defen[cs]e) burden",
        rf"<a(?P<who>\d+)>,? (?:(?!<[aq])[^;.]){{0,60}}?(?P<up>increased|raised|boosted|hiked|cut|reduced) (?:<p\d+> |its |their )?{_ALL}{_WHAT} {_NOUN}(?: <t\d+>)?(?: by)? <q(?P<growth>\d+)>(?: <t\d+>)? to {_AMOUNT}(?P<gdp>)",
        rf"<a(?P<who>\d+)>(?:'s?)? {_ALL}{_WHAT} {_NOUN}(?: <t\d+>)? (?:has |have |had )?{_CHANGED}(?:(?: by)? <q(?P<growth>\d+)>)?(?: (?:<t\d+>|(?:over|during|in|within) (?:that|the|this|same|recent) [a-z ]{{0,12}}(?:period|time|years?)))?,? from <q(?P<first>\d+)>(?: <t\d+>)? to {_AMOUNT}(?P<gdp>)",
        rf"<a(?P<who>\d+)> {_LED}(?: in (?:the )?<a\d+>)?(?:(?!<[aq])[^;.]){{0,40}}?,? (?:spending|with spending of|having spent|at|with) {_AMOUNT}{_GDP}",
        rf"<a(?P<who>\d+)> (?:has|had|runs|ran) an? {_ALL}{_WHAT} {_NOUN} of {_AMOUNT}{_GDP}",
        rf"(?:it|<p\d+>) (?:has |had )?(?:spent|spends|devoted|allocated) {_AMOUNT}{_GDP} (?:\w+ )?(?:on|to|for) {_WHAT}",
        rf"{_WHAT} burden (?:of (?:the )?<a(?P<who>\d+)>(?: economy)?|(?:on|for) <a\d+>) (?:\w+ )?{_LEVEL} {_AMOUNT}{_GDP}",
        rf"<a(?P<who>\d+)>(?:'s?)? {_WHAT} burden (?:(?!<[aq])[^;]){{0,45}}?{_AMOUNT}(?P<gdp>{_OUTPUT})",
        rf"<a(?P<who>\d+)>,? (?:has |had |have )?(?:announced|unveiled|approved|set|reported|posted|recorded|saw|adopted) (?:an? |another |further )*<q(?P<growth>\d+)> (?P<way>increase|rise|boost|hike|jump|growth|cut|decrease|reduction|drop|fall) (?:in|of|to|for) (?:<p\d+> |its |the )?{_ALL}{_WHAT} {_NOUN}(?:(?:(?!<[aq])[^;.]){{0,30}}?,? \(?(?:at|to|or|reaching|totall?ing|(?:raising|bringing|taking|lifting|cutting) (?:it|<p\d+>|the total) to) (?:over |about )?{_AMOUNT})?(?P<gdp>)",
        rf"<a(?P<who>\d+)>,? (?:has |had )?(?:set|put|fixed|kept|approved|announced|unveiled|passed|adopted|raised|increased|lifted|cut|reduced) (?:<p\d+> |its |an? |the )?{_ALL}{_WHAT} {_NOUN}(?: <t\d+>)? (?:at|of|to) {_AMOUNT}{_GDP}",
        rf"<q(?P<amount>\d+)> of (?:the )?<a(?P<who>\d+)>(?:'s?)? (?P<gdp>gdp|gross domestic product|economic output) (?:went|goes|was spent|is spent|was devoted|is devoted) (?:to|on) {_WHAT}",
    )
)
"""A state, an amount and, where it is one of the output, the words for that; in some also what it grew by."""
_PLAIN = re.compile(
    r"<a(?P<who>\d+)>(?:, where (?:<p\d+>|it|they))?,? (?:has |had |only )?(?:spent|spends) <q(?P<amount>\d+)>(?P<gdp> <t\d+>)"
)
"""Where sentences before spoke of military spending: `A spent 1.5 % in 2024`, which is a share of its output."""
_LISTED = re.compile(
    rf"<a(?P<who>\d+)>(?:'s?)?(?:,? (?:with|at|-|:|(?:is|was|came|ranks?|ranked) (?:in )?(?:(?!<[aq])[^;,.(]){{0,25}}?(?:<q\d+> (?:(?!<[aq])[^;,.(]){{0,30}}?)?with)| -| \(| spent) {{0,1}}{_AMOUNT}(?P<gdp>)"
)
"""A state of a list, in a sentence on military spending: `China with $314 billion`."""
_GREW_SO = re.compile(
    r"<a(?P<who>\d+)>,? (?:(?!<[aq])[^;.]){0,60}?(?:recorded|saw|posted|registered|reported) (?:(?!<[aq])[^;.]){0,20}?(?P<way>increase|rise|growth|jump|surge|decrease|fall|drop|decline|cut) of <q(?P<growth>\d+)>"
)
_BY_AND_TO = re.compile(
    rf"<a(?P<who>\d+)>(?:,? (?:(?!<[aq])[^;.]){{0,60}}?(?:increased|raised|boosted|grew|rose|expanded|cut|reduced|decreased|fell)(?: (?:<p\d+> |its )?{_NOUN})?)? by <q(?P<growth>\d+)> to {_AMOUNT}(?P<gdp>)"
)
_SPENT = re.compile(
    rf"<a(?P<who>\d+)>(?:, which| that)? (?:has |had |also |only )*(?:spent|spends) {_AMOUNT}{_GDP}"
)
"""Where sentences before spoke of military spending: `Peru recorded an increase of 9 %`, `Chile by 4 % to $6 billion`, `Peru, which spent $3 billion`."""
_GREW = re.compile(
    rf"<a(?P<who>\d+)>(?:'s?)? {_ALL}{_NOUN} {_CHANGED}(?: by)? <q(?P<growth>\d+)> to {_AMOUNT}(?P<gdp>)"
)
"""Where the sentence before, or this one, speaks of military spending: `Germany's expenditures rose 28 % to $88.5 billion`."""
_GAP = r"(?:(?!<[aq])[^;.]|<q\d+>(?=[ -]largest|[ -]biggest| place| rank)){0,60}?"
_HEADED = re.compile(
    rf"^\W*(?:(?:\d+|<q\d+>)[.)] ?)?(?:(?:while|but|and|meanwhile),? )?(?:the )?<a(?P<who>\d+)>(?:'s?)?(?:(?::| -) ?{_GAP}|(?!:| -){_GAP} \()(?:an? )?{_AMOUNT}(?![ -](?:largest|biggest|place|rank)){_GDP}"
)
"""An entry of a list, where sentences before spoke of military spending: `3. Japan: $55 billion`, `Peru kept its place ($3 billion)`."""
_OF_GROWTH = re.compile(
    rf"\b(?:increases?|rises?|growth|jumps?|surges?) (?:in|of) (?:{_WHAT} )?{_NOUN}|{_WHAT} {_NOUN} (?:growth|increases?)"
)
_GREW_MOST = re.compile(r"<a(?P<who>\d+)>,? \((?:up |by |\+)?<q(?P<growth>\d+)>\)")
"""A state of a list of increases: `the largest increases were in Peru (12 %) and Chile (9 %)`."""
_SHARE_AFTER = re.compile(
    rf"^\)?(?: <t\d+>)?(?:,? (?:or|equal to|equivalent to|representing|constituting|accounting for|which is|that is|which accounts for|which was|amounting to|making up|making|and))?,?(?: <q\d+> of [^<;.(]{{3,40}} and)? ?\(?<q(?P<share>\d+)>{_OUTPUT}"
)
_MONEY_AFTER = re.compile(
    r"^[^<;.]{0,40}?(?:(?:amounting to|or|totall?ing|which is|equal to) |\((?:or |some |equal to )?)<q(?P<money>\d+)>"
)
_GROWTH_AFTER = re.compile(
    r"^\)?(?: <t\d+>)?,?(?: \(?(?P<up>up|down)(?: by)?| (?:an?|marking an?|which is an?|representing an?|which (?:is|was)|which represents an?)(?: (?:increase|rise|growth|jump|decrease|fall|drop) of)?) <q(?P<growth>\d+)>(?! of (?:the |its |<|national |gdp|gross|output|total|all|global))(?: (?:year-on-year )?(?:increase|rise|jump|surge|growth|decrease|fall|drop))?"
)
_OF_IT = re.compile(
    rf"^\W*(?:this|that|it|which|<p\d+>|th[ei]se? (?:amounts?|sums?|expenditures?|outlays?|spending|figures?|budget)) (?:accounts? for|accounted for|represents?|represented|is|was|equals|equal(?:l)?ed|amounts to|amounted to|corresponds to|makes up) <q(?P<amount>\d+)>(?P<gdp>{_OUTPUT})"
)
_ITS_GROWTH = re.compile(
    r"^\W*(?:this|that|it|which|<p\d+>) (?:is|was|marks|marked|represents|represented) an? <q(?P<growth>\d+)> (?:increase|rise|growth|jump|surge|decrease|fall|drop|decline|cut)\b"
)
_SHARE_LATER = re.compile(
    rf", (?:which|and) (?:now )?(?:amounts? to|amounted to|accounts? for|accounted for|equals|represents?|represented|makes up) <q(?P<share>\d+)>{_OUTPUT}"
)
_ABOUT = re.compile(
    rf"{_WHAT} (?:{_NOUN}|burden|purposes|spender)|\bspender on {_WHAT}|\b(?:spent|spends|spending|allocated|devoted|earmarked) (?:[^;.]{{0,40}} )?(?:on|to|for) {_WHAT}"
)


_BUDGET = re.compile(r"\b(?:budget|official|declared)\b")
_FALLS = re.compile(
    r"\b(?:fell|dropped|declined|decreased|shrank|contracted|cut|reduced|decrease|reduction|drop|fall)\b"
)
_SPENDER = re.compile(
    r"\bspender\b|<a\d+>(?:(?!<[aq])[^;.]){0,40}? (?:on|at|with) <q\d+>|<a\d+>(?:'s?)?(?:(?!<a)[^;.]){0,60}?(?::| -| \() ?<q\d+>|^\W*(?:\w+[.)] )?(?:the )?<a\d+>: "
)
"""Where sentences before spoke of military spending: who spends most, and shares of output in a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """An amount of a state: its number among the mentions, whether it is a share of output, and the growth beside it."""

    code: str
    amount: int
    of_output: bool
    start: int
    end: int
    growth: int = -1
    falls: bool = False
    first: int = -1
    supposed: str = ""


def spending(number: int, skeleton: Skeleton, clock: Clock, context: Context) -> Iterator[Statement]:
    """Claims on military spending, one an amount; a sentence goes on with the state and the time of the one before."""
    before, context.spending = context.spending, ()
    about = bool(_ABOUT.search(skeleton.text))
    context.military_age = 0 if about else context.military_age + 1
    plain = (
        not about
        and context.military_age <= LASTS
        and any(one.search(skeleton.text) for one in (_PLAIN, _SPENDER, _BY_AND_TO, _SPENT, _GREW_SO))
    )
    context.spending_year = "" if context.military_age > LASTS else context.spending_year
    years = [
        one
        for first, _, one in clock.times()
        if one.how in ("in", "by")
        and one.start
        and not re.search(r"\bsince\b[^,;<]{0,40}$", skeleton.text[:first])
    ]
    if (about or plain) and len({one.start[: len("2024")] for one in years}) == 1:
        context.spending_year = years[0].start[: len("2024")]
    if not about and not before and not plain:
        return
    context.military_age = 0 if plain else context.military_age
    of_gdp = bool(re.search(r"\bgdp\b|\bgross domestic product\b", skeleton.text))
    of_growth = not of_gdp and bool(_OF_GROWTH.search(skeleton.text))
    seen: set[tuple[str, int]] = set()
    for one in _found(skeleton, before, about=about, of_growth=of_growth):
        if one.code in GROUPS or is_prediction(skeleton, one.start, one.end):
            continue
        for number_of, is_share in _amounts(skeleton, one):
            amount: Amount = skeleton.mentions[number_of].value
            in_list = bool(plain or of_gdp) and amount.unit == "share" and not of_growth
            of_output = is_share or in_list
            relation = "military-gdp" if of_output else "military"
            fits = amount.unit == "share" if of_output else amount.unit in MONEY
            if not fits or (relation, number_of) in seen:
                continue
            seen.add((relation, number_of))
            stated, doubts = _time(one, number_of, skeleton, clock)
            stated = "" if _of_since(stated, skeleton) else stated
            period = stated or _told_before(before, clock, context)
            context.spending = (one.code, period)
            yield Statement(
                sentence=number, relation=relation, states=(one.code,), test=amount.bound or "near", value=amount.value,
                unit=amount.unit, period=period, about=amount.about, step=amount.step, words=skeleton.words(one.start, one.end),
                doubts=doubts, assumed=_supposed(one, stated, period), confidence=0.8,
                lacks="figures of a fiscal year" if re.search(r"\b(?:fiscal|financial) year", skeleton.text) else "",
            )  # fmt: skip
        yield from _growth(number, skeleton, clock, one, _told_before(before, clock, context))


def _of_since(period: str, skeleton: Skeleton) -> bool:
    """Whether a year is only one from which a record counts: `the largest rise since the war of 1967`."""
    if not period:
        return False
    of_it = [n for n in skeleton.numbers("t") if skeleton.mentions[n].value.start[:4] == period[:4]]
    led = [skeleton.text[: skeleton.places[n][0]] for n in of_it]
    return bool(led) and all(re.search(r"\bsince\b[^,;<]{0,40}$", one) for one in led)


def _told_before(before: tuple[str, ...], clock: Clock, context: Context) -> str:
    """The year that an amount without one is of: of the sentence before, else the last that the text on spending named."""
    text = clock.skeleton.text
    own = [first for first, _, time in clock.times() if time.how != "earlier" and time.relative != "base"]
    if any(not re.search(r"\bsince\b[^,;<]{0,40}$", text[:first]) for first in own):
        return ""
    return before[1] if before and before[1] else context.spending_year


def _time(one: _Found, amount: int, skeleton: Skeleton, clock: Clock) -> tuple[str, tuple[str, ...]]:
    """The year of an amount, and what is not certain of it: of a change over some years the last, or of what it came from the first."""
    beside = amount if one.first >= 0 else one.amount
    whole = clock.of_amount(skeleton.places[beside])
    if whole in clock.parts():
        return "", ("spending in a part of a year",)
    alone = clock.main() if len(clock.times()) == 1 and not clock.parts() else ""
    begin, dots, end = (whole or alone).partition("..")
    if not dots or not end:
        return begin[: len("2024")], ()
    if one.first >= 0 or one.growth >= 0:
        return (begin if amount == one.first else end), ()
    return "", (f"which of the years {begin} to {end} the amount is of",)


def _supposed(one: _Found, stated: str, period: str) -> tuple[str, ...]:
    """What is taken for granted of an amount: its time, and that a budget is what was spent."""
    timed = () if stated else (f"the time is that of the sentences before, {period}" if period else "the words give no period",)  # fmt: skip
    return (*timed, one.supposed) if one.supposed else timed


def _found(skeleton: Skeleton, before: tuple[str, ...], *, about: bool, of_growth: bool) -> Iterator[_Found]:
    lists = about or not re.search(r"\b(?:exports?|imports?|trade|turnover|gas|oil)\b", skeleton.text)
    rules = (
        (*_RULES, _GREW, _BY_AND_TO, _PLAIN, _SPENT, _HEADED, _LISTED, _GREW_SO)
        if lists
        else (*_RULES, _GREW)
    )
    rules = (_GREW_MOST,) if of_growth and lists and _GREW_MOST.search(skeleton.text) else rules
    taken: list[tuple[int, int]] = []
    for rule in rules:
        for one in rule.finditer(skeleton.text):
            got = one.groupdict()
            who = got.get("who") or _one_named(skeleton)
            if not who or any(one.start() < last and first < one.end() for first, last in taken):
                continue
            taken.append(one.span())
            growth = int(got["growth"]) if got.get("growth") else -1
            falls = bool(_FALLS.search(one[0]))
            amount = int(got["amount"]) if got.get("amount") else -1
            if amount < 0 and growth < 0:
                continue
            spent = (
                one[0].endswith(("defense", "defence", "military", "arms", "forces")) and " spen" in one[0]
            )
            code = str(skeleton.mentions[int(who)].value.code)
            yield _Found(
                code=code, amount=amount, of_output=bool(got.get("gdp")) or "burden" in one[0] or (spent and _is_share(skeleton, amount)),
                start=one.start(), end=one.end(), growth=growth, falls=falls,
                first=int(got["first"]) if got.get("first") else -1,
                supposed=BUDGET if _BUDGET.search(one[0]) else OF_OUTPUT if rule is _PLAIN or (spent and not got.get("gdp") and _is_share(skeleton, amount)) else "",
            )  # fmt: skip
    if before and (one := _ITS_GROWTH.match(skeleton.text)):
        falls = bool(_FALLS.search(one[0]))
        yield _Found(
            code=before[0],
            amount=-1,
            of_output=False,
            start=one.start(),
            end=one.end(),
            growth=int(one["growth"]),
            falls=falls,
        )
    if before and (one := _OF_IT.match(skeleton.text)):
        yield _Found(
            code=before[0], amount=int(one["amount"]), of_output=True, start=one.start(), end=one.end()
        )


def _is_share(skeleton: Skeleton, amount: int) -> bool:
    return amount >= 0 and skeleton.mentions[amount].value.unit == "share"


def _one_named(skeleton: Skeleton) -> str:
    """The number of the only state that a sentence names, which `it` is."""
    found = skeleton.numbers("a")
    return str(found[0]) if len({skeleton.mentions[n].value.code for n in found}) == 1 else ""


def _amounts(skeleton: Skeleton, one: _Found) -> Iterator[tuple[int, bool]]:
    """The amount, and one beside it that says the same otherwise: `$38 billion, 4.2 % of its GDP`."""
    if one.amount < 0:
        return
    yield one.amount, one.of_output
    if one.first >= 0:
        yield one.first, one.of_output
    rest = skeleton.text[one.end :]
    if not one.of_output and (share := _SHARE_AFTER.match(rest) or _SHARE_LATER.search(rest)):
        yield int(share["share"]), True
    foreign = skeleton.mentions[one.amount].value.unit not in ("USD", "share")
    if (one.of_output or foreign) and (money := _MONEY_AFTER.match(rest)):
        yield int(money["money"]), False


def _growth(number: int, skeleton: Skeleton, clock: Clock, one: _Found, before: str) -> Iterator[Statement]:
    """By how much spending changed, which publishers count at constant prices."""
    after = _GROWTH_AFTER.match(skeleton.text[one.end :])
    place = one.growth if one.growth >= 0 else int(after["growth"]) if after else -1
    if place < 0 or skeleton.mentions[place].value.unit != "share" or one.of_output:
        return
    amount = skeleton.mentions[place].value
    falls = one.falls if one.growth >= 0 else bool(after and re.search(r"down|decrease|fall|drop", after[0]))
    yield Statement(
        sentence=number, relation="military", states=(one.code,), test="shrinks" if falls else "grows", value=amount.value, unit="share",
        period=_of_growth(clock, skeleton, skeleton.places[place], before), step=amount.step, words=skeleton.words(one.start, one.end), confidence=0.7,
    )  # fmt: skip


def _of_growth(clock: Clock, skeleton: Skeleton, place: tuple[int, int], before: str) -> str:
    """The years of a growth: those of the sentence, a year `since` which it is a record aside; else of the text before."""
    main = clock.main()[: len("2024")]
    if main and _of_since(main, skeleton):
        main = ""
    record = re.search(r"\bsince\b[^,;<]{0,40}<t", skeleton.text) is not None
    year = main or before[: len("2024")]
    if year and (record or not main):
        return f"{int(year) - 1}..{year}"
    return clock.change(main or before, place)
