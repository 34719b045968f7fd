"""How alike the alliances of two states are: a standard measure of alignment, and why it misleads after the Cold War."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Window, spanned
from realpolitik.measures.alliances.held import LAST_CODED
from realpolitik.measures.alliances.options import References
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.votes.similarity import cohen_kappa, joint_counts, signorino_ritter, tau_b
from realpolitik.states import resolve
from realpolitik.states.wording import called, name
from realpolitik.store import Store

RANKS = {"defence": 3, "offence": 3, "neutrality": 2, "consultation": 2, "non-aggression": 1}
"""Strength of a pledge in portfolios: the order of Chiba, Johnson and Leeds (2015)."""


def portfolio(
    pledges: Sequence[tuple[str, str, str]], code: str, members: Sequence[str]
) -> NDArray[np.int64]:
    """The strongest pledge of a state to each member: 3 help in war, 2 neutrality or consultation, 1 non-aggression, 0 none.

    Parameters
    ----------
    pledges
        Pairs of states with an obligation, in force in one year.
    members
        The states of the system that year; the state itself counts as its own ally (3), as is usual.

    Examples
    --------
    >>> portfolio([("A", "B", "defence"), ("A", "C", "non-aggression")], "A", ["A", "B", "C", "D"]).tolist()
    [3, 3, 1, 0]
    """
    place = {member: number for number, member in enumerate(members)}
    held = np.zeros(len(members), dtype=np.int64)
    for a, b, obligation in pledges:
        other = b if a == code else a if b == code else None
        if other in place:
            held[place[other]] = max(held[place[other]], RANKS[obligation])
    if code in place:
        held[place[code]] = 3
    return held


@measure(
    "treaties.portfolio",
    unit="index",
    tables=("atop", "capabilities"),
    definition="Similarity of the alliance portfolios of two states: kappa of whether each is bound to each member of the system of states "
    "by any pledge; beside it Signorino and Ritter's S and others over the strength of pledges.",
    formula="kappa = 1 - (1 - O) / (1 - E) over all members, each state its own ally",
    reference="Signorino and Ritter (1999), doi 10.1111/0020-8833.00113; Häge (2011), doi 10.1093/pan/mpr023",
)
def portfolio_similarity(
    tables: Store, about: About, window: Window, *, references: References = "RUS-USA GBR-USA"
) -> Result:
    """How alike the alliances of two states are, beside pairs whose relation is known."""
    pairs = [tuple(about), *_pairs(references, about)]
    years = [
        year
        for year in range(1816, LAST_CODED + 1)
        if date(year, 12, 31) in window or date(year, 1, 1) in window
    ]
    rows = _rows(tables, pairs, years)
    own = [row for row in rows if row["series"] == _label(about)]
    if not own:
        raise CoverageError(
            f"the portfolios of {called(about[0])} and {called(about[1])} are not coded in the period asked: ATOP runs from 1816 to {LAST_CODED}, "
            "for members of the system of states.",
            "Source: ATOP (atop).",
        )
    last = own[-1]
    same = [row for row in rows if row["period"] == last["period"] and row is not last]
    beside = ", ".join(f"{row['series']} {row['value']:.2f}" for row in same)
    return Result(
        value=last["value"],
        says=f"Alike in their alliances in {last['period']}: {last['series']} {last['value']:.2f} (kappa)"
        + (f", {beside}." if beside else "."),
        rows=rows,
        period=spanned([date(int(row["period"]), 1, 1) for row in rows], "A"),
        caveats=(
            (
                "Do not read this as alignment after 1990: pacts of the OSCE kind make the United States and Russia look more alike than "
                "Russia and China, as the rows of 2018 show."
            ),
            f"ATOP codes to {LAST_CODED}; later portfolios are unknown.",
        ),
    )


def _label(pair: Sequence[str]) -> str:
    return "–".join(name(code) for code in pair)


def _pairs(text: str, about: About) -> list[tuple[str, ...]]:
    found = []
    for item in text.split():
        codes = tuple(resolve(one).code for one in item.split("-"))
        if len(codes) != 2 or codes[0] == codes[1]:
            raise OptionError(f"references={text!r}: write pairs such as RUS-USA GBR-USA")
        if set(codes) != set(about):
            found.append(codes)
    return found


def _rows(tables: Store, pairs: Sequence[Sequence[str]], years: Sequence[int]) -> list[dict[str, Any]]:
    import polars as pl

    wanted = sorted({code for pair in pairs for code in pair})
    spells = tables["atop"].filter(pl.col("a").is_in(wanted) | pl.col("b").is_in(wanted))
    members: dict[int, list[str]] = {}
    table = tables["capabilities"].select("state", pl.col("period").dt.year().alias("year")).unique()
    for year, states in table.group_by("year").agg(pl.col("state").sort()).rows():
        members[year] = states
    rows = []
    for pair in pairs:
        for year in years:
            system = members.get(year, [])
            if set(pair) <= set(system):
                active = spells.filter((pl.col("from_year") <= year) & (pl.col("to_year") >= year))
                held = active.select("a", "b", "obligation").rows()
                rows.append(_row(year, pair, [portfolio(held, code, system) for code in pair]))
    return rows


def _row(year: int, pair: Sequence[str], held: Sequence[NDArray[np.int64]]) -> dict[str, Any]:
    valued = joint_counts(*held, levels=4)
    plain = joint_counts(*((one > 0).astype(int) for one in held), levels=2)
    made = {
        "value": cohen_kappa(plain),
        "s_binary": signorino_ritter(plain),
        "s": signorino_ritter(valued),
        "kappa_squared": cohen_kappa(valued, power=2),
        "tau_b": tau_b(valued),
    }
    figures = {key: None if np.isnan(value) else float(value) for key, value in made.items()}
    return {
        "period": str(year),
        "series": _label(pair),
        **figures,
        "states": int(plain.sum()),
        "source": "atop cow-nmc",
    }
