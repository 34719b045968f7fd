"""What an estimation returns: positions with labels, items, and how it converged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.errors import CoverageError
from realpolitik.models.idealpoints.data import Array, Votes
from realpolitik.models.idealpoints.items import Prior
from realpolitik.models.idealpoints.probit import Items

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class Convergence:
    """How an estimation ended.

    Attributes
    ----------
    sweeps
        Passes over items and positions.
    residual
        Largest change of a position in the last plain sweep.
    history
        The residual of each accelerated sweep.
    seconds
        Wall time.
    """

    sweeps: int
    residual: float
    history: tuple[float, ...] = field(repr=False)
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IdealPoints:
    """Positions of S states in their sessions: C cells; J items.

    Attributes
    ----------
    votes, prior
        What they rest on.
    point
        (C,) mean 0 and variance 1 over cells, the uncertainty of each counted in.
    conditional_se
        (C,) standard errors that leave the uncertainty of items partly out: too small to publish.
    items
        (J,) slopes and cuts on the raw scale.
    raw_mean, conditional_variance, multiplier
        Positions on the scale of the items, their variances and the multiplier: where a further fit starts.
    centre, unit
        `point = (raw_mean - centre) / unit`; a negative unit has turned the axis.
    """

    votes: Votes
    prior: Prior
    point: Array
    conditional_se: Array
    raw_mean: Array = field(repr=False)
    conditional_variance: Array = field(repr=False)
    items: Items = field(repr=False)
    multiplier: float
    centre: float
    unit: float
    convergence: Convergence

    def of(self, state: str, session: int) -> float:
        """The position of a state in a session.

        Raises
        ------
        CoverageError
            The state did not vote in that session.
        """
        return float(self.point[self.cell(state, session)])

    def cell(self, state: str, session: int) -> int:
        """Index of the cell of a state in a session; `CoverageError` where it did not vote."""
        cells = self.votes.cells_of(state)
        held = np.array(self.votes.sessions)[self.votes.cell_session[cells]]
        if not (found := cells[held == session]).size:
            raise CoverageError(
                f"{state} has no vote in session {session} of the Assembly.",
                f"It voted in sessions {held.min()} to {held.max()}.",
            )
        return int(found[0])

    def frame(self) -> pl.DataFrame:
        """One row a cell: `state`, `session`, `value`, `conditional_se`, `votes`."""
        import polars as pl

        return pl.DataFrame(
            {
                "state": [self.votes.states[k] for k in self.votes.cell_state],
                "session": [self.votes.sessions[k] for k in self.votes.cell_session],
                "value": self.point,
                "conditional_se": self.conditional_se,
                "votes": self.votes.cast,
            }
        )
