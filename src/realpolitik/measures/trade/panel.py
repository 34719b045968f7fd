"""What all states trade with one of them, by year: the units among which a counterfactual is sought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import narwhals as nw
import numpy as np
from narwhals.typing import IntoFrame
from numpy.typing import NDArray

from realpolitik.errors import CoverageError
from realpolitik.states.wording import called

Array = NDArray[np.float64]
Of = Literal["share", "flow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What states trade with one partner.

    Attributes
    ----------
    units
        (N,) codes.
    years
        (T,) years, in order.
    values
        (N, T) shares of the partner, or logarithms of the flow; NaN where a unit has no report.
    sizes
        (N, T) all imports (or exports) of the unit, in dollars or tonnes.
    covered
        (N, T) share of its trade of the base year whose partners are on record in that year.
    """

    units: tuple[str, ...]
    years: NDArray[np.int64]
    values: Array
    sizes: Array
    covered: Array

    def of(self, unit: str) -> dict[int, float]:
        """The series of one unit, without the years that it lacks or has not whole."""
        if unit not in self.units:
            return {}
        at = self.units.index(unit)
        return {
            int(year): float(value)
            for year, value, seen in zip(self.years, self.values[at], self.covered[at], strict=True)
            if np.isfinite(value) and seen >= COVERED
        }


COVERED = 0.95
"""The share of a state's trade before the shock whose partners must be on record after it."""


def panel_of(table: IntoFrame, partner: str, *, side: str, product: str = "total", of: Of = "share") -> Panel:
    """What every state buys from `partner` (`side` imports), or sells to it (exports).

    Parameters
    ----------
    table
        The table `partner_shares`, any engine.
    of
        The partner's share in all that a state buys or sells, or the logarithm of the flow.

    Raises
    ------
    CoverageError
        The table has no such partner or product.
    """
    frame = nw.from_native(table).lazy()
    chosen = frame.filter(
        (nw.col("product") == product) & (nw.col("side") == side) & (nw.col("partner") == partner)
    ).select("state", nw.col("period").dt.year().alias("year"), "value", "whole", "covered")
    cells = {
        (code, int(year)): (float(part), float(whole), float(seen))
        for code, year, part, whole, seen in chosen.collect().iter_rows()
        if part > 0 and whole > 0
    }
    if not cells:
        raise CoverageError(
            f"the tables do not say what all states trade with {called(partner)}{'' if product == 'total' else ' in ' + product}, "
            "among which to look for a counterfactual: they have the largest traders and Russia.",
        )
    units = tuple(sorted({code for code, _ in cells}))
    years = sorted({year for _, year in cells})
    found = np.full((3, len(units), len(years)), np.nan)
    for i, code in enumerate(units):
        for t, year in enumerate(years):
            if (code, year) in cells:
                part, whole, seen = cells[code, year]
                # a flow is whole by itself: what others bought does not touch it
                found[:, i, t] = (part / whole, whole, seen) if of == "share" else (np.log(part), whole, 1.0)
    return Panel(units=units, years=np.array(years), values=found[0], sizes=found[1], covered=found[2])
