"""What two states talk about before the world: words for a concept in the UN General Debate, by year and exposure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from realpolitik.errors import CoverageError, OptionError, UnknownNameError, one_of
from realpolitik.findings import Interval, Window, parse_date, spanned
from realpolitik.measures.registering.shock import SHOCK, Shock
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.words.keyness import false_discovery, log_likelihood
from realpolitik.measures.words.options import Term, Terms
from realpolitik.measures.words.phrases import concepts
from realpolitik.models.stats.change_points import poisson_change
from realpolitik.models.stats.poisson import Rate, clustered_rate, overdispersion, rate, rate_ratio
from realpolitik.states.wording import called, name, the
from realpolitik.store import Store
from realpolitik.wording.dates import year_span
from realpolitik.wording.numbers import number_of

Row = dict[str, Any]
PER = 10_000
"""Rates are uses in so many words: about four speeches of today's length."""
UNIT = "per 10,000 words"
STRONG = math.log(10)
"""ln of the Bayes factor from which a change is reported: strong on Jeffreys' scale."""
_REFERENCE = (
    "Garwood (1936), Fiducial limits for the Poisson distribution, doi 10.1093/biomet/28.3-4.437; Baturo, Dasandi and "
    "Mikhaylov (2017), Understanding State Preferences With Text As Data, doi 10.1177/2053168017712821"
)
_CAVEATS = (
    "Speeches of one week a year, in the English of the record: what is said there is chosen for that room.",
    "Uses that deny the term or only quote it are not counted.",
)


def years(tables: Store, state: str, window: Window) -> dict[date, dict[str, int]]:
    """Uses by term, and words, of each speech of a state within the window; none is an empty answer."""
    found: dict[date, dict[str, int]] = {}
    for row in tables["un_debate_terms"].filter(state=state).iter_rows(named=True):
        if row["period"] in window:
            found.setdefault(row["period"], {})[row["term"]] = row["count"]
    return dict(sorted(found.items()))


def _sources(tables: Store, state: str, days: Iterable[date]) -> str:
    """Where the speeches of a state on these days are from."""
    rows = tables["un_debate_terms"].filter(state=state)
    return " ".join(sorted(set(rows.filter(rows["period"].is_in(list(days)))["source_id"])))


def _speeches(tables: Store, about: About, window: Window) -> dict[str, dict[date, dict[str, int]]]:
    spoken = {state: years(tables, state, window) for state in about}
    if missing := [called(state) for state, speeches in spoken.items() if not speeches]:
        raise CoverageError(
            f"the tables have no speeches of {' and '.join(missing)} in the UN General Debate in the period asked.",
            "They cover members of the United Nations from 1946 to 2024, and 2025 where an English text is at hand.",
        )
    return spoken


def _pooled(speeches: dict[date, dict[str, int]], term: str) -> Rate:
    """The rate over several speeches; where uses cluster in some, with the wider interval that this asks for."""
    counts = [one.get(term, 0) for one in speeches.values()]
    return clustered_rate(counts, [one["words"] / PER for one in speeches.values()])


@measure(
    "rhetoric.frequency",
    unit=UNIT,
    tables=("un_debate_terms",),
    definition="Uses of words for a concept in a state's speeches in the UN General Debate, over the words spoken; the "
    "headline is the first state's rate over all years asked.",
    formula="k / E with the exact Poisson interval [χ²(.025, 2k)/2, χ²(.975, 2k+2)/2] / E; negative binomial over years where "
    "uses cluster",
    reference=_REFERENCE,
)
def frequency(tables: Store, about: About, window: Window, *, term: Term = "multipolar") -> Result:
    """How often two states use words for a concept in the UN General Debate, by year."""
    if term not in concepts():
        raise UnknownNameError("concept", term, concepts())
    spoken = _speeches(tables, about, window)
    rows = [
        _year(state, day, rate(one.get(term, 0), one["words"] / PER), _sources(tables, state, [day]))
        for state, speeches in spoken.items()
        for day, one in speeches.items()
    ]
    pooled = {state: _pooled(speeches, term) for state, speeches in spoken.items()}
    days = [day for speeches in spoken.values() for day in speeches]
    first, second = about
    says = (
        f"In the UN General Debate {called(first)} spoke of {concepts()[term].says} {_said(pooled[first])}, {called(second)} "
        f"{_said(pooled[second])} ({year_span(min(days).year, max(days).year)})."
    )
    return Result(
        value=pooled[first].value,
        says=says,
        rows=rows,
        period=spanned(days, "A"),
        interval=Interval(
            low=pooled[first].low, high=pooled[first].high, kind=_interval(pooled[first]), basis="sample"
        ),
        caveats=(*(_changed(state, speeches, term) for state, speeches in spoken.items()), *_CAVEATS),
    )


def _interval(one: Rate) -> str:
    """What the interval of the headline is, and those of the years, which are each one speech."""
    single = "exact Poisson"
    return f"95 % {one.kind}" + ("" if one.kind == single else f" over all years, {single} for each")


def _year(state: str, day: date, one: Rate, source: str) -> Row:
    return {
        "period": f"{day:%Y}",
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "series": name(state),
        "uses": one.count,
        "words": round(one.exposure * PER),
        "source": source,
    }


def _said(one: Rate) -> str:
    return f"{one.value:.1f} times in 10,000 words ({one.low:.1f} to {one.high:.1f})"


def _changed(state: str, speeches: dict[date, dict[str, int]], term: str) -> str:
    """Whether and when the rate of a state changed, the date not given; and whether uses cluster."""
    counts, exposures = (
        [one.get(term, 0) for one in speeches.values()],
        [one["words"] / PER for one in speeches.values()],
    )
    if len(counts) < 2 or not sum(counts):
        return f"{called(state)}: {sum(counts)} uses in {number_of(len(counts), 'speeches')}, too few to look for a change."
    found = poisson_change(counts, exposures, b=math.fsum(exposures) / max(sum(counts), 1))
    days = list(speeches)
    spread = overdispersion(counts, exposures)
    clustered = (
        f" Uses cluster ({spread:.1f} times the spread of Poisson): single years say less."
        if spread > 1.5
        else ""
    )
    if found.log_bayes_factor < STRONG:
        return (
            f"{called(state)}: no change of its rate is found from {days[0]:%Y} to {days[-1]:%Y}.{clustered}"
        )
    low, high = days[found.low + 1], days[min(found.high + 1, len(days) - 1)]
    return (
        f"{called(state)}: the rate changes from {found.before:.1f} to {found.after:.1f} in {days[found.last_before + 1]:%Y} "
        f"(95 %: {low:%Y} to {high:%Y}), found without a date being given.{clustered}"
    )


@measure(
    "rhetoric.agenda",
    unit=UNIT,
    tables=("un_debate_terms",),
    chart="slope",
    definition="Words for several concepts in the speeches of two states in the UN General Debate before and after a given date: "
    "rates, and Dunning's G² of the difference with its false discovery rate.",
    formula="G² = 2 Σ O ln(O/E) over uses and other words, before and after; q by Benjamini and Hochberg",
    reference="Dunning (1993), Accurate Methods for the Statistics of Surprise and Coincidence; "
    + _REFERENCE,
)
def agenda(
    tables: Store,
    about: About,
    window: Window,
    *,
    shock: Shock = SHOCK,
    terms: Terms = "multipolar unilateral sanctions hegemony",
) -> Result:
    """What two states spoke of in the UN General Debate before and after a given date."""
    asked = terms.split()
    for term in asked:
        if term not in concepts():
            raise UnknownNameError("concept", term, concepts())
    if not asked:
        raise OptionError(f"terms is empty: name some of {', '.join(concepts())}")
    day = parse_date(shock)
    spoken = _speeches(tables, about, window)
    sides = {
        (state, side): {
            one: used for one, used in speeches.items() if (one.year >= day.year) == (side == "after")
        }
        for state, speeches in spoken.items()
        for side in ("before", "after")
    }
    if not all(sides.values()):
        raise CoverageError(f"the tables have no speeches of both states on both sides of {shock}.")
    rows, tested = _compared(tables, about, asked, sides)
    best = min(tested, key=lambda one: (one["q"], -one["g2"]))
    days = [one for speeches in spoken.values() for one in speeches]
    return Result(
        value=best["after"],
        says=_agenda(best, tested, day),
        rows=rows,
        period=spanned(days, "A"),
        interval=Interval(
            low=best["low"], high=best["high"], kind=f"95 % {best['kind']}, of the rate named", basis="sample"
        ),
        caveats=(
            _together(sides, about[0], day),
            f"{len(tested)} comparisons; q is the share of false discoveries among those no less striking.",
            *_CAVEATS,
        ),
    )


def _together(sides: Mapping[tuple[str, str], dict[date, dict[str, int]]], state: str, day: date) -> str:
    spans = " and ".join(_span(sides[state, side]) for side in ("before", "after"))
    return f"All speeches of a side are taken together ({spans}); given in September, those of {day.year} count as after."


def _compared(
    tables: Store,
    about: Sequence[str],
    terms: Sequence[str],
    sides: dict[tuple[str, str], dict[date, dict[str, int]]],
) -> tuple[list[Row], list[Row]]:
    """Rows of the finding, and one record a state and term with its test."""
    rows: list[Row] = []
    tested: list[Row] = []
    for state in about:
        for term in terms:
            old, new = (_pooled(sides[state, side], term) for side in ("before", "after"))
            label = f"{name(state)}: {term.replace('-', ' ')}"
            for side, one in (("before", old), ("after", new)):
                last = max(sides[state, side])
                rows.append(
                    _year(state, last, one, _sources(tables, state, sides[state, side]))
                    | {"label": label, "series": side, "span": _span(sides[state, side])}
                )
            cells = (
                old.count,
                new.count,
                round(old.exposure * PER) - old.count,
                round(new.exposure * PER) - new.count,
            )
            ratio = (
                rate_ratio((old.count, old.exposure), (new.count, new.exposure))
                if old.count + new.count
                else (0.0, math.inf)
            )
            tested.append(
                {
                    "label": label,
                    "before": old.value,
                    "after": new.value,
                    "low": new.low,
                    "high": new.high,
                    "kind": new.kind,
                }
                | {"g2": log_likelihood(*cells), "ratio": ratio}
            )
    q = false_discovery([math.erfc(math.sqrt(one["g2"] / 2)) for one in tested])
    for one, share in zip(tested, q, strict=True):
        one["q"] = share
        for row in rows:
            if row["label"] == one["label"]:
                row |= {"g2": one["g2"], "q": share}
    return rows, tested


def _span(speeches: dict[date, dict[str, int]]) -> str:
    first, last = f"{min(speeches):%Y}", f"{max(speeches):%Y}"
    return first if first == last else f"{first} to {last}"


def _agenda(best: Row, tested: Sequence[Row], day: date) -> str:
    found = [one for one in tested if one["q"] < 0.05]
    who, _, what = best["label"].partition(": ")
    if not found:
        terms = list(dict.fromkeys(one["label"].partition(": ")[2] for one in tested))
        return (
            f"In the UN General Debate neither spoke of {one_of(terms)} clearly more or less often since {day.year}; the largest step, "
            f"of {the(who)} for {what}, is from {best['before']:.1f} to {best['after']:.1f} times in 10,000 words."
        )
    more = f", one of {len(found)} such changes" if len(found) > 1 else ""
    return (
        f"In the UN General Debate {the(who)} spoke of {what} {best['after']:.1f} times in 10,000 words since {day.year}, and "
        f"{best['before']:.1f} times before{more}."
    )
