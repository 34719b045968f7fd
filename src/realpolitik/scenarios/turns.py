"""Answers that turn: where a sign, or the order of two scenarios, depends on an assumption, which one, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from realpolitik.scenarios.assumptions import Case
from realpolitik.scenarios.outcome import Array
from realpolitik.wording.numbers import signed_percent

CHOICES = {
    "deficits": "how deficits are closed",
    "set": "the set of elasticities",
    "nest": "how well home goods replace imports",
    "end": "how strong a shock is assumed to be",
}
LEAST = 5e-5
"""Half a hundredth of a per cent of income: below it a figure has no sign."""
LISTED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An answer whose sign depends on assumptions.

    Attributes
    ----------
    choices
        What turns it by itself, as words of a sentence; empty where only several together do.
    cases
        Cases with the other sign than the central one, each with its value.
    """

    choices: tuple[str, ...]
    cases: tuple[tuple[Case, float], ...]

    @property
    def because(self) -> str:
        """What decides, in words."""
        return " and ".join(self.choices) if self.choices else "several assumptions together"

    @property
    def listed(self) -> str:
        """The cases that differ, the most different first, with their values in per cent of income."""
        ordered = sorted(self.cases, key=lambda one: -abs(one[1]))
        said = [f"{case.label}: {signed_percent(value, 2)}" for case, value in ordered[:LISTED]]
        more = len(ordered) - LISTED
        return "; ".join(said) + (f"; and {more} more" if more > 0 else "")


def turn(values: Array, cases: Sequence[Case]) -> Turn | None:
    """Whether the sign of the first, central value is not that of every other.

    Parameters
    ----------
    values
        (C,) shares of income, in the order of the cases.

    Examples
    --------
    >>> from realpolitik.scenarios.assumptions import grid
    >>> cases = [case for case in grid() if case.set == "fgo" and case.nest == 2.0]
    >>> turn(np.array([-0.01, 0.02, -0.01]), cases).because
    'how deficits are closed'
    """
    central = float(values[0])
    if abs(central) < LEAST:
        return None
    other = np.flatnonzero((np.sign(values) != np.sign(central)) & (np.abs(values) >= LEAST)).tolist()
    if not other:
        return None
    alone = [
        CHOICES[name]
        for at in other
        if len(changed := _changed(cases[0], cases[at])) == 1
        for name in changed
    ]
    return Turn(
        choices=tuple(dict.fromkeys(alone)), cases=tuple((cases[at], float(values[at])) for at in other)
    )


def _changed(one: Case, other: Case) -> tuple[str, ...]:
    return tuple(name for name in CHOICES if getattr(one, name) != getattr(other, name))
