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
    require_tables,
    require_years,
    source_ids,
)
from realpolitik.scenarios.leverage.severing import AFTER, BEFORE, Situation, pair_world
from realpolitik.scenarios.options import Sanctioner, Severity
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
    tables: Store,
    about: About,
    window: Window,
    *,
    sanctioner: Sanctioner = "sanctioning-russia",
    severity: Severity = "all",
) -> Result:
    """How likely secondary sanctions must be before a state does better to give up the target's trade.

    A threshold above 1, where even sanctions that are certain cost less than the target's trade is worth, counts as 1.
    """
    a, b = about
    require_years(window, AFTER)
    source, rows, grids = source_ids(), [], []
    refuse_without_sense(a, b, sanctioner)
    situation = Situation(name="long run", world=pair_world(AFTER, a, b))
    gain = cost_of(a, b, situation).loss_a
    for kind in STRIKES if severity == "either" else (severity,):
        without = _cost_of_access(a, sanctioner, situation, severity=kind)
        values = np.array([_at_most_one(float(g), cost) for g, cost in zip(gain, without, strict=True)])
        label = "2023" if severity != "either" else STRIKES[kind]
        rows.append(figure_row("2023", "long run", values, source, label=label))
        grids += values.tolist()
    value, low, high = float(str(rows[0]["value"])), min(grids), max(grids)
    return Result(
        value=value,
        says=_says(a, b, rows, severity),
        rows=rows,
        period=Period(start="2023", end="2023", freq="A"),
        interval=Interval(low=low, high=high, kind=KIND, basis="assumptions", grid=tuple(grids)),
        caveats=(
            "The state as one actor. Banks and firms differ: one without business in the West has nothing to lose there.",
            "How hard the sanctioners would strike is assumed. Losing all trade costs them, too; partial measures have lower stakes.",
            *CAVEATS[:2],
        ),
    )


STRIKES = {"all": "all trade lost", "partial": "tariffs and a ban on electronics"}
"""How hard the sanctioners may strike, and in words; the second is what the scenario `secondary-sanctions` does to China."""


def _says(a: str, b: str, rows: list[dict[str, object]], severity: str) -> str:
    """From which risk on it would pay, of what; of the softer blow, too, where both are asked."""
    one, other = the(label_name(a)), the(label_name(b))
    feared = (
        f"the sanctioners' {STRIKES['partial']}"
        if severity == "partial"
        else "losing the sanctioners' markets"
    )
    first, last = (float(str(rows[place]["value"])) for place in (0, -1))
    said = (
        f"If {one} saw more than a {_odds(first)} risk of {feared}, giving up trade with {other} would pay"
        if first < 1
        else f"Even if {one} were certain of {feared}, giving up trade with {other} would not pay"
    )
    if len(rows) == 1:
        return f"{said}."
    return (
        f"{said}; {f'more than {_odds(last)}' if last < 1 else 'no risk'} of {STRIKES['partial']} would do."
    )


def _at_most_one(gain: float, cost: float) -> float:
    """The threshold, 1 where no sanctions of this kind would make it pay: a chance is no more than certain."""
    return min(threshold(gain, cost), 1.0) if cost > 0 else 1.0


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
    for year, world in (("2023", pair_world(AFTER, a, b)),):
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


STRUCK = ["electronics", "electrical", "machinery"]
"""Goods that partial sanctions are put on; the first is what is no longer sold to the state."""


def _odds(chance: float) -> str:
    """A chance as it is said: `1-in-13 (7.5 %)`."""
    return f"1-in-{1 / chance:.0f} ({percent(chance)})" if 0 < chance < 0.5 else percent(chance)


def refuse_without_sense(a: str, b: str, sanctioner: str) -> None:
    """Refuse a pair of which one sanctions, or which the coalition does not sanction."""
    require_tables(a, b)
    where = stage(pair_world(BEFORE, a, b))
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
def _cost_of_access(
    a: str, sanctioner: str, situation: Situation, *, severity: str = "all"
) -> tuple[float, ...]:
    """Loss of a in each case if it lost all trade with the sanctioners, or part of it."""
    from realpolitik.scenarios.outcome import play
    from realpolitik.scenarios.schema import Scenario, ShockEntry

    where = stage(situation.world)
    one = where.label_of(a)
    struck = {
        "all": [{"kind": "embargo", "from": one, "to": sanctioner, "both_ways": True}],
        "partial": [
            {"kind": "tariff", "from": one, "to": sanctioner, "sectors": STRUCK, "rate": 0.5},
            {"kind": "embargo", "from": sanctioner, "to": one, "sectors": STRUCK[:1]},
        ],
    }[severity]
    asked = Scenario.model_validate(
        {
            "id": "without-access",
            "asks": f"What if {a} lost its trade with {sanctioner}?",
            "world": situation.world,
            "shocks": tuple(ShockEntry.model_validate(entry) for entry in struck),
            "run": situation.run,
        }
    )
    at = where.world.states.index(one)
    return tuple((-play(asked, cases=grid(situation.run)).welfare[:, at]).tolist())
