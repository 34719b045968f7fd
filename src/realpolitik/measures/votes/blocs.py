"""Blocs: communities of states that vote more alike than their habits explain, by year, and how firm they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.votes.ballots import FEWEST, Ballots, ballots, chosen, common, seat_caveats
from realpolitik.measures.votes.counts import Array, check_draws, redrawn
from realpolitik.measures.votes.options import BlocDraws, Issue, Seat
from realpolitik.measures.votes.pair import TABLES, common_votes, pair_names
from realpolitik.measures.votes.similarity import cohen_kappa
from realpolitik.models.stats.wilson import wilson_interval
from realpolitik.sources.shipped import shipped
from realpolitik.store import Store
from realpolitik.wording.numbers import percent
from realpolitik.wording.sentences import opening

LEVELS = 3
"""Groups are halved at most so often: no more than eight blocs."""
STEPS = 80
"""Steps of the power iteration; signs, not the vector itself, decide."""
SCALED = 8
"""After so many steps the vectors are brought back to length one, before they outgrow a number."""
CHUNK = 50
"""Replicates held in memory at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Communities:
    """Partitions of N states in D networks.

    Attributes
    ----------
    labels
        (D, N) number of the bloc of each state, from 0 on.
    modularity
        (D,) how much more weight lies within blocs than the states' own totals would give; at most 1.
    """

    labels: NDArray[np.int64]
    modularity: Array


def communities(weights: Array) -> Communities:
    r"""Communities of weighted networks, many at once, by modularity.

    $Q = \frac{1}{2m} \sum_{ij} (w_{ij} - k_i k_j / 2m) \delta(c_i, c_j)$ is raised by halving groups along the leading
    eigenvector of their modularity matrix, while that raises it, and then by moving single states.

    Parameters
    ----------
    weights
        (D, N, N) symmetric, 0 or more; the diagonal is not used.

    Returns
    -------
    Labels and modularity; one bloc of all, with modularity 0, where no division raises it.

    References
    ----------
    Newman (2006), Modularity and community structure in networks, doi 10.1073/pnas.0601602103

    Examples
    --------
    >>> found = communities(np.kron(np.eye(2), np.ones((3, 3)))[None])
    >>> found.labels[0].tolist(), round(float(found.modularity[0]), 3)
    ([0, 0, 0, 1, 1, 1], 0.5)
    """
    full = np.array(weights, dtype=float)
    size = full.shape[-1]
    full[:, np.arange(size), np.arange(size)] = 0
    degree = full.sum(-1)
    total = np.maximum(degree.sum(-1), 1e-12)
    modular = full - degree[:, :, None] * degree[:, None, :] / total[:, None, None]
    labels = np.zeros(degree.shape, dtype=np.int64)
    for _ in range(LEVELS):
        labels = _halved(modular, labels, total)
    labels = _moved(modular, labels)
    inside = (labels[:, :, None] == labels[:, None, :]).astype(float)
    return Communities(labels=_renumbered(labels), modularity=(modular * inside).sum((1, 2)) / total)


def _halved(modular: Array, labels: NDArray[np.int64], total: Array) -> NDArray[np.int64]:
    out = labels * 2
    for group in range(int(labels.max()) + 1):
        inside = (labels == group).astype(float)
        own = modular * inside[:, :, None] * inside[:, None, :]
        place = np.arange(own.shape[-1])
        own[:, place, place] -= own.sum(-1)
        reach = np.abs(own).sum(-1).max(-1)[:, None]  # moves the leading eigenvalue to the largest in size
        vector = inside * np.cos(place + 1.0)
        own[:, place, place] += reach
        for step in range(STEPS):
            vector = (own @ vector[:, :, None])[:, :, 0]
            if step % SCALED == SCALED - 1:
                vector /= np.maximum(np.sqrt((vector * vector).sum(1, keepdims=True)), 1e-300)
        own[:, place, place] -= reach
        sign = np.where(vector > 0, 1.0, -1.0) * inside
        gain = np.einsum("di,dij,dj->d", sign, own, sign) / total
        split = (gain > 1e-6)[:, None] & (sign > 0) & (inside > 0)
        out = np.where(split, out + 1, out)
    return out


def _moved(modular: Array, labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each network moves its best state to its best bloc, until none gains."""
    labels = labels.copy()
    draws, size = labels.shape
    blocs = int(labels.max()) + 1
    each = np.arange(draws)
    own = modular.copy()
    own[:, np.arange(size), np.arange(size)] = 0
    for _ in range(2 * size):
        member = (labels[:, :, None] == np.arange(blocs)).astype(float)
        pull = own @ member
        stay = np.take_along_axis(pull, labels[:, :, None], 2)
        gain = pull - stay
        best = gain.reshape(draws, -1).argmax(1)
        state, bloc = best // blocs, best % blocs
        better = gain[each, state, bloc] > 1e-9
        if not better.any():
            break
        labels[each[better], state[better]] = bloc[better]
    return labels


def _renumbered(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Blocs by the order of their first state."""
    out = np.empty_like(labels)
    for place, row in enumerate(labels):
        known = {label: number for number, label in enumerate(dict.fromkeys(row.tolist()))}
        out[place] = [known[label] for label in row.tolist()]
    return out


def cluster_pairs(record: Ballots) -> Array:
    """(C, N, N, 9) joint counts of all pairs in each cluster."""
    clusters = record.clusters()
    size = len(record.states)
    out = np.zeros((int(clusters.max()) + 1, size, size, 9))
    cast = np.concatenate([record.codes == level for level in range(3)], axis=1).astype(np.float32)
    for cluster in range(len(out)):
        own = cast[clusters == cluster]
        joint = (own.T @ own).reshape(3, size, 3, size)
        out[cluster] = joint.transpose(1, 3, 0, 2).reshape(size, size, 9)
    return out


def network(counts: Array) -> Array:
    """(D, N, N) weights, symmetric: kappa where it is positive, 0 where it is negative, undefined, or of fewer than ten common votes."""
    size = counts.shape[1]
    first, second = np.triu_indices(size, 1)
    once = counts[:, first, second]
    kappa = cohen_kappa(once.reshape(*once.shape[:2], 3, 3), power=1)
    out = np.zeros((len(counts), size, size))
    out[:, first, second] = np.where((once.sum(-1) >= FEWEST) & (kappa > 0), kappa, 0.0)
    return out + out.transpose(0, 2, 1)


@measure(
    "votes.blocs",
    unit="share",
    tables=TABLES,
    chart="share",
    definition="How often two states fall into the same bloc when roll calls are drawn again; blocs are communities in the network of "
    "agreement beyond chance, year by year.",
    formula="share of replicates with c_a = c_b; c maximises Q = sum_ij (w_ij - k_i k_j / 2m) [c_i = c_j] / 2m, w = max(0, linear kappa)",
    reference="Newman (2006), Modularity and community structure in networks, PNAS 103(23), doi 10.1073/pnas.0601602103",
)
def blocs(
    tables: Store,
    about: About,
    window: Window,
    *,
    issue: Issue = "",
    seat: Seat = True,
    draws: BlocDraws = 100,
) -> Result:
    """Whether two states belong to the same bloc of voters, by year."""
    check_draws(draws, fewest=20, why="say nothing about stability")
    ballots(tables, about, seat=seat)  # raises, with the remedy, for a state that is not on record
    full = ballots(tables, tuple(sorted({*about, *larger()})), seat=seat)
    record = chosen(full, window, issue=issue)
    common(full, record, about)
    rows = [
        _row(own, about, draws)
        for year in np.unique(record.years)
        if common_votes(own := record.where(record.years == year), about) >= FEWEST
    ]
    if not rows:
        raise CoverageError(
            f"{pair_names(about)} have no year with {FEWEST} common votes.", "Ask for a longer period."
        )
    last = rows[-1]
    where = "the same bloc" if last["together"] else "different blocs"
    return Result(
        value=last["value"],
        interval=_wilson(last["value"], draws),
        says=f"{opening(pair_names(about))} voted in {where} in {last['period']}, one of {last['blocs']} blocs; in {percent(last['value'])} of "
        "replicates they fall together"
        + (f", after {percent(rows[0]['value'])} in {rows[0]['period']}." if len(rows) > 1 else "."),
        rows=rows,
        period=spanned([_day(row) for row in rows], "A"),
        caveats=(
            f"Blocs of {len(full.states)} larger members, not of all; blocs are of votes, not of alliances.",
            "Modularity finds no bloc smaller than a certain size, and partitions of nearly the same modularity may differ.",
            *seat_caveats(about, record),
        ),
    )


@cache
def larger() -> tuple[str, ...]:
    """Codes of the members among which blocs are sought (`larger.yaml`)."""
    return tuple(shipped("realpolitik.measures.votes", "larger"))


def _row(record: Ballots, about: About, draws: int) -> dict[str, Any]:
    present = np.flatnonzero((record.codes >= 0).sum(0) >= FEWEST)
    names = [record.states[int(place)] for place in present]
    counts = cluster_pairs(record)[:, present][:, :, present]
    size = len(counts)
    central = communities(network(counts.sum(0)[None]))
    weights = redrawn(size, draws=draws)
    a, b = (names.index(code) for code in about)
    together = 0
    for start in range(0, draws, CHUNK):
        drawn = np.tensordot(weights[start : start + CHUNK], counts, 1)
        labels = communities(network(drawn)).labels
        together += int((labels[:, a] == labels[:, b]).sum())
    own, bounds = central.labels[0], _wilson(together / draws, draws)
    listed = [
        " ".join(n for n, label in zip(names, own, strict=True) if label == bloc)
        for bloc in range(int(own.max()) + 1)
    ]
    return {
        "period": str(int(record.years[0])),
        "value": together / draws,
        "low": bounds.low,
        "high": bounds.high,
        "together": bool(own[a] == own[b]),
        "blocs": len(listed),
        "modularity": float(central.modularity[0]),
        "members": " | ".join(listed),
        "source": record.source,
    }


def _day(row: dict[str, Any]) -> date:
    return date(int(row["period"]), 1, 1)


def _wilson(share: float, draws: int) -> Interval:
    """What so many replicates can tell of the share, 95 % by Wilson's score."""
    low, high = wilson_interval(share, draws)
    return Interval(
        low=max(0.0, min(share, low)),
        high=min(1.0, max(share, high)),
        kind=f"95 %, {draws} replicates",
        basis="sample",
    )
