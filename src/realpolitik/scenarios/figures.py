"""What the measures of this floor share: costs of severing a pair, names, sources, cautions."""

from __future__ import annotations

from datetime import date

import numpy as np

from realpolitik.errors import CoverageError, OptionError, ShockError
from realpolitik.findings import Window
from realpolitik.scenarios import assumptions
from realpolitik.scenarios.leverage.severing import BEFORE, GIVEN, Cost, Situation, pace_cases, severing
from realpolitik.scenarios.outcome import Array
from realpolitik.scenarios.stage import stage

KIND = "range over sets of elasticities, nests and closures"
REFERENCE = (
    "Caliendo and Parro (2015), Review of Economic Studies 82, doi 10.1093/restud/rdu035; asymmetry after Hirschman "
    "(1945), National Power and the Structure of Foreign Trade"
)
FORMULA = "loss_a = 1 - real income of a without trade with b, over real income with it"
CAVEATS = (
    "Cost and sector structure is of 2014 (WIOD), moved to the goods trade of the year.",
    "What China sells to Russia is given the sectors of all that China sells: the accounts make most of it cloth.",
    "A long-run loss lets everything adjust; the short run holds labour in its sector and halves elasticities.",
    "Trade only: finance, technology transfer, arms and migration are not in the model.",
)


def cost_of(a: str, b: str, situation: Situation) -> Cost:
    """What severing the pair costs each side; a pair that the worlds do not hold is not covered."""
    where = stage(BEFORE)
    for code in (a, b):
        for label, states in where.members.items():
            if code in states and len(states) > 1:
                raise CoverageError(
                    f"Leverage of {a} and {b} is not covered: {code} is part of {label} ({where.names[label]}).",
                    f"Ask it of all of {label} by a scenario file with an embargo; `realpolitik scenarios` lists the economies.",
                )
    try:
        return severing(a, b, situation, cases=pace_cases(situation.run))
    except (ShockError, OptionError) as error:
        raise CoverageError(
            f"Leverage of {a} and {b} is not covered: {error}.",
            "`realpolitik scenarios` lists the economies.",
        ) from None


def year_of(world: str) -> str:
    """The year that a world is of, which is the period of every answer about it."""
    return stage(world).world.period or world


def reached(window: Window, year: str) -> bool:
    """Whether the window has a day of the year; a world of the user's own that bears no year is of any."""
    return not year.isdecimal() or window.meets(date(int(year), 1, 1), date(int(year), 12, 31))


def require_years(window: Window, *worlds: str) -> None:
    """Refuse a window that leaves out the year of a world that the answer needs.

    Raises
    ------
    CoverageError
        The message names the years.
    """
    years = list(dict.fromkeys(map(year_of, worlds)))
    if not all(reached(window, year) for year in years):
        raise CoverageError(
            f"the model's answer is of its world of {' and '.join(years)}, not of the period asked ({window}).",
            f"Ask for a period with {' and '.join(years)}.",
        )


def source_ids() -> str:
    sets = [one["source"] for one in assumptions.about()["sets"].values()]
    return " ".join([*stage(BEFORE).source_ids, *sets])


def in_words(given: str) -> str:
    """What has already happened, short enough for a chart."""
    return "the West's sanctions" if given == GIVEN else given


def figure_row(year: str, series: str, values: Array, source: str, **more: object) -> dict[str, object]:
    known = {"period": year, "series": series, "value": float(values[0]), "source": source, **more}
    return {**known, "low": float(np.min(values)), "high": float(np.max(values))}


def label_name(code: str) -> str:
    where = stage(BEFORE)
    return where.names[where.label_of(code)]
