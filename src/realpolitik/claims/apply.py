"""One small function a kind of test: from the finding to the score, what is allowed, and the words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from realpolitik.claims.figures import Figure, as_figure, figure_of, rows_of
from realpolitik.claims.kinds import (
    AbsentSince,
    AtLeast,
    AtMost,
    Between,
    Change,
    Dated,
    Falls,
    HighestSoFar,
    Near,
    Pick,
    Ranks,
    Ratio,
    Rises,
    Test,
)
from realpolitik.claims.model import Status
from realpolitik.claims.offices import same_offices, spread, within_offices
from realpolitik.claims.scale import Allowed, Score, margin_of, overturn_of, passing, status_near, status_of
from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Finding, parse_date
from realpolitik.wording.dates import said, stretch, when
from realpolitik.wording.numbers import figure, number_of, quantity, ranged, span

Find = Callable[[Pick], Finding]
"""The finding that a pick speaks of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A test brought to numbers: the score, what is allowed, and how to speak of them.

    `subject` is what the score is (a rise from 2021 to 2023), `smaller` and `larger` how it moves; `loosely` what the words of
    the claim may also allow.
    """

    score: Score
    allowed: Allowed
    figure: str
    subject: str
    unit: str
    near: bool = False
    smaller: str = "smaller"
    larger: str = "larger"
    loosely: Allowed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a test says of a figure; the fields are those of `Verdict`."""

    status: Status
    figure: str
    margin: float
    margin_in_words: str
    overturn: float | None
    overturned_by: str
    why: str
    passing: tuple[int, int] | None = None


def apply_test(test: Test, find: Find) -> Outcome:
    """Apply a test to the findings that `find` returns.

    Raises
    ------
    CoverageError
        There is no figure to apply it to.
    OptionError
        The test does not tell one row from another, or divides by a figure that is not positive.
    """
    if isinstance(test, Dated):
        return dated(test, find(Pick(rows=test.rows)))
    if isinstance(test, AbsentSince):
        return absent_since(test, find(Pick(rows=test.rows)))
    return _outcome(_WEIGH[test.kind](test, find))


def near(test: Near, find: Find) -> Weighed:
    """The figure is within a tolerance of the number stated."""
    figure = figure_of(find(test.picks()[0]), test.picks()[0])
    tolerance = test.within.of(test.value)
    allowed = Allowed(low=test.value - tolerance, high=test.value + tolerance)
    return _of_one(figure, allowed, near=True)


def at_least(test: AtLeast, find: Find) -> Weighed:
    """The figure is the bound or more."""
    return _of_one(figure_of(find(test.picks()[0]), test.picks()[0]), Allowed(low=test.value))


def at_most(test: AtMost, find: Find) -> Weighed:
    """The figure is the bound or less."""
    return _of_one(figure_of(find(test.picks()[0]), test.picks()[0]), Allowed(high=test.value))


def between(test: Between, find: Find) -> Weighed:
    """The figure is in a range."""
    return _of_one(figure_of(find(test.picks()[0]), test.picks()[0]), Allowed(low=test.low, high=test.high))


def rises(test: Rises, find: Find) -> Weighed:
    """The later figure is above the earlier by the margin asked."""
    before, after = _two(test, find)
    return _of_change(test, before, after, word="rise")


def falls(test: Falls, find: Find) -> Weighed:
    """The later figure is below the earlier by the margin asked."""
    before, after = _two(test, find)
    return _of_change(test, before, after, word="fall")


def record(test: HighestSoFar, find: Find) -> Weighed:
    """The figure is above (`lowest`: below) every earlier one covered; its lead over the highest of them is the score."""
    pick = test.picks()[0]
    finding = find(pick)
    figure = figure_of(finding, pick)
    first = parse_date(test.since) if test.since else None
    earlier = [
        as_figure(finding, row)
        for row in rows_of(finding, test.rows)
        if len(str(row["period"])) == len(test.at)  # years are compared with years, months with months
        and (first is None or parse_date(str(row["period"])) >= first)
        and parse_date(str(row["period"])) < parse_date(test.at)
    ]
    if not earlier:
        raise CoverageError(f"{finding.name} has no figure before {test.at} to set a record against.")
    since = min(other.period for other in earlier)
    if test.kind == "lowest":
        word, best = "lowest", min(earlier, key=lambda other: other.value)
        least = min(other.low for other in earlier)
        score = Score(value=best.value - figure.value, low=least - figure.high, high=best.high - figure.low)
    else:
        word, best = "highest", max(earlier, key=lambda other: other.value)
        most = max(other.high for other in earlier)
        score = Score(value=figure.value - best.value, low=figure.low - most, high=figure.high - best.low)
    return Weighed(
        score=score,
        allowed=Allowed(low=0, strict=True),
        figure=f"{quantity(figure.value, figure.unit)} {when(figure.period)}; {word} before, since {since}: "
        f"{quantity(best.value, best.unit)} {when(best.period)}",
        subject="a lead over the earlier record" if word == "highest" else "a distance below the earlier low",
        unit=_difference(figure.unit),
    )


def ratio(test: Ratio, find: Find) -> Weighed:
    """One figure over another, both positive."""
    top, bottom = figure_of(find(test.of), test.of), figure_of(find(test.to), test.to)
    if top.unit != bottom.unit:
        raise OptionError(f"a ratio needs two figures in one unit, not {top.unit} over {bottom.unit}")
    if bottom.low <= 0 or top.low < 0:
        raise OptionError(
            f"a ratio needs positive figures, not {quantity(bottom.low, bottom.unit)} as in {bottom.period}"
        )
    allowed = Allowed(low=test.at_least) if test.at_least is not None else Allowed()
    if test.at_most is not None:
        allowed = Allowed(high=test.at_most)
    if test.near is not None:
        tolerance = test.within.of(test.near)
        allowed = Allowed(low=test.near - tolerance, high=test.near + tolerance)
    value = top.value / bottom.value
    return Weighed(
        score=Score(value=value, low=top.low / bottom.high, high=top.high / bottom.low),
        allowed=allowed,
        figure=f"{span([top.value, bottom.value], top.unit, by=' against ')}: {figure(value, 'times')} times",
        subject="a ratio",
        unit="times",
        near=test.near is not None,
    )


def ranks(test: Ranks, find: Find) -> Weighed:
    """The named row is among the highest; its lead over the best of those it must beat is the score."""
    pick = test.picks()[0]
    finding = find(pick)
    rows = [row for row in rows_of(finding, test.rows) if row.get(test.among) is not None]
    at = test.at or max((str(row["period"]) for row in rows), default=None)
    figures = {str(row[test.among]): as_figure(finding, row) for row in rows if row["period"] == at}
    if test.name not in figures or len(figures) <= test.top:
        have = ", ".join(sorted(figures)) or "none"
        raise CoverageError(
            f"{finding.name} cannot rank {test.name} among {test.among} in {at}: it has {have}.",
            f"More than {test.top} are needed, {test.name} being one.",
        )
    own = figures.pop(test.name)
    place = 1 + sum(other.value > own.value for other in figures.values())

    def rival(values: list[float]) -> float:
        return sorted(values, reverse=True)[test.top - 1]

    others = list(figures.values())
    return Weighed(
        score=Score(
            value=own.value - rival([other.value for other in others]),
            low=own.low - rival([other.high for other in others]),
            high=own.high - rival([other.low for other in others]),
        ),
        allowed=Allowed(low=0),
        figure=f"{test.name} {quantity(own.value, own.unit)}, number {place} of {len(others) + 1} {when(own.period)}",
        subject="a lead over the rival",
        unit=_difference(own.unit),
    )


def absent_since(test: AbsentSince, finding: Finding) -> Outcome:
    """After a day there are observations, and none of them is a use (a value above zero).

    Raises
    ------
    CoverageError
        Nothing was observed after the day: silence of the data is not absence.
    """
    day = parse_date(test.date, last=True)
    until = parse_date(test.until, last=True) if test.until else None
    later = [
        row
        for row in rows_of(finding, test.rows)
        # a row of a whole month or year counts when all of it is later
        if parse_date(str(row["period"])) > day and (until is None or parse_date(str(row["period"])) <= until)
    ]
    if not later:
        raise CoverageError(
            f"{finding.name} has no observation after {test.date}: absence cannot be told from silence."
        )
    uses = [row for row in later if float(row["value"]) > 0]
    seen = f"{len(uses)} of {len(later)} observations after {said(str(test.date))}"
    if not uses:
        return Outcome(
            status="supported",
            figure=f"used in {seen}",
            margin=0.0,
            margin_in_words=f"absent from {quantity(len(later), 'observations')}",
            overturn=1.0,
            overturned_by=f"one use found after {test.date}",
            why=f"Used in {seen}; an absence holds only for the texts observed.",
        )
    first, many = min(str(row["period"]) for row in uses), len(uses)
    return Outcome(
        status="contradicted",
        figure=f"used in {seen}, first on {said(first)}",
        margin=-float(many),
        margin_in_words=f"{quantity(many, 'uses')} too many",
        overturn=-float(many),
        overturned_by="that use proving misreported"
        if many == 1
        else f"all {number_of(many, 'uses')} proving misreported",
        why=f"Used in {seen}, first on {said(first)}.",
    )


def dated(test: Dated, finding: Finding) -> Outcome:
    """What is on record happened on the day stated.

    Raises
    ------
    CoverageError
        Nothing is on record to set against the day.
    """
    day = parse_date(test.day)
    days = sorted(
        {parse_date(str(row["period"])) for row in rows_of(finding, test.rows) if float(row["value"]) > 0},
        key=lambda one: abs((one - day).days),
    )
    if not days:
        raise CoverageError(f"{finding.name} has nothing on record to set against {test.day}.")
    off = (days[0] - day).days
    missed = abs(off) - test.within
    figure = f"on record: {days[0]}" + (
        f", {quantity(abs(off), 'days')} {'later' if off > 0 else 'earlier'}" if off else ", the day stated"
    )
    return Outcome(
        status="supported" if missed <= 0 else "contradicted",
        figure=figure,
        margin=float(-missed),
        margin_in_words=f"off by {quantity(abs(off), 'days')}" if off else "the very day",
        overturn=float(missed),
        overturned_by="a record of the day stated" if missed > 0 else "a record of another day alone",
        why=f"{figure[0].upper()}{figure[1:]}.",
    )


_WEIGH: dict[str, Callable[[Any, Find], Weighed]] = {
    "near": near,
    "at_least": at_least,
    "at_most": at_most,
    "between": between,
    "rises": rises,
    "falls": falls,
    "record": record,
    "lowest": record,
    "ratio": ratio,
    "ranks": ranks,
}


def _of_one(figure: Figure, allowed: Allowed, *, near: bool = False) -> Weighed:
    return Weighed(
        score=Score(value=figure.value, low=figure.low, high=figure.high, grid=figure.grid),
        allowed=allowed,
        figure=_counted(figure)
        or f"{ranged(figure.value, figure.low, figure.high, figure.unit)} {when(figure.period)}",
        subject=f"a figure for {stretch(figure.period)}",
        unit=_difference(figure.unit),
        near=near,
        smaller="lower",
        larger="higher",
    )


def _by_definition(weighed: Weighed) -> bool:
    """Whether a score has several values because there are several definitions, not because it is in doubt."""
    return _counts(weighed.score.grid) or (weighed.near and bool(weighed.score.grid))


def _counts(grid: tuple[float, ...]) -> bool:
    """Whether a grid says of each definition whether it has it so, and nothing else."""
    return bool(grid) and set(grid) <= {0.0, 1.0}


def _counted(figure: Figure) -> str:
    """A share of definitions by which something holds is said as a count: `by 5 of 7 definitions in 2022`."""
    if figure.unit != "share" or not _counts(figure.grid):
        return ""
    return f"by {sum(figure.grid):.0f} of {number_of(len(figure.grid), 'definitions')} {when(figure.period)}"


def _two(test: Change, find: Find) -> tuple[Figure, Figure]:
    first, last = test.picks()
    after = figure_of(find(last), last)  # the later finding first: it is the one that a verdict shows
    return figure_of(find(first), first), after


def _of_change(test: Change, before: Figure, after: Figure, *, word: str) -> Weighed:
    """A rise or a fall; a relative margin makes the score a share of the earlier figure."""
    sign = 1 if word == "rise" else -1
    if test.by.relative and before.low <= 0:
        raise OptionError(
            f"a change by a percentage needs a positive start, not {quantity(before.low, before.unit)}"
        )
    before, after = within_offices(before, after)
    offices = same_offices(before, after)
    if test.by.relative and offices:
        ends = spread([late / early - 1 for early, late in offices])
        change, unit = after.value / before.value - 1, "points"
    elif offices:
        ends = spread([late - early for early, late in offices])
        change, unit = after.value - before.value, _difference(after.unit)
    elif test.by.relative:
        ends = (after.low / before.high - 1, after.high / before.low - 1)
        change, unit = after.value / before.value - 1, "points"
    else:
        ends = (after.low - before.high, after.high - before.low)
        change, unit = after.value - before.value, _difference(after.unit)
    return Weighed(
        score=Score(
            value=sign * change, low=min(sign * end for end in ends), high=max(sign * end for end in ends)
        ),
        allowed=Allowed(low=test.by.size, strict=test.by.size == 0),  # without a margin, any change but none
        figure=f"{span([before.value, after.value], after.unit)}, {stretch(before.period)} to {stretch(after.period)}",
        subject=f"a {word} from {stretch(before.period)} to {stretch(after.period)}",
        unit=unit,
        loosely=Allowed(low=test.loosely.size) if test.loosely else None,
    )


def _difference(unit: str) -> str:
    """The unit of a difference: shares differ by percentage points."""
    return "points" if unit == "share" else unit


def _outcome(weighed: Weighed) -> Outcome:
    status = (status_near if weighed.near else status_of)(weighed.score, weighed.allowed)
    vague = (
        status == "contradicted"
        and weighed.loosely is not None
        and status_of(weighed.score, weighed.loosely) != "contradicted"
    )
    status = "mixed" if vague else status
    margin = margin_of(weighed.score, weighed.allowed)
    shift = overturn_of(weighed.score, weighed.allowed, status, near=weighed.near)
    distance = quantity(abs(margin), weighed.unit)
    margin_in_words = (
        ("nothing to spare" if margin == 0 else f"{distance} to spare")
        if weighed.score.value in weighed.allowed
        else f"off by {distance}"
    )
    if vague:
        margin_in_words += ", which the word may still allow"
    elif status == "mixed" and _by_definition(weighed):
        passed, of = passing(weighed.score, weighed.allowed)
        margin_in_words += f"; {passed} of {number_of(of, 'definitions')} have it so"
    elif status == "mixed":
        reach = span([weighed.score.low, weighed.score.high], weighed.unit, by=" to ")
        margin_in_words += f"; the interval holds both ({weighed.subject.removeprefix('a ')} of {reach})"
    return Outcome(
        status=status,
        figure=weighed.figure,
        margin=margin,
        margin_in_words=margin_in_words,
        overturn=shift,
        overturned_by="a bar for the word on one side of the figure"
        if vague
        else _overturned(weighed, status, shift),
        why=f"{weighed.figure}: {margin_in_words}.",
        passing=passing(weighed.score, weighed.allowed) if weighed.score.grid else None,
    )


def _overturned(weighed: Weighed, status: Status, shift: float | None) -> str:
    """What would turn the verdict into its opposite, in words: beyond the bound if supported, up to it if not."""
    if shift is None and _by_definition(weighed):
        return "a definition that the statement names"
    if shift is None and status == "mixed":
        return "a narrower interval on one side of what the claim allows"
    if shift is None:
        return "no shift alone: the interval is wider than what the claim allows"
    at_lower_bound = weighed.score.high <= weighed.allowed.low
    downward = shift < 0 or (shift == 0 and (status == "supported") == at_lower_bound)
    way = weighed.smaller if downward else weighed.larger
    if shift == 0:
        return f"any {way} {weighed.subject.removeprefix('a ')}"
    distance = quantity(abs(shift), weighed.unit)
    by = f"more than {distance}" if status == "supported" or weighed.allowed.strict else f"{distance} or more"
    return f"{weighed.subject} {way} by {by}"
