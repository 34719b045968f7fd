"""Votes on a war: texts of the General Assembly, the votes of its two sides, and where a state stands between them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Window
from realpolitik.states import resolve
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of

PLACES = {"yes": 0.0, "abstain": 1.0, "absent": 1.0, "no": 2.0}
"""Where a vote stands between yes and no; an absence stands where an abstention does."""
FEWEST = 5
ASSEMBLY = "UN General Assembly"
"""The body whose texts on the war count, as the table of positions names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How a state stood to two sides over some texts.

    Attributes
    ----------
    texts
        Texts on which the sides did not vote alike, each a row of the table `positions` of the state.
    tilts
        (T,) agreement with the first side less agreement with the second, -1 to 1.
    aside
        How many of `recorded` votes on all texts were abstentions or absences.
    """

    texts: tuple[Mapping[str, Any], ...]
    tilts: np.ndarray
    aside: int
    recorded: int

    @property
    def tilt(self) -> float:
        """Mean of the tilts: 1 always with the first side, -1 always with the second, 0 between them."""
        return float(self.tilts.mean())


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """A vote on a text about the war: 0 yes, 1 abstain, 2 no; its day and its source."""

    code: int
    date: date
    source: str


def votes_on_war(tables: Store, code: str, window: Window, *, body: str = ASSEMBLY) -> dict[str, Cast]:
    """The votes of a state on the texts about the war, by document; absences are left out."""
    own = tables["positions"].filter(
        (pl.col("body") == body) & (pl.col("state") == code) & (pl.col("vote") != "absent")
    )
    return {
        row["document"]: Cast(code=int(PLACES[row["vote"]]), date=row["date"], source=row["source_id"])
        for row in own.iter_rows(named=True)
        if row["date"] in window
    }


def tilt_of(vote: str, first: str, second: str) -> float:
    """Agreement with the vote of one side less agreement with that of the other, each from 0 to 1.

    Examples
    --------
    >>> tilt_of("abstain", "no", "yes"), tilt_of("no", "no", "yes"), tilt_of("yes", "no", "abstain")
    (0.0, 1.0, -0.5)
    """
    own = PLACES[vote]
    return (abs(own - PLACES[second]) - abs(own - PLACES[first])) / 2


def stand(tables: Store, code: str, sides: Sequence[str], window: Window, *, body: str = ASSEMBLY) -> Stand:
    """The votes of a state on the texts about the war, held against those of the two sides.

    Raises
    ------
    CoverageError
        Fewer than five texts have the votes of the state and of both sides.
    """
    table = tables["positions"].filter(pl.col("body") == body)
    cast = {(row["document"], row["state"]): row["vote"] for row in table.iter_rows(named=True)}
    own = [
        row for row in table.filter(pl.col("state") == code).iter_rows(named=True) if row["date"] in window
    ]
    apart = [
        row
        for row in own
        if all((row["document"], side) in cast for side in sides)
        and PLACES[cast[row["document"], sides[0]]] != PLACES[cast[row["document"], sides[1]]]
    ]
    if len(apart) < FEWEST:
        covered = sorted(table["state"].unique().to_list())
        raise CoverageError(
            f"{called(code)} has {number_of(len(apart), 'votes')} on record on texts about the war on which {called(sides[0])} and {called(sides[1])} "
            f"differed: fewer than {FEWEST}.",
            f"The table has {', '.join(covered)}, from 2 March 2022.",
        )
    tilts = np.array(
        [tilt_of(row["vote"], *(cast[row["document"], side] for side in sides)) for row in apart]
    )
    aside = sum(PLACES[row["vote"]] == 1 for row in own)
    return Stand(texts=tuple(apart), tilts=tilts, aside=aside, recorded=len(own))


def two_proportions(a: int, n: int, b: int, m: int) -> float:
    """Two-sided exact p value (Fisher) that `a` of `n` and `b` of `m` come from one proportion.

    Sums the probabilities of all tables with the same margins that are no likelier than the one seen.

    References
    ----------
    Fisher (1934), Statistical Methods for Research Workers, 5th edition, section 21.02

    Examples
    --------
    >>> round(two_proportions(3, 4, 1, 4), 6)
    0.485714
    """
    total, hits = n + m, a + b
    whole = math.comb(total, hits)
    chances = [
        math.comb(n, k) * math.comb(m, hits - k) / whole for k in range(max(0, hits - m), min(n, hits) + 1)
    ]
    seen = math.comb(n, a) * math.comb(m, b) / whole
    return min(1.0, math.fsum(chance for chance in chances if chance <= seen * (1 + 1e-9)))


def two_sides(text: str) -> tuple[str, str]:
    """The codes of two states named in a text, such as `RUS UKR`; `OptionError` for anything but two different ones."""
    words = text.split()
    if len(words) != 2 or words[0] == words[1]:
        raise OptionError(
            f"sides={text!r}: name two states, such as RUS UKR; the tilt is positive towards the first"
        )
    first, second = (resolve(word).code for word in words)
    return first, second
