"""What the findings of a brief say as facts: values with their words, interval and finding, by a name that rules use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from realpolitik.briefs.as_of import in_words
from realpolitik.findings import Finding, parse_date
from realpolitik.measures.dependence.offices import apart, reports_of
from realpolitik.measures.trade.reports import office_words
from realpolitik.states.wording import called, name, the, whose
from realpolitik.wording.dates import year_span
from realpolitik.wording.numbers import decimal, number_of, percent
from realpolitik.wording.series import Point, course, in_short

DATED = ("trade.", "dependence.", "votes.identical_share", "votes.change", "sanctions.intensity", "treaties.")
"""Figures whose last period is the present of a brief."""
EVEN = 1.25
"""Shares nearer to one another than so many times are about equal, as in `rules.yaml`."""
LATE = 3
"""A pledge that was last known so many years before the newest figure is no fact of today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A value (a number or a word), how it is said, the ends of its interval, and the findings it comes from."""

    value: float | str
    says: str = ""
    low: float | None = None
    high: float | None = None
    findings: tuple[Finding, ...] = ()


Facts = dict[str, Fact]


def gather(about: tuple[str, str], findings: Iterable[Finding], *, shock: date, event: str) -> Facts:
    """All facts that the findings give; a fact that none gives has no name in the answer."""
    a, b = about
    facts: Facts = {
        "a": _word(called(a)),
        "b": _word(called(b)),
        "whose_a": _word(whose(a)),
        "whose_b": _word(whose(b)),
        "event": _word(event),
    }
    found = {(finding.name, finding.about): finding for finding in reversed(list(findings))}
    facts |= dict(_shares(found, about))
    facts |= dict(_votes(found, about))
    facts |= dict(_losses(found, about))
    newest = max((int(one.as_of[:4]) for one in found.values() if one.name.startswith(DATED)), default=0)
    if treaty := found.get(("treaties.obligations", about)):
        facts |= dict(_treaty(treaty, newest))
    if sanctions := found.get(("sanctions.intensity", about)):
        facts |= dict(_sanctions(sanctions, about))
    if security_council := found.get(("sanctions.un", about)):
        facts |= dict(_united_nations(security_council))
    if finding := found.get(("trade.turnover", about)):
        facts |= dict(_turnover(finding, shock))
    return facts


def _word(text: str) -> Fact:
    return Fact(value=text, says=text)


def _share(value: float, finding: Finding, *, low: float | None = None, high: float | None = None) -> Fact:
    return Fact(value=value, says=_percent(value), low=low, high=high, findings=(finding,))


LEAST = 1e-4
"""A smaller share is said to be less."""


def _percent(value: float) -> str:
    """A share as a first page has it, which has no room for digits that nobody can use."""
    return percent(value) if value >= LEAST or value <= 0 else "less than 0.01 %"


def _turnover(finding: Finding, shock: date) -> Iterator[tuple[str, Fact]]:
    office = finding.rows[-1].get("reporter")
    points = [
        Point(parse_date(str(row["period"])), float(row["value"]), joined=bool(row.get("joined")))
        for row in finding.rows
        if row.get("reporter") == office or row.get("joined")
    ]
    ours = {one.period.year for one in points}
    others = {int(str(row["period"])[:4]) for row in finding.rows} - ours
    found = course(points, shock=shock, others=others)
    yield (
        "turnover.short",
        Fact(
            value=finding.value or 0.0,
            says=in_short("Trade", points, shock=shock, others=others, office=_alone(finding)),
            findings=(finding,),
            **_ends(finding),
        ),
    )
    yield "turnover.when", _word(finding.as_of)
    kinds = {"the first fall": "first fall", "the highest": "highest"}
    turn = next((kind for start, kind in kinds.items() if found.turn.startswith(start)), "")
    if not turn and found.turn.endswith("fall in a row"):
        turn = "falls"
    yield "turnover.turn", Fact(value=turn, findings=(finding,))


def _alone(finding: Finding) -> str:
    """The compiler in words, where it alone has the last figure and neither side reports it."""
    office = str(finding.rows[-1].get("reporter") or "")
    return "" if finding.interval or not office or office in finding.about else office_words(office)


def _ends(finding: Finding) -> dict[str, Any]:
    return {
        "low": finding.interval.low if finding.interval else None,
        "high": finding.interval.high if finding.interval else None,
    }


def _shares(found: Mapping[Any, Finding], about: tuple[str, str]) -> Iterator[tuple[str, Fact]]:
    """Shares in imports, and the mean of both shares as how much one depends on the other; `imports.b` is of b's imports."""
    a, b = about
    means: dict[str, Fact] = {}
    imports: dict[str, float] = {}
    for side, pair in (("a", (a, b)), ("b", (b, a))):
        both = [
            one
            for name in ("dependence.import_share", "dependence.export_share")
            if (one := found.get((name, pair))) and one.value is not None
        ]
        clause = ""
        if both and both[0].name == "dependence.import_share":
            yield f"imports.{side}", _share(both[0].value or 0.0, both[0], **_ends(both[0]))
            yield f"imports.{side}.when", _word(both[0].as_of)
            differ = apart(reports_of(both[0].rows))
            clause = differ.clause(both[0].as_of) if differ else ""
            yield f"imports.{side}.offices", _word(clause)
            imports[side] = both[0].value or 0.0
        if len(both) == 2:
            yield f"exports.{side}", _share(both[1].value or 0.0, both[1], **_ends(both[1]))
            yield f"exports.{side}.when", _word(both[1].as_of)
            alike = both[0].as_of == both[1].as_of and not clause
            yield f"imports.{side}.own", _word("" if alike else f" ({both[0].as_of}{clause})")
            ends = [
                (one.interval.low, one.interval.high) if one.interval else (one.value,) * 2 for one in both
            ]
            means[side] = Fact(
                value=sum(one.value or 0.0 for one in both) / 2,
                low=sum(low or 0.0 for low, _ in ends) / 2,
                high=sum(high or 0.0 for _, high in ends) / 2,
                findings=tuple(both),
            )
            yield f"dependence.{side}", means[side]
    if len(means) == 2:
        yield from _balance(means["a"], means["b"])
        told = _side(imports["b"], imports["a"]) == _side(float(means["b"].value), float(means["a"].value))
        yield "imports.tell", _word("yes" if told else "no")


def _side(one: float, other: float) -> int:
    """Which of two shares is the larger by a quarter; 0 where neither is."""
    return (one > EVEN * other) - (other > EVEN * one)


def _balance(one: Fact, other: Fact) -> Iterator[tuple[str, Fact]]:
    """How much more b depends on a than a on b, and how much the one depends that depends more."""
    findings = (*one.findings, *other.findings)
    mine, theirs = float(one.value), float(other.value)
    if mine > 0 and one.low and one.high and other.low is not None and other.high is not None:
        yield (
            "dependence.ratio",
            Fact(value=theirs / mine, low=other.low / one.high, high=other.high / one.low, findings=findings),
        )
    most = max((one, other), key=lambda fact: float(fact.value))
    yield "dependence.when", _word(max(finding.as_of for finding in findings))
    yield "dependence.most", Fact(value=most.value, low=most.low, high=most.high, findings=findings)


def _votes(found: Mapping[Any, Finding], about: tuple[str, str]) -> Iterator[tuple[str, Fact]]:
    if whole := found.get(("votes.identical_share", about)):
        yield "votes.share", _share(whole.value or 0.0, whole, **_ends(whole))
        own = whole.rows[0].get("series")
        years = [row for row in whole.rows if row.get("series") == own and row.get("kappa_low") is not None]
        beyond = sum(row["kappa_low"] > 0 for row in years)
        if years:
            yield (
                "votes.years",
                _word(f"more than by chance in {beyond or 'none'} of {number_of(len(years), 'years')}"),
            )
        yield "votes.period", _word(f"{whole.period.start[:4]}–{whole.period.end[:4]}")
        yield "votes.to", Fact(value=whole.as_of, says=in_words(whole.as_of[:7]), findings=(whole,))
    if change := found.get(("votes.change", about)):
        row = next((row for row in change.rows if str(row.get("label", "")).startswith("Identical")), None)
        if row:
            yield "votes.share", _share(row["value"], change, low=row["low"], high=row["high"])
            yield "votes.now", _share(row["value"], change, low=row["low"], high=row["high"])
            if beyond := next((row for row in change.rows if "kappa" in str(row.get("label"))), None):
                ends = {"low": beyond["low"], "high": beyond["high"]}
                yield "votes.kappa", Fact(value=beyond["value"], findings=(change,), **ends)
            yield "votes.before", _share(row["before"], change)
            yield "votes.chance", Fact(value=row["p"], findings=(change,))
            yield "votes.moved", Fact(value=row["change"], findings=(change,))
    if newest := found.get(("votes.newest", about)):
        # How sure the judgement is rests on the longer record: a year of some 200 votes stands beside it.
        yield (
            "votes.newest",
            Fact(value=newest.value or 0.0, says=percent(newest.value or 0.0), findings=(newest,)),
        )
        yield "votes.newest.when", _word(newest.as_of[:4])
    if gap := found.get(("votes.ideal_point_gap", about)):
        yield (
            "gap.value",
            Fact(value=gap.value or 0.0, says=decimal(gap.value or 0.0, 2), findings=(gap,), **_ends(gap)),
        )
        yield "gap.least", Fact(value=gap.interval.low if gap.interval else 0.0, findings=(gap,))
        yield "gap.when", _word(gap.as_of)


def _treaty(finding: Finding, newest: int) -> Iterator[tuple[str, Fact]]:
    rows = finding.rows
    pledges = [
        kind
        for kind in ("neutrality", "non-aggression", "consultation")
        if rows and rows[-1].get(kind) == "yes"
    ]
    known = [
        row
        for row in rows
        if row.get("defence") in ("yes", "no") and int(str(row["period"])[:4]) > newest - LATE
    ]
    if known:
        yield "treaty.defence", Fact(value=str(known[-1]["defence"]), findings=(finding,))
        listed = (
            " and ".join([", ".join(pledges[:-1]), pledges[-1]]) if len(pledges) > 1 else "".join(pledges)
        )
        yield "treaty.pledges", Fact(value=listed, says=listed, findings=(finding,))
        last = str(known[-1]["period"])
        if bound := [
            str(row["period"])[:4]
            for row in rows
            if row.get("defence") == "yes" and not row.get("governments") and str(row["period"]) < last
        ]:
            years = year_span(bound[0], bound[-1])
            yield "treaty.once", Fact(value=years, says=years, findings=(finding,))


def _sanctions(finding: Finding, about: tuple[str, str]) -> Iterator[tuple[str, Fact]]:
    last = finding.as_of
    counts = sorted(
        ((int(row["measures"]), str(row["series"])) for row in finding.rows if row["period"] == last),
        reverse=True,
    )
    if counts:
        listed = ", ".join(f"{number} against {the(series)}" for number, series in counts)
        yield "sanctions.entries", Fact(value=listed, says=listed, findings=(finding,))
        yield "sanctions.most", Fact(value=float(counts[0][0]), findings=(finding,))
        yield "sanctions.when", _word(in_words(last))
        if silent := [
            called(code) for code in about if name(code) not in {row["series"] for row in finding.rows}
        ]:
            yield "sanctions.silent", _word(" and ".join(silent))


def _united_nations(finding: Finding) -> Iterator[tuple[str, Fact]]:
    """The sanctions regimes of the Security Council that run, by their target and first day."""
    running = [row for row in finding.rows if row["status"] == "running"]
    if running:
        listed = ", ".join(
            f"{row['series'].replace('against', 'on', 1)} since {in_words(str(row['period']))}"
            for row in running
        )
        yield "sanctions.un", Fact(value=float(len(running)), says=listed, findings=(finding,))


def _losses(found: Mapping[Any, Finding], about: tuple[str, str]) -> Iterator[tuple[str, Fact]]:
    a, b = about
    if loss := found.get(("leverage.loss", (b, a))):
        for side, code in (("a", a), ("b", b)):
            if row := _of(loss.rows, code):
                yield f"loss.{side}", _share(row["value"], loss, low=row.get("low"), high=row.get("high"))
                yield "loss.when", _word(str(row["period"]))
        mine, theirs = _of(loss.rows, a), _of(loss.rows, b)
        if mine and theirs and mine["value"] > 0:
            yield "loss.ratio", Fact(value=theirs["value"] / mine["value"], findings=(loss,))
    if hold := found.get(("leverage.change", (b, a))):
        interval = hold.interval
        # a change is one only where its interval excludes none
        grown = (hold.value or 0.0) if interval and interval.low > 0 else 0.0
        yield "hold.change", Fact(value=grown, findings=(hold,), **_ends(hold))
        yield (
            "hold.grown",
            Fact(value=grown, says=f"{decimal(100 * grown, 1)} points", findings=(hold,), **_ends(hold)),
        )
        yield "hold.since", _word(min(str(row["period"]) for row in hold.rows))


def _of(rows: Sequence[Mapping[str, Any]], code: str) -> Mapping[str, Any] | None:
    return next((row for row in reversed(rows) if row.get("state") == code), None)
