"""Whether one state is another's client: criteria each answered yes, no or unknown from the record, none of them size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from realpolitik.errors import CoverageError, RealpolitikError
from realpolitik.findings import Finding, Interval, Period, Window
from realpolitik.measures import registry
from realpolitik.measures.registry import About, Result, measure
from realpolitik.scenarios.figures import cost_of, reached, source_ids, year_of
from realpolitik.scenarios.leverage.severing import AFTER, Situation
from realpolitik.states.wording import called
from realpolitik.store import Store

BEYOND_SIZE = 2.0
"""How many times what size alone would give the client must stand to lose more than its patron."""
MOSTLY = 0.9
"""The share of assumptions that decides."""
ALIKE = 0.4
"""Kappa of votes from which agreement is called moderate (Landis and Koch 1977)."""
UNKNOWN = (
    "aid or credit that keeps its budget",
    "concessions of policy against its own earlier position",
)
"""Criteria of the literature for which there is no table: they may be met by anybody, and widen the range of everybody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A criterion and what the record says of it: met for sure, not met for sure, or neither."""

    criterion: str
    met: bool | None
    figure: str
    source: str


def _range(finding: Finding) -> tuple[float, float]:
    value = float(finding.value or 0.0)
    return (finding.interval.low, finding.interval.high) if finding.interval else (value, value)


def _above(low: float, high: float, bar: float) -> bool | None:
    return True if low >= bar else False if high < bar else None


def _protected(tables: Store, client: str, patron: str, window: Window) -> Answered:
    found = _run(tables, "treaties.obligations", client, patron, window=window, pledge="defence")
    met = None if found is None else bool((found.value or 0) >= 1)
    return _answered("a pledge of the patron to defend it is in force", met, found)


def _votes(tables: Store, client: str, patron: str, window: Window) -> Answered:
    found = _run(tables, "votes.kappa", client, patron, window=window)
    return _answered(
        "it votes like the patron", None if found is None else _above(*_range(found), ALIKE), found
    )


def _exit(client: str, patron: str, window: Window) -> Answered:
    """Whether leaving would cost the client more than size explains, all substitutes counted; nine assumptions in ten decide."""
    criterion = f"leaving would cost it {BEYOND_SIZE:.0f} times what size alone would give, or more"
    if not reached(window, year_of(AFTER)):
        return Answered(criterion=criterion, met=None, figure="not covered", source="")
    try:
        cost = cost_of(client, patron, Situation(name="long run", world=AFTER))
    except CoverageError:
        return Answered(criterion=criterion, met=None, figure="not covered", source="")
    passed = float(np.mean(cost.size_adjusted >= BEYOND_SIZE))
    met = True if passed >= MOSTLY else False if passed <= 1 - MOSTLY else None
    return Answered(
        criterion=criterion,
        met=met,
        figure=f"{float(cost.size_adjusted[0]):.2g} times what size would give; under {passed:.0%} of assumptions at least "
        f"{BEYOND_SIZE:.0f}",
        source=source_ids(),
    )


def _run(tables: Store, measure: str, a: str, b: str, *, window: Window, **options: Any) -> Finding | None:
    start, end = (day and day.isoformat() for day in (window.start, window.end))
    try:
        return registry.run(measure, a, b, start=start, end=end, store=tables, **options)
    except RealpolitikError:  # not covered is an answer here: unknown
        return None


def _answered(criterion: str, met: bool | None, found: Finding | None) -> Answered:
    source = " ".join(dict.fromkeys(one.id for one in found.sources)) if found else ""
    return Answered(
        criterion=criterion, met=met, figure=found.says if found else "not covered", source=source
    )


@measure(
    "leverage.client",
    unit="criteria",
    tables=("treaties", "atop", "votes", "roll_calls"),
    chart="bars",
    definition="How many of five criteria the first state meets as a client of the second: a pledge to defend it, votes like the patron's, and "
    "a loss from leaving beyond what size explains, its substitutes counted; aid that keeps its budget and concessions of policy, which are "
    "not on record. Criteria that the record leaves open widen the range.",
    formula="count of criteria met for sure; from these to those not refuted",
    reference="Sylvan and Majeski (2009), U.S. Foreign Policy in Perspective; Lake (2009), Hierarchy in International Relations; Hirschman (1945), "
    "National Power and the Structure of Foreign Trade",
)
def client(tables: Store, about: About, window: Window) -> Result:
    """Whether a state is another's client, by dated criteria rather than by size."""
    one, patron = about
    answers = [
        _protected(tables, one, patron, window),
        _votes(tables, one, patron, window),
        _exit(one, patron, window),
    ]
    if all(answer.figure == "not covered" for answer in answers):
        raise CoverageError(
            f"nothing is on record by which {called(one)} could be a client of {called(patron)}."
        )
    sure = sum(answer.met is True for answer in answers)
    most = sure + sum(answer.met is None for answer in answers) + len(UNKNOWN)
    year = str(window.end.year) if window.end else "2024"
    words = {True: "yes", False: "no", None: "open"}
    return Result(
        value=float(sure),
        says=f"{called(one)} meets {sure} of {len(answers) + len(UNKNOWN)} criteria of a client of {called(patron)} for sure: "
        + "; ".join(f"{answer.criterion} – {words[answer.met]}" for answer in answers)
        + f"; {' and '.join(UNKNOWN)} – not on record.",
        rows=[
            {
                "period": year,
                "value": {True: 1.0, False: 0.0, None: 0.5}[answer.met],
                "label": answer.criterion,
                "answer": words[answer.met],
                "figure": answer.figure,
                "source": answer.source,
            }
            for answer in answers
        ],
        period=Period(start=year, end=year, freq="A"),
        interval=Interval(
            low=float(sure),
            high=float(most),
            kind="from criteria met for sure to criteria not refuted, those not on record among them",
            basis="definition",
        ),
        caveats=(
            f"Of the literature's criteria these are not on record: {'; '.join(UNKNOWN)}.",
            "The raw ratio of what each would lose is the ratio of incomes, which is why it is no criterion.",
        ),
    )
