"""The record of votes in the General Assembly, made ready for counting: who chose what, when, on which issue.

A vote is yes, abstain or no. A state without a vote in a roll call was absent if the source says so, or if it voted in the same session before and
after, and otherwise no member, or not on record. Resolutions adopted by consensus have no roll call, and are in no figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.findings import Window
from realpolitik.sources.shipped import shipped
from realpolitik.states.wording import called, name, whose
from realpolitik.store import Store
from realpolitik.store.held import Held
from realpolitik.wording.numbers import number_of

if TYPE_CHECKING:
    import polars as pl

CHOICES = ("yes", "abstain", "no")
"""The choices, in their order; a code is the place."""
ISSUES = {
    "middle-east": "Middle East",
    "nuclear": "Nuclear weapons",
    "disarmament": "Disarmament",
    "human-rights": "Human rights",
    "colonialism": "Colonialism",
    "economic": "Economic development",
    "war-in-ukraine": "Crimea and Ukraine",
    "other": "Other",
}
"""Issues with their names; a roll call may be about several, and is `other` where it is about none."""
UNIVERSES = ("recorded", "divided", "important")
"""`recorded`: every roll call; `divided`: not those in which nobody said no or abstained; `important`: so called by the
United States Department of State (to session 74)."""
ABSENCES = ("left-out", "abstention", "choice")
"""What becomes of an absence: the roll call is left out, it is an abstention, or a fourth choice of its own."""
AWAY = 3
"""The code of an absence where it is a choice of its own, and while votes are read."""
FEWEST = 10
"""Fewer common votes than this give no figure."""
REMEDY = (
    "Source with more: United Nations General Assembly Voting Data (voeten-unga), all members since 1946."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballots:
    """Choices of N states in V roll calls.

    Attributes
    ----------
    states
        (N,) ISO3 codes.
    codes
        (V, N) 0 yes, 1 abstain, 2 no, -1 no vote.
    absent
        (V, N) whether a state was absent: the source says so, or it voted in the session before and after.
    numbers, days, sessions, years
        (V,) number of the roll call, its day, session and calendar year.
    issues
        (V,) slugs of `ISSUES` joined by a space.
    totals
        (V, 3) votes of all members: yes, abstain, no.
    facts
        (V,) title, resolution and basis of the issues, as the table has them.
    source
        Identifiers of the sources.
    """

    states: tuple[str, ...]
    codes: NDArray[np.int8]
    absent: NDArray[np.bool_]
    numbers: NDArray[np.int64]
    days: NDArray[np.datetime64]
    sessions: NDArray[np.int64]
    years: NDArray[np.int64]
    issues: tuple[str, ...]
    totals: NDArray[np.int64]
    facts: pl.DataFrame = field(repr=False)
    source: str

    def where(self, chosen: NDArray[np.bool_]) -> Ballots:
        """The roll calls marked true."""
        places = np.flatnonzero(chosen)
        arrays = ("codes", "absent", "numbers", "days", "sessions", "years", "totals")
        return replace(
            self,
            issues=tuple(self.issues[int(place)] for place in places),
            facts=self.facts[places],
            **{item: getattr(self, item)[places] for item in arrays},
        )

    def within(self, window: Window) -> Ballots:
        """The roll calls of a span of days."""
        start = np.datetime64(window.start or date.min)
        return self.where((self.days >= start) & (self.days <= np.datetime64(window.end or date.max)))

    def about(self, issue: str) -> NDArray[np.bool_]:
        """(V,) whether each roll call is about the issue."""
        return np.array([issue in own.split() for own in self.issues], dtype=bool)

    def column(self, code: str) -> NDArray[np.int8]:
        """(V,) the choices of one state."""
        return self.codes[:, self.states.index(code)]

    def clusters(self, *, split: date | None = None) -> NDArray[np.int64]:
        """(V,) number of the cluster of each roll call: same session, same issues, and same side of `split`."""
        later = self.days >= np.datetime64(split) if split else np.zeros(len(self.days), dtype=bool)
        keys = list(zip(self.sessions.tolist(), self.issues, later.tolist(), strict=True))
        numbered = {key: place for place, key in enumerate(dict.fromkeys(keys))}
        return np.array([numbered[key] for key in keys], dtype=np.int64)


def ballots(tables: Store, states: Sequence[str] = (), *, seat: bool = True) -> Ballots:
    """The record of some states, or of all that the table has, over all years.

    Parameters
    ----------
    tables
        With `votes` and `roll_calls`.
    states
        ISO3 codes; all of the table where empty.
    seat
        Whether a state is given the votes cast from its seat by the state that it continues (Russia: the Soviet Union), and
        not those of another government (China: the Republic of China to 1949).

    Raises
    ------
    CoverageError
        The table has no vote of a state.
    """
    near = tables
    if states:
        known = [seats()[code] for code in states if seat and code in seats()]
        near = tables.about([*states, *(entry["before"] for entry in known if entry.get("before"))])
    return _made(Held(near["votes"]), Held(tables["roll_calls"]), tuple(states), seat)


@lru_cache(maxsize=8)
def _made(held: Held, calls: Held, states: tuple[str, ...], seat: bool) -> Ballots:
    """The record from the rows of the tables: the measures of a brief ask for the same one."""
    import polars as pl

    votes = held.frame
    before = {code: entry["before"] for code, entry in seats().items() if seat and entry.get("before")}
    known = set(votes["state"].unique().to_list())
    before = {code: earlier for code, earlier in before.items() if code in (states or known)}
    if missing := [code for code in states if not {code, before.get(code)} & known]:
        raise CoverageError(
            f"no vote of {' and '.join(map(name, missing))} is on record here.",
            REMEDY,
        )
    wanted = states or tuple(sorted(known))
    read = votes.filter(pl.col("state").is_in([*wanted, *before.values()])) if states else votes
    made = ballots_of(read, calls.frame, (*wanted, *(b for b in before.values() if b not in wanted)))
    codes = made.codes.copy()
    for code, earlier in before.items():
        own, old = made.states.index(code), made.states.index(earlier)
        codes[:, own] = np.where(codes[:, own] >= 0, codes[:, own], codes[:, old])
    for code in wanted if seat else ():
        if (day := seats().get(code, {}).get("seated")) is not None:
            codes[made.days < np.datetime64(day), made.states.index(code)] = -1
    codes, away = codes[:, : len(wanted)], made.absent[:, : len(wanted)]
    return replace(
        made, states=wanted, codes=codes, absent=_absent(codes, made.sessions) | (away & (codes < 0))
    )


def ballots_of(votes: pl.DataFrame, calls: pl.DataFrame, states: Sequence[str]) -> Ballots:
    """The record from two frames with the columns of the tables `votes` and `roll_calls`.

    Choices of states not in `states`, and of roll calls not in `calls`, are left out. Roll calls are put in the order of
    their day.
    """
    import polars as pl

    ordered = calls.sort("date", "roll_call")
    places = ordered.select("roll_call").with_row_index("row")
    # Names as their places before the join: a column of text costs more to join than all else here.
    read = votes.select(
        "roll_call",
        pl.col("state").cast(pl.Enum(states), strict=False).to_physical().alias("column"),
        pl.col("vote").cast(pl.Enum([*CHOICES, "absent"])).to_physical().cast(pl.Int8).alias("code"),
    )
    read = read.filter(pl.col("column").is_not_null()).join(places, on="roll_call")
    codes = np.full((ordered.height, len(states)), -1, dtype=np.int8)
    codes[read["row"].to_numpy(), read["column"].to_numpy()] = read["code"].to_numpy()
    sessions = ordered["session"].to_numpy()
    away = codes == AWAY
    codes[away] = -1
    return Ballots(
        states=tuple(states),
        codes=codes,
        absent=_absent(codes, sessions) | away,
        numbers=ordered["roll_call"].to_numpy(),
        days=ordered["date"].to_numpy().astype("datetime64[D]"),
        sessions=sessions,
        years=ordered["date"].dt.year().cast(pl.Int64).to_numpy(),
        issues=tuple(own or "other" for own in ordered["issues"].to_list()),
        totals=ordered.select(CHOICES).to_numpy(),
        facts=ordered.select("title", "resolution", "basis", "important"),
        source=" ".join(ordered["source_id"].unique().sort().to_list()),
    )


def chosen(
    record: Ballots, window: Window, *, issue: str = "", universe: str = "recorded", absence: str = "left-out"
) -> Ballots:
    """The roll calls that were asked for; with `absence` abstention or choice, absences of members count as such.

    Raises
    ------
    OptionError, UnknownNameError
        There is no such universe, treatment of absence, or issue.
    CoverageError
        There is no roll call in the period, or none on the issue.
    """
    if universe not in UNIVERSES:
        raise OptionError(f"universe={universe!r}: choose {', '.join(UNIVERSES)}")
    if absence not in ABSENCES:
        raise OptionError(f"absence={absence!r}: choose {', '.join(ABSENCES)}")
    if issue and issue not in ISSUES:
        raise UnknownNameError("issue", issue, ISSUES)
    if absence != "left-out":
        code = np.int8(1 if absence == "abstention" else AWAY)
        record = replace(record, codes=np.where(record.absent, code, record.codes))
    own = record.within(window)
    if not len(own.days):
        raise _no_session(record, window)
    keep = np.ones(len(own.days), dtype=bool)
    if issue:
        keep &= own.about(issue)
    if universe == "divided":
        keep &= own.totals[:, 1:].sum(1) > 0
    elif universe == "important":
        keep &= (own.facts["important"].fill_null(0) == 1).to_numpy()
    if not keep.any():
        what = f"on {issue_words(issue)} " if issue else ""
        raise CoverageError(
            f"no {'important ' if universe == 'important' else ''}roll call {what}is on record in the period asked.",
            REMEDY,
        )
    return own.where(keep)


def common(record: Ballots, asked: Ballots, pair: Sequence[str]) -> int:
    """How many roll calls of those asked both states voted in.

    Raises
    ------
    CoverageError
        Fewer than ten; the message says whether a state was not yet, or no longer, on record.
    """
    both = int((np.stack([asked.column(code) for code in pair]) >= 0).all(0).sum())
    if both >= FEWEST:
        return both
    for code in pair:
        days = record.days[record.column(code) >= 0]
        if not len(days) or not (asked.column(code) >= 0).any():
            raise CoverageError(_not_seated(code, days, asked), REMEDY)
    first, second = map(name, pair)
    raise CoverageError(
        f"{first} and {second} have {both} common {'vote' if both == 1 else 'votes'} in the period asked: fewer than {FEWEST} "
        "give no figure.",
        "Ask for a longer period, or for all issues.",
    )


def seat_caveats(pair: Sequence[str], asked: Ballots) -> tuple[str, ...]:
    """What a reader must know of the seats of these states in the period."""
    first = asked.days[0]
    return tuple(
        str(seats()[code]["says"])
        for code in pair
        if code in seats()
        and first <= np.datetime64(seats()[code]["until"])
        and (asked.column(code) >= 0).any()
    )


def issue_caveats(asked: Ballots) -> tuple[str, ...]:
    """Where the issues of these roll calls do not come from the published flags."""
    read = int((asked.facts["basis"] == "pattern").sum())
    if not read:
        return ()
    said = (
        f"The issues of {number_of(read, 'roll calls')} since September 2020 are read off the votes (a recurring text is met "
        "by nearly the same votes), not published: where issues are known, about four in five such readings are right."
    )
    return (said,)


def issue_words(issue: str) -> str:
    """An issue within a sentence.

    Examples
    --------
    >>> issue_words("middle-east"), issue_words("nuclear")
    ('the Middle East', 'nuclear weapons')
    """
    proper = {
        "middle-east": "the Middle East",
        "war-in-ukraine": "Crimea and Ukraine",
        "other": "other matters",
    }
    return proper.get(issue) or ISSUES[issue].lower()


@cache
def seats() -> Mapping[str, Mapping[str, Any]]:
    """What is particular about the seats of states, by code (`seats.yaml`)."""
    return {entry["state"]: entry for entry in shipped("realpolitik.measures.votes", "seats")}


def _absent(codes: NDArray[np.int8], sessions: NDArray[np.int64]) -> NDArray[np.bool_]:
    """(V, N) no vote, between two votes of the same session; rows in order of days."""
    absent = np.zeros(codes.shape, dtype=bool)
    for session in np.unique(sessions):
        rows = np.flatnonzero(sessions == session)
        cast = codes[rows] >= 0
        seen = np.logical_or.accumulate(cast, axis=0)
        coming = np.logical_or.accumulate(cast[::-1], axis=0)[::-1]
        absent[rows] = ~cast & seen & coming
    return absent


def _no_session(record: Ballots, window: Window) -> CoverageError:
    first, last = record.days[0], record.days[-1]
    years = {day.year for day in (window.start, window.end) if day}
    why = " The Assembly took no roll-call vote in 1964, in a dispute over arrears." if 1964 in years else ""
    asked = f"{window.start or 'the beginning'} and {window.end or 'today'}"
    return CoverageError(
        f"no roll call of the General Assembly is on record between {asked}; the record runs from {first} to {last}.{why}",
        "Ask for years with a session.",
    )


def _not_seated(code: str, days: NDArray[np.datetime64], asked: Ballots) -> str:
    if not len(days):
        return f"no vote of {called(code)} is on record."
    if days[0] > asked.days[-1] and seats().get(code, {}).get("seated"):
        return f"no vote of {called(code)} is on record in the period asked. {seats()[code]['says']}"
    if days[0] > asked.days[-1]:
        other = seats().get(code, {}).get("before")
        hint = f" Before, the seat was {whose(other)}: ask for {other}, or with seat=yes." if other else ""
        return f"{called(code)} first voted on {days[0]}: it was no member, or not yet on record, in the period asked.{hint}"
    if days[-1] < asked.days[0]:
        return f"{called(code)} voted last on {days[-1]}: nothing is on record in the period asked."
    says = str(seats().get(code, {}).get("says", ""))
    return (
        f"no vote of {called(code)} is on record between {asked.days[0]} and {asked.days[-1]}. {says}".strip()
    )
