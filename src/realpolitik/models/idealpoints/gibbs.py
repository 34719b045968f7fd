r"""The reference sampler: draws of all positions, slopes and cuts from their posterior, by Gibbs with forward filtering, backward sampling.

One sweep draws, in turn, the latent opposition behind every vote (a truncated normal), the whole path of each state given those (one
filter forward, one draw backward, so that a session is drawn given the one before and the one after), the centres of sessions, the
slopes, and the cuts (Metropolis, the latent oppositions integrated out). The multiplier and the weights that fix the unit are those of
the EM estimate, which is also where each chain starts, shaken. Every draw is standardised: mean 0, variance 1 over cells.

Carter and Kohn (1994), doi 10.1093/biomet/81.3.541; Johnson and Albert (1999), Ordinal Data Modeling, section 5.2.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from realpolitik.errors import OptionError
from realpolitik.models.idealpoints.data import Array, Block
from realpolitik.models.idealpoints.diagnostics import effective_draws, split_r_hat
from realpolitik.models.idealpoints.em import Model
from realpolitik.models.idealpoints.kalman import draw
from realpolitik.models.idealpoints.probit import FARTHEST, SPRING, interval_probability
from realpolitik.models.idealpoints.result import IdealPoints

STEP_MIDDLE, STEP_HALF = 2.4, 1.7
"""Steps of the cuts in units of their standard error: about half of the proposals are accepted."""
SHAKE = 0.5
"""Chains start this many standard errors from the estimate."""
NARROWEST = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    """Draws of all cells.

    Attributes
    ----------
    points
        (chains, draws, C) standardised positions.
    r_hat, effective
        (C,) split R-hat and the effective number of draws of each cell.
    accepted
        Share of the proposed cuts that were accepted.
    seconds
        Wall time.
    """

    points: Array
    r_hat: Array
    effective: Array
    accepted: float
    seconds: float

    @property
    def mean(self) -> Array:
        """(C,) posterior means."""
        return self.points.mean((0, 1))

    @property
    def se(self) -> Array:
        """(C,) posterior standard deviations."""
        return self.points.std((0, 1))

    def interval(self, coverage: float = 0.9) -> tuple[Array, Array]:
        """(C,) lower and upper bound of the central interval."""
        low, high = np.quantile(self.points, [(1 - coverage) / 2, (1 + coverage) / 2], axis=(0, 1))
        return low, high


@dataclass(slots=True)
class _Chain:
    point: Array
    centre: Array
    slope: Array
    middle: Array
    half: Array


def sample(
    estimate: IdealPoints, *, draws: int = 500, burn: int = 300, thin: int = 2, chains: int = 2, seed: int = 0
) -> Draws:
    """Draw from the posterior of the model that `estimate` is of.

    Parameters
    ----------
    draws, burn, thin
        Draws kept a chain, sweeps thrown away first, sweeps a draw.
    chains
        Chains, each from its own start and stream of random numbers.
    seed
        Of the random numbers; the same seed gives the same draws.

    Returns
    -------
    Draws
        Look at `r_hat`: above 1.1 a cell's chains have not mixed, and more sweeps are needed.

    Raises
    ------
    OptionError
        Fewer than four draws, or no chain.
    """
    if draws < 4 or chains < 1 or thin < 1 or burn < 0:
        raise OptionError("ask for four draws and one chain at least, each draw one sweep or more")
    began = time.perf_counter()
    sampler = _Sampler(estimate)
    kept = np.empty((chains, draws, len(estimate.point)))
    rate = 0.0
    for number, stream in enumerate(np.random.SeedSequence(seed).spawn(chains)):
        rng = np.random.default_rng(stream)
        chain = sampler.start(rng)
        for sweep in range(burn + draws * thin):
            rate += sampler.sweep(chain, rng) / (chains * (burn + draws * thin))
            place, off = divmod(sweep - burn + 1, thin)
            if sweep >= burn and off == 0:
                kept[number, place - 1] = standardised(chain.point, estimate.unit)
    return Draws(
        points=kept,
        r_hat=split_r_hat(kept),
        effective=effective_draws(kept),
        accepted=rate,
        seconds=time.perf_counter() - began,
    )


def standardised(points: Array, sign: float) -> Array:
    """Mean 0, variance 1, turned if `sign` is negative."""
    return np.sign(sign) * (points - points.mean()) / points.std()


class _Sampler:
    def __init__(self, estimate: IdealPoints) -> None:
        self.estimate, self.votes, self.prior = estimate, estimate.votes, estimate.prior
        self.model = Model(self.votes, self.prior)
        self.pull = estimate.multiplier * self.model.weights(estimate.items)
        self.session_pull = np.bincount(self.votes.cell_session, self.pull)

    def start(self, rng: np.random.Generator) -> _Chain:
        found, items = self.estimate, self.estimate.items
        shaken = SHAKE * rng.standard_normal(len(found.raw_mean)) * np.sqrt(found.conditional_variance)
        return _Chain(
            found.raw_mean + shaken,
            np.zeros(len(self.votes.sessions)),
            items.slope + SHAKE * rng.standard_normal(len(items.slope)) * np.sqrt(items.slope_variance),
            items.middle.copy(),
            items.half.copy(),
        )

    def sweep(self, chain: _Chain, rng: np.random.Generator) -> float:
        """One sweep, in place; the share of accepted cuts is returned."""
        votes, cells, count = self.votes, len(chain.point), len(chain.slope)
        hidden = [self._opposition(chain, block, code, rng) for code, block in enumerate(votes.blocks)]
        precision, information = self.pull.copy(), self.pull * chain.centre[votes.cell_session]
        far = [self._far(chain, block) for block in votes.blocks]
        for block, z, held in zip(votes.blocks, hidden, far, strict=True):
            slope = chain.slope[block.item]
            weight = 1 + SPRING * (held != 0)
            precision += np.bincount(block.cell, weight * slope**2, cells)
            information += np.bincount(block.cell, slope * (z + SPRING * held), cells)
        chain.point = draw(self.model.walk, precision, information, rng)
        self._centres(chain, rng)
        square, across = np.full(count, self.prior.slope**-2), np.zeros(count)
        for block, z, held in zip(votes.blocks, hidden, far, strict=True):
            at = chain.point[block.cell]
            square += np.bincount(block.item, at**2 * (1 + SPRING * (held != 0)), count)
            across += np.bincount(block.item, at * (z + SPRING * held), count)
        chain.slope = across / square + rng.standard_normal(count) / np.sqrt(square)
        return self._cuts(chain, rng)

    @staticmethod
    def _far(chain: _Chain, block: Block) -> Array:
        """The bound that a vote's expected opposition is beyond, with its sign; 0 for most votes."""
        expected = chain.slope[block.item] * chain.point[block.cell]
        return np.where(np.abs(expected) > FARTHEST, np.sign(expected) * FARTHEST, 0.0)

    @staticmethod
    def _bounds(chain: _Chain, block: Block, code: int, middle: Array, half: Array) -> tuple[Array, Array]:
        """Distances of the cuts round a vote from its expected opposition."""
        expected = chain.slope[block.item] * chain.point[block.cell]
        low = (middle - half)[block.item] - expected
        high = (middle + half)[block.item] - expected
        endless = np.full(len(expected), np.inf)
        return ((-endless, low), (low, high), (high, endless))[code]

    def _opposition(self, chain: _Chain, block: Block, code: int, rng: np.random.Generator) -> Array:
        low, high = self._bounds(chain, block, code, chain.middle, chain.half)
        flip = low + high > 0  # draw in the left tail, where probabilities keep their digits
        below, above = np.where(flip, -high, low), np.where(flip, -low, high)
        start, end = ndtr(below), ndtr(above)
        level = np.clip(start + rng.random(len(low)) * (end - start), 1e-300, 1 - 1e-16)
        noise = np.clip(ndtri(level), below, above)
        return chain.slope[block.item] * chain.point[block.cell] + np.where(flip, -noise, noise)

    def _centres(self, chain: _Chain, rng: np.random.Generator) -> None:
        votes, spread = self.votes, self.prior.session
        precision = self.session_pull + spread**-2
        mean = np.bincount(votes.cell_session, self.pull * chain.point) / precision
        chain.centre = mean + rng.standard_normal(len(mean)) / np.sqrt(precision)

    def _cuts(self, chain: _Chain, rng: np.random.Generator) -> float:
        count, three, bound = len(chain.slope), self.votes.three, self.prior.bound
        scale = np.sqrt(self.estimate.items.middle_variance) * np.minimum(
            1, 0.5 + 1 / np.sqrt(1 + chain.slope**2)
        )
        middle = chain.middle + 0.5 * STEP_MIDDLE * scale * rng.standard_normal(count)
        half = np.abs(chain.half + 0.5 * STEP_HALF * np.minimum(scale, 0.3) * rng.standard_normal(count))
        half = np.where(three, np.maximum(half, NARROWEST), 0.0)
        gain = np.zeros(count)
        for code, block in enumerate(self.votes.blocks):
            new = interval_probability(*self._bounds(chain, block, code, middle, half))
            old = interval_probability(*self._bounds(chain, block, code, chain.middle, chain.half))
            gain += np.bincount(block.item, np.log(new / old), count)
        taken = (np.log(rng.random(count)) < gain) & (np.abs(middle) + half <= bound)
        chain.middle, chain.half = np.where(taken, middle, chain.middle), np.where(taken, half, chain.half)
        return float(taken.mean())
