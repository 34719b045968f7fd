"""A series as a sentence: where it stands, how it moved since the year before and since a shock, its peak, and what is missing.

The rules, for figures in order of time, of one office or joined to it:

1. The last figure comes first, with its change on the figure one year before; where there is none, its level alone.
2. A move against the one before it is named as the first such since the last one; a third or later in a row by its number.
3. A figure above (below) all others is the highest (lowest) since the series begins, where it has `LONG` figures.
4. Otherwise a high between both ends is named, or, after a rise, a low, where the last figure is `APART` away from it.
5. The base of the comparison over a longer time is the last whole year before the shock, or, for a series that ended before
   it or begins after it, the first figure.
6. Years without a figure between those that have one are named; those of which another office has one, as none by this office.

A change in money is relative (a factor from a doubling on), one of shares in the two shares themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from realpolitik.wording.dates import written, year_span
from realpolitik.wording.numbers import decimal, figure, money, percent

STILL = 0.005
"""A relative change below it is none."""
MANY = 100
"""So many times is said without decimals."""
STANDING = "hardly changed"
APART = 0.02
"""A high or low is named where the last figure is so far from it, relative to it."""
LONG = 5
"""So many figures make a highest or a lowest worth naming."""


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of a period; `joined` where it is of another office, brought to the level of the last."""

    period: date
    value: float
    joined: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What a series did, as clauses that a sentence can be made of; those that do not apply are empty.

    Attributes
    ----------
    level, when
        The last figure and its period in words.
    move
        `fell 6.8 %`, `hardly changed`; empty where the year before has no figure.
    turn
        `the first fall since 2020`, `the third fall in a row`, `the highest in a series from 2013`.
    extreme
        `after a peak of 244.8 billion dollars in 2024`.
    base
        `55 % above 2021`, or of shares `24.8 % in 2021`.
    before
        Of shares, the figure one year before: `47.4 % in 2023`.
    gap
        `no figures for 1958–1977`; where another office has some, `none by this office for 2021`.
    """

    level: str
    when: str
    move: str = ""
    turn: str = ""
    extreme: str = ""
    base: str = ""
    before: str = ""
    gap: str = ""


def course(
    points: Sequence[Point],
    *,
    freq: str = "A",
    shock: date | None = None,
    shares: bool = False,
    others: Collection[int] = (),
) -> Course:
    """What a series did, by the rules at the head of this module.

    Parameters
    ----------
    points
        The figures in order of time, at least one.
    freq
        A (years) or M (months).
    shock
        The day that divides before and after; None compares with the first figure.
    shares
        Whether the figures are shares, whose changes are said by both shares, and not relative ones.
    others
        Years of which another office alone has a figure, which cannot be compared with these.
    """
    say = percent if shares else money
    last = points[-1]
    before = _year_before(points, last)
    base = _base_point(points, shock, freq)
    highest = "" if before and _still(before, last) else _highest(points, freq)
    high = None if highest else _extreme(points)
    return Course(
        level=say(last.value),
        when=written(last.period, freq),
        move=_move(before, last, freq) if before else "",
        turn=highest or (_turn(points) if freq == "A" else ""),
        extreme=_extreme_words(high, points, say, freq, to_base=high is base),
        base="" if base is None or high is base else _base(base, last, freq, shares=shares),
        before=_level_in(before, freq) if before and shares else "",
        gap=_gaps(points, others) if freq == "A" else "",
    )


def of_money(
    subject: str,
    points: Sequence[Point],
    *,
    freq: str = "A",
    shock: date | None = None,
    others: Collection[int] = (),
) -> str:
    """A sentence about sums of money.

    Examples
    --------
    >>> series = [Point(date(y, 1, 1), v * 1e9) for y, v in [(2020, 107.76), (2021, 146.9), (2022, 190.3), (2024, 244.81), (2025, 228.1)]]
    >>> of_money("China–Russia trade", series, shock=date(2022, 2, 24))
    'China–Russia trade fell 6.8 % in 2025 to 228.1 billion dollars, 55 % above 2021, after a peak of 244.8 billion in 2024 (no figure for 2023).'
    """
    found = course(points, freq=freq, shock=shock, others=others)
    still = found.move == STANDING
    said = (
        f"{subject} {found.move} in {found.when}{', at' if still else ' to'} {found.level}"
        if found.move
        else f"{subject} came to {found.level} in {found.when}"
    )
    said += f", {found.base}" if found.base else ""
    notable = ", ".join(part for part in (found.turn, found.extreme) if part)
    said += f"{':' if found.base and found.turn else ','} {notable}" if notable else ""
    return f"{said}{_remarks(found, points)}."


def in_short(
    subject: str,
    points: Sequence[Point],
    *,
    freq: str = "A",
    shock: date | None = None,
    others: Collection[int] = (),
    office: str = "",
) -> str:
    """The sentence of `of_money` for a first page: money in short, and of what is new only the first part.

    Parameters
    ----------
    points, freq, shock, others
        As in `course`.
    office
        The only office that reports the last figure, named beside it; empty where several do.

    Examples
    --------
    >>> series = [Point(date(y, 1, 1), v * 1e9) for y, v in [(2021, 146.9), (2022, 190.3), (2023, 240.1), (2024, 244.8), (2025, 228.1)]]
    >>> in_short("Trade", series, shock=date(2022, 2, 24))
    'Trade fell 6.8 % in 2025 to $228.1 bn, 55 % above 2021.'
    >>> in_short("Trade", series[-2:], shock=date(2024, 6, 1), office="the IMF")
    'Trade fell 6.8 % in 2025 to $228.1 bn according to the IMF alone.'
    """
    found = course(points, freq=freq, shock=shock, others=others)
    level = figure(points[-1].value, "USD")
    alone = f" according to {office} alone" if office else ""
    at = ", at" if found.move == STANDING else " to"
    said = (
        f"{subject} {found.move} in {found.when}{at} {level}{alone}"
        if found.move
        else f"{subject} came to {level} in {found.when}{alone}"
    )
    new = found.turn or (found.extreme if "peak" in found.extreme and not found.base else "")
    return f"{said}{', ' * bool(found.base)}{found.base}{', ' * bool(new)}{new}{f' ({found.gap})' if found.gap else ''}."


def of_share(
    subject: str,
    of_what: str,
    points: Sequence[Point],
    *,
    freq: str = "A",
    shock: date | None = None,
    others: Collection[int] = (),
) -> str:
    """A sentence about shares: `subject` takes the share `of_what`.

    Examples
    --------
    >>> series = [Point(date(y, 1, 1), v) for y, v in [(2020, .238), (2021, .248), (2022, .351), (2023, .474), (2024, .515)]]
    >>> of_share("Russia bought", "of its imports from China", series, shock=date(2022, 2, 24))
    'Russia bought 51.5 % of its imports from China in 2024, the highest in a series from 2020; it was 47.4 % in 2023 and 24.8 % in 2021.'
    """
    found = course(points, freq=freq, shock=shock, shares=True, others=others)
    said = f"{subject} {found.level} {of_what} in {found.when}"
    highest = found.turn if found.turn.startswith(("the highest", "the lowest")) else ""
    said += "".join(f", {part}" for part in (highest, found.extreme) if part)
    known = [part for part in (found.before, found.base) if part and not found.extreme.endswith(part)]
    if known:
        said += f"; it was {' and '.join(dict.fromkeys(known))}"
    return f"{said}{_remarks(found, points)}."


def _remarks(found: Course, points: Sequence[Point]) -> str:
    if len(points) == 1:
        return " (the tables have no year that can be compared)"
    return f" ({found.gap})" if found.gap else ""


def factor(change: float) -> str:
    """A relative change in words: `fell 6.8 %`, and from a doubling on by its factor.

    Examples
    --------
    >>> factor(-0.068), factor(0.31), factor(2.38), factor(0.001)
    ('fell 6.8 %', 'rose 31 %', 'rose 3.4-fold', 'hardly changed')
    """
    if abs(change) < STILL:
        return STANDING
    if change >= 1:
        return f"rose {decimal(1 + change, 1)}-fold"
    return f"{'rose' if change > 0 else 'fell'} {_hundredths(change)}"


def _hundredths(change: float) -> str:
    if -1 < change < -0.995:
        return "more than 99 %"
    return f"{decimal(abs(change) * 100, 1 if abs(change) < 0.1 else 0)} %"


def _year_before(points: Sequence[Point], last: Point) -> Point | None:
    return next((one for one in points if one.period == _previous(last)), None)


def _still(before: Point, last: Point) -> bool:
    return before.value > 0 and abs(last.value / before.value - 1) < STILL


def _move(before: Point, last: Point, freq: str) -> str:
    if before.value <= 0:
        return ""
    return factor(last.value / before.value - 1) + (" on the year before" if freq == "M" else "")


def _turn(points: Sequence[Point]) -> str:
    """The last move against the ones before it: `the first fall since 2020`; or how many there were in a row."""
    moves = [
        (after.period.year, after.value > before.value)
        for before, after in pairwise(points)
        if after.period.year == before.period.year + 1 and before.value > 0 and not _still(before, after)
    ]
    if len(moves) < 2 or moves[-1][0] != points[-1].period.year or moves[-2][0] != points[-1].period.year - 1:
        return ""
    way = "rise" if moves[-1][1] else "fall"
    years = [year for year, _ in moves]
    unbroken = next(
        (place for place in range(len(years) - 1, 0, -1) if years[place] != years[place - 1] + 1), 0
    )
    recent = moves[unbroken:]
    same = next((place for place, (_, up) in enumerate(reversed(recent)) if up != moves[-1][1]), len(recent))
    if same >= 3:
        return f"the {_ORDINAL.get(same, f'{same}th')} {way} in a row"
    earlier = [year for year, up in recent[:-1] if up == moves[-1][1]]
    if same == 1 and earlier and earlier[-1] < points[-1].period.year - 2:
        return f"the first {way} since {earlier[-1]}"
    return ""


_ORDINAL = {
    3: "third",
    4: "fourth",
    5: "fifth",
    6: "sixth",
    7: "seventh",
    8: "eighth",
    9: "ninth",
    10: "tenth",
}


def _highest(points: Sequence[Point], freq: str) -> str:
    """`the highest in a series from 2013` where the last figure stands above (below) all others."""
    others = [one.value for one in points[:-1]]
    if len(others) + 1 < LONG:
        return ""
    word = "highest" if points[-1].value > max(others) else "lowest" if points[-1].value < min(others) else ""
    return f"the {word} in a series from {written(points[0].period, freq)}" if word else ""


def _extreme(points: Sequence[Point]) -> Point | None:
    """A high between both ends, from which the series fell; or a low, from which it rose."""
    inner = points[1:-1]
    if not inner:
        return None
    last, high, low = points[-1], max(inner, key=lambda one: one.value), min(inner, key=lambda one: one.value)
    if high.value > points[0].value and last.value < high.value * (1 - APART):
        return high
    if len(points) >= LONG and low.value < points[0].value and last.value > low.value * (1 + APART):
        return low
    return None


def _extreme_words(
    point: Point | None, points: Sequence[Point], say: Callable[[float], str], freq: str, *, to_base: bool
) -> str:
    """`after a peak of 244.8 billion in 2024`; where the peak is the base too, how far the last figure is from it."""
    if point is None:
        return ""
    last = points[-1]
    word = "peak" if point.value > last.value else "low"
    reached = f"{_level(point, say)} in {_when(point, freq)}"
    if to_base and word == "peak" and say is money:
        return f"{_hundredths(last.value / point.value - 1)} below its peak of {reached}"
    return f"after a {word} of {reached}"


def _level(point: Point, say: Callable[[float], str]) -> str:
    return say(point.value).removesuffix(" dollars")


def _when(point: Point, freq: str) -> str:
    return written(point.period, freq) + (" (joined from another office)" if point.joined else "")


def _base_point(points: Sequence[Point], shock: date | None, freq: str) -> Point | None:
    """The last whole year before the shock, or the last figure before it; the first figure where the shock divides nothing."""
    last, first = points[-1], points[0]
    if len(points) == 1:
        return None
    if freq == "M":
        return None if shock is None else _same_month(points, shock)
    if shock is None or not first.period < shock < last.period:
        return first
    day = last.period.replace(year=shock.year - 1)
    whole = next((one for one in points if one.period == day), None)
    return whole or next(one for one in reversed(points) if one.period < shock)


def _same_month(points: Sequence[Point], shock: date) -> Point | None:
    """The month of the last figure in the year before the shock: months of different seasons are not compared."""
    day = points[-1].period.replace(year=shock.year - 1)
    return next((one for one in points if one.period == day < shock < points[-1].period), None)


def _base(base: Point, last: Point, freq: str, *, shares: bool) -> str:
    """How the last figure stands to the base; nothing where that is the year before, which the move tells."""
    if shares:
        return _level_in(base, freq)
    if base.value <= 0 or (freq == "A" and base.period == _previous(last)):
        return ""
    change = last.value / base.value - 1
    when = _when(base, freq)
    if abs(change) < STILL:
        return f"level with {when}"
    if change >= 1:
        times = 1 + change
        return f"{decimal(times, 0 if times >= MANY else 1)} times that of {when}"
    much = _hundredths(change) if change < -0.995 else f"{decimal(abs(change) * 100, 0)} %"
    return f"{much} {'above' if change > 0 else 'below'} {when}"


def _previous(last: Point) -> date:
    return last.period.replace(year=last.period.year - 1)


def _level_in(point: Point, freq: str) -> str:
    return f"{percent(point.value)} in {_when(point, freq)}"


def _gaps(points: Sequence[Point], others: Collection[int]) -> str:
    """The years without a figure between those that have one, and which of them another office has."""
    missing = [
        year
        for before, after in pairwise(points)
        for year in range(before.period.year + 1, after.period.year)
    ]
    none = [year for year in missing if year not in others]
    theirs = [year for year in missing if year in others]
    named = [
        f"no figure{'s' if len(none) > 1 else ''} for {spans(none)}" if none else "",
        f"none by this office for {spans(theirs)}" if theirs else "",
    ]
    return "; ".join(part for part in named if part)


def spans(years: Sequence[int]) -> str:
    """`2019, 2021–2023`."""
    starts = [year for year in years if year - 1 not in years]
    ends = [year for year in years if year + 1 not in years]
    return ", ".join(year_span(a, b) for a, b in zip(starts, ends, strict=True))
