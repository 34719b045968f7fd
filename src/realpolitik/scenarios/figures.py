"""What the measures of this floor share: costs of severing a pair, names, sources, cautions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from realpolitik.errors import CoverageError, OptionError, ShockError, one_of
from realpolitik.findings import Window
from realpolitik.scenarios import assumptions
from realpolitik.scenarios.assumptions import Case
from realpolitik.scenarios.leverage.severing import (
    BEFORE,
    GIVEN,
    Cost,
    Situation,
    pace_cases,
    pair_world,
    severing,
)
from realpolitik.scenarios.outcome import Array
from realpolitik.scenarios.stage import MERGED, WHOLE, stage, tabled, whole
from realpolitik.states.wording import called
from realpolitik.wording.sentences import opening

KIND = "range over sets of elasticities, nests and closures"
REFERENCE = (
    "Caliendo and Parro (2015), Review of Economic Studies 82, doi 10.1093/restud/rdu035; asymmetry after Hirschman "
    "(1945), National Power and the Structure of Foreign Trade"
)
FORMULA = "loss_a = 1 - real income of a without trade with b, over real income with it"
CAVEATS = (
    (
        "Who buys what of whom is of the OECD's input-output tables (inputs of 2022), moved to the customs totals of the year; within a "
        "pair, goods other than fuels and ores keep the OECD's proportions."
    ),
    "Solved on 30 economies and groups and 14 sectors, merged from 80 and 28, the states asked about by themselves.",
    "A long-run loss lets everything adjust; the short run holds labour in its sector and halves elasticities.",
    "Trade only: finance, technology transfer, arms and migration are not in the model.",
)


def in_tables(code: str) -> bool:
    """Whether the OECD's tables hold a state by itself.

    Examples
    --------
    >>> in_tables("KHM"), in_tables("FJI"), in_tables("ROW")
    (True, False, False)
    """
    return code in tabled()


def require_tables(*codes: str) -> None:
    """Refuse states that the OECD's tables count in the rest of the world.

    Raises
    ------
    CoverageError
        The message names them.
    """
    if missing := [code for code in codes if not in_tables(code)]:
        raise CoverageError(
            f"{opening(one_of([called(code) for code in missing]))} is not among the {len(tabled())} economies of the OECD's tables.",
            "`realpolitik leverage A B` answers about all economies, with one kind of goods.",
        )


def cost_of(a: str, b: str, situation: Situation, *, cases: Sequence[Case] | None = None) -> Cost:
    """What severing the pair costs each side, both standing by themselves; a pair that the worlds do not hold is not covered."""
    if situation.world.startswith((MERGED, WHOLE)):
        require_tables(a, b)
    placed = replace(situation, world=pair_world(situation.world, a, b))
    try:
        return severing(a, b, placed, cases=cases or pace_cases(situation.run))
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
    """A state, or a label of the merged worlds, in words."""
    names = stage(BEFORE).names
    return names.get(code) or stage(whole()[-1]).names[code]
