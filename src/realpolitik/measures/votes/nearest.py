"""Who votes most like a state: all others ranked by similarity beyond chance."""

from __future__ import annotations

from typing import Any

import numpy as np

from realpolitik.findings import Interval, Window
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.votes.ballots import (
    FEWEST,
    ballots,
    chosen,
    common,
    issue_caveats,
    issue_words,
    seat_caveats,
)
from realpolitik.measures.votes.counts import Array, band, check_draws, index_of, resampled
from realpolitik.measures.votes.leaning import pole_counts, recent
from realpolitik.measures.votes.options import Draws, Index, Issue, Seat, Top, Years
from realpolitik.measures.votes.pair import BOOTSTRAP, FEWEST_CLUSTERS, TABLES, figure, spanned_by, years_of
from realpolitik.states.wording import called, name, the
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of


@measure(
    "votes.nearest",
    unit="index",
    states=1,
    tables=TABLES,
    chart="bars",
    definition="All other states ranked by the similarity of their votes with those of one state (kappa unless another index is named).",
    formula="S(i, j) for all j, from the joint counts of their votes; beside it the share of identical votes",
    reference="Häge (2011), Choice or circumstance?, doi 10.1093/pan/mpr023",
)
def nearest(
    tables: Store,
    about: About,
    window: Window,
    *,
    index: Index = "kappa",
    years: Years = 3,
    top: Top = 15,
    issue: Issue = "",
    seat: Seat = True,
    draws: Draws = 500,
) -> Result:
    """Which states vote most like one state, beyond chance."""
    check_draws(draws)
    (code,) = about
    full = ballots(tables, seat=seat)
    if code not in full.states:
        ballots(tables, about, seat=seat)  # raises, with the remedy: it is not on record
    record = chosen(full, recent(full, about, window, years), issue=issue)
    common(full, record, (code, code))
    counts = pole_counts(record, about)[:, 0]
    drawn = index_of(index)(resampled(counts, draws=draws)) if len(counts) >= FEWEST_CLUSTERS else None
    others = [other for other in record.states if other != code]
    rows = [row for other in others if (row := _row(other, record.states.index(other), counts, index, drawn))]
    rows.sort(key=lambda row: (-row["value"], row["label"]))
    for place, row in enumerate(rows):
        row |= {"rank": place + 1, "period": str(record.days[-1]), "source": record.source}
    first = rows[0]
    on = f" on {issue_words(issue)}" if issue else ""
    listed = ", ".join(f"{the(row['label'])} ({figure(row['value'], index)})" for row in rows[:3])
    return Result(
        value=first["value"],
        interval=None
        if first["low"] is None
        else Interval(low=first["low"], high=first["high"], kind=BOOTSTRAP, basis="sample"),
        says=f"{called(code)} votes{on} most like {listed} and least like {the(rows[-1]['label'])} "
        f"({figure(rows[-1]['value'], index)}), by {index}, in {years_of(spanned_by(record))}.",
        rows=rows[:top] if top else rows,
        period=spanned_by(record),
        caveats=(
            f"{number_of(len(rows), 'states')} with {FEWEST} common votes are ranked; neighbours in the ranking are mostly within each other's interval.",
            *seat_caveats(about, record),
            *(issue_caveats(record) if issue else ()),
        ),
    )


def _row(other: str, place: int, counts: Array, index: str, drawn: Array | None) -> dict[str, Any] | None:
    own = counts[:, place].sum(0)
    value = float(index_of(index)(own))
    if own.sum() < FEWEST or np.isnan(value):
        return None
    bounds = band(drawn[:, place], len(counts)) if drawn is not None else None
    return {
        "period": "",
        "value": value,
        "low": min(bounds[0], value) if bounds else None,
        "high": max(bounds[1], value) if bounds else None,
        "label": name(other),
        "code": other,
        "identical": float(index_of("identical")(own)),
        "votes": int(own.sum()),
    }
