r"""Median voter and expected utility, a named legacy method with known faults.

Actors have positions $x_i$ on one issue, capabilities $c_i$ and salience $s_i$. The vote of j against k is
$v_{jk} = \sum_i c_i s_i (|x_i - x_k| - |x_i - x_j|)/D$; the position that no other beats is the weighted median. The
probability that i's position prevails over j's is

$$ P_{ij} = \frac{\sum_k \max(0, c_k s_k (|x_k - x_j| - |x_k - x_i|))}{\sum_k c_k s_k ||x_k - x_j| - |x_k - x_i||}. $$

The expected utility of i challenging j weighs the challenge against letting things be:

$$ E_{ij} = s_j [P_{ij} U_s + (1 - P_{ij}) U_f] + (1 - s_j) U_s - Q U_{sq} - (1 - Q)[T U_b + (1 - T) U_w] $$

with $U_s = 2 - 4(\tfrac12 - \tfrac12 d_{ij})^{r_i}$, $U_f = 2 - 4(\tfrac12 + \tfrac12 d_{ij})^{r_i}$,
$U_b, U_w = 2 - 4(\tfrac12 \mp \tfrac14 (d_{i\mu} + d_{ij}))^{r_i}$, $U_{sq} = 2 - 4 \cdot (\tfrac12)^{r_i}$, distances d as shares
of the range D, $\mu$ the median, T = 1 where the median is nearer to i than j is. Risk is $r_i = (1 - R_i/3)/(1 + R_i/3)$,
$R_i = (2 S_i - \max S - \min S)/(\max S - \min S)$, $S_i = \sum_j E_{ji}$ as i moves over all positions. Actors then make
offers: where a challenge pays for i and not for j, j moves the part $|E_{ji}/E_{ij}|$ of the way if it would lose less than i gains
(compromise), the whole of it otherwise (capitulation); where both expect to win, the one that gains less gives way
(confrontation). Each takes the offer that moves it least.

Known faults: forecasts rest on experts' numbers, replications failed on undocumented choices (the denominator summed over
all triples; a wrong sign in the expected utility), and one dimension is all it knows. It is shown beside the others, never
alone.

References: Black (1948), Journal of Political Economy 56, 23-34, doi:10.1086/256633; Bueno de Mesquita (1994), in European
Community Decision Making; Scholz, Calbert and Smith (2011), Journal of Theoretical Politics 23, 510-531,
doi:10.1177/0951629811418142.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from realpolitik.errors import OptionError

Array = NDArray[np.float64]


def pairwise_votes(positions: ArrayLike, weights: ArrayLike) -> Array:
    """(A, A) votes for each position over each other, above 0 where the row wins; weights are c times s.

    Raises
    ------
    OptionError
        Shapes differ, a weight is negative, or all positions are the same.
    """
    place, weight = _checked(positions, weights)
    gap = np.abs(place[:, None] - place[None, :])
    return (weight[:, None, None] * (gap[:, None, :] - gap[:, :, None])).sum(axis=0) / gap.max()


def condorcet(positions: ArrayLike, weights: ArrayLike) -> float:
    """The position that beats or ties every other: the weighted median.

    Examples
    --------
    >>> condorcet([4, 7, 10], [2, 2, 1])
    7.0
    """
    place, _ = _checked(positions, weights)
    votes = pairwise_votes(positions, weights)
    worst = votes.min(axis=1)
    return float(place[int(np.argmax(worst >= worst.max() - 1e-12 * np.abs(votes).max()))])


def weighted_mean(positions: ArrayLike, weights: ArrayLike) -> float:
    """The compromise of all, by weight."""
    place, weight = _checked(positions, weights)
    return float((place * weight).sum() / weight.sum())


def prevails(first: float, second: float, positions: ArrayLike, weights: ArrayLike) -> float:
    """Probability that the first position prevails over the second, with all third parties taking sides."""
    place, weight = _checked(positions, weights)
    lean = weight * (np.abs(place - second) - np.abs(place - first))
    total = np.abs(lean).sum()
    if total == 0:
        return 0.5
    return float(np.maximum(lean, 0.0).sum() / total)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forecast:
    """Positions of A actors over the rounds of offers, and where the last round leaves the median.

    Attributes
    ----------
    positions
        (rounds + 1, A), the first as given.
    median
        Weighted median of the last round: the forecast.
    settled
        Whether positions stopped moving; if not, the rounds ran out, which the method itself leaves open.
    """

    positions: Array
    median: float
    settled: bool


def challenges(
    positions: ArrayLike,
    capabilities: ArrayLike,
    saliences: ArrayLike,
    *,
    risk: ArrayLike | None = None,
    stay: float = 0.5,
) -> Array:
    """(A, A) expected utility of the row actor challenging the column actor; 0 on the diagonal.

    Parameters
    ----------
    positions, capabilities, saliences
        (A,) each; capabilities above 0, saliences from 0 to 1.
    risk
        (A,) exponents r, above 0; all 1 where left out.
    stay
        Q, the probability that the other would stay where it is if not challenged.

    Raises
    ------
    OptionError
        Shapes differ, a salience leaves 0 to 1, a capability is not above 0, or all positions are the same.
    """
    place, power = _checked(positions, capabilities)
    care = np.asarray(saliences, dtype=float)
    if care.shape != place.shape or (care < 0).any() or (care > 1).any() or (power <= 0).any():
        raise OptionError("every position needs a capability above 0 and a salience from 0 to 1")
    bend = np.ones(place.size) if risk is None else np.asarray(risk, dtype=float)
    if not 0 <= stay <= 1 or bend.shape != place.shape or (bend <= 0).any():
        raise OptionError("the chance of staying lies between 0 and 1, and risk exponents are above 0")
    width = float(np.ptp(place))
    middle = condorcet(place, power * care) if (power * care).any() else float(np.median(place))
    gap = np.abs(place[:, None] - place[None, :]) / width
    away = np.abs(place - middle)[:, None] / width
    power_r = bend[:, None]
    wins, loses = 2 - 4 * (0.5 - 0.5 * gap) ** power_r, 2 - 4 * (0.5 + 0.5 * gap) ** power_r
    part = np.minimum(0.5, 0.25 * (away + gap))
    better, worse = 2 - 4 * (0.5 - part) ** power_r, 2 - 4 * (0.5 + part) ** power_r
    same = 2 - 4 * 0.5**power_r
    mine = power * care
    lean = mine[None, None, :] * (gap[None, :, :] - gap[:, None, :])
    total = np.abs(lean).sum(axis=2)
    chance = np.where(total > 0, np.maximum(lean, 0).sum(axis=2) / np.where(total > 0, total, 1), 0.5)
    improves = away < gap - 1e-9  # a tie is no gain, however it is rounded
    other = care[None, :]
    found = other * (chance * wins + (1 - chance) * loses) + (1 - other) * wins
    found = found - stay * same - (1 - stay) * np.where(improves, better, worse)
    np.fill_diagonal(found, 0.0)
    return found


def risk_exponents(positions: ArrayLike, capabilities: ArrayLike, saliences: ArrayLike) -> Array:
    """(A,) exponents r from 1/2 to 2: how much safety each gave up for its position; 1 where no position is safer."""
    place = np.asarray(positions, dtype=float)
    out = np.ones(place.size)
    for i in range(place.size):
        sums = []
        for there in place:
            moved = place.copy()
            moved[i] = there
            if np.ptp(moved) > 0:
                sums.append(float(challenges(moved, capabilities, saliences)[:, i].sum()))
        own = float(challenges(place, capabilities, saliences)[:, i].sum())
        low, high = min(sums), max(sums)
        if high > low:
            ratio = (2 * own - high - low) / (high - low)
            out[i] = (1 - ratio / 3) / (1 + ratio / 3)
    return out


def expected_utility(
    positions: ArrayLike,
    capabilities: ArrayLike,
    saliences: ArrayLike,
    *,
    rounds: int = 10,
    stay: float = 0.5,
) -> Forecast:
    """Rounds of challenges and offers, and the weighted median after them.

    Raises
    ------
    OptionError
        As in `challenges`, or there is no round.

    Examples
    --------
    >>> found = expected_utility([0.0, 0.5, 1.0], [1.0, 1.0, 1.0], [1.0, 1.0, 1.0])
    >>> found.median
    0.5
    """
    if rounds < 1:
        raise OptionError(f"{rounds} rounds: one or more")
    start, _ = _checked(positions, capabilities)
    power, care = np.asarray(capabilities, dtype=float), np.asarray(saliences, dtype=float)
    track, settled = [start], False
    for _ in range(rounds):
        place = track[-1]
        if np.ptp(place) < _STILL * np.ptp(start):
            settled = True
            break
        gain = challenges(place, power, care, risk=risk_exponents(place, power, care), stay=stay)
        moved = np.array([_accepted(j, place, gain) for j in range(place.size)])
        track.append(moved)
        if np.abs(moved - place).max() < _STILL * np.ptp(start):
            settled = True
            break
    last = track[-1]
    median = condorcet(last, power * care) if np.ptp(last) > 0 else float(last[0])
    return Forecast(positions=np.array(track), median=median, settled=settled)


def _accepted(j: int, place: Array, gain: Array) -> float:
    """Where an actor ends the round: the offer that moves it least, or where it was."""
    offers = []
    for i in range(place.size):
        if i == j or not gain[i, j] > 0:
            continue
        if (
            gain[j, i] > 0
        ):  # both think that they would win: the one that gains less gives way in confrontation
            if gain[i, j] > gain[j, i]:
                offers.append(place[i])
        elif (
            gain[i, j] > -gain[j, i]
        ):  # a compromise: j yields the part of the way that its loss is of i's gain
            offers.append(place[j] + (place[i] - place[j]) * -gain[j, i] / gain[i, j])
        else:
            offers.append(place[i])  # j would lose more than i gains: it capitulates
    return float(min(offers, key=lambda where: abs(where - place[j]), default=place[j]))


_STILL = 1e-6
"""Share of the range below which a move is none."""


def _checked(positions: ArrayLike, weights: ArrayLike) -> tuple[Array, Array]:
    place, weight = np.asarray(positions, dtype=float), np.asarray(weights, dtype=float)
    if place.shape != weight.shape or place.ndim != 1 or (weight < 0).any() or not weight.sum() > 0:
        raise OptionError("every position needs a weight, none negative and some positive")
    if place.size < 2 or np.ptp(place) == 0:
        raise OptionError("positions must differ: there is nothing to decide otherwise")
    return place, weight
