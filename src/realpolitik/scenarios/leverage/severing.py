"""Leverage: what it would cost each of two states if their trade stopped.

The cost is a general-equilibrium loss of real income from an embargo of the pair in both directions, everything that
can move having moved. It is asked of several situations: before the shock, given sanctions on one of the two, and in
the world as it stood later; in the long run, and in the short run where substitution is harder (Hirschman's and
Keohane and Nye's vulnerability against sensitivity).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.errors import ConvergenceError, OptionError
from realpolitik.scenarios.assumptions import Case, Run, about, central, grid, star
from realpolitik.scenarios.episode import TARGET
from realpolitik.scenarios.outcome import OTHERS, TOLERANCE, Array, answered, by_case, ground, happened
from realpolitik.scenarios.stage import MERGED, WHOLE, Stage, parted, stage

if TYPE_CHECKING:
    from realpolitik.models.equilibrium import Task, World

EARLIER, BEFORE, AFTER = "merged-2019", "merged-2021", "merged-2023"
GIVEN = "west-2023"
"""The scenario of the library that leverage given sanctions stands on unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Where the question is asked: a world, what has already happened to it, and how fast things adjust."""

    name: str
    world: str
    given: str | None = None
    run: Run = "long"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cost:
    """What severing the pair costs each side in one situation.

    Attributes
    ----------
    situation
        Where it was asked.
    cases
        The assumptions, the central one first.
    loss_a, loss_b
        (C,) loss of real income in each case, as a share: 0.02 is two per cent.
    money_a, money_b
        (C,) the same in dollars a year (equivalent variation).
    size
        Income of b over income of a before anything is severed.
    """

    situation: Situation
    cases: tuple[Case, ...]
    loss_a: Array
    loss_b: Array
    money_a: Array
    money_b: Array
    size: float

    def swapped(self) -> Cost:
        """The same with the two sides exchanged."""
        return replace(
            self,
            loss_a=self.loss_b,
            loss_b=self.loss_a,
            money_a=self.money_b,
            money_b=self.money_a,
            size=1 / self.size,
        )

    @property
    def ratio(self) -> Array:
        """(C,) loss of a over loss of b: who would suffer more; without meaning where b gains."""
        return self.loss_a / self.loss_b

    @property
    def size_adjusted(self) -> Array:
        """(C,) the ratio over what size alone would give: about 1 where neither side is the more exposed."""
        return self.ratio / self.size


def world_of(given: str) -> str:
    """The world that a scenario stands on."""
    from realpolitik.scenarios.files import load

    return load(given).world


def pair_world(world: str, a: str, b: str, *, all_economies: bool = False) -> str:
    """A merged world with both states by themselves, or the whole one that it is made of; other worlds as they are.

    Examples
    --------
    >>> pair_world("merged-2023", "KHM", "CHN"), pair_world("merged-2023", "KHM", "CHN", all_economies=True)
    ('merged-2023+KHM', 'oecd-2023')
    """
    if all_economies and world.startswith(MERGED):
        return world.split("+", maxsplit=1)[0].replace(MERGED, WHOLE, 1)
    return parted(world, a, b)


def severing(a: str, b: str, situation: Situation, *, cases: Sequence[Case] | None = None) -> Cost:
    """What it costs each side if a and b stop trading, in one situation.

    Parameters
    ----------
    a, b
        States (ISO3), or labels of the world.
    cases
        Assumptions instead of the default grid; the first is the central one.

    Raises
    ------
    OptionError
        The two are the same label.
    ShockError
        A state is not in the world by itself.
    """
    where = stage(situation.world)
    one, two = where.label_of(a), where.label_of(b)
    if one == two:
        raise OptionError(f"leverage is about two states; {a} and {b} are both {one} in {situation.world}")
    chosen = tuple(cases or grid(situation.run))
    bare = replace(situation, name="")  # what it is called does not move it
    cost = _solved(one, two, bare, chosen) if one < two else _solved(two, one, bare, chosen).swapped()
    return replace(cost, situation=situation)


@lru_cache(maxsize=64)
def _solved(one: str, two: str, situation: Situation, cases: tuple[Case, ...]) -> Cost:
    """Solved once for both sides, and for all who ask."""
    from realpolitik.models.equilibrium import welfare_many

    where = stage(situation.world)
    i, j = where.world.states.index(one), where.world.states.index(two)
    asked = _severed(where, (one, two), situation, cases, where.world.sectors)
    found, _ = by_case(cases, answered(asked, welfare_many))
    # What each had before, of whichever world the case is solved on, makes money of shares (equivalent variation).
    incomes = {case: task.world.income for case, task in zip(cases, asked, strict=True) if case in found}  # type: ignore[union-attr]
    welfare = np.array(list(found.values())) - 1
    money = welfare * np.array(list(incomes.values()))
    income = incomes[cases[0]]
    return Cost(
        situation=situation,
        cases=tuple(found),
        loss_a=-welfare[:, i],
        loss_b=-welfare[:, j],
        money_a=-money[:, i],
        money_b=-money[:, j],
        size=float(income[j] / income[i]),
    )


def pace_cases(run: Run) -> tuple[Case, ...]:
    """Assumptions for figures on a page: the grid in the long run, each set of elasticities in the short run."""
    if run == "long":
        return grid(run)
    first = central(run)
    sets = [Case(set=name, nest=first.nest, deficits=first.deficits, run=run) for name in about()["sets"]]
    return tuple(dict.fromkeys([first, *sets]))


def by_sector(a: str, b: str, situation: Situation) -> dict[str, tuple[Array, Array]]:
    """Losses (C,) of a and of b if their trade stopped in one sector only; sector to both, the central case first."""
    from realpolitik.models.equilibrium import welfare_many

    where, cases = stage(situation.world), star(situation.run)
    one, two = where.label_of(a), where.label_of(b)
    i, j = where.world.states.index(one), where.world.states.index(two)
    traded = [
        name
        for at, name in enumerate(where.world.sectors)
        if where.world.shares[i, j, at] > 0 or where.world.shares[j, i, at] > 0
    ]
    asked = [
        task for name in traded for task in _severed(where, (one, two), situation, cases, (name,))
    ]  # all of them at once: a solve is soon done, and there are a hundred
    found, size = answered(asked, welfare_many), len(cases)
    losses: dict[str, tuple[Array, Array]] = {}
    for place, name in enumerate(traded):
        solved, _ = by_case(cases, found[size * place : size * (place + 1)])
        loss = 1 - np.array(list(solved.values()))
        losses[name] = loss[:, i], loss[:, j]
    return losses


def _severed(
    where: Stage, pair: tuple[str, str], situation: Situation, cases: Sequence[Case], sectors: tuple[str, ...]
) -> list[Task | ConvergenceError]:
    """An embargo of the pair both ways under each case, or why what had happened before has no solution under it."""
    from realpolitik.models.equilibrium import Embargo, Task, combine

    cut = Embargo(exporters=pair[:1], importers=pair[1:], sectors=sectors, both_ways=True)
    asked: list[Task | ConvergenceError] = []
    for case in cases:
        try:
            world = _world(where, situation.given, case)
        except ConvergenceError as error:
            asked.append(error)
            continue
        asked.append(
            Task(
                world=world,
                change=combine(world, [cut]),
                elasticities=case.elasticities(world.sectors),
                deficits=case.deficits,  # type: ignore[arg-type]
                tolerance=OTHERS if asked else TOLERANCE,
            )
        )
    return asked


def _world(where: Stage, given: str | None, case: Case) -> World:
    """The world that the pair is severed in: as it is, or after a scenario, which keeps its day and leaves the elasticities to the case."""
    if not given:
        return ground(where, case)
    from realpolitik.scenarios.files import load

    already = load(given).model_copy(update={"elasticities": None})
    return happened(already, where, case, tuple(e.at(case.end) for e in (*already.after, *already.shocks)))


def asymmetry(cost: Cost) -> tuple[float, float, float]:
    """Loss of a less loss of b, in points of real income: central, lowest and highest over the cases."""
    gap = cost.loss_a - cost.loss_b
    return float(gap[0]), float(np.min(gap)), float(np.max(gap))


def given_to(a: str, b: str, given: str) -> str:
    """The scenario that a question about two states stands on: sanctions on Russia only where it is one of them, any other as asked.

    Examples
    --------
    >>> given_to("RUS", "CHN", GIVEN), given_to("VNM", "CHN", GIVEN), given_to("VNM", "CHN", "west-embargo")
    ('west-2023', '', 'west-embargo')
    """
    return given if TARGET in (a, b) or given != GIVEN else ""


def cases_table(a: str, b: str, *, given: str = GIVEN) -> list[dict[str, str | float]]:
    """The long-run loss of each side in 2021 under every case, and that of a given a scenario, on that one's world."""
    free = severing(a, b, Situation(name="2021", world=pair_world(BEFORE, a, b)))
    losses = {a: free.loss_a, b: free.loss_b}
    if given := given_to(a, b, given):
        at = Situation(name="given", world=pair_world(world_of(given), a, b), given=given)
        losses[f"{a} given {given}"] = severing(a, b, at).loss_a
    return [
        {"assumptions": case.label, **{who: float(loss[place]) for who, loss in losses.items()}}
        for place, case in enumerate(free.cases)
    ]
