"""Who leans where: how far each state votes with one pole rather than the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from realpolitik.errors import OptionError
from realpolitik.findings import Interval, Window
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.votes.ballots import (
    FEWEST,
    Ballots,
    ballots,
    chosen,
    common,
    issue_caveats,
    seat_caveats,
    seats,
)
from realpolitik.measures.votes.counts import Array, band, check_draws, index_of, resampled
from realpolitik.measures.votes.options import Draws, Index, Issue, Poles, Seat, Years
from realpolitik.measures.votes.pair import BOOTSTRAP, FEWEST_CLUSTERS, TABLES, spanned_by, years_of
from realpolitik.states import resolve
from realpolitik.states.wording import called, name, the
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of, signed

_LITTLE = 0.05
"""A lean of less is called none."""


def pole_counts(record: Ballots, poles: Sequence[str]) -> Array:
    """(C, P, N, 3, 3) joint counts by cluster of each of P poles with all N states."""
    clusters = record.clusters()
    size = int(clusters.max()) + 1
    out = np.zeros((size, len(poles), len(record.states), 3, 3))
    cast = np.stack([record.codes == level for level in range(3)], axis=2).astype(float)
    member = np.zeros((size, len(clusters)))
    member[clusters, np.arange(len(clusters))] = 1
    for place, pole in enumerate(poles):
        own = cast[:, record.states.index(pole)]
        joint = own[:, None, :, None] * cast[:, :, None, :]
        out[:, place] = (member @ joint.reshape(len(clusters), -1)).reshape(size, len(record.states), 3, 3)
    return out


@measure(
    "votes.leaning",
    unit="index",
    tables=TABLES,
    chart="lean",
    definition="For each state, agreement with the votes of one pole, and with those of another; the lean is the second less the first.",
    formula="L_i = S(i, pole 2) - S(i, pole 1), S an index of similarity (kappa unless another is named); -2 to 2",
    reference="Häge (2011), Choice or circumstance?, doi 10.1093/pan/mpr023",
)
def leaning(
    tables: Store,
    about: About,
    window: Window,
    *,
    poles: Poles = "",
    index: Index = "kappa",
    years: Years = 3,
    issue: Issue = "",
    seat: Seat = True,
    draws: Draws = 500,
) -> Result:
    """Where every state stands between two poles, the two asked about among them."""
    check_draws(draws)
    two = tuple(resolve(word).code for word in poles.split()) if poles else about
    if len(two) != 2 or two[0] == two[1]:
        raise OptionError(f"poles={poles!r}: name two states, such as USA CHN")
    full = ballots(tables, seat=seat)
    if missing := {*about, *two} - {*full.states}:
        ballots(tables, sorted(missing), seat=seat)  # raises, with the remedy: they are not on record
    record = chosen(full, recent(full, about, window, years), issue=issue)
    common(full, record, two)
    counts = pole_counts(record, two)
    drawn = index_of(index)(resampled(counts, draws=draws)) if len(counts) >= FEWEST_CLUSTERS else None
    doubles = _doubles({*about, *two}) if seat else set()
    rows = [
        row
        for code in record.states
        if code not in doubles and (row := _row(record, code, two, counts, index, drawn))
    ]
    rows.sort(key=lambda row: (-row["value"], row["label"]))
    shown = {row["code"]: row for row in rows}
    asked = [shown[code] for code in sorted(about, key=lambda code: code in two) if code in shown]
    last = asked[0] if asked else rows[0]  # of a pole only where no other state was asked about
    axes = (
        f"Both axes are {index}, of the votes of {record.days[0]} to {record.days[-1]}; states with fewer than {FEWEST} common "
        "votes with a pole are left out."
    )
    return Result(
        value=last["value"],
        interval=None
        if last["low"] is None
        else Interval(low=last["low"], high=last["high"], kind=BOOTSTRAP, basis="sample"),
        says=_says(about, two, shown, record),
        rows=rows,
        period=spanned_by(record),
        caveats=(
            axes,
            "A state may agree with both poles, or with neither: the lean is the difference alone.",
            *seat_caveats(two, record),
            *(issue_caveats(record) if issue else ()),
        ),
    )


def recent(record: Ballots, about: Sequence[str], window: Window, years: int) -> Window:
    """The last so many years of the window in which the states asked about voted; the window itself where they did not."""
    inside = record.within(window)
    voted = np.logical_and.reduce([inside.column(code) >= 0 for code in about if code in inside.states])
    if not years or not voted.any():
        return window
    end = inside.days[voted][-1].astype(date)
    start = end.replace(year=end.year - years, day=1)
    return Window(start=max(start, window.start) if window.start else start, end=end)


def _doubles(asked: set[str]) -> set[str]:
    """States that stand for a seat a second time: of a state and the one before it, the one that was not asked about."""
    pairs = [(code, str(known["before"])) for code, known in seats().items() if known.get("before")]
    return {after if before in asked else before for after, before in pairs} - asked


def _row(
    record: Ballots, code: str, poles: Sequence[str], counts: Array, index: str, drawn: Array | None
) -> dict[str, Any] | None:
    place = record.states.index(code)
    own = counts[:, :, place]
    of = index_of(index)
    values = [1.0 if code == pole else float(of(own[:, side].sum(0))) for side, pole in enumerate(poles)]
    if own.sum((0, 2, 3)).min() < FEWEST or any(math.isnan(value) for value in values):
        return None
    lean = values[1] - values[0]
    bounds = None
    if drawn is not None and code not in poles:
        bounds = band(drawn[:, 1, place] - drawn[:, 0, place], len(own))
    return {
        "period": str(record.days[-1]),
        "value": lean,
        "low": min(bounds[0], lean) if bounds else None,
        "high": max(bounds[1], lean) if bounds else None,
        "label": code,
        "code": code,
        "series": name(code),
        "x": values[0],
        "y": values[1],
        "x_title": f"agreement with {called(poles[0])} ({index})",
        "y_title": f"agreement with {called(poles[1])} ({index})",
        "source": record.source,
    }


def _says(about: About, poles: Sequence[str], shown: dict[str, dict[str, Any]], record: Ballots) -> str:
    others = [code for code in about if code not in poles and code in shown]
    if not others:
        nearer = [
            sum(row["value"] * sign > 0 for code, row in shown.items() if code not in poles)
            for sign in (-1, 1)
        ]
        return (
            f"Of {number_of(len(shown) - sum(pole in shown for pole in poles), 'states')} {nearer[1]} vote more with {the(name(poles[1]))} and "
            f"{nearer[0]} more with {the(name(poles[0]))}, beyond chance, in {years_of(spanned_by(record))}."
        )
    said = [_in_words(code, poles, shown[code]["value"]) for code in others]
    return f"Between {the(name(poles[0]))} and {the(name(poles[1]))}, {' and '.join(said)}."


def _in_words(code: str, poles: Sequence[str], lean: float) -> str:
    if abs(lean) < _LITTLE:
        return f"{the(name(code))} stands in the middle"
    return f"{the(name(code))} votes more with {the(name(poles[1] if lean > 0 else poles[0]))} (lean {signed(lean, 2)})"
