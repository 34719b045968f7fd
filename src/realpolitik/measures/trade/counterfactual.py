"""The gap of one state to what would have been, among the gaps of all that had no shock."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from realpolitik.measures.trade.panel import COVERED, Panel
from realpolitik.models.stats.synthetic import (
    FEWEST_BEFORE,
    Control,
    placebo_p,
    synthetic_control,
    synthetic_difference,
    trend_gap,
)

Array = NDArray[np.float64]

FEWEST_DONORS = 10
"""States to compare with, below which a placebo says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimated:
    """One office's series of the treated state against one way of telling what would have been.

    Attributes
    ----------
    office
        Whose series.
    years, actual, counterfactual
        (T,) the series and what would have been.
    gaps
        (T,) actual less counterfactual.
    placebos
        (T,) gaps of the donors, each against its own counterfactual, by code.
    p, rank
        Share of all units with at least this gap in its direction in the last year, and the place of the treated among them.
    ratio_p
        The same by root mean square of the gaps after the shock over that before.
    weights
        Weights of the donors that have one, by code; empty for a trend.
    """

    office: str
    years: tuple[int, ...]
    actual: Array
    counterfactual: Array
    gaps: Array
    placebos: dict[str, Array]
    p: float
    rank: int
    ratio_p: float
    weights: dict[str, float]

    @property
    def gap(self) -> float:
        """The gap in the last year."""
        return float(self.gaps[-1])

    @property
    def chance(self) -> tuple[float, float]:
        """The middle 90 % of the donors' gaps in the last year."""
        low, high = np.quantile([gaps[-1] for gaps in self.placebos.values()], [0.05, 0.95])
        return float(low), float(high)


def donors_of(
    panel: Panel, base: int, *, leave: set[str], smallest: float, last: int | None = None
) -> list[int]:
    """Rows of states that are large enough, had no shock, and whose partners are on record throughout.

    Parameters
    ----------
    base
        The last year before the shock.
    leave
        States left out: the treated, its partner, and those with the shock.
    smallest
        Least trade in the last year before the shock, in the unit of the table.
    last
        The last year looked at.
    """
    used = np.ones(panel.years.size, dtype=bool) if last is None else panel.years <= last
    at = int(np.flatnonzero(panel.years <= base)[-1])
    return [
        i
        for i, code in enumerate(panel.units)
        if code not in leave
        and panel.sizes[i, at] >= smallest
        and (panel.covered[i, used & (panel.years > base)] >= COVERED).all()
        and np.isfinite(panel.values[i, used]).all()
    ]


def estimate(
    office: str, own: dict[int, float], panel: Panel, donors: list[int], *, base: int, how: str
) -> Estimated | None:
    """The gap of one series, and that of every donor in the years they share; None where there are too few of either."""
    common = [int(year) for year in panel.years if int(year) in own]
    before = sum(year <= base for year in common)
    if before < FEWEST_BEFORE or before == len(common) or len(donors) < FEWEST_DONORS:
        return None
    columns = [int(np.flatnonzero(panel.years == year)[0]) for year in common]
    outcomes = np.vstack([[own[year] for year in common], panel.values[np.ix_(donors, columns)]])
    gaps, main, ratios = _gaps(outcomes, common, before, how)
    codes = [panel.units[i] for i in donors]
    last = gaps[:, -1] * (1 if gaps[0, -1] >= 0 else -1)  # a fall is set against falls
    return Estimated(
        office=office,
        years=tuple(common),
        actual=outcomes[0],
        counterfactual=outcomes[0] - gaps[0],
        gaps=gaps[0],
        placebos=dict(zip(codes, gaps[1:], strict=True)),
        p=placebo_p(last[0], last[1:]),
        rank=int(1 + np.sum(last[1:] > last[0])),
        ratio_p=placebo_p(ratios[0], ratios[1:]),
        weights={}
        if main is None
        else {code: float(w) for code, w in zip(codes, main.weights, strict=True) if w > 0.005},
    )


def _gaps(outcomes: Array, years: list[int], before: int, how: str) -> tuple[Array, Control | None, Array]:
    """Gaps of every unit to its own counterfactual, that of the first whole, and ratios of fit after and before."""
    if how == "trend":
        rest = trend_gap(outcomes, before=before, steps=years)
        after, fit = (np.sqrt((part**2).mean(axis=1)) for part in (rest[:, before:], rest[:, :before]))
        return rest, None, after / fit
    method = synthetic_control if how == "synthetic" else synthetic_difference
    made = [method(outcomes, before=before)]
    # the treated state is no donor of the others
    made += [method(outcomes[1:], treated=i, before=before) for i in range(outcomes.shape[0] - 1)]
    return np.vstack([one.gaps for one in made]), made[0], np.array([one.ratio for one in made])
