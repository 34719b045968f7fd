"""The question of an optimum: who acts on whom, by which rates, up to where, and under which assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from realpolitik.errors import OptionError, ShockError
from realpolitik.scenarios.assumptions import Case, Run, central
from realpolitik.scenarios.stage import Stage, stage

if TYPE_CHECKING:
    from realpolitik.models.equilibrium import World
    from realpolitik.models.equilibrium.optimum import Aim, Lever

NAMED = {"WEST": "sanctioning-russia"}
"""Names of coalitions that people use, to the group by date that is meant."""
WORDS = {"WEST": "the West"}
WILLINGNESS = (0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0)
FARTHEST = (*WILLINGNESS, 5.0, 20.0)
"""Dollars of own income that a coalition would give for a dollar of the target's loss, along the frontier; and farther, where measures taken
are compared that cost more."""
HIGHEST = 4.9
"""Rates end here unless told otherwise: with usual elasticities less than a hundredth of the trade is left."""
MOST_WILLING = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked.

    Attributes
    ----------
    target, coalition
        Label of the target, and labels of those that act.
    by
        The coalition in the words of who asked.
    world, day
        A world by name, and the day on which groups count.
    willingness
        Points of the frontier: what the coalition would pay for a dollar of the target's loss.
    sectors
        Sectors whose trade may be taxed.
    highest
        Bound of every rate: 4.9 is 490 per cent.
    export_side
        Whether the coalition also taxes what it sells to the target.
    case
        Assumptions of the solves.
    """

    target: str
    coalition: tuple[str, ...]
    by: str
    world: str
    day: date
    willingness: tuple[float, ...] = WILLINGNESS
    sectors: tuple[str, ...] = ()
    highest: float = HIGHEST
    export_side: bool = False
    case: Case = central()  # noqa: RUF009 (frozen)

    @property
    def acting(self) -> str:
        """The coalition as the subject of a sentence."""
        return WORDS.get(self.by, self.by)

    @property
    def stage(self) -> Stage:
        """The world and its labels."""
        return stage(self.world)


def ask(
    target: str,
    *,
    by: str,
    world: str = "merged-2021",
    day: date = date(2023, 12, 31),
    willingness: Sequence[float] = WILLINGNESS,
    sectors: Sequence[str] = (),
    highest: float = HIGHEST,
    export_side: bool = False,
    run: Run = "long",
) -> Question:
    """A question in the words of a user.

    Parameters
    ----------
    target
        A state (ISO3) or label of the world.
    by
        A sum of groups, states and labels, such as `G7 + EU`; the target is left out of it. `WEST` is the group of
        states that sanction Russia.
    willingness
        Of 0 or more; sorted, doubles left out.
    sectors
        Labels of sectors; all goods where none is given.

    Raises
    ------
    UnknownNameError, UnknownStateError, ShockError
        A state, group or sector is not in this world.
    OptionError
        Willingness below 0, a bound that is no rate, or a coalition of nobody but the target.
    """
    where = stage(world)
    label = where.label_of(target)
    acting = tuple(one for one in where.parties(NAMED.get(by, by), on=day) if one != label)
    if not acting:
        raise OptionError(f"{by!r} is nobody but {label}: name those who act")
    levels = tuple(sorted({float(one) for one in willingness}))
    if not levels or not 0 <= levels[0] <= levels[-1] <= MOST_WILLING:
        raise OptionError(f"willingness runs from 0 to {MOST_WILLING:g} dollars for a dollar, not {levels}")
    if not 0 < highest <= HIGHEST:
        raise OptionError(
            f"the highest rate is above 0 and at most {HIGHEST:g} (490 per cent), not {highest:g}"
        )
    return Question(
        target=label,
        coalition=acting,
        by=by,
        world=world,
        day=day,
        willingness=levels,
        sectors=_sectors(where, sectors),
        highest=highest,
        export_side=export_side,
        case=central(run),
    )


def aim_of(
    question: Question, willingness: float, *, world: World | None = None, case: Case | None = None
) -> Aim:
    """The aim of a coalition: its own real income in dollars, less that of the target times its willingness."""
    from realpolitik.models.equilibrium.optimum import Aim

    where, case = question.stage, case or question.case
    elasticities = case.elasticities(where.world.sectors)
    base = world or balanced(question, case)
    return Aim(
        world=base,
        elasticities=elasticities,
        deficits=case.deficits,  # type: ignore[arg-type]
        levers=levers(question),
        weights={question.target: -willingness, **dict.fromkeys(question.coalition, 1.0)},
    )


def balanced(question: Question, case: Case) -> World:
    """The world of a case: with deficits balanced where the case says so."""
    world = question.stage.world
    if case.deficits == "purged" and (world.deficit != 0).any():
        return world.purge_deficits(case.elasticities(world.sectors))
    return world


def levers(question: Question) -> tuple[Lever, ...]:
    """One rate a sector, on what the coalition buys from the target; with `export_side` one on what it sells to it."""
    from realpolitik.models.equilibrium.optimum import Lever

    found = []
    sides: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = [
        ("tariff", (question.target,), question.coalition)
    ]
    if question.export_side:
        sides.append(("export_tax", question.coalition, (question.target,)))
    world = question.stage.world
    for kind, sellers, buyers in sides:
        rows = [world.states.index(label) for label in buyers]
        columns = [world.states.index(label) for label in sellers]
        for name in question.sectors:
            at = world.sectors.index(name)
            if not any(world.shares[n, i, at] > 0 for n in rows for i in columns):
                continue
            found.append(
                Lever(
                    name=name,
                    kind=kind,  # type: ignore[arg-type]
                    exporters=sellers,
                    importers=buyers,
                    sectors=(name,),
                    high=question.highest,
                )
            )
    if not found:
        raise ShockError(
            f"{question.by} has no trade with {question.target} in these sectors: nothing could be taxed"
        )
    return tuple(found)


def _sectors(where: Stage, wanted: Sequence[str]) -> tuple[str, ...]:
    from realpolitik.errors import UnknownNameError

    for name in wanted:
        if name not in where.world.sectors:
            raise UnknownNameError("sector", name, where.world.sectors)
    return tuple(dict.fromkeys(wanted)) or where.goods
