r"""Roll calls of different sessions that are one item, found by who voted how: bridges where no titles are at hand.

A resolution that comes back each year is met by nearly the same votes. Two roll calls are held to be one item where their agreement
over the states that voted in both, corrected for chance (Cohen's $\kappa$ over yes, abstain and no), is above a threshold. Two texts
that divide the states alike have the same slope and cuts in the model whether or not they are the same text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from realpolitik.errors import OptionError
from realpolitik.models.idealpoints.data import CHOICES, Array

if TYPE_CHECKING:
    import polars as pl

LEAST_KAPPA = 0.95
LEAST_STATES = 120
MOST_SESSIONS = 3


def alike(
    frame: pl.DataFrame,
    *,
    after: int = 0,
    least: float = LEAST_KAPPA,
    states: int = LEAST_STATES,
    apart: int = MOST_SESSIONS,
) -> dict[int, int]:
    """`{later: earlier}` roll calls that are held to be one item; each is used once as the later, and once as the earlier.

    Parameters
    ----------
    frame
        One row a vote: `state`, `session`, `roll_call`, `vote` (yes, abstain, no).
    after
        Only later roll calls of sessions after this one.
    least
        Kappa that two roll calls must exceed.
    states
        So many states must have voted in both.
    apart
        At most so many sessions lie between.

    Raises
    ------
    OptionError
        `least` is not between 0 and 1.

    Notes
    -----
    Pairs are taken from the highest kappa down; of equal ones the nearest sessions, then the lowest numbers, come first.
    """
    import polars as pl

    if not 0 < least < 1:
        raise OptionError(f"least={least}: a kappa between 0 and 1")
    near = frame.filter(pl.col("session") > after - apart)
    calls = near.select("roll_call", "session").unique().sort("roll_call")
    kappa, common = _kappas(near, calls["roll_call"])
    session = calls["session"].to_numpy()
    gap = session[:, None] - session[None, :]
    fits = (kappa > least) & (common >= states) & (gap > 0) & (gap <= apart) & (session[:, None] > after)
    later, earlier = np.nonzero(fits)
    order = np.lexsort((earlier, later, gap[later, earlier], -kappa[later, earlier].round(9)))
    found: dict[int, int] = {}
    used: set[int] = set()
    numbers = calls["roll_call"].to_list()
    for place in order:
        one, other = numbers[later[place]], numbers[earlier[place]]
        if one not in found and other not in used:
            found[one] = other
            used.add(other)
    return dict(sorted(found.items()))


def _kappas(frame: pl.DataFrame, calls: pl.Series) -> tuple[Array, Array]:
    """(V, V) Cohen's kappa of every two roll calls, and how many states voted in both; nothing where chance alone agrees."""
    import polars as pl

    states = frame["state"].unique().sort()
    rows = np.searchsorted(calls.to_numpy(), frame["roll_call"].to_numpy())
    columns = frame["state"].replace_strict(states, pl.Series(range(len(states)))).to_numpy()
    hot = np.zeros((3, len(calls), len(states)), dtype=np.float32)
    choice = frame["vote"].replace_strict({word: code for code, word in enumerate(CHOICES)}).to_numpy()
    hot[choice, rows, columns] = 1.0
    voted = hot.sum(0)
    common = (voted @ voted.T).astype(float)
    total = np.maximum(common, 1)
    same = sum((one @ one.T).astype(float) for one in hot) / total
    shares = [(one @ voted.T) / total for one in hot]
    chance = sum(own * own.T for own in shares)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(chance < 1, (same - chance) / (1 - chance), 0.0), common
