"""Votes as arrays with labels: who chose what on which item, ready for the model.

An item is a resolution: one roll call, or several on the same text in different years (bridges). A cell is a state in a session.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from realpolitik.errors import CoverageError, OptionError

if TYPE_CHECKING:
    import polars as pl

Array = NDArray[np.float64]
Index = NDArray[np.int64]
CHOICES = ("yes", "abstain", "no")
"""In their order; the latent opposition to a text rises from yes to no."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """The n votes of one category: the cell and the item of each, and `pair`, the number of its item and session together."""

    cell: Index
    item: Index
    pair: Index


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Votes:
    """S states, T sessions, C cells (a state in a session), J items.

    Attributes
    ----------
    states, sessions, items
        Labels: (S,), (T,) in order, and (J,) the first roll call of each item.
    cell_state, cell_session
        (C,) indices into `states` and `sessions`; cells are sorted by state, then session.
    place
        (C,) how many sessions with votes the state had before; 0 for its first.
    cast
        (C,) votes of each cell that the model uses.
    lowest, middle, highest
        The votes by category. An item on which all three choices were made has three; where only two were, the one nearer
        to yes is the lowest, the other the highest, and the middle is empty.
    three
        (J,) whether an item has a middle.
    """

    states: tuple[str, ...]
    sessions: tuple[int, ...]
    items: tuple[int, ...]
    cell_state: Index
    cell_session: Index
    place: Index
    cast: Index
    lowest: Block
    middle: Block
    highest: Block
    three: NDArray[np.bool_]

    @property
    def blocks(self) -> tuple[Block, Block, Block]:
        """Lowest, middle, highest."""
        return self.lowest, self.middle, self.highest

    @property
    def size(self) -> int:
        """Votes that the model uses."""
        return int(self.cast.sum())

    def cells_of(self, state: str) -> Index:
        """The cells of a state, in the order of sessions; `CoverageError` where it has no vote."""
        if state not in self.states:
            raise CoverageError(
                f"no vote of {state} is among those estimated.", f"There are: {' '.join(self.states)}."
            )
        return np.flatnonzero(self.cell_state == self.states.index(state))


def linked(pairs: Mapping[int, int]) -> dict[int, int]:
    """First roll call of each chain of bridges: `{later: earlier}` pairs collapse to the earliest.

    Examples
    --------
    >>> linked({577: 545, 545: 512, 9: 8})
    {577: 512, 545: 512, 9: 8}
    """
    first: dict[int, int] = {}
    for later in pairs:
        chain, seen = later, {later}
        while chain in pairs and pairs[chain] not in seen:
            chain = pairs[chain]
            seen.add(chain)
        first[later] = chain
    return first


def read(frame: pl.DataFrame, *, bridges: Mapping[int, int] | None = None) -> Votes:
    """Votes from a frame.

    Parameters
    ----------
    frame
        One row a vote: `state` (any label), `session` and `roll_call` (whole numbers), `vote` (yes, abstain, no). An absence has
        no row.
    bridges
        `{later: earlier}` roll calls on the same text, which share one item; chains collapse to the earliest.

    Returns
    -------
    Votes
        Unanimous items, which say nothing of positions, are left out, and states in sessions with no other vote with them.

    Raises
    ------
    OptionError
        A column is missing, or a vote is none of the three.
    CoverageError
        No item divides the states.

    Examples
    --------
    >>> import polars as pl
    >>> rows = [("A", 1, 7, "yes"), ("B", 1, 7, "no"), ("A", 2, 8, "yes"), ("B", 2, 8, "yes")]
    >>> votes = read(pl.DataFrame(rows, schema=["state", "session", "roll_call", "vote"], orient="row"))
    >>> votes.items, votes.cell_session.tolist(), votes.size
    ((7,), [0, 0], 2)
    """
    import polars as pl

    if missing := {"state", "session", "roll_call", "vote"} - set(frame.columns):
        raise OptionError(f"a frame of votes needs the columns {', '.join(sorted(missing))}")
    if wrong := set(frame["vote"].unique().to_list()) - set(CHOICES):
        raise OptionError(
            f"no votes are called {', '.join(map(repr, sorted(map(str, wrong))))}: choose {CHOICES}"
        )
    code = {word: number for number, word in enumerate(CHOICES)}
    table = frame.select(
        "state",
        "session",
        pl.col("roll_call").replace(linked(bridges or {})).alias("item"),
        pl.col("vote").replace_strict(code, return_dtype=pl.Int8).alias("y"),
    ).filter((pl.col("y").n_unique() > 1).over("item"))
    if table.is_empty():
        raise CoverageError("no roll call divides the states: there is nothing to estimate from.")
    return _arranged(table)


def _arranged(table: pl.DataFrame) -> Votes:
    cells = table.select("state", "session").unique().sort("state", "session").with_row_index("cell")
    items = table.select("item").unique().sort("item").with_row_index("j")
    rows = table.join(cells, on=["state", "session"]).join(items, on="item").sort("j", "cell", "y")
    cell, item = rows["cell"].to_numpy().astype(np.int64), rows["j"].to_numpy().astype(np.int64)
    choice = rows["y"].to_numpy().astype(np.int64)
    states, cell_state = np.unique(cells["state"].to_numpy(), return_inverse=True)
    sessions, cell_session = np.unique(cells["session"].to_numpy(), return_inverse=True)
    return arranged(
        states=tuple(map(str, states)),
        sessions=tuple(map(int, sessions)),
        items=tuple(items["item"].to_list()),
        cell_state=cell_state.astype(np.int64),
        cell_session=cell_session.astype(np.int64),
        cell=cell,
        item=item,
        choice=choice,
    )


def arranged(
    *,
    states: tuple[str, ...],
    sessions: tuple[int, ...],
    items: tuple[int, ...],
    cell_state: Index,
    cell_session: Index,
    cell: Index,
    item: Index,
    choice: Index,
) -> Votes:
    """Votes from arrays: `choice` (n,) is 0 yes, 1 abstain, 2 no; votes sorted by item; every item has two choices or three."""
    count = len(items)
    made = np.stack([np.bincount(item[choice == code], minlength=count) > 0 for code in range(3)])
    three, least = np.logical_and.reduce(made), np.argmax(made, axis=0)
    category = np.where(choice == least[item], 0, np.where(three[item] & (choice == 1), 1, 2))
    pair = item * len(sessions) + cell_session[cell]

    def block(chosen: NDArray[np.bool_]) -> Block:
        return Block(cell=cell[chosen], item=item[chosen], pair=pair[chosen])

    first = np.flatnonzero(np.r_[True, np.diff(cell_state) != 0])
    return Votes(
        states=states,
        sessions=sessions,
        items=items,
        cell_state=cell_state,
        cell_session=cell_session,
        place=np.arange(len(cell_state)) - first[np.cumsum(np.r_[True, np.diff(cell_state) != 0]) - 1],
        cast=np.bincount(cell, minlength=len(cell_state)),
        lowest=block(category == 0),
        middle=block(category == 1),
        highest=block(category == 2),
        three=three,
    )
