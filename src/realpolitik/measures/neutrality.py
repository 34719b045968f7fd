"""Neutral in the war? How a state votes on the texts about it, against the votes of the two sides, and what it trades."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Interval, Window
from realpolitik.measures.ballots import ballots
from realpolitik.measures.registry import About, Result, measure, run
from realpolitik.measures.vote_change import SHOCK
from realpolitik.measures.vote_counts import band
from realpolitik.measures.wording import name, percent, spanned
from realpolitik.states import resolve
from realpolitik.store import Store

PLACES = {"yes": 0.0, "abstain": 1.0, "absent": 1.0, "no": 2.0}
"""Where a vote stands between yes and no; an absence stands where an abstention does."""
FEWEST = 5
ASSEMBLY = "UN General Assembly"
BASELINE = Window(start=date(2014, 1, 1), end=date(2021, 12, 31))
"""The years on whose votes a state's own habit of abstaining is measured."""


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
            f"{name(code)} has {len(apart)} votes on record on texts about the war on which {name(sides[0])} and {name(sides[1])} "
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


def _sides(text: str) -> tuple[str, str]:
    words = text.split()
    if len(words) != 2 or words[0] == words[1]:
        raise OptionError(
            f"sides={text!r}: name two states, such as RUS UKR; the tilt is positive towards the first"
        )
    first, second = (resolve(word).code for word in words)
    return first, second


@measure(
    "votes.neutrality",
    unit="index",
    states=1,
    tables=("positions", "votes", "roll_calls"),
    chart="bars",
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
    sides: str = "RUS UKR",
    draws: int = 2000,
) -> Result:
    """Whether a state stands between the two sides of the war in its votes."""
    (code,) = about
    two = _sides(sides)
    own = stand(tables, code, two, window)
    bounds = band(np.random.default_rng(0).choice(own.tilts, (draws, len(own.tilts))).mean(1), len(own.tilts))
    habit = _habit(tables, code)
    divided = (
        f"{own.recorded} texts of the General Assembly about the war since March 2022, of which {len(own.texts)} divide "
        f"{name(two[0])} and {name(two[1])}; the table holds {tables['positions']['state'].n_unique()} states."
    )
    rows = [
        {
            "period": str(row["date"]),
            "value": float(tilt),
            "label": f"{_document(row)}: {row['vote']}",
            "series": name(code),
            "vote": row["vote"],
            "title": row["title"],
            "source": row["source_id"],
        }
        for row, tilt in zip(own.texts, own.tilts, strict=True)
    ]
    return Result(
        value=own.tilt,
        interval=Interval(
            low=min(bounds[0], own.tilt), high=max(bounds[1], own.tilt), kind="95 %, texts drawn again"
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
    tilt = f"{own.tilt:+.2f}".replace("-", "−")
    against = (
        f", where it did so in {percent(habit[0] / habit[1])} of all votes of 2014–2021" if habit else ""
    )
    if code in sides:
        return f"{name(code)} is a side of the war: on {own.recorded} texts about it {_counted(own)}."
    return (
        f"{name(code)} stood aside in {own.aside} of {own.recorded} texts on the war in Ukraine{against}; it voted {_times(with_[0])} "
        f"nearer to {name(sides[0])} and {_times(with_[1])} nearer to {name(sides[1])} (tilt {tilt})."
    )


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


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


@measure(
    "votes.words_and_deeds",
    unit="share",
    tables=("positions", "trade", "turnover"),
    chart="lean",
    definition="What a state said in its votes on the war (tilt towards a side of it), against what it did: the change of its trade "
    "with that side since the year before the war.",
    formula="words t (votes.neutrality); deeds g = T_after / T_before - 1, T their two-way trade",
    reference="votes.neutrality and trade.growth of this program",
)
def words_and_deeds(
    tables: Store,
    about: About,
    window: Window,
    *,
    sides: str = "RUS UKR",
    before: str = "2021",
    after: str = "2024",
) -> Result:
    """How a state votes on the war against how its trade with one side of it changed."""
    two = _sides(sides)
    inside = [one for one in about if one in two]
    if len(inside) == 2:
        raise CoverageError(
            f"{name(about[0])} and {name(about[1])} are the sides of the war: words and deeds are of another state towards one.",
            "Ask for another state.",
        )
    side = inside[0] if inside else two[0]
    two = (side, next(one for one in two if one != side))
    others = sorted(set(tables["positions"]["state"].unique().to_list()) - set(two))
    rows = [
        row for other in others if (row := _deeds(tables, other, two, (before, after), cite=other in about))
    ]
    shown = {row["code"]: row for row in rows}
    asked = [shown[one] for one in about if one in shown]
    if missing := [one for one in about if one != side and one not in shown]:
        raise CoverageError(
            f"votes of {' and '.join(map(name, missing))} on the war, on texts that divide {name(side)} and "
            f"{name(two[1])}, or trade with {name(side)} in {before} and since, are not on record.",
            "Source with more: imf-imts (trade); the table positions has 18 states.",
        )
    own = asked[0]
    return Result(
        value=own["value"],
        says=f"In votes on the war, from −1 (always with {name(two[1])}) to 1 (with {name(side)}), "
        + "; ".join(_in_words(row, side) for row in asked)
        + f" from {before} to {own['last']}.",
        rows=rows,
        period=spanned([date(int(before), 1, 1), *(date(int(row["last"]), 1, 1) for row in rows)], "A"),
        caveats=(
            "Trade in current dollars; Russia's from 2022 as its partners report it.",
            "Trade is also gains, prices and distance: it grows without any intent to take sides.",
        ),
    )


def _in_words(row: Mapping[str, Any], side: str) -> str:
    word = "grew" if row["value"] > 0 else "shrank"
    tilt = f"{row['x']:+.2f}".replace("-", "−")
    return f"{row['series']} stands at {tilt}, and its trade with {name(side)} {word} by {percent(abs(row['value']))}"


def _deeds(
    tables: Store, code: str, sides: Sequence[str], years: tuple[str, str], *, cite: bool
) -> dict[str, Any] | None:
    """The row of a state, None where votes or trade are not on record; the texts, the same for all, are cited once."""
    before, after = years
    try:
        own = stand(tables, code, sides, Window(start=date.fromisoformat(SHOCK)))
        grown = run("trade.growth", code, sides[0], start=before, end=after, store=tables)
    except CoverageError:
        return None
    if grown.period.start != before or grown.value is None:
        return None
    ids = [str(row["source"]) for row in grown.rows] + (
        [row["source_id"] for row in own.texts] if cite else []
    )
    return {
        "period": grown.period.end,
        "value": grown.value,
        "label": code,
        "code": code,
        "series": name(code),
        "x": own.tilt,
        "y": 1 + grown.value,
        "y_scale": "log",
        "last": grown.period.end,
        "x_title": f"votes: tilt towards {name(sides[0])}",
        "y_title": f"trade with {name(sides[0])}, times that of {before}",
        "source": " ".join(dict.fromkeys(" ".join(ids).split())),
    }
