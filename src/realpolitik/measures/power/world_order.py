"""Is the world becoming more multipolar, and do two states vote for another order?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import numpy as np

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.power.options import Against, Concentration, Since
from realpolitik.measures.power.polarity import DEFINITIONS, INDICES, LAAKSO, series
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.votes.ballots import Ballots, ballots, seat_caveats
from realpolitik.models.stats.trend import FEWEST, drift, newey_west
from realpolitik.sources.shipped import shipped
from realpolitik.states import resolve
from realpolitik.states.wording import called, name
from realpolitik.store import Store
from realpolitik.wording.dates import year_span
from realpolitik.wording.numbers import number_of
from realpolitik.wording.sentences import opening

Row = dict[str, Any]
DECADE = 10
AFTER = 1992
CLOPPER = "95 %, exact binomial (Clopper and Pearson), resolutions of one kind as independent"


@measure(
    "order.trend",
    unit="poles a decade",
    tables=("polarity",),
    states=0,
    chart="bars",
    definition="Change of the effective number of poles in ten years, by each definition of power: mean of the yearly changes times ten; "
    "above 0 the world becomes more multipolar.",
    formula="10 mean(ENP_t - ENP_t-1), t interval of the differences; beside it the slope of a line with Newey and West's error",
    reference=f"Nelson and Kang (1984), doi 10.2307/1391363; Newey and West (1987), doi 10.2307/1913610; {LAAKSO}",
)
def trend(
    tables: Store, about: About, window: Window, *, since: Since = "", index: Concentration = "effective"
) -> Result:
    """Whether the world becomes more multipolar, by several definitions of power, with intervals."""
    since = since or _start(window)
    rows: list[Row] = []
    for definition, label in DEFINITIONS.items():
        try:
            years = series(tables, definition, index, window, since)
        except CoverageError:
            continue
        if len(years) > FEWEST:
            rows.append(
                _trend(years, f"{label}, {year_span(years[0]['period'], years[-1]['period'])}", definition)
            )
    if not rows:
        raise CoverageError(
            f"no definition of power has {FEWEST + 1} years from {since} on in the period asked.",
            "Set since to an earlier year.",
        )
    ways: dict[str, list[str]] = {"more": [], "less": [], "no clear": []}
    for row in rows:
        way = "more" if row["low"] > 0 else "less" if row["high"] < 0 else "no clear"
        ways[way].append(re.sub(r" \(.*\)", "", DEFINITIONS[row["definition"]]))
    lead = rows[0]
    unit = INDICES[index]
    return Result(
        value=lead["value"],
        interval=Interval(
            low=lead["low"], high=lead["high"], kind="95 %, t interval of the yearly changes", basis="sample"
        ),
        says=_trends(since, ways),
        rows=rows,
        period=spanned(
            [date(int(row["period"][:4]), 1, 1) for row in rows]
            + [date(int(row["period"][5:]), 1, 1) for row in rows],
            "A",
        ),
        caveats=(
            (
                f"Change of the {unit} in ten years, from the mean of yearly changes: shocks to power last, so a line fitted through the "
                "years finds trends in chance; its slope stands beside with Newey and West's error."
            ),
            "A start in another year gives another trend: set since.",
        ),
    )


def _trends(since: str, ways: Mapping[str, Sequence[str]]) -> str:
    """By how many definitions of power the world moved which way, those named that have a trend."""
    whole = sum(map(len, ways.values()))
    told = [
        f"{len(held)} ({', '.join(held)}) {'finds' if len(held) == 1 else 'find'} it {way} multipolar"
        for way, held in ways.items()
        if held and way != "no clear"
    ]
    none = len(ways["no clear"])
    if whole == 1:
        (way, named), *_ = ((way, held[0]) for way, held in ways.items() if held)
        finds = "no trend beyond chance" if way == "no clear" else f"it {way} multipolar"
        return f"The one measure of power, {named}, finds {finds}, for the world since {since}."
    if not told:
        return f"By none of {number_of(whole, 'measures')} of power has the world since {since} a trend beyond chance."
    rest = f"{none} {'finds' if none == 1 else 'find'} no trend beyond chance" if none else ""
    said = f"of {number_of(whole, 'measures')} of power {', '.join(filter(None, [*told, rest]))}"
    if len(told) == 1 and not none:
        return f"{opening(said)}, for the world since {since}."
    return f"There is no agreed trend for the world since {since}: {said}."


def _start(window: Window) -> str:
    """1992, the year after the Soviet Union; for a window that ends too soon after it, the window's own start, or 1946."""
    if window.end is None or window.end.year > AFTER + FEWEST:
        return str(AFTER)
    return str(window.start.year if window.start else 1946)


def _trend(years: list[Row], label: str, definition: str) -> Row:
    values = [row["value"] for row in years]
    steady, line = drift(values), newey_west(values)
    return {
        "period": f"{years[0]['period']}/{years[-1]['period']}",
        "value": steady.value * DECADE,
        "low": steady.low * DECADE,
        "high": steady.high * DECADE,
        "label": label,
        "definition": definition,
        "slope": line.value * DECADE,
        "slope_low": line.low * DECADE,
        "slope_high": line.high * DECADE,
        "source": years[0]["source"],
    }


@cache
def resolutions() -> tuple[Mapping[str, str], ...]:
    """Kinds of resolutions about order, from `order_resolutions.yaml`."""
    return tuple(shipped("realpolitik.measures.power", "order_resolutions"))


def binomial_interval(count: int, of: int, *, level: float = 0.95) -> tuple[float, float]:
    """Exact interval of a share.

    References
    ----------
    Clopper and Pearson (1934), doi 10.1093/biomet/26.4.404

    Examples
    --------
    >>> low, high = binomial_interval(8, 10)
    >>> round(low, 4), round(high, 4)
    (0.4439, 0.9748)
    """
    from scipy.special import betaincinv

    tail = (1 - level) / 2
    low = float(betaincinv(count, of - count + 1, tail)) if count else 0.0
    high = float(betaincinv(count + 1, of - count, 1 - tail)) if count < of else 1.0
    return low, high


@measure(
    "order.votes",
    unit="share",
    tables=("votes", "roll_calls"),
    chart="bars",
    definition="Share of yes in the votes of two states, and of a third, on resolutions of the General Assembly about the order of the "
    "world: equitable order, economic order, unilateral coercion, multilateralism, sovereignty.",
    formula="yes / (yes + abstain + no), by kind; exact binomial interval",
    reference="Voeten (2013), doi 10.4324/9780203115626; kinds by title in order_resolutions.yaml",
)
def votes(tables: Store, about: About, window: Window, *, against: Against = "USA") -> Result:
    """Whether two states vote for another order of the world."""
    third = resolve(against).code
    states = tuple(dict.fromkeys((*about, third)))
    record = ballots(tables, states).within(window)
    titles = [text.lower() for text in record.facts["title"].to_list()]
    known = [day for day, title in zip(record.days, titles, strict=True) if title]
    rows: list[Row] = []
    both = agreed = 0
    found: list[Ballots] = []
    for kind in resolutions():
        chosen = [bool(title and re.search(kind["titles"], title)) for title in titles]
        if not any(chosen):
            continue
        own = record.where(np.array(chosen))
        found.append(own)
        first, second = (own.column(code) for code in about)
        together = (first >= 0) & (second >= 0)
        both += int(together.sum())
        agreed += int(((first == 0) & (second == 0)).sum())
        rows += [row for code in states if (row := _share(own, code, kind["label"])) is not None]
    if not both:
        raise CoverageError(
            f"{called(about[0])} and {called(about[1])} have no common vote on the order of the world in the period asked; titles of roll calls "
            "are on record to session 74 (2019–20).",
            "Source with more: United Nations General Assembly Voting Data (voeten-unga).",
        )
    low, high = binomial_interval(agreed, both)
    totals = {code: _total(found, code) for code in states}
    return Result(
        value=agreed / both,
        interval=Interval(low=low, high=high, kind=CLOPPER, basis="sample"),
        says=_yes(about, third, both, agreed, totals),
        rows=rows,
        period=spanned([date.fromisoformat(str(day)) for day in (known[0], known[-1])], "D"),
        caveats=(
            f"Titles are on record to {known[-1]}: later votes on order cannot be told apart, and are not in this figure.",
            "No resolution names multipolarity; these are the nearest. Which titles count is in measures/power/order_resolutions.yaml.",
            "Most members say yes to these texts: the vote sets the two against the West, not apart from the rest.",
            *seat_caveats(about, record),
        ),
    )


def _yes(about: About, third: str, both: int, agreed: int, totals: Mapping[str, tuple[int, int]]) -> str:
    """On how many of the resolutions both said yes, and how often the third did."""
    pair = f"{called(about[0])} and {called(about[1])}"
    count = f"all {both}" if agreed == both else f"{agreed} of {both}" if agreed else f"none of {both}"
    said = f"{opening(pair)} both voted yes on {count} resolutions about the order of the world"
    if not agreed:
        each = [
            f"{called(code)} on {_of(*totals[code])}"
            for code in dict.fromkeys((*about, third))
            if code in totals
        ]
        return f"{said}: {', '.join(each)}."
    yes, cast = totals.get(third, (0, 0))
    if third in about or not cast:
        return f"{said}."
    return f"{said}, {called(third)} on {_of(yes, cast)}."


def _of(yes: int, cast: int) -> str:
    return "none" if not yes else f"all {cast}" if yes == cast else f"{yes} of {cast}"


def _share(own: Ballots, code: str, label: str) -> Row | None:
    codes = own.column(code)
    cast = int((codes >= 0).sum())
    if not cast:
        return None
    yes = int((codes == 0).sum())
    low, high = binomial_interval(yes, cast)
    years = own.years[codes >= 0]
    return {
        "period": f"{int(years.min())}/{int(years.max())}",
        "value": yes / cast,
        "low": low,
        "high": high,
        "series": name(code),
        "label": label,
        "yes": yes,
        "abstain": int((codes == 1).sum()),
        "no": int((codes == 2).sum()),
        "source": own.source,
    }


def _total(found: list[Ballots], code: str) -> tuple[int, int]:
    columns = [own.column(code) for own in found]
    return sum(int((c == 0).sum()) for c in columns), sum(int((c >= 0).sum()) for c in columns)
