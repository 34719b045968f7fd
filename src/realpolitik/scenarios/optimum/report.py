"""The frontier as findings: what a coalition can inflict and at what cost, who pays, who gains, and as a scenario file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from realpolitik.errors import OptionError
from realpolitik.findings import Finding, Interval, Method, Period
from realpolitik.scenarios.assumptions import about
from realpolitik.scenarios.optimum.frontier import STOPPED, Frontier, Point, Ranges, Taken
from realpolitik.scenarios.optimum.members import Shares
from realpolitik.states.wording import the
from realpolitik.store import Store
from realpolitik.wording.numbers import money, percent
from realpolitik.wording.sentences import opening

METHOD = Method(
    definition="Rates on trade with the target, by sector, that inflict the largest loss of real income for each own cost, in "
    "a general equilibrium of trade; own tariff revenue stays at home.",
    formula="min over rates in [0, bound] of own loss - willingness x target's loss, losses as equivalent variation",
    reference="after de Souza, Hu, Li and Mei (2024), (Trade) War and Peace, Journal of Monetary Economics; Becko (2024), "
    "Journal of International Economics 150, doi 10.1016/j.jinteco.2024.103898",
)
CLOSE = 0.1
"""Within this of the willingness asked for, a point is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A frontier with what is said about it: measures taken (or None), and ranges over assumptions (or None)."""

    found: Frontier
    taken: Taken | None
    ranges: Ranges | None


def curve(answer: Answer) -> Finding:
    """The frontier itself: own cost against the target's loss, and where the measures taken lie."""
    found, where = answer.found, answer.found.question.stage
    question = found.question
    year = where.world.period or str(question.day.year)
    source = _sources(answer)
    rows: list[dict[str, Any]] = []
    for place, point in enumerate(found.points):
        row = {
            "period": year,
            "series": "frontier",
            "label": f"willing to pay {point.willingness:g} dollars for a dollar",
            "value": point.loss,
            "x": point.cost,
            "x_title": f"Own cost of {question.acting} a year",
            "y_title": f"Loss of {where.names[question.target]} a year",
            "point": f"{point.willingness:g}",
            "willingness": point.willingness,
            "share": float(-point.share[where.world.states.index(question.target)]),
            "source": source,
        }
        if answer.ranges is not None:
            row |= _ends("", answer.ranges.loss[:, place], point.loss)
            row |= _ends("x_", answer.ranges.cost[:, place], point.cost)
        rows.append(row)
    if answer.taken is not None:
        taken = answer.taken
        rows.append(
            {
                "period": year,
                "series": "taken",
                "label": taken.scenario.id,
                "value": taken.loss,
                "x": taken.cost,
                "share": float(-taken.share[where.world.states.index(question.target)]),
                "source": source,
            }
        )
    last = found.points[-1]
    interval = None
    if answer.ranges is not None:
        ends = _ends("", answer.ranges.loss[:, -1], last.loss)
        interval = Interval(
            low=ends["low"],
            high=ends["high"],
            kind="the same rates under each set of elasticities, nest and closure changed alone",
            basis="assumptions",
        )
    return Finding(
        name="optimum.frontier",
        about=(),
        period=Period(start=year, end=year, freq="A"),
        value=last.loss,
        unit="USD",
        says=" ".join(part for part in (_headline(found), _against(answer)) if part),
        rows=tuple(rows),
        sources=Store().sources(dict.fromkeys(source.split())),
        method=METHOD,
        interval=interval,
        caveats=_caveats(answer),
        options={"by": question.by, "world": question.world, "sectors": ",".join(question.sectors)},
        chart="frontier",
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


def point_at(found: Frontier, willingness: float) -> Point:
    """The point of a willingness.

    Raises
    ------
    OptionError
        The frontier was not solved there; the message lists where it was.
    """
    best = min(found.points, key=lambda point: abs(point.willingness - willingness))
    if abs(best.willingness - willingness) > CLOSE * max(willingness, CLOSE):
        known = ", ".join(f"{point.willingness:g}" for point in found.points)
        raise OptionError(f"the frontier has no point of willingness {willingness:g}; it has {known}")
    return best


def rates(found: Frontier, point: Point) -> list[dict[str, Any]]:
    """Rate of each lever at a point, highest first, and the trade that it leaves; an embargo where next to none is left."""
    names = found.question.stage.sectors
    rows = [
        {
            "sector": name,
            "label": names.get(name, name),
            "side": "what it buys" if kind == "tariff" else "what it sells",
            "rate": float(rate),
            "left": float(left),
            "embargo": bool(left < STOPPED),
        }
        for name, kind, rate, left in zip(found.names, found.kinds, point.rates, point.left, strict=True)
    ]
    return sorted(rows, key=lambda row: -row["rate"])


def sides(found: Frontier, point: Point) -> list[dict[str, Any]]:
    """Every state at a point: real income in dollars and as a share, members first, then others, gains last."""
    where, question = found.question.stage, found.question
    rows = []
    for at, label in enumerate(where.world.states):
        side = (
            "target" if label == question.target else "member" if label in question.coalition else "outside"
        )
        rows.append(
            {
                "state": label,
                "label": where.names[label],
                "side": side,
                "value_usd": float(point.money[at]),
                "share": float(point.share[at]),
            }
        )
    order = {"target": 0, "member": 1, "outside": 2}
    return sorted(rows, key=lambda row: (order[row["side"]], row["value_usd"]))


def scenario_file(found: Frontier, point: Point) -> dict[str, Any]:
    """A point as the contents of a scenario file, which plays it under all assumptions."""
    question, where = found.question, found.question.stage
    coalition = " + ".join(question.coalition)
    shocks = []
    for name, kind, rate, left in zip(found.names, found.kinds, point.rates, point.left, strict=True):
        if rate < 1e-6:
            continue
        sides = {"from": question.target, "to": coalition}
        if kind == "export_tax":
            sides = {"from": coalition, "to": question.target}
        because = f"best rate at a willingness of {point.willingness:g}; {percent(float(left))} of the trade is left"
        shocks.append(
            {
                "kind": "tariff" if kind == "tariff" else "export-tax",
                **sides,
                "sectors": [name],
                "rate": round(float(rate), 6),
                "because": because,
            }
        )
    if not shocks:
        raise OptionError(f"at a willingness of {point.willingness:g} nothing is taxed: there is no scenario")
    level = f"{point.willingness:g}".replace(".", "-")
    return {
        "id": f"optimum-{question.target.lower()}-{level}",
        "asks": f"What if {question.acting} taxed trade with {the(where.names[question.target])} at the rates that cost least?",
        "says": f"The point of the frontier at which a dollar of the target's loss is worth {point.willingness:g} dollars of "
        f"own income; solved under {found.case.label}.",
        "world": question.world,
        "day": question.day.isoformat(),
        "run": found.case.run,
        "shocks": shocks,
    }


def transfers(found: Frontier, point: Point) -> str:
    """Whether members that gain could make good what others lose, in words."""
    states = found.question.stage.world.states
    gains = {label: float(point.money[states.index(label)]) for label in found.question.coalition}
    names = found.question.stage.names
    won = sum(value for value in gains.values() if value > 0)
    lost = -sum(value for value in gains.values() if value < 0)
    if lost == 0:
        return "Every member gains: no transfers are needed."
    if won >= lost:
        payers = sorted((label for label in gains if gains[label] > 0), key=lambda label: -gains[label])[:3]
        who = ", ".join(names[label] for label in payers)
        return f"{money(lost)} a year from members that gain ({who} most) would leave no member worse off."
    return (
        f"No transfers within the coalition leave all of it as well off: members lose {money(lost)} and gain "
        f"{money(won)} a year; {money(lost - won)} is the price of the target's loss."
    )


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
            f"Central case: {found.case.label}; {found.solves} solves; two starts of each point end within {worst:.0e} of "
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


def shares_table(found: Frontier, shares: Sequence[Shares]) -> list[Mapping[str, Any]]:
    """Members by what they add, and states that could join, as rows."""
    names = found.question.stage.names
    return [
        {
            "state": one.label,
            "label": names[one.label],
            "joins": one.joins,
            "loss": one.loss,
            "own": one.own,
            "cost": one.cost,
        }
        for one in shares
    ]
