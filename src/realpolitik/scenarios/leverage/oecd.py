"""Leverage on the OECD's tables: which pairs they hold, years of worlds, and where a pair's figures come from."""

from __future__ import annotations

from realpolitik.scenarios.assumptions import Case, Run
from realpolitik.scenarios.basis import bases, in_words
from realpolitik.scenarios.figures import CAVEATS, in_tables
from realpolitik.scenarios.leverage.goods import cases
from realpolitik.scenarios.leverage.severing import AFTER, WHOLE, pace_cases
from realpolitik.scenarios.stage import stage
from realpolitik.states.wording import the

FULL = "all 80 economies and 28 sectors"
"""What is said of an answer from the whole worlds."""


def covered(a: str, b: str) -> bool:
    """Whether the OECD's tables hold both states."""
    return in_tables(a) and in_tables(b)


def cases_in(run: Run, *, full: bool) -> tuple[Case, ...]:
    """Assumptions of a range: the grid on the merged worlds; on the whole ones each choice changed alone, none of them balanced trade."""
    return cases(run) if full and run == "long" else pace_cases(run)


def caveats(a: str, b: str, year: str = AFTER[-4:], *, full: bool = False) -> tuple[str, ...]:
    """Where the pair's figures come from, then what holds for all."""
    world = f"{WHOLE}{year}"
    names = stage(world).names
    said = [
        f"{the(names[one])} to {the(names[two])}, {year}: {in_words(bases(world, one, two))}."
        for one, two in ((a, b), (b, a))
    ]
    first, merged, *rest = CAVEATS
    return (*(f"{one[0].upper()}{one[1:]}" for one in said), first, *([] if full else [merged]), *rest)
