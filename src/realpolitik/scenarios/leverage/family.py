"""A family of worlds that answers about leverage: what it is called, what it covers, what it costs, and what to be careful about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from realpolitik.findings import Window
from realpolitik.scenarios.assumptions import Run
from realpolitik.scenarios.leverage.severing import Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Worlds of one making, a year each.

    Attributes
    ----------
    basis
        What they know, in words that stand in the first sentence: `one kind of goods`.
    knows
        Why a scenario cannot be taken as given in them.
    ratio
        What the ratio of two losses tells, or does not; ends the sentence on it, and may be empty.
    beside
        Whether losses in the worlds with 26 economies stand beside.
    years
        Years that cover a pair, of a window.
    cost
        What it costs each side if the pair stops trading in a year.
    sources
        Identifiers of the sources.
    caveats
        What to be careful about, of a pair and years.
    """

    basis: str
    knows: str
    ratio: str
    beside: bool
    years: Callable[[str, str, Window], tuple[int, ...]]
    cost: Callable[[str, str, int, Run], Cost]
    sources: Callable[[], str]
    caveats: Callable[[str, str, tuple[int, ...]], tuple[str, ...]]
