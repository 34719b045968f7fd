"""Votes of a pair, counted: which roll calls, joint counts by cluster, estimates with intervals, and their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from realpolitik.errors import OptionError
from realpolitik.findings import Period, Window
from realpolitik.measures.registry import About
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
from realpolitik.measures.votes.counts import (
    ROUNDED,
    Array,
    band,
    check_draws,
    cluster_counts,
    index_of,
    resampled,
)
from realpolitik.sources.corrections import cautions
from realpolitik.states import resolve
from realpolitik.states.wording import name, the
from realpolitik.store import Store
from realpolitik.wording.dates import year_span
from realpolitik.wording.numbers import decimal, percent

TABLES = ("votes", "roll_calls")
BOOTSTRAP = "95 %, roll calls drawn again by session and issue"
FEWEST_CLUSTERS = 5
"""With fewer clusters of roll calls than this a bootstrap says nothing, and no interval is given."""
LABELS = {
    "identical": "identical votes",
    "agreement": "agreement (Voeten)",
    "s": "S (Signorino and Ritter)",
    "s-squared": "S, squared distances",
    "pi": "pi (Scott)",
    "kappa": "kappa",
    "kappa-linear": "kappa, linear",
    "kappa-quadratic": "kappa, quadratic",
    "benati-capurri": "A (Benati and Capurri)",
    "tau-b": "tau-b (Kendall)",
    "coincidence": "voting coincidence",
}
UNORDERED = ("identical", "kappa", "pi")
"""Indices that ask only whether two choices are the same."""
SOURCE = "voeten-unga"
SHARES = ("identical", "agreement", "coincidence")
"""Indices that are shares, from 0 to 1."""
VOETEN = "Voeten (2013), Data and analyses of voting in the UN General Assembly, doi 10.4324/9780203115626"
HAGE = "Häge (2011), Choice or circumstance? Adjusting measures of foreign policy similarity for chance agreement, doi 10.1093/pan/mpr023"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which votes of a pair count, and how often they are resampled; see `chosen` in `ballots`."""

    issue: str = ""
    universe: str = "recorded"
    absence: str = "left-out"
    seat: bool = True
    draws: int = 2000
    weights: str = "equal"

    def __post_init__(self) -> None:
        check_draws(self.draws)
        if self.weights not in ("equal", "division"):
            raise OptionError(f"weights={self.weights!r}: choose equal or division")

    def check_index(self, *indices: str) -> None:
        """Refuse an index that needs an order of choices, where an absence, which has no place in it, is one.

        Raises
        ------
        OptionError
            The index orders its choices.
        """
        if self.absence == "choice" and (ordered := [name for name in indices if name not in UNORDERED]):
            raise OptionError(
                f"absence=choice: {LABELS.get(ordered[0], ordered[0])} puts choices in an order, and an absence has none; "
                f"choose {', '.join(UNORDERED)}"
            )

    def take(self, tables: Store, about: About, window: Window) -> Ballots:
        """The roll calls asked for, of which the pair has ten in common; else `CoverageError`."""
        record = ballots(tables, about, seat=self.seat)
        asked = chosen(record, window, issue=self.issue, universe=self.universe, absence=self.absence)
        common(record, asked, about)
        days = [day for code in about if (day := seats().get(code, {}).get("seated")) and self.seat]
        if days:  # what others decided before the state took its seat is no part of the pair's record
            asked = asked.where(asked.days >= np.datetime64(max(days)))
        return asked

    def caveats(self, about: About, asked: Ballots) -> tuple[str, ...]:
        """What holds of every figure from these roll calls."""
        universe = {
            "recorded": "All recorded votes",
            "divided": "Recorded votes in which at least one member said no or abstained",
            "important": "Votes that the United States Department of State called important, to session 74",
        }[self.universe]
        absence = {
            "left-out": "a roll call that one of the two missed is left out",
            "abstention": "an absence counts as an abstention",
            "choice": "an absence counts as a choice of its own, so that two absences are alike",
        }[self.absence]
        said = (
            f"{universe}; consensus, under which most resolutions pass, and the emergency session on Ukraine are not among "
            f"them; {absence}."
        )
        return (
            said,
            *seat_caveats(about, asked),
            *cautions(SOURCE, about, int(asked.years[0]), int(asked.years[-1])),
            *(issue_caveats(asked) if self.issue else ()),
        )


def weights_of(record: Ballots, kind: str) -> Array | None:
    """(V,) None for equal weights; for `division` the chance that two members drawn at random differ."""
    if kind == "equal":
        return None
    shares = record.totals / np.maximum(record.totals.sum(1, keepdims=True), 1)
    return 1 - (shares**2).sum(1)


def counted(record: Ballots, pair: Sequence[str], asked: Asked, *, split: date | None = None) -> Array:
    """(C, k, k) joint counts of the pair by cluster."""
    first, second = (record.column(code) for code in pair)
    return cluster_counts(first, second, record.clusters(split=split), weights_of(record, asked.weights))


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An index with the bounds of its bootstrap, None where the clusters are too few or the index is undefined."""

    value: float | None
    low: float | None
    high: float | None


def estimates(counts: Array, indices: Sequence[str], *, draws: int, seed: int = 0) -> dict[str, Estimate]:
    """Indices of all clusters together, each with its 95 % interval over clusters drawn again.

    Where every replicate gives the same share (all votes alike, or none) the bootstrap knows no bound; then it is that of
    so many clusters without an exception, 0.025 to the power of one over their number (Clopper and Pearson 1934).
    """
    drawn = resampled(counts, draws=draws, seed=seed) if len(counts) >= FEWEST_CLUSTERS else None
    made = {}
    for name_ in indices:
        of = index_of(name_)
        value = float(of(counts.sum(0)))
        bounds = None
        if drawn is not None and not np.isnan(value):
            bounds = band(of(drawn), len(counts))
            if bounds and bounds[0] == bounds[1]:
                bounds = _all_or_none(value, len(counts)) if name_ in SHARES else None
        low, high = (min(bounds[0], value), max(bounds[1], value)) if bounds else (None, None)
        made[name_] = Estimate(value=None if np.isnan(value) else value, low=low, high=high)
    return made


def _all_or_none(value: float, clusters: int) -> tuple[float, float] | None:
    reach = 0.025 ** (1 / clusters)
    return {1.0: (reach, 1.0), 0.0: (0.0, 1 - reach)}.get(round(value, ROUNDED))


def columns(counts: Array, votes: int, index: str, beside: str, *, draws: int) -> dict[str, Any]:
    """The columns of a row: the index with its interval, the one beside it with its own, and the common votes."""
    made = estimates(counts, (index, beside), draws=draws)
    main, other = made[index], made[beside]
    return {
        "value": main.value,
        "low": main.low,
        "high": main.high,
        beside: other.value,
        f"{beside}_low": other.low,
        f"{beside}_high": other.high,
        "votes": votes,
    }


def yearly(
    record: Ballots, pair: Sequence[str], asked: Asked, index: str, beside: str
) -> list[dict[str, Any]]:
    """A row for each calendar year in which the pair has ten common votes."""
    rows = []
    for year in np.unique(record.years):
        own = record.where(record.years == year)
        votes = common_votes(own, pair)
        if votes >= FEWEST:
            made = columns(counted(own, pair, asked), votes, index, beside, draws=asked.draws)
            rows.append({"period": str(int(year)), **made, "source": own.source})
    return rows


def common_votes(record: Ballots, pair: Sequence[str]) -> int:
    """How many roll calls both voted in."""
    return int(np.logical_and.reduce([record.column(code) >= 0 for code in pair]).sum())


def figure(value: float | None, index: str) -> str:
    """An index in words: shares in per cent, the others with two digits."""
    if value is None:
        return "not defined"
    if index in ("identical", "coincidence"):
        return {0.0: "0 %", 1.0: "100 %"}.get(value) or percent(value)
    return decimal(value, 2)


def pair_names(about: Sequence[str]) -> str:
    """`China and the United States`, as within a sentence."""
    return " and ".join(the(name(code)) for code in about)


def pair_label(about: Sequence[str]) -> str:
    """`China–Russia`."""
    return "–".join(map(name, about))


def reference_pairs(text: str, about: About) -> list[About]:
    """Pairs of states for comparison, as the option `references` has them, without the pair itself.

    Raises
    ------
    OptionError
        A word is no pair.

    Examples
    --------
    >>> reference_pairs("FRA-GBR RUS-CHN", ("CHN", "RUS"))
    [('FRA', 'GBR')]
    """
    pairs: list[About] = []
    for word in text.split():
        one, _, two = word.partition("-")
        if not two:
            raise OptionError(
                f"references={text!r}: write pairs as FRA-GBR, several with spaces between them"
            )
        pair = (resolve(one).code, resolve(two).code)
        if set(pair) != set(about):
            pairs.append(pair)
    return pairs


def spanned_by(record: Ballots, pair: Sequence[str] = ()) -> Period:
    """From the first to the last roll call, of those in which all states of `pair` voted."""
    days = (
        record.days[np.logical_and.reduce([record.column(code) >= 0 for code in pair])]
        if pair
        else record.days
    )
    return Period(start=str(days[0]), end=str(days[-1]), freq="D")


def years_of(period: Period) -> str:
    """The years of a period in words.

    Examples
    --------
    >>> years_of(Period(start="2001-02-03", end="2004-05-06", freq="D")), years_of(Period(start="2001-02-03", end="2001-05-06", freq="D"))
    ('2001–2004', '2001')
    """
    return year_span(period.start[:4], period.end[:4])
