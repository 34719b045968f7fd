"""Leverage in the worlds on the OECD's tables: 80 economies, 28 sectors, and what firms buy from one another."""

from __future__ import annotations

from realpolitik.errors import CoverageError, one_of
from realpolitik.findings import Window
from realpolitik.scenarios.assumptions import Run, about
from realpolitik.scenarios.basis import bases, in_words
from realpolitik.scenarios.figures import reached, require_years
from realpolitik.scenarios.leverage.family import Family
from realpolitik.scenarios.leverage.goods import cases
from realpolitik.scenarios.leverage.severing import Cost, Situation, pace_cases, severing
from realpolitik.scenarios.stage import OECD_SOURCES, stage
from realpolitik.states.wording import called, the

PREFIX, MERGED = "oecd-", "merged-"
YEARS = (2019, 2021, 2023)
SHOWN = (2021, 2023)
"""Years where no period is asked for."""
BASIS = "OECD tables"


def covered(a: str, b: str) -> bool:
    """Whether the worlds on the OECD's tables hold both states by themselves."""
    return {a, b} <= {*_states()}


def _states() -> tuple[str, ...]:
    about = stage(f"{PREFIX}{YEARS[-1]}").members
    return tuple(code for code, members in about.items() if members)


def years_asked(a: str, b: str, window: Window) -> tuple[int, ...]:
    """Years of worlds in a window; the year before the invasion and the last one where none is asked for.

    Raises
    ------
    CoverageError
        A state is in the rest of the world of the tables, or the window has the year of no world.
    """
    if missing := [code for code in (a, b) if code not in _states()]:
        raise CoverageError(
            f"{one_of([called(code) for code in missing])} is not among the {len(_states())} economies of the OECD's tables.",
            "--worlds economies answers about all economies, with one kind of goods.",
        )
    years = SHOWN if window == Window() else YEARS
    found = tuple(year for year in years if reached(window, str(year)))
    if not found:
        require_years(window, *(f"{PREFIX}{year}" for year in YEARS))
    return found


def cost_in(a: str, b: str, year: int, run: Run) -> Cost:
    """What it costs each side if the pair stops trading in the world of a year, all 80 economies and 28 sectors solved."""
    chosen = cases(run) if run == "long" else pace_cases(run)
    return severing(a, b, Situation(name=f"{run} run", world=f"{PREFIX}{year}", run=run), cases=chosen)


def table(a: str, b: str) -> list[tuple[str, float, float]]:
    """The long-run loss of each side under every case, in the latest world."""
    cost = cost_in(a, b, YEARS[-1], "long")
    return [
        (case.label, float(one), float(two))
        for case, one, two in zip(cost.cases, cost.loss_a, cost.loss_b, strict=True)
    ]


def parted(a: str, b: str, year: int) -> str:
    """The merged world of a year in which both stand by themselves: for one solve a sector."""
    states = stage(f"{MERGED}{year}").world.states
    return "+".join([f"{MERGED}{year}", *sorted({a, b} - set(states))])


def source_ids() -> str:
    return " ".join([*OECD_SOURCES, *(one["source"] for one in about()["sets"].values())])


def caveats(a: str, b: str, years: tuple[int, ...]) -> tuple[str, ...]:
    """Where the pair's figures come from, then what holds for all."""
    names = stage(f"{PREFIX}{years[-1]}").names
    found = [
        f"{the(names[one])} to {the(names[two])}, {year}: {in_words(bases(f'{PREFIX}{year}', one, two))}."
        for year in years[-1:]
        for one, two in ((a, b), (b, a))
    ]
    return (
        *(f"{said[0].upper()}{said[1:]}" for said in found),
        "Inputs are those of 2022; what a pair trades in goods other than fuels and ores keeps the OECD's proportions.",
        "Trade only: finance, technology transfer, arms and migration are not in the model.",
    )


OECD = Family(
    basis=BASIS,
    knows="scenarios of the library stand on the worlds of 26 economies",
    ratio="",
    beside=True,
    years=years_asked,
    cost=cost_in,
    sources=source_ids,
    caveats=caveats,
)
