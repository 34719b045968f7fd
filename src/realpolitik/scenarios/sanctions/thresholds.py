"""Secondary sanctions as measures: what access is worth, and the risk of losing it from which on compliance pays."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from realpolitik.errors import CoverageError, ShockError
from realpolitik.findings import Interval, Period, Window
from realpolitik.measures.registry import About, Result, measure
from realpolitik.models.compliance import threshold
from realpolitik.scenarios.assumptions import grid
from realpolitik.scenarios.episode import COALITION, TARGET
from realpolitik.scenarios.figures import (
    CAVEATS,
    KIND,
    REFERENCE,
    cost_of,
    figure_row,
    label_name,
    require_years,
    source_ids,
)
from realpolitik.scenarios.leverage.severing import AFTER, BEFORE, Situation
from realpolitik.scenarios.options import Sanctioner
from realpolitik.scenarios.stage import stage
from realpolitik.states.wording import the
from realpolitik.store import Store
from realpolitik.wording.numbers import percent
from realpolitik.wording.sentences import opening


@measure(
    "compliance.threshold",
    unit="share",
    tables=(),
    definition="The probability of losing access to the sanctioner above which giving up the target pays: what the "
    "target's trade is worth to a over what access to the sanctioners is worth.",
    formula="p* = g / l, g = loss of a without b, l = loss of a without the sanctioners",
    reference="Expected-utility compliance; equilibrium as in Caliendo and Parro (2015), doi 10.1093/restud/rdu035",
    chart="bars",
)
def compliance(
    tables: Store, about: About, window: Window, *, sanctioner: Sanctioner = "sanctioning-russia"
) -> Result:
    """How likely full secondary sanctions must be before a state does better to give up the target's trade."""
    a, b = about
    require_years(window, AFTER)
    source, rows = source_ids(), []
    refuse_without_sense(a, b, sanctioner)
    for year, world in (("2023", AFTER),):
        situation = Situation(name="long run", world=world)
        gain, without = cost_of(a, b, situation).loss_a, _cost_of_access(a, sanctioner, situation)
        values = np.array([threshold(float(g), float(cost)) for g, cost in zip(gain, without, strict=True)])
        rows.append(figure_row(year, "long run", values, source, label=year))
    last = rows[-1]
    low, high, value = (float(str(last[key])) for key in ("low", "high", "value"))
    return Result(
        value=value,
        says=f"If {the(label_name(a))} saw more than a {_odds(value)} risk of losing the sanctioners' markets, giving up trade with "
        f"{the(label_name(b))} would pay.",
        rows=rows,
        period=Period(start="2023", end="2023", freq="A"),
        interval=Interval(low=low, high=high, kind=KIND, basis="assumptions", grid=tuple(values.tolist())),
        caveats=(
            "The state as one actor. Banks and firms differ: one without business in the West has nothing to lose there.",
            "It supposes the sanctioners cut all trade, which costs them too; partial measures have lower stakes.",
            *CAVEATS[:2],
        ),
    )


@measure(
    "leverage.access",
    unit="share",
    tables=(),
    definition="Loss of a's real income if it lost all trade with the states that sanction b.",
    formula="loss = 1 - real income of a without trade with the sanctioners, over real income with it",
    reference=REFERENCE,
    chart="bars",
)
def access(
    tables: Store, about: About, window: Window, *, sanctioner: Sanctioner = "sanctioning-russia"
) -> Result:
    """What full secondary sanctions would cost a state that goes on trading with the target."""
    a, b = about
    require_years(window, AFTER)
    refuse_without_sense(a, b, sanctioner)
    source, rows = source_ids(), []
    for year, world in (("2023", AFTER),):
        values = np.array(_cost_of_access(a, sanctioner, Situation(name="long run", world=world)))
        where = stage(world).world
        income = float(where.income[where.states.index(stage(world).label_of(a))])
        rows.append(
            figure_row(year, "long run", values, source, label=year, value_usd=round(values[0] * income))
        )
    last = rows[-1]
    value, low, high = (float(str(last[key])) for key in ("value", "low", "high"))
    return Result(
        value=value,
        says=f"Without trade with the states that sanction {label_name(b)}, {label_name(a)} would lose {percent(value)} of its "
        f"real income.",
        rows=rows,
        period=Period(start="2023", end="2023", freq="A"),
        interval=Interval(low=low, high=high, kind=KIND, basis="assumptions"),
        caveats=CAVEATS,
    )


def _odds(chance: float) -> str:
    """A chance as it is said: `1-in-13 (7.5 %)`."""
    return f"1-in-{1 / chance:.0f} ({percent(chance)})" if 0 < chance < 0.5 else percent(chance)


def refuse_without_sense(a: str, b: str, sanctioner: str) -> None:
    """Refuse a pair of which one sanctions, or which the coalition does not sanction."""
    where = stage(BEFORE)
    try:
        one, coalition = where.label_of(a), where.parties(sanctioner, on=None)
    except ShockError as error:
        raise CoverageError(
            f"Compliance of {a}: {error}.", "`realpolitik scenarios` lists the economies."
        ) from None
    if one in coalition:
        raise CoverageError(
            f"{opening(the(label_name(a)))} is one of the sanctioners: there is nothing for it to comply with."
        )
    if sanctioner == COALITION and b != TARGET:
        raise CoverageError(
            f"The sanctioners' coalition is that against Russia, not against {b}.",
            "Name another with the option sanctioner, such as sanctioner=G7.",
        )


@lru_cache(maxsize=16)
def _cost_of_access(a: str, sanctioner: str, situation: Situation) -> tuple[float, ...]:
    """Loss of a in each case if it lost all trade with the sanctioners."""
    from realpolitik.scenarios.outcome import play
    from realpolitik.scenarios.schema import Scenario, ShockEntry

    where = stage(situation.world)
    one = where.label_of(a)
    entry = ShockEntry.model_validate({"kind": "embargo", "from": one, "to": sanctioner, "both_ways": True})
    asked = Scenario.model_validate(
        {
            "id": "without-access",
            "asks": f"What if {a} lost its trade with {sanctioner}?",
            "world": situation.world,
            "shocks": (entry,),
            "run": situation.run,
        }
    )
    at = where.world.states.index(one)
    return tuple((-play(asked, cases=grid(situation.run)).welfare[:, at]).tolist())
