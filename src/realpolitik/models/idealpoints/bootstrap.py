"""Standard errors by the parametric bootstrap: votes drawn from the estimate, estimated again.

It counts the uncertainty of the items and of the unit in, which the smoother's own variances leave out. It does not count what
smoothing itself moves: a path that turned more sharply than the walk allows is drawn as smooth as it was estimated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from realpolitik.errors import OptionError
from realpolitik.models.idealpoints.data import Array
from realpolitik.models.idealpoints.em import Options, fit
from realpolitik.models.idealpoints.result import IdealPoints
from realpolitik.models.idealpoints.simulate import replicated


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Replicates:
    """(R, C) positions estimated from replicated votes."""

    points: Array

    @property
    def se(self) -> Array:
        """(C,) standard deviation over replicates."""
        return self.points.std(0, ddof=1)


def bootstrap(
    estimate: IdealPoints, *, replicates: int = 50, seed: int = 0, options: Options | None = None
) -> Replicates:
    """Estimate from `replicates` sets of new votes, each starting from the estimate.

    Raises
    ------
    OptionError
        Fewer than two replicates.
    ConvergenceError
        A replicate did not converge.
    """
    if replicates < 2:
        raise OptionError(f"replicates={replicates}: a deviation needs two at least")
    order = np.argsort([estimate.point[estimate.votes.cells_of(s)].mean() for s in estimate.votes.states])
    left, right = (estimate.votes.states[int(order[k])] for k in (0, -1))
    streams = np.random.SeedSequence(seed).spawn(replicates)
    found = [
        fit(
            replicated(estimate, np.random.default_rng(stream)),
            positive=right,
            negative=left,
            prior=estimate.prior,
            options=options,
            start=estimate,
        ).point
        for stream in streams
    ]
    return Replicates(points=np.stack(found))
