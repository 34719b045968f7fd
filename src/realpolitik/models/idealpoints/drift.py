r"""Sessions moved as wholes: the direction in which plain sweeps crawl, solved exactly.

Move all positions of a session by $\delta_t$ and the cuts of its items by $\beta_j \delta_t$, and no vote is more or less likely: only
the walk, the centres of sessions, and items that several sessions share resist. A sweep that holds items while it moves states, and
states while it moves items, needs hundreds of rounds for it; here the shifts of all sessions are one small linear system, with the
cuts following.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from realpolitik.models.idealpoints.data import Array, Index, Votes
from realpolitik.models.idealpoints.kalman import Walk
from realpolitik.models.idealpoints.probit import Evidence, Items

LONGEST = 0.1
"""No session moves further than this at once: far from the solution the linear system is a guess."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Drift:
    """What of the walk resists shifts of sessions.

    Attributes
    ----------
    session
        (C,) session of each cell.
    later, earlier
        Cells of each step of the walk: to, and from.
    first
        The first cell of each state.
    precision
        Of each step; `first_precision` of each first position.
    resistance
        (T, T) second derivative of the walk's energy in the shifts.
    """

    session: Index
    later: Index
    earlier: Index
    first: Index
    precision: Array
    first_precision: float
    resistance: Array

    @classmethod
    def of(cls, votes: Votes, walk: Walk) -> Drift:
        """From the votes and their walk."""
        later = np.flatnonzero(votes.place > 0)
        first = np.flatnonzero(votes.place == 0)
        precision = 1 / walk.step[later]
        count, session = len(votes.sessions), votes.cell_session
        resistance = np.zeros((count, count))
        to, since = session[later], session[later - 1]
        np.add.at(resistance, (to, to), precision)
        np.add.at(resistance, (since, since), precision)
        np.add.at(resistance, (to, since), -precision)
        np.add.at(resistance, (since, to), -precision)
        np.add.at(resistance, (session[first], session[first]), 1 / walk.start)
        return cls(
            session=session,
            later=later,
            earlier=later - 1,
            first=first,
            precision=precision,
            first_precision=1 / walk.start,
            resistance=resistance,
        )

    def centres(self, mean: Array, weight: Array, multiplier: float, spread: float) -> Array:
        r"""(C,) expected centre of each cell's session: its weighted mean, drawn to 0 by the prior $a_t \sim N(0, \omega^2)$."""
        total = multiplier * np.bincount(self.session, weight)
        return (multiplier * np.bincount(self.session, weight * mean) / (total + spread**-2))[self.session]

    def shifts(
        self, sums: Evidence, items: Items, mean: Array, weight: Array, multiplier: float, spread: float
    ) -> Array:
        """(T,) the shift of each session: one Newton step in all of them, cuts following."""
        centres = self.centres(mean, weight, multiplier, spread)
        gradient = sums.cell_gradient - multiplier * weight * (mean - centres)
        step = self.precision * (mean[self.later] - mean[self.earlier])
        gradient[self.later] -= step
        gradient[self.earlier] += step
        gradient[self.first] -= self.first_precision * mean[self.first]
        total = multiplier * np.bincount(self.session, weight)
        matrix = self.resistance + np.diag(total * spread**-2 / (total + spread**-2))
        matrix += np.diag(np.bincount(self.session, sums.held)) + self._shared(sums, items)
        found = np.linalg.solve(matrix, np.bincount(self.session, gradient))
        return np.asarray(found * min(1.0, LONGEST / max(float(np.abs(found).max()), 1e-12)), np.float64)

    @staticmethod
    def _shared(sums: Evidence, items: Items) -> Array:
        """(T, T) resistance of items that several sessions share, after their cuts have moved to the best place."""
        scaled = sums.session_curvature * items.slope[:, None]
        own = (scaled * items.slope[:, None]).sum(0)
        return np.diag(own) - (scaled / sums.middle_middle[:, None]).T @ scaled

    @staticmethod
    def followed(sums: Evidence, items: Items, shifts: Array) -> Array:
        """(J,) how far the middle of each item moves with the shifts."""
        return items.slope * (sums.session_curvature @ shifts) / sums.middle_middle
