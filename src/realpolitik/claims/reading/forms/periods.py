"""When what is said of a flow was so: the time beside it, that of its sentence, or that of the words before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from realpolitik.claims.reading.forms.chains import BASE, TIME
from realpolitik.claims.reading.forms.topic import Topic
from realpolitik.claims.reading.spotting.mentions import Mention, Skeleton
from realpolitik.claims.reading.spotting.moments import Time, add_years, month_before
from realpolitik.claims.reading.structure.clause_times import FROM_LEVEL

FROM_BEFORE = "the time is that of the words before"
NO_PERIOD = "the words give no period"
HOLDS = 8
"""Sentences for which a time that was named holds."""
_TAKEN = re.compile(
    r"<q\d+>(?: (?:share|increase|decrease|rise|fall|drop|growth|recorded|reported|seen|posted|registered|logged|observed))?(?: (?:in|during|for|over|of))?(?: all| the whole of)? <t\d+>|\bsince (?:(?!<t|, )[^;]){0,60}<t\d+>|^\W*(?:before|until|prior to|ahead of|after) (?:(?!<t|, )[^;])*<t\d+>(?=,)|\bin (?:the )?<t\d+> \(<q"
)
"""A time that stands with another amount."""
_OPENED = re.compile(
    r"^\W*(?:before|until|prior to|ahead of|after) (?:(?!<t|, )[^;])*<t\d+>(?=,)|\bsince (?:(?!<t|, )[^;]){1,60}<t\d+>"
)
"""A clause on what was before, whose time is not that of what follows."""
_CAME_FROM = re.compile(
    r"\b(?:from|against|with|to) (?:\w+ ){0,2}<q\d+>(?: \w+)?(?: in| for)? <t\d+>$|\bfrom (?:\w+ ){0,2}<q\d+>(?: \w+)?(?: in| for)? <t\d+>"
)
"""The time of what something came from."""
_BESIDE = re.compile(r" \(<q\d+>\)")
"""The same in another unit, in brackets before the time."""
_FURTHER = re.compile(r" to (?:[a-z]+ ){0,3}<q\d+>(?: [a-z]+)?(?: in| for| during)? <t\d+>")
_QUARTER = re.compile(
    r"quarter[- ]on[- ]quarter|on the quarter|(?:previous|preceding|prior) (?:quarter|half)"
)
_OTHER_TIME = re.compile(
    r"\b(?:for|in|over|during) (?:the|that) (?:half-year|half|quarter|six months|full year|whole year|year as a whole)\b"
)
"""A time that is not the one of the words before."""
_MONTH = re.compile(
    r"month[- ](?:on|over)[- ]month|from (?:a|one) month (?:earlier|ago|before)|on the month|(?:previous|preceding|prior) month"
)
_BEYOND = re.compile(
    r"(?: (?:above|below|over|under|beyond|higher than|lower than|more than|less than|than))? (?:its |their |the |<p\d+>(?:'s?)? )?<t(\d+)>(?:'s?)? (?:[a-z]+ )?(?:level|figure|total|value|volume|peak)s?\b"
)
"""After a change, the time whose figure it is counted from."""
_LED_MONTH = re.compile(r"\W*(?:[a-z]+,? )?month-on-month\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A period, whether it is a part of a year (`part`, `fiscal`), what was supposed, and what a change is counted from.

    `several` of several years as one (`in 2020-24`). `years` before; `month` and `quarter` where it is counted from the month or the quarter before; `base` a period of its own.
    """

    period: str = ""
    part: str = ""
    supposed: tuple[str, ...] = ()
    years: int = 1
    back: str = ""
    base: str = ""
    several: bool = False


def when(skeleton: Skeleton, start: int, end: int, topic: Topic, on: date, lead: int, reach: int = 0) -> When:
    """The time of what is said from `start` to `end`, in a sentence whose clause begins at `lead`.

    `reach` is where what is said of the same flow ends. The time within the stretch or right after it counts first, then one that opens the clause or the sentence, then the only one of
    the sentence, then that of the words before.
    """
    text = skeleton.text
    beside = _BESIDE.match(text, end)
    end = beside.end() if beside else end
    after = _after().match(text, end)
    stretch = text[start : after.end() if after else end]
    near = _times(stretch, skeleton)
    counted = [*_led_from(stretch, skeleton)]  # `over 2023`, from which a change is counted
    own = [one for one in near if _stands(one.value) and one not in counted]
    base = next((one.value for one in near if not _stands(one.value) or one in counted), None)
    if beyond := _BEYOND.match(text, end):
        base = skeleton.mentions[int(beyond[1])].value  # `20 % above their 2019 level`
    if not own and reach > end:
        further = _after().match(text, reach)
        further_words = _CAME_FROM.sub("", text[start : further.end() if further else reach])
        whole = [one for one in _times(further_words, skeleton) if _stands(one.value)]
        own = whole if len({(one.value.start, one.value.end) for one in whole}) == 1 else []
    if not own and (further := _FURTHER.match(text, end)):
        own = [one for one in _times(further[0], skeleton) if _stands(one.value)]
    own = (
        own or [one for one in _times(_OPENED.sub("", text[lead:start]), skeleton) if _stands(one.value)][-1:]
    )
    supposed: tuple[str, ...] = ()
    if not own and near and base is not None and (later := _year_after(near, on)):
        return later  # `fell 3 % compared with the third quarter of 2024`
    if not own:
        elsewhere = _TAKEN.sub("", text[:start]) + text[start:end] + _TAKEN.sub("", text[end:])
        bases = [*_led_from(text, skeleton)]
        every = [one for one in _times(elsewhere, skeleton) if _stands(one.value) and one not in bases]
        opens = re.match(r"\W*(?:(?:in|during|over|for|by|at) )?(?:the )?<t(\d+)>", text)
        if opens and _stands(skeleton.mentions[int(opens[1])].value):
            own = [skeleton.mentions[int(opens[1])]]
        elif len({(one.value.start, one.value.end) for one in every}) == 1:
            own = every
    other = _OTHER_TIME.search(text) or (beyond is None and FROM_LEVEL.search(text))
    if not own and topic.time is not None and topic.aged <= HOLDS and not other:
        own, supposed = [topic.time], (f"{FROM_BEFORE}, {topic.time.text}",)
    if not own:
        return When(supposed=(NO_PERIOD,))
    of_month = (
        _MONTH.search(stretch)
        or _LED_MONTH.match(text[lead:start])
        or (base is not None and base.relative == "month")
    )
    back = "quarter" if _QUARTER.search(stretch) else "month" if of_month else ""
    part = (
        topic.time is not None
        and topic.time.value.how == "part"
        and topic.time.value.start[:4] == str(on.year)
        and topic.aged <= HOLDS
    )
    if own[-1].value.how == "in" and own[-1].value.start == str(on.year) and part and topic.time is not None:
        own, supposed = [topic.time], (f"{FROM_BEFORE}, {topic.time.text}",)
    if own[-1].value.how == "in" and own[-1].value.start == str(on.year):
        return When(supposed=(NO_PERIOD,))  # a year of which a part was known
    return _counted_from(of_time(own[-1].value, on), base, back, supposed, of_level=beyond is not None)


def _counted_from(
    made: When, base: Time | None, back: str, supposed: tuple[str, ...], *, of_level: bool
) -> When:
    """A time with what a change in it is counted from; none of a part of a year counted from the level of a whole one."""
    if back == "month" and made.part:
        made = When(period=made.period.rsplit("..", maxsplit=1)[-1])
    years = base.years if base is not None and base.how == "earlier" and base.years > 0 else 1
    points = base.start if base is not None and base.how in ("in", "since", "base") and not base.end else ""
    if of_level and len(points) == len("2021") and len(made.period) > len("2024"):
        return When(supposed=(NO_PERIOD,))  # `64 % above their 2021 level`
    return When(
        period=made.period, part=made.part, supposed=supposed, years=years, back=back, base=points, several=made.several
    )  # fmt: skip


def only_time(skeleton: Skeleton, on: date) -> When | None:
    """The one time in which the levels of a sentence lie, wherever it stands; None where there are several."""
    every = [one.value for one in skeleton.mentions if one.kind == "t" and _stands(one.value)]
    spans = {(one.start, one.end) for one in every}
    return of_time(every[0], on) if len(spans) == 1 and every[0].start != str(on.year) else None


def _year_after(near: list[Mention], on: date) -> When | None:
    """The part of a year, or the month, of which the one named is the same a year before."""
    one = near[-1].value
    if not one.start or len(one.start) != len("2023-10") or one.start[:4] != str(on.year - 1):
        return None
    if one.how in ("part", "base") and one.end and add_years(one.end, 1) <= f"{on:%Y-%m}":
        return When(period=f"{add_years(one.start, 1)}..{add_years(one.end, 1)}", part="part")
    return (
        When(period=add_years(one.start, 1))
        if one.how in ("in", "since") and not one.end and add_years(one.start, 1) <= f"{on:%Y-%m}"
        else None
    )


@cache
def _after() -> re.Pattern[str]:
    """Times and bases right after what is said."""
    return re.compile(rf"(?:[ ,(]*(?:both )?(?:{BASE}|{TIME})\)?(?:,? and(?= (?:{BASE})))?)*")


def _led_from(text: str, skeleton: Skeleton) -> Iterator[Mention]:
    """Times from which something is counted."""
    led = r"(?:over|from|than|against|versus|compared (?:to|with)|on)"
    figure = r"(?P<figure>(?:'s?)? (?:[a-z]+ )?(?:figures?|levels?|totals?|values?|volumes?|peak)\b)?"
    for one in re.finditer(rf"(?P<led>\b{led} (?:in )?(?:the )?)?<t(?P<n>\d+)>{figure}", text):
        mention = skeleton.mentions[int(one["n"])]
        said = mention.text.casefold()
        from_it = re.match(rf"{led} ", said) and not re.search(r"\b(?:to|through|until|till)\b", said)
        if one["led"] or one["figure"] or from_it:
            yield mention


def _times(text: str, skeleton: Skeleton) -> list[Mention]:
    return [skeleton.mentions[int(one)] for one in re.findall(r"<t(\d+)>", text)]


def _stands(time: Time) -> bool:
    """Whether a time is one in which a level may lie."""
    in_it = time.how in ("in", "by", "part", "span") and time.relative not in (
        "base",
        "unclear",
        "past",
        "decade",
    )
    return in_it and bool(time.start) and len(time.start) <= len("2023-10")


def own_time(skeleton: Skeleton, end: int, on: date) -> When | None:
    """The time that stands right after an amount; None where none does."""
    found = re.match(r"(?: [a-z]+)?(?: in| for| during| of)?(?: the)? <t(\d+)>", skeleton.text[end:])
    time = skeleton.mentions[int(found[1])].value if found else None
    return (
        of_time(time, on)
        if time is not None
        and time.start
        and (time.how in ("in", "by", "part", "since") or time.relative == "years")
        and len(time.start) <= len("2023-10")
        else None
    )


def of_time(time: Time, on: date) -> When:
    """A time as a period."""
    if time.how == "part":
        return When(period=f"{time.start}..{time.end}", part="fiscal" if time.relative == "fiscal" else "part")  # fmt: skip
    if time.how == "span":
        return When(period=f"{time.start}..{time.end}", several=time.relative == "years")
    return When(period=time.start[: len("2023-10")])


def of_change(one: When) -> str:
    """The span of a change: from the year before, or the month before where the words say so; of a part of a year the part itself."""
    period = one.period
    if one.part or ".." in period or not period:
        return period
    if one.base and len(one.base) == len(period) and one.base < period:
        return f"{one.base}..{period}"
    if one.back == "month" and len(period) == len("2023-10"):
        return f"{month_before(period)}..{period}"
    return f"{add_years(period, -one.years)}..{period}"


def before(one: When) -> str:
    """The period from which a level came: the year before, or that named."""
    if one.base:
        return one.base
    if ".." in one.period and not one.part:
        return one.period.split("..")[0]
    if one.back:
        return _back(one)
    return "..".join(add_years(end, -one.years) for end in one.period.split("..")) if one.period else ""


def _back(one: When) -> str:
    """The month or the quarter before."""
    first, _, last = one.period.partition("..")
    if len(first) < len("2023-10"):
        return ""
    if one.back == "month":
        return month_before(first)
    ends = [first, last or first]
    for _ in range(3):
        ends = [month_before(end) for end in ends]
    return "..".join(ends)
