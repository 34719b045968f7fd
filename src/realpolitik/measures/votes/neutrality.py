"""Neutral in the war? How a state votes on the texts about it, against the votes of the two sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.votes.ballots import ballots
from realpolitik.measures.votes.counts import band, check_draws
from realpolitik.measures.votes.options import Draws, Sides
from realpolitik.measures.votes.war_votes import Stand, stand, two_proportions, two_sides
from realpolitik.states.wording import called, name, the
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of, percent, signed

BASELINE = Window(start=date(2014, 1, 1), end=date(2021, 12, 31))
"""The years on whose votes a state's own habit of abstaining is measured."""


@measure(
    "votes.neutrality",
    unit="index",
    states=1,
    tables=("positions", "votes", "roll_calls"),
    chart="dots",
    definition="Tilt of a state between the two sides of a war: agreement with the first side's votes less agreement with the "
    "second's on the Assembly's texts about it; 0 stands between them.",
    formula="t = mean_v (|x - W| - |x - R|) / 2 on yes 0, abstain or absent 1, no 2, where R and W differ; "
    "N = (abstentions + absences) / texts",
    reference="Voeten (2013), doi 10.4324/9780203115626 (distance of votes); Fisher (1934), Statistical Methods for Research Workers, "
    "section 21.02 (exact test against the state's own habit)",
)
def neutrality(
    tables: Store,
    about: About,
    window: Window,
    *,
    sides: Sides = "RUS UKR",
    draws: Draws = 2000,
) -> Result:
    """Whether a state stands between the two sides of the war in its votes."""
    check_draws(draws)
    (code,) = about
    two = two_sides(sides)
    own = stand(tables, code, two, window)
    bounds = band(np.random.default_rng(0).choice(own.tilts, (draws, len(own.tilts))).mean(1), len(own.tilts))
    habit = _habit(tables, code)
    divided = (
        f"{number_of(own.recorded, 'texts')} of the General Assembly about the war since March 2022, of which {len(own.texts)} divide "
        f"{called(two[0])} and {called(two[1])}; the table holds {tables['positions']['state'].n_unique()} states."
    )
    rows = [
        {
            "period": str(row["date"]),
            "value": float(tilt),
            "label": f"{_document(row)}: {row['vote']}",
            "series": name(code),
            "vote": row["vote"],
            "y_title": f"1 as {the(name(two[0]))}, −1 as {the(name(two[1]))}",
            "title": row["title"],
            "source": row["source_id"],
        }
        for row, tilt in zip(own.texts, own.tilts, strict=True)
    ]
    return Result(
        value=own.tilt,
        interval=Interval(
            low=min(bounds[0], own.tilt),
            high=max(bounds[1], own.tilt),
            kind="95 %, texts drawn again",
            basis="sample",
        )
        if bounds
        else None,
        says=_says(code, two, own, habit),
        rows=rows,
        period=spanned([row["date"] for row in own.texts], "D"),
        caveats=(
            divided,
            *_habit_caveat(own, habit),
            "An absence counts as an abstention here; standing aside may help one side in fact.",
            "A mean of 0 may be abstention throughout, or votes for each side in turn: the rows show which.",
        ),
    )


def _document(row: Mapping[str, Any]) -> str:
    return str(row["document"]).removeprefix("A/RES/")


def _habit(tables: Store, code: str) -> tuple[int, int] | None:
    """How often a state abstained or stayed away in all votes of 2014 to 2021, and how many there were; None if not on record."""
    try:
        record = ballots(tables, (code,)).within(BASELINE)
    except CoverageError:
        return None
    aside = int(((record.codes == 1) | record.absent).sum())
    asked = int(((record.codes >= 0) | record.absent).sum())
    return (aside, asked) if asked else None


def _says(code: str, sides: Sequence[str], own: Stand, habit: tuple[int, int] | None) -> str:
    with_ = [int((np.sign(own.tilts) == sign).sum()) for sign in (1, -1)]
    tilt = signed(own.tilt, 2)
    against = (
        f", where it did so in {percent(habit[0] / habit[1])} of all votes of 2014–2021" if habit else ""
    )
    if code in sides:
        return f"{called(code)} is a side of the war: on {number_of(own.recorded, 'texts')} about it {_counted(own)}."
    return (
        f"{called(code)} stood aside in {own.aside} of {number_of(own.recorded, 'texts')} on the war in Ukraine{against}; in its votes it was "
        f"nearer to {called(sides[0])} {_times(with_[0])}, to {called(sides[1])} {_times(with_[1])} (tilt {tilt})."
    )


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _counted(own: Stand) -> str:
    cast = [str(row["vote"]) for row in own.texts]
    words = {"yes": "it voted yes", "no": "no", "abstain": "abstained", "absent": "was absent"}
    said = [f"{word} {_times(cast.count(vote))}" for vote, word in words.items() if vote in cast]
    return ", ".join(said) if said[0].startswith("it") else f"it voted {', '.join(said)}"


def _habit_caveat(own: Stand, habit: tuple[int, int] | None) -> tuple[str, ...]:
    if not habit:
        return ()
    p = two_proportions(own.aside, own.recorded, *habit)
    word = "p below .001" if p < 0.001 else f"p = {p:.3f}"
    return (f"That the state's habit of standing aside were the same in both: {word} (Fisher's exact test).",)
