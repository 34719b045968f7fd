"""One point of a frontier in detail: its rates, who pays, who gains, what members add, and the scenario file that plays it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from realpolitik.errors import OptionError
from realpolitik.scenarios.optimum.frontier import STOPPED, Frontier, Point
from realpolitik.scenarios.optimum.members import Shares
from realpolitik.states.wording import the
from realpolitik.wording.numbers import money, percent
from realpolitik.wording.sentences import opening

CLOSE = 0.1
"""Within this of the willingness asked for, a point is meant."""


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


def detail(found: Frontier, point: Point) -> dict[str, Any]:
    """One point in plain values: what it costs and inflicts, its rates, who pays and gains, and whether transfers help."""
    question = found.question
    at = question.stage.world.states.index(question.target)
    return {
        "willingness": point.willingness,
        "cost": point.cost,
        "loss": point.loss,
        "share": float(-point.share[at]),
        "verified": point.verified,
        "says": point_says(found, point),
        "rates": rates(found, point),
        "states": sides(found, point),
        "transfers": transfers(found, point),
    }


def point_says(found: Frontier, point: Point) -> str:
    """One point as a sentence: what it inflicts, and at what cost or gain."""
    question = found.question
    target = the(question.stage.names[question.target])
    at = question.stage.world.states.index(question.target)
    own = f"costs {money(point.cost)}" if point.cost > 0 else f"brings {money(-point.cost)}"
    return (
        f"{opening(question.acting)} inflicts {money(point.loss)} a year on {target}, {percent(float(-point.share[at]))} of its real income; "
        f"that {own}."
    )


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
