"""Two members whose votes were filed under each other's name in a session stand where the other stood in the sessions beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from realpolitik.audit.flags import empty, flagged

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

TEST = "swapped-votes"
CHOICES = ("yes", "abstain", "no")


@dataclass(frozen=True, slots=True)
class Session:
    """One session: its members, how often each pair of them voted alike (n × n, shares; NaN where they met in too few votes), and how
    many votes each cast."""

    number: int
    members: tuple[str, ...]
    alike: np.ndarray
    cast: tuple[int, ...]


def swapped_votes(votes: pl.DataFrame, roll_calls: pl.DataFrame, limits: Mapping[str, float]) -> pl.DataFrame:
    r"""Flags two members whose company of a session is each like the other's of the sessions beside, and unlike their own.

    A member's company is the row of shares of votes alike with every other member, less the mean of the column (a state with which
    all agree tells nothing). With $c_{su}$ the correlation of the company of s in this session with that of u in the session beside,
    a pair is flagged where $\min(c_{su}, c_{us}) - \max(c_{ss}, c_{uu})$ is above the margin against each session beside that has
    both; the value of a flag is how many votes the two cast. A member with fewer than `least` votes in a session has no company there.
    """
    import polars as pl

    when = dict(roll_calls.group_by("session").agg(pl.col("date").min().dt.truncate("1y")).iter_rows())
    sessions = _sessions(votes, roll_calls, int(limits["least"]))
    rows = [
        {
            "a": one,
            "b": other,
            "period": when[number],
            "office": "UN",
            "value": float(cast),
            "why": f"in session {number} each voted in the other's company, and not in its own: their votes look exchanged",
        }
        for number in sorted(sessions)
        for one, other, cast in _crosswise(sessions, number, limits["margin"])
    ]
    return flagged(pl.DataFrame(rows), TEST, table="votes") if rows else empty()


def _sessions(votes: pl.DataFrame, roll_calls: pl.DataFrame, least: int) -> dict[int, Session]:
    import polars as pl

    numbers = {choice: place for place, choice in enumerate(CHOICES, start=1)}
    given = (
        votes.filter(pl.col("vote").is_in(CHOICES))
        .join(roll_calls.select("roll_call", "session"), on="roll_call")
        .with_columns(choice=pl.col("vote").replace_strict(numbers, return_dtype=pl.Int8))
        .filter(pl.len().over("session", "state") >= least)
    )
    found = {}
    for (number,), group in given.group_by("session"):
        members = tuple(sorted(group["state"].unique()))
        if len(members) > 2:
            counts = dict(group.group_by("state").len().iter_rows())
            cast = tuple(int(counts[state]) for state in members)
            found[int(str(number))] = Session(int(str(number)), members, _alike(group, members, least), cast)
    return found


def _alike(group: pl.DataFrame, members: tuple[str, ...], least: int) -> np.ndarray:
    """Shares of votes alike of each pair of members in a session, NaN on the diagonal and where they met in fewer than `least` votes."""
    import numpy as np
    import polars as pl

    calls = {call: place for place, call in enumerate(sorted(group["roll_call"].unique()))}
    place = {state: at for at, state in enumerate(members)}
    table = np.zeros((len(members), len(calls)))
    rows = group["state"].replace_strict(place, return_dtype=pl.Int64).to_numpy()
    columns = group["roll_call"].replace_strict(calls, return_dtype=pl.Int64).to_numpy()
    table[rows, columns] = group["choice"].to_numpy()
    voted = (table > 0).astype(float)
    both = voted @ voted.T
    same = sum(
        (table == choice).astype(float) @ (table == choice).astype(float).T
        for choice in range(1, len(CHOICES) + 1)
    )
    alike = np.where(both >= least, same / np.maximum(both, 1), np.nan)
    np.fill_diagonal(alike, np.nan)
    return alike


def _crosswise(sessions: Mapping[int, Session], number: int, margin: float) -> list[tuple[str, str, int]]:
    """Pairs above the margin, and how many votes the two cast in the session."""
    import numpy as np

    here = sessions[number]
    scores = np.full((len(here.members), len(here.members)), np.inf)
    compared = np.zeros_like(scores, dtype=bool)
    for beside in (sessions.get(number - 1), sessions.get(number + 1)):
        if beside is None:
            continue
        common = [state for state in here.members if state in beside.members]
        own = [here.members.index(state) for state in common]
        then = [beside.members.index(state) for state in common]
        like = _company(here.alike[np.ix_(own, own)]) @ _company(beside.alike[np.ix_(then, then)]).T
        itself = np.diag(like)
        cross = np.minimum(like, like.T) - np.maximum(itself[:, None], itself[None, :])
        cells = np.ix_(own, own)
        scores[cells] = np.minimum(scores[cells], cross)
        compared[cells] = True
    pairs = np.argwhere(np.triu(compared & (scores > margin), 1))
    return [(here.members[i], here.members[j], here.cast[i] + here.cast[j]) for i, j in pairs]


def _company(alike: np.ndarray) -> np.ndarray:
    """Each member's row less the column's mean, unknown cells 0, of length 1."""
    import numpy as np

    known = ~np.isnan(alike)
    mean = np.where(known, alike, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    rows = np.where(known, alike - mean, 0.0)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
