"""What the sanctions of 2022 and 2023 did, as the model has it: who lost, who gained, and where Russia's trade went."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from realpolitik.errors import CoverageError
from realpolitik.findings import Finding, Window
from realpolitik.measures.registry import About, Result, measure
from realpolitik.scenarios.episode import TARGET
from realpolitik.scenarios.figures import CAVEATS, REFERENCE, require_years
from realpolitik.scenarios.leverage.severing import BEFORE, GIVEN
from realpolitik.scenarios.outcome import Outcome, play
from realpolitik.scenarios.report import rerouted, welfare
from realpolitik.store import Store


@cache
def played() -> Outcome:
    """The scenario `west-2023` under all assumptions, solved once."""
    from realpolitik.scenarios.files import load

    return play(load(GIVEN))


@measure(
    "sanctions.cost",
    unit="share",
    tables=(),
    definition="Change of real income by state through the sanctions of 2022 and 2023, in a general equilibrium of 30 economies "
    "and groups and 14 sectors on the OECD's tables (scenario west-2023).",
    formula="real income with the sanctions over real income without them, less 1",
    reference=REFERENCE,
    chart="bars",
)
def cost(tables: Store, about: About, window: Window) -> Result:
    """Who lost and who gained by the sanctions on Russia, in the model."""
    require_years(window, BEFORE)
    return _result(welfare(played()), about)


@measure(
    "sanctions.rerouted",
    unit="USD",
    tables=(),
    definition="Where Russia's trade goes and comes from in the world of 2021, before and after the sanctions of 2022 and 2023 "
    "(scenario west-2023); in units of the world's income of 2021.",
    formula="trade of each pair in equilibrium, central assumptions",
    reference=REFERENCE,
    chart="flows",
)
def routes(tables: Store, about: About, window: Window) -> Result:
    """Where the trade of Russia went when the West closed, in the model."""
    require_years(window, BEFORE)
    return _result(rerouted(played(), state=TARGET), about)


def _result(found: Finding, about: About) -> Result:
    if TARGET not in about:
        raise CoverageError(f"The sanctions are those on {TARGET}, not on {' or '.join(about)}.")
    found = replace(found, caveats=(*found.caveats[:2], *CAVEATS[:2]))
    return Result(
        value=found.value,
        says=f"By the model of the sanctions of 2022 and 2023, which has their effect on trade alone and not the war's, "
        f"{found.says.replace('What ', 'what ', 1)}",
        rows=found.rows,
        period=found.period,
        interval=found.interval,
        caveats=found.caveats,
    )
