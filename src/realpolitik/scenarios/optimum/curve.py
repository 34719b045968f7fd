"""The frontier as a finding: what a coalition can inflict and at what cost, and where the measures taken lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from realpolitik.findings import Finding, Interval, Method, Period
from realpolitik.scenarios.assumptions import about
from realpolitik.scenarios.optimum.frontier import Frontier, Ranges, Taken
from realpolitik.states.wording import the
from realpolitik.store import Store
from realpolitik.wording.numbers import money, number_of, percent
from realpolitik.wording.sentences import opening

METHOD = Method(
    definition="Rates on trade with the target, by sector, that inflict the largest loss of real income for each own cost, in "
    "a general equilibrium of trade; own tariff revenue stays at home.",
    formula="min over rates in [0, bound] of own loss - willingness x target's loss, losses as equivalent variation",
    reference="after de Souza, Hu, Li and Mei (2024), (Trade) War and Peace, Journal of Monetary Economics; Becko (2024), "
    "Journal of International Economics 150, doi 10.1016/j.jinteco.2024.103898",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A frontier with what is said about it: measures taken (or None), and ranges over assumptions (or None)."""

    found: Frontier
    taken: Taken | None
    ranges: Ranges | None


def curve(answer: Answer) -> Finding:
    """The frontier itself: own cost against the target's loss, and where the measures taken lie."""
    question = answer.found.question
    year = question.stage.world.period or str(question.day.year)
    cited = {"period": year, "source": _sources(answer)}
    return Finding(
        name="optimum.frontier",
        about=(),
        period=Period(start=year, end=year, freq="A"),
        value=answer.found.points[-1].loss,
        unit="USD",
        says=" ".join(part for part in (_headline(answer.found), _against(answer)) if part),
        rows=tuple(cited | row for row in (*_points(answer), *_measures_taken(answer))),
        sources=Store().sources(dict.fromkeys(cited["source"].split())),
        method=METHOD,
        interval=_interval(answer),
        caveats=_caveats(answer),
        options={"by": question.by, "world": question.world, "sectors": ",".join(question.sectors)},
        chart="frontier",
    )


def _points(answer: Answer) -> list[dict[str, Any]]:
    """A row for each point of the frontier, with the ends of its range where there is one."""
    question = answer.found.question
    where = question.stage
    target = where.world.states.index(question.target)
    rows: list[dict[str, Any]] = []
    for place, point in enumerate(answer.found.points):
        row = {
            "series": "frontier",
            "label": f"willing to pay {point.willingness:g} dollars for a dollar",
            "value": point.loss,
            "x": point.cost,
            "x_title": f"Own cost of {question.acting} a year",
            "y_title": f"Loss of {where.names[question.target]} a year",
            "point": f"{point.willingness:g}",
            "willingness": point.willingness,
            "share": float(-point.share[target]),
        }
        if answer.ranges is not None:
            row |= _ends("", answer.ranges.loss[:, place], point.loss)
            row |= _ends("x_", answer.ranges.cost[:, place], point.cost)
        rows.append(row)
    return rows


def _measures_taken(answer: Answer) -> list[dict[str, Any]]:
    """The row of the measures taken, where any are set on the picture."""
    taken, question = answer.taken, answer.found.question
    if taken is None:
        return []
    return [
        {
            "series": "taken",
            "label": taken.scenario.id,
            "value": taken.loss,
            "x": taken.cost,
            "share": float(-taken.share[question.stage.world.states.index(question.target)]),
        }
    ]


def _interval(answer: Answer) -> Interval | None:
    """The range of the last point's loss over other assumptions."""
    if answer.ranges is None:
        return None
    ends = _ends("", answer.ranges.loss[:, -1], answer.found.points[-1].loss)
    return Interval(
        low=ends["low"],
        high=ends["high"],
        kind="the same rates under each set of elasticities, nest and closure changed alone",
        basis="assumptions",
    )


def _headline(found: Frontier) -> str:
    where, question = found.question.stage, found.question
    at = where.world.states.index(question.target)
    target = the(where.names[question.target])
    first, last = found.points[0], found.points[-1]
    free = [point for point in found.points if point.cost <= 0]
    lead = ""
    if free:
        best = free[-1]
        lead = (
            f"{opening(question.acting)} can cost {target} {percent(-float(best.share[at]))} of its real income "
            f"({money(best.loss)} a year) at no cost to itself. "
        )
    elif first.cost > 0:
        lead = f"Nothing that {question.acting} can tax costs {target} anything without a cost to itself. "
    return (
        f"{lead}Willing to pay {last.willingness:g} dollars for a dollar of its loss, it would inflict {percent(-float(last.share[at]))} "
        f"({money(last.loss)}) for {money(last.cost)} of its own."
    )


def _against(answer: Answer) -> str:
    """What the measures taken cost and inflict, beside the frontier."""
    taken, found = answer.taken, answer.found
    if taken is None:
        return ""
    costs, losses = found.costs, found.losses
    told = f"The measures of {taken.scenario.id} inflict {money(taken.loss)} for {money(taken.cost)}"
    if taken.cost < costs[0]:
        return f"{told}."
    if taken.loss <= losses[-1]:
        told += f"; the frontier has that loss for {money(found.cost_of(taken.loss))}"
    if taken.cost <= costs[-1]:
        return f"{told}, and {money(found.loss_at(taken.cost))} for that cost."
    return f"{told}, more than any rates are worth at a willingness of {found.points[-1].willingness:g}."


def _ends(prefix: str, values: Any, value: float) -> dict[str, float]:
    return {
        f"{prefix}low": float(min(np.min(values), value)),
        f"{prefix}high": float(max(np.max(values), value)),
    }


def _sources(answer: Answer) -> str:
    question, sets = answer.found.question, about()["sets"]
    used = {answer.found.case.set}
    if answer.ranges is not None:
        used |= {case.set for case in answer.ranges.cases}
    return " ".join(
        [*question.stage.source_ids, *(one["source"] for name, one in sets.items() if name in used)]
    )


def _caveats(answer: Answer) -> tuple[str, ...]:
    found = answer.found
    worst = max(point.verified for point in found.points)
    said = [
        (
            f"Central case: {found.case.label}; {number_of(found.solves, 'solves')}; two starts of each point end within {worst:.0e} of "
            f"one another."
        ),
        (
            "Rates are taxes: what buyers pay goes to their own treasury. Measures taken that raise costs burn it, so that "
            "they cost more for the same loss."
        ),
        "The target does not strike back, and prices settle: the long run of a model of trade alone.",
    ]
    if answer.ranges is not None and answer.ranges.failures:
        case, why = answer.ranges.failures[0]
        said.append(
            f"{len(answer.ranges.failures)} sets of assumptions have no solution and are in no range ({case.label}: {why})"
        )
    return tuple(said)
