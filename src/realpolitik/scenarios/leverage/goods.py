"""Leverage of any pair: severing its trade in the worlds of all economies, which know one kind of goods.

What such a figure can tell: how much a state trades with another beside its output, for every pair of trading states and in every year
since 2000. What it cannot: whether what is traded can be had elsewhere. A ratio of losses from it is nearly the ratio of
incomes, under any elasticity, since both sides lose the same trade.
"""

from __future__ import annotations

from dataclasses import replace

from realpolitik.findings import Window
from realpolitik.scenarios.assumptions import Case, Run, about, central
from realpolitik.scenarios.economies import PREFIX, SOURCES, WHOLE, YEARS, economies, years_of
from realpolitik.scenarios.figures import reached, require_years
from realpolitik.scenarios.leverage.severing import Cost, Situation, severing
from realpolitik.scenarios.stage import stage
from realpolitik.states.wording import the
from realpolitik.wording.numbers import number_of

EARLIER = 2010
"""The year beside the latest one where no period is asked for."""
FEW = 3
"""Longer periods are answered for their first and last year."""
BASIS = "one kind of goods"
WIDTH = {"published": "published by the World Bank", "moved": "moved by real output", "borrowed": "estimated from real output"}  # fmt: skip

ONE_KIND = (
    "One kind of goods, without inputs: it counts how much is traded, not whether it can be had elsewhere. The ratio of the two losses "
    "is nearly that of incomes, whatever is assumed."
)


def years_asked(a: str, b: str, window: Window) -> tuple[int, ...]:
    """Years of worlds that cover a pair: all of a window of a few years, else the last and one before.

    The one before is the first of the window, or 2010 where none is asked for.

    Raises
    ------
    CoverageError
        No world of the window covers the pair.
    """
    every = tuple(year for year in YEARS if reached(window, str(year)))
    if not every:
        require_years(window, f"{PREFIX}{YEARS[0]}", f"{PREFIX}{WHOLE}")
    if len(every) <= FEW:
        return years_of(a, b, every)
    from_then = every if window.start else tuple(year for year in every if year >= EARLIER) or every
    ends = (from_then, reversed(from_then))
    found = {next((year for year in years if economies(year).covers(a, b)), None) for years in ends}
    return tuple(sorted(year for year in found if year)) or years_of(a, b, every)


def cases(run: Run) -> tuple[Case, ...]:
    """The central case, and each set of elasticities, nest and closure changed alone.

    Deficits are not purged: to balance the trade of all economies moves the world more than the pair does.
    """
    first = central(run)
    changed = [
        replace(first, **{key: value})
        for key, name in (("set", "sets"), ("nest", "nests"), ("deficits", "closures"))
        for value in about()[name]
        if value != "purged"
    ]
    return tuple(dict.fromkeys([first, *changed]))


def cost_in(a: str, b: str, year: int, run: Run) -> Cost:
    """What it costs each side if the pair stops trading in the world of all economies of a year that covers it."""
    situation = Situation(name=f"{run} run, {BASIS}", world=f"{PREFIX}{year}", run=run)
    return severing(a, b, situation, cases=cases(run))


def goods_table(a: str, b: str) -> list[dict[str, str | float]]:
    """The long-run loss of each side under every case, in the latest world that covers the pair."""
    cost = cost_in(a, b, years_asked(a, b, Window())[-1], "long")
    return [
        {"assumptions": case.label, a: float(one), b: float(two)}
        for case, one, two in zip(cost.cases, cost.loss_a, cost.loss_b, strict=True)
    ]


def source_ids() -> str:
    return " ".join([*SOURCES, *(one["source"] for one in about()["sets"].values())])


def caveats(a: str, b: str, years: tuple[int, ...]) -> tuple[str, ...]:
    """What to be careful about, the pair's own doubts first."""
    latest = economies(years[-1])
    found = [_output_of(a, b, years)]
    if low := [the(stage(f"{PREFIX}{years[-1]}").names[code]) for code in (a, b) if code in latest.floored]:
        found.append(
            f"Exports of {' and '.join(low)} come near all output or pass it, so sales at home are set to a tenth of output."
        )
    if latest.uncovered:
        found.append(
            f"In {latest.year} trade of {number_of(len(latest.uncovered), 'economies')} with one another is not on record: filled from other offices or "
            f"carried from {WHOLE}. That of {a} with {b} is as reported."
        )
    later = [
        str(year) for year in YEARS if year > years[-1] and year >= WHOLE and not economies(year).covers(a, b)
    ]
    if later:
        found.append(f"Trade of the two is not on record in {' and '.join(later)}, which is no zero.")
    return (
        *found,
        ONE_KIND,
        "Trade only: finance, technology transfer, arms and migration are not in the model.",
    )


def _output_of(a: str, b: str, years: tuple[int, ...]) -> str:
    """How the output of both came about, in the first and the last year."""
    said = []
    for year in dict.fromkeys((years[0], years[-1])):
        income = economies(year).income
        kinds = {code: WIDTH[income[code]] for code in (a, b)}
        both = f"of both {kinds[a]}" if kinds[a] == kinds[b] else f"of {a} {kinds[a]}, of {b} {kinds[b]}"
        said.append(f"{both} in {year}")
    return f"Sales at home are output less exports; output {', '.join(said)}."
