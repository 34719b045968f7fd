"""How often two leaders meet: the count depends on the rule, so the rule goes with the count."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.findings import Interval, Window, parse_date, spanned
from realpolitik.measures.diplomacy.ledgers import Register, register, said_of
from realpolitik.measures.diplomacy.options import By, Counting
from realpolitik.measures.registry import About, Result, measure
from realpolitik.sources.shipped import shipped
from realpolitik.states.wording import called, whose
from realpolitik.store import Store
from realpolitik.wording.dates import day_in_words
from realpolitik.wording.numbers import number_of

YEAR = 365.25


def poisson_interval(count: int, exposure: float, *, level: float = 0.95) -> Interval:
    r"""Exact (Garwood) interval of a rate: $[\chi^2_{\alpha/2, 2k}/2, \chi^2_{1-\alpha/2, 2k+2}/2]/E$.

    Parameters
    ----------
    count
        Events seen, 0 or more.
    exposure
        What they were seen in, in any unit above 0.

    Raises
    ------
    OptionError
        A negative count, an exposure that is not positive, or a level outside (0, 1).

    References
    ----------
    Garwood (1936), Fiducial limits for the Poisson distribution, doi 10.1093/biomet/28.3-4.437

    Examples
    --------
    >>> found = poisson_interval(39, 11)
    >>> round(found.low, 3), round(found.high, 3)
    (2.521, 4.847)
    """
    if count < 0 or exposure <= 0 or not 0 < level < 1:
        raise OptionError(
            f"count={count}, exposure={exposure}, level={level}: needs count >= 0, exposure > 0, 0 < level < 1"
        )
    from scipy.special import gammaincinv  # half a chi-square quantile; scipy.stats takes a second to import

    tail = (1 - level) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    high = float(gammaincinv(count + 1, 1 - tail))
    return Interval(
        low=low / exposure, high=high / exposure, kind=f"exact Poisson interval, {level:.0%}", basis="sample"
    )


@cache
def rules() -> Mapping[str, Mapping[str, Any]]:
    """The rules of counting, from `meeting_rules.yaml`."""
    return shipped("realpolitik.measures.diplomacy", "meeting_rules")


@cache
def stated() -> tuple[Mapping[str, Any], ...]:
    """Counts that somebody states and no office publishes, from `meeting_claims.yaml`."""
    return tuple(shipped("realpolitik.measures.diplomacy", "meeting_claims"))


def ledger_of(tables: Store, about: About, level: str = "leaders") -> list[dict[str, Any]]:
    """Encounters and calls of two states at one level, by day; none on record raises `CoverageError`."""
    low, high = sorted(about)
    rows = [
        row
        for row in tables["meetings"].iter_rows(named=True)
        if (row["a"], row["b"]) == (low, high) and row["level"] == level
    ]
    if not rows:
        known = register(tables, about, level)
        raise CoverageError(
            f"there is no ledger of meetings of {called(about[0])} and {called(about[1])}"
            + (f": {known.note}." if known.note else "."),
            "The offices of both leaders list their meetings. Ledgers are curated by hand: add rows to a table `meetings`.",
        )
    return sorted(rows, key=lambda row: (row["date_start"], row["place"]))


def counted_by(ledger: list[dict[str, Any]], rule: str) -> list[dict[str, Any]]:
    """The rows of a ledger that a rule admits; no such rule raises `UnknownNameError`."""
    if rule not in rules():
        raise UnknownNameError("rule of counting", rule, rules())
    chosen = rules()[rule]
    return [
        row
        for row in ledger
        if row["kind"] in chosen["kinds"]
        and row["bilateral"] in chosen["bilateral"]
        and not any(word in row["occasion"] for word in chosen.get("unless", ()))
    ]


@measure(
    "meetings.count",
    unit="meetings",
    tables=("meetings", "meeting_counts", "meeting_ledgers"),
    chart="dots",
    definition="Meetings of the leaders of two states up to a day, by a stated rule, beside the counts that officials and agencies publish. "
    "Some ledgers hold a part of the meetings: then the count is a lower bound.",
    formula="n(t) = number of rows of the ledger with date <= t that the rule admits; rate = n / years, exact Poisson interval",
    reference="Garwood (1936), Fiducial limits for the Poisson distribution, doi 10.1093/biomet/28.3-4.437",
)
def count(
    tables: Store, about: About, window: Window, *, rule: Counting = "encounters", on: By = ""
) -> Result:
    """Meetings of the leaders of two states, by a stated rule."""
    ledger, known = ledger_of(tables, about), register(tables, about)
    last = (
        parse_date(on, last=True)
        if on
        else window.end or known.to_date or max(row["date_end"] or row["date_start"] for row in ledger)
    )
    counted = [
        row for row in counted_by(ledger, rule) if row["date_start"] <= last and row["date_start"] in window
    ]
    if not counted:
        raise CoverageError(
            f"the ledger has no meeting up to {last}; it begins on {ledger[0]['date_start']}."
        )
    rows = [
        {
            "period": row["date_start"].isoformat(),
            "value": float(number),
            "series": rule,
            "label": f"{row['place']}: {row['occasion']}".strip(": "),
            "rule": rules()[rule]["says"],
            "source": row["source_id"],
        }
        for number, row in enumerate(counted, 1)
    ]
    rows += _published(tables, about, window, last)
    years = ((last - counted[0]["date_start"]).days + 1) / YEAR
    rate = poisson_interval(len(counted), years)
    # the band of the count itself: what the other rules give on the same day
    others = [
        len([r for r in counted_by(ledger, other) if r["date_start"] <= last and r["date_start"] in window])
        for other in rules()
    ]
    return Result(
        value=float(len(counted)),
        interval=Interval(
            low=float(min(others)),
            high=float(max(others)),
            kind="range over the rules of counting",
            basis="definition",
            grid=tuple(float(other) for other in others),
        )
        if known.whole
        else None,
        says=_says(about, known, counted, last, years),
        rows=rows,
        period=spanned([counted[0]["date_start"], last], "D"),
        caveats=(
            f"Rule: {rules()[rule]['says']}. Other rules by the same day: "
            + ", ".join(f"{other} {number}" for other, number in zip(rules(), others, strict=True))
            + ".",
            *(
                (f"Rate {len(counted) / years:.2f} a year, {rate.low:.2f} to {rate.high:.2f} ({rate.kind}).",)
                if known.whole
                else ()
            ),
            *said_of(known),
            *_compared(tables, about, ledger),
            *_stated(about, ledger),
        ),
    )


def _says(about: About, known: Register, counted: list[dict[str, Any]], last: date, years: float) -> str:
    """How often two leaders met; of a ledger that is a part, how many meetings it dates."""
    pair, times = f"{whose(about[0])} and {whose(about[1])} {known.who}", len(counted)
    if known.whole:
        since = f"from {counted[0]['date_start'].year} to {day_in_words(last)}"
        return f"{pair} met {numbered(times)} {since}, {times / years:.1f} a year."
    since = f"from {counted[0]['date_start'].year} to {last.year}"
    if known.extent == "visits":
        return f"{pair} met {numbered(times)} in each other's country {since}; meetings elsewhere are not in the list."
    meetings = "meeting" if times == 1 else "meetings"
    return f"Reports date {times} {meetings} of {pair} {since}; the list is a part, and there were more."


def numbered(times: int) -> str:
    return {1: "once", 2: "twice"}.get(times, f"{times} times")


def _published(tables: Store, about: About, window: Window, last: date) -> list[dict[str, Any]]:
    low, high = sorted(about)
    return [
        {
            "period": row["date"].isoformat(),
            "value": float(row["count"]),
            "series": "published",
            "label": row["rule"],
            "rule": f"published, {row['qualifier']}",
            "source": row["source_id"],
        }
        for row in tables["meeting_counts"].iter_rows(named=True)
        if (row["a"], row["b"]) == (low, high)
        and row["qualifier"] in ("exact", "about", "more than")
        and row["date"] <= last
        and row["date"] in window
    ]


def _compared(tables: Store, about: About, ledger: list[dict[str, Any]]) -> tuple[str, ...]:
    """Which rule of the ledger gives each exact published count, and which counts none gives."""
    low, high = sorted(about)
    exact = [
        row
        for row in tables["meeting_counts"].iter_rows(named=True)
        if (row["a"], row["b"]) == (low, high) and row["qualifier"] == "exact"
    ]
    given: dict[str, list[str]] = {}
    for row in sorted(exact, key=lambda row: row["date"]):
        own = {
            rule: sum(item["date_start"] <= row["date"] for item in counted_by(ledger, rule))
            for rule in rules()
        }
        same = " or ".join(rule for rule, number in own.items() if number == row["count"])
        near = min(own, key=lambda rule: abs(own[rule] - row["count"]))
        figure = f"{row['count']} ({row['date']}"
        given.setdefault(same, []).append(figure + (")" if same else f"; nearest {near} with {own[near]})"))
    return tuple(
        f"Published counts that {f'the rule {rule} gives' if rule else 'no rule gives'}: {', '.join(counts)}."
        for rule, counts in given.items()
    )


def _stated(about: About, ledger: list[dict[str, Any]]) -> tuple[str, ...]:
    """What every rule gives on the day of a stated count, and when each rule reached it."""
    said = []
    for claim in stated():
        if [claim["a"], claim["b"]] != sorted(about):
            continue
        number, day = claim["count"], claim["day"]
        given, reached = {}, []
        for rule in rules():
            days = [row["date_start"] for row in counted_by(ledger, rule)]
            given[rule] = sum(item <= day for item in days)
            reached.append(f"{rule} on {days[number - 1]}" if len(days) >= number else f"{rule} not yet")
        same = " or ".join(rule for rule, own in given.items() if own == number)
        sum_ = _arithmetic(claim, ledger)
        said.append(
            f"{number} by {day} ({claim['by']}): {f'the rule {same} gives it' if same else 'no rule gives it'}; "
            f"{', '.join(f'{rule} {own}' for rule, own in given.items())}. "
            f"Number {number} came: {', '.join(reached)}.{sum_}"
        )
    return tuple(said)


def _arithmetic(claim: Mapping[str, Any], ledger: list[dict[str, Any]]) -> str:
    """How a stated count follows from a published one, where `meeting_claims.yaml` says so: an inference, and no rule."""
    if not (given := claim.get("arithmetic")):
        return ""
    calls = {row["date_start"] for row in ledger if row["kind"] == "video"}
    if unknown := [day for day in given["less"] if day not in calls]:
        raise OptionError(f"meeting_claims.yaml: the ledger has no video call on {unknown[0]}")
    left = given["from"] - len(given["less"])
    if left != claim["count"]:
        raise OptionError(
            f"meeting_claims.yaml: {given['from']} less {len(given['less'])} is {left}, not {claim['count']}"
        )
    days = ", ".join(f"{day_in_words(day)}" for day in given["less"])
    return f" It is {given['from']} (published) less {number_of(len(given['less']), 'calls')} by video ({days}): {given['why']}."


def rate_change(before: tuple[int, float], after: tuple[int, float]) -> float:
    """Two-sided exact p-value that two Poisson rates are equal, given counts and exposures (conditional binomial).

    Sums the chances of all splits of the total that are no likelier than the one seen.

    Examples
    --------
    >>> round(rate_change((12, 30.0), (0, 45.0)), 8)
    1.678e-05
    """
    total = before[0] + after[0]
    if not total or min(before[1], after[1]) <= 0:
        raise OptionError("a change of rate needs an event and two positive exposures")
    share = before[1] / (before[1] + after[1])
    logs = [
        math.lgamma(total + 1)
        - math.lgamma(k + 1)
        - math.lgamma(total - k + 1)
        + k * math.log(share)
        + (total - k) * math.log1p(-share)
        for k in range(total + 1)
    ]
    # Splits as likely as the one seen count whatever the last digit of their chance says.
    return min(1.0, math.fsum(math.exp(one) for one in logs if one <= logs[before[0]] + 1e-7))
