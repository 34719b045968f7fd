"""What an office printed in euros, where its figures count in dollars: the rate of the year is part of a change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from realpolitik.measures.trade.reports import office_words
from realpolitik.measures.trade.splice import CentralReport
from realpolitik.store import Store
from realpolitik.wording.series import factor

PRINTED = re.compile(r"([\d.]+) bn euros at the year's mean rate")
"""How the note begins of a figure that was printed in euros (`tools/reference_trade.py` writes it)."""


@dataclass(frozen=True, slots=True)
class Euros:
    """What the office of the last year printed: billions of euros of that year, and of the one before it has (None without one)."""

    office: str
    now: float
    year: int
    before: float | None
    early: int

    @property
    def sentence(self) -> str:
        """The change as the office has it, to stand beside the one in dollars."""
        if self.before is None or self.early != self.year - 1:
            return ""
        return f" In euros, in which its office counts, it {factor(self.now / self.before - 1)}."

    @property
    def caveat(self) -> str:
        whose = office_words(self.office)
        told = f"{whose[0].upper()}{whose[1:]} prints euros: {self.now:.5g} bn in {self.year}"
        if self.before is not None:
            told += f", {self.before:.5g} bn in {self.early}"
        return (
            f"{told}. In dollars, at the mean rate of each year, a change of the euro is part of the change."
        )


def in_euros(
    tables: Store, about: Sequence[str], found: Sequence[CentralReport], *, both: bool
) -> Euros | None:
    """What the office of the last year printed in euros; None where it prints dollars.

    Parameters
    ----------
    both
        Both directions together; else what the first state ships to the second.

    Examples
    --------
    >>> from realpolitik.measures.registry import run
    >>> any("251.8 bn in 2025" in caveat for caveat in run("trade.turnover", "DEU", "CHN").caveats)
    True
    """
    last = found[-1]
    now = _printed(tables, about, last.period, last.office, both=both)
    if now is None:
        return None
    early = next(
        (item for item in reversed(found[:-1]) if item.office == last.office and item.splice is None), last
    )
    before = None if early is last else _printed(tables, about, early.period, last.office, both=both)
    return Euros(last.office, now, last.period.year, before, early.period.year)


def _printed(tables: Store, about: Sequence[str], period: date, office: str, *, both: bool) -> float | None:
    """Billions of euros that an office printed: the two-way total, else the sum of the directions asked for; None where any lacks."""
    a, b = about
    if both:
        low, high = sorted((a, b))
        total = _euros(tables["turnover"], {"a": low, "b": high}, period, office)
        if total is not None:
            return total
    ways = ((a, b), (b, a)) if both else ((a, b),)
    parts = [
        _euros(tables["trade"], {"origin": one, "destination": other}, period, office) for one, other in ways
    ]
    told = [part for part in parts if part is not None]
    return sum(told) if len(told) == len(ways) else None


def _euros(table: Any, ends: dict[str, str], period: date, office: str) -> float | None:
    if not isinstance(table, pl.DataFrame):
        return None
    wanted = ends | {"product": "total", "freq": "A", "period": period, "reporter": office}
    for row in table.filter(**wanted)["note"].to_list():
        if match := PRINTED.match(row or ""):
            return float(match[1])
    return None
