"""Votes drawn from the model: to test that an estimator finds what is there, and for the parametric bootstrap."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from realpolitik.models.idealpoints.data import Array, Index, Votes, arranged
from realpolitik.models.idealpoints.probit import Items
from realpolitik.models.idealpoints.result import IdealPoints
from realpolitik.models.idealpoints.start import together


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Simulated:
    """Votes and the positions (C,) of their cells that made them."""

    votes: Votes
    point: Array


def choices(point: Array, items: Items, cell: Index, item: Index, rng: np.random.Generator) -> Index:
    """(n,) 0, 1 or 2: lowest, middle, highest category of each vote, drawn from the model."""
    opposition = items.slope[item] * point[cell] + rng.standard_normal(len(cell))
    low, high = (items.middle - items.half)[item], (items.middle + items.half)[item]
    return (opposition > low).astype(np.int64) + (opposition > high)


def simulated(
    *, states: int = 40, sessions: int = 12, items: int = 30, seed: int = 0, drift: float = 0.25
) -> Simulated:
    """An assembly in which every state votes on every item, `items` of them a session.

    The first item of every second session is that of the session before. Positions start from a standard normal and walk with standard deviation `drift`; slopes are standard normal times 1.5.
    """
    rng = np.random.default_rng(seed)
    path = np.cumsum(
        np.column_stack([rng.standard_normal(states), drift * rng.standard_normal((states, sessions - 1))]),
        axis=1,
    )
    cell_state, cell_session = (grid.ravel() for grid in np.indices((states, sessions)))
    count = sessions * items
    truth = Items(
        slope=1.5 * rng.standard_normal(count),
        middle=rng.standard_normal(count),
        half=0.1 + 0.5 * rng.random(count),
        slope_variance=np.zeros(count),
        middle_variance=np.zeros(count),
        covariance=np.zeros(count),
    )
    on, by = (grid.ravel() for grid in np.indices((count, states)))
    cell = by * sessions + on // items
    again = (on % items == 0) & (on // items % 2 == 1)
    item = np.where(again, on - items, on)
    choice = choices(path.ravel(), truth, cell, item, rng)
    keep = np.isin(item, [j for j in np.unique(item) if len(np.unique(choice[item == j])) > 1])
    labels, number = np.unique(item[keep], return_inverse=True)
    order = np.argsort(number, kind="stable")
    votes = arranged(
        states=tuple(f"S{k:03d}" for k in range(states)),
        sessions=tuple(range(1, sessions + 1)),
        items=tuple(map(int, labels)),
        cell_state=cell_state,
        cell_session=cell_session,
        cell=cell[keep][order],
        item=number[order],
        choice=choice[keep][order],
    )
    return Simulated(votes=votes, point=path.ravel())


def replicated(estimate: IdealPoints, rng: np.random.Generator) -> Votes:
    """New votes of the same states on the same items, drawn from the estimate.

    An item on which all would choose alike keeps the votes that it had: it would tell nothing, and the cells must stay.
    """
    votes, items = estimate.votes, estimate.items
    cell, item, category = together(votes)
    drawn = choices(estimate.raw_mean, items, cell, item, rng)
    drawn = np.where(votes.three[item], drawn, 2 * (drawn > 0))
    made = np.stack([np.bincount(item[drawn == code], minlength=len(votes.items)) > 0 for code in range(3)])
    alike = made.sum(0) < 2
    drawn = np.where(alike[item], (category + 1).astype(np.int64), drawn)
    order = np.argsort(item, kind="stable")
    return arranged(
        states=votes.states,
        sessions=votes.sessions,
        items=votes.items,
        cell_state=votes.cell_state,
        cell_session=votes.cell_session,
        cell=cell[order],
        item=item[order],
        choice=drawn[order],
    )
