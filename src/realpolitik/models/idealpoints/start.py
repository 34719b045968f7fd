"""Where the estimation starts: the first principal component of who voted with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from realpolitik.models.idealpoints.data import Array, Index, Votes
from realpolitik.models.idealpoints.probit import Items

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

POWERS = 60
"""Rounds of the power iteration; a start need not be exact."""


def together(votes: Votes) -> tuple[Index, Index, Array]:
    """Cell, item and category (-1 lowest, 0, 1 highest) of every vote."""
    return (
        np.concatenate([block.cell for block in votes.blocks]),
        np.concatenate([block.item for block in votes.blocks]),
        np.concatenate([np.full(len(block.cell), code - 1.0) for code, block in enumerate(votes.blocks)]),
    )


def first_positions(votes: Votes) -> Array:
    """(C,) mean 0, deviation 1: each state's score on the first component, the same in all its sessions."""
    from scipy.sparse import csr_matrix

    cell, item, category = together(votes)
    state = votes.cell_state[cell]
    mean = np.bincount(item, category, len(votes.items)) / np.bincount(item, minlength=len(votes.items))
    size = np.sqrt(np.bincount(state, minlength=len(votes.states)))
    matrix = csr_matrix(
        ((category - mean[item]) / size[state], (state, item)), shape=(len(votes.states), len(votes.items))
    )
    scores = _leading(matrix)[votes.cell_state]
    return (scores - scores.mean()) / max(float(scores.std()), 1e-12)


def _leading(matrix: csr_matrix) -> Array:
    rows, _ = matrix.get_shape()
    scores = np.cos(np.arange(rows) + 1.0)  # any start that is not orthogonal to the answer
    for _ in range(POWERS):
        scores = matrix @ (matrix.T @ scores)
        scores /= np.linalg.norm(scores)
    return scores


def first_items(votes: Votes, positions: Array) -> Items:
    """Slopes from covariances with the positions, cuts from the shares of the categories."""
    from scipy.special import ndtri

    cell, item, category = together(votes)
    count = len(votes.items)
    cast = np.bincount(item, minlength=count)
    share = [np.bincount(block.item, minlength=count) / cast for block in votes.blocks]
    low = ndtri(np.clip(share[0], 1e-4, 1 - 1e-4))
    high = np.where(votes.three, ndtri(np.clip(1 - share[2], 1e-4, 1 - 1e-4)), low)
    at = np.bincount(item, positions[cell], count) / cast
    slope = np.clip(
        2 * (np.bincount(item, positions[cell] * category, count) / cast - at * (share[2] - share[0])), -2, 2
    )
    some = np.full(count, 0.03)
    return Items(
        slope=slope,
        middle=(low + high) / 2 + slope * at,
        half=np.where(votes.three, np.maximum((high - low) / 2, 0.02), 0.0),
        slope_variance=some,
        middle_variance=some.copy(),
        covariance=np.zeros(count),
    )
