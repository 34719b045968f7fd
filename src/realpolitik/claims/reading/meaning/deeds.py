"""What states and their leaders do on a day: meet, visit, sign, say, sanction, join, deliver; by the rules of `deeds.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from realpolitik.claims.reading.lexicon import table
from realpolitik.claims.reading.meaning.deed_done import said_to_be
from realpolitik.claims.reading.meaning.deed_rules import OF_BODIES, OF_WORDS, Deed, compiled, cues, rules
from realpolitik.claims.reading.meaning.deed_states import whose
from realpolitik.claims.reading.meaning.deed_times import (
    LASTS,
    When,
    is_of_the_past,
    only_day,
    plain_period,
)
from realpolitik.claims.reading.meaning.listings import NOT_COUNTED, listings
from realpolitik.claims.reading.meaning.made import MONEY
from realpolitik.claims.reading.meaning.measured_goods import goods_of
from realpolitik.claims.reading.meaning.not_theirs import is_of_others
from realpolitik.claims.reading.meaning.speakers import doubtful, note_persons, time_is_inside
from realpolitik.claims.reading.meaning.speech import speeches
from realpolitik.claims.reading.meaning.stance import is_opinion
from realpolitik.claims.reading.meaning.statements import Statement
from realpolitik.claims.reading.spotting.actors import GROUPS, name_of
from realpolitik.claims.reading.spotting.amounts import Amount
from realpolitik.claims.reading.spotting.mentions import Skeleton
from realpolitik.claims.reading.structure.context import Context
from realpolitik.claims.reading.structure.organisations import called, code_of
from realpolitik.claims.reading.structure.told import Told, acting, told

PRESENT = "they speak of the present"
"""What is supposed of words that name no time, of what goes on."""
PIECES = ("pieces", "diplomats", "exercises")
"""What is counted one by one, and never by its place or in other units."""
COUNTED = {"exercise": "exercises", "step": "expelled"}
"""Relations that count what one tells of."""
OF_ARMS = re.compile(
    r"\b(?:arms|weapons?) (?:imports?|exports?|trade|transfers|sales|purchases|importers?|exporters?|suppliers?|deliveries)\b|\b(?:importers?|exporters?|suppliers?|sellers?|buyers?|customers?) (?:of|for) (?:major )?(?:arms|weapons)\b"
)
"""Words of a text on the trade in arms."""
_FIRST_SINCE = re.compile(
    r"\bfirst (?:[\w-]+ ){0,3}(?:since|in (?:\d{4}|more|over|nearly|almost|about|an?|\w+) (?:years?|months?|decades?|weeks?))\b"
)
BY_FORM = "the words say in which money it is paid"
"""What is supposed of a share of payments, which may be one of exports or of imports alone."""

_SINCE_WAR = re.compile(
    r"\bsince (?:[^;,]{0,40}\b(?:invasion of <?ukr|invaded <?ukr)|the (?:start of the )?(?:full-scale )?(?:war|invasion))"
)
"""Words that count from the war on, which stand for no time of their own."""


_OF_SPENDING = re.compile(
    r"\b(?:military|defen[cs]e) (?:spending|expenditures?|outlays|budgets?)\b|\bon (?:their |its |the )?(?:militar\w+|armed forces|defen[cs]e)\b"
)
"""Words of a sentence on military spending."""
_NO_SPEAKER = re.compile(r"\b(?:with|to|from|against|than|for|between|near|meet|met|called) (?:the )?$")
"""Words right before a state that is not the one who says what follows."""
_STRANGER = re.compile(
    r"\b(?:[Ee]conomist|[Aa]nalyst|[Ee]xpert|[Rr]esearcher|[Pp]rofessor|[Ss]trategist|[Ff]ellow|[Hh]istorian|[Ss]cholar|[Tt]rader|[Cc]hief executive|CEO|[Dd]irector|[Mm]anager|[Ss]pokes\w+)s? (?:[A-Z][\w.'-]+ ?){2}|\bsaid (?:[A-Z][\w.'-]+ ){1,2}[A-Z][\w.'-]+|[A-Z][\w'-]+, (?:an?|the|chief|senior) (?:[\w-]+ ){0,4}(?:economist|analyst|expert|researcher|professor|strategist|fellow|director|manager)\b"
)
"""A person of no state, who is then the one that `he` or `she` stands for."""
_AND_MORE = re.compile(
    r"\b(?:once|twice|one|two|three|several times) (?:more|again)\b|\band again (?:in|on|at)\b|, and (?:then )?again\b"
)
"""Words after a count that add to it."""
_OF_MEMBERS = re.compile(r"\b(?:join\w*|members?|membership|access\w+|acced\w+|enlarg\w+|candidate\w*|bid)\b")
"""Words of a sentence on who belongs to an organisation."""
_NEXT_YEAR = re.compile(r"\b(?:following|next) year\b|\ba year later\b")
_SPRING = 3
"""The month from which on new sanctions without a time are of the year of publication."""
_FRESH = re.compile(r"\b(?:fresh|new|newest|latest|recent)\b[^;,]{0,40}\bsanctions\b")


def deeds(number: int, skeleton: Skeleton, context: Context, on: date) -> Iterator[Statement]:
    """The claims of a sentence on deeds, each once."""
    own = told(skeleton, context)
    judges = is_opinion(skeleton)
    seen: dict[tuple[Any, ...], tuple[int, int]] = {}
    spoke: set[str] = set()
    _take_note(own.text, context)
    cued = {one for one in cues() if one.search(own.text)}
    for deed in rules():
        if (deed.cue and deed.cue not in cued) or not _fits(deed, own.text, seen, context):
            continue
        for rule in deed.rules:
            for found in compiled(rule).finditer(own.text):
                for claim in _claims(number, deed, found, own, skeleton, context, on):
                    key = _key(claim)
                    if _told_already(key, found, seen) or (deed.bare and _has_amount(key, seen)):
                        continue
                    if not judges or (claim.period and PRESENT not in claim.assumed):
                        seen[key] = found.span()
                        spoke |= {*claim.states} if claim.relation in OF_WORDS else set()
                        if not deed.sender:
                            _note(claim, context)
                        yield claim
    judged = {key[1] for key in seen if key[0] == "stance"}
    yield from (
        one for one in speeches(number, own, skeleton, spoke, on, context) if one.states not in judged
    )
    note_persons(own, skeleton, context)
    period = only_day(own.text, skeleton, on)
    for claim in listings(number, own, skeleton, context, period or f"{on:%Y-%m}", on):
        _note(claim, context)
        yield claim
    _keep_time(skeleton, context, on)
    led = re.match(r"\W*(?:<t\d+>,? )?(?:the )?<([a-z]+):[hs]>", own.text)
    context.body = led[1].upper() if led and led[1].upper() in GROUPS else ""
    if who := acting(own.text):
        context.person = who if who not in GROUPS else context.person
    elif _STRANGER.search(skeleton.origin):
        context.person = ""


def _keep_time(skeleton: Skeleton, context: Context, on: date) -> None:
    """Keep the time of a sentence that names only one, for what the next goes on with."""
    context.told_age += 1
    times = {plain_period(one, on) for one in skeleton.mentions if one.kind == "t"} - {"", "future"}
    if times:
        context.told, context.told_age = (next(iter(times)) if len(times) == 1 else ""), 1


def _take_note(text: str, context: Context) -> None:
    """Keep of what the text speaks: sanctions, the trade in arms, an organisation."""
    context.listing_age += 1
    context.arms_age = 0 if OF_ARMS.search(text) else context.arms_age + 1
    context.body_age += 1
    org = _organisation().search(text)
    if org and (not org[0].startswith("<eu:") or _OF_MEMBERS.search(text)):
        context.organisation, context.body_age = org[0], 0
    elif signs := [
        one for one in re.findall(r"<([a-z]+):s>", text) if one.upper() in table("told")["organisations"]
    ]:
        context.organisation, context.body_age = signs[-1], 0


def _fits(deed: Deed, text: str, seen: dict[tuple[Any, ...], tuple[int, int]], context: Context) -> bool:
    """Whether the rules of a deed are to be tried: by what the text speaks of, and where no words name who did it."""
    if deed.sender and (
        any(key[0] == deed.relation for key in seen)
        or re.search(r"<q\d+>[^<;]{0,30}\b(?:countries|states|nations)\b", text)
    ):
        return False
    if deed.relation == "settlement" and not deed.level and any(key[0] == "settlement" for key in seen):
        return False
    if deed.about == "spending":
        return bool(_OF_SPENDING.search(text)) or context.military_age <= LASTS // 2
    return deed.about != "arms" or context.arms_age <= LASTS // 2


def _key(claim: Statement) -> tuple[Any, ...]:
    """What a claim is of: words once, whoever they are said of; a meeting of another time apart."""
    if claim.relation in OF_WORDS:
        return ("words", (), claim.phrase.strip(" .,"))
    period = claim.period if claim.relation == "encounter" else ""
    said = claim.phrase * (claim.relation != "encounter")
    return (claim.relation, claim.states, claim.value, said, period, claim.goods)


def _told_already(
    key: tuple[Any, ...], found: re.Match[str], seen: dict[tuple[Any, ...], tuple[int, int]]
) -> bool:
    """Whether the same claim was made, or one on a meeting of the same two from the same words, or without a time of its own."""
    if key in seen:
        return True
    if key[0] == "sponsor":  # of two who put a text to the vote together, none did alone
        return any(other[0] == "sponsor" and {*key[1]} <= {*other[1]} for other in seen)
    if key[0] != "encounter":
        return False
    same = [span for other, span in seen.items() if other[:2] == key[:2]]
    return any(found.start() < end and start < found.end() for start, end in same)


def _has_amount(key: tuple[Any, ...], seen: dict[tuple[Any, ...], tuple[int, int]]) -> bool:
    """Whether a claim of the same relation and states gives an amount."""
    told = (key[0], COUNTED.get(key[0]))
    return any(
        other[0] in told and other[1] == key[1] and other[2] is not None for other in seen if len(other) > 2
    )


@cache
def _organisation() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){table('deeds')['words']['org']}(?!\w)")


def _note(claim: Statement, context: Context) -> None:
    """Keep who imposed sanctions on whom, and the day of a text that two signed, for the sentences after."""
    if (
        claim.relation in ("sanctions", "listings", "packages", "ban")
        and len(claim.states) == 2
        and claim.test != "lacks"
    ):
        context.measures_of, context.listing_age = (claim.states[0], claim.states[1]), 0
    if claim.relation in ("accord", "accords", "encounter") and len(claim.period) == len("2022-02-04"):
        context.papers[tuple(sorted(claim.states))] = (claim.period, claim.sentence)


def _claims(
    number: int, deed: Deed, found: re.Match[str], own: Told, skeleton: Skeleton, context: Context, on: date
) -> Iterator[Statement]:
    text = own.text
    test = said_to_be(deed, found, text)
    if deed.relation in OF_WORDS and _NO_SPEAKER.search(text[: found.start()]) and found[0].startswith("<"):
        return
    if deed.relation in OF_WORDS and doubtful(
        found, text, skeleton, context, together=deed.relation == "joint-words"
    ):
        return
    amount = _amount(deed, found, skeleton)
    words = skeleton.words(0, len(skeleton.text))
    if not test or (deed.level and amount is None):
        return
    period, supposed = When(found=found, text=text, skeleton=skeleton, context=context, on=on).period()
    if period == "future":
        return
    if deed.relation == "words" and time_is_inside(found, text):
        period, supposed = "", ()  # it is that of which was spoken
    in_passing = deed.pairs == "sanctioned"  # they go on
    if in_passing and is_of_the_past(skeleton, text, on):
        return
    of_saying = deed.relation == "settlement" and len(period) > len("2024-01") and ".." not in period
    period = "" if in_passing or of_saying else period
    if deed.relation in OF_BODIES and not _body(found, context):
        return
    if _of_arms_trade(deed) and context.arms_span:
        period = _five_years(found, text, skeleton) or (period if ".." in period else "")
    more: dict[str, Any] = _of_amount(deed, amount) if amount is not None and deed.level else {}
    if deed.fixed is not None:
        more = {"test": "near", "value": float(deed.fixed), "unit": "place"}
    for named_states, more_supposed in whose(deed, found, text, skeleton, context):
        states = _with_body(deed, named_states, found, context)
        if is_of_others(deed, states, found, own):
            continue
        own_period, own_supposed = (
            (period, supposed) if period else _untold(deed, states, number, context, on, text)
        )
        for goods in goods_of(deed, found, text, skeleton):
            yield Statement(
                sentence=number, relation=deed.relation, states=tuple(sorted(states)) if deed.free else states, test=more.get("test", test), period=own_period,
                phrase=_phrase(deed, found, skeleton, context), goods=goods, words=words, confidence=0.7,
                assumed=(*own.supposed, *own_supposed, *more_supposed, *_beside(deed, amount, period)),
                doubts=_open(deed, found, text, skeleton),
                **{name: value for name, value in more.items() if name != "test"},
            )  # fmt: skip


def _open(deed: Deed, found: re.Match[str], text: str, skeleton: Skeleton) -> tuple[str, ...]:
    """What is not certain of how often two met: what was counted before, or is counted on in the sentence."""
    if deed.level in ("meetings", "visits") and _AND_MORE.search(text, found.end()):
        return ("how many are meant: the words count on",)
    return ("how often they had met before",) if deed.relation == "encounter" and _how_often(skeleton) else ()


def _how_often(skeleton: Skeleton) -> bool:
    """Whether a sentence counts how many times something was done, of which a meeting is only a part (`for the first time since 2019`)."""
    if _FIRST_SINCE.search(skeleton.origin.casefold()):
        return True
    times = (
        skeleton.mentions[number].value
        for number in skeleton.numbers("q")
        if skeleton.text[skeleton.places[number][1] :].startswith(" time")
    )
    return any(one.unit in ("ordinal", "nth") and one.value > 1 for one in times)


def _with_body(
    deed: Deed, states: tuple[str, ...], found: re.Match[str], context: Context
) -> tuple[str, ...]:
    """The states of a claim, of one on a member with the organisation, where that is one of those with a list of members."""
    code = (
        code_of(_organisation_of(found, context)) if deed.relation in OF_BODIES and len(states) == 1 else ""
    )
    return (*states, code) if code and code not in states else states


def _beside(deed: Deed, amount: Amount | None, period: str) -> tuple[str, ...]:
    """What else is supposed: of a share of payments whose it is, of `for the third time in 2024` from when it is counted."""
    if deed.relation == "settlement":
        return (BY_FORM,)
    nth = deed.level in ("meetings", "visits") and amount is not None and amount.unit in ("ordinal", "nth")
    return ("it is counted from when the words do not say",) if nth and ".." not in period else ()


def _untold(
    deed: Deed, states: tuple[str, ...], number: int, context: Context, on: date, text: str
) -> tuple[str, tuple[str, ...]]:
    """The period of a deed of which the words name no time, and what is supposed of it."""
    if re.search(r"\b(?:following|next|previous) (?:day|week)\b|\b(?:days?|weeks?) later\b", text):
        return "", ()
    day, of = context.papers.get(tuple(sorted(states)), ("", 0))
    if deed.relation == "encounter" and re.search(r"<t\d+>", text):
        day = ""  # a sentence with a time of its own tells of another day
    if (
        day
        and deed.relation in (*OF_WORDS, "accord", "accords", "agreed", "encounter")
        and number - of <= LASTS
    ):
        return day, (f"the day is that of what the two did before, {day}",)
    if before := _from_before(deed, text, context):
        return before
    if own := _of_text(deed, context, on):
        return own, (f"the time is that of the text, {own}",)
    return _of_present(deed, text, on) if deed.lasting else _of_count(deed, text, on)


def _of_present(deed: Deed, text: str, on: date) -> tuple[str, tuple[str, ...]]:
    """The year of publication, of what goes on; none of new sanctions in the first months of a year, which may be of the year before."""
    if on.month < _SPRING and _FRESH.search(text):
        return "", ()
    return "" if deed.relation == "settlement" else str(on.year), (PRESENT,)


def _from_before(deed: Deed, text: str, context: Context) -> tuple[str, tuple[str, ...]] | None:
    """The time that the sentence before named: of people who were counted, and of `the following year`."""
    if context.told and _NEXT_YEAR.search(text):
        year = context.told.rsplit("..", maxsplit=1)[-1][: len("2022")]
        return str(int(year) + 1), (f"the year after {year}, of which the words before are",)
    if deed.level == "people" and context.told_age <= 1 and context.told and not re.search(r"<t\d+>", text):
        return context.told, (f"the time is that of the sentence before, {context.told}",)
    return None


def _of_count(deed: Deed, text: str, on: date) -> tuple[str, tuple[str, ...]]:
    """The time of what is counted, where the words name none: all up to publication, since the war, or the month of the news."""
    if deed.level in ("meetings", "visits"):
        war = _SINCE_WAR.search(text)
        since = str(table("times")["events"][0]["day"]) if war else ""
        return f"{since}..{on.isoformat()}", () if war else ("it counts all up to publication",)
    counted = (deed.level and deed.level != "agreed") or deed.news or deed.fixed is not None
    return (f"{on:%Y-%m}", (f"the time is that of publication, {on:%Y-%m}",)) if counted else ("", ())


def _of_text(deed: Deed, context: Context, on: date) -> str:
    """The years of which a text on military spending, or on the trade in arms, speaks."""
    if deed.about == "spending" or deed.relation == "military-rank":
        return context.spending_year or str(on.year)
    return context.arms_span if _of_arms_trade(deed) else ""


def _of_arms_trade(deed: Deed) -> bool:
    return deed.goods == "arms" or (
        deed.relation.startswith("arms-") and deed.relation not in ("arms-supply", "arms-orders")
    )


def _five_years(found: re.Match[str], text: str, skeleton: Skeleton) -> str:
    """The later of two spans between which the trade in arms is compared: `between 2012-16 and 2017-21`."""
    two = re.search(r"<t(\d+)> and <t(\d+)>", text[found.start() :])
    if two is None or not skeleton.mentions[int(two[1])].text.casefold().startswith("between"):
        return ""
    last = skeleton.mentions[int(two[2])].value
    return f"{last.start}..{last.end}" if last.how == "span" and last.end else ""


def _phrase(deed: Deed, found: re.Match[str], skeleton: Skeleton, context: Context) -> str:
    if deed.kind in ("at a", "at b"):  # in whose state they met
        host = (found.groupdict().get(deed.kind[-1]) or "").upper()
        return f"in {host}" if "+" not in host and host else ""
    if deed.relation in OF_BODIES:
        return f"{deed.kind} {_body(found, context)}".strip()
    said = found.groupdict().get("said") or deed.kind
    said = re.sub(r"<[a-z](\d+)>", lambda one: skeleton.mentions[int(one[1])].text, said)
    said = re.sub(
        r"<([a-z+]+):[hpsf]>",
        lambda one: " and ".join(name_of(code) for code in one[1].upper().split("+")),
        said,
    )
    return " ".join(said.split()).rstrip(" ,")[:160]


def _body(found: re.Match[str], context: Context) -> str:
    """The organisation that a claim is of, by its name: that of the words, else the one spoken of some sentences before."""
    said = _organisation_of(found, context)
    return called(said) if said else ""


def _organisation_of(found: re.Match[str], context: Context) -> str:
    return found.groupdict().get("said") or (context.organisation if context.body_age <= LASTS // 2 else "")


def _amount(deed: Deed, found: re.Match[str], skeleton: Skeleton) -> Amount | None:
    sign = found.groupdict().get("q")
    if not sign:
        return None
    amount: Amount = skeleton.mentions[int(sign)].value
    units = {"share": ("share",), "growth": ("share", "growth"), "meetings": ("meetings", "times", "ordinal", "nth"), "visits": ("meetings", "times", "ordinal", "nth"), "place": ("rank", "place", "ordinal"), "money": MONEY, "agreed": (*MONEY, "t", "m3", "bbl/d"), "people": ("", "trips", "persons", "people", "states")}.get(deed.level)  # fmt: skip
    if units is None:
        mention = skeleton.mentions[int(sign)]
        handed = mention.text.casefold().startswith("over ") and skeleton.origin[: mention.start].endswith(
            "handed "
        )
        amount = replace(amount, bound="") if handed else amount  # `handed over 12` is no more than twelve
        other = (*NOT_COUNTED, "times") if deed.level in PIECES else ("share", "USD", "t", "m3")
        return amount if amount.unit not in other else None
    once = deed.level in ("meetings", "visits") and amount.value <= 1  # `his first visit` counts none
    return amount if amount.unit in units and not once else None


def _of_amount(deed: Deed, amount: Amount) -> dict[str, Any]:
    """The fields of a statement that an amount gives."""
    unit = {"share": "share", "growth": "share", "money": amount.unit, "agreed": amount.unit}.get(
        deed.level, deed.level
    )
    test = deed.test if deed.level == "growth" else amount.bound or "near"
    return {"value": amount.value, "unit": unit, "step": amount.step, "about": amount.about, "test": test}
